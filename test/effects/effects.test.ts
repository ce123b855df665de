import { describe, expect, it } from 'vitest';
import { HEAD, driver } from '../support/acme.js';
import { SUPPORT, tree, type Files } from '../support/tree.js';

const RULE = 'no-export-in-initialize-connection';

type Case = [title: string, text: string, chain?: string | string[], more?: Files];

/** The marked calls are reported, in order, with these chains; nothing else is. */
function check(cases: readonly Case[], file = 'acme.ts'): void {
  it.each(cases)('%s', (_title, text, chain = [], more = {}) => {
    const made = tree({ ...SUPPORT, ...more, [file]: text });
    expect(made.reports(RULE)).toEqual(made.marked());
    const chains = [chain].flat();
    if (chains.length > 0) expect(made.found(RULE).map((f) => f.data.chain)).toEqual(chains);
    else expect(made.marked()).toEqual([]);
  });
}

const ME = 'Acme.initializeConnection';
const MAP = `${ME} -> ArrayClient.mapLun`;

describe('what creates', () => {
  check([
    ['a client’s method', driver('return this.client.«mapLun»(volume.id);'), MAP],
    [
      'a client of a package',
      driver('return backend.«mapVolume»(volume.id);'),
      `${ME} -> backend.mapVolume`,
    ],
    [
      'a function of a package',
      driver('return «createHost»(connector.host);', '', "import { createHost } from 'sdk';"),
      `${ME} -> createHost`,
    ],
    [
      'a typed client of a package',
      driver(
        'return this.api.«attachVolume»(volume.id);',
        'private api!: VendorApi;',
        "import type { VendorApi } from 'sdk';",
      ),
      `${ME} -> VendorApi.attachVolume`,
    ],
    [
      'an untyped field',
      driver('return this.array.«createVlun»(volume.id);', 'private array: any;'),
      `${ME} -> array.createVlun`,
    ],
    [
      'an interface nobody implements',
      driver(
        'return this.api.«createHost»(1);',
        'private api!: Api;',
        'interface Api { createHost(n: number): void }',
      ),
      `${ME} -> Api.createHost`,
    ],
    [
      'two of them',
      driver(
        'await this.client.«createHost»(connector.host); return this.client.«mapLun»(volume.id);',
      ),
      [`${ME} -> ArrayClient.createHost`, MAP],
    ],
    [
      'its own createExport',
      driver('await this.«createExport»({ id: "" }, volume, connector); return { data: 1 };'),
      `${ME} -> Acme.createExport`,
    ],
    [
      'its own createExport through another',
      driver(
        'await this.«again»(volume, connector); return { data: 1 };',
        'again(v: Volume, c: Connector) { return this.createExport({ id: "" }, v, c); }',
      ),
      `${ME} -> Acme.again -> Acme.createExport`,
    ],
    [
      'zoning',
      driver(
        'await this.fabric.«addFcZone»(connector.wwpns); return { data: 1 };',
        'private fabric: any;',
      ),
      `${ME} -> fabric.addFcZone`,
    ],
    [
      'zoning said otherwise',
      driver(
        'await this.fabric.«createZone»(connector.wwpns); return { data: 1 };',
        'private fabric: any;',
      ),
      `${ME} -> fabric.createZone`,
    ],
    [
      'a bare verb with a volume',
      driver('return this.api.«publish»(volume);', 'private api: any;'),
      `${ME} -> api.publish`,
    ],
    [
      'what finds or creates',
      driver('return this.api.«getOrCreateHost»(connector.host);', 'private api: any;'),
      `${ME} -> api.getOrCreateHost`,
    ],
    [
      'what ensures, in a client',
      driver('return this.api.«ensureHost»(connector.host);', 'private api: any;'),
      `${ME} -> api.ensureHost`,
    ],
    [
      'a function that says so',
      driver(
        'return this.«getThere»(volume);',
        '/** @createsExport */\n getThere(v: Volume) { return backend.go(v.id); }',
      ),
      `${ME} -> Acme.getThere`,
    ],
  ]);
});

