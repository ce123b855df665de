import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

const CONTRACT = JSON.stringify({
  name: 'compute',
  drivers: { types: ['ComputeDriver'], structural: false },
  methods: {
    plugVolume: {
      parameters: [{ name: 'info' }, { name: 'server' }],
      added: { name: 'context', position: 'first' },
    },
  },
  values: { names: ['context'] },
  tests: { files: ['**/tests/**'], placeholder: { python: 'None' } },
});

/** What becomes of the test uses of a tree: their statuses and reasons. */
function uses(files: Readonly<Record<string, string>>): string[] {
  const { plan: made } = plan(
    folderWith({
      'driver-contract.json': CONTRACT,
      'setup.py': '',
      'tests/__init__.py': '',
      ...files,
    }),
  );
  return made.ledger.entries.flatMap((e) =>
    e.kind === 'test' ? [`${e.status}: ${e.reason}`] : [],
  );
}

const DRIVER = `class ComputeDriver(object):
    def plug_volume(self, info, server):
        raise NotImplementedError()

class Local(ComputeDriver):
    def plug_volume(self, info, server):
        return server
    def plug_all(self, server, infos):
        for info in infos:
            self._plug_one(info, server)
    def _plug_one(self, info, server):
        self.plug_volume(info, server)
    def plug_again(self, context, server, info):
        self.plug_volume(info, server)
`;

const LEFT = 'open: the call that it speaks of is left as it is: no context is in scope';

function pythonTest(body: string): Record<string, string> {
  return {
    'driver.py': DRIVER,
    'tests/test_local.py': `from unittest import mock\nimport driver\n\ndef test_plugs():\n    context, conn = object(), driver.Local()\n    with mock.patch.object(driver.Local, 'plug_volume') as m:\n${body}`,
  };
}

it.each<[title: string, body: string, becomes: string[]]>([
  [
    'of a call that stays open',
    "        conn.plug_all('s', ['i'])\n        m.assert_called_once_with('i', 's')\n",
    [LEFT],
  ],
  [
    'in the plain style',
    "        conn.plug_all('s', ['i'])\n        assert m.call_args == mock.call('i', 's')\n",
    [LEFT],
  ],
  [
    'by name',
    "        conn.plug_all('s', ['i'])\n        m.assert_called_once_with(info='i', server='s')\n",
    [LEFT],
  ],
  [
    'that reads an argument',
    "        conn.plug_all('s', ['i'])\n        assert m.call_args[0][1] == 's'\n",
    ['open: the call that it reads an argument of is left open'],
  ],
  [
    'of a call that grows',
    "        conn.plug_again(context, 's', 'i')\n        m.assert_called_once_with('i', 's')\n",
    ['migrated: what the test passes'],
  ],
])('a Python assertion %s', (_title, body, becomes) => {
  expect(uses(pythonTest(body))).toEqual(becomes);
});

it('a Python assertion about a delegate follows the call of the delegate', () => {
  const files = {
    'driver.py': `class ComputeDriver(object):
    def plug_volume(self, info, server):
        raise NotImplementedError()

class Inner(ComputeDriver):
    def plug_volume(self, info, server):
        return server

class Outer(ComputeDriver):
    def __init__(self):
        self.inner = Inner()
    def plug_volume(self, info, server):
        return self.inner.plug_volume(*self.arguments_of(info, server))
`,
    'tests/test_outer.py': `from unittest import mock
import driver

def test_plugs():
    context, outer = object(), driver.Outer()
    with mock.patch.object(driver.Inner, 'plug_volume') as m:
        outer.plug_volume('i', 's')
        m.assert_called_once_with('i', 's')
`,
  };
  expect(uses(files)).toEqual([
    expect.stringMatching(/^open: the call that it speaks of is left as it is: /u),
  ]);
});

it('a TypeScript assertion of a call that stays open', () => {
  const files = {
    'driver.ts': `export interface ComputeDriver {\n  plugVolume(info: string, server: string): void;\n}\nexport class Manager {\n  constructor(private readonly driver: ComputeDriver) {}\n  plugAll(server: string, infos: string[]) {\n    for (const info of infos) this.driver.plugVolume(info, server);\n  }\n}\n`,
    'tests/manager.test.ts': `import { Manager, type ComputeDriver } from '../driver.js';\nit('plugs', () => {\n  const driver = mock<ComputeDriver>();\n  const context = {};\n  new Manager(driver).plugAll('s', ['i']);\n  expect(driver.plugVolume).toHaveBeenCalledWith('i', 's');\n});\n`,
  };
  expect(uses(files)).toEqual([LEFT]);
});
