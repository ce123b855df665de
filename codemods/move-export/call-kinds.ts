import type { Analysis } from '../../src/analysis/analysis.js';
import { MoveWords } from '../../src/contract/move-words.js';
import type { Edge } from '../../src/effects/effect-edges.js';
import { pathRoot } from '../../src/facts/scopes.js';
import type { CallFact, Expr, ModuleFacts, Span } from '../../src/facts/types.js';
import { MUTATORS, type BlockFact } from '../../src/facts/blocks.js';
import { globMatcher } from '../../src/globs/glob.js';
import { Flow } from '../../src/flow/flow.js';
import type { Context } from '../../src/linker/values.js';
import { AMBIGUOUS, HARMLESS_METHODS } from './harmless.js';

/** Where statements come from: a workspace. */
export interface BlockSource {
  block(file: string, span: Span): BlockFact | undefined;
  text(file: string): string | undefined;
}

/**
 * What a call does, as far as moving it is concerned. `pure`: nothing outside; `reads`: it only
 * looks; `fresh`: it gives something else each time; `raises`: it never returns; `effects`: it
 * changes something, or nobody knows.
 */
export type CallKind = 'pure' | 'log' | 'reads' | 'fresh' | 'raises' | 'undoes' | 'effects';

/** What a body does besides giving a value, the worst of it. */
interface Summary {
  readonly kind: 'pure' | 'reads' | 'fresh' | 'effects';
  /** It asks something that the tree has no body of. */
  readonly asks: boolean;
  /** Parameters whose value it changes, by position. */
  readonly fills: readonly number[];
  readonly setsFields: boolean;
}

const PURE: Summary = { kind: 'pure', asks: false, fills: [], setsFields: false };
const UNKNOWN: Summary = { kind: 'effects', asks: true, fills: [], setsFields: false };
/** How far bodies are followed. */
const DEEPEST = 8;
const RANK = ['pure', 'reads', 'fresh', 'effects'] as const;

/** Judges calls by what they are called and by what they run. */
export class CallKinds {
  readonly words: MoveWords;
  private readonly summaries = new Map<string, Summary>();
  private readonly endless = new Map<string, boolean>();
  private depth = 0;

  private readonly matchesTest: (file: string) => boolean;

  constructor(
    readonly analysis: Analysis,
    readonly source: BlockSource,
  ) {
    this.matchesTest = globMatcher(analysis.contract.tests?.files ?? []);
    this.words = new MoveWords(analysis.contract.moves);
  }

  isTest({ path }: Pick<ModuleFacts, 'path'>): boolean {
    return this.matchesTest(this.analysis.relative(path));
  }

  /** @param ctx of the function whose own body the call stands in */
  kind(ctx: Context, call: CallFact): CallKind {
    const { module } = ctx;
    const { vocabulary, judgements } = this.analysis.reach;
    const { callee } = call;
    const name = call.name ?? '';
    if (callee.k === 'member' && judgements.isLogging(callee.object)) return 'log';
    const edge = this.edge(ctx, call);
    if (callee.k === 'name' && vocabulary.isLogging(name) && !edge?.targets.length) return 'log';
    const targets = edge?.targets ?? [];
    // What is made anew is nobody else's yet.
    if (call.kind === 'new' || isWrittenAsClass(call)) return 'pure';
    if (targets.length > 0 && targets.every((t) => this.neverReturns(t))) return 'raises';
    if (targets.length === 0 && this.isOnLocal(module, callee)) {
      if (AMBIGUOUS.has(name)) return this.isOnContainer(module, callee) ? 'pure' : 'effects';
      if (MUTATORS.has(name) || HARMLESS_METHODS.has(name)) return 'pure';
    }
    if (vocabulary.isTransport(name) && edge?.judged === 'harmless') return 'reads';
    // `with save_and_reraise_exception():` raises what it was raised for.
    if (/reraise/iu.test(name)) return 'pure';
    // What a lock is for stands in it.
    if (this.words.isLock(name) && !targets.some((t) => this.creates(t))) return 'pure';
    if (targets.length > 0) return this.kindOfBodies(name, targets);
    if (vocabulary.undoes(name) || this.words.isRemoval(name)) return 'undoes';
    if (this.words.isFresh(name)) return 'fresh';
    if (call.kind !== 'call') return 'pure';
    if (edge?.judged === 'silent' && !edge.outside && callee.k !== 'super') return 'pure';
    if (!vocabulary.isTransport(name) && (vocabulary.reads(name) || this.words.isRead(name)))
      return isPlainGet(name) && !this.isClient(callee) ? 'pure' : 'reads';
    return HARMLESS_METHODS.has(name) ? 'pure' : 'effects';
  }

