import type { Vocabulary } from '../contract/vocabulary.js';
import type { CreationSpec } from '../contract/types.js';
import type { BindingFact, CallFact, ClassFact, Expr, FunctionFact, ModuleFacts, ReferenceFact, Span } from '../facts/types.js';
import type { Linker } from './linker.js';
import { pathRoot } from './scopes.js';
import { displayFunction, keyOf, type Context, type FunctionValue, type Values } from './values.js';

/** One call in a chain: where it stands, what it is written as, and what it runs. */
export interface Hop {
  readonly module: ModuleFacts;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly display: string;
  readonly call?: CallFact;
  readonly target?: Context;
  /** Other implementations were possible here that create nothing. */
  readonly may: boolean;
  readonly from: Context;
  readonly decidedBy: 'linker' | 'types';
}

/** A call or a getter read in a function's own body, with what it may run. */
interface Edge {
  readonly hop: Omit<Hop, 'may' | 'target'>;
  readonly targets: readonly Context[];
  /** What its name, or the literals it hands over, say of it. Below a named creator, literals do not count. */
  readonly judged: 'name' | 'weak name' | 'literals' | 'harmless' | 'silent';
  /** What it runs is not in the tree and may change something there. */
  readonly outside: boolean;
  /** What it runs is what some class below makes of it. */
  readonly isHook?: boolean;
}

/** What goes along with a request under these names says nothing of it. */
const PAYLOADS: ReadonlySet<string> = new Set(['body', 'data']);

/** How many combinations of literals are judged at one call. */
const MAX_CHOICES = 32;

interface Exclusion {
  /** Functions in whose body we are already: a call of one is not a hop. */
  readonly own: ReadonlySet<FunctionFact>;
}

const NONE: Exclusion = { own: new Set() };

/** Finds export creations forwards from a method, through everything it calls. */
export class Effects {
  private readonly edgeMemo = new Map<string, Edge[]>();
  private readonly namedMemo = new Map<string, boolean>();
  private readonly outsideMemo = new Map<string, boolean>();
  private readonly clean = new Set<string>();
  private readonly ownSets = new WeakMap<FunctionFact, ReadonlySet<FunctionFact>>();
  private readonly localObjects = new WeakMap<ClassFact, boolean>();
  private readonly reads = new WeakMap<ModuleFacts, Map<number, ReferenceFact[]>>();
  private readonly creates: ReadonlySet<string>;
  private readonly harmless: ReadonlySet<string>;

  constructor(
    private readonly linker: Linker,
    private readonly vocabulary: Vocabulary,
    spec: CreationSpec | undefined,
    /** Whether a name is that of the contract method that creates exports. */
    private readonly isCreatingMethod: (name: string) => boolean,
    /** Whether a name is that of a contract method that only reads: every closure in it is its own body. */
    private readonly isReader: (name: string) => boolean,
    /** Whether a parameter of a contract method tells who is going to attach. */
    private readonly tellsInitiator: (method: string, parameter: string) => boolean,
  ) {
    this.creates = new Set(spec?.annotations?.creates ?? []);
    this.harmless = new Set(spec?.annotations?.reads ?? []);
  }

  /**
   * The calls in a function's own body (closures and local functions included) that create an export, each with the
   * shortest chain to a creator.
   */
  creatingCalls(root: Context): Hop[][] {
    const own = this.ownSet(root);
    const usesClosures = own.size > 1;
    return this.edges(root).flatMap((edge) => {
      const chain = this.chain(edge, usesClosures ? { own } : NONE);
      return chain ? [chain] : [];
    });
  }

  private ownSet({ module, fact }: Context): ReadonlySet<FunctionFact> {
    let own = this.ownSets.get(fact);
    if (!own) this.ownSets.set(fact, (own = new Set(this.ownFunctions(module, fact))));
    return own;
  }

  /** The function with the closures that are part of its body, wherever they are called. */
  private ownFunctions(module: ModuleFacts, fact: FunctionFact): FunctionFact[] {
    const nested = fact.children.map((id) => module.functions[id]).filter((f) => this.isOwnBody(module, f));
    return [fact, ...nested.flatMap((f) => this.ownFunctions(module, f))];
  }

