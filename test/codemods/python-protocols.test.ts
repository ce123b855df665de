import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const BULK = `import functools
from typing import Protocol


class Exportable(Protocol):
    def create_export(self, context, volume): ...


class Report(Protocol):
    def create_export(self, format, path): ...


class Bulk:
    def __init__(self, driver: Exportable, pool):
        self.driver = driver
        self.pool = pool

    def now(self, context, volume, connector):
        return self.driver.create_export(context, volume)

    def soon(self, context, volume, connector):
        return self.pool.submit(self.driver.create_export, context, volume)

    def later(self, context, volume, connector):
        return functools.partial(self.driver.create_export, context, volume)
`;

const TEST = `from bulk import Bulk


class Least:
    def create_export(self, context, volume):
        return {}


class Other:
    def create_export(self, context, volume):
        return {}


def test_bulk(pool, context, volume, connector):
    Bulk(Least(), pool).soon(context, volume, connector)
    Other()
`;

it('what a protocol asks for is a declaration, and what a test puts in its place follows', () => {
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'bulk.py': BULK,
    'tests/__init__.py': '',
    'tests/test_bulk.py': TEST,
  });
  const first = plan(root);
  expect(first.after.get('bulk.py')).toBe(
    BULK.replace(
      'create_export(self, context, volume):',
      'create_export(self, context, volume, connector):',
    )
      .replace('create_export(context, volume)', 'create_export(context, volume, connector)')
      .replace(
        'submit(self.driver.create_export, context, volume)',
        'submit(self.driver.create_export, context, volume,\n                                connector)',
      )
      .replace(
        'partial(self.driver.create_export, context, volume)',
        'partial(self.driver.create_export, context, volume,\n                                 connector)',
      ),
  );
  expect(first.after.get('tests/test_bulk.py')).toBe(
    TEST.replace(
      'create_export(self, context, volume):',
      'create_export(self, context, volume, connector):',
    ),
  );
  write(root, first.after);
  const second = plan(root);
  expect([...second.after.keys()]).toEqual([]);
  expect(connectorFindings(second)).toEqual(leftToDo(first));
});
