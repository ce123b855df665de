import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { expectFailures, testedTree, told, type Texts } from './tested-tree.js';

addLanguage(python);

const MINUTES = 120_000;

/** A folder that finds the packages of this repository. */
function installed(texts: Texts): string {
  const folder = folderWith(texts);
  fs.symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'dir');
  return folder;
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

/** Python 3 with pytest, where there is one. */
function hasPytest(): boolean {
  return spawnSync('python3', ['-c', 'import pytest']).status === 0;
}

function runPytest(texts: Texts): string {
  const args = ['-W', 'ignore', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--color=no'];
  const run = spawnSync('python3', args, { cwd: folderWith(texts), encoding: 'utf8' });
  return told(run, /^(?:FAILED|ERROR) .*$/gmu);
}

describe('a tree with tests of the libraries of JavaScript', () => {
  const { before, after, finished, open } = testedTree('test-libraries');

  it.each([
    ['before', before],
    ['afterwards', finished],
  ])(
    'runs them %s',
    (_when, texts) => {
      expect(runVitest(texts)).toBe('ok');
      expect(runNode(texts)).toBe('ok');
    },
    MINUTES,
  );

  it(
    'fails as long as what is open is not done',
    () => {
      expectFailures(runVitest(after), open);
    },
    MINUTES,
  );
});

describe('a tree with tests of pytest and unittest.mock', () => {
  const { before, after, finished, open } = testedTree('python-test-libraries');
  const isThere = hasPytest();

  it.skipIf(!isThere).each([
    ['before', before],
    ['afterwards', finished],
  ])(
    'runs them %s',
    (_when, texts) => {
      expect(runPytest(texts)).toBe('ok');
    },
    MINUTES,
  );

  it.skipIf(!isThere)(
    'fails as long as what is open is not done',
    () => {
      expectFailures(runPytest(after), open);
    },
    MINUTES,
  );
});
