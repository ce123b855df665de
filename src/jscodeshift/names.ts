import type ts from 'typescript';
import type { Converter } from './converter.js';
import { child, endOf, isNode, needed, type ShiftNode, spanOf, startOf, word } from './nodes.js';

/** An identifier. Its node may run on over its annotation. */
export function identifier(c: Converter, node: ShiftNode): ts.Identifier {
  const name = word(node, 'name') ?? word(node, 'value') ?? '';
  const [start, end] = spanOf(node);
  const isAnnotated = isNode(node.typeAnnotation) || node.optional === true;
  return c.at(c.f.createIdentifier(name), [start, isAnnotated ? start + name.length : end]);
}

/** The name of a declaration. */
export function idOf(c: Converter, node: ShiftNode): ts.Identifier {
  return identifier(c, needed(node, 'id'));
}

export function memberName(c: Converter, node: ShiftNode): ts.Identifier | ts.PrivateIdentifier {
  if (node.type !== 'PrivateName' && node.type !== 'PrivateIdentifier') return identifier(c, node);
  const name = word(child(node, 'id') ?? node, 'name') ?? '';
  // Flow's parser lets the name of an asynchronous method start at its keyword.
  return c.at(c.f.createPrivateIdentifier(`#${name}`), [c.find('#', startOf(node)), endOf(node)]);
}

/** The name of a member of a class, an object literal, a type. */
export function propertyName(c: Converter, node: ShiftNode): ts.PropertyName {
  const key = needed(node, 'key', 'id');
  if (node.computed === true) return c.at(c.f.createComputedPropertyName(c.expr(key)), key);
  const made =
    key.type === 'Identifier' || key.type.startsWith('Private') ? memberName(c, key) : c.expr(key);
  return made as ts.PropertyName;
}

/** `a.b`, however the dialect writes it. */
export function entityName(c: Converter, node: ShiftNode): ts.EntityName {
  const left = child(node, 'left', 'qualification', 'object');
  const right = child(node, 'right', 'property') ?? (left && child(node, 'id'));
  if (!left || !right) return identifier(c, child(node, 'id') ?? node);
  return c.at(c.f.createQualifiedName(entityName(c, left), identifier(c, right)), node);
}

/** A dotted name as an expression, for what a class or an interface extends. */
export function nameExpression(c: Converter, node: ShiftNode): ts.Expression {
  const left = child(node, 'left', 'qualification');
  const right = child(node, 'right') ?? (left && child(node, 'id'));
  if (!left || !right) return c.expr(node);
  return c.at(
    c.f.createPropertyAccessExpression(nameExpression(c, left), identifier(c, right)),
    node,
  );
}

/** The type arguments under any of their names. */
export function typeArguments(
  c: Converter,
  node: ShiftNode,
  ...keys: string[]
): ts.TypeNode[] | undefined {
  const found = child(node, ...(keys.length > 0 ? keys : ['typeArguments', 'typeParameters']));
  return found && c.types((found.params as unknown[]).filter(isNode));
}

/** What a class or an interface extends or implements. */
export function heritage(c: Converter, node: ShiftNode): ts.ExpressionWithTypeArguments {
  const base = child(node, 'id', 'expression') ?? node;
  return c.at(
    c.f.createExpressionWithTypeArguments(nameExpression(c, base), typeArguments(c, node)),
    node,
  );
}

const FLAGS = ['declare', 'static', 'abstract', 'override', 'readonly', 'async'] as const;

/** What stands before a declaration, decorators too. */
export function modifiers(
  c: Converter,
  node: ShiftNode,
  ...more: ts.Modifier[]
): ts.ModifierLike[] {
  const { SyntaxKind } = c.ts;
  const kinds = {
    declare: SyntaxKind.DeclareKeyword,
    static: SyntaxKind.StaticKeyword,
    abstract: SyntaxKind.AbstractKeyword,
    override: SyntaxKind.OverrideKeyword,
    readonly: SyntaxKind.ReadonlyKeyword,
    async: SyntaxKind.AsyncKeyword,
    public: SyntaxKind.PublicKeyword,
    protected: SyntaxKind.ProtectedKeyword,
    private: SyntaxKind.PrivateKeyword,
  } as const;
  const fn = child(node, 'value');
  const access = word(node, 'accessibility');
  const written = FLAGS.filter(
    (flag) =>
      node[flag] === true || (flag === 'async' && isMethodValue(node, fn) && fn?.async === true),
  );
  return [
    ...decorators(c, node),
    ...more,
    ...(access === 'public' || access === 'protected' || access === 'private'
      ? [c.f.createModifier(kinds[access])]
      : []),
    ...written.map((flag) => c.f.createModifier(kinds[flag])),
  ];
}

function isMethodValue(node: ShiftNode, fn: ShiftNode | undefined): boolean {
  return (
    fn !== undefined &&
    (node.method === true || /^(?:TSAbstract)?MethodDefinition$/u.test(node.type))
  );
}

function decorators(c: Converter, node: ShiftNode): ts.Decorator[] {
  const { decorators: found } = node;
  if (!Array.isArray(found)) return [];
  return found
    .filter(isNode)
    .map((d) => c.at(c.f.createDecorator(c.expr(needed(d, 'expression'))), d));
}

/** Where a declaration starts with its decorators: some dialects leave them outside. */
export function decoratedStart(node: ShiftNode): number {
  const { decorators: found } = node;
  return Math.min(
    startOf(node),
    ...(Array.isArray(found) ? found.filter(isNode).map(startOf) : []),
  );
}

export function asterisk(c: Converter, node: ShiftNode): ts.AsteriskToken | undefined {
  return node.generator === true ? c.f.createToken(c.ts.SyntaxKind.AsteriskToken) : undefined;
}

export function question(c: Converter, isThere: boolean): ts.QuestionToken | undefined {
  return isThere ? c.f.createToken(c.ts.SyntaxKind.QuestionToken) : undefined;
}
