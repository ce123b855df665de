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
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
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
      messageId: 'leftOver',
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

const TOOLS = `enum Verb { CREATE = 'create', SHOW = 'show' }
const VERBS = { map: 'lun map', show: 'lun show' } as const;
const tool = (client: ArrayClient, verb: string, argv: string[]) => client.run(['tool', verb, ...argv].join(' '), argv[0]);
const retry = async (work: (id: string) => Promise<unknown>, id: string) => work(id);
`;
const hard = (body: string, members = '') => driver(body, members) + TOOLS;
const run = said('ArrayClient.run', 'ArrayClient.run', 'src/case.ts:8', 'ArrayClient.run');

/** Where commands, verbs and functions come from elsewhere. */
testRule(ID, rule, 'typescript', {
  valid: [
    {
      name: 'a reading verb handed in',
      code: hard("return tool(this.client, 'show-lun', [volume.id]);"),
    },
    {
      name: 'a list that reads',
      code: hard(
        "const cmd = ['access']; cmd.push('show'); return this.client.run(cmd.join(' '), volume.id);",
      ),
    },
    {
      name: 'a reading member of an enumeration',
      code: hard('return this.client.run(`access ${Verb.SHOW}`, volume.id);'),
    },
    {
      name: 'a reading entry of a table',
      code: hard('return this.client.run(VERBS.show, volume.id);'),
    },
    {
      name: 'what is added to a cache',
      code: hard('return backend.addToCache(volume, connector);'),
    },
    { name: 'what is exported to a file', code: hard("return backend.exportTo('a.csv', 1);") },
    {
      name: 'a reading method handed on',
      code: hard('return pool.run(backend.getVolume, volume.id);'),
    },
    { name: 'a reading step', code: hard('return retry(this.client.findLun, volume.id);') },
  ],
  invalid: [
    {
      name: 'a verb handed in, beside a spread',
      code: hard("return «tool»(this.client, 'map-lun', [volume.id]);"),
      messageId: 'creates',
      data: said('tool', 'tool -> ArrayClient.run', 'src/case.ts:13', 'ArrayClient.run'),
    },
    {
      name: 'a list that is added to',
      code: hard(
        "const cmd = ['access']; cmd.push('create'); return this.client.«run»(cmd.join(' '), volume.id);",
      ),
      messageId: 'creates',
      data: run,
    },
    {
      name: 'a member of an enumeration',
      code: hard('return this.client.«run»(`access ${Verb.CREATE}`, volume.id);'),
      messageId: 'creates',
      data: run,
    },
    {
      name: 'an entry of a table',
      code: hard('return this.client.«run»(VERBS.map, volume.id);'),
      messageId: 'creates',
      data: run,
    },
    {
      name: 'a preposition',
      code: hard('return backend.«addToLunGroup»(1, volume);'),
      messageId: 'creates',
      data: said(
        'backend.addToLunGroup',
        'backend.addToLunGroup',
        'src/case.ts:8',
        'backend.addToLunGroup',
      ),
    },
    {
      name: 'a preposition alone',
      code: hard('return backend.«exportTo»(volume.name, connector.host);'),
      messageId: 'creates',
      data: said('backend.exportTo', 'backend.exportTo', 'src/case.ts:8', 'backend.exportTo'),
    },
    {
      name: 'a method handed on',
      code: hard('return pool.«run»(backend.attachVolume, volume.id);'),
      messageId: 'creates',
      data: said(
        'pool.run',
        'pool.run -> backend.attachVolume',
        'src/case.ts:8',
        'backend.attachVolume',
      ),
    },
    {
      name: 'a step',
      code: hard('return «retry»(backend.attachVolume, volume.id);'),
      messageId: 'creates',
      data: said('retry', 'retry -> backend.attachVolume', 'src/case.ts:8', 'backend.attachVolume'),
    },
    {
      name: 'a hook in the middle, which is the creator',
      code: `${HEAD}export abstract class Base extends VolumeDriver {
  async initializeConnection(volume: Volume, connector: Connector) { return this.mapVolume(volume); }
  protected abstract mapVolume(volume: Volume): Promise<unknown>;
}
export abstract class Middle extends Base { protected async mapVolume(volume: Volume) { return backend.«send»(volume.id); } }
export class Leaf extends Middle {}
`,
      messageId: 'creates',
      data: {
        ...said('backend.send', '', 'src/case.ts:6', 'Middle.mapVolume'),
        chain: 'Middle.initializeConnection -> Middle.mapVolume',
      },
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

const twice = (create: string, body: string) => `${HEAD}export class Acme extends VolumeDriver {
  client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { ${create} }
  async initializeConnection(volume: Volume, connector: Connector) { ${body} }
}
`;

testRule(ID, rule, 'typescript', {
  valid: [],
  invalid: [
    {
      name: 'what createExport has created already',
      code: twice(
        'return this.client.mapLun(volume.id);',
        'return { data: await this.client.«mapLun»(volume.id) };',
      ),
      messageId: 'leftOver',
      data: direct,
    },
    {
      name: 'what createExport creates is something else',
      code: twice(
        'return this.client.createHost(connector.host);',
        'return { data: await this.client.«mapLun»(volume.id) };',
      ),
      messageId: 'creates',
      data: direct,
    },
    {
      name: 'what it sends to the same transport is something else',
      code: twice(
        "return this.client.run('create-host', connector.host);",
        "return { data: await this.client.«run»('map-lun', volume.id) };",
      ),
      messageId: 'creates',
      data: said('ArrayClient.run', 'ArrayClient.run', 'src/case.ts:8', 'ArrayClient.run'),
    },
  ],
});
