import { classOfThis, thisOwner } from '../facts/scopes.js';
import { Calls } from './calls.js';
import { Elements } from './elements.js';
import { pythonDefinitions } from './definitions.js';
import { ContextualTypes } from './contextual-types.js';
import { DeclaredTypes } from './declared-types.js';
import { Hierarchy } from './hierarchy.js';
import { Members } from './members.js';
import type { TypeOracle } from './oracle.js';
import { Parameters } from './parameters.js';
import type { Project } from './project.js';
import {
  type BindingFact,
  type Expr,
  type FunctionFact,
  type ModuleFacts,
} from '../facts/types.js';
import { Narrowings } from './narrowings.js';
import { PutThere } from './put-there.js';
import { BUILTIN_GLOBALS, PYTHON_GLOBALS, PYTHON_LIBRARIES } from './builtins.js';
import { type Entity } from './project.js';
import type { TreeChange } from './looks.js';
import { Queries, type Query, type Watcher } from './queries.js';
import { TRACE } from './trace.js';
import { EXPRESSION } from './wording.js';
import {
  GIVEN,
  isVague,
  modulesOf,
  NOTHING,
  keyOf,
  OF_VALUES,
  one,
  union,
  unknown,
  type ClassRef,
  type ClassValue,
  type Context,
  type FunctionValue,
  type InstanceValue,
  type Value,
  type Values,
} from './values.js';

/** How many call sites deep functions and strings are told apart. */
const MAX_CONTEXT_DEPTH = 6;
/** Up to this depth every call site counts, however many there are. */
const CROWD_DEPTH = 2;
/** How many deeper contexts of one function are told apart. */
const MAX_CROWD = 100;
const NO_MODULES: readonly string[] = [];

/**
 * Resolves names, bases, receivers and declared types to what they may be, across files and on
 * demand. Nothing in it knows what a driver is.
 */
export class Linker {
  readonly queries: Queries;
  readonly hierarchy: Hierarchy;
  readonly parameters: Parameters;
  readonly members = new Members(this);
  readonly calls: Calls;
  readonly types: DeclaredTypes;
  readonly contextual = new ContextualTypes(this);
  private readonly put = new PutThere(this);
  private readonly elementsOf = new Elements(this);
  private readonly narrowings = new Narrowings();
  private readonly values: Query<
    { readonly module: ModuleFacts; readonly expr: Expr; readonly ctx?: Context },
    Values
  >;
  private readonly contexts = new Map<string, Context>();
  /** How many contexts were made. */
  private made = 0;
  /** The keys of contexts by the files of the modules that they hold things of. */
  private readonly contextsOf = new Map<string, Set<string>>();
  /** How many contexts a function has that stand deeper than {@link CROWD_DEPTH}. */
  private readonly crowds = new WeakMap<FunctionFact, number>();

  constructor(
    readonly project: Project,
    readonly wrappers: ReadonlySet<string>,
    readonly isTest: (path: string) => boolean,
    readonly oracle?: TypeOracle,
    watcher: Watcher | undefined = TRACE,
  ) {
    this.queries = new Queries(watcher, project.looks);
    this.values = this.queries.query({
      name: 'evaluate',
      wording: EXPRESSION,
      subject: ({ expr }) => expr,
      key: ({ ctx }) => ctx?.key ?? '',
      holds: ({ ctx }) => ctx?.modules ?? [],
      compute: ({ module, expr, ctx }) => this.compute(module, expr, ctx),
      ...OF_VALUES,
    });
    this.hierarchy = new Hierarchy(this);
    this.parameters = new Parameters(this);
    this.calls = new Calls(this);
    this.types = new DeclaredTypes(this);
  }

  /**
   * The tree has changed: forgets what was known of what is no more. The rest still holds.
   * Needs a project that notes down who looked at what.
   */
  forget(change: TreeChange): void {
    const { looks } = this.project;
    if (!looks) throw new Error('Nothing was noted down of who looked at what.');
    this.project.forget(change.files);
    for (const path of change.files) {
      for (const key of this.contextsOf.get(path) ?? []) this.forgetContext(key);
      this.contextsOf.delete(path);
    }
    looks.forget(change);
  }

