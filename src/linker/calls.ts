import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import { scriptNames } from '../test-libraries/names.js';
import { constructSignatures, proxied, resolvedBy, resultBySignature } from './generics.js';
import {
  isLanguageMethod,
  PLAIN_TYPES,
  COLLECTION_TYPES,
  ELEMENT_METHODS,
  SAME_METHODS,
  WRAPPING_FUNCTIONS,
} from './builtins.js';
import {
  GIVEN,
  extended,
  isUninformative,
  EMPTY,
  OF_VALUES,
  singleton,
  union,
  unknown,
  withArguments,
  type CallResolution,
  type Context,
  type FunctionValue,
  type InstanceValue,
  type Value,
  type Values,
} from './values.js';
import type { Linker } from './linker.js';
import type { Query } from './queries.js';
import { PythonCalls } from './python-calls.js';
import { RESOLUTION, RETURNED } from './wording.js';

const SAME_FUNCTION = scriptNames('sameFunction');
const SAME_VALUE = scriptNames('sameValue');

/** Arguments given by name. */
interface NamedValues {
  readonly name: string | undefined;
  readonly values: Values | undefined;
}

/** What a call may run, and what it gives back. */
export class Calls {
  private readonly resolutions: Query<
    { readonly module: ModuleFacts; readonly call: CallFact; readonly ctx?: Context },
    CallResolution
  >;
  /** What a function returns in its context; its declared type where the body does not tell. */
  readonly returned: Query<Context, Values>;
  readonly python: PythonCalls;

  constructor(private readonly linker: Linker) {
    this.resolutions = linker.queries.query({
      name: 'resolve',
      wording: RESOLUTION,
      subject: ({ call }) => call,
      key: ({ ctx }) => ctx?.key ?? '',
      holds: ({ ctx }) => ctx?.modules ?? [],
      compute: ({ module, call, ctx }) => this.computeCall(module, call, ctx),
    });
    this.returned = linker.queries.query({
      name: 'returned',
      wording: RETURNED,
      subject: (ctx) => ctx,
      holds: (ctx) => ctx.modules,
      compute: (ctx) => this.computeReturned(ctx),
      ...OF_VALUES,
    });
    this.python = new PythonCalls(linker);
  }

  /** What a call may run. */
  resolve(module: ModuleFacts, call: CallFact, ctx?: Context): CallResolution {
    return this.resolutions({ module, call, ctx });
  }

  private computeCall(module: ModuleFacts, call: CallFact, ctx?: Context): CallResolution {
    const { callee } = call;
    const receiver =
      callee.k === 'member' ? this.linker.evaluate(module, callee.object, ctx) : EMPTY;
    const args = (list: readonly Expr[]) => this.argumentValues(module, list, ctx);
    let callees =
      callee.k === 'super'
        ? this.superConstructors(module, callee.fn, ctx)
        : this.linker.evaluate(module, callee, ctx);
    if (module.language === 'python')
      callees = { ...callees, items: callees.items.flatMap((v) => this.called(v)) };
    let given = args(call.args);
    // `f.call(self, a)`, `f.apply(self, [a])`: the function itself is called.
    if (
      callee.k === 'member' &&
      (callee.name === 'call' || callee.name === 'apply') &&
      receiver.items.some((v) => v.k === 'function')
    ) {
      const [self] = call.args;
      const bound = self
        ? this.linker
            .evaluate(module, self, ctx)
            .items.find((v): v is InstanceValue => v.k === 'instance')
        : undefined;
      callees = {
        ...receiver,
        items: receiver.items.map((v) =>
          v.k === 'function' ? { ...v, self: bound ?? v.self } : v,
        ),
      };
      const [, list] = call.args;
      given =
        callee.name === 'call'
          ? args(call.args.slice(1))
          : list?.k === 'array'
            ? args(list.items)
            : [];
    }
    const named =
      call.keywords?.map(({ name, value }) => ({
        name,
        values: this.argumentValue(module, value, ctx),
      })) ?? [];
    // What is spread may stand in any place.
    const isWhole =
      call.args.every((a) => a.k !== 'spread') && named.every((n) => n.name !== undefined);
    const targets: Context[] = [];
    const signatures: FunctionValue[] = [];
    for (const value of callees.items) {
      if (value.k === 'function') {
        if (value.fact.body === 'none') signatures.push(value);
        else if (value.unbound)
          targets.push(this.unboundTarget(module, call, value, given, named, ctx));
        else
          targets.push(
            this.linker.context(
              value,
              this.byPosition(value.fact, given, named),
              value.env,
              isWhole && !value.isGiven,
            ),
          );
      } else if (value.k === 'class') {
        const made = this.linker.hierarchy.constructorOf(value.cls);
        const self: InstanceValue = { k: 'instance', cls: value.cls, exact: true };
        if (made?.member.fn !== undefined)
          targets.push(
            this.linker.context(
              {
                k: 'function',
                module: made.cls.module,
                fact: made.cls.module.functions[made.member.fn],
                self,
                env: made.cls.env,
              },
              this.byPosition(made.cls.module.functions[made.member.fn], given, named),
              made.cls.env,
              isWhole,
            ),
          );
      }
    }
    const isFound = targets.length > 0 || signatures.length > 0;
    const builtin = !isFound && this.isBuiltin(module, call, callees, receiver);
    const asked = isFound || builtin ? [] : this.askOracle(module, call);
    if (asked.length === 0)
      return { targets, signatures, receiver, builtin, decidedBy: 'linker', why: callees.why };
    const [bodies, bare] = [
      asked.filter((f) => f.fact.body !== 'none'),
      asked.filter((f) => f.fact.body === 'none'),
    ];
    return {
      targets: bodies.map((f) => this.linker.context(f, given)),
      signatures: bare,
      receiver,
      builtin: false,
      decidedBy: 'types',
    };
  }

