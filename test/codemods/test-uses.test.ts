import { isSite } from '../../codemods/add-connector/ledger.js';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCopyOf, plan } from './migrate.js';

const shared = path.resolve('fixtures/codemods/shared');

/**
 * Statements of a test that has made one call of the method; what they become, or the status and
 * reason they are listed with.
 */
const USES: readonly (readonly [statement: string, becomes: string])[] = [
  [
    'expect(spy).toBeCalledWith(context, volume)',
    'expect(spy).toBeCalledWith(context, volume, connector)',
  ],
  [
    'expect(spy).lastCalledWith(context, volume)',
    'expect(spy).lastCalledWith(context, volume, connector)',
  ],
  [
    'expect(spy).nthCalledWith(1, context, volume)',
    'expect(spy).nthCalledWith(1, context, volume, connector)',
  ],
  [
    'expect(spy).toHaveBeenCalledOnceWith(context, volume)',
    'expect(spy).toHaveBeenCalledOnceWith(context, volume, connector)',
  ],
  [
    'expect(vi.mocked(driver).createExport).toHaveBeenCalledWith(context, volume)',
    'expect(vi.mocked(driver).createExport).toHaveBeenCalledWith(context, volume, connector)',
  ],
  [
    'expect(driver["createExport"]).toHaveBeenCalledWith(context, volume)',
    'expect(driver["createExport"]).toHaveBeenCalledWith(context, volume, connector)',
  ],
  [
    'expect(spy.calledWith(context, volume)).toBe(true)',
    'expect(spy.calledWith(context, volume, connector)).toBe(true)',
  ],
  [
    'expect(spy.getCalls()[0].args).toEqual([context, volume])',
    'expect(spy.getCalls()[0].args).toEqual([context, volume, connector])',
  ],
  [
    'expect(spy.mock.calls.slice(0)).toEqual([[context, volume]])',
    'expect(spy.mock.calls.slice(0)).toEqual([[context, volume, connector]])',
  ],
  [
    'expect((spy.mock.calls as unknown[][])[0]).toEqual([context, volume])',
    'expect((spy.mock.calls as unknown[][])[0]).toEqual([context, volume, connector])',
  ],
  [
    'expect(spy.args).to.deep.include([context, volume])',
    'expect(spy.args).to.deep.include([context, volume, connector])',
  ],
  ['assert.equal(spy.mock.calls[0].length, 2)', 'assert.equal(spy.mock.calls[0].length, 3)'],
  ['assert.equal(2, spy.mock.calls[0].length)', 'assert.equal(3, spy.mock.calls[0].length)'],
  [
    'expect(spy.mock.calls[0]).not.toHaveLength(2)',
    'expect(spy.mock.calls[0]).not.toHaveLength(3)',
  ],
  [
    'expect(spy.mock.calls[0]).toHaveLength(1)',
    'open: counts 1 of 2 arguments: the number depends on what the call leaves out',
  ],
  ['expect(spy.mock.calls[0]).toHaveLength(4)', 'already: counts it'],
  ['expect(spy.mock.calls[0][2]).toBe(connector)', 'already: reads what is added'],
  ['expect(spy.mock.calls[0].at(-1)).toBe(volume)', 'open: counts from the end of the arguments'],
  ['expect(spy.mock.calls[0].pop()).toBe(volume)', 'open: which argument it reads is not written'],
  ['expect(spy).toHaveBeenCalledWith(context)', 'skipped: does not say all the arguments'],
  ['expect(spy).toHaveBeenCalledWith(...given())', 'already: expects what it is given'],
  ['expect(spy).toHaveBeenCalledWith(context, volume, connector)', 'already: expects it'],
];

/** What says nothing of the arguments, or of another thing: neither changed nor listed. */
const LEFT: readonly string[] = [
  'expect(spy).toHaveBeenCalledTimes(2)',
  'expect(spy).toHaveBeenCalled()',
  'expect(spy.mock.calls).toHaveLength(2)',
  'expect(spy.mock.calls.length).toBe(2)',
  'expect(spy.mock.calls[0][1]).toBe(volume)',
  'expect([context, volume]).toHaveLength(2)',
  'expect([context, volume]).toEqual([context, volume])',
  'expect(spy.mock.results).toEqual([[context, volume]])',
  'spy.mockClear()',
  'expect(driver.initializeConnection).toHaveBeenCalledWith(volume, connector)',
];

describe('uses in tests', () => {
  it.each(USES)('%s', (statement, becomes) => {
    const { line, entries } = migrated(statement);
    const isListed = /^(?:open|already|skipped): /u.test(becomes);
    expect(line).toBe(isListed ? statement : becomes);
    expect(entries).toEqual([isListed ? becomes : expect.stringMatching(/^migrated: /u)]);
  });

  it.each(LEFT)('leaves %s', (statement) => {
    expect(migrated(statement)).toEqual({ line: statement, entries: [] });
  });
});

/** The statement after the migration, with status and reason of what the ledger says of it. */
function migrated(statement: string): { line: string | undefined; entries: string[] } {
  const head = [
    `import type { VolumeDriver } from './driver.js';`,
    `import type { Connector } from './types.js';`,
    `declare const driver: VolumeDriver, context: { requestId: string }, volume: { id: string }, connector: Connector;`,
    `it('uses', async () => {`,
    `const spy = vi.spyOn(driver, 'createExport');`,
    `await driver.createExport(context, volume);`,
  ];
  let found: { line: string | undefined; entries: string[] } = { line: undefined, entries: [] };
  inCopyOf([shared], (root) => {
    const text = [...head, `${statement};`, '});', ''].join('\n');
    fs.writeFileSync(path.join(root, 'use.test.ts'), text);
    const made = plan(root);
    const after = (made.after.get('use.test.ts') ?? text).split('\n');
    const entries = made.plan.ledger.entries.filter(
      (e) => isSite(e) && e.file === 'use.test.ts' && e.line === head.length + 1,
    );
    found = {
      line: after[head.length]?.slice(0, -1),
      entries: entries.map((e) => `${e.status}: ${e.reason}`),
    };
  });
  return found;
}
