/** JSON that is read by people: what fits on a line stands on one. */
export function jsonText(data: unknown, width = 100, indent = ''): string {
  const flat = flatText(data);
  if (indent !== '' && indent.length + flat.length <= width) return flat;
  if (typeof data !== 'object' || data === null) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(data) ? '[]' : '{}';
  const items = Array.isArray(data)
    ? data.map((item) => jsonText(item, width, inner))
    : entriesOf(data).map(([k, v]) => `${JSON.stringify(k)}: ${jsonText(v, width, inner)}`);
  return items.length === 0
    ? flat
    : `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function flatText(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(flatText).join(', ')}]`;
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const items = entriesOf(data).map(([k, v]) => `${JSON.stringify(k)}: ${flatText(v)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

function entriesOf(data: object): [string, unknown][] {
  return Object.entries(data).filter(([, value]) => value !== undefined);
}
