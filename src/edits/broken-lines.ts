import type { Span } from '../facts/types.js';
import type { WrittenList } from './lists.js';
import { lineEndingOf, type TextEdit } from './text-edits.js';

/** Something in a list as it will read: an item, or what is added. */
interface Element {
  readonly text: string;
  /** Where an item starts; undefined for what is added. */
  readonly start?: number;
}

/**
 * Whether what is added goes into a line beside other items: those share lines, or there is but one line. Where each item has its
 * own, and beside comments, it gets one too.
 */
export function isInLine(text: string, { items, inner }: WrittenList, index: number): boolean {
  const around = text.slice(items.at(index - 1)?.[1] ?? inner[0], items.at(index)?.[0] ?? inner[1]);
  if (index === 0 || around.includes('#')) return false;
  if (!text.slice(inner[0], items[items.length - 1][1]).includes('\n')) return true;
  return items.some(([start], i) => i > 0 && !text.slice(items[i - 1][1], start).includes('\n'));
}

/**
 * Adds items behind the one before them. If that makes their line too long, it is broken as the lists around are: under the first item, or
 * where the lines of the list start. A line that is too long already stays one.
 */
export function insertInLine(text: string, list: WrittenList, index: number, added: readonly string[], columns: number): TextEdit[] {
  const at = list.items[index - 1][1];
  const plain = { start: at, end: at, text: added.map((a) => `, ${a}`).join('') };
  const line = lineAround(text, at);
  const before = text.slice(...line);
  if (width(before) > columns || width(before + plain.text) <= columns) return [plain];
  const elements = elementsOf(text, list, index, added, line);
  const indent = indentFor(text, list, at);
  for (let broken = elements.length - 1; broken > 0; broken--) {
    const head = text.slice(line[0], elements[0].start) + textOf(elements.slice(0, broken)).trimEnd();
    const tail = indent + textOf(elements.slice(broken)).replace(/, $/u, '') + text.slice(list.items[lastInLine(list, line)][1], line[1]);
    if (width(head) <= columns && width(tail) <= columns) return breakBefore(text, list, index, added, broken, elements, indent);
  }
  return hanging(text, list, plain, line, columns) ?? [plain];
}

function breakBefore(
  text: string,
  { items }: WrittenList,
  index: number,
  added: readonly string[],
  broken: number,
  elements: readonly Element[],
  indent: string,
): TextEdit[] {
  const eol = lineEndingOf(text);
  const at = items[index - 1][1];
  const { start } = elements[broken];
  const firstAdded = elements.findIndex((e) => e.start === undefined);
  const separators = added.map((_, i) => (start === undefined && firstAdded + i === broken ? `,${eol}${indent}` : ', '));
  const insertion = { start: at, end: at, text: added.map((a, i) => separators[i] + a).join('') };
  if (start === undefined) return [insertion];
  const blank = { start: text.lastIndexOf(',', start) + 1, end: start, text: eol + indent };
  return broken < firstAdded ? [blank, insertion] : [insertion, blank];
}

/** All items on a line of their own, four further in; where the list stands on one line and nothing but its bracket is before it. */
function hanging(text: string, { items, inner, first }: WrittenList, plain: TextEdit, line: Span, columns: number): TextEdit[] | undefined {
  const isWhole = first === undefined && inner[0] > line[0] && inner[1] < line[1] && items[0][0] === inner[0];
  if (!isWhole) return undefined;
  const indent = `${/^[^\S\n]*/u.exec(text.slice(...line))?.[0] ?? ''}    `;
  const body = indent + text.slice(inner[0], plain.start) + plain.text + text.slice(plain.start, line[1]);
  if (width(body) > columns) return undefined;
  return [{ start: inner[0], end: inner[0], text: lineEndingOf(text) + indent }, plain];
}

/**
 * Items that are aligned so far to the right that what is added would not fit go on a line of their own, four further in than their call.
 * @param aligned the edits that put what is added under the others
 * @returns undefined where it fits, where there are comments between the items, or where they would not fit there either
 */
export function hungFurtherLeft(
  text: string,
  { items, inner, first }: WrittenList,
  index: number,
  added: readonly string[],
  aligned: readonly TextEdit[],
  columns: number,
): TextEdit[] | undefined {
  const column = items[items.length - 1][0] - lineAround(text, items[items.length - 1][0])[0];
  const [, end] = lineAround(text, inner[1]);
  const rest = text.slice(inner[1], end);
  const isTooLong = added.some((a, i) => column + width(a) + (i === added.length - 1 ? width(rest) : 1) > columns);
  const bare = text
    .slice(...inner)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const written = items.map((span) => text.slice(...span));
  if (!isTooLong || aligned.length === 0 || first !== undefined || items[0][0] !== inner[0] || bare !== written.join(', '))
    return undefined;
  const indent = `${/^[^\S\n\r]*/u.exec(text.slice(...lineAround(text, inner[0])))?.[0] ?? ''}    `;
  const line = indent + written.toSpliced(index, 0, ...added).join(', ');
  if (line.includes('\n') || width(line + rest) > columns) return undefined;
  const open = {
    start: inner[0],
    end: inner[0],
    text: lineEndingOf(text) + indent + (index === 0 ? added.map((a) => `${a}, `).join('') : ''),
  };
  const blanks = items.slice(1).map(([start], i) => ({ start: text.indexOf(',', items[i][1]) + 1, end: start, text: ' ' }));
  const at = index === 0 ? undefined : items[index - 1][1];
  const insertion = at === undefined ? [] : [{ start: at, end: at, text: added.map((a) => `, ${a}`).join('') }];
  return [open, ...blanks, ...insertion];
}

/** What stands on the line of the insertion, what is added among it. */
function elementsOf(text: string, list: WrittenList, index: number, added: readonly string[], line: Span): Element[] {
  const { items } = list;
  const firstItem = items.findIndex(([, end]) => end > line[0]);
  const made: Element[] = [];
  for (let i = firstItem; i <= lastInLine(list, line); i++) {
    const from = Math.max(items[i][0], line[0]);
    const next = items.at(i + 1);
    const until = next && next[0] <= line[1] ? next[0] : items[i][1];
    const isLast = i === index - 1;
    made.push({ text: isLast || until === items[i][1] ? `${text.slice(from, items[i][1])}, ` : text.slice(from, until), start: from });
    if (isLast) made.push(...added.map((a) => ({ text: `${a}, ` })));
  }
  return made;
}

function lastInLine({ items }: WrittenList, line: Span): number {
  return items.findLastIndex(([start]) => start < line[1]);
}

function textOf(elements: readonly Element[]): string {
  return elements.map((e) => e.text).join('');
}

/** Where a further line of a list starts. */
function indentFor(text: string, { items, first }: WrittenList, at: number): string {
  const starting = items.findLast(([start], i) => start < at && (i > 0 || first === undefined) && isFirstOnLine(text, start));
  const start = starting?.[0] ?? first ?? items[0][0];
  return text.slice(lineAround(text, start)[0], start).replaceAll(/\S/gu, ' ');
}

function isFirstOnLine(text: string, at: number): boolean {
  return text.slice(lineAround(text, at)[0], at).trim() === '';
}

/** The line of an offset, without its end. */
function lineAround(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const last = end === -1 ? text.length : end;
  return [start, text[last - 1] === '\r' ? last - 1 : last];
}

function width(line: string): number {
  return Array.from(line).length;
}
