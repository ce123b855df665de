import { asParameter, listWith, slotIn, type Step, type StepMethod } from '../contract/steps.js';
import type { AddedParameter, MethodSpec, ParameterSpec } from '../contract/types.js';
import { isCommonType, typeNamesIn } from '../contract/type-words.js';
import {
  abbreviates,
  canonicalName,
  meansParameter,
  sameName,
  toSnakeCase,
  words,
} from '../contract/words.js';
import type { FunctionFact, ModuleFacts, ParamFact, TypeTerm } from '../facts/types.js';
import type { Project } from '../linker/project.js';
import { tupleOf } from '../linker/tuples.js';
import { insertionOf, positional, type Insertion } from './insertion.js';

/** A method of the contract, prepared for comparing. */
export interface ContractMethod {
  /** As the contract writes it, camelCase. */
  readonly name: string;
  readonly spec: StepMethod;
  readonly added: AddedParameter | undefined;
  /** Where the added parameter goes, counted among the contract's own parameters. */
  slot: number;
}

/**
 * Whether a parameter list is that of a contract method: it is, it contradicts it, or it says too
 * little.
 */
export type Fit = 'fits' | 'contradicts' | 'says nothing';

/** What stands in the slot of the added parameter. */
export type SlotState =
  | { readonly k: 'missing' }
  | {
      readonly k: 'accepted';
      readonly param: ParamFact;
      readonly how: 'name' | 'alias' | 'type' | 'rest' | 'pattern';
    }
  | { readonly k: 'collision'; readonly param: ParamFact }
  | { readonly k: 'renamed'; readonly param: ParamFact };

/** What a declaration has of the added parameter, and where it goes. */
export interface Standing {
  readonly slot: SlotState;
  readonly insertion: Insertion;
}

/** How a function is called, as far as that decides what it must take. */
export interface Circumstances {
  /** How many of the contract's parameters its callers may give. */
  readonly callers: number;
  /** Every call gives the added parameter by its name, and there are some. */
  readonly isGivenByName: boolean;
}

export function contractMethods(step: Step): ContractMethod[] {
  return Object.entries(step.methods).map(([name, spec]) => ({
    name,
    spec,
    added: spec.added,
    slot: spec.added ? slotIn(spec.parameters, spec.added) : spec.parameters.length,
  }));
}

/** Methods by the names that they go by in each language. */
export function methodsByName(
  methods: readonly ContractMethod[],
): ReadonlyMap<string, ContractMethod> {
  return new Map(
    methods.flatMap((method) =>
      (['typescript', 'python'] as const).map((l) => [nameIn(method.name, l), method] as const),
    ),
  );
}

/** A method's list once it has what is added. */
export function listAfter({ spec, added, slot }: ContractMethod): readonly ParameterSpec[] {
  return added ? spec.parameters.toSpliced(slot, 0, added) : spec.parameters;
}

/** The name that something of the contract goes by in a language. */
export function nameIn(name: string, language: ModuleFacts['language']): string {
  return language === 'python' ? toSnakeCase(name) : name;
}

/** Compares declared parameters with the contract's. */
export class Signatures {
  constructor(
    private readonly project: Project,
    private readonly wrappers: ReadonlySet<string>,
  ) {}

  /** Compares with the list before the change, and with the one after it. */
  fit(module: ModuleFacts, fn: FunctionFact, asWritten: ContractMethod): Fit {
    const method = withLater(fn, asWritten);
    const { parameters } = method.spec;
    const after = listAfter(method);
    const fits = [
      this.fitList(module, fn, parameters),
      ...(method.added ? [this.fitList(module, fn, after)] : []),
    ];
    return (
      fits.find((f) => f === 'fits') ?? fits.find((f) => f === 'says nothing') ?? 'contradicts'
    );
  }

  /** Whether a list is rather another one that the contract gives the name. */
  isOther(module: ModuleFacts, fn: FunctionFact, method: ContractMethod): boolean {
    const { spec } = method;
    if (!spec.others) return false;
    const rank = (list: readonly ParameterSpec[]) => {
      const fit = this.fitList(module, fn, list);
      const isAsLong = positional(fn.params).length === list.length;
      return (fit === 'fits' ? 2 : fit === 'contradicts' ? -2 : 0) + (isAsLong ? 1 : 0);
    };
    const own = Math.max(rank(spec.parameters), rank(listAfter(method)));
    return spec.others.some((other) => rank(other) > own);
  }

