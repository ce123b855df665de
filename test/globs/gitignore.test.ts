import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gitignore } from '../../src/globs/gitignore.js';
import { git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

/** Whether a path is ignored: by itself, or with a folder that it lies in. */
function ignores(rules: Gitignore, file: string): boolean {
  const parts = file.split('/');
  return parts.some(
    (_, i) => rules.ignores(parts.slice(0, i + 1).join('/'), i + 1 < parts.length) === true,
  );
}

/** What git says of the same, each text in a folder of its own: one answer for all. */
function askGit(texts: readonly string[], paths: readonly (readonly string[])[]): boolean[][] {
  const root = folderWith({});
  git(root, 'init', '-q');
  texts.forEach((text, i) => {
    fs.mkdirSync(path.join(root, String(i)));
    fs.writeFileSync(path.join(root, String(i), '.gitignore'), text);
  });
  const all = paths.flatMap((own, i) => own.map((file) => `${i}/${file}`));
  const args = ['-C', root, 'check-ignore', '-v', '-z', '--non-matching', '--no-index', '--stdin'];
  const answer = execFileSync('git', args, {
    input: all.map((file) => `${file}\0`).join(''),
    maxBuffer: 1 << 28,
  })
    .toString()
    .split('\0');
  const ignored = new Map(
    all.map((_, i) => [
      answer[i * 4 + 3],
      answer[i * 4] !== '' && !answer[i * 4 + 2].startsWith('!'),
    ]),
  );
  return paths.map((own, i) => own.map((file) => ignored.get(`${i}/${file}`) ?? false));
}

const TEXTS: readonly string[] = [
  'a',
  'a/',
  '/a',
  '/a/',
  'a/b',
  '/a/b',
  'a/b/',
  '**/a',
  'a/**',
  'a/**/b',
  '**',
  '**/',
  '/**',
  '*',
  '*/',
  '/*',
  '*.ts',
  '/*.ts',
  'a*',
  '*a*b',
  '?',
  '??',
  'a/*',
  'a/*/b',
  'a**',
  'a**b',
  'a**/b',
  '**a',
  '**a/b',
  'a/**b',
  '***/a',
  '[ab]',
  '[!a]',
  '[^a]',
  '[a-c]x',
  '[]a]',
  '[a-]',
  '[-a]',
  '[a',
  '[',
  '[]',
  '[!]',
  '[[:alpha:]]',
  '[[:digit:]a]',
  '[[:nope:]]',
  '[[:alpha:',
  '[\\]]',
  '[a\\-c]',
  '\\a',
  '\\*',
  '\\',
  'a\\',
  '\\!a',
  '\\#a',
  '#a',
  '!a',
  '!',
  'a ',
  'a\\ ',
  ' a',
  'a\t',
  'a\r\nb\r\n',
  '\uFEFFa',
  '*\n!a',
  '*\n!*/\n!*.ts',
  'a/*\n!a/b',
  'a\n!a',
  '!a\na',
  '*.ts\n!b.ts',
  '/a/*\n!/a/b/',
  'ä',
  '?.ts',
  'ä*',
  '[ä]',
  '{a,b}',
  '@(a)',
  '+(a)',
  'a//b',
  '//a',
  './a',
  'a/.',
  '../a',
  '/',
  '//',
  '\n\n',
  'a/b/**',
  '**/b/**',
  'a/**/',
  '/**/b',
  'b/../a',
].flatMap((text) => [text, `${text}\n`]);
const PATHS = [
  'a',
  'b',
  'a.ts',
  'b.ts',
  'a/b',
  'a/b/c',
  'a/x/b',
  'a/x/y/b',
  'x/a',
  'x/a/b',
  'x/y/a.ts',
  'ab',
  'aab',
  'axb',
  'a b',
  'a ',
  ' a',
  'a*',
  '*',
  '!a',
  '#a',
  '[',
  '[a',
  ']',
  '-',
  '5',
  'ä',
  'ä.ts',
  'a/b.ts',
  'a\\',
  '{a,b}',
  'cx',
  'abc/b',
];

describe('a .gitignore', () => {
  it('says what git says', () => {
    const answers = askGit(
      TEXTS,
      TEXTS.map(() => PATHS),
    );
    TEXTS.forEach((text, i) => {
      const rules = new Gitignore(text);
      expect([text, PATHS.filter((file) => ignores(rules, file))]).toEqual([
        text,
        PATHS.filter((_, at) => answers[i][at]),
      ]);
    });
  });

  it('says what git says, whatever it is made of', { timeout: 60_000 }, () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'A',
      '1',
      '-',
      '.',
      ' ',
      '/',
      '/',
      '*',
      '*',
      '**',
      '**/',
      '/**/',
      '/**',
      '?',
      '[',
      ']',
      '[!',
      '[a-b]',
      '[^a]',
      '[[:alpha:]]',
      '[:',
      ':]',
      '\\',
      '!',
      '#',
      'ä',
      '{',
      '(',
      '\r',
    );
    const line = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
    const name = fc
      .string({ unit: fc.constantFrom(...'aabbA1-. []\\!#ä{'), minLength: 1, maxLength: 3 })
      .filter((one) => !/^\.{1,2}$/u.test(one) && one !== '.git');
    const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const count = Number(process.env.FC_RUNS ?? 2000);
    const cases = fc.sample(fc.tuple(text, fc.array(file, { minLength: 15, maxLength: 15 })), {
      numRuns: count,
      seed: Number(process.env.FC_SEED ?? 1),
    });
    const answers = askGit(
      cases.map(([one]) => one),
      cases.map(([, files]) => files),
    );
    const wrong = cases.flatMap(([one, files], i) => {
      const rules = new Gitignore(one);
      return files
        .filter((f, at) => ignores(rules, f) !== answers[i][at])
        .map((f) => ({ text: one, file: f, git: !ignores(rules, f) }));
    });
    expect(answers.flat().filter(Boolean).length).toBeGreaterThan(count);
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('takes no longer for a hostile one', () => {
    const name = 'a'.repeat(60);
    const deep = Array.from({ length: 200 }, () => 'a').join('/');
    const texts = [
      '*a*a*a*a*a*a*a*ab',
      `${'*a'.repeat(500)}b`,
      `${'**/a/'.repeat(500)}b`,
      `x/${'*a'.repeat(100)}b`,
      `**/${'*[a]'.repeat(100)}b/**/c`,
    ];
    const start = performance.now();
    for (const text of texts)
      for (const file of [name, 'a'.repeat(255), deep, `x/${name}`])
        expect(ignores(new Gitignore(text), file)).toBe(false);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
