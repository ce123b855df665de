import { describe, expect, it } from 'vitest';
import { tree, type Files } from '../support/tree.js';

const RULE = 'no-export-in-initialize-connection';
const SUPPORT: Files = {
  'driver.py': `class VolumeDriver(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`,
  'client.py': `from transport import send


class ArrayClient(object):
    def map_lun(self, volume_id, host=None):
        return send('x', volume_id, host)

    def find_lun(self, volume_id):
        return send('z', volume_id)
`,
};
const HEAD = `import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from client import ArrayClient
from driver import VolumeDriver
from vendor import backend, execute, utils

`;
const indented = (text: string, by: number) => text.replaceAll('\n', `\n${' '.repeat(by)}`);

/** A driver whose `initialize_connection` has this body. */
const driver = (body: string, members = '', after = '') => `${HEAD}${after}

class Acme(VolumeDriver):
    def __init__(self):
        self.client = ArrayClient()
        self.api = backend.open()

    def create_export(self, context, volume, connector):
        return self.client.find_lun(volume['id'])

    def initialize_connection(self, volume, connector):
        ${indented(body, 8)}

    ${indented(members, 4)}
`;

type Case = [title: string, text: string, more?: Files];

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (title, text, more = {}) => {
    const made = tree({ ...SUPPORT, ...more, 'acme.py': text });
    expect(made.reports(RULE)).toEqual(made.marked());
    const [first] = made.found(RULE);
    const said = /\bmay\b/u.test(title) ? 'mayCreate' : 'creates';
    expect(first?.messageId).toBe(made.marked().length === 0 ? undefined : said);
  });
}

const TOOL = `def _tool(self, verb, *argv):
    return execute(['tool', verb, *argv])`;

describe('a command that is put together', () => {
  check([
    [
      'a verb handed in, beside a spread',
      driver("return self.«_tool»('map-lun', volume['id'])", TOOL),
    ],
    ['a reading verb handed in', driver("return self._tool('show-lun', volume['id'])", TOOL)],
    [
      'all handed in',
      driver(
        "return self.«_tool»('access', 'create', volume['id'])",
        "def _tool(self, *argv):\n    return execute(['tool'] + list(argv))",
      ),
    ],
    [
      'all handed in, reading',
      driver(
        "return self._tool('access', 'show', volume['id'])",
        "def _tool(self, *argv):\n    return execute(['tool'] + list(argv))",
      ),
    ],
    [
      'all handed on',
      driver(
        "return self.«_tool»('access', 'create', volume['id'])",
        "def _tool(self, *argv):\n    return execute('tool', *argv)",
      ),
    ],
    ['a local list', driver("cmd = ['access', 'create']\nreturn «execute»(*cmd)")],
    ['a local tuple', driver("cmd = ('access', 'create')\nreturn «execute»(*cmd)")],
    ['a local list that reads', driver("cmd = ['access', 'list']\nreturn execute(*cmd)")],
    ['+=', driver("cmd = ['access']\ncmd += ['create', volume['id']]\nreturn «execute»(*cmd)")],
    [
      '+= that reads',
      driver("cmd = ['access']\ncmd += ['show', volume['id']]\nreturn execute(*cmd)"),
    ],
    [
      '+= of an attribute',
      driver(
        "cmd = ['access']\ncmd += CREATE\nreturn «execute»(cmd)",
        '',
        "CREATE = ['create', 'x']",
      ),
    ],
    ['append', driver("cmd = ['access']\ncmd.append('create')\nreturn «execute»(*cmd)")],
    ['append that reads', driver("cmd = ['access']\ncmd.append('show')\nreturn execute(*cmd)")],
    [
      'extend',
      driver("cmd = ['access']\ncmd.extend(['create', volume['id']])\nreturn «execute»(cmd)"),
    ],
    [
      'extend that reads',
      driver("cmd = ['access']\ncmd.extend(['show', volume['id']])\nreturn execute(cmd)"),
    ],
    [
      'insert',
      driver("cmd = ['access', volume['id']]\ncmd.insert(1, 'create')\nreturn «execute»(cmd)"),
    ],
    ['a sum', driver("cmd = BASE + ['create']\nreturn «execute»(*cmd)", '', "BASE = ['access']")],
    [
      'a reading sum',
      driver("cmd = BASE + ['show']\nreturn execute(*cmd)", '', "BASE = ['access']"),
    ],
    ['joined', driver("cmd = ' '.join(['access', 'create', volume['id']])\nreturn «execute»(cmd)")],
    [
      'joined, reading',
      driver("cmd = ' '.join(['access', 'show', volume['id']])\nreturn execute(cmd)"),
    ],
    ['a text that is added to', driver("cmd = 'access '\ncmd += 'create'\nreturn «execute»(cmd)")],
    [
      'a text that is added to, reading',
      driver("cmd = 'access '\ncmd += 'show'\nreturn execute(cmd)"),
    ],
    [
      'a list that a helper makes',
      driver(
        "return «execute»(*self._argv('create', volume))",
        "def _argv(self, verb, volume):\n    return ['access', verb, volume['id']]",
      ),
    ],
    [
      'a reading list that a helper makes',
      driver(
        "return execute(*self._argv('show', volume))",
        "def _argv(self, verb, volume):\n    return ['access', verb, volume['id']]",
      ),
    ],
    [
      'a command that a library runs',
      driver(
        "return self.«_cli»('access-grant', volume['id'])",
        "def _cli(self, *args):\n    import subprocess\n    cmd = ['ctl']\n    cmd.extend(args)\n    return subprocess.check_output(cmd)",
      ),
    ],
    [
      'a reading command that a library runs',
      driver(
        "return self._cli('access-list', volume['id'])",
        "def _cli(self, *args):\n    import subprocess\n    cmd = ['ctl']\n    cmd.extend(args)\n    return subprocess.check_output(cmd)",
      ),
    ],
    [
      'a list of the same name elsewhere',
      driver(
        "cmd = ['access']\ncmd.append('show')\nreturn execute(*cmd)",
        "def make(self):\n    cmd = ['access']\n    cmd.append('create')\n    return execute(*cmd)",
      ),
    ],
  ]);
});

