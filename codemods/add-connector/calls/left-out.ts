import type { FoundValue } from '../../../src/analysis/value-places.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallSite } from '../../../src/analysis/site.js';
import type { ModuleFacts } from '../../../src/facts/types.js';
import { defaultOf } from '../declarations/parameters.js';
import { dialectOf } from '../dialects.js';

/**
 * What stands in for a value where a call may do without the parameter.
 * @param given how many arguments there are that have no name
 */
export function orDefault(
  found: FoundValue,
  method: ContractMethod,
  module: ModuleFacts,
  given: number,
): FoundValue {
  const { added, slot, spec } = method;
  const isVague = found.k === 'none' || found.step === 'placeholder' || found.step === 'fallback';
  if (!added || !isVague || !mayLeaveOut({ method, module })) return found;
  // A default does it, unless an argument without a name stands behind it.
  const text = defaultOf(added, module.language);
  const detail = leftOut({ method, module });
  const isFollowed = slot < spec.parameters.length && given > slot;
  return isFollowed
    ? {
        k: 'found',
        text: text ?? dialectOf(module.language).nothing,
        step: 'fallback',
        detail: text === undefined ? detail : 'the contract’s default',
      }
    : { k: 'none', detail };
}

/** Whether a call may do without the parameter. */
export function mayLeaveOut({ method, module }: Pick<CallSite, 'method' | 'module'>): boolean {
  const { added } = method;
  return (
    added !== undefined &&
    !added.reportCalls &&
    (added.optional === true || defaultOf(added, module.language) !== undefined)
  );
}

/** Why it may. */
export function leftOut({ method, module }: Pick<CallSite, 'method' | 'module'>): string {
  return method.added && defaultOf(method.added, module.language) !== undefined
    ? 'the parameter has a default'
    : 'the parameter is optional';
}
