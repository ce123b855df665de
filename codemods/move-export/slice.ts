import type { StatementFact, StatementId } from '../../src/facts/blocks.js';
import type { BindingId, Span } from '../../src/facts/types.js';
import { within } from '../../src/flow/graph.js';
import { StatementKinds } from './statement-kinds.js';

/** A value that goes from a creation into what stays. */
export interface ValueFlow {
  /** The variable; undefined where the creation is the result. */
  readonly binding: BindingId | undefined;
  readonly name: string;
  readonly from: StatementId;
  readonly at: StatementId;
  /** Other places that the value comes from, where the creation does not run: lookups. */
  readonly others: readonly StatementId[];
  /** The part of the creating statement that is evaluated first: `known` of `known ?? create()`. */
  readonly arm?: Span;
  /** The creation fills a container that is read later. */
  readonly weak: boolean;
}

/** What of a function moves, what is in both, what stays. */
export interface Slice {
  readonly creating: ReadonlySet<StatementId>;
  readonly kept: ReadonlySet<StatementId>;
  readonly last: StatementId;
  /** What stands before the last creation is done. */
  readonly prefix: ReadonlySet<StatementId>;
  readonly moves: ReadonlySet<StatementId>;
  readonly rest: ReadonlySet<StatementId>;
  /** What has no part in it, and where it goes: logging, values that nobody reads. */
  readonly idle: {
    readonly moves: ReadonlySet<StatementId>;
    readonly rest: ReadonlySet<StatementId>;
  };
  readonly flows: readonly ValueFlow[];
  /** Statements that decide by what the creation gave whether others run. */
  readonly outcomes: ReadonlySet<StatementId>;
  /** Guards that only look at what the creation gave, and raise. */
  readonly verdicts: ReadonlySet<StatementId>;
}

/** Cuts a function at its last creation. */
export class Slicer extends StatementKinds {
  slice(): Slice {
    const { creating, kept } = this;
    const last = Math.max(-1, ...creating);
    const prefix = this.prefixOf(last);
    const verdicts = this.verdicts();
    const moves = this.moved(prefix, verdicts);
    const { rest, flows, outcomes } = this.staying(last, prefix, verdicts);
    const idle = this.idle(moves, rest);
    return { idle, creating, kept, last, prefix, moves, rest, flows, outcomes, verdicts };
  }

  /**
   * What nobody needs goes with what it stands in; else it stays, unless it speaks of what moves.
   */
  private idle(moves: ReadonlySet<StatementId>, rest: ReadonlySet<StatementId>): Slice['idle'] {
    const { flow } = this.point;
    const idle = { moves: new Set<StatementId>(), rest: new Set<StatementId>() };
    for (const { id, parent } of this.statements) {
      if (moves.has(id) || rest.has(id)) continue;
      const isIn = (set: 'moves' | 'rest') =>
        parent !== -1 && ((set === 'moves' ? moves : rest).has(parent) || idle[set].has(parent));
      const isAboutIt = [...flow.reads(id).keys()].some((b) =>
        flow.definitions(id, b).some((d) => moves.has(d.at) && !rest.has(d.at)),
      );
      const staysOnly = parent === -1 ? !isAboutIt : isIn('rest');
      if (staysOnly) idle.rest.add(id);
      if (!staysOnly || isIn('moves')) idle.moves.add(id);
    }
    return idle;
  }

  private prefixOf(last: StatementId): Set<StatementId> {
    if (last === -1) return new Set();
    const loops = this.point.flow
      .ancestors(this.statements[last])
      .filter(({ kind }) => kind === 'loop');
    return new Set(
      this.statements
        .filter((s) => s.id <= last || loops.some((l) => within(this.statements, l).includes(s)))
        .map(({ id }) => id),
    );
  }

  /** Guards on what a creation gave, also by way of what is worked out from it alone. */
  private verdicts(): Set<StatementId> {
    const { flow } = this.point;
    const tainted = new Set(this.creating);
    for (const s of this.statements) {
      const { id } = s;
      if (tainted.has(id) || (this.asks(id) && !this.isGuard(s))) continue;
      const isFrom = [...flow.reads(id).keys()].some((b) =>
        flow.definitions(id, b).some((d) => tainted.has(d.at)),
      );
      if (isFrom) tainted.add(id);
    }
    const guards = this.statements.filter((s) => this.isGuard(s) && tainted.has(s.id));
    return new Set(guards.flatMap((g) => within(this.statements, g).map(({ id }) => id)));
  }

  private moved(
    prefix: ReadonlySet<StatementId>,
    verdicts: ReadonlySet<StatementId>,
  ): Set<StatementId> {
    const handlers = new Set(
      this.handlers().flatMap((h) => within(this.statements, h).map(({ id }) => id)),
    );
    const start = this.statements.filter(
      (s) =>
        this.creating.has(s.id) ||
        verdicts.has(s.id) ||
        (prefix.has(s.id) &&
          !this.kept.has(s.id) &&
          (this.hasEffect(s.id) || this.isGuard(s) || this.isCheck(s))) ||
        handlers.has(s.id),
    );
    const moves = new Set<StatementId>();
    const add = (s: StatementFact): void => {
      if (moves.has(s.id)) return;
      moves.add(s.id);
      if (this.isGuard(s)) within(this.statements, s).forEach(add);
      this.needs(s, (d) => {
        add(this.statements[d]);
      });
    };
    start.forEach(add);
    return moves;
  }

