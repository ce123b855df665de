import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRIVER, git, MIGRATED, service } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const ROOT = path.resolve('.');

/** The shell of a step of `action.yml`, by its name. */
function stepOf(name: string): string {
  const text = fs.readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
  const [, step = ''] = text.split(new RegExp(`^ {4}- name: ${name}$`, 'mu'));
  const [own] = step.split(/^ {4}- name: /mu);
  const [, run = ''] = own.split('\n      run: |\n');
  return run.replaceAll(/^ {8}/gmu, '');
}

/** Runs the steps as GitHub does: `bash -e`, with the inputs in the environment. */
function run(cwd: string, inputs: Readonly<Record<string, string>>) {
  const temp = folderWith({ output: '', summary: '' });
  const env = {
    ...process.env,
    ACTION: ROOT,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: path.join(temp, 'output'),
    GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
    ...{ PATHS: '.', BASE: '', CONTRACT: '', FAIL: 'true' },
    ...inputs,
  };
  const ran = ['Build', 'Check'].map((name) => {
    const script = stepOf(name);
    expect(script).not.toBe('');
    return spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
      cwd,
      env,
      encoding: 'utf8',
    });
  });
  const read = (name: string) => fs.readFileSync(path.join(temp, name), 'utf8');
  return {
    status: ran[1].status,
    out: ran[1].stdout,
    err: ran[1].stderr,
    output: read('output'),
    summary: read('summary'),
    temp,
  };
}

/** A repository whose base has one finding, and whose head another. */
function changed(): { root: string; base: string } {
  const root = service({ 'acme.ts': DRIVER, 'birch.ts': MIGRATED.replace('AcmeDriver', 'Birch') });
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'base');
  const base = git(root, 'rev-parse', 'HEAD').trim();
  fs.writeFileSync(path.join(root, 'birch.ts'), DRIVER.replace('AcmeDriver', 'Birch'));
  git(root, 'commit', '-qam', 'head');
  return { root, base };
}

const hasBash = process.platform !== 'win32' && spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!hasBash)('the steps of action.yml', { timeout: 120_000 }, () => {
  it('report what is new against the base: annotations, SARIF, a comment', () => {
    const { root, base } = changed();
    const { status, out, output, summary, temp } = run(root, { BASE: base });
    expect(status).toBe(1);
    const annotations = out.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations).toHaveLength(1);
    expect(annotations[0]).toMatch(/^::error file=birch\.ts,line=5,/u);
    expect(output).toMatch(
      /^findings=1\nsarif=.*\/results\.sarif\ncomment<<(end-\d+)\n### driver-contract: 1 finding\n[^]*\n\1\n$/u,
    );
    expect(summary).toContain('`birch.ts:5`');
    const sarif = JSON.parse(
      fs.readFileSync(path.join(temp, 'driver-contract/results.sarif'), 'utf8'),
    ) as { runs: { results: unknown[] }[] };
    expect(sarif.runs[0].results).toHaveLength(1);
  });

  it('report all without a base, of the paths that are named', () => {
    const { root } = changed();
    fs.mkdirSync(path.join(root, 'other dir'));
    const { output, status } = run(root, { PATHS: 'acme.ts\nother dir\n', FAIL: 'false' });
    expect(status).toBe(0);
    expect(output).toMatch(/^findings=1\n/u);
  });

  it('are clean where nothing is new', () => {
    const { root } = changed();
    expect(run(root, { BASE: 'HEAD' })).toMatchObject({
      status: 0,
      summary: '### driver-contract: 0 findings\n',
    });
  });

  it('fail where it could not run, findings or not', () => {
    const { root } = changed();
    expect(run(root, { BASE: 'no-such-commit', FAIL: 'false' }).status).toBe(2);
    expect(run(root, { CONTRACT: 'none.json', FAIL: 'false' }).status).toBe(2);
  });
});
