import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import { meansParameter } from '../contract/words.js';
import type {
  CallFact,
  Expr,
  FunctionFact,
  ModuleFacts,
  ParamFact,
  TypeTerm,
} from '../facts/types.js';
import {
  bind,
  parameterOf,
  takesName,
  type Argument,
  type Binding,
  type Given,
  type Parameter,
} from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import type { SpreadTuples } from '../linker/tuples.js';
import { unpacked } from '../linker/unpacked.js';
import { argumentFit } from './argument-fit.js';
import { listAfter, nameIn, type ContractMethod, type Signatures } from './signatures.js';
import type { CalledList, CalledLists, DeclarationSite } from './site.js';

/** What a call says of the added parameter. */
export type AddedArgument =
  | { readonly k: 'passed'; readonly argument: Argument }
  | { readonly k: 'missing' }
  | { readonly k: 'carried'; readonly by: readonly Argument[] };

/** Binds calls of the contract's methods to their parameters. */
export class CallBindings {
  private readonly contracts = new Map<string, CalledLists>();
  private readonly declared = new WeakMap<DeclarationSite, CalledLists>();

  constructor(
    private readonly linker: Linker,
    private readonly signatures: Signatures,
    private readonly tuples: SpreadTuples,
  ) {}

  /**
   * What a call hands over to a method.
   * @param lead how many of its arguments stand before the method's own
   */
  argumentsOf(
    module: ModuleFacts,
    { args, keywords }: CallFact,
    lead: number,
  ): readonly Argument[] {
    return this.unpacked(module, args.slice(lead), keywords);
  }

  /** A list of expressions, given by position, and what is given by name with it. */
  unpacked(
    module: ModuleFacts,
    args: readonly Expr[],
    keywords?: CallFact['keywords'],
  ): readonly Argument[] {
    return unpacked(this.tuples, module, args, keywords);
  }

  /** What the contract says is called. */
  contractLists(
    method: ContractMethod,
    { language }: ModuleFacts,
    isDeclared: boolean,
  ): CalledLists {
    const key = `${language === 'python' ? 'python' : 'script'} ${String(isDeclared)} ${method.slot} ${method.name}`;
    let lists = this.contracts.get(key);
    if (!lists) this.contracts.set(key, (lists = contractLists(method, language, isDeclared)));
    return lists;
  }

  /** What a declaration says is called. Many calls ask for the same one. */
  declaredLists(site: DeclarationSite): CalledLists {
    let lists = this.declared.get(site);
    if (!lists) this.declared.set(site, (lists = this.listsOf(site)));
    return lists;
  }

  private listsOf({ module, fn, method, slot, insertion }: DeclarationSite): CalledLists {
    const { added } = method;
    const params = this.signatures.listOf(module, fn);
    const there = slot.k === 'accepted' || slot.k === 'renamed' ? params.indexOf(slot.param) : -1;
    if (slot.k === 'accepted' && there === -1)
      return declaredAt(params, insertion.index, method, module);
    if (there !== -1 && !params[there].rest) return declaredAt(params, there, method, module);
    // What the list is about to be filled up with is there for its callers, too.
    const own = listOf(params, method, module);
    const { index, fill, byName } = insertion;
    const before = {
      parameters: own.parameters.toSpliced(
        index,
        0,
        ...fill.map((spec) => parameterFor(spec, module.language)),
      ),
      specs: own.specs.toSpliced(index, 0, ...fill),
    };
    const at = index + fill.length;
    const gained: Parameter = {
      ...parameterFor(added ?? { name: '' }, module.language),
      kind: byName ? 'nameOnly' : 'plain',
    };
    const after = {
      parameters: before.parameters.toSpliced(at, 0, gained),
      specs: before.specs.toSpliced(at, 0, added),
    };
    return { before, after, at, isDeclared: false, isTaken: slot.k === 'collision' };
  }

  /**
   * Whether a call's arguments could be those of a method as the contract has it, without the added
   * parameter or with it.
   */
  couldBind(module: ModuleFacts, call: CallFact, method: ContractMethod): boolean {
    return this.couldTake(
      this.argumentsOf(module, call, 0),
      this.contractLists(method, module, false),
    );
  }

  /**
   * Whether arguments could be those of one of two lists: they bind, or what they unpack may make
   * them bind.
   */
  couldTake(args: readonly Argument[], { before, after }: CalledLists): boolean {
    return [before, after].some(({ parameters }) => {
      const { given, misfits } = bind(args, parameters);
      return misfits.length === 0 && given.every((g) => g.k !== 'missing');
    });
  }

  /** Whether a call passes the added parameter to what it calls. */
  addedArgument(module: ModuleFacts, args: readonly Argument[], lists: CalledLists): AddedArgument {
    const { before, after, at, isDeclared, isTaken } = lists;
    const bound = bind(args, after.parameters);
    const given = bound.given[at];
    if (given.k === 'carried') return { k: 'carried', by: given.by };
    if (given.k !== 'argument') return { k: 'missing' };
    const { argument } = given;
    if (argument.k === 'name') return { k: 'passed', argument };
    const other = bind(args, before.parameters);
    const dearer = cost(other) - cost(bound);
    const isEither = dearer <= 0;
    if (isTaken && isEither && !this.isTyped(module, argument, after.specs[at]))
      return { k: 'missing' };
    const compared =
      this.reading(module, bound, after, isDeclared || !isEither) -
      this.reading(module, other, before, true);
    const isPassed = dearer > 0 || (dearer === 0 && isDeclared) ? compared >= 0 : compared > 0;
    return isPassed ? { k: 'passed', argument } : { k: 'missing' };
  }

