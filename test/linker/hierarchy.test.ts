import { describe, expect, it } from 'vitest';
import type { ClassRef } from '../../src/linker/values.js';
import { tree, type Files, type Tree } from '../support/tree.js';

function classNamed(made: Tree, name: string, file = 'a.ts'): ClassRef {
  const module = made.module(file);
  const fact = module.classes.find((c) => c.name === name);
  if (!fact) throw new Error(`no class ${name}`);
  return made.analysis.linker.classRef(module, fact.id);
}

const names = (refs: readonly ClassRef[]) => refs.map((c) => c.fact.name);

describe('the method resolution order', () => {
  it.each<[title: string, text: string, expected: (string | undefined)[], more?: Files]>([
    ['of a class alone', 'class A {}', ['A']],
    ['of a line', 'class C {}\nclass B extends C {}\nclass A extends B {}', ['A', 'B', 'C']],
    ['declared below', 'class A extends B {}\nclass B {}', ['A', 'B']],
    [
      'across files',
      "import { B } from './b.js';\nclass A extends B {}",
      ['A', 'B', 'C'],
      {
        'b.ts': "import { C } from './c.js';\nexport class B extends C {}",
        'c.ts': 'export class C {}',
      },
    ],
    [
      'through a barrel',
      "import { B } from './index.js';\nclass A extends B {}",
      ['A', 'B'],
      { 'index.ts': "export * from './b.js';", 'b.ts': 'export class B {}' },
    ],
    ['through a variable', 'class B {}\nconst Base = B;\nclass A extends Base {}', ['A', 'B']],
    [
      'through a namespace',
      "import * as ns from './b.js';\nclass A extends ns.B {}",
      ['A', 'B'],
      { 'b.ts': 'export class B {}' },
    ],
    ['with a generic base', 'class B<T> {}\nclass A extends B<string> {}', ['A', 'B']],
    [
      'with a mixin',
      'const M = (Base) => class Mixed extends Base {};\nclass B {}\nclass A extends M(B) {}',
      ['A', 'Mixed', 'B'],
    ],
    [
      'with two mixins',
      'const M = (Base) => class One extends Base {};\nconst N = (Base) => class Two extends Base {};\nclass B {}\nclass A extends N(M(B)) {}',
      ['A', 'Two', 'One', 'B'],
    ],
    [
      'with one mixin twice',
      'const M = (Base) => class Mixed extends Base {};\nclass B {}\nclass C {}\nclass A extends M(B) {}\nclass D extends M(C) {}',
      ['A', 'Mixed', 'B'],
    ],
    [
      'with a mixin of another file',
      "import { M } from './m.js';\nclass B {}\nclass A extends M(B) {}",
      ['A', 'Mixed', 'B'],
      { 'm.ts': 'export function M(Base) { return class Mixed extends Base {}; }' },
    ],
    ['of a class that extends itself', 'class A extends A {}', ['A']],
    ['of two that extend one another', 'class A extends B {}\nclass B extends A {}', ['A', 'B']],
    ['with a base that is not there', "import { B } from 'sdk';\nclass A extends B {}", ['A']],
    ['of a literal with a spread', 'const o = { x() {} };\nclass A {}', ['A']],
  ])('%s', (_title, text, expected, more = {}) => {
    const made = tree({ 'a.ts': text, ...more });
    expect(names(made.analysis.linker.hierarchy.mro(classNamed(made, 'A')))).toEqual(expected);
  });

  it('of the second class with the same mixin is its own', () => {
    const made = tree({
      'a.ts':
        'const M = (Base) => class Mixed extends Base {};\nclass B {}\nclass C {}\nclass A extends M(B) {}\nclass D extends M(C) {}',
    });
    expect(names(made.analysis.linker.hierarchy.mro(classNamed(made, 'D')))).toEqual([
      'D',
      'Mixed',
      'C',
    ]);
  });
});

