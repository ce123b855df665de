import type { Span } from '../facts/types.js';
import { lineAround, lineStart } from './lines.js';
import type { WrittenList } from './written-list.js';
import { lineEndingOf, type TextEdit } from './text-edits.js';

/** Where a line may be broken: before something in a list. */
interface Break {
  /**
   * The blanks that give way to the line's end; undefined between what is added and the item that
   * it is added beside.
   */
  readonly blanks: Span | undefined;
  readonly indent: string;
}

/**
 * Whether what is added goes into a line beside other items: those share lines, or there is but one
 * line. Where each item has its own, and beside comments, it gets one too.
 */
export function isInLine(text: string, { items, inner }: WrittenList, index: number): boolean {
  const around = text.slice(
    index === 0 ? inner[0] : items[index - 1][1],
    items.at(index)?.[0] ?? inner[1],
  );
  if (around.includes('#')) return false;
  if (index === 0) return !around.includes('\n');
  if (!text.slice(inner[0], items[items.length - 1][1]).includes('\n')) return true;
  return items.some(([start], i) => i > 0 && !text.slice(items[i - 1][1], start).includes('\n'));
}

/**
 * Adds items behind the one before them, the first before all others. If that makes their line too
 * long, it is broken as the lists around are: under the first item, or where the lines of the list
 * start. A line that is too long already stays one.
 * @param around the lists that the list stands in, innermost first: one of them is broken where
 * more of it follows, or where the
 * list itself cannot be
 */
export function insertInLine(
  text: string,
  list: WrittenList,
  index: number,
  added: readonly string[],
  columns: number,
  around: readonly WrittenList[],
): TextEdit[] {
  const isFirst = index === 0;
  const at = isFirst ? list.items[0][0] : list.items[index - 1][1];
  const insertion = {
    start: at,
    end: at,
    text: added.map((a) => (isFirst ? `${a}, ` : `, ${a}`)).join(''),
  };
  const line = lineAround(text, at);
  const before = text.slice(...line);
  if (width(before) > columns || width(before + insertion.text) <= columns) return [insertion];
  const own = list.isBare ? [] : breaksIn(text, list, at, line);
  const outer = around.map((other) => breaksIn(text, other, undefined, line));
  const isLast = /^[)\]}:,\s]*(?:#.*)?$/u.test(text.slice(list.inner[1], line[1]));
  for (const breaks of isLast ? [own, ...outer] : [...outer.toReversed(), own]) {
    const fitting = breaks.findLast((b) => fits(text, line, insertion, b, columns));
    if (fitting) return broken(text, insertion, fitting);
  }
  for (const whole of [list, ...around]) {
    const hung = hanging(text, whole, insertion, line, columns);
    if (hung) return hung;
  }
  return [insertion];
}

/**
 * The places of a list on a line, in the order of the text.
 * @param at where something is added to the list itself
 */
function breaksIn(text: string, list: WrittenList, at: number | undefined, line: Span): Break[] {
  const indent = indentFor(text, list, line);
  const behind = list.first === undefined ? list.items.slice(1) : list.items;
  const breaks = behind.flatMap(([start]): (Break & { place: number })[] => {
    const comma = text.lastIndexOf(',', start);
    const before = list.items.findLast((item) => item[0] < start)?.[1] ?? list.first ?? 0;
    const isHere = comma >= Math.max(line[0], before) && start < line[1] && start > line[0];
    return isHere && text.slice(comma + 1, start).trim() === ''
      ? [{ blanks: [comma + 1, start], indent, place: start }]
      : [];
  });
  if (at !== undefined) breaks.push({ blanks: undefined, indent, place: at });
  return breaks.sort((a, b) => a.place - b.place);
}

/** Whether both parts of a broken line fit. */
function fits(
  text: string,
  [start, end]: Span,
  insertion: TextEdit,
  { blanks, indent }: Break,
  columns: number,
): boolean {
  const [stop, next] = blanks ?? [insertion.start, insertion.start];
  const isBefore = blanks !== undefined && next > insertion.start;
  const [ending, starting] = blanks ? ['', insertion.text] : splitAtLineEnd(insertion.text);
  const head =
    text.slice(start, isBefore ? insertion.start : stop) +
    (isBefore ? insertion.text + text.slice(insertion.start, stop) : ending);
  const tail = isBefore
    ? text.slice(next, end)
    : text.slice(next, insertion.start) + starting + text.slice(insertion.start, end);
  return width(head.trimEnd()) <= columns && width(indent + tail) <= columns;
}

