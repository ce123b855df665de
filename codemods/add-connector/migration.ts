import type { Analysis } from '../../src/analysis/analysis.js';
import { ArgumentValues } from '../../src/analysis/argument-values.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { BindingFact, ModuleFacts } from '../../src/facts/types.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { FilePlan } from './file-plan.js';
import {
  LedgerBuilder,
  siteId,
  type EntryKind,
  type LedgerEntry,
  type Origin,
  type Refusal,
} from './ledger.js';
import { TypeSource } from './types/type-source.js';

export interface MigrationOptions {
  /** Which files are migrated (absolute paths); all of the project where absent. */
  readonly includes?: (file: string) => boolean;
  /** Leave a marker comment at each site that stays open. */
  readonly todo?: boolean;
  /**
   * Give functions the parameter, and their callers in turn, until a call without a value has one.
   */
  readonly propagate?: boolean;
  /**
   * Files that cannot be written, by absolute path, with the reason: what was to be changed in them
   * stays open.
   */
  readonly refused?: ReadonlyMap<string, string>;
  /** Sites that are left as they are, by {@link siteId}: the user does not want them changed. */
  readonly declined?: ReadonlySet<string>;
  /** Sites that an earlier step left as they are, by {@link siteId}, with the reason. */
  readonly left?: ReadonlyMap<string, string>;
  /** Where a place stood before the steps that were made already; as it stands where absent. */
  readonly origin?: Origin;
}

/** A splice with the site it belongs to; an import belongs to none. */
export interface PlannedEdit extends TextEdit {
  readonly entry?: LedgerEntry;
}

const LONE_RETURN = /\r(?!\n)/gu;
const SEPARATOR_TOO = /\r(?!\n)|[\u2028\u2029]/gu;
/** What ends a line besides a line feed. */
const OTHER_LINE_ENDS = {
  python: LONE_RETURN,
  javascript: SEPARATOR_TOO,
  typescript: SEPARATOR_TOO,
} as const;

/**
 * The texts that facts were taken of, as edits are laid out in them: an editor makes a migration
 * for each site.
 */
const texts = new WeakMap<ModuleFacts, string>();

/**
 * Why a site is open whose file has a syntax error: where what was read ends, nobody knows, and so
 * what an edit would do.
 */
const DAMAGED = 'its file does not parse';

/** Why a declined site is open. */
const DECLINED: Refusal = { reason: 'you left it as it is', isDeclined: true };

const NOTHING: ReadonlyMap<string, string> = new Map<string, string>();

/** What the parts of one plan share. */
export class Migration {
  readonly edits = new Map<string, PlannedEdit[]>();
  readonly ledger: LedgerBuilder;
  readonly values: ArgumentValues;
  private files: ReadonlySet<string> | undefined;
  private readonly followed = new Set<BindingFact>();
  private readonly plans = new Map<ModuleFacts, FilePlan>();

  constructor(
    readonly analysis: Analysis,
    readonly workspace: Workspace,
    readonly options: MigrationOptions,
    readonly types = new TypeSource(analysis, workspace),
  ) {
    this.ledger = new LedgerBuilder((file) => analysis.relative(file), options.origin);
    this.values = new ArgumentValues(analysis);
  }

  /** Files of the project that the user asked for: not those of packages. */
  covers(module: ModuleFacts): boolean {
    this.files ??= new Set(this.workspace.all());
    return this.files.has(module.path) && (this.options.includes?.(module.path) ?? true);
  }

  /** What is planned for a file. */
  file(module: ModuleFacts): FilePlan {
    let plan = this.plans.get(module);
    if (!plan) this.plans.set(module, (plan = new FilePlan(this, module)));
    return plan;
  }

  /**
   * A plan of its own for the same tree, to try something: nothing that is entered, edited or
   * imported there is left here.
   */
  trial(): Migration {
    return new Migration(this.analysis, this.workspace, this.options, this.types);
  }

  /** Edits the imports of all files whose plan names types that they must import. */
  editImports(): void {
    for (const plan of this.plans.values())
      if (plan.names.requests.length > 0) plan.edit(...plan.importEdits());
  }

  /** Modules that may hold something of the contract, by path. */
  modules(): ModuleFacts[] {
    return [...this.analysis.roles.modules]
      .filter((m) => this.covers(m))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Looks at what a variable holds; one that was made from itself holds nothing more. */
  follow<T>(binding: BindingFact, look: () => T | undefined): T | undefined {
    if (this.followed.has(binding)) return undefined;
    this.followed.add(binding);
    try {
      return look();
    } finally {
      this.followed.delete(binding);
    }
  }

  /**
   * A module's text, in which each line ends as whoever lays out edits knows it: with a line feed,
   * or with both. No offset moves.
   */
  text(module: ModuleFacts): string {
    let text = texts.get(module);
    if (text === undefined)
      texts.set(
        module,
        (text = (this.workspace.text(module.path) ?? '').replace(
          OTHER_LINE_ENDS[module.language],
          '\n',
        )),
      );
    return text;
  }

  /** Edits that no site of the ledger stands for. */
  edit(module: ModuleFacts, ...edits: readonly PlannedEdit[]): void {
    const list = this.edits.get(module.path) ?? [];
    list.push(...edits);
    this.edits.set(module.path, list);
  }

  /** Takes back the edits of an entry that does not hold. */
  withdraw(module: ModuleFacts, entry: LedgerEntry): void {
    const edits = this.edits.get(module.path)?.filter((edit) => edit.entry !== entry);
    if (edits) this.edits.set(module.path, edits);
  }

  /** Why nothing is changed in a file: it cannot be written, or does not parse. */
  refusalOf(module: ModuleFacts): string | undefined {
    return (
      this.options.refused?.get(module.path) ??
      (module.syntaxErrors.length > 0 ? DAMAGED : undefined)
    );
  }

  /**
   * Why a site is left as it is, though something could be done: its file is not changed, or the
   * user does not want it changed.
   */
  refusalAt(module: ModuleFacts, offset: number, kind: EntryKind): Refusal | undefined {
    const { declined = NOTHING, left = NOTHING } = this.options;
    const refusal = this.refusalOf(module);
    if (refusal !== undefined) return { reason: refusal };
    if (declined.size === 0 && left.size === 0) return undefined;
    const id = siteId(kind, this.ledger.placeOf(module, offset));
    if (declined.has(id)) return DECLINED;
    const reason = left.get(id);
    return reason === undefined ? undefined : { reason };
  }
}
