import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../codemods/add-connector/ledger.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { written } from '../support/written.js';

/** A function with one call of a driver that hides from the linker; `%` ends its name. */
type Shape = (connector: string) => string;

const python: Record<string, Shape> = {
  'a parameter': (c) => `def f%(x, context, volume${c}):\n    x.create_export(context, volume)\n`,
  'a member of a parameter': (c) =>
    `def f%(x, context, volume${c}):\n    x.y.z.create_export(context, volume)\n`,
  getattr: (c) =>
    `def f%(x, context, volume${c}):\n    getattr(x, 'create_export')(context, volume)\n`,
  'a table': (c) =>
    `TABLE% = {}\n\n\ndef f%(key, context, volume${c}):\n    TABLE%[key].create_export(context, volume)\n`,
  'what a table gives': (c) =>
    `def f%(rows, key, context, volume${c}):\n    rows.get(key).create_export(context, volume)\n`,
  'a loop': (c) =>
    `def f%(rows, context, volume${c}):\n    for row in rows:\n        row.create_export(context, volume)\n`,
  'a factory of a package': (c) =>
    `def f%(context, volume${c}):\n    thirdparty.load('a').driver.create_export(context, volume)\n`,
  'a context manager': (c) =>
    `def f%(opened, context, volume${c}):\n    with opened() as one:\n        one.create_export(context, volume)\n`,
  'a lambda': (c) =>
    `def f%(rows, context, volume${c}):\n    return map(lambda one: one.create_export(context, volume), rows)\n`,
  'a comprehension': (c) =>
    `def f%(rows, context, volume${c}):\n    return [one.create_export(context, volume) for one in rows]\n`,
  'a method that is kept': (c) =>
    `def f%(x, context, volume${c}):\n    method = x.create_export\n    return method(context, volume)\n`,
  'a method that is handed on': (c) =>
    `def f%(x, pool, context, volume${c}):\n    pool.submit(x.create_export, context, volume)\n`,
  partial: (c) =>
    `def f%(x, context, volume${c}):\n    functools.partial(x.create_export, context, volume)()\n`,
  'a name': (c) => `def f%(x, context, volume${c}):\n    x.create_export(context, volume=volume)\n`,
  'what is unpacked': (c) => `def f%(x, rows${c}):\n    x.create_export(*rows)\n`,
  'a field': (c) =>
    `class C%(object):\n    def f(self, context, volume${c}):\n        self.driver.create_export(context, volume)\n`,
};

const script: Record<string, Shape> = {
  any: (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  x.createExport(context, volume);\n}\n`,
  'a member of any': (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  x.y.z.createExport(context, volume);\n}\n`,
  'a key': (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  x['createExport'](context, volume);\n}\n`,
  'a table': (c) =>
    `const table%: Record<string, any> = {};\nfunction f%(key: string, context: Context, volume: Volume${c}) {\n  table%[key].createExport(context, volume);\n}\n`,
  'a map': (c) =>
    `function f%(rows: Map<string, any>, context: Context, volume: Volume${c}) {\n  rows.get('a').createExport(context, volume);\n}\n`,
  'a loop': (c) =>
    `function f%(rows: any[], context: Context, volume: Volume${c}) {\n  for (const row of rows) row.createExport(context, volume);\n}\n`,
  'a factory of a package': (c) =>
    `function f%(context: Context, volume: Volume${c}) {\n  thirdparty.load('a').driver.createExport(context, volume);\n}\n`,
  'a callback': (c) =>
    `function f%(rows: any, context: Context, volume: Volume${c}) {\n  rows.forEach((one: any) => one.createExport(context, volume));\n}\n`,
  'a method that is bound': (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  const method = x.createExport.bind(x);\n  return method(context, volume);\n}\n`,
  'a method that is handed on': (c) =>
    `function f%(x: any, pool: any, context: Context, volume: Volume${c}) {\n  pool.run(x.createExport, context, volume);\n}\n`,
  apply: (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  x.createExport.apply(x, [context, volume]);\n}\n`,
  'what is unpacked': (c) =>
    `function f%(x: any, rows: any[]${c}) {\n  x.createExport(...rows);\n}\n`,
  optional: (c) =>
    `function f%(x: any, context: Context, volume: Volume${c}) {\n  x?.createExport?.(context, volume);\n}\n`,
};

const LANGUAGES = {
  python: {
    shapes: python,
    name: 'create_export',
    connector: ', connector',
    files: (text: string) => ({
      'setup.py': '',
      'driver.py': PYTHON_DRIVER,
      'a.py': `import functools\n\nimport thirdparty\n\n\n${text}`,
    }),
  },
  script: {
    shapes: script,
    name: 'createExport',
    connector: ', connector: Connector',
    files: (text: string) => ({
      'driver.ts': `export interface Context {}
export interface Volume {}
export interface Connector {}
export abstract class VolumeDriver {
  abstract createExport(context: Context, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<void>;
}
`,
      'a.ts': `import * as thirdparty from 'thirdparty';\nimport type { Connector, Context, Volume } from './driver.js';\n${text}`,
    }),
  },
} as const;

describe('a driver that hides from the linker', () => {
  it.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])(
    'in %s: each call is given the argument, or is left to do',
    (language) => {
      const { shapes, name, connector, files } = LANGUAGES[language];
      const pieces = fc.array(
        fc.record({ shape: fc.constantFrom(...Object.keys(shapes)), isKnown: fc.boolean() }),
        { minLength: 1, maxLength: 8 },
      );
      fc.assert(
        fc.property(pieces, (chosen) => {
          const text = chosen
            .map(({ shape, isKnown }, i) =>
              shapes[shape](isKnown ? connector : '').replaceAll('%', `${i}`),
            )
            .join('\n\n');
          const tree = files(text);
          const { entries, census, again } = written(tree, volumeDriverContract);
          const count = Object.values(tree).join('\n').split(name).length - 1;
          expect(again).toEqual([]);
          expect(census.map((row) => [row.occurrences, row.unaccounted])).toEqual([[count, 0]]);
          const own = entries.filter((e) => e.file.startsWith('a.'));
          const isHeld = ({ status }: LedgerEntry) => status === 'migrated' || status === 'open';
          const lost = own.filter((e) => !isHeld(e) && e.kind !== 'reference');
          expect(lost.map((e) => `${e.name} ${e.status}: ${e.reason}`)).toEqual([]);
          // Where the method is kept first, that it is called is said at the call.
          const owner = (line: number) => starts.findLastIndex((start) => start <= line);
          const head = Object.entries(tree).at(-1)?.[1] ?? '';
          const starts = chosen.map(
            (_, i) => head.slice(0, head.search(new RegExp(`[fC]${i}\\(`, 'u'))).split('\n').length,
          );
          expect(new Set(own.filter(isHeld).map((e) => owner(e.line))).size).toBe(chosen.length);
        }),
        { numRuns: Number(process.env.FC_RUNS ?? 60), seed: 13 },
      );
    },
  );
});
