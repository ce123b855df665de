import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const CONTRACT = JSON.stringify({
  name: 'backup',
  drivers: { types: ['BackupDriver'], structural: false },
  methods: {
    purgeArchive: {
      parameters: [{ name: 'context' }, { name: 'archive' }],
      added: { name: 'reason', position: 'last' },
    },
  },
  values: { names: ['reason'] },
  tests: { files: ['**/tests/**'], placeholder: { python: 'None' } },
});

const DRIVER =
  'class BackupDriver(object):\n    def purge_archive(self, context, archive):\n        raise NotImplementedError()\n';
const FACADE =
  'class Facade(object):\n    def purge_archive(self, context, project, archive=None):\n        return archive\n';
const CLIENT =
  'class Client(object):\n    def purge_archive(self, context, archive):\n        return archive\n';
const LONGER =
  'class Longer(object):\n    def purge_archive(self, context, archive, path):\n        return path\n';

const MEANT =
  'skipped: its receiver is not known, and its arguments are those of Facade.purge_archive';
const MAY_BE =
  'nothing is known of its receiver: it may be Client.purge_archive, which is no method of the contract';

/** What the ledger says of uses of the method on something unknown. */
function become(others: string, statement: string, file = 'use.py'): string[] {
  const root = folderWith({
    'driver-contract.json': CONTRACT,
    'setup.py': '',
    'driver.py': DRIVER,
    'others.py': others,
    'tests/__init__.py': '',
    [file]: `import plugins\n\n\ndef test_use(test, context, project, archive, reason):\n    thing = plugins.load()\n    driver = plugins.load()\n    ${statement}\n`,
  });
  const first = plan(root);
  write(root, first.after);
  const second = plan(root);
  expect([...second.after.keys()]).toEqual([]);
  expect(connectorFindings(second)).toEqual(leftToDo(first));
  return first.plan.ledger.entries.flatMap((e) =>
    e.file === file ? [`${e.status}: ${e.reason}`] : [],
  );
}

it.each<[title: string, others: string, statement: string, becomes: string]>([
  [
    'its parameters are what the arguments are called',
    FACADE,
    'thing.purge_archive(context, project)',
    MEANT,
  ],
  ['so they are by name', FACADE, 'thing.purge_archive(context, project=project)', MEANT],
  ['it takes the same', CLIENT, 'thing.purge_archive(context, archive)', `open: ${MAY_BE}`],
  [
    'it takes the same, but for its receiver’s name',
    CLIENT,
    'driver.purge_archive(context, archive)',
    'migrated: `reason` is in scope',
  ],
  [
    'it takes more',
    LONGER,
    'thing.purge_archive(context, archive)',
    'migrated: `reason` is in scope',
  ],
  [
    'its parameters are something else',
    FACADE,
    'thing.purge_archive(context, archive)',
    'migrated: `reason` is in scope',
  ],
])('another class has a method of that name: %s', (_title, others, statement, becomes) => {
  expect(become(others, statement)).toEqual([becomes]);
});

it.each<[statement: string, becomes: string]>([
  ['thing.purge_archive(context, project)', MEANT],
  ['test.assertRaises(ValueError, thing.purge_archive, context, project)', MEANT],
  [
    'thing.purge_archive.assert_called_once_with(context, project)',
    'skipped: its arguments are those of Facade.purge_archive',
  ],
  [
    'assert thing.mock_calls == [call.purge_archive(context, project)]',
    'skipped: its arguments are those of Facade.purge_archive',
  ],
])('in a test: %s', (statement, becomes) => {
  expect(become(FACADE, statement, 'tests/test_x.py')).toEqual([becomes]);
});

it('in TypeScript', () => {
  const root = folderWith({
    'driver-contract.json': CONTRACT,
    'driver.ts':
      'export interface BackupDriver {\n  purgeArchive(context: object, archive: string): void;\n}\n',
    'facade.ts':
      'export class Facade {\n  purgeArchive(context: object, project: string, archive?: string) {}\n}\n',
    'client.ts': 'export class Client {\n  purgeArchive(context: object, archive: string) {}\n}\n',
    'use.ts':
      "import { load } from 'plugins';\nexport function use(context: object, project: string, archive: string, reason: string) {\n  load('a').purgeArchive(context, project);\n  load('b').purgeArchive(context, archive);\n}\n",
  });
  const { plan: made, after } = plan(root);
  expect(after.has('use.ts')).toBe(false);
  expect(
    made.ledger.entries.flatMap((e) => (e.file === 'use.ts' ? [`${e.status}: ${e.reason}`] : [])),
  ).toEqual([
    'skipped: its receiver is not known, and its arguments are those of Facade.purgeArchive',
    'open: nothing is known of its receiver: it may be Client.purgeArchive, which is no method of the contract',
  ]);
});
