import { stepsOf, type Step } from '../contract/steps.js';
import type { Contract } from '../contract/types.js';
import { Vocabulary } from '../contract/vocabulary.js';
import { sameName } from '../contract/words.js';
import { CallJudgements, type EffectNames } from '../effects/call-judgements.js';
import { EffectEdges } from '../effects/effect-edges.js';
import { Effects } from '../effects/effects.js';
import { OwnBodies } from '../effects/own-bodies.js';
import type { ModuleFacts } from '../facts/types.js';
import type { TreeChange } from '../linker/looks.js';
import type { TypeOracle } from '../linker/oracle.js';
import type { FactSource } from '../linker/project.js';
import { connectorFindings, unjudged } from './connector-findings.js';
import { ExportFindings, type ReadingMethod, type Reach } from './export-findings.js';
import type { Finding } from './findings.js';
import type { Mentions } from './mentions.js';
import { Model, type Before } from './model.js';
import { SecretFindings } from './secret-findings.js';

/** A finding with the analysis that made it, which knows its site. */
export interface JudgedFinding extends Finding {
  readonly analysis: Analysis;
}

/**
 * Everything that is known of one state of a tree under one contract, findings included. When a
 * file changes there is another one, which knows what the one before it did and still holds (see
 * {@link next}). It is about the contract's first step, and knows those that come after.
 */
export class Analysis extends Model {
  /** What the contract's change takes after the step that this is about. */
  readonly laterSteps: readonly Step[];
  private readonly whole: Contract;
  /** Who reaches a call that creates. */
  readonly reach: Reach;
  /** Who creates what it should only read. */
  readonly exports: ExportFindings;
  /** Who makes credentials anew. */
  private readonly secrets: SecretFindings;
  /** Of the whole tree, once somebody has asked for it. */
  private byFile: ReadonlyMap<string, readonly JudgedFinding[]> | undefined;
  /** Of files that were asked about one by one. */
  private readonly ofFiles = new Map<string, readonly JudgedFinding[]>();
  private readonly unjudgedOf = new Map<string, readonly JudgedFinding[]>();
  private later: readonly Analysis[] | undefined;

  constructor(
    root: string,
    contract: Contract,
    private readonly source: FactSource,
    private readonly oracle?: TypeOracle,
    private readonly isAsked?: (file: string) => boolean,
    before?: Before & { readonly reach?: Reach },
  ) {
    const [first, ...rest] = stepsOf(contract);
    super(root, first, source, oracle, isAsked, before);
    this.laterSteps = rest;
    this.whole = contract;
    this.reach = before?.reach ?? this.newReach();
    this.exports = new ExportFindings(this, this.reach);
    this.secrets = new SecretFindings(this, this.reach.edges, source);
  }

  private newReach(): Reach {
    const { creation } = this.contract;
    const vocabulary = new Vocabulary(creation);
    const { mentions } = this.ownRoles;
    const own = new OwnBodies(
      (name) => mentions.methodNamed(name)?.spec.mayNotCreateExports === true,
    );
    const judgements = new CallJudgements(
      this.linker,
      vocabulary,
      creation,
      effectNames(this.contract, mentions),
    );
    const edges = new EffectEdges(this.linker, judgements, own);
    const effects = new Effects(edges, judgements, own, this.linker);
    return { vocabulary, judgements, edges, effects };
  }

  /**
   * The next state of the tree, of an analysis that knew that it would be followed.
   * @param change what became of it since this one
   */
  next(change: TreeChange): Analysis {
    this.linker.forget(change);
    const { root, whole, source, oracle, isAsked, linker, ownRoles, reach } = this;
    return new Analysis(root, whole, source, oracle, isAsked, { linker, ownRoles, reach });
  }

