import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeEdits } from '../../src/edits/compose.js';
import { applyEdits, type TextEdit } from '../../src/edits/text-edits.js';

const compose = (between: string, first: readonly TextEdit[], second: readonly TextEdit[]) =>
  composeEdits<TextEdit>(between, first, second, (edit) => edit);

/** Edits of a text of some length that do not overlap. */
function editsOf(length: number): fc.Arbitrary<TextEdit[]> {
  return fc
    .array(
      fc.record({
        gap: fc.nat({ max: 4 }),
        taken: fc.nat({ max: 3 }),
        text: fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 }),
      }),
      { maxLength: 6 },
    )
    .map((steps) => {
      let at = 0;
      return steps.flatMap(({ gap, taken, text }) => {
        const start = at + gap;
        const end = start + taken;
        // Two insertions at one place stay in the order in which they are given.
        at = end;
        return end > length ? [] : [{ start, end, text }];
      });
    });
}

describe('composeEdits', () => {
  it.each<[title: string, first: TextEdit, second: TextEdit, composed: TextEdit[]]>([
    [
      'apart',
      { start: 1, end: 1, text: 'xx' },
      { start: 6, end: 7, text: 'y' },
      [
        { start: 1, end: 1, text: 'xx' },
        { start: 4, end: 5, text: 'y' },
      ],
    ],
    [
      'behind what was inserted',
      { start: 1, end: 1, text: 'xx' },
      { start: 3, end: 3, text: 'y' },
      [{ start: 1, end: 1, text: 'xxy' }],
    ],
    [
      'within what was inserted',
      { start: 1, end: 2, text: 'xx' },
      { start: 2, end: 4, text: 'y' },
      [{ start: 1, end: 3, text: 'xy' }],
    ],
  ])('%s', (_, first, second, composed) => {
    const between = applyEdits('012345', [first]);
    expect(compose(between, [first], [second])).toEqual(composed);
  });

  it('does what both do, one after the other', () => {
    const text = '0123456789';
    const both = editsOf(text.length).chain((first) => {
      const between = applyEdits(text, first);
      return fc.tuple(fc.constant(first), fc.constant(between), editsOf(between.length));
    });
    fc.assert(
      fc.property(both, ([first, between, second]) => {
        expect(applyEdits(text, compose(between, first, second))).toBe(applyEdits(between, second));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});
