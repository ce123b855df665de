import noExport from '../../rules/no-export-in-initialize-connection.js';
import noStub from '../../rules/no-stub-create-export.js';
import { testPythonRule } from '../support/rule-tester.js';

const HEAD = `from client import ArrayClient, ensure_mapped
from common import CleanCommon, GuiltyCommon
from driver import VolumeDriver


class Acme(VolumeDriver):
    def __init__(self):
        self.client = ArrayClient()
`;
const indented = (lines: string) => lines.replaceAll('\n', '\n        ');
const driver = (body: string, members = '') => `${HEAD}
    def initialize_connection(self, volume, connector):
        ${indented(body)}
${members && `\n    ${members.replaceAll('\n', '\n    ')}\n`}`;

const said = (called: string, chain: string, place: string, creator = 'ArrayClient.map_lun') => ({
  called,
  creator,
  chain: `Acme.initialize_connection -> ${chain}`,
  place: `python/${place}`,
  reader: 'initialize_connection',
  remedy: 'create_export',
});
const direct = (line = 11) => said('ArrayClient.map_lun', 'ArrayClient.map_lun', `case.py:${line}`);
const prepared = said(
  'GuiltyCommon.initialize_connection',
  'GuiltyCommon.initialize_connection -> GuiltyCommon._prepare -> ArrayClient.create_host',
  'common.py:17',
  'ArrayClient.create_host',
);

testPythonRule('no-export-in-initialize-connection', noExport, {
  valid: [
    { name: 'it looks up', code: driver("return self.client.find_lun(volume['id'])") },
    {
      name: 'a reading command',
      code: driver("return self.client.execute('show-lun', volume['id'])"),
    },
    {
      name: 'undone on an error path',
      code: driver(
        'try:\n    return self.client.find_lun(1)\nexcept IOError:\n    self.client.map_lun(1)\n    raise',
      ),
    },
    {
      name: 'a string and a comment',
      code: driver("return 'self.client.map_lun(1)'  # self.client.map_lun(1)"),
    },
    {
      name: 'a clean delegate',
      code: driver('return CleanCommon().initialize_connection(volume, connector)'),
    },
    {
      name: 'a manager',
      code: `${HEAD}\nclass Manager(object):\n    def __init__(self):\n        self.driver = Acme()\n\n    def initialize_connection(self, context, volume, connector):\n        self.driver.create_export(context, volume, connector)\n`,
    },
    {
      name: 'a target',
      code: 'from client import ArrayClient\n\n\nclass Tgt(object):\n    def create_export(self, context, volume, volume_path):\n        pass\n\n    def initialize_connection(self, volume, connector):\n        return ArrayClient().map_lun(1)\n',
    },
    { name: 'an empty file', code: '' },
    { name: 'a file outside of any package', code: 'x = 1\n', filename: 'other.py' },
  ],
  invalid: [
    {
      name: 'the client',
      code: driver("return self.client.«map_lun»(volume['id'])"),
      messageId: 'creates',
      data: direct(),
    },
    {
      name: 'two calls',
      code: driver(
        "self.client.«create_host»(connector['host'])\nreturn self.client.«map_lun»(volume['id'])",
      ),
      messageId: 'creates',
      data: [
        said(
          'ArrayClient.create_host',
          'ArrayClient.create_host',
          'case.py:11',
          'ArrayClient.create_host',
        ),
        direct(12),
      ],
    },
    {
      name: 'a nested function',
      code: driver('@locked\ndef go():\n    return self.client.«map_lun»(1)\nreturn go()'),
      messageId: 'creates',
      data: direct(13),
    },
    {
      name: 'a lambda',
      code: driver('return retry(lambda: self.client.«map_lun»(1))'),
      messageId: 'creates',
      data: direct(),
    },
    {
      name: 'a function of another module',
      code: driver("return «ensure_mapped»(self.client, volume['id'])"),
      messageId: 'creates',
      data: said('ensure_mapped', 'ensure_mapped -> ArrayClient.map_lun', 'client.py:19'),
    },
    {
      name: 'a mangled helper',
      code: driver(
        'return self.«__attach»(volume)',
        'def __attach(self, volume):\n    return self.client.map_lun(volume)',
      ),
      messageId: 'creates',
      data: said('Acme.__attach', 'Acme.__attach -> ArrayClient.map_lun', 'case.py:14'),
    },
    {
      name: 'over several lines',
      code: driver('return (self.client\n        .«map_lun»(\n            1))'),
      messageId: 'creates',
      data: direct(12),
    },
    {
      name: 'a command',
      code: driver("return self.client.«execute»('map-lun', volume['id'])"),
      messageId: 'creates',
      data: said('ArrayClient.execute', 'ArrayClient.execute', 'case.py:11', 'ArrayClient.execute'),
    },
    {
      name: 'a delegate',
      code: driver('return GuiltyCommon().«initialize_connection»(volume, connector)'),
      messageId: 'creates',
      data: prepared,
    },
    {
      name: 'its own create_export',
      code: driver(
        'self.«create_export»(None, volume, connector)\nreturn 1',
        'def create_export(self, context, volume, connector):\n    return self.client.map_lun(volume)',
      ),
      messageId: 'leftOver',
      data: said('Acme.create_export', 'Acme.create_export', 'case.py:11', 'Acme.create_export'),
    },
    {
      name: 'some implementations create',
      code: driver(
        'common = GuiltyCommon() if volume else CleanCommon()\nreturn common.«initialize_connection»(volume, connector)',
      ),
      messageId: 'mayCreate',
      data: prepared,
    },
    {
      name: 'CRLF',
      code: driver('return self.client.«map_lun»(1)').replaceAll('\n', '\r\n'),
      messageId: 'creates',
      data: direct(),
    },
    {
      name: 'a byte order mark',
      code: `\uFEFF${driver('return self.client.«map_lun»(1)')}`,
      messageId: 'creates',
      data: direct(),
    },
    {
      name: 'an astral character before it',
      code: driver("return ['😀', self.client.«map_lun»(1)]"),
      messageId: 'creates',
      data: direct(),
    },
  ],
});

