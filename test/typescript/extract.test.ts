import { describe, expect, it } from 'vitest';
import type { ModuleFacts, Span } from '../../src/facts/types.js';
import { languageOf } from '../../src/typescript/extract.js';
import { factsOf, functionNamed, valuesOf, write, writeType } from '../support/facts.js';

const cut = (text: string, [start, end]: Span) => text.slice(start, end);
const classNamed = (facts: ModuleFacts, name: string) => {
  const found = facts.classes.find((c) => c.name === name);
  if (!found) throw new Error(`no class ${name}`);
  return found;
};
const calls = (facts: ModuleFacts) =>
  facts.calls.map((c) => write(facts, { k: 'call', call: c.id, span: c.span }));

describe('the language of a path', () => {
  it.each([
    ['a.ts', 'typescript'],
    ['a.mts', 'typescript'],
    ['a.cts', 'typescript'],
    ['a.tsx', 'typescript'],
    ['a.d.ts', 'typescript'],
    ['a.js', 'javascript'],
    ['a.mjs', 'javascript'],
    ['a.cjs', 'javascript'],
    ['a.jsx', 'javascript'],
    ['a.py', undefined],
    ['a.json', undefined],
    ['README', undefined],
  ])('%s: %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});

describe('strings', () => {
  it.each(['`${a}\\0${b}`', "a + '\\0' + b", '`\\0${a} ${b}\\0`'])(
    'have as many parts as holes say, NUL or not: %s',
    (text) => {
      const [call] = factsOf(`go(${text});`).calls;
      const [value] = call.args;
      expect(value.k === 'string' && [value.holes.length, value.text.split('\0').length]).toEqual([
        2, 3,
      ]);
    },
  );
});

describe('classes', () => {
  const text = `export abstract class Acme<T extends Client> extends Base<Thing> implements Driver, Other<T> {
  static kind = 'acme';
  readonly #client: T;
  declare info?: string;
  'quoted-name'() {}
  ['createExport'](context: Ctx) {}
  get lun() { return 1; }
  set lun(v) {}
  static { boot(); }
  arrow = async (a: number) => this.go(a);
  constructor(private readonly client: Client, name: string) { super(name); this.extra = name; }
  abstract hook(): void;
  async *many() { yield 1; }
}`;
  const facts = factsOf(text);
  const cls = classNamed(facts, 'Acme');

  it('know their kind, bases and type arguments', () => {
    expect([cls.kind, cls.isAbstract, cls.isAmbient]).toEqual(['class', true, false]);
    expect(cls.bases.map((b) => write(facts, b))).toEqual(['Base']);
    expect(cls.baseTypeArgs.map((t) => writeType(facts, t))).toEqual(['Thing']);
    expect(cls.heritage.map((t) => writeType(facts, t))).toEqual(['Driver', 'Other<T>']);
    expect(cut(text, cls.nameSpan)).toBe('Acme');
  });

  it.each([
    ['kind', 'property', { isStatic: true }],
    ['#client', 'property', { isStatic: false }],
    ['info', 'property', { optional: true }],
    ['quoted-name', 'method', {}],
    ['createExport', 'method', {}],
    ['lun', 'getter', {}],
    ['arrow', 'property', {}],
    ['client', 'property', {}],
    ['constructor', 'constructor', {}],
    ['hook', 'method', { isAbstract: true }],
    ['many', 'method', {}],
  ] as const)('have the member %s, a %s', (name, kind, more) => {
    expect(cls.members.find((m) => m.name === name)).toMatchObject({ kind, ...more });
  });

  it('have the spans of names as they are written', () => {
    expect(cls.members.map((m) => cut(text, m.nameSpan))).toEqual([
      'kind',
      '#client',
      'info',
      "'quoted-name'",
      "'createExport'",
      'lun',
      'lun',
      'arrow',
      'c',
      'client',
      'hook',
      'many',
    ]);
  });

  it('give arrow properties a function whose `this` is the instance', () => {
    const member = cls.members.find((m) => m.name === 'arrow');
    expect(facts.functions[member?.fn ?? -1]).toMatchObject({ kind: 'arrow', use: 'member' });
    expect(facts.functions[facts.functions[member?.fn ?? -1].parent]).toMatchObject({
      kind: 'init',
      cls: cls.id,
    });
  });

  it('record assignments to `this`', () => {
    expect(
      facts.assignments.map(
        (a) => `${write(facts, a.object)}.${a.name} = ${write(facts, a.value)}`,
      ),
    ).toEqual(['this.extra = name']);
  });

  it.each([
    ['class A { static #x = 1; }', 'A'],
    ['export default class { m() {} }', undefined],
    ['const B = class Named { m() {} };', 'Named'],
    ['const C = class { m() {} };', undefined],
    ['declare class D { m(): void }', 'D'],
  ])('%s is named %s', (written, name) => {
    expect(
      factsOf(written)
        .classes.filter((c) => c.kind === 'class')
        .map((c) => c.name),
    ).toEqual([name]);
  });

  it('of a declaration file are ambient', () => {
    expect(
      factsOf('export class A { m(): void }', 'a.d.ts').classes.map((c) => c.isAmbient),
    ).toEqual([true, true]);
    expect(factsOf('declare class A { m(): void }').classes[1].isAmbient).toBe(true);
  });

  it('keep their decorators', () => {
    const decorated = factsOf('@driver("acme") class A { @traced m() {} }');
    expect(decorated.classes[1].decorators.map((d) => write(decorated, d))).toEqual([
      'driver("acme")',
    ]);
    expect(decorated.classes[1].members[0].decorators.map((d) => write(decorated, d))).toEqual([
      'traced',
    ]);
  });

  it('know the module they augment', () => {
    const augmented = factsOf(
      `declare module './driver.js' { interface VolumeDriver { createExport(): void } }\nexport {};`,
    );
    expect(augmented.classes.find((c) => c.name === 'VolumeDriver')?.augments).toBe('./driver.js');
  });

  it('made by a mixin stand in the function', () => {
    const mixin = factsOf(
      'const Zoning = <T extends Ctor>(Base: T) => class Zoned extends Base { m() {} };',
    );
    const made = classNamed(mixin, 'Zoned');
    expect(write(mixin, made.bases[0])).toBe('Base');
    expect(mixin.functions[made.fn].kind).toBe('arrow');
  });
});

describe('overloads', () => {
  const text = `class A {
  createExport(a: string): void;
  createExport(a: number, b: number): void;
  createExport(a: unknown, b?: number) { use(a, b); }
}
function f(a: string): void;
function f(a: unknown) { use(a); }`;
  const facts = factsOf(text);

  it('of a method are members of their own, the implementation last', () => {
    const { members } = facts.classes[1];
    expect(members.map((m) => m.name)).toEqual(['createExport', 'createExport', 'createExport']);
    expect(members.map((m) => facts.functions[m.fn ?? -1].body)).toEqual(['none', 'none', 'idle']);
  });

  it('of a function share a binding', () => {
    const binding = facts.bindings.find((b) => b.name === 'f');
    expect(binding?.functions.map((id) => facts.functions[id].params.length)).toEqual([1, 1]);
    expect(binding?.functions.map((id) => facts.functions[id].body)).toEqual(['none', 'idle']);
  });
});

describe('interfaces and types', () => {
  const text = `interface Driver<T> extends Base, Other<T> {
  createExport(context: Ctx, volume: Volume): Promise<void>;
  readonly name: string;
  make?: CreateExport;
  fn: (a: number, b?: string) => void;
}
type CreateExport = (context: Ctx, volume: Volume) => Promise<void>;
type Shape = { createExport(a: number): void };`;
  const facts = factsOf(text);

  it('have members, functions among them', () => {
    const { members, heritage } = classNamed(facts, 'Driver');
    expect(members.map((m) => [m.name, m.kind, m.fn !== undefined, m.optional])).toEqual([
      ['createExport', 'method', true, false],
      ['name', 'property', false, false],
      ['make', 'property', false, true],
      ['fn', 'property', true, false],
    ]);
    expect(heritage.map((t) => writeType(facts, t))).toEqual(['Base', 'Other<T>']);
  });

  it('aliases hold terms', () => {
    const alias = (name: string) => facts.bindings.find((b) => b.name === name)?.alias?.type;
    expect(writeType(facts, alias('CreateExport'))).toBe('(context,volume)=>');
    expect(writeType(facts, alias('Shape'))).toBe('{createExport}');
  });

  it.each([
    ['Mocked<VolumeDriver>', 'Mocked<VolumeDriver>'],
    ['Partial<Pick<A, "b">>', 'Partial<Pick<A,"b">>'],
    ["Parameters<Driver['createExport']>", 'Parameters<Driver[createExport]>'],
    ['Ns.Inner.Type', 'Ns.Inner.Type'],
    ['A | B | undefined', 'A|B|undefined'],
    ['A & B', 'A&B'],
    ['readonly A[]', 'A[]'],
    ['A[][]', 'A[][]'],
    ["import('./x.js').A", 'import(./x.js).A'],
    ['typeof client.mapLun', 'typeof client.mapLun'],
    ["'map' | 'unmap'", '"map"|"unmap"'],
    ['(A)', 'A'],
    ['[A, B]', '[A,B]'],
    ['readonly [a: A, b?: B, ...c: C[]]', '[A,B?,...C[]]'],
    ['[A?, ...B[]]', '[A?,...B[]]'],
    ['keyof A', 'other'],
    ['string', 'string'],
    ['null', 'null'],
  ])('%s', (written, expected) => {
    const made = factsOf(`let x: ${written};`);
    expect(writeType(made, made.bindings[0].type)).toBe(expected);
  });
});

describe('parameters', () => {
  it.each([
    [
      '(a: string, b?: number, c = 1, ...rest: string[])',
      ['a:string', 'b?:number', 'c?', '...rest:string[]'],
    ],
    ['({ id, name: label }: Volume, [first])', ['{id,name}:Volume', '{}']],
    ['(this: Acme, a: string)', ['a:string']],
    ['()', []],
  ])('%s', (list, expected) => {
    const shown = factsOf(`function f${list} {}`).functions[1].params.map(
      (p) =>
        `${p.rest ? '...' : ''}${p.name ?? `{${(p.pattern ?? []).filter((k) => k !== 'first').join(',')}}`}${p.optional ? '?' : ''}${p.typeText ? `:${p.typeText}` : ''}`,
    );
    expect(shown).toEqual(expected);
  });

  it.each([
    ['function f(a, b) {}', 'a, b', true],
    ['function f() {}', '', true],
    ['const f = x => x;', 'x', false],
    ['const f = async (x) => x;', 'x', true],
    ['class A { m( a ) {} }', ' a ', true],
    ['class A { @d(1) m(a) {} }', 'a', true],
    ['interface I { m(a: (b: string) => void): void }', 'a: (b: string) => void', true],
    ['const o = { m(a,) {} };', 'a,', true],
  ])('%s: between the parentheses stands %j', (text, between, parens) => {
    const fn = factsOf(text)
      .functions.filter((f) => f.kind !== 'module' && f.kind !== 'init')
      .find((f) => (f.parent <= 0 && f.kind !== 'signature') || f.name === 'm');
    expect(fn && [cut(text, fn.paramsSpan), fn.parens]).toEqual([between, parens]);
  });

  it('take their types from JSDoc in JavaScript', () => {
    const facts = factsOf(
      '/**\n * @param {Volume} volume\n * @param {Connector} [connector]\n * @returns {Promise<Info>}\n */\nfunction f(volume, connector) {}',
      'a.js',
    );
    const { params, returnType } = functionNamed(facts, 'f');
    expect(params.map((p) => [writeType(facts, p.type), p.optional])).toEqual([
      ['Volume', false],
      ['Connector', true],
    ]);
    expect(writeType(facts, returnType)).toBe('Promise<Info>');
  });
});

describe('object literals', () => {
  const text = `const KEY = 'computedKey';
const driver = {
  createExport(a) {},
  initializeConnection: async (v) => v,
  shorthand,
  'quoted': 1,
  [KEY]: function () {},
  get size() { return 1; },
  ...base,
};`;
  const facts = factsOf(text);
  const literal = facts.classes.find((c) => c.kind === 'object');

  it('have members of every form', () => {
    expect(literal?.members.map((m) => [m.name, m.kind, m.fn !== undefined, m.shorthand])).toEqual([
      ['createExport', 'method', true, false],
      ['initializeConnection', 'property', true, false],
      ['shorthand', 'property', false, true],
      ['quoted', 'property', false, false],
      ['computedKey', 'property', true, false],
      ['size', 'getter', true, false],
    ]);
  });

  it('have what they spread as bases', () => {
    expect(literal?.bases.map((b) => write(facts, b))).toEqual(['base']);
  });

  it.each([
    ['defineDriver({ m() {} })', { argument: { call: 0, index: 0 } }],
    ['const f = () => ({ m() {} })', { returnedBy: 1 }],
    ['function f() { return { m() {} }; }', { returnedBy: 1 }],
    ['const o = { inner: { m() {} } }', { member: { cls: 1, name: 'inner' } }],
  ])('know what asks for them: %s', (written, context) => {
    const made = factsOf(written).classes.filter((c) => c.members.some((m) => m.name === 'm'));
    expect(made[0].context).toMatchObject(context);
  });

  it.each([
    ['const d: VolumeDriver = { m() {} }', ['VolumeDriver']],
    ['const d = { m() {} } satisfies VolumeDriver', ['VolumeDriver']],
    ['const d = { m() {} } as VolumeDriver', ['VolumeDriver']],
    ['const d = <VolumeDriver>{ m() {} }', ['VolumeDriver']],
    ['class A { d: VolumeDriver = { m() {} } }', ['VolumeDriver']],
    ['const d = { m() {} } as const', []],
  ])('know their type: %s', (written, types) => {
    const made = factsOf(written);
    const cls = made.classes.find((c) => c.kind === 'object');
    expect(cls?.context?.types.map((t) => writeType(made, t))).toEqual(types);
  });

  it('an enum is an object of its values', () => {
    const made = factsOf("enum Verb { Map = 'map-lun', Show = 'show-lun' }");
    expect(valuesOf(made, 'Verb')).toEqual(['{Map,Show}']);
  });
});

describe('what a name is bound to', () => {
  it.each<[string, string, string[]]>([
    ['const a = b.c;', 'a', ['b.c']],
    ['let a; a = x(); a = y;', 'a', ['x()', 'y']],
    ['const a = cond ? b : c;', 'a', ['b|c']],
    ['const a = b ?? c;', 'a', ['b|c']],
    ['const a = b || c;', 'a', ['b|c']],
    ['const a = b && c;', 'a', ['c']],
    ['const a = (x, y);', 'a', ['y']],
    ['const a = await b!;', 'a', ['b']],
    ['const a = b as C;', 'a', ['b as C']],
    ['const a = new Client(x);', 'a', ['new Client(x)']],
    ['const a = [x, ...y];', 'a', ['[x, ...y]']],
    ['const a = `POST ${x}/hosts`;', 'a', ['"POST ~/hosts"']],
    ["const a = 'x' + y + 'z';", 'a', ['"x~z"']],
    ['const a = x + y;', 'a', ['?']],
    ['const a = this;', 'a', ['this']],
    ['const a = 42;', 'a', ['number']],
    ['const a = /x/;', 'a', ['regexp']],
    ['const a = undefined;', 'a', ['undefined']],
    ['const a = table[key];', 'a', ['table[key]']],
    ["const a = table['createExport'];", 'a', ['table.createExport']],
    ["const K = 'createExport'; const a = table[K];", 'a', ['table.createExport']],
    ["const a = require('./x');", 'a', ['import(./x)']],
    ["const a = await import('./x.js');", 'a', ['import(./x.js)']],
    ['const a = class B {};', 'a', ['class B']],
    ['const a = f.bind(this);', 'a', ['f.bind(this)']],
    ['for (const a of list) {}', 'a', ['list[]']],
    ['for (const a in list) {}', 'a', ['?']],
    ['function f(a) {}', 'a', ['#0']],
    ['try {} catch (a) {}', 'a', ['?']],
    ['const { a } = b;', 'a', ['b.a']],
    ['const { x: a } = b;', 'a', ['b.x']],
    ['const { x: { a } } = b;', 'a', ['b.x.a']],
    ['const { a = c } = b;', 'a', ['b.a|c']],
    ["const { 'x': a } = b;", 'a', ['b.x']],
    ['const { x, ...a } = b;', 'a', ['b']],
    ['const [a] = [x, y];', 'a', ['x']],
    ['const [, a] = [x, y];', 'a', ['y']],
    ['const [a] = list;', 'a', ['list[]']],
    ['function f({ a }) {}', 'a', ['#0.a']],
    ['function f({ x: { a } }) {}', 'a', ['#0.x.a']],
    ['let a; ({ a } = b);', 'a', ['b.a']],
  ])('%s', (text, name, expected) => {
    expect(valuesOf(factsOf(text), name)).toEqual(expected);
  });

  it('a declared pattern reads through its type', () => {
    expect(valuesOf(factsOf('const { a }: Tools = b;'), 'a')).toEqual(['b as Tools.a']);
  });

  it('`({ x: a } = b)` binds the renamed name', () => {
    expect(valuesOf(factsOf('let a; ({ x: a } = b);'), 'a')).toEqual(['b.x']);
  });

  it('names are looked up in their scope', () => {
    const facts = factsOf('const a = outer; { const a = inner; use(a); } use(a);');
    const bound = facts.calls.map((c) =>
      c.args[0].k === 'name' ? valuesOfBinding(facts, c.args[0].binding) : [],
    );
    expect(bound).toEqual([['inner'], ['outer']]);
  });

  it('functions are known above their declaration', () => {
    const facts = factsOf('go(); function go() {}');
    expect(facts.calls[0].callee).toMatchObject({ k: 'name', binding: 0 });
  });

  it('`var` in a block belongs to the function', () => {
    const facts = factsOf('function f() { if (x) { var a = 1; } return a; }');
    expect(functionNamed(facts, 'f').returns[0]).toMatchObject({
      k: 'name',
      name: 'a',
      binding: facts.bindings.findIndex((b) => b.name === 'a'),
    });
  });

  it('uses of a name are kept, with how', () => {
    const text = 'const a = 1; a = 2; use({ a }); typeof a;';
    const { uses } = factsOf(text).bindings[0];
    expect(uses.map((u) => [u.span[0], u.shorthand, u.reads])).toEqual([
      [13, false, false],
      [26, true, true],
    ]);
  });
});

function valuesOfBinding(facts: ModuleFacts, binding: number): string[] {
  return facts.bindings[binding].values.map((v) => write(facts, v));
}

describe('calls', () => {
  it.each<[string, string[]]>([
    ['a.b.c(x)', ['a.b.c(x)']],
    ['a?.b?.(x)', ['a.b(x)']],
    ["a['b'](x)", ['a.b(x)']],
    ['a[k](x)', ['a[k](x)']],
    ['(a.b)(x)', ['a.b(x)']],
    ['a!.b!(x)', ['a.b(x)']],
    ['(await f()).g()', ['f().g()', 'f()']],
    ['new A(x)', ['new A(x)']],
    ['new A', ['new A()']],
    ['tag`x${y}`', ['tag("x~")']],
    ['f(...args)', ['f(...args)']],
    ['f(async () => g())', ['f(fn)', 'g()']],
    ['x = f() + g()', ['f()', 'g()']],
    ['if (f()) g(); else h();', ['f()', 'g()', 'h()']],
    ['switch (f()) { case g(): h(); break; default: i(); }', ['f()', 'g()', 'h()', 'i()']],
    ['for (let i = f(); g(i); h(i)) j();', ['f()', 'g(i)', 'h(i)', 'j()']],
    ['while (f()) g();', ['f()', 'g()']],
    ['do f(); while (g());', ['f()', 'g()']],
    ['label: f();', ['f()']],
    ['throw new E(f());', ['new E(f())', 'f()']],
    ['typeof f()', ['f()']],
    ['void f()', ['f()']],
    ['!f()', ['f()']],
    ['delete f().x', ['f()']],
    ['({ [f()]: g() })', ['f()', 'g()']],
    ['`${f()}`', ['f()']],
    ['const { a = f() } = b', ['f()']],
    ['function g(a = f()) {}', ['f()']],
    ['class A { x = f(); static { g(); } [h()]() {} }', ['f()', 'g()', 'h()']],
    ['class A extends mixin(B) {}', ['mixin(B)']],
    ['export default f();', ['f()']],
    ['f`a`.b()', ['f("a").b()', 'f("a")']],
    ['using x = f();', ['f()']],
    ["const x = require('y')", []],
  ])('%s', (text, expected) => {
    expect(calls(factsOf(text)).sort()).toEqual([...expected].sort());
  });

  it('in JSX are seen', () => {
    expect(calls(factsOf('const x = <A on={() => f()}>{g()}</A>;', 'a.tsx'))).toEqual([
      'f()',
      'g()',
    ]);
  });

  it('know where their parts stand', () => {
    const text = 'await this.client.mapLun( id, { a: 1 }, );';
    const [call] = factsOf(text).calls;
    expect([
      cut(text, call.span),
      cut(text, call.nameSpan),
      call.argsSpan && cut(text, call.argsSpan),
      call.argSpans.map((s) => cut(text, s)),
    ]).toEqual([
      'this.client.mapLun( id, { a: 1 }, )',
      'mapLun',
      ' id, { a: 1 }, ',
      ['id', '{ a: 1 }'],
    ]);
  });

  it.each([
    ['f();', true],
    ['await f();', true],
    ['const a = f();', false],
    ['return f();', false],
    ['void f();', false],
  ])('%s is a statement: %s', (text, expected) => {
    expect(factsOf(`async function g() { ${text} }`).calls[0].isStatement).toBe(expected);
  });

  it('stand in the function around them', () => {
    const facts = factsOf('function outer() { a(); const inner = () => b(); }');
    expect(facts.calls.map((c) => facts.functions[c.fn].kind)).toEqual(['function', 'arrow']);
  });

  it('keep `this` with the function it belongs to', () => {
    const facts = factsOf('class A { m() { const f = () => this.go(); } }');
    expect(calls(facts)).toEqual(['this.go()']);
  });

  it('a member read that is no call is a reference', () => {
    const text =
      'retry(driver.createExport); driver.go(); const { initializeConnection } = driver;';
    const { references } = factsOf(text);
    expect(references.map((r) => r.name)).toEqual(['createExport', 'initializeConnection']);
  });
});

describe('error paths', () => {
  it.each<[string, boolean]>([
    ['try { a(); } catch (e) { undo(); throw e; }', true],
    ['try { a(); } catch { undo(); throw new E(); }', true],
    ['try { a(); } catch (e) { undo(); return Promise.reject(e); }', true],
    ['try { a(); } catch (e) { undo(); if (x) { throw e; } else { throw new E(); } }', true],
    ['try { a(); } catch (e) { undo(); }', false],
    ['try { a(); } catch (e) { undo(); if (x) throw e; }', false],
    ['try { a(); } catch (e) { undo(); return x; }', false],
    ['try { undo(); } catch (e) { throw e; }', false],
    ['try { a(); } finally { undo(); }', false],
    ['try { a(); } catch (e) { if (e.fatal) { undo(); throw e; } retry(); }', true],
    ['p.catch((e) => { undo(); throw e; });', true],
    ['p.then(ok, (e) => { undo(); throw e; });', true],
    ['p.catch((e) => { undo(); });', false],
    ['p.then(() => { undo(); throw e; });', false],
    ['if (x) { undo(); throw new E(); }', false],
  ])('%s: %s', (text, expected) => {
    const facts = factsOf(`async function f() { ${text} }`);
    const call = facts.calls.find((c) => c.name === 'undo');
    expect(call && (call.onErrorPath || facts.functions[call.fn].onErrorPath)).toBe(expected);
  });
});

describe('bodies', () => {
  it.each([
    ['{}', 'idle'],
    ['{ /* nothing */ }', 'idle'],
    ['{ return; }', 'idle'],
    ['{ return null; }', 'idle'],
    ['{ return undefined; }', 'idle'],
    ['{ return {}; }', 'idle'],
    ['{ return { a: [1, "x"] }; }', 'idle'],
    ['{ return Promise.resolve(); }', 'idle'],
    ['{ return Promise.resolve(null); }', 'idle'],
    ['{ return {} as Info; }', 'idle'],
    ['{ return -1; }', 'idle'],
    ['{ log.debug("x"); }', 'idle'],
    ['{ await log.debug("x"); return {}; }', 'idle'],
    ['{ void volume; return {}; }', 'idle'],
    ['{ ; }', 'idle'],
    ['{ return volume; }', 'work'],
    ['{ return { id: volume.id }; }', 'work'],
    ['{ throw new Error(); }', 'work'],
    ['{ const x = 1; }', 'work'],
    ['{ this.seen = volume; }', 'work'],
    ['{ if (volume) return; }', 'work'],
    ['{ return this.go(); }', 'work'],
  ])('%s: %s', (body, kind) => {
    expect(functionNamed(factsOf(`class A { async m(volume) ${body} }`), 'm').body).toBe(kind);
  });

  it.each([
    ['() => {}', 'idle'],
    ['() => undefined', 'idle'],
    ['() => ({})', 'idle'],
    ['async () => null', 'idle'],
    ['(v) => v', 'work'],
    ['(v) => v.id', 'work'],
  ])('%s: %s', (arrow, kind) => {
    expect(factsOf(`const f = ${arrow};`).functions[1].body).toBe(kind);
  });
});

describe('what becomes of a function', () => {
  it.each([
    ['function f() {}', 'declared'],
    ['const f = () => {};', 'bound'],
    ['run(() => {});', 'argument'],
    ['(() => {})();', 'called'],
    ['function o() { return () => {}; }', 'returned'],
    ['x.y = () => {};', 'stored'],
    ['const o = { m: () => {} };', 'stored'],
    ['run({ m: () => {} });', 'argument'],
    ['class A { m() {} }', 'member'],
    ['class A { m = () => {} }', 'member'],
  ])('%s is %s', (text, use) => {
    expect(
      factsOf(text)
        .functions.filter((f) => f.kind !== 'init')
        .at(-1)?.use,
    ).toBe(use);
  });
});

describe('documentation', () => {
  const text = `class A {
  /**
   * Exports it.
   * @createsExport
   * @param {Volume} volume what
   * @param name
   * @returns nothing
   */
  m(volume, name) {}
}
/** @readsExport */
const f = () => {};
/** @readsExport */
export async function g() {}`;
  const facts = factsOf(text);

  it('keeps tags and documented parameters', () => {
    const { doc } = functionNamed(facts, 'm');
    expect(doc?.tags).toEqual(['createsExport', 'param', 'param', 'returns']);
    expect(doc?.params.map((p) => [p.name, p.typed])).toEqual([
      ['volume', true],
      ['name', false],
    ]);
    expect(doc && cut(text, doc.span)).toMatch(/^\/\*\*[\s\S]*\*\/$/u);
  });

  it('above a variable is its function’s', () => {
    expect(
      facts.functions.filter((fn) => fn.doc?.tags.includes('readsExport')).map((fn) => fn.kind),
    ).toEqual(['arrow', 'function']);
  });

  it('a plain comment is none', () => {
    expect(functionNamed(factsOf('/* @createsExport */ function f() {}'), 'f').doc).toBeUndefined();
  });
});

describe('directives', () => {
  it.each<[string, [string, string][]]>([
    ['// eslint-disable-next-line x\nf();', [['line', ' eslint-disable-next-line x']]],
    ['/* eslint-disable */ f();', [['block', ' eslint-disable ']]],
    ['const a = "// eslint-disable";', []],
    ['const a = `/* eslint-disable */ ${b} // eslint-disable`;', []],
    ['const a = `${b /* eslint-disable-line */}`;', [['block', ' eslint-disable-line ']]],
    ['const a = "http://x"; // eslint-disable-line y', [['line', ' eslint-disable-line y']]],
    ['const a = /\\/\\/ eslint/;', []],
    ['const a = "src/**/*.ts";\n/* eslint-disable */', [['block', ' eslint-disable ']]],
    ['// nothing', []],
  ])('%s', (text, expected) => {
    expect(factsOf(text).directives.map((d) => [d.kind, d.text])).toEqual(expected);
  });

  it('in JSX text is none', () => {
    expect(factsOf('const x = <p>// eslint-disable</p>;', 'a.tsx').directives).toEqual([]);
  });
});

describe('imports and exports', () => {
  it('know their parts', () => {
    const text = `import def, { a, type b as c } from './x.js';\nimport * as ns from "y";\nimport type { T } from './t.js';\nimport './side.js';`;
    const { imports } = factsOf(text);
    expect(
      imports.map((i) => [
        i.module,
        cut(text, i.moduleSpan),
        i.typeOnly,
        i.specifiers.map((s) => `${s.imported}=${s.local}${s.typeOnly ? '!' : ''}`),
      ]),
    ).toEqual([
      ['./x.js', "'./x.js'", false, ['default=def', 'a=a', 'b=c!']],
      ['y', '"y"', false, ['*=ns']],
      ['./t.js', "'./t.js'", true, ['T=T!']],
      ['./side.js', "'./side.js'", false, []],
    ]);
    expect(cut(text, imports[0].span)).toBe("import def, { a, type b as c } from './x.js';");
  });

  it.each([
    ['import { a } from "x";', 10],
    ['import { a, } from "x";', 10],
    ['import {} from "x";', 8],
    ['import { a, b as c } from "x";', 18],
    ['import a from "x";', undefined],
    ['import * as a from "x";', undefined],
  ])('%s: a further name goes to %s', (text, at) => {
    expect(factsOf(text).imports[0].namedEnd).toBe(at);
  });

  it.each<[string, string[]]>([
    ['export const a = 1, b = 2;', ['a', 'b']],
    ['export const { a, b: c } = x;', ['a', 'c']],
    ['export function f() {}', ['f']],
    ['export default class A {}', ['default']],
    ['export default { m() {} };', ['default']],
    ['const a = 1; export { a, a as b };', ['a', 'b']],
    ["export { a as b } from './x.js';", ['b<a@./x.js']],
    ["export * from './x.js';", ['*<*@./x.js']],
    ["export * as ns from './x.js';", ['ns<*@./x.js']],
    ['export interface I {}', ['I']],
    ['export type T = string;', ['T']],
    ['export enum E {}', ['E']],
    ['export namespace N { export const a = 1; }', ['N']],
    ['export = a;', ['module.exports']],
    ['export abstract class A {}', ['A']],
  ])('%s', (text, expected) => {
    expect(
      factsOf(text).exports.map(
        (e) => e.exported + (e.from ? `<${e.from.imported}@${e.from.module}` : ''),
      ),
    ).toEqual(expected);
  });

  it.each([
    ['#!/usr/bin/env node\n/* licence */\n\n"use strict";\nconst a = 1;', 'const a'],
    ["'use strict';\nimport x from 'x';", 'import x'],
    ['/** doc of a */\nexport const a = 1;', '/** doc'],
    ['// licence\n', ''],
  ])('%j: an import may be put before %j', (text, before) => {
    const at = factsOf(text).importInsertion;
    expect(text.slice(at, at + before.length)).toBe(before);
    expect(before === '' ? at : 0).toBe(before === '' ? text.length : 0);
  });
});

describe('CommonJS', () => {
  it.each<[string, string[]]>([
    ['module.exports = Acme;', ['module.exports=Acme']],
    ['module.exports = { a, b };', ['module.exports={a,b}']],
    ['exports.a = b;', ['a=b']],
    ['module.exports.a = b;', ['a=b']],
    ['exports.a = function () {};', ['a=fn']],
    ['const exports = {}; exports.a = b;', []],
    ['other.exports = b;', []],
  ])('%s', (text, expected) => {
    const facts = factsOf(text, 'a.cjs');
    expect(facts.exports.map((e) => `${e.exported}=${write(facts, e.value)}`)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ["const a = require('./x');", 'a', ['import(./x)']],
    ["const { a } = require('./x');", 'a', ['import(./x).a']],
    ["const a = require('./x').b;", 'a', ['import(./x).b']],
    ["const a = new (require('./x'))();", 'a', ['new import(./x)()']],
    ["function f(require) { const a = require('./x'); }", 'a', ['require("./x")']],
  ])('%s', (text, name, expected) => {
    expect(valuesOf(factsOf(text, 'a.cjs'), name)).toEqual(expected);
  });

  it('`import x = require()` is an import', () => {
    expect(factsOf("import x = require('./x');", 'a.cts').bindings[0]).toMatchObject({
      kind: 'import',
      from: { module: './x', imported: '*' },
    });
  });
});

describe('prototypes', () => {
  const members = (text: string) => {
    const facts = factsOf(text, 'a.js');
    return facts.classes
      .filter((c) => c.kind === 'class')
      .map((c) => [
        c.name,
        c.bases.map((b) => write(facts, b)),
        c.members.map((m) => `${m.name}:${m.kind}`),
      ]);
  };

  it.each([
    [
      'function A() {}\nA.prototype.m = function (x) {};',
      ['A', [], ['constructor:constructor', 'm:method']],
    ],
    [
      'var A = function () {};\nA.prototype.m = function (x) {};',
      ['A', [], ['constructor:constructor', 'm:method']],
    ],
    [
      'function A() {}\nutil.inherits(A, Base);\nA.prototype.m = function () {};',
      ['A', ['Base'], ['constructor:constructor', 'm:method', 'super_:property']],
    ],
    [
      'function A() {}\nA.prototype = Object.create(Base.prototype);\nA.prototype.m = function () {};',
      ['A', ['Base'], ['constructor:constructor', 'm:method']],
    ],
    [
      'function A() {}\nObject.setPrototypeOf(A.prototype, Base.prototype);\nA.prototype.m = function () {};',
      ['A', ['Base'], ['constructor:constructor', 'm:method']],
    ],
    [
      'function A() {}\nA.prototype = { m() {}, n: function () {} };',
      ['A', [], ['constructor:constructor', 'm:method', 'n:method']],
    ],
    [
      'function A() {}\nObject.assign(A.prototype, { m() {} });',
      ['A', [], ['constructor:constructor', 'm:method']],
    ],
  ])('%s', (text, expected) => {
    expect(members(text)).toEqual([expected]);
  });

  it('of a class add to nothing twice', () => {
    expect(members('class A { m() {} }\nA.prototype.n = function () {};')).toHaveLength(1);
  });
});

describe('offsets', () => {
  it('count a byte order mark', () => {
    const text = '\uFEFFclass A { m() {} }';
    expect(cut(text, functionNamed(factsOf(text), 'm').nameSpan)).toBe('m');
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['U+2028', '\u2028'],
  ])('know lines that end with %s', (_title, end) => {
    const text = ['class A {', '  m() {}', '}'].join(end);
    const facts = factsOf(text);
    expect(facts.lineStarts).toEqual([0, 9 + end.length, 17 + 2 * end.length]);
    expect(cut(text, functionNamed(facts, 'm').nameSpan)).toBe('m');
  });

  it('count UTF-16 units', () => {
    const text = "const a = '😀'; café.créer(a);";
    expect(cut(text, factsOf(text).calls[0].nameSpan)).toBe('créer');
  });
});

describe('bad syntax', () => {
  it.each([
    ['class A { m( { } n() { go(); } }', 'A'],
    ['class A { m() { this.client.; } n() {} }', 'A'],
    ['class A { m() { go(', 'A'],
    ['<<<<<<< HEAD\nclass A {}\n=======\nclass A {}\n>>>>>>> x', 'A'],
    ['class A { m() {} } }', 'A'],
  ])('%j keeps its facts', (text, name) => {
    const facts = factsOf(text);
    expect(facts.syntaxErrors.length).toBeGreaterThan(0);
    expect(facts.syntaxErrors[0].at).toBeLessThanOrEqual(text.length);
    expect(facts.classes.map((c) => c.name)).toContain(name);
  });

  it.each([
    '',
    '\uFEFF',
    '\n',
    '#!/bin/sh',
    '@',
    '({',
    '`',
    '/*',
    'class',
    'import',
    'export',
    'a?.',
    '"',
    '\0',
  ])('%j is read', (text) => {
    expect(factsOf(text).functions).not.toEqual([]);
  });

  it('is nothing when the syntax is good', () => {
    expect(factsOf('class A {}').syntaxErrors).toEqual([]);
  });

  it('is JavaScript’s own in JavaScript', () => {
    expect(factsOf('const a = <T>x;', 'a.js').syntaxErrors.length).toBeGreaterThan(0);
    expect(factsOf('const a = <T>x;', 'a.ts').syntaxErrors).toEqual([]);
  });
});

it('facts are plain data', () => {
  const facts = factsOf('export class A extends B { m(x: T) { return this.n(x); } }');
  expect(JSON.parse(JSON.stringify(facts))).toEqual(
    JSON.parse(JSON.stringify(structuredClone(facts))),
  );
});
