import { describe, expect, it } from 'vitest';
import { onlyPlan, verdictOf } from '../../support/moves.js';

/** A driver whose move is safe: each condition holds. */
const SAFE = `class AcmeDriver(VolumeDriver):
    def create_export(self, context, volume, connector):
        pass

    def terminate_connection(self, volume, connector):
        self.client.unmap_lun(volume.id, connector['host'])

    def initialize_connection(self, volume, connector):
        host = connector['host']
        if not host:
            raise ValueError('no host')
        self.client.map_lun(volume.id, host)
        lun = self.client.find_lun(volume.id, host)
        if lun is None:
            raise LookupError(host)
        return {'driver_volume_type': 'iscsi', 'data': {'lun': lun}}
`;

const CREATES = '        self.client.map_lun(volume.id, host)\n';
const READS = '        lun = self.client.find_lun(volume.id, host)\n';
const GUARD = '        if lun is None:\n            raise LookupError(host)\n';
const STUB = '    def create_export(self, context, volume, connector):\n        pass\n';
const GUARDED = "        if not host:\n            raise ValueError('no host')\n";

describe('a move is safe only while each condition holds', () => {
  it('holds', () => {
    expect(verdictOf(onlyPlan({ 'acme.py': SAFE }))).toBe('safe');
  });

  it.each<[condition: string, from: string, to: string, verdict: string]>([
    ['P1 no value flows', CREATES, '        lun = self.client.map_lun(volume.id, host)\n', 'safe'],
    [
      'P1 a value flows that the tree cannot read again',
      CREATES + READS + GUARD,
      '        lun = self.client.map_lun(volume.id, host)\n',
      'by hand: unreadable unverified',
    ],
    [
      'P1 a secret flows',
      CREATES,
      '        chap_secret = self.client.map_lun(volume.id, host)\n        lun_of = chap_secret\n        self.log(lun_of)\n',
      'decision: after secret',
    ],
    [
      'P1 a value is looked up, else created',
      CREATES + READS + GUARD,
      '        lun = self.client.find_lun(volume.id, host)\n        if lun is None:\n            lun = self.client.map_lun(volume.id, host)\n',
      'decision: missing unverified',
    ],
    [
      'P2 what is in both is fresh',
      "host = connector['host']",
      'host = uuid4()',
      'decision: fresh',
    ],
    [
      'P2 what stays is drawn by lot',
      GUARD,
      `${GUARD}        lun = random.sample(lun, 1)\n`,
      'decision: fresh',
    ],
    [
      'P3 a field is set before',
      CREATES,
      `        self.conn = host\n${CREATES}`,
      'decision: field',
    ],
    [
      'P3 a session is opened before',
      CREATES,
      `        self.client.login(host)\n${CREATES}`,
      'decision: effect',
    ],
    [
      'P3 an effect gives a value that stays',
      CREATES,
      `        lun_id = self.client.provision(host)\n${CREATES}`.replace('lun_id', 'volume.lun'),
      'decision: effect',
    ],
    [
      'P3 something is taken back before',
      CREATES,
      `        self.client.remove_stale(host)\n${CREATES}`,
      'decision: effect',
    ],
    [
      'P3 a context that is no lock',
      CREATES,
      `        with self.client.batch():\n    ${CREATES}`,
      'decision: held',
    ],
    [
      'P3 something changes behind',
      GUARD,
      `${GUARD}        self.client.save_config(host)\n`,
      'decision: after',
    ],
    [
      'P4 what was read before is in what stays',
      CREATES,
      `        lun_before = self.client.find_luns(volume.id)\n${CREATES}        host = lun_before\n`,
      'decision: before',
    ],
    ['P5 nothing that stays fails', GUARD, '', 'decision: unverified'],
    [
      'P5 it fails on something else',
      'if lun is None',
      'if volume is None',
      'decision: unverified',
    ],
    ['P6 no guard', GUARDED, '', 'safe'],
    [
      'P7 what stays depends on how it went',
      CREATES,
      '        made = self.client.map_lun(volume.id, host)\n        if made:\n            return {}\n',
      'by hand: outcome unreadable',
    ],
    [
      'P7 a guard on how it went gives what stays',
      CREATES,
      "        made = self.client.map_lun(volume.id, host)\n        if made:\n            host = made['host']\n        else:\n            raise LookupError(host)\n",
      'by hand: outcome unreadable',
    ],
    [
      'P8 a container is filled',
      CREATES,
      '        luns = []\n        luns.append(self.client.map_lun(volume.id, host))\n        if not luns[0]:\n            return luns\n',
      'by hand: filled outcome',
    ],
    [
      'P10 a handler takes it back',
      CREATES,
      `        try:\n    ${CREATES}        except ValueError:\n            self.client.unmap_lun(host)\n            raise\n`,
      'decision: undo',
    ],
    [
      'P10 a handler goes on',
      CREATES,
      `        try:\n    ${CREATES}        except ValueError:\n            pass\n`,
      'decision: swallow',
    ],
    [
      'P10 a handler only translates',
      CREATES,
      `        try:\n    ${CREATES}        except ValueError:\n            raise LookupError()\n`,
      'safe',
    ],
    [
      'P10 something is done in any case',
      CREATES,
      `        try:\n    ${CREATES}        finally:\n            self.done(host)\n`,
      'decision: after finally',
    ],
    [
      'P11 the creating method does something',
      STUB,
      STUB.replace('pass', 'return self.client.describe(volume)'),
      'decision: busy',
    ],
    [
      'P11 the creating method has no connector',
      STUB,
      STUB.replace(', connector', ''),
      'blocked: target',
    ],
    [
      'P11 the place of the connector is taken',
      STUB,
      STUB.replace('connector', 'vg=None'),
      'blocked: slot',
    ],
    [
      'P11 it creates already',
      STUB,
      STUB.replace('pass', 'self.client.map_lun(volume.id, connector)'),
      'already',
    ],
    [
      'P14 somebody initializes without creating',
      STUB,
      `${STUB}\n    def copy_volume(self, volume):\n        return self.initialize_connection(volume, {})\n`,
      'blocked: caller',
    ],
    [
      'P14 somebody creates first',
      STUB,
      `${STUB}\n    def copy_volume(self, context, volume):\n        self.create_export(context, volume, {})\n        return self.initialize_connection(volume, {})\n`,
      'safe',
    ],
  ])('%s', (_condition, from, to, verdict) => {
    expect(SAFE).toContain(from);
    expect(verdictOf(onlyPlan({ 'acme.py': SAFE.replace(from, to) }))).toBe(verdict);
  });

  it.each<[condition: string, from: string, to: string, id: string]>([
    ['P9', '    def initialize', "    @synchronized('acme')\n    def initialize", 'lock'],
    ['P12', '', '', 'nothing'],
    ['P13', '', '', 'raises'],
    ['P15', '', '', 'terminates'],
    ['P15', 'terminate_connection', 'end', 'unterminated'],
    ['P16', '', '', 'unrepeated'],
    ['P1', "'data'", "'multipath': connector['multipath'], 'data'", 'several'],
    ['P3', CREATES, `        self.client.provision(host)\n${CREATES}`, 'along'],
  ])('%s is on the checklist: %s', (condition, from, to, id) => {
    const { reasons, verdict } = onlyPlan({ 'acme.py': SAFE.replace(from, to) });
    expect(verdict).toBe('safe');
    expect(reasons.filter((r) => r.id === id).map((r) => [r.kind, r.condition])).toEqual([
      ['check', condition],
    ]);
  });
});

