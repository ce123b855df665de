import rule from '../../rules/require-connector-parameter.js';
import { testRule, type Replacement, type Suggested } from '../support/rule-tester.js';

const ID = 'require-connector-parameter';
const HEAD = `import { VolumeDriver, defineDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;
const acme = (members: string) =>
  `${HEAD}export class Acme extends VolumeDriver {\n  ${members}\n}\n`;
const missing = {
  declaration: 'Acme.createExport',
  parameter: 'connector',
  method: 'createExport',
  taken: '',
};
const taken = (name: string) => ({ ...missing, taken: name });
/** The suggestion, and what it changes. */
const adds = (...changes: Replacement[]): Suggested[] => [
  { messageId: 'addParameter', data: { parameter: 'connector' }, changes },
];
const inTypescript = adds(['volume: Volume)', 'volume: Volume, connector: Connector)']);
const inJavaScript = adds(['volume)', 'volume, connector)']);
const overloads = adds(
  ['volume: Volume)', 'volume: Volume, connector: Connector)'],
  ['volume: string)', 'volume: string, connector: Connector)'],
  ['volume: unknown)', 'volume: unknown, connector: Connector)'],
);

testRule(ID, rule, 'typescript', {
  valid: [
    {
      name: 'it has it',
      code: acme(
        'async createExport(context: RequestContext, volume: Volume, connector: Connector) {}',
      ),
    },
    {
      name: 'underscored',
      code: acme(
        'async createExport(context: RequestContext, volume: Volume, _connector: Connector) {}',
      ),
    },
    {
      name: 'as properties',
      code: acme(
        'async createExport(context: RequestContext, volume: Volume, properties?: Connector) {}',
      ),
    },
    {
      name: 'by its type',
      code: acme('async createExport(context: RequestContext, volume: Volume, who: Connector) {}'),
    },
    { name: 'rest', code: acme('async createExport(...args: unknown[]) {}') },
    {
      name: 'a target',
      code: `${HEAD}export class Lio { async createExport(context: RequestContext, volume: Volume, volumePath: string) {} }`,
    },
    {
      name: 'another createExport',
      code: 'export class ReportService { async createExport(format: string) {} }',
    },
    { name: 'data', code: 'export const policy = { createExport: true };' },
    {
      name: 'an inline double',
      code: `import { vi } from 'vitest';\n${HEAD.replaceAll('./', '../src/')}const fake: VolumeDriver = { createExport: vi.fn(async (_c, v) => v), initializeConnection: async () => ({ data: 1 }) };`,
      filename: 'test/case.test.ts',
    },
    {
      name: 'a call',
      code: `${HEAD}declare const d: VolumeDriver;\nvoid d.createExport(a, b, c);`,
    },
  ],
  invalid: [
    {
      name: 'a method',
      code: acme('async «createExport»(context: RequestContext, volume: Volume) {}'),
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
    {
      name: 'without parameters',
      code: acme('async «createExport»() {}'),
      messageId: 'missing',
      data: missing,
      suggests: adds([
        'createExport()',
        'createExport(_context: RequestContext, _volume: Volume, connector: Connector)',
      ]),
    },
    {
      name: 'an arrow',
      code: acme('«createExport» = async (context: RequestContext, volume: Volume) => {};'),
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
    {
      name: 'a quoted name',
      code: acme("async «'createExport'»(context: RequestContext, volume: Volume) {}"),
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
    {
      name: 'on lines of their own',
      code: acme(
        'async\n  «createExport»(\n    context: RequestContext,\n    volume: Volume,\n  ) {}',
      ),
      messageId: 'missing',
      data: missing,
      suggests: adds(['    volume: Volume,\n', '    volume: Volume,\n    connector: Connector,\n']),
    },
    {
      name: 'overloads',
      code: acme(
        '«createExport»(context: RequestContext, volume: Volume): Promise<void>;\n  «createExport»(context: RequestContext, volume: string): Promise<void>;\n  async «createExport»(context: RequestContext, volume: unknown) {}',
      ),
      messageId: 'missing',
      data: missing,
      suggests: [...overloads, ...overloads, ...overloads],
    },
    {
      name: 'a literal',
      code: `${HEAD}export const acme = defineDriver({\n  async «createExport»(context, volume) {},\n});`,
      messageId: 'missing',
      data: { ...missing, declaration: 'acme.createExport' },
      suggests: inJavaScript,
    },
    {
      name: 'an interface',
      code: `${HEAD}export interface Acme { «createExport»(context: RequestContext, volume: Volume): Promise<void> }`,
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
    {
      name: 'a function type',
      code: `${HEAD}export type «CreateExport» = (context: RequestContext, volume: Volume) => void;\nexport abstract class Acme extends VolumeDriver { declare createExport: CreateExport; }`,
      messageId: 'missing',
      data: { ...missing, declaration: 'CreateExport' },
      suggests: inTypescript,
    },
    {
      name: 'a collision',
      code: acme('async «createExport»(context: RequestContext, volume: Volume, vg?: string) {}'),
      messageId: 'collision',
      data: taken('vg'),
      suggests: adds(['volume: Volume, vg', 'volume: Volume, connector: Connector, vg']),
    },
    {
      name: 'a collision with a pattern',
      code: acme(
        'async «createExport»(context: RequestContext, volume: Volume, { force }: { force: boolean }) {}',
      ),
      messageId: 'collision',
      data: taken('{ … }'),
      suggests: adds(['volume: Volume, {', 'volume: Volume, connector: Connector, {']),
    },
    {
      name: 'a fake class in a test',
      code: `${HEAD.replaceAll('./', '../src/')}class Acme extends VolumeDriver { async «createExport»(context: RequestContext, volume: Volume) {} }`,
      filename: 'test/case.test.ts',
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
    {
      name: 'a byte order mark',
      code: `\uFEFF${HEAD.split('\n')[0]} export class Acme extends VolumeDriver { async «createExport»(context, volume) {} }`,
      messageId: 'missing',
      data: missing,
      suggests: adds(
        ['volume)', 'volume, connector: Connector)'],
        ['{} }', "{} }\nimport type { Connector } from './types.js';"],
      ),
    },
    {
      name: 'with a line of documentation and an import',
      code: `import { VolumeDriver } from './driver.js';\nimport type { RequestContext, Volume } from './types.js';\nexport class Acme extends VolumeDriver {\n  /**\n   * @param context who asks\n   * @param volume what\n   */\n  async «createExport»(context: RequestContext, volume: Volume) {}\n}`,
      messageId: 'missing',
      data: missing,
      suggests: adds(
        ['{ RequestContext, Volume }', '{ RequestContext, Volume, Connector }'],
        ['@param volume what\n', '@param volume what\n   * @param connector\n'],
        ['volume: Volume)', 'volume: Volume, connector: Connector)'],
      ),
    },
    {
      name: 'a local of that name makes room',
      code: acme(
        'async «createExport»(context: RequestContext, volume: Volume) { const connector = 1; return connector; }',
      ),
      messageId: 'missing',
      data: missing,
      suggests: adds(
        ['volume: Volume)', 'volume: Volume, connector: Connector)'],
        [
          'const connector = 1; return connector',
          'const localConnector = 1; return localConnector',
        ],
      ),
    },
    {
      name: 'a collision goes with the calls that pass what stands there',
      code: acme(
        "async «createExport»(context: RequestContext, volume: Volume, vg?: string) {}\n  async run(context: RequestContext, volume: Volume, connector: Connector) { await this.createExport(context, volume, 'vg0'); }",
      ),
      messageId: 'collision',
      data: taken('vg'),
      suggests: adds(
        ['volume: Volume, vg', 'volume: Volume, connector: Connector, vg'],
        ["volume, 'vg0'", "volume, connector, 'vg0'"],
      ),
    },
    {
      name: 'nothing is suggested for a collision whose calls cannot move',
      code: acme(
        "async «createExport»(context: RequestContext, volume: Volume, vg?: string) {}\n  async run(context: RequestContext, volume: Volume) { await this.createExport(context, volume, 'vg0'); }",
      ),
      messageId: 'collision',
      data: taken('vg'),
    },
    {
      name: 'nothing is suggested where it stands in another place',
      code: acme(
        'async «createExport»(context: RequestContext, volume: Volume, vg: string, connector: Connector) {}',
      ),
      messageId: 'collision',
      data: taken('vg'),
    },
    {
      name: 'a forward in its body is a site of its own',
      code: `${HEAD}class Base extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nexport class Acme extends Base { override async «createExport»(context: RequestContext, vol: Volume) { return super.createExport(context, vol); } }`,
      messageId: 'missing',
      data: missing,
      suggests: adds(['vol: Volume)', 'vol: Volume, connector: Connector)']),
    },
    {
      name: 'a declaration file',
      code: `${HEAD}export declare class Acme extends VolumeDriver { «createExport»(context: RequestContext, volume: Volume): void }`,
      filename: 'src/case.d.ts',
      messageId: 'missing',
      data: missing,
      suggests: inTypescript,
    },
  ],
});

testRule(ID, rule, 'espree', {
  valid: [
    {
      name: 'it has it',
      code: "import { VolumeDriver } from './driver.js';\nexport class Acme extends VolumeDriver { async createExport(context, volume, connector) {} }",
    },
  ],
  invalid: [
    {
      name: 'a class',
      code: "import { VolumeDriver } from './driver.js';\nexport class Acme extends VolumeDriver { async «createExport»(context, volume) {} }",
      messageId: 'missing',
      data: missing,
      suggests: inJavaScript,
    },
    {
      name: 'a prototype',
      code: 'function Acme() {}\nAcme.prototype.«createExport» = function (context, volume) {};\nAcme.prototype.initializeConnection = function (volume, connector) {};',
      messageId: 'missing',
      data: missing,
      suggests: inJavaScript,
    },
  ],
});