  private fitList(module: ModuleFacts, fn: FunctionFact, expected: readonly ParameterSpec[]): Fit {
    const params = positional(fn.params);
    let fit: Fit = 'says nothing';
    for (const [i, param] of params.entries()) {
      if (param.rest || i >= expected.length) break;
      const one = this.fitParam(module, param, expected[i]);
      // What follows the first parameters may have been put there by the driver: it is a collision,
      // not another method.
      if (one === 'contradicts')
        return i > 0 && i === expected.length - 1 && fit === 'fits' && expected.length > 2
          ? fit
          : 'contradicts';
      if (one === 'fits') fit = 'fits';
    }
    return fit;
  }

  fitParam(module: ModuleFacts, param: ParamFact, expected: ParameterSpec): Fit {
    if (param.type && expected.types) {
      const names = this.typeNames(module, param.type);
      if (names.some((n) => expected.types?.includes(n))) return 'fits';
    }
    if (param.name === undefined)
      return param.type && this.typeNames(module, param.type).length > 0
        ? 'contradicts'
        : 'says nothing';
    return namesFit(param.name, expected) ? 'fits' : 'contradicts';
  }

  /**
   * The names a declared type goes by: its own, the imported one, a constraint's; wrappers and
   * unions are looked through.
   */
  typeNames(module: ModuleFacts, term: TypeTerm, seen: readonly TypeTerm[] = []): string[] {
    if (term.k === 'union' || term.k === 'intersection')
      return term.items.flatMap((t) => this.typeNames(module, t, seen));
    if (term.k === 'import') return [term.name.split('.').at(-1) ?? term.name];
    if (term.k !== 'ref') return [];
    const path = term.name.split('.');
    const last = path[path.length - 1];
    if (this.wrappers.has(last) && term.args.length > 0)
      return [last, ...term.args.flatMap((t) => this.typeNames(module, t, seen))];
    if (term.binding === -1) return [last];
    const binding = module.bindings[term.binding];
    const constraint = binding.typeParam?.constraint;
    // `T extends U, U extends T` is an error, and can be written.
    if (constraint && !seen.includes(constraint))
      return [last, ...this.typeNames(module, constraint, [...seen, constraint])];
    const imported =
      path.length === 1 &&
      binding.from &&
      binding.from.imported !== 'default' &&
      binding.from.imported !== '*'
        ? [binding.from.imported]
        : [];
    const entity = this.project.qualified(module, term.binding, path.slice(1));
    const own = entity?.k === 'binding' ? [entity.binding.name] : [];
    return [...new Set([last, ...imported, ...own])];
  }

  /**
   * What stands where a list takes the parameter that the contract adds, and where that is.
   * @param circumstances how the function is called: with how many parameters, and whether
   * everybody gives the added one by its name
   */
  standing(
    module: ModuleFacts,
    fn: FunctionFact,
    asWritten: ContractMethod,
    circumstances: Partial<Circumstances> = {},
  ): Standing {
    const method = withLater(fn, asWritten);
    const { callers = method.spec.parameters.length, isGivenByName = false } = circumstances;
    const { params } = fn;
    const all = this.listOf(module, fn);
    const insertion = insertionOf(all, method, callers, (p) => this.isAdded(module, p, method));
    const slot = this.stateIn(module, all, method, insertion, isGivenByName);
    if (!('param' in slot) || params.includes(slot.param)) return { slot, insertion };
    // What a tuple holds has no name in the body.
    const rest = params[params.length - 1];
    return {
      slot:
        slot.k === 'accepted'
          ? { k: 'accepted', param: rest, how: 'type' }
          : { k: slot.k, param: rest },
      insertion,
    };
  }

  /** A function's parameters, those that a tuple stands for one by one. */
  listOf(module: ModuleFacts, { params }: FunctionFact): readonly ParamFact[] {
    return params.flatMap((p) => this.apart(module, p));
  }

  /** `...args: [Context, Volume]` takes what two parameters take. */
  private apart(module: ModuleFacts, param: ParamFact): readonly ParamFact[] {
    const tuple = param.rest ? tupleOf(this.project, module, param.type) : undefined;
    return (
      tuple?.items.map(({ name, type, optional, rest, span }) => ({
        name,
        nameSpan: span,
        span,
        optional,
        rest,
        type,
        field: false,
      })) ?? [param]
    );
  }

