import { namesIn } from './names-in.js';
import type { StatementFact, StatementId } from '../../src/facts/blocks.js';
import type { CallFact } from '../../src/facts/types.js';
import { within } from '../../src/flow/graph.js';
import { positionAt } from '../../src/facts/text.js';
import type { CallKinds } from './call-kinds.js';
import type { Lookups } from './lookups.js';
import { together, type JudgedFlow } from './judged-flows.js';
import type { Reason, ReasonData, ReasonId } from './reasons.js';
import type { Slice, Slicer, ValueFlow } from './slice.js';
import type { Chain, SplitPoint } from './split-points.js';

/** What one function's own statements say of a move: conditions P1 to P10. */
export class Conditions {
  readonly reasons: Reason[] = [];
  private readonly statements: readonly StatementFact[];

  constructor(
    private readonly kinds: CallKinds,
    private readonly point: SplitPoint,
    private readonly slicer: Slicer,
    private readonly slice: Slice,
    private readonly lookups: Lookups,
    /** What the method that creates is called. */
    private readonly creates: string,
  ) {
    this.statements = point.flow.statements;
  }

  /** @returns the flows, judged; the reasons are in `reasons` */
  judge(): JudgedFlow[] {
    const flows = this.slice.flows.map((flow) => this.judged(flow));
    for (const flow of together(flows)) this.flow(flow);
    for (const id of this.slice.outcomes) this.say('outcome', id);
    this.filled();
    this.repeated();
    this.before();
    this.after();
    this.handlers();
    this.verified();
    this.floating();
    this.raised();
    return flows;
  }

  private judged(flow: ValueFlow): JudgedFlow {
    const chain = this.chainAt(flow.from);
    const { display } = chain[chain.length - 1];
    return {
      ...flow,
      creator: chain[0].display === display ? display : `${chain[0].display} (${display})`,
      lookups: flow.others.length > 0 || flow.arm ? [] : this.lookups.of(chain, flow.name),
      isSecret: this.kinds.words.isSecret(flow.name),
    };
  }

  private chainAt(id: StatementId): Chain {
    const { flow, creating } = this.point;
    const found = creating.find(([{ call }]) => call && flow.statementOf(call)?.id === id);
    return found ?? creating[0];
  }

  private flow(flow: JudgedFlow): void {
    const { creator, from, lookups, others, arm, weak, isSecret } = flow;
    const name =
      flow.binding === undefined ? flow.name : `\`${flow.name.replaceAll(', ', '`, `')}\``;
    const shown = lookups.map((l) => `${l.name} (${l.place})`).join(', ');
    const data = { name, creator, lookups: shown && `May read it: ${shown}.` };
    const isInLoop = this.point.flow
      .ancestors(this.statements[from])
      .some(({ kind, id }) => kind === 'loop' && !this.isInside(flow.at, id));
    if (weak) this.say('filled', from, data);
    else if (isSecret) this.say('secret', from, data);
    else if (others.length > 0 || arm) this.say('missing', from, data);
    else if (isInLoop) this.say('loop', from, data);
    else if (lookups.length === 0) this.say('unreadable', from, data);
    else this.say(lookups.some((l) => l.isKeyed) ? 'flow' : 'unkeyed', from, data);
  }

  private isInside(id: StatementId, outer: StatementId): boolean {
    return within(this.statements, this.statements[outer]).some((s) => s.id === id);
  }

  /** P8: what a creating call is handed, and fills. */
  private filled(): void {
    const { flow, ctx, creating } = this.point;
    for (const [{ call }] of creating) {
      const at = call && flow.statementOf(call);
      if (!call || !at) continue;
      const filled = this.kinds.fills(ctx, call).flatMap((i) => {
        const arg = call.args.at(i);
        return arg?.k === 'name' && arg.binding !== -1 ? [arg] : [];
      });
      for (const { binding, name } of filled)
        if ([...this.slice.rest].some((id) => flow.reads(id).has(binding)))
          this.say('filled', at.id, { name: `\`${name}\`` });
      if (this.kinds.setsFields(ctx, call)) this.say('field', at.id, { name: 'a field' });
    }
  }

  /** P2: what is in both must give the same both times. */
  private repeated(): void {
    for (const id of this.copied())
      if (this.slicer.kindsAt(id).includes('fresh')) this.say('fresh', id);
  }

