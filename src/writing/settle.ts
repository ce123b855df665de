import fs from 'node:fs';
import path from 'node:path';
import { encode } from '../encoding/encoding.js';
import { renameOver, syncFolder, writeNew } from './durable.js';
import type { StagedFile } from './journal-format.js';
import { codeOf, holds, messageOf, obstacleOf, WriteError, type Refusal } from './refusals.js';

/** Which of its two texts a file shall have. */
export type Wanted = 'before' | 'after';

/**
 * Files that can be given neither text without losing something: somebody else changed them since.
 */
export function conflictsOf(files: readonly StagedFile[], wanted: Wanted): Refusal[] {
  return files.flatMap((file) => {
    const reason = conflictOf(file, wanted);
    return reason === undefined ? [] : [{ path: file.path, reason }];
  });
}

function conflictOf(file: StagedFile, wanted: Wanted): string | undefined {
  try {
    if (holds(file.path, file[wanted], file.encoding)) return undefined;
    if (!holds(file.path, file[other(wanted)], file.encoding))
      return 'was changed by somebody else since';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'is gone' : `cannot be read (${codeOf(error)})`;
  }
  return obstacleOf(file.path, file.root);
}

function other(wanted: Wanted): Wanted {
  return wanted === 'before' ? 'after' : 'before';
}

/** Puts a text down beside its file, with the file's owner and mode. */
export function stage({ path: file, temporary, encoding }: StagedFile, text: string): void {
  const bytes = encode(text, encoding);
  if (!bytes)
    throw new WriteError([
      { path: file, reason: `is ${encoding}, which lacks a character of the text` },
    ]);
  try {
    writeNew(temporary, bytes, fs.statSync(file));
  } catch (error) {
    throw new WriteError([{ path: file, reason: messageOf(error) }]);
  }
}

/**
 * Gives all files the one text or the other; what has it already stays as it is.
 * @returns how many had to be written
 * @throws {WriteError} at the first that cannot be; those before it are written
 */
export function bringAll(files: readonly StagedFile[], wanted: Wanted): number {
  const written = files.filter((file) => bring(file, wanted)).length;
  const unsettled = syncFolders(files);
  if (unsettled.length > 0) throw new WriteError(unsettled);
  return written;
}

/** @returns the folders that the disk did not take for good, with the reason */
function syncFolders(files: readonly StagedFile[]): Refusal[] {
  return [...new Set(files.map((f) => path.dirname(f.path)))].flatMap((folder) => {
    try {
      syncFolder(folder);
      return [];
    } catch (error) {
      return [{ path: folder, reason: messageOf(error) }];
    }
  });
}

function bring(file: StagedFile, wanted: Wanted): boolean {
  const reason = conflictOf(file, wanted);
  if (reason !== undefined) throw new WriteError([{ path: file.path, reason }]);
  if (holds(file.path, file[wanted], file.encoding)) return false;
  if (!isStaged(file, file[wanted])) {
    fs.rmSync(file.temporary, { force: true });
    stage(file, file[wanted]);
  }
  try {
    renameOver(file.temporary, file.path);
  } catch (error) {
    throw new WriteError([{ path: file.path, reason: messageOf(error) }]);
  }
  return true;
}

function isStaged({ temporary, encoding }: StagedFile, text: string): boolean {
  try {
    return !fs.lstatSync(temporary).isSymbolicLink() && holds(temporary, text, encoding);
  } catch {
    return false;
  }
}

/**
 * Puts back what it can; a file that somebody else changed or removed is his.
 * @returns what holds a new text still, with the reason
 */
export function takeBack(files: readonly StagedFile[]): Refusal[] {
  const stuck = files.flatMap((file): Refusal[] => {
    try {
      if (!holds(file.path, file.after, file.encoding)) return [];
      bring(file, 'before');
      return [];
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      const reason = error instanceof WriteError ? error.refusals[0].reason : messageOf(error);
      return [{ path: file.path, reason: `is migrated and could not be put back (${reason})` }];
    }
  });
  return [...stuck, ...syncFolders(files)];
}
