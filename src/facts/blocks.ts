import type { Span } from './types.js';

/**
 * What stands in one function, statement by statement: taken on demand, since few functions are
 * asked about. Plain data, a pure function of the text; joined with {@link ModuleFacts} by spans.
 */
export interface BlockFact {
  /** The function, as its {@link FunctionFact} has it. */
  readonly span: Span;
  /** Each before what stands in it; ids are positions here. */
  readonly statements: readonly StatementFact[];
}

export type StatementId = number;

/**
 * `def`: a function that is declared here, or stands in the statement that it is `closure` of.
 * `case` and `catch` are parts of a `switch` and of a `try`, and hold their own statements.
 */
export type StatementKind =
  | 'expression'
  | 'assign'
  | 'return'
  | 'throw'
  | 'if'
  | 'loop'
  | 'try'
  | 'catch'
  | 'with'
  | 'switch'
  | 'case'
  | 'def'
  | 'break'
  | 'continue'
  | 'empty'
  | 'other';

/** Where in its parent a statement stands. */
export type Branch = 'body' | 'else' | 'catch' | 'finally' | 'case' | 'closure';

/** A name where it is written. */
export interface NameAt {
  readonly name: string;
  readonly span: Span;
}

/** A part of an expression of which only some is evaluated: `known ?? create()`, `a or b`. */
export interface ChoiceFact {
  readonly kind: 'or' | 'and' | 'nullish' | 'conditional';
  readonly span: Span;
  /** What is evaluated in any case. */
  readonly test: Span;
  /** What is evaluated in some: one, or both sides of a conditional. */
  readonly arms: readonly Span[];
}

export interface StatementFact {
  readonly id: StatementId;
  readonly kind: StatementKind;
  /** With all that stands in it. */
  readonly span: Span;
  /** What is evaluated by itself: a condition, what a loop goes through; all of a simple one. */
  readonly head: Span;
  readonly parent: StatementId | -1;
  readonly branch: Branch;
  /** The comments right before it, on lines of their own, up to its start. */
  readonly trivia: Span;
  /** What its head reads, without the functions that stand in it. */
  readonly reads: readonly NameAt[];
  readonly writes: readonly NameAt[];
  /** Names of what it changes without giving it another value: `x.a = 1`, `x.push(1)`. */
  readonly mutates: readonly NameAt[];
  /** Fields of `this` or `self` that it sets, or whose value it changes. */
  readonly selfWrites: readonly NameAt[];
  /** Names from outside that functions in it use. */
  readonly captures: readonly NameAt[];
  /** What it waits for. */
  readonly awaits: readonly Span[];
  readonly choices: readonly ChoiceFact[];
}

/** What the walkers of all languages fill in. */
export interface StatementParts {
  reads: NameAt[];
  writes: NameAt[];
  mutates: NameAt[];
  selfWrites: NameAt[];
  captures: NameAt[];
  awaits: Span[];
  choices: ChoiceFact[];
}

export function noParts(): StatementParts {
  return {
    reads: [],
    writes: [],
    mutates: [],
    selfWrites: [],
    captures: [],
    awaits: [],
    choices: [],
  };
}

/** Names of methods that change the container they are called on, whatever it holds. */
export const MUTATORS: ReadonlySet<string> = new Set([
  'add',
  'append',
  'appendleft',
  'assign',
  'clear',
  'delete',
  'discard',
  'extend',
  'fill',
  'insert',
  'pop',
  'popitem',
  'push',
  'remove',
  'reverse',
  'set',
  'setdefault',
  'shift',
  'sort',
  'splice',
  'unshift',
  'update',
]);

/** Collects the statements of one function in order. */
export class BlockBuilder {
  readonly statements: StatementFact[] = [];

  constructor(
    private readonly text: string,
    /** What a line that is a comment starts with. */
    private readonly comment: RegExp,
  ) {}

  add(
    kind: StatementKind,
    span: Span,
    head: Span,
    at: { readonly parent: StatementId | -1; readonly branch: Branch },
    parts: StatementParts,
  ): StatementId {
    const id = this.statements.length;
    const trivia: Span = [this.commentsBefore(span[0]), span[0]];
    this.statements.push({ id, kind, span, head, ...at, trivia, ...parts });
    return id;
  }

  private commentsBefore(start: number): number {
    let at = this.text.lastIndexOf('\n', start - 1) + 1;
    if (/\S/u.test(this.text.slice(at, start))) return start;
    let first = start;
    while (at > 0) {
      const before = this.text.lastIndexOf('\n', at - 2) + 1;
      const line = this.text.slice(before, at);
      if (!this.comment.test(line)) break;
      first = before + line.search(/\S/u);
      at = before;
    }
    return first;
  }
}
