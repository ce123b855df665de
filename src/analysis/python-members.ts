import type { Expr, FunctionFact, ModuleFacts, ParamFact } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { FunctionValue } from '../linker/values.js';

/**
 * A function that a member is made of, and what it is given besides what the member's callers give.
 */
export interface FunctionBehind {
  readonly value: FunctionValue;
  /**
   * How many of its parameters stand before those that callers fill: the object it runs on, what
   * `partial` gives by place.
   */
  readonly lead: number;
  /** Parameters that `partial` gives by name. */
  readonly named: readonly string[];
}

const PARTIALS: ReadonlySet<string> = new Set(['partial', 'partialmethod']);
const UNBOUND: ReadonlySet<string> = new Set(['staticmethod']);
const DEEPEST = 8;

/**
 * The functions that a Python member is made of: `m = publish`, `m = partialmethod(_export,
 * 'iscsi')`, `m = synchronized(publish)`.
 * @param isBound the member is a class's: a function that stands in no class is given the object
 * first
 */
export function functionsBehind(
  linker: Linker,
  module: ModuleFacts,
  value: Expr,
  isBound: boolean,
  depth = 0,
): readonly FunctionBehind[] {
  if (depth > DEEPEST) return [];
  if (value.k === 'typed') return functionsBehind(linker, module, value.value, isBound, depth + 1);
  if (value.k === 'call') {
    const { name = '', args, keywords = [] } = module.calls[value.call];
    const [first, ...given] = args;
    const isPartial = PARTIALS.has(name);
    if (!first || (!isPartial && args.length !== 1) || args.some((a) => a.k === 'spread'))
      return [];
    if (keywords.some((k) => k.name === undefined)) return [];
    const inner = functionsBehind(
      linker,
      module,
      first,
      isBound && name !== 'partial' && !UNBOUND.has(name),
      depth + 1,
    );
    if (!isPartial) return inner;
    const names = keywords.flatMap((k) => k.name ?? []);
    return inner.map((found) => ({
      ...found,
      lead: found.lead + given.length,
      named: [...found.named, ...names],
    }));
  }
  if (value.k !== 'name' && value.k !== 'member' && value.k !== 'function') return [];
  return linker.evaluate(module, value).items.flatMap((v): readonly FunctionBehind[] => {
    if (v.k !== 'function' || v.fact.body === 'none') return [];
    const { cls, receiver, params } = v.fact;
    const takesObject = isBound && cls === undefined && receiver === undefined;
    return takesObject && params.length === 0
      ? []
      : [{ value: v, lead: takesObject ? 1 : 0, named: [] }];
  });
}

/** The function as the member's callers see it. */
export function withoutGiven({ value: { fact }, lead, named }: FunctionBehind): FunctionFact {
  if (lead === 0 && named.length === 0) return fact;
  const last = fact.params.at(lead - 1);
  const isGiven = ({ name }: ParamFact) => name !== undefined && named.includes(name);
  return {
    ...fact,
    params: fact.params.slice(lead).map((p) => (isGiven(p) ? { ...p, optional: true } : p)),
    receiver:
      lead > 0 && last?.name !== undefined ? { name: last.name, span: last.span } : fact.receiver,
  };
}
