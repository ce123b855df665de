import type { GuiltyReader } from '../../src/analysis/export-findings.js';
import type { Hop } from '../../src/effects/effect-edges.js';
import type { Expr, FunctionFact, ModuleFacts } from '../../src/facts/types.js';
import type { Flow } from '../../src/flow/flow.js';
import { functionLabel, type Context } from '../../src/linker/values.js';
import type { CallKinds } from './call-kinds.js';

export type Chain = readonly Hop[];

/** The first function down a delegation where creation and the making of the result stand side by side. */
export interface SplitPoint {
  readonly ctx: Context;
  /** The function itself, or the one in it that a lock or the like runs. */
  readonly fn: FunctionFact;
  readonly display: string;
  readonly flow: Flow;
  /** The creations in it, with the way to the creator. */
  readonly creating: readonly Chain[];
  /** Those that may stay: zoning. */
  readonly kept: readonly Chain[];
  /** What was passed on the way, from the contract's method on. */
  readonly path: readonly Passed[];
  readonly roots: readonly GuiltyReader[];
  /** How each of the roots comes here, and as which class the function runs then. */
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly root: GuiltyReader;
  readonly ctx: Context;
  readonly path: readonly Passed[];
}

/** A function that only hands on, with the call by which it does. */
export interface Passed {
  readonly ctx: Context;
  readonly flow: Flow | undefined;
  readonly hop: Hop | undefined;
}

/** How far a delegation is followed. */
const DEEPEST = 12;

/** Finds the split points of all guilty readers: one for each function, whoever leads to it. */
export function splitPoints(
  kinds: CallKinds,
  readers: readonly GuiltyReader[],
): { points: SplitPoint[]; unread: GuiltyReader[] } {
  const found = new Map<string, SplitPoint>();
  const unread: GuiltyReader[] = [];
  for (const reader of readers) {
    const points = new Descent(kinds, reader).from(reader.ctx, []);
    if (points.length === 0) unread.push(reader);
    for (const point of points) {
      const key = `${point.ctx.module.path}#${point.fn.span.join()}`;
      const known = found.get(key);
      found.set(key, known ? joined(known, point) : point);
    }
  }
  return { points: [...found.values()], unread };
}

/** Several drivers come to the same function, with other hooks below it. */
function joined(known: SplitPoint, other: SplitPoint): SplitPoint {
  const more = (a: readonly Chain[], b: readonly Chain[]) => [
    ...a,
    ...b.filter((chain) => !a.some((c) => c[0].span[0] === chain[0].span[0])),
  ];
  return {
    ...known,
    creating: more(known.creating, other.creating),
    kept: more(known.kept, other.kept),
    roots: [...known.roots, ...other.roots],
    arrivals: [...known.arrivals, ...other.arrivals],
  };
}

class Descent {
  private readonly seen = new Set<string>();

  constructor(
    private readonly kinds: CallKinds,
    private readonly reader: GuiltyReader,
  ) {}

  from(ctx: Context, path: readonly Passed[]): SplitPoint[] {
    if (this.seen.has(ctx.key) || path.length > DEEPEST) return [];
    this.seen.add(ctx.key);
    const chains = this.kinds.analysis.reach.effects.creatingCalls(ctx);
    const kept = chains.filter((chain) => this.isKept(chain));
    const creating = chains.filter((chain) => !kept.includes(chain));
    if (creating.length === 0 && kept.length === 0) return [];
    const fn = bodyOf(ctx, creating.length > 0 ? creating : kept);
    const flow = this.kinds.flow(ctx, fn.span);
    const passed = creating.map((chain) => this.handedOn(chain, fn, flow));
    if (creating.length > 0 && passed.every((target) => target !== undefined)) {
      const below = passed.map((target, i) =>
        this.seen.has(target.key)
          ? undefined
          : this.from(target, [...path, { ctx, flow, hop: creating[i][0] }]),
      );
      // Seen from further down there may be no creation any more: none is passed over.
      if (below.every((points) => points?.length !== 0)) return below.flatMap((p) => p ?? []);
    }
    if (!flow) return [];
    const display = functionLabel(ctx.module, ctx.fact);
    const root = this.reader;
    const arrivals = [{ root, ctx, path }];
    return [{ ctx, fn, display, flow, creating, kept, path, roots: [root], arrivals }];
  }

