import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/analysis/findings.js';
import { parseContract } from '../../src/contract/load.js';
import type { Contract } from '../../src/contract/types.js';
import { SUPPORT, tree, type Files, type Tree } from '../support/tree.js';

const HEAD = `import { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';
`;

type Case = [title: string, text: string, more?: Files];

/** The marked places are reported and nothing else; with `messageId`, all of them under it. */
function check(rule: RuleId, cases: readonly Case[], { file = 'a.ts', messageId = '' } = {}): void {
  it.each(cases)('%s', (_title, text, more = {}) => {
    const made = tree({ ...SUPPORT, ...more, [file]: file.endsWith('.js') ? text : HEAD + text });
    expect(made.reports(rule)).toEqual(made.marked());
    if (messageId !== '')
      expect(new Set(made.found(rule).map((f) => f.messageId))).toEqual(new Set([messageId]));
  });
}

const driver = (members: string) => `class Acme extends VolumeDriver { ${members} }`;

describe('declarations without the parameter', () => {
  const PARAMETER = 'require-connector-parameter';
  check(
    PARAMETER,
    [
      ['a method', driver('async «createExport»(context: RequestContext, volume: Volume) {}')],
      [
        'type parameters that go round in a circle',
        `class Acme<T extends U, U extends T> extends VolumeDriver { async «createExport»(context: T, volume: U) {} }`,
      ],
      ['without any parameter', driver('async «createExport»() {}')],
      ['with one', driver('async «createExport»(context: RequestContext) {}')],
      [
        'an arrow property',
        driver('«createExport» = async (context: RequestContext, volume: Volume) => {};'),
      ],
      [
        'a function property',
        driver('«createExport» = async function (context: RequestContext, volume: Volume) {};'),
      ],
      [
        'a quoted name',
        driver("async «'createExport'»(context: RequestContext, volume: Volume) {}"),
      ],
      [
        'a computed name',
        driver("async [«'createExport'»](context: RequestContext, volume: Volume) {}"),
      ],
      [
        'a constant’s name',
        `const NAME = 'createExport';\n${driver('async [«NAME»](context: RequestContext, volume: Volume) {}')}`,
      ],
      [
        'a decorated one',
        driver('@traced async «createExport»(context: RequestContext, volume: Volume) {}'),
      ],
      [
        'an override',
        driver('override async «createExport»(context: RequestContext, volume: Volume) {}'),
      ],
      ['a generator', driver('async *«createExport»(context: RequestContext, volume: Volume) {}')],
      [
        'a getter of a function',
        driver(
          'get «createExport»() { return async (context: RequestContext, volume: Volume) => {}; }',
        ),
      ],
      [
        'each overload and the implementation',
        driver(
          '«createExport»(context: RequestContext, volume: Volume): void;\n «createExport»(context: RequestContext, volume: string): void;\n «createExport»(context: RequestContext, volume: unknown): void {}',
        ),
      ],
      [
        'an abstract member',
        'abstract class Acme extends VolumeDriver { abstract «createExport»(context: RequestContext, volume: Volume): void }',
      ],
      [
        'an interface member',
        'interface S { «createExport»(context: RequestContext, volume: Volume): void }',
      ],
      [
        'an interface’s property',
        'interface S { «createExport»: (context: RequestContext, volume: Volume) => void }',
      ],
      [
        'an object type',
        'type S = { «createExport»(context: RequestContext, volume: Volume): void };',
      ],
      [
        'an ambient class',
        'declare class S { «createExport»(context: RequestContext, volume: Volume): void }',
      ],
      [
        'a module augmentation',
        "declare module './x.js' { interface S { «createExport»(context: RequestContext, volume: Volume): void } }",
      ],
      [
        'a literal’s method',
        'const x: VolumeDriver = { async «createExport»(context, volume) {} };',
      ],
      [
        'a literal’s arrow',
        'const x: VolumeDriver = { «createExport»: async (context, volume) => {} };',
      ],
      [
        'a literal’s function',
        'const x: VolumeDriver = { «createExport»: async function (context, volume) {} };',
      ],
      [
        'a literal’s quoted name',
        "const x: VolumeDriver = { «'createExport'»: async (context, volume) => {} };",
      ],
      [
        'a literal’s shorthand, where the function is',
        'async function «createExport»(context: RequestContext, volume: Volume) {}\nconst x: VolumeDriver = { createExport };',
      ],
      [
        'a literal’s reference, where the arrow is',
        'const «make» = async (context: RequestContext, volume: Volume) => {};\nconst x: VolumeDriver = { createExport: make };',
      ],
      [
        'a wrapped function',
        'const x: VolumeDriver = { «createExport»: traced(async (context, volume) => {}) };',
      ],
      [
        'a driver for a factory',
        'export default defineDriver({ async «createExport»(context: RequestContext, volume: Volume) {}, async initializeConnection(volume: Volume, connector: Connector) {} });',
      ],
      [
        'a destructured volume',
        driver('async «createExport»(context: RequestContext, { id }: Volume) {}'),
      ],
      [
        'a type parameter',
        driver('async «createExport»<T extends Volume>(context: RequestContext, volume: T) {}'),
      ],
      [
        'a member of a mixin',
        'function Mix<T extends typeof VolumeDriver>(Base: T) { abstract class Mixed extends Base { async «createExport»(context: RequestContext, volume: Volume) {} }\n return Mixed; }\nclass Acme extends Mix(VolumeDriver) {}',
      ],
      [
        'a module’s function',
        'export async function «createExport»(context: RequestContext, volume: Volume) {}\nexport async function initializeConnection(volume: Volume, connector: Connector) {}',
      ],
      [
        'a module’s arrow',
        'export const «createExport» = async (context: RequestContext, volume: Volume) => {};\nexport async function initializeConnection(volume: Volume, connector: Connector) {}',
      ],
      [
        'a late definition',
        'declare const x: VolumeDriver;\nx.«createExport» = async (context, volume) => {};',
      ],
      [
        'a delegate’s',
        `class Common { async «createExport»(context: RequestContext, volume: Volume) {} }\n${driver('common = new Common(); async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.common.createExport(context, volume, connector); }')}`,
      ],
    ],
    { messageId: 'missing' },
  );

  describe('a function type alias is reported at its name, what it types is not', () => {
    check(PARAMETER, [
      [
        'an interface',
        'type «CreateExportFunction» = (context: RequestContext, volume: Volume) => Promise<void>;\ninterface S { createExport: CreateExportFunction; initializeConnection(volume: Volume, connector: Connector): void }',
      ],
      [
        'a class',
        `type «CreateExportFunction» = (context: RequestContext, volume: Volume) => Promise<void>;\nabstract class S extends VolumeDriver { declare createExport: CreateExportFunction; }`,
      ],
      [
        'in another file',
        'import type { Fn } from "./fn.js";\nabstract class S extends VolumeDriver { declare createExport: Fn; }',
        { 'fn.ts': 'export type «Fn» = (context: unknown, volume: unknown) => void;' },
      ],
      [
        'used by two',
        'type «Fn» = (context: RequestContext, volume: Volume) => void;\nabstract class S extends VolumeDriver { declare createExport: Fn; }\nabstract class T extends VolumeDriver { declare createExport: Fn; }',
      ],
      [
        'one that has it',
        'type Fn = (context: RequestContext, volume: Volume, connector: Connector) => void;\nabstract class S extends VolumeDriver { declare createExport: Fn; }',
      ],
    ]);
  });

  describe('slot collisions', () => {
    check(
      PARAMETER,
      [
        [
          'an optional string',
          driver('async «createExport»(context: RequestContext, volume: Volume, vg?: string) {}'),
        ],
        [
          'a default',
          driver("async «createExport»(context: RequestContext, volume: Volume, vg = 'vg0') {}"),
        ],
        [
          'a required one',
          driver(
            'async «createExport»(context: RequestContext, volume: Volume, options: { force: boolean }) {}',
          ),
        ],
        [
          'one before the connector',
          driver(
            'async «createExport»(context: RequestContext, volume: Volume, vg: string, connector: Connector) {}',
          ),
        ],
        [
          'the connector too early',
          driver(
            'async «createExport»(context: RequestContext, connector: Connector, volume: Volume) {}',
          ),
        ],
        [
          'a destructured other',
          driver(
            'async «createExport»(context: RequestContext, volume: Volume, { force }: Options) {}',
          ),
        ],
      ],
      { messageId: 'collision' },
    );
  });

  describe('accepted', () => {
    check(PARAMETER, [
      [
        'the parameter',
        driver(
          'async createExport(context: RequestContext, volume: Volume, connector: Connector) {}',
        ),
      ],
      [
        'an optional one',
        driver(
          'async createExport(context: RequestContext, volume: Volume, connector?: Connector) {}',
        ),
      ],
      [
        'a default',
        driver('async createExport(context: RequestContext, volume: Volume, connector = HOST) {}'),
      ],
      [
        'an underscored one',
        driver(
          'async createExport(context: RequestContext, volume: Volume, _connector: Connector) {}',
        ),
      ],
      ['an untyped one', driver('async createExport(context, volume, connector) {}')],
      [
        'an alias',
        driver(
          'async createExport(context: RequestContext, volume: Volume, properties: unknown) {}',
        ),
      ],
      [
        'its type',
        driver('async createExport(context: RequestContext, volume: Volume, who: Connector) {}'),
      ],
      [
        'its renamed type',
        `import type { Connector as Initiator } from './types.js';\n${driver('async createExport(context: RequestContext, volume: Volume, who?: Initiator) {}')}`,
      ],
      [
        'its type from a namespace',
        `import type * as types from './types.js';\n${driver('async createExport(context: RequestContext, volume: Volume, who: types.Connector) {}')}`,
      ],
      [
        'its type or null',
        driver(
          'async createExport(context: RequestContext, volume: Volume, who: Connector | null) {}',
        ),
      ],
      [
        'a wrapper of its type',
        driver(
          'async createExport(context: RequestContext, volume: Volume, who: Partial<Connector>) {}',
        ),
      ],
      [
        'its keys',
        driver(
          'async createExport(context: RequestContext, volume: Volume, { initiator, host }) {}',
        ),
      ],
      ['rest', driver('async createExport(...args: unknown[]) {}')],
      [
        'rest behind the volume',
        driver(
          'async createExport(context: RequestContext, volume: Volume, ...rest: unknown[]) {}',
        ),
      ],
      [
        'more behind it',
        driver(
          'async createExport(context: RequestContext, volume: Volume, connector: Connector, vg?: string) {}',
        ),
      ],
      [
        'a bounded type',
        driver(
          'async createExport<C extends Connector>(context: RequestContext, volume: Volume, who: C) {}',
        ),
      ],
    ]);
  });

  describe('not the contract’s', () => {
    check(PARAMETER, [
      [
        'a target',
        'class X extends TargetDriver { createExport(context: RequestContext, volume: Volume) {} }',
      ],
      [
        'a target by its parameter',
        'class X { createExport(context: RequestContext, volume: Volume, volumePath: string) {} initializeConnection(volume: Volume, connector: Connector) {} }',
      ],
      ['another createExport', 'class X { createExport(format: string) {} }'],
      ['one with a filter', 'class X { createExport(context: RequestContext, filter: string) {} }'],
      ['a backend client’s', 'class X { createExport(volumeId: string, initiator: string) {} }'],
      ['data', 'interface X { createExport: boolean }\nconst x = { createExport: true };'],
      ['an untyped literal', 'const x = { createExport() {} };'],
      [
        'a static method',
        driver('static createExport(context: RequestContext, volume: Volume) {}'),
      ],
      [
        'a manager',
        'class X { constructor(private driver: VolumeDriver) {}\n createExport(context: RequestContext, volume: Volume) { return this.driver.createExport(context, volume, {} as Connector); }\n async initializeConnection(volume: Volume, connector: Connector) { await this.driver.createExport({ id: "" }, volume, connector); } }',
      ],
      [
        'strings and comments',
        '// createExport(context, volume) {}\nconst s = "createExport(context, volume)";',
      ],
    ]);
  });

  describe('in tests', () => {
    check(
      PARAMETER,
      [
        [
          'a fake class',
          driver('async «createExport»(context: RequestContext, volume: Volume) {}'),
        ],
        [
          'a literal’s method',
          'const fake: VolumeDriver = { async «createExport»(context, volume) {} };',
        ],
        [
          'an inline arrow',
          'const fake: VolumeDriver = { createExport: async (context, volume) => {} };',
        ],
        [
          'vi.fn',
          'const fake: VolumeDriver = { createExport: vi.fn(async (context, volume) => {}) };',
        ],
        [
          'an assigned lambda',
          'declare const fake: VolumeDriver;\nfake.createExport = async (context, volume) => {};',
        ],
        [
          'a double that collides',
          'const fake: VolumeDriver = { «createExport»: async (context, volume, vg: string) => {} };',
        ],
      ],
      { file: 'test/a.test.ts' },
    );
  });

  describe('in JavaScript', () => {
    check(
      PARAMETER,
      [
        ['a class', 'class X extends VolumeDriver { async «createExport»(context, volume) {} }'],
        [
          'a prototype',
          'function X() {}\nX.prototype.«createExport» = function (context, volume) {};\nX.prototype.initializeConnection = function (volume, connector) {};',
        ],
        [
          'module.exports',
          'module.exports = defineDriver({ «createExport»(context, volume) {}, initializeConnection(volume, connector) {} });',
        ],
        [
          'exports.x',
          'exports.«createExport» = async (context, volume) => {};\nexports.initializeConnection = async (volume, connector) => {};',
        ],
        [
          'with the connector',
          'class X extends VolumeDriver { async createExport(context, volume, connector) {} }',
        ],
      ],
      { file: 'a.js' },
    );
  });

  describe('a declaration file and its JavaScript are two', () => {
    check(PARAMETER, [
      [
        'both',
        'export {};',
        {
          'acme.js':
            'export class Acme extends VolumeDriver { «createExport»(context, volume) {} }',
          'acme.d.ts':
            'export declare class Acme extends VolumeDriver { «createExport»(context: unknown, volume: unknown): void }',
        },
      ],
    ]);
  });
});

