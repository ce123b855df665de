import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { leftToDo, plan, write } from './migrate.js';

addLanguage(python);

/** The lines of `a.py` that a migration writes, which must leave nothing to a second one. */
function written(text: string): string[] {
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'a.py': `from driver import VolumeDriver\n${text}`,
  });
  const first = plan(root);
  write(root, first.after);
  expect([...plan(root).after.keys()]).toEqual([]);
  expect(leftToDo(first)).toEqual([]);
  const before = new Set(text.split('\n'));
  return (first.after.get('a.py') ?? '')
    .split('\n')
    .flatMap((line) =>
      line === '' || before.has(line) || line.startsWith('from driver') ? [] : [line.trim()],
    );
}

const ACME =
  'class Acme(VolumeDriver):\n    def initialize_connection(self, volume, connector):\n        return {}\n';

it.each<[title: string, text: string, lines: string[]]>([
  [
    'a method under another name',
    `${ACME}    def publish(self, context, volume):\n        return super().create_export(context, volume)\n    create_export = publish`,
    [
      'def publish(self, context, volume, connector):',
      'return super().create_export(context, volume, connector)',
    ],
  ],
  [
    'a function of the module',
    `def publish(driver, context, volume):\n    return volume\n${ACME}    create_export = publish`,
    ['def publish(driver, context, volume, connector):'],
  ],
  [
    'a static function of the module',
    `def publish(context, volume):\n    return volume\n${ACME}    create_export = staticmethod(publish)`,
    ['def publish(context, volume, connector):'],
  ],
  [
    'partialmethod by place',
    `${ACME}    def _publish(self, protocol, secure, context, volume):\n        return volume\n    create_export = partialmethod(_publish, 'iscsi', True)`,
    ['def _publish(self, protocol, secure, context, volume, connector):'],
  ],
  [
    'partialmethod by name',
    `${ACME}    def _publish(self, context, volume, protocol):\n        return volume\n    create_export = functools.partialmethod(_publish, protocol='iscsi')`,
    ['def _publish(self, context, volume, connector, protocol):'],
  ],
  [
    'partialmethod of a function of the module',
    `def publish(driver, protocol, context, volume):\n    return volume\n${ACME}    create_export = functools.partialmethod(publish, 'iscsi')`,
    ['def publish(driver, protocol, context, volume, connector):'],
  ],
  [
    'wrapped by a call',
    `${ACME}    def publish(self, context, volume):\n        return volume\n    create_export = traced(publish)`,
    ['def publish(self, context, volume, connector):'],
  ],
  [
    'assigned to an object',
    `${ACME}def patch(driver: VolumeDriver, inner: VolumeDriver):\n    def publish(context, volume):\n        return inner.create_export(context, volume)\n    driver.create_export = publish`,
    [
      'def publish(context, volume, connector):',
      'return inner.create_export(context, volume, connector)',
    ],
  ],
  [
    'assigned to a class',
    `${ACME}def publish(driver, context, volume):\n    return volume\nAcme.create_export = publish`,
    ['def publish(driver, context, volume, connector):'],
  ],
  [
    'assigned as partial',
    `${ACME}    def __init__(self):\n        self.create_export = functools.partial(self._publish, 'iscsi')\n    def _publish(self, protocol, context, volume):\n        return volume`,
    ['def _publish(self, protocol, context, volume, connector):'],
  ],
  [
    'set by its name',
    `${ACME}def patch(driver: VolumeDriver):\n    def publish(context, volume):\n        return volume\n    setattr(driver, 'create_export', publish)`,
    ['def publish(context, volume, connector):'],
  ],
  [
    'a lambda that forwards',
    `${ACME}    def __init__(self, inner: VolumeDriver):\n        self.create_export = lambda context, volume: inner.create_export(context, volume)`,
    [
      'self.create_export = lambda context, volume, connector: inner.create_export(context, volume, connector)',
    ],
  ],
  [
    'another name of the method is called',
    `${ACME}    def create_export(self, context, volume):\n        return volume\n    export_all = create_export\ndef use(acme: Acme, context, volume, connector):\n    acme.export_all(context, volume)`,
    [
      'def create_export(self, context, volume, connector):',
      'acme.export_all(context, volume, connector)',
    ],
  ],
  [
    'a partial of the method is called',
    `${ACME}    def create_export(self, context, volume, thin=False):\n        return volume\n    export_thin = functools.partialmethod(create_export, thin=True)\ndef use(acme: Acme, context, volume, connector):\n    acme.export_thin(context, volume)`,
    [
      'def create_export(self, context, volume, connector, thin=False):',
      'acme.export_thin(context, volume, connector)',
    ],
  ],
  [
    'a partial of the method with some of its arguments is called',
    `${ACME}    def create_export(self, context, volume):\n        return volume\n    export_now = functools.partialmethod(create_export, None)\ndef use(acme: Acme, volume, connector):\n    acme.export_now(volume)`,
    ['def create_export(self, context, volume, connector):', 'acme.export_now(volume, connector)'],
  ],
  [
    'a function with other parameters',
    `def publish(driver, path):\n    return path\n${ACME}    create_export = publish`,
    [],
  ],
  ['a value that is no function', `${ACME}    create_export = None`, []],
])('a member that is made of a function: %s', (_title, text, lines) => {
  expect(written(text)).toEqual(lines);
});

it.each<[title: string, text: string, listed: string[]]>([
  [
    'a function with other parameters',
    `def publish(driver, path):\n    return path\n${ACME}    create_export = publish`,
    ['open: is made of `publish`, which takes other parameters'],
  ],
  [
    'a function that is given the method’s arguments before',
    `${ACME}    def _publish(self, context, volume):\n        return volume\n    create_export = partialmethod(_publish, None, 'v')`,
    ['open: is made of `_publish`, which takes other parameters'],
  ],
  [
    'what a package makes',
    `import acme\n${ACME}    create_export = acme.make('v')`,
    ['open: what it is made of is not known'],
  ],
  [
    'the method itself, with all its arguments',
    `${ACME}    def create_export(self, context, volume):\n        return volume\n    export_first = functools.partialmethod(create_export, None, 'v')`,
    ['open: handed on to partialmethod: no connector is in scope'],
  ],
  [
    'the method itself, with some of its arguments',
    `${ACME}    def create_export(self, context, volume):\n        return volume\n    export_now = functools.partialmethod(create_export, None)`,
    [],
  ],
  ['nothing', `${ACME}    create_export = None`, []],
  [
    'a function of another name',
    `def publish(driver, context, volume):\n    return volume\n${ACME}    create_export = publish`,
    [],
  ],
])('a member that is made of %s', (_title, text, listed) => {
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'a.py': `from driver import VolumeDriver\n${text}`,
  });
  const { plan: made } = plan(root);
  expect(
    made.ledger.entries.flatMap((e) =>
      e.kind === 'reference' ? [`${e.status}: ${e.reason}`] : [],
    ),
  ).toEqual(listed);
});
