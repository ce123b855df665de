import { MoveWords } from '../contract/move-words.js';
import type { EffectEdges, Hop } from '../effects/effect-edges.js';
import type { CallFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import { Flow } from '../flow/flow.js';
import type { FactSource } from '../linker/project.js';
import { functionLabel, type Context } from '../linker/values.js';
import type { ReadingMethod } from './export-findings.js';
import type { Finding } from './findings.js';
import type { Model } from './model.js';
import { presencesIn } from './presence.js';
import { nameIn } from './signatures.js';

/** How far calls are followed. */
const DEEPEST = 10;
/** What is not asked of anybody: it is the same for all. */
const SETTING = /conf|option|setting|CONF\b/iu;

type Call = Omit<Hop, 'may' | 'target'>;

/** Whether a call in a function is made only where something that was asked for is not there. */
type IsAsked = (ctx: Context, call: CallFact) => boolean;

/** A chain whose last call runs one of several: that one is named. */
function through(chain: readonly Call[], { module, fact }: Context): Call[] {
  const last = chain[chain.length - 1];
  return [...chain.slice(0, -1), { ...last, display: functionLabel(module, fact) }];
}

/** Readers that make a new credential at each call, where nobody has asked whether there is one. */
export class SecretFindings {
  private readonly words: MoveWords;
  private readonly flows = new Map<string, Flow | undefined>();
  /** What leads to no new credential, asked for or not. */
  private readonly clean = new Set<string>();

  constructor(
    private readonly model: Model,
    private readonly edges: EffectEdges,
    private readonly source: FactSource,
  ) {
    this.words = new MoveWords(model.contract.moves);
  }

  /** One for each call in a reader's own body that comes to a new credential. */
  of({ cls, reader, ctx, display }: ReadingMethod): Finding[] {
    const calls = this.edges.of(ctx).flatMap(({ hop, targets }) => {
      if (!hop.call) return [];
      // Who asks costs the statements of each function: it matters where a credential is made at all.
      if (!this.chain(ctx, hop, targets)) return [];
      const isAsked: IsAsked = (at, call) => this.isAsked(at, call);
      const chain = isAsked(ctx, hop.call) ? undefined : this.chain(ctx, hop, targets, isAsked);
      return chain ? [{ hop, chain }] : [];
    });
    const { language } = cls.module;
    const creates = this.words.pairOf(reader.name)?.creates;
    return calls.map(({ hop, chain }) => {
      const last = chain[chain.length - 1];
      return {
        rule: 'no-secret-in-initialize-connection',
        module: hop.module,
        span: hop.nameSpan,
        messageId: 'renews',
        data: {
          reader: nameIn(reader.name, hop.module.language),
          called: chain[0].display,
          chain: [display, ...chain.map((h) => h.display)].join(' -> '),
          place: this.model.place(last.module, last.nameSpan[0]),
          remedy: creates === undefined ? 'another method' : nameIn(creates, language),
        },
        decidedBy: 'linker',
      };
    });
  }

  /**
   * The shortest way from a call to what makes a credential.
   * @param isAsked which calls are passed over; none where it is absent
   */
  private chain(
    ctx: Context,
    hop: Call,
    targets: readonly Context[],
    isAsked?: IsAsked,
  ): Call[] | undefined {
    const seen = new Set<string>([ctx.key]);
    let front: { at: Context; hop: Call; targets: readonly Context[]; chain: Call[] }[] = [
      { at: ctx, hop, targets, chain: [hop] },
    ];
    for (let depth = 0; depth < DEEPEST && front.length > 0; depth++) {
      const found = front.find((one) => this.makesSecret(one.at.module, one.hop, one.targets));
      if (found) return found.chain;
      front = front.flatMap(({ targets: next, chain }) =>
        next.flatMap((to) => {
          if (seen.has(to.key) || this.clean.has(to.key)) return [];
          seen.add(to.key);
          return this.edges
            .of(to)
            .filter((e) => e.hop.call !== undefined && isAsked?.(to, e.hop.call) !== true)
            .map((e) => ({
              at: to,
              hop: e.hop,
              targets: e.targets,
              chain: [...(next.length > 1 ? through(chain, to) : chain), e.hop],
            }));
        }),
      );
    }
    // All that was gone through leads to nothing else than to what was gone through.
    seen.delete(ctx.key);
    if (front.length === 0 && !isAsked) for (const key of seen) this.clean.add(key);
    return undefined;
  }

  /** `generate_password()`; `secret = randomBytes(16)`. */
  private makesSecret(module: ModuleFacts, { call }: Call, targets: readonly Context[]): boolean {
    const name = call?.name ?? '';
    if (!call || !this.words.isFresh(name)) return false;
    const names = [name, ...this.heldIn(module, call)];
    // Who it is for is no secret: `chap_username`.
    const isNamed = names.some((n) => this.words.isSecret(n) && !/user/iu.test(n));
    if (!isNamed) return false;
    // Where the body is in the tree, it decides: what is worked out of a name is the same each time.
    return targets.length === 0 || targets.some((t) => this.isFresh(t, 3));
  }

  private isFresh(ctx: Context, depth: number): boolean {
    return this.edges.of(ctx).some(({ hop, targets }) => {
      if (!hop.call) return false;
      if (targets.length === 0) return this.words.isFresh(hop.call.name ?? '');
      return depth > 0 && targets.some((t) => this.isFresh(t, depth - 1));
    });
  }

  /** The variables that hold what a call gives. */
  private heldIn(module: ModuleFacts, call: CallFact): string[] {
    return module.bindings
      .filter(({ values }) => values.some((value) => holds(value, call, module)))
      .map(({ name }) => name);
  }

  /** Whether a call is made only where something was looked for that is not there. */
  private isAsked(ctx: Context, call: CallFact): boolean {
    const { module } = ctx;
    // `known ?? generate()`, `secret = find()` … `secret = generate()`.
    const others = module.bindings.flatMap(({ values }) =>
      values.some((value) => holds(value, call, module))
        ? values.flatMap((value) => (value.k === 'choice' && !value.isSum ? value.items : [value]))
        : [],
    );
    if (others.some((value) => !holds(value, call, module) && this.isFound(module, value)))
      return true;
    const flow = this.flow(ctx);
    const at = flow?.statementOf(call);
    if (!flow || !at) return false;
    return flow.controls(at).some((control) => {
      if (control.kind === 'catch') return true;
      if (control.kind !== 'if') return false;
      const line = [at, ...flow.ancestors(at)];
      const inside = line.find((s) => s.parent === control.id);
      const holdsHere = inside ? inside.branch === 'body' : false;
      const [start] = control.head;
      return presencesIn(this.text(module, control.head), start, holdsHere).some(
        ({ isThere, span }) => !isThere && !SETTING.test(this.text(module, span)),
      );
    });
  }

  /** Whether a value was asked for, and is neither nothing nor a setting. */
  private isFound(module: ModuleFacts, value: Expr): boolean {
    if (value.k === 'literal' || value.k === 'string' || value.k === 'class') return false;
    return !SETTING.test(this.text(module, value.span));
  }

  private flow(ctx: Context): Flow | undefined {
    if (!this.flows.has(ctx.key)) {
      const block = this.source.block?.(ctx.module.path, ctx.fact.span);
      this.flows.set(ctx.key, block && new Flow(ctx.module, block));
    }
    return this.flows.get(ctx.key);
  }

  private text({ path }: ModuleFacts, [start, end]: Span): string {
    return this.source.text?.(path)?.slice(start, end) ?? '';
  }
}

/** Whether a value is what a call gives, or is read off it: `randomBytes(16).toString('hex')`. */
function holds(value: Expr, call: CallFact, module: ModuleFacts): boolean {
  if (value.k === 'typed') return holds(value.value, call, module);
  if (value.k === 'choice') return value.items.some((item) => holds(item, call, module));
  if (value.k === 'member' || value.k === 'element') return holds(value.object, call, module);
  if (value.k !== 'call') return false;
  if (value.call === call.id) return true;
  const { callee } = module.calls[value.call];
  return callee.k === 'member' && holds(callee.object, call, module);
}
