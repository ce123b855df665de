import { namesOf } from '../facts/paths.js';
import type { BlockFact } from '../facts/blocks.js';
import type {
  BindingFact,
  ClassFact,
  Expr,
  ExportFact,
  ModuleFacts,
  Span,
} from '../facts/types.js';
import type { Looks } from './looks.js';

/** Where facts come from. The analysis asks for them by path and never reads a file itself. */
export interface FactSource {
  /** The facts of a file, parsed at most once for one text; undefined when it cannot be read. */
  facts(path: string): ModuleFacts | undefined;
  /**
   * The file a module specifier means, also outside the project (types of packages); undefined when
   * there is none.
   */
  resolve(from: string, specifier: string): string | undefined;
  /**
   * Project files whose text holds one of these whole identifiers; with `use` at least those which
   * use it so: as a base of a class, as what is called.
   */
  mentioning(
    identifiers: readonly string[],
    use?: 'anywhere' | 'inherited' | 'called',
  ): readonly string[];
  /** Project files whose text holds one of these words, in any case and inside longer names. */
  containing(words: readonly string[]): readonly string[];
  /** The statements of a function, by its span. */
  block?(path: string, span: Span): BlockFact | undefined;
  text?(path: string): string | undefined;
}

/** What a name stands for, once imports and re-exports are followed. */
export type Entity =
  | { readonly k: 'binding'; readonly module: ModuleFacts; readonly binding: BindingFact }
  | { readonly k: 'module'; readonly module: ModuleFacts }
  | { readonly k: 'value'; readonly module: ModuleFacts; readonly value: Expr }
  | { readonly k: 'external'; readonly from: string; readonly name: string };

/** The modules read so far, and names looked up across them. */
export class Project {
  private readonly exportTables = new WeakMap<ModuleFacts, Map<string, ExportFact[]>>();
  /** In the order in which they were reached. */
  readonly modules = new Map<string, ModuleFacts>();
  /** Another one for another state of the tree: what is kept for this one goes with it. */
  state: object = {};

  /** @param looks notes down who looked at what, where answers outlive a change of the tree */
  constructor(
    private readonly source: FactSource,
    readonly looks?: Looks,
  ) {}

  /** Files have another text now. */
  forget(paths: Iterable<string>): void {
    for (const path of paths) this.modules.delete(path);
    this.state = {};
  }

  module(path: string): ModuleFacts | undefined {
    this.looks?.sawModule(path);
    const known = this.modules.get(path);
    if (known) return known;
    const facts = this.source.facts(path);
    if (facts) this.modules.set(path, facts);
    return facts;
  }

  imported(from: ModuleFacts, specifier: string): ModuleFacts | undefined {
    const path = this.source.resolve(from.path, specifier);
    return path === undefined ? undefined : this.module(path);
  }

  /** @param isWanted of the others not even the facts are taken */
  modulesMentioning(
    identifiers: readonly string[],
    use: 'anywhere' | 'inherited' | 'called' = 'anywhere',
    isWanted: (path: string) => boolean = () => true,
  ): ModuleFacts[] {
    for (const name of identifiers) this.looks?.sawName(name, use);
    return this.read(this.source.mentioning(identifiers, use).filter(isWanted));
  }

  modulesContaining(words: readonly string[], isWanted: (path: string) => boolean): ModuleFacts[] {
    return this.read(this.source.containing(words).filter(isWanted));
  }

  private read(paths: readonly string[]): ModuleFacts[] {
    return paths.flatMap((path) => this.module(path) ?? []);
  }

  /** Follows an import binding to what it names; any other binding is itself. */
  entityOf(module: ModuleFacts, binding: BindingFact, seen = new Set<string>()): Entity {
    if (!binding.from) return { k: 'binding', module, binding };
    const { module: specifier, imported } = binding.from;
    const target = this.imported(module, specifier);
    if (!target)
      return (
        this.inNamespacePackage(module, specifier, imported) ?? {
          k: 'external',
          from: specifier,
          name: imported,
        }
      );
    if (imported === '*') return { k: 'module', module: target };
    return (
      this.exportOf(target, imported, seen) ?? { k: 'external', from: specifier, name: imported }
    );
  }

