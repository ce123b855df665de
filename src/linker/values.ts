import type {
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  ModuleFacts,
  TypeTerm,
} from '../facts/types.js';

/**
 * A class with the environment it was made in: a mixin's class has another base for each argument.
 */
export interface ClassRef {
  readonly module: ModuleFacts;
  readonly fact: ClassFact;
  readonly env?: Context;
  readonly key: string;
}

/** A type argument, to be read where it was written. */
export interface TypeArgument {
  readonly module: ModuleFacts;
  readonly term: TypeTerm;
  readonly self?: InstanceValue;
}

export interface InstanceValue {
  readonly k: 'instance';
  readonly cls: ClassRef;
  /**
   * Made right here (`new C()`, an object literal, the judged class); otherwise it may be a
   * descendant.
   */
  readonly exact: boolean;
  readonly typeArgs?: readonly TypeArgument[];
  /**
   * `super`: members are those behind `owner` in the resolution order of `self`, on which they run.
   */
  readonly superOf?: { readonly self: InstanceValue; readonly owner: ClassRef };
}

export interface FunctionValue {
  readonly k: 'function';
  readonly module: ModuleFacts;
  readonly fact: FunctionFact;
  readonly self?: InstanceValue | ClassValue;
  readonly env?: Context;
  /** Python's `Class.method`: the first argument is what it runs on. */
  readonly unbound?: boolean;
  /** It was given arguments before: by `partial`, by `bind`. */
  readonly isGiven?: boolean;
  /** What a generic function type's parameters stand for, by the binding of the parameter. */
  readonly typeBindings?: ReadonlyMap<number, TypeArgument>;
}

export interface ClassValue {
  readonly k: 'class';
  readonly cls: ClassRef;
}

export type Value =
  | InstanceValue
  | FunctionValue
  | ClassValue
  | { readonly k: 'module'; readonly module: ModuleFacts }
  | { readonly k: 'string'; readonly text: string }
  /** An array, a `Map`, a `Set`: what may be in it. */
  | { readonly k: 'collection'; readonly items: readonly Value[] }
  /**
   * Something of the language itself, whose methods create nothing: a string, a promise, `Object`.
   */
  | { readonly k: 'builtin'; readonly name: string }
  /**
   * Something of a package or a global that the tree does not hold; `declared` when a type
   * annotation names it.
   */
  | { readonly k: 'external'; readonly name: string; readonly declared?: boolean };

/**
 * Three-valued: all of `items` and nothing else (`why` absent), or these and perhaps more (`why`
 * says what stopped us).
 */
export interface Values {
  readonly items: readonly Value[];
  readonly why?: string;
}

/**
 * A function on the concrete class it runs on, with what its call site hands it. Interned by `key`.
 */
export interface Context {
  readonly key: string;
  readonly module: ModuleFacts;
  readonly fact: FunctionFact;
  readonly self?: InstanceValue | ClassValue;
  readonly args: readonly (Values | undefined)[];
  /** What the call does not hand over is left to the defaults. */
  readonly isCall: boolean;
  readonly parent?: Context;
  readonly depth: number;
  /**
   * The files of the modules that it holds things of; none where nothing outlives a change of the
   * tree.
   */
  readonly modules: readonly string[];
}

/** A call as the linker sees it. */
export interface CallResolution {
  /** Functions of the tree that may run, in their contexts. */
  readonly targets: readonly Context[];
  /** Signatures without a body: an interface's method nobody implements, an ambient function. */
  readonly signatures: readonly FunctionValue[];
  /** What the receiver is, for display and for judging the name. */
  readonly receiver: Values;
  /**
   * The receiver belongs to the language: the call creates nothing, but runs the functions it is
   * given.
   */
  readonly builtin: boolean;
  /** The linker, or the type checker where it was asked. */
  readonly decidedBy: 'linker' | 'types';
  /** Set when more may be meant than `targets`. */
  readonly why?: string;
}

export const EMPTY: Values = { items: [] };

/** An argument of which nothing is known, in the place of a default. */
export const GIVEN: Values = { items: [], why: 'nothing is known of the argument' };

export function unknown(why: string): Values {
  return { items: [], why };
}

export function singleton(value: Value): Values {
  return { items: [value] };
}

/** What a value is where it leads back to itself, or on and on. */
export const OF_VALUES = {
  onCycle: () => unknown('it is defined by itself'),
  onTooDeep: () => unknown('too many steps lead to it'),
};

/** Which class is asked about: with the environment it was made in. */
export const OF_CLASS = {
  subject: ({ fact }: ClassRef) => fact,
  key: ({ env }: ClassRef) => env?.key ?? '',
  holds: ({ env }: ClassRef) => env?.modules ?? [],
};

