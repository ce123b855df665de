import fs from 'node:fs';
import path from 'node:path';
import type { FindingKey } from '../analysis/finding-key.js';
import { relativePath } from '../facts/paths.js';
import { renameOver } from '../writing/durable.js';
import { BaselineError, baselineText, parseBaseline } from '../known/baseline.js';
import { compare, count, type Counted } from '../known/compare.js';
import { systemSentence, UsageError } from './errors.js';
import type { SelectedProject } from './tree.js';

/** In bytes. A finding has some hundreds. */
const LARGEST = 200_000_000;

/**
 * Reads a baseline.
 * @param isNew it may not be there yet
 * @throws {UsageError} where there is none, or what is there is none
 */
export function readBaseline(file: string, isNew: boolean): Counted {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    if (isNew) return new Map();
    throw new UsageError(
      `--baseline ${file}: there is no such file. Write what is found now with --baseline ${file} --update-baseline.`,
    );
  }
  if (!stats.isFile() || stats.size > LARGEST)
    throw new UsageError(`--baseline ${file}: is no file that could be a baseline. Name one.`);
  try {
    return parseBaseline(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error;
    throw new UsageError(
      `--baseline ${file}: ${error.message}. Mend it there, take it from git again, or delete it and write it anew with --update-baseline.`,
    );
  }
}

/** Whether a run says anything of a finding: it is of one of its rules, and below its paths. */
export function scopeOf(
  { root, paths }: SelectedProject,
  rules: ReadonlySet<string>,
): (key: FindingKey) => boolean {
  const below = paths.map((p) => relativePath(root, p));
  return ({ rule, file }) =>
    rules.has(rule) && below.some((p) => p === '' || file === p || file.startsWith(`${p}/`));
}

export interface Rewritten {
  readonly text: string;
  readonly count: number;
  readonly added: number;
  readonly dropped: number;
}

/**
 * A baseline as it is to be: with what was found now, or without what is gone. Of what the run says
 * nothing about, nothing changes.
 */
export function rewritten(
  before: Counted,
  found: readonly FindingKey[],
  isInScope: (key: FindingKey) => boolean,
  how: 'update' | 'prune',
): Rewritten {
  const entries = [...before.values()];
  const listed = (of: typeof entries) =>
    of.flatMap(({ key, count: times }) => Array.from({ length: times }, () => key));
  const others = listed(entries.filter(({ key }) => !isInScope(key)));
  const { isKnown, gone } = compare(
    count(listed(entries.filter(({ key }) => isInScope(key)))),
    found,
  );
  const kept = how === 'update' ? found : found.filter((_, i) => isKnown[i]);
  return {
    text: baselineText([...others, ...kept]),
    count: others.length + kept.length,
    added: how === 'update' ? isKnown.filter((known) => !known).length : 0,
    dropped: gone.length,
  };
}

/** Writes all of a file or, where that fails, nothing of it. */
export function writeNew(option: string, file: string, text: string): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    fs.writeFileSync(beside, text);
    renameOver(beside, file);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw new UsageError(`${option}: ${systemSentence(error) ?? String(error)}`);
  }
}
