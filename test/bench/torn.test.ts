import { describe, expect, it } from 'vitest';

type Snapshot = Map<string, string>;

const { torn, isTrace } = (await import(
  new URL('../../bench/trials/small-tree.mjs', import.meta.url).href
)) as {
  torn: (now: Snapshot, before: Snapshot, after: Snapshot) => string[];
  isTrace: (name: string) => boolean;
};

const before = new Map([
  ['a.ts', 'old a'],
  ['b.ts', 'old b'],
]);
const after = new Map([
  ['a.ts', 'new a'],
  ['b.ts', 'new b'],
]);
const with_ = (...entries: [string, string][]) => new Map([...before, ...entries]);

describe('what a killed run may leave', () => {
  it('is each file whole, old or new, with the traces of the run', () => {
    expect(
      torn(
        with_(
          ['a.ts', 'new a'],
          ['.driver-contract.journal.json', '{}'],
          ['.b.ts.0123456789ab.tmp', 'new'],
        ),
        before,
        after,
      ),
    ).toEqual([]);
  });

  it.each<[string, Snapshot, string[]]>([
    ['half of a file', with_(['a.ts', 'new']), ['a.ts is neither the old nor the new']],
    ['a file less', new Map([['a.ts', 'old a']]), ['b.ts is gone']],
    ['a file of another name', with_(['c.ts', 'new a']), ['c.ts is neither the old nor the new']],
  ])('is not %s', (_, now, wanted) => {
    expect(torn(now, before, after)).toEqual(wanted);
  });

  it.each([
    'src/.x.tmp',
    'driver-contract.journal.json',
    'src/.driver-contract.journal.json',
    '.a.ts.0123456789AB.tmp',
  ])('has no trace that is called %s', (name) => {
    expect(isTrace(name)).toBe(false);
  });
});
