import rule from '../../rules/forward-connector.js';
import { testRule, type Replacement, type Suggested } from '../support/rule-tester.js';

const ID = 'forward-connector';
const HEAD = `import { VolumeDriver } from './driver.js';
import { GuiltyCommon, LioTarget } from './common.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;
const acme = (
  body: string,
  parameters = 'context: RequestContext, volume: Volume, connector: Connector',
  members = '',
) => `${HEAD}export class Acme extends VolumeDriver {
  constructor(private readonly common: GuiltyCommon, private readonly target: LioTarget) { super(); }
  ${members}
  async createExport(${parameters}) { ${body} }
}
`;
const data = {
  called: 'GuiltyCommon.createExport',
  parameter: 'connector',
  method: 'createExport',
  enclosing: 'Acme.createExport',
};
/** What the fix changes; the suggestion, and what it changes. */
const passes: Replacement[] = [
  ['createExport(context, volume)', 'createExport(context, volume, connector)'],
];
const suggests: Suggested[] = [
  { messageId: 'passArgument', data: { value: 'connector' }, changes: passes },
];

testRule(ID, rule, 'typescript', {
  valid: [
    { name: 'passed', code: acme('return this.common.createExport(context, volume, connector);') },
    {
      name: 'passed as properties',
      code: acme(
        'return this.common.createExport(context, volume, properties);',
        'context: RequestContext, volume: Volume, properties: Connector',
      ),
    },
    {
      name: 'the method does not have it',
      code: acme(
        'return this.common.createExport(context, volume);',
        'context: RequestContext, volume: Volume',
      ),
    },
    {
      name: 'a target',
      code: acme('return this.target.createExport(context, volume, connector.host);'),
    },
    {
      name: 'outside of createExport',
      code: acme(
        'return 1;',
        undefined,
        'run(context: RequestContext, volume: Volume) { return this.common.createExport(context, volume); }',
      ),
    },
  ],
  invalid: [
    {
      name: 'the delegate',
      code: acme('return this.common.«createExport»(context, volume);'),
      messageId: 'dropped',
      data,
      fixes: passes,
    },
    {
      name: 'in a closure',
      code: acme('return lock(() => this.common.«createExport»(context, volume));'),
      messageId: 'dropped',
      data,
      fixes: passes,
    },
    {
      name: 'an optional connector, where the delegate’s is not',
      code: acme(
        'return this.common.«createExport»(context, volume);',
        'context: RequestContext, volume: Volume, connector?: Connector',
      ),
      messageId: 'dropped',
      data,
      suggests,
    },
    {
      name: 'two branches',
      code: acme(
        'if (volume.name) return this.common.«createExport»(context, volume); return this.common.«createExport»(context, volume);',
      ),
      messageId: 'dropped',
      data,
      fixes: [...passes, ...passes],
    },
    {
      name: 'super',
      code: `${HEAD}class Base extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nexport class Acme extends Base {\n  override async createExport(context: RequestContext, volume: Volume, connector: Connector) { return super.«createExport»(context, volume); }\n}`,
      messageId: 'dropped',
      data: { ...data, called: 'super.createExport' },
      fixes: passes,
    },
    {
      name: 'an underscored one',
      code: acme(
        'return this.common.«createExport»(context, volume);',
        'context: RequestContext, volume: Volume, _connector: Connector',
      ),
      messageId: 'dropped',
      data,
      fixes: [['(context, volume)', '(context, volume, _connector)']],
    },
    {
      name: 'of another type',
      code: acme(
        'return this.common.«createExport»(context, volume);',
        'context: RequestContext, volume: Volume, connector: Connector | null',
      ),
      messageId: 'dropped',
      data,
      suggests,
    },
    {
      name: 'a delegate that does not take it yet',
      code: `${HEAD}class Lib { createExport(context: RequestContext, vol: Volume) {} initializeConnection(volume: Volume, connector: Connector) {} }\nexport class Acme extends VolumeDriver {\n  lib = new Lib();\n  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.lib.«createExport»(context, volume); }\n}`,
      messageId: 'dropped',
      data: { ...data, called: 'Lib.createExport' },
      suggests,
    },
    {
      name: 'a delegate that takes any number',
      code: `${HEAD}class Lib { createExport(...args: [RequestContext, Volume]) {} initializeConnection(volume: Volume, connector: Connector) {} }\nexport class Acme extends VolumeDriver {\n  lib = new Lib();\n  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.lib.«createExport»(context, volume); }\n}`,
      messageId: 'dropped',
      data: { ...data, called: 'Lib.createExport' },
      suggests,
    },
    {
      name: 'a delegate of which one implementation does not take it',
      code: `${HEAD}class Lib { createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nclass Old extends Lib { override createExport(context: RequestContext, vol: Volume) {} }\nexport class Acme extends VolumeDriver {\n  constructor(private readonly lib: Lib) { super(); }\n  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.lib.«createExport»(context, volume); }\n}`,
      messageId: 'dropped',
      data: { ...data, called: 'Lib.createExport' },
      suggests,
    },
    {
      name: 'by call',
      code: acme('return this.common.«createExport».call(this.common, context, volume);'),
      messageId: 'dropped',
      data,
      suggests: [
        { ...suggests[0], changes: [['context, volume)', 'context, volume, connector)']] },
      ],
    },
    {
      name: 'nothing is suggested where it is hidden',
      code: acme('return [1].map((connector) => this.common.«createExport»(context, volume));'),
      messageId: 'dropped',
      data,
    },
    {
      name: 'nothing is suggested where it is taken apart',
      code: acme(
        'return this.common.«createExport»(context, volume);',
        'context: RequestContext, volume: Volume, { host }: Connector',
      ),
      messageId: 'dropped',
      data,
    },
  ],
});

testRule(ID, rule, 'espree', {
  valid: [],
  invalid: [
    {
      name: 'super',
      code: "import { VolumeDriver } from './driver.js';\nclass Base extends VolumeDriver { async createExport(context, volume, connector) {} }\nexport class Acme extends Base { async createExport(context, volume, connector) { return super.«createExport»(context, volume); } }",
      messageId: 'dropped',
      data: { ...data, called: 'super.createExport' },
      fixes: passes,
    },
  ],
});
