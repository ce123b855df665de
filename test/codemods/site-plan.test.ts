import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planSite } from '../../codemods/add-connector/site-plan.js';
import { loadContract } from '../../src/contract/load.js';
import { applyEdits } from '../../src/edits/text-edits.js';
import { Session } from '../../src/workspace/session.js';
import { folderWith } from '../support/temp.js';
import { connectorFindings, leftToDo, plan } from './migrate.js';

const DRIVER = `import type { Connector, RequestContext, Volume } from './types.js';

export abstract class VolumeDriver {
  abstract createExport(context: RequestContext, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<void>;
}
`;
const TYPES = `export interface RequestContext { readonly id: string }
export interface Volume { readonly id: string }
export interface Connector { readonly host: string }
`;
const ACME = `import { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

export class Acme extends VolumeDriver {
  createExport(context: RequestContext, volume: Volume): Promise<void>;
  async createExport(context: RequestContext, volume: Volume) {
    await super.createExport(context, volume);
  }
}
`;

/**
 * Makes the changes that the editor offers in a folder, one after another, until it offers none.
 */
function offered(root: string): ReadonlyMap<string, string> {
  const session = new Session(root, loadContract(undefined, root).contract, { isFrozen: true });
  const { workspace } = session;
  const texts = new Map<string, string>();
  let analysis = session.current();
  for (let n = 0; n < 20; n++) {
    const found = analysis.findings().flatMap(({ site }) => {
      const made = site && planSite(analysis, workspace, site);
      return made ? [{ file: site.module.path, edits: made.edits }] : [];
    });
    if (found.length === 0) return texts;
    const [{ file, edits }] = found;
    const text = applyEdits(workspace.text(file) ?? '', edits, file);
    analysis = session.at(file, text);
    texts.set(path.relative(root, file), text);
  }
  throw new Error('it never ends');
}

describe('planSite', () => {
  it('taken one after another leads where the migration leads', () => {
    const root = folderWith({
      'package.json': '{}',
      'driver.ts': DRIVER,
      'types.ts': TYPES,
      'acme.ts': ACME,
    });
    const whole = plan(root);
    expect(leftToDo(whole)).toEqual([]);
    expect(Object.fromEntries(offered(root))).toEqual(Object.fromEntries(whole.after));
  });

  it('offers nothing where the migration leaves a site open', () => {
    const use = `import type { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';
export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume) => driver.createExport(context, volume);
`;
    const collision = `import { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
export class Taken extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, vg?: string, connector?: Connector) {}
}
`;
    const root = folderWith({
      'package.json': '{}',
      'driver.ts': DRIVER,
      'types.ts': TYPES,
      'use.ts': use,
      'taken.ts': collision,
    });
    const left = leftToDo(plan(root));
    expect(left).toHaveLength(2);
    const migrated = offered(root);
    expect([...migrated.keys()]).toEqual(['driver.ts']);
    expect(connectorFindings(plan(root)).filter((place) => !place.startsWith('driver.ts'))).toEqual(
      left,
    );
  });

  it('does not change a declaration whose calls in other files would have to change with it', () => {
    const taken = `import { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';
export class Taken extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, vg?: string) {}
}
`;
    const use = `import { Taken } from './taken.js';
import type { Connector, RequestContext, Volume } from './types.js';
export const use = (context: RequestContext, volume: Volume, connector: Connector) => new Taken().createExport(context, volume, 'vg0');
`;
    const root = folderWith({
      'package.json': '{}',
      'driver.ts': DRIVER,
      'types.ts': TYPES,
      'use.ts': use,
      'taken.ts': taken,
    });
    expect([...plan(root).after.keys()].sort()).toEqual(['driver.ts', 'taken.ts', 'use.ts']);
    expect([...offered(root).keys()]).toEqual(['driver.ts']);
  });

  it('does not pass on a parameter that is not there yet', () => {
    const contract = {
      name: 'two',
      drivers: { types: ['Store'] },
      methods: {
        open: { parameters: [{ name: 'key' }], added: { name: 'timeout', type: 'number' } },
        read: { parameters: [{ name: 'key' }], added: { name: 'timeout', type: 'number' } },
      },
    };
    const store =
      'export class Store {\n  open(key: string) {}\n  read(key: string) {\n    this.open(key);\n  }\n}\n';
    const root = folderWith({
      'driver-contract.json': JSON.stringify(contract),
      'store.ts': store,
    });
    const session = new Session(root, loadContract(undefined, root).contract);
    const analysis = session.current();
    const call = analysis.findings().find((f) => f.rule === 'require-connector-argument');
    expect(call?.site && planSite(analysis, session.workspace, call.site)).toBeUndefined();
    expect(offered(root).get('store.ts')).toBe(plan(root).after.get('store.ts'));
  });

  it('imports what the contract says from where the file stands, in its own manner', () => {
    const contract = {
      name: 'elsewhere',
      drivers: { types: ['Store'] },
      methods: {
        open: {
          parameters: [{ name: 'key' }],
          added: { name: 'info', type: 'Info', import: { module: './types/info' } },
        },
      },
    };
    const files = {
      'driver-contract.json': JSON.stringify(contract),
      'drivers/acme/js.ts':
        "import { a } from '../a.js';\nexport class Js extends Store {\n  open(key: string) {}\n}\n",
      'drivers/acme/none.ts':
        "import { a } from '../a';\nexport class None extends Store {\n  open(key: string) {}\n}\n",
      'drivers/acme/ts.mts':
        "import { a } from '../a.ts';\nexport class Ts extends Store {\n  open(key: string) {}\n}\n",
    };
    const unbuilt = folderWith(files);
    const imported = (root: string) =>
      [...offered(root)].sort().map(([, text]) => /import type .*/u.exec(text)?.[0]);
    expect(imported(unbuilt)).toEqual([
      "import type { Info } from '../../types/info.js';",
      "import type { Info } from '../../types/info';",
      "import type { Info } from '../../types/info';",
    ]);
    const built = folderWith({ ...files, 'types/info.ts': 'export interface Other {}\n' });
    expect(imported(built)).toEqual([
      "import type { Info } from '../../types/info.js';",
      "import type { Info } from '../../types/info';",
      "import type { Info } from '../../types/info.ts';",
    ]);
  });
});
