import type { FoundValue, ValuePlace } from '../../src/analysis/argument-values.js';
import { nearestOf, samePath, visibleBindings } from '../../src/analysis/scopes.js';
import { argumentsFit } from '../../src/analysis/argument-fit.js';
import { insertInList, type WrittenList } from '../../src/edits/lists.js';
import type { CallFact, Expr, ModuleFacts, Span } from '../../src/facts/types.js';
import type { CallPlan } from './calls.js';
import { namedMember, type NamedMember } from './members.js';
import { DECLINED, type Migration } from './migration.js';
import type { TypeNames } from './type-names.js';

/** Assertions about the arguments of a call, and how many of their own come first. */
const ASSERTIONS: Readonly<Record<string, number>> = {
  toHaveBeenCalledWith: 0, toHaveBeenLastCalledWith: 0, toHaveBeenNthCalledWith: 1, toHaveBeenCalledExactlyOnceWith: 0, toBeCalledWith: 0, lastCalledWith: 0, nthCalledWith: 1,
  calledWith: 0, calledOnceWith: 0, calledWithExactly: 0, calledOnceWithExactly: 0, calledWithMatch: 0, neverCalledWith: 0, alwaysCalledWith: 0, alwaysCalledWithExactly: 0, withArgs: 0,
}; // prettier-ignore
const EQUALITIES = new Set([
  'toEqual',
  'toStrictEqual',
  'toMatchObject',
  'toContainEqual',
  'deepEqual',
  'deepStrictEqual',
  'eql',
  'equal',
  'deep',
]);
/** Members that hold the arguments of one call, and of all calls. */
const RECORDED_ONE = new Set(['lastCall', 'args']);
const RECORDED_ALL = new Set(['calls']);

/** An assertion about a contract method's arguments. */
interface Assertion {
  readonly member: NamedMember;
  readonly call: CallFact;
  readonly lists: readonly { readonly written: WrittenList; readonly args: readonly Expr[]; readonly lead: number }[];
  readonly nameSpan: Span;
}

/** Gives assertions about recorded calls the value that the test itself passes. */
export function migrateAssertions(migration: Migration, names: TypeNames, module: ModuleFacts, plans: readonly CallPlan[]): void {
  if (!migration.analysis.linker.isTest(module.path)) return;
  for (const call of module.calls) {
    const assertion = assertionOf(migration, module, call);
    if (assertion) migrateAssertion(migration, names, module, assertion, plans);
  }
}

function migrateAssertion(
  migration: Migration,
  names: TypeNames,
  module: ModuleFacts,
  { member, call, lists, nameSpan }: Assertion,
  plans: readonly CallPlan[],
): void {
  const { method, role, display } = member;
  const { parameters } = method.spec;
  const entry = { kind: 'test', method: method.name, name: `${display} ${call.name ?? ''}`.trim(), role } as const;
  const skip = (reason: string) => {
    migration.enter(module, nameSpan[0], { ...entry, status: 'skipped', reason });
  };
  if (role === 'target' || role === 'unrelated') {
    skip(role === 'target' ? 'asserts on a target' : 'asserts on another class');
    return;
  }
  const open = lists.filter((l) => l.args.length === parameters.length && !l.args.some((a) => a.k === 'spread'));
  if (open.length === 0) {
    const isLonger = lists.some((l) => l.args.length > parameters.length);
    migration.enter(module, nameSpan[0], {
      ...entry,
      status: isLonger ? 'already' : 'skipped',
      reason: isLonger ? 'expects it' : 'does not say all the arguments',
    });
    return;
  }
  if (
    (role === 'double' || role === 'unresolved') &&
    !open.every((l) => argumentsFit(migration.analysis.linker, module, l.args, parameters))
  ) {
    skip('its arguments are not those of the method');
    return;
  }
  if (migration.isDeclined(module, nameSpan[0], 'test')) {
    migration.enter(module, nameSpan[0], { ...entry, status: 'open', reason: DECLINED });
    return;
  }
  const place: ValuePlace = {
    module,
    method,
    args: open[0].args,
    receiver: member.receiver,
    fn: call.fn,
    scope: call.scope,
    span: call.span,
    enclosing: undefined,
  };
  const value = passedInTest(place, plans) ?? migration.values.find(place, migration.text(module));
  if (value.k === 'none') {
    migration.enter(module, nameSpan[0], { ...entry, status: 'open', reason: value.detail });
    return;
  }
  const text = value.needsType ? names.text({ module, scope: call.scope }, value.text, method.added?.import) : value.text;
  const edits = open.flatMap(({ written, lead }) => insertInList(migration.text(module), written, lead + method.slot, [text]));
  migration.enter(module, nameSpan[0], { ...entry, status: 'migrated', reason: value.detail, value: text }, edits);
}

