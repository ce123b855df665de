import { Blobs } from '../git/blobs.js';
import { listedFiles } from '../git/listing.js';
import { commitEntries, commitOf, topOf } from '../git/trees.js';
import { isOwnFolder } from '../workspace/files.js';
import { GitHost } from '../workspace/git-host.js';
import type { Host } from '../workspace/host.js';
import { UsageError } from './errors.js';

/**
 * The files of a commit, in the places that they have in the work tree.
 * @throws {UsageError} where git has no answer
 */
export function treeAt(root: string, ref: string): Host {
  const top = topOf(root);
  if (top === undefined)
    throw new UsageError(
      `${root}: --from-diff asks git, and there is no repository here, or no git. Use --method and --add.`,
    );
  const commit = commitOf(top, ref);
  if (commit === undefined)
    throw new UsageError(
      `--from-diff ${ref}: ${top} has no such commit. Name a commit, a branch or a tag that "git rev-parse" knows.`,
    );
  return new GitHost(
    top,
    commitEntries(top, commit),
    new Blobs(top),
    new Set(listedFiles(top, isOwnFolder)),
  );
}
