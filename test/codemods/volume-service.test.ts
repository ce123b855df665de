import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TypeCheck, type TypeProblem } from '../../codemods/add-connector/type-check.js';
import { disk } from '../../src/workspace/disk.js';
import { TypeProjects } from '../../src/workspace/type-projects.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { expectTree } from '../support/expected-output.js';
import { connectorFindings, inCopyOf, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const input = path.resolve('fixtures/volume-service/input');
const inputOfPython = path.resolve('fixtures/python-volume-service/input');

async function newTypeErrors(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<TypeProblem[]> {
  return new TypeCheck(await TypeProjects.of(input, disk, false, '--verify'), before).newErrors(
    after,
  );
}

describe.each([
  ['TypeScript', input, []],
  ['Python', inputOfPython, ['volumes/drivers/vetchling.py:11:9']],
] as const)('add-connector on the volume service in %s', (_language, tree, open) => {
  const first = plan(tree);

  it('gives the migrated tree, byte for byte, and touches nothing else', () => {
    expectTree(path.join(tree, '../migrated'), tree, first.after);
  });

  it('leaves open what cannot be settled, and nothing else', () => {
    expect(leftToDo(first)).toEqual(open);
    expect(first.plan.ledger.totals.status).toMatchObject({ open: open.length, collision: 0 });
  });

  it('has nothing to do a second time, and the rules find only what is open', () => {
    inCopyOf([tree], (root) => {
      write(root, first.after);
      const second = plan(root);
      expect([...second.after.keys()]).toEqual([]);
      expect(connectorFindings(second)).toEqual(open);
    });
  });

  it('changes no target and gives a reason for everything', () => {
    const { entries } = first.plan.ledger;
    expect(entries.filter((e) => e.reason === '')).toEqual([]);
    expect(entries.filter((e) => e.role === 'target').map((e) => e.status)).not.toContain(
      'migrated',
    );
    expect(entries.filter((e) => e.role === 'target')).not.toEqual([]);
  });
});

describe('the ledger of the volume service', () => {
  const first = plan(input);

  it('enters bystanders, and what is done already', () => {
    const { entries } = first.plan.ledger;
    expect(entries.find((e) => e.name === 'ReportService.createExport')).toMatchObject({
      role: 'unrelated',
      status: 'skipped',
    });
    expect(
      entries.find((e) => e.name === 'DunmoreIscsiDriver.createExport' && e.kind === 'declaration'),
    ).toMatchObject({
      status: 'already',
    });
  });

  it('migrates only the paths it is given', () => {
    const folder = path.join(input, 'test');
    const { after, plan: part } = plan(input, { includes: (file) => file.startsWith(folder) });
    expect([...after.keys()].every((file) => file.startsWith('test/'))).toBe(true);
    expect(part.ledger.entries.every((e) => e.file.startsWith('test/'))).toBe(true);
  });

  it('brings no new type error', { timeout: 60_000 }, async () => {
    const changed = [...first.after].map(([file, text]) => [path.join(input, file), text] as const);
    const before = new Map(changed.map(([file]) => [file, fs.readFileSync(file, 'utf8')]));
    expect(await newTypeErrors(before, new Map(changed))).toEqual([]);
  });

  it('says which edit brought a type error', { timeout: 60_000 }, async () => {
    const file = path.join(input, 'src/manager.ts');
    const text = fs.readFileSync(file, 'utf8');
    const broken = text.replace(
      'this.driver.createExport(context, volume)',
      'this.driver.createExport(context)',
    );
    const [problem, ...more] = await newTypeErrors(
      new Map([[file, text]]),
      new Map([[file, broken]]),
    );
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      file,
      code: 2554,
      line: broken.slice(0, broken.indexOf('createExport(context)')).split('\n').length,
    });
  });
});

describe('the volume service in Python', () => {
  const hasPython = spawnSync('python3', ['--version']).status === 0;

  it.skipIf(!hasPython).each([['input'], ['migrated']])(
    '%s is Python, and its tests pass',
    { timeout: 60_000 },
    (name) => {
      inCopyOf([path.join(inputOfPython, '..', name)], (root) => {
        for (const args of [
          ['-m', 'compileall', '-q', '.'],
          ['-m', 'unittest'],
        ]) {
          const { status, stderr } = spawnSync('python3', args, { cwd: root, encoding: 'utf8' });
          expect(status, stderr).toBe(0);
          if (args[1] === 'unittest') expect(stderr).toMatch(/^Ran 12 tests /mu);
        }
      });
    },
  );
});
