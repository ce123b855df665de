import path from 'node:path';
import { positionAt } from '../../src/facts/text.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { ModuleFacts, Span } from '../../src/facts/types.js';
import { openFor, prevailing, type Clash, type Pass, type Statement } from './precedence.js';

/**
 * `declaration` and `call` as the rules see them; `reference`: a method handed on; `test`: an
 * assertion about a call; `mention`: the method's name where none of these is for certain; `file`:
 * one that holds a word of the contract and could not be read whole.
 */
export type EntryKind = 'declaration' | 'call' | 'reference' | 'test' | 'mention' | 'file';

export const STATUSES = ['migrated', 'already', 'skipped', 'collision', 'open'] as const;

export type Status = (typeof STATUSES)[number];

export interface SitePlace {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** From 1, in the text before the migration. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface LedgerEntry extends SitePlace {
  readonly kind: EntryKind;
  /** The contract method; empty for a file. */
  readonly method: string;
  /** `Class.method`, or what is called. */
  readonly name: string;
  readonly role: string;
  readonly status: Status;
  readonly reason: string;
  /** What a call passes now. */
  readonly value?: string;
  /** A declaration's new parameter list. */
  readonly parameters?: string;
  readonly decidedBy: 'linker' | 'types';
  /** Whose file it is; absent for what is no vendor's. */
  readonly vendor?: string;
  /** The user did not want it changed. */
  readonly declined?: true;
}

/** How often a name of the contract stands in the code, and what became of it each time. */
export interface CensusRow {
  /** The contract method. */
  readonly method: string;
  /** As it is written: `createExport`, `create_export`. */
  readonly name: string;
  /** Tokens that are the name, or a string that says nothing else. */
  readonly occurrences: number;
  readonly status: Readonly<Record<Status, number>>;
  /**
   * Those of which the analysis knows nothing: each has an open entry, and is not counted by
   * status.
   */
  readonly unaccounted: number;
  /** How often it stands in comments and in longer texts, which are no occurrences. */
  readonly inTexts: number;
}

export interface Ledger {
  readonly version: 1;
  readonly contract: string;
  readonly entries: readonly LedgerEntry[];
  /**
   * Every occurrence of each method's name in the files that were migrated, counted without the
   * analysis.
   */
  readonly census: readonly CensusRow[];
  readonly totals: {
    readonly status: Readonly<Record<Status, number>>;
    readonly role: Readonly<Record<string, Readonly<Partial<Record<Status, number>>>>>;
  };
}

/** An entry with where its site stands. */
interface Entered extends Statement {
  readonly module: ModuleFacts;
  /** Where a marker would go. */
  readonly markAt: number;
  readonly isDeclined: boolean;
}

/** What an entry says beyond its place. */
export type EntryText = Omit<LedgerEntry, keyof SitePlace | 'decidedBy'> &
  Partial<Pick<LedgerEntry, 'decidedBy'>> &
  Pick<Refusal, 'isDeclined'>;

/** Why a site is left as it is though something could be done. */
export interface Refusal {
  /** In words. */
  readonly reason: string;
  /** The user does not want it changed. */
  readonly isDeclined?: boolean;
}

/**
 * A site's own name in one tree. A name that is declared and used at once is two sites; a file is
 * none that stands at its start.
 */
export function siteId(kind: EntryKind, { file, line, column }: SitePlace): string {
  return `${file}:${line}:${column}:${kind === 'declaration' || kind === 'file' ? kind : 'use'}`;
}

/** Line from 1, column from 0. */
export type Origin = (module: ModuleFacts, offset: number) => ReturnType<typeof positionAt>;

/** Collects what became of each site. Of what is said of one site the table of passes chooses. */
export class LedgerBuilder {
  /** What the passes contradict themselves in: faults of theirs. */
  readonly clashes: Clash[] = [];
  private readonly entered = new Map<string, Entered>();
  private readonly files: LedgerEntry[] = [];
  /** What is entered in a module, by offset. */
  private readonly places = new Map<ModuleFacts, Map<number, readonly LedgerEntry[]>>();

  /**
   * @param relative a file's path in entries
   * @param origin where a place of the text stood before any step
   */
  constructor(
    private readonly relative: (file: string) => string,
    private readonly origin: Origin = ({ lineStarts }, offset) => positionAt(lineStarts, offset),
  ) {}

  /**
   * @param pass who says it
   * @param offset where the site is reported
   * @param edits what the entry takes
   * @param markAt where its expression or name starts
   */
  add(
    pass: Pass,
    module: ModuleFacts,
    offset: number,
    { kind, method, decidedBy = 'linker', isDeclined = false, ...rest }: EntryText,
    edits: readonly TextEdit[],
    markAt = offset,
  ): Added {
    const entry: LedgerEntry = {
      kind,
      method,
      ...this.placeOf(module, offset),
      ...rest,
      decidedBy,
      ...(isDeclined && { declined: true }),
    };
    const id = siteId(kind, entry);
    const statement: Entered = { pass, entry, edits, module, markAt, isDeclined };
    const earlier = this.entered.get(id);
    if (!earlier) {
      this.put(id, offset, statement);
      return { entry };
    }
    switch (prevailing(earlier, statement)) {
      case 'first':
        return {};
      case 'second':
        this.put(id, offset, statement, earlier.entry);
        return { entry, withdrawn: earlier.entry };
      case 'clash': {
        const clash: Clash = { pass, entries: [earlier.entry, entry] };
        this.clashes.push(clash);
        this.put(id, offset, { ...earlier, entry: openFor(clash), edits: [] }, earlier.entry);
        return { withdrawn: earlier.entry };
      }
    }
  }

