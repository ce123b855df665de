import type { StatementFact, StatementId } from '../../src/facts/blocks.js';
import type { CallFact } from '../../src/facts/types.js';
import { within } from '../../src/flow/graph.js';
import type { CallKind, CallKinds } from './call-kinds.js';
import type { SplitPoint } from './split-points.js';

/** What the statements of a function do, as far as a move is concerned. */
export class StatementKinds {
  protected readonly statements: readonly StatementFact[];
  protected readonly creating: Set<StatementId>;
  protected readonly kept: Set<StatementId>;
  protected readonly calls: Map<CallFact, StatementId>;
  private readonly guards = new Map<StatementId, boolean>();

  constructor(
    private readonly kinds: CallKinds,
    readonly point: SplitPoint,
  ) {
    const { flow, creating, kept } = point;
    this.statements = flow.statements;
    const at = (call: CallFact | undefined) => (call ? flow.statementOf(call)?.id : undefined);
    this.creating = new Set(creating.flatMap(([{ call }]) => at(call) ?? []));
    this.kept = new Set(kept.flatMap(([{ call }]) => at(call) ?? []));
    this.calls = new Map(
      creating.flatMap(([{ call }]) => {
        const id = at(call);
        return call && id !== undefined ? [[call, id] as const] : [];
      }),
    );
  }

  /** What the calls of a statement do, creations aside. */
  kindsAt(id: StatementId): CallKind[] {
    const { ctx, flow } = this.point;
    return flow
      .calls(id)
      .filter((c) => !this.isCreation(c))
      .map((c) => this.kinds.kind(ctx, c));
  }

  asks(id: StatementId): boolean {
    const { ctx, flow } = this.point;
    return flow.calls(id).some((c) => !this.isCreation(c) && this.kinds.asks(ctx, c));
  }

  isLog(id: StatementId): boolean {
    const kinds = this.kindsAt(id);
    const { kind, writes } = this.statements[id];
    return (
      kind === 'expression' &&
      writes.length === 0 &&
      kinds.includes('log') &&
      kinds.every((k) => k === 'log' || k === 'pure')
    );
  }

  /** It changes something besides its variables. */
  hasEffect(id: StatementId): boolean {
    const { selfWrites } = this.statements[id];
    if (selfWrites.length > 0) return true;
    return this.kindsAt(id).some((k) => k === 'effects' || k === 'undoes');
  }

  /** It asks and keeps no answer: it waits, or raises where something is not as it should be. */
  isCheck({ id, kind }: StatementFact): boolean {
    return kind === 'expression' && this.kindsAt(id).includes('reads');
  }

  /**
   * A statement that does nothing but raise, or not: what is given a value in it is for the message
   * alone.
   */
  isGuard(s: StatementFact): boolean {
    if (s.kind !== 'if' && s.kind !== 'loop' && s.kind !== 'switch') return false;
    let known = this.guards.get(s.id);
    if (known === undefined)
      this.guards.set(s.id, (known = this.point.flow.onlyRaises(s) && !this.givesValues(s)));
    return known;
  }

  /** Whether anything behind a statement uses what it gives a value, or it changes something. */
  private givesValues(s: StatementFact): boolean {
    const { flow } = this.point;
    const inside = new Set(within(this.statements, s).map(({ id }) => id));
    return [...inside].some(
      (id) =>
        this.creating.has(id) ||
        this.statements[id].selfWrites.length > 0 ||
        flow
          .defines(id)
          .some((binding) =>
            this.statements.some(
              (o) =>
                !inside.has(o.id) &&
                flow.reads(o.id).has(binding) &&
                flow.definitions(o.id, binding).some((d) => d.at === id),
            ),
          ),
    );
  }

  /** What is tried around a creation. */
  tries(): StatementFact[] {
    const { flow } = this.point;
    const found = [...this.creating].flatMap((id) =>
      flow.ancestors(this.statements[id]).filter((a, i, line) => {
        const inner = i === 0 ? this.statements[id] : line[i - 1];
        return a.kind === 'try' && inner.branch === 'body';
      }),
    );
    return [...new Set(found)];
  }

  /** The handlers of what is tried around a creation. */
  handlers(): StatementFact[] {
    const tries = this.tries();
    return this.statements.filter(
      (s) => s.kind === 'catch' && tries.some((t) => t.id === s.parent),
    );
  }

  private isCreation(call: CallFact): boolean {
    return this.calls.has(call) || this.point.kept.some(([hop]) => hop.call === call);
  }
}