  /** Python: `from package import module`, where the package has no `__init__.py`. */
  private inNamespacePackage(
    module: ModuleFacts,
    specifier: string,
    imported: string,
  ): Entity | undefined {
    if (module.language !== 'python' || imported === '*') return undefined;
    const inner = this.imported(
      module,
      `${specifier}${specifier.endsWith('.') ? '' : '.'}${imported}`,
    );
    return inner && { k: 'module', module: inner };
  }

  /** Finds what a module exports under a name, through barrels and CommonJS. */
  exportOf(module: ModuleFacts, name: string, seen = new Set<string>()): Entity | undefined {
    const key = `${name}\0${module.path}`;
    // `from . import driver` in a package's own `__init__.py`: what the import asks for is not
    // bound yet, so it is the module.
    if (seen.has(key)) return this.submodule(module, name);
    seen.add(key);
    const table = this.exportsOf(module);
    for (const found of table.get(name) ?? []) {
      const entity = this.exported(module, found, seen);
      if (entity) return entity;
    }
    for (const { value } of table.get('module.exports') ?? []) {
      if (!value) continue;
      const { span } = value;
      if (name === 'default') return { k: 'value', module, value };
      return {
        k: 'value',
        module,
        value: { k: 'member', object: value, name, nameSpan: span, span },
      };
    }
    const stars = table.get('*') ?? [];
    // In Python the last one has the name.
    for (const { from } of module.language === 'python' ? stars.toReversed() : stars) {
      const target = from && this.imported(module, from.module);
      const entity =
        target && name !== 'default' && givesByStar(target, name)
          ? this.exportOf(target, name, seen)
          : undefined;
      if (entity) return entity;
    }
    return this.submodule(module, name);
  }

  /**
   * Python: a module of a package, which is the package's attribute where nothing else has the
   * name.
   */
  private submodule(module: ModuleFacts, name: string): Entity | undefined {
    const inner = /\/__init__\.pyi?$/u.test(module.path)
      ? this.imported(module, `.${name}`)
      : undefined;
    return inner && { k: 'module', module: inner };
  }

  private exported(module: ModuleFacts, fact: ExportFact, seen: Set<string>): Entity | undefined {
    if (fact.from) {
      const target = this.imported(module, fact.from.module);
      if (!target) return { k: 'external', from: fact.from.module, name: fact.from.imported };
      return fact.from.imported === '*'
        ? { k: 'module', module: target }
        : this.exportOf(target, fact.from.imported, seen);
    }
    if (fact.binding !== undefined && fact.binding !== -1) {
      const binding = module.bindings[fact.binding];
      const entity = this.entityOf(module, binding, seen);
      // Python: what else the name is where the import fails, or what comes behind it.
      const isElse = entity.k !== 'binding' && binding.from !== undefined && hasMore(binding);
      return isElse ? { k: 'binding', module, binding } : entity;
    }
    return fact.value && { k: 'value', module, value: fact.value };
  }