describe('what does not', () => {
  check([
    ['a look-up', driver('return this.client.findLun(volume.id);')],
    [
      'a name whose body reaches nothing',
      driver(
        'return this.mapPortals(volume);',
        'mapPortals(v: Volume) { return [v.id].map((x) => x.trim()); }',
      ),
    ],
    [
      'a creator’s name over a plain body',
      driver(
        'return this.createTarget(volume);',
        'createTarget(v: Volume) { return { data: { iqn: `iqn:${v.id}` } }; }',
      ),
    ],
    ['createConnectionInfo', driver('return this.client.createConnectionInfo(volume.id);')],
    [
      'createConnectionInfo of a package',
      driver('return backend.createConnectionInfo(volume.id);'),
    ],
    ['array.map', driver('return connector.wwpns.map((w) => w.trim());')],
    [
      'a Map',
      driver(
        'this.seen.set(volume.id, 1); return this.seen.get(volume.id);',
        'seen = new Map<string, number>();',
      ),
    ],
    [
      'Object.assign and bind',
      driver('return Object.assign({}, this.m.bind(this)());', 'm() { return { data: 1 }; }'),
    ],
    ['CHAP alone', driver('return backend.createChapSecret(connector.initiator);')],
    [
      'sessions and logins',
      driver('await backend.login(); return backend.createSession(connector.host);'),
    ],
    ['a local mount', driver('return backend.mountVolume(volume.id);')],
    ['a cache', driver('return backend.addHostToCache(connector.host);')],
    ['QoS', driver('return backend.createQosForVolume(volume.id);')],
    [
      'removal',
      driver(
        'await backend.unmapLun(volume.id); await backend.deleteHost(1); return backend.removeExport(volume.id);',
      ),
    ],
    [
      'undoing on an error path',
      driver(
        'try { return await backend.findLun(volume.id); } catch (e) { await backend.mapLun(volume.id); throw e; }',
      ),
    ],
    [
      'undoing in .catch',
      driver(
        'return backend.findLun(volume.id).catch((e: unknown) => { backend.mapLun(volume.id); throw e; });',
      ),
    ],
    [
      'logging',
      driver(
        'log.createHost(volume.id); this.logger.mapLun(1); return { data: 1 };',
        'private logger: any;',
      ),
    ],
    [
      'strings and comments',
      driver('/* this.client.mapLun() */ return { data: "client.mapLun(x)" };'),
    ],
    [
      'a call in a closure that is never in reach',
      driver('return { data: 1 };', 'attach(v: Volume) { return this.client.mapLun(v.id); }'),
    ],
    ['creating a volume', driver('return backend.createVolume(volume.id);')],
    [
      'a class with a creator’s name',
      driver(
        'return { data: new HostMapping(volume.id) };',
        '',
        'class HostMapping { constructor(readonly id: string) {} }',
      ),
    ],
    [
      'a function that says it reads',
      driver(
        'return this.client2.mapLun(volume.id);',
        'private client2 = new Reader();',
        'class Reader {\n  /** @readsExport */\n  mapLun(id: string) { return backend.go(id); }\n}',
      ),
    ],
    [
      'a function that says it reads, with a creator in it',
      driver(
        'return this.look(volume);',
        '/** @readsExport */\n look(v: Volume) { return this.client.mapLun(v.id); }',
      ),
    ],
    ['a reference that is not called', driver('return { data: this.client.mapLun };')],
    [
      'a type',
      driver(
        'const f: (typeof this.client)["mapLun"] | undefined = undefined; return { data: f };',
      ),
    ],
    [
      'another method of the driver',
      driver(
        'return { data: 1 };',
        'async attachVolume(v: Volume) { return this.client.mapLun(v.id); }',
      ),
    ],
  ]);
});

