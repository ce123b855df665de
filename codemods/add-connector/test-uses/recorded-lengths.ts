import type { CallFact, Expr, FunctionFact, ModuleFacts, Span } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';
import { comparisons, subjectOf } from './expectations.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { recordedOf } from './recorded.js';
import { growth, moves } from './spoken-calls.js';
import { enterUse, type Outcome, type TestUses } from './test-uses.js';

const LENGTHS = scriptNames('length');
const NUMBERS = scriptNames('number');

/** A number that an assertion says something is long. */
interface SaidLength {
  readonly of: Expr;
  readonly number: number;
  readonly span: Span;
}

/**
 * `expect(double.mock.calls[0]).toHaveLength(2)`, `expect(call.length).toBe(2)`,
 * `expect(driver.createExport).toHaveLength(2)`.
 */
export function lengthAssertion(uses: TestUses, call: CallFact): void {
  const { file } = uses;
  const { module } = file;
  for (const said of saidLengths(module, call, file.text)) {
    const recorded = recordedOf(file, said.of);
    if (recorded && recorded.level !== 'call') return;
    const member = recorded?.member ?? functionNamed(uses, said.of);
    if (!member || member.role === 'unrelated' || member.role === 'target') continue;
    if (recorded?.isFixed)
      enterUse('recorded part', uses, member, call.name ?? '', call.nameSpan, {
        status: 'skipped',
        reason: 'records what the double takes',
      });
    else
      enterUse(
        'recorded part',
        uses,
        member,
        call.name ?? '',
        call.nameSpan,
        recorded
          ? ofRecorded(uses, member, call, said, recorded.lead.length)
          : ofFunction(uses, said),
      );
    return;
  }
}

function saidLengths(module: ModuleFacts, call: CallFact, text: string): SaidLength[] {
  const { name, callee, args } = call;
  const said = (of: Expr, wanted: Expr | undefined): SaidLength[] =>
    wanted?.k === 'literal' && wanted.type === 'number'
      ? [{ of, number: Number(text.slice(...wanted.span)), span: wanted.span }]
      : [];
  if (LENGTHS.has(name) && callee.k === 'member') {
    const subject = subjectOf(module, callee.object);
    return subject ? said(subject, args[0]) : args[0] ? said(args[0], args[1]) : [];
  }
  if (!NUMBERS.has(name)) return [];
  return comparisons(module, call).flatMap(({ actual, wanted }) =>
    actual.k === 'member' && actual.name === 'length' ? said(actual.object, wanted) : [],
  );
}

/** Only the number of arguments that the call had so far is another one now. */
export function ofRecorded(
  uses: TestUses,
  member: NamedMember,
  { fn }: Pick<CallFact, 'fn'>,
  { number, span }: Pick<SaidLength, 'number' | 'span'>,
  lead: number,
): Outcome {
  const { method } = member;
  const { length } = method.spec.parameters;
  const grows = growth(uses, member, fn);
  const count = number - lead;
  const isFull =
    count === length || (count === length + 1 && grows === 'grows' && moves(uses, member, fn));
  if (grows === 'unclear')
    return { status: 'open', reason: 'the call that it counts the arguments of is left open' };
  // Without optional ones the number says by itself what it was written for.
  const isTelling =
    grows === 'untold' && count === length && method.spec.parameters.every((p) => !p.optional);
  if (grows !== 'grows' && !isTelling)
    return { status: 'already', reason: 'the call is not changed' };
  if (isFull) return counted(number + 1, span);
  return count > length
    ? { status: 'already', reason: 'counts it' }
    : {
        status: 'open',
        reason: `counts ${count} of ${length} arguments: the number depends on what the call leaves out`,
      };
}

/** The arity of the function itself. */
function ofFunction(uses: TestUses, { of, number, span }: SaidLength): Outcome {
  const { file, declarations } = uses;
  const { module } = file;
  const { linker, sites } = file.analysis;
  const functions = linker
    .evaluate(module, of)
    .items.flatMap((v) => (v.k === 'function' && v.fact.body !== 'none' ? [v.fact] : []));
  const declared = functions.flatMap((fact) => sites.declarationOf(fact) ?? []);
  if (declared.length === 0)
    return { status: 'skipped', reason: 'its function is not in the tree' };
  const growing = declared.filter((d) => declarations.decisionOf(d)?.k === 'insert');
  if (growing.length === 0) return { status: 'already', reason: 'the function is not changed' };
  const [{ method, fn }] = growing;
  const isOne =
    growing.length === declared.length && growing.every((d) => arity(d.fn) === arity(fn));
  if (!isOne || arity(fn) !== number)
    return { status: 'open', reason: 'it is not clear which function it counts the parameters of' };
  const isCounted =
    method.added?.default === undefined && Math.min(method.slot, fn.params.length) <= arity(fn);
  return isCounted
    ? counted(Math.max(method.slot, number) + 1, span)
    : { status: 'already', reason: 'a parameter with a default is not counted' };
}

function counted(value: number, [start, end]: Span): Outcome {
  return {
    status: 'migrated',
    reason: 'counts one more',
    value: String(value),
    edits: [{ start, end, text: String(value) }],
  };
}

/**
 * What `length` of a function says: its parameters up to the first that has a default or collects
 * the rest.
 */
function arity({ params }: FunctionFact): number {
  const at = params.findIndex((p) => p.default !== undefined || p.rest);
  return at === -1 ? params.length : at;
}

function functionNamed({ file }: TestUses, expr: Expr): NamedMember | undefined {
  return expr.k === 'member' || expr.k === 'name' ? namedMember(file, expr) : undefined;
}
