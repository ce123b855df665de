import path from 'node:path';
import { conversionsOf } from './conversion.js';
import { entriesOf, git, gitLine } from './git.js';
import { WorkTree, type Tracked, type Verdict } from './work-tree.js';

/** What git could give back of a folder. Paths are absolute. */
export interface GitState {
  /** All that it tracks. */
  readonly tracked: ReadonlySet<string>;
  /** What was changed and not committed, be it staged or not: conflicts, what is deleted or only meant to be added too. */
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
 * Compares a folder with its repository by content, byte for byte. `git status` would run the filters that the tree names, and believes
 * times that it has noted down. Submodules are not looked into: their files are those of another repository.
 * @returns undefined where there is no repository
 * @throws {GitError}
 */
export function stateOf(root: string): GitState | undefined {
  const index = indexOf(root);
  if (!index) return undefined;
  const committed = committedIn(root);
  const isCommitted = ({ stage, file, mode, blob }: IndexEntry) => stage === '0' && committed.get(file) === `${mode} ${blob}`;
  const tree = new WorkTree(root);
  const differing = index.filter((entry) => isCommitted(entry) && entry.mode !== SUBMODULE && !tree.holds(entry));
  const conversions = conversionsOf(
    root,
    differing.map((e) => e.file),
    tree.config,
  );
  const verdicts = differing.map((entry) => [entry.file, tree.judge(entry, conversions.get(entry.file))] as const);
  const known = new Set(index.map((e) => e.file));
  const changed = [
    ...index.filter((entry) => !isCommitted(entry)).map((e) => e.file),
    ...[...committed.keys()].filter((file) => !known.has(file)),
    ...verdicts.flatMap(([file, verdict]) => (verdict === 'changed' ? [file] : [])),
  ];
  const full = (file: string) => path.join(root, file);
  return {
    tracked: new Set([...known].map(full)),
    changed: [...new Set(changed)].sort().map(full),
    unsure: new Map(verdicts.flatMap(([file, verdict]) => (isUnsure(verdict) ? [[full(file), verdict.unsure]] : []))),
  };
}

function isUnsure(verdict: Verdict): verdict is { readonly unsure: string } {
  return typeof verdict === 'object';
}

function indexOf(root: string): IndexEntry[] | undefined {
  const answer = git(root, ['ls-files', '--stage', '-v', '-z']);
  return (
    answer &&
    entriesOf(answer).flatMap((line) => {
      const [, tag, mode, blob, stage, file] = /^(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/su.exec(line) ?? [];
      return file === undefined ? [] : [{ file, mode, blob, stage, unlooked: UNLOOKED.find(([tags]) => tags.test(tag))?.[1] }];
    })
  );
}

/** How `ls-files -v` marks what git does not look at, since it was told so. */
const UNLOOKED: readonly (readonly [RegExp, string])[] = [
  [/[Ss]/u, 'left out of a sparse checkout'],
  [/[a-z]/u, 'assumed to be unchanged'],
];

/** Mode and blob of each file in the last commit; none before the first one. */
function committedIn(root: string): ReadonlyMap<string, string> {
  const isBorn = gitLine(root, 'rev-parse', '--quiet', '--verify', 'HEAD') !== undefined;
  const answer = isBorn ? git(root, ['ls-tree', '-r', '-z', 'HEAD']) : undefined;
  return new Map(
    (answer ? entriesOf(answer) : []).map((line) => {
      const [, mode, blob, file] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/su.exec(line) ?? [];
      return [file, `${mode} ${blob}`];
    }),
  );
}