function broken(text: string, insertion: TextEdit, { blanks, indent }: Break): TextEdit[] {
  const eol = lineEndingOf(text, insertion.start) + indent;
  if (!blanks) return [{ ...insertion, text: splitAtLineEnd(insertion.text).join(eol) }];
  return [{ start: blanks[0], end: blanks[1], text: eol }, insertion];
}

/**
 * What is added as it stands before and behind the end of a line: `, x`, or `x, ` before all
 * others.
 */
function splitAtLineEnd(added: string): readonly [string, string] {
  return added.startsWith(', ') ? [',', added.slice(2)] : [added.trimEnd(), ''];
}

/**
 * All items on a line of their own, four further in; where the list stands on one line and nothing
 * but its bracket is before it.
 */
function hanging(
  text: string,
  list: WrittenList,
  insertion: TextEdit,
  line: Span,
  columns: number,
): TextEdit[] | undefined {
  const { items, inner, first, isBare } = list;
  const isWhole =
    !isBare &&
    first === undefined &&
    inner[0] > line[0] &&
    inner[1] < line[1] &&
    items.at(0)?.[0] === inner[0];
  if (!isWhole) return undefined;
  const indent = `${blanksOf(text.slice(...line))}    `;
  const body =
    indent +
    text.slice(inner[0], insertion.start) +
    insertion.text +
    text.slice(insertion.start, line[1]);
  return width(body) > columns
    ? undefined
    : [{ start: inner[0], end: inner[0], text: lineEndingOf(text, inner[0]) + indent }, insertion];
}

/**
 * Items that are aligned so far to the right that what is added would not fit go on a line of their
 * own, four further in than their call.
 * @returns undefined where it fits, where there are comments between the items, or where they would
 * not fit there either
 */
export function hasHangingIndent(
  text: string,
  { items, inner, first, isBare }: WrittenList,
  index: number,
  added: readonly string[],
  columns: number,
): TextEdit[] | undefined {
  const [start] = items[items.length - 1];
  const column = start - lineAround(text, start)[0];
  const rest = text.slice(inner[1], lineAround(text, inner[1])[1]);
  const isTooLong = added.some(
    (a, i) => column + width(a) + (i === added.length - 1 ? width(rest) : 1) > columns,
  );
  const bare = text
    .slice(...inner)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const written = items.map((span) => text.slice(...span));
  if (
    !isTooLong ||
    isBare ||
    first !== undefined ||
    items[0][0] !== inner[0] ||
    bare !== written.join(', ')
  )
    return undefined;
  const indent = `${blanksOf(text.slice(...lineAround(text, inner[0])))}    `;
  const line = indent + written.toSpliced(index, 0, ...added).join(', ');
  if (line.includes('\n') || width(line + rest) > columns) return undefined;
  const ahead = index === 0 ? added.map((a) => `${a}, `).join('') : '';
  const blanks = items
    .slice(1)
    .map((item, i) => ({ start: text.indexOf(',', items[i][1]) + 1, end: item[0], text: ' ' }));
  const at = index === 0 ? undefined : items[index - 1][1];
  const insertion =
    at === undefined ? [] : [{ start: at, end: at, text: added.map((a) => `, ${a}`).join('') }];
  return [
    { start: inner[0], end: inner[0], text: lineEndingOf(text, inner[0]) + indent + ahead },
    ...blanks,
    ...insertion,
  ];
}

/**
 * Where a further line of a list starts: where its lines do already, else under the first thing in
 * it.
 */
function indentFor(text: string, { items, first }: WrittenList, line: Span): string {
  const starting = items.findLast(
    ([at], i) => at < line[1] && (i > 0 || first === undefined) && isFirstOnLine(text, at),
  );
  const at = starting?.[0] ?? first ?? items.at(0)?.[0] ?? line[0];
  return text.slice(lineStart(text, at), at).replaceAll(/\S/gu, ' ');
}

function isFirstOnLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

function blanksOf(line: string): string {
  return /^[^\S\n\r]*/u.exec(line)?.[0] ?? '';
}

function width(line: string): number {
  return Array.from(line).length;
}
