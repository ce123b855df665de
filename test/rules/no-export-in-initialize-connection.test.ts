import rule from '../../rules/no-export-in-initialize-connection.js';
import { testRule } from '../support/rule-tester.js';

const ID = 'no-export-in-initialize-connection';
const HEAD = `import { ArrayClient, ensureMapped } from './client.js';
import { VolumeDriver, defineDriver } from './driver.js';
import { GuiltyCommon, type Common } from './common.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;

const driver = (body: string, members = '') => `${HEAD}export class Acme extends VolumeDriver {
  client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.mapLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { ${body} }
  ${members}
}
`;

const said = (called: string, chain: string, place: string, creator = 'ArrayClient.mapLun') => ({
  called,
  creator,
  chain: `Acme.initializeConnection -> ${chain}`,
  place,
  reader: 'initializeConnection',
  remedy: 'createExport',
});
const direct = said('ArrayClient.mapLun', 'ArrayClient.mapLun', 'src/case.ts:8');

testRule(ID, rule, 'typescript', {
  valid: [
    { name: 'it looks up', code: driver('return this.client.findLun(volume.id);') },
    { name: 'it computes', code: driver('return { data: connector.wwpns.map((w) => w.trim()) };') },
    { name: 'a reading command', code: driver("return this.client.run('show-lun', volume.id);") },
    {
      name: 'undone on an error path',
      code: driver(
        'try { return await this.client.findLun(volume.id); } catch (e) { await this.client.mapLun(volume.id); throw e; }',
      ),
    },
    {
      name: 'a manager',
      code: `${HEAD}export class Manager { constructor(private driver: VolumeDriver) {}\n  async initializeConnection(context: RequestContext, volume: Volume, connector: Connector) { await this.driver.createExport(context, volume, connector); } }`,
    },
    { name: 'nothing of the contract', code: 'export const a = 1;' },
    { name: 'an empty file', code: '' },
    { name: 'a file outside of any source folder', code: 'export {};', filename: 'other.ts' },
  ],
  invalid: [
    {
      name: 'the client',
      code: driver('return this.client.«mapLun»(volume.id);'),
      messageId: 'creates',
      data: direct,
    },
    {
      name: 'two calls',
      code: driver(
        'await this.client.«createHost»(connector.host); return this.client.«mapLun»(volume.id);',
      ),
      messageId: 'creates',
      data: [
        said(
          'ArrayClient.createHost',
          'ArrayClient.createHost',
          'src/case.ts:8',
          'ArrayClient.createHost',
        ),
        direct,
      ],
    },
    {
      name: 'a closure',
      code: driver('return lock(async () => this.client.«mapLun»(volume.id));'),
      messageId: 'creates',
      data: direct,
    },
    {
      name: 'a helper in another file',
      code: driver('return «ensureMapped»(this.client, volume.id);'),
      messageId: 'creates',
      data: said('ensureMapped', 'ensureMapped -> ArrayClient.mapLun', 'src/client.ts:22'),
    },
    {
      name: 'a private helper',
      code: driver(
        'return this.«#attach»(volume);',
        '#attach(v: Volume) { return this.client.mapLun(v.id); }',
      ),
      messageId: 'creates',
      data: said('Acme.#attach', 'Acme.#attach -> ArrayClient.mapLun', 'src/case.ts:9'),
    },
    {
      name: 'over several lines',
      code: driver(
        '\n    return await this.client\n      .«mapLun»(\n        volume.id,\n      );\n  ',
      ),
      messageId: 'creates',
      data: said('ArrayClient.mapLun', 'ArrayClient.mapLun', 'src/case.ts:10'),
    },
    {
      name: 'a command',
      code: driver("return this.client.«run»('map-lun', volume.id);"),
      messageId: 'creates',
      data: said('ArrayClient.run', 'ArrayClient.run', 'src/case.ts:8', 'ArrayClient.run'),
    },
    {
      name: 'a quoted name',
      code: driver("return this.client[«'mapLun'»](volume.id);"),
      messageId: 'creates',
      data: direct,
    },
    {
      name: 'a delegate',
      code: driver(
        'return this.common.«initializeConnection»(volume, connector);',
        'common = new GuiltyCommon(this.client);',
      ),
      messageId: 'creates',
      data: said(
        'GuiltyCommon.initializeConnection',
        'GuiltyCommon.initializeConnection -> GuiltyCommon.prepare -> ArrayClient.createHost',
        'src/common.ts:21',
        'ArrayClient.createHost',
      ),
    },
    {
      name: 'its own createExport',
      code: driver(
        'await this.«createExport»({ requestId: "" }, volume, connector); return { data: 1 };',
      ),
      messageId: 'creates',
      data: said('Acme.createExport', 'Acme.createExport', 'src/case.ts:8', 'Acme.createExport'),
    },
    {
      name: 'CRLF',
      code: driver('return this.client.«mapLun»(volume.id);').replaceAll('\n', '\r\n'),
      messageId: 'creates',
      data: direct,
    },
    {
      name: 'a literal for a factory',
      code: `${HEAD}const client = new ArrayClient();\nexport const Acme = defineDriver({\n  async initializeConnection(volume, connector) { return client.«mapLun»(volume.id); },\n});\n`,
      messageId: 'creates',
      data: said('ArrayClient.mapLun', 'ArrayClient.mapLun', 'src/case.ts:7'),
    },
    {
      name: 'some implementations create',
      code: `${HEAD}class Clean implements Common { async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; } }
export class Acme extends VolumeDriver {
  constructor(private readonly inner: Common) { super(); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.inner.«initializeConnection»(volume, connector); }
}
`,
      messageId: 'mayCreate',
      data: said(
        'GuiltyCommon.initializeConnection',
        'GuiltyCommon.initializeConnection -> GuiltyCommon.prepare -> ArrayClient.createHost',
        'src/common.ts:21',
        'ArrayClient.createHost',
      ),
    },
  ],
});

testRule(ID, rule, 'espree', {
  valid: [
    {
      name: 'it looks up',
      code: "import { SilverrunRest } from './silverrun.js';\nexport class Acme { constructor() { this.rest = new SilverrunRest(); }\n async createExport(context, volume, connector) {}\n async initializeConnection(volume, connector) { return this.rest.getView(volume.id); } }",
    },
  ],
  invalid: [
    {
      name: 'a class without types',
      code: "import { SilverrunRest } from './silverrun.js';\nexport class Acme {\n  constructor() { this.rest = new SilverrunRest(); }\n  async createExport(context, volume, connector) { return this.rest.getView(volume.id); }\n  async initializeConnection(volume, connector) { return this.rest.«createView»(volume.id, connector.host); }\n}",
      messageId: 'creates',
      data: said(
        'SilverrunRest.createView',
        'SilverrunRest.createView',
        'src/case.js:5',
        'SilverrunRest.createView',
      ),
    },
  ],
});