  /** A call of a Python object runs its `__call__`. */
  private called(value: Value): readonly Value[] {
    if (value.k !== 'instance') return [value];
    const found = this.linker.members.of(value, '__call__').items.filter((v) => v.k === 'function');
    return found.length > 0 ? found : [value];
  }

  /** `Base.method(self, a)`: it runs on its first argument. */
  private unboundTarget(
    module: ModuleFacts,
    call: CallFact,
    value: FunctionValue,
    given: readonly (Values | undefined)[],
    named: readonly NamedValues[],
    ctx?: Context,
  ): Context {
    const [first] = call.args;
    const self = first
      ? this.linker
          .evaluate(module, first, ctx)
          .items.find((v): v is InstanceValue => v.k === 'instance')
      : undefined;
    return this.linker.context(
      { ...value, unbound: undefined, self },
      this.byPosition(value.fact, given.slice(1), named),
    );
  }

  /**
   * The arguments of a call by the parameters of what it calls: those given by name stand where the
   * parameter does.
   */
  private byPosition(
    { params }: FunctionFact,
    given: readonly (Values | undefined)[],
    named: readonly NamedValues[],
  ): (Values | undefined)[] {
    const all = [...given];
    for (const { name, values } of named) {
      const at = params.findIndex((p) => p.name === name && !p.rest);
      if (at === -1 || !values) continue;
      while (all.length <= at) all.push(undefined);
      all[at] = values;
    }
    return all;
  }

  /** The functions of the tree that the type checker says are called. */
  private askOracle(module: ModuleFacts, call: CallFact): FunctionValue[] {
    const found = this.linker.oracle?.declarationsOf(module.path, call.nameSpan) ?? [];
    return found.flatMap(({ file, start }) => {
      const home = this.linker.project.module(file);
      const fact = home?.functions.find((f) => f.nameSpan[0] === start && f.kind !== 'module');
      if (!home || !fact) return [];
      const cls = fact.cls === undefined ? undefined : this.linker.classRef(home, fact.cls);
      const declared: FunctionValue = {
        k: 'function',
        module: home,
        fact,
        self: cls && { k: 'instance', cls, exact: false },
      };
      if (!cls || fact.name === undefined) return [declared];
      const overriding = this.linker.hierarchy
        .overriders(cls, fact.name)
        .flatMap((o): FunctionValue[] =>
          o.member.fn === undefined
            ? []
            : [
                {
                  k: 'function',
                  module: o.cls.module,
                  fact: o.cls.module.functions[o.member.fn],
                  self: { k: 'instance', cls: o.self, exact: true },
                },
              ],
        );
      return fact.body === 'none' && overriding.length > 0 ? overriding : [declared, ...overriding];
    });
  }

  private superConstructors(module: ModuleFacts, fn: number, ctx?: Context): Values {
    const bases = this.linker.superValue(module, fn, ctx);
    return union(bases.items.map((v) => (v.k === 'instance' ? this.constructorOf(v) : EMPTY)));
  }

  constructorOf(self: InstanceValue): Values {
    const found = this.linker.hierarchy.constructorOf(self.cls);
    return found?.member.fn === undefined
      ? EMPTY
      : singleton({
          k: 'function',
          module: found.cls.module,
          fact: found.cls.module.functions[found.member.fn],
          self: self.superOf?.self ?? self,
          env: found.cls.env,
        });
  }

