import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { PYTHON_HANDING_ON, PYTHON_LOADERS, type PythonLoader } from './builtins.js';
import {
  EMPTY,
  singleton,
  union,
  unknown,
  withArguments,
  type ClassRef,
  type Context,
  type Value,
  type Values,
} from './values.js';
import type { Linker } from './linker.js';

/**
 * Python calls whose value follows from what they are given: loaders of classes, dictionaries,
 * `partial`, `dict`.
 */
export class PythonCalls {
  constructor(private readonly linker: Linker) {}

  /** Undefined where a call is an ordinary one. */
  valueOf(module: ModuleFacts, call: CallFact, ctx?: Context): Values | undefined {
    const { name, callee, args } = call;
    if (name === undefined) return undefined;
    const loader = Object.hasOwn(PYTHON_LOADERS, name) ? PYTHON_LOADERS[name] : undefined;
    if (loader) return this.loaded(module, call, loader, ctx);
    const [first, ...others] = args;
    // `six.with_metaclass(ABCMeta, Base)` stands for its bases.
    if (name === 'with_metaclass')
      return union(others.map((base) => this.linker.evaluate(module, base, ctx)));
    const given = () => (first ? this.linker.evaluate(module, first, ctx) : EMPTY);
    if (
      (name === 'partial' || name === 'partialmethod') &&
      (callee.k === 'name' || (callee.k === 'member' && callee.object.k === 'name'))
    )
      return name === 'partial' && (others.length > 0 || call.keywords !== undefined)
        ? withArguments(given())
        : given();
    if (name === 'chain' && isImportedFrom(module, callee, 'itertools'))
      return singleton({
        k: 'collection',
        items: args.flatMap((arg) => this.gone(module, arg, ctx)),
      });
    if (SAME_VALUE.some(([from, names]) => names.has(name) && isImportedFrom(module, callee, from)))
      return given();
    if (name === 'defaultdict' && isImportedFrom(module, callee, 'collections'))
      return this.defaulting(module, first, ctx);
    if (callee.k === 'member') return this.tableMethod(module, callee.object, name, args, ctx);
    if (callee.k !== 'name') return undefined;
    if (callee.binding !== -1) return undefined;
    if (SAME_ELEMENTS.has(name))
      return singleton({ k: 'collection', items: first ? this.gone(module, first, ctx) : [] });
    if (name === 'filter')
      return singleton({
        k: 'collection',
        items: others.flatMap((arg) => this.gone(module, arg, ctx)),
      });
    // A row of what is gone through beside one another is any of it.
    if (name === 'zip')
      return singleton({
        k: 'collection',
        items: args.flatMap((arg) => this.gone(module, arg, ctx)),
      });
    if (name === 'dict' || name === 'deepcopy') return first ? given() : undefined;
    if (name === 'next' || name === 'anext') return this.linker.elements(given());
    if (name === 'type')
      return union(
        given().items.map((v): Values =>
          v.k === 'instance' ? singleton({ k: 'class', cls: v.cls }) : EMPTY,
        ),
      );
    return undefined;
  }

  /** `defaultdict(Client)`: what its function makes, beside what is put there. */
  private defaulting(module: ModuleFacts, make: Expr | undefined, ctx?: Context): Values {
    const { linker } = this;
    const made = (make ? linker.evaluate(module, make, ctx).items : []).flatMap((v) =>
      v.k === 'class'
        ? [{ k: 'instance', cls: v.cls, exact: true } as const]
        : v.k === 'function'
          ? linker.calls.returned(linker.context(v)).items
          : [],
    );
    return singleton({ k: 'collection', items: made });
  }

  /** What a function of the language or its library gives, where it hands nothing on. */
  ofLibrary(name: string): readonly Values[] {
    if (TEXTS.has(name)) return [singleton({ k: 'builtin', name: 'string' })];
    if (NUMBERS.has(name)) return [singleton({ k: 'builtin', name: 'number' })];
    const [library] = name.split('.');
    return name === 'open' || (name.includes('.') && !PYTHON_HANDING_ON.has(library))
      ? [singleton({ k: 'external', name: `${name}()` })]
      : [];
  }

  /** What who goes through an expression is given. */
  private gone(module: ModuleFacts, expr: Expr, ctx?: Context): readonly Value[] {
    return this.linker
      .evaluate(module, expr, ctx)
      .items.flatMap((v): readonly Value[] => (v.k === 'collection' ? v.items : []));
  }

