import { describe, expect, it } from 'vitest';
import { valuesOf, write } from '../../support/facts.js';
import { callsOf, pythonFacts } from '../../support/python-facts.js';

describe('calls', () => {
  it.each<[title: string, text: string, expected: string[]]>([
    ['of a name', 'f(a, 1)', ['f(a, number)']],
    ['of members', 'a.b.c(d)', ['a.b.c(d)']],
    ['of what a call gives', 'a(b)(c).d()', ['a(b)(c)', 'a(b)(c).d()', 'a(b)'].sort()],
    ['by name', 'f(a, b=c, **d)', ['f(a, b=c, **d)']],
    ['with the rest', 'f(*a, **b)', ['f(...a, **b)']],
    ['in a condition', 'if a(): pass\nelif b(): pass\nwhile c(): pass', ['a()', 'b()', 'c()']],
    ['in raise', 'raise a(b()) from c()', ['a(b())', 'b()', 'c()']],
    ['in assert', 'assert a(), b()', ['a()', 'b()']],
    ['in del', 'del a()[0]', ['a()']],
    ['in print of Python 2', 'print a(), b\nprint >>c(), d', ['a()', 'c()']],
    ['in exec of Python 2', 'exec "x" in a()', ['a()']],
    [
      'in a return, a yield and an await',
      'async def f():\n  yield a()\n  await b()\n  return c()',
      ['a()', 'b()', 'c()'],
    ],
    [
      'in a default, a decorator and a base',
      '@a()\nclass C(b()):\n  def f(self, x=c()): pass',
      ['a()', 'b()', 'c()'],
    ],
    ['in the keywords of a class', 'class C(metaclass=a()): pass', ['a()']],
    ['in a comparison', 'x = a() < b() in c()', ['a()', 'b()', 'c()']],
    ['in a subscript', 'a()[b()] = c()', ['a()', 'b()', 'c()']],
    ['in a comprehension', '[a(x) for x in b() if c(x)]', ['a(x)', 'b()', 'c(x)']],
    ['in an f-string', "f'{a()} {b():>{c()}} {d()!r}'", ['a()', 'b()', 'c()', 'd()']],
    ['in an f-string in an f-string', `f'{f"{a()}"}'`, ['a()']],
    ['of `type`, assigned to', 'type(a()).b = c()', ['a()', 'c()', 'type(a())']],
    ['over several lines', 'a \\\n  .b(\n    c,\n  )', ['a.b(c)']],
    ['of a member in brackets', '(a.b)(c)', ['a.b(c)']],
    ['with a generator', 'any(a(x) for x in b)', ['a(x)', 'any([a(x)])']],
    ['as an argument by name', 'f(a=b())', ['b()', 'f(a=b())']],
    ['in a guard of a pattern', 'match a():\n  case B(x=1) if c(): d()', ['a()', 'c()', 'd()']],
    [
      'in handlers',
      'try: a()\nexcept b() as c: d()\nelse: e()\nfinally: f()',
      ['a()', 'b()', 'd()', 'e()', 'f()'],
    ],
    ['in a conditional', 'x = a() if b() else c()', ['a()', 'b()', 'c()']],
    ['in a lambda', 'x = lambda: a()', ['a()']],
    ['added', 'x += a()', ['a()']],
    ['in a nested function', 'def f():\n  def g():\n    a()\n  g()', ['a()', 'g()']],
  ])('%s', (_title, text, expected) => {
    expect(callsOf(pythonFacts(text)).sort()).toEqual([...expected].sort());
  });

  it('spans', () => {
    const text = 'x = self.a.b(c, d=e, *f)\n';
    const [call] = pythonFacts(text).calls;
    expect(text.slice(...call.span)).toBe('self.a.b(c, d=e, *f)');
    expect(text.slice(...call.nameSpan)).toBe('b');
    expect(call.argsSpan && text.slice(...call.argsSpan)).toBe('c, d=e, *f');
    expect(call.argSpans.map((s) => text.slice(...s))).toEqual(['c', '*f']);
    expect(call.keywords?.map((k) => [text.slice(...k.span), text.slice(...k.nameSpan)])).toEqual([
      ['d=e', 'd'],
    ]);
  });

  it('a name as long as the word for its syntax', () => {
    const facts = pythonFacts('self.conf.go()\ntype.x\n');
    expect(callsOf(facts)).toEqual(['self.conf.go()']);
  });

  it('statements of their own', () => {
    const facts = pythonFacts('a()\nx = b()\nreturn_(c())\nasync def f():\n  await d()\n');
    expect(facts.calls.map((c) => [c.name, c.isStatement])).toEqual([
      ['a', true],
      ['b', false],
      ['return_', true],
      ['c', false],
      ['d', true],
    ]);
  });

  it('the function they stand in', () => {
    const facts = pythonFacts('a()\ndef f():\n  b()\n  x = lambda: c()\n  class D:\n    d()\n');
    const holder = (name: string) =>
      facts.functions[facts.calls.find((c) => c.name === name)?.fn ?? -1];
    expect(['a', 'b', 'c', 'd'].map((n) => holder(n).name ?? holder(n).kind)).toEqual([
      'module',
      'f',
      'arrow',
      'f',
    ]);
  });
});

