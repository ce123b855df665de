import type { Analysis } from '../../src/analysis/analysis.js';
import { ArgumentValues } from '../../src/analysis/argument-values.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { ModuleFacts } from '../../src/facts/types.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { LedgerBuilder } from './ledger.js';
import { TypeSource } from './type-source.js';

export interface MigrationOptions {
  /** Which files are migrated (absolute paths); all of the project where absent. */
  readonly includes?: (file: string) => boolean;
  /** Leave a marker comment at each site that stays open. */
  readonly todo?: boolean;
}

/** What the parts of one plan share. */
export class Migration {
  readonly edits = new Map<string, TextEdit[]>();
  readonly ledger: LedgerBuilder;
  readonly values: ArgumentValues;
  private files: ReadonlySet<string> | undefined;

  constructor(
    readonly analysis: Analysis,
    readonly workspace: Workspace,
    readonly options: MigrationOptions,
    readonly types = new TypeSource(analysis, workspace),
  ) {
    this.ledger = new LedgerBuilder((file) => analysis.relative(file));
    this.values = new ArgumentValues(analysis);
  }

  /** Files of the project that the user asked for: not those of packages. */
  covers(module: ModuleFacts): boolean {
    this.files ??= new Set(this.workspace.all());
    return this.files.has(module.path) && (this.options.includes?.(module.path) ?? true);
  }

  /** Modules that may hold something of the contract, by path. */
  modules(): ModuleFacts[] {
    return [...this.analysis.roles.modules].filter((m) => this.covers(m)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  text(module: ModuleFacts): string {
    return this.workspace.text(module.path) ?? '';
  }

  edit(module: ModuleFacts, ...edits: readonly TextEdit[]): void {
    const list = this.edits.get(module.path) ?? [];
    list.push(...edits);
    this.edits.set(module.path, list);
  }
}
