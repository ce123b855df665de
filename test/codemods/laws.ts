import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { isSite, isUnfinished, type LedgerEntry } from '../../codemods/add-connector/ledger.js';
import { originOf } from '../../src/edits/text-edits.js';
import type { WrittenFile } from '../support/arbitrary-tree.js';
import { typeErrors } from '../support/trees/program.js';
import { callAround, syntaxError, tokensOf } from '../support/trees/syntax.js';
import { connectorFindings, leftToDo, plan, write, type Planned } from './migrate.js';

/** Puts files into a folder, runs `work` and removes it. A failure shows the texts. */
export function inTree(
  files: Readonly<Record<string, string>>,
  work: (root: string) => void,
): void {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'driver-contract-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text);
    }
    work(root);
  } catch (error) {
    const texts = Object.entries(files).flatMap(([file, text]) =>
      file === 'types.ts' || file === 'package.json' ? [] : [`--- ${file}\n${text}`],
    );
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\n\n${texts.join('\n')}`,
      { cause: error },
    );
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** What the edits leave of the text after them, once what they inserted is cut out. */
function withoutInserted(
  after: string,
  edits: readonly { start: number; end: number; text: string }[],
): string {
  let text = after;
  for (const { start, end, text: inserted } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start !== end || !text.startsWith(inserted, start))
      throw new Error(`not an insertion: ${JSON.stringify(inserted)} at ${start}`);
    text = text.slice(0, start) + text.slice(start + inserted.length);
  }
  return text;
}

/**
 * Each site does what was meant and nothing else is touched; a second run has nothing to do, and
 * the rules find what is left.
 */
export function holdsAlways(root: string, first: Planned, files: readonly WrittenFile[]): void {
  const edits = new Map(
    [...first.plan.edits].map(([file, list]) => [path.relative(root, file), list]),
  );
  for (const { path: file, text, sites, onlyInserts, after } of files) {
    const changed = first.after.get(file);
    expect(syntaxError(file, changed ?? text), file).toBe(undefined);
    expect(tokensOf(file, changed ?? text), file).toEqual(tokensOf(file, after));
    if (changed === undefined) continue;
    expect(
      sites.map((s) => s.status),
      `${file} is changed`,
    ).toContain('migrated');
    if (onlyInserts) expect(withoutInserted(changed, edits.get(file) ?? []), file).toBe(text);
  }
  expect([...first.after.keys()].filter((file) => !files.some((f) => f.path === file))).toEqual([]);
  write(root, first.after);
  const second = plan(root);
  expect([...second.after.keys()], 'a second run').toEqual([]);
  expect(connectorFindings(second), 'what the rules find afterwards').toEqual(leftToDo(second));
  expect(leftToDo(second).length, 'what is left').toBe(leftToDo(first).length);
}

/**
 * The ledger has exactly the sites that were written, each where it stands; its totals are their
 * numbers.
 */
export function holdsCounts(first: Planned, files: readonly WrittenFile[]): void {
  const wanted = files.flatMap(({ path: file, sites }) =>
    sites.map((s) => `${file}:${s.line}:${s.column} ${s.kind} ${s.status}`),
  );
  const { totals } = first.plan.ledger;
  const isTold = (e: LedgerEntry) => isSite(e) || isUnfinished(e);
  const told = first.plan.ledger.entries.filter(isTold);
  expect(told.map((e) => `${e.file}:${e.line}:${e.column} ${e.kind} ${e.status}`).sort()).toEqual(
    wanted.sort(),
  );
  const mentions = first.plan.ledger.entries.filter((e) => !isTold(e));
  expect(first.plan.ledger.census.map((row) => row.unaccounted)).toEqual(
    first.plan.ledger.census.map(() => 0),
  );
  for (const [status, total] of Object.entries(totals.status)) {
    const count = total - mentions.filter((e) => e.status === status).length;
    expect(count, status).toBe(
      files.reduce((sum, f) => sum + f.sites.filter((s) => s.status === status).length, 0),
    );
  }
}

/** Type errors are new only in calls that stay open, and at declarations whose slot is taken. */
export function holdsTypes(
  { after, plan: { edits, ledger }, analysis }: Planned,
  files: Readonly<Record<string, string>>,
): void {
  const known = new Set(typeErrors(files).map((e) => `${e.file} ${e.message}`));
  const spans = ledger.entries.filter(isUnfinished).map((e) => ({
    file: e.file,
    span: callAround(e.file, files[e.file], offsetAt(files[e.file], e)),
  }));
  const fresh = typeErrors({ ...files, ...Object.fromEntries(after) }).filter(
    ({ file, start, message }) => {
      const list = [...edits].find(([f]) => analysis.relative(f) === file)?.[1] ?? [];
      const { offset } = originOf(list, start);
      return (
        !known.has(`${file} ${message}`) &&
        !spans.some((s) => s.file === file && offset >= s.span[0] && offset < s.span[1])
      );
    },
  );
  expect(fresh).toEqual([]);
}

function offsetAt(text: string, { line, column }: { line: number; column: number }): number {
  return (
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  );
}
