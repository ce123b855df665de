import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiler } from '../../src/typescript/compiler.js';
import { extractFacts } from '../../src/typescript/extract.js';
import { expectTree } from '../support/expected-output.js';
import { filesBelow } from '../support/temp.js';
import { connectorFindings, inCopyOf, leftToDo, plan, write } from './migrate.js';

const ts = compiler();

const input = path.resolve('fixtures/flow-service/input');
const migrated = path.resolve('fixtures/flow-service/migrated');

describe('add-connector on a tree that the compiler cannot parse', () => {
  const first = plan(input);

  it('is such a tree', () => {
    const broken = filesBelow(input).filter((file) => {
      const text = fs.readFileSync(path.join(input, file), 'utf8');
      return file.endsWith('.js') && extractFacts(ts, file, text).syntaxErrors.length > 0;
    });
    expect(broken).toHaveLength(11);
  });

  it('gives the migrated tree, byte for byte, and touches nothing else', () => {
    expectTree(migrated, input, first.after);
  });

  it('has nothing to do a second time, and leaves what the rules find', () => {
    inCopyOf([input], (root) => {
      write(root, first.after);
      const second = plan(root);
      expect([...second.after.keys()]).toEqual([]);
      expect(connectorFindings(second)).toEqual(['src/manager.js:19:20']);
      expect(leftToDo(second)).toEqual(['src/manager.js:19:20']);
    });
  });

  it('enters what is no concern of it', () => {
    expect(
      first.plan.ledger.entries
        .filter((e) => e.file === 'src/reports.js')
        .map((e) => `${e.role} ${e.status}`),
    ).toEqual(['unrelated skipped', 'unrelated skipped']);
  });
});
