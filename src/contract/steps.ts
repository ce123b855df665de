import type { AddedParameter, Contract, MethodSpec, ParameterSpec } from './types.js';

/** A method in one step: what it gains there, if anything, and what it has by then. */
export interface StepMethod extends MethodSpec {
  readonly added?: AddedParameter;
  /** What later steps add to the list; some of it may be there already. */
  readonly later?: readonly AddedParameter[];
  /** Lists of other methods that go by the same name. */
  readonly others?: readonly (readonly ParameterSpec[])[];
}

/**
 * A part of a contract's change: at most one list of each name, and at most one parameter that it
 * gains. All values in it are found in one way.
 */
export interface Step extends Contract {
  readonly methods: Readonly<Record<string, StepMethod>>;
}

/** What one step does to a method, before others are told of. */
interface Gain {
  readonly name: string;
  /** Which list of that name. */
  readonly list: number;
  readonly added: AddedParameter;
}

/** The lists that a name has, as an array. */
export function listsOf(spec: MethodSpec | readonly MethodSpec[]): readonly MethodSpec[] {
  return Array.isArray(spec) ? (spec as readonly MethodSpec[]) : [spec as MethodSpec];
}

/** What a method gains, in order. */
export function gainsOf({ added }: MethodSpec): readonly AddedParameter[] {
  return added === undefined ? [] : Array.isArray(added) ? added : [added as AddedParameter];
}

/** Where the contract puts an added parameter, counted in the list before it; -1 for nowhere. */
export function slotIn(parameters: readonly ParameterSpec[], added: AddedParameter): number {
  const { position = 'last' } = added;
  if (position === 'first') return 0;
  if (position === 'last') return parameters.length;
  const anchor = 'after' in position ? position.after : position.before;
  const at = parameters.findIndex((p) => p.name === anchor);
  return at === -1 ? -1 : at + ('after' in position ? 1 : 0);
}

/** A list with some of what it gains in its place. */
export function listWith(
  parameters: readonly ParameterSpec[],
  gained: readonly AddedParameter[],
): readonly ParameterSpec[] {
  return gained.reduce((list, one) => list.toSpliced(slotIn(list, one), 0, one), parameters);
}

/** An added parameter once it is there. */
export function asParameter(spec: ParameterSpec | AddedParameter): ParameterSpec {
  return 'default' in spec && spec.default !== undefined ? { ...spec, optional: true } : spec;
}

/**
 * Takes a contract's change apart into steps that are made one after the other, each on what those
 * before it leave. Most contracts are one.
 */
export function stepsOf(contract: Contract): readonly [Step, ...Step[]] {
  const rounds: Gain[][] = [];
  for (const [name, spec] of Object.entries(contract.methods)) {
    const gains = listsOf(spec).flatMap((one, list) =>
      gainsOf(one).map((added): Gain => ({ name, list, added })),
    );
    for (const [i, gain] of gains.entries()) (rounds[i] ??= []).push(gain);
  }
  const groups = rounds.flatMap((round) => {
    const said = [...new Set(round.map(({ added }) => saidOf(added)))];
    return said.map((one) => round.filter(({ added }) => saidOf(added) === one));
  });
  const made = new Map<string, number>();
  const steps = groups.map((gains) => {
    const step = stepWith(contract, gains, made);
    for (const { name } of gains) made.set(name, (made.get(name) ?? 0) + 1);
    return step;
  });
  const [first = stepWith(contract, [], made), ...rest] = steps;
  return [first, ...rest];
}

/** What an added parameter says of its values, to compare. */
function saidOf({ values, placeholder }: AddedParameter): string {
  return JSON.stringify([values, placeholder]);
}

/** @param made how much of what its lists gain each name has by then */
function stepWith(
  contract: Contract,
  gains: readonly Gain[],
  made: ReadonlyMap<string, number>,
): Step {
  const methods = Object.entries(contract.methods).map(([name, spec]) => {
    const gain = gains.find((g) => g.name === name);
    return [name, methodIn(listsOf(spec), gain, made.get(name) ?? 0)] as const;
  });
  const [{ values = contract.values, placeholder = contract.tests?.placeholder } = {}] = gains.map(
    ({ added }) => added,
  );
  return {
    ...contract,
    methods: Object.fromEntries(methods),
    ...(values && { values }),
    ...((contract.tests ?? placeholder) && {
      tests: { ...contract.tests, ...(placeholder && { placeholder }) },
    }),
  };
}

function methodIn(lists: readonly MethodSpec[], gain: Gain | undefined, made: number): StepMethod {
  const at = gain?.list ?? 0;
  // Gains are made list by list.
  const madeIn = lists.map((list, i) => {
    const before = lists.slice(0, i).reduce((sum, one) => sum + gainsOf(one).length, 0);
    return gainsOf(list).slice(0, Math.max(0, made - before));
  });
  const spec = { ...lists[at], added: gain?.added };
  const later = gain ? gainsOf(lists[at]).slice(madeIn[at].length + 1) : [];
  const others = lists.flatMap((list, i) =>
    i === at ? [] : [listWith(list.parameters, madeIn[i]).map(asParameter)],
  );
  return {
    ...spec,
    parameters: listWith(spec.parameters, madeIn[at]).map(asParameter),
    ...(later.length > 0 && { later }),
    ...(others.length > 0 && { others }),
  };
}
