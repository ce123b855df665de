import { inside } from '../facts/scopes.js';
import type {
  CallFact,
  Expr,
  FunctionFact,
  ModuleFacts,
  ReferenceFact,
  Span,
} from '../facts/types.js';
import { PLAIN_TYPES } from '../linker/builtins.js';
import { isConstruction, type CallJudgement, type CallJudgements } from './call-judgements.js';
import { HandedFunctions } from './handed-functions.js';
import type { Linker } from '../linker/linker.js';
import type { Query } from '../linker/queries.js';
import type { OwnBodies } from './own-bodies.js';
import {
  functionLabel,
  keyOf,
  type Context,
  type FunctionValue,
  type Values,
} from '../linker/values.js';

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
export interface Edge {
  readonly hop: Omit<Hop, 'may' | 'target'>;
  readonly targets: readonly Context[];
  /**
   * What its name, or the literals it hands over, say of it. Below a named creator, literals do not
   * count.
   */
  readonly judged: CallJudgement;
  /** Those of its targets that this is said of; otherwise all. */
  readonly judgedOf?: readonly Context[];
  /** What it runs is not in the tree and may change something there. */
  readonly outside: boolean;
  /** What it runs is what some class below makes of it. */
  readonly isHook?: boolean;
  /** What it is given and runs, where that is a creator nobody holds the body of. */
  readonly handed?: readonly Edge[];
}

/**
 * What a function's body may run: its calls, the getters it reads, what decorators put in its
 * place.
 */
export class EffectEdges {
  /** The edges of a function, in a context. */
  readonly of: Query<Context, readonly Edge[]>;
  private readonly handed: HandedFunctions;
  private readonly reads = new WeakMap<ModuleFacts, Map<number, ReferenceFact[]>>();

  constructor(
    private readonly linker: Linker,
    private readonly judgements: CallJudgements,
    private readonly own: OwnBodies,
  ) {
    this.handed = new HandedFunctions(linker, judgements, own);
    this.of = linker.queries.query({
      name: 'edges',
      subject: (ctx) => ctx,
      holds: (ctx) => ctx.modules,
      compute: (ctx) =>
        this.judgements.isTaggedHarmless(ctx.fact.doc?.tags ?? []) ? [] : this.bodyEdges(ctx),
    });
  }

  private bodyEdges(root: Context): Edge[] {
    return inside(root, (ctx) => this.closuresIn(ctx))
      .flatMap((ctx) => this.ownEdges(ctx, root))
      .sort((a, b) => a.hop.span[0] - b.hop.span[0]);
  }

  /** The closures right in a function that are part of its body. */
  private closuresIn(ctx: Context): Context[] {
    const { module, fact } = ctx;
    return fact.children
      .map((id) => module.functions[id])
      .filter((closure) => this.own.holds(module, closure) && !closure.onErrorPath)
      .map((closure) =>
        this.linker.context({ k: 'function', module, fact: closure, env: ctx }, [], ctx),
      );
  }

  private ownEdges(ctx: Context, root: Context): Edge[] {
    const { module, fact } = ctx;
    const edges: Edge[] = [];
    for (const id of fact.calls) {
      const call = module.calls[id];
      if (!call.onErrorPath) edges.push(this.callEdge(ctx, call, root));
    }
    for (const read of this.readsIn(module, fact.id)) edges.push(...this.getterEdge(ctx, read));
    if (fact.body !== 'work') edges.push(...this.decoratorEdges(ctx));
    return edges;
  }

  private callEdge(ctx: Context, call: CallFact, root: Context): Edge {
    const { module } = ctx;
    const { targets, signatures, receiver, builtin, decidedBy } = this.linker.calls.resolve(
      module,
      call,
      ctx,
    );
    const own = this.own.of(root);
    const left =
      !receiver.items.some((v) => v.k === 'instance' && v.superOf) &&
      this.isLeftToSubclasses(call, receiver, signatures);
    const real = [...targets, ...(left ? this.hooksBelow(signatures) : [])].filter(
      (t) => !own.has(t.fact) || (t.fact === root.fact && !isSameSelf(t, root)),
    );
    const inner = this.innerCallee(call, receiver);
    // A variable may be several functions: the name of a creator among them says what it may do.
    const named =
      inner.k !== 'member' && targets.length > 1
        ? targets.filter(({ fact }) => this.judgements.isNamedCreator(fact.name ?? ''))
        : undefined;
    const called =
      inner.k === 'member'
        ? inner.name
        : ((named?.length ? named : targets)[0]?.fact.name ??
          signatures[0]?.fact.name ??
          call.name);
    const nameSpan =
      inner.k === 'member' ? inner.nameSpan : inner.k === 'name' ? inner.span : call.nameSpan;
    const isOpaque = targets.length === 0 && real.length === 0;
    // A function nobody holds the body of runs what it is given.
    const handed = isOpaque
      ? this.handed.functionsIn(module, call, ctx).filter((t) => !own.has(t.fact))
      : [];
    const tags = [...targets, ...signatures].flatMap((t) => t.fact.doc?.tags ?? []);
    const isDeclaredHarmless = this.judgements.isTaggedHarmless(tags);
    const isLogging = call.callee.k === 'member' && this.judgements.isLogging(call.callee.object);
    const isSilent =
      builtin || isLogging || isDeclaredHarmless || targets.length > real.length || left;
    const alias = isOpaque ? this.handed.nameBehind(module, call, ctx) : undefined;
    const judged =
      isSilent || (isOpaque && this.handed.isRunner(call))
        ? 'silent'
        : this.judgements.judge(module, call, alias ?? called, ctx, tags, real);
    const isRunner = !isSilent || (builtin && this.handed.runs(call));
    return {
      hop: {
        module,
        nameSpan,
        span: call.span,
        display: this.display(module, call, alias ?? called, targets, signatures, receiver, ctx),
        call,
        from: root,
        decidedBy,
      },
      targets: isDeclaredHarmless ? [] : [...real, ...handed],
      judged,
      judgedOf: named?.length ? named : undefined,
      isHook: left && real.length > 0,
      handed: isRunner ? this.handed.creatorsIn(module, call, ctx, root, real) : [],
      outside:
        isOpaque &&
        !builtin &&
        !isLogging &&
        !isClock(call, signatures) &&
        judged !== 'harmless' &&
        !isConstruction(module, call) &&
        call.callee.k !== 'super',
    };
  }

