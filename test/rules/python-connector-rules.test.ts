import forward from '../../rules/forward-connector.js';
import argument from '../../rules/require-connector-argument.js';
import parameter from '../../rules/require-connector-parameter.js';
import { testPythonRule, type Replacement, type Suggested } from '../support/rule-tester.js';

const HEAD = `from common import CleanCommon, ReportService, TgtAdm
from driver import VolumeDriver
`;
const acme = (member: string) => `${HEAD}

class Acme(VolumeDriver):
    ${member.replaceAll('\n', '\n    ')}
`;
const change = (
  messageId: string,
  data: Readonly<Record<string, string>>,
  changes: readonly Replacement[],
): Suggested[] => [{ messageId, data, changes }];

const adds = (...changes: Replacement[]) =>
  change('addParameter', { parameter: 'connector' }, changes);
const plain = adds(['volume):', 'volume, connector):']);
const missing = {
  declaration: 'Acme.create_export',
  parameter: 'connector',
  method: 'create_export',
  taken: '',
};

testPythonRule('require-connector-parameter', parameter, {
  valid: [
    {
      name: 'it has it',
      code: acme('def create_export(self, context, volume, connector):\n    pass'),
    },
    {
      name: 'underscored',
      code: acme('def create_export(self, context, volume, _connector):\n    pass'),
    },
    {
      name: 'with a default',
      code: acme('def create_export(self, context, volume, connector=None):\n    pass'),
    },
    {
      name: '*args and **kwargs',
      code: acme('def create_export(self, *args, **kwargs):\n    pass'),
    },
    {
      name: '**kwargs, where calls give it by its name',
      code: `${acme('def create_export(self, context, volume, **kwargs):\n    pass')}\n\ndef go(driver, c, v, connector):\n    driver.create_export(c, v, connector=connector)\n`,
    },
    {
      name: 'a target',
      code: `${HEAD}\n\nclass Lio(TgtAdm):\n    def create_export(self, context, volume, volume_path):\n        pass\n`,
    },
    {
      name: 'another create_export',
      code: 'class ReportService(object):\n    def create_export(self, format):\n        pass\n',
    },
    { name: 'a function', code: 'def create_export(context, volume):\n    pass\n' },
    { name: 'data', code: 'class Policy(object):\n    create_export = True\n' },
  ],
  invalid: [
    {
      name: 'a method',
      code: acme('def «create_export»(self, context, volume):\n    pass'),
      messageId: 'missing',
      data: missing,
      suggests: plain,
    },
    {
      name: '**kwargs, which take no argument without a name',
      code: acme('def «create_export»(self, context, volume, **kwargs):\n    pass'),
      messageId: 'missing',
      data: missing,
      suggests: adds(['volume, **', 'volume, connector, **']),
    },
    {
      name: 'other names',
      code: acme('def «create_export»(self, ctxt, vol):\n    pass'),
      messageId: 'missing',
      data: missing,
      suggests: adds(['vol):', 'vol, connector):']),
    },
    {
      name: 'async',
      code: acme('async def «create_export»(self, context, volume):\n    pass'),
      messageId: 'missing',
      data: missing,
      suggests: plain,
    },
    {
      name: 'decorated',
      code: acme('@traced\ndef «create_export»(self, context, volume):\n    pass'),
      messageId: 'missing',
      data: missing,
      suggests: plain,
    },
    {
      name: 'on lines of their own',
      code: acme(
        'def «create_export»(\n        self,\n        context,\n        volume,\n):\n    pass',
      ),
      messageId: 'missing',
      data: missing,
      suggests: adds(['volume,\n', 'volume,\n            connector,\n']),
    },
    {
      name: 'a collision',
      code: acme('def «create_export»(self, context, volume, vg=None):\n    pass'),
      messageId: 'collision',
      data: { ...missing, taken: 'vg' },
      suggests: adds(['volume, vg', 'volume, connector, vg']),
    },
    {
      name: 'another name',
      code: acme('def «create_export»(self, context, volume, properties):\n    pass'),
      messageId: 'renamed',
      data: { ...missing, taken: 'properties' },
    },
    {
      name: 'by keyword only',
      code: acme('def «create_export»(self, context, volume, *, connector):\n    pass'),
      messageId: 'keywordOnly',
      data: { ...missing, taken: 'connector' },
    },
    {
      name: 'with its line of documentation',
      code: acme(
        'def «create_export»(self, context, volume):\n    """Exports.\n\n    :param context: who asks\n    :param volume: what\n    """',
      ),
      messageId: 'missing',
      data: missing,
      suggests: adds(
        ['volume):', 'volume, connector):'],
        [':param volume: what\n', ':param volume: what\n        :param connector:\n'],
      ),
    },
    {
      name: 'CRLF',
      code: acme('def «create_export»(self, context, volume):\n    pass').replaceAll('\n', '\r\n'),
      messageId: 'missing',
      data: missing,
      suggests: plain,
    },
    {
      name: 'a fake in a test',
      code: acme('def «create_export»(self, context, volume):\n    pass'),
      filename: 'python/test_case.py',
      messageId: 'missing',
      data: missing,
      suggests: plain,
    },
  ],
});

