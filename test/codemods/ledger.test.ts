import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ledgerMarkdown, ledgerSummary } from '../../codemods/add-connector/ledger-report.js';
import { STATUSES, type Ledger } from '../../codemods/add-connector/ledger.js';
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

  it('tells mentions of one file that are left for one reason as one', () => {
    const mention = (file: string, line: number, method = 'get') => ({
      ...service.entries[0],
      ...{ kind: 'mention', file, line, column: 3, method, name: `x.${method}`, status: 'open' },
      reason: 'nobody knows',
    });
    const many = Array.from({ length: 11 }, (_, i) => mention('a.py', i + 1));
    const few = [1, 2, 3].map((line) => mention('b.py', line));
    const entries = [...many, mention('a.py', 20, 'set'), ...few] as Ledger['entries'];
    const summary = ledgerSummary({ ...service, entries, census: [] });
    expect(summary.split('\n').slice(summary.split('\n').indexOf('Left to do (15):'))).toEqual([
      'Left to do (15):',
      '  a.py:1:3  x.get  open: nobody knows (and 10 more in this file: 10 lines 2, 3, 4, 5, 6, 7, 8, 9, …)',
      '  a.py:20:3  x.set  open: nobody knows',
      '  b.py:1:3  x.get  open: nobody knows',
      '  b.py:2:3  x.get  open: nobody knows',
      '  b.py:3:3  x.get  open: nobody knows',
    ]);
    expect(ledgerMarkdown({ ...service, entries, census: [] })).toContain(
      'nobody knows (and 10 more in this file: 10 lines 2, 3, 4, 5, 6, 7, 8, 9, …) |',
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