  /**
   * An abstract hook, seen from the abstract class: each subclass that overrides it is judged for
   * itself.
   */
  private isLeftToSubclasses(
    { callee }: CallFact,
    { items }: Values,
    signatures: readonly FunctionValue[],
  ): boolean {
    if (items.length !== 1) return false;
    const [on] = items;
    return signatures.some((s) => {
      const self = s.fact.cls === undefined ? on : s.self;
      // A field that has the type of a function is called by its own name.
      const name = s.fact.cls === undefined && callee.k === 'member' ? callee.name : s.fact.name;
      return (
        self?.k === 'instance' &&
        self.exact &&
        this.linker.hierarchy.overriders(self.cls, name ?? '').length > 0
      );
    });
  }

  /**
   * In Python nothing says that a class is abstract: whoever is given it may be given what
   * overrides the hook.
   */
  private hooksBelow(signatures: readonly FunctionValue[]): Context[] {
    return signatures.flatMap(({ self, fact }) => {
      if (self?.k !== 'instance' || self.cls.module.language !== 'python') return [];
      if (isDeclaredAbstract(fact)) return [];
      return this.linker.hierarchy
        .overriders(self.cls, fact.name ?? '')
        .flatMap(({ cls, member, self: below }) => {
          const body = member.fn === undefined ? undefined : cls.module.functions[member.fn];
          if (!body || body.body === 'none') return [];
          const instance = { k: 'instance' as const, cls: below, exact: true };
          return [
            this.linker.context({
              k: 'function',
              module: cls.module,
              fact: body,
              self: instance,
              env: cls.env,
            }),
          ];
        });
    });
  }

  /** What is called: behind `.call` and `.apply` the function they hang on. */
  private innerCallee({ callee, args }: CallFact, receiver: Values): Expr {
    if (callee.k !== 'member' || (callee.name !== 'call' && callee.name !== 'apply')) return callee;
    const isFunction =
      receiver.items.some((v) => v.k === 'function') || (args.length > 0 && args[0].k === 'this');
    return isFunction ? callee.object : callee;
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
    if (target) return functionLabel(target.module, target.fact);
    const [signature] = signatures;
    if (signature?.fact.name !== undefined)
      return functionLabel(signature.module, signature.fact, signature.self?.cls.fact.name);
    const shown =
      (call.callee.k === 'name' ? this.judgements.memberBehind(module, call.callee) : undefined) ??
      name ??
      '(computed)';
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
      const given: FunctionValue = {
        k: 'function',
        module,
        fact,
        self: self ?? undefined,
        env: parent,
      };
      const wrappers = this.linker.evaluate(module, decorator).items.flatMap((v) => {
        if (v.k !== 'function' || v.fact.body === 'none') return [];
        return this.linker.calls.returned(this.linker.context(v, [{ items: [given] }])).items;
      });
      const bodies = wrappers.flatMap((v) =>
        v.k === 'function' && v.fact !== fact && v.fact.body !== 'none' ? [v] : [],
      );
      if (bodies.length === 0) return [];
      const targets = bodies.map((v) => this.linker.context(v, self ? [{ items: [self] }] : []));
      const display = functionLabel(targets[0].module, targets[0].fact);
      const hop = {
        module,
        nameSpan: decorator.span,
        span: decorator.span,
        display,
        from: ctx,
        decidedBy: 'linker' as const,
      };
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
    const target = this.linker.context({
      k: 'function',
      module: found.cls.module,
      fact,
      self,
      env: found.cls.env,
    });
    const hop = {
      module,
      nameSpan: read.nameSpan,
      span: read.nameSpan,
      display: functionLabel(found.cls.module, fact),
      from: ctx,
      decidedBy: 'linker' as const,
    };
    return [{ hop, targets: [target], judged: 'silent', outside: false }];
  }

  private readsIn(module: ModuleFacts, fn: number): readonly ReferenceFact[] {
    let table = this.reads.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.references)
        if (fact.object.k === 'this') table.set(fact.fn, [...(table.get(fact.fn) ?? []), fact]);
      this.reads.set(module, table);
    }
    return table.get(fn) ?? [];
  }
}

/** `@abc.abstractmethod`: nobody makes an object of the class itself. */
function isDeclaredAbstract({ decorators }: FunctionFact): boolean {
  return decorators.some(
    (d) => (d.k === 'member' || d.k === 'name') && d.name.startsWith('abstract'),
  );
}

function isSameSelf(a: Context, b: Context): boolean {
  return (a.self && keyOf(a.self)) === (b.self && keyOf(b.self));
}

/**
 * `now: () => number`: a function that is given nothing and gives back a plain value at once tells
 * nobody anything.
 */
function isClock({ args }: CallFact, signatures: readonly FunctionValue[]): boolean {
  return (
    args.length === 0 &&
    signatures.length > 0 &&
    signatures.every(
      ({ fact: { cls, returnType } }) =>
        cls === undefined && returnType?.k === 'keyword' && PLAIN_TYPES.has(returnType.name),
    )
  );
}
