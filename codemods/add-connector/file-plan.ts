import type { Analysis } from '../../src/analysis/analysis.js';
import type { FoundValue, ValuePlace } from '../../src/analysis/value-places.js';
import type { ContractMethod } from '../../src/analysis/signatures.js';
import { insertInList } from '../../src/edits/lists.js';
import { notationOf, type Notation } from '../../src/edits/notation.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { WrittenList } from '../../src/edits/written-list.js';
import { callsAround } from '../../src/facts/call-forms.js';
import type { ModuleFacts, ScopeId, Span } from '../../src/facts/types.js';
import type { EntryKind, EntryText, Refusal } from './ledger.js';
import type { Migration, PlannedEdit } from './migration.js';
import type { Pass } from './precedence.js';
import { importEdits } from './types/imports.js';
import { TypeNames } from './types/type-names.js';
import { ValueNames } from './types/value-names.js';

/** A place of the file that wants a value. */
export type PlaceInFile = Omit<ValuePlace, 'module'>;

/** One file of a migration: what is known of it, and what is planned for it, imports included. */
export class FilePlan {
  /** How the file names types, and what it must import for them. */
  readonly names: TypeNames;
  /** The same for what the contract's own texts read. */
  private readonly values: ValueNames;

  constructor(
    readonly migration: Migration,
    readonly module: ModuleFacts,
  ) {
    this.names = new TypeNames(migration.types, module);
    this.values = new ValueNames(migration.types, module, this.names);
  }

  get analysis(): Analysis {
    return this.migration.analysis;
  }

  get text(): string {
    return this.migration.text(this.module);
  }

  get isTest(): boolean {
    return this.analysis.linker.isTest(this.module.path);
  }

  textOf({ span }: { readonly span: Span }): string {
    return this.text.slice(...span);
  }

  /** Another file of the same plan. */
  in(module: ModuleFacts): FilePlan {
    return this.migration.file(module);
  }

  /**
   * The same file in a plan of its own, to try something: nothing that is entered, edited or
   * imported there is left here.
   */
  trial(): FilePlan {
    return this.migration.trial().file(this.module);
  }

  /**
   * What can be passed at a place. What the contract says for it is none where the file cannot
   * import what it names.
   */
  value(place: PlaceInFile): FoundValue {
    const found = this.migration.values.find({ ...place, module: this.module }, this.text);
    if (found.k === 'none' || !isOfContract(found)) return found;
    const written = this.values.written(found.text, place.scope, place.method.added, true);
    return written.k === 'written' ? found : { k: 'none', detail: written.reason };
  }

  /** A value as it is written in a scope of the file; what it names is imported. */
  written(
    value: Extract<FoundValue, { k: 'found' }>,
    scope: ScopeId,
    { added }: ContractMethod,
  ): string {
    const made = isOfContract(value) ? this.values.written(value.text, scope, added) : undefined;
    const text = made?.k === 'written' ? made.text : value.text;
    return value.needsType ? this.names.text({ scope }, text, added?.import) : text;
  }

  /** How the file's language is written, in lines as long as the project has them. */
  private get notation(): Notation {
    const { path, language } = this.module;
    const own = notationOf(language);
    const { columns = own.columns, trailingComma } = this.migration.workspace.layouts.of(
      path,
      language,
    );
    return { ...own, columns, trailingComma };
  }

  /** Adds items to a list of the file, in the manner of its language. */
  insert(list: WrittenList, index: number, added: readonly string[]): TextEdit[] {
    const around = callsAround(this.module, list.inner).map(
      ({ inner, call: { argSpans, keywords = [] } }): WrittenList => {
        return {
          inner,
          items: [...argSpans, ...keywords.map((k) => k.span)].sort((a, b) => a[0] - b[0]),
        };
      },
    );
    return insertInList(this.text, list, index, added, this.notation, around);
  }

  /** Edits that no site of the ledger stands for. */
  edit(...edits: readonly PlannedEdit[]): void {
    this.migration.edit(this.module, ...edits);
  }

  /**
   * Enters what becomes of a site, with the edits it takes. Where another pass enters the site as
   * well, the table of passes says whose word holds.
   * @param offset where the site is reported
   * @param markAt where its expression or name starts
   */
  enter(
    pass: Pass,
    offset: number,
    text: EntryText,
    edits: readonly TextEdit[] = [],
    markAt = offset,
  ): void {
    const { module, migration } = this;
    const { entry, withdrawn } = migration.ledger.add(pass, module, offset, text, edits, markAt);
    if (withdrawn) migration.withdraw(module, withdrawn);
    if (entry) this.edit(...edits.map((edit) => ({ ...edit, entry })));
  }

  /**
   * Why a site is left as it is, though something could be done: the file is not changed, or the
   * user does not want it changed.
   */
  refusalAt(offset: number, kind: EntryKind): Refusal | undefined {
    return this.migration.refusalAt(this.module, offset, kind);
  }

  /** The edits that bring the types that were named. */
  importEdits(): TextEdit[] {
    return importEdits(
      this.migration.types,
      this.module,
      this.text,
      this.names.requests,
      this.notation,
    );
  }
}

/** Whether a value is a text of the contract, not something that the file has. */
function isOfContract({ step }: Extract<FoundValue, { k: 'found' }>): boolean {
  return step === 'placeholder' || step === 'fallback';
}
