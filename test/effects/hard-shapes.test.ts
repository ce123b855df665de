import { describe, expect, it } from 'vitest';
import { HEAD, driver } from '../support/acme.js';
import { SUPPORT, tree, type Files } from '../support/tree.js';

/** The marked calls are reported, and nothing else; `may` where it stands in the title. */
type Case = [title: string, text: string, more?: Files];

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (title, text, more = {}) => {
    const made = tree({ ...SUPPORT, ...more, 'acme.ts': text });
    expect(made.reports('no-export-in-initialize-connection')).toEqual(made.marked());
    const said = new Set(made.found('no-export-in-initialize-connection').map((f) => f.messageId));
    expect([...said]).toEqual(
      made.marked().length === 0 ? [] : [/\bmay\b/u.test(title) ? 'mayCreate' : 'creates'],
    );
  });
}

const TOOL = `private async tool(verb: string, argv: string[]) { return exec(['tool', verb, ...argv]); }`;
const EXEC = "import { exec } from 'node-exec';";

describe('a command that is put together', () => {
  check([
    [
      'a verb handed in, beside a spread',
      driver("return this.«tool»('map-lun', [volume.id]);", TOOL, EXEC),
    ],
    ['reading verb handed in', driver("return this.tool('show-lun', [volume.id]);", TOOL, EXEC)],
    [
      'argv spread from a parameter',
      driver(
        "return this.«tool»('lun', 'map', volume.id);",
        'private async tool(...argv: string[]) { return exec("tool", ...argv); }',
        EXEC,
      ),
    ],
    [
      'argv that reads, spread from a parameter',
      driver(
        "return this.tool('lun', 'show', volume.id);",
        'private async tool(...argv: string[]) { return exec("tool", ...argv); }',
        EXEC,
      ),
    ],
    [
      'argv in an array after a fixed word',
      driver(
        "return this.«tool»(['lun', 'map', volume.id]);",
        'private async tool(argv: string[]) { return exec(["tool", ...argv]); }',
        EXEC,
      ),
    ],
    [
      'a local list',
      driver("const cmd = ['access', 'create']; return «exec»('tool', ...cmd);", '', EXEC),
    ],
    [
      'a local list handed over',
      driver("const cmd = ['access', 'create', volume.id]; return «exec»(cmd);", '', EXEC),
    ],
    [
      'a local list that reads',
      driver("const cmd = ['access', 'list']; return exec('tool', ...cmd);", '', EXEC),
    ],
    [
      'concat',
      driver("const cmd = ['access'].concat(['create', volume.id]); return «exec»(cmd);", '', EXEC),
    ],
    [
      'concat in two steps',
      driver(
        "const base = ['access']; const cmd = base.concat('create', volume.id); return «exec»(...cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'concat that reads',
      driver("const cmd = ['access'].concat(['show', volume.id]); return exec(cmd);", '', EXEC),
    ],
    [
      'push',
      driver(
        "const cmd = ['access']; cmd.push('create', volume.id); return «exec»(cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'push of a spread',
      driver(
        "const more = ['create', volume.id]; const cmd: string[] = ['access']; cmd.push(...more); return «exec»('tool', ...cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'unshift',
      driver(
        "const cmd = [volume.id]; cmd.unshift('access', 'create'); return «exec»(cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'push that reads',
      driver("const cmd = ['access']; cmd.push('show', volume.id); return exec(cmd);", '', EXEC),
    ],
    [
      'a list that is another one again',
      driver(
        "let cmd = ['access']; cmd = [...cmd, 'create', volume.id]; return «exec»(cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'joined',
      driver(
        "const cmd = ['access', 'create', volume.id].join(' '); return «exec»(cmd);",
        '',
        EXEC,
      ),
    ],
    [
      'joined, reading',
      driver("const cmd = ['access', 'show', volume.id].join(' '); return exec(cmd);", '', EXEC),
    ],
    [
      'added to a text',
      driver("let cmd = 'access '; cmd += 'create'; return «exec»(cmd);", '', EXEC),
    ],
    [
      'added to a text, reading',
      driver("let cmd = 'access '; cmd += 'show'; return exec(cmd);", '', EXEC),
    ],
    [
      'a list that a helper makes',
      driver(
        "return «exec»(this.argv('create', volume.id));",
        "private argv(verb: string, id: string) { return ['access', verb, id]; }",
        EXEC,
      ),
    ],
    [
      'a reading list that a helper makes',
      driver(
        "return exec(this.argv('show', volume.id));",
        "private argv(verb: string, id: string) { return ['access', verb, id]; }",
        EXEC,
      ),
    ],
    [
      'a path that a helper joins',
      driver(
        "return this.api.«post»(this.url('hosts', connector.host, 'attachments'));",
        "private url(...parts: string[]) { return ['/v1', ...parts].join('/'); } api = open();",
        "import { open } from 'vendor-sdk2';",
      ),
    ],
    [
      'a path of a login that a helper joins',
      driver(
        "return this.api.post(this.url('sessions', connector.host));",
        "private url(...parts: string[]) { return ['/v1', ...parts].join('/'); } api = open();",
        "import { open } from 'vendor-sdk2';",
      ),
    ],
    [
      'a list behind another list in the same file',
      driver(
        "const cmd = ['access']; cmd.push('show', volume.id); return exec(cmd);",
        "private async make(v: Volume) { const cmd = ['access']; cmd.push('create', v.id); return exec(cmd); }",
        EXEC,
      ),
    ],
  ]);
});

const ENUM = "enum Verb { CREATE = 'create', SHOW = 'show', MAP = 'map-lun' }\n" + EXEC;
const VERBS = "const VERBS = { map: 'lun map', show: 'lun show' } as const;\n" + EXEC;

describe('a verb that is a constant', () => {
  check([
    ['a member of an enum', driver("return «exec»('access', Verb.CREATE, volume.id);", '', ENUM)],
    [
      'a reading member of an enum',
      driver("return exec('access', Verb.SHOW, volume.id);", '', ENUM),
    ],
    ['in a template', driver('return «exec»(`access ${Verb.CREATE} ${volume.id}`);', '', ENUM)],
    [
      'reading, in a template',
      driver('return exec(`access ${Verb.SHOW} ${volume.id}`);', '', ENUM),
    ],
    ['a table', driver('return «exec»(VERBS.map, volume.id);', '', VERBS)],
    ['a table by element access', driver("return «exec»(VERBS['map'], volume.id);", '', VERBS)],
    ['a reading entry of a table', driver("return exec(VERBS['show'], volume.id);", '', VERBS)],
    ['a table in a template', driver('return «exec»(`${VERBS.map} ${volume.id}`);', '', VERBS)],
    [
      'a reading entry in a template',
      driver('return exec(`${VERBS.show} ${volume.id}`);', '', VERBS),
    ],
    [
      'a verb of the enum handed to a helper',
      driver(
        'return this.«tool»(Verb.CREATE, volume.id);',
        "private async tool(verb: Verb, id: string) { return exec('access', verb, id); }",
        ENUM,
      ),
    ],
    [
      'a reading verb of the enum handed to a helper',
      driver(
        'return this.tool(Verb.SHOW, volume.id);',
        "private async tool(verb: Verb, id: string) { return exec('access', verb, id); }",
        ENUM,
      ),
    ],
    [
      'a static constant',
      driver('return «exec»(Acme.MAP, volume.id);', "static readonly MAP = 'lun map';", EXEC),
    ],
    [
      'a field',
      driver('return «exec»(this.verb, volume.id);', "private readonly verb = 'lun map';", EXEC),
    ],
    [
      'a table of lists',
      driver(
        'return «exec»(...COMMANDS.map, volume.id);',
        '',
        `const COMMANDS = { map: ['lun', 'map'], show: ['lun', 'show'] } as const;\n${EXEC}`,
      ),
    ],
    [
      'a reading list of a table',
      driver(
        'return exec(...COMMANDS.show, volume.id);',
        '',
        `const COMMANDS = { map: ['lun', 'map'], show: ['lun', 'show'] } as const;\n${EXEC}`,
      ),
    ],
    [
      'a table of functions that make the text',
      driver(
        'return «exec»(COMMANDS.map(volume.id));',
        '',
        `const COMMANDS = { map: (id: string) => \`lun map \${id}\`, show: (id: string) => \`lun show \${id}\` };\n${EXEC}`,
      ),
    ],
    [
      'a reading function of the table',
      driver(
        'return exec(COMMANDS.show(volume.id));',
        '',
        `const COMMANDS = { map: (id: string) => \`lun map \${id}\`, show: (id: string) => \`lun show \${id}\` };\n${EXEC}`,
      ),
    ],
    [
      'an enum of another file',
      driver(
        "return «exec»('access', Verb.CREATE, volume.id);",
        '',
        `import { Verb } from './verbs.js';\n${EXEC}`,
      ),
      { 'verbs.ts': "export enum Verb { CREATE = 'create', SHOW = 'show' }" },
    ],
    [
      'a const map with Object.freeze',
      driver(
        "return «exec»('lun', V.MAP, volume.id);",
        '',
        `const V = Object.freeze({ MAP: 'map', SHOW: 'show' });\n${EXEC}`,
      ),
    ],
  ]);
});

const SESSION = "import { open } from 'vendor-sdk2';";

describe('a preposition between verb and object', () => {
  check([
    [
      'addToLunGroup',
      driver('return this.api.«addToLunGroup»(1, volume, 2);', 'api = open();', SESSION),
    ],
    ['addToCache', driver('return this.api.addToCache(1, volume, 2);', 'api = open();', SESSION)],
    [
      'removeFromLunGroup',
      driver('return this.api.removeFromLunGroup(1, volume);', 'api = open();', SESSION),
    ],
    [
      'exportTo',
      driver(
        'return this.api.«exportTo»(volume.name, connector.initiator);',
        'api = open();',
        SESSION,
      ),
    ],
    [
      'exportTo a file',
      driver('return this.api.exportTo(this.file, "csv");', 'api = open(); file = "x";', SESSION),
    ],
    [
      'mapToHost',
      driver('return this.api.«mapToHost»(volume.id, connector.host);', 'api = open();', SESSION),
    ],
    [
      'attachToServer',
      driver('return this.api.«attachToServer»(volume.id);', 'api = open();', SESSION),
    ],
    [
      'grantTo',
      driver(
        'return this.api.«grantTo»(volume.id, connector.initiator);',
        'api = open();',
        SESSION,
      ),
    ],
    [
      'createStorageGroup',
      driver('return this.api.«createStorageGroup»("g");', 'api = open();', SESSION),
    ],
    [
      'connectHostToStorageGroup',
      driver('return this.api.«connectHostToStorageGroup»("h", "g");', 'api = open();', SESSION),
    ],
    [
      'disconnectHostFromStorageGroup',
      driver('return this.api.disconnectHostFromStorageGroup("h", "g");', 'api = open();', SESSION),
    ],
    [
      'getStorageGroup and connectToArray',
      driver(
        'await this.api.connectToArray("h"); return this.api.getStorageGroup("g");',
        'api = open();',
        SESSION,
      ),
    ],
    ['mapToModel', driver('return this.api.mapToModel(volume, "g");', 'api = open();', SESSION)],
    ['bindTo', driver('return this.api.bindTo(this.scope);', 'api = open(); scope = 1;', SESSION)],
  ]);
});

describe('steps and runners', () => {
  check([
    [
      'steps in an object, run by name',
      driver(
        'const steps = { find: () => this.client.findLun(volume.id), attach: () => this.client.«mapLun»(volume.id) }; await steps.attach(); return {};',
      ),
    ],
    [
      'steps in an object, each run: it may',
      driver(
        'for (const step of Object.values(this.steps)) await «step»(volume); return {};',
        'steps = { a: (v: Volume) => this.client.findLun(v.id), b: (v: Volume) => this.client.mapLun(v.id) };',
      ),
    ],
    [
      'reading steps in an object, each run',
      driver(
        'for (const step of Object.values(this.steps)) await step(volume); return {};',
        'steps = { a: (v: Volume) => this.client.findLun(v.id), b: (v: Volume) => this.client.findLun(v.name) };',
      ),
    ],
    [
      'steps by a computed key: it may',
      driver(
        'return this.steps[connector.host].«run»(volume);',
        'steps: Record<string, { run(v: Volume): unknown }> = { a: { run: (v: Volume) => this.client.mapLun(v.id) }, b: { run: (v: Volume) => this.client.findLun(v.id) } };',
      ),
    ],
    [
      'steps of objects in a list',
      driver(
        'for (const step of this.steps) await step.«run»(volume); return {};',
        'steps = [{ name: "b", run: (v: Volume) => this.client.mapLun(v.id) }];',
      ),
    ],
    [
      'reading steps of objects in a list',
      driver(
        'for (const step of this.steps) await step.run(volume); return {};',
        'steps = [{ name: "b", run: (v: Volume) => this.client.findLun(v.id) }];',
      ),
    ],
    [
      'promisify of a client method',
      driver(
        'const go = promisify(this.api.attachVolume); return «go»(volume.id);',
        'api = open();',
        `import { promisify } from 'node:util';\n${SESSION}`,
      ),
    ],
    [
      'promisify of a bound client method',
      driver(
        'return «promisify(this.api.attachVolume.bind(this.api))»(volume.id);',
        'api = open();',
        `import { promisify } from 'node:util';\n${SESSION}`,
      ),
    ],
    [
      'promisify of a reading method',
      driver(
        'const look = promisify(this.api.getVolume); return look(volume.id);',
        'api = open();',
        `import { promisify } from 'node:util';\n${SESSION}`,
      ),
    ],
    [
      'promisify of own',
      driver(
        'const go = promisify(this.client.mapLun); return «go»(volume.id);',
        '',
        "import { promisify } from 'node:util';",
      ),
    ],
    [
      'a member handed to a runner of a package',
      driver(
        'return «retry»(this.api.attachVolume, volume.id);',
        'api = open();',
        `import { retry } from 'p-retry';\n${SESSION}`,
      ),
    ],
    [
      'a bound member handed to a runner of a package',
      driver(
        'return «retry»(this.api.attachVolume.bind(this.api, volume.id));',
        'api = open();',
        `import { retry } from 'p-retry';\n${SESSION}`,
      ),
    ],
    [
      'a reading member handed to a runner of a package',
      driver(
        'return retry(this.api.getVolume, volume.id);',
        'api = open();',
        `import { retry } from 'p-retry';\n${SESSION}`,
      ),
    ],
    [
      'data named like a creation, handed on',
      driver(
        'return this.api.note(volume.attachment, this.api.exportVolume.name);',
        'api = open();',
        SESSION,
      ),
    ],
    [
      'a runner of the tree that calls its argument',
      driver(
        'return this.«retry»(this.api.attachVolume, volume.id);',
        'api = open(); async retry(f: Function, ...args: unknown[]) { return f(...args); }',
        SESSION,
      ),
    ],
    [
      'a runner of the tree that calls a reading argument',
      driver(
        'return this.retry(this.api.getVolume, volume.id);',
        'api = open(); async retry(f: Function, ...args: unknown[]) { return f(...args); }',
        SESSION,
      ),
    ],
    [
      'a pipeline in a reduce',
      driver(
        'return this.steps.reduce(async (p, step) => { await p; await «step»(volume); }, Promise.resolve());',
        'steps = [(v: Volume) => this.client.mapLun(v.id)];',
      ),
    ],
    [
      'steps in a map that is iterated',
      driver(
        'for (const [, step] of Object.entries(this.steps)) await «step»(volume); return {};',
        'steps = { b: (v: Volume) => this.client.mapLun(v.id) };',
      ),
    ],
    [
      'p-limit',
      driver(
        'return this.«limit»(this.api.attachVolume, volume.id);',
        'api = open(); limit = pLimit(1);',
        `import pLimit from 'p-limit';\n${SESSION}`,
      ),
    ],
  ]);
});

const BASE = `${HEAD}export abstract class Base extends VolumeDriver {
  protected readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.attach(volume); }
  protected abstract attach(volume: Volume): Promise<unknown>;
}
`;
const MIDDLE = `export abstract class Middle extends Base { protected async attach(volume: Volume) { return this.client.«mapLun»(volume.id); } }
`;

describe('a hook in the middle', () => {
  check([
    ['the middle class overrides', `${BASE}${MIDDLE}export class Leaf extends Middle {}`],
    [
      'two leaves below',
      `${BASE}${MIDDLE}export class Leaf extends Middle {}\nexport class Other extends Middle {}`,
    ],
    [
      'the leaf overrides and calls super',
      `${BASE}${MIDDLE}export class Leaf extends Middle { protected override async attach(volume: Volume) { return super.«attach»(volume); } }`,
    ],
    [
      'the leaf only reads',
      `${BASE}export abstract class Middle extends Base { protected async attach(volume: Volume) { return this.client.«mapLun»(volume.id); } }
export class Leaf extends Middle { protected override async attach(volume: Volume) { return this.client.findLun(volume.id); } }`,
    ],
    [
      'the middle only reads',
      `${BASE}export class Middle extends Base { protected async attach(volume: Volume) { return this.client.findLun(volume.id); } }
export class Leaf extends Middle {}`,
    ],
    [
      'a template in the middle, a hook in the base',
      `${HEAD}export abstract class Base extends VolumeDriver {
  protected readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  protected async attach(volume: Volume) { return this.client.«mapLun»(volume.id); }
}
export class Middle extends Base { async initializeConnection(volume: Volume, connector: Connector) { return this.«attach»(volume); } }
export class Leaf extends Middle {}`.replace('«mapLun»', 'mapLun'),
    ],
    [
      'the hook itself is the creator',
      `${HEAD}export abstract class Base extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.mapVolume(volume); }
  protected abstract mapVolume(volume: Volume): Promise<unknown>;
}
export abstract class Middle extends Base { protected async mapVolume(volume: Volume) { return backend.«send»(volume.id); } }
export class Leaf extends Middle {}`,
    ],
    [
      'the hook is named as a creator and reaches nothing',
      `${HEAD}export abstract class Base extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.mapVolume(volume); }
  protected abstract mapVolume(volume: Volume): Promise<unknown>;
}
export abstract class Middle extends Base { protected async mapVolume(volume: Volume) { return { id: volume.id }; } }
export class Leaf extends Middle {}`,
    ],
    [
      'a hook kept in a field',
      `${HEAD}export abstract class Base extends VolumeDriver {
  protected readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.attach(volume); }
  protected abstract readonly attach: (volume: Volume) => Promise<unknown>;
}
export abstract class Middle extends Base { protected readonly attach = async (volume: Volume) => this.client.«mapLun»(volume.id); }
export class Leaf extends Middle {}`,
    ],
    [
      'a hook of two steps',
      `${HEAD}export abstract class Base extends VolumeDriver {
  protected readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.prepare(volume); }
  protected async prepare(volume: Volume) { return this.attach(volume); }
  protected abstract attach(volume: Volume): Promise<unknown>;
}
export abstract class Middle extends Base { protected async attach(volume: Volume) { return this.client.«mapLun»(volume.id); } }
export class Leaf extends Middle {}`,
    ],
    [
      'a hook with a default that reads',
      `${HEAD}export class Base extends VolumeDriver {
  protected readonly client = new ArrayClient();
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.findLun(volume.id); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.attach(volume); }
  protected async attach(volume: Volume): Promise<unknown> { return this.client.findLun(volume.id); }
}
export class Middle extends Base { protected override async attach(volume: Volume) { return this.client.«mapLun»(volume.id); } }
export class Leaf extends Middle {}`,
    ],
    [
      'a hook of a strategy object',
      `${HEAD}class Look { constructor(readonly client: ArrayClient) {} async go(v: Volume): Promise<unknown> { return this.client.findLun(v.id); } }
class Attach extends Look { override async go(v: Volume) { return this.client.mapLun(v.id); } }
export class Base extends VolumeDriver {
  protected look = new Look(new ArrayClient());
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.look.go(volume); }
  async initializeConnection(volume: Volume, connector: Connector) { return this.strategy().go(volume); }
  protected strategy(): Look { return this.look; }
}
export class Middle extends Base { protected override strategy() { return new Attach(new ArrayClient()); } }
export class Leaf extends Middle {}`.replace('this.strategy().go', 'this.strategy().«go»'),
    ],
  ]);
});
