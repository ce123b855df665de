import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../support/facts.js';
import { pythonFacts, readsOf } from '../../support/python-facts.js';

describe('imports', () => {
  /** `local = module:imported`. */
  it.each<[title: string, text: string, expected: string[]]>([
    ['a module', 'import a', ['a = a:*']],
    ['a module in a package', 'import a.b.c', ['a = a.b.c:*']],
    ['several', 'import a, b.c as d', ['a = a:*', 'd = b.c:*']],
    ['an alias', 'import a.b as c', ['c = a.b:*']],
    ['from', 'from a.b import c, d as e', ['c = a.b:c', 'e = a.b:d']],
    ['in brackets', 'from a import (\n    b,  # one\n    c as d,\n)', ['b = a:b', 'd = a:c']],
    [
      'relative',
      'from . import a\nfrom .b import c\nfrom ...d.e import f',
      ['a = .:a', 'c = .b:c', 'f = ...d.e:f'],
    ],
    ['with blanks', 'from . b import c', ['c = .b:c']],
    ['the future', 'from __future__ import print_function', []],
    ['in a function', 'def f():\n  import a', ['a = a:*']],
    ['under a condition', 'try:\n  import a\nexcept ImportError:\n  a = None', ['a = a:*']],
  ])('%s', (_title, text, expected) => {
    const { imports } = pythonFacts(text);
    expect(
      imports.flatMap((i) => i.specifiers.map((s) => `${s.local} = ${i.module}:${s.imported}`)),
    ).toEqual(expected);
  });

  it('a star is an export of all', () => {
    expect(pythonFacts('from .a import *').exports).toMatchObject([
      { exported: '*', from: { module: '.a', imported: '*' } },
    ]);
  });

  it('one of two modules', () => {
    const facts = pythonFacts('try:\n  from a import x\nexcept ImportError:\n  from b import x\n');
    expect(facts.bindings[0].from).toEqual({ module: 'a', imported: 'x' });
    expect(valuesOf(facts, 'x')).toEqual(['import(b).x']);
  });

  it('spans', () => {
    const text = 'from .a import b as c, d\n';
    const [{ span, moduleSpan, namedEnd, specifiers }] = pythonFacts(text).imports;
    expect([text.slice(...span), text.slice(...moduleSpan), namedEnd]).toEqual([
      'from .a import b as c, d',
      '.a',
      24,
    ]);
    expect(specifiers.map((s) => text.slice(...s.span))).toEqual(['b as c', 'd']);
  });

  it('stand below the docstring, the future and comments', () => {
    const text =
      '#!/usr/bin/env python\n# Licence\n"""Says."""\nfrom __future__ import division\n\nimport a\n';
    expect(text.slice(pythonFacts(text).importInsertion)).toBe('import a\n');
  });
});

describe('scopes', () => {
  it.each<[title: string, text: string, expected: string[]]>([
    ['a local', 'x = 1\ndef f():\n  x = 2\n  return x', ['f']],
    ['the module’s', 'x = 1\ndef f():\n  return x', ['module']],
    ['declared below', 'def f():\n  return x\nx = 1', ['module']],
    ['a local that is declared below', 'x = 1\ndef f():\n  use(x)\n  x = 2', ['f']],
    ['a closure', 'def f():\n  x = 1\n  def g():\n    return x', ['f']],
    ['a closure over a name declared below', 'def f():\n  def g():\n    return x\n  x = 1', ['f']],
    ['a parameter', 'def f(x):\n  return lambda: x', ['f']],
    ['a lambda’s parameter', 'x = 1\ny = lambda x: x', ['lambda']],
    ['a default is read outside', 'x = 1\ndef f(x=x):\n  return x', ['module', 'f']],
    [
      'a class body is not seen by its methods',
      'x = 1\nclass A:\n  x = 2\n  def m(self):\n    return x',
      ['module'],
    ],
    ['a class body sees itself', 'class A:\n  x = 2\n  y = x', ['A']],
    [
      'a nested class does not see the outer one',
      'x = 0\nclass A:\n  x = 1\n  class B:\n    y = x',
      ['A'],
    ],
    ['global', 'def f():\n  global x\n  x = 1\ndef g():\n  return x', ['module']],
    ['nonlocal', 'def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n    return x', ['f']],
    ['a comprehension', 'x = 1\ny = [x for x in z]', ['comprehension']],
    [
      'what a comprehension goes through',
      'def f(x):\n  return [x for x in x.all()]',
      ['comprehension', 'f'],
    ],
    ['a condition of a comprehension', 'y = [1 for x in z if x]', ['comprehension']],
    ['a generator as the only argument', 'any(x for x in z)', ['comprehension']],
    ['a dictionary comprehension', 'y = {x: x for x in z}', ['comprehension', 'comprehension']],
    ['a loop variable', 'for x in y:\n  use(x)', ['module']],
    ['tuples in a loop', 'for a, (x, b) in y:\n  use(x)', ['module']],
    ['with', 'with a() as x:\n  x.go()', ['module']],
    ['with in brackets', 'with (a() as b, c() as x):\n  x.go()', ['module']],
    ['one with in brackets', 'with (a()\n      as x):\n  x.go()', ['module']],
    ['except', 'try: pass\nexcept E as x:\n  use(x)', ['module']],
    ['except of Python 2', 'try: pass\nexcept E, x:\n  use(x)', ['module']],
    ['several exceptions of Python 2', 'try: pass\nexcept (E, F), x:\n  use(x)', ['module']],
    ['a walrus', 'if (x := f()):\n  use(x)', ['module']],
    ['a capture in a pattern', 'match a:\n  case [x, *_]:\n    use(x)', ['module']],
    ['a keyword in a pattern', 'match a:\n  case P(y=x) if x:\n    pass', ['module']],
    ['added to', 'x = 1\nx += 1', ['module']],
    ['a type alias', 'type x = int\ny: x = 1\nz = x', ['module']],
  ])('%s', (_title, text, expected) => {
    expect(readsOf(pythonFacts(text), 'x')).toEqual(expected);
  });

  it('a name defined again is used there', () => {
    const facts = pythonFacts('def f(): pass\ndef f(): pass\nx = 1\nx = 2\n');
    expect(
      facts.bindings.map((b) => [b.name, b.functions.length, b.uses.map((u) => u.span[0])]),
    ).toEqual([
      ['f', 2, [18]],
      ['x', 0, [34]],
    ]);
  });
});

