import type { DeclarationSite } from '../../src/analysis/site.js';
import type { WrittenList } from '../../src/edits/written-list.js';
import type { Expr, ParamFact, TupleTerm } from '../../src/facts/types.js';

/** What stands between the brackets of an array; a Python tuple may have none. */
export function listOf({ span, itemSpans }: Extract<Expr, { k: 'array' }>): WrittenList {
  const isBare = itemSpans.length > 0 && itemSpans[0][0] === span[0];
  return { inner: isBare ? span : [span[0] + 1, span[1] - 1], items: itemSpans };
}

/** A tuple type as a list: what stands between its brackets. */
export function tupleList({ span, items }: TupleTerm): WrittenList {
  return { inner: [span[0] + 1, span[1] - 1], items: items.map((i) => i.span) };
}

/**
 * An element of a tuple, with a name where the others have names, and optional behind an optional
 * one.
 */
export function tupleElement(
  { items }: TupleTerm,
  name: string,
  type: string,
  isOptional: boolean,
): string {
  const mark = isOptional || items.some((i) => i.optional) ? '?' : '';
  return items.some((i) => i.name !== undefined) ? `${name}${mark}: ${type}` : `${type}${mark}`;
}

/** The rest parameter that takes what stands in the slot, where its type is written as a tuple. */
export interface RestTuple {
  readonly param: ParamFact;
  readonly tuple: TupleTerm;
  /** Where the tuple has the slot. */
  readonly index: number;
}

/** @returns undefined where the parameter goes into the list itself */
export function restTuple({
  fn,
  method,
}: Pick<DeclarationSite, 'fn' | 'method'>): RestTuple | undefined {
  const at = fn.params.length - 1;
  const param = fn.params.at(-1);
  if (!param?.rest || at >= method.slot || param.type?.k !== 'tuple') return undefined;
  return { param, tuple: param.type, index: method.slot - at };
}