  exportsOf(module: ModuleFacts): Map<string, ExportFact[]> {
    let table = this.exportTables.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.exports)
        table.set(fact.exported, [...(table.get(fact.exported) ?? []), fact]);
      this.exportTables.set(module, table);
    }
    return table;
  }

  /**
   * Identifiers that a file which uses a class holds: its name, the names it is re-exported under,
   * and for a default export, which every importer names as it likes, the words of the module's own
   * path.
   */
  namesOf(module: ModuleFacts, { name, id }: ClassFact): string[] {
    const names = new Set(name === undefined ? [] : [name]);
    // In Python a name is given on by importing it; whoever does so and renames it names it.
    if (module.language === 'python') return [...names];
    for (const given of names) {
      for (const other of this.modulesMentioning([given]))
        for (const { exported, from, value } of other.exports)
          if (
            from?.imported === given ||
            (value?.k === 'name' && value.name === given && exported !== '*')
          )
            names.add(exported);
    }
    const isDefault = [
      ...(this.exportsOf(module).get('default') ?? []),
      ...(this.exportsOf(module).get('module.exports') ?? []),
    ].some(
      ({ value, binding }) =>
        (value?.k === 'class' && value.cls === id) ||
        (binding !== undefined &&
          binding !== -1 &&
          module.bindings[binding].classes.includes(id)) ||
        (value?.k === 'name' && value.name === name),
    );
    if (!isDefault) return [...names];
    const [file, folder] = namesOf(module.path).reverse();
    const stem = file.replace(/\..*$/u, '');
    const word = (stem === 'index' ? folder : stem)
      .split(/[^\p{L}\p{N}_$]+/u)
      .sort((a, b) => b.length - a.length)[0];
    return [...names, word].filter((n) => n !== 'default' && n !== 'module.exports');
  }

  /** Resolves a dotted type or value name from a binding of the module: `Ns.Inner`. */
  qualified(module: ModuleFacts, binding: number, path: readonly string[]): Entity | undefined {
    const root: Entity | undefined =
      binding === -1 ? undefined : this.entityOf(module, module.bindings[binding]);
    return this.inNamespacePackages(module, root, path) ?? this.within(root, path);
  }

  /** The entity that a type names; in Python perhaps one that a star brings. */
  typeNamed(
    module: ModuleFacts,
    { name, binding }: { readonly name: string; readonly binding: number },
  ): Entity | undefined {
    const [first, ...path] = name.split('.');
    if (binding !== -1 || module.language !== 'python')
      return this.qualified(module, binding, path);
    const isStarred = this.exportsOf(module).has('*');
    return isStarred ? this.within(this.exportOf(module, first), path) : undefined;
  }

  /** Python: `import a.b`, where `a` has no `__init__.py`. */
  private inNamespacePackages(
    module: ModuleFacts,
    root: Entity | undefined,
    path: readonly string[],
  ): Entity | undefined {
    if (module.language !== 'python' || root?.k !== 'external' || root.name !== '*')
      return undefined;
    for (let length = path.length; length > 0; length--) {
      const inner = this.imported(module, [root.from, ...path.slice(0, length)].join('.'));
      if (inner) return this.within({ k: 'module', module: inner }, path.slice(length));
    }
    return undefined;
  }

  private within(root: Entity | undefined, path: readonly string[]): Entity | undefined {
    let entity = root;
    for (const name of path) {
      if (entity?.k === 'module') entity = this.exportOf(entity.module, name);
      else if (entity?.k === 'external') entity = { ...entity, name };
      else if (entity?.k === 'binding') {
        const { module: home, binding } = entity;
        const inner = namedIn(home, binding, name);
        entity = inner && this.entityOf(home, inner);
      } else return undefined;
    }
    return entity;
  }
}

/** Whether a name that is imported is defined as well, or imported again. */
function hasMore({ functions, classes, values }: BindingFact): boolean {
  return functions.length + classes.length > 0 || values.some((v) => v.k !== 'literal');
}

/** What a namespace holds under a name; of a Python class, whose other names are members, a class. */
function namedIn(
  { language, classes, bindings }: ModuleFacts,
  outer: BindingFact,
  name: string,
): BindingFact | undefined {
  const cls = language === 'python' ? outer.classes.at(-1) : undefined;
  const scope = cls === undefined ? outer.inner : classes[cls].scope;
  if (scope === undefined) return undefined;
  const found = bindings.find((b) => b.scope === scope && b.name === name);
  return cls === undefined || found?.classes.length ? found : undefined;
}

/**
 * Whether `from module import *` brings a name: what `__all__` lists, else what has no underscore
 * in front.
 */
function givesByStar(module: ModuleFacts, name: string): boolean {
  if (module.language !== 'python') return true;
  const all = module.bindings.find((b) => b.scope === 0 && b.name === '__all__');
  const [listed] = all?.values ?? [];
  // A list that is put together in several steps may hold anything.
  if (!all) return !name.startsWith('_');
  if (
    all.values.length !== 1 ||
    all.uses.length > 0 ||
    listed?.k !== 'array' ||
    !listed.items.every(isPlainString)
  )
    return true;
  return listed.items.some((item) => item.k === 'string' && item.text === name);
}

function isPlainString(expr: Expr): boolean {
  return expr.k === 'string' && expr.holes.length === 0;
}
