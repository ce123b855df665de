import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The names that {@link temporaryFor} gives. No front end reads such a file. */
export const TEMPORARY_PATTERN = /^\..+\.[0-9a-f]{12}\.tmp$/u;

/** A name beside a file, on the same disk, so that it can be renamed to it. */
export function temporaryFor(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Writes a file that is not there yet, and waits for the disk. */
export function writeNew(file: string, text: string, mode: number): void {
  const handle = fs.openSync(file, 'wx', mode & 0o7777);
  try {
    fs.writeFileSync(handle, text);
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
