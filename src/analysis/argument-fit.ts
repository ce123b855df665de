import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import { sameName, words } from '../contract/words.js';
import type { Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from './linker.js';
import type { ContractMethod, Fit } from './signatures.js';

/** Whether an argument is meant for a parameter: its name, its type or the kind of a literal says so, or says otherwise. */
export function argumentFit(linker: Linker, module: ModuleFacts, arg: Expr, spec: ParameterSpec | AddedParameter | undefined): Fit {
  if (!spec) return 'contradicts';
  const literal = literalType(arg);
  const type = 'type' in spec ? spec.type : undefined;
  if (literal !== undefined && (type === 'number' || type === 'string' || type === 'boolean'))
    return type === literal ? 'fits' : 'contradicts';
  if ((literal !== undefined || arg.k === 'function') && spec.types) return 'contradicts';
  const { items } = linker.evaluate(module, arg);
  const names = items.flatMap((v) => (v.k === 'instance' ? linker.hierarchy.ancestorNames(v.cls) : v.k === 'external' ? [v.name] : []));
  if (names.some((n) => spec.types?.includes(n))) return 'fits';
  const said = arg.k === 'call' ? module.calls[arg.call].name : arg.k === 'name' || arg.k === 'member' ? arg.name : undefined;
  if (said === undefined) return 'says nothing';
  const last = words(said).at(-1) ?? said;
  return [spec.name, ...(spec.aliases ?? [])].some((n) => sameName(n, said) || sameName(n, last)) ? 'fits' : 'says nothing';
}

function literalType(arg: Expr): 'string' | 'number' | 'boolean' | undefined {
  if (arg.k === 'string') return 'string';
  return arg.k === 'literal' && (arg.type === 'number' || arg.type === 'boolean') ? arg.type : undefined;
}

/** Whether arguments are those of a parameter list: none contradicts it, and at least one says so by name or type. */
export function argumentsFit(linker: Linker, module: ModuleFacts, args: readonly Expr[], expected: readonly ParameterSpec[]): boolean {
  const judged = args.map((arg, i) => argumentFit(linker, module, arg, expected[i]));
  return !judged.includes('contradicts') && judged.includes('fits');
}

/** Whether a list of arguments reads better as one parameter list than as another. */
export function readsAs(
  linker: Linker,
  module: ModuleFacts,
  args: readonly Expr[],
  wanted: readonly ParameterSpec[],
  other: readonly ParameterSpec[],
): boolean {
  const score = (list: readonly ParameterSpec[]) =>
    args.reduce((sum, arg, i) => {
      const fit = argumentFit(linker, module, arg, list[i]);
      return sum + (fit === 'fits' ? 1 : fit === 'contradicts' ? -1 : 0);
    }, 0);
  return score(wanted) > score(other);
}

/** Whether a list that reaches the slot has the added parameter there. Optional ones may be left out: what the others say decides. */
export function hasAdded(linker: Linker, module: ModuleFacts, args: readonly Expr[], { slot, spec, added }: ContractMethod): boolean {
  if (args.length <= slot) return false;
  if (!added || slot === spec.parameters.length) return true;
  const after = spec.parameters.toSpliced(slot, 0, added);
  // A longer list may end in arguments of the driver's own.
  if (args.length > spec.parameters.length) return !readsAs(linker, module, args.slice(0, spec.parameters.length), spec.parameters, after);
  const required = spec.parameters.filter((p) => !p.optional).length + 1;
  return args.length >= required && readsAs(linker, module, args, after, spec.parameters);
}
