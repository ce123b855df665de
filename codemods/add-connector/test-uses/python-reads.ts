import { arrayBehind } from '../../../src/facts/call-forms.js';
import type { Expr, FunctionId } from '../../../src/facts/types.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import { pythonRecordedOf, type PythonRecorded } from './python-recorded.js';
import { pythonPairs } from './python-assertions.js';
import { pickedOutcome } from './recorded-indices.js';
import { ofRecorded } from './recorded-lengths.js';
import { growth } from './spoken-calls.js';
import { enterUse, type Outcome, type TestUses } from './test-uses.js';

/**
 * Moves or lists what a Python test reads of recorded calls, other than to compare it with what it
 * has written down.
 */
export function migratePythonReads(uses: TestUses): void {
  migratePatterns(uses);
  for (const { expr, fn } of reads(uses)) enterRead(uses, expr, fn);
  migrateComparisons(uses);
}

/** The expressions of a file in which something may be read, with what they hold. */
function reads({ file: { module } }: TestUses): { expr: Expr; fn: FunctionId }[] {
  const tops = [
    ...module.calls.flatMap((c) =>
      [...c.args, ...(c.keywords ?? []).map((k) => k.value), c.callee].map((expr) => ({
        expr,
        fn: c.fn,
      })),
    ),
    ...module.comparisons.flatMap(({ sides, fn }) => sides.map((expr) => ({ expr, fn }))),
    ...module.bindings.flatMap(({ values, scope }) =>
      values.map((expr) => ({ expr, fn: module.scopes[scope].fn })),
    ),
    ...module.assignments.map(({ value, fn }) => ({ expr: value, fn })),
    ...module.functions.flatMap(({ returns, id }) => returns.map((expr) => ({ expr, fn: id }))),
  ];
  return tops.flatMap(({ expr, fn }) => within(expr).map((one) => ({ expr: one, fn })));
}

function within(expr: Expr): Expr[] {
  switch (expr.k) {
    case 'member':
      return [expr, ...within(expr.object)];
    case 'element':
      return [expr, ...within(expr.object), ...(expr.key ? within(expr.key) : [])];
    case 'array':
    case 'choice':
      return expr.items.flatMap(within);
    case 'spread':
    case 'typed':
      return within(expr.value);
    default:
      return [expr];
  }
}

/** `double.call_args[0][2]`, `double.call_args.args[1:]`. */
function enterRead(uses: TestUses, expr: Expr, fn: FunctionId): void {
  const { file } = uses;
  if (expr.k !== 'element' && expr.k !== 'member') return;
  const recorded = pythonRecordedOf(file, expr);
  if (!recorded || isOther(recorded)) return;
  const { member, level, index } = recorded;
  if (level === 'argument' && expr.k === 'element' && expr.key && expr.place === undefined) {
    const whole = pythonRecordedOf(file, expr.object);
    if (whole?.level !== 'positional') return;
    const { span } = expr.key;
    const outcome = pickedOutcome(uses, member, fn, { index, span });
    const number =
      outcome?.status === 'migrated' ? String((index ?? 0) + 1 + (member.lead ?? 0)) : undefined;
    const edits =
      number === undefined ? undefined : [{ start: span[0], end: span[1], text: number }];
    if (outcome)
      enterUse('recorded part', uses, member, 'recorded argument', span, {
        ...outcome,
        value: number,
        edits,
      });
  }
  if (level !== 'some') return;
  // What ends before the slot is the same.
  const [, end] =
    /^\s*\[\s*0?\s*:\s*(\d+)\s*\]/u.exec(file.text.slice(expr.span[1], expr.span[1] + 40)) ?? [];
  if (end !== undefined && Number(end) - (member.lead ?? 0) <= member.method.slot) return;
  const outcome = ifGrowing(uses, recorded, fn, 'reads some of the recorded arguments');
  if (outcome) enterUse('recorded part', uses, member, 'recorded arguments', expr.span, outcome);
}

/**
 * `context, volume = double.call_args.args`: there is one more to be taken. Where it stands behind
 * all of them, it is cut off.
 */