  /** Whether an argument has a class that the contract names for a parameter. */
  private isTyped(
    module: ModuleFacts,
    { value }: Argument,
    spec: ParameterSpec | undefined,
  ): boolean {
    const types = spec?.types ?? [];
    return this.linker
      .evaluate(module, value)
      .items.some(
        (v) =>
          (v.k === 'instance' && types.includes(v.cls.fact.name ?? '')) ||
          (v.k === 'external' && types.includes(v.name)),
      );
  }

  /**
   * How well the arguments read as what they are bound to. A literal of the right kind is no proof,
   * unless it counts.
   */
  private reading(
    module: ModuleFacts,
    { given, misfits }: Binding,
    { specs }: CalledList,
    countsLiterals: boolean,
  ): number {
    const score = (one: Given, i: number): number => {
      if (one.k !== 'argument') return 0;
      const { value } = one.argument;
      const fit = argumentFit(this.linker, module, value, specs[i]);
      const isLiteral = value.k === 'literal' || value.k === 'string';
      return fit === 'fits'
        ? isLiteral && !countsLiterals
          ? 0
          : 1
        : fit === 'contradicts' && specs[i] !== undefined
          ? -1
          : 0;
    };
    return given.reduce((sum, one, i) => sum + score(one, i), 0) - misfits.length;
  }
}

/**
 * Whether a call does not fit, or leaves out what is required before the new argument: then the
 * others are not what they seem to be.
 */
export function isIncomplete(
  args: readonly Argument[],
  { before, after, at }: CalledLists,
): boolean {
  const { given, misfits } = bind(args, before.parameters);
  return (
    misfits.length > 0 ||
    given.some((g, i) => g.k === 'missing' && (i < at || after.parameters[at].kind === 'nameOnly'))
  );
}

/** Whether a name is that of a parameter before the new one. */
export function isNamedBefore({ after, at }: CalledLists, name: string): boolean {
  return after.parameters.slice(0, at).some((p) => takesName(p, name));
}

/** How badly a call fits a list. */
function cost({ given, misfits }: Binding): number {
  return misfits.length * given.length + given.filter((g) => g.k === 'missing').length;
}

/**
 * A list that has the added parameter; an element of a tuple has no name, and is where it belongs.
 */
function declaredAt(
  params: readonly ParamFact[],
  at: number,
  method: ContractMethod,
  module: ModuleFacts,
): CalledLists {
  const before = listOf(params.toSpliced(at, 1), method, module);
  const after = named(
    { parameters: params.map(parameterOf), specs: before.specs.toSpliced(at, 0, method.added) },
    module,
  );
  return { before, after, at, isDeclared: true, isTaken: false };
}

function contractLists(
  method: ContractMethod,
  language: ModuleFacts['language'],
  isDeclared: boolean,
): CalledLists {
  const list = (specs: readonly ParameterSpec[]): CalledList => ({
    parameters: specs.map((s) => parameterFor(s, language)),
    specs,
  });
  return {
    before: list(method.spec.parameters),
    after: list(listAfter(method)),
    at: method.slot,
    isDeclared,
    isTaken: false,
  };
}

/** A parameter of the contract, as calls are bound to it. */
export function parameterFor(
  spec: ParameterSpec | AddedParameter,
  language: ModuleFacts['language'],
): Parameter {
  const hasDefault = spec.optional === true || ('default' in spec && spec.default !== undefined);
  return {
    name: nameIn(spec.name, language),
    kind: 'plain',
    hasDefault,
    isNamed: (name) => meansParameter(name, spec),
  };
}

/**
 * A declared list: its parameters by their own names and by those of the contract, which callers of
 * the base give.
 */
function listOf(
  params: readonly ParamFact[],
  { spec }: ContractMethod,
  module: ModuleFacts,
): CalledList {
  const namedBy = (spec: ParameterSpec) =>
    params.find((p) => p.name !== undefined && meansParameter(p.name, spec));
  const specs = params.map((param, i): ParameterSpec | undefined => {
    const own = spec.parameters.find((s) => namedBy(s) === param);
    if (own || param.keywordOnly || param.rest) return own;
    // Drivers call them as they like; a place means what the contract says, if no other parameter
    // has that name.
    const placed = spec.parameters.at(i);
    return placed && !namedBy(placed) ? placed : undefined;
  });
  return named({ parameters: params.map(parameterOf), specs }, module);
}

function named({ parameters, specs }: CalledList, { language }: ModuleFacts): CalledList {
  if (language !== 'python') return { parameters, specs };
  return {
    specs,
    parameters: parameters.map((p, i): Parameter => {
      const spec = specs[i];
      return spec ? { ...p, isNamed: (name) => name === p.name || meansParameter(name, spec) } : p;
    }),
  };
}

/** The function whose own `*args` or `**options` an expression is. */
export function restOwner(
  module: ModuleFacts,
  { value }: Argument,
): { readonly fn: FunctionFact; readonly param: ParamFact } | undefined {
  if (value.k !== 'name' || value.binding === -1) return undefined;
  const { kind, values, scope } = module.bindings[value.binding];
  if (kind !== 'param' || values.length !== 1) return undefined;
  const fn = module.functions[module.scopes[scope].fn];
  const param = fn.params.find((p) => p.name === value.name && p.rest);
  return param && { fn, param };
}

/** `Parameters<Driver['createExport']>`. */
export function growsWithMethod(type: TypeTerm): boolean {
  return type.k === 'ref' && type.name === 'Parameters';
}
