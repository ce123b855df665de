import type { ContractMethod } from '../../src/analysis/signatures.js';
import type { Expr, ModuleFacts } from '../../src/facts/types.js';
import type { Migration } from './migration.js';

/** A contract method named without calling it. */
export interface NamedMember {
  readonly method: ContractMethod;
  readonly role: string;
  /** What it is a member of, where that is written. */
  readonly receiver: Expr | undefined;
  readonly display: string;
}

/** Functions of test libraries that give back what they are given. */
const TRANSPARENT_CALLS = new Set(['mocked', 'bind', 'asMock', 'asStub']);
/** Functions that make or put a double. */
const DOUBLE_MAKERS = new Set(['fn', 'stub', 'spy', 'fake']);

/** The contract method that an expression names: a member of a driver, or a double that stands for it. */
export function namedMember(migration: Migration, module: ModuleFacts, expr: Expr): NamedMember | undefined {
  const { roles, linker } = migration.analysis;
  if (expr.k === 'typed') return namedMember(migration, module, expr.value);
  if (expr.k === 'call') {
    const call = module.calls[expr.call];
    if (call.name === 'bind' && call.callee.k === 'member') return namedMember(migration, module, call.callee.object);
    return TRANSPARENT_CALLS.has(call.name ?? '') && call.args[0]
      ? namedMember(migration, module, call.args[0])
      : spiedMember(migration, module, expr.call);
  }
  if (expr.k === 'member') {
    const method = roles.methodNamed(expr.name);
    if (!method?.added) return undefined;
    const role = roleOf(migration, module, expr.object);
    return role === undefined
      ? undefined
      : { method, role, receiver: expr.object, display: `${lastName(expr.object) ?? 'it'}.${expr.name}` };
  }
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const binding = module.bindings[expr.binding];
  for (const value of binding.values) {
    const found =
      value.k === 'name' ? undefined : value.k === 'member' || value.k === 'call' ? namedMember(migration, module, value) : undefined;
    if (found) return { ...found, display: binding.name };
  }
  // `const createExport = vi.fn()` that a double is made of: `{ createExport }`, `driver.createExport = createExport`.
  const isDouble = binding.values.some((v) => v.k === 'call' && DOUBLE_MAKERS.has(module.calls[v.call].name ?? ''));
  if (!isDouble) return undefined;
  const isIt = (value: Expr | undefined) => value?.k === 'name' && value.binding === expr.binding;
  for (const cls of module.classes) {
    const member = cls.members.find((m) => isIt(m.value));
    const method = member && roles.methodNamed(member.name);
    if (method?.added) return { method, role: roles.roleOf(cls), receiver: undefined, display: binding.name };
  }
  const assigned = module.assignments.find((a) => isIt(a.value) && roles.methodNamed(a.name)?.added);
  const method = assigned && roles.methodNamed(assigned.name);
  if (!assigned || !method) return undefined;
  const [role = 'unresolved'] = roles.rolesOf(linker.evaluate(module, assigned.object));
  return { method, role, receiver: undefined, display: binding.name };
}

/** `vi.spyOn(driver, 'createExport')`, `sinon.stub(driver, 'createExport')`, and what is chained to it. */
function spiedMember(migration: Migration, module: ModuleFacts, id: number): NamedMember | undefined {
  const call = module.calls[id];
  const [object, key] = call.args;
  if (object && key?.k === 'string' && ['spyOn', 'stub', 'spy'].includes(call.name ?? '')) {
    const method = migration.analysis.roles.methodNamed(key.text);
    const role = method?.added && roleOf(migration, module, object);
    return method && role ? { method, role, receiver: object, display: `${lastName(object) ?? 'it'}.${key.text}` } : undefined;
  }
  return call.callee.k === 'member' &&
    call.callee.object.k === 'call' &&
    /^(?:mock|returns|resolves|rejects|calls|throws)/u.test(call.name ?? '')
    ? spiedMember(migration, module, call.callee.object.call)
    : undefined;
}

/** The role of what a method is named on; `double` for an untyped literal in a test. */
function roleOf(migration: Migration, module: ModuleFacts, object: Expr): string | undefined {
  const { linker, roles } = migration.analysis;
  const values = linker.evaluate(module, object);
  const known = roles.rolesOf(values);
  const role = (['driver', 'delegate', 'signature', 'target'] as const).find((r) => known.has(r));
  if (role) return role;
  if (known.size === 0) return 'unresolved';
  const isLiteral = values.items.some((v) => v.k === 'instance' && v.cls.fact.kind === 'object');
  return isLiteral && linker.isTest(module.path) ? 'double' : 'unrelated';
}

function lastName(expr: Expr): string | undefined {
  if (expr.k === 'name' || expr.k === 'member') return expr.name;
  return expr.k === 'this' || expr.k === 'super' ? expr.k : undefined;
}
