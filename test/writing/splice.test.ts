import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encode, type Encoding } from '../../src/encoding/encoding.js';
import { applyEdits, type TextEdit } from '../../src/edits/text-edits.js';
import { splicedBytes } from '../../src/writing/splice.js';

const encodings = fc.constantFrom<Encoding>(
  'utf-8',
  'utf-16le',
  'utf-16be',
  'iso-8859-1',
  'windows-1252',
  'koi8-r',
);
const texts = fc.string({ unit: fc.constantFrom(...'aä\uFEFF€\r\nж💾') });

it('leaves the bytes outside of the edits, whatever the encoding', () => {
  fc.assert(
    fc.property(
      encodings,
      fc.array(fc.tuple(texts, texts, texts)),
      texts,
      (encoding, parts, rest) => {
        const edits: TextEdit[] = [];
        let before = '';
        for (const [kept, gone, text] of parts) {
          before += kept;
          edits.push({ start: before.length, end: before.length + gone.length, text });
          before += gone;
        }
        before += rest;
        const after = applyEdits(before, edits);
        const bytes = encode(before, encoding);
        fc.pre(bytes !== undefined);
        expect(splicedBytes({ path: 'a', root: '', encoding, before, edits }, bytes)).toEqual(
          encode(after, encoding),
        );
      },
    ),
  );
});

it('makes no edit that cuts a character apart', () => {
  const change = {
    path: 'a',
    root: '',
    encoding: 'utf-8',
    before: '💾',
    edits: [{ start: 1, end: 1, text: 'x' }],
  } as const;
  expect(splicedBytes(change, Buffer.from('💾'))).toBeUndefined();
});

it('takes what no edit touches from the disk, whatever it was read as', () => {
  const change = {
    path: 'a',
    root: '',
    encoding: 'utf-8',
    before: 'ab',
    edits: [{ start: 1, end: 1, text: '-' }],
  } as const;
  expect(splicedBytes(change, Buffer.from([0xe4, 0xf6]))).toEqual(Buffer.from([0xe4, 0x2d, 0xf6]));
});
