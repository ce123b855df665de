import { arrayBehind, holderOf } from '../../../src/facts/call-forms.js';
import { argumentFit } from '../../../src/analysis/argument-fit.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { WrittenList } from '../../../src/edits/written-list.js';
import type { BindingFact, CallFact, Expr, ModuleFacts, Span } from '../../../src/facts/types.js';
import type { Argument } from '../../../src/linker/binding.js';
import type { FilePlan } from '../file-plan.js';
import type { Asserting } from './argument-assertions.js';
import type { NamedArgument } from '../calls/python-arguments.js';
import { listOf } from '../tuples.js';

/** The arguments of one recorded call, as an assertion writes them. */
export interface ExpectedList {
  readonly args: readonly Expr[];
  readonly written: WrittenList;
  /** Python: all that it lists, by position and by name. */
  readonly given?: readonly Argument[];
  /** What is added to an argument's place to find it in the written list. */
  readonly shift: number;
  /** The variable that holds the list. */
  readonly holder?: BindingFact;
  /** Python: where the list takes the argument, perhaps by name. */
  readonly place?: NamedArgument;
  /** Python: it is given as an entry of a table, whose keys are written like this one. */
  readonly keyLike?: Span;
  /** Which of the recorded calls it is, counted from 1. */
  readonly nth?: number;
  /** Where it is written, if that is within something that goes through rows. */
  readonly within?: Pick<Asserting, 'fn' | 'scope' | 'span'>;
}

/**
 * The arguments of an assertion behind the `lead` that are its own; a list that is spread at the
 * end counts as written.
 */
export function listOfCall(
  module: ModuleFacts,
  call: CallFact,
  lead: number,
  method: ContractMethod,
): ExpectedList | undefined {
  if (!call.argsSpan) return undefined;
  const all = call.args.slice(lead);
  const direct: ExpectedList = {
    args: all,
    written: { inner: call.argsSpan, items: call.argSpans },
    shift: lead,
  };
  const at = all.findIndex((a) => a.k === 'spread');
  const spread = at === -1 ? undefined : all[at];
  const array = spread?.k === 'spread' ? arrayBehind(module, spread.value) : undefined;
  if (spread?.k !== 'spread' || !array || at !== all.length - 1) return direct;
  const args = [...all.slice(0, at), ...array.items];
  return method.slot < at
    ? { ...direct, args }
    : { ...listOfArray(array, -at, holderOf(module, spread.value)), args };
}

export function listOfArray(
  array: Extract<Expr, { k: 'array' }>,
  shift = 0,
  holder?: BindingFact,
): ExpectedList {
  return { args: array.items.slice(Math.max(shift, 0)), written: listOf(array), shift, holder };
}

/**
 * What a list says of the added parameter: it lacks it, has it, is given from elsewhere, or leaves
 * other arguments out.
 */
export type Standing = 'lacks' | 'has' | 'spread' | 'short';

export interface Circumstances {
  /**
   * The recorded calls get their argument with this migration: a number where it goes is an older
   * one's.
   */
  readonly isGrowing: boolean;
  /** A method of the tree has something older where it goes, which moves. */
  readonly isMoving: boolean;
  /** The assertion may leave out arguments at the end. */
  readonly isPrefix: boolean;
}

export function standing(
  { analysis: { linker, sites }, module }: FilePlan,
  { args, given: listed }: ExpectedList,
  method: ContractMethod,
  { isGrowing, isMoving, isPrefix }: Circumstances,
): Standing {
  const { slot, spec, added } = method;
  const { length } = spec.parameters;
  if (args.some((a) => a.k === 'spread')) return 'spread';
  const list = sites.bindings.contractLists(method, module, sites.isMigrated(method));
  const given = listed ?? sites.bindings.unpacked(module, args);
  const said = sites.bindings.addedArgument(module, given, list);
  if (said.k === 'passed' && said.argument.k === 'name') return 'has';
  if (args.length <= slot)
    return spec.parameters.slice(args.length, slot).every((p) => p.optional) ? 'lacks' : 'short';
  const there = args[slot];
  const isOther =
    there.k === 'literal' ||
    there.k === 'string' ||
    argumentFit(linker, module, there, added) !== 'fits';
  if (args.length > length)
    return isMoving && isOther && args.length === length + 1 ? 'lacks' : 'has';
  if (said.k === 'passed' && !(isGrowing && isOther)) return 'has';
  const required = spec.parameters.filter((p) => !p.optional).length;
  return args.length < required && !isPrefix ? 'short' : 'lacks';
}
