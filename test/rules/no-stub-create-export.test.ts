import rule from '../../rules/no-stub-create-export.js';
import { testRule } from '../support/rule-tester.js';

const ID = 'no-stub-create-export';
const HEAD = `import { ArrayClient } from './client.js';
import { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;
const acme = (
  create: string,
  body = 'return this.client.mapLun(volume.id);',
) => `${HEAD}export class Acme extends VolumeDriver {
  client = new ArrayClient();
  ${create}
  async initializeConnection(volume: Volume, connector: Connector) { ${body} }
}
`;
const LIST = '(context: RequestContext, volume: Volume, connector: Connector)';
const data = {
  stub: 'Acme.createExport',
  reader: 'Acme.initializeConnection',
  creator: 'ArrayClient.mapLun',
  place: 'src/case.ts:7',
};

testRule(ID, rule, 'typescript', {
  valid: [
    {
      name: 'the reader is clean',
      code: acme(`async createExport${LIST} {}`, 'return { data: 1 };'),
    },
    {
      name: 'it creates',
      code: acme(`async createExport${LIST} { await this.client.mapLun(volume.id); }`),
    },
    {
      name: 'it reads',
      code: acme(`async createExport${LIST} { return this.client.findLun(volume.id); }`),
    },
    {
      name: 'it validates',
      code: acme(`async createExport${LIST} { if (!connector.host) throw new Error('no host'); }`),
    },
    { name: 'it throws', code: acme(`async createExport${LIST} { throw new Error('not here'); }`) },
    { name: 'it stores', code: acme(`async createExport${LIST} { this.last = volume; }`) },
    { name: 'there is none', code: acme('') },
    {
      name: 'a comment, beside a command that reads',
      code: acme(
        `async createExport${LIST} {\n    // nothing to do\n  }`,
        "const cmd = ['access']; cmd.push('show'); return this.client.run(cmd.join(' '), volume.id);",
      ),
    },
    {
      name: 'nothing returned, beside a reading method handed on',
      code: acme(
        `async createExport${LIST} { return undefined; }`,
        'return pool.run(backend.getVolume, volume.id);',
      ),
    },
  ],
  invalid: [
    {
      name: 'a comment, beside a command that is put together',
      code: acme(
        `async «createExport»${LIST} {\n    // nothing to do\n  }`,
        "const cmd = ['access']; cmd.push('create'); return this.client.run(cmd.join(' '), volume.id);",
      ),
      messageId: 'stub',
      data: { ...data, creator: 'ArrayClient.run', place: 'src/case.ts:9' },
    },
    {
      name: 'nothing returned, beside a method handed on',
      code: acme(
        `async «createExport»${LIST} { return undefined; }`,
        'return pool.run(backend.attachVolume, volume.id);',
      ),
      messageId: 'stub',
      data: { ...data, creator: 'backend.attachVolume' },
    },
    { name: 'empty', code: acme(`async «createExport»${LIST} {}`), messageId: 'stub', data },
    {
      name: 'a comment',
      code: acme(`async «createExport»${LIST} { /* later */ }`),
      messageId: 'stub',
      data,
    },
    {
      name: 'a log',
      code: acme(`async «createExport»${LIST} { console.debug('nothing'); }`),
      messageId: 'stub',
      data,
    },
    {
      name: 'a constant',
      code: acme(`async «createExport»${LIST} { return { ok: true }; }`),
      messageId: 'stub',
      data,
    },
    {
      name: 'an arrow',
      code: acme(`«createExport» = async ${LIST} => undefined;`),
      messageId: 'stub',
      data,
    },
    {
      name: 'a quoted name',
      code: acme(`async «'createExport'»${LIST} {}`),
      messageId: 'stub',
      data,
    },
  ],
});

testRule(ID, rule, 'espree', {
  valid: [],
  invalid: [
    {
      name: 'empty',
      code: "import { SilverrunRest } from './silverrun.js';\nexport class Acme {\n  rest = new SilverrunRest();\n  async «createExport»(context, volume, connector) {}\n  async initializeConnection(volume, connector) { return this.rest.createView(volume.id); }\n}",
      messageId: 'stub',
      data: { ...data, creator: 'SilverrunRest.createView', place: 'src/case.js:5' },
    },
  ],
});
