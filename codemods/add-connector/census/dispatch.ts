import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallFact, ModuleFacts } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/**
 * Whether a text may be the name by which the method is called: something behind it calls what it
 * is told to, `getattr(driver, name)(context, volume)`, or it goes to where nobody sees, with what
 * could be the method's arguments.
 * @param call what it is handed to, as the argument at an index
 * @returns why; undefined where nothing speaks for it
 */
export function calledByName(
  { analysis, module }: FilePlan,
  method: ContractMethod,
  call: CallFact | undefined,
  index: number,
): string | undefined {
  const { linker, sites } = analysis;
  const resolved = call && linker.calls.resolve(module, call);
  const runs = resolved ? [...resolved.targets, ...resolved.signatures] : [];
  for (const reached of new Set([module, ...runs.map((r) => r.module)])) {
    // Whose name is known is a site.
    const found = dispatchIn(
      reached,
      (one) => sites.bindings.couldBind(reached, one, method) && !sites.callSite(reached, one),
    );
    if (found)
      return `${analysis.place(reached, found.span[0])} calls a method by a name that it works out`;
  }
  if (!call || resolved?.builtin || runs.length > 0) return undefined;
  const behind = { ...call, args: call.args.slice(index + 1) };
  const isGiven = behind.args.length > 0 && sites.bindings.couldBind(module, behind, method);
  return isGiven ? 'with what could be its arguments' : undefined;
}

function dispatchIn(
  { calls }: ModuleFacts,
  isMeant: (call: CallFact) => boolean,
): CallFact | undefined {
  return calls.find((call) => call.callee.k === 'element' && isMeant(call));
}
