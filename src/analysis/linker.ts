import type { BindingFact, CallFact, ContextFact, Expr, FunctionFact, MemberFact, ModuleFacts, TypeTerm } from '../facts/types.js';
import {
  BUILTIN_GLOBALS,
  BUILTIN_METHODS,
  BUILTIN_TYPES,
  COLLECTION_TYPES,
  ELEMENT_METHODS,
  ITERATING_METHODS,
  SAME_METHODS,
  TRANSPARENT_TYPES,
} from './builtins.js';
import { Hierarchy, type FoundMember } from './hierarchy.js';
import type { TypeOracle } from './oracle.js';
import { classOfThis, thisOwner, type Entity, type Project } from './project.js';
import {
  NOTHING,
  keyOf,
  one,
  union,
  unknown,
  type CallResolution,
  type ClassRef,
  type ClassValue,
  type Context,
  type FunctionValue,
  type InstanceValue,
  type TypeArgument,
  type Value,
  type Values,
} from './values.js';

/** How deep values are followed before the linker says that it does not know. */
const MAX_DEPTH = 80;
/** How many call sites deep functions and strings are told apart. */
const MAX_CONTEXT_DEPTH = 6;

/**
 * Resolves names, bases, receivers and declared types to what they may be, across files and on demand.
 * Nothing in it knows what a driver is.
 */
export class Linker {
  readonly hierarchy: Hierarchy;
  private readonly memo = new Map<object, Map<string, Values>>();
  private readonly contexts = new Map<string, Context>();
  private readonly calls = new Map<string, CallResolution>();
  /** What is being computed, with how deep it stands. */
  private readonly active = new Map<string, number>();
  /** Values found while a cycle through something further up was cut: good until that is done. */
  private readonly provisional = new Map<string, { readonly values: Values; readonly low: number }>();
  private depth = 0;
  /** The highest place on the stack that a cycle was cut at, since the current computation began. */
  private low = Infinity;
  private readonly ids = new WeakMap<object, number>();
  private nextId = 0;

  constructor(
    readonly project: Project,
    readonly wrappers: ReadonlySet<string>,
    readonly isTest: (path: string) => boolean,
    readonly oracle?: TypeOracle,
  ) {
    this.hierarchy = new Hierarchy(this);
  }

  // ---- contexts ---------------------------------------------------------------------------------------------------

  context(fn: FunctionValue, args: readonly (Values | undefined)[] = [], parent = fn.env): Context {
    const depth = 1 + Math.max(parent?.depth ?? 0, ...args.flatMap((a) => a?.items.map((v) => (v.k === 'function' ? (v.env?.depth ?? 0) : 0)) ?? []), 0);
    const kept = depth > MAX_CONTEXT_DEPTH ? [] : args;
    const above = depth > MAX_CONTEXT_DEPTH * 2 ? undefined : parent;
    const argsKey = kept.map((a) => a?.items.map(keyOf).join('|') ?? '').join(',');
    const key = `${fn.module.path}#${fn.fact.id}^${fn.self ? keyOf(fn.self) : ''}(${argsKey})${above ? `@${this.idOf(above)}` : ''}`;
    let made = this.contexts.get(key);
    if (!made) {
      made = { key: `${this.contexts.size}`, module: fn.module, fact: fn.fact, self: fn.self, args: kept, parent: above, depth };
      this.contexts.set(key, made);
    }
    return made;
  }

  private idOf(value: object): number {
    let id = this.ids.get(value);
    if (id === undefined) this.ids.set(value, (id = this.nextId++));
    return id;
  }

  /**
   * Computes once. A cycle is cut where it closes; what was found inside of it lacks the rest of the cycle, so it is kept
   * only until the head of the cycle is done.
   */
  private memoized(subject: object, key: string, compute: () => Values): Values {
    const table = this.memo.get(subject);
    const known = table?.get(key);
    if (known) return known;
    const guard = `${this.idOf(subject)}:${key}`;
    const early = this.provisional.get(guard);
    const above = this.active.get(guard);
    if (early || above !== undefined) {
      this.low = Math.min(this.low, early?.low ?? above ?? Infinity);
      return early?.values ?? unknown('it is defined by itself');
    }
    if (this.depth > MAX_DEPTH) return unknown('too many steps lead to it');
    const outer = this.low;
    const place = this.depth++;
    const before = this.provisional.size;
    this.low = Infinity;
    this.active.set(guard, place);
    const values = compute();
    this.active.delete(guard);
    this.depth--;
    if (this.low < place) {
      this.provisional.set(guard, { values, low: this.low });
      this.low = Math.min(outer, this.low);
      return values;
    }
    if (this.provisional.size > before) for (const inner of [...this.provisional.keys()].slice(before)) this.provisional.delete(inner);
    this.low = outer;
    if (table) table.set(key, values);
    else this.memo.set(subject, new Map([[key, values]]));
    return values;
  }

  // ---- expressions ------------------------------------------------------------------------------------------------

  evaluate(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    switch (expr.k) {
      case 'string':
        return this.stringValue(module, expr, ctx);
      case 'literal':
        return expr.type === 'null' || expr.type === 'undefined' ? NOTHING : one({ k: 'builtin', name: expr.type });
      case 'function':
        return one({ k: 'function', module, fact: module.functions[expr.fn], env: ctx, self: this.literalSelf(module, expr.fn, ctx) });
      case 'import': {
        const target = this.project.imported(module, expr.module);
        return target ? this.entityValues({ k: 'module', module: target }) : one({ k: 'external', name: expr.module });
      }
      case 'unknown':
        return unknown('it is computed');
      default:
        return this.memoized(expr, ctx?.key ?? '', () => this.compute(module, expr, ctx));
    }
  }

