import type { Analysis } from '../../src/analysis/analysis.js';
import { nameIn } from '../../src/analysis/signatures.js';
import type { StatementId } from '../../src/facts/blocks.js';
import { positionAt } from '../../src/facts/text.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import { classLabel } from '../../src/linker/values.js';
import { CallKinds, type BlockSource } from './call-kinds.js';
import { Conditions } from './conditions.js';
import { EnsureStep, type EnsurePlan } from './ensure/ensure.js';
import type { Refusal } from './ensure/refusals.js';
import { Lookups } from './lookups.js';
import type { Lookup } from './lookups.js';
import type { Reason, ReasonKind } from './reasons.js';
import { Slicer, type Slice } from './slice.js';
import { splitPoints, type SplitPoint } from './split-points.js';
import { byWeight, compare, planned, shapeOf, verdictOf } from './verdicts.js';
import { Surroundings } from './surroundings.js';

/**
 * `already`: the creating method runs the same creator; `safe`: all conditions hold; `decision`:
 * each question has a proposal; `by hand`: a condition fails; `blocked`: something else comes first.
 */
export type Verdict = 'already' | 'safe' | 'decision' | 'by hand' | 'blocked';

/** What becomes of the values that a creation gives. */
export type Shape =
  'separable' | 'get or create' | 'value flows' | 'all from the creator' | 'zoning';

/** A statement, by its first line. */
export interface PlannedLine {
  readonly line: number;
  readonly text: string;
}

export interface PlannedFlow {
  readonly name: string;
  readonly creator: string;
  readonly from: number;
  readonly to: number;
  readonly isSecret: boolean;
  /** It is looked up where it is not created. */
  readonly isLookedUp: boolean;
  readonly lookups: readonly Lookup[];
}

export interface PlannedReason {
  readonly id: string;
  readonly condition: string;
  readonly kind: ReasonKind;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** Of a question, the proposed one first. */
  readonly answers?: readonly { readonly answer: string; readonly against: string }[];
}

/** What moving the creations out of one function would take. */
export interface MovePlan {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** The method that reads and the one that creates, as the language writes them. */
  readonly initializes: string;
  readonly creates: string;
  /** Drivers and delegates that come to this function. */
  readonly drivers: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
  }[];
  readonly verdict: Verdict;
  readonly shape: Shape;
  readonly creations: readonly (PlannedLine & { readonly creator: string })[];
  readonly moves: readonly PlannedLine[];
  readonly copied: readonly PlannedLine[];
  readonly stays: readonly PlannedLine[];
  readonly flows: readonly PlannedFlow[];
  readonly reasons: readonly PlannedReason[];
  /** What `--step ensure` takes out; absent where nothing has to be. */
  readonly ensure?: PlannedEnsure;
}

/** `refused` is empty where it can be taken out. */
export interface PlannedEnsure {
  readonly method?: string;
  readonly parameters?: readonly string[];
  readonly gives?: readonly string[];
  /** The first line and the last one. */
  readonly lines?: readonly [number, number];
  readonly refused: readonly Refusal[];
}

/** A plan with what would be written, by file. */
export interface WritableMove {
  readonly plan: MovePlan;
  readonly ensure: ReadonlyMap<string, readonly TextEdit[]>;
}

export interface MovePlans {
  readonly plans: readonly MovePlan[];
  /** Readers that create, of which no statement could be read. */
  readonly unread: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
  }[];
}

/**
 * Plans for each function in which a reader creates what the creating method should.
 * @param includes which files are asked about: those of a split, or of a driver that comes to it
 */
export function planMoves(
  analysis: Analysis,
  source: BlockSource,
  includes: (file: string) => boolean = () => true,
): MovePlans {
  const { moves, unread } = planWrites(analysis, source, includes);
  return { plans: moves.map(({ plan }) => plan), unread };
}

/** The same, with what each step would write. */
export function planWrites(
  analysis: Analysis,
  source: BlockSource,
  includes: (file: string) => boolean = () => true,
): { readonly moves: readonly WritableMove[]; readonly unread: MovePlans['unread'] } {
  const kinds = new CallKinds(analysis, source);
  const isTest = (file: string) => kinds.isTest({ path: file });
  const readers = analysis.exports.guilty().filter(({ cls }) => !isTest(cls.module.path));
  const { points, unread } = splitPoints(kinds, readers);
  const isAsked = ({ ctx, roots }: SplitPoint) =>
    [ctx.module.path, ...roots.map(({ cls }) => cls.module.path)].some(includes);
  const moves = points
    .filter((point) => isAsked(point) && !isTest(point.ctx.module.path))
    .map((point) => new Planner(kinds, point, isTest).plan());
  const driver = ({ cls }: SplitPoint['roots'][number]) => ({
    name: classLabel(cls.module, cls.fact) ?? analysis.relative(cls.module.path),
    file: analysis.relative(cls.module.path),
    line: positionAt(cls.module.lineStarts, cls.fact.nameSpan[0]).line,
  });
  return {
    moves: moves.sort(({ plan: a }, { plan: b }) => compare(a.file, b.file) || a.line - b.line),
    unread: unread.filter(({ cls }) => includes(cls.module.path)).map(driver),
  };
}

