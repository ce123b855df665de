import path from 'node:path';
import { conversionsOf } from './conversion.js';
import { byteEntriesOf, git, gitLine } from './git.js';
import { WorkTree, type Tracked, type Verdict } from './work-tree.js';

/** What git could give back of a folder. Paths are absolute. */
export interface GitState {
  /** All that it tracks. */
  readonly tracked: ReadonlySet<string>;
  /**
   * What was changed and not committed, be it staged or not: conflicts, what is deleted or only
   * meant to be added too.
   */
  readonly changed: readonly string[];
  /** Of which it cannot be told, with the reason. */
  readonly unsure: ReadonlyMap<string, string>;
}

interface IndexEntry extends Tracked {
  /** 0, but for a conflict. */
  readonly stage: string;
}

const SUBMODULE = '160000';

/**
 * Compares a folder with its repository by content, byte for byte. `git status` would run the
 * filters that the tree names, and believes times that it has noted down. Submodules are not looked
 * into: their files are those of another repository.
 * @returns undefined where there is no repository
 * @throws {GitError}
 */
export function stateOf(root: string): GitState | undefined {
  const index = indexOf(root);
  if (!index) return undefined;
  const committed = committedIn(root);
  const isCommitted = ({ stage, bytes, mode, blob }: IndexEntry) =>
    stage === '0' && committed.get(bytes) === `${mode} ${blob}`;
  const tree = new WorkTree(root);
  const differing = index.filter(
    (entry) => isCommitted(entry) && entry.mode !== SUBMODULE && !tree.holds(entry),
  );
  const conversions = conversionsOf(
    root,
    differing.map((e) => e.file),
    tree.config,
  );
  const verdicts = differing.map(
    (entry) => [entry.file, tree.judge(entry, conversions.get(entry.file))] as const,
  );
  const known = new Set(index.map((e) => e.bytes));
  const changed = [
    ...index.filter((entry) => !isCommitted(entry)).map((e) => e.file),
    ...[...committed.keys()].filter((bytes) => !known.has(bytes)).map(nameOf),
    ...verdicts.flatMap(([file, verdict]) => (verdict === 'changed' ? [file] : [])),
  ];
  const full = (file: string) => path.join(root, file);
  return {
    tracked: new Set(index.map((e) => full(e.file))),
    changed: [...new Set(changed)].sort().map(full),
    unsure: new Map(
      verdicts.flatMap(([file, verdict]) =>
        isUnsure(verdict) ? [[full(file), verdict.unsure]] : [],
      ),
    ),
  };
}

function isUnsure(verdict: Verdict): verdict is { readonly unsure: string } {
  return typeof verdict === 'object';
}

function indexOf(root: string): IndexEntry[] | undefined {
  const answer = git(root, ['ls-files', '--stage', '-v', '-z']);
  return (
    answer &&
    byteEntriesOf(answer).flatMap((line) => {
      const [, tag, mode, blob, stage, bytes] =
        /^(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/su.exec(line) ?? [];
      if (bytes === undefined) return [];
      return [
        {
          file: nameOf(bytes),
          bytes,
          mode,
          blob,
          stage,
          unlooked: UNLOOKED.find(([tags]) => tags.test(tag))?.[1],
        },
      ];
    })
  );
}

/** How `ls-files -v` marks what git does not look at, since it was told so. */
const UNLOOKED: readonly (readonly [RegExp, string])[] = [
  [/[Ss]/u, 'left out of a sparse checkout'],
  [/[a-z]/u, 'assumed to be unchanged'],
];

/**
 * Mode and blob of each file in the last commit, by the bytes of its name; none before the first
 * one.
 */
function committedIn(root: string): ReadonlyMap<string, string> {
  const isBorn = gitLine(root, 'rev-parse', '--quiet', '--verify', 'HEAD') !== undefined;
  const answer = isBorn ? git(root, ['ls-tree', '-r', '-z', 'HEAD']) : undefined;
  return new Map(
    (answer ? byteEntriesOf(answer) : []).map((line) => {
      const [, mode, blob, bytes] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/su.exec(line) ?? [];
      return [bytes, `${mode} ${blob}`];
    }),
  );
}

function nameOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
