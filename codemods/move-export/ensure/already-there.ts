import { namesIn } from '../names-in.js';
import { words } from '../../../src/contract/words.js';
import type { StatementFact, StatementId } from '../../../src/facts/blocks.js';
import type { BindingId, CallFact, Span } from '../../../src/facts/types.js';
import type { Flow } from '../../../src/flow/flow.js';
import { within } from '../../../src/flow/graph.js';
import type { Context } from '../../../src/linker/values.js';
import type { CallKinds } from '../call-kinds.js';
import { picksOne, presencesIn, type Presence } from '../../../src/analysis/presence.js';

/** A question whose answer keeps a statement from being run when what it makes is there. */
export interface Guard {
  /** The calls that ask. */
  readonly asked: readonly CallFact[];
  /** The variables that hold the answer. */
  readonly holds: readonly BindingId[];
}

/** How far the answer is followed that a test is about. */
const DEEPEST = 4;

/**
 * Finds in one function what is done only where something is not there yet: `if not mapped: map()`,
 * `known ?? create()`, `for m in mappings: if m.host == host: return m`, `except NotFound: create()`.
 */
export class AlreadyThere {
  /** Words of the parameters that every driver's methods have. */
  private readonly common: ReadonlySet<string>;

  constructor(
    private readonly kinds: CallKinds,
    private readonly ctx: Context,
    private readonly flow: Flow,
  ) {
    this.common = new Set(
      kinds.analysis.roles.methods.flatMap(({ spec, added }) =>
        [...spec.parameters, ...(added ? [added] : [])].flatMap((p) => words(p.name)),
      ),
    );
  }

  /** What keeps a call from being done a second time; undefined where nothing does, or nobody can tell. */
  of(call: CallFact): Guard | undefined {
    const at = this.flow.statementOf(call);
    if (!at) return undefined;
    const guards = [...this.arms(at, call), ...this.branches(at), ...this.exits(at)];
    return guards.find((guard) => this.isAbout(guard, at, call));
  }

  /** What keeps a statement from being run where something is there that is made beside it. */
  keeps(s: StatementFact): Guard | undefined {
    return [...this.branches(s), ...this.exits(s)].find((guard) => this.isAbout(guard, s));
  }

  /** `known ?? create()`; `found if found else create()`. */
  private arms(s: StatementFact, { span }: CallFact): Guard[] {
    return s.choices.flatMap(({ kind, test, arms }) => {
      const arm = arms.findIndex(([start, end]) => start <= span[0] && span[1] <= end);
      if (arm === -1) return [];
      if (kind === 'nullish' || kind === 'or')
        return this.guard(s, [{ isThere: false, span: test }]);
      // Of a conditional the second arm is evaluated where its test fails.
      return this.guard(s, this.presences(test, kind === 'and' || arm === 0));
    });
  }

  private branches(s: StatementFact): Guard[] {
    const line = [s, ...this.flow.ancestors(s)];
    return line.slice(1).flatMap((outer, i) => {
      const { branch } = line[i];
      if (outer.kind === 'if')
        return this.guard(outer, this.presences(outer.head, branch === 'body'));
      return outer.kind === 'catch' ? this.handler(outer) : [];
    });
  }

  /** `except NotFound: create()`: what was tried did not find it. */
  private handler(s: StatementFact): Guard[] {
    const { words: known } = this.kinds;
    const names = namesIn(this.text(s.head));
    if (!names.some((name) => known.isAbsence(name))) return [];
    const tried = this.flow.statements.filter(
      (o) => o.parent === s.parent && o.branch === 'body' && this.flow.calls(o.id).length > 0,
    );
    const asked = tried.flatMap((o) => this.asksAt(o.id));
    const all = tried.flatMap((o) => this.flow.calls(o.id));
    const isAll = all.every((c) => asked.includes(c) || this.kinds.kind(this.ctx, c) === 'pure');
    return asked.length > 0 && isAll
      ? [{ asked, holds: tried.flatMap((o) => this.flow.defines(o.id)) }]
      : [];
  }

  /** `if mapped: return mapped`, before it. */
  private exits(s: StatementFact): Guard[] {
    const around = new Set([-1, ...this.flow.ancestors(s).map(({ id }) => id)]);
    return this.flow.controls(s).flatMap((control) => {
      if (around.has(control.id) || this.flow.onlyRaises(control)) return [];
      return within(this.flow.statements, control).flatMap((inner) =>
        inner.kind === 'if' ? this.leaving(inner, control) : [],
      );
    });
  }

  private leaving(s: StatementFact, control: StatementFact): Guard[] {
    const { statements } = this.flow;
    const last = statements.findLast((o) => o.parent === s.id && o.branch === 'body');
    if (last?.kind !== 'return') return [];
    const line = [s, ...this.flow.ancestors(s)];
    const outer = line.slice(1, line.indexOf(control) + 1);
    const isInLoop =
      outer.length > 0 && outer.every(({ kind }) => kind === 'loop' || kind === 'if');
    if (s !== control && !isInLoop) return [];
    // In a loop it picks one out of many.
    if (s !== control && !picksOne(this.text(s.head))) return [];
    if (s !== control) return this.guard(s, [{ isThere: false, span: s.head }]);
    return this.guard(s, this.presences(s.head, false));
  }

