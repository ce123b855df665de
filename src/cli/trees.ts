import path from 'node:path';
import { Blobs } from '../git/blobs.js';
import { listedFiles } from '../git/listing.js';
import {
  commitEntries,
  commitOf,
  indexEntries,
  isBorn,
  isShallow,
  LINK,
  mergedCommits,
  SUBMODULE,
  topOf,
  type TreeEntry,
} from '../git/trees.js';
import { disk } from '../workspace/disk.js';
import { isOwnFolder } from '../workspace/files.js';
import { GitHost } from '../workspace/git-host.js';
import type { Host } from '../workspace/host.js';
import { isSource } from '../workspace/languages.js';
import { SharedFacts } from '../workspace/shared-facts.js';
import { UsageError } from './errors.js';

/** Which trees are compared. */
export interface TreeChoice {
  /** What is new is new against this commit; undefined where nothing is compared with. */
  readonly since: string | undefined;
  /** The index is judged, and not the work tree. */
  readonly staged: boolean;
}

/** The tree of a project that is judged, and those that it is compared with. */
export interface Trees {
  readonly host: Host;
  /** None before the first commit: all is new then. Several in a merge. */
  readonly bases: readonly { readonly name: string; readonly host: Host }[];
  /** Whether nothing that could bring a finding differs between them. */
  readonly isSame: boolean;
}

/**
 * What git has of a project, read without checking anything out.
 * @throws {UsageError} where git has no answer
 */
export function treesOf(root: string, { since, staged }: TreeChoice): Trees {
  const option = staged ? '--staged' : '--since';
  const top = topOf(root);
  const listed = top === undefined ? undefined : listedFiles(top, isOwnFolder);
  if (top === undefined)
    throw new UsageError(
      `${root}: ${option} asks git, and there is no repository here, or no git. Use --baseline FILE.`,
    );
  const facts = new SharedFacts();
  const blobs = new Blobs(top);
  const hostOf = (entries: readonly TreeEntry[]) =>
    facts.over(new GitHost(top, entries, blobs, new Set(listed)));
  const index = staged ? indexOf(top) : undefined;
  const commits = since === undefined ? [] : commitsOf(top, since, staged);
  const trees = commits.map((c) => ({ name: c.name, entries: commitEntries(top, c.commit) }));
  const all = [...(listed ?? []), ...[...trees.flatMap((t) => t.entries)].map((e) => e.file)];
  if (!all.some((file) => isBelow(path.join(top, file), root)))
    throw new UsageError(
      `${root}: ${option} asks git, and git has no file here (${top} is the repository, and may ignore it). Use --baseline FILE.`,
    );
  if (index && trees.some(({ entries }) => isSameForUs(index, entries)))
    return { host: disk, bases: [], isSame: true };
  return {
    host: index ? hostOf(index) : facts.over(disk),
    bases: trees.map(({ name, entries }) => ({ name, host: hostOf(entries) })),
    isSame: false,
  };
}

function indexOf(top: string): TreeEntry[] {
  const { entries, conflicts } = indexEntries(top);
  if (conflicts.length > 0)
    throw new UsageError(
      `${path.join(top, conflicts[0])}: is in conflict, so --staged cannot tell what would be committed. Resolve it, and git add it.`,
    );
  return entries;
}

/**
 * The commits that a name stands for. What is merged into HEAD and not committed yet comes from
 * elsewhere, and is not new either.
 */
function commitsOf(
  top: string,
  ref: string,
  staged: boolean,
): { readonly name: string; readonly commit: string }[] {
  if (ref === 'HEAD' && !isBorn(top)) return [];
  const commit = commitOf(top, ref);
  if (commit === undefined) {
    const shallow = isShallow(top)
      ? ` It is a shallow clone: git fetch --depth=1 origin ${ref}, or fetch all with git fetch --unshallow.`
      : ' Name a commit, a branch or a tag that "git rev-parse" knows, or fetch it.';
    throw new UsageError(`--since ${ref}: ${top} has no such commit.${shallow}`);
  }
  const merged = staged && ref === 'HEAD' ? mergedCommits(top) : [];
  return [
    { name: ref, commit },
    ...merged.map((c) => ({ name: `MERGE_HEAD (${c.slice(0, 9)})`, commit: c })),
  ];
}

/** What decides where imports lead, which files are read and what is asked of them. */
const CONFIGURATION = /\.(?:jsonc?|toml|cfg|ini|ya?ml)$|(?:^|\/)\.git(?:ignore|attributes)$/u;

/** Whether two trees differ in nothing but files that are never looked at. */
function isSameForUs(a: readonly TreeEntry[], b: readonly TreeEntry[]): boolean {
  const others = new Map(b.map((e) => [e.file, e]));
  for (const entry of a) {
    const other = others.get(entry.file);
    others.delete(entry.file);
    if (other?.blob === entry.blob && other.mode === entry.mode) continue;
    if (matters(entry) || (other && matters(other))) return false;
  }
  return ![...others.values()].some(matters);
}

function matters({ file, mode }: TreeEntry): boolean {
  return isSource(file) || CONFIGURATION.test(file) || mode === LINK || mode === SUBMODULE;
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