  /** Breadth first, so that the chain is a shortest one. */
  private chain(first: Edge, exclusion: Exclusion, transports = true): Hop[] | undefined {
    interface Step {
      readonly edge: Edge;
      readonly target?: Context;
      readonly before?: Step;
    }
    const seen = new Set<string>();
    const queue: Step[] = [{ edge: first }];
    const visited: string[] = [];
    for (let step = queue.shift(); step; step = queue.shift()) {
      const { edge } = step;
      if (this.isTerminal(edge, transports)) {
        const hops: Hop[] = [];
        for (let at: Step | undefined = step, target: Context | undefined; at; target = at.target, at = at.before)
          hops.unshift(this.hop(at.edge, target));
        return hops;
      }
      for (const target of edge.targets) {
        if (seen.has(target.key) || (exclusion === NONE && transports && this.clean.has(target.key)) || exclusion.own.has(target.fact))
          continue;
        seen.add(target.key);
        visited.push(target.key);
        for (const next of this.edges(target)) queue.push({ edge: next, target, before: step });
      }
    }
    if (exclusion === NONE && transports) for (const key of visited) this.clean.add(key);
    return undefined;
  }

  /** A hop as the chain takes it: where several implementations are possible, the one that leads on is named. */
  private hop(edge: Edge, taken: Context | undefined): Hop {
    const shown = taken ?? (edge.targets.length > 1 ? edge.targets.find((t) => this.reachesOutside(t)) : undefined);
    const display = shown && edge.targets.length > 1 ? displayFunction(shown.module, shown.fact) : edge.hop.display;
    return { ...edge.hop, display, target: taken, may: edge.isHook || this.isPartial(edge, taken) };
  }

  /** Whether only some of the implementations that a hop may run lead on. */
  private isPartial(edge: Edge, taken: Context | undefined): boolean {
    if (edge.targets.length < 2) return false;
    return edge.targets.some((t) => t !== taken && !this.edges(t).some((e) => this.chain(e, NONE) !== undefined));
  }

  /** The end of a chain: named as a creation, borne out by a body that reaches the outside, and with no creator further down. */
  private isTerminal(edge: Edge, transports: boolean): boolean {
    const { judged } = edge;
    if (judged === 'silent' || judged === 'harmless' || (judged === 'literals' && !transports)) return false;
    if (edge.targets.length === 0) return true;
    const tags = edge.targets.flatMap((t) => t.fact.doc?.tags ?? []);
    if (tags.some((t) => this.creates.has(t)) || (edge.hop.call?.name !== undefined && this.isCreatingMethod(edge.hop.call.name)))
      return true;
    if (edge.targets.some((t) => this.reachesNamed(t))) return false;
    const isPromising = judged !== 'weak name' || edge.targets.some((t) => this.isClient(t));
    return isPromising && (edge.outside || edge.targets.some((t) => this.reachesOutside(t)));
  }

  private isClient({ module, fact }: Context): boolean {
    const name = fact.cls === undefined ? undefined : module.classes[fact.cls].name;
    return name !== undefined && this.vocabulary.isClient(name);
  }

  private reachesNamed(target: Context): boolean {
    const known = this.namedMemo.get(target.key);
    if (known !== undefined) return known;
    this.namedMemo.set(target.key, false);
    const found = this.edges(target).some((e) => this.chain(e, NONE, false) !== undefined);
    this.namedMemo.set(target.key, found);
    return found;
  }

  private reachesOutside(target: Context): boolean {
    const known = this.outsideMemo.get(target.key);
    if (known !== undefined) return known;
    const seen = new Set([target.key]);
    const queue = [target];
    let found = false;
    for (let ctx = queue.shift(); ctx && !found; ctx = queue.shift()) {
      for (const edge of this.edges(ctx)) {
        if (edge.judged === 'harmless') continue;
        // What the literals of a call say is said to the outside, whatever carries it there.
        if (edge.outside || edge.judged === 'literals') found = true;
        for (const next of edge.targets) {
          if (!seen.has(next.key)) queue.push(next);
          seen.add(next.key);
        }
      }
    }
    this.outsideMemo.set(target.key, found);
    return found;
  }

  // ---- edges ------------------------------------------------------------------------------------------------------

  private edges(ctx: Context): Edge[] {
    let made = this.edgeMemo.get(ctx.key);
    if (!made) {
      this.edgeMemo.set(ctx.key, (made = []));
      if (!ctx.fact.doc?.tags.some((t) => this.harmless.has(t))) made.push(...this.bodyEdges(ctx, ctx));
    }
    return made;
  }