describe('names of ancestors', () => {
  it.each<[title: string, text: string, expected: string[], more?: Files]>([
    [
      'interfaces',
      'interface J {}\ninterface I extends J {}\nclass A implements I {}',
      ['A', 'I', 'J'],
    ],
    [
      'a base’s interfaces',
      'interface I {}\nclass B implements I {}\nclass A extends B {}',
      ['A', 'B', 'I'],
    ],
    ['a class of a package', "import { Base } from 'sdk';\nclass A extends Base {}", ['A', 'Base']],
    [
      'a renamed class of a package',
      "import { Base as Root } from 'sdk';\nclass A extends Root {}",
      ['A', 'Base'],
    ],
    [
      'a member of a package',
      "import * as sdk from 'sdk';\nclass A extends sdk.drivers.Base {}",
      ['A', 'Base'],
    ],
    [
      'an interface of a package',
      "import type { I } from 'sdk';\nclass A implements I {}",
      ['A', 'I'],
    ],
    [
      'a mixin of a package',
      "import { mixin } from 'sdk';\nclass A extends mixin(Base) {}\nclass Base {}",
      ['A', 'mixin'],
    ],
    [
      'a type alias of an interface',
      'interface I {}\ntype T = I;\nclass A implements T {}',
      ['A', 'I', 'T'],
    ],
    [
      'an intersection',
      'interface I {}\ninterface J {}\nclass A implements I, J {}',
      ['A', 'I', 'J'],
    ],
    ['Partial<I>', 'interface I {}\nclass A implements Partial<I> {}', ['A', 'I']],
    ['Omit<I, K>', "interface I {}\nclass A implements Omit<I, 'x'> {}", ['A', 'I']],
  ])('%s', (_title, text, expected, more = {}) => {
    const made = tree({ 'a.ts': text, ...more });
    expect(made.analysis.linker.hierarchy.ancestorNames(classNamed(made, 'A')).sort()).toEqual(
      [...expected].sort(),
    );
  });

  it.each([
    ['a declared type', 'const o: I = { m() {} };'],
    ['satisfies', 'const o = { m() {} } satisfies I;'],
    ['as', 'const o = { m() {} } as I;'],
    ['Partial', 'const o: Partial<I> = { m() {} };'],
    ['a return type', 'function f(): I { return { m() {} }; }'],
    ['an async return type', 'async function f(): Promise<I> { return { m() {} }; }'],
    ['an arrow’s return type', 'const f = (): I => ({ m() {} });'],
    ['a parameter', 'function take(i: I) {}\ntake({ m() {} });'],
    ['a generic parameter', 'function take<T extends I>(i: T) {}\ntake({ m() {} });'],
    ['a member', 'interface O { inner: I }\nconst o: O = { inner: { m() {} } };'],
    ['an array', 'const list: I[] = [{ m() {} }];'],
    ['a field', 'class C { i: I = { m() {} }; }'],
    ['a record', 'const all: Record<string, I> = { a: { m() {} } };'],
    ['a function type', 'type Make = () => I;\nconst f: Make = () => ({ m() {} });'],
    ['an assignment', 'let o: I;\no = { m() {} };'],
    ['a constructor parameter', 'class C { constructor(i: I) {} }\nnew C({ m() {} });'],
    ['a default value', 'function f(i: I = { m() {} }) {}'],
  ])('a literal has those of its place: %s', (_title, text) => {
    const made = tree({ 'a.ts': `interface I { m(): void }\n${text}` });
    const module = made.module('a.ts');
    const literal = module.classes.find(
      (c) => c.kind === 'object' && c.members.some((m) => m.name === 'm'),
    );
    expect(
      made.analysis.linker.hierarchy.ancestorNames(
        made.analysis.linker.classRef(module, literal?.id ?? -1),
      ),
    ).toContain('I');
  });
});