  /** Whether what a call reads may be something outside of this program. */
  asks(ctx: Context, call: CallFact): boolean {
    const kind = this.kind(ctx, call);
    if (kind !== 'reads' && kind !== 'fresh' && kind !== 'effects') return false;
    const targets = this.edge(ctx, call)?.targets ?? [];
    return targets.length === 0 || targets.some((t) => this.summary(t).asks);
  }

  /** The positions of arguments that a call may fill. */
  fills(ctx: Context, call: CallFact): readonly number[] {
    const targets = this.edge(ctx, call)?.targets ?? [];
    return [...new Set(targets.flatMap((t) => this.summary(t).fills))];
  }

  setsFields(ctx: Context, call: CallFact): boolean {
    return (this.edge(ctx, call)?.targets ?? []).some((t) => this.summary(t).setsFields);
  }

  edge(ctx: Context, call: CallFact): Edge | undefined {
    return this.analysis.reach.edges.of(ctx).find((e) => e.hop.call === call);
  }

  /** The flow of a function's statements; undefined where it has none. */
  flow(ctx: Context, span = ctx.fact.span): Flow | undefined {
    const block = this.source.block(ctx.module.path, span);
    return block && new Flow(ctx.module, block, (call) => this.isEndless(ctx, call));
  }

  private isEndless(ctx: Context, call: CallFact): boolean {
    const targets = this.edge(ctx, call)?.targets ?? [];
    return targets.length > 0 && targets.every((t) => this.neverReturns(t));
  }

  /** Whether a function always raises. */
  neverReturns(ctx: Context): boolean {
    const { module, fact } = ctx;
    const known = this.endless.get(ctx.key);
    if (known !== undefined) return known;
    this.endless.set(ctx.key, false);
    const text = this.source.text(module.path)?.slice(...fact.span) ?? '';
    // To ask for statements is to parse the file anew.
    const may =
      fact.body === 'work' && fact.returns.length === 0 && /\b(?:raise|throw)\b/u.test(text);
    const flow = may ? this.flow(ctx) : undefined;
    const found = flow !== undefined && flow.statements.length > 0 && flow.ends.length === 0;
    this.endless.set(ctx.key, found);
    return found;
  }

  private kindOfBodies(name: string, targets: readonly Context[]): CallKind {
    const { vocabulary } = this.analysis.reach;
    const said = targets.map((t) => this.summary(t));
    const worst = RANK[Math.max(...said.map(({ kind }) => RANK.indexOf(kind)))];
    const isChanging = said.some((s) => s.setsFields || s.fills.length > 0);
    if (worst !== 'effects') return isChanging ? 'effects' : worst;
    if (vocabulary.undoes(name) || this.words.isRemoval(name)) return 'undoes';
    // What a name promises holds where the body says nothing to the contrary.
    const isRead = (vocabulary.reads(name) || this.words.isRead(name)) && !isChanging;
    return isRead && !targets.some((t) => this.creates(t)) ? 'reads' : 'effects';
  }

  private creates(ctx: Context): boolean {
    return this.analysis.reach.effects.creatingCalls(ctx).length > 0;
  }

  private summary(ctx: Context): Summary {
    const known = this.summaries.get(ctx.key);
    if (known) return known;
    if (this.depth >= DEEPEST) return UNKNOWN;
    this.summaries.set(ctx.key, PURE);
    this.depth++;
    const made = this.summarize(ctx);
    this.depth--;
    this.summaries.set(ctx.key, made);
    return made;
  }

