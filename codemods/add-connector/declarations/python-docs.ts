import { indentOf } from '../../../src/edits/lines.js';
import { lineEndingOf, type TextEdit } from '../../../src/edits/text-edits.js';
import type { DocFact, FunctionFact } from '../../../src/facts/types.js';

/**
 * The line that documents the new parameter, where a docstring documents parameters already: behind
 * those before it, in their style (`:param x:`, `@param x:`, `x:` under `Args:`).
 * @param before names of the parameters before it, the nearest last
 */
export function pythonDocEdits(
  text: string,
  { doc }: FunctionFact,
  name: string,
  before: readonly string[],
): TextEdit[] {
  if (!doc || doc.params.length === 0 || doc.params.some((p) => p.name === name)) return [];
  const known = doc.params.filter((p) => before.includes(p.name)).at(-1);
  const anchor = known ?? doc.params[0];
  const [start, end] = anchor.span;
  const margin = indentOf(text, start);
  const eol = lineEndingOf(text, start);
  const line = entryLike(text.slice(start, end), name);
  if (!known) return [{ start, end: start, text: `${line}${eol}${margin}` }];
  const at = behindType(text, doc, end, anchor.name);
  return [{ start: at, end: at, text: `${eol}${margin}${line}` }];
}

function entryLike(sibling: string, name: string): string {
  const field = /^(?<mark>:|@)(?<kind>\w+)/u.exec(sibling)?.groups;
  if (!field) return `${name}:`;
  return `${field.mark}${field.kind} ${name}:`;
}

/** Behind `:type volume: Volume`, where that follows. */
function behindType(text: string, doc: DocFact, end: number, name: string): number {
  const following = text.slice(end, doc.span[1]);
  const type = new RegExp(String.raw`^\r?\n[ \t]*[:@]type\s+${name}\s*:[^\r\n]*`, 'u').exec(
    following,
  )?.[0];
  return type === undefined ? end : end + type.replace(/(?:"""|''')\s*$/u, '').trimEnd().length;
}
