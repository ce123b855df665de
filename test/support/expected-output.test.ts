import fs from 'node:fs';
import path from 'node:path';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { askedToUpdate, expectJson, expectText, expectTree } from './expected-output.js';
import { expectedOf, writeFindings } from './findings.js';
import { filesBelow, folderWith } from './temp.js';

const read = (folder: string, file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

describe('UPDATE_FIXTURES', () => {
  it.each([
    [{}, false],
    [{ UPDATE_FIXTURES: '0' }, false],
    [{ UPDATE_FIXTURES: '1' }, true],
    [{ UPDATE_FIXTURES: '1', CI: 'false' }, true],
    [{ CI: 'true' }, false],
  ])('%j: %s', (env, expected) => {
    expect(askedToUpdate(env)).toBe(expected);
  });

  it('is refused in CI', () => {
    expect(() => askedToUpdate({ UPDATE_FIXTURES: '1', CI: 'true' })).toThrow(
      /UPDATE_FIXTURES is not for CI: .* read the diff\.$/u,
    );
  });
});

describe('expected output', () => {
  it('is compared, and nothing is written', () => {
    const folder = folderWith({ 'a.txt': 'a', 'a.json': '[1]' });
    expectText(path.join(folder, 'a.txt'), 'a', false);
    expectJson(path.join(folder, 'a.json'), [1], false);
    expect(() => {
      expectText(path.join(folder, 'a.txt'), 'b', false);
    }).toThrow(/a\.txt: expected 'b' to be 'a'/u);
    expect(() => {
      expectJson(path.join(folder, 'b.json'), [1], false);
    }).toThrow(
      /b\.json is missing\. Write it, or have it written by UPDATE_FIXTURES=1 and read it\./u,
    );
    expect(filesBelow(folder)).toEqual(['a.json', 'a.txt']);
  });

  it('is written when that is asked for, where it differs', () => {
    const folder = folderWith({ 'a.json': '{ "b": 1, "a": 2 }' });
    expectJson(path.join(folder, 'a.json'), { a: 2, b: 1, c: undefined }, true);
    expectJson(path.join(folder, 'b.json'), [{ a: 1 }], true);
    expectText(path.join(folder, 'c/c.txt'), 'c', true);
    expect(read(folder, 'a.json')).toBe('{ "b": 1, "a": 2 }');
    expect(read(folder, 'b.json')).toBe('[\n  {\n    "a": 1\n  }\n]\n');
    expect(read(folder, 'c/c.txt')).toBe('c');
  });

  it('may be a folder', () => {
    const root = folderWith({
      'input/a.ts': 'a',
      'input/b.ts': 'b',
      'migrated/a.ts': 'x',
      'migrated/gone.ts': '',
    });
    const [input, migrated] = ['input', 'migrated'].map((name) => path.join(root, name));
    expectTree(migrated, input, new Map([['b.ts', 'B']]), true);
    expect(filesBelow(migrated).map((file) => read(migrated, file))).toEqual(['a', 'B']);
  });
});

describe('findings.json', () => {
  const rule = 'require-connector-parameter';
  const entry = (line: number, why: string) => ({
    file: 'a.ts',
    line,
    column: 3,
    rule,
    name: 'go',
    why,
  });
  const message = (line: number) => ({
    ruleId: `driver-contract/${rule}`,
    line,
    column: 3,
    endLine: line,
    endColumn: 5,
    message: 'no',
  });

  /** What is written of reports on some lines. */
  function written(before: object[], ...lines: number[]) {
    const root = folderWith({
      'findings.json': JSON.stringify(before),
      'input/a.ts': '  go\n'.repeat(9),
    });
    const messages = lines.map(message);
    writeFindings(
      [{ filePath: path.join(root, 'input/a.ts'), messages } as unknown as ESLint.LintResult],
      path.join(root, 'input'),
    );
    return expectedOf(path.join(root, 'input')).map((e) => `${e.line} ${e.why}`);
  }

  it.each([
    ['what was there before', [entry(2, 'one'), entry(4, 'two')], [2, 4], ['2 one', '4 two']],
    ['what has moved', [entry(2, 'one'), entry(4, 'two')], [4, 6], ['4 one', '6 two']],
    ['what is left', [entry(2, 'one'), entry(4, 'two')], [5], ['5 two']],
  ])('keeps the words of %s', (_, before, lines, expected) => {
    expect(written(before, ...lines)).toEqual(expected);
  });

  it('asks for the words of what is new', () => {
    expect(written([entry(2, 'one')], 2, 8)).toEqual(['2 one', '8 TODO: say why']);
  });
});
