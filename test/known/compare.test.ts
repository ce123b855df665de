import { describe, expect, it } from 'vitest';
import type { FindingKey } from '../../src/analysis/finding-key.js';
import { baselineText, parseBaseline } from '../../src/known/baseline.js';
import { compare, count, union } from '../../src/known/compare.js';
import { suppressedRules } from '../../src/known/suppressions.js';

/** `file method` or `file method chain`. */
function key(text: string): FindingKey {
  const [file, method, ...chain] = text.split(' ');
  return { rule: 'forward-connector', file, method, chain };
}

const shown = ({ file, method, chain }: FindingKey) => [file, method, ...chain].join(' ');

describe('what is known', () => {
  it.each([
    ['the same', ['a m c'], ['a m c'], [true], []],
    ['another chain', ['a m c'], ['a m d'], [false], ['a m c']],
    ['another method', ['a m c'], ['a n c'], [false], ['a m c']],
    ['one more of them', ['a m c'], ['a m c', 'a m c'], [true, false], []],
    ['one less', ['a m c', 'a m c'], ['a m c'], [true], ['a m c']],
    ['moved', ['a m c'], ['b m c'], [true], []],
    ['copied', ['a m c'], ['a m c', 'b m c'], [true, false], []],
    ['copied, the copy first', ['b m c'], ['a m c', 'b m c'], [false, true], []],
    ['moved and changed', ['a m c'], ['b m d'], [false], ['a m c']],
    [
      'two moved, one came',
      ['a m c', 'b m c'],
      ['x m c', 'y m c', 'z m c'],
      [true, true, false],
      [],
    ],
  ])('%s', (_, known, found, isKnown, gone) => {
    const result = compare(count(known.map(key)), found.map(key));
    expect([result.isKnown, result.gone.map(shown)]).toEqual([isKnown, gone]);
  });

  it('is the one of equal ones whose line is the same, wherever it stands', () => {
    const [a, b] = [key('a m c'), key('b m c')];
    expect(compare(count([a], ['old']), [a, a, b], ['new', 'old', 'old']).isKnown).toEqual([
      false,
      true,
      false,
    ]);
    expect(compare(count([a], ['old']), [a], ['changed']).isKnown).toEqual([true]);
  });

  it('is joined in a merge: as many as either side has', () => {
    const joined = union([count([key('a m'), key('a m')]), count([key('a m'), key('b m')])]);
    expect(compare(joined, ['a m', 'a m', 'b m', 'a m'].map(key))).toEqual({
      isKnown: [true, true, true, false],
      gone: [],
    });
  });
});

describe('a baseline', () => {
  it('is sorted by file, one finding a line, and read back as it was', () => {
    const keys = ['b m "x" y', 'a n', 'b m "x" y', 'a m'].map(key);
    const text = baselineText(keys);
    expect(text).toBe(`{
  "version": 1,
  "findings": [
    {"rule":"forward-connector","file":"a","method":"m"},
    {"rule":"forward-connector","file":"a","method":"n"},
    {"rule":"forward-connector","file":"b","method":"m","chain":["\\"x\\"","y"],"count":2}
  ]
}
`);
    expect(compare(parseBaseline(text), keys)).toEqual({
      isKnown: [true, true, true, true],
      gone: [],
    });
    expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
    expect(parseBaseline(`\uFEFF${baselineText([])}`).size).toBe(0);
  });
});

describe('what ESLint puts up with', () => {
  it('is a rule of a file, up to its count', () => {
    const allowed = new Map([
      ['a', 2],
      ['b', 1],
    ]);
    expect([...suppressedRules(allowed, ['a', 'a', 'b', 'b', 'c'])]).toEqual(['a']);
    expect([...suppressedRules(undefined, ['a'])]).toEqual([]);
  });
});