  private forgetContext(key: string): void {
    const known = this.contexts.get(key);
    if (!known) return;
    this.contexts.delete(key);
    const crowd = this.crowds.get(known.fact);
    if (crowd !== undefined && known.depth > CROWD_DEPTH) this.crowds.set(known.fact, crowd - 1);
    for (const path of known.modules) this.contextsOf.get(path)?.delete(key);
  }

  /** One that was asked nothing yet, for whoever wants to see how it comes to an answer. */
  watched(watcher: Watcher): Linker {
    return new Linker(this.project, this.wrappers, this.isTest, this.oracle, watcher);
  }

  // ---- contexts
  // ------------------------------------------------------------

  /** @param isCall the arguments are all that a call hands over */
  context(
    fn: FunctionValue,
    args: readonly (Values | undefined)[] = [],
    parent = fn.env,
    isCall = false,
  ): Context {
    const depth =
      1 +
      Math.max(
        0,
        parent?.depth ?? 0,
        depthOf(fn.self),
        ...args.flatMap((a) => a?.items.map(depthOf) ?? []),
      );
    // Functions that hand each other closures make contexts without end, and each of several
    // implementations multiplies them.
    const isCrowded = depth > CROWD_DEPTH && (this.crowds.get(fn.fact) ?? 0) >= MAX_CROWD;
    const isCut = isCrowded || depth > MAX_CONTEXT_DEPTH;
    const { params } = fn.fact;
    const kept = isCut
      ? []
      : args.map((a, i) => (a === GIVEN && !params[i]?.default ? undefined : a));
    const above = isCrowded || depth > MAX_CONTEXT_DEPTH * 2 ? undefined : parent;
    // Only a default that nothing is handed over for tells one from the other.
    const isWhole = isCall && !isCut && params.some((p, i) => p.default && !kept[i]);
    const argsKey = kept
      .map((a) => (a === GIVEN ? '?' : (a?.items.map(keyOf).join('|') ?? '')))
      .join(',');
    const key = `${fn.module.path}#${fn.fact.id}^${fn.self ? keyOf(fn.self) : ''}(${argsKey}${isWhole ? ')' : ''})${above ? `@${above.key}` : ''}`;
    let made = this.contexts.get(key);
    if (!made) {
      made = {
        key: `${this.made++}`,
        module: fn.module,
        fact: fn.fact,
        self: fn.self,
        args: kept,
        isCall: isWhole,
        parent: above,
        depth,
        modules: this.project.looks ? modulesOfContext(fn, kept, above) : NO_MODULES,
      };
      this.contexts.set(key, made);
      for (const path of made.modules) {
        const keys = this.contextsOf.get(path);
        if (keys) keys.add(key);
        else this.contextsOf.set(path, new Set([key]));
      }
      if (depth > CROWD_DEPTH) this.crowds.set(fn.fact, (this.crowds.get(fn.fact) ?? 0) + 1);
    }
    return made;
  }

  // ---- expressions
  // ------------------------------------------------------------

  evaluate(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    switch (expr.k) {
      case 'string':
        return this.stringValue(module, expr, ctx);
      case 'literal':
        return expr.type === 'null' || expr.type === 'undefined'
          ? NOTHING
          : one({ k: 'builtin', name: expr.type });
      case 'function':
        return one({
          k: 'function',
          module,
          fact: module.functions[expr.fn],
          env: ctx,
          self: this.literalSelf(module, expr.fn, ctx),
        });
      case 'import': {
        const target = this.project.imported(module, expr.module);
        return target
          ? this.entityValues({ k: 'module', module: target })
          : one({ k: 'external', name: expr.module });
      }
      case 'unknown':
        return unknown('it is computed');
      default:
        return this.values({ module, expr, ctx });
    }
  }

