import fs from 'node:fs';
import path from 'node:path';
import { byteEntriesOf, git, gitLine } from './git.js';

/** A file of a commit, or of the index. */
export interface TreeEntry {
  /** Relative to the top of the work tree, with `/`. */
  readonly file: string;
  readonly mode: string;
  readonly blob: string;
}

export const LINK = '120000';
export const SUBMODULE = '160000';

/** The top of the work tree that a folder stands in; undefined where there is none. */
export function topOf(folder: string): string | undefined {
  const top = gitLine(folder, 'rev-parse', '--show-toplevel');
  return top === undefined || top === '' ? undefined : path.resolve(top);
}

/** The commit that a name stands for; undefined where git knows none. */
export function commitOf(top: string, ref: string): string | undefined {
  // What begins with a dash would be an option.
  if (ref.startsWith('-')) return undefined;
  return gitLine(top, 'rev-parse', '--quiet', '--verify', `${ref}^{commit}`);
}

/** Whether something was committed already. */
export function isBorn(top: string): boolean {
  return commitOf(top, 'HEAD') !== undefined;
}

export function isShallow(top: string): boolean {
  return gitLine(top, 'rev-parse', '--is-shallow-repository') === 'true';
}

/** The commits that are being merged into HEAD. */
export function mergedCommits(top: string): string[] {
  const file = gitLine(top, 'rev-parse', '--git-path', 'MERGE_HEAD');
  if (file === undefined) return [];
  const full = path.resolve(top, file);
  return fs.existsSync(full) ? fs.readFileSync(full, 'utf8').split(/\s+/u).filter(Boolean) : [];
}

/** All files of a commit. */
export function commitEntries(top: string, commit: string): TreeEntry[] {
  const answer = git(top, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return (answer ? byteEntriesOf(answer) : []).flatMap((line) => {
    const [, mode, blob, bytes] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/su.exec(line) ?? [];
    return bytes === undefined ? [] : [{ file: nameOf(bytes), mode, blob }];
  });
}

/** All files of the index, and those of which it holds several versions. */
export function indexEntries(top: string): {
  readonly entries: TreeEntry[];
  readonly conflicts: readonly string[];
} {
  const answer = git(top, ['ls-files', '--stage', '-z']);
  const entries: TreeEntry[] = [];
  const conflicts = new Set<string>();
  for (const line of answer ? byteEntriesOf(answer) : []) {
    const [, mode, blob, stage, bytes] = /^(\d+) ([0-9a-f]+) (\d)\t(.*)$/su.exec(line) ?? [];
    if (bytes === undefined) continue;
    if (stage === '0') entries.push({ file: nameOf(bytes), mode, blob });
    else conflicts.add(nameOf(bytes));
  }
  return { entries, conflicts: [...conflicts] };
}

function nameOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
