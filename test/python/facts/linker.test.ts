import { describe, expect, it } from 'vitest';
import { functionLabel } from '../../../src/linker/values.js';
import { tree, type Files, type Tree } from '../../support/tree.js';

/**
 * The functions that the marked call of `a.py` may run; `?` when the linker does not know,
 * `outside` what is not in the tree.
 */
function runs(made: Tree): string[] {
  const module = made.module('a.py');
  const { targets, signatures, builtin, why } = made.analysis.linker.calls.resolve(
    module,
    made.call('a.py', ''),
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
  'class Client(object):\n  def go(self): pass\n\nclass Other(object):\n  def go(self): pass\n\n';
const IN_CLASS = (body: string) => `${CLIENT}class A(object):\n${body.replaceAll(/^/gmu, '  ')}\n`;

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_title, text, expected, more = {}) => {
    expect(runs(tree({ 'a.py': text, ...more }))).toEqual(expected);
  });
}

describe('classes', () => {
  check([
    ['self', 'class A:\n  def m(self): self.«n»()\n  def n(self): pass', ['A.n']],
    ['inherited', 'class B:\n  def n(self): pass\nclass A(B):\n  def m(self): self.«n»()', ['B.n']],
    [
      'super()',
      'class B:\n  def n(self): pass\nclass A(B):\n  def n(self): super().«n»()',
      ['B.n'],
    ],
    [
      'super(A, self)',
      'class B(object):\n  def n(self): pass\nclass A(B):\n  def n(self): super(A, self).«n»()',
      ['B.n'],
    ],
    [
      'super in a closure',
      'class B:\n  def n(self): pass\nclass A(B):\n  def n(self):\n    def f(): super(A, self).«n»()\n    f()',
      ['B.n'],
    ],
    [
      'the base by name',
      'class B:\n  def n(self): pass\nclass A(B):\n  def n(self): B.«n»(self)',
      ['B.n'],
    ],
    [
      'the first of two bases',
      'class B:\n  def n(self): pass\nclass C:\n  def n(self): pass\nclass A(B, C):\n  def m(self): self.«n»()',
      ['B.n'],
    ],
    [
      'C3: a diamond’s shared base comes last',
      'class D:\n  def n(self): pass\nclass B(D): pass\nclass C(D):\n  def n(self): pass\nclass A(B, C):\n  def m(self): self.«n»()',
      ['C.n'],
    ],
    [
      'a base with a type in brackets',
      `${CLIENT}class A(Client[str]):\n  def m(self): self.«go»()`,
      ['Client.go'],
    ],
    [
      'a base of a module with types in brackets',
      'import lib\nclass A(lib.Client[dict[str, int]][None]):\n  def m(self): self.«go»()',
      ['Client.go'],
      { 'lib.py': CLIENT },
    ],
    [
      'type parameters',
      `${CLIENT}class A[T: (str, bytes), *Ts](Client[T]):\n  def m(self): self.«go»()`,
      ['Client.go'],
    ],
    [
      'an alias with a type in brackets',
      `${CLIENT}Typed = Client[str]\nclass A(Typed):\n  def m(self): self.«go»()`,
      ['Client.go'],
    ],
    [
      'a type statement',
      `${CLIENT}type Typed[T] = Client[T]\nclass A(Typed[str]):\n  def m(self): self.«go»()`,
      ['Client.go'],
    ],
    [
      'with_metaclass',
      `${CLIENT}class A(six.with_metaclass(abc.ABCMeta, Client)):\n  def m(self): self.«go»()`,
      ['Client.go'],
    ],
    ['one that is made with types in brackets', `${CLIENT}Client[str]().«go»()`, ['Client.go']],
    [
      'super where nothing is known of the object',
      'class D:\n  def n(self): pass\nclass B(D):\n  def n(self): super().«n»()\nclass C(D):\n  def n(self): pass\nclass A(B, C): pass',
      ['D.n'],
    ],
    [
      'a static method by its class',
      'class A:\n  @staticmethod\n  def n(): pass\nA.«n»()',
      ['A.n'],
    ],
    [
      'a static method by self',
      'class A:\n  @staticmethod\n  def n(): pass\n  def m(self): self.«n»()',
      ['A.n'],
    ],
    [
      'a class method by its class',
      'class A:\n  @classmethod\n  def n(cls): pass\nA.«n»()',
      ['A.n'],
    ],
    [
      'cls',
      'class A:\n  @classmethod\n  def m(cls): cls.«n»()\n  @classmethod\n  def n(cls): pass',
      ['A.n'],
    ],
    [
      'cls makes one',
      'class A:\n  @classmethod\n  def m(cls): cls().«n»()\n  def n(self): pass',
      ['A.n'],
    ],
    ['a class makes one', `${CLIENT}Client().«go»()`, ['Client.go']],
    ['its constructor', 'class A:\n  def __init__(self): pass\n«A»()', ['A.__init__']],
    ['a mangled name', 'class A:\n  def m(self): self.«__n»()\n  def __n(self): pass', ['A.__n']],
    [
      'a mangled name is not overridden',
      'class B:\n  def m(self): self.«__n»()\n  def __n(self): pass\nclass A(B):\n  def __n(self): pass',
      ['B.__n'],
    ],
    [
      'a nested class',
      'class A:\n  class In:\n    def go(self): pass\n  def m(self): self.In().«go»()',
      ['In.go'],
    ],
    [
      'a metaclass',
      'class A(metaclass=abc.ABCMeta):\n  def m(self): self.«n»()\n  def n(self): pass',
      ['A.n'],
    ],
    [
      'an abstract method',
      'class A(abc.ABC):\n  @abc.abstractmethod\n  def n(self): pass\n  def m(self): self.«n»()\nclass B(A):\n  def n(self): pass',
      ['A.n: declared', 'B.n'],
    ],
    [
      'an override below',
      'class A:\n  def n(self): pass\n  def m(self): self.«n»()\nclass B(A):\n  def n(self): pass',
      ['A.n', 'B.n'],
    ],
    [
      'an outside base',
      'from lib import Base\nclass A(Base):\n  def m(self): self.«n»()',
      ['outside'],
    ],
    [
      'an outside base does not hide what is there',
      'from lib import Base\nclass A(Base):\n  def m(self): self.«n»()\n  def n(self): pass',
      ['A.n'],
    ],
    [
      'namedtuple',
      'P = collections.namedtuple("P", "a b")\nclass A(P):\n  def m(self): self.«n»()\n  def n(self): pass',
      ['A.n'],
    ],
    [
      'a method by another name',
      'class A:\n  def n(self): pass\n  alias = n\n  def m(self): self.«alias»()',
      ['A.n'],
    ],
    ['a lambda in a class', 'class A:\n  n = lambda self: 1\n  def m(self): self.«n»()', ['n']],
  ]);
});