describe('calls without the argument', () => {
  const ARGUMENT = 'require-connector-argument';
  const use = (body: string) =>
    `async function use(driver: VolumeDriver, context: RequestContext, volume: Volume, connector: Connector) { ${body} }`;
  check(ARGUMENT, [
    [
      'types that go round in a circle',
      `type A = B | null; type B = A | undefined; declare const q: A;\n${use('q.«createExport»(context, volume); await driver.«createExport»(context, volume);')}`,
    ],
  ]);
  check(
    ARGUMENT,
    [
      ['on a driver', use('await driver.«createExport»(context, volume);')],
      ['without any', use('await driver.«createExport»();')],
      ['optional', use('await driver?.«createExport»?.(context, volume);')],
      ['element access', use("await driver[«'createExport'»](context, volume);")],
      [
        'element access with a constant',
        `const KEY = 'createExport';\n${use('await driver[«KEY»](context, volume);')}`,
      ],
      ['.call', use('await driver.«createExport».call(driver, context, volume);')],
      [
        '.apply, where the list is written',
        use('await driver.createExport.apply(driver, «[context, volume]»);'),
      ],
      ['a spread list', use('await driver.createExport(...«[context, volume]»);')],
      [
        'a spread list of another place',
        use('const args = «[context, volume]» as const; await driver.createExport(...args);'),
      ],
      [
        'tuples that go round in a circle',
        `type A = B; type B = A; type C = Readonly<C>; declare const a: A; declare const c: C; declare const d;\n${use('driver.createExport(...a); driver.createExport(...c); driver.createExport(...d); await driver.«createExport»(context, volume);')}`,
      ],
      ['an alias', use('const create = driver.createExport; await «create»(context, volume);')],
      [
        'a bound alias',
        use('const create = driver.createExport.bind(driver); await «create»(context, volume);'),
      ],
      [
        'a destructured alias',
        use('const { createExport } = driver; await «createExport»(context, volume);'),
      ],
      [
        'a renamed alias',
        use('const { createExport: create } = driver; await «create»(context, volume);'),
      ],
      ['in a closure', use('await lock(() => driver.«createExport»(context, volume));')],
      [
        'on an element',
        'async function use(drivers: VolumeDriver[], context: RequestContext, volume: Volume) { for (const d of drivers) await d.«createExport»(context, volume); }',
      ],
      [
        'on a Map’s value',
        'async function use(drivers: Map<string, VolumeDriver>, context: RequestContext, volume: Volume) { await drivers.get("x")!.«createExport»(context, volume); }',
      ],
      [
        'on what a factory makes',
        'declare function make(): Promise<VolumeDriver>;\nasync function use(context: RequestContext, volume: Volume) { await (await make()).«createExport»(context, volume); }',
      ],
      [
        'on a subclass',
        `class Acme extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nasync function use(context: RequestContext, volume: Volume) { await new Acme().«createExport»(context, volume); }`,
      ],
      [
        'on a wrapped type',
        'async function use(driver: Mocked<VolumeDriver>, context: RequestContext, volume: Volume) { await driver.«createExport»(context, volume); }',
      ],
      [
        'on a literal driver',
        'const acme: VolumeDriver = { async createExport(context, volume, connector) {} };\nasync function use(context: RequestContext, volume: Volume) { await acme.«createExport»(context, volume); }',
      ],
      [
        'on a signature',
        'interface S { createExport(context: RequestContext, volume: Volume, connector: Connector): void }\nfunction use(s: S, context: RequestContext, volume: Volume) { s.«createExport»(context, volume); }',
      ],
      [
        'through a function type',
        'type Fn = (context: RequestContext, volume: Volume, connector: Connector) => void;\nabstract class S extends VolumeDriver { declare createExport: Fn; }\nfunction use(fn: Fn, context: RequestContext, volume: Volume) { «fn»(context, volume); }',
      ],
      [
        'through Driver["createExport"]',
        use('const fn: VolumeDriver["createExport"] = pick(); «fn»(context, volume);'),
      ],
      [
        'in initializeConnection',
        'class Acme extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {}\n async initializeConnection(volume: Volume, connector: Connector) { await this.«createExport»({ id: "" }, volume); } }',
      ],
      [
        'in another method, on this',
        'class Acme extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {}\n async ensureExport(context: RequestContext, volume: Volume) { await this.«createExport»(context, volume); } }',
      ],
      [
        'in a manager',
        'class Manager { constructor(private driver: VolumeDriver) {}\n async initializeConnection(context: RequestContext, volume: Volume, connector: Connector) { await this.driver.«createExport»(context, volume); } }',
      ],
      ['a literal in the slot', use("await driver.«createExport»(context, volume, 'vg0');")],
      ['a number in the slot', use('await driver.«createExport»(context, volume, 1);')],
      ['a flag in the slot', use('await driver.«createExport»(context, volume, true);')],
      [
        'an older parameter in the slot',
        'class Acme extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, vg?: string) {} }\nasync function use(acme: Acme, context: RequestContext, volume: Volume, vg: string) { await acme.«createExport»(context, volume, vg); }',
      ],
    ],
    { messageId: 'missing' },
  );

  describe('passed', () => {
    check(ARGUMENT, [
      ['the connector', use('await driver.createExport(context, volume, connector);')],
      ['anything in the slot', use('await driver.createExport(context, volume, thing());')],
      ['an object', use('await driver.createExport(context, volume, { host: "x" });')],
      ['null', use('await driver.createExport(context, volume, null);')],
      ['undefined', use('await driver.createExport(context, volume, undefined);')],
      ['a spread of what is not known', use('await driver.createExport(...args);')],
      ['a spread behind', use('await driver.createExport(context, ...rest);')],
      ['a spread list with it', use('await driver.createExport(...[context, volume, connector]);')],
      ['.call', use('await driver.createExport.call(driver, context, volume, connector);')],
      ['.apply', use('await driver.createExport.apply(driver, [context, volume, connector]);')],
      ['.apply of what is not known', use('await driver.createExport.apply(driver, args);')],
      [
        'an alias',
        use('const create = driver.createExport; await create(context, volume, connector);'),
      ],
    ]);
  });

  describe('no call of a driver’s', () => {
    check(ARGUMENT, [
      ['.bind', use('const f = driver.createExport.bind(driver); return f;')],
      ['a reference handed on', use('await retry(driver.createExport);')],
      ['an assertion', use('expect(driver.createExport).toHaveBeenCalledWith(context, volume);')],
      [
        'a target',
        'function use(target: TargetDriver, context: RequestContext, volume: Volume) { target.createExport(context, volume); }',
      ],
      [
        'a target of the tree',
        'class T { createExport(context: RequestContext, volume: Volume, volumePath: string) {} }\nfunction use(t: T, context: RequestContext, volume: Volume) { t.createExport(context, volume); }',
      ],
      [
        'an unrelated class',
        'class ReportService { createExport(format: string) {} }\nfunction use(s: ReportService) { s.createExport("csv"); }',
      ],
      [
        'a class that is not in the tree',
        "import type { ReportService } from 'reports';\nfunction use(s: ReportService, a: string, b: string) { s.createExport(a, b); }",
      ],
      [
        'a definition',
        driver(
          'async createExport(context: RequestContext, volume: Volume, connector: Connector) {}',
        ),
      ],
      ['a string', use('return "driver.createExport(context, volume)";')],
    ]);
  });

  describe('unresolved receivers', () => {
    check(
      ARGUMENT,
      [
        [
          'with the old number of arguments',
          'function use(x, context, volume) { x.«createExport»(context, volume); }',
        ],
        [
          'an any',
          'function use(x: any, context: RequestContext, volume: Volume) { x.«createExport»(context, volume); }',
        ],
      ],
      { messageId: 'missingUnresolved' },
    );
    check(ARGUMENT, [
      ['with fewer', 'function use(x, context) { x.createExport(context); }'],
      ['with none', 'function use(x) { x.createExport(); }'],
      ['with more', 'function use(x, context, volume) { x.createExport(context, volume, 1, 2); }'],
      ['with a string', 'function use(x, context) { x.createExport(context, "csv"); }'],
      ['with a number', 'function use(x, context) { x.createExport(context, 3); }'],
      [
        'with the connector',
        'function use(x, context, volume, connector) { x.createExport(context, volume, connector); }',
      ],
    ]);
  });
});

