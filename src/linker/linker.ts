import { classOfThis, thisOwner } from '../facts/scopes.js';
import { Calls } from './calls.js';
import { Elements } from './elements.js';
import { ContextualTypes } from './contextual-types.js';
import { DeclaredTypes } from './declared-types.js';
import { Hierarchy } from './hierarchy.js';
import { Members } from './members.js';
import type { TypeOracle } from './oracle.js';
import { Parameters } from './parameters.js';
import type { Project, Entity } from './project.js';
import type { BindingFact, Expr, ModuleFacts } from '../facts/types.js';
import { PutThere } from './put-there.js';
import type { TreeChange } from './looks.js';
import { Queries, type Query, type Watcher } from './queries.js';
import { TRACE } from './trace.js';
import { EXPRESSION } from './wording.js';
import {
  isUninformative,
  EMPTY,
  OF_VALUES,
  singleton,
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
import { Contexts } from './contexts.js';
import { Names } from './names.js';

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
  private readonly contexts: Contexts;
  private readonly names = new Names(this);

  private readonly values: Query<
    { readonly module: ModuleFacts; readonly expr: Expr; readonly ctx?: Context },
    Values
  >;

  constructor(
    readonly project: Project,
    readonly wrappers: ReadonlySet<string>,
    readonly isTest: (path: string) => boolean,
    readonly oracle?: TypeOracle,
    watcher: Watcher | undefined = TRACE,
  ) {
    this.contexts = new Contexts(project);
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
    this.contexts.forget(change.files);
    looks.forget(change);
  }

  /** One that was asked nothing yet, for whoever wants to see how it comes to an answer. */
  watchedBy(watcher: Watcher): Linker {
    return new Linker(this.project, this.wrappers, this.isTest, this.oracle, watcher);
  }

  /** @param isCall the arguments are all that a call hands over */
  context(
    fn: FunctionValue,
    args: readonly (Values | undefined)[] = [],
    parent = fn.env,
    isCall = false,
  ): Context {
    return this.contexts.of(fn, args, parent, isCall);
  }

  bindingValues(module: ModuleFacts, binding: BindingFact, ctx?: Context): Values {
    return this.names.of(module, binding, ctx);
  }

  entityValues(entity: Entity): Values {
    return this.names.entity(entity);
  }

  evaluate(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    switch (expr.k) {
      case 'string':
        return this.stringValue(module, expr, ctx);
      case 'literal':
        return expr.type === 'null' || expr.type === 'undefined'
          ? EMPTY
          : singleton({ k: 'builtin', name: expr.type });
      case 'function':
        return singleton({
          k: 'function',
          module,
          fact: module.functions[expr.fn],
          env: ctx,
          self: this.literalSelf(module, expr.fn, ctx),
        });
      case 'import': {
        const target = this.project.imported(module, expr.module);
        return target
          ? this.names.entity({ k: 'module', module: target })
          : singleton({ k: 'external', name: expr.module });
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
        return this.names.read(module, expr, ctx);
      case 'this': {
        const self = this.selfOf(module, expr.fn, ctx);
        return self ? singleton(self) : unknown('`this` is not bound');
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
        if (entity) return this.names.entity(entity);
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
        return singleton(expr.instance ? { k: 'instance', cls, exact: true } : { k: 'class', cls });
      }
      case 'array':
        return singleton({
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
        return !isUninformative(value)
          ? value
          : this.declaredOr(this.types.of(module, expr.type, ctx), value);
      }
      case 'param':
        return this.parameters.of(module, expr.fn, expr.index, ctx);
      default:
        return unknown('it is computed');
    }
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
    if (expr.holes.length === 0) return singleton({ k: 'string', text: expr.text });
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
    return singleton({ k: 'string', text });
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
      return union(bases.map((base): Values => singleton({ k: 'class', cls: base })));
    return union(
      bases.map((base): Values =>
        singleton({ k: 'instance', cls: base, exact: true, superOf: { self, owner: cls } }),
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
      this.hierarchy.mro(self.cls).find((c) => c.module === module && c.fact.id === id) ??
      this.classRef(module, id, ctx)
    );
  }

  elements(values: Values): Values {
    return union(
      values.items.map((v): Values =>
        v.k === 'collection' ? { items: v.items } : unknown('its elements are not known'),
      ),
    );
  }
}

/**
 * A name that stands for a module or namespace alone; in Python another import, or a value, may
 * stand in for it.
 */
function isNamespace({ inner, from, values }: BindingFact): boolean {
  return inner !== undefined || (from !== undefined && values.length === 0);
}
