import { namesIn } from './names-in.js';
import { listsOf, gainsOf } from '../../src/contract/steps.js';
import { meansParameter } from '../../src/contract/words.js';
import { creatorName } from '../../src/analysis/creator-name.js';
import { nameIn, type ContractMethod } from '../../src/analysis/signatures.js';
import type { Hop } from '../../src/effects/effect-edges.js';
import type { StatementFact } from '../../src/facts/blocks.js';
import type { Flow } from '../../src/flow/flow.js';
import { positionAt } from '../../src/facts/text.js';
import type { FunctionFact, ModuleFacts } from '../../src/facts/types.js';
import { classLabel, functionLabel, type Context } from '../../src/linker/values.js';
import type { CallKinds } from './call-kinds.js';
import type { Lookups } from './lookups.js';
import type { Reason, ReasonData, ReasonId } from './reasons.js';
import type { SplitPoint } from './split-points.js';

/** What the methods around a split say of a move: P9 and P11 to P16. */
export class Surroundings {
  readonly reasons: Reason[] = [];
  /** The method that creates runs all of these creators already. */
  isAlready = false;
  private readonly creates: string;

  constructor(
    private readonly kinds: CallKinds,
    private readonly point: SplitPoint,
    private readonly lookups: Lookups,
    private readonly isTest: (file: string) => boolean,
  ) {
    const [{ reader }] = point.roots;
    const pair = kinds.words.pairOf(reader.name);
    this.creates = nameIn(pair?.creates ?? 'the creating method', point.ctx.module.language);
  }

  judge(): void {
    for (const creates of this.creators()) this.creating(creates);
    this.wrappers();
    this.locks();
    this.callers();
    this.terminating();
    this.repeating();
    this.several();
    for (const chain of this.point.kept)
      this.say('zoning', chain[0].module, chain[0].span[0], { text: chain[0].display });
    if (!this.isAlready && this.point.creating.length > 0) this.sayAt('nothing', {});
  }

  /** The bodies of the creating method that the roots have, drivers before what they delegate to. */
  private creators(): Context[] {
    const { exports, roles } = this.kinds.analysis;
    const drivers = this.point.roots.filter(({ cls }) => roles.roleOf(cls.fact) === 'driver');
    const found = (drivers.length > 0 ? drivers : this.point.roots).flatMap(({ cls, reader }) => {
      const method = this.methodOf(reader);
      const body = method && exports.bodyOf(cls, method);
      if (method && !body && drivers.length > 0) this.sayAt('unsettled', {});
      return body ? [body] : [];
    });
    return [...new Map(found.map((ctx) => [ctx.fact, ctx])).values()];
  }

  private methodOf(reader: ContractMethod): ContractMethod | undefined {
    const { words, analysis } = this.kinds;
    return words.creatorFor(reader.name, analysis.roles.methods);
  }

  /** P11: what the creating method takes, and does already. */
  private creating(ctx: Context): void {
    const { exports, reach } = this.kinds.analysis;
    const [{ reader }] = this.point.roots;
    const method = this.methodOf(reader);
    if (!method) return;
    const place = this.place(ctx.module, ctx.fact.nameSpan[0]);
    this.slot(ctx, method);
    const run = reach.effects.creatingCalls(ctx).flatMap((chain) => this.creatorOf(chain));
    const here = this.point.creating.map((chain) => this.creatorOf(chain));
    const isOwn = this.point.creating.every((chain) =>
      this.kinds.analysis.reach.judgements.isCreatingMethod(chain.at(-1)?.call?.name),
    );
    const shared = isOwn ? here : here.filter((creator) => run.includes(creator));
    if (here.length > 0 && shared.length === here.length) {
      this.isAlready = true;
      this.say('again', ctx.module, ctx.fact.nameSpan[0], { place, creator: shared[0] });
    } else if (shared.length > 0)
      this.say('shared', ctx.module, ctx.fact.nameSpan[0], { creator: shared[0] });
    else if (!exports.isStub(ctx, method))
      this.say('busy', ctx.module, ctx.fact.nameSpan[0], { place });
  }

  private creatorOf(chain: SplitPoint['creating'][number]): string {
    return creatorName(chain, this.kinds.analysis.reach.vocabulary);
  }