  private compute(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    switch (expr.k) {
      case 'name':
        if (expr.binding === -1) return this.globalValue(module, expr.name);
        return this.narrowed(module, expr, ctx);
      case 'this': {
        const self = this.selfOf(module, expr.fn, ctx);
        return self ? one(self) : unknown('`this` is not bound');
      }
      case 'super':
        return this.superValue(module, expr.fn, ctx);
      case 'member': {
        const entity =
          expr.object.k === 'name' &&
          expr.object.binding !== -1 &&
          isNamespace(module.bindings[expr.object.binding])
            ? this.project.qualified(module, expr.object.binding, [expr.name])
            : undefined;
        if (entity) return this.entityValues(entity);
        const own =
          module.language === 'python' && expr.object.k === 'this'
            ? this.privateMember(module, expr.object.fn, expr.name, ctx)
            : undefined;
        if (own) return own;
        const found = union(
          this.evaluateEach(module, expr.object, ctx, (v) => this.members.of(v, expr.name)),
        );
        return module.language === 'python' ? this.put.member(module, expr, ctx, found) : found;
      }
      case 'element': {
        const found = this.elementsOf.of(module, expr, ctx);
        return module.language === 'python' ? this.put.element(module, expr, ctx, found) : found;
      }
      case 'call':
        return this.calls.callValues(module, module.calls[expr.call], ctx);
      case 'class': {
        const cls = this.classRef(module, expr.cls, ctx);
        return one(expr.instance ? { k: 'instance', cls, exact: true } : { k: 'class', cls });
      }
      case 'array':
        return one({
          k: 'collection',
          items: union(
            expr.items.map((e) =>
              e.k === 'spread'
                ? this.elements(this.evaluate(module, e.value, ctx))
                : this.evaluate(module, e, ctx),
            ),
          ).items,
        });
      case 'spread':
        return this.evaluate(module, expr.value, ctx);
      case 'choice':
        return union(expr.items.map((e) => this.evaluate(module, e, ctx)));
      case 'typed': {
        const value = this.evaluate(module, expr.value, ctx);
        return !isVague(value)
          ? value
          : this.declaredOr(this.types.of(module, expr.type, ctx), value);
      }
      case 'param':
        return this.parameters.of(module, expr.fn, expr.index, ctx);
      default:
        return unknown('it is computed');
    }
  }

