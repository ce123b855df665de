import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { roleOfNamed } from '../references/receivers.js';
import type { FilePlan } from '../file-plan.js';
import { isAutospecced, isPatch } from '../references/python-doubles.js';

/** A function that is put in the place of a contract method. */
export interface Substitute {
  readonly member: NamedMember;
  readonly value: Expr;
  /** It becomes a member of a class, which hands its `self` over. */
  readonly isOnClass?: boolean;
}

const GIVEN_AS = pythonNames('implementationKeyword');
const REPLACEMENTS = pythonNames('replacementKeyword');
const FIELDS = pythonNames('implementationField');

/**
 * What a Python test puts in the place of contract methods: `self.stubs.Set(driver,
 * 'create_export', fake)`, `mock.patch.object(Driver, 'create_export', new=fake)`,
 * `driver.create_export = fake`, `driver.create_export.side_effect = fake`,
 * `mock.Mock(create_export=fake)`.
 */
export function substitutes(file: FilePlan): Substitute[] {
  const { module } = file;
  const { roles } = file.analysis;
  const found: Substitute[] = [];
  for (const call of module.calls) {
    const put = putByCall(file, call);
    if (put) found.push(put);
    for (const { name, value } of call.keywords ?? []) {
      const method = roles.methodNamed(name);
      if (method?.added && name !== undefined)
        found.push({
          member: { method, role: 'double', receiver: undefined, display: name },
          value,
        });
    }
  }
  for (const { object, name, value } of module.assignments) {
    const method = roles.methodNamed(name);
    const role = method?.added && roleOfNamed(file, object, method.name);
    const member = role
      ? { method, role, receiver: object, display: name }
      : FIELDS.has(name)
        ? namedMember(file, object)
        : undefined;
    if (!member) continue;
    found.push({ member, value, isOnClass: !FIELDS.has(name) && isClass(file, object) });
    const made =
      value.k === 'call'
        ? module.calls[value.call].keywords?.find((k) => GIVEN_AS.has(k.name))
        : undefined;
    if (made) found.push({ member, value: made.value });
  }
  return found;
}

function putByCall(file: FilePlan, call: CallFact): Substitute | undefined {
  if (!isPatch(call)) return undefined;
  const at = call.args.findIndex((a) => a.k === 'string');
  const given = call.keywords?.find((k) => GIVEN_AS.has(k.name));
  const value = given?.value ?? call.args.at(at + 1);
  const member =
    at !== -1 && value
      ? namedMember(file, { k: 'call', call: call.id, span: call.span })
      : undefined;
  if (!member || !value) return undefined;
  const isMember = given === undefined || REPLACEMENTS.has(given.name) || isAutospecced(call);
  return { member, value, isOnClass: isMember && (at === 0 || isClass(file, call.args[at - 1])) };
}

function isClass({ analysis, module }: FilePlan, expr: Expr): boolean {
  const { items } = analysis.linker.evaluate(module, expr);
  return items.length > 0 && items.every((v) => v.k === 'class');
}

/** The functions that a value stands for, where they are written for the test. */
export function functionsOf(
  { analysis, module }: FilePlan,
  value: Expr,
): { module: ModuleFacts; fn: FunctionFact }[] {
  return analysis.linker
    .evaluate(module, value)
    .items.flatMap((v) =>
      v.k === 'function' && analysis.linker.isTest(v.module.path)
        ? [{ module: v.module, fn: v.fact }]
        : [],
    );
}

/**
 * The method as a function takes it that is put on a class without being written in one: `self`
 * comes first there.
 * @returns undefined where the function takes something else
 */
export function takenBy(
  file: FilePlan,
  fn: FunctionFact,
  { member: { method }, isOnClass = false }: Substitute,
): ContractMethod | undefined {
  const { module } = file;
  const [first] = fn.params;
  const isNamedSo = first?.name === 'self' || first?.name === 'cls';
  const isOwn =
    fn.receiver === undefined && first !== undefined && !first.rest && (isOnClass || isNamedSo);
  const parameters = isOwn
    ? [{ name: first.name ?? 'self' }, ...method.spec.parameters]
    : method.spec.parameters;
  const taken = isOwn
    ? { ...method, slot: method.slot + 1, spec: { ...method.spec, parameters } }
    : method;
  const count = fn.params.filter((p) => !p.rest).length;
  const isFitting =
    file.analysis.signatures.fit(module, fn, taken) !== 'contradicts' ||
    count === parameters.length;
  return isFitting ? taken : undefined;
}

/** Roles of what a substitute stands in for, as those of declarations. */
export function roleOfSubstitute({ role }: NamedMember): DeclarationSite['role'] | undefined {
  if (role === 'driver' || role === 'delegate' || role === 'signature') return role;
  return role === 'double' || role === 'unresolved' ? 'signature' : undefined;
}
