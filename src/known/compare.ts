import type { FindingKey } from '../analysis/finding-key.js';

/** A key that is there some times. */
interface Entry {
  readonly key: FindingKey;
  readonly count: number;
  /** What tells equal ones apart, where that is known: the text of their lines. */
  readonly hints: readonly string[];
}

/** Keys, each with how many times it is there. */
export type Counted = ReadonlyMap<string, Entry>;

export interface Comparison {
  /** For each key that was found, whether it was known. */
  readonly isKnown: readonly boolean[];
  /** Those that were known and are not found any more, as many times as they lack. */
  readonly gone: readonly FindingKey[];
}

/**
 * Equal keys are counted: a second one of them is another finding.
 * @param hints of each key
 */
export function count(keys: Iterable<FindingKey>, hints: readonly string[] = []): Counted {
  const counted = new Map<string, Entry>();
  let i = 0;
  for (const key of keys) {
    const text = textOf(key);
    const known = counted.get(text) ?? { key, count: 0, hints: [] };
    const hint = hints.slice(i, ++i);
    counted.set(text, { key, count: known.count + 1, hints: [...known.hints, ...hint] });
  }
  return counted;
}

/** What is known of either: a merge brings what both sides have. */
export function union(all: readonly Counted[]): Counted {
  const joined = new Map<string, Entry>();
  for (const counted of all)
    for (const [text, entry] of counted) {
      const other = joined.get(text);
      const times = Math.max(entry.count, other?.count ?? 0);
      const hints = [...entry.hints, ...(other?.hints ?? [])];
      joined.set(text, { key: entry.key, count: times, hints });
    }
  return joined;
}

/**
 * Holds what was found against what is known. A key that went and one that came, differing in the
 * file alone, are one: the code has moved. Of equal ones those are known whose hints are.
 * @param hints of each key that was found
 */
export function compare(
  known: Counted,
  found: readonly FindingKey[],
  hints: readonly string[] = [],
): Comparison {
  const left = new Map([...known].map(([text, { count: times }]) => [text, times]));
  const take = (text: string) => {
    const times = left.get(text) ?? 0;
    if (times > 0) left.set(text, times - 1);
    return times > 0;
  };
  const hinted = new Map([...known].map(([text, entry]) => [text, [...entry.hints]]));
  const isKnown = found.map((key, i) => {
    const of = hinted.get(textOf(key)) ?? [];
    const at = i < hints.length ? of.indexOf(hints[i]) : -1;
    if (at >= 0) of.splice(at, 1);
    return at >= 0 && take(textOf(key));
  });
  for (const [i, key] of found.entries()) isKnown[i] ||= take(textOf(key));
  const moved = new Map<string, string[]>();
  for (const [text, { key }] of known)
    for (let n = left.get(text) ?? 0; n > 0; n--)
      moved.set(withoutFile(key), [...(moved.get(withoutFile(key)) ?? []), text]);
  for (const [i, key] of found.entries()) {
    const from = isKnown[i] ? undefined : moved.get(withoutFile(key))?.shift();
    if (from !== undefined) isKnown[i] = take(from);
  }
  const gone = [...known].flatMap(([text, { key }]) =>
    Array.from({ length: left.get(text) ?? 0 }, () => key),
  );
  return { isKnown, gone };
}

/** The same text for the same key, and another one for another. */
export function textOf({ rule, file, method, chain }: FindingKey): string {
  return JSON.stringify([rule, file, method, ...chain]);
}

function withoutFile(key: FindingKey): string {
  return textOf({ ...key, file: '' });
}