describe('transports, judged by the literals of the call', () => {
  check([
    ['a verb', driver("return «run»('map-lun', volume.id);"), `${ME} -> run`],
    ['a reading verb', driver("return run('show-lun', volume.id);")],
    [
      'a path',
      driver("return «request»('POST', `/hosts/${connector.host}/attachments`);"),
      `${ME} -> request`,
    ],
    ['a reading method', driver("return request('GET', `/hosts/${connector.host}/attachments`);")],
    ['a login', driver("return request('POST', '/login');")],
    [
      'a method of the tree',
      driver("return this.client.«exec»('map-lun', volume.id);"),
      `${ME} -> ArrayClient.exec`,
    ],
    ['a reading one of the tree', driver("return this.client.exec('show-lun', volume.id);")],
    ['a list', driver("return «run»(['lun', 'map', volume.id]);"), `${ME} -> run`],
    [
      'an object',
      driver("return «request»({ method: 'POST', url: '/mappings' });"),
      `${ME} -> request`,
    ],
    [
      'a constant',
      driver('return «run»(VERB, volume.id);', '', "const VERB = 'map-lun';"),
      `${ME} -> run`,
    ],
    [
      'an enum',
      driver(
        'return «run»(Verb.Map, volume.id);',
        '',
        "enum Verb { Map = 'map-lun', Show = 'show-lun' }",
      ),
      `${ME} -> run`,
    ],
    [
      'a reading enum',
      driver(
        'return run(Verb.Show, volume.id);',
        '',
        "enum Verb { Map = 'map-lun', Show = 'show-lun' }",
      ),
    ],
    [
      'a local variable',
      driver("const verb = 'map-lun'; return «run»(verb, volume.id);"),
      `${ME} -> run`,
    ],
    [
      'a choice',
      driver("return «run»(connector.host ? 'map-lun' : 'show-lun', volume.id);"),
      `${ME} -> run`,
    ],
    [
      'a helper that hands its parameter on',
      driver(
        "return this.«cli»('map-lun', volume.id);",
        'cli(verb: string, id: string) { return run(verb, id); }',
      ),
      `${ME} -> Acme.cli`,
    ],
    [
      'the same helper, reading',
      driver(
        "return this.cli('show-lun', volume.id);",
        "cli(verb: string, id: string) { return run(verb, id); }\n async attach(v: Volume) { return this.cli('map-lun', v.id); }",
      ),
    ],
    [
      'a helper with its own name',
      driver(
        "return this.«ask»('map-lun', volume.id);",
        'ask(verb: string, id: string) { return run(verb, id); }',
      ),
      `${ME} -> Acme.ask -> run`,
    ],
    [
      'a helper with its own name, reading',
      driver(
        "return this.ask('show-lun', volume.id);",
        "ask(verb: string, id: string) { return run(verb, id); }\n go(id: string) { return this.ask('map-lun', id); }",
      ),
    ],
    [
      'a helper two levels deep',
      driver(
        "return this.«a»('map-lun');",
        'a(v: string) { return this.b(v); }\n b(w: string) { return run(w); }',
      ),
      `${ME} -> Acme.a -> Acme.b -> run`,
    ],
    [
      'a member of a literal union',
      driver('return this.«ask»(mode);', "ask(verb: 'map-lun' | 'show-lun') { return run(verb); }"),
      `${ME} -> Acme.ask -> run`,
    ],
    [
      'a tag',
      driver('return «sh»`map-lun ${volume.id}`;', '', "import { sh } from 'sdk';"),
      `${ME} -> sh`,
    ],
    [
      'below a named creator it does not count',
      driver('return this.client.«mapLun»(volume.id);', '', ''),
      MAP,
    ],
    ['unknown words', driver('return run(volume.name, volume.id);')],
  ]);
});

