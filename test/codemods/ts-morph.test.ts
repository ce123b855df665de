import fs from 'node:fs';
import path from 'node:path';
import { Project, type CompilerOptions } from 'ts-morph';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addConnector, AddConnectorError } from '../../codemods/ts-morph/add-connector.js';
import type { LedgerEntry } from '../../codemods/add-connector/ledger.js';
import type { MigrationOptions } from '../../codemods/add-connector/migration.js';
import { ContractError } from '../../src/contract/load.js';
import { filesBelow, folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

const service = path.resolve('fixtures/volume-service');
const shapes = path.resolve('fixtures/codemods');
const SCRIPT = /\.[cm]?[jt]sx?$/u;

type Files = Readonly<Record<string, string>>;

/** Source files that exist in memory only; other files stand in the project's own file system. */
function inMemory(
  files: Files,
  made: typeof Project = Project,
  options: CompilerOptions = {},
): Project {
  const project = new made({
    useInMemoryFileSystem: true,
    compilerOptions: { allowJs: true, strict: true, ...options },
  });
  for (const [file, text] of Object.entries(files))
    if (SCRIPT.test(file)) project.createSourceFile(file, text);
    else project.getFileSystem().writeFileSync(file, text);
  return project;
}

function filesOf(folder: string, at: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((file) => [
      `${at}/${file}`,
      fs.readFileSync(path.join(folder, file), 'utf8'),
    ]),
  );
}

function textsOf(project: Project): Record<string, string> {
  return Object.fromEntries(
    project.getSourceFiles().map((source) => [source.getFilePath(), source.getFullText()]),
  );
}

const TYPES = `export interface RequestContext { id: string }
export interface Volume { id: string }
export interface Connector { host: string }
export interface ConnectionInfo { data: unknown }
`;
const DRIVER = `import type { ConnectionInfo, Connector, RequestContext, Volume } from './types.js';
export abstract class VolumeDriver {
  abstract createExport(context: RequestContext, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo>;
}
`;
const ACME = `import type { RequestContext, Volume } from './types.js';
import { VolumeDriver } from './driver.js';
export abstract class Acme extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume) {}
}
`;
const OWNER = {
  '/t/package.json': '{}',
  '/t/src/types.ts': TYPES,
  '/t/src/driver.ts': DRIVER,
  '/t/src/acme.ts': ACME,
};

/** The tested majors, as a user would have installed one of them. */
const MAJORS = {
  'ts-morph 26': () => import('ts-morph-26'),
  'ts-morph 27': () => import('ts-morph-27'),
  'ts-morph 28': () => import('ts-morph'),
};

