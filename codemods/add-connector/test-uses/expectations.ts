import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';

const SUBJECTS = scriptNames('subject');
const VARIED = scriptNames('variedSubject');
const VARIANTS = scriptNames('subjectVariant');
const FIELDS = scriptNames('subjectField');

/**
 * What an assertion speaks of: `x` in `expect(x).not`, `expect(x).to.have.been`, `x.should.have`.
 */
export function subjectOf(module: ModuleFacts, expr: Expr): Expr | undefined {
  if (expr.k === 'member')
    return FIELDS.has(expr.name) ? expr.object : subjectOf(module, expr.object);
  if (expr.k !== 'call') return undefined;
  const { name, args, callee } = module.calls[expr.call];
  if (SUBJECTS.has(name)) return polled(module, args[0]);
  if (callee.k !== 'member') return undefined;
  const isVariant =
    VARIANTS.has(name) && callee.object.k === 'name' && VARIED.has(callee.object.name);
  return isVariant ? polled(module, args[0]) : subjectOf(module, callee.object);
}

/** `expect.poll(() => x)` asks again and again for what the function returns. */
function polled(module: ModuleFacts, expr: Expr | undefined): Expr | undefined {
  return expr?.k === 'function' ? module.functions[expr.fn].returns[0] : expr;
}

/**
 * What an equality compares: `expect(actual).toEqual(wanted)`, `assert.deepEqual(actual, wanted)`.
 */
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
