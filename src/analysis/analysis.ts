import { Vocabulary } from '../contract/vocabulary.js';
import { sameName } from '../contract/words.js';
import { CallJudgements, type EffectNames } from '../effects/call-judgements.js';
import { EffectEdges } from '../effects/effect-edges.js';
import { Effects } from '../effects/effects.js';
import { OwnBodies } from '../effects/own-bodies.js';
import type { ModuleFacts } from '../facts/types.js';
import { connectorFindings } from './connector-findings.js';
import { ExportFindings } from './export-findings.js';
import type { Finding } from './findings.js';
import { Model } from './model.js';

/**
 * Everything that is known of one state of a tree under one contract, findings included. Built
 * afresh when a file changes; facts are kept.
 */
export class Analysis extends Model {
  private readonly exports: ExportFindings;
  private byModule: Map<ModuleFacts, Finding[]> | undefined;

  constructor(...state: ConstructorParameters<typeof Model>) {
    super(...state);
    const { creation } = this.contract;
    const vocabulary = new Vocabulary(creation);
    const own = new OwnBodies(
      (name) => this.roles.methodNamed(name)?.spec.mayNotCreateExports === true,
    );
    const judgements = new CallJudgements(this.linker, vocabulary, creation, effectNames(this));
    const edges = new EffectEdges(this.linker, judgements, own);
    this.exports = new ExportFindings(
      this,
      new Effects(edges, judgements, own, this.linker.queries),
      edges,
      vocabulary,
    );
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
    const found = [
      ...[...this.roles.modules].flatMap((module) => connectorFindings(this, module)),
      ...this.exports.all(),
    ];
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