  /** Where nothing is known of a name, what the conditions around it say. */
  private narrowed(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'name' }>,
    ctx: Context | undefined,
  ): Values {
    const found = this.bindingValues(module, module.bindings[expr.binding], ctx);
    if (!isVague(found)) return found;
    for (const { type } of this.narrowings.at(module, expr)) {
      const values = this.types.of(module, type, ctx);
      if (values.items.length > 0) return values;
    }
    return found;
  }

  /**
   * A name that the file does not declare: the language's, or one of a module that it imports
   * whole.
   */
  private globalValue(module: ModuleFacts, name: string): Values {
    const isPython = module.language === 'python';
    if ((isPython ? PYTHON_GLOBALS : BUILTIN_GLOBALS).has(name)) return one({ k: 'builtin', name });
    const entity = isPython ? this.project.exportOf(module, name) : undefined;
    return entity ? this.entityValues(entity) : one({ k: 'external', name });
  }

  /**
   * Python's `self.__name` is that of the class the method stands in, whatever a subclass declares.
   */
  private privateMember(
    module: ModuleFacts,
    fn: number,
    name: string,
    ctx?: Context,
  ): Values | undefined {
    if (!name.startsWith('__') || name.endsWith('__')) return undefined;
    const { cls } = module.functions[fn];
    const self = this.selfOf(module, fn, ctx);
    if (cls === undefined || self?.k !== 'instance') return undefined;
    const owner = this.classRefFor(self, module, cls, ctx);
    const member = owner.fact.members.find((m) => m.name === name);
    return member && this.members.found(self, { cls: owner, member });
  }

  evaluateEach(
    module: ModuleFacts,
    expr: Expr,
    ctx: Context | undefined,
    then: (value: Value) => Values,
  ): Values[] {
    const { items, why } = this.evaluate(module, expr, ctx);
    const parts = items.map(then);
    return why === undefined && parts.length > 0
      ? parts
      : [...parts, unknown(why ?? 'nothing is known of its receiver')];
  }

  declaredOr(declared: Values, found: Values): Values {
    return declared.items.length > 0 ? declared : found;
  }

  stringValue(module: ModuleFacts, expr: Extract<Expr, { k: 'string' }>, ctx?: Context): Values {
    if (expr.holes.length === 0) return one({ k: 'string', text: expr.text });
    const parts = expr.text.split('\0');
    const text = parts.slice(1).reduce((said, part, i) => {
      const { items, why } = this.evaluate(module, expr.holes[i], ctx);
      return (
        said +
        (why === undefined && items.length === 1 && items[0].k === 'string'
          ? items[0].text
          : '\0') +
        part
      );
    }, parts[0]);
    return one({ k: 'string', text });
  }

  /** What `this` is in a function: the context's, else an instance of the class by syntax. */
  selfOf(module: ModuleFacts, fn: number, ctx?: Context): InstanceValue | ClassValue | undefined {
    const owner = thisOwner(module, fn);
    for (let c = ctx; c; c = c.parent) if (c.fact === owner && c.self) return c.self;
    const fact = classOfThis(module, owner);
    if (!fact) return undefined;
    for (let c = ctx; c; c = c.parent)
      if (c.self && classOfThis(c.module, thisOwner(c.module, c.fact.id)) === fact) return c.self;
    const cls = this.classRef(module, fact.id, ctx);
    return owner.isStatic
      ? { k: 'class', cls }
      : { k: 'instance', cls, exact: fact.kind === 'object' };
  }

  literalSelf(
    module: ModuleFacts,
    fn: number,
    ctx?: Context,
  ): InstanceValue | ClassValue | undefined {
    const fact = module.functions[fn];
    return fact.kind === 'arrow' || !classOfThis(module, fact)
      ? undefined
      : this.selfOf(module, fn, ctx);
  }

  classRef(module: ModuleFacts, id: number, ctx?: Context): ClassRef {
    const fact = module.classes[id];
    const env = this.enclosing(module, fact.fn, ctx);
    return { module, fact, env, key: `${module.path}#${id}${env ? `@${env.key}` : ''}` };
  }

  /** The context of function `fn` among those a context stands in. */
  enclosing(module: ModuleFacts, fn: number, ctx?: Context): Context | undefined {
    for (let c = ctx; c; c = c.parent) if (c.module === module && c.fact.id === fn) return c;
    return undefined;
  }

  superValue(module: ModuleFacts, fn: number, ctx?: Context): Values {
    const owner = thisOwner(module, fn);
    const fact = classOfThis(module, owner);
    const self = this.selfOf(module, fn, ctx);
    if (!fact || !self) return unknown('`super` stands outside of a class');
    const cls = this.classRefFor(self, module, fact.id, ctx);
    const bases = this.hierarchy.bases(cls);
    if (self.k === 'class')
      return union(bases.map((base): Values => one({ k: 'class', cls: base })));
    return union(
      bases.map((base): Values =>
        one({ k: 'instance', cls: base, exact: true, above: { self, owner: cls } }),
      ),
    );
  }

  /**
   * The reference of a class as it stands in the ancestry of `self`, so that a mixin keeps its
   * base.
   */
  classRefFor(
    self: InstanceValue | ClassValue,
    module: ModuleFacts,
    id: number,
    ctx?: Context,
  ): ClassRef {
    return (
      this.hierarchy.linearize(self.cls).find((c) => c.module === module && c.fact.id === id) ??
      this.classRef(module, id, ctx)
    );
  }

  bindingValues(module: ModuleFacts, binding: BindingFact, ctx?: Context): Values {
    const entity = this.project.entityOf(module, binding);
    if (entity.k !== 'binding' || entity.binding !== binding) {
      const values = this.entityValues(entity);
      // Python: what else the name is imported from, set to or defined as where the import fails.
      const others = [
        ...binding.values.map((v) => this.evaluate(module, v, ctx)),
        ...binding.functions.map((fn): Values =>
          one({ k: 'function', module, fact: module.functions[fn] }),
        ),
        ...binding.classes.map((cls): Values =>
          one({ k: 'class', cls: this.classRef(module, cls, ctx) }),
        ),
      ];
      return entity.k === 'binding' || others.length === 0 ? values : union([values, ...others]);
    }
    if (module.language === 'python' && binding.functions.length + binding.classes.length > 0)
      return union([
        ...pythonDefinitions(module, binding).map((fact): Values =>
          'params' in fact
            ? one({ k: 'function', module, fact, env: this.enclosing(module, fact.parent, ctx) })
            : one({ k: 'class', cls: this.classRef(module, fact.id, ctx) }),
        ),
        ...binding.values.map((v) => this.evaluate(module, v, ctx)),
      ]);
    if (binding.functions.length > 0) {
      const env = this.enclosing(module, module.functions[binding.functions[0]].parent, ctx);
      return one({
        k: 'function',
        module,
        fact: module.functions[binding.functions[binding.functions.length - 1]],
        env,
      });
    }
    const given = binding.added ? [...binding.values, ...binding.added] : binding.values;
    const parts: Values[] = given.map((v) => this.evaluate(module, v, ctx));
    if (parts.length === 0 && binding.classes.length > 0)
      parts.push(one({ k: 'class', cls: this.classRef(module, binding.classes[0], ctx) }));
    const found = union(parts);
    return binding.type && isVague(found)
      ? this.declaredOr(this.types.of(module, binding.type, ctx), found)
      : parts.length > 0
        ? found
        : unknown('nothing is assigned to it');
  }

  entityValues(entity: Entity): Values {
    switch (entity.k) {
      case 'binding':
        return this.bindingValues(entity.module, entity.binding);
      case 'value':
        return this.evaluate(entity.module, entity.value);
      case 'module': {
        const commonJs = this.project.exportsOf(entity.module).get('module.exports')?.at(-1)?.value;
        return commonJs ? this.evaluate(entity.module, commonJs) : one(entity);
      }
      default:
        return one({
          k: isPlainLibrary(entity) ? 'builtin' : 'external',
          name: `${entity.from}.${entity.name}`,
        });
    }
  }

  elements(values: Values): Values {
    return union(
      values.items.map((v): Values =>
        v.k === 'collection' ? { items: v.items } : unknown('its elements are not known'),
      ),
    );
  }
}