describe('cooperating classes', () => {
  const diamond =
    'class D:\n  def n(self): pass\nclass B(D):\n  def n(self): super().«n»()\nclass C(D):\n  def n(self): super().n()\nclass A(B, C): pass\n';

  it.each([
    ['A', 'C.n'],
    ['B', 'D.n'],
  ])('super in an object of %s runs %s', (name, expected) => {
    const made = tree({ 'a.py': diamond });
    const module = made.module('a.py');
    const { linker } = made.analysis;
    const call = made.call('a.py', '');
    const cls = linker.classRef(
      module,
      module.classes.findIndex((c) => c.name === name),
    );
    const context = linker.context({
      k: 'function',
      module,
      fact: module.functions[call.fn],
      self: { k: 'instance', cls, exact: true },
    });
    expect(
      linker.calls
        .resolve(module, call, context)
        .targets.map((t) => functionLabel(t.module, t.fact)),
    ).toEqual([expected]);
  });
});

describe('receivers', () => {
  check([
    [
      'a field',
      IN_CLASS('def __init__(self):\n  self.c = Client()\ndef m(self): self.c.«go»()'),
      ['Client.go'],
    ],
    [
      'a field that another method sets',
      IN_CLASS('def setup(self):\n  self.c = Client()\ndef m(self): self.c.«go»()'),
      ['Client.go'],
    ],
    [
      'a field of two kinds',
      IN_CLASS(
        'def setup(self, a):\n  self.c = Client() if a else Other()\ndef m(self): self.c.«go»()',
      ),
      ['Client.go', 'Other.go'],
    ],
    ['a class attribute', IN_CLASS('c = Client()\ndef m(self): self.c.«go»()'), ['Client.go']],
    [
      'a class in a class attribute',
      IN_CLASS('c_class = Client\ndef m(self): self.c_class().«go»()'),
      ['Client.go'],
    ],
    [
      'a constructor’s parameter, from who makes it',
      `${IN_CLASS('def __init__(self, c):\n  self.c = c\ndef m(self): self.c.«go»()')}A(Client())`,
      ['Client.go'],
    ],
    [
      'the same by name',
      `${IN_CLASS('def __init__(self, b=None, c=None):\n  self.c = c\ndef m(self): self.c.«go»()')}A(c=Client())`,
      ['Client.go'],
    ],
    [
      'what a subclass hands to super',
      `${IN_CLASS('def __init__(self, c):\n  self.c = c')}class B(A):\n  def __init__(self):\n    super().__init__(Client())\n  def m(self): self.c.«go»()\n`,
      ['Client.go'],
    ],
    [
      'what a subclass hands to its base by name',
      `${IN_CLASS('def __init__(self, c):\n  self.c = c')}class B(A):\n  def __init__(self):\n    A.__init__(self, c=Client())\n  def m(self): self.c.«go»()\n`,
      ['Client.go'],
    ],
    [
      'a property',
      IN_CLASS('@property\ndef c(self):\n  return Client()\ndef m(self): self.c.«go»()'),
      ['Client.go'],
    ],
    [
      'a property that keeps what it made',
      IN_CLASS(
        '@property\ndef c(self):\n  if not self._c:\n    self._c = Client()\n  return self._c\ndef m(self): self.c.«go»()',
      ),
      ['Client.go'],
    ],
    ['an annotation', `${CLIENT}def f(c: Client): c.«go»()`, ['Client.go']],
    ['a quoted annotation', `def f(c: 'Client'): c.«go»()\n${CLIENT}`, ['Client.go']],
    [
      'an optional annotation',
      `${CLIENT}def f(c: Optional[Client] = None): c.«go»()`,
      ['Client.go'],
    ],
    ['a local', `${CLIENT}c = Client()\nc.«go»()`, ['Client.go']],
    ['a factory', `${CLIENT}def make(): return Client()\nmake().«go»()`, ['Client.go']],
    [
      'a factory of several',
      `${CLIENT}def make(a):\n  if a:\n    return Client()\n  return Other()\nmake(1).«go»()`,
      ['Client.go', 'Other.go'],
    ],
    [
      'a factory of classes',
      `${CLIENT}def pick(a):\n  return Client if a else Other\npick(1)().«go»()`,
      ['Client.go', 'Other.go'],
    ],
    ['tuples', `${CLIENT}c, d = Client(), Other()\nc.«go»()`, ['Client.go']],
    [
      'a tuple from a function',
      `${CLIENT}def f(): return 1, Client()\na, c = f()\nc.«go»()`,
      ['Client.go'],
    ],
    ['a list', `${CLIENT}for c in [Client(), Other()]:\n  c.«go»()`, ['Client.go', 'Other.go']],
    [
      'a generator',
      `${CLIENT}def all():\n  yield Client()\nfor c in all():\n  c.«go»()`,
      ['Client.go'],
    ],
    [
      'a generator that is a property',
      IN_CLASS(
        '@property\ndef all(self):\n  yield Client()\ndef m(self):\n  for c in self.all: c.«go»()',
      ),
      ['Client.go'],
    ],
    [
      'a generator through another',
      `${CLIENT}def some():\n  yield Client()\ndef all():\n  yield from some()\nnext(all()).«go»()`,
      ['Client.go'],
    ],
    [
      'an asynchronous generator',
      `${CLIENT}async def all():\n  yield Client()\nasync def m():\n  async for c in all(): c.«go»()`,
      ['Client.go'],
    ],
    [
      'a declared generator',
      `${CLIENT}def m(all: typing.Generator[Client, None, None]):\n  for c in all: c.«go»()`,
      ['Client.go'],
    ],
    [
      'a declared asynchronous iterator',
      `${CLIENT}async def m(all: 'AsyncIterator[Client]'):\n  async for c in all: c.«go»()`,
      ['Client.go'],
    ],
    [
      'a generator expression',
      `${CLIENT}next((c for c in [Client()] if c.up), None).«go»()`,
      ['Client.go'],
    ],
    ['enumerate', `${CLIENT}for i, c in enumerate([Client()]):\n  c.«go»()`, ['Client.go']],
    ['zip', `${CLIENT}for v, c in zip(volumes, [Client()]):\n  c.«go»()`, ['Client.go']],
    [
      'chain',
      `import itertools\n${CLIENT}for c in itertools.chain([Client()], [Other()]):\n  c.«go»()`,
      ['Client.go', 'Other.go'],
    ],
    [
      'a declared dictionary',
      `${CLIENT}def m(all: dict[str, Client]):\n  all['a'].«go»()`,
      ['Client.go'],
    ],
    [
      'the values of a declared mapping',
      `${CLIENT}def m(all: Mapping[str, Client]):\n  for c in all.values(): c.«go»()`,
      ['Client.go'],
    ],
    [
      'the items of a declared dictionary',
      `${CLIENT}def m(all: 'Dict[str, Client]'):\n  for k, c in all.items(): c.«go»()`,
      ['Client.go'],
    ],
    ['a declared attribute', IN_CLASS('c: Client\ndef m(self): self.c.«go»()'), ['Client.go']],
    [
      'a declared attribute of a base',
      `${CLIENT}class B(abc.ABC):\n  c: Client\nclass A(B):\n  def m(self): self.c.«go»()`,
      ['Client.go'],
    ],
    [
      'a field of a dataclass',
      `${CLIENT}@dataclass\nclass A:\n  c: Client | None = field(default=None, repr=False)\n  def m(self): self.c.«go»()`,
      ['Client.go'],
    ],
    [
      'a declared attribute that may be none',
      IN_CLASS("c: Optional['Client'] = None\ndef m(self): self.c.«go»()"),
      ['Client.go'],
    ],
    [
      'a declared attribute that one of another class is given to',
      IN_CLASS('c: Client\ndef s(self): self.c = Other()\ndef m(self): self.c.«go»()'),
      ['Other.go'],
    ],
    ['a quoted union', `${CLIENT}def m(c: 'Client | None'): c.«go»()`, ['Client.go']],
    ['a quoted list', `${CLIENT}def m(all: 'list[Client]'): all[0].«go»()`, ['Client.go']],
    [
      'a quoted name of a module',
      'import lib\ndef m(c: "lib.Client"): c.«go»()',
      ['Client.go'],
      { 'lib.py': CLIENT },
    ],
    ['a quoted text that is no type', `${CLIENT}def m(c: 'Client |'): c.«go»()`, ['?']],
    [
      'what is said behind a type',
      `${CLIENT}def m(c: Annotated[Client, Other]): c.«go»()`,
      ['Client.go'],
    ],
    [
      'an attribute that nobody declares, below ABC',
      'from abc import ABC\nclass A(ABC):\n  def m(self): self.c.«go»()',
      ['?'],
    ],
    [
      'an attribute that nobody declares, below Protocol and Generic',
      'from typing import Generic, Protocol\nclass A(Protocol[T], Generic[T]):\n  def m(self): self.c.«go»()',
      ['?'],
    ],
    [
      'an attribute that nobody declares, below a package’s class',
      'from a1 import B\nclass A(B):\n  def m(self): self.c.«go»()',
      ['outside'],
    ],
    ['a comprehension', `${CLIENT}[c.«go»() for c in [Client()]]`, ['Client.go']],
    [
      'a dictionary',
      `${CLIENT}table = {'a': Client(), 'b': Other()}\ntable['a'].«go»()`,
      ['Client.go'],
    ],
    [
      'a dictionary by a name',
      `${CLIENT}table = {'a': Client, 'b': Other}\ntable[x]().«go»()`,
      ['Client.go', 'Other.go'],
    ],
    [
      'get',
      `${CLIENT}table = {'a': Client, 'b': Other}\ntable.get(x, Client)().«go»()`,
      ['Client.go', 'Other.go'],
    ],
    [
      'values',
      `${CLIENT}table = {'a': Client()}\nfor c in table.values():\n  c.«go»()`,
      ['Client.go'],
    ],
    [
      'an item that was set',
      IN_CLASS("def m(self):\n  self.t = {}\n  self.t['a'] = Client()\n  self.t['a'].«go»()"),
      ['Client.go'],
    ],
    [
      'with',
      'class C:\n  def __enter__(self): return self\n  def __exit__(self, *a): pass\n  def go(self): pass\nwith C() as c:\n  c.«go»()',
      ['C.go'],
    ],
    [
      'a context manager',
      `${CLIENT}@contextlib.contextmanager\ndef f():\n  yield Client()\nwith f() as c:\n  c.«go»()`,
      ['Client.go'],
    ],
    [
      'a context manager that is a method',
      IN_CLASS(
        '@contextmanager\ndef f(self):\n  c = Client()\n  try:\n    yield c\n  finally:\n    pass\ndef m(self):\n  with self.f() as c:\n    c.«go»()',
      ),
      ['Client.go'],
    ],
    [
      'getattr',
      IN_CLASS("def m(self):\n  getattr(self, 'n')()\n  self.«n»()\ndef n(self): pass"),
      ['A.n'],
    ],
    [
      'what getattr reads is called',
      IN_CLASS("def m(self):\n  getattr(self, '«n»')()\ndef n(self): pass").replace(
        "'«n»'",
        "«'n'»",
      ),
      ['A.n'],
    ],
    [
      'getattr with a prefix',
      IN_CLASS(
        "def m(self, x):\n  f = getattr(self, 'do_' + x)\n  «f»()\ndef do_a(self): pass\ndef do_b(self): pass\ndef other(self): pass",
      ),
      ['A.do_a', 'A.do_b'],
    ],
    [
      'getattr with a format',
      IN_CLASS(
        "def m(self, x):\n  f = getattr(self, '_%s_all' % x)\n  «f»()\ndef _a_all(self): pass\ndef other(self): pass",
      ),
      ['A._a_all'],
    ],
    [
      '__getattr__',
      IN_CLASS(
        'def __init__(self):\n  self.c = Client()\ndef __getattr__(self, name):\n  return getattr(self.c, name)\ndef m(self): self.«go»()',
      ),
      ['Client.go'],
    ],
    ['nothing known', 'def f(x): x.«go»()', ['?']],
    ['a string', "'a'.«split»()", ['builtin']],
    ['a list method', '[].«append»(a)', ['builtin']],
    [
      'setattr',
      IN_CLASS("def s(self):\n  setattr(self, 'c', Client())\ndef m(self): self.c.«go»()"),
      ['Client.go'],
    ],
  ]);
});