  private compute(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    switch (expr.k) {
      case 'name':
        if (expr.binding === -1) return one(BUILTIN_GLOBALS.has(expr.name) ? { k: 'builtin', name: expr.name } : { k: 'external', name: expr.name });
        return this.bindingValues(module, module.bindings[expr.binding], ctx);
      case 'this': {
        const self = this.selfOf(module, expr.fn, ctx);
        return self ? one(self) : unknown('`this` is not bound');
      }
      case 'super':
        return this.superValue(module, expr.fn, ctx);
      case 'member':
        return union(this.evaluateEach(module, expr.object, ctx, (v) => this.memberValues(v, expr.name)));
      case 'element':
        return this.elementValues(module, expr, ctx);
      case 'call':
        return this.callValues(module, module.calls[expr.call], ctx);
      case 'class': {
        const cls = this.classRef(module, expr.cls, ctx);
        return one(expr.instance ? { k: 'instance', cls, exact: true } : { k: 'class', cls });
      }
      case 'array':
        return one({ k: 'collection', items: union(expr.items.map((e) => (e.k === 'spread' ? this.elements(this.evaluate(module, e.value, ctx)) : this.evaluate(module, e, ctx)))).items });
      case 'spread':
        return this.evaluate(module, expr.value, ctx);
      case 'choice':
        return union(expr.items.map((e) => this.evaluate(module, e, ctx)));
      case 'typed': {
        const value = this.evaluate(module, expr.value, ctx);
        return value.items.some((v) => v.k !== 'external') ? value : this.declaredOr(this.typeValues(module, expr.type, ctx), value);
      }
      case 'param':
        return this.paramValues(module, expr.fn, expr.index, ctx);
      default:
        return unknown('it is computed');
    }
  }

  private evaluateEach(module: ModuleFacts, expr: Expr, ctx: Context | undefined, then: (value: Value) => Values): Values[] {
    const { items, why } = this.evaluate(module, expr, ctx);
    const parts = items.map(then);
    return why === undefined && parts.length > 0 ? parts : [...parts, unknown(why ?? 'nothing is known of its receiver')];
  }

  private declaredOr(declared: Values, found: Values): Values {
    return declared.items.length > 0 ? declared : found;
  }

