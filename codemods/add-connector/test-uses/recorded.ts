import { ITERATING_METHODS } from '../../../src/linker/builtins.js';
import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { eitherOf, scriptNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';
import { recorderOf, type Recorded } from './recorders.js';

const RECORDS = scriptNames('record');
const RECORDED_CALLS = scriptNames('recordedCalls');
const RECORDED_LAST_CALL = scriptNames('recordedLastCall');
const ONE_CALL = eitherOf(
  scriptNames('firstCall'),
  scriptNames('secondCall'),
  scriptNames('thirdCall'),
  scriptNames('lastCall'),
);
const ARGUMENT_LISTS = scriptNames('argumentLists');
const CALL_ARGUMENTS = scriptNames('callArguments');
const GET_CALLS = scriptNames('getCalls');
const GET_CALL = scriptNames('getCall');
const ASKED_LISTS = scriptNames('askedList');
const ASKED_CALLS = scriptNames('askedCalls');
const ASKED_CALL = scriptNames('askedCall');
const RECORD_GIVERS = scriptNames('recordGiver');
/** Methods of lists that give one of its elements, and those that give a list of the same. */
const ELEMENT = new Set(['at', 'pop', 'shift', 'find', 'findLast']);
const SAME = new Set(['slice', 'filter', 'concat', 'toReversed', 'reverse']);

/**
 * `x.mock.calls`, `x.mock.calls[0]`, `x.mock.lastCall`, `x.args`, `x.getCall(0).args`,
 * `x.mock.calls[0].arguments`, a variable that holds one.
 */
export function recordedOf(file: FilePlan, expr: Expr): Recorded | undefined {
  const { module } = file;
  switch (expr.k) {
    case 'typed':
      return recordedOf(file, expr.value);
    case 'element': {
      const whole = recordedOf(file, expr.object);
      return whole && element(whole);
    }
    case 'call':
      return ofCall(file, module.calls[expr.call]);
    case 'member':
      return ofMember(file, expr) ?? recorderOf(file, expr);
    case 'name': {
      const binding = expr.binding === -1 ? undefined : module.bindings[expr.binding];
      const [only] = binding?.values ?? [];
      const isHeld = binding?.values.length === 1 && only?.k !== 'name';
      const held =
        isHeld && only ? file.migration.follow(binding, () => recordedOf(file, only)) : undefined;
      return held ?? recorderOf(file, expr);
    }
    case 'param':
      return ofParameter(file, expr);
    case 'array': {
      // `[...x.mock.calls]`
      const [only, ...others] = expr.items;
      return only?.k === 'spread' && others.length === 0 ? recordedOf(file, only.value) : undefined;
    }
    default:
      return undefined;
  }
}

function element({ member, level, lead, isFixed }: Recorded): Recorded | undefined {
  return level === 'argument'
    ? undefined
    : { member, level: level === 'calls' ? 'call' : 'argument', lead, isFixed };
}

function ofMember(
  file: FilePlan,
  { object, name }: Extract<Expr, { k: 'member' }>,
): Recorded | undefined {
  const { module } = file;
  const recorded = (member: NamedMember | undefined, level: Recorded['level']) =>
    member && { member, level, lead: [] };
  if (RECORDED_CALLS.has(name) || RECORDED_LAST_CALL.has(name)) {
    const double = mockHolder(module, object);
    if (double)
      return recorded(namedMember(file, double), RECORDED_CALLS.has(name) ? 'calls' : 'call');
  }
  if (ONE_CALL.has(name)) return recorded(namedMember(file, object), 'call');
  if (!CALL_ARGUMENTS.has(name)) return undefined;
  const whole = recordedOf(file, object);
  if (whole) return whole.level === 'call' ? whole : undefined;
  return ARGUMENT_LISTS.has(name) ? recorded(namedMember(file, object), 'calls') : undefined;
}

/** The double under `.mock`, also where that has a variable of its own; `explain(double)`. */
function mockHolder(module: ModuleFacts, expr: Expr): Expr | undefined {
  const given = recordGiven(module, expr);
  if (given) return given;
  if (expr.k === 'member') return RECORDS.has(expr.name) ? expr.object : undefined;
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const [value] = module.bindings[expr.binding].values;
  return value?.k === 'member' ? mockHolder(module, value) : undefined;
}

/** The double in `capture(double)`, `td.explain(double)`. */
function recordGiven(module: ModuleFacts, expr: Expr): Expr | undefined {
  const call = expr.k === 'call' ? module.calls[expr.call] : undefined;
  return call && RECORD_GIVERS.has(call.name) ? call.args.at(0) : undefined;
}

function ofCall(file: FilePlan, call: CallFact): Recorded | undefined {
  const { module } = file;
  const { callee, name = '', args } = call;
  if (givesBack(call)) return recordedOf(file, args[0]);
  if (callee.k !== 'member') return undefined;
  // Jasmine's `x.calls` is asked for one, or for all.
  if (
    callee.object.k === 'member' &&
    ASKED_LISTS.has(callee.object.name) &&
    (ASKED_CALLS.has(name) || ASKED_CALL.has(name))
  ) {
    const asked = namedMember(file, callee.object.object);
    if (asked) return { member: asked, level: ASKED_CALLS.has(name) ? 'calls' : 'call', lead: [] };
  }
  // ts-mockito's `capture(x)` as well.
  const given = ASKED_CALL.has(name) ? recordGiven(module, callee.object) : undefined;
  const captured = given && namedMember(file, given);
  if (captured) return { member: captured, level: 'call', lead: [] };
  if (GET_CALL.has(name) || GET_CALLS.has(name)) {
    const member = namedMember(file, callee.object);
    return member && { member, level: GET_CALL.has(name) ? 'call' : 'calls', lead: [] };
  }
  const whole = recordedOf(file, callee.object);
  if (!whole) return undefined;
  if (ELEMENT.has(name)) return element(whole);
  if (whole.level !== 'calls') return undefined;
  if (SAME.has(name)) return whole;
  // `fn.mock.calls.map((call) => call.arguments)`
  const [mapper] = args;
  const [returned] =
    name === 'map' && mapper?.k === 'function' ? module.functions[mapper.fn].returns : [];
  return returned && recordedOf(file, returned)?.level === 'call' ? whole : undefined;
}

/**
 * Whether a call gives back what it is given, or a copy: `Promise.resolve(x)`, `Array.from(x)`,
 * `structuredClone(x)`.
 */
export function givesBack({ callee, args }: CallFact): boolean {
  if (args.length !== 1) return false;
  if (callee.k === 'name') return callee.name === 'structuredClone';
  if (callee.k !== 'member' || callee.object.k !== 'name') return false;
  return ['Promise.resolve', 'Array.from'].includes(`${callee.object.name}.${callee.name}`);
}

/** The element that a callback of a list of calls is given. */
function ofParameter(
  file: FilePlan,
  { fn, index }: Extract<Expr, { k: 'param' }>,
): Recorded | undefined {
  const { module } = file;
  const argument = module.functions[fn].context?.argument;
  const call = argument && module.calls[argument.call];
  if (
    !call ||
    index !== 0 ||
    argument.index !== 0 ||
    call.callee.k !== 'member' ||
    !ITERATING_METHODS.has(call.callee.name)
  )
    return undefined;
  const whole = recordedOf(file, call.callee.object);
  return whole?.level === 'calls' ? element(whole) : undefined;
}