function migratePatterns(uses: TestUses): void {
  const { file } = uses;
  const { module } = file;
  const taken = new Map<Expr, { places: number; fn: FunctionId; isOpenEnded: boolean }>();
  for (const { values, scope } of module.bindings) {
    for (const value of values) {
      if (value.k !== 'element' || value.place === undefined) continue;
      const known = taken.get(value.object) ?? {
        places: 0,
        fn: module.scopes[scope].fn,
        isOpenEnded: false,
      };
      // A starred name takes what comes behind those before it.
      const isOpenEnded =
        known.isOpenEnded || /^\s*,\s*\*/u.test(file.text.slice(value.span[1], value.span[1] + 20));
      taken.set(value.object, {
        ...known,
        places: Math.max(known.places, value.place + 1),
        isOpenEnded,
      });
    }
  }
  for (const [object, { places, fn, isOpenEnded }] of taken) {
    const recorded = pythonRecordedOf(file, object);
    if (
      !recorded ||
      (recorded.level !== 'positional' && recorded.level !== 'some') ||
      isOther(recorded)
    )
      continue;
    const slot = recorded.member.method.slot + (recorded.member.lead ?? 0);
    if (isOpenEnded && places <= slot) continue;
    const outcome = ifGrowing(
      uses,
      recorded,
      fn,
      'takes the recorded arguments apart, and there is one more',
    );
    if (!outcome) continue;
    const cut =
      isOpenEnded || growth(uses, recorded.member, fn) !== 'grows'
        ? undefined
        : cutAt(file.text, object, places, slot);
    const made =
      cut &&
      ({
        status: 'migrated',
        reason: 'takes those before the added one',
        value: cut.text,
        edits: [cut],
      } as const);
    enterUse(
      'recorded pattern',
      uses,
      recorded.member,
      'recorded arguments',
      object.span,
      made ?? outcome,
    );
  }
}

/**
 * What lets a pattern take all that stands before the slot: `[:2]` behind a list, `2` in `[1:]`.
 */
function cutAt(
  text: string,
  { k, span: [, end] }: Expr,
  places: number,
  slot: number,
): TextEdit | undefined {
  if (k !== 'member' && !(k === 'element' && text[end - 1] === ']')) return undefined;
  const [slice, start] = /^\[(\d*):\]/u.exec(text.slice(end, end + 20)) ?? [];
  if (slice !== undefined) {
    const at = end + slice.length - 1;
    return Number(start) + places === slot ? { start: at, end: at, text: String(slot) } : undefined;
  }
  return places === slot && !/^\s*\[/u.test(text.slice(end, end + 20))
    ? { start: end, end, text: `[:${slot}]` }
    : undefined;
}

/**
 * `len(double.call_args.args) == 2`, and what is compared with something that is written elsewhere.
 */
function migrateComparisons(uses: TestUses): void {
  const { file } = uses;
  const { module } = file;
  for (const { at, sides } of pythonPairs(file)) {
    for (const [i, side] of sides.entries()) {
      const wanted = sides.at(1 - i);
      const called = side.k === 'call' ? module.calls[side.call] : undefined;
      const counted =
        called?.name === 'len' && called.args.length === 1
          ? pythonRecordedOf(file, called.args[0])
          : undefined;
      if (
        counted?.level === 'positional' &&
        !isOther(counted) &&
        wanted?.k === 'literal' &&
        wanted.type === 'number'
      ) {
        const said = { number: Number(file.textOf(wanted)), span: wanted.span };
        enterUse(
          'recorded part',
          uses,
          counted.member,
          'len',
          at.nameSpan,
          ofRecorded(uses, counted.member, at, said, counted.member.lead ?? 0),
        );
      }
      const recorded = pythonRecordedOf(file, side);
      if (
        !recorded ||
        isOther(recorded) ||
        !wanted ||
        !isElsewhere(wanted) ||
        arrayBehind(module, wanted)?.items.length === 0
      )
        continue;
      if (
        recorded.level !== 'calls' &&
        recorded.level !== 'call' &&
        recorded.level !== 'positional'
      )
        continue;
      const outcome = ifGrowing(
        uses,
        recorded,
        at.fn,
        'what it is compared with is not written here',
      );
      if (outcome)
        enterUse('recorded part', uses, recorded.member, at.name ?? '', at.nameSpan, outcome);
    }
  }
}

/** Whether what is expected may hold arguments that nobody sees here. */
function isElsewhere({ k }: Expr): boolean {
  return k === 'name' || k === 'call' || k === 'element' || k === 'member' || k === 'choice';
}

function ifGrowing(
  uses: TestUses,
  { member }: PythonRecorded,
  fn: FunctionId,
  reason: string,
): Outcome | undefined {
  const grows = growth(uses, member, fn);
  return grows === 'grows' || grows === 'unclear' ? { status: 'open', reason } : undefined;
}

function isOther({ member: { role } }: PythonRecorded): boolean {
  return role === 'unrelated' || role === 'target';
}
