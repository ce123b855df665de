import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MigrationOptions } from '../../codemods/add-connector/migration.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { expectJson, expectText } from '../support/expected-output.js';
import { connectorFindings, inCopyOf, leftToDo, plan, write } from './migrate.js';

const folder = path.resolve('fixtures/codemods');
const cases = fs.readdirSync(folder).filter((name) => !name.startsWith('shared'));

addLanguage(python);

/**
 * Each folder is a shape: `input.*` (or `test_input.*`) with what it needs beside `shared/`
 * (`shared-python/`), `output.*`, the entries of the ledger, `options.json` perhaps.
 */
describe('add-connector, shape by shape', () => {
  it.each(cases)('%s', (name) => {
    const own = path.join(folder, name);
    const input = fs.readdirSync(own).find((file) => /^(?:test_)?input\./u.test(file)) ?? '';
    const shared = path.join(folder, input.endsWith('.py') ? 'shared-python' : 'shared');
    inCopyOf([shared, own], (root) => {
      for (const file of ['ledger.json', 'options.json', input.replace('input.', 'output.')])
        fs.rmSync(path.join(root, file), { force: true });
      const asked = path.join(own, 'options.json');
      const options = fs.existsSync(asked)
        ? (JSON.parse(fs.readFileSync(asked, 'utf8')) as MigrationOptions)
        : {};
      const first = plan(root, options);
      expectText(
        path.join(own, input.replace('input.', 'output.')),
        first.after.get(input) ?? fs.readFileSync(path.join(root, input), 'utf8'),
      );
      expect([...first.after.keys()].filter((file) => file !== input)).toEqual([]);
      const entries = first.plan.ledger.entries.filter((e) => e.file === input);
      expectJson(path.join(own, 'ledger.json'), entries);
      write(root, first.after);
      const second = plan(root, options);
      expect([...second.after.keys()]).toEqual([]);
      expect(connectorFindings(second)).toEqual(leftToDo(second));
      expect(leftToDo(second)).toHaveLength(leftToDo(first).length);
    });
  });

  it.each(['\r', '\r\n'])('whatever ends a line: %j', (eol) => {
    for (const name of cases) {
      const own = path.join(folder, name);
      const input = fs.readdirSync(own).find((file) => /^(?:test_)?input\./u.test(file)) ?? '';
      const output = fs.readFileSync(path.join(own, input.replace('input.', 'output.')), 'utf8');
      inCopyOf(
        [path.join(folder, input.endsWith('.py') ? 'shared-python' : 'shared'), own],
        (root) => {
          for (const file of ['ledger.json', 'options.json', input.replace('input.', 'output.')])
            fs.rmSync(path.join(root, file), { force: true });
          const asked = path.join(own, 'options.json');
          const options = fs.existsSync(asked)
            ? (JSON.parse(fs.readFileSync(asked, 'utf8')) as MigrationOptions)
            : {};
          const file = path.join(root, input);
          fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(/\r?\n/gu, eol));
          const text = plan(root, options).after.get(input) ?? fs.readFileSync(file, 'utf8');
          expect(text.replaceAll(/\r\n?/gu, '\n'), name).toBe(output.replaceAll(/\r\n?/gu, '\n'));
        },
      );
    }
  });

  it('leaves a marker at each open site, once', () => {
    inCopyOf([path.join(folder, 'shared'), path.join(folder, 'no-value')], (root) => {
      for (const file of ['ledger.json', 'output.ts']) fs.rmSync(path.join(root, file));
      const first = plan(root, { todo: true });
      const marked = first.after.get('input.ts') ?? '';
      expect(marked.match(/TODO\(driver-contract\)/gu)).toHaveLength(5);
      expect(marked).toContain(
        '  // TODO(driver-contract): createExport: no connector is in scope\n  return driver.createExport(context, volume);',
      );
      expect(marked).toContain(
        'return [connector, /* TODO(driver-contract): createExport: no connector is in scope */ driver.createExport(context, volume)];',
      );
      write(root, first.after);
      expect([...plan(root, { todo: true }).after.keys()]).toEqual([]);
    });
  });
});
