import { applyEdits, orderEdits, type TextEdit } from './text-edits.js';

/** An edit where it stands in the text between the two lists. */
interface Placed<E> {
  readonly edit: E;
  readonly from: number;
  readonly to: number;
}

/**
 * One list of edits that does what two do one after the other.
 * @param between the text that the first list leaves
 * @param merged makes the edit that stands for several which meet, those of the first list first
 */
export function composeEdits<E extends TextEdit>(
  between: string,
  first: readonly E[],
  second: readonly E[],
  merged: (edit: TextEdit, parts: readonly E[]) => E,
): E[] {
  let shift = 0;
  const before = orderEdits(first).map((edit): Placed<E> => {
    const from = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    return { edit, from, to: from + edit.text.length };
  });
  const after = orderEdits(second).map((edit): Placed<E> => ({
    edit,
    from: edit.start,
    to: edit.end,
  }));
  /** How much longer the text has become by what ends at an offset or before it. */
  const shiftTo = (offset: number, isMet: (one: Placed<E>) => boolean) =>
    before
      .filter((one) => one.to <= offset && !isMet(one))
      .reduce((sum, { edit }) => sum + edit.text.length - (edit.end - edit.start), 0);
  // Insertions at one place stay in their order.
  const clusters = clustersOf(before, after).sort((a, b) => startOf(a) - startOf(b));
  return clusters.map((cluster) => {
    const { earlier, later } = cluster;
    if (later.length === 0) return earlier[0].edit;
    const all = [...earlier, ...later];
    const from = startOf(cluster);
    const to = Math.max(...all.map((one) => one.to));
    const met = new Set(earlier);
    // What was inserted right behind or before is outside only where nothing met it.
    const start = from - shiftTo(from, (one) => met.has(one));
    const grown = earlier.reduce(
      (sum, { edit }) => sum + edit.text.length - (edit.end - edit.start),
      0,
    );
    const end = start + (to - from) - grown;
    const text = applyEdits(
      between.slice(from, to),
      later.map(({ edit }) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
    );
    const parts = all.map(({ edit }) => edit);
    return merged({ start, end, text }, parts);
  });
}

interface Cluster<E> {
  readonly earlier: readonly Placed<E>[];
  readonly later: readonly Placed<E>[];
}

function startOf<E>({ earlier, later }: Cluster<E>): number {
  return Math.min(...[...earlier, ...later].map(({ from }) => from));
}

/** Edits that meet, across the two lists: where one touches what another wrote, they are one. */
function clustersOf<E extends TextEdit>(
  before: readonly Placed<E>[],
  after: readonly Placed<E>[],
): Cluster<E>[] {
  const clusters = before.map((one): Cluster<E> => ({ earlier: [one], later: [] }));
  for (const one of after) {
    const meeting = clusters.filter(
      ({ earlier, later }) =>
        earlier.some((e) => e.from <= one.to && one.from <= e.to) ||
        (later.length > 0 && later.some((l) => l.from < one.to && one.from < l.to)),
    );
    const joined = {
      earlier: meeting.flatMap((c) => c.earlier),
      later: [...meeting.flatMap((c) => c.later), one],
    };
    for (const c of meeting) clusters.splice(clusters.indexOf(c), 1);
    clusters.push(joined);
  }
  return clusters;
}
