import { crc32 } from 'node:zlib';
import { pack, Unpacker, type Packed } from './plain-data.js';

/** What an entry begins with; another one for another layout. */
const MARK = Buffer.from('DCF1');
/** The mark, and what tells that nothing behind it is damaged. */
const HEAD = MARK.length + 4;

type Header = Pick<Packed, 'sections' | 'shapes'>;

/** An object of plain data as the bytes of a file. */
export function entryOf(whole: object): Buffer {
  const { bytes, strings, sections, shapes } = pack(whole);
  const body = Buffer.concat([sized({ sections, shapes } satisfies Header), sized(strings), bytes]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([MARK, sum, body]);
}

function sized(value: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  return Buffer.concat([size, text]);
}

/**
 * An object that an entry holds; its properties are unpacked when they are first read.
 * @param replaced properties that it has in the place of those that were kept
 * @returns undefined for what is no entry, or a damaged one
 */
export function readEntry(bytes: Buffer, replaced: object): object | undefined {
  const body = bytes.subarray(HEAD);
  if (
    bytes.length <= HEAD ||
    !bytes.subarray(0, MARK.length).equals(MARK) ||
    bytes.readUInt32LE(MARK.length) !== crc32(body)
  )
    return undefined;
  const header = pieceAt(body, 0);
  const strings = pieceAt(body, header.end);
  const { sections, shapes } = JSON.parse(header.text()) as Header;
  const unpacker = new Unpacker(
    { sections, shapes, bytes: body.subarray(strings.end) },
    () => JSON.parse(strings.text()) as string[],
  );
  const made = {};
  for (const name of Object.keys(sections))
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = unpacker.section(name);
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  for (const [name, value] of Object.entries(replaced))
    Object.defineProperty(made, name, { value: value as unknown, enumerable: true });
  return made;
}

function pieceAt(body: Buffer, at: number): { readonly text: () => string; readonly end: number } {
  const end = at + 4 + body.readUInt32LE(at);
  return { text: () => body.toString('utf8', at + 4, end), end };
}
