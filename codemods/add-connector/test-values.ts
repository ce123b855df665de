import type { FoundValue, ValuePlace } from '../../src/analysis/argument-values.js';
import { visibleBindings } from '../../src/analysis/scopes.js';
import type { CallFact, Expr } from '../../src/facts/types.js';
import { orDefault, type CallPlan } from './calls.js';
import type { NamedMember } from './members.js';
import { nearCalls, type TestUses } from './test-uses.js';

/** Which of a test's calls an assertion speaks of: the first is 1. */
export interface Which {
  readonly nth: number;
}

/** The value that an assertion about a recorded call expects: what the test itself passes, else as for a call. */
export function expectedValue(uses: TestUses, member: NamedMember, call: CallFact, args: readonly Expr[], which?: Which): FoundValue {
  const { migration, module } = uses;
  const { method, receiver } = member;
  const place: ValuePlace = { module, method, args, receiver, fn: call.fn, scope: call.scope, span: call.span, enclosing: undefined };
  return passedInTest(uses, place, which) ?? orDefault(migration.values.find(place, migration.text(module)), method, module, args.length);
}

/** What the nearest calls of the method in the same test pass, or are about to: those with the same arguments before others. */
function passedInTest(uses: TestUses, place: ValuePlace, which: Which | undefined): FoundValue | undefined {
  const near = nearCalls(uses, place.method, place.receiver, place.fn);
  const best = bestMatching(uses, near, place.args);
  const counted = which && near.length >= which.nth ? near[which.nth - 1] : undefined;
  const texts = new Set(best.map((p) => p.value));
  const chosen = texts.size > 1 && counted && best.includes(counted) ? [counted] : texts.size === 1 ? best : [];
  const [plan] = chosen;
  if (!plan) return undefined;
  if (plan.value === undefined) return plan.status === 'open' ? { k: 'none', detail: plan.reason } : undefined;
  return isBound(place, plan.value) ? { k: 'found', text: plan.value, reason: 'test-variable', detail: 'what the test passes' } : undefined;
}

/** The calls that share most of their arguments with an assertion. */
function bestMatching({ migration, module }: TestUses, near: readonly CallPlan[], args: readonly Expr[]): readonly CallPlan[] {
  const text = migration.text(module);
  const written = new Set(args.map((a) => text.slice(...a.span)));
  const scored = near.map((plan) => ({ plan, score: plan.site.args.filter((a) => written.has(text.slice(...a.span))).length }));
  const most = Math.max(0, ...scored.map((s) => s.score));
  return scored.filter((s) => s.score === most).map((s) => s.plan);
}

function isBound({ module, scope, span }: ValuePlace, text: string): boolean {
  const root = /^[\w$]+/u.exec(text)?.[0];
  return (
    root === undefined ||
    root === 'this' ||
    visibleBindings(module, scope, span).some((b) => b.name === root) ||
    !module.bindings.some((b) => b.name === root)
  );
}
