import rule from '../../rules/require-connector-argument.js';
import { testRule, type Replacement, type Suggested } from '../support/rule-tester.js';

const ID = 'require-connector-argument';
const HEAD = `import { VolumeDriver } from './driver.js';
import { LioTarget, ReportService } from './common.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;
const use = (body: string) =>
  `${HEAD}export async function use(driver: VolumeDriver, context: RequestContext, volume: Volume, connector: Connector) { ${body} }\n`;
const data = {
  called: 'VolumeDriver.createExport',
  parameter: 'connector',
  method: 'createExport',
};
/** The suggestion, and what it changes. */
const passes = (value: string, ...changes: Replacement[]): Suggested[] => [
  { messageId: 'passArgument', data: { value }, changes },
];
const connector = passes('connector', ['context, volume)', 'context, volume, connector)']);
const inList = passes('connector', ['[context, volume]', '[context, volume, connector]']);

testRule(ID, rule, 'typescript', {
  valid: [
    { name: 'passed', code: use('await driver.createExport(context, volume, connector);') },
    {
      name: 'another expression',
      code: use('await driver.createExport(context, volume, await ask());'),
    },
    { name: 'a spread', code: use('await driver.createExport(...args);') },
    { name: 'a target', code: use('await new LioTarget().createExport(context, volume);') },
    { name: 'another createExport', code: use("await new ReportService().createExport('csv');") },
    { name: 'bind', code: use('return driver.createExport.bind(driver);') },
    { name: 'a reference', code: use('return retry(driver.createExport);') },
    {
      name: 'an unresolved receiver with other arguments',
      code: "export const f = (x: any) => x.createExport('csv');",
    },
  ],
  invalid: [
    {
      name: 'a call',
      code: use('await driver.«createExport»(context, volume);'),
      messageId: 'missing',
      data,
      suggests: connector,
    },
    {
      name: 'an optional call',
      code: use('await driver?.«createExport»?.(context, volume);'),
      messageId: 'missing',
      data,
      suggests: connector,
    },
    {
      name: 'element access',
      code: use("await driver[«'createExport'»](context, volume);"),
      messageId: 'missing',
      data,
      suggests: connector,
    },
    {
      name: 'a chain over lines',
      code: use('await driver\n    .«createExport»(\n      context,\n      volume,\n    );'),
      messageId: 'missing',
      data,
      suggests: passes('connector', ['      volume,\n', '      volume,\n      connector,\n']),
    },
    {
      name: 'call',
      code: use('await driver.«createExport».call(driver, context, volume);'),
      messageId: 'missing',
      data,
      suggests: connector,
    },
    {
      name: 'apply',
      code: use('await driver.createExport.apply(driver, «[context, volume]»);'),
      messageId: 'missing',
      data,
      suggests: inList,
    },
    {
      name: 'a spread list',
      code: use('await driver.createExport(...«[context, volume]»);'),
      messageId: 'missing',
      data,
      suggests: inList,
    },
    {
      name: 'a literal in the slot',
      code: use("await driver.«createExport»(context, volume, 'vg0');"),
      messageId: 'missing',
      data,
    },
    {
      name: 'an alias',
      code: use('const create = driver.createExport; await «create»(context, volume);'),
      messageId: 'missing',
      data: { ...data, called: 'VolumeDriver.create' },
      suggests: connector,
    },
    {
      name: 'in initializeConnection',
      code: `${HEAD}export class Acme extends VolumeDriver {\n  async createExport(context: RequestContext, volume: Volume, connector: Connector) {}\n  async initializeConnection(volume: Volume, connector: Connector) { await this.«createExport»({ requestId: '' }, volume); }\n}`,
      messageId: 'missing',
      data: { ...data, called: 'Acme.createExport' },
      suggests: passes('connector', ["'' }, volume)", "'' }, volume, connector)"]),
    },
    {
      name: 'in a test',
      code: `${HEAD.replaceAll('./', '../src/')}test('x', async () => { const driver = {} as VolumeDriver; await driver.«createExport»(context, volume); });`,
      filename: 'test/case.test.ts',
      messageId: 'missing',
      data: { ...data, called: 'createExport' },
      suggests: passes('{} as Connector', [
        'context, volume)',
        'context, volume, {} as Connector)',
      ]),
    },
    {
      name: 'in a test that must import the type',
      code: `import { VolumeDriver } from '../src/driver.js';\ntest('x', async () => { const driver = {} as VolumeDriver; await driver.«createExport»(context, volume); });`,
      filename: 'test/case.test.ts',
      messageId: 'missing',
      data: { ...data, called: 'createExport' },
      suggests: passes(
        '{} as Connector',
        [
          "'../src/driver.js';\n",
          "'../src/driver.js';\nimport type { Connector } from '../src/types.js';\n",
        ],
        ['context, volume)', 'context, volume, {} as Connector)'],
      ),
    },
    {
      name: 'what is passed to initializeConnection',
      code: `${HEAD}export async function use(driver: VolumeDriver, context: RequestContext, volume: Volume, who: { at: Connector }) { await driver.«createExport»(context, volume); return driver.initializeConnection(volume, who.at); }`,
      messageId: 'missing',
      data,
      suggests: passes('who.at', ['context, volume)', 'context, volume, who.at)']),
    },
    {
      name: 'nothing is suggested where nothing is in scope',
      code: `${HEAD}export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume) => driver.«createExport»(context, volume);`,
      messageId: 'missing',
      data,
    },
    {
      name: 'nothing is suggested where several are in scope',
      code: `${HEAD}export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume, a: Connector, b: Connector) => driver.«createExport»(context, volume);`,
      messageId: 'missing',
      data,
    },
    {
      name: 'nothing is suggested before the declaration has made room',
      code: `${HEAD}class Acme extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, vg?: string) {} }\nexport const use = (driver: Acme, context: RequestContext, volume: Volume, connector: Connector) => driver.«createExport»(context, volume);`,
      messageId: 'missing',
      data: { ...data, called: 'Acme.createExport' },
    },
    {
      name: 'in TSX',
      code: `${HEAD}export const A = (p: { driver: VolumeDriver }) => <button onClick={() => p.driver.«createExport»(context, volume)} />;`,
      filename: 'src/case.tsx',
      messageId: 'missing',
      data,
    },
    {
      name: 'an unresolved receiver',
      code: 'export function f(x: any, context: unknown, volume: unknown) { x.«createExport»(context, volume); }',
      messageId: 'missingUnresolved',
      data: {
        called: 'createExport',
        parameter: 'connector',
        method: 'createExport',
        reason: 'nothing is known of the parameter `x`',
      },
    },
  ],
});

testRule(ID, rule, 'espree', {
  valid: [
    {
      name: 'passed',
      code: "import { VolumeDriver } from './driver.js';\nexport const f = (a, b, c) => new VolumeDriver().createExport(a, b, c);",
    },
  ],
  invalid: [
    {
      name: 'a call',
      code: "import { VolumeDriver } from './driver.js';\nexport const f = (a, b) => new VolumeDriver().«createExport»(a, b);",
      messageId: 'missing',
      data,
    },
    {
      name: 'by JSDoc',
      code: '/** @param {import("./driver.js").VolumeDriver} driver */\nexport function f(driver, a, b) { return driver.«createExport»(a, b); }',
      messageId: 'missing',
      data,
    },
  ],
});
