import { argumentsFit } from '../../../src/analysis/argument-fit.js';
import { growsWithMethod } from '../../../src/analysis/call-bindings.js';
import { isMatcher } from '../../../src/analysis/matchers.js';
import { rivalOf, type Rival } from '../../../src/analysis/rivals.js';
import type { NamedMember } from '../references/members.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { CallFact, Expr, TypeTerm } from '../../../src/facts/types.js';
import { argumentAssertion, doubleCall, type Assertion } from './argument-assertions.js';
import { argumentText, type CallPlan } from '../calls/calls.js';
import { mayLeaveOut } from '../calls/left-out.js';
import type { Declarations } from '../declarations/declarations.js';
import { recordedEquality } from './equalities.js';
import { standing, type ExpectedList } from './expected-lists.js';
import type { FilePlan } from '../file-plan.js';
import { migrateIndices } from './recorded-indices.js';
import { lengthAssertion } from './recorded-lengths.js';
import { parentAssertion, plainAssertion, pythonAssertion } from './python-assertions.js';
import { migratePythonReads } from './python-reads.js';
import { isOnlyExpected } from './shared-lists.js';
import { migrateTables } from './tables.js';
import { growth, leftBehind, moves } from './spoken-calls.js';
import { enterUse, type Outcome, type TestUses } from './test-uses.js';
import { expectedValue } from './test-values.js';

/** Gives assertions about recorded calls the value that the test itself passes. */
export function migrateAssertions(
  file: FilePlan,
  plans: readonly CallPlan[],
  declarations: Declarations,
): void {
  const { module } = file;
  if (!file.isTest) return;
  const uses: TestUses = { file, plans, declarations, given: new Map() };
  if (module.language === 'python') {
    for (const call of module.calls) {
      enterAssertion(uses, pythonAssertion(file, call), call);
      const parent = parentAssertion(uses, call);
      if (parent)
        enterUse('assertion', uses, parent.member, '', call.nameSpan, outcomeOf(uses, parent));
    }
    for (const comparison of module.comparisons) {
      if (comparison.name !== 'is')
        enterAssertion(uses, plainAssertion(file, comparison), comparison);
    }
    migratePythonReads(uses);
    return;
  }
  for (const call of module.calls) {
    const assertion =
      argumentAssertion(file, call) ?? recordedEquality(file, call) ?? doubleCall(uses, call);
    if (assertion) enterAssertion(uses, assertion, call);
    else lengthAssertion(uses, call);
  }
  migrateIndices(uses);
  migrateTables(uses);
}

function enterAssertion(
  uses: TestUses,
  assertion: Assertion | undefined,
  { name = '', nameSpan }: Pick<CallFact, 'name' | 'nameSpan'>,
): void {
  if (!assertion) return;
  enterUse('assertion', uses, assertion.member, name, nameSpan, outcomeOf(uses, assertion));
}

function outcomeOf(uses: TestUses, assertion: Assertion): Outcome {
  const { file } = uses;
  const { module } = file;
  const { member, at, lists } = assertion;
  const { method, role } = member;
  if (role === 'target') return { status: 'skipped', reason: 'asserts on a target' };
  if (role === 'unrelated') return { status: 'skipped', reason: 'asserts on another class' };
  if (assertion.isFixed) return { status: 'skipped', reason: 'records what the double takes' };
  const left = leftBehind(uses, member, at.fn);
  const grows = growth(uses, member, at.fn);
  const circumstances = {
    // What would be given to an assertion whose call is left is what is told apart here.
    isGrowing: grows === 'grows' || left !== undefined,
    isMoving: grows === 'grows' && moves(uses, member, at.fn),
    isPrefix: assertion.isPrefix,
  };
  const judged = lists.map((list) => ({ list, how: standing(file, list, method, circumstances) }));
  const open = judged.filter(({ how }) => how === 'lacks').map(({ list }) => list);
  if (open.length === 0) {
    if (judged.some(({ how }) => how === 'has')) return { status: 'already', reason: 'expects it' };
    if (judged.some(({ how }) => how === 'spread'))
      return { status: 'already', reason: 'expects what it is given' };
    return { status: 'skipped', reason: 'does not say all the arguments' };
  }
  if (left !== undefined) return { status: 'open', reason: left };
  const isCertain = role !== 'double' && role !== 'unresolved';
  const isSaid = open.every((l) =>
    argumentsFit(file.analysis.linker, module, l.args, method.spec.parameters),
  );
  const rival = isCertain ? undefined : rivalOfList(file, member, open[0]);
  if (rival?.isMeant === true)
    return { status: 'skipped', reason: `its arguments are those of ${rival.display}` };
  if (isCertain || isSaid) return withValue(uses, assertion, open);
  const isVague = open.every(({ args }) =>
    args.every(
      (arg) => isMatcher(module, arg) || (module.language === 'python' && saysNothing(arg)),
    ),
  );
  if (!isVague) return { status: 'skipped', reason: 'its arguments are not those of the method' };
  // `'ctxt'` and `'vol'`, or matchers, stand for anything: what the test hands over with them tells.
  const made = withValue(uses, assertion, open);
  return made.isOfTest
    ? made
    : { status: 'open', reason: 'nothing says that it is the method which it speaks of' };
}