describe('forwards', () => {
  const FORWARD = 'forward-connector';
  const COMMON =
    'class Common { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\n';
  const forward = (
    call: string,
    parameters = 'context: RequestContext, volume: Volume, connector: Connector',
  ) =>
    `${COMMON}class Acme extends VolumeDriver { common = new Common();\n async createExport(${parameters}) { ${call} } }`;
  check(
    FORWARD,
    [
      ['to the delegate', forward('return this.common.«createExport»(context, volume);')],
      [
        'to super',
        `class Base extends VolumeDriver { async createExport(context: RequestContext, volume: Volume, connector: Connector) {} }\nclass Acme extends Base { override async createExport(context: RequestContext, volume: Volume, connector: Connector) { return super.«createExport»(context, volume); } }`,
      ],
      ['in a closure', forward('return lock(() => this.common.«createExport»(context, volume));')],
      [
        'through an alias',
        forward('const { common } = this; return common.«createExport»(context, volume);'),
      ],
      [
        'through .call',
        forward('return this.common.«createExport».call(this.common, context, volume);'),
      ],
      [
        'with an alias of the parameter',
        forward(
          'return this.common.«createExport»(context, volume);',
          'context: RequestContext, volume: Volume, properties?: Connector',
        ),
      ],
      [
        'with a default',
        forward(
          'return this.common.«createExport»(context, volume);',
          'context: RequestContext, volume: Volume, connector = HOST',
        ),
      ],
      [
        'in a literal',
        `const common: VolumeDriver = pick();\nconst x: VolumeDriver = { async createExport(context, volume, connector) { return common.«createExport»(context, volume); } };`,
      ],
      [
        'to each of several',
        'class Fan extends VolumeDriver { constructor(private all: VolumeDriver[]) { super(); }\n async createExport(context: RequestContext, volume: Volume, connector: Connector) { for (const d of this.all) await d.«createExport»(context, volume); } }',
      ],
    ],
    { messageId: 'dropped' },
  );
  check(FORWARD, [
    ['passed', forward('return this.common.createExport(context, volume, connector);')],
    [
      'passed under another name',
      forward(
        'return this.common.createExport(context, volume, properties);',
        'context: RequestContext, volume: Volume, properties: Connector',
      ),
    ],
    [
      'before the method has it',
      forward(
        'return this.common.createExport(context, volume);',
        'context: RequestContext, volume: Volume',
      ),
    ],
    [
      'where it collides',
      forward(
        'return this.common.createExport(context, volume);',
        'context: RequestContext, volume: Volume, vg?: string',
      ),
    ],
    [
      'to a target',
      'class Acme extends VolumeDriver { constructor(private target: TargetDriver) { super(); }\n async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.target.createExport(context, volume); } }',
    ],
    [
      'to a client of its own kind',
      'class Client { createExport(volumeId: string, initiator: string) {} }\nclass Acme extends VolumeDriver { client = new Client();\n async createExport(context: RequestContext, volume: Volume, connector: Connector) { return this.client.createExport(volume.id, connector.initiator); } }',
    ],
  ]);

  it('in a createExport only this rule speaks', () => {
    for (const parameters of [
      'context: RequestContext, volume: Volume',
      'context: RequestContext, volume: Volume, connector: Connector',
    ]) {
      const made = tree({
        ...SUPPORT,
        'a.ts': HEAD + forward('return this.common.createExport(context, volume);', parameters),
      });
      expect(made.reports('require-connector-argument')).toEqual([]);
    }
  });
});

