import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan, write } from './migrate.js';

addLanguage(python);

const DRIVER =
  'class StoreDriver(object):\n    def fetch_all(self, bucket):\n        raise NotImplementedError()\n';

const SCRIPT_DRIVER =
  'export abstract class StoreDriver {\n  abstract fetchAll(bucket: string): void;\n}\n';

function contractWith(added: object): string {
  return JSON.stringify({
    name: 'store',
    drivers: { types: ['StoreDriver'], structural: false },
    methods: {
      fetchAll: {
        parameters: [{ name: 'bucket' }],
        added: { name: 'region', position: 'last', ...added },
      },
    },
    values: { names: ['region'] },
    tests: { files: ['**/tests/**'], placeholder: { python: "''", typescript: "''" } },
  });
}

/** What the calls of the method pass besides the bucket in a test file, one by one. */
function passed(file: string, text: string, added: object): string[] {
  const root = folderWith({
    'driver-contract.json': contractWith(added),
    'setup.py': '',
    'driver.py': DRIVER,
    'driver.ts': SCRIPT_DRIVER,
    'tests/__init__.py': '',
    'tests/base.py':
      'class Base(TestCase):\n    def setUp(self):\n        self.prepare()\n\n    def prepare(self):\n        self.made = True\n',
    [`tests/${file}`]: text,
  });
  const first = plan(root);
  write(root, first.after);
  expect([...plan(root).after.keys()]).toEqual([]);
  const after = first.after.get(`tests/${file}`) ?? text;
  return [...after.matchAll(/(?:fetch_all|fetchAll)\('b'(?:, )?(.*)\)/gu)].map(
    ([, argument]) => argument,
  );
}

const CALL = "        self.driver.fetch_all('b')\n";

function pythonTest(...methods: readonly string[]): string {
  return [
    'from driver import StoreDriver\nfrom tests.base import Base\n\n',
    'class StoreTest(Base):\n    driver: StoreDriver\n',
    ...methods.map((method) => `\n${method}`),
  ].join('\n');
}

const ASKED = `    def test_all(self):\n${CALL}`;

it.each<[title: string, methods: string[], values: string[], ofDefault: string[]]>([
  [
    'another test',
    [ASKED, `    def test_region(self):\n        self.region = 'eu'\n${CALL}`],
    ["''", 'self.region'],
    ['', 'self.region'],
  ],
  [
    'the same test, later',
    [`    def test_all(self):\n${CALL}        self.region = 'eu'\n`],
    ["''"],
    [''],
  ],
  [
    'the base, by what it calls',
    ["    def prepare(self):\n        self.region = 'eu'\n", ASKED],
    ['self.region'],
    [''],
  ],
  [
    'a fixture',
    [
      "    @pytest.fixture(autouse=True)\n    def _make(self):\n        self.region = 'eu'\n",
      ASKED,
    ],
    ['self.region'],
    [''],
  ],
  [
    'a fixture without arguments',
    ["    @fixture\n    def _make(self):\n        self.region = 'eu'\n", ASKED],
    ['self.region'],
    [''],
  ],
  ['its class', ["    region = 'eu'\n", ASKED], ['self.region'], ['']],
  [
    'a helper that it calls before',
    [
      "    def choose(self):\n        self.region = 'eu'\n",
      `    def test_all(self):\n        self.choose()\n${CALL}`,
    ],
    ['self.region'],
    [''],
  ],
  [
    'a helper that it calls later',
    [
      "    def choose(self):\n        self.region = 'eu'\n",
      `    def test_all(self):\n${CALL}        self.choose()\n`,
    ],
    ["''"],
    [''],
  ],
  [
    'a variable, later',
    [`    def test_all(self):\n${CALL}        region = 'eu'\n${CALL}`],
    ["''", 'region'],
    ['', 'region'],
  ],
])('a value for a call in a Python test is set by %s', (_title, methods, values, ofDefault) => {
  expect(passed('test_store.py', pythonTest(...methods), {})).toEqual(values);
  expect(passed('test_store.py', pythonTest(...methods), { default: { python: 'None' } })).toEqual(
    ofDefault,
  );
});

const HEAD =
  "import { StoreDriver } from '../driver.js';\ndeclare const driver: StoreDriver;\nclass StoreTest {\n";

it.each<[title: string, members: string, values: string[]]>([
  [
    'another test',
    "  region!: string;\n  all() {\n    driver.fetchAll('b');\n  }\n  one() {\n    this.region = 'eu';\n  }\n",
    ["''"],
  ],
  [
    'itself',
    "  region!: string;\n  one() {\n    this.region = 'eu';\n    driver.fetchAll('b');\n  }\n",
    ['this.region'],
  ],
  [
    'what sets it up',
    "  region!: string;\n  before() {\n    this.region = 'eu';\n  }\n  all() {\n    driver.fetchAll('b');\n  }\n",
    ['this.region'],
  ],
  [
    'its constructor',
    "  region: string;\n  constructor() {\n    this.region = 'eu';\n  }\n  all() {\n    driver.fetchAll('b');\n  }\n",
    ['this.region'],
  ],
  ['its class', "  region = 'eu';\n  all() {\n    driver.fetchAll('b');\n  }\n", ['this.region']],
])('a value for a call in a TypeScript test is set by %s', (_title, members, values) => {
  expect(
    passed('store.test.ts', `${HEAD}${members}}\nnew StoreTest();\n`, { type: 'string' }),
  ).toEqual(values);
});

it('takes nothing that the reader is given later', () => {
  const root = folderWith({
    'setup.py': '',
    'driver.py':
      'class VolumeDriver(object):\n    def create_export(self, context, volume):\n        pass\n\n    def initialize_connection(self, volume, connector):\n        pass\n',
    'tests/__init__.py': '',
    'tests/test_a.py': [
      'from driver import VolumeDriver\n\n\nclass Test(TestCase):\n    driver: VolumeDriver\n',
      '    def test_a(self):',
      '        self.driver.create_export(1, 2)',
      '        self.peer = {}',
      '        self.driver.initialize_connection(2, self.peer)\n',
    ].join('\n'),
  });
  expect(plan(root).after.get('tests/test_a.py')).toContain('create_export(1, 2, {})');
});