  /**
   * `importutils.import_object('a.b.C')`: whatever of the tree the path may name; otherwise
   * something of a package.
   */
  private loaded(module: ModuleFacts, call: CallFact, loader: PythonLoader, ctx?: Context): Values {
    const { gives: kind } = loader;
    const { paths, isWhole } = this.paths(module, call, loader, ctx);
    const found = paths.flatMap((path) => this.named(module, path, kind));
    // What else is chosen at run time may be anything.
    if (found.length > 0)
      return union([...found.map(singleton), isWhole ? EMPTY : unknown(CHOSEN)]);
    const chosen = this.chosen(module, call.args.at(0), kind);
    return chosen.length > 0
      ? union(chosen.map(singleton))
      : singleton({ k: 'external', name: `${kind} chosen at run time` });
  }

  /** The paths that a loader is given, and whether these are all. */
  private paths(
    module: ModuleFacts,
    { args, keywords }: CallFact,
    { parameters, paths: make }: PythonLoader,
    ctx?: Context,
  ): { readonly paths: readonly string[]; readonly isWhole: boolean } {
    const written = parameters.flatMap(
      (name, i) => args.at(i) ?? keywords?.find((k) => k.name === name)?.value ?? [],
    );
    const given = written.filter((expr) => !isOwnPackage(expr));
    const parts = given.map((expr) => this.linker.evaluate(module, expr, ctx));
    const said = parts.map(({ items }) =>
      items.flatMap((v) => (v.k === 'string' && !v.text.includes('\0') ? [v.text] : [])),
    );
    const isWhole = parts.every(
      ({ items, why }, i) => why === undefined && items.length === said[i].length,
    );
    const all = said.reduce<string[][]>(
      (lists, texts) => lists.flatMap((list) => texts.map((text) => [...list, text])),
      [[]],
    );
    return { paths: all.flatMap((list) => make?.(...list) ?? list), isWhole };
  }

  /**
   * A class that an option names: the option's default, or anything made from that.
   * `cfg.StrOpt('proxy', default='a.b.Proxy')`, read as `conf.proxy` or `conf.safe_get('proxy')`.
   */
  private chosen(
    module: ModuleFacts,
    read: Expr | undefined,
    kind: 'object' | 'class' | 'module',
  ): readonly Value[] {
    const option = optionRead(module, read);
    if (option === undefined) return [];
    const defaults = module.calls.flatMap(({ args, keywords }) => {
      const [name] = args;
      const given =
        name?.k === 'string' && name.text === option
          ? keywords?.find((k) => k.name === 'default')?.value
          : undefined;
      return given?.k === 'string' ? [given.text] : [];
    });
    return defaults
      .flatMap((path) => this.named(module, path, kind))
      .flatMap((v): readonly Value[] => {
        if (v.k !== 'class' && v.k !== 'instance') return [v];
        const below = this.linker.hierarchy
          .descendants(v.cls)
          .filter((c) => !this.linker.isTest(c.module.path));
        return [
          v,
          ...below.map((cls): Value =>
            v.k === 'class' ? { k: 'class', cls } : { k: 'instance', cls, exact: true },
          ),
        ];
      });
  }

  /** The option whose text says what a call of a loader loads. */
  loadedOption(module: ModuleFacts, { name, args }: CallFact): string | undefined {
    return name !== undefined && Object.hasOwn(PYTHON_LOADERS, name)
      ? optionRead(module, args.at(0))
      : undefined;
  }

  /** The classes of the tree that a dotted path names. */
  classesNamed(module: ModuleFacts, path: string): ClassRef[] {
    return this.named(module, path, 'class').flatMap((v) => (v.k === 'class' ? [v.cls] : []));
  }

  private named(
    module: ModuleFacts,
    path: string,
    kind: 'object' | 'class' | 'module',
  ): readonly Value[] {
    const whole = kind === 'module' ? this.linker.project.imported(module, path) : undefined;
    if (whole) return [{ k: 'module', module: whole }];
    const at = Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'));
    const home = at > 0 ? this.linker.project.imported(module, path.slice(0, at)) : undefined;
    const entity = home && this.linker.project.exportOf(home, path.slice(at + 1));
    if (!entity) return [];
    return this.linker.entityValues(entity).items.flatMap((v): readonly Value[] => {
      // What is called, or made, is no module: a path that names one is that of something else.
      if (v.k === 'module' && kind !== 'module') return [];
      return v.k === 'class' && kind === 'object'
        ? [{ k: 'instance', cls: v.cls, exact: true }]
        : [v];
    });
  }

