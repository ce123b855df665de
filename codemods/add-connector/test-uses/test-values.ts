import type { FoundValue, ValuePlace, ValueStep } from '../../../src/analysis/value-places.js';
import { isPath } from '../../../src/facts/scopes.js';
import type { Expr } from '../../../src/facts/types.js';
import type { Asserting } from './argument-assertions.js';
import type { ExpectedList } from './expected-lists.js';
import type { CallPlan } from '../calls/calls.js';
import { orDefault } from '../calls/left-out.js';
import type { NamedMember } from '../references/members.js';
import { defaultOf } from '../declarations/parameters.js';
import type { Refusal } from '../ledger.js';
import { handedOver, isBound, isInFunction, testAround } from './handed-over.js';
import { nearCalls } from './spoken-calls.js';
import type { TestUses } from './test-uses.js';
import { valueBeside } from './values-beside.js';
import { madeInside } from './values-made-inside.js';

/** Steps that give something of the right kind, which nothing says is what is passed. */
const GUESSES: ReadonlySet<ValueStep> = new Set(['test-factory', 'placeholder', 'fallback']);

/**
 * A value as it is found, or why there is none: perhaps that the call which would pass it stays as
 * the user wants it.
 */
type ExpectedValue = FoundValue &
  Pick<Refusal, 'isDeclined'> & { /** The test itself passes it. */ readonly isOfTest?: boolean };

/**
 * The value that an assertion about a recorded call expects: what the test itself passes, else as
 * for a call.
 */
export function expectedValue(
  uses: TestUses,
  member: NamedMember,
  at: Asserting,
  { args, given, nth }: Pick<ExpectedList, 'args' | 'given' | 'nth'>,
): ExpectedValue {
  const { file } = uses;
  const { module } = file;
  const { method, receiver } = member;
  const place: ValuePlace = {
    module,
    method,
    args,
    receiver,
    fn: at.fn,
    scope: at.scope,
    span: at.span,
    enclosing: undefined,
  };
  const beside = valueBeside(file, place);
  if (beside) return { ...beside, isOfTest: beside.k === 'found' };
  const unnamed = given?.filter((g) => g.k === 'position').length ?? args.length;
  const inside = madeInside(uses, member, at.fn, false);
  if (inside) return inside;
  const passed = passedInTest(uses, place, nth);
  if (passed) return { ...passed, isOfTest: passed.k === 'found' };
  const found =
    handedOnDefault(uses, place) ?? orDefault(file.value(place), method, module, unnamed);
  return found.k === 'found' && GUESSES.has(found.step)
    ? (madeInside(uses, member, at.fn, true) ?? found)
    : found;
}

/**
 * The parameter's default, where the test calls a Python method that hands it on: what the double
 * is given then, although the test leaves it out.
 */
function handedOnDefault(
  { file: { module }, plans }: TestUses,
  { method, fn }: ValuePlace,
): FoundValue | undefined {
  const text =
    method.added && module.language === 'python' ? defaultOf(method.added, 'python') : undefined;
  const test = testAround(module, fn);
  if (text === undefined || test === undefined) return undefined;
  const forwarding = new Set(
    plans.flatMap((p) => (p.forwards && p.site.method === method ? [p.forwards] : [])),
  );
  const isHandedOn = plans.some(
    ({ site, status }) =>
      site.module === module &&
      status === 'skipped' &&
      isInFunction(module, site.call.fn, test) &&
      site.declarations.some((d) => forwarding.has(d)),
  );
  return isHandedOn
    ? {
        k: 'found',
        text,
        step: 'test-variable',
        detail: 'what is handed on where the test leaves it out',
      }
    : undefined;
}

/**
 * What the test passes: to the method itself, to what it calls of the tree, and where it does
 * neither, what the nearest calls of the method pass.
 */
function passedInTest(
  uses: TestUses,
  place: ValuePlace,
  nth: number | undefined,
): ExpectedValue | undefined {
  const near = nearCalls(uses, place.method, place.receiver, place.fn);
  const test = testAround(uses.file.module, place.fn);
  const own =
    test === undefined
      ? near
      : near.filter((plan) => isInFunction(uses.file.module, plan.site.call.fn, test));
  if (own.length > 0) return passedTo(uses, place, own, nth);
  return passedOn(uses, place) ?? passedTo(uses, place, near, nth);
}

/**
 * What the calls of the method pass, or are about to: those with the same arguments before others.
 */
function passedTo(
  uses: TestUses,
  place: ValuePlace,
  near: readonly CallPlan[],
  nth: number | undefined,
): ExpectedValue | undefined {
  const best = bestMatching(uses, near, place.args);
  const counted = nth !== undefined && near.length >= nth ? near[nth - 1] : undefined;
  const texts = new Set(best.map((p) => p.value));
  const chosen =
    texts.size > 1 && counted && best.includes(counted) ? [counted] : texts.size === 1 ? best : [];
  const [plan] = chosen;
  if (!plan) return undefined;
  if (plan.value === undefined)
    return plan.status === 'open'
      ? { k: 'none', detail: plan.reason, isDeclined: plan.isDeclined }
      : undefined;
  return isBound(place, plan.value)
    ? { k: 'found', text: plan.value, step: 'test-variable', detail: 'what the test passes' }
    : undefined;
}

/** What the test gives to functions that call the method in turn. */
function passedOn(uses: TestUses, place: ValuePlace): FoundValue | undefined {
  const given = handedOver(uses, place);
  const texts = new Set(given.map((h) => h.text));
  const [first] = given;
  if (texts.size > 1)
    return {
      k: 'none',
      detail: `the test passes several values: ${[...texts].join(', ')}`,
      isPassed: true,
    };
  if (texts.size === 0) return undefined;
  const text = repeatable(uses, first.expr, first.text);
  if (text === undefined)
    return {
      k: 'none',
      detail: `the test passes a value that is written there: ${first.text}`,
      isPassed: true,
    };
  if (!isBound(place, text))
    return {
      k: 'none',
      detail: `the test passes \`${text}\`, which is not in scope here`,
      isPassed: true,
    };
  return { k: 'found', text, step: 'test-variable', detail: 'what the test passes' };
}

/**
 * An expression that can be written a second time: a variable, a property, a factory's call without
 * arguments.
 */
function repeatable(uses: TestUses, expr: Expr, written: string): string | undefined {
  if (/^\(*await\b/u.test(written)) return undefined;
  const { file } = uses;
  const { module } = file;
  if (expr.k === 'typed') return repeatable(uses, expr.value, written);
  const call = expr.k === 'call' ? module.calls[expr.call] : undefined;
  const isFactory = call?.kind === 'call' && call.args.length === 0 && isPath(call.callee);
  return isPath(expr) || isFactory ? file.textOf(expr) : undefined;
}

/** The calls that share most of their arguments with an assertion. */
function bestMatching(
  { file }: TestUses,
  near: readonly CallPlan[],
  args: readonly Expr[],
): readonly CallPlan[] {
  const text = file.text;
  const written = new Set(args.map((a) => text.slice(...a.span)));
  const scored = near.map((plan) => ({
    plan,
    score: plan.site.args.filter((a) => written.has(text.slice(...a.span))).length,
  }));
  const most = Math.max(0, ...scored.map((s) => s.score));
  return scored.filter((s) => s.score === most).map((s) => s.plan);
}
