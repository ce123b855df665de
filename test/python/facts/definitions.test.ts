import { describe, expect, it } from 'vitest';
import { functionNamed, write, writeType } from '../../support/facts.js';
import { callsOf, pythonFacts } from '../../support/python-facts.js';

/** `[self] a, b?: Type = default, *rest, (x,y), k!`: `?` has a default, `!` only by name. */
function parameters(text: string, name = 'f'): string {
  const facts = pythonFacts(text);
  const { params, receiver } = functionNamed(facts, name);
  const list = params.map((p) =>
    [
      p.rest ? '...' : '',
      p.name ?? '()',
      p.optional ? '?' : '',
      p.keywordOnly ? '!' : '',
      p.type ? `: ${writeType(facts, p.type)}` : '',
      p.default ? ` = ${write(facts, p.default)}` : '',
    ].join(''),
  );
  return [...(receiver ? [`[${receiver.name}]`] : []), ...list].join(', ');
}

describe('parameters', () => {
  it.each<[title: string, text: string, expected: string]>([
    ['none', 'def f(): pass', ''],
    ['plain ones', 'def f(a, b): pass', 'a, b'],
    ['defaults', 'def f(a, b=None, c=g(1)): pass', 'a, b? = null, c? = g(number)'],
    [
      'annotations',
      'def f(a: A, b: B = x, c: Optional[C] = None): pass',
      'a: A, b?: B = x, c?: C = null',
    ],
    ['the rest', 'def f(a, *args, **kwargs): pass', 'a, ...args, ...kwargs'],
    ['typed rest', 'def f(*args: A, **kwargs: B): pass', '...args: A, ...kwargs: B'],
    ['only by name', 'def f(a, *, b, c=1): pass', 'a, b!, c?! = number'],
    ['only by name behind the rest', 'def f(*args, b): pass', '...args, b!'],
    ['only by position', 'def f(a, b, /, c): pass', 'a, b, c'],
    ['tuples of Python 2', 'def f(a, (b, c), d=1): pass', 'a, (), d? = number'],
    ['a method', 'class A:\n  def f(self, a): pass', '[self], a'],
    ['a method with its receiver alone', 'class A:\n  def f(self): pass', '[self]'],
    ['a method whose receiver has another name', 'class A:\n  def f(this, a): pass', '[this], a'],
    ['a method that takes what there is', 'class A:\n  def f(*args): pass', '...args'],
    ['a static method', 'class A:\n  @staticmethod\n  def f(a): pass', 'a'],
    ['a class method', 'class A:\n  @classmethod\n  def f(cls, a): pass', '[cls], a'],
    ['a function in a method', 'class A:\n  def m(self):\n    def f(self, a): pass', 'self, a'],
    [
      'several lines, comments and a comma at the end',
      'def f(\n    a,  # one\n    b=1,\n):\n  pass',
      'a, b? = number',
    ],
    ['type parameters', 'def f[T: int, *Ts](a: T) -> T: pass', 'a: T'],
  ])('%s', (_title, text, expected) => {
    expect(parameters(text)).toBe(expected);
  });

  it('stand where they are written', () => {
    const text = 'class A:\n  def f(self, a: A = 1, *, b=2): pass';
    const { params, paramsSpan, receiver } = functionNamed(pythonFacts(text), 'f');
    expect(params.map((p) => text.slice(...p.span))).toEqual(['a: A = 1', 'b=2']);
    expect(params.map((p) => text.slice(...p.nameSpan))).toEqual(['a', 'b']);
    expect(text.slice(...paramsSpan)).toBe(' a: A = 1, *, b=2');
    expect(receiver && text.slice(...receiver.span)).toBe('self');
  });

  it('defaults are worked out where the function stands', () => {
    const facts = pythonFacts('def f(a=g()): h()');
    expect(facts.calls.map((c) => [c.name, c.fn])).toEqual([
      ['g', 0],
      ['h', 1],
    ]);
  });

  it('a tuple of Python 2 binds its names', () => {
    const facts = pythonFacts('def f(a, (b, c)): return c');
    expect(facts.bindings.map((b) => b.name)).toEqual(['f', 'a', 'b', 'c']);
    expect(write(facts, facts.bindings[3].values[0])).toBe('#1[number]');
  });
});