describe('where it is reported', () => {
  check([
    [
      'at the first hop',
      driver(
        'return this.«attach»(volume);',
        'attach(v: Volume) { return this.go(v); }\n go(v: Volume) { return this.client.mapLun(v.id); }',
      ),
      `${ME} -> Acme.attach -> Acme.go -> ArrayClient.mapLun`,
    ],
    [
      'through a function of the module',
      driver(
        'return «attach»(this.client, volume);',
        '',
        'async function attach(c: ArrayClient, v: Volume) { return c.mapLun(v.id); }',
      ),
      `${ME} -> attach -> ArrayClient.mapLun`,
    ],
    [
      'through a function of another file',
      driver('return «attach»(volume);', '', "import { attach } from './help.js';"),
      `${ME} -> attach -> ArrayClient.mapLun`,
      {
        'help.ts':
          "import { ArrayClient } from './client.js';\nexport async function attach(v: { id: string }) { return new ArrayClient().mapLun(v.id); }",
      },
    ],
    [
      'through #private',
      driver(
        'return this.«#attach»(volume);',
        '#attach(v: Volume) { return this.client.mapLun(v.id); }',
      ),
      `${ME} -> Acme.#attach -> ArrayClient.mapLun`,
    ],
    [
      'through a static method',
      driver(
        'return Acme.«attach»(this.client, volume);',
        'static attach(c: ArrayClient, v: Volume) { return c.mapLun(v.id); }',
      ),
      `${ME} -> Acme.attach -> ArrayClient.mapLun`,
    ],
    [
      'through an arrow property',
      driver(
        'return this.«attach»(volume);',
        'attach = async (v: Volume) => this.client.mapLun(v.id);',
      ),
      `${ME} -> Acme.attach -> ArrayClient.mapLun`,
    ],
    [
      'through a getter',
      driver('return { data: this.«ready» };', 'get ready() { return this.client.mapLun("x"); }'),
      `${ME} -> Acme.ready -> ArrayClient.mapLun`,
    ],
    [
      'through a constructor',
      driver(
        'return { data: new «Access»(this.client, volume) };',
        '',
        'class Access { constructor(c: ArrayClient, v: Volume) { void c.mapLun(v.id); } }',
      ),
      `${ME} -> Access.constructor -> ArrayClient.mapLun`,
    ],
    [
      'in a closure',
      driver(
        'return withLock(async () => this.client.«mapLun»(volume.id));',
        '',
        "import { withLock } from 'locks';",
      ),
      MAP,
    ],
    [
      'in a closure for a function of the tree',
      driver(
        'return withLock(async () => this.client.«mapLun»(volume.id));',
        '',
        'async function withLock<T>(fn: () => Promise<T>) { return await fn(); }',
      ),
      MAP,
    ],
    [
      'in a callback of map',
      driver(
        'return Promise.all(connector.wwpns.map(async (w) => this.client.«mapLun»(volume.id, w)));',
      ),
      MAP,
    ],
    [
      'in a local function',
      driver('const go = async () => this.client.«mapLun»(volume.id); return go();'),
      MAP,
    ],
    [
      'in a hoisted local function',
      driver(
        'return go(this.client); function go(c: ArrayClient) { return c.«mapLun»(volume.id); }',
      ),
      MAP,
    ],
    [
      'in a function called at once',
      driver('return (async () => this.client.«mapLun»(volume.id))();'),
      MAP,
    ],
    [
      'in nested closures',
      driver(
        'return a(() => b(() => this.client.«mapLun»(volume.id)));',
        '',
        "import { a, b } from 'x';",
      ),
      MAP,
    ],
    [
      'in a returned closure',
      driver('return { data: () => 1, later: async () => this.client.«mapLun»(volume.id) };'),
      MAP,
    ],
    [
      'in .then',
      driver(
        'return this.client.findLun(volume.id).then((l) => l ?? this.client.«mapLun»(volume.id));',
      ),
      MAP,
    ],
    [
      'in .catch that does not re-raise',
      driver('return this.client.findLun(volume.id).catch(() => this.client.«mapLun»(volume.id));'),
      MAP,
    ],
    [
      'in a handler that does not re-raise',
      driver(
        'try { return await this.client.findLun(volume.id); } catch { return this.client.«mapLun»(volume.id); }',
      ),
      MAP,
    ],
    [
      'in finally',
      driver('try { return { data: 1 }; } finally { await this.client.«mapLun»(volume.id); }'),
      MAP,
    ],
    [
      'in a condition',
      driver(
        'if (!(await this.client.findLun(volume.id))) await this.client.«mapLun»(volume.id); return { data: 1 };',
      ),
      MAP,
    ],
    [
      'in a default value',
      driver('const f = (x = this.client.«mapLun»(volume.id)) => x; return { data: f() };'),
      MAP,
    ],
    [
      'at a destructured alias',
      driver('const { client } = this; return client.«mapLun»(volume.id);'),
      MAP,
    ],
    [
      'at a destructured method',
      driver('const { mapLun } = this.client; return «mapLun»(volume.id);'),
      MAP,
    ],
    [
      'at a bound method',
      driver('const map = this.client.mapLun.bind(this.client); return «map»(volume.id);'),
      MAP,
    ],
    [
      'at a bound method of a package',
      driver('const attach = backend.attachLun.bind(backend); return «attach»(volume.id);'),
      `${ME} -> attachLun`,
    ],
    ['at .call', driver('return this.client.«mapLun».call(this.client, volume.id);'), MAP],
    ['at .apply', driver('return this.client.«mapLun».apply(this.client, [volume.id]);'), MAP],
    ['at element access', driver("return this.client[«'mapLun'»](volume.id);"), MAP],
    ['at an optional call', driver('return this.client?.«mapLun»?.(volume.id);'), MAP],
    [
      'at a method handed to a function of the tree',
      driver(
        'return «retry»(() => 1, this.client.mapLun);',
        '',
        'function retry(a: () => number, fn: (id: string) => unknown) { a(); return fn("x"); }',
      ),
      `${ME} -> retry -> ArrayClient.mapLun`,
    ],
  ]);

  it('at a dispatch table, as what may happen', () => {
    const made = tree({
      ...SUPPORT,
      'acme.ts': driver(
        'return «this.modes[connector.host]»(volume);',
        'modes: Record<string, (v: Volume) => unknown> = { a: (v) => this.client.mapLun(v.id), b: (v) => this.client.findLun(v.id) };',
      ),
    });
    expect(made.reports(RULE)).toEqual(made.marked());
    expect(made.found(RULE).map((f) => f.messageId)).toEqual(['mayCreate']);
  });
});

