import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

const MANAGER = `import utils
from driver import VolumeDriver


class Manager:
    def __init__(self, driver: VolumeDriver):
        self.driver = driver

    def attach(self, context, volume):
        properties = utils.local_properties()
        self.driver.create_export(context, volume)
        return self.driver.initialize_connection(volume, properties)

    def connect(self, context, volume, connector):
        self.driver.create_export(context, volume)
        return self.driver.initialize_connection(volume, connector)


def export_with(export, context, volume, connector):
    return export(context, volume)


def export_for(export, context, volume, connector):
    return export(context, volume, connector)
`;

/** What becomes of the last line of a test, which is line 9. */
it.each<[title: string, lines: readonly [string, string], entry: string]>([
  [
    'what the called function makes by itself is not known to the test',
    [
      'manager.attach(context, volume)',
      'driver.create_export.assert_called_once_with(context, volume)',
    ],
    'open: `properties` is made by `local_properties` where the call is (manager.py:11)',
  ],
  [
    'unless it puts something in the place of who makes it',
    [
      'utils.local_properties = lambda: connector; manager.attach(context, volume)',
      'driver.create_export.assert_called_once_with(context, volume)',
    ],
    'migrated: `connector` is in scope',
  ],
  [
    'what the test hands over is what is expected',
    [
      'manager.connect(context, volume, connector)',
      'driver.create_export.assert_called_once_with(context, volume)',
    ],
    'migrated: what the test passes',
  ],
  [
    'a function of the tree calls what it is given without the argument',
    ['', 'export_with(driver.create_export, context, volume, connector)'],
    'open: handed on to export_with, which calls it with arguments of its own (manager.py:20)',
  ],
  [
    'a function of the tree calls what it is given with it',
    ['', 'export_for(driver.create_export, context, volume, connector)'],
    'already: handed on to export_for, which passes it',
  ],
])('%s', (_title, [before, line], entry) => {
  const test = `import utils
from unittest import mock
from driver import VolumeDriver
from manager import Manager, export_for, export_with

def test_it(context, volume, connector):
    driver = mock.create_autospec(VolumeDriver); manager = Manager(driver)
    ${before}
    ${line}
`;
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'manager.py': MANAGER,
    'utils.py': 'def local_properties():\n    return {}\n',
    'tests/__init__.py': '',
    'tests/test_it.py': test,
  });
  const said = plan(root).plan.ledger.entries.filter(
    (e) => e.file === 'tests/test_it.py' && e.line === 9 && e.kind !== 'mention',
  );
  expect(said.map((e) => `${e.status}: ${e.reason}`)).toEqual([entry]);
});

it('a placeholder is not expected where the called function makes the value', () => {
  const root = folderWith({
    'package.json': '{}',
    'driver.ts': `export interface Connector { host: string }
export interface VolumeDriver {
  createExport(context: object, volume: object): void;
  initializeConnection(volume: object, connector: Connector): object;
}
export class Attacher {
  constructor(private readonly host: { properties(): Connector }, private readonly driver: VolumeDriver) {}
  attach(context: object, volume: object) {
    const props = this.host.properties();
    this.driver.createExport(context, volume);
    return this.driver.initializeConnection(volume, props);
  }
}
`,
    'attacher.test.ts': `import { expect, it, vi } from 'vitest';
import { Attacher, type VolumeDriver } from './driver.js';
it('attaches', () => {
  const driver = { createExport: vi.fn() } as unknown as VolumeDriver;
  new Attacher({ properties: () => ({ host: 'a' }) }, driver).attach({}, {});
  expect(driver.createExport).toHaveBeenCalledWith({}, {});
});
`,
  });
  const said = plan(root).plan.ledger.entries.filter((e) => e.kind === 'test');
  expect(said.map((e) => `${e.status}: ${e.reason}`)).toEqual([
    'open: `props` is made by `properties` where the call is (driver.ts:10)',
  ]);
});
