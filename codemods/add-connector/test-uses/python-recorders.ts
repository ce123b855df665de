import type { Expr, FunctionFact } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import type { FilePlan } from '../file-plan.js';
import type { NamedMember } from '../references/members.js';
import { functionsOf, substitutes } from './python-implementations.js';
import { isSameList } from './same-list.js';

const ADDING = pythonNames('adding');

/**
 * The method whose arguments a test's own double keeps in a list, all of them: `self.calls.append(
 * args)` in `def create_export(self, *args)`, `seen.append(args)` in a function put in its place.
 */
export function recorderIn(file: FilePlan, list: Expr): NamedMember | undefined {
  const { module } = file;
  if (!file.isTest || (list.k !== 'name' && list.k !== 'member')) return undefined;
  for (const { callee, name, args } of module.calls) {
    if (callee.k !== 'member' || !ADDING.has(name) || args.length !== 1) continue;
    const owner = restOwner(file, args[0]);
    if (!owner || !isSameList(file, callee.object, list)) continue;
    const member = doubledBy(file, owner);
    if (member) return member;
  }
  return undefined;
}

/** The function whose `*args` an expression is, where it takes nothing before them. */
function restOwner({ module }: FilePlan, expr: Expr): FunctionFact | undefined {
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const [value] = module.bindings[expr.binding].values;
  if (value?.k !== 'param' || value.index !== 0) return undefined;
  const owner = module.functions[value.fn];
  return owner.params[0]?.rest ? owner : undefined;
}

/** The contract method that a function is, or is put in the place of. */
function doubledBy(file: FilePlan, fn: FunctionFact): NamedMember | undefined {
  const { analysis, module } = file;
  const own = fn.cls === undefined ? undefined : analysis.roles.memberMethod(module, fn);
  if (own?.method.added)
    return {
      method: own.method,
      role: own.isOurs ? 'driver' : 'double',
      receiver: undefined,
      display: fn.name ?? own.method.name,
    };
  return substitutes(file).find(({ value }) => functionsOf(file, value).some((f) => f.fn === fn))
    ?.member;
}
