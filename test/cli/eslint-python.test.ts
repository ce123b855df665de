import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ESLINT = path.join(ROOT, 'node_modules/eslint/bin/eslint.js');

/** A configuration as a user has it, with a rule of the house's own. */
const CONFIG = `
import driverContract, { languages } from '${pathToFileURL(path.join(ROOT, 'dist/src/entries/python.js')).href}';

const noPrint = {
  meta: { fixable: 'code', messages: { print: 'Use the log.' } },
  create: (context) => ({
    'call[function.text="print"]'(node) {
      context.report({ node, messageId: 'print', fix: (fixer) => fixer.replaceText(node.function, 'log') });
    },
  }),
};

export default [
  ...driverContract.configs.recommended,
  ...driverContract.configs.python,
  { files: ['**/*.py'], plugins: { house: { rules: { 'no-print': noPrint } } }, rules: { 'house/no-print': 'error' } },
];
`;

const FILES = {
  'package.json': '{}',
  'eslint.config.mjs': CONFIG,
  'a.py': '\uFEFFprint("😀")\r\nx = 1  # eslint-disable-line house/no-print\r\n',
  'b.py': 'print(1)  # eslint-disable-line house/no-print -- a script\n',
  'c.py': 'x = = 1\n',
  'd.js': 'console.log(1);\n',
};

function eslint(cwd: string, args: readonly string[], input?: string) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [ESLINT, '--format', 'json', ...args],
    {
      cwd,
      input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  if (!stdout.startsWith('[')) throw new Error(stderr || stdout);
  const results = JSON.parse(stdout) as ESLint.LintResult[];
  const said = results.flatMap((r) =>
    r.messages.map(
      (m) => `${path.basename(r.filePath)} ${m.line}:${m.column} ${m.ruleId ?? m.message}`,
    ),
  );
  return { status, said, results, stderr };
}

const FOUND = [
  'a.py 1:1 house/no-print',
  "a.py 2:8 Unused eslint-disable directive (no problems were reported from 'house/no-print').",
  'c.py 1:5 Parsing error: This cannot be read as Python: `=`.',
];

describe('the eslint command', () => {
  it('lints Python beside JavaScript', () => {
    const { said, status, results } = eslint(folderWith(FILES), ['.']);
    expect(said).toEqual(FOUND);
    expect(status).toBe(1);
    expect(results.map((r) => path.basename(r.filePath)).sort()).toEqual([
      'a.py',
      'b.py',
      'c.py',
      'd.js',
      'eslint.config.mjs',
    ]);
    // What SARIF needs of a place.
    expect(results[0].messages[0]).toMatchObject({ line: 1, column: 1, endLine: 1, endColumn: 12 });
  });

  it('fixes', () => {
    const cwd = folderWith(FILES);
    expect(eslint(cwd, ['--fix', 'a.py']).said).toEqual([]);
    expect(fs.readFileSync(path.join(cwd, 'a.py'), 'utf8')).toBe('\uFEFFlog("😀")\r\nx = 1 \r\n');
  });

  it('reads from standard input', () => {
    const { said } = eslint(
      folderWith(FILES),
      ['--stdin', '--stdin-filename', 'new.py'],
      'def f():\n    print(1)\n',
    );
    expect(said).toEqual(['new.py 2:5 house/no-print']);
  });

  it('keeps results', () => {
    const cwd = folderWith(FILES);
    expect(eslint(cwd, ['--cache', '.']).said).toEqual(FOUND);
    expect(fs.existsSync(path.join(cwd, '.eslintcache'))).toBe(true);
    expect(eslint(cwd, ['--cache', '.']).said).toEqual(FOUND);
    fs.writeFileSync(path.join(cwd, 'b.py'), 'print(1)\n');
    expect(eslint(cwd, ['--cache', '.']).said).toContain('b.py 1:1 house/no-print');
  });

  it('shares the work between processes', () => {
    expect(eslint(folderWith(FILES), ['--concurrency', '2', '.']).said).toEqual(FOUND);
  });

  it('makes unused directives errors', () => {
    const cwd = folderWith({ ...FILES, 'a.py': 'x = 1  # eslint-disable-line\n' });
    const { results, status } = eslint(cwd, ['--report-unused-disable-directives', 'a.py']);
    expect(results[0].messages).toMatchObject([{ severity: 2, line: 1, column: 8 }]);
    expect(status).toBe(1);
  });
});