  /** Whether what a guard looks at is given by something that may not be done twice. */
  private restsOnEffect(s: StatementFact): boolean {
    const { flow } = this.point;
    return [...flow.reads(s.id).keys()].some((b) =>
      flow.definitions(s.id, b).some(({ at }) => !this.creating.has(at) && this.hasEffect(at)),
    );
  }

  /** Walks what a statement's values come from and what decides whether it runs. */
  private needs(s: StatementFact, visit: (id: StatementId) => void): void {
    const { flow } = this.point;
    for (const binding of flow.reads(s.id).keys())
      for (const { at } of flow.definitions(s.id, binding)) visit(at);
    for (const control of flow.controls(s)) visit(control.id);
  }

  private staying(
    last: StatementId,
    prefix: ReadonlySet<StatementId>,
    verdicts: ReadonlySet<StatementId>,
  ): { rest: Set<StatementId>; flows: ValueFlow[]; outcomes: Set<StatementId> } {
    const { flow } = this.point;
    const rest = new Set<StatementId>();
    const flows = new Map<string, ValueFlow>();
    const outcomes = new Set<StatementId>();
    const handlers = new Set(
      this.handlers().flatMap((h) => within(this.statements, h).map(({ id }) => id)),
    );
    const add = (s: StatementFact): void => {
      if (rest.has(s.id) || verdicts.has(s.id)) return;
      rest.add(s.id);
      if (this.creating.has(s.id)) {
        if (s.kind === 'return') this.result(s, flows);
        return;
      }
      if (this.isGuard(s)) within(this.statements, s).forEach(add);
      for (const [binding, { name }] of flow.reads(s.id)) {
        const all = flow.definitions(s.id, binding);
        // What moves and is not there any more is asked for as what a creation gave.
        const made = all.filter(({ at }) => this.creating.has(at) || verdicts.has(at));
        for (const { at, weak } of made)
          flows.set(`${at}:${binding}`, this.edge(s, binding, name, { at, weak }, all));
        for (const { at } of all) if (!made.some((d) => d.at === at)) add(this.statements[at]);
      }
      const around = flow.ancestors(s);
      for (const control of flow.controls(s)) {
        // What only raises is judged by itself.
        const isPassed = !around.includes(control) && flow.onlyRaises(control);
        if (isPassed || verdicts.has(control.id)) continue;
        if (!this.creating.has(control.id)) add(control);
        else if (!this.isGuard(control)) outcomes.add(control.id);
      }
    };
    for (const s of this.statements) {
      const isLater = s.id > last && !prefix.has(s.id) && !handlers.has(s.id);
      const isStart =
        (s.kind === 'return' && !handlers.has(s.id)) ||
        this.kept.has(s.id) ||
        (isLater && !this.isLog(s.id) && (this.matters(s) || this.isGuard(s) || this.isCheck(s))) ||
        (prefix.has(s.id) && (this.isGuard(s) || this.isCheck(s)) && !this.restsOnEffect(s));
      if (isStart) add(s);
    }
    for (const { at, binding, others } of flows.values())
      if (
        others.length === 0 &&
        binding !== undefined &&
        ['if', 'loop', 'switch'].includes(this.statements[at].kind)
      )
        outcomes.add(at);
    return { rest, flows: [...flows.values()], outcomes };
  }

  /** Whether more becomes of a statement than a value that something else may ask for. */
  private matters({ id, selfWrites }: StatementFact): boolean {
    return (
      selfWrites.length > 0 ||
      this.kindsAt(id).some((k) => k === 'effects' || k === 'undoes' || k === 'fresh')
    );
  }

  private edge(
    { id }: StatementFact,
    binding: BindingId,
    name: string,
    made: { at: StatementId; weak: boolean },
    all: readonly { at: StatementId; weak: boolean }[],
  ): ValueFlow {
    const from = this.statements[made.at];
    const creations = [...this.calls].filter(([, at]) => at === made.at).map(([call]) => call);
    const choice = from.choices.find(({ arms, test }) =>
      creations.every(
        ({ span: [start, end] }) =>
          arms.some((arm) => arm[0] <= start && end <= arm[1]) &&
          !(test[0] <= start && end <= test[1]),
      ),
    );
    return {
      binding,
      name,
      from: made.at,
      at: id,
      others: all.flatMap((d) =>
        d.weak || this.creating.has(d.at) || this.isEmpty(d.at) ? [] : [d.at],
      ),
      ...(choice && { arm: choice.test }),
      weak: made.weak,
    };
  }

  /** `lun = None` looks nothing up. */
  private isEmpty(id: StatementId): boolean {
    const { reads, kind } = this.statements[id];
    return kind === 'assign' && reads.length === 0 && this.point.flow.calls(id).length === 0;
  }

  private result(s: StatementFact, flows: Map<string, ValueFlow>): void {
    const creations = [...this.calls].filter(([, at]) => at === s.id).map(([call]) => call);
    const choice = s.choices.find(({ arms }) =>
      creations.every(({ span: [start, end] }) => arms.some((a) => a[0] <= start && end <= a[1])),
    );
    flows.set(`${s.id}:result`, {
      binding: undefined,
      name: 'the result',
      from: s.id,
      at: s.id,
      others: [],
      ...(choice && { arm: choice.test }),
      weak: false,
    });
  }
}
