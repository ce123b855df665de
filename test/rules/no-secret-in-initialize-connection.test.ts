import rule from '../../rules/no-secret-in-initialize-connection.js';
import { testPythonRule, testRule } from '../support/rule-tester.js';

const ID = 'no-secret-in-initialize-connection';

const acme = (body: string, more = '') => `import { randomBytes } from 'crypto';
import { generatePassword } from 'vendor-secrets';
import { ArrayClient } from './client.js';
import { VolumeDriver } from './driver.js';
import type { Connector, Volume } from './types.js';
export class Acme extends VolumeDriver {
  client = new ArrayClient();
  options = { password: undefined };
  async initializeConnection(volume: Volume, connector: Connector) {
    ${body}
  }
  ${more}
}
`;
const SET = 'await this.client.setChap(connector.host, secret); return { data: secret };';
const data = (called: string, chain: string, place: string) => ({
  reader: 'initializeConnection',
  called,
  chain: `Acme.initializeConnection -> ${chain}`,
  place,
  remedy: 'createExport',
});

testRule(ID, rule, 'typescript', {
  valid: [
    {
      name: 'it is looked up',
      code: acme(`const secret = await this.client.findSecret(connector.host); ${SET}`),
    },
    {
      name: 'it is looked up, else made',
      code: acme(
        `let secret = await this.client.findSecret(connector.host);\n    if (!secret) secret = generatePassword(16);\n    ${SET}`,
      ),
    },
    {
      name: 'known or made',
      code: acme(
        `const secret = (await this.client.findSecret(connector.host)) ?? generatePassword(16); ${SET}`,
      ),
    },
    {
      name: 'only where there is no host',
      code: acme(
        `if (!(await this.client.findHost(connector.host))) await this.newHost(connector); return { data: 1 };`,
        'async newHost(connector: Connector) { await this.client.setChap(connector.host, generatePassword(16)); }',
      ),
    },
    {
      name: 'it is drawn by lot, and no secret',
      code: acme(`const id = randomBytes(4); return { data: id };`),
    },
    {
      name: 'it is worked out from a name',
      code: acme(
        `const secret = this.generateSecret(connector.host); ${SET}`,
        'generateSecret(name: string) { return name.repeat(2).slice(0, 16); }',
      ),
    },
    {
      name: 'another method makes it',
      code: acme(
        'return { data: 1 };',
        'async createVolume(volume: Volume) { return generatePassword(16); }',
      ),
    },
  ],
  invalid: [
    {
      name: 'it is made',
      code: acme(`const secret = «generatePassword»(16); ${SET}`),
      messageId: 'renews',
      data: data('generatePassword', 'generatePassword', 'src/case.ts:10'),
    },
    {
      name: 'random bytes are kept as a secret',
      code: acme(`const secret = «randomBytes»(16).toString('hex'); ${SET}`),
      messageId: 'renews',
      data: data('randomBytes', 'randomBytes', 'src/case.ts:10'),
    },
    {
      name: 'but for a setting',
      code: acme(`const secret = this.options.password ?? «generatePassword»(16); ${SET}`),
      messageId: 'renews',
      data: data('generatePassword', 'generatePassword', 'src/case.ts:10'),
    },
    {
      name: 'only where a setting asks for it',
      code: acme(
        `if (!this.options.chap) return { data: 1 };\n    const secret = await this.«configureChap»(connector); return { data: secret };`,
        'async configureChap(connector: Connector) { const secret = generatePassword(16); await this.client.setChap(connector.host, secret); return secret; }',
      ),
      messageId: 'renews',
      data: data('Acme.configureChap', 'Acme.configureChap -> generatePassword', 'src/case.ts:13'),
    },
  ],
});

const python = (body: string, more = '') => `from vendor_secrets import generate_password
from client import ArrayClient
from driver import VolumeDriver


class Acme(VolumeDriver):
    client = ArrayClient()

    def initialize_connection(self, volume, connector):
        ${body.replaceAll('\n', '\n        ')}
${more}`;
const KEEP = "\nself.client.set_chap(connector['host'], secret)\nreturn {'data': secret}";

testPythonRule(ID, rule, {
  valid: [
    {
      name: 'it is looked up, else made',
      code: python(
        `secret = self.client.find_secret(connector['host'])\nif not secret:\n    secret = generate_password(16)${KEEP}`,
      ),
    },
    {
      name: 'nobody has found one',
      code: python(
        `try:\n    self.client.find_secret(connector['host'])\nexcept LookupError:\n    self.client.set_chap(connector['host'], generate_password(16))\nreturn {}`,
      ),
    },
    {
      name: 'only a user name is drawn by lot',
      code: python(`chap_username = self.client.generate_name(8)\nreturn {'data': chap_username}`),
    },
  ],
  invalid: [
    {
      name: 'it is made',
      code: python(`secret = «generate_password»(16)${KEEP}`),
      messageId: 'renews',
      data: {
        ...data('generate_password', 'generate_password', 'python/case.py:10'),
        chain: 'Acme.initialize_connection -> generate_password',
        reader: 'initialize_connection',
        remedy: 'create_export',
      },
    },
    {
      name: 'but for a setting',
      code: python(`secret = self.configuration.password or «generate_password»(16)${KEEP}`),
      messageId: 'renews',
      data: {
        ...data('generate_password', 'generate_password', 'python/case.py:10'),
        chain: 'Acme.initialize_connection -> generate_password',
        reader: 'initialize_connection',
        remedy: 'create_export',
      },
    },
  ],
});
