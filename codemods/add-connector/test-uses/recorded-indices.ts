import type { FunctionId, ModuleFacts, Span } from '../../../src/facts/types.js';
import { eitherOf, scriptNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { recordedOf } from './recorded.js';
import type { Recorded } from './recorders.js';
import { growth, moves } from './spoken-calls.js';
import { enterUse, type Outcome, type TestUses } from './test-uses.js';

/**
 * A place behind which a recorded argument may be picked: `double.mock.calls`, a variable that
 * holds one call.
 */
interface Holder {
  readonly recorded: Recorded;
  readonly end: number;
  readonly fn: FunctionId;
}

/** An argument that is picked by its place. */
export interface Picked {
  readonly index: number | undefined;
  /** The number, or the word that picks. */
  readonly span: Span;
}

/** What a holder is called for that is a call: jasmine's, and copies. */
const ASKED = scriptNames('picked');
const FIRST = scriptNames('firstArgument');
const ENDS = eitherOf(FIRST, scriptNames('lastArgument'));
const HELD = eitherOf(
  scriptNames('recordedCalls'),
  scriptNames('recordedLastCall'),
  scriptNames('argumentLists'),
  scriptNames('callArguments'),
);

/**
 * Moves what reads a recorded argument at or behind the slot: `double.mock.calls[0][2]`, `const [,
 * volume] = call`.
 */
export function migrateIndices(uses: TestUses): void {
  const seen = new Set<number>();
  for (const { recorded, end, fn } of holders(uses)) {
    const { member, level, lead } = recorded;
    if (member.role === 'unrelated' || member.role === 'target' || recorded.isFixed) continue;
    const picked = pickedBehind(uses.file.text, end, level);
    if (!picked || seen.has(picked.span[0])) continue;
    seen.add(picked.span[0]);
    const outcome = pickedOutcome(uses, member, fn, picked, lead.length);
    if (outcome) enterUse('recorded part', uses, member, 'recorded argument', picked.span, outcome);
  }
  migratePatterns(uses);
  enterEnds(uses);
}

function holders({ file }: TestUses): Holder[] {
  const { module } = file;
  const read = module.references.flatMap(({ object, name, nameSpan, fn }): Holder[] => {
    if (!HELD.has(name)) return [];
    const recorded = recordedOf(file, {
      k: 'member',
      object,
      name,
      nameSpan,
      span: [object.span[0], nameSpan[1]],
    });
    return recorded ? [{ recorded, end: nameSpan[1], fn }] : [];
  });
  const bound = module.bindings.flatMap((binding, id): Holder[] => {
    if (binding.values.length !== 1) return [];
    const recorded = recordedOf(file, {
      k: 'name',
      name: binding.name,
      binding: id,
      span: binding.span,
    });
    return recorded
      ? binding.uses.map(({ span }) => ({
          recorded,
          end: span[1],
          fn: functionAt(module, span[0]),
        }))
      : [];
  });
  const asked = module.calls.flatMap(({ id, name, span, fn }): Holder[] => {
    const recorded = ASKED.has(name) ? recordedOf(file, { k: 'call', call: id, span }) : undefined;
    return recorded ? [{ recorded, end: span[1], fn }] : [];
  });
  return [...read, ...bound, ...asked].filter(({ recorded }) => recorded.level !== 'argument');
}

/** The innermost function around a place. */
function functionAt(module: ModuleFacts, at: number): FunctionId {
  let found = 0;
  for (const { id, span } of module.functions)
    if (span[0] <= at && at < span[1] && span[0] >= module.functions[found].span[0]) found = id;
  return found;
}

const SKIPPED = /(?:\s|!(?!=)|\?(?=\.)|\.(?=\[))*/uy;
const INDEX = /\[\s*(\d+)\s*\]/uy;
const AT = /\.\s*at\(\s*(-?\d+)\s*\)/uy;
const SOME = /\.(?:slice|filter)\([^()]*\)/uy;
const ONE = /\[[^\]]*\]|\.(?:pop|shift)\(\)/uy;
const ARGUMENTS = /\.(?:arguments|args)\b/uy;
const LAST = /\.(?:pop|findLast|reverse|toReversed|slice|splice)\b/uy;

/** What is picked behind a place in the text: `[0][2]`, `.at(-1)?.[2]`, `[0].arguments[2]`. */
function pickedBehind(text: string, end: number, level: Recorded['level']): Picked | undefined {
  const take = (pattern: RegExp, from: number): RegExpExecArray | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(text) ?? undefined;
  };
  for (let at = end, of = level; ;) {
    at += take(SKIPPED, at)?.[0].length ?? 0;
    if (of === 'calls') {
      const some = take(SOME, at);
      const one = some ?? take(INDEX, at) ?? take(AT, at) ?? take(ONE, at);
      if (!one) return undefined;
      if (!some) of = 'call';
      at += one[0].length;
      continue;
    }
    const inner = take(ARGUMENTS, at);
    if (inner) {
      at += inner[0].length;
      continue;
    }
    const index = take(INDEX, at) ?? take(AT, at);
    if (index) {
      const start = at + index[0].lastIndexOf(index[1]);
      return { index: Number(index[1]), span: [start, start + index[1].length] };
    }
    const other = take(LAST, at) ?? take(ONE, at);
    return other && { index: undefined, span: [at, at + other[0].length] };
  }
}