  private bodyEdges(ctx: Context, root: Context): Edge[] {
    const { module, fact } = ctx;
    const edges: Edge[] = [];
    for (const id of fact.calls) {
      const call = module.calls[id];
      if (!call.onErrorPath) edges.push(this.callEdge(ctx, call, root));
    }
    for (const read of this.readsIn(module, fact.id)) edges.push(...this.getterEdge(ctx, read));
    if (fact.body !== 'work') edges.push(...this.decoratorEdges(ctx));
    for (const child of fact.children) {
      const closure = module.functions[child];
      if (!this.isOwnBody(module, closure) || closure.onErrorPath) continue;
      const inside = this.linker.context({ k: 'function', module, fact: closure, env: ctx }, [], ctx);
      edges.push(...this.bodyEdges(inside, root));
    }
    return edges.sort((a, b) => a.hop.span[0] - b.hop.span[0]);
  }

  private callEdge(ctx: Context, call: CallFact, root: Context): Edge {
    const { module } = ctx;
    const { targets, signatures, receiver, builtin, decidedBy } = this.linker.calls.resolve(module, call, ctx);
    const own = this.ownSet(root);
    const left = !receiver.items.some((v) => v.k === 'instance' && v.above) && this.isLeftToSubclasses(receiver, signatures);
    const real = [...targets, ...(left ? this.hooksBelow(signatures) : [])].filter(
      (t) => !own.has(t.fact) || (t.fact === root.fact && !isSameSelf(t, root)),
    );
    const inner = this.innerCallee(call, receiver);
    const called = inner.k === 'member' ? inner.name : (targets[0]?.fact.name ?? signatures[0]?.fact.name ?? call.name);
    const nameSpan = inner.k === 'member' ? inner.nameSpan : inner.k === 'name' ? inner.span : call.nameSpan;
    const isOpaque = targets.length === 0 && real.length === 0;
    // A function nobody holds the body of runs what it is given.
    const handed = isOpaque ? this.handedOn(module, call, ctx).filter((t) => !own.has(t.fact)) : [];
    const tags = [...targets, ...signatures].flatMap((t) => t.fact.doc?.tags ?? []);
    const isDeclaredHarmless = tags.some((tag) => this.harmless.has(tag));
    const isLogging = call.callee.k === 'member' && this.isLogging(call.callee.object);
    const isSilent = builtin || isLogging || isDeclaredHarmless || targets.length > real.length || left;
    const judged = isSilent ? 'silent' : this.judge(module, call, called, ctx, tags, real);
    return {
      hop: {
        module,
        nameSpan,
        span: call.span,
        display: this.display(module, call, called, targets, signatures, receiver, ctx),
        call,
        from: root,
        decidedBy,
      },
      targets: isDeclaredHarmless ? [] : [...real, ...handed],
      judged,
      isHook: left && real.length > 0,
      outside: isOpaque && !builtin && !isLogging && judged !== 'harmless' && !isConstruction(module, call) && call.callee.k !== 'super',
    };
  }

  /** An abstract hook, seen from the abstract class: each subclass that overrides it is judged for itself. */
  private isLeftToSubclasses({ items }: Values, signatures: readonly FunctionValue[]): boolean {
    return signatures.some(
      (s) =>
        s.fact.cls !== undefined &&
        s.self?.k === 'instance' &&
        s.self.exact &&
        items.length === 1 &&
        this.linker.hierarchy.overriders(s.self.cls, s.fact.name ?? '').length > 0,
    );
  }

  /** In Python nothing says that a class is abstract: whoever is given it may be given what overrides the hook. */
  private hooksBelow(signatures: readonly FunctionValue[]): Context[] {
    return signatures.flatMap(({ self, fact }) => {
      if (self?.k !== 'instance' || self.cls.module.language !== 'python') return [];
      return this.linker.hierarchy.overriders(self.cls, fact.name ?? '').flatMap(({ cls, member, self: below }) => {
        const body = member.fn === undefined ? undefined : cls.module.functions[member.fn];
        if (!body || body.body === 'none') return [];
        const instance = { k: 'instance' as const, cls: below, exact: true };
        return [this.linker.context({ k: 'function', module: cls.module, fact: body, self: instance, env: cls.env })];
      });
    });
  }

