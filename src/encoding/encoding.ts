import { isUtf8 } from 'node:buffer';
import { isTable, tableOf, type Table } from './tables.js';

/** How the characters of a file are bytes: Unicode, or a table of 256 characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | Table;

/** Those that a text can name: it is read as ASCII so far. */
export type DeclaredEncoding = 'utf-8' | Table;

/** A text as it was read, with what writes it back. A byte order mark is its first character. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const UTF_16_MARKS = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

export function isEncoding(name: string): name is Encoding {
  return name === 'utf-8' || Object.hasOwn(UTF_16_MARKS, name) || isTable(name);
}

/**
 * Reads bytes: as what a byte order mark says, as what is declared, else as UTF-8.
 * @param declared what the text itself says of its encoding
 * @returns what is wrong where not every byte is part of a character: then nothing of it is to be
 * written back
 */
export function decode(bytes: Buffer, declared?: DeclaredEncoding): Decoded | string {
  const marked = (['utf-16le', 'utf-16be'] as const).find((name) =>
    UTF_16_MARKS[name].every((byte, i) => bytes[i] === byte),
  );
  if (marked)
    return bytes.length % 2 === 0
      ? { text: fromUtf16(bytes, marked), encoding: marked }
      : 'is UTF-16 with half a character';
  if (declared && declared !== 'utf-8') {
    const text = tableOf(declared)?.decode(bytes);
    return text === undefined
      ? `is declared ${declared}, and holds bytes that are none`
      : { text, encoding: declared };
  }
  if (!isUtf8(bytes)) return 'is not UTF-8';
  if (looksLikeUtf16(bytes)) return 'is UTF-16 without a byte order mark';
  return { text: bytes.toString('utf8'), encoding: 'utf-8' };
}

/** @returns undefined where a text has a character that the encoding lacks */
export function encode(text: string, encoding: Encoding): Buffer | undefined {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (encoding !== 'utf-8') return tableOf(encoding)?.encode(text);
  const bytes = Buffer.from(text, 'utf8');
  // Half a surrogate pair has no bytes in UTF-8.
  return bytes.toString('utf8') === text ? bytes : undefined;
}

function fromUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): string {
  // `swap16` works in place.
  return (encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
}

/**
 * Letters of ASCII in UTF-16 are UTF-8 too, with a null byte at every other place: no program is
 * written so.
 */
function looksLikeUtf16(bytes: Buffer): boolean {
  if (bytes.length % 2 !== 0 || !bytes.includes(0)) return false;
  const nulls = [0, 0];
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) nulls[at % 2]++;
  return Math.max(...nulls) > bytes.length / 4 && Math.min(...nulls) < bytes.length / 16;
}
