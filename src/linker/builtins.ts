/** Globals of the language: what hangs on them creates nothing at a backend. */
export const BUILTIN_GLOBALS: ReadonlySet<string> = new Set(
  'Array ArrayBuffer Boolean Buffer Date Error TypeError RangeError Function Infinity Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol WeakMap WeakRef WeakSet BigInt URL URLSearchParams AbortController AbortSignal Iterator console structuredClone localStorage sessionStorage window document navigator indexedDB location history setTimeout clearTimeout setInterval clearInterval setImmediate queueMicrotask parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI process crypto performance TextEncoder TextDecoder require globalThis atob btoa assert'.split(
    ' ',
  ),
);

/** What Python itself brings. */
export const PYTHON_GLOBALS: ReadonlySet<string> = new Set(
  'abs all any ascii basestring bin bool buffer bytearray bytes callable chr classmethod cmp compile complex delattr dict dir divmod enumerate eval exec execfile file filter float format frozenset getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals long map max memoryview min next object oct open ord pow print property range raw_input reduce reload repr reversed round set setattr slice sorted staticmethod str sum super tuple type unichr unicode vars xrange zip __import__ __file__ __name__ NotImplemented Ellipsis ArithmeticError AssertionError AttributeError BaseException Exception EOFError EnvironmentError FileExistsError FileNotFoundError ImportError IndexError IOError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotImplementedError OSError OverflowError PermissionError RuntimeError StopIteration SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError Warning ZeroDivisionError ConnectionError'.split(
    ' ',
  ),
);

/** Modules of Python's library, and of its usual companions, that reach nothing outside of the process. */
export const PYTHON_LIBRARIES: ReadonlySet<string> = new Set(
  '__future__ abc argparse ast base64 binascii bisect calendar codecs collections contextlib copy csv dataclasses datetime decimal enum errno fnmatch fractions functools gettext glob hashlib heapq hmac html inspect io ipaddress itertools json keyword locale logging math numbers operator os.path pprint queue Queue random re secrets shlex six statistics string struct tempfile textwrap threading time timeit tokenize traceback types typing typing_extensions unicodedata urllib.parse urlparse uuid warnings weakref xml zlib dateutil ddt debtcollector lxml netaddr oslo_config oslo_i18n oslo_log oslo_serialization oslo_utils oslo.config oslo.i18n oslo.log oslo.serialization oslo.utils packaging pyparsing pytz testtools unittest yaml os.path os.environ os.getpid sys'.split(
    ' ',
  ),
);

/** Bases that bring no member which anybody asks for: `object`, and what only says how a class is checked. */
export const PYTHON_BARE_BASES: ReadonlySet<string> = new Set(
  'object abc.ABC typing.Generic typing.Protocol typing_extensions.Generic typing_extensions.Protocol'.split(' '),
);

/** Python's types that hold others, the last of their arguments. */
export const PYTHON_COLLECTION_TYPES: ReadonlySet<string> = new Set(
  'dict Dict Mapping MutableMapping defaultdict DefaultDict OrderedDict ChainMap WeakValueDictionary'.split(' '),
);

/** A function that gives what a dotted path names. */
export interface PythonLoader {
  readonly gives: 'object' | 'class' | 'module';
  /** What its parameters are called. */
  readonly parameters: readonly string[];
  /** How the path is put together of what they are given, the likelier one first; that of the first parameter where this is absent. */
  readonly paths?: (...parts: readonly string[]) => readonly string[];
}

/** By the name of the function. */
export const PYTHON_LOADERS: Readonly<Record<string, PythonLoader>> = {
  import_object: { gives: 'object', parameters: ['import_str'] },
  import_object_ns: { gives: 'object', parameters: ['name_space', 'import_str'], paths: (space, name) => [`${space}.${name}`, name] },
  import_class: { gives: 'class', parameters: ['import_str'] },
  import_string: { gives: 'class', parameters: ['dotted_path'] },
  import_module: { gives: 'module', parameters: ['name', 'package'], paths: (name, from = '') => inPackage(name, from) },
  import_versioned_module: {
    gives: 'module',
    parameters: ['module', 'version', 'submodule'],
    paths: (module, version, ...submodule) => [[module, `v${version}`, ...submodule].join('.')],
  },
};

/** `import_module('.iscsi', 'cinder.volume')`; without a package the dots are those of the file itself. */
function inPackage(name: string, from: string): readonly string[] {
  const dots = /^\.*/u.exec(name)?.[0].length ?? 0;
  if (dots === 0 || from === '') return [name];
  const above = from.split('.');
  return dots > above.length ? [] : [[...above.slice(0, above.length - dots + 1), name.slice(dots)].join('.')];
}

/** Methods of strings, arrays, maps, sets and promises: on a receiver of unknown type they are taken for those. */
export const BUILTIN_METHODS: ReadonlySet<string> = new Set(
  'at charAt charCodeAt concat copyWithin endsWith entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach from fromEntries includes indexOf join keys lastIndexOf localeCompare map match matchAll normalize of padEnd padStart pop push reduce reduceRight repeat replace replaceAll reverse search set shift slice some sort splice split startsWith substring toFixed toISOString toLowerCase toSorted toString toUpperCase trim trimEnd trimStart unshift values valueOf has get delete clear add then catch finally apply call bind hasOwnProperty stringify parse test exec isArray assign freeze resolve all allSettled race now append extend items update setdefault format strip lower upper startswith endswith rstrip lstrip encode decode copy insert count index'.split(
    ' ',
  ),
);

/** Types of the language that are no clients of anything. */
export const BUILTIN_TYPES: ReadonlySet<string> = new Set(
  'String Number Boolean Date RegExp Error URL URLSearchParams Buffer Uint8Array Record Symbol BigInt AbortSignal AbortController Function Object NodeJS.Timeout'.split(
    ' ',
  ),
);

/** Types that hold others: what is read out of them is their last type argument. */
export const COLLECTION_TYPES: ReadonlySet<string> = new Set(
  'Array ReadonlyArray Map ReadonlyMap WeakMap WeakRef Set ReadonlySet WeakSet Iterable AsyncIterable Iterator Generator AsyncGenerator IterableIterator List Sequence'.split(
    ' ',
  ),
);

/** Types whose value is what they are about: `Promise<T>` is awaited, `Readonly<T>` is `T`. */
export const TRANSPARENT_TYPES: ReadonlySet<string> = new Set(
  'Promise PromiseLike Awaited NonNullable Readonly Required Partial Optional Lazy'.split(' '),
);

/** Methods of collections that give back an element. */
export const ELEMENT_METHODS: ReadonlySet<string> = new Set('get at find findLast pop shift deref'.split(' '));
/** Methods of collections that give back a collection of the same. */
export const SAME_METHODS: ReadonlySet<string> = new Set(
  'filter slice concat sort reverse toSorted toReversed values flat add set'.split(' '),
);
/** Methods of collections whose function argument is given an element. */
export const ITERATING_METHODS: ReadonlySet<string> = new Set(
  'map forEach filter find findLast some every flatMap findIndex sort'.split(' '),
);