  private copied(): StatementId[] {
    const { moves, rest, creating } = this.slice;
    return [...moves].filter((id) => rest.has(id) && !creating.has(id)).sort((a, b) => a - b);
  }

  /** P3 and P4: what stands before the last creation. */
  private before(): void {
    const { prefix, creating, kept, rest, verdicts } = this.slice;
    const handled = this.inHandlers();
    for (const id of [...prefix].sort((a, b) => a - b)) {
      const s = this.statements[id];
      if (kept.has(id) || handled.has(id) || this.isInRaisingGuard(s)) continue;
      const [field] = s.selfWrites;
      if (s.selfWrites.length > 0) this.say('field', id, { name: `\`${field.name}\`` });
      else if (this.slicer.hasEffect(id)) this.say(this.goesAlong(id) ? 'along' : 'effect', id);
      if (s.kind === 'with' && !this.isLock(s) && this.hasCreation(s)) this.say('held', id);
      if (s.kind === 'catch' || creating.has(id) || verdicts.has(id)) continue;
      const kinds = this.slicer.kindsAt(id);
      if (kinds.includes('effects') || kinds.includes('fresh')) continue;
      // It is read again where what it gave is else created.
      if (this.slice.flows.some((f) => f.others.includes(id))) continue;
      if (rest.has(id) && this.slicer.asks(id) && this.isUsedInRest(id)) this.say('before', id);
    }
  }

  /**
   * Whether an effect may go with the creation: what stays uses nothing of it, it leaves nothing in a
   * field, and it begins nothing that has to be ended.
   */
  private goesAlong(id: StatementId): boolean {
    const { flow, ctx } = this.point;
    const { rest } = this.slice;
    if (rest.has(id)) return false;
    const used = flow
      .defines(id)
      .some((binding) =>
        [...rest].some((user) => flow.definitions(user, binding).some((d) => d.at === id)),
      );
    const calls = flow.calls(id).filter((c) => this.kinds.kind(ctx, c) === 'effects');
    return (
      !used &&
      calls.length > 0 &&
      !this.slicer.kindsAt(id).includes('undoes') &&
      calls.every((c) => this.isPlain(c)) &&
      !calls.some((c) => this.kinds.words.isSession(c.name ?? '') || c.callee.k === 'super')
    );
  }

  /** What a call does is said by its name, and it leaves nothing in a field. */
  private isPlain(call: CallFact): boolean {
    const { vocabulary } = this.kinds.analysis.reach;
    return (
      call.name !== undefined &&
      !vocabulary.isTransport(call.name) &&
      !this.kinds.setsFields(this.point.ctx, call)
    );
  }

  /** Whether a value is in what stays otherwise than for guards that raise, or to be read again. */
  private isUsedInRest(id: StatementId): boolean {
    const { flow } = this.point;
    const { rest, last, moves } = this.slice;
    return flow.defines(id).some((binding) =>
      [...rest].some((user) => {
        if (user === id || !flow.reads(user).has(binding)) return false;
        if (!flow.definitions(user, binding).some((d) => d.at === id)) return false;
        const s = this.statements[user];
        if (this.slicer.isGuard(s) || this.isInRaisingGuard(s)) return false;
        // Where it only decides whether to create, it may be asked again.
        const onlyDecides =
          s.kind === 'if' && user <= last && moves.has(user) && this.hasCreation(s);
        return !onlyDecides;
      }),
    );
  }

  private hasCreation(s: StatementFact): boolean {
    return within(this.statements, s).some(({ id }) => this.slice.creating.has(id));
  }

  private isInRaisingGuard(s: StatementFact): boolean {
    return this.point.flow.ancestors(s).some((a) => this.slicer.isGuard(a));
  }

  /** P3 behind the creation. */
  private after(): void {
    const { rest, prefix, kept } = this.slice;
    for (const id of [...rest].sort((a, b) => a - b)) {
      const s = this.statements[id];
      if (prefix.has(id) || kept.has(id) || this.isInRaisingGuard(s)) continue;
      if (s.selfWrites.length > 0 || this.slicer.hasEffect(id)) this.say('after', id);
      else if (this.slicer.kindsAt(id).includes('fresh')) this.say('fresh', id);
    }
  }

  private inHandlers(): Set<StatementId> {
    const all = this.slicer.handlers().flatMap((h) => within(this.statements, h));
    return new Set(all.map(({ id }) => id));
  }