describe('functions', () => {
  it.each<[title: string, text: string, expected: string]>([
    ['a function', 'def f(): pass', 'function declared'],
    ['an asynchronous one', 'async def f(): pass', 'function declared async'],
    ['a method', 'class A:\n  def f(self): pass', 'method member'],
    ['a constructor', 'class A:\n  def __init__(self): pass', 'constructor member'],
    ['a property', 'class A:\n  @property\n  def f(self): pass', 'getter member'],
    [
      'a cached property',
      'class A:\n  @functools.cached_property\n  def f(self): pass',
      'getter member',
    ],
    ['a setter', 'class A:\n  @f.setter\n  def f(self, v): pass', 'setter member'],
    ['a static method', 'class A:\n  @staticmethod\n  def f(): pass', 'method member static'],
    ['a class method', 'class A:\n  @classmethod\n  def f(cls): pass', 'method member static'],
    ['a nested function', 'def g():\n  def f(): pass', 'function declared'],
    ['a function under a condition', 'if a:\n  def f(): pass', 'function declared'],
    ['a method under a condition', 'class A:\n  if a:\n    def f(self): pass', 'method member'],
    ['a decorated function', '@a\n@b.c(1)\ndef f(): pass', 'function declared'],
  ])('%s', (_title, text, expected) => {
    const { functions } = pythonFacts(text);
    const { kind, use, isAsync, isStatic } = functions[functions.length - 1];
    expect(
      [kind, use, ...(isAsync === true ? ['async'] : []), ...(isStatic ? ['static'] : [])].join(
        ' ',
      ),
    ).toBe(expected);
  });

  it.each<[title: string, text: string, expected: string]>([
    [
      'comments behind a body are no part of it',
      'def f():\n  a()\n  # b\n\n# c\nx = 1\n',
      'def f():\n  a()',
    ],
    [
      'comments behind a nested block',
      'def f():\n  if a:\n    b()\n    # c\n# d\n',
      'def f():\n  if a:\n    b()',
    ],
    ['decorators are', '@a\ndef f():\n  pass\n', '@a\ndef f():\n  pass'],
    ['one line', 'def f(): a(); b()\nc()', 'def f(): a(); b()'],
    ['no newline at the end', 'def f():\n  return 1', 'def f():\n  return 1'],
  ])('span: %s', (_title, text, expected) => {
    expect(text.slice(...functionNamed(pythonFacts(text), 'f').span)).toBe(expected);
  });

  it.each<[title: string, body: string, expected: string]>([
    ['pass', 'pass', 'idle'],
    ['a docstring', '"""Says."""', 'idle'],
    ['returning a constant', '"""Says."""\n  return {"a": [1, None]}', 'idle'],
    ['calls as statements', 'LOG.debug("x")\n  return', 'idle'],
    ['an ellipsis', '...', 'idle'],
    ['reading', 'return self.a', 'work'],
    ['returning a call', 'return self.a()', 'work'],
    ['storing', 'self.a = 1', 'work'],
    ['raising', 'raise ValueError()', 'work'],
    ['what stands for an abstract method', 'raise NotImplementedError()', 'none'],
    ['the same with a docstring', '"""Says."""\n  raise NotImplementedError', 'none'],
  ])('body: %s', (_title, body, expected) => {
    expect(functionNamed(pythonFacts(`def f(self):\n  ${body}\n`), 'f').body).toBe(expected);
  });

  it('an abstract method that does nothing has no body', () => {
    const facts = pythonFacts(
      'class A:\n  @abc.abstractmethod\n  def f(self):\n    """Says."""\n    return\n',
    );
    expect(functionNamed(facts, 'f').body).toBe('none');
    expect(facts.classes[1].members[0].isAbstract).toBe(true);
  });

  it.each<[title: string, text: string, expected: string[]]>([
    ['several returns', 'def f():\n  if a: return b\n  return c()', ['b', 'c()']],
    ['what a generator yields', 'def f():\n  yield a\n  x = yield b', ['[a]', '[b]']],
    ['what a generator yields from another', 'def f():\n  yield from a', ['a']],
    ['what a context manager yields', '@contextmanager\ndef f():\n  yield a', ['a']],
    ['a lambda', 'f = lambda x: x.y', ['x.y']],
    ['not those of functions in it', 'def f():\n  def g(): return a\n  return g', ['g']],
  ])('returns: %s', (_title, text, expected) => {
    const facts = pythonFacts(text);
    const fn = facts.functions.find((f) => f.name === 'f' || f.kind === 'arrow');
    expect(fn?.returns.map((r) => write(facts, r))).toEqual(expected);
  });

  it('decorators are expressions', () => {
    const facts = pythonFacts('@a.b\n@c(d)\ndef f(): pass');
    expect(functionNamed(facts, 'f').decorators.map((d) => write(facts, d))).toEqual([
      'a.b',
      'c(d)',
    ]);
    expect(callsOf(facts)).toEqual(['c(d)']);
  });
});

