import type { Lookup } from './lookups.js';
import type { ValueFlow } from './slice.js';

/** A flow with what the tree has to read it again. */
export interface JudgedFlow extends ValueFlow {
  readonly creator: string;
  readonly lookups: readonly Lookup[];
  readonly isSecret: boolean;
}

/** Values of one creation for which the same holds, as one. */
export function together(flows: readonly JudgedFlow[]): JudgedFlow[] {
  const found = new Map<string, JudgedFlow>();
  for (const flow of flows) {
    const { from, weak, isSecret, others, arm, lookups } = flow;
    const key = [
      from,
      weak,
      isSecret,
      others.length > 0 || arm !== undefined,
      lookups.length > 0,
    ].join();
    const known = found.get(key);
    const names = known ? known.name.split(', ') : [];
    if (known && names.includes(flow.name)) continue;
    found.set(
      key,
      known
        ? { ...known, name: [...names, flow.name].join(', '), lookups: merged(known, flow) }
        : flow,
    );
  }
  return [...found.values()];
}

function merged(a: JudgedFlow, b: JudgedFlow): Lookup[] {
  const more = b.lookups.filter((l) => !a.lookups.some((o) => o.place === l.place));
  return [...a.lookups, ...more].slice(0, 4);
}
