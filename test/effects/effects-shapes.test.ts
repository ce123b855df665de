import { expect, it } from 'vitest';
import { HEAD, driver } from '../support/acme.js';
import { SUPPORT, tree } from '../support/tree.js';

/**
 * Where a creation is written in an unusual way: the marked calls are reported, and nothing else.
 */
it.each([
  [
    'reduce',
    driver(
      'return connector.wwpns.reduce(async (p, w) => { await p; await this.client.«mapLun»(w); }, Promise.resolve());',
    ),
  ],
  [
    'for await',
    driver(
      'for await (const l of this.luns(volume)) await this.client.«mapLun»(l); return {};',
      'async *luns(v: Volume) { yield v.id; }',
    ),
  ],
  [
    'generator helper',
    driver(
      'for (const l of this.«luns»(volume)) void l; return {};',
      '*luns(v: Volume) { yield this.client.mapLun(v.id); }',
    ),
  ],
  ['setTimeout', driver('setTimeout(() => this.client.«mapLun»(volume.id), 1); return {};')],
  [
    'new Promise',
    driver('return new Promise((res) => this.client.«mapLun»(volume.id).then(res));'),
  ],
  [
    'decorator of own',
    driver(
      'return this.«go»(volume);',
      '@locked("x") async go(v: Volume) { return this.client.mapLun(v.id); }',
      'declare const locked: any;',
    ),
  ],
  [
    'retry helper bound',
    driver(
      'return «retry»(this.attach.bind(this, volume));',
      'attach(v: Volume) { return this.client.mapLun(v.id); }',
      'async function retry<T>(fn: () => Promise<T>) { return fn(); }',
    ),
  ],
  [
    'handed to a package',
    driver(
      'return «retry»(this.attach, volume);',
      'attach = (v: Volume) => this.client.mapLun(v.id);',
      "import { retry } from 'p-retry';",
    ),
  ],
  [
    'an alias by element access',
    driver(
      'const fn = this["attach"]; return «fn»(volume);',
      'attach(v: Volume) { return this.client.mapLun(v.id); }',
    ),
  ],
  [
    'switch',
    driver(
      'switch (connector.host) { case "a": return this.client.«mapLun»(volume.id); default: return {}; }',
    ),
  ],
  [
    'nullish assign',
    driver('this.lun ??= await this.client.«mapLun»(volume.id); return {};', 'lun?: unknown;'),
  ],
  [
    'static block singleton',
    driver(
      'return Registry.client.«mapLun»(volume.id);',
      '',
      'class Registry { static client: ArrayClient; static { Registry.client = new ArrayClient(); } }',
    ),
  ],
  [
    'builder chain',
    driver(
      'return this.client2.volume(volume.id).«attachVolume»(connector.host);',
      'client2: any;',
    ),
  ],
  [
    'optional client chain',
    driver(
      'return this.pool.acquire().then((c: ArrayClient) => c.«mapLun»(volume.id));',
      'pool: any;',
    ),
  ],
  [
    'super from arrow',
    `${HEAD}class Base extends VolumeDriver { client = new ArrayClient(); async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); } }
export class Acme extends Base { override initializeConnection = async (volume: Volume, connector: Connector) => { return super.«initializeConnection»(volume, connector); }; }`,
  ],
  [
    'namespaced helper',
    driver(
      'return util.«attach»(this.client, volume);',
      '',
      'namespace util { export async function attach(c: ArrayClient, v: Volume) { return c.mapLun(v.id); } }',
    ),
  ],
  [
    'object of helpers',
    driver(
      'return helpers.«attach»(this.client, volume);',
      '',
      'const helpers = { attach: async (c: ArrayClient, v: Volume) => c.mapLun(v.id) } as const;',
    ),
  ],
  [
    'Object.freeze helpers',
    driver(
      'return helpers.«attach»(this.client, volume);',
      '',
      'const helpers = Object.freeze({ attach: async (c: ArrayClient, v: Volume) => c.mapLun(v.id) });',
    ),
  ],
  [
    'memoized function',
    driver(
      'return «attach»(this.client, volume);',
      '',
      "import memo from 'memo';\nconst attach = memo(async (c: ArrayClient, v: Volume) => c.mapLun(v.id));",
    ),
  ],
  [
    'task list',
    driver(
      'const tasks = [() => this.client.«mapLun»(volume.id)]; for (const t of tasks) await t(); return {};',
    ),
  ],
  [
    'event emitter',
    driver(
      'bus.emit("x", volume); return {};',
      '',
      "import { bus } from 'bus';\nbus.on('x', (v: Volume) => new ArrayClient().mapLun(v.id));",
    ),
  ],
  [
    'Symbol.asyncDispose',
    driver(
      'await using lock = await this.lock(); return this.client.«mapLun»(volume.id);',
      'async lock() { return { async [Symbol.asyncDispose]() {} }; }',
    ),
  ],
  [
    'throws after create',
    driver(
      'if (!volume.id) { await this.client.«createHost»("x"); throw new Error("retry"); } return {};',
    ),
  ],
  [
    'class field of closures',
    driver(
      'return this.ops.«attach»(volume);',
      'ops = { attach: (v: Volume) => this.client.mapLun(v.id), find: (v: Volume) => this.client.findLun(v.id) };',
    ),
  ],
  [
    'get client by async getter',
    driver(
      'const c = await this.getClient(); return c.«mapLun»(volume.id);',
      'private async getClient() { if (!this.c) this.c = await connect(); return this.c; } c?: ArrayClient;',
      "import { connect } from 'sdk';",
    ),
  ],
  [
    'tuple destructuring',
    driver(
      'const [c] = await this.open(); return c.«mapLun»(volume.id);',
      'async open(): Promise<[ArrayClient, string]> { return [this.client, "x"]; }',
    ),
  ],
  [
    'object return destructuring',
    driver(
      'const { c } = await this.open(); return c.«mapLun»(volume.id);',
      'async open() { return { c: this.client, s: "x" }; }',
    ),
  ],
  [
    'params object',
    driver(
      'return «attach»({ client: this.client, volume });',
      '',
      'async function attach({ client, volume }: { client: ArrayClient; volume: Volume }) { return client.mapLun(volume.id); }',
    ),
  ],
])('%s', (_t, text) => {
  const made = tree({ ...SUPPORT, 'acme.ts': text });
  expect(made.reports('no-export-in-initialize-connection')).toEqual(made.marked());
});
