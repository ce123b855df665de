import type { Span } from '../facts/types.js';

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The line of an offset, without its end. */
export function lineAround(text: string, at: number): Span {
  const end = text.indexOf('\n', at);
  const last = end === -1 ? text.length : end;
  return [lineStart(text, at), text[last - 1] === '\r' ? last - 1 : last];
}

/** The blanks that the line of an offset starts with. */
export function indentOf(text: string, at: number): string {
  return /^[^\S\n\r]*/u.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}