  /** P10: what is tried around a creation. */
  private handlers(): void {
    for (const handler of this.slicer.handlers()) {
      const inside = within(this.statements, handler).slice(1);
      const undoing = inside.find(({ id }) => this.undoes(id) || this.slicer.hasEffect(id));
      const { flow } = this.point;
      const body = inside.filter((s) => s.parent === handler.id);
      const last = body.at(-1);
      const raises = last !== undefined && (flow.isRaise(last) || this.raisesAlways(last));
      if (undoing) this.say('undo', undoing.id);
      else if (!raises) this.say('swallow', handler.id);
    }
    for (const { id } of this.slicer.tries()) {
      const behind = this.statements.find((s) => s.parent === id && s.branch === 'finally');
      if (behind) this.say('finally', behind.id);
    }
  }

  private undoes(id: StatementId): boolean {
    return this.slicer.kindsAt(id).includes('undoes');
  }

  /** `with save_and_reraise_exception():` raises when its block is done. */
  private raisesAlways(s: StatementFact): boolean {
    const text = this.text(s.head);
    return s.kind === 'with' && /reraise/u.test(text);
  }

  /** P5: something that stays asks after the creation, and raises where the answer is empty. */
  private verified(): void {
    const { flow } = this.point;
    const { rest, last } = this.slice;
    const asked = [...rest].filter(
      (id) => (id > last || this.slicer.isCheck(this.statements[id])) && this.slicer.asks(id),
    );
    const guards = [...rest].map((id) => this.statements[id]).filter((s) => this.slicer.isGuard(s));
    const isTested = guards.some(
      (g) =>
        g.id > last &&
        (this.slicer.asks(g.id) ||
          [...flow.reads(g.id).keys()].some((b) =>
            flow.definitions(g.id, b).some((d) => asked.includes(d.at)),
          )),
    );
    if (isTested) return;
    const [first] = asked.sort((a, b) => a - b);
    this.say('unverified', first ?? Math.max(last, 0), {
      looked: first === undefined ? 'It asks nothing.' : `It asks: ${this.line(first)}`,
    });
  }

  /** P13: what may come out of what moves. */
  private raised(): void {
    const thrown = [...this.slice.moves]
      .map((id) => this.statements[id])
      .filter(({ kind }) => kind === 'throw');
    const names = thrown.flatMap(
      ({ span }) => /^(?:raise|throw)\s+(?:new\s+)?([\w.]+)/u.exec(this.text(span))?.[1] ?? [],
    );
    const [first] = thrown;
    if (names.length > 0) this.say('raises', first.id, { names: [...new Set(names)].join(', ') });
  }

  /** TypeScript: a creation that nobody waits for. */
  private floating(): void {
    const { flow, ctx, creating } = this.point;
    if (ctx.module.language === 'python') return;
    for (const [{ call, target }] of creating) {
      const at = call && flow.statementOf(call);
      if (!call || !at || at.kind !== 'expression' || target?.fact.isAsync === false) continue;
      const line = [at, ...flow.ancestors(at)];
      const isAwaited = line.some((s) =>
        s.awaits.some(([start, end]) => start <= call.span[0] && call.span[1] <= end),
      );
      if (!isAwaited && call.isStatement) this.say('floating', at.id);
    }
  }

  private isLock({ head }: StatementFact): boolean {
    const names = namesIn(this.text(head));
    return names.some((name) => this.kinds.words.isLock(name));
  }

  private text(span: readonly [number, number]): string {
    return this.kinds.source.text(this.point.ctx.module.path)?.slice(...span) ?? '';
  }

  /** A statement's first line, with its number. */
  line(id: StatementId): string {
    const { kind, head, span } = this.statements[id];
    const [first] = this.text([kind === 'if' ? span[0] : head[0], span[1]]).split('\n');
    return `${this.number(id)}: ${first.trim()}`;
  }

  private number(id: StatementId): number {
    const { module } = this.point.ctx;
    return positionAt(module.lineStarts, this.statements[id].head[0]).line;
  }

  private say(id: ReasonId, at: StatementId, data: ReasonData = {}): void {
    const { module } = this.point.ctx;
    const reason: Reason = {
      id,
      file: this.kinds.analysis.relative(module.path),
      line: this.number(at),
      data: { text: this.line(at), creates: this.creates, ...data },
    };
    const isKnown = this.reasons.some(
      (r) => r.id === id && r.line === reason.line && r.data.name === reason.data.name,
    );
    if (!isKnown) this.reasons.push(reason);
  }
}