describe('superclasses, templates, mixins', () => {
  const CLEAN =
    'async createExport(context: RequestContext, volume: Volume, connector: Connector) { await this.client.findLun(volume.id); }';
  check([
    [
      'a forward to super is reported in both',
      `${HEAD}export class Base extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); }
}
export class Acme extends Base {
  override async initializeConnection(volume: Volume, connector: Connector) { return super.«initializeConnection»(volume, connector); }
}`,
      [
        `Base.initializeConnection -> ArrayClient.mapLun`,
        `${ME} -> Base.initializeConnection -> ArrayClient.mapLun`,
      ],
    ],
    [
      'what is inherited is the base’s alone',
      `${HEAD}export class Base extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); }
}
export class Acme extends Base { ${CLEAN} }`,
      'Base.initializeConnection -> ArrayClient.mapLun',
    ],
    [
      'a hook is reported where it is overridden',
      `${HEAD}export abstract class Template extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.prepare(volume); }
  abstract prepare(v: Volume): Promise<unknown>;
}
export class Acme extends Template { async prepare(v: Volume) { return this.client.«mapLun»(v.id); } }
export class Clean extends Template { async prepare(v: Volume) { return this.client.findLun(v.id); } }`,
      `${ME} -> Acme.prepare -> ArrayClient.mapLun`,
    ],
    [
      'a template’s own hook is reported in the template',
      `${HEAD}export class Template extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.«prepare»(volume); }
  async prepare(v: Volume): Promise<unknown> { return this.client.mapLun(v.id); }
}
export class Clean extends Template { override async prepare(v: Volume) { return this.client.findLun(v.id); } }`,
      'Template.initializeConnection -> Template.prepare -> ArrayClient.mapLun',
    ],
    [
      'one subclass’s guilt is not its sister’s',
      `${HEAD}export class Template extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.prepare(volume); }
  async prepare(v: Volume): Promise<unknown> { return this.client.findLun(v.id); }
}
export class Acme extends Template { override async prepare(v: Volume) { return this.client.«mapLun»(v.id); } }
export class Sister extends Template {}`,
      `${ME} -> Acme.prepare -> ArrayClient.mapLun`,
    ],
    [
      'a hook two steps below the template',
      `${HEAD}export abstract class Template extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.outer(volume); }
  outer(v: Volume) { return this.prepare(v); }
  abstract prepare(v: Volume): Promise<unknown>;
}
abstract class Middle extends Template {}
export class Acme extends Middle { async prepare(v: Volume) { return this.client.«mapLun»(v.id); } }`,
      `${ME} -> Template.outer -> Acme.prepare -> ArrayClient.mapLun`,
    ],
    [
      'a mixin is reported in the mixin',
      `${HEAD}type Ctor = abstract new (...args: any[]) => VolumeDriver;
export function Zoning<T extends Ctor>(Base: T) {
  abstract class Zoned extends Base {
    fabric: any;
    override async initializeConnection(volume: Volume, connector: Connector) { await this.fabric.«createZone»(1); return super.initializeConnection(volume, connector); }
  }
  return Zoned;
}
class Plain extends VolumeDriver { ${CLEAN.replace('this.client', 'backend')} async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; } }
export class Acme extends Zoning(Plain) {}`,
      'Zoned.initializeConnection -> fabric.createZone',
    ],
    [
      'a generic base with a client from below',
      `${HEAD}export abstract class Base<C> extends VolumeDriver {
  constructor(protected readonly api: C) { super(); }
}
export class Acme extends Base<ArrayClient> {
  async initializeConnection(volume: Volume, connector: Connector) { return this.api.«mapLun»(volume.id); }
}`,
      MAP,
    ],
    [
      'a client that a subclass hands up',
      `${HEAD}export abstract class Base extends VolumeDriver {
  constructor(protected readonly api: any) { super(); }
}
export class Acme extends Base {
  constructor() { super(new ArrayClient()); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.api.«mapLun»(volume.id); }
}`,
      MAP,
    ],
  ]);
});

