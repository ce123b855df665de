import type { BlockFact, NameAt, StatementFact, StatementId } from '../facts/blocks.js';
import type { BindingId, CallFact, ModuleFacts } from '../facts/types.js';
import { graphOf, within, type Graph } from './graph.js';

/** A statement that gives a variable its value, or changes what it holds (`weak`). */
export interface Definition {
  readonly at: StatementId;
  readonly weak: boolean;
}

/**
 * How values and control go through one function: its statements joined with the facts of its file.
 * It knows no contract: what a call does, is for others to judge.
 */
export class Flow {
  readonly statements: readonly StatementFact[];
  private readonly graph: Graph;
  private readonly bindings = new Map<number, BindingId>();
  private readonly callsAt: readonly (readonly CallFact[])[];
  private readonly reaching: readonly ReadonlyMap<BindingId, ReadonlySet<StatementId>>[];
  private readonly weak: ReadonlySet<string>;

  /** @param neverReturns whether a call ends by raising, always */
  constructor(
    readonly module: ModuleFacts,
    readonly block: BlockFact,
    neverReturns: (call: CallFact) => boolean = () => false,
  ) {
    this.statements = block.statements;
    for (const [id, binding] of module.bindings.entries()) {
      this.bindings.set(binding.span[0], id);
      for (const use of binding.uses) this.bindings.set(use.span[0], id);
    }
    this.callsAt = this.placeCalls();
    this.raising = this.statements.map(({ id, kind }) =>
      kind === 'expression'
        ? this.callsAt[id].some((call) => isWhole(call, this.statements[id]) && neverReturns(call))
        : false,
    );
    this.graph = graphOf(block, ({ id }) => this.raising[id]);
    this.weak = new Set(
      this.statements.flatMap((s) => this.idsOf(s.mutates).map((b) => `${s.id}:${b}`)),
    );
    this.reaching = this.reach();
  }

  private readonly raising: readonly boolean[];

  /** The statement in whose head a call stands. */
  statementOf(call: CallFact): StatementFact | undefined {
    return this.statements.findLast(
      ({ head: [start, end] }) => start <= call.span[0] && call.span[1] <= end,
    );
  }

  /** The calls in the head of a statement, in source order. */
  calls(id: StatementId): readonly CallFact[] {
    return this.callsAt[id];
  }

  /** The variables that a statement reads, each with the place where it does first. */
  reads(id: StatementId): Map<BindingId, NameAt> {
    const found = new Map<BindingId, NameAt>();
    for (const at of this.statements[id].reads) {
      const binding = this.bindings.get(at.span[0]);
      if (binding !== undefined && !found.has(binding)) found.set(binding, at);
    }
    return found;
  }

  /** The variables that a statement gives a value, or changes. */
  defines(id: StatementId): BindingId[] {
    const { writes, mutates } = this.statements[id];
    return [...new Set(this.idsOf([...writes, ...mutates]))];
  }

  /** What a variable's value may come from where a statement reads it. */
  definitions(id: StatementId, binding: BindingId): Definition[] {
    return [...(this.reaching[id].get(binding) ?? [])]
      .sort((a, b) => a - b)
      .map((at) => ({ at, weak: this.weak.has(`${at}:${binding}`) }));
  }

  /** Whether a statement, or anything in it, may leave the function, or the loop that it is in. */
  exits(s: StatementFact): boolean {
    return this.exitsIn(s).length > 0;
  }

  /** Whether all ways out of the function that stand in a statement raise. */
  onlyRaises(s: StatementFact): boolean {
    const exits = this.exitsIn(s);
    return exits.length > 0 && exits.every(({ id, kind }) => kind === 'throw' || this.raising[id]);
  }

  isRaise({ id, kind }: StatementFact): boolean {
    return kind === 'throw' || this.raising[id];
  }

  private exitsIn(s: StatementFact): StatementFact[] {
    const all = within(this.statements, s);
    return all.filter(
      (one) =>
        (one.kind === 'return' ||
          one.kind === 'break' ||
          one.kind === 'continue' ||
          this.isRaise(one)) &&
        // What leaves a nested function, or a loop that is all in here, leaves no more than that.
        !this.ancestors(one).some(
          (a) =>
            a.id >= s.id &&
            (a.kind === 'def' ||
              ((one.kind === 'break' || one.kind === 'continue') &&
                (a.kind === 'loop' || (a.kind === 'switch' && one.kind === 'break')))),
        ),
    );
  }

  /** What a statement stands in, from the inside. */
  ancestors({ parent }: StatementFact): StatementFact[] {
    const found: StatementFact[] = [];
    for (let at = parent; at !== -1; at = this.statements[at].parent)
      found.push(this.statements[at]);
    return found;
  }

  /** What decides whether a statement runs: what it stands in, and guards before it that may leave. */
  controls(s: StatementFact): StatementFact[] {
    const line = [s, ...this.ancestors(s)];
    const guards = line.flatMap((at) =>
      this.statements.filter(
        (o) =>
          o.id < at.id &&
          o.parent === at.parent &&
          o.branch === at.branch &&
          o.kind !== 'def' &&
          this.exits(o),
      ),
    );
    return [...line.slice(1), ...guards].sort((a, b) => a.id - b.id);
  }

  /** Whether the function itself may end behind a statement without saying so. */
  get ends(): readonly StatementId[] {
    return this.graph.ends;
  }

  bindingAt({ span }: NameAt): BindingId | undefined {
    return this.bindings.get(span[0]);
  }

  private idsOf(names: readonly NameAt[]): BindingId[] {
    return names.flatMap((at) => this.bindings.get(at.span[0]) ?? []);
  }

  private placeCalls(): CallFact[][] {
    const placed: CallFact[][] = this.statements.map(() => []);
    const [start, end] = this.block.span;
    for (const call of this.module.calls) {
      if (call.span[0] < start || call.span[1] > end) continue;
      const at = this.statementOf(call);
      if (at) placed[at.id].push(call);
    }
    return placed;
  }

  private reach(): Map<BindingId, Set<StatementId>>[] {
    const after: Map<BindingId, Set<StatementId>>[] = this.statements.map(() => new Map());
    const reaching: Map<BindingId, Set<StatementId>>[] = this.statements.map(() => new Map());
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (const { id, writes } of this.statements) {
        const into = reaching[id];
        for (const from of this.graph.before[id]) isChanged = merge(after[from], into) || isChanged;
        const strong = new Set(this.idsOf(writes));
        const out = after[id];
        for (const [binding, defs] of into)
          if (!strong.has(binding)) isChanged = merge(new Map([[binding, defs]]), out) || isChanged;
        for (const binding of this.defines(id))
          isChanged = merge(new Map([[binding, new Set([id])]]), out) || isChanged;
      }
    }
    return reaching;
  }
}

function isWhole(call: CallFact, { span }: StatementFact): boolean {
  return call.isStatement || (call.span[0] === span[0] && call.span[1] >= span[1] - 1);
}

function merge(
  from: ReadonlyMap<BindingId, ReadonlySet<StatementId>>,
  into: Map<BindingId, Set<StatementId>>,
): boolean {
  let isChanged = false;
  for (const [binding, defs] of from) {
    let known = into.get(binding);
    if (!known) into.set(binding, (known = new Set()));
    for (const def of defs) {
      if (known.has(def)) continue;
      known.add(def);
      isChanged = true;
    }
  }
  return isChanged;
}
