import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const CONTRACT = JSON.stringify({
  name: 'compute',
  drivers: { types: ['ComputeDriver'], structural: false },
  methods: {
    plugVolume: {
      parameters: [{ name: 'server' }, { name: 'info' }],
      added: { name: 'host', position: 'last' },
    },
  },
  values: { names: ['host'] },
  tests: { files: ['**/tests/**'], placeholder: { python: 'None' } },
});

const DRIVER = `import loader
from ops import Ops

class ComputeDriver(object):
    def plug_volume(self, server, info):
        raise NotImplementedError()

class Iron(ComputeDriver):
    def __init__(self, ops=None):
        self._ops = ops or Ops()
    def plug_volume(self, server, info):
        return self._ops.plug_volume(server, info)

class Loaded(ComputeDriver):
    def __init__(self):
        self.part = loader.load(self)
    def plug_volume(self, server, info):
        return self.part.plug_volume(server, info)

class Given(ComputeDriver):
    def __init__(self, part):
        self.part = part
    def plug_volume(self, server, info):
        return self.part.plug_volume(server, info)

class Manager(object):
    def __init__(self):
        self.driver = Iron()
        self.api = loader.api()
        self.volumes = Volumes()
    def plug(self, server, info, host):
        self.driver.plug_volume(server, info)
    def book(self, server, info):
        return self.volumes.plug_volume(info, server)

class Volumes(object):
    def plug_volume(self, info, path):
        return path
`;

const OPS = 'class Ops(object):\n    def plug_volume(self, server, info):\n        return info\n';

/** The line of the double's method after the migration of a test that puts it somewhere. */
function doubled(
  placing: string,
  fake = 'class FakeOps(object):\n    def plug_volume(self, machine, data):\n        return data\n',
): string {
  const root = folderWith({
    'driver-contract.json': CONTRACT,
    'setup.py': '',
    'driver.py': DRIVER,
    'ops.py': OPS,
    'tests/__init__.py': '',
    'tests/test_iron.py': `from unittest import mock\nimport driver\n\n${fake}\ndef test_plugs(monkeypatch):\n    ${placing}\n`,
  });
  const first = plan(root);
  const text = first.after.get('tests/test_iron.py') ?? fake;
  write(root, first.after);
  const second = plan(root);
  expect([...second.after.keys()]).toEqual([]);
  expect(connectorFindings(second)).toEqual(leftToDo(first));
  return /def plug_volume\(.*/u.exec(text)?.[0] ?? '';
}

it.each<[title: string, placing: string]>([
  ['a field', 'iron = driver.Iron(); iron._ops = FakeOps()'],
  ['a field of a class', 'driver.Iron._ops = FakeOps()'],
  ['a field, by name', "iron = driver.Iron(); monkeypatch.setattr(iron, '_ops', FakeOps())"],
  ['a patched field', "iron = driver.Iron(); mock.patch.object(iron, '_ops', FakeOps()).start()"],
  [
    'a patched field, as what is new',
    "iron = driver.Iron(); mock.patch.object(iron, '_ops', new=FakeOps()).start()",
  ],
  ['a constructor', 'driver.Iron(FakeOps())'],
  ['a constructor, by name', 'driver.Iron(ops=FakeOps())'],
  ['a class’s name', 'driver.Ops = FakeOps'],
  ['a patched class', "mock.patch('ops.Ops', FakeOps).start()"],
  ['what a patched class gives', "mock.patch('ops.Ops', return_value=FakeOps()).start()"],
  ['a variable first', 'iron = driver.Iron(); ops = FakeOps(); iron._ops = ops'],
  ['a field that nothing is known of', 'given = driver.Given(object()); given.part = FakeOps()'],
  ['a constructor that nothing is known of', 'driver.Given(FakeOps())'],
  ['a manager’s field', 'manager = driver.Manager(); manager.driver = FakeOps()'],
])('a double class that a test puts into %s', (_title, placing) => {
  expect(doubled(placing)).toBe('def plug_volume(self, machine, data, host):');
});

it.each<[title: string, placing: string]>([
  ['in no place', 'FakeOps()'],
  ['where the call stays open', 'loaded = driver.Loaded(); loaded.part = FakeOps()'],
  [
    'where nothing of the contract is called',
    'manager = driver.Manager(); manager.api = FakeOps()',
  ],
  ['where another class is called', 'manager = driver.Manager(); manager.volumes = FakeOps()'],
])('a double class %s stays', (_title, placing) => {
  expect(doubled(placing)).toBe('def plug_volume(self, machine, data):');
});

it('a double class takes the method from its base', () => {
  const fake =
    'class Base(object):\n    def plug_volume(self, machine, data):\n        return data\n\nclass FakeOps(Base):\n    pass\n';
  expect(doubled('iron = driver.Iron(); iron._ops = FakeOps()', fake)).toBe(
    'def plug_volume(self, machine, data, host):',
  );
});
