import type { Analysis } from '../../../src/analysis/analysis.js';
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
  for (const spot of spotsIn(file)) {
    if (!spot.values.some(isIt)) continue;
    if (spot.k === 'call') return { k: 'call', call: spot.call };
    const role =
      spot.k === 'member'
        ? roleOfHolder(file, spot.cls)
        : (roleOfNamed(file, spot.object, spot.method.name) ?? 'unresolved');
    return { k: 'method', method: spot.method, role };
  }
  return undefined;
}

/** Where a file puts something in a contract method's place, and what it puts there. */
type Spot = { readonly values: readonly Expr[] } & (
  | { readonly k: 'member'; readonly method: ContractMethod; readonly cls: ClassFact }
  | { readonly k: 'assigned'; readonly method: ContractMethod; readonly object: Expr }
  | { readonly k: 'call'; readonly call: CallFact }
);

const spots = new WeakMap<Analysis, Map<ModuleFacts, readonly Spot[]>>();

/** The spots of a file: members first, then what is assigned, then what calls put there. */
function spotsIn({ analysis, module }: FilePlan): readonly Spot[] {
  let known = spots.get(analysis);
  if (!known) spots.set(analysis, (known = new Map<ModuleFacts, readonly Spot[]>()));
  let found = known.get(module);
  if (found) return found;
  const methodOf = (name: string): ContractMethod | undefined => {
    const method = analysis.roles.methodNamed(name);
    return method?.added && method;
  };
  found = [
    ...module.classes.flatMap((cls) =>
      cls.members.flatMap(({ name, value }): Spot[] => {
        const method = value && methodOf(name);
        return method ? [{ k: 'member', values: [value], method, cls }] : [];
      }),
    ),
    ...module.assignments.flatMap(({ name, object, value }): Spot[] => {
      const method = methodOf(name);
      return method ? [{ k: 'assigned', values: [value], method, object }] : [];
    }),
    // `vi.spyOn(driver, 'createExport').mockImplementation(spy)`, `sinon.replace(driver,
    // 'createExport', spy)`
    ...module.calls
      .filter((call) => isPutOnMember(analysis, module, call))
      .map((call): Spot => {
        // What stands before the name is what the double is put on.
        const values = call.args.slice(call.args.at(1)?.k === 'string' ? 2 : 0);
        return { k: 'call', values, call };
      }),
  ];
  known.set(module, found);
  return found;
}

/** Whether a call gives what it is handed to a contract method that is named right there. */
function isPutOnMember(
  analysis: Analysis,
  module: ModuleFacts,
  { name, callee, args }: CallFact,
): boolean {
  if (args[1]?.k === 'string') return analysis.roles.methodNamed(args[1].text) !== undefined;
  if (!isChained(name) || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'call') return isPutOnMember(analysis, module, module.calls[object.call]);
  return object.k === 'member' && analysis.roles.methodNamed(object.name) !== undefined;
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
