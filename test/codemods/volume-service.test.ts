import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newTypeErrors } from '../../codemods/add-connector/type-check.js';
import { connectorFindings, inCopyOf, leftToDo, plan, write } from './migrate.js';

const fixture = path.resolve('fixtures/volume-service');
const input = path.join(fixture, 'input');

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && !e.parentPath.includes('node_modules'))
    .map((e) => path.relative(folder, path.join(e.parentPath, e.name)))
    .sort();
}

describe('add-connector on the volume service', () => {
  const first = plan(input);

  it('gives the migrated tree, byte for byte, and touches nothing else', () => {
    const migrated = path.join(fixture, 'migrated');
    expect(filesBelow(migrated)).toEqual(filesBelow(input));
    for (const file of filesBelow(migrated)) {
      const wanted = fs.readFileSync(path.join(migrated, file), 'utf8');
      expect(first.after.get(file) ?? fs.readFileSync(path.join(input, file), 'utf8'), file).toBe(wanted);
    }
  });

  it('leaves nothing open', () => {
    expect(leftToDo(first)).toEqual([]);
    expect(first.plan.ledger.totals.status).toMatchObject({ open: 0, collision: 0 });
  });

  it('has nothing to do a second time, and the rules find nothing', () => {
    inCopyOf([input], (root) => {
      write(root, first.after);
      const second = plan(root);
      expect([...second.after.keys()]).toEqual([]);
      expect(connectorFindings(second)).toEqual([]);
    });
  });

  it('enters every declaration and call, the bystanders with their reason', () => {
    const { entries } = first.plan.ledger;
    expect(entries.filter((e) => e.reason === '')).toEqual([]);
    expect(entries.filter((e) => e.role === 'target').map((e) => e.status)).not.toContain('migrated');
    expect(entries.find((e) => e.name === 'ReportService.createExport')).toMatchObject({ role: 'unrelated', status: 'skipped' });
    expect(entries.find((e) => e.name === 'DunmoreIscsiDriver.createExport' && e.kind === 'declaration')).toMatchObject({
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
    expect(await newTypeErrors(input, before, new Map(changed))).toEqual([]);
  });

  it('says which edit brought a type error', { timeout: 60_000 }, async () => {
    const file = path.join(input, 'src/manager.ts');
    const text = fs.readFileSync(file, 'utf8');
    const broken = text.replace('this.driver.createExport(context, volume)', 'this.driver.createExport(context)');
    const [problem, ...more] = await newTypeErrors(input, new Map([[file, text]]), new Map([[file, broken]]));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file, code: 2554, line: broken.slice(0, broken.indexOf('createExport(context)')).split('\n').length });
  });
});
