import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { BindingFact, CallFact, Expr } from '../../../src/facts/types.js';
import { testNames } from '../../../src/test-libraries/names.js';
import type { FilePlan } from '../file-plan.js';
import { doubleBehind, isChained } from './made-doubles.js';
import { placeOfDouble } from './placed-doubles.js';
import { isAutospecced, isPatch, patchOf, pathOf } from './python-doubles.js';
import { roleOfNamed } from './receivers.js';

/** A contract method named without calling it. */
export interface NamedMember {
  readonly method: ContractMethod;
  readonly role: string;
  /** What it is a member of, where that is written. */
  readonly receiver: Expr | undefined;
  readonly display: string;
  /**
   * How many arguments a double is given before the method's own: `self` with `autospec` on a
   * class.
   */
  readonly lead?: number;
}

const TRANSPARENT = testNames('transparent');
const SPIES = testNames('spy');
const PART_SPIES = testNames('partSpy');

/**
 * The contract method that an expression names: a member of a driver, or a double that stands for
 * it.
 */
export function namedMember(file: FilePlan, expr: Expr): NamedMember | undefined {
  const { module } = file;
  const { roles, linker } = file.analysis;
  if (expr.k === 'typed') return namedMember(file, expr.value);
  if (expr.k === 'call') return memberOfCall(file, expr.call);
  if (expr.k === 'member') {
    if (expr.isKey) return keptUnder(file, expr);
    const method = roles.methodNamed(expr.name);
    const role = method?.added && roleOfNamed(file, expr.object, method.name);
    if (method && role)
      return {
        method,
        role,
        receiver: expr.object,
        display: `${lastName(expr.object) ?? 'it'}.${expr.name}`,
      };
    const { object } = expr;
    const field =
      module.language === 'python' && object.k === 'this' ? fieldOf(file, expr) : undefined;
    if (field) return field;
    const binding =
      object.k === 'name' && object.binding !== -1 ? module.bindings[object.binding] : undefined;
    return binding && !method ? placedDouble(file, expr, binding) : undefined;
  }
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const binding = module.bindings[expr.binding];
  for (const value of binding.values) {
    const patch =
      module.language === 'python' && value.k === 'param'
        ? patchOf(module, module.functions[value.fn], value.index)
        : undefined;
    const put = patch && namedMember(file, patch);
    if (put) return { ...put, display: binding.name };
    const isFollowed = value.k === 'member' || value.k === 'call';
    const found = isFollowed
      ? file.migration.follow(binding, () => namedMember(file, value))
      : undefined;
    if (found) return { ...found, display: binding.name };
  }
  const entity = binding.from && linker.project.entityOf(module, binding);
  if (entity?.k === 'binding' && entity.module !== module) {
    const { name, span } = entity.binding;
    const shared = {
      k: 'name',
      name,
      binding: entity.module.bindings.indexOf(entity.binding),
      span,
    } as const;
    const found = file.isTest ? namedMember(file.in(entity.module), shared) : undefined;
    if (found)
      return { method: found.method, role: found.role, receiver: undefined, display: binding.name };
  }
  return placedDouble(file, expr, binding);
}

/**
 * What a table keeps under a key, where it was put there as a method: `steps['create_export']`;
 * `body['create_export']` is any value.
 */
function keptUnder(
  file: FilePlan,
  { object, name }: Extract<Expr, { k: 'member' }>,
): NamedMember | undefined {
  for (const table of file.analysis.linker.evaluate(file.module, object).items) {
    if (table.k !== 'instance' || table.cls.fact.kind !== 'object') continue;
    const value = table.cls.fact.members.find((m) => m.name === name)?.value;
    const kept =
      value?.k === 'member' && !value.isKey
        ? namedMember(file.in(table.cls.module), value)
        : undefined;
    if (kept) return kept;
  }
  return undefined;
}

/** The contract method that a variable stands for because it is put in its place. */
function placedDouble(file: FilePlan, expr: Expr, binding: BindingFact): NamedMember | undefined {
  const place = placeOfDouble(file, expr, binding);
  const display = expr.k === 'member' ? expr.name : binding.name;
  if (place?.k === 'method')
    return { method: place.method, role: place.role, receiver: undefined, display };
  const put = place && memberOfCall(file, place.call.id);
  return put && { method: put.method, role: put.role, receiver: put.receiver, display };
}

