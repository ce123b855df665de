import type { FindingKey } from '../analysis/finding-key.js';

/** Keys, each with how many times it is there. */
export type Counted = ReadonlyMap<string, { readonly key: FindingKey; readonly count: number }>;

export interface Comparison {
  /** For each key that was found, whether it was known. */
  readonly isKnown: readonly boolean[];
  /** Those that were known and are not found any more, as many times as they lack. */
  readonly gone: readonly FindingKey[];
}

/** Equal keys are counted: a second one of them is another finding. */
export function count(keys: Iterable<FindingKey>): Counted {
  const counted = new Map<string, { key: FindingKey; count: number }>();
  for (const key of keys) {
    const text = textOf(key);
    counted.set(text, { key, count: (counted.get(text)?.count ?? 0) + 1 });
  }
  return counted;
}

/** What is known of either: a merge brings what both sides have. */
export function union(all: readonly Counted[]): Counted {
  const joined = new Map<string, { key: FindingKey; count: number }>();
  for (const counted of all)
    for (const [text, { key, count: times }] of counted)
      joined.set(text, { key, count: Math.max(times, joined.get(text)?.count ?? 0) });
  return joined;
}

/**
 * Holds what was found against what is known. A key that went and one that came, differing in the
 * file alone, are one: the code has moved.
 */
export function compare(known: Counted, found: readonly FindingKey[]): Comparison {
  const left = new Map([...known].map(([text, { count: times }]) => [text, times]));
  const take = (text: string) => {
    const times = left.get(text) ?? 0;
    if (times > 0) left.set(text, times - 1);
    return times > 0;
  };
  const isKnown = found.map((key) => take(textOf(key)));
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
