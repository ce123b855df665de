import type { CallFact, Expr } from '../../../src/facts/types.js';
import { eitherOf, scriptNames } from '../../../src/test-libraries/names.js';
import { subjectOf } from './expectations.js';
import { listOfCall, type ExpectedList } from './expected-lists.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';
import { recordedOf } from './recorded.js';
import type { TestUses } from './test-uses.js';

const WHOLE = scriptNames('calledWith');
const FIRST = scriptNames('calledWithFirst');
const NTH = scriptNames('nthCalledWith');
const ASSERTIONS = eitherOf(WHOLE, FIRST, NTH);

/** Where something is asserted: a call, or a comparison. */
export type Asserting = Pick<CallFact, 'name' | 'nameSpan' | 'span' | 'fn' | 'scope'>;

/** An assertion about a contract method's arguments. */
export interface Assertion {
  readonly member: NamedMember;
  readonly at: Asserting;
  readonly lists: readonly ExpectedList[];
  /** It may leave out arguments at the end. */
  readonly isPrefix: boolean;
  /** What is recorded is what the double takes, whatever it is given. */
  readonly isFixed?: boolean;
}

/**
 * `expect(double).toHaveBeenCalledWith(...)`, `stub.calledWith(...)`,
 * `sinon.assert.calledWith(stub, ...)`.
 */
export function argumentAssertion(file: FilePlan, call: CallFact): Assertion | undefined {
  const { module } = file;
  const { callee, name } = call;
  if (callee.k !== 'member' || !ASSERTIONS.has(name)) return undefined;
  const own = spokenOf(file, subjectOf(module, callee.object) ?? callee.object);
  const member = own ?? (call.args[0] && spokenOf(file, call.args[0]));
  const list = member && listOfCall(module, call, own && !NTH.has(name) ? 0 : 1, member.method);
  if (!member || !list) return undefined;
  const [first] = call.args;
  const nth = own && NTH.has(name) && first ? Number(file.textOf(first)) : NaN;
  return {
    member,
    at: call,
    lists: [{ ...list, nth: Number.isInteger(nth) ? nth : undefined }],
    isPrefix: FIRST.has(name),
  };
}

/**
 * `stub(context, volume)`, `td.verify(double(context, volume))`: a double that is called by itself,
 * where that is no call of the method for the analysis.
 */
export function doubleCall({ file, plans }: TestUses, call: CallFact): Assertion | undefined {
  const { module } = file;
  const { callee, kind } = call;
  if (kind !== 'call' || callee.k !== 'name' || plans.some((p) => p.site.call === call))
    return undefined;
  const isMade = callee.binding !== -1 && module.bindings[callee.binding].values.some(isMadeHere);
  const member = isMade ? namedMember(file, callee) : undefined;
  if (!member) return undefined;
  const list = listOfCall(module, call, 0, member.method);
  return list && { member, at: call, lists: [list], isPrefix: false };
}

/** Whether a variable holds what a call gives: a double, as it is made or put in its place. */
function isMadeHere(value: Expr): boolean {
  return value.k === 'typed' ? isMadeHere(value.value) : value.k === 'call';
}

/** The double, or one of its recorded calls. */
function spokenOf(file: FilePlan, expr: Expr): NamedMember | undefined {
  return namedMember(file, expr) ?? recordedOf(file, expr)?.member;
}