describe.each(Object.entries(MAJORS))('the migration of a project of %s', (_name, load) => {
  let made: typeof Project;
  let migrate: typeof addConnector;

  beforeAll(async () => {
    vi.resetModules();
    const installed = await load();
    vi.doMock('ts-morph', () => installed);
    made = installed.Project as unknown as typeof Project;
    ({ addConnector: migrate } = await import('../../codemods/ts-morph/add-connector.js'));
  });

  afterAll(() => {
    vi.doUnmock('ts-morph');
  });

  it('gives the migrated volume service, byte for byte, in memory, and has nothing to do a second time', () => {
    const project = inMemory(filesOf(path.join(service, 'input'), '/service'), made);
    const ledger = migrate(project);
    const wanted = filesOf(path.join(service, 'migrated'), '/service');
    const scripts = Object.keys(wanted).filter((file) => SCRIPT.test(file));
    expect(textsOf(project)).toEqual(
      Object.fromEntries(scripts.map((file) => [file, wanted[file]])),
    );
    expect(scripts).toHaveLength(65);
    const ofCommand = plan(path.join(service, 'input')).plan.ledger;
    expect(ledger).toEqual(ofCommand);
    expect(migrate(project).totals.status).toMatchObject({ migrated: 0, open: 0 });
    expect(textsOf(project)).toEqual(
      Object.fromEntries(scripts.map((file) => [file, wanted[file]])),
    );
  });

  const names = fs
    .readdirSync(shapes)
    .filter((shape) =>
      fs
        .readdirSync(path.join(shapes, shape))
        .some((file) => /^(?:test_)?input\.[cm]?[jt]sx?$/u.test(file)),
    );
  it.each(names)('gives the output of the shape %s', (shape) => {
    const own = filesOf(path.join(shapes, shape), '/shape');
    const input = Object.keys(own).find((file) => /\/(?:test_)?input\./u.test(file)) ?? '';
    const output = input.replace('input.', 'output.');
    const tree = Object.entries({
      ...filesOf(path.join(shapes, 'shared'), '/shape'),
      ...own,
    }).filter(([file]) => file !== output);
    const options = JSON.parse(own['/shape/options.json'] ?? '{}') as MigrationOptions;
    const { compilerOptions } = JSON.parse(own['/shape/tsconfig.json'] ?? '{}') as {
      compilerOptions?: CompilerOptions;
    };
    // A byte order mark is ts-morph's to keep: it is written again when the file is saved.
    const project = inMemory(
      Object.fromEntries(tree.map(([file, text]) => [file, text.replace(/^\uFEFF/u, '')])),
      made,
      compilerOptions,
    );
    const ledger = migrate(project, { propagate: options.propagate, todo: options.todo });
    expect(project.getSourceFileOrThrow(input).getFullText()).toBe(
      own[output].replace(/^\uFEFF/u, ''),
    );
    const expected = JSON.parse(own['/shape/ledger.json']) as LedgerEntry[];
    expect(ledger.entries.filter((e) => `/shape/${e.file}` === input)).toEqual(expected);
  });

  it('asks the project’s checker about a receiver that only it knows, and says so', () => {
    const project = inMemory({ ...OWNER, '/t/src/pick.ts': PICK }, made);
    const ledger = migrate(project);
    const text = project.getSourceFileOrThrow('/t/src/pick.ts').getFullText();
    expect(text).toContain("pick('acme').createExport(context, volume, connector)");
    expect(text).toContain("pick('other').createExport('csv')");
    expect(
      ledger.entries.find((e) => e.file.endsWith('pick.ts') && e.status === 'migrated'),
    ).toMatchObject({
      kind: 'call',
      decidedBy: 'types',
    });
  });
});

const PICK = `import type { Acme } from './acme.js';
import type { Connector, RequestContext, Volume } from './types.js';
interface Kinds { acme: () => Acme; other: () => { createExport(format: string): void } }
declare function pick<K extends keyof Kinds>(kind: K): ReturnType<Kinds[K]>;
export async function attach(context: RequestContext, volume: Volume, connector: Connector) {
  await pick('acme').createExport(context, volume);
  pick('other').createExport('csv');
  return connector;
}
`;

