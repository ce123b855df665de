import { describe, expect, it } from 'vitest';
import { Migration } from '../../codemods/add-connector/migration.js';
import { PASSES, type Pass } from '../../codemods/add-connector/precedence.js';
import { Analysis } from '../../src/analysis/analysis.js';
import { loadContract } from '../../src/contract/load.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from '../support/table-host.js';

/** What a pass says of the first character of a file, and what it would write there. */
interface Said {
  readonly pass: Pass;
  readonly text: string;
}

const host = tableHost(new Map([['/tree/acme.ts', 'export const acme = 1;\n']]));
const workspace = new Workspace('/tree', host);
const { contract } = loadContract(undefined, '/tree');
const analysis = new Analysis('/tree', contract, workspace);

function entered(...said: readonly Said[]) {
  const migration = new Migration(analysis, workspace, {});
  const module = workspace.facts('/tree/acme.ts');
  if (!module) throw new Error('acme.ts is not read');
  for (const { pass, text } of said)
    migration.file(module).enter(
      pass,
      0,
      {
        kind: 'call',
        method: 'createExport',
        name: 'createExport',
        role: 'driver',
        status: 'migrated',
        reason: `${pass} says so`,
        value: text,
      },
      [{ start: 0, end: 0, text }],
    );
  return {
    entries: migration.ledger
      .build(new Map())
      .map(({ status, reason, value }) => ({ status, reason, value })),
    texts: (migration.edits.get(module.path) ?? []).map((edit) => edit.text),
    within: migration.ledger.within(module, [0, 1])?.reason,
    clashes: migration.ledger.clashes.map(({ pass }) => pass),
  };
}

const pairs = PASSES.flatMap((above, i) =>
  PASSES.slice(i + 1).map((below) => [above, below] as const),
);

describe('which pass holds at a place', () => {
  it.each(pairs)('%s before %s, whichever comes first', (above, below) => {
    const high = { pass: above, text: 'high' };
    const low = { pass: below, text: 'low' };
    const alone = entered(high);
    expect(alone.texts).toEqual(['high']);
    expect(entered(high, low)).toEqual(alone);
    expect(entered(low, high)).toEqual(alone);
  });

  it('is one place where one pass comes to the same twice', () => {
    const said = { pass: 'call', text: 'connector' } as const;
    expect(entered(said, said)).toEqual(entered(said));
  });

  it('is open, and a fault, where one pass says two things', () => {
    const reason =
      'it can be taken for two things: migrated (call says so), and migrated (call says so)';
    expect(entered({ pass: 'call', text: 'a' }, { pass: 'call', text: 'b' })).toEqual({
      entries: [{ status: 'open', reason, value: undefined }],
      texts: [],
      within: reason,
      clashes: ['call'],
    });
  });
});