describe('functions', () => {
  check([
    ['of the module', 'def go(): pass\n«go»()', ['go']],
    ['declared below', 'def m(): «go»()\ndef go(): pass', ['go']],
    ['nested', 'def m():\n  def go(): pass\n  «go»()', ['go']],
    [
      'one of two',
      'try:\n  from a1 import go\nexcept ImportError:\n  def go(): pass\n«go»()',
      ['go'],
    ],
    ['a lambda', 'go = lambda: 1\n«go»()', ['go']],
    ['an alias', 'def go(): pass\nrun = go\n«run»()', ['go']],
    ['a bound method', `${CLIENT}f = Client().go\n«f»()`, ['Client.go']],
    [
      'a bound method of self',
      'class A:\n  def n(self): pass\n  def m(self):\n    f = self.n\n    «f»()',
      ['A.n'],
    ],
    ['partial', 'def go(a, b): pass\nf = functools.partial(go, 1)\n«f»(2)', ['go']],
    ['partial of a method', `${CLIENT}f = partial(Client().go)\n«f»()`, ['Client.go']],
    [
      'a table of functions',
      "def a(): pass\ndef b(): pass\nt = {'a': a, 'b': b}\nt[x]()\nf = t[x]\n«f»()",
      ['a', 'b'],
    ],
    ['decorated', '@wrap\ndef go(): pass\n«go»()', ['go']],
    [
      'decorated by one of the tree',
      'def wrap(f):\n  @functools.wraps(f)\n  def inner(*a): return f(*a)\n  return inner\n@wrap\ndef go(): pass\n«go»()',
      ['go'],
    ],
    ['a callable object', 'class A:\n  def __call__(self): pass\na = A()\n«a»()', ['A.__call__']],
    ['a walrus', `${CLIENT}if (c := Client()):\n  c.«go»()`, ['Client.go']],
    [
      'async',
      `${CLIENT}async def make(): return Client()\nasync def m():\n  (await make()).«go»()`,
      ['Client.go'],
    ],
    ['a builtin', '«len»(a)', ['builtin']],
  ]);
});

