import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

type Files = Readonly<Record<string, string>>;

const json = (data: unknown) => JSON.stringify(data);
const TYPES =
  'export interface Volume { id: string }\nexport interface Connector { host: string }\n';
const DRIVER = `import type { Volume } from './volume.js';

export class AcmeDriver {
  async createExport(_context: unknown, volume: Volume) {
    return volume;
  }
  async initializeConnection(volume: Volume, connector: { host: string }) {
    return { volume, connector };
  }
}
`;

/**
 * A contract's package and a driver's, neither installed nor built. The driver's file names no type
 * of the other package.
 */
const TREE: Files = {
  'package.json': json({ workspaces: ['packages/*'] }),
  'packages/core/package.json': json({
    name: '@acme/core',
    main: './dist/index.js',
    types: './dist/index.d.ts',
  }),
  'packages/core/src/index.ts': "export * from './types.js';\nexport * from './driver.js';\n",
  'packages/core/src/types.ts': TYPES,
  'packages/core/src/driver.ts': `import type { Connector, Volume } from './types.js';

export interface VolumeDriver {
  createExport(context: unknown, volume: Volume, connector: Connector): Promise<unknown>;
  initializeConnection(volume: Volume, connector: Connector): Promise<unknown>;
}
`,
  'packages/redis/package.json': json({ name: '@acme/redis' }),
  'packages/redis/src/driver.ts': DRIVER,
  'packages/redis/src/volume.ts': 'export interface Volume { id: string }\n',
};

const DECLARED: Files = {
  'packages/redis/package.json': json({
    name: '@acme/redis',
    dependencies: { '@acme/core': 'workspace:*' },
  }),
};

/** Where the migrated driver imports `Connector` from. */
function connectorFrom(files: Files): string | undefined {
  const root = folderWith({ ...TREE, ...files });
  const text = plan(root).after.get('packages/redis/src/driver.ts') ?? '';
  return /import .*\bConnector\b.* from '(.*)'/u.exec(text)?.[1];
}

describe('an import from another package of the tree', () => {
  it.each<[title: string, files: Files, expected: string]>([
    ['declared', DECLARED, '@acme/core'],
    [
      'declared for tests',
      {
        'packages/redis/package.json': json({
          name: '@acme/redis',
          devDependencies: { '@acme/core': '*' },
        }),
      },
      '@acme/core',
    ],
    [
      'imported by another file of the package',
      {
        'packages/redis/src/createExport.ts':
          "import { Volume } from '@acme/core';\nexport const createExport = (v: Volume) => v;\n",
      },
      '@acme/core',
    ],
    ['neither', {}, '../../core/src/types.js'],
    [
      'imported by another package only',
      {
        'packages/mysql/package.json': json({
          name: '@acme/mysql',
          dependencies: { '@acme/core': '*' },
        }),
        'packages/mysql/src/createExport.ts':
          "import type { Connector } from '@acme/core';\nexport const createExport = (c: Connector) => c;\n",
      },
      '../../core/src/types.js',
    ],
    [
      'a subpath that has it',
      {
        ...DECLARED,
        'packages/core/package.json': json({
          name: '@acme/core',
          exports: { '.': './dist/driver.js', './types': './dist/types.js' },
        }),
      },
      '@acme/core/types',
    ],
    [
      'an alias of tsconfig.json',
      {
        'tsconfig.json': json({
          compilerOptions: { paths: { '@acme/core': ['./packages/core/src/index.ts'] } },
        }),
        'packages/mysql/package.json': json({ name: '@acme/mysql' }),
        'packages/mysql/src/createExport.ts':
          "import type { Connector } from '@acme/core';\nexport const createExport = (c: Connector) => c;\n",
      },
      '@acme/core',
    ],
    [
      'extended where it is there',
      {
        ...DECLARED,
        'packages/redis/src/driver.ts': DRIVER.replace("'./volume.js'", "'@acme/core'"),
      },
      '@acme/core',
    ],
  ])('%s', (_title, files, expected) => {
    expect(connectorFrom(files)).toBe(expected);
  });

  it('links drivers to a base in another package', () => {
    const root = folderWith({
      ...TREE,
      ...DECLARED,
      'packages/redis/src/driver.ts': `import type { Volume, VolumeDriver } from '@acme/core';

export class AcmeDriver implements VolumeDriver {
  createExport = async (_context: unknown, volume: Volume) => volume;
  initializeConnection = async () => ({});
}
`,
    });
    expect(plan(root).after.get('packages/redis/src/driver.ts')).toContain(
      'volume: Volume, connector: Connector',
    );
  });
});
