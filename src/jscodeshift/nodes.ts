import type { Span } from '../facts/types.js';

/** A node of Babel's, ESTree's or Flow's AST. What else it has depends on its type. */
export interface ShiftNode {
  readonly type: string;
  readonly [property: string]: unknown;
}

export function isNode(value: unknown): value is ShiftNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}

/** Where a node stands: Babel says `start` and `end`, Flow says `range`. */
export function spanOf(node: ShiftNode): Span {
  return Array.isArray(node.range)
    ? [node.range[0] as number, node.range[1] as number]
    : [node.start as number, node.end as number];
}

export function startOf(node: ShiftNode): number {
  return spanOf(node)[0];
}

export function endOf(node: ShiftNode): number {
  return spanOf(node)[1];
}

/** The first of some properties that holds a node: the dialects name them differently. */
export function child(node: ShiftNode | undefined, ...keys: string[]): ShiftNode | undefined {
  for (const key of keys) {
    const value = node?.[key];
    if (isNode(value)) return value;
  }
  return undefined;
}

/** @throws for an AST that is none of these dialects */
export function needed(node: ShiftNode, ...keys: string[]): ShiftNode {
  const found = child(node, ...keys);
  if (!found) throw new Error(`${node.type} without ${keys.join(' or ')}`);
  return found;
}

/** The nodes of a list. */
export function list(node: ShiftNode | undefined, ...keys: string[]): ShiftNode[] {
  return slots(node, ...keys).filter((item) => item !== undefined);
}

/** The nodes of a list, its holes too. */
export function slots(node: ShiftNode | undefined, ...keys: string[]): (ShiftNode | undefined)[] {
  for (const key of keys) {
    const value = node?.[key];
    if (Array.isArray(value))
      return value.map((item: unknown) => (isNode(item) ? item : undefined));
  }
  return [];
}

export function word(node: ShiftNode | undefined, key: string): string | undefined {
  const value = node?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** Every node right below a node, in source order. */
export function childrenOf(node: ShiftNode): ShiftNode[] {
  const found: ShiftNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || key === 'tokens' || /comments$/iu.test(key)) continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(item)) found.push(item);
  }
  return found.sort((a, b) => startOf(a) - startOf(b));
}
