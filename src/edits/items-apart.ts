import { indentOf, lineAround } from './lines.js';
import type { Notation } from './notation.js';
import type { WrittenList } from './written-list.js';
import { lineEndingOf, type TextEdit } from './text-edits.js';

/**
 * Gives each item of a list that stands on one line a line of its own, as prettier does where the
 * line gets too long.
 * @returns undefined where it stays short enough or was too long before, and for a list with
 * comments, or on several lines already
 */
export function itemsApart(
  text: string,
  { items, inner }: WrittenList,
  index: number,
  added: readonly string[],
  { columns, trailingComma }: Notation & { readonly columns: number },
): TextEdit[] | undefined {
  const before = width(text.slice(...lineAround(text, inner[0])));
  const after = added.reduce((sum, a) => sum + width(a) + 2, before);
  if (text.slice(...inner).includes('\n') || before > columns || after <= columns) return undefined;
  const starts = [inner[0], ...items.map((i) => i[1])];
  const ends = [...items.map((i) => i[0]), inner[1]];
  const gaps = starts.map((start, i) => ({ start, end: ends[i] }));
  if (
    !gaps.every(
      ({ start, end }, i) =>
        /^\s*,?\s*$/u.test(text.slice(start, end)) &&
        (i > 0 || text.slice(start, end).trim() === ''),
    )
  )
    return undefined;
  const indent = indentOf(text, inner[0]);
  const eol = lineEndingOf(text, inner[0]);
  const line = eol + indent + unitOf(text);
  const isRest = text.startsWith('...', items[items.length - 1][0]) && index < items.length;
  const end = `${!isRest && endsInComma(text, text[inner[0] - 1], trailingComma) ? ',' : ''}${eol}${indent}`;
  const own = added.join(`,${line}`);
  return gaps.map((gap, i) => {
    const isFirst = i === 0;
    const isLast = i === items.length;
    if (i !== index) return { ...gap, text: isFirst ? line : isLast ? end : `,${line}` };
    return { ...gap, text: `${isFirst ? '' : ','}${line}${own}${isLast ? end : `,${line}`}` };
  });
}

/**
 * Whether a list that begins with this bracket ends in a comma: as prettier is told, else as the
 * file has it.
 */
function endsInComma(text: string, bracket: string, trailingComma: string | undefined): boolean {
  if (trailingComma === undefined)
    return bracket === '(' ? /,\s*\n\s*\)/u.test(text) : /,\s*\n\s*[\]}]/u.test(text);
  return trailingComma === 'all' || (trailingComma === 'es5' && bracket !== '(' && bracket !== '<');
}

/** What a file indents by. */
function unitOf(text: string): string {
  return /^(?<unit>\t| {2,8})[^\s*]/mu.exec(text)?.groups?.unit ?? '  ';
}

/** A tab is two columns wide, unless prettier is told otherwise. */
function width(line: string): number {
  return Array.from(line.replaceAll('\t', '  ')).length;
}