  private stateIn(
    module: ModuleFacts,
    params: readonly ParamFact[],
    method: ContractMethod,
    { index, fill, byName }: Insertion,
    isGivenByName: boolean,
  ): SlotState {
    const { added, slot } = method;
    if (!added) return { k: 'missing' };
    const named = params.find((p) => p.name !== undefined && sameName(p.name, added.name));
    if (byName || named?.keywordOnly)
      return named?.keywordOnly === byName
        ? { k: 'accepted', param: named, how: 'name' }
        : named
          ? { k: 'collision', param: named }
          : { k: 'missing' };
    const places = positional(params);
    const param = fill.length > 0 ? undefined : (places[index] as ParamFact | undefined);
    // Before others the slot holds an old parameter while the list is as it was.
    if (param) {
      if (named === param) return { k: 'accepted', param, how: 'name' };
      const how = this.accepts(module, param, added, method.spec);
      if (how)
        return module.language === 'python'
          ? { k: 'renamed', param }
          : { k: 'accepted', param, how };
      const old = method.spec.parameters[index] as ParameterSpec | undefined;
      const isOld = old !== undefined && this.fitParam(module, param, old) !== 'contradicts';
      if (
        old === undefined &&
        named === undefined &&
        module.language === 'python' &&
        !param.optional
      )
        return { k: 'renamed', param };
      return isOld && named === undefined ? { k: 'missing' } : { k: 'collision', param };
    }
    if (named)
      return index === slot
        ? { k: 'collision', param: named }
        : { k: 'accepted', param: named, how: 'name' };
    const rest = params.find((p) => p.rest && !p.takesNames);
    // `...tags: string[]` takes no connector.
    if (rest && places.length === slot && isPrimitiveList(rest.type))
      return { k: 'collision', param: rest };
    if (rest && places.length <= slot) return { k: 'accepted', param: rest, how: 'rest' };
    const names = params.find((p) => p.takesNames);
    // Who cannot give what comes before it by position gives this by name, too.
    return names && (isGivenByName || places.length < index + fill.length)
      ? { k: 'accepted', param: names, how: 'rest' }
      : { k: 'missing' };
  }

  private isAdded(module: ModuleFacts, param: ParamFact, { added, spec }: ContractMethod): boolean {
    if (!added || param.rest) return false;
    return (
      (param.name !== undefined && sameName(param.name, added.name)) ||
      this.accepts(module, param, added, spec) !== undefined
    );
  }

  private accepts(
    module: ModuleFacts,
    param: ParamFact,
    added: AddedParameter,
    { parameters }: MethodSpec,
  ): 'alias' | 'type' | 'pattern' | undefined {
    const types = typeNamesIn(added, module.language).filter(
      (name) =>
        added.types?.includes(name) === true || (/^[A-Z]/u.test(name) && !isCommonType(name)),
    );
    if (param.type && this.typeNames(module, param.type).some((n) => types.includes(n)))
      return 'type';
    if (param.name === undefined) {
      const keys = param.pattern ?? [];
      return keys.length > 0 && keys.every((k) => added.keys?.includes(k)) ? 'pattern' : undefined;
    }
    const { name } = param;
    if (added.aliases?.some((a) => sameName(a, name))) return 'alias';
    // `backup` is short for `backupMetadata`, but not where the method has a parameter of that
    // name.
    const isShort = !param.type && name.length > 3 && abbreviates(name, added.name);
    return isShort && !parameters.some((p) => meansParameter(name, p)) ? 'alias' : undefined;
  }
}

/**
 * The method as a function has it that takes some of what later steps add: a tree, or a part of it,
 * may have that already.
 */
function withLater({ params }: FunctionFact, method: ContractMethod): ContractMethod {
  const { spec, added } = method;
  const there = spec.later?.filter(({ name }) =>
    params.some((p) => p.name !== undefined && sameName(p.name, name)),
  );
  if (!added || !there?.length) return method;
  const all = listWith(spec.parameters, [added, ...(spec.later ?? [])]);
  const parameters = all.filter((p) => spec.parameters.includes(p) || there.some((l) => l === p));
  const slot = all.slice(0, all.indexOf(added)).filter((p) => parameters.includes(p)).length;
  return { ...method, spec: { ...spec, parameters: parameters.map(asParameter) }, slot };
}

function isPrimitiveList(type: TypeTerm | undefined): boolean {
  return (
    type?.k === 'array' &&
    type.item.k === 'keyword' &&
    ['string', 'number', 'boolean', 'bigint', 'symbol'].includes(type.item.name)
  );
}

/**
 * Whether a parameter's name means what the contract names: the same, an alias, an abbreviation, or
 * ending in it.
 */
function namesFit(name: string, expected: ParameterSpec): boolean {
  const all = [expected.name, ...(expected.aliases ?? [])];
  if (meansParameter(name, expected) || all.some((n) => abbreviates(name, n))) return true;
  const last = words(name).at(-1);
  return last !== undefined && all.some((n) => canonicalName(n) === last);
}
