import type { Span } from '../facts/types.js';

/**
 * A named node of tree-sitter's grammar as plain data; comments, the parts of strings and all
 * punctuation are left out.
 */
export interface PyNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly kids: PyNode[];
}

export function spanOf({ start, end }: PyNode): Span {
  return [start, end];
}

/** Between the brackets of a list; the closing one may be missing. */
export function insideOf({ start, end }: PyNode, text: string): Span {
  return [start + 1, Math.max(start + 1, /[)\]}]/u.test(text[end - 1]) ? end - 1 : end)];
}

export function kidOf(node: PyNode, ...types: readonly string[]): PyNode | undefined {
  return node.kids.find((kid) => types.includes(kid.type));
}

/** The end of a node without the comments and blank lines that the grammar lets a block swallow. */
export function realEnd(node: PyNode): number {
  const last = node.kids.at(-1);
  return last !== undefined && BLOCKS.has(node.type) ? realEnd(last) : node.end;
}

const BLOCKS = new Set([
  'block',
  'function_definition',
  'class_definition',
  'decorated_definition',
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'try_statement',
  'except_clause',
  'finally_clause',
  'with_statement',
  'match_statement',
  'case_clause',
]);