  private isBuiltin(
    module: ModuleFacts,
    call: CallFact,
    callees: Values,
    receiver: Values,
  ): boolean {
    if (
      callees.items.length > 0 &&
      callees.items.every((v) => v.k === 'builtin' || v.k === 'class')
    )
      return true;
    if (call.kind === 'new' || call.callee.k !== 'member') return false;
    if (
      receiver.items.length > 0 &&
      receiver.items.every((v) => v.k === 'collection' || v.k === 'string' || v.k === 'builtin')
    )
      return true;
    const { object, name } = call.callee;
    return (
      receiver.items.every((v) => v.k === 'external') &&
      isLanguageMethod(module.language, name, () => this.isPlain(module, call)) &&
      !isImported(module, object)
    );
  }

  /** Whether a call's first argument is a text, a number, a list. */
  private isPlain(module: ModuleFacts, { args }: CallFact): boolean {
    const [first] = args;
    if (args.length === 0 || first.k === 'spread') return false;
    const { items, why } = this.linker.evaluate(module, first);
    return items.length > 0 && why === undefined && items.every(isPlainValue);
  }

  /**
   * The values of a call's arguments, up to a spread; what is neither a function, an instance nor a
   * string is left out.
   */
  argumentValues(
    module: ModuleFacts,
    list: readonly Expr[],
    ctx?: Context,
  ): (Values | undefined)[] {
    const spread = list.findIndex((e) => e.k === 'spread');
    return (spread === -1 ? list : list.slice(0, spread)).map((e) =>
      this.argumentValue(module, e, ctx),
    );
  }

  private argumentValue(module: ModuleFacts, expr: Expr, ctx?: Context): Values {
    const values = this.linker.evaluate(module, expr, ctx);
    const items = values.items.filter((v) => v.k !== 'external' && v.k !== 'builtin');
    return items.length > 0 && items.length <= 8 ? { ...values, items } : GIVEN;
  }

  callValues(module: ModuleFacts, call: CallFact, ctx?: Context): Values {
    const { callee } = call;
    const callees = this.linker.evaluate(module, callee, ctx);
    if (call.kind === 'new') {
      const made = callees.items.map((v) => this.made(module, call, v, ctx));
      return union([...made, ...(callees.why === undefined ? [] : [unknown(callees.why)])]);
    }
    const special =
      (module.language === 'python' ? this.python.valueOf(module, call, ctx) : undefined) ??
      (callee.k === 'member' ? this.specialCall(module, call, callee, ctx) : undefined);
    if (special) return special;
    const { targets, signatures } = this.resolve(module, call, ctx);
    const [wrapped] = call.args;
    if (
      wrapped &&
      targets.length === 0 &&
      call.name !== undefined &&
      WRAPPING_FUNCTIONS.has(call.name)
    )
      return this.linker.evaluate(module, wrapped, ctx);
    const parts = [
      ...targets.map((t) => this.returned(t)),
      ...signatures.map((s) => resultBySignature(this.linker, module, call, s, ctx)),
      ...callees.items.flatMap((v) =>
        v.k === 'external'
          ? [singleton(extended(v, '()'))]
          : v.k === 'class'
            ? [singleton({ k: 'instance', cls: v.cls, exact: true } as const)]
            : v.k === 'builtin' && module.language === 'python'
              ? this.python.ofLibrary(v.name)
              : [],
      ),
    ];
    return parts.length > 0
      ? union(parts)
      : unknown(callees.why ?? 'its function is not in the tree');
  }

  /** What `new` makes of a value. */
  private made(module: ModuleFacts, call: CallFact, value: Value, ctx?: Context): Values {
    const { linker } = this;
    switch (value.k) {
      case 'class':
        return singleton({
          k: 'instance',
          cls: value.cls,
          exact: true,
          typeArgs: call.typeArgs.map((term) => ({ module, term })),
        });
      case 'external':
        return singleton(value);
      case 'function':
        return value.fact.body === 'none'
          ? resultBySignature(linker, module, call, value, ctx)
          : EMPTY;
      case 'instance':
        return union([
          EMPTY,
          ...constructSignatures(linker, value).map((s) =>
            resultBySignature(linker, module, call, s, ctx),
          ),
        ]);
      case 'builtin':
        if (value.name === 'Proxy')
          return known(proxied(linker, module, call, ctx), 'what it is a proxy of is not known');
        if (value.name === 'Promise') {
          const [declared] = call.typeArgs;
          const resolved = declared
            ? linker.types.of(module, declared, ctx)
            : resolvedBy(linker, module, call, ctx);
          return known(resolved, 'what the promise resolves to is not known');
        }
        if (value.name === 'WeakRef')
          return singleton({
            k: 'collection',
            items: call.args.flatMap((a) => linker.evaluate(module, a, ctx).items),
          });
        return singleton(
          COLLECTION_TYPES.has(value.name)
            ? { k: 'collection', items: this.entries(module, call, ctx) }
            : value,
        );
      default:
        return EMPTY;
    }
  }