  /** What is called: behind `.call` and `.apply` the function they hang on. */
  private innerCallee({ callee, args }: CallFact, receiver: Values): Expr {
    if (callee.k !== 'member' || (callee.name !== 'call' && callee.name !== 'apply')) return callee;
    const isFunction = receiver.items.some((v) => v.k === 'function') || (args.length > 0 && args[0].k === 'this');
    return isFunction ? callee.object : callee;
  }

  private judge(
    module: ModuleFacts,
    call: CallFact,
    name: string | undefined,
    ctx: Context,
    tags: readonly string[],
    running: readonly Context[],
  ): Edge['judged'] {
    if (tags.some((tag) => this.creates.has(tag))) return 'name';
    const aliased = call.callee.k === 'name' ? this.memberBehind(module, call.callee) : undefined;
    const judged = aliased ?? name;
    if (judged === undefined) return 'silent';
    if (this.isCreatingMethod(judged)) return 'name';
    if (isConstruction(module, call)) return 'silent';
    const transport = [judged, ...running.flatMap((t) => t.fact.name ?? [])].find((n) => this.vocabulary.isTransport(n));
    if (transport !== undefined) {
      const said = this.literals(module, [...call.args, ...keywordsSaying(call)], ctx).map((choice) => this.vocabulary.judgeTransport(transport, choice));
      return said.includes('creates') ? 'literals' : said.every((one) => one === 'harmless') ? 'harmless' : 'silent';
    }
    const receiver = call.callee.k === 'member' ? this.hint(call.callee.object)[0] : undefined;
    const [first] = call.args;
    const thing = first?.k === 'string' && first.holes.length === 0 ? first.text : undefined;
    const said = this.vocabulary.judgeName(
      judged,
      call.args.flatMap((a) => this.hint(a)),
      // `client.new('hosts')`: what is made is the first argument.
      thing ?? receiver,
    );
    if (said === 'silent' && this.vocabulary.makes(judged) && this.isMadeForInitiator(module, call)) return 'name';
    return said === 'creates' ? 'name' : said === 'weakly' ? 'weak name' : said;
  }

  /** What is made with something out of the connector is made for who is going to attach: `createResource(connector.host)`. */
  private isMadeForInitiator(module: ModuleFacts, { args, keywords = [] }: CallFact): boolean {
    return [...args, ...keywords.map((k) => k.value)].some((arg) => this.isOutOfConnector(module, arg, true));
  }

  private isOutOfConnector(module: ModuleFacts, expr: Expr, follow: boolean): boolean {
    if (expr.k === 'member' || expr.k === 'element') {
      const root = pathRoot(expr);
      return root.k === 'name' && root.binding !== -1 && this.isConnector(module, module.bindings[root.binding]);
    }
    if (expr.k !== 'name' || expr.binding === -1 || !follow) return false;
    const { values } = module.bindings[expr.binding];
    return values.length === 1 && this.isOutOfConnector(module, values[0], false);
  }

  /** The parameter of a reading method that tells who attaches. */
  private isConnector(module: ModuleFacts, { kind, scope, name }: BindingFact): boolean {
    const { name: method } = module.functions[module.scopes[scope].fn];
    return kind === 'param' && method !== undefined && this.tellsInitiator(method, name);
  }

  /** The member an alias was taken from: `const { mapLun } = client`, `const attach = client.attachLun.bind(client)`. */
  private memberBehind(module: ModuleFacts, callee: Expr): string | undefined {
    if (callee.k !== 'name' || callee.binding === -1) return undefined;
    const binding = module.bindings[callee.binding];
    if (binding.from) return binding.from.imported === 'default' || binding.from.imported === '*' ? undefined : binding.from.imported;
    const [value] = binding.values;
    if (value?.k === 'member') return value.name;
    if (value?.k !== 'call') return undefined;
    const made = module.calls[value.call];
    return made.name === 'bind' && made.callee.k === 'member' && made.callee.object.k === 'member' ? made.callee.object.name : undefined;
  }

  private hint(expr: Expr): string[] {
    if (expr.k === 'name') return [expr.name];
    if (expr.k === 'member') return [expr.name, ...this.hint(expr.object)];
    return [];
  }

  /**
   * The strings that reach a call: its literals, those in lists and objects, and what its parameters were given.
   * Where an argument may be one of several, each choice is a list of its own.
   */
  private literals(module: ModuleFacts, args: readonly Expr[], ctx: Context): string[][] {
    let choices: string[][] = [[]];
    for (const arg of args) {
      const said = this.literalsOf(module, arg, ctx);
      if (said.length > 0 && choices.length * said.length <= MAX_CHOICES)
        choices = choices.flatMap((c) => said.map((more) => [...c, ...more]));
    }
    return choices;
  }

