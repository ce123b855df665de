import type ts from 'typescript';
import type { Expr, TupleElement, TypeTerm } from '../facts/types.js';
import type { Extractor } from './extract.js';

/** The dotted name of an entity, `Ns.Inner`. */
function entityName(ts_: typeof ts, node: ts.EntityName): string {
  return ts_.isIdentifier(node) ? node.text : `${entityName(ts_, node.left)}.${node.right.text}`;
}

/**
 * Reduces a written type to a term. Type literals and function types become classes and signatures
 * of the module.
 */
export function typeTerm(x: Extractor, node: ts.TypeNode): TypeTerm {
  const { ts, b } = x;
  const terms = (nodes: readonly ts.TypeNode[] | undefined): TypeTerm[] =>
    (nodes ?? []).map((n) => x.type(n));

  if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
    const name = ts.isTypeReferenceNode(node)
      ? entityName(ts, node.typeName)
      : expressionName(ts, node.expression);
    if (name === undefined) return { k: 'other' };
    return {
      k: 'ref',
      name,
      binding: b.resolveType(name.split('.')[0]),
      args: terms(node.typeArguments),
      span: b.span(node),
    };
  }
  if (
    ts.isParenthesizedTypeNode(node) ||
    ts.isJSDocNonNullableType(node) ||
    ts.isJSDocOptionalType(node) ||
    ts.isJSDocNullableType(node)
  )
    return x.type(node.type as ts.TypeNode);
  if (ts.isUnionTypeNode(node)) return { k: 'union', items: terms(node.types) };
  if (ts.isIntersectionTypeNode(node)) return { k: 'intersection', items: terms(node.types) };
  if (ts.isArrayTypeNode(node)) return { k: 'array', item: x.type(node.elementType) };
  if (ts.isTypeOperatorNode(node))
    return node.operator === ts.SyntaxKind.KeyOfKeyword ? { k: 'other' } : x.type(node.type);
  if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node))
    return { k: 'function', fn: x.signature(node, undefined, undefined) };
  if (ts.isTypeLiteralNode(node))
    return {
      k: 'object',
      cls: x.classes.typeMembers(node, 'typeLiteral', aliasName(ts, node), []),
    };
  if (ts.isIndexedAccessTypeNode(node)) {
    const key =
      ts.isLiteralTypeNode(node.indexType) && ts.isStringLiteral(node.indexType.literal)
        ? node.indexType.literal.text
        : undefined;
    return { k: 'indexed', object: x.type(node.objectType), key };
  }
  if (ts.isTypeQueryNode(node)) {
    const parts = entityName(ts, node.exprName).split('.');
    const span = b.span(node.exprName);
    const binding = b.resolveValue(parts[0]);
    if (binding !== -1)
      b.facts.bindings[binding].uses.push({
        span: [span[0], span[0] + parts[0].length],
        shorthand: false,
        reads: false,
      });
    const head = { k: 'name', name: parts[0], binding, span } as const;
    return {
      k: 'typeof',
      expr: parts
        .slice(1)
        .reduce<Expr>(
          (object, name) => ({ k: 'member', object, name, nameSpan: span, span }),
          head,
        ),
    };
  }
  if (ts.isImportTypeNode(node)) {
    const module =
      ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)
        ? node.argument.literal.text
        : '';
    return {
      k: 'import',
      module,
      name: node.qualifier ? entityName(ts, node.qualifier) : '*',
      args: terms(node.typeArguments),
      span: b.span(node),
    };
  }
  if (ts.isLiteralTypeNode(node)) {
    if (ts.isStringLiteralLike(node.literal)) return { k: 'literal', value: node.literal.text };
    return {
      k: 'keyword',
      name: node.literal.kind === ts.SyntaxKind.NullKeyword ? 'null' : 'literal',
    };
  }
  if (ts.isJSDocTypeExpression(node)) return x.type(node.type);
  if (ts.isTupleTypeNode(node))
    return { k: 'tuple', items: node.elements.map((e) => tupleElement(x, e)), span: b.span(node) };
  if (ts.isTypePredicateNode(node) || ts.isConditionalTypeNode(node) || ts.isMappedTypeNode(node))
    return { k: 'other' };
  if (ts.isToken(node)) return { k: 'keyword', name: node.getText(b.source) };
  return { k: 'other' };
}

/** What an alias calls a literal type, also one that it joins with others. */
function aliasName(ts_: typeof ts, node: ts.Node): ts.Identifier | undefined {
  const { parent } = node;
  if (ts_.isIntersectionTypeNode(parent) || ts_.isParenthesizedTypeNode(parent))
    return aliasName(ts_, parent);
  return ts_.isTypeAliasDeclaration(parent) ? parent.name : undefined;
}

function tupleElement(x: Extractor, node: ts.TypeNode): TupleElement {
  const { ts, b } = x;
  const isNamed = ts.isNamedTupleMember(node);
  const optional = isNamed ? node.questionToken !== undefined : ts.isOptionalTypeNode(node);
  const rest = isNamed ? node.dotDotDotToken !== undefined : ts.isRestTypeNode(node);
  const type = isNamed || ts.isOptionalTypeNode(node) || ts.isRestTypeNode(node) ? node.type : node;
  return {
    name: isNamed ? node.name.text : undefined,
    type: x.type(type),
    optional,
    rest,
    span: b.span(node),
  };
}

export function expressionName(ts_: typeof ts, node: ts.Expression): string | undefined {
  if (ts_.isIdentifier(node)) return node.text;
  if (ts_.isPropertyAccessExpression(node)) {
    const object = expressionName(ts_, node.expression);
    return object && `${object}.${node.name.text}`;
  }
  return undefined;
}