describe('addConnector', () => {
  it('changes source files of a project on disk, and saves none', async () => {
    const folder = fs.realpathSync(folderWith({ 'package.json': '{}' }));
    fs.cpSync(path.join(service, 'input'), folder, { recursive: true });
    const project = new Project({ tsConfigFilePath: path.join(folder, 'tsconfig.json') });
    const ledger = addConnector(project);
    const own = new Set(
      project.getSourceFiles().map((source) => path.relative(folder, source.getFilePath())),
    );
    expect(filesOf(folder, '')).toMatchObject(filesOf(path.join(service, 'input'), ''));
    expect(project.getSourceFiles().filter((source) => !source.isSaved())).toHaveLength(
      plan(path.join(service, 'input')).after.size,
    );
    expect(ledger.entries.every((e) => own.has(e.file))).toBe(true);
    await project.save();
    const migrated = filesOf(path.join(service, 'migrated'), '');
    for (const file of own)
      expect(fs.readFileSync(path.join(folder, file), 'utf8'), file).toBe(migrated[`/${file}`]);
  });

  it('respects what is not saved, and what exists in memory only', () => {
    const folder = fs.realpathSync(
      folderWith({
        'package.json': '{}',
        'types.ts': TYPES,
        'driver.ts': DRIVER,
        'acme.ts': ACME,
        'tsconfig.json': '{}',
      }),
    );
    const project = new Project({ tsConfigFilePath: path.join(folder, 'tsconfig.json') });
    project.getSourceFileOrThrow('acme.ts').insertText(0, '// unsaved\n');
    project.createSourceFile(path.join(folder, 'bolt.ts'), ACME.replace('Acme', 'Bolt'));
    addConnector(project);
    for (const file of ['acme.ts', 'bolt.ts'])
      expect(project.getSourceFileOrThrow(file).getFullText()).toContain(
        'createExport(context: RequestContext, volume: Volume, connector: Connector) {}',
      );
    expect(project.getSourceFileOrThrow('acme.ts').getFullText()).toMatch(/^\/\/ unsaved\n/u);
    expect(filesBelow(folder)).toEqual([
      'acme.ts',
      'driver.ts',
      'package.json',
      'tsconfig.json',
      'types.ts',
    ]);
    expect(fs.readFileSync(path.join(folder, 'acme.ts'), 'utf8')).toBe(ACME);
  });

  it.each([
    ['a path', ['/t/src/acme.ts']],
    ['a relative path', 't/src/acme.ts'],
    ['a glob', ['/t/**/ac*.ts']],
    ['two of them', ['/t/src/acme.ts', '/t/src/a*.ts']],
  ])('migrates only what `files` names: %s', (_how, files) => {
    const project = inMemory(OWNER);
    const ledger = addConnector(project, { files });
    expect(ledger.entries.map((e) => e.file)).toEqual(['src/acme.ts']);
    expect(project.getSourceFileOrThrow('/t/src/driver.ts').getFullText()).toBe(DRIVER);
    expect(project.getSourceFileOrThrow('/t/src/acme.ts').getFullText()).toContain(
      'connector: Connector',
    );
  });

  it('migrates only what `files` names: a source file, a folder', () => {
    const project = inMemory({
      ...OWNER,
      '/t/src/more/bolt.ts': ACME.replaceAll("'./", "'../").replace('Acme', 'Bolt'),
    });
    const [acme] = addConnector(project, {
      files: project.getSourceFileOrThrow('/t/src/acme.ts'),
    }).entries;
    expect(acme.file).toBe('src/acme.ts');
    expect(
      addConnector(project, { files: '/t/src/more' }).entries.map((e) => [e.file, e.status]),
    ).toEqual([['src/more/bolt.ts', 'migrated']]);
  });

  it('takes the contract from an object, from a path, or from the nearest file', () => {
    const contract = {
      name: 'locks',
      drivers: { types: ['Lock'] },
      methods: {
        take: { parameters: [{ name: 'key' }], added: { name: 'timeout', type: 'number' } },
      },
    };
    const files = {
      '/t/package.json': '{}',
      '/t/lock.ts': 'export class Lock { take(key: string) {} }\n',
    };
    const wanted = 'export class Lock { take(key: string, timeout: number) {} }\n';
    const written = JSON.stringify(contract);
    const cases = [
      [files, { contract }],
      [{ ...files, '/elsewhere/locks.json': written }, { contract: '/elsewhere/locks.json' }],
      [{ ...files, '/t/driver-contract.json': written }, {}],
    ] as const;
    for (const [tree, options] of cases) {
      const project = inMemory(tree);
      expect(addConnector(project, options).contract).toBe('locks');
      expect(project.getSourceFileOrThrow('/t/lock.ts').getFullText()).toBe(wanted);
    }
  });

  it('propagates, and leaves markers', () => {
    const call = `import type { Acme } from './acme.js';
import type { Connector, RequestContext, Volume } from './types.js';
async function attach(acme: Acme, context: RequestContext, volume: Volume) {
  await acme.createExport(context, volume);
}
export const run = (acme: Acme, context: RequestContext, volume: Volume, connector: Connector) => attach(acme, context, volume);
`;
    const tree = { ...OWNER, '/t/src/attach.ts': call };
    const [marked, given] = [inMemory(tree), inMemory(tree)];
    expect(addConnector(marked, { todo: true }).totals.status.open).toBe(1);
    expect(marked.getSourceFileOrThrow('attach.ts').getFullText()).toContain(
      '// TODO(driver-contract): createExport: no connector is in scope',
    );
    expect(
      addConnector(given, { propagate: true }).entries.filter((e) => e.status === 'open'),
    ).toEqual([]);
    expect(given.getSourceFileOrThrow('attach.ts').getFullText()).toContain(
      'attach(acme, context, volume, connector);\n',
    );
  });

  it('resolves what the project’s own options alias', () => {
    const project = new Project({
      useInMemoryFileSystem: true,
      compilerOptions: { paths: { '@t/*': ['/t/src/*'] }, baseUrl: '/' },
    });
    const tree = {
      ...OWNER,
      '/t/src/acme.ts': ACME.replaceAll("'./", "'@t/").replaceAll(".js'", "'"),
    };
    for (const [file, text] of Object.entries(tree))
      if (SCRIPT.test(file)) project.createSourceFile(file, text);
    addConnector(project);
    expect(project.getSourceFileOrThrow('/t/src/acme.ts').getFullText()).toContain(
      "import type { RequestContext, Volume, Connector } from '@t/types';",
    );
  });

  it('refuses what it cannot do, and changes nothing', async () => {
    const project = inMemory(OWNER);
    const other = (await import('ts-morph-26')) as unknown as { Project: typeof Project };
    expect(() => addConnector(new Project({ useInMemoryFileSystem: true }))).toThrow(
      AddConnectorError,
    );
    expect(() => addConnector(inMemory(OWNER, other.Project))).toThrow(
      /not one of the ts-morph that eslint-plugin-driver-contract finds/u,
    );
    expect(() => addConnector(project, { files: 'src/nowhere.ts' })).toThrow(
      /^files: src\/nowhere\.ts is no file of the project/u,
    );
    expect(() => addConnector(project, { files: inMemory(OWNER).getSourceFiles() })).toThrow(
      AddConnectorError,
    );
    expect(() =>
      addConnector(inMemory({ ...OWNER, '/t/dist/acme.ts': ACME }), { files: '/t/dist/acme.ts' }),
    ).toThrow(/or one that a build made/u);
    expect(() => addConnector(project, { contract: { name: 'x' } })).toThrow(ContractError);
    expect(() => addConnector(project, { contract: '/none.json' })).toThrow(
      /^\/none\.json: cannot be read \(there is no such file\)/u,
    );
    expect(textsOf(project)).toEqual(textsOf(inMemory(OWNER)));
  });
});

