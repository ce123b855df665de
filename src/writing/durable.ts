import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The names that {@link temporaryFor} gives. No front end reads such a file. */
export const TEMPORARY_PATTERN = /^\..+\.[0-9a-f]{12}\.tmp$/u;

/** Of the name of the file itself, in bytes: file systems take 255 in all. */
const LONGEST_BASE = 200;

/** A name beside a file, on the same disk, so that it can be renamed to it. */
export function temporaryFor(file: string): string {
  const base = Buffer.from(path.basename(file)).subarray(0, LONGEST_BASE).toString();
  return path.join(path.dirname(file), `.${base}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Whose a file is, and what they may do with it. */
export interface Ownership {
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** Writes a file that is not there yet, and waits for the disk. */
export function writeNew(
  file: string,
  content: string | Buffer,
  { mode, uid, gid }: Ownership,
): void {
  // Until it is all there it is for nobody else.
  const handle = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeFileSync(handle, content);
    const made = fs.fstatSync(handle);
    if (uid !== undefined && gid !== undefined && (made.uid !== uid || made.gid !== gid))
      fs.fchownSync(handle, uid, gid);
    // After the owner: a change of it takes bits away.
    fs.fchmodSync(handle, mode & 0o7777);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** What a system says that has no such thing as a folder to wait for: Windows, some network disks. */
const NO_SUCH_CALL = new Set(['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM']);

/**
 * Makes what was created, renamed or removed in a folder outlast a loss of power, where the system
 * can. A disk that fails is an error.
 */
export function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = fs.openSync(folder, 'r');
  } catch {
    return; // Nobody can open a folder that he can only write to.
  }
  try {
    fs.fsyncSync(handle);
  } catch (error) {
    // Windows opens a folder, and then refuses (nodejs/node#3879).
    if (!NO_SUCH_CALL.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    fs.closeSync(handle);
  }
}

/** How long a rename is tried again, in milliseconds: as long as a scanner holds a file, not longer. */
const PATIENCE = 2000;

/**
 * Renames a file over another one. On Windows an editor, an indexer or a virus scanner that has one
 * of them open makes it fail for a moment; elsewhere a failure is final.
 * @param isWindows for tests
 */
export function renameOver(
  from: string,
  to: string,
  isWindows = process.platform === 'win32',
): void {
  const until = Date.now() + PATIENCE;
  for (let wait = 5; ; wait = Math.min(wait * 2, 200)) {
    try {
      fs.renameSync(from, to);
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      const isBusy = isWindows && ['EACCES', 'EBUSY', 'EPERM'].includes(code);
      if (!isBusy || Date.now() + wait > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}
