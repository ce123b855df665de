import type { ValuePlace } from '../../../src/analysis/value-places.js';
import {
  isPath,
  isWithin,
  nearestOf,
  pathText,
  visibleBindings,
} from '../../../src/facts/scopes.js';
import { rowsIn } from '../../../src/facts/rows.js';
import type { CallFact, Expr, FunctionId, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames, testNames } from '../../../src/test-libraries/names.js';
import { subjectOf } from './expectations.js';
import { givenFor, givenInRow, travels, type Given } from './given-arguments.js';
import type { TestUses } from './test-uses.js';

const SUITES = scriptNames('suite');
const ASSERTING = testNames('asserting');
const SETTING_UP = testNames('settingUp');

/** The function of the test that a function stands in, or is; undefined where there is none. */
export function testAround(module: ModuleFacts, fn: FunctionId): FunctionId | undefined {
  let found: FunctionId | undefined;
  for (let at = module.functions[fn]; at.parent !== -1; at = module.functions[at.parent]) {
    const argument = at.context?.argument;
    if (argument && SUITES.has(rootName(module, module.calls[argument.call].callee))) break;
    found = at.id;
  }
  return found;
}

/** `describe` of `describe.each(rows)('…', …)`. */
function rootName(module: ModuleFacts, expr: Expr): string | undefined {
  if (expr.k === 'call') return rootName(module, module.calls[expr.call].callee);
  return expr.k === 'member'
    ? rootName(module, expr.object)
    : expr.k === 'name'
      ? expr.name
      : undefined;
}

/** Whether a place stands in a function. */
export function isInFunction(module: ModuleFacts, fn: FunctionId, outer: FunctionId): boolean {
  return isWithin(module, module.functions[fn].scope, module.functions[outer].scope);
}

/** What a call gives, with how much of what is expected travels with it. */
interface Handed extends Given {
  readonly call: CallFact;
  readonly score: number;
}

/**
 * What the test around an assertion gives to the functions it calls, for a parameter that is the
 * added one: to those whose calls share most with the arguments that are expected, row by row where
 * a list is handed over. What comes after the assertion counts where nothing comes before it, and
 * what is done before each test where that shares more.
 */
export function handedOver(uses: TestUses, place: ValuePlace): Given[] {
  const { module } = uses.file;
  const { fn, span } = place;
  const test = testAround(module, fn);
  if (test === undefined || !place.method.added) return [];
  const found = handedBy(uses, place, (call) => isInFunction(module, call.fn, test));
  const here = nearestOf(
    module,
    fn,
    found.map((given) => ({ fn: given.call.fn, given })),
  ).map(({ given }) => given);
  const before = here.filter(({ call }) => call.span[1] <= span[0]);
  const near = before.length > 0 ? before : here;
  const most = Math.max(0, ...near.map((h) => h.score));
  const earlier = handedBy(uses, place, (call) => preparesTests(module, call.fn, test)).filter(
    ({ score, expr }) => score > most && isPath(expr) && isBound(place, pathText(expr)),
  );
  if (earlier.length === 0) return near.filter((h) => h.score === most);
  const mostEarlier = Math.max(...earlier.map((h) => h.score));
  return earlier.filter((h) => h.score === mostEarlier);
}

/** What calls of other functions than the method itself give. */
function handedBy(
  { file, plans }: TestUses,
  { method, args }: ValuePlace,
  isMeant: (call: CallFact) => boolean,
): Handed[] {
  const { module } = file;
  const own = new Set(
    plans.filter((p) => p.site.method === method && p.status !== 'skipped').map((p) => p.site.call),
  );
  const shared = (given: readonly Expr[]) =>
    args.filter((arg) => given.some((one) => travels(file, arg, one))).length;
  return module.calls.flatMap((call): Handed[] => {
    if (call.kind !== 'call' || !isMeant(call) || isAssertion(module, call) || own.has(call))
      return [];
    const rows = rowsIn(module, call).flatMap(({ expr, values, list }): Handed[] => {
      const given = givenInRow(file, method, expr);
      const beside = call.args.filter((arg) => arg !== list);
      return given ? [{ ...given, call, score: shared([...beside, ...values]) }] : [];
    });
    if (rows.length > 0) return rows;
    const score = shared(call.args);
    const given = givenFor(file, method, call, score > 0);
    return given ? [{ ...given, call, score }] : [];
  });
}

/** Whether a function runs before each test of those that one stands among. */
function preparesTests(module: ModuleFacts, fn: FunctionId, test: FunctionId): boolean {
  const own = testAround(module, fn);
  if (own === undefined || own === test) return false;
  const { context, name, cls, parent } = module.functions[own];
  const { argument } = context ?? {};
  const isPreparing =
    argument === undefined
      ? cls !== undefined && SETTING_UP.has(name) && cls === module.functions[test].cls
      : SETTING_UP.has(module.calls[argument.call].name);
  return isPreparing && (cls !== undefined || isInFunction(module, test, parent));
}

/** Whether the variable that a text starts with is the one that is meant at a place, if any is. */
export function isBound({ module, scope, span }: ValuePlace, text: string): boolean {
  const root = /^[\w$]+/u.exec(text)?.[0];
  return (
    root === undefined ||
    root === 'this' ||
    visibleBindings(module, scope, span).some((b) => b.name === root) ||
    !module.bindings.some((b) => b.name === root)
  );
}

function isAssertion(module: ModuleFacts, { callee, name }: CallFact): boolean {
  return (
    ASSERTING.has(name) || (callee.k === 'member' && subjectOf(module, callee.object) !== undefined)
  );
}
