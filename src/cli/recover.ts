import { counted } from '../../codemods/add-connector/ledger.js';
import type { Journal } from '../writing/journal-format.js';
import { claim, clear, end, findJournal, journalOf, sweep } from '../writing/journal.js';
import { isAlive } from '../writing/owner.js';
import { WriteError, type Refusal } from '../writing/refusals.js';
import { bringAll, conflictsOf, type Wanted } from '../writing/settle.js';
import { UsageError } from './errors.js';
import { rootsOf } from './tree.js';

/**
 * Finishes what a run that was killed has left in the projects of these paths, and says so on
 * stderr.
 * @returns the files it has written and what it had beside them, absolute
 * @throws {UsageError} when nothing may be written now, when another run is at work, or when
 * somebody changed a file since
 */
export function finishKilledRun(paths: readonly string[], mayWrite: boolean): ReadonlySet<string> {
  const roots = rootsOf(paths);
  const journals = journalsOf(roots);
  if (!mayWrite && journals.length > 0)
    throw new UsageError(
      `${journalOf(journals[0].roots[0])}: a run was killed before its end. "driver-contract migrate --write" finishes it, "driver-contract migrate --rollback" takes it back.`,
    );
  for (const journal of journals) {
    const { files } = journal;
    const written = settle(journal, 'after');
    const what = {
      staging: 'cleared up after a run that was killed; it had written nothing yet',
      writing: `finished the run that was killed: ${written} of ${counted(files.length, 'file')} had still to be written`,
      settled: `cleared up after a run that was killed; it had written its ${counted(files.length, 'file')}`,
    }[journal.state];
    process.stderr.write(`driver-contract: ${what}.\n`);
  }
  if (mayWrite) sweepAll(roots, journals);
  return new Set(
    journals.flatMap((j) => [
      ...j.roots.map(journalOf),
      ...j.files.flatMap((f) => [f.path, f.temporary]),
    ]),
  );
}

/**
 * Puts the files of a run that was killed back as they were before it, and says so.
 * @throws {UsageError} when there is nothing to put back, when the run is still at work, or when
 * somebody changed a file since
 */
export function rollBackKilledRun(paths: readonly string[]): void {
  const roots = rootsOf(paths);
  const journals = journalsOf(roots);
  for (const journal of journals) {
    const written = settle(journal, 'before');
    if (journal.state === 'settled')
      throw new UsageError(
        `the run that was killed had ended its work: its ${counted(journal.files.length, 'file')} are left as they are.`,
      );
    const others = journal.files.length - written;
    process.stdout.write(
      `${counted(written, 'file')} put back as before the run that was killed; ${others} had not been written yet\n`,
    );
  }
  sweepAll(roots, journals);
  if (journals.length === 0)
    throw new UsageError(
      `${roots.join(', ')}: nothing to roll back; no run was killed here. A run that came to its end is taken back with git.`,
    );
}

/** One of each, and none that is in other hands. */
function journalsOf(roots: readonly string[]): Journal[] {
  const found = new Map<string, Journal>();
  for (const root of roots) {
    const journal = findJournal(root);
    if (journal) found.set(journal.roots[0], journal);
  }
  for (const [home, { owner }] of found) {
    if (isAlive(owner))
      throw new UsageError(
        `${journalOf(home)}: another run is writing (process ${owner.pid}, since ${owner.since}). Wait for its end, then try again.`,
      );
  }
  return [...found.values()];
}

function sweepAll(roots: readonly string[], journals: readonly Journal[]): void {
  for (const root of new Set([...roots, ...journals.flatMap((j) => j.roots)])) sweep(root);
}

/**
 * Gives all files of a killed run the one text or the other, or none of them.
 * @returns how many had to be written
 */
function settle(journal: Journal, wanted: Wanted): number {
  if (journal.state !== 'writing') {
    clear(journal);
    return 0;
  }
  const conflicts = conflictsOf(journal.files, wanted);
  if (conflicts.length > 0) throw new UsageError(inTheWay(journal, conflicts, wanted));
  claim(journal);
  try {
    const written = bringAll(journal.files, wanted);
    end(journal);
    return written;
  } catch (error) {
    throw error instanceof WriteError
      ? new UsageError(inTheWay(journal, error.refusals, wanted))
      : error;
  }
}

function inTheWay(journal: Journal, refusals: readonly Refusal[], wanted: Wanted): string {
  return [
    ...refusals.map((r) => `${r.path}: ${r.reason}`),
    `So the run that was killed cannot be ${wanted === 'after' ? 'finished' : 'taken back'}; nothing was overwritten. Mend that (a changed file: give it the text of before or after the run) and try again, or delete ${journalOf(journal.roots[0])} to leave all as it is.`,
  ].join('\n');
}
