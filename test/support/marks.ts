import { lineStartsOf, positionAt } from '../../src/facts/text.js';

/** A text with the places that were marked in it: `this.client.«mapLun»(volume.id)`. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
  }[];
}

/** Takes the marks out of a text. */
export function unmark(written: string): Marked {
  const marks: { start: number; end: number; text: string }[] = [];
  let text = '';
  let start = -1;
  for (const part of written.split(/([«»])/u)) {
    if (part === '«') start = text.length;
    else if (part === '»') marks.push({ start, end: text.length, text: text.slice(start) });
    else text += part;
  }
  return { text, marks };
}

/** `line:column text`, both counted from 1, as a reader sees a report. */
export function show(text: string, [start, end]: readonly [number, number]): string {
  const { line, column } = positionAt(lineStartsOf(text), start);
  return `${line}:${column + 1} ${text.slice(start, end)}`;
}
