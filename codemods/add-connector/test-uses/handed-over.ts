import type { ValuePlace } from '../../../src/analysis/argument-values.js';
import { isWithin, nearestOf } from '../../../src/facts/scopes.js';
import type { CallFact, Expr, FunctionId, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames, testNames } from '../../../src/test-libraries/names.js';
import { subjectOf } from './expectations.js';
import { givenFor, travels, type Given } from './given-arguments.js';
import type { TestUses } from './test-uses.js';

const SUITES = scriptNames('suite');
const ASSERTING = testNames('asserting');

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

/**
 * What the test around an assertion gives to the functions it calls, for a parameter that is the
 * added one: to those whose calls share most with the arguments that are expected. What comes after
 * the assertion counts where nothing comes before it.
 */
export function handedOver(uses: TestUses, { method, args, fn, span }: ValuePlace): Given[] {
  const { file, plans } = uses;
  const { module } = file;
  const test = testAround(module, fn);
  if (test === undefined || !method.added) return [];
  const own = new Set(
    plans.filter((p) => p.site.method === method && p.status !== 'skipped').map((p) => p.site.call),
  );
  const found = module.calls.flatMap((call): (Given & { call: CallFact; score: number })[] => {
    if (!isInFunction(module, call.fn, test) || isAssertion(module, call) || own.has(call))
      return [];
    const score = args.filter((arg) => call.args.some((given) => travels(file, arg, given))).length;
    const given = givenFor(file, method, call, score > 0);
    return given ? [{ ...given, call, score }] : [];
  });
  const here = nearestOf(
    module,
    fn,
    found.map((given) => ({ fn: given.call.fn, given })),
  ).map(({ given }) => given);
  const before = here.filter(({ call }) => call.span[1] <= span[0]);
  const near = before.length > 0 ? before : here;
  const most = Math.max(0, ...near.map((h) => h.score));
  return near.filter((h) => h.score === most);
}

function isAssertion(module: ModuleFacts, { callee, name }: CallFact): boolean {
  return (
    ASSERTING.has(name) || (callee.k === 'member' && subjectOf(module, callee.object) !== undefined)
  );
}
