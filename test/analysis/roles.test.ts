import { describe, expect, it } from 'vitest';
import { describeRole } from '../../src/analysis/role-reasons.js';
import { parseContract } from '../../src/contract/load.js';
import type { Contract } from '../../src/contract/types.js';
import { SUPPORT, tree, type Files } from '../support/tree.js';

const HEAD = `import { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;
const CREATE = 'async createExport(context: RequestContext, volume: Volume) {}';
const INIT =
  'async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; }';

/**
 * `role: reason` of the class that is called X (or of the first literal that holds a contract
 * method).
 */
function roleOf(files: Files, contract?: Contract, file = 'a.ts'): string {
  const made = tree(files, contract);
  const module = made.module(file);
  const fact =
    module.classes.find((c) => c.name === 'X') ??
    module.classes.find(
      (c) =>
        (c.kind === 'object' || c.kind === 'typeLiteral') &&
        c.members.some((m) => m.name === 'createExport'),
    ) ??
    module.classes[0];
  const entry = made.analysis.roles.entryOf(fact);
  return entry ? `${entry.role}: ${describeRole(entry.why)}` : 'unrelated';
}

type Case = [title: string, text: string, expected: string, more?: Files];

function check(cases: readonly Case[], file = 'a.ts'): void {
  it.each(cases)('%s', (_title, text, expected, more = {}) => {
    expect(
      roleOf(
        { ...SUPPORT, ...more, [file]: file.endsWith('.js') ? text : HEAD + text },
        undefined,
        file,
      ),
    ).toBe(expected);
  });
}

describe('drivers', () => {
  check([
    ['extend', `class X extends VolumeDriver { ${CREATE} }`, 'driver: descends from VolumeDriver'],
    [
      'extend without a contract method of their own',
      'class X extends VolumeDriver {}',
      'driver: descends from VolumeDriver',
    ],
    [
      'extend a driver',
      `class Y extends VolumeDriver {}\nclass X extends Y { ${CREATE} }`,
      'driver: descends from VolumeDriver',
    ],
    [
      'implement',
      `class X implements VolumeDriver { ${CREATE} ${INIT} }`,
      'driver: descends from VolumeDriver',
    ],
    [
      'implement a type of a package',
      `class X implements BaseVD { ${CREATE} ${INIT} }`,
      'driver: descends from BaseVD',
      { 'sdk.ts': '' },
    ],
    [
      'extend a base of a package',
      `class X extends BaseVD { ${CREATE} }`,
      'driver: descends from BaseVD',
    ],
    [
      'stand below a mixin',
      `const Mix = <T extends new (...a: any[]) => VolumeDriver>(B: T) => class extends B {};\nclass Y extends VolumeDriver {}\nclass X extends Mix(Y) { ${CREATE} }`,
      'driver: descends from VolumeDriver',
    ],
    [
      'are generic',
      `class X<T extends Volume> extends VolumeDriver { async createExport(context: RequestContext, volume: T) {} }`,
      'driver: descends from VolumeDriver',
    ],
    [
      'are class expressions',
      `const Y = class X extends VolumeDriver { ${CREATE} };`,
      'driver: descends from VolumeDriver',
    ],
    [
      'declare both methods',
      `class X { ${CREATE} ${INIT} }`,
      'driver: declares createExport and initializeConnection',
    ],
    [
      'declare both by type',
      'class X { createExport(a: RequestContext, b: Volume) {} initializeConnection(v: Volume, c: Connector) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    [
      'declare both by short names',
      'class X { createExport(_ctx, vol) {} initializeConnection(vol, conn) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    [
      'declare both with a destructured volume',
      'class X { createExport(context: RequestContext, { id }: Volume) {} initializeConnection({ id }: Volume, c: Connector) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    [
      'declare both with a bounded volume',
      'class X { createExport<T extends Volume>(c: RequestContext, v: T) {} initializeConnection<T extends Volume>(v: T, c: Connector) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    [
      'declare both with the connector',
      'class X { createExport(context: RequestContext, volume: Volume, connector: Connector) {} initializeConnection(volume: Volume, connector: Connector) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    ['are the contract’s type', 'interface X {}', 'unrelated'],
    [
      'are literals with a declared type',
      `const x: VolumeDriver = { ${CREATE}, ${INIT} };`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are literals that satisfy',
      `const x = { ${CREATE}, ${INIT} } satisfies VolumeDriver;`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are cast literals',
      `const x = { ${CREATE} } as VolumeDriver;`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are cast through unknown',
      `const x = { ${CREATE} } as unknown as VolumeDriver;`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are wrapped types',
      `const x: Partial<VolumeDriver> = { ${CREATE} };`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are mocked types',
      `const x: Mocked<VolumeDriver> = { ${CREATE} };`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are given to a factory',
      `export const x = defineDriver({ ${CREATE}, ${INIT} });`,
      'driver: is given to defineDriver()',
    ],
    [
      'are returned to a factory',
      `export default defineDriver(() => ({ ${CREATE}, ${INIT} }));`,
      'driver: is given to defineDriver()',
    ],
    [
      'are returned to a factory with a body',
      `export default defineDriver((options) => { const n = 1; return { ${CREATE}, ${INIT} }; });`,
      'driver: is given to defineDriver()',
    ],
    [
      'are given to a generic factory',
      `export const x = defineDriver<Options>({ ${CREATE}, ${INIT} });`,
      'driver: is given to defineDriver()',
    ],
    [
      'are given as a parameter',
      `declare function register(d: VolumeDriver): void;\nregister({ ${CREATE} });`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are returned as a type',
      `function make(): VolumeDriver { return { ${CREATE} }; }`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are kept in a typed list',
      `const all: VolumeDriver[] = [{ ${CREATE} }];`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are kept in a typed record',
      `const all: Record<string, VolumeDriver> = { x: { ${CREATE} } };`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are assigned',
      `let x: VolumeDriver;\nx = { ${CREATE} };`,
      'driver: is typed by VolumeDriver',
    ],
    [
      'are literals whose functions say it',
      `const x = { ${CREATE}, ${INIT} };`,
      'driver: declares createExport and initializeConnection',
    ],
    [
      'are bases of drivers',
      `export class X { ${CREATE} }\nclass Y extends X implements VolumeDriver { ${INIT} }`,
      'driver: is a base of Y',
    ],
    [
      'are interfaces that drivers implement besides',
      `interface X { createExport(context: RequestContext, volume: Volume): Promise<void> }\nclass Y extends VolumeDriver implements X { ${CREATE} }`,
      'driver: is a base of Y',
    ],
    [
      'are fakes',
      `class X extends VolumeDriver { ${CREATE} }`,
      'driver: descends from VolumeDriver',
    ],
  ]);

  it('may import the base under another name', () => {
    const files = {
      ...SUPPORT,
      'a.ts': "import { VolumeDriver as Base } from './driver.js';\nclass X extends Base {}",
    };
    expect(roleOf(files)).toBe('driver: descends from VolumeDriver');
  });

  it('may be modules of functions', () => {
    expect(
      roleOf({
        'a.ts': `export ${CREATE.replace('async', 'async function')}\nexport ${INIT.replace('async', 'async function')}`,
      }),
    ).toBe('driver: declares createExport and initializeConnection');
  });

  it('may be modules that the contract names', () => {
    const contract = parseContract(
      { extends: 'volume-driver', drivers: { modules: ['drivers/**/*.ts'] } },
      'here',
    );
    expect(
      roleOf(
        { 'drivers/a.ts': 'export function createExport(context, volume) {}' },
        contract,
        'drivers/a.ts',
      ),
    ).toBe('driver: is a driver module by the contract');
  });

  check(
    [
      [
        'in JavaScript extend',
        'class X extends VolumeDriver { createExport(context, volume) {} }',
        'driver: descends from VolumeDriver',
      ],
      [
        'in JavaScript by JSDoc',
        '/** @implements {VolumeDriver} */\nclass X { createExport(context, volume) {} }',
        'driver: descends from VolumeDriver',
      ],
      [
        'in JavaScript by @type',
        '/** @type {import("./driver.js").VolumeDriver} */\nconst x = { createExport(context, volume) {} };',
        'driver: is typed by VolumeDriver',
      ],
      [
        'in JavaScript by @satisfies',
        '/** @satisfies {import("./driver.js").VolumeDriver} */\nconst x = { createExport(context, volume) {} };',
        'driver: is typed by VolumeDriver',
      ],
      [
        'in JavaScript by both methods',
        'class X { createExport(context, volume) {} initializeConnection(volume, connector) {} }',
        'driver: declares createExport and initializeConnection',
      ],
      [
        'of before there were classes',
        'function X() {}\nX.prototype.createExport = function (context, volume) {};\nX.prototype.initializeConnection = function (volume, connector) {};',
        'driver: declares createExport and initializeConnection',
      ],
      [
        'of before there were classes, by inherits',
        'function X() {}\nutil.inherits(X, VolumeDriver);\nX.prototype.createExport = function (context, volume) {};',
        'driver: descends from VolumeDriver',
      ],
      [
        'as CommonJS',
        "const { VolumeDriver } = require('./driver');\nmodule.exports = class X extends VolumeDriver { createExport(context, volume) {} };",
        'driver: descends from VolumeDriver',
      ],
    ],
    'a.js',
  );
});

describe('targets', () => {
  check([
    [
      'by their name',
      'class X extends TargetDriver { createExport(context: RequestContext, volume: Volume) {} }',
      'target: descends from the target TargetDriver',
    ],
    [
      'by an interface',
      'interface Target { createExport(context: RequestContext, volume: Volume, volumePath: string): void }\nclass X implements Target { createExport(context: RequestContext, volume: Volume) {} }',
      'target: descends from the target Target',
    ],
    [
      'by a required volumePath',
      'class X { createExport(context: RequestContext, volume: Volume, volumePath: string) {} initializeConnection(volume: Volume, connector: Connector) {} }',
      'target: its createExport requires `volumePath`',
    ],
    [
      'by a required volume_path',
      'class X { createExport(context, volume, volume_path) {} initializeConnection(volume, connector) {} }',
      'target: its createExport requires `volume_path`',
    ],
    [
      'by an underscored one',
      'class X { createExport(context, volume, _volumePath) {} initializeConnection(volume, connector) {} }',
      'target: its createExport requires `_volumePath`',
    ],
    [
      'by a base',
      'class B { createExport(context: RequestContext, volume: Volume, volumePath: string) {} }\nclass X extends B { override createExport(context: RequestContext, volume: Volume) {} }',
      'target: its createExport requires `volumePath`',
    ],
    [
      'not by an optional one',
      'class X { createExport(context: RequestContext, volume: Volume, volumePath?: string) {} initializeConnection(volume: Volume, connector: Connector) {} }',
      'driver: declares createExport and initializeConnection',
    ],
    [
      'before everything else',
      'class X extends VolumeDriver { createExport(context: RequestContext, volume: Volume, volumePath: string) {} }',
      'target: its createExport requires `volumePath`',
    ],
  ]);
});

describe('delegates', () => {
  const forwards = (member: string, call: string) => `class Acme extends VolumeDriver {
  ${member}
  createExport(context: RequestContext, volume: Volume) { return ${call}.createExport(context, volume); }
  initializeConnection(volume: Volume, connector: Connector) { return ${call}.initializeConnection(volume, connector); }
}
`;
  const REASON = 'delegate: Acme forwards createExport to it';
  check([
    [
      'a field’s class',
      `${forwards('common = new X();', 'this.common')}class X { ${CREATE} }`,
      REASON,
    ],
    [
      'a parameter property’s',
      `${forwards('constructor(private common: X) { super(); }', 'this.common')}class X { ${CREATE} }`,
      REASON,
    ],
    [
      'an interface',
      `${forwards('constructor(private common: X) { super(); }', 'this.common')}interface X { createExport(context: RequestContext, volume: Volume): Promise<void> }`,
      REASON,
    ],
    [
      'an implementer of it',
      `${forwards('constructor(private common: Common) { super(); }', 'this.common')}interface Common { createExport(context: RequestContext, volume: Volume): Promise<void> }\nclass X implements Common { ${CREATE} }`,
      'delegate: implements the delegate Common',
    ],
    [
      'a getter’s',
      `${forwards('get common() { return new X(); }', 'this.common')}class X { ${CREATE} }`,
      REASON,
    ],
    [
      'a call’s',
      `${forwards('common() { return new X(); }', 'this.common()')}class X { ${CREATE} }`,
      REASON,
    ],
    [
      'a local’s',
      `class Acme extends VolumeDriver { createExport(context: RequestContext, volume: Volume) { const common = new X(); return common.createExport(context, volume); } }\nclass X { ${CREATE} }`,
      REASON,
    ],
    [
      'a subclass of it',
      `${forwards('common = new Common();', 'this.common')}class Common { ${CREATE} }\nclass X extends Common { ${CREATE} }`,
      'delegate: implements the delegate Common',
    ],
    [
      'a base of it',
      `${forwards('common = new Common();', 'this.common')}class X { ${CREATE} }\nclass Common extends X {}`,
      'delegate: is a base of the delegate Common',
    ],
    [
      'a delegate’s delegate',
      `${forwards('common = new Common();', 'this.common')}class Common { inner = new X(); createExport(context: RequestContext, volume: Volume) { return this.inner.createExport(context, volume); } }\nclass X { ${CREATE} }`,
      'delegate: Common forwards createExport to it',
    ],
    [
      'one in a closure',
      `class Acme extends VolumeDriver { common = new X(); createExport(context: RequestContext, volume: Volume) { return lock(() => this.common.createExport(context, volume)); } }\nclass X { ${CREATE} }`,
      REASON,
    ],
    [
      'by initializeConnection alone',
      `class Acme extends VolumeDriver { common = new X(); initializeConnection(volume: Volume, connector: Connector) { return this.common.initializeConnection(volume, connector); } }\nclass X { ${INIT} }`,
      'delegate: Acme forwards initializeConnection to it',
    ],
    [
      'no target',
      `${forwards('target = new X();', 'this.target')}class X { createExport(context: RequestContext, volume: Volume, volumePath: string) {} }`,
      'target: its createExport requires `volumePath`',
    ],
    [
      'no client with a createExport of its own',
      'class Acme extends VolumeDriver { client = new X(); createExport(context: RequestContext, volume: Volume) { return this.client.createExport(volume.id, "iqn"); } }\nclass X { createExport(volumeId: string, initiator: string) {} }',
      'unrelated',
    ],
    [
      'no driver',
      `${forwards('inner: VolumeDriver;', 'this.inner')}class X extends VolumeDriver {}`,
      'driver: descends from VolumeDriver',
    ],
  ]);
});

describe('signatures', () => {
  check([
    [
      'an interface',
      'interface X { createExport(context: RequestContext, volume: Volume): void }',
      'signature: declares createExport',
    ],
    [
      'an object type',
      'type T = { createExport(context: RequestContext, volume: Volume): void };',
      'signature: declares createExport',
    ],
    [
      'an object type of a parameter',
      'function f(d: { createExport(context: RequestContext, volume: Volume): void }) {}',
      'signature: declares createExport',
    ],
    [
      'an ambient class',
      'declare class X { createExport(context: RequestContext, volume: Volume): void }',
      'signature: declares createExport',
    ],
    [
      'a module augmentation',
      "declare module './other.js' { interface X { createExport(context: RequestContext, volume: Volume): void } }",
      'signature: declares createExport',
    ],
    [
      'a property of function type',
      'interface X { createExport: (context: RequestContext, volume: Volume) => void }',
      'signature: declares createExport',
    ],
    [
      'what implements it',
      `interface S { createExport(context: RequestContext, volume: Volume): void }\nclass X implements S { ${CREATE} }`,
      'signature: descends from S',
    ],
    ['no other parameters', 'interface X { createExport(format: string): void }', 'unrelated'],
    [
      'no other second parameter',
      'interface X { createExport(context: RequestContext, filter: string): void }',
      'unrelated',
    ],
    ['no data', 'interface X { createExport: boolean }', 'unrelated'],
  ]);

  it('in a declaration file', () => {
    expect(
      roleOf(
        {
          'a.d.ts':
            'export declare class X { createExport(context: RequestContext, volume: Volume): void }',
        },
        undefined,
        'a.d.ts',
      ),
    ).toBe('signature: declares createExport');
  });
});

describe('managers', () => {
  check([
    [
      'hold a driver',
      'class X { constructor(private driver: VolumeDriver) {}\n run(context: RequestContext, volume: Volume) { return this.driver.createExport(context, volume); } }',
      'manager: calls createExport on a driver it holds',
    ],
    [
      'look like drivers',
      `class X { constructor(private driver: VolumeDriver) {}
  createExport(context: RequestContext, volume: Volume) { return this.driver.createExport(context, volume); }
  async initializeConnection(volume: Volume, connector: Connector) { await this.driver.createExport({ id: '' }, volume); return this.driver.initializeConnection(volume, connector); } }`,
      'manager: calls createExport on a driver it holds',
    ],
    [
      'call in a closure',
      'class X { drivers: VolumeDriver[] = [];\n run(context: RequestContext, volume: Volume) { return this.drivers.map((d) => d.createExport(context, volume)); } }',
      'manager: calls createExport on a driver it holds',
    ],
    [
      'are literals too',
      'const driver = {} as VolumeDriver;\nconst x = { createExport: 1, run(context: RequestContext, volume: Volume) { return driver.createExport(context, volume); } };',
      'manager: calls createExport on a driver it holds',
    ],
  ]);
});

describe('everything else is unrelated', () => {
  check([
    ['another createExport', 'class X { createExport(format: string) {} }', 'unrelated'],
    [
      'a createExport with a filter',
      'class X { createExport(context: RequestContext, filter: string) {} initializeConnection(a: string) {} }',
      'unrelated',
    ],
    [
      'a backend client’s',
      'class X { createExport(volumeId: string, initiator: string) {} }',
      'unrelated',
    ],
    [
      'a backend client’s with both',
      'class X { createExport(volumeId: string, initiator: string) {} initializeConnection(volumeId: string, host: string) {} }',
      'unrelated',
    ],
    ['data', 'const x = { createExport: true, initializeConnection: false };', 'unrelated'],
    ['an untyped literal', 'const x = { createExport() {} };', 'unrelated'],
    [
      'an untyped literal with both',
      'const x = { createExport() {}, initializeConnection() {} };',
      'unrelated',
    ],
    ['createExport alone', `class X { ${CREATE} }`, 'unrelated'],
    ['initializeConnection alone', `class X { ${INIT} }`, 'unrelated'],
    [
      'static ones',
      'class X { static createExport(context: RequestContext, volume: Volume) {} static initializeConnection(volume: Volume, connector: Connector) {} }',
      'unrelated',
    ],
    [
      'strings and comments',
      '// createExport(context, volume)\nclass X { text = "createExport(context, volume)"; }',
      'unrelated',
    ],
    [
      'a double of vi.fn',
      'const x = { createExport: vi.fn(), initializeConnection: vi.fn() };',
      'unrelated',
    ],
  ]);
});

describe('another contract', () => {
  const contract = parseContract(
    {
      name: 'sessions',
      drivers: { types: ['Plugin'], structural: false },
      methods: {
        connect: {
          parameters: [{ name: 'session' }],
          added: { name: 'timeout', type: 'number', default: '30' },
        },
      },
    },
    'here',
  );
  it.each([
    ['class X extends Plugin { connect(session) {} }', 'driver: descends from Plugin'],
    [
      'class X extends VolumeDriver { createExport(context, volume) {} connect(session) {} }',
      'unrelated',
    ],
    ['class X { connect(session) {} }', 'unrelated'],
    ['interface X { connect(session: Session): void }', 'unrelated'],
  ])('%s: %s', (text, expected) => {
    expect(roleOf({ 'a.ts': text }, contract)).toBe(expected);
  });

  it.each([
    ['nothing', '', 'unrelated'],
    ['a variable', 'const x: X = new P();', 'signature: declares connect'],
    ['a variable of a list', 'const x: readonly X[] = [new P()];', 'signature: declares connect'],
    ['an assertion', 'const x = new P() as X;', 'signature: declares connect'],
    ['a parameter', 'function f(x: X) {} f(new P());', 'signature: declares connect'],
    [
      "a constructor's parameter",
      'class C { constructor(x: X) {} } new C(new P());',
      'signature: declares connect',
    ],
    [
      'a field',
      'class C { x: X; constructor(p: P) { this.x = p; } }',
      'signature: declares connect',
    ],
    ['a result', 'function f(): Promise<X> { return new P(); }', 'signature: declares connect'],
    [
      'an interface below it',
      'interface Y extends X {} const y: Y = new P();',
      'signature: declares connect',
    ],
    ['something else in its place', 'function f(x: X) {} f({ connect(session) {} });', 'unrelated'],
    [
      'a driver in the place of another',
      'function f(x: X, p: Plugin) {} f(null, new P());',
      'unrelated',
    ],
  ])(
    'an interface with a type of the contract is a signature where a driver is put in its place: %s',
    (_, use, expected) => {
      const { connect } = contract.methods;
      const typed = {
        ...contract,
        methods: { connect: { ...connect, parameters: [{ name: 'session', types: ['Session'] }] } },
      };
      const files = {
        'a.ts': `interface X { connect(session: Session): void }\nclass P extends Plugin { connect(session: Session) {} }\n${use}`,
      };
      expect(roleOf(files, typed)).toBe(expected);
    },
  );

  it('with one method that is structural', () => {
    const structural = parseContract(
      {
        name: 'one',
        methods: {
          failoverHost: {
            parameters: [{ name: 'context' }, { name: 'volumes' }],
            added: { name: 'groups' },
          },
        },
      },
      'here',
    );
    expect(roleOf({ 'a.ts': 'class X { failoverHost(context, volumes) {} }' }, structural)).toMatch(
      /^(?:driver|unrelated)/u,
    );
  });
});
