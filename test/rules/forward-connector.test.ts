import rule from '../../rules/forward-connector.js';
import { testRule } from '../support/rule-tester.js';

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
const data = { called: 'GuiltyCommon.createExport', parameter: 'connector', method: 'createExport', enclosing: 'Acme.createExport' };

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
      code: acme('return this.common.createExport(context, volume);', 'context: RequestContext, volume: Volume'),
    },
    { name: 'a target', code: acme('return this.target.createExport(context, volume, connector.host);') },
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
    { name: 'the delegate', code: acme('return this.common.«createExport»(context, volume);'), messageId: 'dropped', data },
    { name: 'in a closure', code: acme('return lock(() => this.common.«createExport»(context, volume));'), messageId: 'dropped', data },
    {
      name: 'an optional connector',
      code: acme('return this.common.«createExport»(context, volume);', 'context: RequestContext, volume: Volume, connector?: Connector'),
      messageId: 'dropped',
      data,
    },
    {
      name: 'two branches',
      code: acme(
        'if (volume.name) return this.common.«createExport»(context, volume); return this.common.«createExport»(context, volume);',
      ),
      messageId: 'dropped',
      data,
    },
    {
      name: 'super',
      code: `${HEAD}class Base extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nexport class Acme extends Base {\n  override async createExport(context: RequestContext, volume: Volume, connector: Connector) { return super.«createExport»(context, volume); }\n}`,
      messageId: 'dropped',
      data: { ...data, called: 'super.createExport' },
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
    },
  ],
});
