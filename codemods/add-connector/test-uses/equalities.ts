import { arrayBehind, holderOf } from '../../../src/facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';
import type { Assertion } from './argument-assertions.js';
import { comparisons } from './expectations.js';
import { listOfArray, type ExpectedList } from './expected-lists.js';
import type { FilePlan } from '../file-plan.js';
import { givesBack, recordedOf } from './recorded.js';
import type { Recorded } from './recorders.js';

const EQUALITIES = scriptNames('equality');
const ONE_ELEMENT = scriptNames('oneElement');
const SOME_ELEMENTS = scriptNames('someElements');
const PART_OF_LIST = scriptNames('partOfList');
const NUMBERED = scriptNames('numbered');
const NTH_CALLS = [scriptNames('firstCall'), scriptNames('secondCall'), scriptNames('thirdCall')];

type ArrayExpr = Extract<Expr, { k: 'array' }>;

/**
 * `expect(driver.createExport.mock.calls[0]).toEqual([context, volume])`,
 * `assert.deepEqual(double.mock.calls, [[...]])`.
 */
export function recordedEquality(file: FilePlan, call: CallFact): Assertion | undefined {
  const { module } = file;
  const { name } = call;
  const isOne = ONE_ELEMENT.has(name);
  if (!isOne && !EQUALITIES.has(name) && !SOME_ELEMENTS.has(name)) return undefined;
  for (const { actual, wanted } of comparisons(module, call)) {
    const { array, isPartial, each } = wantedArray(module, wanted);
    const recorded = array && recordedOf(file, actual);
    if (!recorded || recorded.level === 'argument') continue;
    const { level } = recorded;
    if (each && (level !== 'calls' || isOne)) continue;
    // `expect.arrayContaining([context])` on one call says what is among its arguments.
    if (isPartial && level === 'call') return undefined;
    const isAll = level === 'calls' && !isOne;
    const isInOrder = isAll && !isPartial && EQUALITIES.has(name);
    const holder = holderOf(module, wanted);
    const lists = each
      ? listOf(module, recorded, array).map((list) => ({ ...list, within: each }))
      : isAll
        ? array.items.flatMap((item, i) =>
            listOf(module, recorded, item, isInOrder ? i + 1 : undefined),
          )
        : listOf(module, recorded, array, nthOf(file, actual)).map((list) => ({
            ...list,
            holder: list.holder ?? holder,
          }));
    return lists.length > 0
      ? { member: recorded.member, at: call, lists, isPrefix: false, isFixed: recorded.isFixed }
      : undefined;
  }
  return undefined;
}

interface Wanted {
  readonly array: ArrayExpr | undefined;
  /** Only part of it is expected: `expect.arrayContaining([...])`. */
  readonly isPartial: boolean;
  /** It is one of several, made of a row each. */
  readonly each?: ExpectedList['within'];
}

/** The array that is expected. */
function wantedArray(module: ModuleFacts, wanted: Expr): Wanted {
  if (wanted.k !== 'call') return { array: arrayBehind(module, wanted), isPartial: false };
  const { name, args, callee } = module.calls[wanted.call];
  // `rows.map(({ volume }) => [context, volume])`: each of them is written once.
  const [mapper] = args;
  const mapped =
    name === 'map' && callee.k === 'member' && mapper?.k === 'function'
      ? module.functions[mapper.fn]
      : undefined;
  const [array, ...others] = mapped?.returns ?? [];
  if (mapped && array?.k === 'array' && others.length === 0)
    return {
      array,
      isPartial: false,
      each: { fn: mapped.id, scope: mapped.scope, span: array.span },
    };
  const isPartial = PART_OF_LIST.has(name) && args.length === 1;
  return { array: isPartial ? arrayBehind(module, args[0]) : undefined, isPartial };
}

/**
 * One recorded call as it is written down; one that another double wrote into the same list is
 * none.
 */
function listOf(
  module: ModuleFacts,
  { lead }: Recorded,
  wanted: Expr,
  nth?: number,
): ExpectedList[] {
  const array = arrayBehind(module, wanted);
  if (!array) return [];
  const isOwn = lead.every((expr, i) => {
    const said = array.items.at(i);
    return expr.k !== 'string' || (said?.k === 'string' && said.text === expr.text);
  });
  return isOwn ? [{ ...listOfArray(array, lead.length, holderOf(module, wanted)), nth }] : [];
}

/** Which call `x.mock.calls[1]`, `x.getCall(1)` and `x.firstCall` mean. */
function nthOf(file: FilePlan, actual: Expr): number | undefined {
  const { module } = file;
  const text = file.text;
  const number = (expr: Expr | undefined) =>
    expr?.k === 'literal' ? Number(text.slice(...expr.span)) + 1 : undefined;
  if (actual.k === 'member') {
    const named = NTH_CALLS.findIndex((names) => names.has(actual.name));
    return named === -1 ? nthOf(file, actual.object) : named + 1;
  }
  if (actual.k === 'element') return number(actual.key);
  if (actual.k === 'call') {
    const call = module.calls[actual.call];
    const { name, args } = call;
    if (givesBack(call)) return nthOf(file, args[0]);
    return NUMBERED.has(name) ? number(args[0]) : undefined;
  }
  return undefined;
}
