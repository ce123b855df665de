import type ts from 'typescript';
import type { Span } from '../facts/types.js';
import type { Extractor } from './extract.js';
import { expressionName } from './type-terms.js';

/** How many operands of one condition are looked at: in generated code it is thousands. */
const MOST = 20;

interface Test {
  readonly name: string;
  readonly type: ts.Expression;
}

/** Notes what a condition says of names, where it is true or where it is false: `x instanceof C`. */
export function narrow(x: Extractor, condition: ts.Expression, isTrue: boolean, span: Span): void {
  const { ts, b } = x;
  if (span[0] === span[1]) return;
  for (const { name, type } of testsOf(ts, condition, isTrue)) {
    const binding = b.resolveValue(name);
    const written = expressionName(ts, type);
    if (binding === -1 || written === undefined) continue;
    const root = b.resolveValue(written.split('.')[0]);
    b.facts.narrowings.push({
      binding,
      type: { k: 'ref', name: written, binding: root, args: [], span: b.span(type) },
      span,
    });
  }
}

function testsOf(api: typeof ts, condition: ts.Expression, isTrue: boolean): Test[] {
  const found: Test[] = [];
  const waiting: { readonly node: ts.Expression; readonly holds: boolean }[] = [
    { node: condition, holds: isTrue },
  ];
  for (let steps = 0; steps < MOST; steps++) {
    const next = waiting.pop();
    if (!next) break;
    const { node, holds } = next;
    if (api.isParenthesizedExpression(node)) waiting.push({ node: node.expression, holds });
    else if (api.isPrefixUnaryExpression(node)) {
      if (node.operator === api.SyntaxKind.ExclamationToken)
        waiting.push({ node: node.operand, holds: !holds });
    } else if (api.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      const joins = holds ? api.SyntaxKind.AmpersandAmpersandToken : api.SyntaxKind.BarBarToken;
      if (kind === joins) waiting.push({ node: node.left, holds }, { node: node.right, holds });
      else if (kind === api.SyntaxKind.InstanceOfKeyword && holds && api.isIdentifier(node.left))
        found.push({ name: node.left.text, type: node.right });
    }
  }
  return found;
}

/** What holds behind a statement that is left where its condition is not what is wanted. */
export function narrowBehind(x: Extractor, node: ts.Statement, end: number): void {
  const { ts } = x;
  if (!ts.isIfStatement(node) || node.elseStatement || !leaves(ts, node.thenStatement)) return;
  narrow(x, node.expression, false, [node.end, end]);
}

function leaves(api: typeof ts, node: ts.Statement): boolean {
  const last = api.isBlock(node) ? node.statements.at(-1) : node;
  return (
    last !== undefined &&
    (api.isReturnStatement(last) ||
      api.isThrowStatement(last) ||
      api.isContinueStatement(last) ||
      api.isBreakStatement(last))
  );
}
