import type { ParameterSpec } from '../contract/types.js';
import type { ModuleFacts } from '../facts/types.js';
import { bind, type Argument, type Binding } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import { argumentFit } from './argument-fit.js';
import { parameterFor } from './call-bindings.js';
import type { ContractMethod } from './signatures.js';
import type { CalledList, CalledLists } from './site.js';

/**
 * Whose list arguments are for, where the contract describes several of one name: the one that
 * gains the parameter, another, or one of both and nobody can tell.
 */
export type MeantList = 'own' | 'other' | 'either';

/**
 * Compares how a call's arguments read in the lists that the contract gives its name.
 * @param own the lists that gain the parameter
 */
export function meantList(
  linker: Linker,
  module: ModuleFacts,
  { spec }: ContractMethod,
  given: readonly Argument[],
  own: readonly CalledLists[],
): MeantList {
  const others = (spec.others ?? []).map((specs): CalledList => ({
    parameters: specs.map((s) => parameterFor(s, module.language)),
    specs,
  }));
  const best = (lists: readonly CalledList[]) =>
    Math.max(...lists.map((list) => readingIn(linker, module, given, list)));
  const [other, mine] = [best(others), best(own.flatMap(({ before, after }) => [before, after]))];
  if (other === -Infinity || other < mine) return 'own';
  return other > mine ? 'other' : 'either';
}

/** How well arguments read in a list; -Infinity where they cannot be bound. */
function readingIn(
  linker: Linker,
  module: ModuleFacts,
  given: readonly Argument[],
  { parameters, specs }: CalledList,
): number {
  const bound = bind(given, parameters);
  if (bound.misfits.length > 0 || bound.given.some((g) => g.k === 'missing')) return -Infinity;
  return reading(linker, module, bound, specs);
}

/** How well arguments read as what they are bound to. */
export function reading(
  linker: Linker,
  module: ModuleFacts,
  { given }: Binding,
  specs: readonly (ParameterSpec | undefined)[],
): number {
  const said = (argument: Argument, i: number) => {
    const fit = specs[i] && argumentFit(linker, module, argument.value, specs[i]);
    return fit === 'fits' ? 1 : fit === 'contradicts' ? -1 : 0;
  };
  return given.reduce((sum, one, i) => sum + (one.k === 'argument' ? said(one.argument, i) : 0), 0);
}
