import { stepsOf, type Step } from '../contract/steps.js';
import type { Contract } from '../contract/types.js';
import { Vocabulary } from '../contract/vocabulary.js';
import { sameName } from '../contract/words.js';
import { CallJudgements, type EffectNames } from '../effects/call-judgements.js';
import { EffectEdges } from '../effects/effect-edges.js';
import { Effects } from '../effects/effects.js';
import { OwnBodies } from '../effects/own-bodies.js';
import type { ModuleFacts } from '../facts/types.js';
import type { TypeOracle } from '../linker/oracle.js';
import type { FactSource } from '../linker/project.js';
import { connectorFindings, unjudged } from './connector-findings.js';
import { ExportFindings } from './export-findings.js';
import type { Finding } from './findings.js';
import { Model } from './model.js';

/** A finding with the analysis that made it, which knows its site. */
export interface JudgedFinding extends Finding {
  readonly analysis: Analysis;
}

/**
 * Everything that is known of one state of a tree under one contract, findings included. Built
 * afresh when a file changes; facts are kept. It is about the contract's first step, and knows those
 * that come after.
 */
export class Analysis extends Model {
  /** What the contract's change takes after the step that this is about. */
  readonly laterSteps: readonly Step[];
  /** Who creates what it should only read. */
  readonly exports: ExportFindings;
  readonly vocabulary: Vocabulary;
  readonly judgements: CallJudgements;
  readonly edges: EffectEdges;
  readonly effects: Effects;
  private byModule: Map<ModuleFacts, JudgedFinding[]> | undefined;
  private unjudgedByModule: Map<ModuleFacts, JudgedFinding[]> | undefined;
  private later: readonly Analysis[] | undefined;

  constructor(
    root: string,
    contract: Contract,
    private readonly source: FactSource,
    private readonly oracle?: TypeOracle,
    private readonly isAsked?: (file: string) => boolean,
  ) {
    const [first, ...rest] = stepsOf(contract);
    super(root, first, source, oracle, isAsked);
    this.laterSteps = rest;
    const { creation } = first;
    this.vocabulary = new Vocabulary(creation);
    const own = new OwnBodies(
      (name) => this.roles.methodNamed(name)?.spec.mayNotCreateExports === true,
    );
    this.judgements = new CallJudgements(this.linker, this.vocabulary, creation, effectNames(this));
    this.edges = new EffectEdges(this.linker, this.judgements, own);
    this.effects = new Effects(this.edges, this.judgements, own, this.linker.queries);
    this.exports = new ExportFindings(this, this.effects, this.edges, this.vocabulary);
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
    return [...this.table().values()].flat();
  }

  findingsIn(file: string): readonly JudgedFinding[] {
    const module = this.project.modules.get(file);
    return (module && this.table().get(module)) ?? [];
  }

  /** The calls that could not be judged, by file and position: see {@link unjudged}. */
  unjudged(): readonly JudgedFinding[] {
    return [...this.unjudgedTable().values()].flat();
  }

  unjudgedIn(file: string): readonly JudgedFinding[] {
    const module = this.project.modules.get(file);
    return (module && this.unjudgedTable().get(module)) ?? [];
  }

  private table(): Map<ModuleFacts, JudgedFinding[]> {
    // Of a site that lacks several parameters the first is told.
    return (this.byModule ??= byModule([
      ...this.inSteps(connectorFindings),
      ...this.exports.all().map((f): JudgedFinding => ({ ...f, analysis: this })),
    ]));
  }

  private unjudgedTable(): Map<ModuleFacts, JudgedFinding[]> {
    return (this.unjudgedByModule ??= byModule(this.inSteps(unjudged)));
  }

  private inSteps(find: (model: Model, module: ModuleFacts) => Finding[]): JudgedFinding[] {
    this.later ??= this.laterSteps.map(
      (step) => new Analysis(this.root, step, this.source, this.oracle, this.isAsked),
    );
    return [this, ...this.later].flatMap((analysis) =>
      [...analysis.roles.modules].flatMap((module) =>
        find(analysis, module).map((f): JudgedFinding => ({ ...f, analysis })),
      ),
    );
  }
}

/** One finding of a rule at a place: the first. */
function byModule(found: readonly JudgedFinding[]): Map<ModuleFacts, JudgedFinding[]> {
  const table = new Map<ModuleFacts, JudgedFinding[]>();
  const seen = new Set<string>();
  for (const finding of found) {
    const key = `${finding.rule}:${finding.module.path}:${finding.span[0]}`;
    if (seen.has(key)) continue;
    seen.add(key);
    table.set(finding.module, [...(table.get(finding.module) ?? []), finding]);
  }
  for (const list of table.values()) list.sort((a, b) => a.span[0] - b.span[0]);
  return table;
}

/** What effects may know of the contract's methods. */
function effectNames({ contract, roles }: Model): EffectNames {
  return {
    isCreatingMethod: (name) => roles.methodNamed(name)?.spec.createsExports === true,
    tellsInitiator: (name, parameter) => {
      const method = roles.methodNamed(name);
      return (
        contract.values?.from?.some(
          (f) => f.method === method?.name && sameName(f.parameter, parameter),
        ) ?? false
      );
    },
  };
}
