import { describe, expect, it } from 'vitest';
import { Migration } from '../../codemods/add-connector/migration.js';
import { Analysis } from '../../src/analysis/analysis.js';
import { loadContract } from '../../src/contract/load.js';
import { disk } from '../../src/workspace/disk.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

const FILES = {
  'package.json': '{}',
  'types.ts': `export interface RequestContext { readonly id: string }
export interface Volume { readonly id: string }
export interface Connector { readonly host: string }
`,
  'driver.ts': `import type { Connector, RequestContext, Volume } from './types.js';

export abstract class VolumeDriver {
  abstract createExport(context: RequestContext, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<void>;
}
`,
  // What stands in the slot moves only together with every call that passes it, and one of them has
  // no value.
  'acme.ts': `import { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

export class Acme extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, group?: string) {
    await Promise.resolve([context, volume, group]);
  }
  async initializeConnection() {}
}

export function exportInto(driver: Acme, context: RequestContext, volume: Volume) {
  return driver.createExport(context, volume, 'vg1');
}
`,
  // Tried alone, this one would get the placeholder, and an import for its type.
  'acme.test.ts': `import { Acme } from './acme.js';

it('exports into a group', async () => {
  await new Acme().createExport({ id: 'r' }, { id: 'v' }, 'vg1');
});
`,
};

describe('what is tried', () => {
  it('leaves no import behind', () => {
    const { after, plan: made } = plan(folderWith(FILES));
    expect(
      made.ledger.entries
        .filter((e) => e.file.startsWith('acme') && e.status === 'collision')
        .map((e) => e.file),
    ).toContain('acme.test.ts');
    expect([...after.keys()]).not.toContain('acme.test.ts');
  });

  it('leaves nothing in the plan it was tried for', () => {
    const root = folderWith(FILES);
    const workspace = new Workspace(root, disk);
    const analysis = new Analysis(root, loadContract(undefined, root).contract, workspace);
    const migration = new Migration(analysis, workspace, {});
    const module = migration.modules().find(({ path }) => path.endsWith('acme.test.ts'));
    if (!module) throw new Error('acme.test.ts is not read');
    const file = migration.file(module);
    const trial = file.trial();
    expect(trial.names.text({ scope: 0 }, '{} as Connector')).toBe('{} as Connector');
    trial.edit({ start: 0, end: 0, text: '// ' });
    trial.enter('call', 0, {
      kind: 'call',
      method: 'createExport',
      name: 'createExport',
      role: 'driver',
      status: 'open',
      reason: 'it is tried',
    });
    expect(trial.importEdits()).toHaveLength(1);
    expect([file.importEdits(), migration.edits.size, migration.ledger.unfinished()]).toEqual([
      [],
      0,
      [],
    ]);
    expect(migration.file(module)).toBe(file);
  });
});
