import path from 'node:path';
import { expect, it } from 'vitest';
import { plan } from '../codemods/migrate.js';
import { examplesOf } from '../support/page-examples.js';

it('docs/commands/migrate.md shows an entry of the ledger of fixtures/volume-service', () => {
  const examples = examplesOf('docs/commands/migrate.md').filter((e) => e.language === 'json');
  const { ledger } = plan(path.resolve('fixtures/volume-service/input')).plan;
  expect(examples).not.toEqual([]);
  for (const { text } of examples) expect(ledger.entries).toContainEqual(JSON.parse(text));
});