  private summarize(ctx: Context): Summary {
    const { module, fact } = ctx;
    const edges = this.analysis.reach.edges.of(ctx);
    const kinds = edges.flatMap(({ hop }) => (hop.call ? [this.kind(ctx, hop.call)] : []));
    const own = ownFunctions(module, fact.id);
    const changed = [
      ...module.assignments.filter(({ fn }) => own.has(fn)).map(({ object }) => object),
      ...module.calls
        .filter((c) => own.has(c.fn) && MUTATORS.has(c.name ?? '') && c.callee.k === 'member')
        .map(({ callee }) => (callee as Extract<Expr, { k: 'member' }>).object),
    ];
    const roots = changed.map((object) => ({ root: pathRoot(object), object }));
    const setsFields = roots.some(
      ({ root, object }, i) =>
        root.k === 'this' &&
        // `this.set(x)` is a method of its own.
        (i < module.assignments.filter(({ fn }) => own.has(fn)).length || object.k !== 'this'),
    );
    const fills = roots.flatMap(({ root }) => {
      if (root.k !== 'name' || root.binding === -1) return [];
      const { kind, name, scope } = module.bindings[root.binding];
      const isOwn = kind === 'param' && module.scopes[scope].fn === fact.id;
      const at = isOwn ? fact.params.findIndex((p) => p.name === name) : -1;
      return at === -1 ? [] : [at];
    });
    const worst =
      kinds.includes('effects') || kinds.includes('undoes')
        ? 'effects'
        : kinds.includes('fresh')
          ? 'fresh'
          : kinds.includes('reads')
            ? 'reads'
            : 'pure';
    const asks = edges.some(({ hop }) => hop.call !== undefined && this.asks(ctx, hop.call));
    return { kind: worst, asks, fills: [...new Set(fills)], setsFields };
  }

  /** Whether a method is called on a variable of this function that holds no client. */
  private isOnLocal(module: ModuleFacts, callee: Expr): boolean {
    if (callee.k !== 'member') return false;
    const root = pathRoot(callee.object);
    if (root.k !== 'name') return root.k !== 'this' && root.k !== 'super' && root.k !== 'call';
    if (root.binding === -1) return false;
    return !this.isClient(callee) && module.bindings[root.binding].from === undefined;
  }

  /** Whether all that a variable is given here is a container. */
  private isOnContainer(module: ModuleFacts, callee: Expr): boolean {
    const root = pathRoot(callee);
    if (root.k !== 'name' || root.binding === -1) return false;
    const { values } = module.bindings[root.binding];
    const isContainer = (value: Expr): boolean =>
      value.k === 'array' ||
      (value.k === 'class' && value.instance) ||
      (value.k === 'call' &&
        /^(?:Array|Map|Object|Set|dict|list|set)$/u.test(module.calls[value.call].name ?? ''));
    return values.length > 0 && values.every(isContainer);
  }

  private isClient(callee: Expr): boolean {
    const { vocabulary } = this.analysis.reach;
    if (callee.k !== 'member') return false;
    for (let at: Expr = callee.object; ; at = at.object) {
      if (at.k === 'name' || at.k === 'member') {
        if (vocabulary.isClient(at.name)) return true;
        if (at.k === 'name') return false;
      } else return at.k === 'this' || at.k === 'super';
    }
  }
}

/** A function with those that stand in it. */
function ownFunctions(module: ModuleFacts, id: number): Set<number> {
  const own = new Set([id]);
  for (const at of own) for (const kid of module.functions[at].children) own.add(kid);
  return own;
}

/** `x.get('key')`: of a dictionary or of a client, which only what it is called on tells. */
function isPlainGet(name: string): boolean {
  return HARMLESS_METHODS.has(name);
}

/** Python writes no `new`. */
function isWrittenAsClass({ name = '' }: CallFact): boolean {
  return /^_{0,2}[A-Z][A-Za-z0-9]*[a-z]/u.test(name);
}