  private slot({ module, fact }: Context, { spec }: ContractMethod): void {
    const [added] = gainsOf(spec);
    if (!added) return;
    const has = fact.params.some(
      (p) =>
        p.rest ||
        p.pattern !== undefined ||
        (p.name !== undefined && meansParameter(p.name, added)),
    );
    if (has) return;
    const taken = fact.params.at(listsOf(spec)[0].parameters.length)?.name;
    if (taken === undefined) this.say('target', module, fact.nameSpan[0], {});
    else this.say('slot', module, fact.nameSpan[0], { taken: `\`${taken}\`` });
  }

  /** P3 of those that only hand on. */
  private wrappers(): void {
    for (const { ctx, flow, hop } of this.point.path) {
      if (!flow) continue;
      const wrapper = functionLabel(ctx.module, ctx.fact);
      for (const s of flow.statements) {
        const calls = flow.calls(s.id).filter((c) => c !== hop?.call);
        const isKept = this.kinds.analysis.reach.effects
          .creatingCalls(ctx)
          .some(([first]) => first.call && flow.statementOf(first.call)?.id === s.id);
        const kinds = calls.map((c) => this.kinds.kind(ctx, c));
        const changes = kinds.includes('effects') || kinds.includes('undoes');
        if (isKept || (!changes && s.selfWrites.length === 0 && !isAround(flow, s, hop))) continue;
        this.say('wrapper', ctx.module, s.head[0], {
          wrapper,
          text: this.lineOf(ctx.module, s.head[0]),
        });
      }
    }
  }

  /** P9. */
  private locks(): void {
    const around = [...this.point.path.map(({ ctx }) => ctx), this.point.ctx];
    for (const { module, fact } of around)
      for (const { span } of [...fact.decorators, ...this.point.fn.decorators]) {
        const text = this.kinds.source.text(module.path)?.slice(...span) ?? '';
        const names = namesIn(text);
        if (names.some((n) => this.kinds.words.isLock(n)))
          this.say('lock', module, span[0], { text });
      }
    const { flow, ctx } = this.point;
    for (const { id, kind, head } of flow.statements) {
      const names = flow.calls(id).flatMap((c) => c.name ?? []);
      const written =
        kind === 'with' ? (this.kinds.source.text(ctx.module.path)?.slice(...head) ?? '') : '';
      if (names.some((n) => this.kinds.words.isLock(n)) || /lock/iu.test(written))
        this.say('lock', ctx.module, head[0], { text: this.lineOf(ctx.module, head[0]) });
    }
  }

  /** P14: who calls what is split without coming from the manager. */
  private callers(): void {
    const { analysis } = this.kinds;
    const { roles } = analysis;
    const roots = new Set(this.point.roots.map(({ ctx }) => ctx.fact));
    const [{ reader }] = this.point.roots;
    for (const module of roles.modules) {
      if (this.isTest(module.path)) continue;
      for (const call of module.calls) {
        if (call.name === undefined || roles.methodNamed(call.name) !== reader) continue;
        const from = outermost(module, module.functions[call.fn]);
        if (roles.methodNamed(from.name)?.spec.mayNotCreateExports) continue;
        const { targets } = analysis.linker.calls.resolve(module, call);
        if (targets.some((t) => roots.has(t.fact))) this.caller(module, call.fn, call.span[0]);
      }
    }
    const passed = new Set([...this.point.path.map(({ ctx }) => ctx.fact), ...roots]);
    for (const ctx of [...this.point.path.slice(1).map((p) => p.ctx), this.point.ctx]) {
      const { name } = ctx.fact;
      if (name === undefined || roots.has(ctx.fact) || roles.methodNamed(name)) continue;
      for (const module of analysis.project.modulesMentioning(
        [name],
        'called',
        (f) => !this.isTest(f),
      ))
        for (const call of module.calls) {
          if (call.name !== name || this.isTest(module.path)) continue;
          const from = outermost(module, module.functions[call.fn]);
          if (passed.has(from) || from === ctx.fact) continue;
          if (roles.methodNamed(from.name)?.spec.mayNotCreateExports) continue;
          const { targets } = analysis.linker.calls.resolve(module, call);
          if (targets.some((t) => t.fact === ctx.fact)) this.caller(module, call.fn, call.span[0]);
        }
    }
  }

