import fs from 'node:fs';
import path from 'node:path';
import { renameOver, syncFolder, writeNew } from './durable.js';
import {
  decodeJournal,
  encodeJournal,
  encodePointer,
  JournalError,
  type Journal,
  type StagedFile,
} from './journal-format.js';
import { isAlive, thisProcess } from './owner.js';
import { codeOf } from './refusals.js';

/** The journal's name, in a project's root. */
const JOURNAL = '.driver-contract.journal.json';

/** It holds the texts of files that may be for their owner only. */
const MODE = 0o600;

/** Where a project's journal stands. */
export function journalOf(root: string): string {
  return path.join(root, JOURNAL);
}

/**
 * Begins a journal for files, in each of their roots. As long as it is there no other run begins.
 * @throws {JournalError} when there is one already, or a root cannot be written to; then nothing is
 * left behind
 */
export function begin(files: readonly StagedFile[]): Journal {
  const roots = [...new Set(files.map((f) => f.root))];
  const places = files.map(({ path: file, root, temporary }) => ({ path: file, root, temporary }));
  const journal: Journal = { state: 'staging', owner: thisProcess(), roots, files: places };
  const made: string[] = [];
  try {
    for (const root of roots) {
      // The one that the others point to comes first.
      create(root, root === roots[0] ? encodeJournal(journal) : encodePointer(root, roots[0]));
      made.push(root);
    }
  } catch (error) {
    for (const done of made.toReversed()) fs.rmSync(journalOf(done), { force: true });
    throw error;
  }
  return journal;
}

/**
 * Notes down that everything is staged: from here on the next run finishes what this one leaves.
 */
export function commit(journal: Journal, files: readonly StagedFile[]): void {
  replace({ ...journal, state: 'writing', files });
}

/** Takes over what a killed run has left, so that nobody else does. */
export function claim(journal: Journal): void {
  replace({ ...journal, owner: thisProcess() });
}

/** Ends a journal whose files are all written, or all put back. */
export function end(journal: Journal): void {
  // One file can go at once; of several, none must be taken for a run that is still to be finished.
  if (journal.roots.length > 1) replace({ ...journal, state: 'settled' });
  clear(journal);
}

/**
 * Removes the temporary files and the journal, which goes last: until then the next run can do the
 * same.
 */
export function clear({ roots: [home, ...others], files }: Journal): void {
  attempt(home, 'removed', () => {
    for (const { temporary } of files) fs.rmSync(temporary, { force: true });
    for (const root of [...others.filter((r) => pointsTo(r, home)), home]) {
      fs.rmSync(journalOf(root), { force: true });
      syncFolder(root);
    }
  });
}

/**
 * The journal that concerns a project, wherever it is kept.
 * @throws {JournalError} when it is there and cannot be used
 */
export function findJournal(root: string): Journal | undefined {
  const found = read(root);
  if (typeof found !== 'string') return found && withPointers(found);
  const kept = read(found);
  if (typeof kept !== 'object' || !kept.roots.includes(root))
    throw new JournalError(
      `${journalOf(root)}: points to the journal of a run in ${found}, which knows nothing of it. Look through the tree (git status, git diff), then delete this file.`,
    );
  return withPointers(kept);
}

/** Nobody's word is taken for a folder that does not point back. */
function withPointers(journal: Journal): Journal {
  const [home, ...others] = journal.roots;
  const stranger =
    journal.state === 'writing' ? others.find((root) => !pointsTo(root, home)) : undefined;
  if (stranger === undefined) return journal;
  throw new JournalError(
    `${journalOf(home)}: names files in ${stranger}, where nothing points to it. Look through both trees (git status, git diff), then delete this file.`,
  );
}

function pointsTo(root: string, home: string): boolean {
  return read(root) === home;
}

function read(root: string): Journal | string | undefined {
  let content: string;
  try {
    content = fs.readFileSync(journalOf(root), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new JournalError(
      `${journalOf(root)}: the journal of a run cannot be read (${codeOf(error)}). Make it readable.`,
    );
  }
  return decodeJournal(journalOf(root), content);
}

/** The file appears with its whole content or not at all, and only where there is none. */
function create(root: string, content: string): void {
  put(root, content, (draft) => {
    try {
      link(draft, journalOf(root));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      throw new JournalError(
        `${journalOf(root)}: another run is writing here, or was killed. Nothing was written; try again, that will tell.`,
      );
    }
  });
}

function link(draft: string, file: string): void {
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // A disk without links.
    fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
  }
}

function replace(journal: Journal): void {
  const [home] = journal.roots;
  put(home, encodeJournal(journal), (draft) => {
    renameOver(draft, journalOf(home));
  });
}

function put(root: string, content: string, place: (draft: string) => void): void {
  const draft = path.join(root, `${JOURNAL}.${process.pid}.tmp`);
  attempt(root, 'written', () => {
    try {
      fs.rmSync(draft, { force: true });
      writeNew(draft, content, { mode: MODE });
      place(draft);
    } finally {
      fs.rmSync(draft, { force: true });
    }
    syncFolder(root);
  });
}

function attempt(root: string, what: 'written' | 'removed', work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw new JournalError(
      `${journalOf(root)}: the journal, which the next run needs if this one is killed, cannot be ${what} (${codeOf(error)}). Make its folder writable, see that the disk has room, and try again.`,
    );
  }
}

/** Removes what a run leaves that is killed while it writes its journal. */
export function sweep(root: string): void {
  for (const name of fs.readdirSync(root)) {
    const pid = name.startsWith(JOURNAL)
      ? /^\.(\d+)\.tmp$/u.exec(name.slice(JOURNAL.length))
      : null;
    if (
      pid &&
      !isAlive({
        pid: Number(pid[1]),
        since: fs.statSync(path.join(root, name)).mtime.toISOString(),
      })
    )
      fs.rmSync(path.join(root, name), { force: true });
  }
}
