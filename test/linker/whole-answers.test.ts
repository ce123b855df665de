import { describe, expect, it } from 'vitest';
import { functionLabel } from '../../src/linker/values.js';
import { tree, type Files } from '../support/tree.js';

/**
 * What the marked call may run, in the order of its names; at the end `?` where the linker says
 * that there may be more, and `outside` for what is in no file of the tree.
 */
function answer(file: string, files: Files): string {
  const made = tree(files);
  const module = made.module(file);
  const { calls } = made.analysis.linker;
  const { targets, signatures, why } = calls.resolve(module, made.call(file, ''));
  const named = [
    ...targets.map((t) => functionLabel(t.module, t.fact)),
    ...signatures.map((s) => `${functionLabel(s.module, s.fact)}: declared`),
  ];
  const all = [...new Set(named)].sort();
  if (why !== undefined) all.push('?');
  return all.join(', ') || 'outside';
}

type Case = [title: string, text: string, expected: string, more?: Files];

function check(file: string, cases: readonly Case[]): void {
  it.each(cases)('%s', (_title, text, expected, more = {}) => {
    expect(answer(file, { [file]: text, ...more })).toBe(expected);
  });
}

const TWO =
  'class Client:\n  def go(self): pass\nclass Other:\n  def go(self): pass\nclass Sub(Client):\n  def go(self): pass\n';

