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

/** Makes what was created, renamed or removed in a folder outlast a loss of power. */
export function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = fs.openSync(folder, 'r');
  } catch {
    return; // Windows opens no folder, nor may anybody open one that he can only write to.
  }
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
