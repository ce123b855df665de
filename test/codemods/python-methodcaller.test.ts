import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan, write } from './migrate.js';

addLanguage(python);

const BASE = `${PYTHON_DRIVER}

class Report(object):
    def create_export(self, context, volume):
        return 'text'
`;

it.each<[title: string, line: string, expected: string | undefined]>([
  [
    'called at once',
    "operator.methodcaller('create_export', context, volume)(driver)",
    "operator.methodcaller('create_export', context, volume, connector)(driver)",
  ],
  [
    'by name',
    "methodcaller('create_export', context, volume=volume)(driver)",
    "methodcaller('create_export', context, volume=volume, connector=connector)(driver)",
  ],
  [
    'kept',
    "run = methodcaller('create_export', context, volume); run(driver)",
    "run = methodcaller('create_export', context, volume, connector); run(driver)",
  ],
  [
    'over a list',
    "map(methodcaller('create_export', context, volume), [driver])",
    "map(methodcaller('create_export', context, volume, connector), [driver])",
  ],
  [
    'of nobody knows what, perhaps a report',
    "methodcaller('create_export', context, volume)(other)",
    undefined,
  ],
  ['of another class', "methodcaller('create_export', context, volume)(report)", undefined],
  ['of another method', "methodcaller('create', context, volume)(driver)", undefined],
  ['with it', "methodcaller('create_export', context, volume, connector)(driver)", undefined],
])('methodcaller: %s', (_title, line, expected) => {
  const text = `import operator
from operator import methodcaller
from driver import Report, VolumeDriver


def use(driver: VolumeDriver, report: Report, other, context, volume, connector):
    ${line}
`;
  const root = folderWith({ 'setup.py': '', 'driver.py': BASE, 'a.py': text });
  const { after } = plan(root);
  // Where the line is broken is another matter.
  const plain = after.get('a.py')?.replaceAll(/,\n +/gu, ', ');
  expect(plain).toBe(expected === undefined ? undefined : text.replace(line, expected));
  write(root, after);
  expect([...plan(root).after.keys()]).toEqual([]);
});
