import type { ParameterSpec } from '../contract/types.js';
import { meansParameter } from '../contract/words.js';
import type { ParamFact } from '../facts/types.js';
import type { ContractMethod } from './signatures.js';

/** Where a declaration's list takes the added parameter. */
export interface Insertion {
  /** Before which of its parameters. */
  readonly index: number;
  /** The contract's parameters that the list lacks before it. */
  readonly fill: readonly ParameterSpec[];
  /** It goes behind `*`, and calls give it by name. */
  readonly byName: boolean;
}

/**
 * Finds the place of the added parameter. A list that has the contract's order takes it in the
 * contract's slot; in one of another order it stands beside the parameter that the contract names,
 * or last.
 * @param all the list, with the added parameter or without
 * @param callers how many parameters those give that call it through what it overrides
 */
export function insertionOf(
  all: readonly ParamFact[],
  method: ContractMethod,
  callers: number,
  isAdded: (param: ParamFact) => boolean,
): Insertion {
  const { slot, spec } = method;
  // What is there already does not change where it belongs.
  const params = all.filter((p) => !isAdded(p));
  const places = positional(params);
  if (isOtherwiseOrdered(places, spec.parameters)) return besideAnchor(params, places, method);
  if (places.length >= slot) return { index: slot, fill: [], byName: false };
  const lacking = spec.parameters.slice(places.length, slot);
  const named = params.findLastIndex((p) => p.keywordOnly && lacking.some((s) => isCalled(p, s)));
  if (named !== -1) return { index: named + 1, fill: [], byName: true };
  const fill = lacking.slice(0, Math.max(0, callers - places.length));
  return { index: places.length, fill, byName: false };
}

function besideAnchor(
  params: readonly ParamFact[],
  places: readonly ParamFact[],
  { spec, added }: ContractMethod,
): Insertion {
  const position = added?.position ?? 'last';
  if (position === 'first') return { index: 0, fill: [], byName: false };
  const [name, shift] =
    typeof position === 'string'
      ? ['', 0]
      : 'after' in position
        ? [position.after, 1]
        : [position.before, 0];
  const anchor = spec.parameters.find((p) => p.name === name);
  const at = anchor ? params.findIndex((p) => isCalled(p, anchor)) : -1;
  if (at !== -1) return { index: at + shift, fill: [], byName: params[at].keywordOnly === true };
  // Whoever gives fewer than all must still be right: it goes behind what has no default, if
  // nothing says otherwise.
  return { index: places.length, fill: [], byName: false };
}

/** Whether parameters of the contract stand elsewhere than it says. */
function isOtherwiseOrdered(
  places: readonly ParamFact[],
  expected: readonly ParameterSpec[],
): boolean {
  return places.some((param, i) => {
    const at = expected.findIndex((s) => isCalled(param, s));
    return at !== -1 && at !== i && !(at < places.length && isCalled(places[at], expected[at]));
  });
}

function isCalled({ name }: ParamFact, spec: ParameterSpec): boolean {
  return name !== undefined && meansParameter(name, spec);
}

/** What arguments without a name reach, but for those that take all that is left. */
export function positional(params: readonly ParamFact[]): readonly ParamFact[] {
  const end = params.findIndex((p) => p.rest || p.keywordOnly);
  return end === -1 ? params : params.slice(0, end);
}
