import fs from 'node:fs';
import path from 'node:path';
import type { FileChange } from '../edits/file-change.js';

/** Why a file is not written. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** Not all could be written: every file that stands in the way, with the reason, and what can be done. */
export class WriteError extends Error {
  override readonly name = 'WriteError';

  constructor(
    readonly refusals: readonly Refusal[],
    /** Says what became of the other files, too. */
    readonly remedy = 'Nothing was written; mend that, or name paths without it.',
  ) {
    super([...refusals.map((r) => `${r.path}: ${r.reason}`), remedy].join('\n'));
  }
}

/** Whether a path lies below a folder; nothing is looked up. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** What keeps a file from being written whatever it holds. Links are not followed. */
export function obstacleOf(file: string, root: string): string | undefined {
  if (!isInside(root, file)) return `lies outside of ${root}`;
  try {
    if (fs.lstatSync(file).isSymbolicLink()) return 'is a symbolic link';
    const relative = path.relative(root, path.dirname(file));
    if (fs.realpathSync(path.dirname(file)) !== path.join(fs.realpathSync(root), relative)) return 'lies behind a symbolic link';
    if ((fs.statSync(file).mode & 0o222) === 0) return 'is read-only';
    fs.accessSync(file, fs.constants.W_OK);
  } catch (error) {
    return unreadable(error);
  }
  return undefined;
}

/**
 * What keeps a file from being written: it changed since it was read, is read-only, is or lies behind a symbolic link,
 * or lies outside the root.
 */
export function refusalOf({ path: file, root, before }: FileChange): string | undefined {
  const obstacle = obstacleOf(file, root);
  if (obstacle !== undefined) return obstacle;
  try {
    return holds(file, before) ? undefined : 'was changed since it was read, or is not UTF-8';
  } catch (error) {
    return unreadable(error);
  }
}

/** Whether a file's bytes are exactly this text's. */
export function holds(file: string, text: string): boolean {
  return fs.readFileSync(file).equals(Buffer.from(text, 'utf8'));
}

function unreadable(error: unknown): string {
  return `cannot be read and written (${codeOf(error)})`;
}

/** A system error's short name. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
