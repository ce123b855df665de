/** A splice: `[start, end)` in UTF-16 code units gives way to `text`. `start === end` inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two edits of one file that want the same characters. */
export class OverlapError extends Error {
  constructor(
    readonly file: string,
    readonly first: TextEdit,
    readonly second: TextEdit,
  ) {
    super(
      `${file}: the edits at offsets ${first.start}-${first.end} and ${second.start}-${second.end} overlap`,
    );
    this.name = 'OverlapError';
  }
}

/**
 * Puts edits in the order of the text. Insertions at one place stay in the order in which they were
 * given.
 * @param file names the file in errors
 * @throws {OverlapError} when two edits replace the same characters, or one inserts within what
 * another replaces
 */
export function orderEdits<E extends TextEdit>(edits: readonly E[], file = 'text'): E[] {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  for (let i = 1; i < ordered.length; i++) {
    const [first, second] = [ordered[i - 1].edit, ordered[i].edit];
    if (second.start < first.end) throw new OverlapError(file, first, second);
  }
  return ordered.map(({ edit }) => edit);
}

/**
 * Splices once; everything outside the edits stays as it is.
 * @throws {OverlapError} see {@link orderEdits}
 * @throws {RangeError} when an edit lies outside the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[], file = 'text'): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of orderEdits(edits, file)) {
    if (start > end || end > text.length)
      throw new RangeError(
        `${file}: the edit at offsets ${start}-${end} lies outside the text (${text.length})`,
      );
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

/**
 * Where a place of the text after the edits comes from.
 * @returns its offset in the text before, and the edit that inserted it; then the offset is where
 * that edit stands
 */
export function originOf<E extends TextEdit>(
  edits: readonly E[],
  offset: number,
): { readonly offset: number; readonly edit?: E } {
  let shift = 0;
  for (const edit of orderEdits(edits)) {
    const at = edit.start + shift;
    if (at > offset) break;
    if (offset < at + edit.text.length) return { offset: edit.start, edit };
    shift += edit.text.length - (edit.end - edit.start);
  }
  return { offset: offset - shift };
}

/**
 * The line ending a text uses near an offset: that of the line there, or before it; LF where there
 * is none.
 */
export function lineEndingOf(text: string, near = 0): '\n' | '\r\n' {
  const next = text.indexOf('\n', near);
  const at = next === -1 ? text.lastIndexOf('\n', near) : next;
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
