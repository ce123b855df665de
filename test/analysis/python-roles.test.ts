import { describe, expect, it } from 'vitest';
import { describeRole } from '../../src/analysis/role-reasons.js';
import { tree, type Files } from '../support/tree.js';

const SUPPORT: Files = {
  'driver.py': `class BaseVD(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()


class VolumeDriver(BaseVD):
    pass
`,
};
const HEAD = 'import driver\nfrom driver import VolumeDriver as VD\n\n\n';
const CREATE = '    def create_export(self, context, volume):\n        return self.seen(volume)\n';
const INIT = '    def initialize_connection(self, volume, connector):\n        return 1\n';

/** `role: reason` of the class that is called X. */
function roleOf(files: Files): string {
  const made = tree({ ...SUPPORT, ...files });
  const fact = made.module('a.py').classes.find((c) => c.name === 'X');
  const entry = fact && made.analysis.roles.entryOf(fact);
  return entry ? `${entry.role}: ${describeRole(entry.why)}` : 'unrelated';
}

type Case = [title: string, text: string, expected: string, more?: Files];

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_title, text, expected, more = {}) => {
    expect(roleOf({ ...more, 'a.py': HEAD + text })).toBe(expected);
  });
}

describe('drivers', () => {
  check([
    ['descend', `class X(driver.VolumeDriver):\n${CREATE}`, 'driver: descends from VolumeDriver'],
    ['descend by an alias', `class X(VD):\n${CREATE}`, 'driver: descends from VolumeDriver'],
    [
      'descend without a method of their own',
      'class X(VD):\n    pass\n',
      'driver: descends from BaseVD',
    ],
    [
      'descend from a driver',
      `class Y(VD):\n    pass\n\n\nclass X(Y):\n${CREATE}`,
      'driver: descends from VolumeDriver',
    ],
    [
      'descend among others',
      `class Mixin(object):\n    pass\n\n\nclass X(Mixin, driver.VolumeDriver):\n${CREATE}`,
      'driver: descends from VolumeDriver',
    ],
    [
      'descend from a base of a package',
      `import cinder_like\n\n\nclass X(cinder_like.BaseVD):\n${CREATE}`,
      'driver: descends from BaseVD',
    ],
    [
      'have a metaclass',
      `class X(VD, metaclass=Meta):\n${CREATE}`,
      'driver: descends from VolumeDriver',
    ],
    ['are decorated', `@registered\nclass X(VD):\n${CREATE}`, 'driver: descends from VolumeDriver'],
    [
      'declare both methods',
      `class X(object):\n${CREATE}\n${INIT}`,
      'driver: declares create_export and initialize_connection',
    ],
    [
      'declare both by short names',
      'class X(object):\n    def create_export(self, ctxt, vol):\n        pass\n\n    def initialize_connection(self, vol, conn):\n        pass\n',
      'driver: declares create_export and initialize_connection',
    ],
    ['stand in an if', `if VD:\n    class X(VD):\n        pass\n`, 'driver: descends from BaseVD'],
  ]);
});

describe('targets', () => {
  check([
    [
      'require a path',
      'class X(object):\n    def create_export(self, context, volume, volume_path):\n        pass\n',
      'target: its create_export requires `volume_path`',
    ],
    [
      'declare both methods',
      `class X(object):\n    def create_export(self, context, volume, volume_path):\n        pass\n\n${INIT}`,
      'target: its create_export requires `volume_path`',
    ],
    [
      'descend from one',
      `class Y(object):\n    def create_export(self, context, volume, volume_path):\n        pass\n\n\nclass X(Y):\n${INIT}`,
      'target: its create_export requires `volume_path`',
    ],
    [
      'inherit from one, and are held by a driver',
      'import base\n\n\nclass X(base.Keeper):\n    pass\n',
      'target: its create_export requires `volume_path`',
      {
        'base.py':
          'class Keeper(object):\n    def create_export(self, context, volume, volume_path):\n        pass\n',
        'acme.py': `import a\nfrom driver import VolumeDriver\n\n\nclass Acme(VolumeDriver):\n    def __init__(self):\n        self.target = a.X()\n\n    def create_export(self, context, volume):\n        return self.target.create_export(context, volume, volume.path)\n`,
      },
    ],
    [
      'descend from a target of a package',
      `from targets import Target\n\n\nclass X(Target):\n${CREATE}`,
      'target: descends from the target Target',
    ],
    [
      'not when the path may be left out',
      `class X(VD):\n    def create_export(self, context, volume, volume_path=None):\n        pass\n`,
      'driver: descends from VolumeDriver',
    ],
  ]);
});

describe('delegates', () => {
  const held = (value: string, forward = 'self.inner.create_export(context, volume)') =>
    `class D(VD):\n    def __init__(self):\n        self.inner = ${value}\n\n    def create_export(self, context, volume):\n        return ${forward}\n\n\nclass X(object):\n${CREATE}`;
  const reason = (method = 'create_export') => `delegate: D forwards ${method} to it`;
  check([
    ['are held in a field', held('X()'), reason()],
    ['are made at the call', held('None', 'X().create_export(context, volume)'), reason()],
    [
      'are held in a local',
      held('X()', 'self.go(self.inner)').replace(
        'return self.go',
        'inner = self.inner\n        return inner.create_export(context, volume) or self.go',
      ),
      reason(),
    ],
    [
      'are made by a factory',
      held('make()').replace('class X', 'def make():\n    return X()\n\n\nclass X'),
      reason(),
    ],
    [
      'are chosen by configuration',
      held("importutils.import_object(KINDS['x'])").replace(
        'class D',
        "KINDS = {'x': 'a.X'}\n\n\nclass D",
      ),
      reason(),
    ],
    [
      'stand behind a property',
      held('None', 'self.adapter.create_export(context, volume)')
        .replace('class X', 'class E(D):\n    pass\n\n\nclass X')
        .replace(
          '    def create_export',
          '    @property\n    def adapter(self):\n        return X()\n\n    def create_export',
        ),
      reason(),
    ],
    [
      'forward one method only',
      `class D(VD):\n    def initialize_connection(self, volume, connector):\n        return X().initialize_connection(volume, connector)\n\n\nclass X(object):\n${INIT}`,
      reason('initialize_connection'),
    ],
  ]);
});

describe('managers and others', () => {
  check([
    [
      'a manager',
      'class X(object):\n    def __init__(self):\n        self.driver = VD()\n\n    def initialize_connection(self, context, volume, connector):\n        self.driver.create_export(context, volume)\n        return self.driver.initialize_connection(volume, connector)\n',
      'manager: calls create_export on a driver it holds',
    ],
    [
      'a report',
      'class X(object):\n    def create_export(self, format):\n        pass\n',
      'unrelated',
    ],
    [
      'a filter',
      'class X(object):\n    def create_export(self, context, filter):\n        pass\n',
      'unrelated',
    ],
    ['a data attribute', 'class X(object):\n    create_export = True\n', 'unrelated'],
    [
      'a client',
      'class X(object):\n    def create_export(self, volume_id, initiator):\n        pass\n',
      'unrelated',
    ],
  ]);
});
