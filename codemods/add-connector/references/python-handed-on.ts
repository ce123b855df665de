import { ordered } from '../../../src/analysis/call-sites.js';
import { rivalOf } from '../../../src/analysis/rivals.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { CallFact, Expr } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { mayLeaveOut, orDefault } from '../calls/left-out.js';
import type { HandedOn } from './handed-on.js';
import type { NamedMember } from './members.js';
import { mayBeAnother } from '../calls/namesakes.js';
import type { FilePlan, PlaceInFile } from '../file-plan.js';
import { handsOnNone } from '../calls/hands-on-none.js';
import { placeInCall } from '../calls/python-arguments.js';

const CALLING = pythonNames('calling');

/**
 * Adds the value to the arguments behind a method: `self.assertRaises(Failure,
 * self.driver.create_export, context, volume)`.
 * @returns undefined for a function that is not known to hand them over like that
 */
export function giveBehind(
  file: FilePlan,
  { method, receiver, role }: NamedMember,
  call: CallFact,
  index: number,
  how: string,
): HandedOn | undefined {
  const { module } = file;
  const { added } = method;
  if (!added || !(CALLING.has(call.name) || takesRestBehind(file, call, index))) return undefined;
  const { sites } = file.analysis;
  const lead = index + 1 + sites.leadOf(module, call.args[index], call.args.slice(index + 1));
  const given = sites.bindings.argumentsOf(module, call, lead);
  const isUnpacked = call.args.some((a) => a.k === 'spread');
  const list = sites.bindings.contractLists(method, module, sites.isMigrated(method));
  const said = sites.bindings.addedArgument(module, given, list);
  if (said.k === 'carried') {
    const handing = { method, given, lists: [list], by: said.by };
    const { without } = sites.handingDown.passing(module, handing);
    return without
      ? { status: 'open', reason: `${how}: ${handsOnNone(file, without)}` }
      : { status: 'already', reason: `${how}: passes on what it is given` };
  }
  if (said.k === 'passed') return { status: 'already', reason: 'handed on with it' };
  if (isUnpacked) return { status: 'open', reason: `${how} with a list of arguments` };
  const args = ordered(given, list, method);
  const written = placeInCall({ call, args: given, lists: [list], lead });
  if (!written)
    return isOnlyCalled(file, call)
      ? { status: 'skipped', reason: 'its other arguments are given where it is called' }
      : { status: 'open', reason: `${how} with some of its arguments` };
  const rival =
    role === 'unresolved'
      ? rivalOf(file.analysis, { module, method, given, list, receiver })
      : undefined;
  if (rival?.isMeant === true)
    return {
      status: 'skipped',
      reason: `its receiver is not known, and its arguments are those of ${rival.display}`,
    };
  if (rival)
    return {
      status: 'open',
      reason: `${how}: it may be ${rival.display}, which is no method of the contract`,
    };
  const { fn, scope, span } = call;
  const place: PlaceInFile = {
    method,
    args,
    receiver,
    fn,
    scope,
    span,
    enclosing: sites.enclosing(module, fn),
  };
  const value = orDefault(file.value(place), method, module, call.args.length - lead);
  if (value.k === 'none')
    return {
      status: mayLeaveOut({ method, module }) ? 'skipped' : 'open',
      reason: `${how}: ${value.detail}`,
    };
  if (
    role === 'unresolved' &&
    value.step === 'placeholder' &&
    mayBeAnother(file.analysis, method, receiver)
  )
    return {
      status: 'open',
      reason: `${how}: nothing is in scope, and nothing is known of its receiver`,
    };
  const passed = file.written(value, scope, method);
  const text = written.isNamed ? `${nameIn(added.name, 'python')}=${passed}` : passed;
  const edits = file.insert(written.list, written.index, [text]);
  return { status: 'migrated', reason: `${how}: ${value.detail}`, value: passed, edits };
}

/**
 * Whether all that is done with what `partial` gives is to call it, at once or through a variable:
 * those calls are sites of their own.
 */
function isOnlyCalled({ analysis, module }: FilePlan, { id, name }: CallFact): boolean {
  if (name !== 'partial') return false;
  const called = analysis.sites.calls(module).map(({ call }) => call.callee);
  const isMade = (expr: Expr) => expr.k === 'call' && expr.call === id;
  const holder = module.bindings.find((b) => b.values.some(isMade));
  if (!holder) return called.some(isMade);
  const read = holder.uses.filter((use) => use.reads);
  return (
    holder.values.length === 1 &&
    read.length > 0 &&
    read.every(({ span: [at] }) => called.some(({ span }) => span[0] === at))
  );
}

/**
 * Whether what is called takes any arguments behind the method: `def assert_fails(self, function,
 * *args)`.
 */
function takesRestBehind({ analysis, module }: FilePlan, call: CallFact, index: number): boolean {
  const { targets } = analysis.linker.calls.resolve(module, call);
  return (
    targets.length > 0 &&
    targets.every(
      ({ fact }) => !fact.params.at(index)?.rest && fact.params.at(index + 1)?.rest === true,
    )
  );
}
