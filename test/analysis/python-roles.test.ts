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

describe('below a base of drivers', () => {
  const base = `class Base(object):\n${CREATE}\n\nclass D(Base, VD):\n    pass\n\n\n`;
  const other = '    def create_export(self, context, filter):\n        pass\n';
  check([
    ['is a driver', `${base}class X(Base):\n${CREATE}`, 'driver: descends from Base'],
    [
      'is a driver without a method of its own',
      `${base}class X(Base):\n    pass\n`,
      'driver: descends from Base',
    ],
    [
      'is a driver in a class of tests',
      `${base}class T(object):\n    class X(Base):\n        pass\n`,
      'driver: descends from Base',
    ],
    [
      'is a base of one of those',
      `${base}class X(object):\n${CREATE}\n\nclass Y(Base, X):\n    pass\n`,
      'driver: is a base of Y',
    ],
    ['is none with another method', `${base}class X(Base):\n${other}`, 'unrelated'],
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

describe('fakes that a test names', () => {
  const OPTIONS = `OPTS = [StrOpt('proxy', default='proxies.Proxy'), StrOpt('other', default='proxies.Other')]\n\n\nclass D(VD):\n    def __init__(self):\n        self.proxy = import_class(self.configuration.proxy)()\n        self.other = import_class(self.configuration.other)()\n\n    def create_export(self, context, volume):\n        return self.proxy.create_export(context, volume)\n`;
  const more: Files = {
    'drivers.py': HEAD + OPTIONS,
    'proxies.py': `class Proxy(object):\n${CREATE}\n\nclass Other(object):\n    pass\n`,
  };
  const FAKE = `class X(object):\n${CREATE}\n\n`;
  /** What becomes of the fake where a test says this. */
  const named = (text: string) => {
    const made = tree({
      ...SUPPORT,
      ...more,
      'tests/__init__.py': '',
      'tests/test_a.py': `PATH = 'tests.test_a' \\\n    '.X'\n\n\n${FAKE}def test(conf):\n    ${text}\n`,
    });
    const fact = made.module('tests/test_a.py').classes.find((c) => c.name === 'X');
    const entry = fact && made.analysis.roles.entryOf(fact);
    return entry ? `${entry.role}: ${describeRole(entry.why)}` : 'unrelated';
  };
  const STANDS_IN = 'delegate: stands in for proxy in a test';

  it.each([
    ['in a field', 'conf.proxy = PATH'],
    ['behind the name of the option', "conf.set_override('proxy', PATH, group='volume')"],
    ['by name', 'flags(proxy=PATH)'],
    ['in a table', "load({'proxy': PATH})"],
    ['where it is written', "conf.proxy = 'tests.test_a.X'"],
  ])('stands in %s', (_title, text) => {
    expect(named(text)).toBe(STANDS_IN);
  });

  it.each([
    ['an option that loads no delegate', 'conf.other = PATH'],
    ['a name that is no option', 'conf.pool = PATH'],
    ['the path of nothing', "conf.proxy = 'tests.test_a.Y'"],
  ])('does not for %s', (_title, text) => {
    expect(named(text)).toBe('unrelated');
  });
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
