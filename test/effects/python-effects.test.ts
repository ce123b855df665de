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

    def create_host(self, name):
        return send('y', name)

    def find_lun(self, volume_id):
        return send('z', volume_id)

    def open(self):
        return self

    def __enter__(self):
        return self
`,
};

const HEAD = `import client as clients
from client import ArrayClient
from driver import VolumeDriver
from vendor import backend, execute, importutils, locked

`;
const indented = (text: string, by: number) => text.replaceAll('\n', `\n${' '.repeat(by)}`);

/**
 * A driver whose `initialize_connection` has this body; more members, and more of the module, may
 * follow it.
 */
const driver = (body: string, members = '', after = '') => `${HEAD}
class Acme(VolumeDriver):
    def __init__(self, protocol, configuration=None):
        self.protocol = protocol
        self.configuration = configuration or {}
        self.client = ArrayClient()

    def initialize_connection(self, volume, connector):
        ${indented(body, 8)}

    ${indented(members, 4)}

${after}
`;

type Case = [title: string, text: string, chain?: string | string[], more?: Files];

/**
 * The marked calls are reported, in order, with these chains (\`may: \` in front where it only may
 * be); nothing else is.
 */
function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_title, text, chain = [], more = {}) => {
    const made = tree({ ...SUPPORT, ...more, 'acme.py': text });
    expect(made.reports(RULE)).toEqual(made.marked());
    const said = made
      .found(RULE)
      .map((f) => (f.messageId === 'mayCreate' ? 'may: ' : '') + f.data.chain);
    expect(said).toEqual([chain].flat());
  });
}

const ME = 'Acme.initialize_connection';
const MAP = `${ME} -> ArrayClient.map_lun`;
const VIA = (hop: string) => `${ME} -> ${hop} -> ArrayClient.map_lun`;
const ATTACH = 'def _attach(self, volume, *rest):\n    return self.client.map_lun(volume)';
const LOOK = 'def _look(self, volume, *rest):\n    return self.client.find_lun(volume)';

describe('what is called', () => {
  check([
    ['a client in a field', driver("return self.client.«map_lun»(volume['id'])"), MAP],
    ['a class of an aliased module', driver('return clients.ArrayClient().«map_lun»(1)'), MAP],
    [
      'a client of a package',
      driver('return backend.«map_volume»(1)'),
      `${ME} -> backend.map_volume`,
    ],
    [
      'a field of unknown class',
      driver('return self.array.«create_vlun»(1)'),
      `${ME} -> array.create_vlun`,
    ],
    ['a helper', driver('return self.«_attach»(volume)', ATTACH), VIA('Acme._attach')],
    [
      'a static helper',
      driver(
        'return Acme.«go»(volume)',
        '@staticmethod\ndef go(volume):\n    return ArrayClient().map_lun(volume)',
      ),
      VIA('Acme.go'),
    ],
    [
      'a class method',
      driver(
        'return self.«go»(volume)',
        '@classmethod\ndef go(cls, volume):\n    return ArrayClient().map_lun(volume)',
      ),
      VIA('Acme.go'),
    ],
    [
      'a mangled name',
      driver(
        'return self.«__go»(volume)',
        'def __go(self, volume):\n    return self.client.map_lun(volume)',
      ),
      VIA('Acme.__go'),
    ],
    [
      'a function of the module',
      driver('return «go»(self.client)', '', 'def go(client):\n    return client.map_lun(1)'),
      VIA('go'),
    ],
    [
      'a constructor',
      driver(
        'return «Access»(self.client)',
        '',
        'class Access(object):\n    def __init__(self, client):\n        client.map_lun(1)',
      ),
      VIA('Access.__init__'),
    ],
    [
      'from . import x',
      driver('return help.«go»()').replace('import client as clients', 'from . import help'),
      VIA('go'),
      {
        'help.py':
          'from client import ArrayClient\n\n\ndef go():\n    return ArrayClient().map_lun(1)\n',
        '__init__.py': '',
      },
    ],
    [
      'the same name at each hop',
      driver(
        'return Outer().«map_lun»(1)',
        '',
        'class Outer(object):\n    def __init__(self):\n        self.rest = ArrayClient()\n\n    def map_lun(self, lun):\n        return self.rest.map_lun(lun)',
      ),
      VIA('Outer.map_lun'),
    ],
    [
      'its own create_export',
      driver(
        'return self.«create_export»(None, volume, connector)',
        'def create_export(self, context, volume, connector):\n    return 1',
      ),
      `${ME} -> Acme.create_export`,
    ],
    [
      'a get-or-create helper of a package',
      driver("return backend.«get_or_create_host»(connector['host'])"),
      `${ME} -> backend.get_or_create_host`,
    ],
    [
      'a bare verb that makes what its first argument says',
      driver("return backend.«new»('hosts', volume)"),
      `${ME} -> backend.new`,
    ],
    ['a bare verb that makes something else', driver("return backend.new('sessions', volume)")],
    [
      'something made with a part of the connector',
      driver("return backend.«create_resource»(connector['host'])"),
      `${ME} -> backend.create_resource`,
    ],
    ['something made without', driver("return backend.create_resource(volume['id'])")],
    ['a look-up', driver('return self.client.find_lun(1)')],
    [
      'two of them',
      driver('self.client.«create_host»(1)\nself.client.«map_lun»(1)'),
      [`${ME} -> ArrayClient.create_host`, MAP],
    ],
  ]);
});

describe('what a name is bound to', () => {
  check([
    [
      'a bound method in a variable',
      driver('attach = self.client.map_lun\nreturn «attach»(1)'),
      MAP,
    ],
    [
      'getattr with a literal',
      driver("return getattr(self, «'_attach'»)(volume)", ATTACH),
      VIA('Acme._attach'),
    ],
    [
      'getattr with a name put together',
      driver(
        "go = getattr(self, '_connect_' + self.protocol)\nreturn «go»(volume)",
        `${ATTACH.replace('_attach', '_connect_fc')}\n\n${LOOK.replace('_look', '_connect_iscsi')}`,
      ),
      `may: ${VIA('Acme._connect_fc')}`,
    ],
    [
      'getattr with a format',
      driver(
        "go = getattr(self, '_connect_%s' % self.protocol)\nreturn «go»(volume)",
        `${ATTACH.replace('_attach', '_connect_fc')}\n\n${LOOK.replace('_look', '_connect_iscsi')}`,
      ),
      `may: ${VIA('Acme._connect_fc')}`,
    ],
    [
      'getattr with a name whose default is another',
      driver(
        "go = getattr(self, '_connect_' + self.configuration.get('protocol', 'iscsi'))\nreturn «go»(volume)",
        `${ATTACH.replace('_attach', '_connect_fc')}\n\n${LOOK.replace('_look', '_connect_iscsi')}`,
      ),
      `may: ${VIA('Acme._connect_fc')}`,
    ],
    [
      'a dictionary of handlers',
      driver(
        "table = {'fc': self._attach, 'iscsi': self._look}\ngo = table[self.protocol]\nreturn «go»(volume)",
        `${ATTACH}\n\n${LOOK}`,
      ),
      `may: ${VIA('Acme._attach')}`,
    ],
    [
      'a dictionary of handlers, by a key that has a default',
      driver(
        "table = {'fc': self._attach, 'iscsi': self._look}\ngo = table[self.configuration.get('protocol', 'iscsi')]\nreturn «go»(volume)",
        `${ATTACH}\n\n${LOOK}`,
      ),
      `may: ${VIA('Acme._attach')}`,
    ],
    [
      'an entry of it that looks up',
      driver(
        "table = {'fc': self._attach, 'iscsi': self._look}\ngo = table['iscsi']\nreturn go(volume)",
        `${ATTACH}\n\n${LOOK}`,
      ),
    ],
    [
      'a choice',
      driver(
        'go = self._attach if volume else self._look\nreturn «go»(volume)',
        `${ATTACH}\n\n${LOOK}`,
      ),
      `may: ${VIA('Acme._attach')}`,
    ],
    ['with ... as', driver('with self.client.open() as api:\n    return api.«map_lun»(1)'), MAP],
    ['with a class as', driver('with ArrayClient() as api:\n    return api.«map_lun»(1)'), MAP],
    ['a tuple', driver('a, b = ArrayClient(), 1\nreturn a.«map_lun»(b)'), MAP],
    [
      'partial',
      driver(
        'import functools\ngo = functools.partial(self._attach, volume)\nreturn «go»()',
        ATTACH,
      ),
      VIA('Acme._attach'),
    ],
    [
      'a property',
      driver('return self.api.«map_lun»(1)', '@property\ndef api(self):\n    return ArrayClient()'),
      MAP,
    ],
    [
      'a property that creates',
      driver(
        "return {'data': self.«ready»}",
        '@property\ndef ready(self):\n    return self.client.map_lun(1)',
      ),
      VIA('Acme.ready'),
    ],
    [
      'a factory',
      driver('return make().«map_lun»(1)', '', 'def make():\n    return ArrayClient()'),
      MAP,
    ],
    [
      'an annotation',
      driver('return self._go(volume)\n').replace('return self._go(volume)', 'return go(None)') +
        'def go(client: ArrayClient):\n    return client.find_lun(1)\n',
    ],
    [
      'a proxy with __getattr__',
      driver(
        'return Proxy(self.client).«map_lun»(1)',
        '',
        'class Proxy(object):\n    def __init__(self, inner):\n        self._inner = inner\n\n    def __getattr__(self, name):\n        return getattr(self._inner, name)',
      ),
      MAP,
    ],
  ]);
});

describe('closures, callbacks and decorators', () => {
  check([
    [
      'a nested function under a decorator',
      driver('@locked(volume)\ndef go():\n    return self.client.«map_lun»(1)\nreturn go()'),
      MAP,
    ],
    [
      'a nested function under a decorator with a condition',
      driver(
        '@locked(volume)\ndef go():\n    if volume:\n        return self.client.«map_lun»(1)\nreturn go()',
      ),
      MAP,
    ],
    [
      'a nested function nobody calls',
      driver('def go():\n    return self.client.map_lun(1)\nreturn 1'),
    ],
    ['a lambda handed on', driver('return locked(lambda: self.client.«map_lun»(1))'), MAP],
    ['a comprehension', driver('return [self.client.«map_lun»(v) for v in volume]'), MAP],
    [
      'a method handed to a function of the tree',
      driver(
        'return «retry»(self._attach, volume)',
        ATTACH,
        'def retry(func, *args):\n    return func(*args)',
      ),
      VIA('retry -> Acme._attach'),
    ],
    [
      'the same function with a method that looks up',
      driver(
        'return retry(self._look, volume)',
        `${LOOK}\n\ndef other(self, volume):\n    return retry(self._attach, volume)\n\n${ATTACH}`,
        'def retry(func, *args):\n    return func(*args)',
      ),
    ],
    [
      'a method handed to a function of a package',
      driver('return «locked»(self._attach, volume)', ATTACH),
      `${ME} -> locked -> ArrayClient.map_lun`,
    ],
    [
      'a partial handed to a function of a package',
      driver('import functools\nreturn «locked»(functools.partial(self._attach, volume))', ATTACH),
      `${ME} -> locked -> ArrayClient.map_lun`,
    ],
    [
      'a decorator of the tree around a helper',
      driver(
        'return self.«_attach»(volume)',
        `@traced\n${ATTACH}`,
        'def traced(func):\n    def inner(*args):\n        return func(*args)\n    return inner',
      ),
      VIA('Acme._attach'),
    ],
  ]);
});

describe('where it is not on a normal path', () => {
  check([
    [
      'a handler that raises',
      driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError:\n    self.client.map_lun(1)\n    raise',
      ),
    ],
    [
      'a handler that raises something else',
      driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError as e:\n    self.client.map_lun(1)\n    raise ValueError(e)',
      ),
    ],
    [
      'save_and_reraise_exception',
      driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError:\n    with excutils.save_and_reraise_exception():\n        self.client.map_lun(1)',
      ),
    ],
    [
      'a handler that goes on',
      driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError:\n    return self.client.«map_lun»(1)',
      ),
      MAP,
    ],
    [
      'a handler that raises when that fails',
      driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError:\n    try:\n        return self.client.«map_lun»(1)\n    except ValueError:\n        raise',
      ),
      MAP,
    ],
    [
      'else',
      driver(
        'try:\n    self.client.find_lun(1)\nexcept IOError:\n    raise\nelse:\n    self.client.«map_lun»(1)',
      ),
      MAP,
    ],
    ['finally', driver('try:\n    return 1\nfinally:\n    self.client.«map_lun»(1)'), MAP],
  ]);
});

describe('names that mislead', () => {
  check([
    [
      'a helper that formats',
      driver(
        'return self._create_connection_info(volume)',
        "def _create_connection_info(self, volume):\n    return {'data': volume}",
      ),
    ],
    [
      'a builder that computes',
      driver(
        'return self.build_initiator_map(volume)',
        'def build_initiator_map(self, volume):\n    return dict((v, 1) for v in volume)',
      ),
    ],
    [
      'a builder that creates',
      driver(
        'return self.«build_initiator_map»(volume)',
        'def build_initiator_map(self, volume):\n    return self.client.map_lun(volume)',
      ),
      VIA('Acme.build_initiator_map'),
    ],
    [
      'a getter that creates',
      driver(
        'return self.«_get_target»(volume)',
        'def _get_target(self, volume):\n    return self.client.map_lun(volume)',
      ),
      VIA('Acme._get_target'),
    ],
    [
      'a validator that creates',
      driver(
        'self.«_validate»(volume)\nreturn 1',
        'def _validate(self, volume):\n    self.client.map_lun(volume)',
      ),
      VIA('Acme._validate'),
    ],
    ['CHAP alone', driver("return backend.create_chap_secret(connector['initiator'])")],
    [
      'zoning',
      driver("return self.fabric.«add_fc_zone»(connector['wwpns'])"),
      `${ME} -> fabric.add_fc_zone`,
    ],
    ['removal', driver('return backend.unmap_lun(1)')],
    ['a list', driver("hosts = []\nhosts.append('map_lun')\nreturn hosts")],
    [
      'logging',
      driver(
        "LOG.info('map_lun', volume)\nreturn 1",
        '',
        'import logging\nLOG = logging.getLogger(__name__)',
      ),
    ],
  ]);
});

describe('transports', () => {
  const EXECUTE = 'def _execute(self, *command):\n    return execute(*command)';
  const REQUEST =
    'class Rest(object):\n    def request(self, method, path):\n        return execute(method, path)';
  check([
    [
      'a command line',
      driver("self.«_execute»('tgtadm', 'add-initiator', connector)", EXECUTE),
      `${ME} -> Acme._execute`,
    ],
    [
      'a command line out of parts, formatted',
      driver(
        "verb = (self.KIND + '-%s') % 'initiator'\n        self.«_execute»('tgtadm', verb)",
        "KIND = 'add'\n    " + EXECUTE.replace('\n', '\n    '),
      ),
      `${ME} -> Acme._execute`,
    ],
    [
      'a command line that shows',
      driver("self._execute('tgtadm', 'show-initiators', connector)", EXECUTE),
    ],
    [
      'a path',
      driver("Rest().«request»('POST', '/hosts/%s/mappings' % volume)", '', REQUEST),
      `${ME} -> Rest.request`,
    ],
    [
      'a path by keyword',
      driver("Rest().«request»('POST', path='/hosts/%s/mappings' % volume)", '', REQUEST),
      `${ME} -> Rest.request`,
    ],
    [
      'a path by keyword, of a package',
      driver("backend.«request»('POST', path='/hosts/1/mappings')"),
      `${ME} -> backend.request`,
    ],
    [
      'what goes along with it, by keyword',
      driver("backend.request('POST', path='/login', data='/hosts/1/mappings')"),
    ],
    [
      'a path with format',
      driver("Rest().«request»('POST', '/hosts/{}/mappings'.format(volume))", '', REQUEST),
      `${ME} -> Rest.request`,
    ],
    [
      'a path in an f-string',
      driver("Rest().«request»('POST', f'/hosts/{volume}/mappings')", '', REQUEST),
      `${ME} -> Rest.request`,
    ],
    [
      'a path that is read',
      driver("Rest().request('GET', '/hosts/%s/mappings' % volume)", '', REQUEST),
    ],
    ['a login', driver("Rest().request('POST', '/login')", '', REQUEST)],
    [
      'the name of a command',
      driver(
        "self.«send_cmd»('attach_volume', volume)",
        'def send_cmd(self, cmd, *args):\n    return execute(cmd, *args)',
      ),
      `${ME} -> Acme.send_cmd`,
    ],
    [
      'the name of another',
      driver(
        "self.send_cmd('list_volumes', volume)",
        'def send_cmd(self, cmd, *args):\n    return execute(cmd, *args)',
      ),
    ],
  ]);
});

describe('classes', () => {
  const base = (more: string) => `${HEAD}