describe('the same in TypeScript', () => {
  const file = (body: string) => `import { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
import { ArrayClient } from './client.js';
export class Acme extends VolumeDriver {
  private readonly client = new ArrayClient();
  private conn = '';
  async createExport(_context: RequestContext, _volume: Volume, _connector: Connector) {}
  async initializeConnection(volume: Volume, connector: Connector) {
${body}
  }
}`;
  const CREATE = 'await this.client.mapLun(volume.id, connector.host);';
  const REST = `const lun = await this.client.findLun(volume.id);
if (!lun) throw new Error('no lun');
return { data: lun };`;

  it.each<[title: string, body: string, verdict: string]>([
    ['holds', `${CREATE}\n${REST}`, 'safe'],
    [
      'nobody waits',
      `this.client.mapLun(volume.id, connector.host);\n${REST}`,
      'decision: floating',
    ],
    ['a field is set', `this.conn = connector.host;\n${CREATE}\n${REST}`, 'decision: field'],
    [
      'a part of an expression creates',
      `const known = await this.client.findLun(volume.id);
const lun = known ?? (await this.client.mapLun(volume.id, connector.host));
return { data: lun };`,
      'decision: missing unverified',
    ],
    [
      'all is what the creator gave',
      'return { data: await this.client.mapLun(volume.id, connector.host), n: 1 + 1 };',
      'decision: unkeyed unverified',
    ],
    [
      'a lock around it',
      `return this.withLock(connector.host, async () => {\n${CREATE}\n${REST}\n});
  }
  private async withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
    return run();`,
      'safe',
    ],
  ])('%s', (_title, body, verdict) => {
    expect(verdictOf(onlyPlan({ 'acme.ts': file(body) }))).toBe(verdict);
  });
});
