import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A file as it was read and as it shall be. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Why a file is not written. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** Nothing was written: every file that stands in the way, with the reason. */
export class WriteError extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    message = refusals.map((r) => `${r.path}: ${r.reason}`).join('\n'),
  ) {
    super(message);
    this.name = 'WriteError';
  }
}

/**
 * What keeps a file from being written: it changed since it was read, is read-only, is or lies behind a symbolic link,
 * or lies outside the root. Links are not followed.
 */
export function refusalOf({ path: file, before }: FileChange, root: string): string | undefined {
  const relative = path.relative(root, file);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return `lies outside of ${root}`;
  try {
    if (fs.lstatSync(file).isSymbolicLink()) return 'is a symbolic link';
    if (fs.realpathSync(path.dirname(file)) !== path.join(fs.realpathSync(root), path.dirname(relative)))
      return 'lies behind a symbolic link';
    if ((fs.statSync(file).mode & 0o222) === 0) return 'is read-only';
    fs.accessSync(file, fs.constants.W_OK);
    if (!fs.readFileSync(file).equals(Buffer.from(before, 'utf8'))) return 'was changed since it was read, or is not UTF-8';
  } catch (error) {
    return `cannot be read and written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
  return undefined;
}

/**
 * Writes all files or none: every new text goes to a temporary file beside its target first, then they are renamed;
 * when a rename fails, those already done are taken back. The mode is kept.
 * @throws {WriteError} naming each file that stands in the way; then the tree is as before
 */
export function writeAll(changes: readonly FileChange[], root: string): void {
  const refusals = changes.flatMap((change) => {
    const reason = refusalOf(change, root);
    return reason === undefined ? [] : [{ path: change.path, reason }];
  });
  if (refusals.length > 0) throw new WriteError(refusals);
  const staged: { change: FileChange; temporary: string }[] = [];
  const renamed: FileChange[] = [];
  try {
    for (const change of changes) {
      const temporary = temporaryFor(change.path);
      staged.push({ change, temporary });
      writeTemporary(temporary, change.after, fs.statSync(change.path).mode);
    }
    for (const { change, temporary } of staged) {
      fs.renameSync(temporary, change.path);
      renamed.push(change);
    }
  } catch (error) {
    const lost = rollBack(renamed);
    for (const { temporary } of staged) fs.rmSync(temporary, { force: true });
    const failed = changes[renamed.length]?.path ?? root;
    const why = error instanceof Error ? error.message : String(error);
    throw new WriteError([{ path: failed, reason: why }, ...lost]);
  }
}

function temporaryFor(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
}

function writeTemporary(file: string, text: string, mode: number): void {
  const handle = fs.openSync(file, 'wx', mode & 0o7777);
  try {
    fs.writeFileSync(handle, text);
    fs.fchmodSync(handle, mode & 0o7777);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Puts the old texts back, in reverse; what cannot be put back is named. */
function rollBack(renamed: readonly FileChange[]): Refusal[] {
  return renamed.toReversed().flatMap(({ path: file, before }) => {
    try {
      const temporary = temporaryFor(file);
      writeTemporary(temporary, before, fs.statSync(file).mode);
      fs.renameSync(temporary, file);
      return [];
    } catch (error) {
      return [{ path: file, reason: `is migrated and could not be put back (${error instanceof Error ? error.message : String(error)})` }];
    }
  });
}
