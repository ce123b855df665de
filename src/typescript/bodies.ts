import type ts from 'typescript';
import type { BodyKind } from '../facts/types.js';
import type { Extractor, FunctionNode } from './extract.js';

type Ts = typeof ts;

/** Whether every way through the block ends by raising. */
export function blockThrows(ts: Ts, block: ts.Block): boolean {
  const last = block.statements.at(-1);
  return last !== undefined && alwaysThrows(ts, last);
}

function alwaysThrows(ts: Ts, node: ts.Statement): boolean {
  let last = node;
  // A chain of `else if` may be long.
  for (; ts.isIfStatement(last); last = last.elseStatement)
    if (last.elseStatement === undefined || !alwaysThrows(ts, last.thenStatement)) return false;
  if (ts.isThrowStatement(last)) return true;
  if (ts.isReturnStatement(last))
    return last.expression !== undefined && isRejection(ts, last.expression);
  return ts.isBlock(last) && blockThrows(ts, last);
}

function isRejection(ts: Ts, node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'reject' &&
    isPromise(ts, node.expression.expression)
  );
}

function isPromise(ts: Ts, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'Promise';
}

/**
 * Whether a body does nothing but call things as statements and return a constant. Which calls, is
 * for others to judge.
 */
export function bodyKind({ ts }: Extractor, node: FunctionNode): BodyKind {
  if (!node.body) return 'none';
  if (!ts.isBlock(node.body))
    return isConstant(ts, node.body) || isCall(ts, node.body) ? 'idle' : 'work';
  return node.body.statements.every((s) => isIdle(ts, s)) ? 'idle' : 'work';
}

function isIdle(ts: Ts, node: ts.Statement): boolean {
  if (ts.isEmptyStatement(node)) return true;
  if (ts.isReturnStatement(node))
    return node.expression === undefined || isConstant(ts, node.expression);
  if (!ts.isExpressionStatement(node)) return false;
  return (
    isCall(ts, node.expression) ||
    isConstant(ts, node.expression) ||
    (ts.isVoidExpression(node.expression) && ts.isIdentifier(node.expression.expression))
  );
}

function isCall(ts: Ts, node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node) || ts.isParenthesizedExpression(node))
    return isCall(ts, node.expression);
  return ts.isCallExpression(node);
}

function isConstant(ts: Ts, node: ts.Expression): boolean {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isVoidExpression(node)
  )
    return isConstant(ts, node.expression);
  if (
    ts.isLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword
  )
    return true;
  if (ts.isIdentifier(node)) return node.text === 'undefined';
  if (ts.isPrefixUnaryExpression(node)) return isConstant(ts, node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every((e) => isConstant(ts, e));
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (p) => ts.isPropertyAssignment(p) && isConstant(ts, p.initializer),
    );
  // Promise.resolve(constant)
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'resolve' &&
    isPromise(ts, node.expression.expression) &&
    node.arguments.every((a) => isConstant(ts, a))
  );
}