const ENUM = "class Verb(Enum):\n    CREATE = 'create'\n    SHOW = 'show'\n";
const VERBS = "VERBS = {'map': 'lun map', 'show': 'lun show'}\n";

describe('a verb that is a constant', () => {
  check([
    ['a member of an enum', driver("return «execute»('access', Verb.CREATE.value, 'x')", '', ENUM)],
    [
      'a reading member of an enum',
      driver("return execute('access', Verb.SHOW.value, 'x')", '', ENUM),
    ],
    ['a member itself', driver("return «execute»('access', Verb.CREATE, 'x')", '', ENUM)],
    ['an f-string', driver("return «execute»(f'access {Verb.CREATE.value} x')", '', ENUM)],
    ['a reading f-string', driver("return execute(f'access {Verb.SHOW.value} x')", '', ENUM)],
    ['percent', driver("return «execute»('access %s x' % Verb.CREATE.value)", '', ENUM)],
    ['reading percent', driver("return execute('access %s x' % Verb.SHOW.value)", '', ENUM)],
    ['format', driver("return «execute»('access {} x'.format(Verb.CREATE.value))", '', ENUM)],
    ['reading format', driver("return execute('access {} x'.format(Verb.SHOW.value))", '', ENUM)],
    [
      'format by name',
      driver("return «execute»('access {verb} x'.format(verb=Verb.CREATE.value))", '', ENUM),
    ],
    [
      'percent by name',
      driver("return «execute»('access %(v)s x' % {'v': Verb.CREATE.value})", '', ENUM),
    ],
    ['a table', driver("return «execute»(VERBS['map'], 'x')", '', VERBS)],
    ['a reading entry of a table', driver("return execute(VERBS['show'], 'x')", '', VERBS)],
    ['a table in an f-string', driver(`return «execute»(f"{VERBS['map']} x")`, '', VERBS)],
    ['get of a table', driver("return «execute»(VERBS.get('map'), 'x')", '', VERBS)],
    [
      'a template kept apart',
      driver(
        "return «execute»(TEMPLATE.format(verb='create'))",
        '',
        "TEMPLATE = 'access {verb} x'",
      ),
    ],
    [
      'a reading template kept apart',
      driver("return execute(TEMPLATE.format(verb='show'))", '', "TEMPLATE = 'access {verb} x'"),
    ],
    [
      'a percent template kept apart',
      driver("return «execute»(TEMPLATE % 'create')", '', "TEMPLATE = 'access %s x'"),
    ],
    [
      'a reading percent template kept apart',
      driver("return execute(TEMPLATE % 'show')", '', "TEMPLATE = 'access %s x'"),
    ],
    [
      'a creating template with holes',
      driver("return «execute»(CREATE % volume['id'])", '', "CREATE = 'access create %s'"),
    ],
    [
      'a class of constants',
      driver(
        "return «execute»(Commands.CREATE, 'x')",
        '',
        "class Commands(object):\n    CREATE = 'access create'\n    SHOW = 'access show'\n",
      ),
    ],
    [
      'a reading constant of a class',
      driver(
        "return execute(Commands.SHOW, 'x')",
        '',
        "class Commands(object):\n    CREATE = 'access create'\n    SHOW = 'access show'\n",
      ),
    ],
    [
      'a member of an enum handed to a helper',
      driver(
        'return self.«_tool»(Verb.CREATE, volume)',
        "def _tool(self, verb, volume):\n    return execute('access', verb.value, volume['id'])",
        ENUM,
      ),
    ],
    [
      'a reading member of an enum handed to a helper',
      driver(
        'return self._tool(Verb.SHOW, volume)',
        "def _tool(self, verb, volume):\n    return execute('access', verb.value, volume['id'])",
        ENUM,
      ),
    ],
    [
      'a table of tuples',
      driver(
        "return «execute»(*COMMANDS['map'])",
        '',
        "COMMANDS = {'map': ('lun', 'map'), 'show': ('lun', 'show')}",
      ),
    ],
    [
      'a reading tuple of a table',
      driver(
        "return execute(*COMMANDS['show'])",
        '',
        "COMMANDS = {'map': ('lun', 'map'), 'show': ('lun', 'show')}",
      ),
    ],
    [
      'an upper-case verb',
      driver("return «execute»('access', Verb.CREATE.value.upper())", '', ENUM),
    ],
  ]);
});

