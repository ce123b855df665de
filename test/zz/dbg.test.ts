import { it } from 'vitest';
import { SUPPORT, tree } from '../support/tree.js';
const HEAD = `import { VolumeDriver } from './driver.js';
import { ArrayClient } from './client.js';
import { backend, run, request, log } from 'vendor-sdk';
import type { Connector, RequestContext, Volume } from './types.js';
`;
it('x', () => {
  const made = tree({ ...SUPPORT, 'a.ts': `${HEAD}export class Acme extends VolumeDriver {
  client = new ArrayClient();
  private client2 = new Reader();
  async initializeConnection(volume: Volume, connector: Connector) { if (connector.host) return this.initializeConnection(volume, connector); this.client2.mapLun("x"); return this.client.mapLun(volume.id); }
}
class Reader { /** @readsExport */ mapLun(id: string) { return backend.go(id); } }
` });
  console.log(made.found('no-export-in-initialize-connection').map((f) => f.data));
  console.log(made.module('a.ts').functions.map((f) => [f.name, f.doc?.tags]));
  const t2 = tree({ 'a.js': '/** @typedef {import("./c").C} C */\n/** @param {C} c */\nfunction f(c) { c.go(); }', 'c.js': 'class C { go() {} }\nmodule.exports = { C };' });
  console.log(JSON.stringify(t2.module('a.js').bindings.map(b=>[b.name,b.kind,b.alias]), null, 0), JSON.stringify(t2.module('a.js').functions[1].params[0].type));
});
