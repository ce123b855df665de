import { arrayBehind } from '../../../src/facts/call-forms.js';
import { hasAdded } from '../../../src/analysis/argument-fit.js';
import { argumentsOf } from '../../../src/analysis/call-sites.js';
import { sameName } from '../../../src/contract/words.js';
import type { CallFact } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { mayLeaveOut, orDefault } from '../calls/left-out.js';
import type { HandedOn } from './handed-on.js';
import type { NamedMember } from './members.js';
import { mayBeAnother } from '../calls/namesakes.js';
import type { FilePlan, PlaceInFile } from '../file-plan.js';
import { placeInCall } from '../calls/python-arguments.js';

const CALLING = pythonNames('calling');

/**
 * Adds the value to the arguments behind a method: `self.assertRaises(Failure, self.driver.create_export, context, volume)`.
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
  const lead = index + 1;
  const args = argumentsOf(method, call, lead);
  const spread = args.find((a) => a.k === 'spread');
  if (spread?.k === 'spread' && arrayBehind(module, spread.value)) return { status: 'open', reason: `${how} with a list of arguments` };
  if (spread) return { status: 'already', reason: `${how}: passes on what it is given` };
  const isNamed = call.keywords?.some(({ name }) => name !== undefined && sameName(name, added.name)) ?? false;
  const { linker, sites } = file.analysis;
  if (isNamed || hasAdded(linker, module, args, method, sites.isMigrated(method)))
    return { status: 'already', reason: 'handed on with it' };
  const written = placeInCall({ call, method, bound: 0, lead });
  if (!written) return { status: 'open', reason: `${how} with some of its arguments` };
  const { fn, scope, span } = call;
  const place: PlaceInFile = { method, args, receiver, fn, scope, span, enclosing: sites.enclosing(module, fn) };
  const value = orDefault(file.value(place), method, module, args.length);
  if (value.k === 'none') return { status: mayLeaveOut({ method, module }) ? 'skipped' : 'open', reason: `${how}: ${value.detail}` };
  if (role === 'unresolved' && value.step === 'placeholder' && mayBeAnother(file.analysis, method, receiver))
    return { status: 'open', reason: `${how}: nothing is in scope, and nothing is known of its receiver` };
  const given = file.written(value, scope, method);
  const text = written.keyword === undefined ? given : `${written.keyword}=${given}`;
  const edits = file.insert(written.list, written.index, [text]);
  return { status: 'migrated', reason: `${how}: ${value.detail}`, value: given, edits };
}

/** Whether what is called takes any arguments behind the method: `def assert_fails(self, function, *args)`. */
function takesRestBehind({ analysis, module }: FilePlan, call: CallFact, index: number): boolean {
  const { targets } = analysis.linker.calls.resolve(module, call);
  return targets.length > 0 && targets.every(({ fact }) => !fact.params.at(index)?.rest && fact.params.at(index + 1)?.rest === true);
}