describe('stubs', () => {
  const STUB = 'no-stub-create-export';
  const guilty = (create: string, more = '') => `import { ArrayClient } from './client.js';
${more}
class Acme extends VolumeDriver { client = new ArrayClient(); logger: any;
  ${create}
  async initializeConnection(volume: Volume, connector: Connector) { return this.client.mapLun(volume.id); } }`;
  const P = '(context: RequestContext, volume: Volume, connector: Connector)';
  check(
    STUB,
    [
      ['an empty body', guilty(`async «createExport»${P} {}`)],
      ['a comment', guilty(`async «createExport»${P} { /* done in initializeConnection */ }`)],
      [
        'a log',
        guilty(`async «createExport»${P} { this.logger.debug('nothing to do', volume.id); }`),
      ],
      ['console', guilty(`async «createExport»${P} { console.log(volume.id); }`)],
      ['a constant', guilty(`async «createExport»${P} { return {}; }`)],
      ['null', guilty(`async «createExport»${P} { return null; }`)],
      ['Promise.resolve', guilty(`«createExport»${P} { return Promise.resolve(); }`)],
      ['an arrow', guilty(`«createExport» = async ${P} => {};`)],
      ['an arrow of undefined', guilty(`«createExport» = async ${P} => undefined;`)],
      [
        'without the connector',
        guilty('async «createExport»(context: RequestContext, volume: Volume) {}'),
      ],
      [
        'a delegate’s',
        guilty(
          `common = new Common(); async createExport${P} { return this.common.createExport(context, volume, connector); }`,
          `class Common { async «createExport»${P} {} }`,
        ),
      ],
      [
        'of a literal',
        `import { ArrayClient } from './client.js';\nconst client = new ArrayClient();\nconst x: VolumeDriver = { async «createExport»(context, volume, connector) {}, async initializeConnection(volume, connector) { return client.mapLun(volume.id); } };`,
      ],
    ],
    { messageId: 'stub' },
  );
  check(STUB, [
    ['it reads', guilty(`async createExport${P} { return this.client.findLun(volume.id); }`)],
    ['it validates', guilty(`async createExport${P} { if (!connector.host) throw new Error(); }`)],
    ['it stores', guilty(`last?: Volume; async createExport${P} { this.last = volume; }`)],
    ['it throws', guilty(`async createExport${P} { throw new Error('no'); }`)],
    ['it delegates', guilty(`async createExport${P} { return this.client.mapLun(volume.id); }`)],
    ['it returns what it is given', guilty(`async createExport${P} { return volume.id; }`)],
    [
      'the reader is clean',
      `class Acme extends VolumeDriver { async createExport${P} {} async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; } }`,
    ],
    [
      'a base’s no-op under a guilty reader',
      `import { ArrayClient } from './client.js';\nabstract class Base extends VolumeDriver { async createExport${P} {} async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; } }\nclass Acme extends Base { client = new ArrayClient(); override async initializeConnection(volume: Volume, connector: Connector) { return this.client.mapLun(volume.id); } }`,
    ],
    [
      'a target',
      `import { ArrayClient } from './client.js';\nclass T { client = new ArrayClient(); createExport(context: RequestContext, volume: Volume, volumePath: string) {} initializeConnection(volume: Volume, connector: Connector) { return this.client.mapLun(volume.id); } }`,
    ],
  ]);
});