describe('error paths', () => {
  const tried = (handler: string) =>
    `def f():\n  try:\n    a()\n  except E:\n${handler.replaceAll(/^/gmu, '    ')}\n  c()\n`;
  it.each<[title: string, text: string, expected: boolean]>([
    ['raises', tried('b()\nraise'), true],
    ['raises something else', tried('b()\nraise X()'), true],
    ['goes on', tried('b()'), false],
    ['returns', tried('b()\nreturn'), false],
    ['raises in one branch', tried('b()\nif x:\n  raise'), false],
    ['raises in each branch', tried('b()\nif x:\n  raise\nelse:\n  raise Y()'), true],
    ['saves and raises', tried('with excutils.save_and_reraise_exception():\n  b()'), true],
    [
      'saves and may not raise',
      tried('with excutils.save_and_reraise_exception() as ctxt:\n  b()\n  ctxt.reraise = False'),
      false,
    ],
    ['outside of a handler', 'def f():\n  b()\n  raise X()', false],
  ])('%s', (_title, text, expected) => {
    const { calls } = pythonFacts(text);
    expect(calls.find((c) => c.name === 'b')?.onErrorPath).toBe(expected);
    expect(calls.filter((c) => c.name === 'a' || c.name === 'c').some((c) => c.onErrorPath)).toBe(
      false,
    );
  });
});

describe('strings', () => {
  it.each<[title: string, text: string, expected: string]>([
    ['plain', "'a'", '"a"'],
    ['three quotes', '"""a\nb"""', String.raw`"a\nb"`],
    ['escapes', String.raw`'a\'b\\c\n'`, String.raw`"a'b\\c\n"`],
    ['raw', String.raw`r'a\n'`, String.raw`"a\\n"`],
    ['bytes and unicode', "b'a'", '"a"'],
    ['unicode of Python 2', "u'a'", '"a"'],
    ['several in a row', "'a' \"b\" u'c'", '"abc"'],
    ['over lines', "('a'\n 'b')", '"ab"'],
    ['f-strings', "f'/hosts/{host}/x'", '"/hosts/~/x"'],
    ['doubled braces', "f'{{{a}}}'", '"{{~}}"'],
    ['percent', "'/hosts/%s/%d' % (a, b)", '"/hosts/~/~"'],
    ['percent with names', "'/%(a)s/%%' % {'a': b}", '"/~/%"'],
    ['percent with one', "'/%s' % a", '"/~"'],
    ['format', "'/{}/{0}/{name!r:>3}/{{x}}'.format(a, name=b)", '"/~/~/~/{x}"'],
    ['added', "'/hosts/' + host", '"/hosts/~"'],
    ['added to', "host + '/x'", '"~/x"'],
    ['line continuation', "'a\\\nb'", '"ab"'],
    ['empty', "''", '""'],
  ])('%s', (_title, text, expected) => {
    expect(valuesOf(pythonFacts(`x = ${text}`), 'x')).toEqual([expected]);
  });

  it.each([
    ["(a + '-%s') % b", '~-~', ['a', 'b']],
    ["(a + '%s' + c + '%d') % (b, d)", '~~~~', ['a', 'b', 'c', 'd']],
    ["f'{a}-%s' % b", '~-~', ['a', 'b']],
    ["('%s' + a + '{}').format(b)", '%s~~', ['a', 'b']],
    ["('%(' + a + ')s') % b", '~', ['?']],
    ["('{' + a + '}').format(b)", '~', ['?']],
    ["(a + '%%') % ()", '~%', ['a']],
    ["'%s' % a % b", '~', ['a']],
  ])('a format that has holes already keeps them: %s', (written, text, holes) => {
    const facts = pythonFacts(`x = ${written}\n`);
    const [value] = facts.bindings.filter((b) => b.name === 'x').flatMap((b) => b.values);
    expect(
      value.k === 'string' && [
        value.text.replaceAll('\0', '~'),
        value.holes.map((hole) => write(facts, hole)),
      ],
    ).toEqual([text, holes]);
  });

  it('what fills the holes', () => {
    const facts = pythonFacts(
      "x = '%s %s' % (a, b.c)\nx = '{1} {}'.format(d, e)\nx = f'{g.h} {i()}'\n",
    );
    const holes = facts.bindings[0].values.map((v) =>
      v.k === 'string' ? v.holes.map((h) => write(facts, h)) : [],
    );
    expect(holes).toEqual([
      ['a', 'b.c'],
      ['e', 'd'],
      ['g.h', 'i()'],
    ]);
  });
});

describe('assignments and reads', () => {
  it.each<[title: string, text: string, expected: string[]]>([
    ['a member', 'a.b = c', ['a.b = c']],
    ['of self', 'class A:\n  def f(self, x):\n    self.x = x', ['this.x = x']],
    ['typed', 'a.b: C = d', ['a.b = d as C']],
    ['declared', 'a.b: C', ['a.b = ?']],
    ['an item', "a['b'] = c\na[d] = e", ['a.b = c', 'a.[] = e']],
    ['of tuples', 'a.b, c.d = e, f', ['a.b = e', 'c.d = f']],
    ['in a loop', 'for a.b in c: pass', ['a.b = c[]']],
    ['in with', 'with c() as a.b: pass', ['a.b = c()']],
    ['chained', 'a.b = c.d = e', ['c.d = e', 'a.b = e']],
    ['setattr', "setattr(a, 'b', c)", ['a.b = c']],
    ['of `type`', 'type(a).b = c', ['type(a).b = c']],
    ['an item of `type`', 'type(a)[b] = c', ['type(a).[] = c']],
  ])('%s', (_title, text, expected) => {
    const facts = pythonFacts(text);
    expect(
      facts.assignments.map(
        (a) => `${write(facts, a.object)}.${a.name} = ${write(facts, a.value)}`,
      ),
    ).toEqual(expected);
  });

  it('reads of members', () => {
    const facts = pythonFacts("retry(a.b)\nx = c.d.e\nf.g()\ny = getattr(h, 'i')\n");
    expect(facts.references.map((r) => `${write(facts, r.object)}.${r.name}`).sort()).toEqual([
      'a.b',
      'c.d',
      'c.d.e',
      'h.i',
    ]);
  });
});
