import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/workspace/files.js';
import { disk } from '../../../src/workspace/disk.js';
import { Workspace } from '../../../src/workspace/workspace.js';
import { folderWith } from '../../support/temp.js';

type Files = Readonly<Record<string, string>>;

const json = (data: unknown) => JSON.stringify(data);

function resolved(files: Files, from: string, specifier: string): string | undefined {
  return within(folderWith(files), from, specifier);
}

function within(folder: string, from: string, specifier: string): string | undefined {
  const found = new Workspace(folder, disk).resolve(path.join(folder, from), specifier);
  return found === undefined ? undefined : path.relative(folder, found).split(path.sep).join('/');
}

/** A package of a workspace of npm, and one that imports it. Nothing is installed or built. */
function workspace(manifest: object, more: Files = {}): Files {
  return {
    'package.json': json({ workspaces: ['packages/*'] }),
    'packages/core/package.json': json({ name: 'corepkg', ...manifest }),
    'packages/redis/package.json': json({ name: 'redispkg', dependencies: { corepkg: '*' } }),
    'packages/redis/src/index.ts': '',
    ...more,
  };
}

const FROM = 'packages/redis/src/index.ts';
const INDEX = { 'packages/core/src/index.ts': '' };
const SUB = { ...INDEX, 'packages/core/src/sub.ts': '' };
const BUILT = { main: './dist/index.js', types: './dist/index.d.ts' };
const inCore = (file: string) => `packages/core/${file}`;

