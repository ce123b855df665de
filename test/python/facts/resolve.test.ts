import { describe, expect, it } from 'vitest';
import { PythonResolver } from '../../../src/python/resolve.js';

const ROOT = '/tree';

/** Which file a module is, as seen from another; both relative to the tree. */
function resolve(files: readonly string[], from: string, specifier: string): string | undefined {
  const all = new Set(files.map((f) => `${ROOT}/${f}`));
  return new PythonResolver(ROOT, () => all)
    .resolve(`${ROOT}/${from}`, specifier)
    ?.slice(ROOT.length + 1);
}

const PACKAGE = [
  'cinder/__init__.py',
  'cinder/volume/__init__.py',
  'cinder/volume/driver.py',
  'cinder/volume/drivers/__init__.py',
  'cinder/volume/drivers/lvm.py',
];
const LVM = 'cinder/volume/drivers/lvm.py';

describe('where a module is', () => {
  it.each<
    [
      title: string,
      files: readonly string[],
      from: string,
      specifier: string,
      expected: string | undefined,
    ]
  >([
    ['a module', PACKAGE, LVM, 'cinder.volume.driver', 'cinder/volume/driver.py'],
    ['a package', PACKAGE, LVM, 'cinder.volume', 'cinder/volume/__init__.py'],
    ['the folder’s package', PACKAGE, LVM, '.', 'cinder/volume/drivers/__init__.py'],
    [
      'a neighbour',
      [...PACKAGE, 'cinder/volume/drivers/san.py'],
      LVM,
      '.san',
      'cinder/volume/drivers/san.py',
    ],
    ['one folder up', PACKAGE, LVM, '..driver', 'cinder/volume/driver.py'],
    ['the package one folder up', PACKAGE, LVM, '..', 'cinder/volume/__init__.py'],
    [
      'a package’s own submodule',
      PACKAGE,
      'cinder/volume/__init__.py',
      '.driver',
      'cinder/volume/driver.py',
    ],
    ['further up than the tree goes', PACKAGE, LVM, '......driver', undefined],
    ['nothing of the tree', PACKAGE, LVM, 'oslo_log.log', undefined],
    ['a submodule that is not there', PACKAGE, LVM, 'cinder.volume.nothing', undefined],
    [
      'a package below src',
      ['src/p/__init__.py', 'src/p/a.py', 'src/p/b.py'],
      'src/p/a.py',
      'p.b',
      'src/p/b.py',
    ],
    [
      'a package below src, from tests beside it',
      ['src/p/__init__.py', 'src/p/b.py', 'tests/test_b.py'],
      'tests/test_b.py',
      'p.b',
      'src/p/b.py',
    ],
    ['a namespace package', ['ns/a.py', 'ns/b.py', 'main.py'], 'main.py', 'ns.b', 'ns/b.py'],
    ['a neighbour in a namespace package', ['ns/a.py', 'ns/b.py'], 'ns/a.py', '.b', 'ns/b.py'],
    [
      'a script’s neighbour',
      ['scripts/run.py', 'scripts/helper.py'],
      'scripts/run.py',
      'helper',
      'scripts/helper.py',
    ],
    [
      'a neighbour, as Python 2 imports it',
      PACKAGE.concat('cinder/volume/drivers/san.py'),
      LVM,
      'san',
      'cinder/volume/drivers/san.py',
    ],
    [
      'the root’s module before a neighbour',
      ['p/__init__.py', 'p/a.py', 'p/log.py', 'log.py'],
      'p/a.py',
      'log',
      'log.py',
    ],
    ['stubs', ['p/__init__.py', 'p/a.py', 'p/fast.pyi'], 'p/a.py', 'p.fast', 'p/fast.pyi'],
    [
      'the module before its stub',
      ['p/__init__.py', 'p/a.py', 'p/b.py', 'p/b.pyi'],
      'p/a.py',
      '.b',
      'p/b.py',
    ],
    [
      'a package before a module of its name',
      ['p/__init__.py', 'p/b.py', 'p/b/__init__.py', 'p/a.py'],
      'p/a.py',
      'p.b',
      'p/b/__init__.py',
    ],
    [
      'two trees with a package each, the nearer',
      ['one/p/__init__.py', 'one/p/a.py', 'one/p/b.py', 'two/p/__init__.py', 'two/p/b.py'],
      'one/p/a.py',
      'p.b',
      'one/p/b.py',
    ],
  ])('%s', (_title, files, from, specifier, expected) => {
    expect(resolve(files, from, specifier)).toBe(expected);
  });

  it('is looked for anew when the tree has changed', () => {
    const files = new Set([`${ROOT}/a.py`]);
    const resolver = new PythonResolver(ROOT, () => files);
    expect(resolver.resolve(`${ROOT}/a.py`, 'b')).toBeUndefined();
    files.add(`${ROOT}/b.py`);
    resolver.clear();
    expect(resolver.resolve(`${ROOT}/a.py`, 'b')).toBe(`${ROOT}/b.py`);
  });
});
