import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

it.each<[double: string, isMigrated: boolean]>([
  ['mock.create_autospec(VolumeDriver, instance=True)', true],
  ['mock.Mock(spec=VolumeDriver)', true],
  ['mock.MagicMock(spec_set=VolumeDriver)', true],
  ['mock.create_autospec(Report, instance=True)', false],
  ['mock.Mock(spec=Report)', false],
  ['mock.AsyncMock(Report)', false],
])('an assertion on %s follows its class', (double, isMigrated) => {
  const test = `from unittest import mock
from driver import VolumeDriver
from report import Report


def test_it(context, volume, connector):
    double = ${double}
    double.create_export.assert_called_once_with(context, volume)
`;
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'report.py':
      'class Report:\n    def create_export(self, context, criteria):\n        return 1\n',
    'tests/__init__.py': '',
    'tests/test_it.py': test,
  });
  expect(plan(root).after.has('tests/test_it.py')).toBe(isMigrated);
});