describe('a name that Python defines twice', () => {
  check('a.py', [
    ['the last', `${TWO}def f(): return Client()\ndef f(): return Other()\nf().«go»()`, 'Other.go'],
    [
      'in two branches',
      `${TWO}if x:\n  def f(): return Client()\nelse:\n  def f(): return Other()\nf().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'and again under a condition',
      `${TWO}def f(): return Client()\nif x:\n  def f(): return Other()\nf().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'under a condition, and then again',
      `${TWO}if x:\n  def f(): return Client()\ndef f(): return Other()\nf().«go»()`,
      'Other.go',
    ],
    [
      'where it fails',
      `${TWO}try:\n  def f(): return Client()\nexcept E:\n  def f(): return Other()\nf().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'in branches of a function',
      `${TWO}def m():\n  for a in b:\n    def f(): return Client()\n  while c:\n    def f(): return Other()\n  f().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'in a function under a condition, where it stands under none',
      `${TWO}if x:\n  def m():\n    def f(): return Client()\n    def f(): return Other()\n    f().«go»()`,
      'Other.go',
    ],
    [
      'in a class under a condition, where it stands under none',
      `${TWO}if x:\n  class A:\n    def f(self): return Client()\n    def f(self): return Other()\nA().f().«go»()`,
      'Other.go',
    ],
    [
      'two methods',
      `${TWO}class A:\n  if x:\n    def f(self): return Client()\n  else:\n    def f(self): return Other()\nA().f().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'two classes',
      'if x:\n  class A:\n    def go(self): pass\nelse:\n  class A:\n    def go(self): return 1\n    def stop(self): pass\nA().«stop»()',
      'A.stop, ?',
    ],
    [
      'a class and a function',
      `${TWO}if x:\n  class f(Client): pass\nelse:\n  def f(): return Other()\nf().«go»()`,
      'Client.go, Other.go',
    ],
    [
      'a function and a value',
      `${TWO}def f(): return Client()\nif x:\n  f = lambda: Other()\nf().«go»()`,
      'Client.go, Other.go',
    ],
  ]);
});

describe('what a Python protocol asks for', () => {
  const PROTOCOL = (base: string) =>
    `class P(${base}):\n  def __call__(self, x): ...\n  def run(self):\n    """Runs."""\n  def both(self): self.run()\n`;
  check('a.py', [
    ['is declared', `${PROTOCOL('Protocol')}def f(p: P): p.«run»()`, 'P.run: declared'],
    ['a call of it', `${PROTOCOL('typing.Protocol')}def f(p: P): «p»(1)`, 'P.__call__: declared'],
    ['with a type', `${PROTOCOL('Protocol[T]')}def f(p: P): p.«run»()`, 'P.run: declared'],
    ['is run where it has a body', `${PROTOCOL('Protocol')}def f(p: P): p.«both»()`, 'P.both'],
    ['of another class is run', `${PROTOCOL('Base')}def f(p: P): p.«run»()`, 'P.run'],
  ]);
});

describe('a type that Python writes as a string', () => {
  const NESTED =
    'class A:\n  class Inner:\n    def go(self): pass\n  Inner2 = Inner\n  def make(self): pass\n';
  check('a.py', [
    ['a class in a class', `${NESTED}def f(x: 'A.Inner'): x.«go»()`, 'Inner.go'],
    ['the same without quotes', `${NESTED}def f(x: A.Inner): x.«go»()`, 'Inner.go'],
    ['of a list', `${NESTED}def f(x: 'list[A.Inner]'): x[0].«go»()`, 'Inner.go'],
    [
      'of another file',
      "import lib\ndef f(x: 'lib.A.Inner'): x.«go»()",
      'Inner.go',
      { 'lib.py': NESTED },
    ],
    ['a method is none', `${NESTED}def f(x: 'A.make'): x.«go»()`, 'outside'],
    [
      'a method of a class that is imported',
      'from lib import A\nA.«make»(1)',
      'A.make',
      { 'lib.py': NESTED },
    ],
  ]);
});

describe('what Python’s library makes', () => {
  check('a.py', [
    ['a copy', `import copy\n${TWO}def f(c: Client): copy.copy(c).«go»()`, 'Client.go, Sub.go'],
    ['a deep one', `from copy import deepcopy\n${TWO}deepcopy(Client()).«go»()`, 'Client.go'],
    ['a copy of another library', `import other\n${TWO}other.copy(Client()).«go»()`, 'outside'],
    [
      'what is closed',
      `import contextlib\n${TWO}with contextlib.closing(Client()) as c: c.«go»()`,
      'Client.go',
    ],
    ['a proxy', `import weakref\n${TWO}weakref.proxy(Client()).«go»()`, 'Client.go'],
    [
      'an entry that is made when it is read',
      `from collections import defaultdict\n${TWO}t = defaultdict(Client)\nt[x].«go»()`,
      'Client.go',
    ],
    [
      'an entry under a name, and what is put there',
      `import collections\n${TWO}class A:\n  def __init__(self):\n    self.t = collections.defaultdict(lambda: Client())\n    self.t['a'] = Other()\n  def m(self): self.t['a'].«go»()`,
      'Client.go, Other.go',
    ],
    [
      'an entry of any key, and what is put there',
      `import collections\n${TWO}t = collections.defaultdict(Client)\nt[x] = Other()\nt[y].«go»()`,
      'Client.go, Other.go',
    ],
    [
      'going through',
      `import collections\n${TWO}t = collections.defaultdict(Client)\nfor c in t.values(): c.«go»()`,
      'Client.go',
    ],
    [
      'a variable of the thread',
      `import threading\n${TWO}local = threading.local()\nlocal.c = Client()\nlocal.c.«go»()`,
      'Client.go',
    ],
    [
      'an attribute that is one',
      `import threading\n${TWO}class A:\n  def __init__(self):\n    self.local = threading.local()\n    self.local.c = Client()\n  def m(self): self.local.c.«go»()`,
      'Client.go',
    ],
    [
      'an attribute that a base class has',
      `from lib import Base\n${TWO}class A(Base):\n  def m(self): self.local.c.«go»()`,
      'Client.go',
      {
        'lib.py': `import threading\n${TWO}class Base:\n  def __init__(self):\n    self.local = threading.local()\n  def make(self): return Client()\n  def enter(self): self.local.c = self.make()\nclass Other:\n  def enter(self): self.local.c = Other()`,
      },
    ],
    [
      'an attribute of the same name in another class',
      `import threading\n${TWO}class B:\n  def __init__(self):\n    self.local.c = Client()\nclass A:\n  def __init__(self):\n    self.local = threading.local()\n  def m(self): self.local.c.«go»()`,
      'outside',
    ],
    ['data', 'import json\ndef f(x): json.loads(x).«go»()', 'outside'],
    ['a text', 'def f(x): str(x).«strip»()', 'outside'],
    ['what it may have been given', `import random\n${TWO}def f(x): random.choice(x).«go»()`, '?'],
  ]);
});

describe('the type of a parameter that an overriding method leaves out', () => {
  const BASE = `${TWO}class Base:\n  def m(self, a, c: Client): pass\n  @staticmethod\n  def s(c: Client): pass\n`;
  check('a.py', [
    [
      'is that of the method above',
      `${BASE}class A(Base):\n  def m(self, a, c): c.«go»()`,
      'Client.go, Sub.go',
    ],
    [
      'through a class between',
      `${BASE}class B(Base): pass\nclass A(B):\n  def m(self, a, c=None): c.«go»()`,
      'Client.go, Sub.go',
    ],
    [
      'its own comes first',
      `${BASE}class A(Base):\n  def m(self, a, c: Other): c.«go»()`,
      'Other.go',
    ],
    ['another place is none', `${BASE}class A(Base):\n  def m(self, c, a): c.«go»()`, '?'],
    ['another name is none', `${BASE}class A(Base):\n  def m(self, a, b): b.«go»()`, '?'],
    ['another method is none', `${BASE}class A(Base):\n  def n(self, a, c): c.«go»()`, '?'],
    ['nor a list of the rest', `${BASE}class A(Base):\n  def m(self, a, *c): c.«go»()`, '?'],
    [
      'a static one',
      `${BASE}class A(Base):\n  @staticmethod\n  def s(c): c.«go»()`,
      'Client.go, Sub.go',
    ],
    ['one that is static here alone', `${BASE}class A(Base):\n  def s(c): c.«go»()`, '?'],
  ]);
  const TYPED =
    'class Client { go() {} }\nabstract class Base { abstract m(a: string, c: Client): void; }\ninterface Like { m(a: string, c: Client): void }\n';
  check('a.ts', [
    ['in TypeScript', `${TYPED}class A extends Base { m(a, c) { c.«go»(); } }`, 'Client.go'],
    ['of an interface', `${TYPED}class A implements Like { m(b, d) { d.«go»(); } }`, 'Client.go'],
    ['none of another class', `${TYPED}class A { m(a, c) { c.«go»(); } }`, '?'],
  ]);
});

describe('what a class is given', () => {
  const SINGLE = (body: string) => `${TWO}class A:\n  one = None\n${body}\n`;
  check('a.py', [
    [
      'by a method of it',
      SINGLE(
        '  @classmethod\n  def m(cls):\n    cls.one = Client()\n    return cls.one\nA.m().«go»()',
      ),
      'Client.go',
    ],
    [
      'by its name',
      SINGLE('  @classmethod\n  def m(cls):\n    A.one = Client()\n    cls.one.«go»()'),
      'Client.go',
    ],
    ['from elsewhere in the file', SINGLE('A.one = Client()\ndef f(): A.one.«go»()'), 'Client.go'],
    [
      'beside what it has',
      `${TWO}class A:\n  one = Other()\nA.one = Client()\ndef f(): A.one.«go»()`,
      'Client.go, Other.go',
    ],
    [
      'without having declared it',
      `${TWO}class A:\n  @classmethod\n  def m(cls):\n    cls.one = Client()\nA.one.«go»()`,
      'Client.go',
    ],
    [
      'another class is none',
      `${SINGLE('  pass')}class B: pass\nB.one = Client()\ndef f(): A.one.«go»()`,
      '?',
    ],
    [
      'an object of another class is none',
      `${SINGLE('  pass')}class B:\n  def m(self): self.one = Client()\ndef f(): A.one.«go»()`,
      '?',
    ],
  ]);
  const CLIENT = 'class Client { go() {} }\n';
  check('a.js', [
    [
      'in JavaScript by a method of it',
      `${CLIENT}class A { static one; static m() { this.one = new Client(); this.one.«go»(); } }`,
      'Client.go',
    ],
    [
      'in JavaScript by its name',
      `${CLIENT}class A { static one = null; static m() { A.one = new Client(); } }\nA.one.«go»();`,
      'Client.go',
    ],
  ]);
});

describe('an import that may fail, and what is defined then', () => {
  const LIB = `${TWO}try:\n  from package import f\nexcept ImportError:\n  def f(): return Client()\ntry:\n  from other import A\nexcept ImportError:\n  class A(Client): pass\n`;
  const OTHER = 'class A:\n  def go(self): pass\n';
  check('a.py', [
    ['a function of a package', 'from lib import f\nf().«go»()', 'Client.go', { 'lib.py': LIB }],
    [
      'a class of the tree',
      'from lib import A\nA().«go»()',
      'A.go',
      { 'lib.py': LIB, 'other.py': OTHER },
    ],
    [
      'as a type',
      'from lib import A\ndef m(a: A): a.«go»()',
      'A.go',
      { 'lib.py': LIB, 'other.py': OTHER },
    ],
    [
      'as a base',
      'import lib\nclass B(lib.A):\n  def m(self): self.«go»()',
      'A.go',
      { 'lib.py': LIB, 'other.py': OTHER },
    ],
  ]);
});

describe('a name of which a condition says the type', () => {
  const F = (body: string) => `${TWO}def f(x, y):\n${body.replaceAll(/^/gmu, '  ')}\n`;
  check('a.py', [
    ['in its branch', F('if isinstance(x, Client): x.«go»()'), 'Client.go, Sub.go'],
    ['of several', F('if isinstance(x, (Sub, Other)): x.«go»()'), 'Other.go, Sub.go'],
    ['and more', F('if y and (isinstance(x, Other)) and y: x.«go»()'), 'Other.go'],
    ['behind and', F('y = isinstance(x, Other) and x.«go»()'), 'Other.go'],
    ['or tells nothing', F('if isinstance(x, Other) or y: x.«go»()'), '?'],
    ['behind or', F('y = not isinstance(x, Other) or x.«go»()'), 'Other.go'],
    ['in another branch', F('if y: pass\nelif isinstance(x, Other): x.«go»()'), 'Other.go'],
    [
      'in the one that is left over',
      F('if not isinstance(x, Other): pass\nelse: x.«go»()'),
      'Other.go',
    ],
    ['not where it is false', F('if isinstance(x, Other): pass\nelse: x.«go»()'), '?'],
    ['behind a return', F('if not isinstance(x, Other):\n  return\nx.«go»()'), 'Other.go'],
    [
      'in what is left of a loop',
      F('for x in y:\n  if not isinstance(x, Other): continue\n  x.«go»()'),
      'Other.go',
    ],
    ['not behind what goes on', F('if not isinstance(x, Other):\n  y()\nx.«go»()'), '?'],
    [
      'not behind what has another branch',
      F('if not isinstance(x, Other):\n  return\nelif y: pass\nx.«go»()'),
      '?',
    ],
    ['behind an assertion', F('assert isinstance(x, Other), y\nx.«go»()'), 'Other.go'],
    ['not before it', F('x.«go»()\nassert isinstance(x, Other)'), '?'],
    ['in a choice', F('y = x.«go»() if isinstance(x, Other) else 1'), 'Other.go'],
    ['in a list', F('return [a.«go»() for a in x if isinstance(a, Other)]'), 'Other.go'],
    ['in a loop', F('while isinstance(x, Other): x.«go»()'), 'Other.go'],
    ['not where it is set', F('if isinstance(x, Other):\n  x = y\n  x.«go»()'), '?'],
    ['not of another name', F('if isinstance(y, Other): x.«go»()'), '?'],
    ['the nearest', F('if isinstance(x, Other):\n  if isinstance(x, Sub): x.«go»()'), 'Sub.go'],
    [
      'not what is known already',
      `${TWO}def f(x: Sub):\n  if isinstance(x, Client): x.«go»()`,
      'Sub.go',
    ],
    [
      'not with another isinstance',
      F('def isinstance(a, b): pass\nif isinstance(x, Other): x.«go»()'),
      '?',
    ],
  ]);
  const SCRIPT = (body: string) =>
    `class Client { go() {} }\nclass Other { go() {} }\nfunction f(x, y) {\n${body}\n}`;
  for (const file of ['a.ts', 'a.js'])
    check(file, [
      ['in its branch', SCRIPT('if (x instanceof Other) x.«go»();'), 'Other.go'],
      ['in a block', SCRIPT('if (y && x instanceof Other) { x.«go»(); }'), 'Other.go'],
      ['behind &&', SCRIPT('x instanceof Other && x.«go»();'), 'Other.go'],
      ['behind ||', SCRIPT('!(x instanceof Other) || x.«go»();'), 'Other.go'],
      ['|| tells nothing', SCRIPT('if (x instanceof Other || y) x.«go»();'), '?'],
      ['in the other branch', SCRIPT('if (!(x instanceof Other)) y(); else x.«go»();'), 'Other.go'],
      ['not where it is false', SCRIPT('if (x instanceof Other) y(); else x.«go»();'), '?'],
      ['behind a return', SCRIPT('if (!(x instanceof Other)) return;\nx.«go»();'), 'Other.go'],
      ['behind a throw', SCRIPT('if (!(x instanceof Other)) { throw y; }\nx.«go»();'), 'Other.go'],
      [
        'in what is left of a loop',
        SCRIPT('for (const a of y) { if (!(a instanceof Other)) continue; a.«go»(); }'),
        'Other.go',
      ],
      ['not behind what goes on', SCRIPT('if (!(x instanceof Other)) y();\nx.«go»();'), '?'],
      ['in a choice', SCRIPT('return x instanceof Other ? x.«go»() : 1;'), 'Other.go'],
      ['in a loop', SCRIPT('while (x instanceof Other) x.«go»();'), 'Other.go'],
      ['not where it is set', SCRIPT('if (x instanceof Other) { x = y; x.«go»(); }'), '?'],
    ]);
});

describe('a parameter with a default', () => {
  check('a.py', [
    ['in itself may be something else', `${TWO}def f(c=Client()): c.«go»()`, 'Client.go, ?'],
    [
      'is the default where nothing is handed over',
      `${TWO}def f(c=Client()): return c\nf().«go»()`,
      'Client.go',
    ],
    [
      'is what is handed over',
      `${TWO}def f(a, c=Client()): return c\nf(1, Other()).«go»()`,
      'Other.go',
    ],
    [
      'is something else where something unknown is',
      `${TWO}def f(c=Client()): return c\ndef m(x): f(x).«go»()`,
      'Client.go, ?',
    ],
    [
      'by its name',
      `${TWO}def f(a=1, c=Client()): return c\ndef m(x): f(c=x).«go»()`,
      'Client.go, ?',
    ],
    [
      'where something else is handed over',
      `${TWO}def f(a=1, c=Client()): return c\ndef m(x): f(a=x).«go»()`,
      'Client.go',
    ],
    [
      'where a list is spread',
      `${TWO}def f(a=1, c=Client()): return c\ndef m(x): f(*x).«go»()`,
      'Client.go, ?',
    ],
    [
      'where names are spread',
      `${TWO}def f(a=1, c=Client()): return c\ndef m(x): f(**x).«go»()`,
      'Client.go, ?',
    ],
    [
      'of a constructor',
      `${TWO}class A:\n  def __init__(self, c=Client()): pass\n  def m(self, c=Client()): return c\nA().m().«go»()`,
      'Client.go',
    ],
    ['with a type', `${TWO}def f(c: Client = None): c.«go»()`, 'Client.go, Sub.go'],
    ['None', `${TWO}def f(c=None): c.«go»()`, '?'],
  ]);
  const SCRIPT = 'class Client { go() {} }\nclass Sub extends Client { go() {} }\n';
  check('a.ts', [
    [
      'in TypeScript is of its type',
      `${SCRIPT}function f(c = new Client()) { c.«go»(); }`,
      'Client.go, Sub.go',
    ],
    [
      'in TypeScript where nothing is handed over',
      `${SCRIPT}function f(c = new Client()) { return c; }\nf().«go»();`,
      'Client.go',
    ],
    [
      'in TypeScript where something unknown is',
      `${SCRIPT}function f(c = new Client()) { return c; }\nfunction m(x) { f(x).«go»(); }`,
      'Client.go, Sub.go',
    ],
  ]);
  check('a.js', [
    ['in JavaScript', `${SCRIPT}function f(c = new Client()) { c.«go»(); }`, 'Client.go, ?'],
  ]);
});

describe('a field that a subclass sets', () => {
  const FIELDS = (sub: string) =>
    `${TWO}class A:\n  def __init__(self): self.c = Client()\n  def m(self): self.c.«go»()\nclass B(A):\n${sub.replaceAll(/^/gmu, '  ')}\n`;
  check('a.py', [
    ['anew', FIELDS('def n(self): self.c = Other()'), 'Client.go, Other.go'],
    ['to something unknown', FIELDS('def n(self, x): self.c = x'), 'Client.go, ?'],
    ['not in its body, which an object of its own hides', FIELDS('c = Other()'), 'Client.go'],
    ['not another one', FIELDS('def n(self): self.d = Other()'), 'Client.go'],
    [
      'not of an object that is made here',
      `${FIELDS('def n(self): self.c = Other()').replace('«go»', 'go')}A().c.«go»()`,
      'Client.go',
    ],
    [
      'in a test',
      FIELDS('pass'),
      'Client.go',
      { 'tests/test_a.py': 'import a\nclass T(a.A):\n  def n(self): self.c = a.Other()' },
    ],
  ]);
  const SCRIPT = (a: string, b: string) =>
    `class Client { go() {} }\nclass Other { go() {} }\nclass A { ${a} m() { this.c.«go»(); } }\nclass B extends A { ${b} }`;
  check('a.js', [
    [
      'in JavaScript',
      SCRIPT('constructor() { this.c = new Client(); }', 'n() { this.c = new Other(); }'),
      'Client.go, Other.go',
    ],
    [
      'that is declared',
      SCRIPT('c = new Client();', 'n() { this.c = new Other(); }'),
      'Client.go, Other.go',
    ],
    ['that it declares', SCRIPT('c = new Client();', 'c = new Other();'), 'Client.go, Other.go'],
  ]);
});

describe('packages that import from themselves', () => {
  const THING = 'class thing:\n  def go(self): pass\n';
  check('a.py', [
    [
      'a module, and then what is of its name',
      'from p import thing\nclass A(thing):\n  def m(self): self.«go»()',
      'thing.go',
      { 'p/__init__.py': 'from p import thing\nfrom p.thing import thing\n', 'p/thing.py': THING },
    ],
    [
      'a class from a module that asks the package for it',
      'import p\nclass A(p.B):\n  def m(self): self.«go»()',
      'thing.go',
      {
        'p/__init__.py': 'from p.b import B\nfrom p.c import thing\n',
        'p/b.py': 'from p import thing\nclass B(thing): pass\n',
        'p/c.py': `from p import B\n${THING}`,
      },
    ],
    [
      'one of two packages',
      'from lib import f\nf().«go»()',
      'Client.go',
      {
        'lib.py': 'try:\n  from package import f\nexcept ImportError:\n  from other import f\n',
        'other.py': `${TWO}def f(): return Client()\n`,
      },
    ],
  ]);
});
