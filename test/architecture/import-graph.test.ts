import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';
import { circles, importsOf, readSources, wayTo, type Sources } from './import-graph.js';

function sources(files: Readonly<Record<string, string>>): Sources {
  return new Map(Object.entries(files));
}

/** The imports of one file, beside which stand `src/b.ts` and `src/c.cts`. */
function found(text: string): string[] {
  const imports = importsOf(sources({ 'src/a.ts': text, 'src/b.ts': '', 'src/c.cts': '' }));
  return imports.map(({ to, kind, runs, line }) => `${line} ${kind} ${to}${runs ? ' runs' : ''}`);
}

describe('what is an import', () => {
  it.each([
    ["import './b.js';", ['1 file src/b.ts runs']],
    ["import b from './b.js';", ['1 file src/b.ts runs']],
    ["\n\nimport * as b from './b.js';", ['3 file src/b.ts runs']],
    ["import { x, type X } from '../src/b.js';", ['1 file src/b.ts runs']],
    ["import type { X } from './b.js';", ['1 file src/b.ts']],
    ["export { x } from './b.js';", ['1 file src/b.ts runs']],
    ["export * from './b.js';", ['1 file src/b.ts runs']],
    ["export type { X } from './b.js';", ['1 file src/b.ts']],
    ["export type * from './b.js';", ['1 file src/b.ts']],
    ["import c = require('./c.cjs');", ['1 file src/c.cts runs']],
    ["import type c = require('./c.cjs');", ['1 file src/c.cts']],
    ["const c = require('./c.cjs');", ['1 file src/c.cts runs']],
    ["async function f() {\n  return import('./b.js');\n}", ['2 file src/b.ts runs']],
    ["let b: import('./b.js').X;", ['1 file src/b.ts']],
    ["type B = typeof import('./b.js');", ['1 file src/b.ts']],
    ["createRequire(import.meta.url)('x');", ['1 package x runs']],
    ["const load = createRequire(import.meta.url);\nload('x');", ['2 package x runs']],
    ["createRequire(import.meta.url).resolve('x/y.wasm');", ['1 package x runs']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  // With `verbatimModuleSyntax` the statement stays, without its names.
  it("import { type X } from './b.js' loads the file", () => {
    expect(found("import { type X } from './b.js';")).toEqual(['1 file src/b.ts runs']);
  });

  it.each([
    "const x = './b.js';",
    'require(name);',
    "load('./b.js');",
    "// import './b.js';",
    "const t = `import './b.js'`;",
  ])('not %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('what is imported', () => {
  it.each([
    ['fs', 'builtin node:fs'],
    ['node:fs', 'builtin node:fs'],
    ['node:timers/promises', 'builtin node:timers/promises'],
    ['typescript', 'package typescript'],
    ['jscodeshift/src/getParser.js', 'package jscodeshift'],
    ['@eslint/core', 'package @eslint/core'],
    ['@typescript-eslint/utils/ts-eslint', 'package @typescript-eslint/utils'],
    ['../test/support/tree.js', 'file test/support/tree.js'],
  ])('%s is %s', (specifier, expected) => {
    expect(found(`import '${specifier}';`)).toEqual([`1 ${expected} runs`]);
  });
});

it('reads the sources of some folders', () => {
  const root = folderWith({
    'src/a.ts': 'a',
    'src/deep/b.cts': 'b',
    'src/data.json': '{}',
    'rules/c.ts': 'c',
    'test/d.ts': 'd',
  });
  expect([...readSources(root, ['src', 'rules'])]).toEqual([
    ['rules/c.ts', 'c'],
    ['src/a.ts', 'a'],
    ['src/deep/b.cts', 'b'],
  ]);
});

describe('circles', () => {
  const circle = (files: Readonly<Record<string, string>>) => circles(importsOf(sources(files)));

  it('are files that load one another, by whatever detour', () => {
    const files = {
      'a.ts': "import './b.js';",
      'b.ts': "import './c.js';",
      'c.ts': "import './a.js';",
      'd.ts': "import './a.js';",
    };
    expect(circle(files)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });

  it('may touch', () => {
    const files = {
      'a.ts': "import './b.js';",
      'b.ts': "import './a.js';\nimport './c.js';",
      'c.ts': "import './b.js';",
      'd.ts': "import './d.js';",
    };
    expect(circle(files)).toEqual([['a.ts', 'b.ts', 'c.ts'], ['d.ts']]);
  });

  it('are none where a type is all that leads back', () => {
    expect(
      circle({ 'a.ts': "import './b.js';", 'b.ts': "import type { A } from './a.js';" }),
    ).toEqual([]);
  });

  it('are none where two ways lead to one file', () => {
    expect(
      circle({
        'a.ts': "import './b.js';\nimport './c.js';",
        'b.ts': "import './c.js';",
        'c.ts': '',
      }),
    ).toEqual([]);
  });
});

describe('the way to something', () => {
  const imports = importsOf(
    sources({
      'a.ts': "import './b.js';\nimport type { C } from './c.js';",
      'b.ts': "import './d.js';",
      'c.ts': "import 'node:fs';",
      'd.ts': '',
    }),
  );

  it('is told from end to end', () => {
    expect(wayTo(imports, 'a.ts', ({ to }) => to === 'node:fs')).toEqual([
      'a.ts',
      'c.ts',
      'node:fs',
    ]);
  });

  it('is not there', () => {
    expect(wayTo(imports, 'b.ts', ({ to }) => to === 'node:fs')).toBeUndefined();
  });
});
