import type { CallFact, FunctionFact, ModuleFacts, ParamFact } from '../facts/types.js';
import { bind, type Argument } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import { growsWithMethod, restOwner, type CallBindings } from './call-bindings.js';
import { callersOf, unitAround, type Caller } from './callers.js';
import type { DeclarationSites } from './declaration-sites.js';
import { nameIn, type ContractMethod } from './signatures.js';
import type { CalledLists, Passing } from './site.js';

/** What a call hands on of what its function was given. */
export interface HandedDown {
  readonly passing: Passing;
  /** Who calls that function without the added argument. */
  readonly without?: Caller;
}

/** What stands at a call: its arguments, the lists they may bind to, and which of them are unpacked. */
interface Handing {
  readonly method: ContractMethod;
  readonly given: readonly Argument[];
  readonly lists: readonly CalledLists[];
  readonly by: readonly Argument[];
}

/** How far `*args` are followed through functions that hand them on. */
const DEEPEST = 5;

/**
 * What calls hand on with `*args`, `**options` and `...args`: what the function around them was
 * given, as far as its callers are known.
 */
export class HandingDown {
  constructor(
    private readonly linker: Linker,
    private readonly declared: DeclarationSites,
    private readonly bindings: CallBindings,
  ) {}

  /** What the unpacked arguments of a call make of the added parameter. */
  passing(module: ModuleFacts, handing: Handing): HandedDown {
    const said = handing.by.map((argument) => this.by(module, argument, handing));
    return (
      said.find((s) => s.passing === 'carried') ??
      said.find((s) => s.passing === 'unsure') ??
      said.find((s) => s.without) ?? { passing: 'missing' }
    );
  }

  private by(module: ModuleFacts, argument: Argument, handing: Handing): HandedDown {
    if (isArgumentsObject(argument)) return { passing: 'carried' };
    const owner = restOwner(module, argument);
    // What a test spreads is a row of its table, which is given its value there.
    if (!owner)
      return {
        passing:
          isTypedAsMethod(module, argument) || this.linker.isTest(module.path)
            ? 'carried'
            : 'unsure',
      };
    const declared = this.declared.of(owner.fn);
    if (declared)
      return {
        passing:
          declared.slot.k === 'accepted' && declared.slot.param === owner.param
            ? 'carried'
            : 'missing',
      };
    if (argument.k === 'names')
      return { passing: this.isGiven(owner.fn, handing.method) ? 'carried' : 'missing' };
    const without = this.callerWithout(module, owner, argument, handing, DEEPEST);
    return without ? { passing: 'missing', without } : { passing: 'carried' };
  }

  /**
   * A call of the function around that leaves the added parameter without an argument. A closure is
   * called by whoever it is handed to: of its callers nothing is known.
   */
  private callerWithout(
    module: ModuleFacts,
    { fn, param }: { readonly fn: FunctionFact; readonly param: ParamFact },
    unpacked: Argument,
    { given, lists, method }: Handing,
    depth: number,
  ): Caller | undefined {
    const unit = unitAround(this.linker, module, fn.id);
    if (typeof unit === 'string' || unit.fn !== fn) return undefined;
    const index = fn.params.indexOf(param);
    return callersOf(this.linker, [unit]).certain.find(({ module: home, call }) => {
      const args = this.bindings.argumentsOf(home, call, 0);
      if (args.slice(0, index).some((a) => a.k !== 'position')) return false;
      const rest = args.slice(index).filter((a) => a.k !== 'name');
      const named = args.filter((a) => a.k === 'name');
      const through = given.flatMap((a) => (a === unpacked ? rest : [a]));
      return lists.every(({ after, at }) => {
        const got = bind([...through, ...named], after.parameters).given[at];
        if (got.k !== 'carried') return got.k === 'missing';
        const [by] = got.by;
        const further = restOwner(home, by);
        if (!further || depth === 0 || this.declared.of(further.fn)) return false;
        const next: Handing = { method, given: through, lists, by: [by] };
        return this.callerWithout(home, further, by, next, depth - 1) !== undefined;
      });
    });
  }

  /** Whether some call gives a function the added parameter by its name. */
  private isGiven(fn: FunctionFact, { added }: ContractMethod): boolean {
    if (fn.name === undefined || !added) return false;
    const name = nameIn(added.name, 'python');
    return this.linker.project
      .modulesMentioning([fn.name])
      .some((m) => m.calls.some((c) => c.name === fn.name && givesByName(c, name)));
  }
}

function givesByName({ keywords = [] }: CallFact, name: string): boolean {
  return keywords.some((k) => k.name === name);
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