  /** Zoning, by whatever it is called. */
  private isKept(chain: Chain): boolean {
    const { words } = this.kinds;
    return [chain[0], chain[chain.length - 1]].some(({ display, call }) =>
      [call?.name ?? '', display.split('.').at(-1) ?? ''].some((name) => words.isKept(name)),
    );
  }

  /** What a creating call runs, where its value is the result as it stands: nothing is made here. */
  private handedOn(chain: Chain, fn: FunctionFact, flow: Flow | undefined): Context | undefined {
    const [{ call, target, module }] = chain;
    if (!target || target.fact.body === 'none') return undefined;
    // A decorator put something in the place of the method.
    if (!call) return target;
    if (chain.length === 1) return undefined;
    const isCall = (expr: Expr): boolean =>
      (expr.k === 'call' && expr.call === call.id) || (expr.k === 'typed' && isCall(expr.value));
    const results = fn.returns.flatMap((expr) => wrapped(module, expr));
    if (results.some(isCall)) return target;
    const at = flow?.statementOf(call);
    const isReturned = results.some((expr) => {
      if (expr.k !== 'name' || expr.binding === -1 || !flow || !at) return false;
      if (!module.bindings[expr.binding].values.some(isCall)) return false;
      const statement = flow.statements.findLast(
        (s) => s.kind === 'return' && s.span[0] <= expr.span[0],
      );
      const from = statement ? flow.definitions(statement.id, expr.binding) : [];
      return (
        from.some((d) => d.at === at.id) && from.every((d) => d.weak || this.isCreating(flow, d.at))
      );
    });
    return isReturned ? target : undefined;
  }

  private isCreating(flow: Flow, at: number): boolean {
    return flow.calls(at).length > 0;
  }
}

/**
 * The function whose statements are split: where all creations stand in a nested function whose
 * result is the result (it is run under a lock), that one.
 */
function bodyOf({ module, fact }: Context, chains: readonly Chain[]): FunctionFact {
  let fn = fact;
  for (;;) {
    const inner = fn.children
      .map((id) => module.functions[id])
      .find(({ span: [start, end] }) =>
        chains.every(([{ span }]) => start <= span[0] && span[1] <= end),
      );
    if (!inner || !fn.returns.every((expr) => isRunOf(expr, inner))) return fn;
    if (fn.returns.length === 0) return fn;
    fn = inner;
  }

  function isRunOf(expr: Expr, inner: FunctionFact): boolean {
    if (expr.k === 'typed') return isRunOf(expr.value, inner);
    if (expr.k !== 'call') return false;
    const { callee, args } = module.calls[expr.call];
    const isInner = (e: Expr) =>
      (e.k === 'function' && e.fn === inner.id) ||
      (e.k === 'name' &&
        e.binding !== -1 &&
        module.bindings[e.binding].functions.includes(inner.id));
    return isInner(callee) || args.some(isInner);
  }
}

/**
 * What a result is, where no more is made here than a wrapping: `{ ...info, kind: 'fc' }`, `{ data:
 * info }`.
 */
function wrapped(module: ModuleFacts, expr: Expr): Expr[] {
  if (expr.k !== 'class' || !expr.instance) return [expr];
  const { bases, members } = module.classes[expr.cls];
  const values = members.flatMap(({ value }) => value ?? []);
  const others = values.filter((v) => v.k !== 'string' && v.k !== 'literal');
  const inner = [...bases, ...others];
  return inner.length === 1 && members.every((m) => m.fn === undefined) ? inner : [expr];
}