  private literalsOf(module: ModuleFacts, arg: Expr, ctx: Context): string[][] {
    if (arg.k === 'array') return this.literals(module, arg.items, ctx);
    if (arg.k === 'class') {
      const members = module.classes[arg.cls].members.filter((m) => !PAYLOADS.has(m.name));
      return this.literals(
        module,
        members.flatMap((m) => m.value ?? []),
        ctx,
      );
    }
    if (arg.k === 'function' || arg.k === 'call') return [];
    return this.linker.evaluate(module, arg, ctx).items.flatMap((v) => {
      if (v.k === 'string') return [[v.text]];
      return v.k === 'collection' ? [v.items.flatMap((i) => (i.k === 'string' ? [i.text] : []))] : [];
    });
  }

  private handedOn(module: ModuleFacts, call: CallFact, ctx: Context): Context[] {
    if (isPartial(module, call)) return [];
    return call.args.flatMap((arg) => {
      if (arg.k === 'string' || arg.k === 'literal' || (arg.k === 'call' && !isPartial(module, module.calls[arg.call]))) return [];
      if (arg.k === 'function' && this.isOwnBody(module, module.functions[arg.fn])) return [];
      return this.linker
        .evaluate(module, arg, ctx)
        .items.flatMap((v) => (v.k === 'function' && v.fact.body !== 'none' ? [this.linker.context(v)] : []));
    });
  }

  private isLogging(object: Expr): boolean {
    if (object.k === 'name') return this.vocabulary.isLogging(object.name);
    return object.k === 'member' && (this.vocabulary.isLogging(object.name) || this.isLogging(object.object));
  }

  private display(
    module: ModuleFacts,
    call: CallFact,
    name: string | undefined,
    targets: readonly Context[],
    signatures: readonly FunctionValue[],
    receiver: Values,
    ctx: Context,
  ): string {
    const [target] = targets;
    if (target) return displayFunction(target.module, target.fact);
    const [signature] = signatures;
    if (signature?.fact.name !== undefined) return displayFunction(signature.module, signature.fact, signature.self?.cls.fact.name);
    const shown = (call.callee.k === 'name' ? this.memberBehind(module, call.callee) : undefined) ?? name ?? '(computed)';
    const typed = receiver.items.find((v) => v.k === 'instance' && v.cls.fact.name !== undefined);
    if (typed?.k === 'instance') return `${typed.cls.fact.name ?? ''}.${shown}`;
    const declared = receiver.items.find((v) => v.k === 'external' && v.declared);
    if (declared?.k === 'external') return `${declared.name}.${shown}`;
    const object = call.callee.k === 'member' ? call.callee.object : undefined;
    if (object?.k === 'this') {
      const self = this.linker.selfOf(module, ctx.fact.id, ctx);
      return `${self?.cls.fact.name ?? 'this'}.${shown}`;
    }
    if (object?.k === 'super') return `super.${shown}`;
    const written = object?.k === 'name' || object?.k === 'member' ? object.name : undefined;
    return written === undefined ? shown : `${written}.${shown}`;
  }

  /** What a decorator puts in the place of a function that does nothing itself. */
  decoratorEdges(ctx: Context): Edge[] {
    const { module, fact, self, parent } = ctx;
    return fact.decorators.flatMap((decorator): Edge[] => {
      const given: FunctionValue = { k: 'function', module, fact, self: self ?? undefined, env: parent };
      const wrappers = this.linker.evaluate(module, decorator).items.flatMap((v) => {
        if (v.k !== 'function' || v.fact.body === 'none') return [];
        return this.linker.calls.returned(this.linker.context(v, [{ items: [given] }])).items;
      });
      const bodies = wrappers.flatMap((v) => (v.k === 'function' && v.fact !== fact && v.fact.body !== 'none' ? [v] : []));
      if (bodies.length === 0) return [];
      const targets = bodies.map((v) => this.linker.context(v, self ? [{ items: [self] }] : []));
      const display = displayFunction(targets[0].module, targets[0].fact);
      const hop = { module, nameSpan: decorator.span, span: decorator.span, display, from: ctx, decidedBy: 'linker' as const };
      return [{ hop, targets, judged: 'silent', outside: false }];
    });
  }

