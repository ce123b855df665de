import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../support/page-examples.js';

const readme = fs.readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('is read in three minutes', () => {
    expect(readme.split(/\s+/u).length).toBeLessThan(750);
  });

  it('shows a driver that is in the repository', () => {
    const driver = fs.readFileSync(
      'fixtures/volume-service/input/src/drivers/tarnwell-fc.ts',
      'utf8',
    );
    const [shown] = examplesOf('README.md').filter((e) => e.language === 'ts');
    const lines = shown.text.split('\n').filter((line) => line.trim() !== '// …');
    expect(lines.filter((line) => !driver.split('\n').includes(line))).toEqual([]);
  });

  it('has the figures of the evidence', () => {
    const evidence = fs.readFileSync('docs/evidence.md', 'utf8');
    const [, definitions, calls, theirs, theirCalls] =
      /(\d+ of \d+) definitions and (\d+ of \d+) calls right, .*?authors got (\d+) and (\d+)\./su.exec(
        readme,
      ) ?? [];
    const row = (name: string) =>
      evidence.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';
    expect(row('definitions right')).toContain(`| ${theirs} of 65 | ${definitions} |`);
    expect(row('calls right')).toContain(`| ${theirCalls} of 25 | ${calls} |`);
  });
});

it('each page that names a version names this one', () => {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
  const pages = execFileSync('git', ['ls-files', 'README.md', 'docs/*.md'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const named = pages.flatMap((page) =>
    [
      ...fs
        .readFileSync(page, 'utf8')
        .matchAll(/(?:driver-contract-|repository>@v|rev: v)(\d+\.\d+\.\d+)/gu),
    ].map(([, one]) => ({ page, version: one })),
  );
  expect(named.map(({ page }) => page)).toContain('README.md');
  expect(named.filter((one) => one.version !== version)).toEqual([]);
});

it('no page asks the registry for a package that nobody owns', () => {
  const pages = execFileSync('git', ['ls-files', '*.md', '*.ts', '*.mjs', '*.yaml'], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((file) => !file.startsWith('test/') && fs.existsSync(file));
  expect(pages.length).toBeGreaterThan(100);
  expect(
    pages.filter((file) => fs.readFileSync(file, 'utf8').includes('npx driver-contract')),
  ).toEqual([]);
});
