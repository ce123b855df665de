import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ledgerMarkdown, STATUSES, type Ledger } from '../../codemods/add-connector/ledger.js';
import { inCopyOf, plan } from './migrate.js';

const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(fs.readFileSync('ledger.schema.json', 'utf8')) as object,
);
const folder = path.resolve('fixtures/codemods');

function ledgerOf(...folders: string[]): Ledger {
  let ledger: Ledger | undefined;
  inCopyOf(folders, (root) => {
    ledger = JSON.parse(JSON.stringify(plan(root).plan.ledger)) as Ledger;
  });
  if (!ledger) throw new Error('no ledger');
  return ledger;
}

describe('the ledger', () => {
  const service = ledgerOf(path.resolve('fixtures/volume-service/input'));

  it('is what its schema says', () => {
    const ledgers = [
      service,
      ...['no-value', 'collision-left', 'test-assertions'].map((name) =>
        ledgerOf(path.join(folder, 'shared'), path.join(folder, name)),
      ),
    ];
    for (const ledger of ledgers) {
      validate(ledger);
      expect(validate.errors).toBeNull();
    }
    expect(validate(ledgers)).toBe(true);
  });

  it.each([
    ['an unknown status', { ...service.entries[0], status: 'done' }],
    ['a key that is not known', { ...service.entries[0], note: '' }],
    ['no reason', { ...service.entries[0], reason: undefined }],
  ])('the schema refuses %s', (_, entry) => {
    expect(validate(JSON.parse(JSON.stringify({ ...service, entries: [entry] })))).toBe(false);
  });

  it('is readable', () => {
    const lines = ledgerMarkdown(service).split('\n');
    const { driver } = service.totals.role;
    expect(lines).toContain('| role | migrated | already | skipped | collision | open |');
    expect(lines).toContain(
      `| driver | ${driver.migrated ?? 0} | ${driver.already ?? 0} | ${driver.skipped ?? 0} | 0 | 0 |`,
    );
    expect(lines.filter((line) => /^\| `src\//u.test(line))).toHaveLength(
      service.entries.filter((e) => e.file.startsWith('src/')).length,
    );
  });

  it('counts every entry once, by status and by role', () => {
    const { entries, totals } = service;
    expect(Object.values(totals.status).reduce((a, b) => a + b)).toBe(entries.length);
    for (const status of STATUSES) {
      expect(totals.status[status]).toBe(entries.filter((e) => e.status === status).length);
      for (const [role, row] of Object.entries(totals.role))
        expect(row[status] ?? 0).toBe(
          entries.filter((e) => e.role === role && e.status === status).length,
        );
    }
  });
});
