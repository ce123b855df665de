import { describe, expect, it } from 'vitest';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { written } from '../support/written.js';

const SCRIPT_DRIVER = `export interface Context {}
export interface Volume {}
export interface Connector {}
export abstract class VolumeDriver {
  abstract createExport(context: Context, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<void>;
}
`;

/** What is said of each occurrence in one file, beside the driver's. */
function said(language: 'python' | 'typescript', text: string): string[] {
  const files: Record<string, string> =
    language === 'python'
      ? { 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'a.py': text }
      : { 'driver.ts': SCRIPT_DRIVER, 'a.ts': text };
  const { entries, census } = written(files, volumeDriverContract);
  const [row] = census;
  expect(Object.values(row.status).reduce((a, b) => a + b, row.unaccounted)).toBe(row.occurrences);
  const lines = entries
    .filter((e) => e.file.startsWith('a.'))
    .map((e) => `${e.line}:${e.column} ${e.kind} ${e.status}: ${e.reason}`);
  return row.unaccounted === 0 ? lines : [...lines, `${row.unaccounted} unaccounted`];
}

/** A name that is a word of the language too. */
const DELETING = {
  name: 'store',
  drivers: { types: ['Store'] },
  methods: { delete: { parameters: [{ name: 'key' }], added: { name: 'trace', type: 'string' } } },
};

it('knows a word of the language from a member of that name', () => {
  const { entries, census } = written(
    {
      'a.ts': `export interface Store {
  delete(key: string): void;
}
export function drop(store: Store, table: Record<string, number>, key: string, trace: string) {
  delete table[key];
  delete (table as { a?: number }).a;
  if (delete table.b) store.delete(key);
  return { delete: key };
}
`,
    },
    DELETING,
  );
  expect(census.map(({ occurrences, unaccounted }) => [occurrences, unaccounted])).toEqual([
    [6, 0],
  ]);
  expect(entries.map((e) => `${e.line} ${e.kind} ${e.status}: ${e.reason}`)).toEqual([
    '2 declaration migrated: is the contract type Store',
    '5 mention skipped: its own word: a word of the language',
    '6 mention skipped: its own word: a word of the language',
    '7 mention skipped: its own word: a word of the language',
    '7 call migrated: `trace` is in scope',
    '8 declaration skipped: unrelated: a property of drop, which is no driver',
  ]);
});

const PYTHON: readonly [title: string, text: string, expected: readonly string[]][] = [
  [
    'a function of its own and its use',
    'def create_export(a):\n    pass\n\n\ncreate_export(1)\n',
    [
      '1:5 declaration skipped: unrelated: a method of the module with other parameters',
      '5:1 mention skipped: its own word: a function',
    ],
  ],
  [
    'a class that no driver descends from',
    'class Report(object):\n    def create_export(self, context, volume):\n        pass\n',
    ['2:9 declaration skipped: unrelated: a method of Report, which no driver descends from'],
  ],
  [
    'a class of which a base is lost',
    'from .gone import Base\n\n\nclass Report(Base):\n    def create_export(self, context, volume):\n        pass\n',
    [
      '5:9 mention open: it has the method\u2019s parameters, and nothing is known of `Base`, which Report descends from',
    ],
  ],
  [
    'a base of a package',
    'from gone import Base\n\n\nclass Report(Base):\n    def create_export(self, context, volume):\n        pass\n',
    ['5:9 declaration skipped: unrelated: a method of Report, which no driver descends from'],
  ],
  [
    'a method of the name that calls it, and has nothing to pass',
    'from driver import VolumeDriver\n\n\nclass Caller(object):\n    def __init__(self, driver: VolumeDriver):\n        self.driver = driver\n\n    def create_export(self, context, node):\n        self.driver.create_export(context, node.volume)\n',
    [
      '8:9 mention open: a call of the method in it has nothing to pass: it may have to be given it',
      '9:21 call open: no connector is in scope',
    ],
  ],
  [
    'arguments that read better as those of another class',
    'class Api(object):\n    def create_export(self, context, node, volume, topic=None):\n        pass\n\n\ndef use(x, context, node, volume):\n    x.create_export(context, node, volume)\n',
    [
      '2:9 declaration skipped: unrelated: a method of Api with other parameters',
      '7:7 call skipped: its receiver is not known, and its arguments are those of Api.create_export',
    ],
  ],
  [
    'pieces of a longer text, and a list that something is compared with',
    "def use(rows, same):\n    same(PREFIX % 'create_export')\n    assert rows == [\n        'a',\n        'create_export',\n    ]\n",
    [
      '2:19 mention skipped: a piece of a longer text',
      '5:9 mention skipped: a text that something is compared with',
    ],
  ],
  [
    'a call on something unknown',
    'def use(x, context, volume):\n    x.create_export(context, volume)\n',
    ['2:7 call open: no connector is in scope'],
  ],
  [
    'one that cannot bind',
    'def use(x, a):\n    x.create_export(a)\n',
    ['2:7 call skipped: its receiver is not known, and its arguments are not those of the method'],
  ],
  [
    'one that may',
    'def use(x, options):\n    x.create_export(**options)\n',
    [
      '2:7 mention open: nothing is known of the parameter `x`, and its arguments could be those of the method',
    ],
  ],
  [
    'a text that tells',
    "import logging\nLOG = logging.getLogger()\nLOG.debug('create_export')\n",
    ['3:11 mention skipped: a text that `debug` tells'],
  ],
  [
    'a text that is compared',
    "def use(name):\n    return name == 'create_export'\n",
    ['2:20 mention skipped: a text that something is compared with'],
  ],
  [
    'a text handed to what calls by name',
    "def run(x, name, *args):\n    return getattr(x, name)(*args)\n\n\ndef use(x, context, volume):\n    run(x, 'create_export', context, volume)\n",
    [
      '6:12 mention open: handed to `run` as a text: a.py:2 calls a method by a name that it works out',
    ],
  ],
  [
    'a text handed to nobody knows what, with arguments',
    "import rpc\n\n\ndef use(context, volume):\n    rpc.call('create_export', context, volume)\n",
    ['5:14 mention open: handed to `call` as a text: with what could be its arguments'],
  ],
  [
    'a text in a list',
    "NAMES = ['create_export']\n",
    [
      '1:10 mention skipped: kept as a text; nothing there calls a method by a name that it works out',
    ],
  ],
  [
    'a keyword',
    'print(create_export=1)\n',
    ['1:7 mention skipped: its own word: given by that name to `print`'],
  ],
  [
    'a parameter that is called',
    'def use(create_export, context, volume):\n    create_export(context, volume)\n',
    [
      '1:9 mention open: a parameter of that name is called as the method is, and nothing is known of what it holds',
      '2:5 mention open: a parameter of that name is called as the method is, and nothing is known of what it holds',
    ],
  ],
  [
    'set on something unknown',
    'def stand_in(context, volume):\n    pass\n\n\ndef use(x):\n    x.create_export = stand_in\n',
    ['6:7 mention open: it is given a function, on something that nobody knows'],
  ],
  [
    'only read',
    'def use(x):\n    if x.create_export:\n        pass\n',
    ['2:10 mention skipped: named, and neither called here nor handed on'],
  ],
  ['comments and longer texts', "# create_export\nTEXT = 'to create_export'\n", []],
];

