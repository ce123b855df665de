import { indirect } from '../../../src/facts/call-forms.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { BindingFact, CallFact, ModuleFacts, Span } from '../../../src/facts/types.js';
import { argumentAssertion } from './argument-assertions.js';
import { recordedEquality } from './equalities.js';
import type { FilePlan } from '../file-plan.js';

/** Whether a variable holds nothing but arguments of the method's calls, made or expected. */
export function isOnlyExpected(
  file: FilePlan,
  method: ContractMethod,
  holder: BindingFact,
): boolean {
  return holder.uses.every(({ span }) => isFine(file, method, holder, span));
}

function isFine(file: FilePlan, method: ContractMethod, holder: BindingFact, use: Span): boolean {
  const { module } = file;
  const call = innermostCall(module, use);
  if (!call) return false;
  const isMade = file.analysis.sites
    .calls(module)
    .some((site) => site.call === call && site.method === method);
  if (isMade)
    return [
      indirect(call)?.list,
      ...call.args.map((a) => (a.k === 'spread' ? a.value : undefined)),
      ...(call.keywords ?? []).map((k) => (k.name === undefined ? k.value : undefined)),
    ].some((list) => list?.span[0] === use[0]);
  if (!file.isTest) return false;
  const assertion = argumentAssertion(file, call) ?? recordedEquality(file, call);
  return (
    assertion?.member.method === method && assertion.lists.some((list) => list.holder === holder)
  );
}

/** The call that a place is an argument of. */
function innermostCall(module: ModuleFacts, [start, end]: Span): CallFact | undefined {
  let found: CallFact | undefined;
  for (const call of module.calls) {
    const { argsSpan } = call;
    if (!argsSpan || argsSpan[0] > start || argsSpan[1] < end) continue;
    if (!found?.argsSpan || argsSpan[0] >= found.argsSpan[0]) found = call;
  }
  return found;
}