/**
 * `vi.mocked(x)`, `x.bind(driver)`, `vi.spyOn(driver, 'createExport')`, and what is chained to a
 * double.
 */
function memberOfCall(file: FilePlan, id: number): NamedMember | undefined {
  const { module } = file;
  const call = module.calls[id];
  const { name = '', callee, args } = call;
  const [first, key] = args;
  if (module.language === 'python' && isPatch(call)) return patched(file, call);
  if (name === 'bind' && callee.k === 'member') return namedMember(file, callee.object);
  if (TRANSPARENT.has(name) && first) return namedMember(file, first);
  if (first && key?.k === 'string' && SPIES.has(name)) {
    const method = file.analysis.roles.methodNamed(key.text);
    const role = method?.added && roleOfNamed(file, first, method.name);
    // Python's spies on a class take the object that the method runs on, too.
    const lead = module.language === 'python' && isClass(file, first) ? 1 : 0;
    return method && role
      ? { method, role, receiver: first, display: `${lastName(first) ?? 'it'}.${key.text}`, lead }
      : undefined;
  }
  if (first?.k === 'string' && callee.k === 'member' && PART_SPIES.has(name))
    return partOf(file, callee.object, first.text);
  return callee.k === 'member' && isChained(name) ? namedMember(file, callee.object) : undefined;
}

/** `sinon.mock(driver).expects('createExport')`. */
function partOf(file: FilePlan, double: Expr, name: string): NamedMember | undefined {
  const { module } = file;
  const method = file.analysis.roles.methodNamed(name);
  const made = doubleBehind(module, double);
  const whole = made?.k === 'call' ? module.calls[made.call].args.at(0) : undefined;
  const role = method?.added && whole && roleOfNamed(file, whole, method.name);
  return method && role
    ? { method, role, receiver: whole, display: `${lastName(whole) ?? 'it'}.${name}` }
    : undefined;
}

/**
 * The method that a Python patch replaces: `mock.patch.object(driver, 'create_export')`,
 * `mock.patch('drivers.acme.Driver.create_export')`.
 */
function patched(file: FilePlan, call: CallFact): NamedMember | undefined {
  const { module } = file;
  const { roles, linker } = file.analysis;
  const path = pathOf(call);
  const [first, key] = call.args;
  const name = path?.member ?? (key?.k === 'string' ? key.text : undefined);
  const method = roles.methodNamed(name);
  if (!method?.added || !first || name === undefined) return undefined;
  const takesSelf = isAutospecced(call);
  if (!path) {
    const role = roleOfNamed(file, first, method.name) ?? 'unresolved';
    return {
      method,
      role,
      receiver: first,
      display: `${lastName(first) ?? 'it'}.${name}`,
      lead: takesSelf && isClass(file, first) ? 1 : 0,
    };
  }
  const at = path.owner.lastIndexOf('.');
  const home = linker.project.imported(module, path.owner.slice(0, Math.max(at, 0)));
  const owner = home && linker.project.exportOf(home, path.owner.slice(at + 1));
  const role =
    owner?.k === 'binding'
      ? owner.binding.classes.map((id) => roles.roleOf(owner.module.classes[id])).at(0)
      : undefined;
  return {
    method,
    role: role ?? 'unresolved',
    receiver: undefined,
    display: name,
    lead: takesSelf ? 1 : 0,
  };
}

function isClass({ analysis, module }: FilePlan, expr: Expr): boolean {
  return analysis.linker.evaluate(module, expr).items.some((v) => v.k === 'class');
}

/**
 * A double that a test keeps: `self.create_export = mock.patch.object(driver,
 * 'create_export').start()`.
 */
function fieldOf(file: FilePlan, expr: Extract<Expr, { k: 'member' }>): NamedMember | undefined {
  const { module } = file;
  for (const { object, name, value } of module.assignments) {
    if (name !== expr.name || object.k !== 'this' || value.k !== 'call') continue;
    const found = memberOfCall(file, value.call);
    if (found) return { ...found, display: name };
  }
  return undefined;
}

function lastName(expr: Expr): string | undefined {
  if (expr.k === 'name' || expr.k === 'member') return expr.name;
  return expr.k === 'this' || expr.k === 'super' ? expr.k : undefined;
}