const use = (body: string) => `${HEAD}

class Manager(object):
    def __init__(self):
        self.driver = CleanCommon()
        self.target = TgtAdm()
        self.reports = ReportService()

    def attach(self, context, volume, connector):
        ${body}
`;
const uses = (body: string) => `${use(body)}

class Acme(VolumeDriver):
    def __init__(self):
        self.common = CleanCommon()

    def create_export(self, context, volume, connector):
        return self.common.create_export(context, volume, connector)
`;
const withheld = {
  called: 'CleanCommon.create_export',
  parameter: 'connector',
  method: 'create_export',
};
const passes = (...changes: Replacement[]) =>
  change('passArgument', { value: 'connector' }, changes);

testPythonRule('require-connector-argument', argument, {
  valid: [
    { name: 'passed', code: uses('self.driver.create_export(context, volume, connector)') },
    {
      name: 'passed by keyword',
      code: uses('self.driver.create_export(context, volume, connector=connector)'),
    },
    {
      name: 'another expression',
      code: uses('self.driver.create_export(context, volume, self.ask())'),
    },
    { name: 'spread', code: uses('self.driver.create_export(*self.args)') },
    {
      name: 'spread keywords',
      code: uses('self.driver.create_export(context, volume, **self.more)'),
    },
    { name: 'a target', code: uses("self.target.create_export(context, volume, '/dev/v')") },
    { name: 'another create_export', code: uses("self.reports.create_export('csv')") },
    { name: 'a reference', code: uses('retry(self.driver.create_export)') },
    {
      name: 'an unresolved receiver with other arguments',
      code: "def f(x):\n    x.create_export('csv')\n",
    },
  ],
  invalid: [
    {
      name: 'a call',
      code: uses('self.driver.«create_export»(context, volume)'),
      messageId: 'missing',
      data: withheld,
      suggests: passes([
        'self.driver.create_export(context, volume)',
        'self.driver.create_export(context, volume, connector)',
      ]),
    },
    {
      name: 'keywords, over the length of a line',
      code: uses('self.driver.«create_export»(context=context, volume=volume)'),
      messageId: 'missing',
      data: withheld,
      suggests: passes([
        'volume=volume)',
        'volume=volume,\n                                  connector=connector)',
      ]),
    },
    {
      name: 'on lines of their own',
      code: uses(
        'self.driver.«create_export»(\n            context,\n            volume,\n        )',
      ),
      messageId: 'missing',
      data: withheld,
      suggests: passes(['            volume,\n', '            volume,\n            connector,\n']),
    },
    {
      name: 'a local name',
      code: uses('driver = self.driver\n        driver.«create_export»(context, volume)'),
      messageId: 'missing',
      data: withheld,
      suggests: passes([
        'driver.create_export(context, volume)',
        'driver.create_export(context, volume, connector)',
      ]),
    },
    {
      name: 'an unresolved receiver',
      code: 'def attach(driver, context, volume, connector):\n    driver.«create_export»(context, volume)\n',
      messageId: 'missingUnresolved',
      data: {
        ...withheld,
        called: 'create_export',
        reason: 'nothing is known of the parameter `driver`',
      },
      suggests: passes(['(context, volume)', '(context, volume, connector)']),
    },
  ],
});

const forwards = (body: string, parameters = 'context, volume, connector') => `${HEAD}

class Acme(VolumeDriver):
    def __init__(self):
        self.common = CleanCommon()
        self.target = TgtAdm()

    def create_export(self, ${parameters}):
        ${body}
`;
const dropped = {
  called: 'CleanCommon.create_export',
  parameter: 'connector',
  method: 'create_export',
  enclosing: 'Acme.create_export',
};
const passed: Replacement[] = [
  ['create_export(context, volume)', 'create_export(context, volume, connector)'],
];

testPythonRule('forward-connector', forward, {
  valid: [
    {
      name: 'passed',
      code: forwards('return self.common.create_export(context, volume, connector)'),
    },
    {
      name: 'by keyword',
      code: forwards('return self.common.create_export(context, volume, connector=connector)'),
    },
    {
      name: 'the method does not have it',
      code: forwards('return self.common.create_export(context, volume)', 'context, volume'),
    },
    {
      name: 'a target',
      code: forwards("return self.target.create_export(context, volume, connector['host'])"),
    },
    {
      name: 'whatever it is given',
      code: forwards('return self.common.create_export(*args, **kwargs)', '*args, **kwargs'),
    },
  ],
  invalid: [
    {
      name: 'the delegate',
      code: forwards('return self.common.«create_export»(context, volume)'),
      messageId: 'dropped',
      data: dropped,
      fixes: passed,
    },
    {
      name: 'in a closure',
      code: forwards('return lock(lambda: self.common.«create_export»(context, volume))'),
      messageId: 'dropped',
      data: dropped,
      fixes: [
        [
          'context, volume)',
          'context, volume,\n                                                      connector)',
        ],
      ],
    },
    {
      name: 'super()',
      code: forwards('return super().«create_export»(context, volume)'),
      messageId: 'dropped',
      data: { ...dropped, called: 'super.create_export' },
      fixes: passed,
    },
    {
      name: 'super(C, self)',
      code: forwards('return super(Acme, self).«create_export»(context, volume)'),
      messageId: 'dropped',
      data: { ...dropped, called: 'super.create_export' },
      fixes: passed,
    },
  ],
});