describe('a preposition between verb and object', () => {
  check([
    ['add_to_lun_group', driver('return self.api.«add_to_lun_group»(1, volume, 2)')],
    ['add_to_cache', driver('return self.api.add_to_cache(1, volume, 2)')],
    ['remove_from_lun_group', driver('return self.api.remove_from_lun_group(1, volume)')],
    ['export_to', driver("return self.api.«export_to»(volume.name, connector['initiator'])")],
    ['export_to a file', driver("return self.api.export_to(self.file, 'csv')")],
    ['create_storage_group', driver("return self.api.«create_storage_group»('g')")],
    ['get_storage_group', driver("return self.api.get_storage_group('g')")],
    [
      'connect_host_to_storage_group',
      driver("return self.api.«connect_host_to_storage_group»('h', 'g')"),
    ],
    [
      'disconnect_host_from_storage_group',
      driver("return self.api.disconnect_host_from_storage_group('h', 'g')"),
    ],
    ['connect_to_array', driver("return self.api.connect_to_array('h')")],
    ['attach_to_host', driver("return self.api.«attach_to_host»(volume.id, 'h')")],
    ['map_to_dict', driver('return self.api.map_to_dict(volume)')],
  ]);
});

describe('steps and runners', () => {
  check([
    ['to_thread', driver("return asyncio.«to_thread»(self.api.attach_volume, volume['id'])")],
    ['to_thread that reads', driver("return asyncio.to_thread(self.api.get_volume, volume['id'])")],
    [
      'run_in_executor',
      driver(
        'loop = asyncio.get_running_loop()\nreturn loop.«run_in_executor»(None, self.api.attach_volume, volume)',
      ),
    ],
    [
      'run_in_executor that reads',
      driver(
        'loop = asyncio.get_running_loop()\nreturn loop.run_in_executor(None, self.api.get_volume, volume)',
      ),
    ],
    [
      'partial in an executor',
      driver(
        'loop = asyncio.get_running_loop()\nreturn loop.«run_in_executor»(None, functools.partial(self.api.attach_volume, volume))',
      ),
    ],
    [
      'submit',
      driver(
        'with ThreadPoolExecutor() as pool:\n    return pool.«submit»(self.api.attach_volume, volume).result()',
      ),
    ],
    [
      'submit that reads',
      driver(
        'with ThreadPoolExecutor() as pool:\n    return pool.submit(self.api.get_volume, volume).result()',
      ),
    ],
    [
      'a runner of a package',
      driver('return utils.«execute_with_retry»(self.api.attach_volume, volume)'),
    ],
    [
      'a runner of a package that reads',
      driver('return utils.execute_with_retry(self.api.get_volume, volume)'),
    ],
    [
      'a runner of the tree',
      driver(
        'return self.«_retry»(self.api.attach_volume, volume)',
        'def _retry(self, func, *args):\n    return func(*args)',
      ),
    ],
    [
      'a runner of the tree that reads',
      driver(
        'return self._retry(self.api.get_volume, volume)',
        'def _retry(self, func, *args):\n    return func(*args)',
      ),
    ],
    [
      'a runner of the tree by name',
      driver(
        'return self.«_retry»(func=self.api.attach_volume, volume=volume)',
        'def _retry(self, func, **kwargs):\n    return func(**kwargs)',
      ),
    ],
    [
      'a runner in another module',
      driver(
        'return runner.«execute_with_retry»(self.client.map_lun, volume)',
        '',
        'import runner',
      ),
      {
        'runner.py':
          'def execute_with_retry(f, *args):\n    for i in range(3):\n        return f(*args)\n',
      },
    ],
    [
      'a runner in another module that reads',
      driver('return runner.execute_with_retry(self.client.find_lun, volume)', '', 'import runner'),
      {
        'runner.py':
          'def execute_with_retry(f, *args):\n    for i in range(3):\n        return f(*args)\n',
      },
    ],
    [
      'own method to a thread',
      driver(
        'return asyncio.«to_thread»(self._attach, volume)',
        "def _attach(self, volume):\n    return self.client.map_lun(volume['id'])",
      ),
    ],
    ['a keyword', driver('return utils.«run_later»(func=self.api.attach_volume, args=[volume])')],
    [
      'a thread',
      driver(
        'import threading\nt = threading.Thread(target=self.api.attach_volume)\nt.start()\nreturn {}',
      ).replace('threading.Thread', 'threading.«Thread»'),
    ],
    [
      'steps in a dict, each run: it may',
      driver(
        "steps = {'a': self.client.find_lun, 'b': self.client.map_lun}\nfor name, step in steps.items():\n    «step»(volume)",
      ),
    ],
    [
      'reading steps in a dict, each run',
      driver(
        "steps = {'a': self.client.find_lun}\nfor name, step in steps.items():\n    step(volume)",
      ),
    ],
    [
      'steps of a package in a dict',
      driver(
        "steps = {'a': self.api.get_volume, 'b': self.api.attach_volume}\nfor step in steps.values():\n    «step»(volume)",
      ),
    ],
    [
      'reading steps of a package in a dict',
      driver(
        "steps = {'a': self.api.get_volume, 'b': self.api.list_luns}\nfor step in steps.values():\n    step(volume)",
      ),
    ],
    [
      'steps of a package in a list',
      driver('for step in (self.api.get_volume, self.api.attach_volume):\n    «step»(volume)'),
    ],
    [
      'a step of a package by key',
      driver(
        "steps = {'a': self.api.get_volume, 'b': self.api.attach_volume}\nreturn «steps['b']»(volume)".replace(
          "«steps['b']»",
          "steps[«'b'»]",
        ),
      ),
    ],
    [
      'a reading step of a package by key',
      driver(
        "steps = {'a': self.api.get_volume, 'b': self.api.attach_volume}\nreturn steps['a'](volume)",
      ),
    ],
    [
      'steps as tuples with arguments: it may',
      driver(
        'for step, args in [(self.client.map_lun, (1,)), (self.client.find_lun, (2,))]:\n    «step»(*args)',
      ),
    ],
  ]);
});