describe('a source file that is not UTF-8', () => {
  it('is open and not changed where ts-morph has read it as if it were', () => {
    const root = folderWith({
      'package.json': '{}',
      'src/types.ts': TYPES,
      'src/driver.ts': DRIVER,
    });
    const texts = {
      'latin.ts': Buffer.from(`// K\u00e4se\n${ACME}`, 'latin1'),
      'utf16.ts': Buffer.from(`\uFEFF${ACME}`, 'utf16le'),
      'right.ts': Buffer.from(`// \uFFFD\n${ACME}`),
    };
    for (const [name, bytes] of Object.entries(texts))
      fs.writeFileSync(path.join(root, 'src', name), bytes);
    const project = new Project();
    project.addSourceFilesAtPaths(`${root}/src/*.ts`);
    const ledger = addConnector(project);
    project.saveSync();
    expect(
      ledger.entries
        .filter((e) => e.status !== 'migrated')
        .map((e) => [e.file, e.kind, e.status, e.reason]),
    ).toEqual(
      ['src/latin.ts', 'src/utf16.ts'].map((file) => [
        file,
        'file',
        'open',
        'is not UTF-8, and ts-morph has read it as if it were',
      ]),
    );
    for (const name of ['latin.ts', 'utf16.ts'] as const)
      expect(fs.readFileSync(path.join(root, 'src', name))).toEqual(texts[name]);
    expect(fs.readFileSync(path.join(root, 'src/right.ts'), 'utf8')).toContain(
      'connector: Connector',
    );
  });

  it('is none where the file system has texts alone', () => {
    const project = inMemory({ ...OWNER, '/t/src/acme.ts': `// \uFFFD\n${ACME}` });
    expect(addConnector(project).totals.status.open).toBe(0);
  });
});