  private stringValue(module: ModuleFacts, expr: Extract<Expr, { k: 'string' }>, ctx?: Context): Values {
    if (expr.holes.length === 0) return one({ k: 'string', text: expr.text });
    const parts = expr.text.split('\0');
    const text = parts.slice(1).reduce((said, part, i) => {
      const hole = this.evaluate(module, expr.holes[i], ctx).items;
      return said + (hole.length === 1 && hole[0].k === 'string' ? hole[0].text : '\0') + part;
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
    return owner.isStatic ? { k: 'class', cls } : { k: 'instance', cls, exact: fact.kind === 'object' };
  }

  private literalSelf(module: ModuleFacts, fn: number, ctx?: Context): InstanceValue | ClassValue | undefined {
    const fact = module.functions[fn];
    return fact.kind === 'arrow' || !classOfThis(module, fact) ? undefined : this.selfOf(module, fn, ctx);
  }

  classRef(module: ModuleFacts, id: number, ctx?: Context): ClassRef {
    const fact = module.classes[id];
    const env = this.enclosing(module, fact.fn, ctx);
    return { module, fact, env, key: `${module.path}#${id}${env ? `@${env.key}` : ''}` };
  }

  /** The context of function `fn` among those a context stands in. */
  private enclosing(module: ModuleFacts, fn: number, ctx?: Context): Context | undefined {
    for (let c = ctx; c; c = c.parent) if (c.module === module && c.fact.id === fn) return c;
    return undefined;
  }

  private superValue(module: ModuleFacts, fn: number, ctx?: Context): Values {
    const owner = thisOwner(module, fn);
    const fact = classOfThis(module, owner);
    const self = this.selfOf(module, fn, ctx);
    if (!fact || !self) return unknown('`super` stands outside of a class');
    const bases = this.hierarchy.bases(this.classRefFor(self, module, fact.id, ctx));
    return union(bases.map((cls): Values => one(self.k === 'instance' ? { k: 'instance', cls, exact: true } : { k: 'class', cls })));
  }

  /** The reference of a class as it stands in the ancestry of `self`, so that a mixin keeps its base. */
  private classRefFor(self: InstanceValue | ClassValue, module: ModuleFacts, id: number, ctx?: Context): ClassRef {
    return this.hierarchy.linearize(self.cls).find((c) => c.module === module && c.fact.id === id) ?? this.classRef(module, id, ctx);
  }

  bindingValues(module: ModuleFacts, binding: BindingFact, ctx?: Context): Values {
    const entity = this.project.entityOf(module, binding);
    if (entity.k !== 'binding' || entity.binding !== binding) return this.entityValues(entity);
    if (binding.functions.length > 0) {
      const env = this.enclosing(module, module.functions[binding.functions[0]].parent, ctx);
      return one({ k: 'function', module, fact: module.functions[binding.functions[binding.functions.length - 1]], env });
    }
    const parts: Values[] = binding.values.map((v) => this.evaluate(module, v, ctx));
    if (parts.length === 0 && binding.classes.length > 0) parts.push(one({ k: 'class', cls: this.classRef(module, binding.classes[0], ctx) }));
    const found = union(parts);
    const vague = found.items.length === 0 || found.items.every((v) => v.k === 'external');
    return binding.type && vague ? this.declaredOr(this.typeValues(module, binding.type, ctx), found) : parts.length > 0 ? found : unknown('nothing is assigned to it');
  }

  private entityValues(entity: Entity): Values {
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
        return one({ k: 'external', name: `${entity.from}.${entity.name}` });
    }
  }

  private elementValues(module: ModuleFacts, expr: Extract<Expr, { k: 'element' }>, ctx?: Context): Values {
    return union(
      this.evaluateEach(module, expr.object, ctx, (value) => {
        if (value.k === 'collection') return { items: value.items };
        // `for (const [name, driver] of map)`: what is kept of an entry is its value.
        if (!expr.key && value.k === 'instance' && value.cls.fact.kind !== 'object') return one(value);
        if (value.k !== 'instance') return value.k === 'module' ? unknown('its key is computed') : NOTHING;
        const keys = expr.key ? this.evaluate(module, expr.key, ctx).items.flatMap((k) => (k.k === 'string' ? [k.text] : [])) : [];
        if (keys.length > 0) return union(keys.map((name) => this.memberValues(value, name)));
        // A dispatch table: any of its entries.
        if (value.cls.fact.kind !== 'object') return unknown('its key is computed');
        return union(value.cls.fact.members.map((m) => this.memberValues(value, m.name)));
      }),
    );
  }

  private elements(values: Values): Values {
    return union(values.items.map((v): Values => (v.k === 'collection' ? { items: v.items } : unknown('its elements are not known'))));
  }

  // ---- parameters -------------------------------------------------------------------------------------------------

  private paramValues(module: ModuleFacts, fn: number, index: number, ctx?: Context): Values {
    const fact = module.functions[fn];
    const param = fact.params[index];
    const here = this.enclosing(module, fn, ctx);
    const given = here?.args[index];
    if (param?.rest && here && here.args.length > index) return one({ k: 'collection', items: union(here.args.slice(index).map((a) => a ?? NOTHING)).items });
    if (given && given.items.length > 0 && !given.items.every((v) => v.k === 'external')) return given;
    const parts: Values[] = [];
    if (param?.type) parts.push(this.typeValues(module, param.type, here ?? ctx));
    else if (fact.context) parts.push(this.contextualParam(module, fact, index, here ?? ctx));
    let found = union(parts);
    if (fact.kind === 'constructor' && (found.items.length === 0 || found.items.every((v) => v.k === 'external'))) found = union([found, this.constructorArgument(module, fact, index, here)]);
    if (found.items.length === 0 && param?.default) found = this.evaluate(module, param.default, ctx);
    if (found.items.length > 0) return found;
    return given ?? unknown(`nothing is known of the parameter \`${param?.name ?? index}\``);
  }

  /** A parameter that its place types: a callback of a typed function, a method of a typed literal, an array's callback. */
  private contextualParam(module: ModuleFacts, fact: FunctionFact, index: number, ctx?: Context): Values {
    const argument = fact.context?.argument;
    if (argument) {
      const call = module.calls[argument.call];
      if (call.callee.k === 'member' && ITERATING_METHODS.has(call.callee.name) && index === 0) {
        const element = this.elements(this.evaluate(module, call.callee.object, ctx));
        if (element.items.length > 0) return element;
      }
    }
    const signature = this.contextualSignature(module, fact, ctx);
    const param = signature?.fact.params[index];
    return signature && param?.type ? this.typeValues(signature.module, param.type) : NOTHING;
  }

  /** What a constructor is given by subclasses' `super(...)`, or by whoever makes the class. */
  private constructorArgument(module: ModuleFacts, fact: FunctionFact, index: number, ctx?: Context): Values {
    const owner = module.classes[fact.cls ?? -1];
    const self = ctx?.self ?? (owner && { k: 'instance' as const, cls: this.classRef(module, owner.id), exact: false });
    if (!owner || self?.k !== 'instance') return NOTHING;
    const line = this.hierarchy.linearize(self.cls);
    const at = line.findIndex((c) => c.module === module && c.fact === owner);
    for (const sub of line.slice(0, Math.max(at, 0)).reverse()) {
      const made = sub.fact.members.find((m) => m.kind === 'constructor' && m.fn !== undefined);
      if (made?.fn === undefined) continue;
      const calls = sub.module.functions[made.fn].calls.map((id) => sub.module.calls[id]);
      const superCall = calls.find((c) => c.callee.k === 'super' || (c.name === '__init__' && c.callee.k === 'member' && c.callee.object.k !== 'this'));
      // `Base.call(this, client)`
      const called = superCall ?? calls.find((c) => c.name === 'call' && c.args.length > 0 && c.args[0].k === 'this');
      const given = called?.args.at(called === superCall ? index : index + 1);
      if (!given) return NOTHING;
      const inside = this.context({ k: 'function', module: sub.module, fact: sub.module.functions[made.fn], self });
      return this.evaluate(sub.module, given, inside);
    }
    // What a test hands over is a double.
    const sites = this.hierarchy.constructions(line[0] ?? self.cls).filter((s) => s.call.args[index] !== undefined && (!this.isTest(s.module.path) || this.isTest(module.path)));
    return union(sites.map((s) => this.evaluate(s.module, s.call.args[index])));
  }

  // ---- members ----------------------------------------------------------------------------------------------------

  memberValues(value: Value, name: string): Values {
    switch (value.k) {
      case 'instance':
        return this.instanceMember(value, name);
      case 'class':
        return this.classMember(value, name);
      case 'module': {
        const entity = this.project.exportOf(value.module, name);
        return entity ? this.entityValues(entity) : unknown(`${value.module.path} does not export \`${name}\``);
      }
      case 'external':
        return one({ k: 'external', name: `${value.name}.${name}` });
      case 'function':
      case 'collection':
      case 'string':
        return one({ k: 'builtin', name });
      default:
        return one({ k: 'builtin', name: `${value.name}.${name}` });
    }
  }

  private instanceMember(value: InstanceValue, name: string): Values {
    const found = this.hierarchy.member(value.cls, name);
    const parts: Values[] = [];
    if (found) parts.push(this.foundMember(value, found));
    else {
      const assigned = value.cls.fact.kind === 'object' ? this.assignedTo(value, name) : this.assigned(value, name);
      if (assigned.items.length > 0) return assigned;
      const { foreign } = this.hierarchy.ancestry(value.cls);
      if (foreign) return { items: [{ k: 'external', name: `${foreign}.${name}` }] };
    }
    if (!value.exact)
      for (const sub of this.hierarchy.overriders(value.cls, name)) parts.push(this.foundMember({ ...value, cls: sub.cls, exact: true }, sub));
    return parts.length > 0 ? union(parts) : unknown(`no \`${name}\` is declared in ${value.cls.fact.name ?? 'its class'}`);
  }

  private foundMember(self: InstanceValue, { cls, member }: FoundMember): Values {
    const fn = member.fn === undefined ? undefined : cls.module.functions[member.fn];
    if (member.kind === 'method' && fn) {
      const last = cls.fact.members.filter((m) => m.name === member.name && m.fn !== undefined).at(-1)?.fn ?? fn.id;
      return one({ k: 'function', module: cls.module, fact: cls.module.functions[last], self, env: cls.env });
    }
    if (member.kind === 'getter' && fn) {
      const inside = this.context({ k: 'function', module: cls.module, fact: fn, self, env: cls.env });
      return this.returned(inside);
    }
    return this.fieldValues(self, cls, member);
  }

  /** A field: what is assigned to it anywhere in the ancestry, else its declared type. */
  private fieldValues(self: InstanceValue, cls: ClassRef, member: MemberFact): Values {
    const parts: Values[] = [];
    if (member.value) {
      const owner = member.value.k === 'function' ? cls.module.functions[member.value.fn] : undefined;
      const inside = member.value.k === 'param' ? this.constructorContext(self, cls) : this.initContext(self, cls, member);
      if (owner) parts.push(one({ k: 'function', module: cls.module, fact: owner, self: owner.kind === 'arrow' ? undefined : self, env: inside ?? cls.env }));
      else parts.push(this.evaluate(cls.module, member.value, inside ?? cls.env));
    }
    const assigned = this.assigned(self, member.name);
    if (assigned.items.length > 0) parts.push(assigned);
    const found = union(parts);
    const vague = found.items.length === 0 || found.items.every((v) => v.k === 'external' || (v.k === 'function' && v.fact.body === 'none'));
    if (!vague) return found;
    if (member.type) {
      const declared = this.typeValues(cls.module, member.type, cls.env, { cls, self });
      const bound = declared.items.map((v) => (v.k === 'function' && !v.self ? { ...v, self } : v));
      if (bound.length > 0) return { ...declared, items: bound };
    }
    return found.items.length > 0 ? found : unknown(`\`${member.name}\` is never assigned in the tree`);
  }

  private initContext(self: InstanceValue, cls: ClassRef, member: MemberFact): Context | undefined {
    const init = cls.module.functions.find((f) => f.kind === 'init' && f.cls === cls.fact.id && member.value && f.span[0] === member.value.span[0]);
    return init && this.context({ k: 'function', module: cls.module, fact: init, self, env: cls.env });
  }

  private constructorContext(self: InstanceValue, cls: ClassRef): Context | undefined {
    const made = cls.fact.members.find((m) => m.kind === 'constructor' && m.fn !== undefined);
    return made?.fn === undefined ? undefined : this.context({ k: 'function', module: cls.module, fact: cls.module.functions[made.fn], self, env: cls.env });
  }

  /** `this.name = value` in any method of the ancestry, the nearest class that has one. */
  private assigned(self: InstanceValue, name: string): Values {
    for (const cls of this.hierarchy.linearize(self.cls)) {
      const found = this.hierarchy.assignments(cls, name);
      if (found.length === 0) continue;
      const values = union(
        found.map(({ value, fn, type }) => {
          const owner = thisOwner(cls.module, fn);
          const inside = this.context({ k: 'function', module: cls.module, fact: owner, self, env: cls.env });
          const given = this.evaluate(cls.module, value, inside);
          return given.items.length === 0 && type ? this.typeValues(cls.module, type) : given;
        }),
      );
      if (values.items.length > 0) return values;
    }
    return NOTHING;
  }

  /** `table.name = value`, for an object literal that is filled later. */
  private assignedTo(self: InstanceValue, name: string): Values {
    const { module, key } = self.cls;
    const found = module.assignments.filter((a) => a.name === name && this.evaluate(module, a.object).items.some((v) => v.k === 'instance' && v.cls.key === key));
    return found.length === 0 ? NOTHING : union(found.map((a) => this.evaluate(module, a.value)));
  }

  private classMember(value: ClassValue, name: string): Values {
    if (name === 'prototype') return one({ k: 'instance', cls: value.cls, exact: true });
    for (const cls of this.hierarchy.linearize(value.cls)) {
      const member = cls.fact.members.find((m) => m.name === name && m.isStatic);
      if (!member) continue;
      if (member.fn !== undefined && member.kind === 'method') return one({ k: 'function', module: cls.module, fact: cls.module.functions[member.fn], self: value, env: cls.env });
      if (member.fn !== undefined && member.kind === 'getter')
        return this.returned(this.context({ k: 'function', module: cls.module, fact: cls.module.functions[member.fn], self: value, env: cls.env }));
      if (member.value) return this.evaluate(cls.module, member.value, cls.env);
      if (member.type) return this.typeValues(cls.module, member.type, cls.env);
    }
    const { foreign } = this.hierarchy.ancestry(value.cls);
    return foreign ? one({ k: 'external', name: `${foreign}.${name}` }) : unknown(`no static \`${name}\``);
  }

  // ---- calls ------------------------------------------------------------------------------------------------------

  /** What a call may run. */
  resolveCall(module: ModuleFacts, call: CallFact, ctx?: Context): CallResolution {
    const key = `${this.idOf(call)}:${ctx?.key ?? ''}`;
    const known = this.calls.get(key);
    if (known) return known;
    const outer = this.low;
    this.low = Infinity;
    const resolution = this.computeCall(module, call, ctx);
    if (this.low === Infinity) this.calls.set(key, resolution);
    this.low = Math.min(outer, this.low);
    return resolution;
  }

  private computeCall(module: ModuleFacts, call: CallFact, ctx?: Context): CallResolution {
    const { callee } = call;
    const receiver = callee.k === 'member' ? this.evaluate(module, callee.object, ctx) : NOTHING;
    const args = (list: readonly Expr[]) => this.argumentValues(module, list, ctx);
    let callees = callee.k === 'super' ? this.superConstructors(module, callee.fn, ctx) : this.evaluate(module, callee, ctx);
    let given = args(call.args);
    // `f.call(self, a)`, `f.apply(self, [a])`: the function itself is called.
    if (callee.k === 'member' && (callee.name === 'call' || callee.name === 'apply') && receiver.items.some((v) => v.k === 'function')) {
      const [self] = call.args;
      const bound = self ? this.evaluate(module, self, ctx).items.find((v): v is InstanceValue => v.k === 'instance') : undefined;
      callees = { ...receiver, items: receiver.items.map((v) => (v.k === 'function' ? { ...v, self: bound ?? v.self } : v)) };
      const [, list] = call.args;
      given = callee.name === 'call' ? args(call.args.slice(1)) : list?.k === 'array' ? args(list.items) : [];
    }
    const targets: Context[] = [];
    const signatures: FunctionValue[] = [];
    for (const value of callees.items) {
      if (value.k === 'function') {
        if (value.fact.body === 'none') signatures.push(value);
        else targets.push(this.context(value, given));
      } else if (value.k === 'class') {
        const made = this.hierarchy.member(value.cls, 'constructor') ?? this.hierarchy.member(value.cls, '__init__');
        const self: InstanceValue = { k: 'instance', cls: value.cls, exact: true };
        if (made?.member.fn !== undefined) targets.push(this.context({ k: 'function', module: made.cls.module, fact: made.cls.module.functions[made.member.fn], self, env: made.cls.env }, given));
      }
    }
    const isFound = targets.length > 0 || signatures.length > 0;
    const builtin = !isFound && this.isBuiltin(call, callees, receiver);
    const asked = isFound || builtin ? [] : this.askOracle(module, call);
    if (asked.length === 0) return { targets, signatures, receiver, builtin, decidedBy: 'linker', why: callees.why };
    const [bodies, bare] = [asked.filter((f) => f.fact.body !== 'none'), asked.filter((f) => f.fact.body === 'none')];
    return { targets: bodies.map((f) => this.context(f, given)), signatures: bare, receiver, builtin: false, decidedBy: 'types' };
  }

  /** The functions of the tree that the type checker says are called. */
  private askOracle(module: ModuleFacts, call: CallFact): FunctionValue[] {
    const found = this.oracle?.declarationsOf(module.path, call.nameSpan) ?? [];
    return found.flatMap(({ file, start }) => {
      const home = this.project.module(file);
      const fact = home?.functions.find((f) => f.nameSpan[0] === start && f.kind !== 'module');
      if (!home || !fact) return [];
      const cls = fact.cls === undefined ? undefined : this.classRef(home, fact.cls);
      const declared: FunctionValue = { k: 'function', module: home, fact, self: cls && { k: 'instance', cls, exact: false } };
      if (!cls || fact.name === undefined) return [declared];
      const overriding = this.hierarchy.overriders(cls, fact.name).flatMap((o): FunctionValue[] => (o.member.fn === undefined ? [] : [{ k: 'function', module: o.cls.module, fact: o.cls.module.functions[o.member.fn], self: { k: 'instance', cls: o.cls, exact: true } }]));
      return fact.body === 'none' && overriding.length > 0 ? overriding : [declared, ...overriding];
    });
  }

  private superConstructors(module: ModuleFacts, fn: number, ctx?: Context): Values {
    const bases = this.superValue(module, fn, ctx);
    return union(bases.items.map((v) => (v.k === 'instance' ? this.constructorOf(v) : NOTHING)));
  }

  private constructorOf(self: InstanceValue): Values {
    const found = this.hierarchy.member(self.cls, 'constructor');
    return found?.member.fn === undefined ? NOTHING : one({ k: 'function', module: found.cls.module, fact: found.cls.module.functions[found.member.fn], self, env: found.cls.env });
  }

  private isBuiltin(call: CallFact, callees: Values, receiver: Values): boolean {
    if (callees.items.length > 0 && callees.items.every((v) => v.k === 'builtin' || v.k === 'class')) return true;
    if (call.kind === 'new' || call.callee.k !== 'member') return false;
    if (receiver.items.length > 0 && receiver.items.every((v) => v.k === 'collection' || v.k === 'string' || v.k === 'builtin')) return true;
    const isVague = receiver.items.every((v) => v.k === 'external');
    return isVague && BUILTIN_METHODS.has(call.callee.name);
  }

  /** The values of a call's arguments, up to a spread; what is neither a function, an instance nor a string is left out. */
  argumentValues(module: ModuleFacts, list: readonly Expr[], ctx?: Context): (Values | undefined)[] {
    const spread = list.findIndex((e) => e.k === 'spread');
    return (spread === -1 ? list : list.slice(0, spread)).map((e) => {
      const values = this.evaluate(module, e, ctx);
      const items = values.items.filter((v) => v.k !== 'external' && v.k !== 'builtin');
      return items.length > 0 && items.length <= 8 ? { ...values, items } : undefined;
    });
  }

  private callValues(module: ModuleFacts, call: CallFact, ctx?: Context): Values {
    const { callee } = call;
    const callees = this.evaluate(module, callee, ctx);
    if (call.kind === 'new') {
      const made = callees.items.map((v): Values => {
        if (v.k === 'class') return one({ k: 'instance', cls: v.cls, exact: true, typeArgs: call.typeArgs.map((term) => ({ module, term })) });
        if (v.k === 'builtin' && COLLECTION_TYPES.has(v.name)) return one({ k: 'collection', items: this.entries(module, call, ctx) });
        return v.k === 'external' || v.k === 'builtin' ? one(v) : NOTHING;
      });
      return union([...made, ...(callees.why === undefined ? [] : [unknown(callees.why)])]);
    }
    const special = callee.k === 'member' ? this.specialCall(module, call, callee, ctx) : undefined;
    if (special) return special;
    const { targets, signatures } = this.resolveCall(module, call, ctx);
    const parts = [
      ...targets.map((t) => this.returned(t)),
      ...signatures.map((s) => (s.fact.returnType ? this.typeValues(s.module, s.fact.returnType, undefined, s.self?.k === 'instance' ? { cls: s.self.cls, self: s.self } : undefined) : NOTHING)),
      ...callees.items.flatMap((v) => (v.k === 'external' ? [one({ k: 'external', name: `${v.name}()` } as const)] : v.k === 'class' ? [one({ k: 'instance', cls: v.cls, exact: true } as const)] : [])),
    ];
    return parts.length > 0 ? union(parts) : unknown(callees.why ?? 'its function is not in the tree');
  }

  /** Calls whose value follows from what they are given: `bind`, collections, `Object.assign`, `Promise.resolve`, `vi.fn`. */
  private specialCall(module: ModuleFacts, call: CallFact, callee: Extract<Expr, { k: 'member' }>, ctx?: Context): Values | undefined {
    const { name } = callee;
    const receiver = this.evaluate(module, callee.object, ctx);
    const [first] = call.args;
    const argument = () => (first ? this.evaluate(module, first, ctx) : NOTHING);
    if (name === 'bind' && receiver.items.some((v) => v.k === 'function')) {
      const self = argument().items.find((v): v is InstanceValue => v.k === 'instance');
      return { ...receiver, items: receiver.items.map((v) => (v.k === 'function' ? { ...v, self: self ?? v.self } : v)) };
    }
    const held = receiver.items.flatMap((v) => (v.k === 'collection' ? [v] : []));
    if (held.length > 0) {
      if (ELEMENT_METHODS.has(name)) return { items: held.flatMap((v) => v.items) };
      if (SAME_METHODS.has(name)) return { items: held };
      if (name === 'map' || name === 'flatMap') {
        const mapped = argument().items.flatMap((v) => (v.k === 'function' ? this.returned(this.context(v, [this.elements(receiver)])).items : []));
        return one({ k: 'collection', items: mapped });
      }
    }
    const global = receiver.items.length === 1 && receiver.items[0].k === 'builtin' ? receiver.items[0].name : undefined;
    if (global === 'Object' && (name === 'assign' || name === 'freeze' || name === 'seal')) return union(call.args.map((a) => this.evaluate(module, a, ctx)));
    if (global === 'Object' && (name === 'values' || name === 'entries')) {
      const members = argument().items.flatMap((v) => (v.k === 'instance' ? v.cls.fact.members.flatMap((m) => this.memberValues(v, m.name).items) : []));
      return one({ k: 'collection', items: members });
    }
    if (global === 'Promise' && name === 'resolve') return argument();
    if (global === 'Promise' && name === 'all') return argument();
    if (['then', 'catch', 'finally'].includes(name) && receiver.items.length > 0 && receiver.items.every((v) => v.k === 'instance')) return receiver;
    // Test doubles: the implementation stands for the double.
    if ((name === 'fn' || name === 'mockImplementation') && first?.k === 'function') return argument();
    if (name === 'mocked' || name === 'mockReturnThis') return argument();
    return undefined;
  }

  private entries(module: ModuleFacts, call: CallFact, ctx?: Context): Value[] {
    const [first] = call.args;
    const items = first ? this.elements(this.evaluate(module, first, ctx)).items : [];
    return items.flatMap((v): readonly Value[] => (v.k === 'collection' ? v.items.filter((i) => i.k !== 'string') : [v]));
  }

  /** What a function returns in its context; its declared type where the body does not tell. */
  returned(ctx: Context): Values {
    return this.memoized(ctx, 'returned', () => {
      const { module, fact } = ctx;
      const found = union(fact.returns.map((r) => this.evaluate(module, r, ctx)));
      const isVague = found.items.length === 0 || found.items.every((v) => v.k === 'external');
      if (!isVague || !fact.returnType) return fact.returns.length === 0 && !fact.returnType ? NOTHING : found;
      return this.declaredOr(this.typeValues(module, fact.returnType, ctx), found);
    });
  }

  // ---- types ------------------------------------------------------------------------------------------------------

  /** What a value of a declared type may be. `at` binds the type parameters of a class. */
  typeValues(module: ModuleFacts, term: TypeTerm, ctx?: Context, at?: { cls: ClassRef; self: InstanceValue }): Values {
    const key = `t${ctx?.key ?? ''}${at ? `:${at.cls.key}:${keyOf(at.self)}` : ''}`;
    return at?.self.typeArgs?.length ? this.computeType(module, term, ctx, at) : this.memoized(term, key, () => this.computeType(module, term, ctx, at));
  }

  private computeType(module: ModuleFacts, term: TypeTerm, ctx?: Context, at?: { cls: ClassRef; self: InstanceValue }): Values {
    const recurse = (t: TypeTerm) => this.typeValues(module, t, ctx, at);
    switch (term.k) {
      case 'union':
      case 'intersection': {
        const parts = term.items.filter((t) => t.k !== 'keyword').map(recurse);
        return parts.length > 0 ? union(parts) : NOTHING;
      }
      case 'array':
        return one({ k: 'collection', items: recurse(term.item).items });
      case 'literal':
        return one({ k: 'string', text: term.value });
      case 'function':
        return one({ k: 'function', module, fact: module.functions[term.fn] });
      case 'object':
        return one({ k: 'instance', cls: this.classRef(module, term.cls, ctx), exact: false });
      case 'typeof':
        return this.evaluate(module, term.expr, ctx);
      case 'indexed':
        return term.key === undefined ? unknown('its member is computed') : union(recurse(term.object).items.map((v) => this.memberValues(v, term.key ?? '')));
      case 'import': {
        const target = this.project.imported(module, term.module);
        if (!target) return one({ k: 'external', name: term.name, declared: true });
        const entity = this.project.exportOf(target, term.name.split('.')[0]);
        return entity ? this.typeEntity(entity, term.args, module, at) : one({ k: 'external', name: term.name, declared: true });
      }
      case 'ref':
        return this.refType(module, term, ctx, at);
      case 'keyword':
        return ['any', 'unknown', 'object', 'never', 'void', 'this'].includes(term.name) ? (term.name === 'this' && at ? one(at.self) : unknown(`its type is \`${term.name}\``)) : one({ k: 'builtin', name: term.name });
      default:
        return unknown('its type is computed');
    }
  }

  private refType(module: ModuleFacts, term: Extract<TypeTerm, { k: 'ref' }>, ctx?: Context, at?: { cls: ClassRef; self: InstanceValue }): Values {
    const path = term.name.split('.');
    const base = path[path.length - 1];
    const first = () => (term.args.length > 0 ? this.typeValues(module, term.args[0], ctx, at) : NOTHING);
    const entity = this.project.qualified(module, term.binding, path.slice(1));
    const isForeign = entity === undefined || entity.k === 'external';
    if (isForeign) {
      if (COLLECTION_TYPES.has(base)) return one({ k: 'collection', items: term.args.length > 0 ? this.typeValues(module, term.args[term.args.length - 1], ctx, at).items : [] });
      if (TRANSPARENT_TYPES.has(base) || this.wrappers.has(base)) return first();
      if (base === 'Record') return one({ k: 'collection', items: term.args.length > 1 ? this.typeValues(module, term.args[1], ctx, at).items : [] });
      if (base === 'InstanceType') return union(first().items.map((v): Values => (v.k === 'class' ? one({ k: 'instance', cls: v.cls, exact: false }) : NOTHING)));
      if (base === 'ReturnType') return union(first().items.map((v) => (v.k === 'function' ? this.returned(this.context(v)) : NOTHING)));
      if (BUILTIN_TYPES.has(base)) return one({ k: 'builtin', name: base });
      return one({ k: 'external', name: base, declared: true });
    }
    if (entity.k === 'binding' && entity.binding.kind === 'typeParam') return this.typeParameter(entity.module, entity.binding, ctx, at);
    const values = this.typeEntity(entity, term.args, module, at);
    return values.items.length === 0 && this.wrappers.has(base) ? first() : values;
  }

  private typeEntity(entity: Entity, args: readonly TypeTerm[], from: ModuleFacts, at?: { cls: ClassRef; self: InstanceValue }): Values {
    if (entity.k === 'external') return one({ k: 'external', name: entity.name, declared: true });
    if (entity.k !== 'binding') return entity.k === 'value' ? union(this.evaluate(entity.module, entity.value).items.map((v): Values => (v.k === 'class' ? one({ k: 'instance', cls: v.cls, exact: false }) : NOTHING))) : NOTHING;
    const { module, binding } = entity;
    const typeArgs: TypeArgument[] = args.map((term) => ({ module: from, term, self: at?.self }));
    if (binding.classes.length > 0) return one({ k: 'instance', cls: this.classRef(module, binding.classes[0]), exact: false, typeArgs: typeArgs.length > 0 ? typeArgs : undefined });
    if (binding.alias) {
      const { type, params } = binding.alias;
      if (params.length > 0 && typeArgs.length > 0) return this.aliasType(module, type, params, typeArgs);
      return this.typeValues(module, type);
    }
    if (binding.kind === 'enum') return union(binding.values.map((v) => this.evaluate(module, v)).map((v) => ({ items: v.items.flatMap((i) => (i.k === 'instance' ? i.cls.fact.members.flatMap((m) => this.memberValues(i, m.name).items) : [])) })));
    return union(binding.values.map((v) => this.evaluate(module, v)).map((v) => ({ items: v.items.flatMap((i): Value[] => (i.k === 'class' ? [{ k: 'instance', cls: i.cls, exact: false }] : [])) })));
  }

  /** A generic alias: a parameter that is the alias itself or a member of a union stands for its argument. */
  private aliasType(module: ModuleFacts, type: TypeTerm, params: readonly number[], args: readonly TypeArgument[]): Values {
    const substitute = (t: TypeTerm): Values => {
      if (t.k === 'ref' && params.includes(t.binding)) {
        const arg = args[params.indexOf(t.binding)];
        return arg ? this.typeValues(arg.module, arg.term) : NOTHING;
      }
      if (t.k === 'union' || t.k === 'intersection') return union(t.items.map(substitute));
      if (t.k === 'ref' && (this.wrappers.has(t.name) || TRANSPARENT_TYPES.has(t.name)) && t.args.length > 0) return substitute(t.args[0]);
      return this.typeValues(module, t);
    };
    return substitute(type);
  }

  private typeParameter(module: ModuleFacts, binding: BindingFact, ctx?: Context, at?: { cls: ClassRef; self: InstanceValue }): Values {
    const { index, cls, constraint } = binding.typeParam ?? { index: 0 };
    const self = at?.self ?? (ctx?.self?.k === 'instance' ? ctx.self : undefined);
    if (cls !== undefined && self) {
      const given = this.hierarchy.typeArgument(self, module, cls, index);
      if (given) {
        const values = this.typeValues(given.module, given.term, undefined, given.self ? { cls: given.self.cls, self: given.self } : { cls: self.cls, self });
        if (values.items.length > 0) return values;
      }
    }
    return constraint ? this.typeValues(module, constraint, ctx, at) : unknown(`\`${binding.name}\` is a type parameter`);
  }

  // ---- contextual types -------------------------------------------------------------------------------------------

  /** The types that the place of an expression gives it: annotations, parameters, return types, members of typed literals. */
  contextualTypes(module: ModuleFacts, context: ContextFact | undefined, ctx?: Context): Values {
    if (!context) return NOTHING;
    const parts = context.types.map((t) => this.typeValues(module, t, ctx));
    if (context.argument) {
      const { call: id, index } = context.argument;
      const call = module.calls[id];
      const callees = this.evaluate(module, call.callee, ctx);
      for (const value of callees.items) {
        const fn = value.k === 'function' ? value : value.k === 'class' ? this.constructorOf({ k: 'instance', cls: value.cls, exact: true }).items.find((v) => v.k === 'function') : undefined;
        const param = fn?.fact.params[Math.min(index, fn.fact.params.length - 1)];
        if (fn && param?.type) parts.push(this.typeValues(fn.module, param.type));
      }
    }
    if (context.returnedBy !== undefined) {
      const fact = module.functions[context.returnedBy];
      if (fact.returnType) parts.push(this.typeValues(module, fact.returnType, ctx));
      else {
        const signature = this.contextualSignature(module, fact, ctx);
        if (signature?.fact.returnType) parts.push(this.typeValues(signature.module, signature.fact.returnType));
      }
    }
    if (context.member) {
      const holder = module.classes[context.member.cls];
      const { name } = context.member;
      const types = this.contextualTypes(module, holder.context, ctx).items;
      parts.push(...types.map((t) => (t.k === 'instance' ? this.declaredMember(t, name) : t.k === 'collection' ? { items: t.items } : NOTHING)));
    }
    return union(parts.length > 0 ? parts : [NOTHING]);
  }

  /** What a type declares a member to be, without looking at who overrides it. */
  private declaredMember(type: InstanceValue, name: string): Values {
    const found = this.hierarchy.member(type.cls, name);
    return found ? this.foundMember({ ...type, exact: true }, found) : NOTHING;
  }

  contextualSignature(module: ModuleFacts, fact: FunctionFact, ctx?: Context): FunctionValue | undefined {
    return this.contextualTypes(module, fact.context, ctx).items.find((v): v is FunctionValue => v.k === 'function');
  }
}