const base = (hook: string, bases = 'VolumeDriver') => `${HEAD}
import abc


class Base(${bases}):
    def __init__(self):
        self.client = ArrayClient()
        self.api = backend.open()

    def create_export(self, context, volume, connector):
        return self.client.find_lun(volume['id'])

    def initialize_connection(self, volume, connector):
        return self._attach(volume)

    ${indented(hook, 4)}

`;
const ABSTRACT = '@abc.abstractmethod\ndef _attach(self, volume):\n    pass';
const RAISING = 'def _attach(self, volume):\n    raise NotImplementedError()';
/** Nothing says that it is abstract: whoever is given it may be given what overrides the hook. */
const MAY = base(RAISING).replace('self._attach', 'self.«_attach»');
const READING = "def _attach(self, volume):\n    return self.client.find_lun(volume['id'])";
const MIDDLE = `
class Middle(Base):
    def _attach(self, volume):
        return self.client.«map_lun»(volume['id'])


class Leaf(Middle):
    pass
`;

describe('a hook in the middle', () => {
  check([
    ['of an abstract method', base(ABSTRACT) + MIDDLE],
    ['of a class that says so', base(ABSTRACT, 'VolumeDriver, metaclass=abc.ABCMeta') + MIDDLE],
    ['of one that raises, which may', MAY + MIDDLE],
    ['of one that reads', base(READING) + MIDDLE],
    [
      'the leaf reads again, it may',
      `${MAY + MIDDLE.replace('    pass', '    def _attach(self, volume):\n        return self.client.find_lun(volume)')}`,
    ],
    ['it reads itself', base(RAISING) + MIDDLE.replace('«map_lun»', 'find_lun')],
    [
      'the hook itself is the creator',
      `${base(RAISING).replaceAll('_attach', 'attach_volume')}
class Middle(Base):
    def attach_volume(self, volume):
        return self.api.«send»(volume)


class Leaf(Middle):
    pass
`,
    ],
    [
      'the hook is named as a creator and reaches nothing',
      `${base(RAISING).replaceAll('_attach', 'attach_volume')}
class Middle(Base):
    def attach_volume(self, volume):
        return {'id': volume['id']}


class Leaf(Middle):
    pass
`,
    ],
  ]);
});
