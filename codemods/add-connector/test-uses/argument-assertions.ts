import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { subjectOf } from './expectations.js';
import { listOfCall, type ExpectedList } from './expected-lists.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { Migration } from '../migration.js';
import { recordedOf } from './recorded.js';

/** Assertions about the arguments of a call, and how many of their own come first. */
const ASSERTIONS: Readonly<Record<string, number>> = {
  toHaveBeenCalledWith: 0, toHaveBeenLastCalledWith: 0, toHaveBeenNthCalledWith: 1, toHaveBeenCalledExactlyOnceWith: 0, toHaveBeenCalledOnceWith: 0,
  toBeCalledWith: 0, lastCalledWith: 0, nthCalledWith: 1, calledWith: 0, calledOnceWith: 0, calledWithExactly: 0, calledOnceWithExactly: 0,
  calledWithMatch: 0, calledOnceWithMatch: 0, neverCalledWith: 0, neverCalledWithMatch: 0, alwaysCalledWith: 0, alwaysCalledWithExactly: 0,
  alwaysCalledWithMatch: 0, withArgs: 0, withExactArgs: 0,
}; // prettier-ignore
/** Those of sinon look at the first arguments only. */
const PREFIX = /^(?:called|calledOnce|neverCalled|alwaysCalled)With(?:Match)?$|^withArgs$/u;

/** An assertion about a contract method's arguments. */
export interface Assertion {
  readonly member: NamedMember;
  readonly call: CallFact;
  readonly lists: readonly ExpectedList[];
  /** It may leave out arguments at the end. */
  readonly isPrefix: boolean;
  /** What is recorded is what the double takes, whatever it is given. */
  readonly isFixed?: boolean;
}

/** `expect(double).toHaveBeenCalledWith(...)`, `stub.calledWith(...)`, `sinon.assert.calledWith(stub, ...)`. */
export function argumentAssertion(migration: Migration, module: ModuleFacts, call: CallFact): Assertion | undefined {
  const { callee, name = '' } = call;
  if (callee.k !== 'member' || !Object.hasOwn(ASSERTIONS, name)) return undefined;
  const own = spokenOf(migration, module, subjectOf(module, callee.object) ?? callee.object);
  const member = own ?? (call.args[0] && spokenOf(migration, module, call.args[0]));
  const list = member && listOfCall(module, call, own ? ASSERTIONS[name] : 1, member.method);
  if (!member || !list) return undefined;
  const [first] = call.args;
  const nth = own && ASSERTIONS[name] === 1 && first ? Number(migration.text(module).slice(...first.span)) : NaN;
  return { member, call, lists: [{ ...list, nth: Number.isInteger(nth) ? nth : undefined }], isPrefix: PREFIX.test(name) };
}

/** The double, or one of its recorded calls. */
function spokenOf(migration: Migration, module: ModuleFacts, expr: Expr): NamedMember | undefined {
  return namedMember(migration, module, expr) ?? recordedOf(migration, module, expr)?.member;
}
