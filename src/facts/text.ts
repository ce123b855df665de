import type { Span } from './types.js';

/** Where ECMAScript ends a line: LF, CRLF, CR, U+2028 or U+2029. */
const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/gu;
/** Where Python does. */
export const PYTHON_LINE_ENDS = /\r\n|[\n\r]/gu;

/** Offsets (UTF-16) at which each line starts. */
export function lineStartsOf(text: string, ends = LINE_ENDS): number[] {
  const starts = [0];
  for (const match of text.matchAll(ends)) starts.push(match.index + match[0].length);
  return starts;
}

/** Turns an offset into a line (1-based) and a column (0-based), by binary search. */
export function positionAt(
  lineStarts: readonly number[],
  offset: number,
): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low] };
}

/** The ESLint location of a span. */
export function locationOf(lineStarts: readonly number[], span: Span) {
  return { start: positionAt(lineStarts, span[0]), end: positionAt(lineStarts, span[1]) };
}
