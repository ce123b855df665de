import { isExpectation, ordered } from '../../../src/analysis/call-sites.js';
import type { CallFact, Expr } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';
import { placeInCall } from '../calls/python-arguments.js';
import type { Assertion } from './argument-assertions.js';
import { listOfArray, type ExpectedList } from './expected-lists.js';
import { nearCalls, type TestUses } from './test-uses.js';

const ASSERTIONS = pythonNames('calledWith');
const LIST_ASSERTIONS = pythonNames('hasCalls');
const EQUALITIES = pythonNames('equality');
const RECORDED = pythonNames('recordedField');
const RECORDED_LAST = pythonNames('recordedLastField');
const POSITIONAL = pythonNames('positionalField');
const EXPECTED_CALLS = pythonNames('expectedCall');

/**
 * `double.assert_called_once_with(...)`, `double.assert_has_calls([mock.call(...)])`, `self.assertEqual([mock.call(...)], double.mock_calls)`.
 */
export function pythonAssertion(file: FilePlan, call: CallFact): Assertion | undefined {
  const { callee, name, args } = call;
  if (EQUALITIES.has(name)) return equality(file, call);
  if (callee.k !== 'member' || (!ASSERTIONS.has(name) && !LIST_ASSERTIONS.has(name))) return undefined;
  const member = namedMember(file, callee.object);
  if (!member) return undefined;
  if (ASSERTIONS.has(name)) return assertion(member, call, [expected(file, call, member)]);
  return assertion(member, call, args[0] ? expectedCalls(file, member, args[0]) : []);
}

/**
 * `parent.assert_has_calls([mock.call.create_export(...)])`: what a parent of doubles recorded. That it is the method, calls of it in the same
 * test tell.
 */
export function parentAssertion(uses: TestUses, call: CallFact): Assertion | undefined {
  const { file } = uses;
  const { module } = file;
  const method = isExpectation(module, call) ? file.analysis.roles.methodNamed(call.name) : undefined;
  if (!method?.added) return undefined;
  const [near] = nearCalls(uses, method, undefined, call.fn);
  const member: NamedMember = { method, role: near?.site.role ?? 'double', receiver: undefined, display: `call.${call.name ?? ''}` };
  return assertion(member, call, [expected(file, call, member)]);
}

function equality(file: FilePlan, call: CallFact): Assertion | undefined {
  for (const [i, side] of call.args.slice(0, 2).entries()) {
    const wanted = call.args[1 - i];
    const calls = recordedBy(side);
    const member = calls && namedMember(file, calls);
    if (member) return assertion(member, call, expectedCalls(file, member, wanted));
    const args = positionalOf(side);
    const double = args && namedMember(file, args);
    if (double) return assertion(double, call, wanted.k === 'array' ? [listOfArray(wanted, double.lead ?? 0)] : []);
  }
  return undefined;
}

/** The double whose calls an expression gives: `double.mock_calls`, `double.call_args_list[0]`. */
function recordedBy(side: Expr): Expr | undefined {
  if (side.k === 'element') return side.object.k === 'member' && !RECORDED_LAST.has(side.object.name) ? recordedBy(side.object) : undefined;
  return side.k === 'member' && RECORDED.has(side.name) ? side.object : undefined;
}

/** The double whose positional arguments an expression gives: `double.call_args[0]`, `double.call_args.args`. */
function positionalOf(side: Expr): Expr | undefined {
  const isArguments = side.k === 'element' || (side.k === 'member' && POSITIONAL.has(side.name));
  const of = isArguments && side.object.k === 'member' && RECORDED_LAST.has(side.object.name) ? side.object : undefined;
  return of?.object;
}

function assertion(member: NamedMember, call: CallFact, lists: readonly ExpectedList[]): Assertion | undefined {
  return lists.length > 0 ? { member, call, lists, isPrefix: false } : undefined;
}

/** `mock.call(...)`, or a list of those. */
function expectedCalls(file: FilePlan, member: NamedMember, expr: Expr | undefined): ExpectedList[] {
  const { module } = file;
  if (expr?.k === 'array')
    return expr.items.flatMap((item, i) => expectedCalls(file, member, item).map((list) => ({ ...list, nth: i + 1 })));
  if (expr?.k === 'name' && expr.binding !== -1) {
    const { values } = module.bindings[expr.binding];
    return values.length === 1 && values[0].k !== 'name' ? expectedCalls(file, member, values[0]) : [];
  }
  const call = expr?.k === 'call' ? module.calls[expr.call] : undefined;
  return call && EXPECTED_CALLS.has(call.name) ? [expected(file, call, member)] : [];
}

function expected(file: FilePlan, call: CallFact, { method, lead = 0 }: NamedMember): ExpectedList {
  const { module } = file;
  const { bindings } = file.analysis.sites;
  const given = bindings.argumentsOf(module, call, lead);
  const list = bindings.contractLists(method, module, file.analysis.sites.isMigrated(method));
  const place = placeInCall({ call, args: given, lists: [list], lead });
  return {
    args: ordered(given, list, method),
    given,
    written: place?.list ?? { inner: call.argsSpan ?? call.span, items: call.argSpans },
    shift: lead,
    place,
  };
}