describe('across files', () => {
  const lib = { 'lib.py': `${CLIENT}def help(): pass\nmade = Client()\nDEFAULT = 'lib.Client'\n` };
  const pkg = { 'pkg/__init__.py': '', 'pkg/sub.py': `${CLIENT}def help(): pass\n` };
  check([
    ['a module', 'import lib\nlib.«help»()', ['help'], lib],
    ['an alias', 'import lib as l\nl.Client().«go»()', ['Client.go'], lib],
    ['from', 'from lib import Client as C\nC().«go»()', ['Client.go'], lib],
    ['a value', 'from lib import made\nmade.«go»()', ['Client.go'], lib],
    ['a star', 'from lib import *\n«help»()', ['help'], lib],
    [
      'a star through another',
      'from b import *\n«help»()',
      ['help'],
      { 'b.py': 'from lib import *\n', ...lib },
    ],
    [
      'stars in a ring',
      'from b import *\n«help»()',
      ['help'],
      { 'b.py': 'from c import *\n', 'c.py': 'from b import *\nfrom lib import *\n', ...lib },
    ],
    ['a package’s module', 'import pkg.sub\npkg.sub.«help»()', ['help'], pkg],
    ['from a package', 'from pkg import sub\nsub.«help»()', ['help'], pkg],
    [
      'a package’s own name',
      'from pkg import help\n«help»()',
      ['help'],
      { ...pkg, 'pkg/__init__.py': 'from .sub import help\n' },
    ],
    [
      'a base in another file',
      'import lib\nclass A(lib.Client):\n  def m(self): self.«go»()',
      ['Client.go'],
      lib,
    ],
    ['imported in a function', 'def f():\n  from lib import help\n  «help»()', ['help'], lib],
    ['import_object', "importutils.import_object('lib.Client').«go»()", ['Client.go'], lib],
    ['import_class', "importutils.import_class('lib.Client')().«go»()", ['Client.go'], lib],
    [
      'import_object of a constant',
      'import lib\nimportutils.import_object(lib.DEFAULT, 1).«go»()',
      ['Client.go'],
      lib,
    ],
    [
      'import_object of a table',
      "T = {'a': 'lib.Client', 'b': 'lib.Other'}\nimportutils.import_object(T[x]).«go»()",
      ['Client.go', 'Other.go'],
      lib,
    ],
    ['import_module', "importlib.import_module('lib').«help»()", ['help'], lib],
    [
      'modules that import each other',
      'import b\ndef help(): pass\nb.«run»()',
      ['run'],
      { 'b.py': 'import a\ndef run(): a.help()\n' },
    ],
    ['relative', 'from . import lib\nlib.«help»()', ['help'], lib],
    [
      'a name of the package before a module of that name',
      'from pkg import sub\nsub.«help»()',
      ['sub.help'],
      { ...pkg, 'pkg/__init__.py': 'class sub:\n  @staticmethod\n  def help(): pass\n' },
    ],
    [
      'imported where the import fails',
      'try:\n  import fast as lib\nexcept ImportError:\n  import lib\nlib.«help»()',
      ['help'],
      lib,
    ],
    [
      'a package that imports its own module',
      'from pkg import sub\nsub.«help»()',
      ['help'],
      { ...pkg, 'pkg/__init__.py': 'from . import sub\n' },
    ],
    [
      'a package that imports its own module by its whole name',
      'import pkg\npkg.sub.«help»()',
      ['help'],
      { ...pkg, 'pkg/__init__.py': 'from pkg import sub\n' },
    ],
    [
      'a package that takes a class out of its own module',
      'import pkg\npkg.Client().«go»()',
      ['Client.go'],
      { ...pkg, 'pkg/__init__.py': 'from . import sub as inner\nClient = inner.Client\n' },
    ],
    [
      'packages that import each other',
      'from pkg.sub import run\n«run»()',
      ['run'],
      {
        'pkg/__init__.py': 'from pkg.sub import *\n',
        'pkg/sub.py': 'from pkg import other\ndef run(): pass\n',
        'pkg/other.py': 'from pkg import sub\n',
      },
    ],
    [
      'a module through a package that takes it by a star',
      'from pkg import other\nother.«help»()',
      ['help'],
      {
        'pkg/__init__.py': 'from .sub import *\n',
        'pkg/sub.py': 'from . import other\n',
        'pkg/other.py': 'def help(): pass\n',
      },
    ],
    [
      'a module of that name further up',
      'from pkg.sub import driver\ndriver.«help»()',
      ['help'],
      {
        'pkg/__init__.py': '',
        'pkg/driver.py': '',
        'pkg/sub/__init__.py': 'from . import driver\n',
        'pkg/sub/driver.py': 'from .. import driver\ndef help(): pass\n',
      },
    ],
    [
      'the last star',
      'from b import *\nfrom lib import *\n«help»()',
      ['help'],
      { 'b.py': 'help = None\n', ...lib },
    ],
    [
      'what __all__ leaves out',
      'from lib import *\nfrom b import *\n«help»()',
      ['help'],
      { 'b.py': "__all__ = ['run']\nhelp = None\n", ...lib },
    ],
    [
      'what __all__ may have',
      'from b import *\n_Client().«go»()',
      ['Client.go'],
      {
        'b.py': "from lib import Client as _Client\n__all__ = ['run']\n__all__ += ['_Client']\n",
        ...lib,
      },
    ],
    [
      'a star brings no private name',
      'from b import *\n_help().«go»()',
      ['outside'],
      { 'b.py': 'from lib import Client as _help\n', ...lib },
    ],
    [
      'a type that a star brings',
      'from lib import *\ndef f(c: Client): c.«go»()',
      ['Client.go'],
      lib,
    ],
    [
      'a type of a package without a file',
      'import ns.sub\ndef f(c: ns.sub.Client): c.«go»()',
      ['Client.go'],
      { 'ns/sub.py': CLIENT },
    ],
    [
      'import_object_ns',
      "importutils.import_object_ns('pkg', 'sub.Client', 1).«go»()",
      ['Client.go'],
      pkg,
    ],
    [
      'import_object_ns by names',
      "importutils.import_object_ns(import_str='sub.Client', name_space='pkg').«go»()",
      ['Client.go'],
      pkg,
    ],
    [
      'import_object_ns of a whole path',
      "importutils.import_object_ns('a.b', 'pkg.sub.Client').«go»()",
      ['Client.go'],
      pkg,
    ],
    [
      'import_object_ns of what is chosen at run time',
      "def f(name): importutils.import_object_ns('pkg.sub', name).«go»()",
      ['outside'],
      pkg,
    ],
    [
      'import_class of what is a module',
      "importutils.import_class('pkg.sub').«help»()",
      ['outside'],
      pkg,
    ],
    [
      'import_object of one path or another',
      "def f(name): importutils.import_object(name or 'pkg.sub.Client').«go»()",
      ['Client.go'],
      pkg,
    ],
    [
      'import_versioned_module',
      "importutils.import_versioned_module('pkg', '1', 'api').«help»()",
      ['help'],
      { 'pkg/__init__.py': '', 'pkg/v1/__init__.py': '', 'pkg/v1/api.py': 'def help(): pass\n' },
    ],
    [
      'import_versioned_module of a version chosen at run time',
      "def f(v): importutils.import_versioned_module('pkg', v).«help»()",
      ['outside'],
      pkg,
    ],
    [
      'import_module of a package',
      "importlib.import_module('.sub', 'pkg').«help»()",
      ['help'],
      pkg,
    ],
    [
      'import_module of a package above',
      "importlib.import_module('..sub', package='pkg.deep').«help»()",
      ['help'],
      pkg,
    ],
    [
      'import_module of the own package',
      "importlib.import_module('.lib', __package__).«help»()",
      ['help'],
      lib,
    ],
    [
      'import_module of a package chosen at run time',
      "def f(p): importlib.import_module('.lib', p).«help»()",
      ['outside'],
      lib,
    ],
    ['a package that is not there', 'from oslo import thing\nthing.«go»()', ['outside']],
  ]);
});

it('what is chosen at run time may be something else than what is known', () => {
  const made = tree({ 'a.py': `${CLIENT}def f(name): import_object(name or 'a.Client').«go»()\n` });
  const { targets, why } = made.analysis.linker.calls.resolve(
    made.module('a.py'),
    made.call('a.py', ''),
  );
  expect(targets).toHaveLength(1);
  expect(why).toBe('what it loads is chosen at run time');
});
