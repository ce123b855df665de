import type { CalledLists, DeclarationSite, Passing } from './site.js';
import { arrayBehind, namesBehind } from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import { argumentFit } from './argument-fit.js';
import type { CallBindings } from './call-bindings.js';
import type { Caller } from './callers.js';
import type { HandingDown } from './handed-down.js';
import type { Argument } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import type { OtherArguments } from './other-arguments.js';
import type { Fit } from './signatures.js';
import type { CalledMember } from './called-members.js';

/** Whether a call of a contract method passes the added argument. */
export class ArgumentPassing {
  constructor(
    private readonly linker: Linker,
    private readonly bindings: CallBindings,
    private readonly others: OtherArguments,
    private readonly handingDown: HandingDown,
  ) {}

  of(
    module: ModuleFacts,
    call: CallFact,
    given: readonly Argument[] | undefined,
    lists: readonly CalledLists[],
    { at, method, args = [] }: CalledMember,
    declarations: readonly DeclarationSite[],
  ): { passing: Passing; at?: Span; value?: Expr; without?: Caller } {
    if (given === undefined) return { passing: 'carried' };
    const isTyped = args.some((a) => a.k === 'spread' && !arrayBehind(module, a.value));
    const written = isTyped ? undefined : (at ?? lastUnpacked(module, args, call.keywords));
    const said = lists.map((l) => this.bindings.addedArgument(module, given, l));
    const carried = said.find((one) => one.k === 'carried');
    if (carried?.k === 'carried')
      return this.handingDown.passing(module, { method, given, lists, by: carried.by });
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
