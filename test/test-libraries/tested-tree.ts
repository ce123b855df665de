import type { SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isUnfinished } from '../../codemods/add-connector/ledger.js';
import { plan } from '../codemods/migrate.js';
import { expectTree } from '../support/expected-output.js';
import { filesBelow } from '../support/temp.js';

export type Texts = Readonly<Record<string, string>>;

/** What a person did where the migration leaves a site open: a text that stands there once. */
interface HandEdit {
  readonly file: string;
  /** Where the ledger has the open site. */
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
}

/** A tree with tests of its own, as it is, migrated, and with what is left done by hand. */
export interface TestedTree {
  readonly before: Texts;
  readonly after: Texts;
  readonly finished: Texts;
  /** The files of tests in which something is left open. */
  readonly open: readonly string[];
}

/** Checks what the migration makes of `fixtures/NAME/input` and what it leaves open. */
export function testedTree(name: string): TestedTree {
  const home = path.resolve('fixtures', name);
  const input = path.join(home, 'input');
  const byHand = JSON.parse(
    fs.readFileSync(path.join(home, 'by-hand.json'), 'utf8'),
  ) as readonly HandEdit[];
  const before = Object.fromEntries(
    filesBelow(input).map((file) => [file, fs.readFileSync(path.join(input, file), 'utf8')]),
  );
  const first = plan(input);
  const after: Texts = { ...before, ...Object.fromEntries(first.after) };

  it('comes out as it is written down', () => {
    expectTree(path.join(home, 'migrated'), input, first.after);
  });

  it('is left open where a person has to choose, and nowhere else', () => {
    const open = first.plan.ledger.entries.filter(isUnfinished);
    expect(open.map(({ file, line }) => `${file}:${line}`)).toEqual(
      byHand.map(({ file, line }) => `${file}:${line}`),
    );
    for (const { file, was } of byHand)
      expect(after[file].split(was), `${was} in ${file}`).toHaveLength(2);
  });

  const finished = { ...after };
  for (const { file, was, becomes } of byHand)
    finished[file] = finished[file].replace(was, () => becomes);
  return { before, after, finished, open: [...new Set(byHand.map(({ file }) => file))] };
}

/** What tests said, one line a failed one; `ok` where none failed. */
export function told(run: SpawnSyncReturns<string>, failed: RegExp): string {
  const { status, stdout, stderr, error } = run;
  if (error) throw error;
  if (status === 0) return 'ok';
  return [...new Set(`${stdout}\n${stderr}`.match(failed) ?? [stdout, stderr])].join('\n');
}

/** Fails unless some of these files' tests failed, and those of no other file. */
export function expectFailures(said: string, files: readonly string[]): void {
  for (const file of files) expect(said).toContain(file);
  for (const line of said.split('\n'))
    expect(
      files.filter((file) => line.includes(file)),
      line,
    ).not.toEqual([]);
}
