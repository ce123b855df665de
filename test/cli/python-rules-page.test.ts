import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { examplesOf, filesOf } from '../support/page-examples.js';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const examples = examplesOf('docs/python-rules.md');
/** The files that the page shows, by the name in their first line, and what it says is printed. */
const shown = filesOf(examples);
const output = examples.find(({ language }) => language === 'text')?.text ?? '';

/** A project of a reader, who installed the package. */
function project(): string {
  const cwd = folderWith({ 'package.json': '{ "type": "module" }', ...Object.fromEntries(shown) });
  fs.mkdirSync(path.join(cwd, 'node_modules'));
  fs.symlinkSync(ROOT, path.join(cwd, 'node_modules/eslint-plugin-driver-contract'), 'dir');
  for (const name of ['eslint', '@eslint', '@types'])
    fs.symlinkSync(
      path.join(ROOT, 'node_modules', name),
      path.join(cwd, 'node_modules', name),
      'dir',
    );
  return cwd;
}

function run(cwd: string, file: string, ...args: string[]): string {
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules', file), ...args],
    { cwd, encoding: 'utf8', env },
  );
  return stdout + stderr;
}

describe('docs/python-rules.md', () => {
  it('shows a whole project', () => {
    expect(shown.map(([name]) => name)).toEqual([
      'rules/no-sleep-under-lock.js',
      'eslint.config.js',
      'acme.py',
      'rules/no-mutable-default.ts',
    ]);
    expect(output).not.toBe('');
  });

  it('shows rules that report what it says', () => {
    const cwd = project();
    for (const [name, text] of shown.filter(([file]) => file.endsWith('.ts'))) {
      const { outputText } = ts.transpileModule(text, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      fs.writeFileSync(path.join(cwd, name.replace(/ts$/u, 'js')), outputText);
    }
    // Its first line says which file it is.
    fs.writeFileSync(
      path.join(cwd, 'acme.py'),
      `# acme.py\n${fs.readFileSync(path.join(cwd, 'acme.py'), 'utf8')}`,
    );
    expect(run(cwd, 'eslint/bin/eslint.js', '.').replaceAll(`${cwd}${path.sep}`, '')).toContain(
      output,
    );
  });

  it('shows types that hold', () => {
    const cwd = project();
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023',
      '--types',
      'node',
    ];
    expect(
      run(
        cwd,
        'typescript/bin/tsc',
        ...options,
        ...shown.map(([name]) => name).filter((name) => name.endsWith('.ts')),
      ),
    ).toBe('');
  });
});