/** A library whose functions reach nothing outside of the process. */
function isPlainLibrary({ from, name }: Extract<Entity, { k: 'external' }>): boolean {
  return (
    PYTHON_LIBRARIES.has(from.split('.')[0]) ||
    PYTHON_LIBRARIES.has(from) ||
    PYTHON_LIBRARIES.has(`${from}.${name}`)
  );
}

/** A namespace of the file, or an import that may be one. */
/**
 * A name that stands for a module or namespace alone; in Python another import, or a value, may
 * stand in for it.
 */
function isNamespace({ inner, from, values }: BindingFact): boolean {
  return inner !== undefined || (from !== undefined && values.length === 0);
}

/** How deep the context stands that a closure, or a literal that holds some, was made in. */
function depthOf(value: Value | undefined): number {
  if (value?.k === 'function') return value.env?.depth ?? 0;
  return value?.k === 'instance' || value?.k === 'class' ? (value.cls.env?.depth ?? 0) : 0;
}

function modulesOfContext(
  { module, self }: FunctionValue,
  args: readonly (Values | undefined)[],
  parent: Context | undefined,
): readonly string[] {
  const paths = [
    module.path,
    ...(self ? modulesOf(self) : []),
    ...args.flatMap((a) => a?.items.flatMap(modulesOf) ?? []),
    ...(parent?.modules ?? []),
  ];
  return [...new Set(paths)];
}
