import type { ValuePlace } from '../../src/analysis/argument-values.js';
import { argumentsFit } from '../../src/analysis/argument-fit.js';
import { insertInList } from '../../src/edits/lists.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { CallFact, Expr, ModuleFacts } from '../../src/facts/types.js';
import { namedMember, type NamedMember } from './members.js';
import { DECLINED, type Migration } from './migration.js';
import type { TypeNames } from './type-names.js';

/** Functions that look at a method and do not call it. */
const LOOKERS = new Set([
  'expect',
  'mocked',
  'verify',
  'assert',
  'isFunction',
  'isMockFunction',
  'String',
  'Boolean',
  'calledWith',
  'notCalled',
  'called',
  'calledOnce',
  'calledOnceWith',
  'calledWithExactly',
  'calledOnceWithExactly',
  'callCount',
  'callOrder',
  'strictEqual',
  'equal',
  'ok',
]);

/** Enters contract methods that are handed on or bound; gives them the value where the arguments go with them. */
export function migrateReferences(migration: Migration, names: TypeNames, module: ModuleFacts): void {
  for (const call of module.calls) {
    if (LOOKERS.has(call.name ?? '')) continue;
    if (call.name === 'bind') migrateBound(migration, names, module, call);
    else for (const [index, arg] of call.args.entries()) handedOn(migration, names, module, call, arg, index);
  }
}

function handedOn(migration: Migration, names: TypeNames, module: ModuleFacts, call: CallFact, arg: Expr, index: number): void {
  if (arg.k !== 'member' && arg.k !== 'call') return;
  if (arg.k === 'call' && module.calls[arg.call].name !== 'bind') return;
  const member = namedMember(migration, module, arg);
  if (!member) return;
  const at = arg.k === 'member' ? arg.nameSpan[0] : module.calls[arg.call].nameSpan[0];
  const length = member.method.spec.parameters.length;
  const first = firstFitting(migration, module, call.args, index + 1, member);
  if (first === undefined)
    return enter(
      migration,
      module,
      at,
      member,
      'open',
      `handed on to ${call.name ?? 'a function'}, which calls it with arguments of its own`,
    );
  if (call.args.length - first > length) return enter(migration, module, at, member, 'already', 'handed on with it', undefined);
  give(migration, names, module, call, member, first, at, `handed on to ${call.name ?? 'a function'}`);
}

/** Where the method's arguments start behind it: `retry(driver.createExport, 3, context, volume)`. */
function firstFitting(
  migration: Migration,
  module: ModuleFacts,
  args: readonly Expr[],
  from: number,
  { method }: NamedMember,
): number | undefined {
  const { parameters } = method.spec;
  for (let at = from; at + parameters.length <= args.length; at++)
    if (argumentsFit(migration.analysis.linker, module, args.slice(at, at + parameters.length), parameters)) return at;
  return undefined;
}

/** `.bind(driver)` alone binds no argument: what calls the result is a call of its own, or hands it on. */
function migrateBound(migration: Migration, names: TypeNames, module: ModuleFacts, call: CallFact): void {
  const member = call.callee.k === 'member' ? namedMember(migration, module, call.callee.object) : undefined;
  if (!member || !call.argsSpan) return;
  const at = call.nameSpan[0];
  const { length } = member.method.spec.parameters;
  const bound = call.args.slice(1);
  if (bound.length === 0) return enter(migration, module, at, member, 'skipped', 'bound without arguments');
  if (bound.length > length) return enter(migration, module, at, member, 'already', 'bound with it');
  if (bound.length < length) return enter(migration, module, at, member, 'open', 'bound to some of its arguments');
  give(migration, names, module, call, member, 1, at, 'bound to its arguments');
}

function give(
  migration: Migration,
  names: TypeNames,
  module: ModuleFacts,
  call: CallFact,
  member: NamedMember,
  first: number,
  at: number,
  how: string,
): void {
  const { method, role } = member;
  if (role === 'target' || role === 'unrelated' || !call.argsSpan)
    return enter(migration, module, at, member, 'skipped', 'is no method of the contract');
  const args = call.args.slice(first, first + method.spec.parameters.length);
  const enclosing = migration.analysis.roles.enclosingMethod(module, call);
  const place: ValuePlace = { module, method, args, receiver: member.receiver, fn: call.fn, scope: call.scope, span: call.span, enclosing };
  const value = migration.values.find(place, migration.text(module));
  if (value.k === 'none') return enter(migration, module, at, member, 'open', `${how}: ${value.detail}`);
  const text = value.needsType ? names.text({ module, scope: call.scope }, value.text, method.added?.import) : value.text;
  const list = { inner: call.argsSpan, items: call.argSpans };
  const edits = insertInList(migration.text(module), list, first + method.slot, [text]);
  enter(migration, module, at, member, 'migrated', `${how}: ${value.detail}`, text, edits);
}

function enter(
  migration: Migration,
  module: ModuleFacts,
  at: number,
  { method, role, display }: NamedMember,
  status: 'migrated' | 'already' | 'skipped' | 'open',
  reason: string,
  value?: string,
  edits: readonly TextEdit[] = [],
): void {
  const entry = { kind: 'reference', method: method.name, name: display, role } as const;
  if (role === 'target' || role === 'unrelated')
    migration.enter(module, at, {
      ...entry,
      status: 'skipped',
      reason: `its receiver is ${role === 'target' ? 'a target' : 'another class'}`,
    });
  else if (edits.length > 0 && migration.isDeclined(module, at, 'reference'))
    migration.enter(module, at, { ...entry, status: 'open', reason: DECLINED });
  else migration.enter(module, at, { ...entry, status, reason, value }, edits);
}