describe('docstrings', () => {
  it.each<[title: string, lines: string[], expected: string[]]>([
    [
      'fields',
      ['Says.', '', ':param a: one', ':param dict b: two', ':returns: c'],
      [':param a: one', ':param dict b: two'],
    ],
    [
      'fields that go on',
      ['Says.', '', ':param a: one', '    and more', ':param b:', '    two'],
      [':param a: one\n      and more', ':param b:\n      two'],
    ],
    ['epydoc', ['Says.', '@param a: one', '@return: b'], ['@param a: one']],
    [
      'a section',
      [
        'Says.',
        '',
        'Args:',
        '    a: one',
        '    b (int): two',
        '        more',
        '',
        'Returns:',
        '    c: d',
      ],
      ['a: one', 'b (int): two\n          more'],
    ],
    ['none', ['Says: a thing.'], []],
  ])('%s', (_title, lines, expected) => {
    const text = `def f(a, b):\n  """${lines.join('\n  ')}\n  """\n  pass\n`;
    const { doc } = functionNamed(pythonFacts(text), 'f');
    expect(doc?.params.map((p) => text.slice(...p.span))).toEqual(expected);
    expect(doc && text.slice(...doc.span)).toBe(`"""${lines.join('\n  ')}\n  """`);
  });

  it('ends before the quotes when the last field does', () => {
    const text = 'def f(a):\n  """Says.\n\n  :param a: one"""\n';
    const { doc } = functionNamed(pythonFacts(text), 'f');
    expect(doc?.params.map((p) => text.slice(...p.span))).toEqual([':param a: one']);
  });
});

describe('classes', () => {
  it.each<[title: string, text: string, bases: string[]]>([
    ['no bases', 'class A: pass', []],
    ['empty brackets', 'class A(): pass', []],
    ['several bases', 'class A(B, c.D, make(E)): pass', ['B', 'c.D', 'make(E)']],
    ['a metaclass', 'class A(B, metaclass=abc.ABCMeta): pass', ['B']],
    ['spread bases', 'class A(*bases, **options): pass', ['...bases']],
    ['type parameters', 'class A[T](B[T]): pass', ['B']],
  ])('%s', (_title, text, bases) => {
    const facts = pythonFacts(text);
    expect(facts.classes[1].bases.map((b) => write(facts, b))).toEqual(bases);
  });

  it.each<[title: string, text: string, expected: boolean]>([
    ['ABC', 'class A(abc.ABC): pass', true],
    ['ABCMeta', 'class A(object, metaclass=abc.ABCMeta): pass', true],
    ['six', '@six.add_metaclass(abc.ABCMeta)\nclass A(object): pass', true],
    ['a plain one', 'class A(object): pass', false],
  ])('abstract: %s', (_title, text, expected) => {
    expect(pythonFacts(text).classes[1].isAbstract).toBe(expected);
  });

  it('members', () => {
    const facts = pythonFacts(
      'class A:\n  x = 1\n  y: int = 2\n  a, b = c\n  def m(self): pass\n  n = m\n  @property\n  def p(self): pass\n  @p.setter\n  def p(self, v): pass\n  class Inner: pass\n  go = lambda self: 1\n',
    );
    expect(
      facts.classes[1].members.map(
        (m) => `${m.kind} ${m.name}${m.value ? ` = ${write(facts, m.value)}` : ''}`,
      ),
    ).toEqual([
      'property x = number',
      'property y = number as number',
      'property a = c[number]',
      'property b = c[number]',
      'method m',
      'property n = m',
      'getter p',
      'setter p',
      'property Inner = class Inner',
      'property go = fn',
    ]);
  });
});
