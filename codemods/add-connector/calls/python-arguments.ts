import type { CallSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import { sameName } from '../../../src/contract/words.js';
import type { WrittenList } from '../../../src/edits/written-list.js';

/** What is to be known of a call: whose it is, and which of its arguments are the method's. */
type Called = Pick<CallSite, 'call' | 'method' | 'bound' | 'lead'>;

/** Where a call that gives arguments by name takes another. */
export interface NamedArgument {
  readonly list: WrittenList;
  readonly index: number;
  /** The name that it is given by. */
  readonly keyword?: string;
}

/**
 * Where a Python call takes the new argument, if it gives some by name or leaves optional ones out: by position while all before it are, else by name,
 * behind what comes before it.
 * @returns undefined for a call that is like any other, `incomplete` for one that leaves out what the method requires
 */
export function pythonArguments({ call, method, bound, lead }: Called): NamedArgument | 'incomplete' | undefined {
  const { args, argSpans, argsSpan, keywords = [] } = call;
  const { slot, spec, added } = method;
  const given = args.length + bound - lead;
  if (!argsSpan || !added || call.name === 'call' || args.some((a) => a.k === 'spread') || (keywords.length === 0 && given >= slot))
    return undefined;
  const items = [...argSpans, ...keywords.map((k) => k.span)].sort((a, b) => a[0] - b[0]);
  const list = { inner: argsSpan, items };
  if (given >= slot) return { list, index: slot - bound + lead };
  const before = spec.parameters.slice(given, slot);
  const named = keywords.filter(({ name = '' }) => before.some((p) => [p.name, ...(p.aliases ?? [])].some((n) => sameName(n, name))));
  const required = before.filter((p) => !p.optional).length;
  if (named.length < required) return 'incomplete';
  const last = named.at(-1)?.span[0] ?? -1;
  const index = last === -1 ? args.length : items.findIndex(([start]) => start === last) + 1;
  return { list, index, keyword: nameIn(added.name, 'python') };
}

/** Where a Python call takes the new argument; undefined where it leaves out what the method requires, or gives none. */
export function placeInCall(called: Called): NamedArgument | undefined {
  const byName = pythonArguments(called);
  if (byName) return byName === 'incomplete' ? undefined : byName;
  const { call, method, bound, lead } = called;
  const given = call.args.length + bound - lead;
  if (!call.argsSpan || given < method.slot) return undefined;
  return { list: { inner: call.argsSpan, items: call.argSpans }, index: method.slot - bound + lead };
}