const SCRIPT: readonly [title: string, text: string, expected: readonly string[]][] = [
  [
    'in a type',
    "import type { VolumeDriver } from './driver';\ntype Args = Parameters<VolumeDriver['createExport']>;\nexport type Some = Pick<VolumeDriver, 'createExport'>;\n",
    [
      '2:37 mention skipped: in a type, which changes with the method',
      '3:39 mention skipped: in a type, which changes with the method',
    ],
  ],
  [
    'an accessor',
    'class A { get createExport() { return 1; } }\nexport const a = new A().createExport;\n',
    [
      '1:15 declaration skipped: unrelated: a method of A, which no driver descends from',
      '2:26 mention skipped: unrelated: it is read from another class',
    ],
  ],
  [
    'a key',
    'export const table = { createExport: 1 };\n',
    ['1:24 declaration skipped: unrelated: a property of table, which is no driver'],
  ],
  [
    'called by a key that is unknown',
    "export function run(x: any, name: string, context: any, volume: any) { x[name](context, volume); }\nexport function use(x: any, context: any, volume: any) { run(x, 'createExport', context, volume); }\n",
    [
      '2:65 mention open: handed to `run` as a text: a.ts:1 calls a method by a name that it works out',
    ],
  ],
  [
    'an enumeration and a label',
    'enum Step { createExport }\nexport function use() { createExport: for (;;) break createExport; return Step; }\n',
    [
      '1:13 mention skipped: unrelated: a property of Step, which is no driver',
      '2:25 mention skipped: its own word: a key',
      '2:54 mention skipped: its own word: a label',
    ],
  ],
  [
    'destructured',
    'export function use({ createExport }: any) { return createExport; }\n',
    [
      '1:23 reference skipped: its receiver is not known, and it is not called here',
      '1:53 reference skipped: its receiver is not known, and it is not called here',
    ],
  ],
];

describe('the census', () => {
  it.each(PYTHON)('of Python: %s', (_title, text, expected) => {
    expect(said('python', text)).toEqual(expected);
  });

  it.each(SCRIPT)('of TypeScript: %s', (_title, text, expected) => {
    expect(said('typescript', text)).toEqual(expected);
  });

  it('says how often the name stands in comments and longer texts', () => {
    const { census } = written(
      {
        'driver.ts': SCRIPT_DRIVER,
        'a.ts': '// createExport\nexport const a = "to createExport";',
      },
      volumeDriverContract,
    );
    expect(census).toMatchObject([
      { method: 'createExport', name: 'createExport', occurrences: 1, unaccounted: 0, inTexts: 2 },
    ]);
  });
});