describe('a package of the tree that is neither installed nor built', () => {
  it.each<
    [title: string, manifest: object, files: Files, specifier: string, expected: string | undefined]
  >([
    ['main', { main: './dist/index.js' }, INDEX, 'corepkg', 'src/index.ts'],
    ['main that is a folder', { main: 'lib/' }, INDEX, 'corepkg', 'src/index.ts'],
    [
      'main that names a source',
      { main: './src/entry.ts' },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    [
      'main without ending',
      { main: 'dist/entry' },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    ['module', { module: './es/index.mjs' }, INDEX, 'corepkg', 'src/index.ts'],
    ['no entry at all', {}, INDEX, 'corepkg', 'src/index.ts'],
    ['sources beside package.json', BUILT, { [inCore('index.ts')]: '' }, 'corepkg', 'index.ts'],
    [
      'sources in JavaScript',
      { main: './dist/index.cjs' },
      { [inCore('src/index.js')]: '' },
      'corepkg',
      'src/index.js',
    ],
    ['TSX', BUILT, { [inCore('src/index.tsx')]: '' }, 'corepkg', 'src/index.tsx'],
    [
      'sources in lib, built to dist',
      BUILT,
      { [inCore('lib/index.ts')]: '' },
      'corepkg',
      'lib/index.ts',
    ],
    [
      'source',
      { ...BUILT, source: './src/entry.ts' },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    [
      'a bundle of another name',
      { main: './dist/core.umd.min.js' },
      INDEX,
      'corepkg',
      'src/index.ts',
    ],
    [
      'a bundle told apart by its format',
      { main: './dist/x.esm.js' },
      { [inCore('src/x.ts')]: '' },
      'corepkg',
      'src/x.ts',
    ],
    ['an output that keeps src', { main: './dist/src/index.js' }, INDEX, 'corepkg', 'src/index.ts'],
    [
      'types apart from code',
      { exports: { '.': { types: './dist/types/index.d.ts', import: './dist/esm/index.js' } } },
      { ...INDEX, [inCore('src/types/index.ts')]: '' },
      'corepkg',
      'src/index.ts',
    ],
    [
      'a folder of sources that is called types',
      { exports: { './types': './dist/types/index.js' } },
      { ...INDEX, [inCore('src/types/index.ts')]: '' },
      'corepkg/types',
      'src/types/index.ts',
    ],
    ...[
      'dist',
      'lib',
      'build',
      'out',
      'es',
      'esm',
      'cjs',
      'dist/esm',
      'lib/cjs',
      'build/types',
    ].map((folder): [string, object, Files, string, string] => [
      folder,
      { main: `./${folder}/index.js` },
      INDEX,
      'corepkg',
      'src/index.ts',
    ]),
    ['exports', { exports: './dist/index.js' }, INDEX, 'corepkg', 'src/index.ts'],
    [
      'conditions',
      { exports: { types: './dist/index.d.ts', import: './dist/index.js' } },
      INDEX,
      'corepkg',
      'src/index.ts',
    ],
    [
      'nested conditions',
      {
        exports: {
          '.': {
            require: { types: './dist/index.d.cts' },
            import: { types: './dist/index.d.mts' },
          },
        },
      },
      INDEX,
      'corepkg',
      'src/index.ts',
    ],
    [
      'the condition source',
      {
        exports: {
          '.': { types: './dist/index.d.ts', source: './src/entry.ts', default: './dist/index.js' },
        },
      },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    [
      'the condition development',
      { exports: { '.': { development: './src/entry.ts', default: './dist/index.js' } } },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    [
      'another entry for browsers',
      { exports: { browser: './dist/browser.js', default: './dist/index.js' } },
      { ...INDEX, [inCore('src/browser.ts')]: '' },
      'corepkg',
      'src/index.ts',
    ],
    [
      'a subpath',
      { exports: { '.': './dist/index.js', './sub': './dist/sub.js' } },
      SUB,
      'corepkg/sub',
      'src/sub.ts',
    ],
    [
      'a subpath of another name',
      { exports: { './other': './dist/sub.js' } },
      SUB,
      'corepkg/other',
      'src/sub.ts',
    ],
    [
      'a subpath that is bundled elsewhere',
      { exports: { './sub': './bundle/a.js' } },
      SUB,
      'corepkg/sub',
      'src/sub.ts',
    ],
    ['a wildcard', { exports: { './*': './dist/*.js' } }, SUB, 'corepkg/sub', 'src/sub.ts'],
    [
      'the closest wildcard',
      { exports: { './*': './dist/*.js', './deep/*': './dist/in/*.js' } },
      { ...SUB, [inCore('src/in/sub.ts')]: '' },
      'corepkg/deep/sub',
      'src/in/sub.ts',
    ],
    ['a folder of old', { exports: { './lib/': './dist/' } }, SUB, 'corepkg/lib/sub', 'src/sub.ts'],
    [
      'a closed subpath',
      { exports: { '.': './dist/index.js', './sub': null } },
      SUB,
      'corepkg/sub',
      undefined,
    ],
    [
      'a subpath that is not exported',
      { exports: { '.': './dist/index.js' } },
      SUB,
      'corepkg/sub',
      undefined,
    ],
    [
      'a file that holds no code',
      { exports: { './index.css': './dist/index.css' } },
      SUB,
      'corepkg/index.css',
      undefined,
    ],
    ['what leaves the project', { exports: '../../../outside/index.js' }, {}, 'corepkg', undefined],
    ['a deep import', BUILT, SUB, 'corepkg/dist/sub', 'src/sub.ts'],
    ['a deep import of a source', BUILT, SUB, 'corepkg/src/sub.js', 'src/sub.ts'],
    ['a subpath without exports', BUILT, SUB, 'corepkg/sub', 'src/sub.ts'],
    [
      'publishConfig',
      { main: './src/entry.ts', publishConfig: BUILT },
      { ...INDEX, [inCore('src/entry.ts')]: '' },
      'corepkg',
      'src/entry.ts',
    ],
    [
      'exports of publishConfig',
      { publishConfig: { exports: { './other': './dist/sub.js' } } },
      SUB,
      'corepkg/other',
      'src/sub.ts',
    ],
    [
      'rootDir and outDir',
      { main: './made/index.js' },
      {
        ...INDEX,
        [inCore('ts/index.ts')]: '',
        [inCore('tsconfig.json')]: json({ compilerOptions: { rootDir: 'ts', outDir: 'made' } }),
      },
      'corepkg',
      'ts/index.ts',
    ],
    [
      'rootDir and declarationDir of a second tsconfig',
      { types: './made/t/index.d.ts' },
      {
        [inCore('ts/index.ts')]: '',
        [inCore('tsconfig.build.json')]: json({
          compilerOptions: { rootDir: 'ts', outDir: 'made/j', declarationDir: 'made/t' },
        }),
      },
      'corepkg',
      'ts/index.ts',
    ],
    [
      'rootDir above the package',
      { main: './dist/packages/core/src/index.js' },
      {
        ...INDEX,
        [inCore('tsconfig.json')]: json({ compilerOptions: { rootDir: '../..', outDir: 'dist' } }),
      },
      'corepkg',
      'src/index.ts',
    ],
    [
      'an unreadable package.json',
      {},
      { ...INDEX, [inCore('package.json')]: '{ "name": ' },
      'corepkg',
      undefined,
    ],
  ])('%s', (_title, manifest, files, specifier, expected) => {
    expect(resolved(workspace(manifest, files), FROM, specifier)).toBe(
      expected === undefined ? undefined : inCore(expected),
    );
  });

  it.each<[title: string, files: Files, expected: string | undefined]>([
    ['npm', {}, 'src/index.ts'],
    [
      'yarn',
      { 'package.json': json({ workspaces: { packages: ['./packages/*/'] } }) },
      'src/index.ts',
    ],
    [
      'pnpm',
      {
        'package.json': '{}',
        'pnpm-workspace.yaml': "packages:\n  # ours\n  - 'packages/*'\n\ncatalog:\n  x: 1\n",
      },
      'src/index.ts',
    ],
    [
      'pnpm, in one line',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: ["packages/*", tools]\n' },
      'src/index.ts',
    ],
    [
      'pnpm, left out',
      {
        'package.json': '{}',
        'pnpm-workspace.yaml': 'packages:\r\n- packages/*\r\n- "!**/core"\r\n',
      },
      undefined,
    ],
    [
      'pnpm, settings alone',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'allowBuilds:\n  x: true\n' },
      'src/index.ts',
    ],
    [
      'lerna',
      { 'package.json': '{}', 'lerna.json': json({ packages: ['packages/*'] }) },
      'src/index.ts',
    ],
    ['lerna by default', { 'package.json': '{}', 'lerna.json': '{}' }, 'src/index.ts'],
    [
      'rush',
      {
        'package.json': '{}',
        'rush.json': '{ // ours\n "projects": [{ "projectFolder": "packages/core" }] }',
      },
      'src/index.ts',
    ],
    ['not a member', { 'package.json': json({ workspaces: ['packages/redis'] }) }, undefined],
    ['no workspace', { 'package.json': '{}' }, 'src/index.ts'],
    [
      'no workspace, the nearest',
      {
        'package.json': '{}',
        'other/core/package.json': json({ name: 'corepkg' }),
        'other/core/index.ts': '',
      },
      'src/index.ts',
    ],
  ])('%s', (_title, files, expected) => {
    expect(resolved(workspace(BUILT, { ...INDEX, ...files }), FROM, 'corepkg')).toBe(
      expected === undefined ? undefined : inCore(expected),
    );
  });

  it.each<[title: string, files: Files, from: string, specifier: string, expected: string]>([
    [
      'itself',
      { [inCore('test/a.ts')]: '' },
      inCore('test/a.ts'),
      'corepkg',
      inCore('src/index.ts'),
    ],
    [
      'itself, no member of the workspace, by its exports',
      {
        'own/package.json': json({ name: 'own', exports: './dist/index.js' }),
        'own/index.ts': '',
        'own/a.ts': '',
      },
      'own/a.ts',
      'own',
      'own/index.ts',
    ],
    [
      'an unbuilt file by its path',
      { [inCore('test/a.ts')]: '' },
      inCore('test/a.ts'),
      '../dist/index.js',
      inCore('src/index.ts'),
    ],
    [
      'from outside of the members',
      { 'examples/a.ts': '' },
      'examples/a.ts',
      'corepkg',
      inCore('src/index.ts'),
    ],
    [
      'a workspace within',
      {
        'test/mono/package.json': json({ workspaces: ['*'] }),
        'test/mono/core/package.json': json({ name: 'corepkg' }),
        'test/mono/core/index.ts': '',
        'test/mono/a/index.ts': '',
      },
      'test/mono/a/index.ts',
      'corepkg',
      'test/mono/core/index.ts',
    ],
    [
      'imports of its own',
      {
        [inCore('package.json')]: json({
          name: 'corepkg',
          imports: { '#in/*': { default: './dist/*.js' } },
        }),
        [inCore('src/x.ts')]: '',
      },
      inCore('src/index.ts'),
      '#in/x',
      inCore('src/x.ts'),
    ],
  ])('%s', (_title, files, from, specifier, expected) => {
    expect(resolved(workspace(BUILT, { ...INDEX, ...files }), from, specifier)).toBe(expected);
  });
});

it('is not meant by a fixture that has the name of a package from elsewhere', () => {
  const fixture = {
    'test/vite/package.json': json({ name: 'vite' }),
    'test/vite/index.js': '',
    'test/vite/vite.config.js': '',
  };
  expect(resolved(workspace(BUILT, fixture), 'test/vite/vite.config.js', 'vite')).toBeUndefined();
  expect(resolved(workspace(BUILT, fixture), FROM, 'vite')).toBeUndefined();
});

describe('a package of the tree that is installed', () => {
  /** `node_modules/corepkg` leads to the package. */
  function installed(files: Files, from: string, specifier: string): string | undefined {
    const folder = folderWith(
      workspace({ ...BUILT, exports: { '.': BUILT.types } }, { ...INDEX, ...files }),
    );
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.symlinkSync('../packages/core', path.join(folder, 'node_modules/corepkg'), 'dir');
    return within(folder, from, specifier);
  }

  it.each<[title: string, files: Files, from: string, specifier: string, expected: string]>([
    ['not built', {}, FROM, 'corepkg', inCore('src/index.ts')],
    ['built', { [inCore('dist/index.d.ts')]: '' }, FROM, 'corepkg', inCore('src/index.ts')],
    [
      'built, by its path',
      { [inCore('dist/index.d.ts')]: '' },
      FROM,
      '../../core/dist/index.js',
      inCore('src/index.ts'),
    ],
    [
      'a source in a folder of that name',
      { [inCore('build/index.ts')]: '' },
      FROM,
      '../../core/build/index.js',
      inCore('build/index.ts'),
    ],
  ])('%s', (_title, files, from, specifier, expected) => {
    expect(installed(files, from, specifier)).toBe(expected);
  });

  it('keeps what was built where there are no sources', () => {
    const files = {
      ...workspace(BUILT),
      [inCore('other.ts')]: '',
      [inCore('dist/index.d.ts')]: '',
    };
    expect(resolved(files, FROM, '../../core/dist/index.js')).toBe(inCore('dist/index.d.ts'));
  });

  it('keeps a copy of its own', () => {
    const copy = {
      'packages/redis/node_modules/corepkg/package.json': json(BUILT),
      'packages/redis/node_modules/corepkg/dist/index.d.ts': '',
    };
    expect(resolved(workspace(BUILT, { ...INDEX, ...copy }), FROM, 'corepkg')).toBe(
      'packages/redis/node_modules/corepkg/dist/index.d.ts',
    );
  });

  it('is found where the root is reached by a link', () => {
    const folder = folderWith(workspace(BUILT, { ...INDEX, [inCore('dist/index.d.ts')]: '' }));
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.symlinkSync('../packages/core', path.join(folder, 'node_modules/corepkg'), 'dir');
    const link = path.join(folderWith({}), 'link');
    fs.symlinkSync(folder, link, 'dir');
    expect(new Workspace(link, disk).resolve(path.join(link, FROM), 'corepkg')).toBe(
      path.join(link, inCore('src/index.ts')),
    );
  });

  it('is looked for again after refresh()', () => {
    const folder = folderWith(workspace(BUILT));
    const tree = new Workspace(folder, disk);
    const from = path.join(folder, FROM);
    expect(tree.resolve(from, 'corepkg')).toBeUndefined();
    fs.mkdirSync(path.join(folder, inCore('src')));
    fs.writeFileSync(path.join(folder, inCore('src/index.ts')), '');
    tree.refresh();
    expect(tree.resolve(from, 'corepkg')).toBe(path.join(folder, inCore('src/index.ts')));
  });
});

describe('the root of a workspace', () => {
  it.each([[{}], [{ '.git/HEAD': '' }]])(
    'is the project of each package in it: %j',
    (files: Files) => {
      const folder = folderWith(workspace(BUILT, { ...INDEX, ...files }));
      expect(projectRoot(path.join(folder, 'packages/redis'), disk)).toBe(folder);
    },
  );
});
