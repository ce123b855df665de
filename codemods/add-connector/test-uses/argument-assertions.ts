import type { CallFact, Expr } from '../../../src/facts/types.js';
import { eitherOf, scriptNames } from '../../../src/test-libraries/names.js';
import { subjectOf } from './expectations.js';
import { listOfCall, type ExpectedList } from './expected-lists.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';
import { recordedOf } from './recorded.js';

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

/** The double, or one of its recorded calls. */
function spokenOf(file: FilePlan, expr: Expr): NamedMember | undefined {
  return namedMember(file, expr) ?? recordedOf(file, expr)?.member;
}
