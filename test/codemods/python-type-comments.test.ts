import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

/** The comment that a method of two parameters has after it gained a third. */
function comment(
  method: string,
  head = '',
  added: object = { name: 'depth', type: 'int' },
): string | undefined {
  const contract = {
    name: 'sync',
    drivers: { types: ['Driver'], structural: false },
    methods: { pull: { parameters: [{ name: 'target' }, { name: 'source' }], added } },
  };
  const text = `${head}class Driver(object):\n${method.replaceAll(/^/gmu, '    ')}\n`;
  const after = plan(
    folderWith({ 'setup.py': '', 'driver-contract.json': JSON.stringify(contract), 'a.py': text }),
  ).after.get('a.py');
  return /# type: .*/u.exec(after ?? '')?.[0];
}

it.each<[title: string, method: string, expected: string, head?: string, added?: object]>([
  [
    'behind the others',
    'def pull(self, target, source):\n    # type: (str, Set[str]) -> None\n    pass',
    '# type: (str, Set[str], int) -> None',
  ],
  [
    'with the object’s own type',
    'def pull(self, target, source):\n    # type: (Driver, str, str) -> None\n    pass',
    '# type: (Driver, str, str, int) -> None',
  ],
  [
    'on the line of the method',
    'def pull(self, target, source):  # type: (str, str) -> bool\n    pass',
    '# type: (str, str, int) -> bool',
  ],
  [
    'before a docstring',
    'def pull(self, target, source):\n    # type: (str, str) -> None\n    """Pull."""\n    pass',
    '# type: (str, str, int) -> None',
  ],
  [
    'first',
    'def pull(self, target, source):\n    # type: (str, str) -> None\n    pass',
    '# type: (int, str, str) -> None',
    '',
    { name: 'depth', type: 'int', position: 'first' },
  ],
  [
    'before what is given by name',
    'def pull(self, target, source, *, quiet=False):\n    # type: (str, str, bool) -> None\n    pass',
    '# type: (str, str, int, bool) -> None',
  ],
  [
    'with those that fill the list up',
    'def pull(self, target):\n    # type: (str) -> None\n    pass',
    '# type: (str, object, int) -> None',
  ],
  [
    'a type that the file does not know',
    'def pull(self, target, source):\n    # type: (str, str) -> None\n    pass',
    '# type: (str, str, object) -> None',
    '',
    { name: 'depth', type: 'Depth' },
  ],
  [
    'a type that the file does not know, but Any',
    'def pull(self, target, source):\n    # type: (str, str) -> None\n    pass',
    '# type: (str, str, Any) -> None',
    'from typing import Any\n',
    { name: 'depth' },
  ],
  [
    'not where nothing is said of the parameters',
    'def pull(self, target, source):\n    # type: (...) -> None\n    pass',
    '# type: (...) -> None',
  ],
  [
    'not where another number of types stands',
    'def pull(self, target, source):\n    # type: (str) -> None\n    pass',
    '# type: (str) -> None',
  ],
  [
    'not in a comment on a statement',
    'def pull(self, target, source):\n    pass\n    f = None  # type: (str, str) -> None',
    '# type: (str, str) -> None',
  ],
])('a comment of types gets the new one: %s', (_title, method, expected, head, added) => {
  expect(comment(method, head, added)).toBe(expected);
});
