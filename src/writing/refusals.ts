import fs from 'node:fs';
import path from 'node:path';
import { encode, type Encoding } from '../encoding/encoding.js';
import type { FileChange } from '../edits/file-change.js';

/** Why a file is not written. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/**
 * Not all could be written: every file that stands in the way, with the reason, and what can be
 * done.
 */
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
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}

/**
 * Whether a folder between a root and a file is a link. Each is looked at: paths cannot be compared
 * where a disk takes another case for the same name.
 */
function isBehindLink(folder: string, root: string): boolean {
  for (let at = folder; isInside(root, at); at = path.dirname(at))
    if (fs.lstatSync(at).isSymbolicLink()) return true;
  return false;
}

/** What keeps a file from being written whatever it holds. Links are not followed. */
export function obstacleOf(file: string, root: string): string | undefined {
  if (!isInside(root, file)) return `lies outside of ${root}`;
  try {
    if (fs.lstatSync(file).isSymbolicLink()) return 'is a symbolic link';
    if (isBehindLink(path.dirname(file), root)) return 'lies behind a symbolic link';
    const stats = fs.statSync(file);
    if (!stats.isFile()) return 'is no regular file';
    if ((stats.mode & 0o222) === 0) return 'is read-only';
    fs.accessSync(file, fs.constants.W_OK);
    // A new text comes as a new file, so that there is never half of one.
    if (stats.nlink > 1)
      return `is one of ${stats.nlink} hard links to the same content: the others would keep the old text`;
    const stranger = strangerOf(stats);
    if (stranger !== undefined) return stranger;
    if (!isWritable(path.dirname(file))) return 'stands in a folder that cannot be written to';
  } catch (error) {
    return unreadable(error);
  }
  return undefined;
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whose a file is, where the one that takes its place could not be given to the same. */
function strangerOf({ uid, gid }: fs.Stats): string | undefined {
  const user = process.geteuid?.();
  // Windows has no such numbers, and root gives a file to anybody.
  if (user === undefined || user === 0) return undefined;
  if (uid !== user) return `belongs to another user (${uid}), who would lose it`;
  return process.getegid?.() === gid || process.getgroups?.().includes(gid)
    ? undefined
    : `belongs to a group that is not yours (${gid})`;
}

/**
 * What keeps a file from being written: it changed since it was read, is read-only, is or lies
 * behind a symbolic link, has other hard links, lies outside the root, or its encoding lacks a
 * character of the new text.
 */
export function refusalOf({
  path: file,
  root,
  encoding,
  before,
  after,
}: FileChange): string | undefined {
  const obstacle = obstacleOf(file, root);
  if (obstacle !== undefined) return obstacle;
  try {
    if (!holds(file, before, encoding)) return 'was changed since it was read';
  } catch (error) {
    return unreadable(error);
  }
  return encode(after, encoding)
    ? undefined
    : `is ${encoding}, which lacks a character of the new text`;
}

/** Whether a file's bytes are exactly this text's. */
export function holds(file: string, text: string, encoding: Encoding): boolean {
  const bytes = encode(text, encoding);
  return bytes !== undefined && fs.readFileSync(file).equals(bytes);
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
