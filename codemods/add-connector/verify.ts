import type { FileChange } from '../../src/edits/file-change.js';
import { applyEdits, originOf } from '../../src/edits/text-edits.js';
import { languageOfFile } from '../../src/workspace/languages.js';
import { isUnfinished, siteId, type Ledger, type LedgerEntry } from './ledger.js';
import type { PlannedEdit } from './migration.js';
import type { TypeProjects } from '../../src/workspace/type-projects.js';
import { saidOf, namesOf, TypeCheck, type TypeProblem } from './type-check.js';
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

/** A migration as it would be written. */
export interface PlannedMigration {
  readonly changes: readonly PlannedFile[];
  readonly ledger: Ledger;
}

/** What a plan is made anew without, each with the reason in words. */
export interface GivenUp {
  /** Sites, by `siteId`. */
  readonly sites: ReadonlyMap<string, string>;
  /** Files, absolute. */
  readonly files: ReadonlyMap<string, string>;
}

/** What is left of a plan once it is type-checked. */
export interface Verified extends PlannedMigration {
  readonly errors: readonly NewError[];
  /** Files in a language without types to check, which were only parsed again. */
  readonly untyped: number;
}

/** What is tried for single sites before whole files are given up. */
const MOST_ROUNDS = 8;

/**
 * Type-checks a plan in memory. A new error at another place than an open site reopens the site
 * whose edit brings it, or its whole file where no single site of it does; then the plan is made
 * anew. Errors at open sites and in files that no edit touches are only told.
 * @param root what the ledger's paths are relative to
 * @param types gives the projects to check
 * @param replan makes the same plan without what is given up
 */
export async function verifyPlan(
  root: string,
  first: PlannedMigration,
  types: () => Promise<TypeProjects>,
  replan: (givenUp: GivenUp) => PlannedMigration,
): Promise<Verified> {
  const sites = new Map<string, string>();
  const files = new Map<string, string>();
  const averted: NewError[] = [];
  let check: TypeCheck | undefined;
  const before = new Map<string, string>();
  for (let round = 1, plan = first; ; round++) {
    const untyped = plan.changes.filter((c) => languageOfFile(c.path) !== undefined).length;
    const typed = plan.changes.filter((c) => languageOfFile(c.path) === undefined);
    if (typed.length === 0 && averted.length === 0) return { ...plan, errors: [], untyped };
    if (!check || typed.some((c) => !before.has(c.path))) {
      for (const change of typed) before.set(change.path, change.before);
      check = new TypeCheck(await types(), before);
    }
    const byPath = new Map(typed.map((c) => [c.path, new ChangedText(c)]));
    const open = new Set(
      plan.ledger.entries.filter(isUnfinished).map((e) => `${e.file}:${e.line}`),
    );
    const errors = check.newErrors(textsOf(typed)).map((problem) => located(problem, byPath));
    const broken = errors.filter(
      (e) => byPath.has(e.file) && !open.has(`${relativePath(root, e.file)}:${e.lineBefore}`),
    );
    if (broken.length === 0)
      return { ...plan, errors: [...averted, ...errors].sort(byPlace), untyped };
    const tried = new TriedSites(check, typed);
    const earlier = new Set(sites.keys());
    for (const problem of broken) {
      const said = saidOf(problem, ` at line ${problem.lineBefore}`);
      const site = tried.site(problem);
      const id = site && siteId(site.kind, site);
      if (id === undefined || earlier.has(id) || round >= MOST_ROUNDS)
        giveUp(files, problem.file, `its file would not pass the type check: ${said}`);
      else giveUp(sites, id, `with it changed, its file would not pass the type check: ${said}`);
      averted.push({ ...problem, isAverted: true, cause: site ?? problem.cause });
    }
    plan = replan({ sites, files });
  }
}

function giveUp(map: Map<string, string>, key: string, reason: string): void {
  if (!map.has(key)) map.set(key, reason);
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
  private readonly errors = new Map<LedgerEntry, ReadonlyMap<string, number>>();
  private readonly now = new Map<PlannedFile, ReadonlyMap<string, number>>();

  /** @param changes the plan whose errors are asked for */
  constructor(
    private readonly check: TypeCheck,
    private readonly changes: readonly PlannedFile[],
  ) {}

  /** The site of the error's own file without whose edits there is one such error less. */
  site(error: NewError): LedgerEntry | undefined {
    const change = this.changes.find((c) => c.path === error.file);
    if (!change) return undefined;
    const entries = new Set(change.edits.flatMap((e) => e.entry ?? []));
    const { cause } = error;
    const likely = cause && entries.has(cause) ? [cause] : [];
    const names = namesOf(error);
    const all = this.allOf(change);
    return [...new Set([...likely, ...entries])].slice(0, MAX_TRIALS).find((entry) => {
      const rest = this.without(entry, change);
      return names.every((name) => (rest.get(name) ?? 0) < (all.get(name) ?? 0));
    });
  }

  private allOf(change: PlannedFile): ReadonlyMap<string, number> {
    const known = this.now.get(change) ?? this.check.errorsOf(change.path, textsOf(this.changes));
    this.now.set(change, known);
    return known;
  }

  private without(entry: LedgerEntry, change: PlannedFile): ReadonlyMap<string, number> {
    const left = change.edits.filter((e) => e.entry !== entry);
    const text = applyEdits(change.before, left, change.path);
    const known =
      this.errors.get(entry) ??
      this.check.errorsOf(change.path, new Map([...textsOf(this.changes), [change.path, text]]));
    this.errors.set(entry, known);
    return known;
  }
}

function byPlace(a: NewError, b: NewError): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