  private put(id: string, offset: number, entered: Entered, instead?: LedgerEntry): void {
    const { entry, module } = entered;
    this.entered.set(id, entered);
    const places = this.places.get(module) ?? new Map<number, readonly LedgerEntry[]>();
    this.places.set(module, places);
    const others = (places.get(offset) ?? []).filter((other) => other !== instead);
    places.set(offset, [...others, entry]);
  }

  /** The entry of what is reported within a span. */
  within(module: ModuleFacts, [start, end]: Span): LedgerEntry | undefined {
    const places = this.places.get(module);
    for (let at = start; places && at < end; at++) {
      const there = places.get(at);
      if (there) return telling(there);
    }
    return undefined;
  }

  /** Whether a call or a reference of a method is left open within a span. */
  hasOpenIn(module: ModuleFacts, [start, end]: Span, method: string): boolean {
    return [...(this.places.get(module) ?? [])].some(
      ([at, there]) => start <= at && at < end && isOpenUse(telling(there), method),
    );
  }

  /**
   * Enters a file of which it is not known what it holds.
   * @param at where reading it stopped, with the facts of what could be read
   */
  addFile(file: string, reason: string, facts?: ModuleFacts, at = 0): void {
    const place = facts
      ? this.placeOf(facts, at)
      : { file: this.relative(file), line: 1, column: 1 };
    const name = path.posix.basename(place.file);
    this.files.push({
      kind: 'file',
      method: '',
      ...place,
      name,
      role: 'unresolved',
      status: 'open',
      reason,
      decidedBy: 'linker',
    });
  }

  placeOf(module: ModuleFacts, offset: number): SitePlace {
    const { line, column } = this.origin(module, offset);
    return { file: this.relative(module.path), line, column: column + 1 };
  }

  /** The sites that are left to do by hand. */
  unfinished(): Entered[] {
    return [...this.entered.values()].filter(({ entry }) => isUnfinished(entry));
  }

  /** Where the marker of each site would stand. */
  marked(): { readonly entry: LedgerEntry; readonly place: SitePlace }[] {
    return [...this.entered.values()].map(({ entry, module, markAt }) => ({
      entry,
      place: this.placeOf(module, markAt),
    }));
  }

  /**
   * @param reopened files whose edits were given up, with the reason: what was to be migrated there
   * stays open
   * @returns the entries, in no order
   */
  build(reopened: ReadonlyMap<string, string>): LedgerEntry[] {
    return [
      ...[...this.entered.values()].map(({ entry }) => openIn(reopened, entry)),
      ...this.files,
    ];
  }
}

/** What became of a statement that was added. */
interface Added {
  /** The statement's entry; undefined where another holds. */
  readonly entry?: LedgerEntry;
  /** An earlier entry that holds no longer, nor what it edits. */
  readonly withdrawn?: LedgerEntry;
}

/** A name that is declared and used at once is two sites; what is left to do counts. */
function telling(there: readonly LedgerEntry[]): LedgerEntry {
  return there.findLast(isUnfinished) ?? there[0];
}

function isOpenUse({ kind, method, status }: LedgerEntry, of: string): boolean {
  return method === of && status === 'open' && (kind === 'call' || kind === 'reference');
}

/** Puts the entries of a ledger in order, and sums up. */
export function ledgerOf(
  contract: string,
  entries: readonly LedgerEntry[],
  census: readonly CensusRow[],
): Ledger {
  const sorted = [...entries].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.kind, b.kind),
  );
  return { version: 1, contract, entries: sorted, census, totals: totalsOf(sorted) };
}

/** The same ledger where some entries say something else. */
export function withEntries(ledger: Ledger, entries: readonly LedgerEntry[]): Ledger {
  return { ...ledger, entries, totals: totalsOf(entries) };
}

function openIn(files: ReadonlyMap<string, string>, entry: LedgerEntry): LedgerEntry {
  const reason = entry.status === 'migrated' ? files.get(entry.file) : undefined;
  if (reason === undefined) return entry;
  return { ...entry, status: 'open', reason, value: undefined, parameters: undefined };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A count of each status, before anything is counted. */
export function noneByStatus(): Record<Status, number> {
  return Object.fromEntries(STATUSES.map((s) => [s, 0])) as Record<Status, number>;
}

function totalsOf(entries: readonly LedgerEntry[]): Ledger['totals'] {
  const status = noneByStatus();
  const role: Record<string, Partial<Record<Status, number>>> = {};
  for (const entry of entries) {
    status[entry.status]++;
    const row = (role[entry.role] ??= {});
    row[entry.status] = (row[entry.status] ?? 0) + 1;
  }
  return { status, role };
}

/**
 * Whether an entry is a site of the contract: what rules speak of, and what a migration changes.
 */
export function isSite({ kind }: Pick<LedgerEntry, 'kind'>): boolean {
  return kind !== 'file' && kind !== 'mention';
}

/** Whether something is left to do by hand. */
export function isUnfinished({ status }: LedgerEntry): boolean {
  return status === 'open' || status === 'collision';
}

/** `1 site`, `2 sites`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