/** The files of the modules that a value holds things of. */
export function modulesOf(value: Value): string[] {
  switch (value.k) {
    case 'instance':
      return [
        ...modulesOfClass(value.cls),
        ...(value.superOf
          ? [...modulesOf(value.superOf.self), ...modulesOfClass(value.superOf.owner)]
          : []),
        ...(value.typeArgs ?? []).flatMap(modulesOfTypeArgument),
      ];
    case 'class':
      return modulesOfClass(value.cls);
    case 'function':
      return [
        value.module.path,
        ...(value.self ? modulesOf(value.self) : []),
        ...(value.env?.modules ?? []),
        ...[...(value.typeBindings?.values() ?? [])].flatMap(modulesOfTypeArgument),
      ];
    case 'module':
      return [value.module.path];
    case 'collection':
      return value.items.flatMap(modulesOf);
    default:
      return [];
  }
}

function modulesOfClass({ module, env }: ClassRef): string[] {
  return [module.path, ...(env?.modules ?? [])];
}

function modulesOfTypeArgument({ module, self }: TypeArgument): string[] {
  return [module.path, ...(self ? modulesOf(self) : [])];
}

/** What is left of functions that are given arguments before they are called. */
export function withArguments(values: Values): Values {
  return {
    ...values,
    items: values.items.map((v) => (v.k === 'function' ? { ...v, isGiven: true } : v)),
  };
}

export function keyOf(value: Value): string {
  switch (value.k) {
    case 'instance':
      return `${value.exact ? '=' : '<'}${value.cls.key}${value.superOf ? `>${value.superOf.owner.key}^${keyOf(value.superOf.self)}` : ''}`;
    case 'class':
      return `c:${value.cls.key}`;
    case 'function':
      return `f:${value.module.path}#${value.fact.id}${value.self ? `^${keyOf(value.self)}` : ''}${value.env ? `@${value.env.key}` : ''}${value.unbound ? '!' : ''}${value.isGiven ? '+' : ''}`;
    case 'module':
      return `m:${value.module.path}`;
    case 'string':
      return `s:${JSON.stringify(value.text)}`;
    case 'collection':
      return `[${value.items.map(keyOf).join()}]`;
    default:
      return `${value.k}:${value.name}`;
  }
}

/**
 * Whether values say too little to stand against a declared type: nothing, a package's, an empty
 * list, a bare signature.
 */
export function isUninformative({ items }: Values): boolean {
  return items.every(
    (v) =>
      v.k === 'external' ||
      (v.k === 'collection' && isUninformative(v)) ||
      (v.k === 'function' && v.fact.body === 'none'),
  );
}

/**
 * How long a name of something outside gets; a query that is refined in a loop would grow for ever.
 */
const LONGEST_NAME = 80;
/** How many things a value may be before it says nothing any more. */
const MOST_VALUES = 256;

/** What a member or a call of something outside of the tree is: something outside too. */
export function extended(value: Extract<Value, { k: 'external' }>, step: string): Value {
  return value.name.length > LONGEST_NAME ? value : { k: 'external', name: value.name + step };
}

/** Joins what several ways may give, without repeats. */
export function union(parts: readonly Values[]): Values {
  if (parts.length === 1) return parts[0];
  const items = new Map<string, Value>();
  for (const part of parts) for (const value of part.items) items.set(keyOf(value), value);
  if (items.size > MOST_VALUES)
    return { items: [...items.values()].slice(0, MOST_VALUES), why: 'it may be too many things' };
  const why = parts.find((p) => p.why !== undefined)?.why;
  return why === undefined ? { items: [...items.values()] } : { items: [...items.values()], why };
}

/** What a class goes by: its name, the variable of a literal, the function that makes it. */
export function classLabel(module: ModuleFacts, cls: ClassFact): string | undefined {
  if (cls.name !== undefined || cls.kind === 'module') return cls.name;
  const holds = (v: Expr): boolean =>
    (v.k === 'class' && v.cls === cls.id) ||
    (v.k === 'typed' && holds(v.value)) ||
    (v.k === 'call' && module.calls[v.call].args.some(holds));
  const bound = module.bindings.find(
    (b) =>
      (b.scope === cls.scope || b.scope === module.scopes[cls.scope].parent) &&
      b.values.some(holds),
  )?.name;
  if (bound !== undefined) return bound;
  for (let fn = module.functions[cls.fn]; fn.parent !== -1; fn = module.functions[fn.parent]) {
    const name = fn.name ?? bindingName(module, fn);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `Class.method` as chains write it. */
export function functionLabel(module: ModuleFacts, fact: FunctionFact, className?: string): string {
  const owner = fact.cls ?? fact.context?.member?.cls;
  const name =
    fact.kind === 'constructor' && fact.name === undefined
      ? 'constructor'
      : (fact.name ?? fact.context?.member?.name ?? bindingName(module, fact) ?? '(anonymous)');
  const cls =
    className ?? (owner === undefined ? undefined : classLabel(module, module.classes[owner]));
  return cls === undefined ? name : `${cls}.${name}`;
}

function bindingName(module: ModuleFacts, fact: FunctionFact): string | undefined {
  return fact.binding === undefined || fact.binding === -1
    ? undefined
    : module.bindings[fact.binding].name;
}

export interface Site {
  readonly module: ModuleFacts;
  readonly call: CallFact;
}