/** What the nearest calls of the method in the same test pass, or are about to. */
function passedInTest({ module, method, fn, receiver, scope, span }: ValuePlace, plans: readonly CallPlan[]): FoundValue | undefined {
  const own = plans.filter(
    ({ site, value }) => site.module === module && site.method === method && value !== undefined && site.enclosing === undefined,
  );
  const called = (plan: CallPlan) => (plan.site.call.callee.k === 'member' ? plan.site.call.callee.object : undefined);
  const near = nearestOf(
    module,
    fn,
    own.map((plan) => ({ fn: plan.site.call.fn, plan })),
  ).map(({ plan }) => plan);
  const sameReceiver = near.filter((p) => receiver && called(p) && samePath(receiver, called(p) as Expr) === true);
  const texts = new Set((sameReceiver.length > 0 ? sameReceiver : near).map((p) => p.value ?? ''));
  const [text] = texts;
  if (texts.size !== 1 || text === undefined) return undefined;
  const root = /^[\w$]+/u.exec(text)?.[0];
  const isBound =
    root === undefined ||
    root === 'this' ||
    visibleBindings(module, scope, span).some((b) => b.name === root) ||
    !module.bindings.some((b) => b.name === root);
  return isBound ? { k: 'found', text, reason: 'test-variable', detail: 'what the test passes' } : undefined;
}

function assertionOf(migration: Migration, module: ModuleFacts, call: CallFact): Assertion | undefined {
  const { callee, argsSpan, name } = call;
  if (!argsSpan || callee.k !== 'member' || name === undefined) return undefined;
  const lead = Object.hasOwn(ASSERTIONS, name) ? ASSERTIONS[name] : undefined;
  if (lead !== undefined) {
    const own = subjectOf(migration, module, callee.object);
    const list = { written: { inner: argsSpan, items: call.argSpans }, nameSpan: call.nameSpan };
    if (own) return { member: own, call, lists: [{ written: list.written, args: call.args.slice(lead), lead }], nameSpan: call.nameSpan };
    // `sinon.assert.calledWith(driver.createExport, context, volume)`
    const given = call.args[0] && namedMember(migration, module, call.args[0]);
    return given && { member: given, call, lists: [{ written: list.written, args: call.args.slice(1), lead: 1 }], nameSpan: call.nameSpan };
  }
  return EQUALITIES.has(name) ? recordedEquality(migration, module, call, callee.object) : undefined;
}

/** What an assertion speaks of: `expect(x)`, with `.not` and `.to.have.been` between, or the double itself. */
function subjectOf(migration: Migration, module: ModuleFacts, object: Expr): NamedMember | undefined {
  const subject = expected(module, object);
  return namedMember(migration, module, subject ?? object);
}

function expected(module: ModuleFacts, expr: Expr): Expr | undefined {
  if (expr.k === 'member') return expected(module, expr.object);
  if (expr.k !== 'call') return undefined;
  const call = module.calls[expr.call];
  return call.name === 'expect' || call.name === 'assert'
    ? call.args[0]
    : call.callee.k === 'member'
      ? expected(module, call.callee.object)
      : undefined;
}

/** `expect(driver.createExport.mock.calls[0]).toEqual([context, volume])`, `assert.deepEqual(double.mock.calls, [[...]])`. */
function recordedEquality(migration: Migration, module: ModuleFacts, call: CallFact, object: Expr): Assertion | undefined {
  const subject = expected(module, object);
  const [actual, wanted] = subject ? [subject, call.args[0]] : [call.args[0], call.args[1]];
  if (!actual || wanted?.k !== 'array') return undefined;
  const recorded = recordedOf(migration, module, actual);
  if (!recorded) return undefined;
  const arrays = recorded.isAll && name(call) !== 'toContainEqual' ? wanted.items : [wanted];
  const lists = arrays.flatMap((a) =>
    a.k === 'array' ? [{ written: { inner: [a.span[0] + 1, a.span[1] - 1] as Span, items: a.itemSpans }, args: a.items, lead: 0 }] : [],
  );
  return lists.length > 0 ? { member: recorded.member, call, lists, nameSpan: call.nameSpan } : undefined;
}

function name(call: CallFact): string {
  return call.name ?? '';
}

/** `x.mock.calls`, `x.mock.calls[0]`, `x.mock.calls.at(-1)`, `x.mock.lastCall`, `x.firstCall.args`, `x.getCall(0).args`. */
function recordedOf(migration: Migration, module: ModuleFacts, expr: Expr): { member: NamedMember; isAll: boolean } | undefined {
  if (expr.k === 'element') {
    const all = recordedOf(migration, module, expr.object);
    return all?.isAll ? { ...all, isAll: false } : undefined;
  }
  if (expr.k === 'call') {
    const { callee } = module.calls[expr.call];
    const all = callee.k === 'member' && callee.name === 'at' ? recordedOf(migration, module, callee.object) : undefined;
    return all?.isAll ? { ...all, isAll: false } : undefined;
  }
  if (expr.k !== 'member') return undefined;
  const isAll = RECORDED_ALL.has(expr.name) || (expr.name === 'args' && namedMember(migration, module, expr.object) !== undefined);
  if (!isAll && !RECORDED_ONE.has(expr.name)) return undefined;
  const holder = underMock(module, expr.object);
  const member = namedMember(migration, module, holder);
  return member && { member, isAll };
}

/** The double under `.mock`, `.firstCall`, `.getCall(0)`. */
function underMock(module: ModuleFacts, expr: Expr): Expr {
  if (expr.k === 'member' && ['mock', 'firstCall', 'secondCall', 'thirdCall', 'lastCall'].includes(expr.name)) return expr.object;
  if (expr.k !== 'call') return expr;
  const { callee } = module.calls[expr.call];
  return callee.k === 'member' && callee.name === 'getCall' ? callee.object : expr;
}