describe('descendants', () => {
  it.each<[title: string, files: Files, expected: string[]]>([
    [
      'in the file',
      { 'a.ts': 'class A {}\nclass B extends A {}\nclass C extends B {}' },
      ['B', 'C'],
    ],
    [
      'in other files',
      {
        'a.ts': 'export class A {}',
        'b.ts': "import { A } from './a.js';\nexport class B extends A {}",
        'c.ts': "import { B as X } from './b.js';\nclass C extends X {}",
      },
      ['B', 'C'],
    ],
    [
      'under another name',
      {
        'a.ts': 'export class A {}',
        'b.ts': "import { A as Root } from './a.js';\nclass B extends Root {}",
      },
      ['B'],
    ],
    [
      'of another class of that name',
      { 'a.ts': 'export class A {}', 'b.ts': 'class A {}\nclass B extends A {}' },
      [],
    ],
    [
      'implementers',
      {
        'a.ts':
          'interface A {}\nclass B implements A {}\ninterface C extends A {}\nclass D implements C {}',
      },
      ['B', 'C', 'D'],
    ],
    [
      'through a mixin',
      {
        'a.ts':
          'class A {}\nconst M = (Base) => class Mixed extends Base {};\nclass B extends M(A) {}',
      },
      ['B', 'Mixed'],
    ],
    [
      'through a barrel',
      {
        'a.ts': 'export class A {}',
        'index.ts': "export { A as Renamed } from './a.js';",
        'b.ts': "import { Renamed } from './index.js';\nclass B extends Renamed {}",
      },
      ['B'],
    ],
    [
      'of a default export',
      {
        'a.ts': 'export default class A {}',
        'b.ts': "import Base from './a.js';\nclass B extends Base {}",
      },
      ['B'],
    ],
  ])('%s', (_title, files, expected) => {
    const made = tree(files);
    const found = made.analysis.linker.hierarchy.descendants(classNamed(made, 'A'));
    expect([...new Set(names(found))].filter((n) => n !== 'Mixed').sort()).toEqual(
      expected.filter((n) => n !== 'Mixed'),
    );
  });
});

describe('members', () => {
  const where = (text: string, name: string) => {
    const made = tree({ 'a.ts': text });
    return made.analysis.linker.hierarchy.member(classNamed(made, 'A'), name)?.cls.fact.name;
  };

  it.each([
    ['its own', 'class B { m() {} }\nclass A extends B { m() {} }', 'A'],
    ['inherited', 'class B { m() {} }\nclass A extends B {}', 'B'],
    [
      'a body before an abstract declaration',
      'class C { m() {} }\nabstract class B extends C { abstract m(): void }\nabstract class A extends B {}',
      'C',
    ],
    [
      'a declaration where there is no body',
      'abstract class B { abstract m(): void }\nabstract class A extends B {}',
      'B',
    ],
    [
      'an interface’s where there is nothing else',
      'interface I { m(): void }\nabstract class A implements I {}',
      'I',
    ],
    ['no static one', 'class A { static m() {} }', undefined],
    [
      'a mixin’s',
      'const M = (Base) => class Mixed extends Base { m() {} };\nclass B { m() {} }\nclass A extends M(B) {}',
      'Mixed',
    ],
  ])('%s', (_title, text, expected) => {
    expect(where(text, 'm')).toBe(expected);
  });
});

describe('overriders', () => {
  const overriders = (files: Files) => {
    const made = tree(files);
    return made.analysis.linker.hierarchy
      .overriders(classNamed(made, 'A'), 'm')
      .map((f) => f.cls.fact.name)
      .sort();
  };

  it('are those below with a member of their own', () => {
    expect(
      overriders({
        'a.ts':
          'abstract class A { abstract m(): void }\nclass B extends A { m() {} }\nclass C extends B {}\nclass D extends B { m() {} }',
      }),
    ).toEqual(['B', 'D']);
  });

  it('are no doubles of tests, where there are real ones', () => {
    const base = "import { A } from './a.js';\n";
    expect(
      overriders({
        'a.ts': 'export abstract class A { abstract m(): void }',
        'b.ts': `${base}class B extends A { m() {} }`,
        'b.test.ts': `${base}class Fake extends A { m() {} }`,
      }),
    ).toEqual(['B']);
  });
});
