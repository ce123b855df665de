import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isUnfinished } from '../../codemods/add-connector/ledger.js';
import { plan } from '../codemods/migrate.js';
import { expectTree } from '../support/expected-output.js';
import { filesBelow, folderWith } from '../support/temp.js';

/** What a person did where the migration leaves a site open: a text that stands there once. */
interface HandEdit {
  readonly file: string;
  /** Where the ledger has the open site. */
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
}

type Texts = Readonly<Record<string, string>>;

const home = path.resolve('fixtures/test-libraries');
const input = path.join(home, 'input');
const byHand = JSON.parse(
  fs.readFileSync(path.join(home, 'by-hand.json'), 'utf8'),
) as readonly HandEdit[];
const before: Texts = Object.fromEntries(
  filesBelow(input).map((file) => [file, fs.readFileSync(path.join(input, file), 'utf8')]),
);

function finished(texts: Texts): Texts {
  const done = { ...texts };
  for (const { file, was, becomes } of byHand) {
    expect(done[file].split(was), `${was} in ${file}`).toHaveLength(2);
    done[file] = done[file].replace(was, () => becomes);
  }
  return done;
}

/** A folder that finds the packages of this repository. */
function installed(texts: Texts): string {
  const folder = folderWith(texts);
  fs.symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'dir');
  return folder;
}

/** What the tests are told of, one line a failed one; `ok` where none failed. */
function told({ status, stdout, stderr, error }: SpawnSyncReturns<string>, failed: RegExp): string {
  if (error) throw error;
  if (status === 0) return 'ok';
  return [...new Set(`${stdout}\n${stderr}`.match(failed) ?? [stdout, stderr])].join('\n');
}

function runVitest(texts: Texts): string {
  const folder = installed(texts);
  const vitest = path.resolve('node_modules/vitest/vitest.mjs');
  const env = { ...process.env, NO_COLOR: '1' };
  const run = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    cwd: folder,
    encoding: 'utf8',
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST'))),
  });
  return told(run, /^ FAIL .*$/gmu);
}

/** Node's own runner: what it runs is JavaScript. */
function runNode(texts: Texts): string {
  const files = Object.entries(texts).filter(([file]) =>
    /^(?:src\/|test\/(?:node-test|samples)\b)/u.test(file),
  );
  const { ESNext } = ts.ModuleKind;
  const options = { target: ts.ScriptTarget.ES2022, module: ESNext };
  const folder = folderWith({
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(
      files.map(([file, text]) => [
        file.replace(/\.ts$/u, '.js'),
        ts.transpileModule(text, { compilerOptions: options }).outputText,
      ]),
    ),
  });
  const run = spawnSync(process.execPath, ['--test', 'test/'], { cwd: folder, encoding: 'utf8' });
  return told(run, /^ *not ok .*$/gmu);
}

describe('tests of the libraries that are in use', () => {
  const first = plan(input);
  const after: Texts = { ...before, ...Object.fromEntries(first.after) };

  it('come out as they are written down', () => {
    expectTree(path.join(home, 'migrated'), input, first.after);
  });

  it('are left open where a person has to choose, and nowhere else', () => {
    const open = first.plan.ledger.entries.filter(isUnfinished);
    expect(open.map(({ file, line }) => `${file}:${line}`)).toEqual(
      byHand.map(({ file, line }) => `${file}:${line}`),
    );
  });

  it.each([
    ['before', before],
    ['afterwards', finished(after)],
  ])(
    'run %s',
    (_when, texts) => {
      expect(runVitest(texts)).toBe('ok');
      expect(runNode(texts)).toBe('ok');
    },
    120_000,
  );

  it('fail as long as what is open is not done', () => {
    const files = new Set(byHand.map(({ file }) => file));
    const failed = runVitest(after);
    for (const file of files) expect(failed).toContain(file);
    for (const line of failed.split('\n'))
      expect(
        [...files].some((file) => line.includes(file)),
        line,
      ).toBe(true);
  }, 120_000);
});
