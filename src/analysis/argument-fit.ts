import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import { literalTypeIn, typeIn } from '../contract/type-words.js';
import { sameName, words } from '../contract/words.js';
import type { Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { ContractMethod, Fit } from './signatures.js';

/** Whether an argument is meant for a parameter: its name, its type or the kind of a literal says so, or says otherwise. */
export function argumentFit(linker: Linker, module: ModuleFacts, arg: Expr, spec: ParameterSpec | AddedParameter | undefined): Fit {
  if (!spec) return 'contradicts';
  const literal = literalType(arg);
  const wanted = literalTypeIn(spec, module.language);
  if (literal !== undefined && wanted !== undefined) return wanted === literal ? 'fits' : 'contradicts';
  const types = typesOf(spec, module.language);
  if ((literal !== undefined || arg.k === 'function' || arg.k === 'array') && types) return 'contradicts';
  const { items } = linker.evaluate(module, arg);
  const names = items.flatMap((v) => (v.k === 'instance' ? linker.hierarchy.ancestorNames(v.cls) : v.k === 'external' ? [v.name] : []));
  if (names.some((n) => types?.includes(n))) return 'fits';
  const said = arg.k === 'call' ? module.calls[arg.call].name : arg.k === 'name' || arg.k === 'member' ? arg.name : undefined;
  if (said === undefined) return 'says nothing';
  const last = words(said).at(-1) ?? said;
  return [spec.name, ...(spec.aliases ?? [])].some((n) => sameName(n, said) || sameName(n, last)) ? 'fits' : 'says nothing';
}

/** The classes a parameter takes; undefined where it says nothing, or takes something simpler. */
function typesOf(spec: ParameterSpec | AddedParameter, language: ModuleFacts['language']): readonly string[] | undefined {
  if (spec.types) return spec.types;
  const type = typeIn(spec, language);
  return type !== undefined && /^[A-Z][\w$.]*(?:\s*\|\s*(?:undefined|null|None))*$/u.test(type) ? [type.split(/\s*\|/u)[0]] : undefined;
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

/** How much better a list of arguments reads as one parameter list than as another. */
function compareReadings(
  linker: Linker,
  module: ModuleFacts,
  args: readonly Expr[],
  one: readonly ParameterSpec[],
  other: readonly ParameterSpec[],
): number {
  const score = (list: readonly ParameterSpec[]) =>
    args.reduce((sum, arg, i) => {
      const fit = argumentFit(linker, module, arg, list[i]);
      return sum + (fit === 'fits' ? 1 : fit === 'contradicts' ? -1 : 0);
    }, 0);
  return score(one) - score(other);
}

/**
 * Whether a list that reaches the slot has the added parameter there. Optional ones may be left out: what the others say decides.
 * @param isDeclared what is called has the parameter: then it has the argument where nothing says otherwise
 */
export function hasAdded(
  linker: Linker,
  module: ModuleFacts,
  args: readonly Expr[],
  { slot, spec, added }: ContractMethod,
  isDeclared: boolean,
): boolean {
  if (args.length <= slot) return false;
  if (!added || slot === spec.parameters.length) return true;
  const after = spec.parameters.toSpliced(slot, 0, added);
  const compared = compareReadings(linker, module, args.slice(0, spec.parameters.length), after, spec.parameters);
  // A longer list may end in arguments of the driver's own.
  if (args.length > spec.parameters.length) return compared >= 0;
  const required = spec.parameters.filter((p) => !p.optional).length + 1;
  return args.length >= required && (isDeclared ? compared >= 0 : compared > 0);
}
