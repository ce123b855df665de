import { samePath } from '../../../src/facts/scopes.js';
import { classDisplay } from '../../../src/linker/values.js';
import type { BindingFact, CallFact, ClassFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { namedMember, roleOfNamed, type NamedMember } from '../references/members.js';
import type { Migration } from '../migration.js';

/** Functions that make a double, with or without an implementation. */
const DOUBLE_MAKERS: ReadonlySet<string> = new Set(['fn', 'stub', 'spy', 'fake', 'mock', 'createSpy', 'Mock', 'MagicMock', 'AsyncMock', 'create_autospec']); // prettier-ignore
/** What is chained to a double and gives it back. */
const CHAINED = /^(?:start$|mock[A-Z]|returns|resolves|rejects|calls|throws|on[A-Z]|and|with[A-Z])/u;

/** The call that makes a double: `vi.fn()`, also behind `.mockResolvedValue(...)`. */
export function madeDouble(module: ModuleFacts, expr: Expr): Extract<Expr, { k: 'call' }> | undefined {
  if (expr.k === 'typed') return madeDouble(module, expr.value);
  if (expr.k !== 'call') return undefined;
  const { name, callee } = module.calls[expr.call];
  if (DOUBLE_MAKERS.has(name ?? '')) return expr;
  return callee.k === 'member' && isChained(name) ? madeDouble(module, callee.object) : undefined;
}

/** Whether a call gives back the double that it is made on. */
export function isChained(name: string | undefined): boolean {
  return CHAINED.test(name ?? '');
}

/** The contract method that a variable stands for because it is put in its place: `{ createExport: spy }`, `driver.createExport = spy`. */
export function placedDouble(migration: Migration, module: ModuleFacts, expr: Expr, binding: BindingFact): NamedMember | undefined {
  const { roles, linker } = migration.analysis;
  if (binding.kind === 'function' || binding.kind === 'class') return undefined;
  if (!linker.isTest(module.path) && !binding.values.some((v) => madeDouble(module, v))) return undefined;
  const isIt = (value: Expr | undefined): boolean =>
    value !== undefined &&
    (samePath(expr, value) === true
      ? rootBinding(value) === rootBinding(expr)
      : value.k === 'typed'
        ? isIt(value.value)
        : value.k === 'call' && isChained(module.calls[value.call].name) && isIt(receiverOf(module, value)));
  const display = expr.k === 'member' ? expr.name : binding.name;
  for (const cls of module.classes) {
    const member = cls.members.find((m) => isIt(m.value) && roles.methodNamed(m.name)?.added);
    const method = member && roles.methodNamed(member.name);
    if (method) return { method, role: roleOfHolder(migration, module, cls), receiver: undefined, display };
  }
  const assigned = module.assignments.find((a) => isIt(a.value) && roles.methodNamed(a.name)?.added);
  const method = assigned && roles.methodNamed(assigned.name);
  if (method) return { method, role: roleOfNamed(migration, module, assigned.object) ?? 'unresolved', receiver: undefined, display };
  // `vi.spyOn(driver, 'createExport').mockImplementation(spy)`, `sinon.replace(driver, 'createExport', spy)`
  const given = module.calls.find(
    // What stands before the name is what the double is put on.
    (call) => call.args.slice(call.args.at(1)?.k === 'string' ? 2 : 0).some(isIt) && isPutOnMember(migration, module, call),
  );
  const put = given && namedMember(migration, module, { k: 'call', call: given.id, span: given.span });
  return put && { method: put.method, role: put.role, receiver: put.receiver, display };
}

/** Whether a call gives what it is handed to a contract method that is named right there. */
function isPutOnMember(migration: Migration, module: ModuleFacts, { name, callee, args }: CallFact): boolean {
  if (args[1]?.k === 'string') return migration.analysis.roles.methodNamed(args[1].text) !== undefined;
  if (!isChained(name) || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'call') return isPutOnMember(migration, module, module.calls[object.call]);
  return object.k === 'member' && migration.analysis.roles.methodNamed(object.name) !== undefined;
}

/** The role of a literal that holds doubles: its own, else that of what it is merged into. */
function roleOfHolder(migration: Migration, module: ModuleFacts, cls: ClassFact): string {
  const { roles, linker } = migration.analysis;
  const role = roles.roleOf(cls);
  if (role !== 'unrelated' || cls.kind !== 'object') return role;
  const argument = cls.context?.argument;
  const call = argument && module.calls[argument.call];
  // `Object.assign(driver, { createExport: spy })`
  const merged = call?.name === 'assign' && argument && argument.index > 0 ? roleOfNamed(migration, module, call.args[0]) : undefined;
  return merged ?? (linker.isTest(module.path) ? 'double' : role);
}

function receiverOf(module: ModuleFacts, expr: Extract<Expr, { k: 'call' }>): Expr | undefined {
  const { callee } = module.calls[expr.call];
  return callee.k === 'member' ? callee.object : undefined;
}

function rootBinding(expr: Expr): number | undefined {
  return expr.k === 'member' ? rootBinding(expr.object) : expr.k === 'name' ? expr.binding : undefined;
}

/** Lists doubles without an implementation: they take whatever they are given. */
export function enterDoubles(migration: Migration, module: ModuleFacts): void {
  const { roles, linker, sites } = migration.analysis;
  if (!linker.isTest(module.path)) return;
  const enter = (name: string, at: number, value: Expr | undefined, role: string, display: string) => {
    const method = roles.methodNamed(name);
    if (!value || !method?.added || role === 'target') return;
    const functions = linker.evaluate(module, value).items.flatMap((v) => (v.k === 'function' ? [v.fact] : []));
    const isMade = doubleBehind(module, value) !== undefined;
    if (
      isMade ? functions.some((fact) => sites.declarationOf(fact)) : functions.length > 0 || role === 'unrelated' || value.k === 'function'
    )
      return;
    const reason = isMade ? 'a double that takes any arguments' : 'what it takes is not written here';
    migration.enter(module, at, { kind: 'declaration', method: method.name, name: display, role, status: 'skipped', reason });
  };
  for (const cls of module.classes) {
    const owner = classDisplay(module, cls);
    for (const { name, nameSpan, value } of cls.members)
      enter(name, nameSpan[0], value, roles.roleOf(cls), owner === undefined ? name : `${owner}.${name}`);
  }
  for (const { name, nameSpan, object, value } of module.assignments)
    enter(name, nameSpan[0], value, roleOfNamed(migration, module, object) ?? 'unresolved', name);
}

/** The call that makes a double, also through the variable that holds it. */
function doubleBehind(module: ModuleFacts, value: Expr): Expr | undefined {
  if (value.k !== 'name' || value.binding === -1) return madeDouble(module, value);
  for (const held of module.bindings[value.binding].values) {
    const made = madeDouble(module, held);
    if (made) return made;
  }
  return undefined;
}
