import type { BodyKind } from '../facts/types.js';
import { kidOf, type PyNode } from './nodes.js';

/** Whether every way through a block ends by raising. */
export function blockRaises(block: PyNode, text: string): boolean {
  const last = block.kids.at(-1);
  return (
    (last !== undefined && alwaysRaises(last, text)) ||
    block.kids.some((kid) => reraises(kid, text))
  );
}

function alwaysRaises(node: PyNode, text: string): boolean {
  if (node.type === 'raise_statement') return true;
  if (node.type === 'with_statement') {
    const block = kidOf(node, 'block');
    return reraises(node, text) || (block !== undefined && blockRaises(block, text));
  }
  if (node.type !== 'if_statement') return false;
  const branches = [
    node,
    ...node.kids.filter((kid) => kid.type === 'elif_clause' || kid.type === 'else_clause'),
  ];
  if (!branches.some((b) => b.type === 'else_clause')) return false;
  return branches.every((branch) => {
    const block = kidOf(branch, 'block');
    return block !== undefined && blockRaises(block, text);
  });
}

/**
 * `with excutils.save_and_reraise_exception():` raises when its block is done, unless the block
 * says otherwise.
 */
function reraises(node: PyNode, text: string): boolean {
  if (node.type !== 'with_statement') return false;
  const block = kidOf(node, 'block');
  const clause = kidOf(node, 'with_clause');
  if (!block || !clause || !/reraise/u.test(text.slice(clause.start, clause.end))) return false;
  return !/\.reraise\s*=\s*False/u.test(text.slice(block.start, block.end));
}

/**
 * What a function's body does, its docstring aside. `none` is what stands for an abstract method:
 * it only raises `NotImplementedError`, or is decorated as one and does nothing.
 */
export function bodyKind(block: PyNode, text: string, isAbstract: boolean): BodyKind {
  const statements = block.kids.filter((kid, i) => !(i === 0 && isDocstring(kid)));
  const [only] = statements;
  if (
    statements.length === 1 &&
    only.type === 'raise_statement' &&
    /^raise\s+NotImplementedError\b/u.test(text.slice(only.start, only.end))
  )
    return 'none';
  const isIdle = statements.every((s) => idle(s));
  if (isIdle && isAbstract) return 'none';
  return isIdle ? 'idle' : 'work';
}

export function callsNothing({ kids }: PyNode): boolean {
  return kids.every((kid) => kid.kids.every(({ type }) => type !== 'call'));
}

export function isDocstring({ type, kids }: PyNode): boolean {
  return (
    type === 'expression_statement' &&
    kids.length === 1 &&
    (kids[0].type === 'string' || kids[0].type === 'concatenated_string')
  );
}

function idle({ type, kids }: PyNode): boolean {
  if (type === 'pass_statement') return true;
  if (type === 'return_statement') return kids.every(isConstant);
  return (
    type === 'expression_statement' && kids.every((kid) => kid.type === 'call' || isConstant(kid))
  );
}

const CONSTANTS = new Set([
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
]);
const LISTS = new Set([
  'list',
  'tuple',
  'dictionary',
  'pair',
  'parenthesized_expression',
  'unary_operator',
  'expression_list',
]);

function isConstant({ type, kids }: PyNode): boolean {
  if (CONSTANTS.has(type)) return !kids.some((kid) => kid.type === 'interpolation');
  return LISTS.has(type) && kids.every(isConstant);
}