class Base(VolumeDriver):
    def __init__(self):
        self.client = ArrayClient()

${more}
`;
  const BASE_CREATES = 'Base.initialize_connection -> ArrayClient.map_lun';
  const CREATING =
    '    def initialize_connection(self, volume, connector):\n        return self.client.«map_lun»(1)\n';
  const HOOK =
    '    def initialize_connection(self, volume, connector):\n        return self.«_hook»(volume)\n\n    def _hook(self, volume):\n        raise NotImplementedError()\n';
  check([
    [
      'super()',
      base(
        `${CREATING}\n\nclass Acme(Base):\n    def initialize_connection(self, volume, connector):\n        return super().«initialize_connection»(volume, connector)`,
      ),
      [BASE_CREATES, `${ME} -> ${BASE_CREATES}`],
    ],
    [
      'super(C, self)',
      base(
        `${CREATING}\n\nclass Acme(Base):\n    def initialize_connection(self, volume, connector):\n        return super(Acme, self).«initialize_connection»(volume, connector)`,
      ),
      [BASE_CREATES, `${ME} -> ${BASE_CREATES}`],
    ],
    [
      'Base.m(self)',
      base(
        `${CREATING}\n\nclass Acme(Base):\n    def initialize_connection(self, volume, connector):\n        return Base.«initialize_connection»(self, volume, connector)`,
      ),
      [BASE_CREATES, `${ME} -> ${BASE_CREATES}`],
    ],
    [
      'what is inherited is the base’s alone',
      base(`${CREATING}\n\nclass Acme(Base):\n    pass`),
      BASE_CREATES,
    ],
    [
      'a hook that the template leaves out',
      base(
        `${HOOK}\n\nclass Acme(Base):\n    def _hook(self, volume):\n        return self.client.«map_lun»(volume)\n\n\nclass Sister(Base):\n    def _hook(self, volume):\n        return 1`,
      ),
      [
        'may: Base.initialize_connection -> Acme._hook -> ArrayClient.map_lun',
        `${ME} -> Acme._hook -> ArrayClient.map_lun`,
      ],
    ],
    [
      'a hook that the template has, which looks up',
      base(
        `${HOOK.replace('«_hook»', '_hook').replace('raise NotImplementedError()', 'return 1')}\n\nclass Acme(Base):\n    def _hook(self, volume):\n        return self.client.«map_lun»(volume)\n\n\nclass Sister(Base):\n    pass`,
      ),
      `${ME} -> Acme._hook -> ArrayClient.map_lun`,
    ],
    [
      'super() of what no base implements, with a class below that creates',
      base(
        '    def initialize_connection(self, volume, connector):\n        return super().initialize_connection(volume, connector)\n\n\nclass Acme(Base):\n    def initialize_connection(self, volume, connector):\n        return self.client.«map_lun»(1)',
      ),
      MAP,
    ],
    [
      'the next in method resolution order',
      `${HEAD}
