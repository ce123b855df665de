import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { samePath } from '../../../src/facts/scopes.js';
import type {
  BindingFact,
  CallFact,
  ClassFact,
  Expr,
  ModuleFacts,
} from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { isChained, madeDouble } from './made-doubles.js';
import { roleOfNamed } from './receivers.js';

/** Where a double is put: under a method's name, or by a call that names the method in turn. */
export type DoublePlace =
  | { readonly k: 'method'; readonly method: ContractMethod; readonly role: string }
  | { readonly k: 'call'; readonly call: CallFact };

/**
 * Where a double is put that a variable holds: `{ createExport: spy }`, `driver.createExport =
 * spy`.
 */
export function placeOfDouble(
  file: FilePlan,
  expr: Expr,
  binding: BindingFact,
): DoublePlace | undefined {
  const { module } = file;
  const { roles } = file.analysis;
  if (binding.kind === 'function' || binding.kind === 'class') return undefined;
  if (!file.isTest && !binding.values.some((v) => madeDouble(module, v))) return undefined;
  const isIt = (value: Expr | undefined): boolean =>
    value !== undefined &&
    (samePath(expr, value) === true
      ? rootBinding(value) === rootBinding(expr)
      : value.k === 'typed'
        ? isIt(value.value)
        : value.k === 'call' &&
          isChained(module.calls[value.call].name) &&
          isIt(receiverOf(module, value)));
  for (const cls of module.classes) {
    const member = cls.members.find((m) => isIt(m.value) && roles.methodNamed(m.name)?.added);
    const method = member && roles.methodNamed(member.name);
    if (method) return { k: 'method', method, role: roleOfHolder(file, cls) };
  }
  const assigned = module.assignments.find(
    (a) => isIt(a.value) && roles.methodNamed(a.name)?.added,
  );
  const method = assigned && roles.methodNamed(assigned.name);
  if (method)
    return { k: 'method', method, role: roleOfNamed(file, assigned.object) ?? 'unresolved' };
  // `vi.spyOn(driver, 'createExport').mockImplementation(spy)`, `sinon.replace(driver,
  // 'createExport', spy)`
  const given = module.calls.find(
    // What stands before the name is what the double is put on.
    (call) =>
      call.args.slice(call.args.at(1)?.k === 'string' ? 2 : 0).some(isIt) &&
      isPutOnMember(file, call),
  );
  return given && { k: 'call', call: given };
}

/** Whether a call gives what it is handed to a contract method that is named right there. */
function isPutOnMember(file: FilePlan, { name, callee, args }: CallFact): boolean {
  const { module } = file;
  if (args[1]?.k === 'string') return file.analysis.roles.methodNamed(args[1].text) !== undefined;
  if (!isChained(name) || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'call') return isPutOnMember(file, module.calls[object.call]);
  return object.k === 'member' && file.analysis.roles.methodNamed(object.name) !== undefined;
}

/** The role of a literal that holds doubles: its own, else that of what it is merged into. */
function roleOfHolder(file: FilePlan, cls: ClassFact): string {
  const { module } = file;
  const { roles } = file.analysis;
  const role = roles.roleOf(cls);
  if (role !== 'unrelated' || cls.kind !== 'object') return role;
  const argument = cls.context?.argument;
  const call = argument && module.calls[argument.call];
  // `Object.assign(driver, { createExport: spy })`
  const merged =
    call?.name === 'assign' && argument && argument.index > 0
      ? roleOfNamed(file, call.args[0])
      : undefined;
  return merged ?? (file.isTest ? 'double' : role);
}

function receiverOf(module: ModuleFacts, expr: Extract<Expr, { k: 'call' }>): Expr | undefined {
  const { callee } = module.calls[expr.call];
  return callee.k === 'member' ? callee.object : undefined;
}

function rootBinding(expr: Expr): number | undefined {
  return expr.k === 'member'
    ? rootBinding(expr.object)
    : expr.k === 'name'
      ? expr.binding
      : undefined;
}