/** The method of another class that an assertion may speak of. */
function rivalOfList(
  { analysis, module }: FilePlan,
  { method, receiver }: NamedMember,
  { args, given }: ExpectedList,
): Rival | undefined {
  const { bindings } = analysis.sites;
  const list = bindings.contractLists(method, module, analysis.sites.isMigrated(method));
  return rivalOf(analysis, {
    module,
    method,
    given: given ?? bindings.unpacked(module, args),
    list,
    receiver,
  });
}

/** Whether an argument is written out, as a test writes what stands for a context or a volume. */
function saysNothing({ k }: Expr): boolean {
  return k === 'string' || k === 'literal';
}

/** `isOfTest`: all that it is given is what the test itself passes. */
type Given = Outcome & { readonly isOfTest?: boolean };

/** The value for every list that lacks it; all or none. */
function withValue(
  uses: TestUses,
  { member, at }: Assertion,
  open: readonly ExpectedList[],
): Given {
  const { file } = uses;
  const { module } = file;
  const { slot } = member.method;
  const values = new Set<string>();
  const details = new Set<string>();
  const edits: TextEdit[] = [];
  let isOfTest = true;
  for (const list of open) {
    const { args, written, shift, holder, place } = list;
    if (holder && !isOnlyExpected(file, member.method, holder))
      return { status: 'open', reason: `\`${holder.name}\` is used elsewhere too` };
    const [start] = written.inner;
    const earlier = uses.given.get(start) ?? givenWithCall(uses, start);
    // What a call spreads as well is given its type with it.
    if (holder?.type && earlier === undefined && !takesMore(holder.type))
      return { status: 'open', reason: `\`${holder.name}\` has a type of its own` };
    const where = { ...at, ...list.within };
    const value = earlier === undefined ? expectedValue(uses, member, where, list) : undefined;
    if (value?.k === 'none') {
      const isLeftOut = !value.isPassed && mayLeaveOut({ method: member.method, module });
      return {
        status: isLeftOut ? 'skipped' : 'open',
        reason: value.detail,
        isDeclined: value.isDeclined,
      };
    }
    const text = earlier ?? (value ? file.written(value, where.scope, member.method) : '');
    isOfTest &&= value?.isOfTest === true;
    values.add(text);
    details.add(value?.detail ?? 'its list is given it once');
    if (earlier !== undefined) continue;
    const omitted = place ? 0 : Math.max(0, slot - args.length);
    const index = place?.index ?? slot + shift - omitted;
    edits.push(
      ...file.insert(written, index, [
        ...Array<string>(omitted).fill('undefined'),
        argumentText(
          file,
          {
            name: place?.isNamed
              ? { name: nameIn(member.method.added?.name ?? '', 'python'), keyLike: list.keyLike }
              : undefined,
          },
          text,
        ),
      ]),
    );
    uses.given.set(start, text);
  }
  return {
    status: 'migrated',
    reason: [...details].join('; '),
    value: [...values].join(', '),
    edits,
    isOfTest,
  };
}

/** What a call that spreads the same list puts into it. */
function givenWithCall({ file: { module }, plans }: TestUses, start: number): string | undefined {
  return plans.find(
    (p) => p.site.module === module && p.status === 'migrated' && p.site.nameSpan[0] === start - 1,
  )?.value;
}

/**
 * A list of any length, and `Parameters<VolumeDriver['createExport']>`, which grows with the
 * method.
 */
function takesMore(type: TypeTerm): boolean {
  return type.k === 'array' || growsWithMethod(type);
}