  private presences(span: Span, holds: boolean): Presence[] {
    return presencesIn(this.text(span), span[0], holds);
  }

  /** What a test at a statement asks, of those parts that say that something is not there. */
  private guard(s: StatementFact, presences: readonly Presence[]): Guard[] {
    return presences.flatMap(({ isThere, span }) => {
      if (isThere) return [];
      const isIn = (at: Span) => span[0] <= at[0] && at[1] <= span[1];
      const own = this.asksAt(s.id).filter((call) => isIn(call.span));
      const read = [...this.flow.reads(s.id)].filter(([, at]) => isIn(at.span));
      const from = read.flatMap(([binding]) => this.answers(s.id, binding, DEEPEST));
      const asked = [...own, ...from];
      return asked.length > 0 ? [{ asked, holds: read.map(([binding]) => binding) }] : [];
    });
  }

  /** The calls that ask for what a variable holds; none where it may hold what was not asked for. */
  private answers(at: StatementId, binding: BindingId, depth: number): CallFact[] {
    if (depth === 0) return [];
    const found = this.flow.definitions(at, binding).map((d) => {
      const own = this.asksAt(d.at);
      if (own.length > 0) return own;
      const { reads, kind } = this.flow.statements[d.at];
      // Begun with nothing, it holds what was found.
      if (reads.length === 0) return this.flow.calls(d.at).length === 0 ? [] : undefined;
      if (kind !== 'assign' && kind !== 'loop' && kind !== 'expression') return undefined;
      const read = [...this.flow.reads(d.at).keys()].filter((b) => b !== binding);
      const from = read.flatMap((b) => this.answers(d.at, b, depth - 1));
      return from.length > 0 ? from : undefined;
    });
    return found.every((calls) => calls !== undefined) ? found.flat() : [];
  }

  private asksAt(id: StatementId): CallFact[] {
    return this.flow
      .calls(id)
      .filter((c) => this.kinds.kind(this.ctx, c) === 'reads' && this.kinds.asks(this.ctx, c));
  }

  /**
   * Whether what is asked is whether the thing is there that is made: the answer takes what is made,
   * or both go by the same name, or the question says so.
   */
  private isAbout({ asked, holds }: Guard, s: StatementFact, call?: CallFact): boolean {
    const beside = this.flow.statements.filter(
      (o) => o.id === s.id || (o.parent === s.parent && o.branch === s.branch),
    );
    const isMaking = ({ id }: StatementFact) =>
      this.flow.calls(id).some((c) => this.kinds.kind(this.ctx, c) === 'effects');
    const made = beside.filter(isMaking).flatMap(({ id }) => this.flow.defines(id));
    if (holds.some((binding) => made.includes(binding))) return true;
    const names = asked.flatMap(({ name }) => name ?? []);
    if (names.some((name) => this.kinds.words.asksForPresence(name))) return true;
    const held = holds.map((binding) => this.ctx.module.bindings[binding].name);
    const said = asked.flatMap((c) => literalsOf(c));
    const about = new Set([...names, ...held, ...said].flatMap((name) => this.stems(name)));
    // What is made beside it belongs to it: a host, then its initiators.
    const calls = beside.flatMap(({ id }) => this.flow.calls(id));
    return [...(call ? [call] : []), ...calls].some((c) =>
      this.madeNouns(c).some((w) => about.has(w)),
    );
  }

  private madeNouns(call: CallFact): string[] {
    if (this.kinds.kind(this.ctx, call) !== 'effects') return [];
    return [call.name ?? '', ...literalsOf(call)].flatMap((name) => this.stems(name));
  }

  /** The words of a name that say what it is about, without those that every name of a driver has. */
  private stems(name: string): string[] {
    const { common } = this;
    return words(name)
      .map((w) => stem(w))
      .filter((w) => w.length > 2 && !common.has(w) && !EVERYWHERE.has(w));
  }

  private text([start, end]: Span): string {
    return this.kinds.source.text(this.ctx.module.path)?.slice(start, end) ?? '';
  }
}

/** `mappings`, `mapped` and `map` are about the same. */
function stem(word: string): string {
  return word
    .replace(/s$/u, '')
    .replace(/(?:ping|ped)$/u, 'p')
    .replace(/(?:ing|ed|ment)$/u, '')
    .replace(/pp$/u, 'p');
}

/** What a transport is handed says what it does. */
function literalsOf({ args }: CallFact): string[] {
  return args.flatMap((arg) => (arg.k === 'string' ? [arg.text] : []));
}

/** Words of questions and of what is done, which say nothing of what it is done to. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  'add all any by check create ensure find for from get has info is list make name new not post put query request run send set the to with'.split(
    ' ',
  ),
);
