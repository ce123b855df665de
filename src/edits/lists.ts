import type { Span } from '../facts/types.js';
import { hasHangingIndent, insertInLine, isInLine } from './broken-lines.js';
import { itemsApart } from './items-apart.js';
import { indentOf, lineStart } from './lines.js';
import { SCRIPT, type Notation } from './notation.js';
import type { WrittenList } from './written-list.js';
import { lineEndingOf, type TextEdit } from './text-edits.js';

/**
 * Adds items to a comma-separated list so that they look like their neighbours: on lines of their
 * own where those are, before a trailing comma where there is one. Comments stay with the item they
 * follow.
 * @param index how many items stand before the new ones
 * @param around the lists that it stands in, innermost first
 */
export function insertInList(
  text: string,
  list: WrittenList,
  index: number,
  added: readonly string[],
  notation: Notation = SCRIPT,
  around: readonly WrittenList[] = [],
): TextEdit[] {
  const { items, inner } = list;
  if (items.length === 0) return [intoEmpty(text, inner, added.join(', '))];
  const { columns, breaks } = notation;
  const edits =
    index < items.length
      ? before(text, list, index, added, notation)
      : behind(text, list, added, notation);
  if (columns === undefined) return edits;
  if (breaks === 'apart')
    return itemsApart(text, list, index, added, { ...notation, columns }) ?? edits;
  if (isInLine(text, list, index)) return insertInLine(text, list, index, added, columns, around);
  return hasHangingIndent(text, list, index, added, columns) ?? edits;
}

function intoEmpty(text: string, [open, close]: Span, added: string): TextEdit {
  const content = text.slice(open, close);
  // A lone `this: T` stands before the list of what callers see.
  const follows = /[([<,]\s*$/u.test(text.slice(0, open)) ? '' : ', ';
  if (content.trim() === '') return { start: open, end: open, text: `${follows}${added}` };
  const at = open + content.trimEnd().length;
  return {
    start: at,
    end: at,
    text: content.includes('\n')
      ? `${lineEndingOf(text, open)}${indentOf(text, open)}${added}`
      : ` ${added}`,
  };
}

function before(
  text: string,
  { items, inner }: WrittenList,
  index: number,
  added: readonly string[],
  notation: Notation,
): TextEdit[] {
  const from =
    index === 0 ? inner[0] : separatorAfter(text, items[index - 1][1], items[index][0], notation);
  const line = endOfLineComments(text, from, items[index][0], notation);
  if (line === undefined) {
    const at = skipBlanks(text, from, items[index][0]);
    return [{ start: at, end: at, text: added.map((a) => `${a}, `).join('') }];
  }
  const at = skipBlanks(text, line, items[index][0]);
  const indent = indentOf(text, at);
  return [
    {
      start: at,
      end: at,
      text: added.map((a) => `${a},${lineEndingOf(text, at)}${indent}`).join(''),
    },
  ];
}

function behind(
  text: string,
  { items, inner }: WrittenList,
  added: readonly string[],
  notation: Notation,
): TextEdit[] {
  const last = items[items.length - 1];
  const [, close] = inner;
  const comma = commaAfter(text, last[1], close, notation);
  const isOnOwnLine =
    text.slice(lineStart(text, last[0]), last[0]).trim() === '' &&
    text.slice(inner[0], last[0]).includes('\n');
  const lineEnd = endOfLineComments(
    text,
    comma === undefined ? last[1] : comma + 1,
    close,
    notation,
  );
  const commentsEnd =
    lineEnd === undefined
      ? undefined
      : trimmedEnd(text, comma === undefined ? last[1] : comma + 1, lineEnd);
  const hasLineComment =
    commentsEnd !== undefined &&
    text.slice(comma ?? last[1], commentsEnd).includes(notation.lineComment);
  if (isOnOwnLine || hasLineComment) {
    const eol = lineEndingOf(text, last[1]);
    const indent = indentOf(text, last[0]);
    const lines = added.map((a) => `${eol}${indent}${a}`).join(',');
    if (comma !== undefined) return [insertion(commentsEnd ?? comma + 1, `${lines},`)];
    const at = commentsEnd ?? trimmedEnd(text, last[1], close);
    return at === last[1]
      ? [insertion(at, `,${lines}`)]
      : [insertion(last[1], ','), insertion(at, lines)];
  }
  const at = trimmedEnd(text, last[1], comma ?? close);
  return [insertion(at, added.map((a) => `, ${a}`).join(''))];
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The offset of the comma behind an item, comments skipped. */
function commaAfter(
  text: string,
  from: number,
  end: number,
  notation: Notation,
): number | undefined {
  for (let at = from; at < end;) {
    const comment = commentAt(text, at, end, notation);
    if (comment !== undefined) at = comment;
    else if (text[at] === ',') return at;
    else at++;
  }
  return undefined;
}

function separatorAfter(text: string, from: number, end: number, notation: Notation): number {
  const comma = commaAfter(text, from, end, notation);
  return comma === undefined ? from : comma + 1;
}

/**
 * Behind the blanks and comments that end the line; undefined when something else follows on it.
 */
function endOfLineComments(
  text: string,
  from: number,
  end: number,
  notation: Notation,
): number | undefined {
  for (let at = from; at < end;) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')) return at;
    const comment = commentAt(text, at, end, notation);
    if (comment === undefined && text[at].trim() !== '') return undefined;
    if (comment !== undefined && text.slice(at, comment).includes('\n')) return undefined;
    at = comment ?? at + 1;
  }
  return undefined;
}

/** The end of a comment that starts here. */
function commentAt(
  text: string,
  at: number,
  end: number,
  { lineComment, hasBlockComments }: Notation,
): number | undefined {
  if (hasBlockComments && text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return close === -1 ? end : close + 2;
  }
  if (!text.startsWith(lineComment, at)) return undefined;
  let stop = at;
  while (stop < end && text[stop] !== '\n' && text[stop] !== '\r') stop++;
  return stop;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text[at].trim() === '') at++;
  return at;
}

function trimmedEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && text[at - 1].trim() === '') at--;
  return at;
}
