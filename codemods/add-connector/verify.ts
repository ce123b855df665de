import type { FileChange } from '../../src/edits/file-change.js';
import { applyEdits, originOf } from '../../src/edits/text-edits.js';
import { languageOfFile } from '../../src/workspace/languages.js';
import { isUnfinished, reopen, type Ledger, type LedgerEntry } from './ledger.js';
import type { PlannedEdit } from './migration.js';
import type { TypeProjects } from '../../src/workspace/type-projects.js';
import { saidOf, sameError, TypeCheck, type TypeProblem } from './type-check.js';
import { relativePath } from '../../src/facts/paths.js';
import { lineStartsOf, positionAt } from '../../src/facts/text.js';

/** A file of a plan, with the sites that its edits belong to. */
export interface PlannedFile extends FileChange {
  readonly edits: readonly PlannedEdit[];
}

/** A new error, with where it stands on disk before and after. */
export interface NewError extends TypeProblem {
  readonly lineBefore: number;
  /** Its file's edits are given up for it. */
  readonly isAverted: boolean;
  /** The site whose edit brought it about, as far as the checker tells. */
  readonly cause: LedgerEntry | undefined;
}

/** What is left of a plan once it is type-checked. */
export interface Verified {
  readonly changes: readonly PlannedFile[];
  readonly ledger: Ledger;
  readonly errors: readonly NewError[];
  /** Files in a language without types to check, which were only parsed again. */
  readonly untyped: number;
}

/**
 * Type-checks a plan in memory. A file with a new error at another place than an open site is left
 * as it was, its sites are open; errors at open sites and in files that no edit touches are only
 * told.
 * @param root what the ledger's paths are relative to
 * @param types gives the projects to check
 */
export async function verifyPlan(
  root: string,
  plan: Ledger,
  planned: readonly PlannedFile[],
  types: () => Promise<TypeProjects>,
): Promise<Verified> {
  const untyped = planned.filter((c) => languageOfFile(c.path) !== undefined);
  const typed = planned.filter((c) => !untyped.includes(c));
  if (typed.length === 0)
    return { changes: planned, ledger: plan, errors: [], untyped: untyped.length };
  const check = new TypeCheck(await types(), new Map(typed.map((c) => [c.path, c.before])));
  const tried = new TriedSites(check);
  const reasons = new Map<string, string>();
  const averted: NewError[] = [];
  const byPath = new Map(typed.map((c) => [c.path, new ChangedText(c)]));
  for (let changes = typed, ledger = plan; ;) {
    const open = new Set(ledger.entries.filter(isUnfinished).map((e) => `${e.file}:${e.line}`));
    const errors = check.newErrors(textsOf(changes)).map((problem) => located(problem, byPath));
    const broken = errors.filter(
      (e) => byPath.has(e.file) && !open.has(`${relativePath(root, e.file)}:${e.lineBefore}`),
    );
    if (broken.length === 0) {
      const kept = planned.filter((c) => untyped.includes(c) || changes.includes(c));
      return {
        changes: kept,
        ledger,
        errors: [...averted, ...errors].sort(byPlace),
        untyped: untyped.length,
      };
    }
    averted.push(
      ...broken.map((e) => ({ ...e, isAverted: true, cause: e.cause ?? tried.cause(changes, e) })),
    );
    for (const problem of broken.toReversed())
      reasons.set(
        relativePath(root, problem.file),
        `its file would not pass the type check: ${saidOf(problem, ` at line ${problem.lineBefore}`)}`,
      );
    for (const { file } of broken) byPath.delete(file);
    changes = changes.filter((c) => byPath.has(c.path));
    ledger = reopen(plan, reasons);
  }
}

/**
 * The edit behind an error: in its own line, else where the checker points to: the parameter that
 * is not given.
 */
function located(problem: TypeProblem, changes: ReadonlyMap<string, ChangedText>): NewError {
  const lineBefore = changes.get(problem.file)?.lineBefore(problem.start) ?? problem.line;
  const places = [problem, ...problem.related];
  const exact = places
    .map((p) => changes.get(p.file)?.editAt(p.start))
    .find((e) => e !== undefined);
  const near = places
    .map((p) => changes.get(p.file)?.editOnLine(p.start))
    .find((e) => e !== undefined);
  return { ...problem, lineBefore, isAverted: false, cause: (exact ?? near)?.entry };
}

/** A changed file, asked from its text after the edits. */
class ChangedText {
  private readonly startsBefore: readonly number[];
  private readonly startsAfter: readonly number[];

  constructor(private readonly change: PlannedFile) {
    this.startsBefore = lineStartsOf(change.before);
    this.startsAfter = lineStartsOf(change.after);
  }

  /** The line, from 1, that an offset's line was before the edits. */
  lineBefore(start: number): number {
    return positionAt(this.startsBefore, this.origin(this.lineAround(start)[0])).line;
  }

  editAt(start: number): PlannedEdit | undefined {
    const { edit } = originOf(this.change.edits, start);
    return edit?.entry && edit;
  }

  editOnLine(start: number): PlannedEdit | undefined {
    const [from, to] = this.lineAround(start).map((at) => this.origin(at));
    return this.change.edits.find((e) => e.entry && e.start >= from && e.end <= to);
  }

  private origin(offset: number): number {
    return originOf(this.change.edits, offset).offset;
  }

  private lineAround(offset: number): [from: number, to: number] {
    const { line } = positionAt(this.startsAfter, offset);
    return [
      this.startsAfter[line - 1],
      (this.startsAfter[line] ?? this.change.after.length + 1) - 1,
    ];
  }
}

function textsOf(changes: readonly PlannedFile[]): Map<string, string> {
  return new Map(changes.map((c) => [c.path, c.after]));
}

/** How many sites of a file are taken back one by one to see which one an error comes from. */
const MAX_TRIALS = 24;

/**
 * What the checker says of a file when one of its sites is taken back: asked once for all its
 * errors.
 */
class TriedSites {
  private readonly errors = new Map<PlannedFile, Map<LedgerEntry, ReadonlySet<string>>>();

  constructor(private readonly check: TypeCheck) {}

  /** The site without whose edits an error is gone. */
  cause(changes: readonly PlannedFile[], error: NewError): LedgerEntry | undefined {
    const change = changes.find((c) => c.path === error.file);
    if (!change) return undefined;
    const entries = [...new Set(change.edits.flatMap((e) => e.entry ?? []))].slice(0, MAX_TRIALS);
    if (entries.length === 1) return entries[0];
    const known = this.errors.get(change) ?? new Map<LedgerEntry, ReadonlySet<string>>();
    this.errors.set(change, known);
    return entries.find((entry) => {
      const errors = known.get(entry) ?? this.without(entry, change, changes);
      known.set(entry, errors);
      return !errors.has(sameError(error));
    });
  }

  private without(
    entry: LedgerEntry,
    change: PlannedFile,
    changes: readonly PlannedFile[],
  ): ReadonlySet<string> {
    const left = change.edits.filter((e) => e.entry !== entry);
    return this.check.errorsOf(
      change.path,
      new Map([...textsOf(changes), [change.path, applyEdits(change.before, left, change.path)]]),
    );
  }
}

function byPlace(a: NewError, b: NewError): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