describe('values', () => {
  it.each<[title: string, text: string, expected: string[]]>([
    ['one', 'x = a.b', ['a.b']],
    ['several', 'x = a\nx = b()', ['a', 'b()']],
    ['chained', 'x = y = a', ['a']],
    ['typed', 'x: A = b', ['b as A']],
    ['a tuple', 'y, x = a, b', ['b']],
    ['a swap', 'x, y = y, x', ['y']],
    ['a tuple from a call', 'y, x = f()', ['f()[number]']],
    ['the rest of a tuple', 'y, *x = f()', ['?']],
    ['a loop', 'for x in y: pass', ['y[]']],
    ['with', 'with f() as x: pass', ['f()']],
    ['a walrus', 'g(x := f())', ['f()']],
    ['either', 'x = a if b else c', ['a|c']],
    ['or', 'x = a or b', ['a|b']],
    ['and', 'x = a and b', ['b']],
    ['await', 'async def f():\n  x = await g()', ['g()']],
    ['a list', 'x = [a, *b]', ['[a, ...b]']],
    ['calls behind stars', 'x = [*a(), *b.c()]', ['[...a(), ...b.c()]']],
    ['a list comprehension', 'x = [f(a) for a in b]', ['[f(a)]']],
    ['a dictionary', "x = {'a': b, **c}", ['{a}']],
    ['a lambda', 'x = lambda: 1', ['fn']],
    ['a subscript', "x = a['b'][0]", ['a.b[number]']],
    ['a slice', 'x = a[1:]', ['a']],
    ['getattr', "x = getattr(a, 'b')", ['a.b']],
    ['getattr with a fallback', "x = getattr(a, 'b', None)", ['a.b']],
    ['getattr with another value', "x = getattr(a, 'b', c)", ['a.b|c']],
    ['getattr by a name', 'x = getattr(a, b)', ['a[b]']],
    ['super', 'class A:\n  def f(self):\n    x = super().f', ['super.f']],
    ['super of Python 2', 'class A:\n  def f(self):\n    x = super(A, self).f', ['super.f']],
    ['self', 'class A:\n  def f(self):\n    x = self.a', ['this.a']],
    ['self in a closure', 'class A:\n  def f(self):\n    def g():\n      x = self.a', ['this.a']],
    ['backticks', 'x = `a`', ['?']],
    [
      'numbers',
      'x = 0777\nx = 0xFF\nx = 1L\nx = 1e3\nx = 1j\nx = 1_000',
      Array<string>(6).fill('number'),
    ],
    ['brackets', 'x = (((a)))', ['a']],
    ['a star in a call of print', 'x = print(*a, sep="")', ['print(...a)']],
  ])('%s', (_title, text, expected) => {
    expect(valuesOf(pythonFacts(text), 'x')).toEqual(expected);
  });
});
