import { bindingOfParam } from '../../../src/facts/scopes.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallFact, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import type { HandedOn } from './handed-on.js';

/**
 * What becomes of a method that a function of the tree is given, and calls with arguments of its own:
 * `export_with(driver.create_export, context, volume)`.
 * @returns undefined where it is given more than that, is not called there, or its calls are sites
 * of their own
 */
export function calledInside(
  { analysis, module }: FilePlan,
  method: ContractMethod,
  call: CallFact,
  index: number,
  how: string,
): HandedOn | undefined {
  const { linker, sites } = analysis;
  const inside = linker.calls
    .resolve(module, call)
    .targets.flatMap(({ module: home, fact }) =>
      callsOf(home, fact, index).map((at) => ({ home, at })),
    );
  const isPlain = ({ at }: (typeof inside)[number]) =>
    at.args.every((a) => a.k !== 'spread') &&
    (at.keywords ?? []).every((k) => k.name !== undefined);
  if (inside.length === 0 || !inside.every(isPlain)) return undefined;
  if (inside.some(({ home, at }) => sites.callSite(home, at))) return undefined;
  const lacking = inside.find(({ home, at }) => {
    const lists = sites.bindings.contractLists(method, home, sites.isMigrated(method));
    const given = sites.bindings.argumentsOf(home, at, 0);
    return sites.bindings.addedArgument(home, given, lists).k === 'missing';
  });
  if (!lacking) return { status: 'already', reason: `${how}, which passes it` };
  const place = analysis.place(lacking.home, lacking.at.span[0]);
  return {
    status: 'open',
    reason: `${how}, which calls it with arguments of its own (${place})`,
  };
}

/** The calls of what a function is given at a place. */
function callsOf(module: ModuleFacts, fact: FunctionFact, index: number): readonly CallFact[] {
  const param = fact.params.at(index);
  if (!param || param.rest) return [];
  const id = bindingOfParam(module, fact, param);
  return module.calls.filter(
    ({ callee }) => callee.k === 'name' && id !== -1 && callee.binding === id,
  );
}