  /**
   * What is known of the state of the tree that earlier steps leave.
   * @param step one of the later steps; the first where absent
   * @param isAsOnDisk whether a file's text is the one that the type checker knows
   */
  after(
    step: Step | undefined,
    source: FactSource,
    isAsOnDisk: (file: string) => boolean,
  ): Analysis {
    const { oracle } = this;
    const known: TypeOracle | undefined = oracle && {
      declarationsOf: (file, span) =>
        isAsOnDisk(file)
          ? oracle.declarationsOf(file, span)?.filter((d) => isAsOnDisk(d.file))
          : undefined,
      typeOf: (file, span) => (isAsOnDisk(file) ? oracle.typeOf(file, span) : undefined),
    };
    return new Analysis(this.root, step ?? this.contract, source, known);
  }

  /** Every finding of the tree, by file and position. */
  findings(): readonly JudgedFinding[] {
    return [...this.tables().values()].flat();
  }

  /**
   * The findings of a file, by position: those of {@link findings}, but only what may report
   * something there is judged.
   */
  findingsIn(file: string): readonly JudgedFinding[] {
    const known = this.byFile ?? this.ofFiles;
    let found = known.get(file);
    if (!found) {
      found = this.byFile
        ? []
        : told([
            ...this.inSteps(connectorFindings, file),
            ...this.exports.in(file).map((f): JudgedFinding => ({ ...f, analysis: this })),
            ...this.secretsOf(this.exports.readersOf(file)),
          ]);
      this.ofFiles.set(file, found);
    }
    return found;
  }

  /** The calls that could not be judged, by file and position: see {@link unjudged}. */
  unjudged(): readonly JudgedFinding[] {
    return [...byFile(this.inSteps(unjudged)).values()].flat();
  }

  unjudgedIn(file: string): readonly JudgedFinding[] {
    let found = this.unjudgedOf.get(file);
    if (!found) this.unjudgedOf.set(file, (found = told(this.inSteps(unjudged, file))));
    return found;
  }

  private secretsOf(readers: readonly ReadingMethod[]): JudgedFinding[] {
    return readers
      .flatMap((reader) => this.secrets.of(reader))
      .map((f): JudgedFinding => ({ ...f, analysis: this }));
  }

  private tables(): ReadonlyMap<string, readonly JudgedFinding[]> {
    // Of a site that lacks several parameters the first is told.
    return (this.byFile ??= byFile([
      ...this.inSteps(connectorFindings),
      ...this.exports.all().map((f): JudgedFinding => ({ ...f, analysis: this })),
      ...this.secretsOf(this.exports.readersOf()),
    ]));
  }

  /** @param file the one that is asked about; without it, all are */
  private inSteps(
    find: (model: Model, module: ModuleFacts) => Finding[],
    file?: string,
  ): JudgedFinding[] {
    this.later ??= this.laterSteps.map(
      (step) =>
        new Analysis(this.root, step, this.source, this.oracle, this.isAsked, {
          linker: this.linker,
        }),
    );
    return [this, ...this.later].flatMap((analysis) =>
      [...analysis.roles.modules]
        .filter(({ path }) => file === undefined || path === file)
        .flatMap((module) =>
          find(analysis, module).map((f): JudgedFinding => ({ ...f, analysis })),
        ),
    );
  }
}

function byFile(found: readonly JudgedFinding[]): Map<string, readonly JudgedFinding[]> {
  const table = new Map<string, JudgedFinding[]>();
  for (const finding of found) {
    const { path } = finding.module;
    const list = table.get(path);
    if (list) list.push(finding);
    else table.set(path, [finding]);
  }
  return new Map([...table].map(([path, list]) => [path, told(list)]));
}

/** One finding of a rule at a place of a file: the first. By position. */
function told(found: readonly JudgedFinding[]): JudgedFinding[] {
  const first = new Map<string, JudgedFinding>();
  for (const finding of found) {
    const key = `${finding.rule}:${finding.span[0]}`;
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first.values()].sort((a, b) => a.span[0] - b.span[0]);
}

/** What effects may know of the contract's methods. */
function effectNames({ values }: Step, mentions: Mentions): EffectNames {
  return {
    isCreatingMethod: (name) => mentions.methodNamed(name)?.spec.createsExports === true,
    tellsInitiator: (name, parameter) => {
      const method = mentions.methodNamed(name);
      return (
        values?.from?.some((f) => f.method === method?.name && sameName(f.parameter, parameter)) ??
        false
      );
    },
  };
}
