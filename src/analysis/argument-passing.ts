import type { CalledLists, DeclarationSite, Passing } from './site.js';
import { arrayBehind, namesBehind } from '../facts/call-forms.js';
import type { CallFact, Expr, FunctionFact, ModuleFacts, Span } from '../facts/types.js';
import { argumentFit } from './argument-fit.js';
import { growsWithMethod, restOwner, type CallBindings } from './call-bindings.js';
import type { DeclarationSites } from './declaration-sites.js';
import type { Argument } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import type { OtherArguments } from './other-arguments.js';
import { nameIn, type ContractMethod, type Fit } from './signatures.js';
import type { CalledMember } from './called-members.js';

/** Whether a call of a contract method passes the added argument. */
export class ArgumentPassing {
  constructor(
    private readonly linker: Linker,
    private readonly declared: DeclarationSites,
    private readonly bindings: CallBindings,
    private readonly others: OtherArguments,
  ) {}

  of(
    module: ModuleFacts,
    call: CallFact,
    given: readonly Argument[] | undefined,
    lists: readonly CalledLists[],
    { at, method, args = [] }: CalledMember,
    declarations: readonly DeclarationSite[],
  ): { passing: Passing; at?: Span; value?: Expr } {
    if (given === undefined) return { passing: 'carried' };
    const isTyped = args.some((a) => a.k === 'spread' && !arrayBehind(module, a.value));
    const written = isTyped ? undefined : (at ?? lastUnpacked(module, args, call.keywords));
    const said = lists.map((l) => this.bindings.addedArgument(module, given, l));
    const carried = said.find((one) => one.k === 'carried');
    if (carried?.k === 'carried') return { passing: this.carrying(module, method, carried.by) };
    const passed = said.find((one) => one.k === 'passed');
    if (passed?.k !== 'passed') return { passing: 'missing', at: written };
    const { argument } = passed;
    if (args.some((a) => a.k === 'spread') && argument.k === 'position')
      return { passing: 'carried' };
    const isStandIn =
      module.language === 'python' &&
      this.linker.isTest(module.path) &&
      !declarations.some((d) => d.slot.k === 'collision');
    // By name, a literal is what the caller means.
    if (
      argument.k === 'position' &&
      !isStandIn &&
      isOtherwise(argumentFit(this.linker, module, argument.value, method.added), argument.value)
    )
      return { passing: 'missing', at: written };
    if (
      argument.k === 'position' &&
      !isStandIn &&
      declarations.length > 0 &&
      declarations.every((d) => this.others.isMeantBehind(module, argument.value, d))
    )
      return { passing: 'missing', at: written };
    return { passing: 'passed', value: argument.value };
  }

  /**
   * Whether what is unpacked hands the parameter on: what a function was given, where it is given
   * it.
   */
  private carrying(module: ModuleFacts, method: ContractMethod, by: readonly Argument[]): Passing {
    const said = by.map((argument): Passing => {
      if (isArgumentsObject(argument)) return 'carried';
      const owner = restOwner(module, argument);
      // What a test spreads is a row of its table, which is given its value there.
      if (!owner)
        return isTypedAsMethod(module, argument) || this.linker.isTest(module.path)
          ? 'carried'
          : 'unsure';
      const declared = this.declared.of(owner.fn);
      if (declared)
        return declared.slot.k === 'accepted' && declared.slot.param === owner.param
          ? 'carried'
          : 'missing';
      if (argument.k === 'list') return 'carried';
      return this.isGiven(owner.fn, method) ? 'carried' : 'missing';
    });
    return said.find((p) => p === 'carried') ?? said.find((p) => p === 'unsure') ?? 'missing';
  }

  /** Whether some call gives a function the added parameter by its name. */
  private isGiven(fn: FunctionFact, { added }: ContractMethod): boolean {
    if (fn.name === undefined || !added) return false;
    const name = nameIn(added.name, 'python');
    return this.linker.project
      .modulesMentioning([fn.name])
      .some((m) =>
        m.calls.some(
          (c) => c.name === fn.name && c.keywords?.some((k) => k.name === name) === true,
        ),
      );
  }
}

/** The list that is written elsewhere and unpacked last. */
function lastUnpacked(
  module: ModuleFacts,
  args: readonly Expr[],
  keywords: CallFact['keywords'] = [],
): Span | undefined {
  const named = keywords.at(-1);
  if (named) return named.name === undefined ? namesBehind(module, named.value)?.span : undefined;
  const last = args.at(-1);
  return last?.k === 'spread' ? arrayBehind(module, last.value)?.span : undefined;
}

/** Whether an argument at the added parameter's place is something else. */
function isOtherwise(fit: Fit, value: Expr): boolean {
  return (
    fit === 'contradicts' &&
    (value.k === 'string' || value.k === 'literal' || value.k === 'function' || value.k === 'array')
  );
}

/** JavaScript's `arguments`. */
function isArgumentsObject({ value }: Argument): boolean {
  return value.k === 'name' && value.name === 'arguments' && value.binding === -1;
}

/** `...args: Parameters<Driver['createExport']>` grows with the method. */
function isTypedAsMethod(module: ModuleFacts, { value }: Argument): boolean {
  const type =
    value.k === 'typed'
      ? value.type
      : value.k === 'name' && value.binding !== -1
        ? module.bindings[value.binding].type
        : undefined;
  return type !== undefined && growsWithMethod(type);
}
