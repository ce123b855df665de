import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, isEncoding, type DeclaredEncoding } from '../../src/encoding/encoding.js';
import { encodingCalled } from '../../src/encoding/names.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('bytes as text', () => {
  it.each([
    ['UTF-8', '61c3a4', undefined, 'aä', 'utf-8'],
    ['UTF-8 with a mark, whatever is declared', 'efbbbf61', undefined, '\uFEFFa', 'utf-8'],
    ['UTF-16, little end first', 'fffe 6100 e400', undefined, '\uFEFFaä', 'utf-16le'],
    ['UTF-16, big end first', 'feff 0061 00e4', undefined, '\uFEFFaä', 'utf-16be'],
    ['half a pair in UTF-16', 'fffe 00d8', undefined, '\uFEFF\uD800', 'utf-16le'],
    ['Latin-1', '61e4', 'iso-8859-1', 'aä', 'iso-8859-1'],
    ['a control character of ISO 8859', '85', 'iso-8859-15', '\x85', 'iso-8859-15'],
    ['the euro sign in Latin-9', 'a4', 'iso-8859-15', '€', 'iso-8859-15'],
    ['the euro sign on Windows', '80', 'windows-1252', '€', 'windows-1252'],
    ['Turkish', 'd0fd', 'iso-8859-9', 'Ğı', 'iso-8859-9'],
    ['a null byte in a text', '610062', undefined, 'a\0b', 'utf-8'],
  ] as const)('%s', (_, bytes, declared, text, encoding) => {
    expect(decode(hex(bytes), declared)).toEqual({ text, encoding });
    expect(encode(text, encoding)).toEqual(hex(bytes));
  });

  it.each([
    ['Latin-1 that is not declared', '61e4', undefined, 'is not UTF-8'],
    ['half a surrogate pair in UTF-8', 'eda080', undefined, 'is not UTF-8'],
    ['UTF-16 that is cut off', 'fffe 6100 e4', undefined, 'is UTF-16 with half a character'],
    ['UTF-16 without a mark', '6100 6200 6300', undefined, 'is UTF-16 without a byte order mark'],
    [
      'UTF-16 without a mark, big end first',
      '0061 0062 0063',
      undefined,
      'is UTF-16 without a byte order mark',
    ],
    [
      'what is declared to be ASCII',
      '61e4',
      'us-ascii',
      'is declared us-ascii, and holds bytes that are none',
    ],
    [
      'a byte that stands for nothing',
      'a5',
      'iso-8859-3',
      'is declared iso-8859-3, and holds bytes that are none',
    ],
  ] as const)('not %s', (_, bytes, declared, reason) => {
    expect(decode(hex(bytes), declared)).toBe(reason);
  });

  it.each([
    ['ä', 'us-ascii'],
    ['€', 'iso-8859-1'],
    ['\uFFFD', 'iso-8859-3'],
    ['\uD800', 'utf-8'],
  ] as const)('has no bytes for %j in %s', (text, encoding) => {
    expect(encode(text, encoding)).toBeUndefined();
  });

  it('comes back byte for byte, whatever the bytes are', () => {
    const declared = fc.constantFrom<DeclaredEncoding | undefined>(
      undefined,
      'us-ascii',
      'iso-8859-1',
      'iso-8859-7',
      'windows-1251',
      'koi8-r',
    );
    const marks = fc.constantFrom('', 'fffe', 'feff', 'efbbbf');
    fc.assert(
      fc.property(
        marks,
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map((s) => Buffer.from(s)),
        ),
        declared,
        (mark, rest, name) => {
          const bytes = Buffer.concat([hex(mark), rest]);
          const decoded = decode(bytes, name);
          if (typeof decoded !== 'string')
            expect(encode(decoded.text, decoded.encoding)).toEqual(bytes);
        },
      ),
    );
  });
});

describe('the name of an encoding', () => {
  it.each([
    ['utf8', 'utf-8'],
    ['UTF-8-unix', 'utf-8'],
    ['utf_8_sig', 'utf-8'],
    ['latin-1', 'iso-8859-1'],
    ['Latin1', 'iso-8859-1'],
    ['iso-latin-1-dos', 'iso-8859-1'],
    ['ISO8859_15', 'iso-8859-15'],
    ['iso-8859-1', 'iso-8859-1'],
    ['latin9', 'iso-8859-15'],
    ['l5', 'iso-8859-9'],
    ['cp1252', 'windows-1252'],
    ['windows-1251', 'windows-1251'],
    ['ascii', 'us-ascii'],
    ['koi8-r', 'koi8-r'],
  ])('%s', (name, encoding) => {
    expect(encodingCalled(name)).toBe(encoding);
    expect(isEncoding(encoding)).toBe(true);
  });

  it.each(['euc-jp', 'utf-16', 'iso-8859-12', 'latin99', '', 'constructor'])('not %s', (name) => {
    expect(encodingCalled(name)).toBeUndefined();
    expect(isEncoding(name)).toBe(false);
  });
});
