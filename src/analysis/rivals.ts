import { bind, parameterOf, type Argument, type Binding } from '../linker/binding.js';
import type { ParameterSpec } from '../contract/types.js';
import { words } from '../contract/words.js';
import { calledOn } from '../facts/call-forms.js';
import type { Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import { classLabel } from '../linker/values.js';
import type { Model } from './model.js';
import { reading } from './other-lists.js';
import type { ContractMethod } from './signatures.js';
import type { CalledLists, CallSite } from './site.js';

/**
 * A method of another class that an unknown receiver may have as well: `isMeant` where the
 * arguments read better as its own.
 */
export interface Rival {
  readonly display: string;
  readonly isMeant: boolean;
}

/** What is handed over to a method, called or not. */
export interface Handed {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  readonly given: readonly Argument[];
  readonly list: CalledLists;
  readonly receiver: Expr | undefined;
}

interface Namesake {
  readonly module: ModuleFacts;
  readonly fn: FunctionFact;
  readonly display: string;
}

const known = new WeakMap<Model, Map<ContractMethod, readonly Namesake[]>>();

/**
 * The method of another class that arguments may be for, where nothing is known of the receiver:
 * the tree has one of that name which takes these arguments, and they do not read better as those
 * of the contract.
 */
export function rivalOf(
  model: Model,
  { module, method, given, list, receiver }: Handed,
): Rival | undefined {
  if (receiver && isCalledAsDriver(model, receiver)) return undefined;
  const reads = (bound: Binding, specs: readonly (ParameterSpec | undefined)[]) =>
    reading(model.linker, module, bound, specs);
  const own = reads(bind(given, list.before.parameters), list.before.specs);
  const fitting = namesakes(model, method).flatMap((other): Rival[] => {
    if (
      other.module.language !== module.language ||
      (model.linker.isTest(other.module.path) && other.module !== module)
    )
      return [];
    const bound = bind(given, other.fn.params.map(parameterOf));
    if (bound.misfits.length > 0 || bound.given.some((g) => g.k === 'missing')) return [];
    const score = reads(
      bound,
      other.fn.params.map((p) => (p.name === undefined ? undefined : { name: p.name })),
    );
    return score < own ? [] : [{ display: other.display, isMeant: score > own }];
  });
  return fitting.find((rival) => rival.isMeant) ?? fitting.at(0);
}

/** The same for a call, if nothing is known of its receiver. */
export function rivalOfCall(
  model: Model,
  { module, method, given, lists, role, call }: CallSite,
): Rival | undefined {
  const receiver = calledOn(call);
  return role === 'unresolved'
    ? rivalOf(model, { module, method, given, list: lists[0], receiver })
    : undefined;
}

/** Whether a receiver is called what drivers are called. */
export function isCalledAsDriver({ contract }: Pick<Model, 'contract'>, receiver: Expr): boolean {
  const name = receiver.k === 'name' || receiver.k === 'member' ? receiver.name : undefined;
  const kinds = new Set((contract.drivers.types ?? []).map((type) => words(type).at(-1)));
  return name !== undefined && kinds.has(words(name).at(-1));
}

/** Methods of the name that are none of the contract's. */
function namesakes(model: Model, method: ContractMethod): readonly Namesake[] {
  const table = known.get(model) ?? new Map<ContractMethod, readonly Namesake[]>();
  known.set(model, table);
  const { roles } = model;
  const found =
    table.get(method) ??
    [...roles.modules].flatMap((module) =>
      module.classes.flatMap((cls): Namesake[] => {
        if (
          !['unrelated', 'manager', 'target'].includes(roles.roleOf(cls)) ||
          (cls.kind !== 'class' && cls.kind !== 'interface')
        )
          return [];
        return roles.ownMethods(cls).flatMap(({ method: own, member }): Namesake[] => {
          if (own !== method || member.fn === undefined) return [];
          return [
            {
              module,
              fn: module.functions[member.fn],
              display: `${classLabel(module, cls) ?? 'a class'}.${member.name}`,
            },
          ];
        });
      }),
    );
  table.set(method, found);
  return found;
}
