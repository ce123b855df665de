import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** This repository, as somebody has it who begins a rule. */
let copy = '';

beforeAll(() => {
  copy = folderWith({});
  const files = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split(
    '\0',
  );
  for (const file of files.filter((name) => name !== '' && fs.existsSync(path.join(ROOT, name)))) {
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), path.join(copy, file));
  }
  git(copy, 'init', '-q');
  git(copy, 'add', '.');
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' });
}

function node(script: string, ...args: string[]): { status: number | null; said: string } {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env,
  });
  return { status, said: (stdout + stderr).trim() };
}

/** What has changed in the copy; not the link to the packages. */
const changes = () =>
  git(copy, 'status', '--short', '--untracked-files=all')
    .split('\n')
    .filter((line) => /^(?:.M|\?\?) /u.test(line) && !line.endsWith('node_modules'))
    .map((line) => line.slice(3));

describe('npm run new-rule', { timeout: 240_000 }, () => {
  it.each([
    [[], 'Which rule? Write: npm run new-rule -- no-something'],
    [
      ['NoSleep'],
      'NoSleep: not an ID. Write words in lower case with hyphens between: no-something.',
    ],
    [['sleep'], 'sleep: not an ID. Write words in lower case with hyphens between: no-something.'],
    [['no-stub-create-export'], 'no-stub-create-export: there is such a rule. Use another ID.'],
    [
      ['no-sleep', 'Sleeps.'],
      'A description begins with "Disallow" or "Require" and has no full stop: "Disallow sleeping in createExport".',
    ],
  ])('of %j writes nothing, and says why', (args, sentence) => {
    expect(node('scripts/new-rule.mjs', ...args)).toEqual({ status: 2, said: sentence });
    expect(changes()).toEqual([]);
  });

  it('writes nothing where a file of that name exists', () => {
    fs.writeFileSync(path.join(copy, 'docs/rules/no-sleep.md'), '');
    expect(node('scripts/new-rule.mjs', 'no-sleep').said).toBe(
      'docs/rules/no-sleep.md exists already. Use another ID.',
    );
    fs.rmSync(path.join(copy, 'docs/rules/no-sleep.md'));
    expect(changes()).toEqual([]);
  });

  it('begins a rule that compiles, is documented, and says what is left to write', () => {
    expect(
      node('scripts/new-rule.mjs', 'no-sleep', 'Disallow sleeping where it’s not night').status,
    ).toBe(0);
    expect(changes()).toEqual([
      'CHANGELOG.md',
      'README.md',
      'docs/commands/check.md',
      'rules/index.ts',
      'src/analysis/analysis.ts',
      'src/analysis/findings.ts',
      'docs/rules/no-sleep.md',
      'fixtures/rules/python/no_sleep.py',
      'fixtures/rules/src/no-sleep.ts',
      'rules/no-sleep.ts',
      'src/analysis/no-sleep-findings.ts',
      'test/rules/no-sleep.test.ts',
    ]);
    const added = git(copy, 'diff', 'CHANGELOG.md').match(/^\+[^+\n].*$/gmu) ?? [];
    // Right after a release the heading is missing, too.
    expect(added.filter((line) => line !== '+### Added')).toEqual([
      '+- **Rule** `no-sleep`: Disallow sleeping where it’s not night.',
    ]);
    git(copy, 'add', '.');
    expect(node('scripts/check-docs.mjs').said).toMatch(
      /^\d+ pages, \d+ rules: the documentation fits\.$/u,
    );
    expect(
      node(
        'node_modules/eslint/bin/eslint.js',
        'rules',
        'src/analysis',
        'test/rules/no-sleep.test.ts',
      ).said,
    ).toBe('');
    expect(
      node(
        'node_modules/prettier/bin/prettier.cjs',
        '--check',
        'rules',
        'src/analysis',
        'test/rules',
      ).status,
    ).toBe(0);
    const { status, said } = node(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'unit',
      'test/rules/no-sleep.test.ts',
    );
    expect(status).toBe(1);
    expect(said).toMatch(
      /Write what no-sleep reports: src\/analysis\/no-sleep-findings\.ts, .*\n/u,
    );
    expect(said).toMatch(/1 failed \| 3 passed/u);
  });
});
