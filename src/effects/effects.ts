import type { FunctionFact } from '../facts/types.js';
import type { CallJudgements } from './call-judgements.js';
import type { Edge, EffectEdges, Hop } from './effect-edges.js';
import type { OwnBodies } from './own-bodies.js';
import type { Linker } from '../linker/linker.js';
import type { Query } from '../linker/queries.js';
import { CREATOR } from '../linker/wording.js';
import { functionLabel, type Context } from '../linker/values.js';

interface Exclusion {
  /** Functions in whose body we are already: a call of one is not a hop. */
  readonly own: ReadonlySet<FunctionFact>;
}

const NONE: Exclusion = { own: new Set() };

/**
 * A step of a search: an edge, and the function among those it may run through which the search
 * went on.
 */
interface Step {
  readonly edge: Edge;
  readonly target?: Context;
  readonly before?: Step;
}

/** Finds export creations forwards from a method, through everything it calls. */
export class Effects {
  /**
   * Whether a function runs what is a creator by its name, not by the literals that it is handed.
   */
  private readonly reachesNamed: Query<Context, boolean>;
  /** Whether a function reaches what the tree has no body of. */
  private readonly reachesOutside: Query<Context, boolean>;
  /** Contexts that lead to no creator. */
  private readonly clean = new Set<string>();
  /** The state of the tree that they are of. */
  private state: object;

  constructor(
    private readonly edges: EffectEdges,
    private readonly judgements: CallJudgements,
    private readonly own: OwnBodies,
    private readonly linker: Linker,
  ) {
    const { queries, project } = linker;
    this.state = project.state;
    this.reachesOutside = queries.query({
      name: 'reachesOutside',
      subject: (ctx) => ctx,
      holds: (ctx) => ctx.modules,
      compute: (ctx) => this.looksOutside(ctx),
    });
    this.reachesNamed = queries.query({
      name: 'reachesNamed',
      wording: CREATOR,
      subject: (ctx) => ctx,
      holds: (ctx) => ctx.modules,
      compute: (ctx) =>
        this.edges.of(ctx).some((edge) => this.search(edge, NONE, false) !== undefined),
      onCycle: () => false,
    });
  }

  /**
   * The calls in a function's own body (closures and local functions included) that create an
   * export, each with the shortest chain to a creator.
   */
  creatingCalls(root: Context): Hop[][] {
    const own = this.own.of(root);
    const usesClosures = own.size > 1;
    return this.edges.of(root).flatMap((edge) => {
      const chain = this.chain(edge, usesClosures ? { own } : NONE);
      return chain ? [chain] : [];
    });
  }

  /** What the end of a chain may run of the tree. */
  creators({ call, from }: Hop): readonly Context[] {
    return this.edges.of(from).find((edge) => edge.hop.call === call)?.targets ?? [];
  }

  /** The calls in a function's own body by which it reaches the outside, as the end of a chain. */
  sending(ctx: Context): Hop[] {
    return this.edges
      .of(ctx)
      .filter(
        ({ judged, outside, targets }) =>
          judged !== 'harmless' && (outside || targets.some((t) => this.reachesOutside(t))),
      )
      .map((edge) => this.hop(edge, undefined));
  }

  private chain(first: Edge, exclusion: Exclusion): Hop[] | undefined {
    const last = this.search(first, exclusion);
    if (!last) return undefined;
    const hops: Hop[] = [];
    for (
      let at: Step | undefined = last, target: Context | undefined;
      at;
      target = at.target, at = at.before
    )
      hops.unshift(this.hop(at.edge, target));
    return hops;
  }

  /**
   * Breadth first, so that the chain is a shortest one.
   * @param transports whether a call counts that is a creation by the literals it hands over
   * @returns the step that creates
   */
  private search(first: Edge, exclusion: Exclusion, transports = true): Step | undefined {
    const seen = new Set<string>();
    const queue: Step[] = [{ edge: first }];
    const visited: string[] = [];
    const marksClean = exclusion === NONE && transports;
    if (this.state !== this.linker.project.state) {
      this.state = this.linker.project.state;
      this.clean.clear();
    }
    for (let step = queue.shift(); step; step = queue.shift()) {
      const { edge } = step;
      if (this.isTerminal(edge, transports)) return step;
      for (const next of edge.handed ?? []) queue.push({ edge: next, before: step });
      for (const target of edge.targets) {
        if (
          seen.has(target.key) ||
          (marksClean && this.clean.has(target.key)) ||
          exclusion.own.has(target.fact)
        )
          continue;
        seen.add(target.key);
        visited.push(target.key);
        for (const next of this.edges.of(target)) queue.push({ edge: next, target, before: step });
      }
    }
    if (marksClean) for (const key of visited) this.clean.add(key);
    return undefined;
  }

  /**
   * A hop as the chain takes it: where several implementations are possible, the one that leads on
   * is named.
   */
  private hop(edge: Edge, taken: Context | undefined): Hop {
    const shown =
      taken ??
      (edge.targets.length > 1
        ? (edge.judgedOf ?? edge.targets).find((t) => this.reachesOutside(t))
        : undefined);
    const display =
      shown && edge.targets.length > 1 ? functionLabel(shown.module, shown.fact) : edge.hop.display;
    return { ...edge.hop, display, target: taken, may: edge.isHook || this.isPartial(edge, taken) };
  }

  /** Whether only some of the implementations that a hop may run lead on. */
  private isPartial(edge: Edge, taken: Context | undefined): boolean {
    if (edge.targets.length < 2) return false;
    return edge.targets.some(
      (t) => t !== taken && !this.edges.of(t).some((e) => this.search(e, NONE) !== undefined),
    );
  }

  /**
   * The end of a chain: named as a creation, borne out by a body that reaches the outside, and with
   * no creator further down.
   */
  private isTerminal(edge: Edge, transports: boolean): boolean {
    const { judged } = edge;
    if (judged === 'silent' || judged === 'harmless' || (judged === 'literals' && !transports))
      return false;
    if (edge.targets.length === 0) return true;
    const tags = edge.targets.flatMap((t) => t.fact.doc?.tags ?? []);
    if (
      this.judgements.isTaggedCreating(tags) ||
      this.judgements.isCreatingMethod(edge.hop.call?.name)
    )
      return true;
    if (edge.targets.some((t) => this.reachesNamed(t))) return false;
    const isPromising = judged !== 'weak name' || edge.targets.some((t) => this.isClient(t));
    const about = edge.judgedOf ?? edge.targets;
    return isPromising && (edge.outside || about.some((t) => this.reachesOutside(t)));
  }

  private isClient({ module, fact }: Context): boolean {
    const name = fact.cls === undefined ? undefined : module.classes[fact.cls].name;
    return name !== undefined && this.judgements.vocabulary.isClient(name);
  }

  private looksOutside(target: Context): boolean {
    const seen = new Set([target]);
    for (const ctx of seen)
      for (const edge of this.edges.of(ctx)) {
        if (edge.judged === 'harmless') continue;
        // What the literals of a call say is said to the outside, whatever carries it there.
        if (edge.outside || edge.judged === 'literals' || edge.handed?.length) return true;
        for (const next of edge.targets) seen.add(next);
      }
    return false;
  }
}