describe('delegates', () => {
  const COMMON = `${HEAD}export class Common {
  client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); }
}
`;
  const forward = (
    more: string,
    call = 'this.common.«initializeConnection»(volume, connector)',
  ) => `${COMMON}export class Acme extends VolumeDriver {
  ${more}
  createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.common.createExport(context, volume, connector); }
  async initializeConnection(volume: Volume, connector: Connector) { return ${call}; }
}`;
  const CHAINS = [
    'Common.initializeConnection -> ArrayClient.mapLun',
    `${ME} -> Common.initializeConnection -> ArrayClient.mapLun`,
  ];
  check([
    ['a class', forward('common = new Common();'), CHAINS],
    ['a declared type', forward('constructor(private common: Common) { super(); }'), CHAINS],
    ['a getter', forward('get common() { return new Common(); }'), CHAINS],
    [
      'a factory',
      `${forward('common = make();')}\nfunction make() { return new Common(); }`,
      CHAINS,
    ],
    [
      'an alias of it',
      forward(
        'common = new Common();',
        'await (async () => { const { common } = this; return common.«initializeConnection»(volume, connector); })()',
      ),
      CHAINS,
    ],
  ]);

  it('whose implementation is inherited creates too', () => {
    const made = tree({
      ...SUPPORT,
      'acme.ts': `${HEAD}interface Api { initializeConnection(volume: Volume, connector: Connector): Promise<unknown> }
class Guilty { client = new ArrayClient(); async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); } }
class Half extends Guilty implements Api {}
export class Acme extends VolumeDriver {
  constructor(private api: Api) { super(); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.api.«initializeConnection»(volume, connector); }
}`,
    });
    expect(made.reports(RULE)).toEqual(made.marked());
  });

  it('of which only some create, may create', () => {
    const made = tree({
      ...SUPPORT,
      'acme.ts': `${HEAD}interface Common { initializeConnection(volume: Volume, connector: Connector): Promise<unknown> }
class Guilty implements Common { client = new ArrayClient(); async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); } }
class Clean implements Common { client = new ArrayClient(); async initializeConnection(volume: Volume, connector: Connector) { return this.client.findLun(volume.id); } }
export class Acme extends VolumeDriver {
  constructor(private common: Common) { super(); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.common.«initializeConnection»(volume, connector); }
}`,
    });
    expect(made.reports(RULE)).toEqual(made.marked());
    expect(made.found(RULE).map((f) => [f.data.called, f.messageId])).toEqual([
      ['ArrayClient.mapLun', 'creates'],
      ['Guilty.initializeConnection', 'mayCreate'],
    ]);
  });
});