  /**
   * Calls whose value follows from what they are given: `bind`, collections, `Object.assign`,
   * `Promise.resolve`, `vi.fn`.
   */
  private specialCall(
    module: ModuleFacts,
    call: CallFact,
    callee: Extract<Expr, { k: 'member' }>,
    ctx?: Context,
  ): Values | undefined {
    const { name } = callee;
    const receiver = this.linker.evaluate(module, callee.object, ctx);
    const [first] = call.args;
    const argument = () => (first ? this.linker.evaluate(module, first, ctx) : EMPTY);
    if (name === 'bind' && receiver.items.some((v) => v.k === 'function')) {
      const self = argument().items.find((v): v is InstanceValue => v.k === 'instance');
      const bound = {
        ...receiver,
        items: receiver.items.map((v) => (v.k === 'function' ? { ...v, self: self ?? v.self } : v)),
      };
      return call.args.length > 1 ? withArguments(bound) : bound;
    }
    // A method of something outside stays one when it is bound.
    const isForeign = receiver.items.length > 0 && receiver.items.every((v) => v.k === 'external');
    if (name === 'bind' && isForeign && module.language !== 'python') return receiver;
    const held = receiver.items.flatMap((v) => (v.k === 'collection' ? [v] : []));
    if (held.length > 0) {
      if (ELEMENT_METHODS.has(name)) return { items: held.flatMap((v) => v.items) };
      if (SAME_METHODS.has(name)) return { items: held };
      if (name === 'map' || name === 'flatMap') {
        const mapped = argument().items.flatMap((v) =>
          v.k === 'function'
            ? this.returned(this.linker.context(v, [this.linker.elements(receiver)])).items
            : [],
        );
        return singleton({ k: 'collection', items: mapped });
      }
    }
    const isText = (v: Value) =>
      v.k === 'string' || (v.k === 'builtin' && (v.name === 'string' || v.name === 'number'));
    if (receiver.items.length > 0 && receiver.items.every(isText))
      return singleton({ k: 'builtin', name: 'string' });
    const global =
      receiver.items.length === 1 && receiver.items[0].k === 'builtin'
        ? receiver.items[0].name
        : undefined;
    if (global === 'Object' && (name === 'assign' || name === 'freeze' || name === 'seal'))
      return union(call.args.map((a) => this.linker.evaluate(module, a, ctx)));
    if (global === 'Object' && (name === 'values' || name === 'entries')) {
      const members = argument().items.flatMap((v) =>
        v.k === 'instance'
          ? v.cls.fact.members.flatMap((m) => this.linker.members.of(v, m.name).items)
          : [],
      );
      return singleton({ k: 'collection', items: members });
    }
    if (global === 'JSON' && name === 'stringify')
      return singleton({ k: 'builtin', name: 'string' });
    if (global === 'Promise' && name === 'resolve') return argument();
    if (global === 'Promise' && name === 'all') return argument();
    if (
      ['then', 'catch', 'finally'].includes(name) &&
      receiver.items.length > 0 &&
      receiver.items.every((v) => v.k === 'instance')
    )
      return receiver;
    // Test doubles: the implementation stands for the double.
    if (SAME_FUNCTION.has(name) && first?.k === 'function') return argument();
    if (SAME_VALUE.has(name)) return argument();
    return undefined;
  }

  private entries(module: ModuleFacts, call: CallFact, ctx?: Context): Value[] {
    const [first] = call.args;
    const declared = call.typeArgs.at(-1);
    if (!first && declared) return [...this.linker.types.of(module, declared, ctx).items];
    const items = first ? this.linker.elements(this.linker.evaluate(module, first, ctx)).items : [];
    return items.flatMap((v): readonly Value[] =>
      v.k === 'collection' ? v.items.filter((i) => i.k !== 'string') : [v],
    );
  }

  private computeReturned(ctx: Context): Values {
    const { module, fact } = ctx;
    const found = union(fact.returns.map((r) => this.linker.evaluate(module, r, ctx)));
    if (!isUninformative(found) || !fact.returnType)
      return fact.returns.length === 0 && !fact.returnType ? EMPTY : found;
    return this.linker.declaredOr(this.linker.types.of(module, fact.returnType, ctx), found);
  }
}

function known(values: Values, otherwise: string): Values {
  return values.items.length > 0 ? values : unknown(otherwise);
}

/** Whether a name is that of a package: `requests.get(...)` is no method of a collection. */
function isImported(module: ModuleFacts, object: Expr): boolean {
  return (
    object.k === 'name' &&
    object.binding !== -1 &&
    module.bindings[object.binding].from?.imported === '*'
  );
}

function isPlainValue(value: Value): boolean {
  return (
    value.k === 'string' ||
    value.k === 'collection' ||
    (value.k === 'builtin' && PLAIN_TYPES.has(value.name))
  );
}
