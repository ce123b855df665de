import fs from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileChange } from '../edits/file-change.js';
import { temporaryFor } from './durable.js';
import type { StagedFile } from './journal-format.js';
import { begin, clear, commit, end } from './journal.js';
import { messageOf, refusalOf, WriteError, type Refusal } from './refusals.js';
import { bringAll, conflictsOf, stage, takeBack } from './settle.js';
import { splicedBytes } from './splice.js';

/** The user stopped it in time: nothing was written, and nothing is left behind. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  constructor(readonly signal: NodeJS.Signals) {
    super('interrupted; nothing was written');
  }
}

/**
 * Writes all files or none: every new text goes to a temporary file beside its target first, then
 * they are renamed; when a rename fails, those already done are taken back. Owner and mode are
 * kept. Before the first rename what was put down is held against the file's own bytes with the
 * edits in them. A journal in each root makes up for a process that is killed: the next one finds
 * there what to finish or to take back.
 * @throws {WriteError} naming each file that stands in the way; then the tree is as before
 * @throws {InterruptedError} on Ctrl-C before the first rename; after it the few moments that are
 * left are used to end
 */
export async function writeAll(changes: readonly FileChange[]): Promise<void> {
  refuse(
    changes.flatMap((change) => {
      const reason = refusalOf(change);
      return reason === undefined ? [] : [{ path: change.path, reason }];
    }),
  );
  if (changes.length === 0) return;
  const files = changes.map((change): StagedFile => ({
    path: change.path,
    root: change.root,
    encoding: change.encoding,
    before: change.before,
    after: change.after,
    temporary: temporaryFor(change.path),
  }));
  const interrupt = watchInterrupts();
  try {
    await interrupt.check();
    const journal = begin(files);
    try {
      for (const file of files) {
        await interrupt.check();
        stage(file, file.after);
      }
      await interrupt.check();
      refuse(conflictsOf(files, 'after'));
      refuse(strayBytes(changes, files));
      commit(journal, files);
    } catch (error) {
      clear(journal);
      throw error;
    }
    try {
      bringAll(files, 'after');
    } catch (error) {
      const stuck = takeBack(files);
      if (stuck.length === 0) end(journal);
      throw failure(error, stuck);
    }
    end(journal);
  } finally {
    interrupt.stop();
  }
}

/** Files whose new bytes differ from the old ones elsewhere than in the edits. */
function strayBytes(changes: readonly FileChange[], files: readonly StagedFile[]): Refusal[] {
  return changes.flatMap((change, i) =>
    splicedBytes(change, fs.readFileSync(change.path))?.equals(fs.readFileSync(files[i].temporary))
      ? []
      : [{ path: change.path, reason: 'would change in other places than were planned' }],
  );
}

function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new WriteError(refusals);
}

/** What made it fail comes first. */
function failure(error: unknown, stuck: readonly Refusal[]): unknown {
  if (stuck.length === 0) return error;
  const first =
    error instanceof WriteError
      ? error.refusals
      : [{ path: stuck[0].path, reason: messageOf(error) }];
  return new WriteError(
    [...first, ...stuck],
    'Mend that, then put the files back with "driver-contract migrate --rollback".',
  );
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Holds back what would end the process on the spot. */
function watchInterrupts() {
  let caught: NodeJS.Signals | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    caught ??= signal;
  };
  for (const signal of INTERRUPTS) process.on(signal, listener);
  return {
    /** Lets signals in. */
    async check(): Promise<void> {
      await nextTurn();
      if (caught) throw new InterruptedError(caught);
    },
    stop(): void {
      for (const signal of INTERRUPTS) process.off(signal, listener);
    },
  };
}
