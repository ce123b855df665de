import { isIncomplete, isNamedBefore } from '../../../src/analysis/call-bindings.js';
import type { CalledLists } from '../../../src/analysis/site.js';
import type { WrittenList } from '../../../src/edits/written-list.js';
import type { CallFact } from '../../../src/facts/types.js';
import type { Argument } from '../../../src/linker/binding.js';

/**
 * What is to be known of a Python call: what it hands over, which of that stands before the
 * method's own, and what it may call.
 */
export interface Called {
  readonly call: CallFact;
  /** All that it hands over to the method, with what it unpacks. */
  readonly args: readonly Argument[];
  readonly lists: readonly CalledLists[];
  /**
   * How many of the call's own arguments stand before the method's; less than none where some were
   * given before.
   */
  readonly lead: number;
}

/** Where a call takes the new argument. */
export interface NamedArgument {
  readonly list: WrittenList;
  readonly index: number;
  /** It is given by its name. */
  readonly isNamed: boolean;
}

/**
 * Where a Python call takes the new argument: by position while all before it are, else by name,
 * behind what comes before it.
 * @returns undefined for a call that leaves out what the method requires, or whose arguments are
 * not written as a list
 */
export function placeInCall({ call, args, lists, lead }: Called): NamedArgument | undefined {
  const { argSpans, argsSpan, keywords = [] } = call;
  if (!argsSpan || args.some((a) => a.k === 'list') || lists.some((l) => isIncomplete(args, l)))
    return undefined;
  const items = [...argSpans, ...keywords.map((k) => k.span)].sort((a, b) => a[0] - b[0]);
  const list = { inner: argsSpan, items };
  const given = call.args.length - lead;
  const places = new Set(lists.map(({ after, at }) => placeOf(after.parameters, at)));
  const [place] = places;
  if (places.size === 1 && place !== undefined && given >= place)
    // What was given before has taken its place.
    return place + lead < 0 ? undefined : { list, index: place + lead, isNamed: false };
  if (lists.some(({ after, at }) => after.parameters[at].kind === 'positionOnly')) return undefined;
  const before = keywords.filter(
    ({ name }) => name !== undefined && lists.some((l) => isNamedBefore(l, name)),
  );
  const last = before.at(-1)?.span[0];
  const index =
    last === undefined ? call.args.length : items.findIndex(([start]) => start === last) + 1;
  return { list, index, isNamed: true };
}

/** How many positional arguments come before a parameter; undefined where it takes none. */
function placeOf(parameters: CalledLists['after']['parameters'], at: number): number | undefined {
  if (parameters[at].kind === 'nameOnly') return undefined;
  return parameters.slice(0, at).filter((p) => p.kind === 'plain' || p.kind === 'positionOnly')
    .length;
}
