import type ts from 'typescript';
import type { Converter } from './converter.js';
import { identifier, typeArguments } from './names.js';
import { child, endOf, list, needed, startOf, word, type ShiftNode } from './nodes.js';

/** JSX: it makes no value that is followed, but what stands in it does. */
export function jsx(c: Converter, node: ShiftNode): ts.Expression {
  if (node.type === 'JSXFragment') {
    const open = c.at(c.f.createJsxOpeningFragment(), needed(node, 'openingFragment'));
    const close = c.at(c.f.createJsxJsxClosingFragment(), needed(node, 'closingFragment'));
    return c.at(c.f.createJsxFragment(open, children(c, node), close), node);
  }
  if (node.type !== 'JSXElement') return container(c, node);
  const opening = needed(node, 'openingElement');
  const closing = child(node, 'closingElement');
  const name = tagName(c, needed(opening, 'name'));
  const properties = list(opening, 'attributes').map((a) => attribute(c, a));
  const last = opening.attributes as unknown[];
  const attributes = c.at(c.f.createJsxAttributes(properties), [
    name.end,
    last.length > 0 ? endOf(last.at(-1) as ShiftNode) : name.end,
  ]);
  const types = typeArguments(c, opening);
  if (!closing) return c.at(c.f.createJsxSelfClosingElement(name, types, attributes), node);
  return c.at(
    c.f.createJsxElement(
      c.at(c.f.createJsxOpeningElement(name, types, attributes), opening),
      children(c, node),
      c.at(c.f.createJsxClosingElement(tagName(c, needed(closing, 'name'))), closing),
    ),
    node,
  );
}

function children(c: Converter, node: ShiftNode): ts.JsxChild[] {
  return list(node, 'children').map((n) => {
    if (n.type === 'JSXText')
      return c.ts.setTextRange(c.f.createJsxText(word(n, 'value') ?? ''), {
        pos: startOf(n),
        end: endOf(n),
      });
    return jsx(c, n) as ts.JsxChild;
  });
}

function container(c: Converter, node: ShiftNode): ts.JsxExpression {
  const inner = child(node, 'expression');
  const isSpread = node.type === 'JSXSpreadChild';
  const dots = isSpread ? c.f.createToken(c.ts.SyntaxKind.DotDotDotToken) : undefined;
  return c.at(
    c.f.createJsxExpression(
      dots,
      inner && inner.type !== 'JSXEmptyExpression' ? c.expr(inner) : undefined,
    ),
    node,
  );
}

function attribute(c: Converter, node: ShiftNode): ts.JsxAttributeLike {
  if (node.type === 'JSXSpreadAttribute')
    return c.at(c.f.createJsxSpreadAttribute(c.expr(needed(node, 'argument'))), node);
  const value = child(node, 'value');
  const made = value && (c.expr(value) as ts.JsxAttributeValue);
  return c.at(c.f.createJsxAttribute(attributeName(c, needed(node, 'name')), made), node);
}

function attributeName(c: Converter, node: ShiftNode): ts.JsxAttributeName {
  if (node.type !== 'JSXNamespacedName') return identifier(c, node);
  return c.at(
    c.f.createJsxNamespacedName(
      identifier(c, needed(node, 'namespace')),
      identifier(c, needed(node, 'name')),
    ),
    node,
  );
}

function tagName(c: Converter, node: ShiftNode): ts.JsxTagNameExpression {
  if (node.type === 'JSXMemberExpression') {
    const object = tagName(c, needed(node, 'object')) as ts.Expression;
    const made = c.f.createPropertyAccessExpression(
      object,
      identifier(c, needed(node, 'property')),
    );
    return c.at(made, node) as unknown as ts.JsxTagNamePropertyAccess;
  }
  if (node.type === 'JSXNamespacedName') return attributeName(c, node) as ts.JsxNamespacedName;
  return word(node, 'name') === 'this' ? c.at(c.f.createThis(), node) : identifier(c, node);
}
