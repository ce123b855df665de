import {
  CONSTRUCT_SIGNATURE,
  type BindingId,
  type CallFact,
  type ModuleFacts,
  type TypeTerm,
} from '../facts/types.js';
import { TRANSPARENT_TYPES } from './builtins.js';
import type { Linker } from './linker.js';
import {
  EMPTY,
  union,
  type Context,
  type FunctionValue,
  type InstanceValue,
  type Value,
  type Values,
} from './values.js';

/**
 * What a call gives back by the signature of what it calls alone: its type parameters stand for
 * what the call says, or hands over.
 */
export function resultBySignature(
  linker: Linker,
  module: ModuleFacts,
  call: CallFact,
  called: FunctionValue,
  ctx?: Context,
): Values {
  const { fact, module: home } = called;
  const declared = (term: TypeTerm): Values => linker.types.inSignature(called, term);
  const result = (term: TypeTerm): Values => {
    if (term.k === 'union' || term.k === 'intersection')
      return union(term.items.filter((t) => t.k !== 'keyword').map(result));
    if (term.k !== 'ref') return declared(term);
    const index = fact.typeParams.indexOf(term.binding);
    if (index === -1) {
      const isTransparent = linker.wrappers.has(term.name) || TRANSPARENT_TYPES.has(term.name);
      return isTransparent && term.args.length > 0 && fact.typeParams.length > 0
        ? result(term.args[0])
        : declared(term);
    }
    const given = call.typeArgs[index] as TypeTerm | undefined;
    const values = given ? linker.types.of(module, given, ctx) : inferred(term.binding);
    return values.items.length > 0 ? values : declared(term);
  };
  /** From the arguments of parameters that are the type parameter, or a class of it. */
  const inferred = (parameter: BindingId | -1): Values =>
    union([
      EMPTY,
      ...fact.params.flatMap(({ type }, i) => {
        const arg = call.args.at(i);
        if (!type || !arg || i >= call.args.length) return [];
        const isIt = (term: TypeTerm | undefined): boolean =>
          term?.k === 'ref' && term.binding === parameter;
        if (isIt(type)) return [linker.evaluate(module, arg, ctx)];
        const isMaker =
          isIt(madeBy(home, type)) ||
          (type.k === 'ref' && type.args.length > 0 && isIt(type.args[0]));
        return isMaker
          ? [{ items: linker.evaluate(module, arg, ctx).items.flatMap(instanceOf) }]
          : [];
      }),
    ]);
  return fact.returnType ? result(fact.returnType) : EMPTY;
}

/** What a constructor's type makes: `new () => T`, `{ new (): T }`. */
function madeBy({ functions, classes }: ModuleFacts, type: TypeTerm): TypeTerm | undefined {
  if (type.k === 'function') return functions[type.fn].returnType;
  const member =
    type.k === 'object'
      ? classes[type.cls].members.find((m) => m.name === CONSTRUCT_SIGNATURE)
      : undefined;
  return member?.fn === undefined ? undefined : functions[member.fn].returnType;
}

function instanceOf(value: Value): Value[] {
  return value.k === 'class' ? [{ k: 'instance', cls: value.cls, exact: false }] : [];
}

/** What `new` makes of a value whose type has construct signatures. */
export function constructSignatures(
  linker: Linker,
  { cls, ...value }: InstanceValue,
): FunctionValue[] {
  const { mro, interfaces } = linker.hierarchy.ancestry(cls);
  return [...mro, ...interfaces].flatMap(({ module, fact }) =>
    fact.members.flatMap((m) =>
      m.name === CONSTRUCT_SIGNATURE && m.fn !== undefined
        ? [
            {
              k: 'function' as const,
              module,
              fact: module.functions[m.fn],
              self: { cls, ...value },
            },
          ]
        : [],
    ),
  );
}

/**
 * What a promise that is made by hand resolves to: what its executor hands to its first parameter.
 */
export function resolvedBy(
  linker: Linker,
  module: ModuleFacts,
  { args }: CallFact,
  ctx?: Context,
): Values {
  const [executor] = args;
  if (executor?.k !== 'function') return EMPTY;
  const { scope, params } = module.functions[executor.fn];
  const name = params.at(0)?.name;
  const binding = module.bindings.findIndex(
    (b) => b.scope === scope && b.kind === 'param' && b.name === name,
  );
  const given = module.calls.flatMap(({ callee, args: [first] }) =>
    first && binding !== -1 && callee.k === 'name' && callee.binding === binding
      ? [linker.evaluate(module, first, ctx)]
      : [],
  );
  return given.length > 0 ? union(given) : EMPTY;
}

/** What stands behind a proxy. An empty literal says nothing of what it is a proxy of. */
export function proxied(
  linker: Linker,
  module: ModuleFacts,
  { args, typeArgs }: CallFact,
  ctx?: Context,
): Values {
  if (typeArgs.length > 0) return linker.types.of(module, typeArgs[0], ctx);
  const target = args.length > 0 ? linker.evaluate(module, args[0], ctx) : EMPTY;
  return { ...target, items: target.items.filter((v) => !isBare(linker, v)) };
}

function isBare(linker: Linker, value: Value): boolean {
  if (
    value.k !== 'instance' ||
    value.cls.fact.kind !== 'object' ||
    value.cls.fact.members.length > 0
  )
    return false;
  const { mro, interfaces } = linker.hierarchy.ancestry(value.cls);
  return mro.length === 1 && interfaces.length === 0;
}
