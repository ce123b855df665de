import { describe, expect, it } from 'vitest';
import { functionLabel } from '../../src/linker/values.js';
import { tree, type Files, type Tree } from '../support/tree.js';

/**
 * The functions that the marked call of `a.ts` may run; `?` when the linker does not know,
 * `builtin`, or `: declared` without a body.
 */
function runs(made: Tree, file: string): string[] {
  const module = made.module(file);
  const { targets, signatures, builtin, why } = made.analysis.linker.calls.resolve(
    module,
    made.call(file, ''),
  );
  const named = [
    ...targets.map((t) => functionLabel(t.module, t.fact)),
    ...signatures.map((s) => `${functionLabel(s.module, s.fact)}: declared`),
  ];
  if (builtin) return ['builtin'];
  return named.length > 0 ? [...new Set(named)].sort() : [why === undefined ? 'outside' : '?'];
}

type Case = [title: string, text: string, expected: string[], more?: Files];

const CLIENT =
  'class Client { mapLun() {} static make() { return new Client(); } get inner() { return new Inner(); } child = new Inner(); }\nclass Inner { go() {} }\n';
const LIB = {
  'lib.ts':
    'export class Lib { go() {} }\nexport function help() {}\nexport const arrow = () => {};\nexport default class Main { go() {} }',
};

function check(cases: readonly Case[], file = 'a.ts'): void {
  it.each(cases)('%s', (_title, text, expected, more = {}) => {
    expect(runs(tree({ [file]: text, ...more }), file)).toEqual(expected);
  });
}