describe('another contract', () => {
  const contract = (added: object): Contract =>
    parseContract(
      {
        name: 'x',
        drivers: { types: ['Plugin'] },
        methods: {
          connect: {
            parameters: [{ name: 'session' }, { name: 'mode' }],
            added: { name: 'timeout', type: 'number', ...added },
          },
        },
      },
      'here',
    );
  const reports = (made: Tree) =>
    (
      ['require-connector-parameter', 'require-connector-argument', 'forward-connector'] as const
    ).flatMap((rule) => made.reports(rule));
  it.each<[title: string, added: object, text: string]>([
    ['last', { position: 'last' }, 'class P extends Plugin { «connect»(session, mode) {} }'],
    [
      'last, there',
      { position: 'last' },
      'class P extends Plugin { connect(session, mode, timeout) {} }',
    ],
    ['first', { position: 'first' }, 'class P extends Plugin { «connect»(session, mode) {} }'],
    [
      'first, there',
      { position: 'first' },
      'class P extends Plugin { connect(timeout, session, mode) {} }',
    ],
    [
      'first, but last',
      { position: 'first' },
      'class P extends Plugin { «connect»(session, mode, timeout) {} }',
    ],
    [
      'before',
      { position: { before: 'mode' } },
      'class P extends Plugin { «connect»(session, mode) {} }',
    ],
    [
      'before, there',
      { position: { before: 'mode' } },
      'class P extends Plugin { connect(session, timeout, mode) {} }',
    ],
    [
      'after, a call',
      { position: 'last' },
      'class P extends Plugin { connect(session, mode, timeout) {} }\nfunction f(p: P, s, m) { p.«connect»(s, m); }',
    ],
    [
      'a number may be what is asked for',
      { position: 'last' },
      'class P extends Plugin { connect(session, mode, timeout) {} }\nfunction f(p: P, s, m) { p.connect(s, m, 30); }',
    ],
    [
      'first, a call',
      { position: 'first' },
      'class P extends Plugin { connect(timeout, session, mode) {} }\nfunction f(p: P, s, m) { p.«connect»(s, m); }',
    ],
    [
      'a default: calls need nothing',
      { default: '30' },
      'class P extends Plugin { connect(session, mode, timeout = 30) {} }\nfunction f(p: P, s, m) { p.connect(s, m); }',
    ],
    [
      'a default: declarations do',
      { default: '30' },
      'class P extends Plugin { «connect»(session, mode) {} }',
    ],
    [
      'a default: calls where it is in scope',
      { default: '30' },
      'class P extends Plugin { connect(session, mode, timeout = 30) {} }\nfunction f(p: P, s, m, timeout: number) { p.«connect»(s, m); }',
    ],
    [
      'a default: forwards do',
      { default: '30' },
      'class P extends Plugin { connect(session, mode, timeout = 30) {} }\nclass Q extends P { connect(session, mode, timeout = 30) { return super.«connect»(session, mode); } }',
    ],
    [
      'a default: calls, where the contract says so',
      { default: '30', reportCalls: true },
      'class P extends Plugin { connect(session, mode, timeout = 30) {} }\nfunction f(p: P, s, m) { p.«connect»(s, m); }',
    ],
  ])('%s', (_title, added, text) => {
    const made = tree({ 'a.ts': text }, contract(added));
    expect(reports(made)).toEqual(made.marked());
  });
});