  private caller(module: ModuleFacts, fn: number, at: number): void {
    const from = outermost(module, module.functions[fn]);
    const { roles } = this.kinds.analysis;
    const isPaired = module.calls.some(
      (c) =>
        outermost(module, module.functions[c.fn]) === from &&
        roles.methodNamed(c.name)?.spec.createsExports === true,
    );
    if (isPaired || roles.methodNamed(from.name)?.spec.createsExports) return;
    this.say('caller', module, at, {
      caller: `${functionLabel(module, from)} (${this.place(module, at)})`,
    });
  }

  /** P15. */
  private terminating(): void {
    const { hierarchy } = this.kinds.analysis.linker;
    const { language } = this.point.ctx.module;
    const [{ reader, cls }] = this.point.roots;
    const { terminates = '', removes = 'removal' } = this.kinds.words.pairOf(reader.name) ?? {};
    const data = { terminates: nameIn(terminates, language), removes: nameIn(removes, language) };
    const found = hierarchy.member(cls, data.terminates);
    if (!found) this.sayAt('unterminated', data);
    else
      this.say('terminates', found.cls.module, found.member.nameSpan[0], {
        ...data,
        place:
          `${classLabel(found.cls.module, found.cls.fact) ?? ''} ${this.place(found.cls.module, found.member.nameSpan[0])}`.trim(),
      });
  }

  /** P16. */
  private repeating(): void {
    for (const chain of this.point.creating) {
      const [asked] = this.lookups.of(chain, '').filter(({ source }) => source === 'branch');
      const [{ module, span, display: creator }] = chain;
      if (asked) this.say('repeated', module, span[0], { creator, lookup: asked.name });
      else this.say('unrepeated', module, span[0], { creator });
    }
  }

  /** What of the connector besides who attaches the result depends on. */
  private several(): void {
    const { ctx, fn } = this.point;
    const text = this.kinds.source.text(ctx.module.path)?.slice(...fn.span) ?? '';
    const names = this.kinds.words.several.filter((key) => new RegExp(`${key}`, 'iu').test(text));
    if (names.length > 0) this.sayAt('several', { names: names.join(', ') });
  }

  private sayAt(id: ReasonId, data: ReasonData): void {
    this.say(id, this.point.ctx.module, this.point.fn.span[0], data);
  }

  private say(id: ReasonId, module: ModuleFacts, at: number, data: ReasonData): void {
    const { line } = positionAt(module.lineStarts, at);
    const file = this.kinds.analysis.relative(module.path);
    const given = { creates: this.creates, ...data };
    if (!this.reasons.some((r) => r.id === id && r.file === file && r.line === line))
      this.reasons.push({ id, file, line, data: given });
  }

  private lineOf(module: ModuleFacts, at: number): string {
    const { line } = positionAt(module.lineStarts, at);
    const [first] = (this.kinds.source.text(module.path)?.slice(at) ?? '').split('\n');
    return `${line}: ${first.trim()}`;
  }

  private place(module: ModuleFacts, at: number): string {
    return `${this.kinds.analysis.relative(module.path)}:${positionAt(module.lineStarts, at).line}`;
  }
}

/** The method or function that a closure stands in. */
function outermost(module: ModuleFacts, fn: FunctionFact): FunctionFact {
  let at = fn;
  while (at.parent > 0 && at.cls === undefined) at = module.functions[at.parent];
  return at;
}

/** Whether the call by which a function hands on is tried in it, and its failure does not come out. */
function isAround(flow: Flow, s: StatementFact, hop: Hop | undefined): boolean {
  const { kind, span, id } = s;
  if (kind !== 'try' || !hop || span[0] > hop.span[0] || hop.span[1] > span[1]) return false;
  return flow.statements.some((part) => {
    if (part.parent !== id) return false;
    if (part.branch === 'finally') return true;
    const last = flow.statements.findLast((o) => o.parent === part.id);
    const comesOut = last !== undefined && (flow.isRaise(last) || last.kind === 'with');
    return part.kind === 'catch' && !comesOut;
  });
}
