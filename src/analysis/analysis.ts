import { Minimatch } from 'minimatch';
import type { Contract } from '../contract/types.js';
import { Vocabulary } from '../contract/vocabulary.js';
import { sameName } from '../contract/words.js';
import { positionAt } from '../facts/text.js';
import type { ModuleFacts } from '../facts/types.js';
import { connectorFindings } from './connector-findings.js';
import { CallJudgements } from '../effects/call-judgements.js';
import { EffectEdges } from '../effects/effect-edges.js';
import { Effects } from '../effects/effects.js';
import { OwnBodies } from '../effects/own-bodies.js';
import { ExportFindings } from './export-findings.js';
import type { Finding } from './findings.js';
import { Linker } from '../linker/linker.js';
import type { TypeOracle } from '../linker/oracle.js';
import { Project, type FactSource } from '../linker/project.js';
import { Roles } from './roles.js';
import { Signatures } from './signatures.js';
import { Sites } from './sites.js';
import { relativePath } from '../facts/paths.js';

/** Everything that is known of one state of a tree under one contract. Built afresh when a file changes; facts are kept. */
export class Analysis {
  readonly project: Project;
  readonly linker: Linker;
  readonly roles: Roles;
  readonly signatures: Signatures;
  readonly sites: Sites;
  readonly effects: Effects;
  private readonly exports: ExportFindings;
  private readonly tests = new Map<string, boolean>();
  private byModule: Map<ModuleFacts, Finding[]> | undefined;

  /**
   * @param root the folder that paths in messages are relative to
   * @param source where facts come from
   * @param oracle a type checker to ask where facts leave a receiver unknown
   * @param isAsked which files the answer is about; tests that it is not about are not read, since they decide nothing elsewhere
   */
  constructor(
    readonly root: string,
    readonly contract: Contract,
    source: FactSource,
    oracle?: TypeOracle,
    isAsked: (file: string) => boolean = () => true,
  ) {
    this.project = new Project(source);
    const wrappers = new Set(contract.wrappers ?? []);
    const isWanted = (file: string) => isAsked(file) || !this.linker.isTest(file);
    const testGlobs = (contract.tests?.files ?? []).map((glob) => new Minimatch(glob, { dot: true }));
    this.linker = new Linker(
      this.project,
      wrappers,
      (file) => {
        let known = this.tests.get(file);
        if (known === undefined) {
          const relative = this.relative(file);
          this.tests.set(file, (known = testGlobs.some((glob) => glob.match(relative))));
        }
        return known;
      },
      oracle,
    );
    this.signatures = new Signatures(this.project, wrappers);
    this.roles = new Roles(
      contract,
      this.linker,
      this.signatures,
      this.project.modulesContaining(Object.keys(contract.methods), isWanted),
      (file) => this.relative(file),
    );
    this.sites = new Sites(this.linker, this.roles, this.signatures);
    for (const module of this.project.modulesMentioning(this.sites.givenNames(), undefined, isWanted)) this.roles.modules.add(module);
    const isReader = (name: string) => this.roles.methodNamed(name)?.spec.mayNotCreateExports === true;
    const vocabulary = new Vocabulary(contract.creation);
    const own = new OwnBodies(isReader);
    const judgements = new CallJudgements(this.linker, vocabulary, contract.creation, {
      isCreatingMethod: (name) => this.roles.methodNamed(name)?.spec.createsExports === true,
      tellsInitiator: (name, parameter) => {
        const method = this.roles.methodNamed(name);
        return contract.values?.from?.some((f) => f.method === method?.name && sameName(f.parameter, parameter)) ?? false;
      },
    });
    const edges = new EffectEdges(this.linker, judgements, own);
    this.effects = new Effects(edges, judgements, own);
    this.exports = new ExportFindings(this, edges, vocabulary);
  }

  relative(file: string): string {
    return relativePath(this.root, file);
  }

  /** `path:line` of an offset. */
  place(module: ModuleFacts, offset: number): string {
    return `${this.relative(module.path)}:${positionAt(module.lineStarts, offset).line}`;
  }

  /** Every finding of the tree, by file and position. */
  findings(): readonly Finding[] {
    return [...this.table().values()].flat();
  }

  findingsIn(file: string): readonly Finding[] {
    const module = this.project.modules.get(file);
    return (module && this.table().get(module)) ?? [];
  }

  private table(): Map<ModuleFacts, Finding[]> {
    if (this.byModule) return this.byModule;
    const table = new Map<ModuleFacts, Finding[]>();
    const seen = new Set<string>();
    const found = [...[...this.roles.modules].flatMap((module) => connectorFindings(this, module)), ...this.exports.all()];
    for (const finding of found) {
      const key = `${finding.rule}:${finding.module.path}:${finding.span[0]}`;
      if (seen.has(key)) continue;
      seen.add(key);
      table.set(finding.module, [...(table.get(finding.module) ?? []), finding]);
    }
    for (const list of table.values()) list.sort((a, b) => a.span[0] - b.span[0]);
    return (this.byModule = table);
  }
}
