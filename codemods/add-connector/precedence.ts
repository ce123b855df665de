import type { TextEdit } from '../../src/edits/text-edits.js';
import type { LedgerEntry } from './ledger.js';

/**
 * The passes that say what becomes of a place. Of two that speak of one place the one further up is
 * believed, whichever came first; what the other would have edited is not edited.
 */
export const PASSES = [
  /** Declarations of the contract's methods. */
  'declaration',
  /** Functions that are given the parameter for a call in them. */
  'caller',
  /** Calls that may run such a function. */
  'possible caller',
  /** What takes whatever it is given. */
  'double',
  'call',
  /** An assertion as a whole knows more than who sees a part of it. */
  'assertion',
  /** A pattern of names that takes recorded arguments knows how many there are. */
  'recorded pattern',
  'recorded part',
  'table row',
  /** A method that is named without a call. */
  'reference',
  /** What is none of these, by its name alone. */
  'look-alike',
  'made member',
  /** What nobody else spoke of. */
  'census',
] as const;

export type Pass = (typeof PASSES)[number];

const RANK: ReadonlyMap<Pass, number> = new Map(PASSES.map((pass, rank) => [pass, rank]));

/** What a pass says of a place. */
export interface Statement {
  readonly pass: Pass;
  readonly entry: LedgerEntry;
  readonly edits: readonly TextEdit[];
}

/** Two statements of one pass on one place that do not agree: a fault of that pass. */
export interface Clash {
  readonly pass: Pass;
  readonly entries: readonly [LedgerEntry, LedgerEntry];
}

/** Which of two statements on one place holds; `clash` where one pass says both. */
export function prevailing(first: Statement, second: Statement): 'first' | 'second' | 'clash' {
  if (first.pass === second.pass) return agree(first, second) ? 'first' : 'clash';
  return (RANK.get(first.pass) ?? 0) < (RANK.get(second.pass) ?? 0) ? 'first' : 'second';
}

/** Whether both come to the same; an array that two calls spread is one place. */
function agree(a: Statement, b: Statement): boolean {
  return (
    a.entry.method === b.entry.method &&
    a.entry.status === b.entry.status &&
    a.entry.value === b.entry.value &&
    a.entry.parameters === b.entry.parameters &&
    a.edits.length === b.edits.length &&
    a.edits.every((edit, i) => {
      const { start, end, text } = b.edits[i];
      return edit.start === start && edit.end === end && edit.text === text;
    })
  );
}

/** What is said of a place where statements of one pass clash: nothing is changed there. */
export function openFor({ entries: [first, second] }: Clash): LedgerEntry {
  const told = ({ status, reason }: LedgerEntry) => `${status} (${reason})`;
  return {
    ...first,
    status: 'open',
    reason: `it can be taken for two things: ${told(first)}, and ${told(second)}`,
    value: undefined,
    parameters: undefined,
  };
}