class Left(VolumeDriver):
    def initialize_connection(self, volume, connector):
        return super().initialize_connection(volume, connector)


class Right(VolumeDriver):
    def initialize_connection(self, volume, connector):
        return ArrayClient().«map_lun»(1)


class Acme(Left, Right):
    def initialize_connection(self, volume, connector):
        return super().«initialize_connection»(volume, connector)
`,
      [
        'Right.initialize_connection -> ArrayClient.map_lun',
        `${ME} -> Left.initialize_connection -> Right.initialize_connection -> ArrayClient.map_lun`,
      ],
    ],
  ]);
});

describe('delegates that the configuration chooses', () => {
  const two: Files = {
    'fc.py':
      'from client import ArrayClient\n\n\nclass Fc(object):\n    def create_export(self, context, volume, connector):\n        return volume.seen()\n\n    def initialize_connection(self, volume, connector):\n        return ArrayClient().«map_lun»(1)\n',
    'iscsi.py':
      'class Iscsi(object):\n    def initialize_connection(self, volume, connector):\n        return 1\n',
  };
  const FC = 'Fc.initialize_connection -> ArrayClient.map_lun';
  const forward = 'return self.library.«initialize_connection»(volume, connector)';
  const chosen = (value: string, after = '') =>
    `${driver(forward, '', after).replace('self.client = ArrayClient()', `self.library = ${value}`)}`;
  check([
    [
      'import_object of a dictionary’s entry',
      chosen(
        'importutils.import_object(KINDS[protocol])',
        "KINDS = {'fc': 'fc.Fc', 'iscsi': 'iscsi.Iscsi'}",
      ),
      [`may: ${ME} -> ${FC}`, FC],
      two,
    ],
    [
      'import_object of the entry that creates',
      chosen(
        "importutils.import_object(KINDS['fc'])",
        "KINDS = {'fc': 'fc.Fc', 'iscsi': 'iscsi.Iscsi'}",
      ),
      [`${ME} -> ${FC}`, FC],
      two,
    ],
    ['import_class', chosen("importutils.import_class('fc.Fc')()"), [`${ME} -> ${FC}`, FC], two],
    [
      'a choice',
      `from fc import Fc\nfrom iscsi import Iscsi\n${chosen('Fc() if protocol else Iscsi()')}`,
      [`may: ${ME} -> ${FC}`, FC],
      two,
    ],
  ]);
});
