import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import { ITERATING_METHODS } from './builtins.js';
import { Fixtures } from './fixtures.js';
import {
  GIVEN,
  isUninformative,
  EMPTY,
  singleton,
  union,
  unknown,
  type Context,
  type Values,
} from './values.js';
import type { Linker } from './linker.js';

/**
 * What the parameters of a function may be: what its call sites hand over, its declared or
 * contextual type, its default.
 */
export class Parameters {
  private readonly fixtures: Fixtures;

  constructor(private readonly linker: Linker) {
    this.fixtures = new Fixtures(linker);
  }

  of(module: ModuleFacts, fn: number, index: number, ctx?: Context): Values {
    const fact = module.functions[fn];
    const param = fact.params[index];
    const here = this.linker.enclosing(module, fn, ctx);
    const given = here?.args[index];
    if (param?.rest && here && here.args.length > index)
      return singleton({
        k: 'collection',
        items: union(here.args.slice(index).map((a) => a ?? EMPTY)).items,
      });
    if (given && !isUninformative(given)) return given;
    const parts: Values[] = [];
    if (param?.type) parts.push(this.linker.types.of(module, param.type, here ?? ctx));
    else if (fact.context) parts.push(this.contextualParam(module, fact, index, here ?? ctx));
    let found = union(parts);
    if (!param?.type && isUninformative(found))
      found = this.linker.declaredOr(this.overriddenType(module, fact, index), found);
    if (fact.kind === 'constructor' && isUninformative(found))
      found = preferred(this.constructorArgument(module, fact, index, here), found);
    if (found.items.length === 0 && param?.default) {
      found = this.linker.evaluate(module, param.default, ctx);
      if (given || !here?.isCall) found = orAnother(module, found);
    }
    if (found.items.length === 0) found = this.fixtures.value(module, fact, param?.name);
    if (found.items.length > 0) return found;
    return given && given !== GIVEN
      ? given
      : unknown(`nothing is known of the parameter \`${param?.name ?? index}\``);
  }

  /**
   * A parameter that its place types: a callback of a typed function, a method of a typed literal,
   * an array's callback.
   */
  private contextualParam(
    module: ModuleFacts,
    fact: FunctionFact,
    index: number,
    ctx?: Context,
  ): Values {
    const argument = fact.context?.argument;
    if (argument) {
      const call = module.calls[argument.call];
      const name = call.callee.k === 'member' ? call.callee.name : '';
      const place = name === 'reduce' || name === 'reduceRight' ? 1 : 0;
      if (
        call.callee.k === 'member' &&
        (ITERATING_METHODS.has(name) || place === 1) &&
        index === place
      ) {
        const element = this.linker.elements(this.linker.evaluate(module, call.callee.object, ctx));
        if (element.items.length > 0) return element;
      }
    }
    const signature = this.linker.contextual.signature(module, fact, ctx);
    const last = signature?.fact.params.at(-1);
    const param = signature?.fact.params[index] ?? (last?.rest ? last : undefined);
    if (!signature || !param?.type) return EMPTY;
    const values = this.linker.types.inSignature(signature, param.type);
    return param.rest && !fact.params[index]?.rest ? this.linker.elements(values) : values;
  }

  /** A parameter without a type has that of the method which its own overrides. */
  private overriddenType(module: ModuleFacts, fact: FunctionFact, index: number): Values {
    const { cls, name, kind, isStatic } = fact;
    const own = fact.params.at(index);
    if (cls === undefined || name === undefined || kind !== 'method' || !own || own.rest)
      return EMPTY;
    const { mro, interfaces } = this.linker.hierarchy.ancestry(this.linker.classRef(module, cls));
    for (const above of [...mro.slice(1), ...interfaces]) {
      const declared = above.fact.members.findLast(
        (m) => m.name === name && m.fn !== undefined && m.kind === 'method',
      );
      const method = above.module.functions.at(declared?.fn ?? -1);
      const param = declared && method?.isStatic === isStatic ? method.params[index] : undefined;
      const isSame = module.language !== 'python' || param?.name === own.name;
      if (param?.type && !param.rest && isSame)
        return this.linker.types.of(above.module, param.type, above.env);
    }
    return EMPTY;
  }

  /** What a constructor is given by subclasses' `super(...)`, or by whoever makes the class. */
  private constructorArgument(
    module: ModuleFacts,
    fact: FunctionFact,
    index: number,
    ctx?: Context,
  ): Values {
    const owner = module.classes[fact.cls ?? -1];
    const self =
      ctx?.self ??
      (owner && {
        k: 'instance' as const,
        cls: this.linker.classRef(module, owner.id),
        exact: false,
      });
    if (!owner || self?.k !== 'instance') return EMPTY;
    const line = this.linker.hierarchy.mro(self.cls);
    const at = line.findIndex((c) => c.module === module && c.fact === owner);
    for (const sub of line.slice(0, Math.max(at, 0)).reverse()) {
      const made = sub.fact.members.find((m) => m.kind === 'constructor' && m.fn !== undefined);
      if (made?.fn === undefined) continue;
      const calls = sub.module.functions[made.fn].calls.map((id) => sub.module.calls[id]);
      const superCall = calls.find(
        (c) =>
          c.callee.k === 'super' ||
          (c.name === '__init__' && c.callee.k === 'member' && c.callee.object.k === 'super'),
      );
      // `Base.call(this, client)`, `Base.__init__(self, client)`
      const called =
        superCall ??
        calls.find(
          (c) =>
            (c.name === 'call' || c.name === '__init__') &&
            c.args.length > 0 &&
            c.args[0].k === 'this',
        );
      const given =
        called &&
        argumentAt(called, called === superCall ? index : index + 1, fact.params[index]?.name);
      if (!given) return EMPTY;
      const inside = this.linker.context({
        k: 'function',
        module: sub.module,
        fact: sub.module.functions[made.fn],
        self,
      });
      return this.linker.evaluate(sub.module, given, inside);
    }
    return union(
      this.linker.hierarchy.constructions(line[0] ?? self.cls).flatMap((s) => {
        const given = argumentAt(s.call, index, fact.params[index]?.name);
        return given ? [this.linker.evaluate(s.module, given)] : [];
      }),
    );
  }
}

/**
 * A caller may hand over something else than the default: in TypeScript something of its type, which
 * it declares.
 */
function orAnother({ language }: ModuleFacts, { items, why }: Values): Values {
  return language === 'typescript'
    ? { items: items.map((v) => (v.k === 'instance' ? { ...v, exact: false } : v)), why }
    : { items, why: why ?? 'a caller may pass something else than the default' };
}

/** The argument in a place, or under the parameter's name. */
function argumentAt(
  { args, keywords }: CallFact,
  index: number,
  name: string | undefined,
): Expr | undefined {
  return args.at(index) ?? keywords?.find((k) => k.name !== undefined && k.name === name)?.value;
}

/** What is known for certain, else both. */
function preferred(certain: Values, vague: Values): Values {
  return isUninformative(certain) ? union([vague, certain]) : certain;
}
