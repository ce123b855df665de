import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editsBetween } from '../../src/edits/edits-between.js';
import { applyEdits } from '../../src/edits/text-edits.js';

const text = fc
  .array(fc.constantFrom('a\n', 'b\r\n', 'c', '\uFEFF', '\n', '\r', 'ä💾\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

it('leads from any text to any other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, editsBetween(before, after))).toBe(after);
    }),
  );
});

it('touches changed lines only', () => {
  expect(editsBetween('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n')).toEqual([
    { start: 2, end: 4, text: 'B\n' },
    { start: 8, end: 8, text: 'e\n' },
  ]);
});