describe('drivers of other shapes', () => {
  check([
    [
      'an object literal for a factory',
      `${HEAD}const client = new ArrayClient();
export const acme = defineDriver({
  async createExport(context, volume, connector) { return client.findLun(volume.id); },
  async initializeConnection(volume, connector) { return client.«mapLun»(volume.id); },
});
declare function defineDriver(d: unknown): unknown;`,
      'acme.initializeConnection -> ArrayClient.mapLun',
    ],
    [
      'a literal with a declared type',
      `${HEAD}const client = new ArrayClient();
export const acme: VolumeDriver = {
  createExport: async (context, volume, connector) => client.findLun(volume.id),
  initializeConnection: async (volume, connector) => client.«mapLun»(volume.id),
};`,
      'acme.initializeConnection -> ArrayClient.mapLun',
    ],
    [
      'a literal whose method calls its own',
      `${HEAD}const client = new ArrayClient();
export const acme = {
  async createExport(context, volume, connector) {},
  async initializeConnection(volume: Volume, connector: Connector) { return this.«attach»(volume); },
  attach(volume: Volume) { return client.mapLun(volume.id); },
} satisfies VolumeDriver;`,
      'acme.initializeConnection -> acme.attach -> ArrayClient.mapLun',
    ],
    [
      'a module of functions',
      `${HEAD}const client = new ArrayClient();
export async function createExport(context: RequestContext, volume: Volume, connector: Connector) { return client.findLun(volume.id); }
export async function initializeConnection(volume: Volume, connector: Connector) { return client.«mapLun»(volume.id); }`,
      'initializeConnection -> ArrayClient.mapLun',
    ],
    [
      'a factory function',
      `${HEAD}export function makeAcme(client: ArrayClient): VolumeDriver {
  return {
    async createExport(context, volume, connector) { return client.findLun(volume.id); },
    async initializeConnection(volume, connector) { return client.«mapLun»(volume.id); },
  };
}`,
      'makeAcme.initializeConnection -> ArrayClient.mapLun',
    ],
    [
      'a class expression',
      `${HEAD}export const Acme = class extends VolumeDriver {
  client = new ArrayClient();
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); }
};`,
      MAP,
    ],
    [
      'a decorated method',
      `${HEAD}declare const traced: any;
export class Acme extends VolumeDriver {
  client = new ArrayClient();
  @traced async initializeConnection(volume: Volume, connector: Connector) { return this.client.«mapLun»(volume.id); }
}`,
      MAP,
    ],
    [
      'overloads',
      `${HEAD}export class Acme extends VolumeDriver {
  client = new ArrayClient();
  initializeConnection(volume: Volume): Promise<any>;
  initializeConnection(volume: Volume, connector: Connector): Promise<any>;
  initializeConnection(volume: Volume, connector?: Connector): Promise<any> { return this.client.«mapLun»(volume.id); }
}`,
      MAP,
    ],
  ]);
  check(
    [
      [
        'JavaScript with CommonJS',
        `const { ArrayClient } = require('./array');
class Acme {
  constructor() { this.client = new ArrayClient(); }
  async createExport(context, volume, connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume, connector) { return this.client.«mapLun»(volume.id); }
}
module.exports = Acme;`,
        MAP,
        {
          'array.js':
            "const t = require('t');\nclass ArrayClient { mapLun(id) { return t.go(id); } findLun(id) { return t.go(id); } }\nmodule.exports = { ArrayClient };",
        },
      ],
      [
        'a prototype',
        `function Acme(client) { this.client = client; }
Acme.prototype.createExport = function (context, volume, connector) { return this.client.findLun(volume.id); };
Acme.prototype.initializeConnection = function (volume, connector) { return this.client.«mapLun»(volume.id); };`,
        `${ME} -> client.mapLun`,
      ],
    ],
    'acme.js',
  );
});