  /** `table.get('key')`, `table.values()`. */
  private tableMethod(
    module: ModuleFacts,
    object: Expr,
    name: string,
    args: readonly Expr[],
    ctx?: Context,
  ): Values | undefined {
    if (!TABLE_METHODS.has(name)) return undefined;
    const { items, why } = this.linker.evaluate(module, object, ctx);
    // A dictionary of which only the type is known.
    if (GOING_THROUGH.has(name) && items.length > 0 && items.every((v) => v.k === 'collection'))
      return { items, why };
    const tables = items.flatMap((v) =>
      v.k === 'instance' && v.cls.fact.kind === 'object' && v.cls.module.language === 'python'
        ? [v]
        : [],
    );
    if (tables.length === 0) return undefined;
    if (name === 'copy') return union(tables.map(singleton));
    const [key, fallback] = args;
    const { span } = object;
    const all = this.linker.evaluate(module, { k: 'element', object, span }, ctx);
    if (GOING_THROUGH.has(name)) return singleton({ k: 'collection', items: all.items });
    const said = key
      ? this.linker
          .evaluate(module, key, ctx)
          .items.flatMap((v) => (v.k === 'string' ? [v.text] : []))
      : [];
    const found =
      said.length > 0
        ? union(said.flatMap((text) => tables.map((t) => this.linker.members.matching(t, text))))
        : all;
    const given = fallback ? this.linker.evaluate(module, fallback, ctx) : EMPTY;
    return union([found, given, why === undefined ? EMPTY : unknown(why)]);
  }
}

/** The package of the file itself, which relative paths start from anyway. */
function isOwnPackage(expr: Expr): boolean {
  return (
    expr.k === 'name' &&
    expr.binding === -1 &&
    (expr.name === '__package__' || expr.name === '__name__')
  );
}

/** The option that an expression reads. */
function optionRead(module: ModuleFacts, read: Expr | undefined): string | undefined {
  if (read?.k === 'name' && read.binding !== -1) {
    const { values } = module.bindings[read.binding];
    return values.length === 1 && values[0].k !== 'name'
      ? optionRead(module, values[0])
      : undefined;
  }
  if (read?.k === 'member') return read.name;
  if (read?.k !== 'call') return undefined;
  const [name] = module.calls[read.call].args;
  return name?.k === 'string' ? name.text : undefined;
}

const CHOSEN = 'what it loads is chosen at run time';

/**
 * Whether what is called is of a module of the library: `itertools.chain`, or `chain` that is
 * imported from it.
 */
function isImportedFrom(module: ModuleFacts, callee: Expr, library: string): boolean {
  if (callee.k === 'member') return isImportedFrom(module, callee.object, library);
  return (
    callee.k === 'name' &&
    callee.binding !== -1 &&
    module.bindings[callee.binding].from?.module === library
  );
}

/** Functions that give what they are given, or another one like it, by their modules. */
const SAME_VALUE: readonly (readonly [module: string, names: ReadonlySet<string>])[] = [
  ['contextlib', new Set(['aclosing', 'closing', 'nullcontext'])],
  ['copy', new Set(['copy', 'deepcopy'])],
  ['weakref', new Set(['proxy'])],
];
const TEXTS = new Set(['ascii', 'bin', 'chr', 'format', 'hex', 'oct', 'repr', 'str', 'unicode']);
const NUMBERS = new Set(['float', 'hash', 'id', 'int', 'len', 'long', 'ord', 'round']);
/** Functions that give the elements of what they are given. */
const SAME_ELEMENTS = new Set([
  'list',
  'tuple',
  'set',
  'frozenset',
  'sorted',
  'reversed',
  'iter',
  'aiter',
  'enumerate',
]);
/** Methods of dictionaries that give all of its values. */
const GOING_THROUGH = new Set(['values', 'items', 'itervalues', 'iteritems']);
const TABLE_METHODS = new Set([
  'get',
  'pop',
  'setdefault',
  'values',
  'items',
  'itervalues',
  'iteritems',
  'copy',
]);