  /** Reading `this.mapping` may run a getter. */
  private getterEdge(ctx: Context, read: ReferenceFact): Edge[] {
    const { module } = ctx;
    const self = this.linker.selfOf(module, ctx.fact.id, ctx);
    if (self?.k !== 'instance') return [];
    const found = this.linker.hierarchy.member(self.cls, read.name);
    if (found?.member.kind !== 'getter' || found.member.fn === undefined) return [];
    const fact = found.cls.module.functions[found.member.fn];
    const target = this.linker.context({ k: 'function', module: found.cls.module, fact, self, env: found.cls.env });
    const hop = {
      module,
      nameSpan: read.nameSpan,
      span: read.nameSpan,
      display: displayFunction(found.cls.module, fact),
      from: ctx,
      decidedBy: 'linker' as const,
    };
    return [{ hop, targets: [target], judged: 'silent', outside: false }];
  }

  private readsIn(module: ModuleFacts, fn: number): readonly ReferenceFact[] {
    let table = this.reads.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.references) if (fact.object.k === 'this') table.set(fact.fn, [...(table.get(fact.fn) ?? []), fact]);
      this.reads.set(module, table);
    }
    return table.get(fn) ?? [];
  }

  private isLocalObject(module: ModuleFacts, cls: ClassFact): boolean {
    let known = this.localObjects.get(cls);
    if (known === undefined) this.localObjects.set(cls, (known = neverEscapes(module, cls)));
    return known;
  }

  /** Whether a nested function is part of the body it stands in: called there or handed on, not returned or kept. */
  private isOwnBody(module: ModuleFacts, fact: FunctionFact): boolean {
    if (fact.parent === 0 || fact.kind === 'init') return false;
    const holder = fact.cls ?? fact.context?.member?.cls;
    if (holder !== undefined && this.isLocalObject(module, module.classes[holder])) return true;
    if (fact.cls !== undefined) return false;
    const parent = module.functions[fact.parent];
    if ((fact.use === 'returned' || fact.use === 'stored') && this.isReader(parent.name ?? parent.context?.member?.name ?? '')) return true;
    if (fact.use === 'argument' || fact.use === 'called') return true;
    if (fact.use !== 'declared' && fact.use !== 'bound') return false;
    return fact.binding !== undefined && fact.binding !== -1 && module.bindings[fact.binding].uses.some((use) => use.reads);
  }
}

/** `functools.partial(f, x)` runs nothing yet: who calls or is handed what it gives does. */
function isPartial({ language }: ModuleFacts, { name }: CallFact): boolean {
  return language === 'python' && name === 'partial';
}

/** The values of keyword arguments that tell what is done, not what is sent with it. */
function keywordsSaying({ keywords = [] }: CallFact): Expr[] {
  return keywords.filter(({ name }) => name !== undefined && !PAYLOADS.has(name)).map(({ value }) => value);
}

/** `new X()`; in Python a call of something that is written as a class is. */
function isConstruction({ language, bindings }: ModuleFacts, { kind, callee, name = '' }: CallFact): boolean {
  if (kind === 'new' || language !== 'python') return kind === 'new';
  const object = callee.k === 'member' ? callee.object : undefined;
  const isNamed = !object || (object.k === 'name' && object.binding !== -1 && bindings[object.binding].from !== undefined);
  return isNamed && /^_{0,2}[A-Z][A-Za-z0-9]*[a-z]/u.test(name);
}

/** Whether an object literal never leaves its function: each use of its variable reads a member. */
function neverEscapes(module: ModuleFacts, cls: ClassFact): boolean {
  if (cls.kind !== 'object' || cls.fn === 0) return false;
  const id = module.bindings.findIndex(
    (b) => module.scopes[b.scope].fn === cls.fn && b.values.some((v) => v.k === 'class' && v.cls === cls.id),
  );
  if (id === -1) return false;
  const isOf = (object: Expr) => object.k === 'name' && object.binding === id;
  const calls = module.calls.filter((c) => c.callee.k === 'member' && isOf(c.callee.object)).length;
  const reads = module.references.filter((r) => isOf(r.object)).length;
  return module.bindings[id].uses.length > 0 && calls + reads >= module.bindings[id].uses.length;
}

function isSameSelf(a: Context, b: Context): boolean {
  return (a.self && keyOf(a.self)) === (b.self && keyOf(b.self));
}