class Planner {
  constructor(
    private readonly kinds: CallKinds,
    private readonly point: SplitPoint,
    private readonly isTest: (file: string) => boolean,
  ) {}

  plan(): WritableMove {
    const { kinds, point } = this;
    const { module } = point.ctx;
    const slicer = new Slicer(kinds, point);
    const slice = slicer.slice();
    const lookups = new Lookups(kinds, point);
    const [{ reader }] = point.roots;
    const creates = nameIn(kinds.words.pairOf(reader.name)?.creates ?? '', module.language);
    const conditions = new Conditions(kinds, point, slicer, slice, lookups, creates);
    const around = new Surroundings(kinds, point, lookups, this.isTest);
    const hasCreation = point.creating.length > 0;
    const flows = hasCreation ? conditions.judge() : [];
    around.judge();
    const [what, who] = reader.spec.parameters.map(({ name }) => name);
    const found = [...conditions.reasons, ...around.reasons].map((r) => ({
      ...r,
      data: { what, who, ...r.data },
    }));
    const reasons = !hasCreation
      ? found.filter(({ id }) => id === 'zoning')
      : around.isAlready
        ? this.ofLeftover(found)
        : found;
    const line = (id: StatementId): PlannedLine => this.line(slicer, id);
    const step =
      hasCreation && !around.isAlready ? new EnsureStep(kinds, point, slice, found) : undefined;
    const extracted = step?.plan();
    const plan: MovePlan = {
      name: point.display,
      file: kinds.analysis.relative(module.path),
      line: positionAt(module.lineStarts, point.ctx.fact.nameSpan[0]).line,
      initializes: nameIn(reader.name, module.language),
      creates,
      drivers: this.drivers(),
      verdict: around.isAlready ? 'already' : hasCreation ? verdictOf(reasons) : 'already',
      shape: hasCreation ? shapeOf(slicer, slice, flows) : 'zoning',
      creations: point.creating.map((chain) => ({
        line: positionAt(chain[0].module.lineStarts, chain[0].span[0]).line,
        text: chain[0].display,
        creator: chain[chain.length - 1].display,
      })),
      ...this.parts(slicer, slice),
      flows: flows.map((f) => ({
        name: f.name,
        creator: f.creator,
        from: line(f.from).line,
        to: line(f.at).line,
        isSecret: f.isSecret,
        isLookedUp: f.others.length > 0 || f.arm !== undefined,
        lookups: f.lookups,
      })),
      reasons: reasons.sort(byWeight).map(planned),
      ...(step && { ensure: ensured(extracted, step.refusals) }),
    };
    return { plan, ensure: extracted?.edits ?? new Map() };
  }

  /** Where the second call only has to go, what is left to ask is what else it makes up for. */
  private ofLeftover(found: readonly Reason[]): Reason[] {
    const isAbout = ({ id }: Reason) =>
      ['again', 'secret', 'credential', 'caller', 'zoning'].includes(id);
    return found.filter(isAbout).map((r) => (r.id === 'secret' ? { ...r, id: 'credential' } : r));
  }

  private parts(slicer: Slicer, { moves, rest, creating, idle }: Slice) {
    const moving = new Set([...moves, ...idle.moves]);
    const staying = new Set([...rest, ...idle.rest]);
    // Functions that stand in a statement are shown with it.
    const lines = (isIn: (id: StatementId) => boolean): PlannedLine[] => {
      const all = slicer.point.flow.statements
        .filter(({ id }) => isIn(id))
        .map(({ id }) => this.line(slicer, id));
      return all.filter((l, i) => all.findIndex((o) => o.line === l.line) === i);
    };
    return {
      moves: lines((id) => moving.has(id) && (!staying.has(id) || creating.has(id))),
      copied: lines((id) => moving.has(id) && staying.has(id) && !creating.has(id)),
      stays: lines((id) => staying.has(id) && !moving.has(id)),
    };
  }

  private drivers(): MovePlan['drivers'] {
    return this.point.roots.map(({ cls }) => ({
      name: classLabel(cls.module, cls.fact) ?? this.kinds.analysis.relative(cls.module.path),
      file: this.kinds.analysis.relative(cls.module.path),
      line: positionAt(cls.module.lineStarts, cls.fact.nameSpan[0]).line,
    }));
  }

  private line({ point }: Slicer, id: StatementId): PlannedLine {
    const { module } = point.ctx;
    const { kind, head, span } = point.flow.statements[id];
    // `elif` begins where its condition does not.
    const at = kind === 'if' ? span[0] : head[0];
    const text = this.kinds.source.text(module.path)?.slice(at) ?? '';
    return {
      line: positionAt(module.lineStarts, at).line,
      text: text.split(/\r?\n/u)[0].trim(),
    };
  }
}

function ensured(plan: EnsurePlan | undefined, refused: readonly Refusal[]): PlannedEnsure {
  if (!plan) return { refused };
  const { method, parameters, gives, lines } = plan;
  return { method, parameters, gives, lines, refused };
}
