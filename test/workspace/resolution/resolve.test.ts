import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { disk } from '../../../src/workspace/disk.js';
import { Workspace } from '../../../src/workspace/workspace.js';
import { folderWith } from '../../support/temp.js';

type Files = Readonly<Record<string, string>>;

const json = (data: unknown) => JSON.stringify(data);
const PATHS = { '@service/*': ['./src/*'] };

function resolved(files: Files, from: string, specifier: string): string | undefined {
  const folder = folderWith(files);
  const found = new Workspace(folder, disk).resolve(path.join(folder, from), specifier);
  return found === undefined ? undefined : path.relative(folder, found).split(path.sep).join('/');
}

describe('what a module specifier means', () => {
  it.each<
    [title: string, files: Files, from: string, specifier: string, expected: string | undefined]
  >([
    ['a relative path', { 'a.ts': '', 'b.ts': '' }, 'a.ts', './b', 'b.ts'],
    ['.js stands for .ts', { 'a.ts': '', 'b.ts': '' }, 'a.ts', './b.js', 'b.ts'],
    ['.js stands for .tsx', { 'a.ts': '', 'b.tsx': '' }, 'a.ts', './b.js', 'b.tsx'],
    ['.mjs stands for .mts', { 'a.mts': '', 'b.mts': '' }, 'a.mts', './b.mjs', 'b.mts'],
    ['.cjs stands for .cts', { 'a.cts': '', 'b.cts': '' }, 'a.cts', './b.cjs', 'b.cts'],
    ['JavaScript without a tsconfig', { 'a.js': '', 'b.js': '' }, 'a.js', './b', 'b.js'],
    ['.mjs itself', { 'a.mjs': '', 'b.mjs': '' }, 'a.mjs', './b.mjs', 'b.mjs'],
    ['.cjs itself', { 'a.cjs': '', 'b.cjs': '' }, 'a.cjs', './b.cjs', 'b.cjs'],
    ['.jsx', { 'a.js': '', 'b.jsx': '' }, 'a.js', './b', 'b.jsx'],
    [
      'a declaration file beside JavaScript',
      { 'a.ts': '', 'b.js': '', 'b.d.ts': '' },
      'a.ts',
      './b.js',
      'b.d.ts',
    ],
    ['a folder with an index', { 'a.ts': '', 'b/index.ts': '' }, 'a.ts', './b', 'b/index.ts'],
    ['upwards', { 'x/a.ts': '', 'b.ts': '' }, 'x/a.ts', '../b.js', 'b.ts'],
    ['nothing there', { 'a.ts': '' }, 'a.ts', './b', undefined],
    ['a data file', { 'a.ts': '', 'b.json': '{}' }, 'a.ts', './b.json', undefined],
    [
      'paths that are none',
      { 'tsconfig.json': json({ compilerOptions: { paths: { '@/*': [null] } } }), 'a.ts': '' },
      'a.ts',
      '@/b',
      undefined,
    ],
    [
      'a tsconfig that nests too deeply',
      { 'tsconfig.json': '{"extends":'.repeat(20_000), 'a.ts': '', 'b.ts': '' },
      'a.ts',
      './b',
      'b.ts',
    ],
    [
      'a package that nests too deeply',
      { 'package.json': '{"workspaces":'.repeat(20_000), 'a.ts': '', 'b.ts': '' },
      'a.ts',
      'b',
      undefined,
    ],
    [
      'a rush.json without a list',
      { 'package.json': '{}', 'rush.json': '{"projects": 5}', 'a.ts': '' },
      'a.ts',
      'b',
      undefined,
    ],
    [
      'a rush.json with nothing in it',
      { 'package.json': '{}', 'rush.json': '{"projects": [null]}', 'a.ts': '' },
      'a.ts',
      'b',
      undefined,
    ],
    ['a module of Node', { 'a.ts': '' }, 'a.ts', 'node:crypto', undefined],
    [
      'tsconfig paths',
      {
        'tsconfig.json': json({ compilerOptions: { paths: PATHS } }),
        'src/a.ts': '',
        'src/drivers/b.ts': '',
      },
      'src/a.ts',
      '@service/drivers/b.js',
      'src/drivers/b.ts',
    ],
    [
      'tsconfig paths below baseUrl',
      {
        'tsconfig.json': json({
          compilerOptions: { baseUrl: './src', paths: { '#/*': ['./lib/*'] } },
        }),
        'src/a.ts': '',
        'src/lib/b.ts': '',
      },
      'src/a.ts',
      '#/b',
      'src/lib/b.ts',
    ],
    [
      'an inherited tsconfig',
      {
        'base.json': json({ compilerOptions: { paths: PATHS } }),
        'tsconfig.json': json({ extends: './base.json' }),
        'src/a.ts': '',
        'src/b.ts': '',
      },
      'src/a.ts',
      '@service/b',
      'src/b.ts',
    ],
    [
      'a tsconfig with comments',
      {
        'tsconfig.json': `{ // mine\n "compilerOptions": { "paths": ${json(PATHS)}, }, }`,
        'a.ts': '',
        'src/b.ts': '',
      },
      'a.ts',
      '@service/b',
      'src/b.ts',
    ],
    [
      'jsconfig.json',
      { 'jsconfig.json': json({ compilerOptions: { paths: PATHS } }), 'a.js': '', 'src/b.js': '' },
      'a.js',
      '@service/b',
      'src/b.js',
    ],
    [
      'the nearest tsconfig',
      {
        'tsconfig.json': json({ compilerOptions: { paths: { 'lib/*': ['./outer/*'] } } }),
        'in/tsconfig.json': json({ compilerOptions: { paths: { 'lib/*': ['./inner/*'] } } }),
        'outer/b.ts': '',
        'in/inner/b.ts': '',
        'in/deep/a.ts': '',
      },
      'in/deep/a.ts',
      'lib/b',
      'in/inner/b.ts',
    ],
    [
      'a solution file',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
        'tsconfig.app.json': json({ compilerOptions: { paths: PATHS } }),
        'src/a.ts': '',
        'src/b.ts': '',
      },
      'src/a.ts',
      '@service/b',
      'src/b.ts',
    ],
    [
      'a solution file of folders',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './one' }, { path: './two' }] }),
        'one/tsconfig.json': json({}),
        'two/tsconfig.json': json({ compilerOptions: { paths: { '@two/*': ['./src/*'] } } }),
        'shared/a.ts': '',
        'two/src/b.ts': '',
      },
      'shared/a.ts',
      '@two/b',
      'two/src/b.ts',
    ],
    [
      'a solution file that refers to itself',
      { 'tsconfig.json': json({ files: [], references: [{ path: '.' }] }), 'a.ts': '', 'b.ts': '' },
      'a.ts',
      './b',
      'b.ts',
    ],
    [
      'a broken tsconfig',
      { 'tsconfig.json': '{ "compilerOptions": ', 'a.ts': '', 'b.ts': '' },
      'a.ts',
      './b',
      'b.ts',
    ],
    [
      'package exports',
      {
        'a.ts': '',
        'node_modules/sdk/package.json': json({
          name: 'sdk',
          exports: {
            '.': { types: './t/index.d.ts', default: './index.js' },
            './client': './client.js',
          },
        }),
        'node_modules/sdk/t/index.d.ts': '',
        'node_modules/sdk/index.js': '',
        'node_modules/sdk/client.js': '',
      },
      'a.ts',
      'sdk',
      'node_modules/sdk/t/index.d.ts',
    ],
    [
      'a subpath of package exports',
      {
        'a.ts': '',
        'node_modules/sdk/package.json': json({
          name: 'sdk',
          exports: { './client': './client.js' },
        }),
        'node_modules/sdk/client.js': '',
      },
      'a.ts',
      'sdk/client',
      'node_modules/sdk/client.js',
    ],
    [
      'types of a package',
      {
        'a.ts': '',
        'node_modules/sdk/package.json': json({ name: 'sdk', types: './index.d.ts' }),
        'node_modules/sdk/index.d.ts': '',
      },
      'a.ts',
      'sdk',
      'node_modules/sdk/index.d.ts',
    ],
    [
      'package imports',
      {
        'package.json': json({ name: 'x', imports: { '#lib/*': './lib/*.ts' } }),
        'a.ts': '',
        'lib/b.ts': '',
      },
      'a.ts',
      '#lib/b',
      'lib/b.ts',
    ],
    [
      'a package by its own name',
      {
        'package.json': json({ name: 'x', exports: { './b': './lib/b.ts' } }),
        'a.ts': '',
        'lib/b.ts': '',
      },
      'a.ts',
      'x/b',
      'lib/b.ts',
    ],
    [
      'NodeNext',
      {
        'tsconfig.json': json({
          compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext' },
        }),
        'package.json': json({ type: 'module' }),
        'a.ts': '',
        'b.ts': '',
      },
      'a.ts',
      './b.js',
      'b.ts',
    ],
    [
      'CommonJS of old',
      {
        'tsconfig.json': json({ compilerOptions: { module: 'commonjs' } }),
        'a.ts': '',
        'b/index.ts': '',
      },
      'a.ts',
      './b',
      'b/index.ts',
    ],
  ])('%s', (_title, files, from, specifier, expected) => {
    expect(resolved(files, from, specifier)).toBe(expected);
  });
});

describe('what a tsconfig says besides', () => {
  it.each([
    [{}, false, false],
    [{ noUnusedParameters: true }, true, false],
    [{ verbatimModuleSyntax: true }, false, true],
    [{ isolatedModules: true }, false, true],
  ])('%j', (compilerOptions, unused, marks) => {
    const folder = folderWith({ 'tsconfig.json': json({ compilerOptions }), 'src/a.ts': '' });
    const { resolver } = new Workspace(folder, disk);
    const file = path.join(folder, 'src/a.ts');
    expect([resolver.noUnusedParameters(file), resolver.marksTypeImports(file)]).toEqual([
      unused,
      marks,
    ]);
  });

  it('is looked up again after clear()', () => {
    const folder = folderWith({ 'a.ts': '' });
    const { resolver } = new Workspace(folder, disk);
    const from = path.join(folder, 'a.ts');
    expect(resolver.resolve(from, './b')).toBeUndefined();
    fs.writeFileSync(path.join(folder, 'b.ts'), '');
    resolver.clear();
    expect(resolver.resolve(from, './b')).toBe(path.join(folder, 'b.ts'));
  });
});
