import { isExpectation } from '../../../src/analysis/called-members.js';
import type { CallFact, ComparisonFact, Expr } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { roleOfNamed } from '../references/receivers.js';
import type { FilePlan } from '../file-plan.js';
import type { Asserting, Assertion } from './argument-assertions.js';
import type { ExpectedList } from './expected-lists.js';
import {
  expectedArguments,
  expectedCall,
  expectedCalls,
  expectedLists,
  expectedNames,
} from './python-expected.js';
import { pythonRecordedOf } from './python-recorded.js';
import { nearCalls } from './spoken-calls.js';
import type { TestUses } from './test-uses.js';

const ASSERTIONS = pythonNames('calledWith');
const LIST_ASSERTIONS = pythonNames('hasCalls');
const LISTED_AS = pythonNames('expectedCallsKeyword');
const EQUALITIES = pythonNames('equality');
const RECORDED = pythonNames('recordedField');

/**
 * `double.assert_called_once_with(...)`, `double.assert_has_calls([mock.call(...)])`,
 * `self.assertEqual([mock.call(...)], double.mock_calls)`.
 */
export function pythonAssertion(file: FilePlan, call: CallFact): Assertion | undefined {
  const { callee, name, args } = call;
  if (EQUALITIES.has(name)) return equality(file, call, args.slice(0, 2));
  if (callee.k !== 'member' || (!ASSERTIONS.has(name) && !LIST_ASSERTIONS.has(name)))
    return undefined;
  const member = namedMember(file, callee.object);
  if (!member) return undefined;
  return assertion(
    member,
    call,
    ASSERTIONS.has(name)
      ? [expectedCall(file, call, member)]
      : expectedCalls(file, member, listed(call)),
  );
}

/** `assert double.call_args == mock.call(...)`, `assert mock.call(...) in double.mock_calls`. */
export function plainAssertion(file: FilePlan, comparison: ComparisonFact): Assertion | undefined {
  return equality(file, comparison, comparison.sides);
}

/**
 * `parent.assert_has_calls([mock.call.create_export(...)])`: what a parent of doubles recorded.
 * That it is the method, what the parent is tells, or calls of the method in the same test.
 */
export function parentAssertion(uses: TestUses, call: CallFact): Assertion | undefined {
  const { file } = uses;
  const { module } = file;
  const method = isExpectation(module, call)
    ? file.analysis.roles.methodNamed(call.name)
    : undefined;
  if (!method?.added) return undefined;
  const [near] = nearCalls(uses, method, undefined, call.fn);
  const parent = parentOf(file, call);
  const said = parent && roleOfNamed(file, parent, method.name);
  const role = said === undefined || said === 'unresolved' ? (near?.site.role ?? 'double') : said;
  const member: NamedMember = {
    method,
    role,
    receiver: undefined,
    display: `call.${call.name ?? ''}`,
  };
  return assertion(member, call, [expectedCall(file, call, member)]);
}

/**
 * Who is expected to have recorded a call: `parent` of `parent.assert_has_calls([call])`, of
 * `parent.mock_calls == [call]`.
 */
function parentOf(file: FilePlan, { span }: CallFact): Expr | undefined {
  const { calls } = file.module;
  const holds = (expr: Expr | undefined) =>
    expr !== undefined && expr.span[0] <= span[0] && span[1] <= expr.span[1];
  for (const {
    sides: [one, other],
  } of pythonPairs(file)) {
    const recorded = holds(one) ? other : holds(other) ? one : undefined;
    if (recorded?.k === 'member' && RECORDED.has(recorded.name)) return recorded.object;
  }
  const asserted = calls.find((c) => LIST_ASSERTIONS.has(c.name) && holds(listed(c)));
  return asserted?.callee.k === 'member' ? asserted.callee.object : undefined;
}

/** The list of calls that an assertion is given. */
function listed({ args, keywords = [] }: CallFact): Expr | undefined {
  return args.at(0) ?? keywords.find((k) => LISTED_AS.has(k.name))?.value;
}

/** What is compared in a file, by an assertion or an operator. */
export function pythonPairs({
  module,
}: FilePlan): { readonly at: Asserting; readonly sides: readonly Expr[] }[] {
  const asserted = module.calls
    .filter((c) => EQUALITIES.has(c.name))
    .map((c) => ({ at: c, sides: c.args.slice(0, 2) }));
  return [
    ...asserted,
    ...module.comparisons.flatMap((c) => (c.name === 'is' ? [] : [{ at: c, sides: c.sides }])),
  ];
}

function equality(file: FilePlan, at: Asserting, sides: readonly Expr[]): Assertion | undefined {
  for (const [i, side] of sides.entries()) {
    const recorded = pythonRecordedOf(file, side);
    const wanted = sides.at(1 - i);
    if (!recorded || sides.length < 2) continue;
    const { member, level, nth } = recorded;
    const read = {
      calls: expectedCalls,
      lists: expectedLists,
      call: expectedCalls,
      positional: expectedArguments,
      named: expectedNames,
    } as const;
    if (level === 'argument' || level === 'some') return undefined;
    const lists = read[level](file, member, wanted).map((list) => ({
      ...list,
      nth: nth ?? list.nth,
    }));
    return assertion(member, at, lists);
  }
  return undefined;
}

function assertion(
  member: NamedMember,
  at: Asserting,
  lists: readonly ExpectedList[],
): Assertion | undefined {
  return lists.length > 0 ? { member, at, lists, isPrefix: false } : undefined;
}
