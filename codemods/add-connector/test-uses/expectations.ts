import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';

/** Functions that an assertion starts with; `expect.soft(x)` is one of them. */
const SUBJECT_CALLS: ReadonlySet<string> = new Set(['expect', 'assert', 'when']);
const EXPECT_VARIANTS: ReadonlySet<string> = new Set(['soft', 'poll']);

/** What an assertion speaks of: `x` in `expect(x).not`, `expect(x).to.have.been`, `x.should.have`. */
export function subjectOf(module: ModuleFacts, expr: Expr): Expr | undefined {
  if (expr.k === 'member') return expr.name === 'should' ? expr.object : subjectOf(module, expr.object);
  if (expr.k !== 'call') return undefined;
  const { name = '', args, callee } = module.calls[expr.call];
  if (SUBJECT_CALLS.has(name)) return polled(module, args[0]);
  if (callee.k !== 'member') return undefined;
  const isVariant = EXPECT_VARIANTS.has(name) && callee.object.k === 'name' && callee.object.name === 'expect';
  return isVariant ? polled(module, args[0]) : subjectOf(module, callee.object);
}

/** `expect.poll(() => x)` asks again and again for what the function returns. */
function polled(module: ModuleFacts, expr: Expr | undefined): Expr | undefined {
  return expr?.k === 'function' ? module.functions[expr.fn].returns[0] : expr;
}

/** What an equality compares: `expect(actual).toEqual(wanted)`, `assert.deepEqual(actual, wanted)`. */
export interface Comparison {
  readonly actual: Expr;
  readonly wanted: Expr;
}

/** The sides of a comparison, either of which may be the recorded one. */
export function comparisons(module: ModuleFacts, { callee, args }: CallFact): Comparison[] {
  if (callee.k !== 'member') return args.length >= 2 ? eitherWay(args[0], args[1]) : [];
  const subject = subjectOf(module, callee.object);
  if (subject) return args[0] ? [{ actual: subject, wanted: args[0] }] : [];
  return args.length >= 2 ? eitherWay(args[0], args[1]) : [];
}

function eitherWay(one: Expr, other: Expr): Comparison[] {
  return [
    { actual: one, wanted: other },
    { actual: other, wanted: one },
  ];
}