const acme = (create: string, body = 'return self.client.map_lun(1)') => `${HEAD}
    ${create.replaceAll('\n', '\n    ')}

    def initialize_connection(self, volume, connector):
        ${body}
`;
const LIST = '(self, context, volume, connector):';
const stub = (line: number) => ({
  stub: 'Acme.create_export',
  reader: 'Acme.initialize_connection',
  creator: 'ArrayClient.map_lun',
  place: `python/case.py:${line}`,
});

const own = (called: string, line = 11) => said(called, called, `case.py:${line}`, called);
const VERBS = `class Verb(enum.Enum):
    CREATE = 'create'
    SHOW = 'show'


TEMPLATE = 'access {verb}'
`;

/** Where commands, verbs and functions come from elsewhere. */
testPythonRule('no-export-in-initialize-connection', noExport, {
  valid: [
    {
      name: 'a list that reads',
      code: driver("cmd = ['access']\ncmd += ['show']\nreturn self.client.execute(*cmd)"),
    },
    {
      name: 'a reading member of an enumeration',
      code: driver("return self.client.execute(f'access {Verb.SHOW.value}')") + VERBS,
    },
    {
      name: 'a reading verb in a format',
      code: driver("return self.client.execute(TEMPLATE.format(verb='show'))") + VERBS,
    },
    { name: 'what is added to a cache', code: driver('return self.api.add_to_cache(volume)') },
    {
      name: 'a reading method handed on',
      code: driver('return asyncio.to_thread(self.api.get_volume, volume)'),
    },
    {
      name: 'reading steps',
      code: driver('for step in (self.api.get_volume, self.api.find_lun):\n    step(volume)'),
    },
  ],
  invalid: [
    {
      name: 'a list that is added to',
      code: driver("cmd = ['access']\ncmd += ['create']\nreturn self.client.«execute»(*cmd)"),
      messageId: 'creates',
      data: own('ArrayClient.execute', 13),
    },
    {
      name: 'a member of an enumeration',
      code: driver("return self.client.«execute»(f'access {Verb.CREATE.value}')") + VERBS,
      messageId: 'creates',
      data: own('ArrayClient.execute'),
    },
    {
      name: 'a verb in a format',
      code: driver("return self.client.«execute»(TEMPLATE.format(verb='create'))") + VERBS,
      messageId: 'creates',
      data: own('ArrayClient.execute'),
    },
    {
      name: 'a preposition',
      code: driver('return self.api.«add_to_lun_group»(volume, 1)'),
      messageId: 'creates',
      data: own('api.add_to_lun_group'),
    },
    {
      name: 'a method handed on',
      code: driver('return asyncio.«to_thread»(self.api.attach_volume, volume)'),
      messageId: 'creates',
      data: said(
        'asyncio.to_thread',
        'asyncio.to_thread -> api.attach_volume',
        'case.py:11',
        'api.attach_volume',
      ),
    },
  ],
});

testPythonRule('no-stub-create-export', noStub, {
  valid: [
    {
      name: 'the reader is clean',
      code: acme(`def create_export${LIST}\n    pass`, "return {'data': 1}"),
    },
    { name: 'it creates', code: acme(`def create_export${LIST}\n    self.client.map_lun(1)`) },
    {
      name: 'it reads',
      code: acme(`def create_export${LIST}\n    return self.client.find_lun(1)`),
    },
    {
      name: 'it validates',
      code: acme(`def create_export${LIST}\n    if not connector:\n        raise ValueError()`),
    },
    { name: 'it raises', code: acme(`def create_export${LIST}\n    raise NotImplementedError()`) },
    { name: 'it stores', code: acme(`def create_export${LIST}\n    self.last = volume`) },
    {
      name: 'it delegates',
      code: acme(
        `def create_export${LIST}\n    return GuiltyCommon().create_export(context, volume, connector)`,
      ),
    },
    { name: 'there is none', code: driver('return self.client.map_lun(1)') },
  ],
  invalid: [
    {
      name: 'pass',
      code: acme(`def «create_export»${LIST}\n    pass`),
      messageId: 'stub',
      data: stub(14),
    },
    {
      name: 'an ellipsis',
      code: acme(`def «create_export»${LIST}\n    ...`),
      messageId: 'stub',
      data: stub(14),
    },
    {
      name: 'a docstring',
      code: acme(`def «create_export»${LIST}\n    """Later."""`),
      messageId: 'stub',
      data: stub(14),
    },
    {
      name: 'a comment',
      code: acme(`def «create_export»${LIST}\n    # later\n    return`),
      messageId: 'stub',
      data: stub(15),
    },
    {
      name: 'a log',
      code: acme(`def «create_export»${LIST}\n    LOG.debug('nothing of %s', volume)`),
      messageId: 'stub',
      data: stub(14),
    },
    {
      name: 'a constant',
      code: acme(`def «create_export»${LIST}\n    return {'ok': True}`),
      messageId: 'stub',
      data: stub(14),
    },
    {
      name: 'on one line',
      code: acme(`def «create_export»${LIST} return None`),
      messageId: 'stub',
      data: stub(13),
    },
  ],
});