/** What becomes of one that is picked; nothing where it stands before the slot. */
export function pickedOutcome(
  uses: TestUses,
  member: NamedMember,
  fn: FunctionId,
  { index, span }: Picked,
  lead = 0,
): Outcome | undefined {
  const { slot, spec } = member.method;
  const place = index === undefined ? NaN : index < 0 ? index : index - lead;
  if (place >= 0 && place < slot) return undefined;
  const grows = growth(uses, member, fn);
  if (grows === 'grown' || grows === 'untold')
    return { status: 'already', reason: 'the call is not changed' };
  if (Number.isNaN(place))
    return { status: 'open', reason: 'which argument it reads is not written' };
  if (place < 0) return { status: 'open', reason: 'counts from the end of the arguments' };
  if (place >= spec.parameters.length && !(grows === 'grows' && moves(uses, member, fn)))
    return { status: 'already', reason: 'reads what is added' };
  if (grows === 'unclear')
    return { status: 'open', reason: 'the call that it reads an argument of is left open' };
  const text = String((index ?? 0) + 1);
  return {
    status: 'migrated',
    reason: 'one place further on',
    value: text,
    edits: [{ start: span[0], end: span[1], text }],
  };
}

/**
 * `spy.lastArg` and `call.firstArg` are another argument once something stands behind or before it.
 */
function enterEnds(uses: TestUses): void {
  const { file } = uses;
  const { module } = file;
  for (const { object, name, nameSpan, fn } of module.references) {
    if (!ENDS.has(name)) continue;
    const recorded = recordedOf(file, object);
    const member =
      namedMember(file, object) ?? (recorded?.level === 'call' ? recorded.member : undefined);
    if (!member || member.role === 'unrelated' || member.role === 'target') continue;
    const { slot, spec } = member.method;
    if (FIRST.has(name) ? slot > 0 : slot < spec.parameters.length) continue;
    const grows = growth(uses, member, fn);
    const isSame = grows === 'grown' || grows === 'untold';
    const what = FIRST.has(name) ? 'first' : 'last';
    enterUse('recorded part', uses, member, name, nameSpan, {
      status: isSame ? 'already' : 'open',
      reason: isSame
        ? 'the call is not changed'
        : `reads the ${what} argument, which is the added one now`,
    });
  }
}

/**
 * `const [context, volume] = double.mock.calls[0]`: what stands at or behind the slot is taken one
 * place further on.
 */
function migratePatterns(uses: TestUses): void {
  const { file } = uses;
  const { module } = file;
  const text = file.text;
  for (const { values, span } of module.bindings) {
    const [value] = values;
    if (values.length !== 1 || value.k !== 'element' || value.key) continue;
    const recorded = recordedOf(file, value.object);
    if (
      recorded?.level !== 'call' ||
      recorded.isFixed ||
      recorded.member.role === 'unrelated' ||
      recorded.member.role === 'target'
    )
      continue;
    const { member, lead } = recorded;
    const at = member.method.slot + lead.length;
    // Each of its names leads here; the one in the slot speaks for all.
    if (elementsBefore(text, span[0]) !== at) continue;
    const outcome = pickedOutcome(
      uses,
      member,
      functionAt(module, span[0]),
      { index: at, span },
      lead.length,
    );
    if (!outcome) continue;
    // A hole takes the place of the new one.
    const edits = [{ start: span[0], end: span[0], text: ', ' }];
    enterUse(
      'recorded part',
      uses,
      member,
      'recorded arguments',
      span,
      outcome.status === 'migrated' ? { ...outcome, value: undefined, edits } : outcome,
    );
  }
}

/**
 * How many elements of an array pattern stand before a name in it; undefined where they are no
 * plain names.
 */
function elementsBefore(text: string, at: number): number | undefined {
  let before = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (text[i] === '[') return before;
    if (text[i] === ',') before++;
    else if (!/[\w$\s]/u.test(text[i])) return undefined;
  }
  return undefined;
}
