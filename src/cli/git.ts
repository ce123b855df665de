import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { UsageError } from './errors.js';

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-C', root, ...args], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}

/** What git answers, without the line break at its end; undefined where there is no git, no repository or no answer. */
export function gitAnswer(root: string, ...args: string[]): string | undefined {
  try {
    return git(root, ...args).replace(/\n$/u, '');
  } catch {
    return undefined;
  }
}

/**
 * A migration that cannot be told from one's own changes cannot be taken back.
 * @param ours what a killed run has changed, absolute: that is no change of the user's
 * @returns the files that git does not know, absolute: what others put there is no obstacle, unless it is to be changed
 */
export function refuseDirty(root: string, ours: ReadonlySet<string>): string[] {
  let listed: string[];
  let top: string;
  try {
    listed = git(root, 'status', '--porcelain', '--no-renames', '--untracked-files=all', '-z', '--', '.').split('\0');
    top = git(root, 'rev-parse', '--show-toplevel').replace(/\n$/u, '');
  } catch {
    return []; // Not under git: there is nothing to compare with.
  }
  const entries = listed
    .filter((line) => line !== '' && !ours.has(path.join(top, line.slice(3))))
    .map((line) => ({ isUntracked: line.startsWith('??'), file: line.slice(3) }));
  refuse(
    root,
    entries.filter((e) => !e.isUntracked).map((e) => e.file),
    'uncommitted changes',
  );
  return entries.filter((e) => e.isUntracked).map((e) => path.join(top, e.file));
}

/** What git has never seen cannot be brought back. */
export function refuseUntracked(root: string, changed: readonly string[], untracked: ReadonlySet<string>): void {
  const lost = changed.filter((file) => untracked.has(file)).map((file) => path.relative(root, file));
  refuse(root, lost, 'untracked files that would be changed');
}

function refuse(root: string, files: readonly string[], what: string): void {
  if (files.length === 0) return;
  const named = files.slice(0, 3).join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
  throw new UsageError(`${root}: the git tree has ${what} (${named}). Commit or stash them, or pass --allow-dirty.`);
}