describe('cycles', () => {
  check([
    [
      'a creator in a cycle',
      driver(
        'return this.«a»(3);',
        'a(n: number): unknown { return n ? this.b(n - 1) : 0; }\n b(n: number): unknown { return n ? this.a(n) : this.client.mapLun("x"); }',
      ),
      `${ME} -> Acme.a -> Acme.b -> ArrayClient.mapLun`,
    ],
    [
      'a cycle entered at either end',
      driver(
        'this.«a»(3); return this.«b»(3);',
        'a(n: number): unknown { return this.b(n); }\n b(n: number): unknown { return n ? this.a(n) : this.client.mapLun("x"); }',
      ),
      [`${ME} -> Acme.a -> Acme.b -> ArrayClient.mapLun`, `${ME} -> Acme.b -> ArrayClient.mapLun`],
    ],
    [
      'a clean cycle',
      driver(
        'return this.a(3);',
        'a(n: number): unknown { return n ? this.b(n - 1) : 0; }\n b(n: number): unknown { return n ? this.a(n) : this.client.findLun("x"); }',
      ),
    ],
    [
      'a method that calls itself',
      driver(
        'return this.«a»(3);',
        'a(n: number): unknown { return n ? this.a(n - 1) : this.client.mapLun("x"); }',
      ),
      `${ME} -> Acme.a -> ArrayClient.mapLun`,
    ],
    [
      'the reader calls itself',
      driver(
        'if (connector.host) return this.initializeConnection(volume, connector); return this.client.«mapLun»(volume.id);',
      ),
      [MAP],
    ],
    [
      'the shortest of two ways',
      driver(
        'return this.«a»();',
        'a() { this.b(); return this.client.mapLun("x"); }\n b() { return this.client.createHost("y"); }',
      ),
      `${ME} -> Acme.a -> ArrayClient.mapLun`,
    ],
    [
      'two callers of one helper, one guilty',
      driver(
        'await this.«ask»("map-lun"); return this.ask("show-lun");',
        'ask(verb: string) { return this.pass(verb); }\n pass(verb: string) { return run(verb); }',
      ),
      `${ME} -> Acme.ask -> Acme.pass -> run`,
    ],
    [
      'a lock that runs two closures',
      driver(
        'await this.lock(async () => this.client.findLun("x")); return this.lock(async () => this.client.«mapLun»("x"));',
        'async lock<T>(fn: () => Promise<T>) { return await fn(); }',
      ),
      MAP,
    ],
    [
      'a helper that is given a clean function here and a guilty one there',
      driver(
        'return this.lock(async () => this.client.findLun("x"));',
        'async lock<T>(fn: () => Promise<T>) { return await fn(); }\n attach() { return this.lock(async () => this.client.mapLun("x")); }',
      ),
    ],
  ]);
});

describe('who is not judged', () => {
  check([
    [
      'a manager',
      `${HEAD}export class Manager {
  constructor(private driver: VolumeDriver) {}
  async initializeConnection(context: RequestContext, volume: Volume, connector: Connector) {
    await this.driver.createExport(context, volume, connector);
    return this.driver.initializeConnection(volume, connector);
  }
}`,
    ],
    [
      'a manager without a context',
      `${HEAD}export class Manager {
  constructor(private driver: VolumeDriver) {}
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.driver.createExport(context, volume, connector); }
  async initializeConnection(volume: Volume, connector: Connector) {
    await this.driver.createExport({ id: '' }, volume, connector);
    return this.driver.initializeConnection(volume, connector);
  }
}`,
    ],
    [
      'a target',
      `${HEAD}export class Target {
  client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, volumePath: string) { return this.client.mapLun(volumePath); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.mapLun(volume.id); }
}`,
    ],
    [
      'an unrelated class',
      `${HEAD}export class Peer {
  client = new ArrayClient();
  initializeConnection(socket: string, retries: number) { return this.client.mapLun(socket); }
}`,
    ],
  ]);
});

describe('what a finding says', () => {
  const made = tree({
    ...SUPPORT,
    'acme.ts': driver(
      'return this.«attach»(volume);',
      'attach(v: Volume) { return this.client.mapLun(v.id); }',
    ),
  });
  it('is what is wrong, the chain, where the creator is, and the remedy', () => {
    expect(
      made.found(RULE).map(({ messageId, data, decidedBy }) => ({ messageId, data, decidedBy })),
    ).toEqual([
      {
        messageId: 'creates',
        decidedBy: 'linker',
        data: {
          called: 'Acme.attach',
          reader: 'initializeConnection',
          creator: 'ArrayClient.mapLun',
          chain: `${ME} -> Acme.attach -> ArrayClient.mapLun`,
          place: 'acme.ts:9',
          remedy: 'createExport',
        },
      },
    ]);
  });
});