describe('receivers', () => {
  check([
    ['this', 'class A { m() { this.«n»(); } n() {} }', ['A.n']],
    ['#private', 'class A { m() { this.«#n»(); } #n() {} }', ['A.#n']],
    ['super', 'class B { n() {} }\nclass A extends B { n() { super.«n»(); } }', ['B.n']],
    [
      'super of a super',
      'class C { n() {} }\nclass B extends C {}\nclass A extends B { n() { super.«n»(); } }',
      ['C.n'],
    ],
    ['inherited', 'class B { n() {} }\nclass A extends B { m() { this.«n»(); } }', ['B.n']],
    [
      'a field with new',
      `${CLIENT}class A { c = new Client(); m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a field with a type',
      `${CLIENT}class A { declare c: Client; m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'an optional field',
      `${CLIENT}class A { c?: Client; m() { this.c?.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a field that may be null',
      `${CLIENT}class A { c: Client | null = null; m() { this.c!.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a field the constructor assigns',
      `${CLIENT}class A { constructor() { this.c = new Client(); } m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a field that another method assigns',
      `${CLIENT}class A { c; setup() { this.c = new Client(); } m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a parameter property',
      `${CLIENT}class A { constructor(private c: Client) {} m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'a constructor parameter',
      `${CLIENT}class A { constructor(c: Client) { this.c = c; } m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'an untyped constructor parameter, from who makes it',
      `${CLIENT}class A { constructor(c) { this.c = c; } m() { this.c.«mapLun»(); } }\nnew A(new Client());`,
      ['Client.mapLun'],
    ],
    [
      'what a subclass hands to super',
      `${CLIENT}class B { constructor(c) { this.c = c; } }\nclass A extends B { constructor() { super(new Client()); } m() { this.c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    ['a parameter', `${CLIENT}function f(c: Client) { c.«mapLun»(); }`, ['Client.mapLun']],
    [
      'a default value',
      `${CLIENT}function f(c = new Client()) { c.«mapLun»(); }`,
      ['Client.mapLun'],
    ],
    ['a local', `${CLIENT}const c = new Client(); c.«mapLun»();`, ['Client.mapLun']],
    [
      'a factory',
      `${CLIENT}function make() { return new Client(); } make().«mapLun»();`,
      ['Client.mapLun'],
    ],
    [
      'an async factory',
      `${CLIENT}async function make() { return new Client(); } (await make()).«mapLun»();`,
      ['Client.mapLun'],
    ],
    [
      'a factory with a return type',
      `${CLIENT}declare function make(): Promise<Client>; (await make()).«mapLun»();`,
      ['Client.mapLun'],
    ],
    ['a static factory', `${CLIENT}Client.make().«mapLun»();`, ['Client.mapLun']],
    ['a static method', `${CLIENT}Client.«make»();`, ['Client.make']],
    ['`this` in a static method', 'class A { static m() { this.«n»(); } static n() {} }', ['A.n']],
    ['a getter', `${CLIENT}new Client().inner.«go»();`, ['Inner.go']],
    ['a field of a field', `${CLIENT}new Client().child.«go»();`, ['Inner.go']],
    [
      'a choice',
      'class A { go() {} }\nclass B { go() {} }\n(x ? new A() : new B()).«go»();',
      ['A.go', 'B.go'],
    ],
    [
      'a variable assigned twice',
      'class A { go() {} }\nclass B { go() {} }\nlet v = new A(); v = new B(); v.«go»();',
      ['A.go', 'B.go'],
    ],
    ['`as`', `${CLIENT}(x as Client).«mapLun»();`, ['Client.mapLun']],
    ['`as unknown as`', `${CLIENT}(x as unknown as Client).«mapLun»();`, ['Client.mapLun']],
    ['satisfies', '({ go() {} } satisfies Thing).«go»();', ['go']],
    ['an object literal', 'const o = { go() {} }; o.«go»();', ['o.go']],
    ['`this` in an object literal', 'const o = { m() { this.«go»(); }, go() {} };', ['o.go']],
    ['a literal with an arrow', 'const o = { go: () => {} }; o.«go»();', ['o.go']],
    ['a literal with a shorthand', 'function go() {}\nconst o = { go }; o.«go»();', ['go']],
    [
      'a literal with a spread',
      'const base = { go() {} };\nconst o = { ...base }; o.«go»();',
      ['base.go'],
    ],
    ['Object.assign', 'const o = Object.assign({ a() {} }, { go() {} }); o.«go»();', ['o.go']],
    ['a nested literal', 'const o = { inner: { go() {} } }; o.inner.«go»();', ['go']],
    ['nothing known', 'function f(x) { x.«go»(); }', ['?']],
    ['an undeclared global', 'thing.«go»();', ['outside']],
    ['a package', "import { sdk } from 'sdk'; sdk.«go»();", ['outside']],
    [
      'an interface that nobody implements',
      'interface I { go(): void }\nfunction f(i: I) { i.«go»(); }',
      ['I.go: declared'],
    ],
    [
      'an interface with an implementation',
      'interface I { go(): void }\nclass A implements I { go() {} }\nfunction f(i: I) { i.«go»(); }',
      ['A.go', 'I.go: declared'],
    ],
    [
      'an abstract class',
      'abstract class B { abstract go(): void; m() { this.«go»(); } }\nclass A extends B { go() {} }',
      ['A.go', 'B.go: declared'],
    ],
    [
      'an override below',
      'class B { go() {} }\nclass A extends B { go() {} }\nfunction f(b: B) { b.«go»(); }',
      ['A.go', 'B.go'],
    ],
    [
      'exactly what was made',
      'class B { go() {} }\nclass A extends B { go() {} }\nnew B().«go»();',
      ['B.go'],
    ],
    [
      'a union',
      'class A { go() {} }\nclass B { go() {} }\nfunction f(x: A | B | undefined) { x?.«go»(); }',
      ['A.go', 'B.go'],
    ],
    ['an intersection', 'class A { go() {} }\nfunction f(x: A & { y: 1 }) { x.«go»(); }', ['A.go']],
    [
      'a wrapper of the contract',
      'class A { go() {} }\nfunction f(x: Mocked<Partial<A>>) { x.«go»(); }',
      ['A.go'],
    ],
    [
      'an alias of a type',
      'class A { go() {} }\ntype B = A;\nfunction f(x: B) { x.«go»(); }',
      ['A.go'],
    ],
    [
      'a type parameter’s constraint',
      'class A { go() {} }\nfunction f<T extends A>(x: T) { x.«go»(); }',
      ['A.go'],
    ],
    ['typeof', 'const o = { go() {} };\nfunction f(x: typeof o) { x.«go»(); }', ['o.go']],
    [
      'ReturnType',
      'class A { go() {} }\nfunction make() { return new A(); }\nfunction f(x: ReturnType<typeof make>) { x.«go»(); }',
      ['A.go'],
    ],
    [
      'InstanceType',
      'class A { go() {} }\nfunction f(x: InstanceType<typeof A>) { x.«go»(); }',
      ['A.go'],
    ],
    [
      'an indexed type',
      'class A { go() {} }\ninterface O { a: A }\nfunction f(x: O["a"]) { x.«go»(); }',
      ['A.go'],
    ],
    ['JSON and other globals', 'JSON.«parse»(x);', ['builtin']],
    ['an array', '[1].«map»(f);', ['builtin']],
    ['a string', '"x".«split»(y);', ['builtin']],
    ['a promise', 'class A { async go() {} }\nnew A().go().«catch»(f);', ['builtin']],
  ]);
});

describe('functions', () => {
  check([
    ['of the module', 'function go() {}\n«go»();', ['go']],
    ['used above their declaration', '«go»();\nfunction go() {}', ['go']],
    ['in a const', 'const go = () => {};\n«go»();', ['go']],
    ['local ones', 'function m() { const go = async () => {}; «go»(); }', ['go']],
    ['shadowed', 'function go() {}\nfunction m() { function go() { inner(); } «go»(); }', ['go']],
    ['an alias', 'function go() {}\nconst run = go; «run»();', ['go']],
    [
      'a method alias',
      `${CLIENT}const c = new Client(); const map = c.mapLun; «map»();`,
      ['Client.mapLun'],
    ],
    [
      'a destructured method',
      `${CLIENT}const { mapLun } = new Client(); «mapLun»();`,
      ['Client.mapLun'],
    ],
    [
      'a renamed destructured method',
      `${CLIENT}const { mapLun: map } = new Client(); «map»();`,
      ['Client.mapLun'],
    ],
    [
      'destructured from this',
      `${CLIENT}class A { c = new Client(); m() { const { c } = this; c.«mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'destructured deeper',
      `${CLIENT}class A { c = new Client(); m() { const { c: { mapLun } } = this; «mapLun»(); } }`,
      ['Client.mapLun'],
    ],
    [
      'bound',
      `${CLIENT}const c = new Client(); const map = c.mapLun.bind(c); «map»();`,
      ['Client.mapLun'],
    ],
    [
      'a bound field',
      'class A { constructor() { this.go = this.go.bind(this); } go() {} m() { this.«go»(); } }',
      ['A.go'],
    ],
    ['an arrow property', 'class A { go = () => {}; m() { this.«go»(); } }', ['A.go']],
    [
      'a property that holds a method',
      'class A { run = this.go; go() {} m() { this.«run»(); } }',
      ['A.go'],
    ],
    ['element access', "class A { m() { this[«'go'»](); } go() {} }", ['A.go']],
    [
      'element access with a constant',
      "const GO = 'go';\nclass A { m() { this[«GO»](); } go() {} }",
      ['A.go'],
    ],
    ['.call', 'function go() {}\ngo.«call»(this, 1);', ['go']],
    ['.apply', 'class A { m() { this.go.«apply»(this, []); } go() {} }', ['A.go']],
    ['a prototype’s method with .call', 'class A { go() {} }\nA.prototype.go.«call»(x);', ['A.go']],
    ['called at once', '(«() => { inner(); }»)();', ['(anonymous)']],
    [
      'what a function returns',
      'function make() { return () => {}; }\nconst go = make();\n«go»();',
      ['(anonymous)'],
    ],
    [
      'a callback that is a parameter',
      'function run(fn: () => void) { «fn»(); }\nfunction go() {}\nrun(go);',
      ['(anonymous): declared'],
    ],
    [
      'a callback property',
      'class A { constructor(private go: () => void) {} m() { this.«go»(); } }\nnew A(() => {});',
      ['(anonymous)'],
    ],
    ['vi.fn', 'const go = vi.fn(() => {}); «go»();', ['(anonymous)']],
    [
      'a type that is a function',
      'type Go = () => void;\nfunction f(go: Go) { «go»(); }',
      ['(anonymous): declared'],
    ],
    ['a decorated method', 'class A { @traced go() {} m() { this.«go»(); } }', ['A.go']],
    ['a generator', 'function* go() { yield 1; }\n«go»();', ['go']],
    [
      'overloads',
      'function go(a: string): void;\nfunction go(a: number): void;\nfunction go(a: unknown) {}\n«go»(1);',
      ['go'],
    ],
    [
      'overloads of a method',
      'class A { go(a: string): void; go(a: unknown) { inner(); } m() { this.«go»(1); } }',
      ['A.go'],
    ],
    ['a constructor', 'class A { constructor() {} }\nnew «A»();', ['A.constructor']],
    [
      'an inherited constructor',
      'class B { constructor() {} }\nclass A extends B {}\nnew «A»();',
      ['B.constructor'],
    ],
    [
      'super()',
      'class B { constructor() {} }\nclass A extends B { constructor() { «super»(); } }',
      ['B.constructor'],
    ],
    ['a tag', 'function sql() {}\n«sql»`x`;', ['sql']],
  ]);
});

describe('collections and tables', () => {
  check([
    [
      'an element of an array',
      'class A { go() {} }\nconst list = [new A()]; list[0].«go»();',
      ['A.go'],
    ],
    ['a loop', 'class A { go() {} }\nfor (const a of [new A()]) a.«go»();', ['A.go']],
    [
      'a typed array',
      'class A { go() {} }\nfunction f(list: A[]) { for (const a of list) a.«go»(); }',
      ['A.go'],
    ],
    [
      'Array<T>',
      'class A { go() {} }\nfunction f(list: ReadonlyArray<A>) { list.at(0)?.«go»(); }',
      ['A.go'],
    ],
    ['map', 'class A { go() {} }\nfunction f(list: A[]) { list.map((a) => a.«go»()); }', ['A.go']],
    [
      'filter and forEach',
      'class A { go() {} }\nfunction f(list: A[]) { list.filter(Boolean).forEach((a) => a.«go»()); }',
      ['A.go'],
    ],
    [
      'a Map',
      'class A { go() {} }\nclass R { all = new Map<string, A>(); m(k) { this.all.get(k)?.«go»(); } }',
      ['A.go'],
    ],
    [
      'a Map’s values',
      'class A { go() {} }\nfunction f(all: Map<string, A>) { for (const a of all.values()) a.«go»(); }',
      ['A.go'],
    ],
    [
      'a Map’s entries',
      'class A { go() {} }\nfunction f(all: Map<string, A>) { for (const [k, a] of all) a.«go»(); }',
      ['A.go'],
    ],
    [
      'a Record',
      'class A { go() {} }\nfunction f(all: Record<string, A>, k: string) { all[k].«go»(); }',
      ['A.go'],
    ],
    [
      'Promise.all',
      'class A { go() {} }\nconst [a] = await Promise.all([new A()]); a.«go»();',
      ['A.go'],
    ],
    [
      'a dispatch table',
      'const table = { a: () => {}, b() {} };\n«table[key]»();',
      ['table.a', 'table.b'],
    ],
    ['one entry of it', 'const table = { a() {}, b() {} };\ntable.«a»();', ['table.a']],
    [
      'a table of methods',
      'class A { t = { x: this.one, y: this.two }; one() {} two() {} m(k) { «this.t[k]»(); } }',
      ['A.one', 'A.two'],
    ],
    [
      'a table filled later',
      'const table = {};\ntable.a = function one() {};\ntable.«a»();',
      ['one'],
    ],
  ]);
});

describe('across files', () => {
  check([
    ['a named import', "import { Lib } from './lib.js'; new Lib().«go»();", ['Lib.go'], LIB],
    ['a renamed import', "import { Lib as L } from './lib.js'; new L().«go»();", ['Lib.go'], LIB],
    ['a default import', "import M from './lib.js'; new M().«go»();", ['Main.go'], LIB],
    ['a namespace', "import * as lib from './lib.js'; new lib.Lib().«go»();", ['Lib.go'], LIB],
    ['a function of a namespace', "import * as lib from './lib.js'; lib.«help»();", ['help'], LIB],
    ['a function', "import { help } from './lib.js'; «help»();", ['help'], LIB],
    ['an arrow', "import { arrow } from './lib.js'; «arrow»();", ['arrow'], LIB],
    [
      'a type only',
      "import type { Lib } from './lib.js'; function f(l: Lib) { l.«go»(); }",
      ['Lib.go'],
      LIB,
    ],
    ['import()', "const { Lib } = await import('./lib.js'); new Lib().«go»();", ['Lib.go'], LIB],
    ['an import type', "function f(l: import('./lib.js').Lib) { l.«go»(); }", ['Lib.go'], LIB],
    [
      'a type of a namespace',
      "import * as lib from './lib.js'; function f(l: lib.Lib) { l.«go»(); }",
      ['Lib.go'],
      LIB,
    ],
    [
      'a barrel',
      "import { Lib } from './index.js'; new Lib().«go»();",
      ['Lib.go'],
      { ...LIB, 'index.ts': "export * from './lib.js';" },
    ],
    [
      'a renaming barrel',
      "import { Other } from './index.js'; new Other().«go»();",
      ['Lib.go'],
      { ...LIB, 'index.ts': "export { Lib as Other } from './lib.js';" },
    ],
    [
      'a default through a barrel',
      "import { Main } from './index.js'; new Main().«go»();",
      ['Main.go'],
      { ...LIB, 'index.ts': "export { default as Main } from './lib.js';" },
    ],
    [
      'a namespace through a barrel',
      "import { lib } from './index.js'; lib.«help»();",
      ['help'],
      { ...LIB, 'index.ts': "export * as lib from './lib.js';" },
    ],
    [
      'import and export apart',
      "import { Lib } from './index.js'; new Lib().«go»();",
      ['Lib.go'],
      { ...LIB, 'index.ts': "import { Lib } from './lib.js';\nexport { Lib };" },
    ],
    [
      'barrels in a circle',
      "import { help } from './x.js'; «help»();",
      ['help'],
      {
        ...LIB,
        'x.ts': "export * from './y.js';",
        'y.ts': "export * from './x.js';\nexport * from './lib.js';",
      },
    ],
    [
      'nothing at the end of a circle',
      "import { none } from './x.js'; «none»();",
      ['outside'],
      { 'x.ts': "export * from './y.js';", 'y.ts': "export * from './x.js';" },
    ],
    [
      'a base in another file',
      "import { B } from './b.js';\nclass A extends B { m() { this.«go»(); } }",
      ['B.go'],
      { 'b.ts': 'export class B { go() {} }' },
    ],
    [
      'a singleton',
      "import { client } from './c.js'; client.«go»();",
      ['C.go'],
      { 'c.ts': 'class C { go() {} }\nexport const client = new C();' },
    ],
    [
      'a default object',
      "import lib from './c.js'; lib.«go»();",
      ['go'],
      { 'c.ts': 'export default { go() {} };' },
    ],
    [
      'declarations of a package',
      "import { Sdk } from 'sdk'; new Sdk().«go»();",
      ['Sdk.go: declared'],
      { 'node_modules/sdk/index.d.ts': 'export declare class Sdk { go(): void }' },
    ],
    [
      'a namespace of TypeScript',
      'namespace N { export class A { go() {} } }\nnew N.A().«go»();',
      ['A.go'],
    ],
    [
      'a namespace as a type',
      'namespace N { export class A { go() {} } }\nfunction f(a: N.A) { a.«go»(); }',
      ['A.go'],
    ],
  ]);
});

describe('CommonJS and prototypes', () => {
  check(
    [
      [
        'module.exports = class',
        "const C = require('./c'); new C().«go»();",
        ['C.go'],
        { 'c.js': 'module.exports = class C { go() {} };' },
      ],
      [
        'module.exports = { }',
        "const { C } = require('./c'); new C().«go»();",
        ['C.go'],
        { 'c.js': 'class C { go() {} }\nmodule.exports = { C };' },
      ],
      [
        'exports.x',
        "const c = require('./c'); c.«go»();",
        ['go'],
        { 'c.js': 'exports.go = function go() {};' },
      ],
      [
        'a field from require',
        "const C = require('./c'); class A { constructor() { this.c = new C(); } m() { this.c.«go»(); } }",
        ['C.go'],
        { 'c.js': 'module.exports = class C { go() {} };' },
      ],
      [
        'an ES import of CommonJS',
        "import C from './c.js'; new C().«go»();",
        ['C.go'],
        { 'c.js': 'module.exports = class C { go() {} };' },
      ],
      [
        'a named import of CommonJS',
        "import { go } from './c.js'; «go»();",
        ['go'],
        { 'c.js': 'exports.go = function go() {};' },
      ],
      [
        'JSDoc types',
        '/** @param {import("./c").C} c */\nfunction f(c) { c.«go»(); }',
        ['C.go'],
        { 'c.js': 'class C { go() {} }\nmodule.exports = { C };' },
      ],
      [
        'a JSDoc @type',
        '/** @type {import("./c").C} */\nlet c;\nc.«go»();',
        ['C.go'],
        { 'c.js': 'class C { go() {} }\nmodule.exports = { C };' },
      ],
      [
        'a typedef',
        '/** @typedef {import("./c").C} C */\n/** @param {C} c */\nfunction f(c) { c.«go»(); }',
        ['C.go'],
        { 'c.js': 'class C { go() {} }\nmodule.exports = { C };' },
      ],
      [
        'a prototype',
        'function A() {}\nA.prototype.go = function () {};\nnew A().«go»();',
        ['A.go'],
      ],
      [
        '`this` in a prototype’s method',
        'function A() {}\nA.prototype.go = function () {};\nA.prototype.m = function () { this.«go»(); };',
        ['A.go'],
      ],
      [
        'inherits',
        'function B() {}\nB.prototype.go = function () {};\nfunction A() {}\nutil.inherits(A, B);\nnew A().«go»();',
        ['B.go'],
      ],
      [
        'Object.create',
        'function B() {}\nB.prototype.go = function () {};\nfunction A() {}\nA.prototype = Object.create(B.prototype);\nnew A().«go»();',
        ['B.go'],
      ],
      [
        'a base called with .call',
        'function B(c) { this.c = c; }\nB.prototype.x = function () {};\nfunction A() { B.call(this, new C()); }\nutil.inherits(A, B);\nA.prototype.m = function () { this.c.«go»(); };\nclass C { go() {} }',
        ['C.go'],
      ],
      [
        '`self = this`',
        'class A { m() { const self = this; f(function () { self.«go»(); }); } go() {} }',
        ['A.go'],
      ],
      [
        'a `var` in a block',
        'function f() { if (x) { var a = new A(); } a.«go»(); }\nclass A { go() {} }',
        ['A.go'],
      ],
    ],
    'a.js',
  );
});

describe('mixins and generics', () => {
  const MIXIN = 'const Mix = (Base) => class Mixed extends Base { extra() { this.«go»(); } };\n';
  check([
    [
      'a mixin’s own method',
      'const Mix = (Base) => class extends Base { go() {} };\nclass B {}\nclass A extends Mix(B) { m() { this.«go»(); } }',
      ['Mix.go'],
    ],
    [
      'what a mixin inherits',
      'function Mix(Base) { return class Mixed extends Base { extra() {} }; }\nclass B { go() {} }\nclass A extends Mix(B) { m() { this.«go»(); } }',
      ['B.go'],
    ],
    [
      'through super of a mixin',
      'const Mix = <T extends Ctor>(Base: T) => class Mixed extends Base { go() { return 1; } };\nclass B { go() {} }\nclass A extends Mix(B) { go() { super.«go»(); } }',
      ['Mixed.go'],
    ],
    [
      'a mixin of a mixin',
      'const M1 = (B) => class One extends B { one() {} };\nconst M2 = (B) => class Two extends B {};\nclass A extends M2(M1(Object)) { m() { this.«one»(); } }',
      ['One.one'],
    ],
    [
      'a mixin’s variable',
      'const Mix = (B) => class Mixed extends B { go() {} };\nconst Base = Mix(Object);\nclass A extends Base { m() { this.«go»(); } }',
      ['Mixed.go'],
    ],
    [
      'a generic base',
      'class B<T> { constructor(protected c: T) {} m() { this.c.«go»(); } }\nclass C { go() {} }\nclass A extends B<C> {}',
      ['?'],
    ],
    [
      'a generic base’s field from below',
      'class B<T> { c!: T; }\nclass C { go() {} }\nclass A extends B<C> { m() { this.c.«go»(); } }',
      ['C.go'],
    ],
    [
      'a generic base through two',
      'class C { go() {} }\nclass B<T> { c!: T; }\nclass M<U> extends B<U> {}\nclass A extends M<C> { m() { this.c.«go»(); } }',
      ['C.go'],
    ],
    [
      'a generic class that is made',
      'class C { go() {} }\nclass Box<T> { item!: T; }\nnew Box<C>().item.«go»();',
      ['C.go'],
    ],
    [
      'a bounded base',
      'class C { go() {} }\nclass B<T extends C> { c!: T; m() { this.c.«go»(); } }',
      ['C.go'],
    ],
    ['a class in a variable', 'const K = class Kind { go() {} };\nnew K().«go»();', ['Kind.go']],
    ['a mixin that is never applied', MIXIN, ['?']],
  ]);
});

describe('cycles end', () => {
  check([
    ['two variables', 'let a = b; let b = a; a.«go»();', ['?']],
    ['a variable and itself', 'let a = a.next; a.«go»();', ['?']],
    ['a class and itself', 'class A extends A { m() { this.«go»(); } go() {} }', ['A.go']],
    [
      'two classes',
      'class A extends B { m() { this.«go»(); } }\nclass B extends A { go() {} }',
      ['B.go'],
    ],
    ['a type and itself', 'type T = T[]; function f(x: T) { x.«go»(); }', ['builtin']],
    [
      'functions that return one another',
      'function a() { return b(); }\nfunction b() { return x ? a() : new C(); }\nclass C { go() {} }\na().«go»();',
      ['C.go'],
    ],
    ['a linked list', 'class N { next?: N; go() { this.next?.«go»(); } }', ['N.go']],
    [
      'a builder',
      'class B { x() { return this; } y() { return this; } go() {} }\nnew B().x().y().«go»();',
      ['B.go'],
    ],
    ['recursion', 'function go(n) { return n ? «go»(n - 1) : 0; }', ['go']],
    [
      'files that import one another',
      "import { B } from './b.js';\nexport class A { go() {} m() { new B().a.«go»(); } }",
      ['A.go'],
      { 'b.ts': "import { A } from './a.js';\nexport class B { a = new A(); }" },
    ],
  ]);
});

describe('what is read', () => {
  it('is what the contract’s words stand in, and what names lead to; each once', () => {
    const made = tree({
      'driver.ts':
        "import { Client } from './client.js';\nexport class D { c = new Client(); initializeConnection(volume, connector) { return this.c.get(); } createExport(context, volume, connector) {} }",
      'client.ts': 'export class Client { get() { return 1; } }',
      'unrelated.ts': 'export class Client { get() {} }',
      'alias.ts': 'export type CreateExportFunction = () => void;',
    });
    made.analysis.findings();
    expect([...made.parsed].sort()).toEqual(['alias.ts', 'client.ts', 'driver.ts']);
  });
});
