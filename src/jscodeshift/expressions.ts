import type ts from 'typescript';
import { classExpression, objectLiteral } from './classes.js';
import type { Converter } from './converter.js';
import { arrowFunction, functionExpression } from './functions.js';
import { jsx } from './jsx.js';
import { literal, template } from './literals.js';
import { identifier, memberName, typeArguments } from './names.js';
import {
  childrenOf,
  child,
  endOf,
  list,
  needed,
  slots,
  startOf,
  word,
  type ShiftNode,
} from './nodes.js';
import { arrayTarget, objectTarget } from './targets.js';

type Convert = (c: Converter, node: ShiftNode) => ts.Expression;

/** The expression with the parentheses around it: only Babel would tell of them. */
export function expression(c: Converter, node: ShiftNode): ts.Expression {
  const made = bare(c, node);
  const [start, end] = c.parenthesized(c.next(made.pos), made.end);
  return end === made.end ? made : c.at(c.f.createParenthesizedExpression(made), [start, end]);
}

function bare(c: Converter, node: ShiftNode): ts.Expression {
  const convert = KINDS[node.type];
  if (convert) return convert(c, node);
  if (node.type.startsWith('JSX')) return jsx(c, node);
  return literal(c, node) ?? parts(c, node);
}

const KINDS: Partial<Record<string, Convert>> = {
  Identifier: identifier,
  PrivateName: memberName,
  PrivateIdentifier: memberName,
  ThisExpression: (c, node) => c.at(c.f.createThis(), node),
  Super: (c, node) => c.at(c.f.createSuper(), node),
  Import: (c, node) =>
    c.at(c.f.createToken(c.ts.SyntaxKind.ImportKeyword) as unknown as ts.Expression, node),
  TemplateLiteral: template,
  TaggedTemplateExpression: (c, node) => {
    const quasi = template(c, needed(node, 'quasi'));
    return c.at(
      c.f.createTaggedTemplateExpression(
        c.expr(needed(node, 'tag')),
        typeArguments(c, node),
        quasi,
      ),
      node,
    );
  },
  MemberExpression: member,
  OptionalMemberExpression: member,
  ChainExpression: (c, node) => c.expr(needed(node, 'expression')),
  CallExpression: call,
  OptionalCallExpression: call,
  ImportExpression: call,
  NewExpression: (c, node) => {
    const callee = needed(node, 'callee');
    const given = child(node, 'typeArguments', 'typeParameters');
    const from = given ? endOf(given) : endOf(callee);
    const isCalled = list(node, 'arguments').length > 0 || c.find('(', from) < endOf(node);
    return c.at(
      c.f.createNewExpression(
        c.expr(callee),
        typeArguments(c, node),
        isCalled ? argumentList(c, node, from) : undefined,
      ),
      node,
    );
  },
  FunctionExpression: functionExpression,
  ArrowFunctionExpression: arrowFunction,
  ClassExpression: classExpression,
  ObjectExpression: objectLiteral,
  ObjectPattern: objectTarget,
  ArrayPattern: arrayTarget,
  ArrayExpression: (c, node) => c.at(c.f.createArrayLiteralExpression(elements(c, node)), node),
  SpreadElement: (c, node) => c.at(c.f.createSpreadElement(c.expr(needed(node, 'argument'))), node),
  RestElement: (c, node) => c.at(c.f.createSpreadElement(c.expr(needed(node, 'argument'))), node),
  ConditionalExpression: (c, node) =>
    c.at(
      c.f.createConditionalExpression(
        c.expr(needed(node, 'test')),
        undefined,
        c.expr(needed(node, 'consequent')),
        undefined,
        c.expr(needed(node, 'alternate')),
      ),
      node,
    ),
  BinaryExpression: binary,
  LogicalExpression: binary,
  AssignmentExpression: binary,
  AssignmentPattern: binary,
  SequenceExpression: (c, node) => {
    const [first, ...more] = list(node, 'expressions');
    return more.reduce<ts.Expression>(
      (left, right) => c.at(c.f.createComma(left, c.expr(right)), [startOf(first), endOf(right)]),
      c.expr(first),
    );
  },
  UnaryExpression: unary,
  UpdateExpression: (c, node) => {
    const { SyntaxKind } = c.ts;
    const operator =
      word(node, 'operator') === '++' ? SyntaxKind.PlusPlusToken : SyntaxKind.MinusMinusToken;
    const operand = c.expr(needed(node, 'argument'));
    return c.at(
      node.prefix === true
        ? c.f.createPrefixUnaryExpression(operator, operand)
        : c.f.createPostfixUnaryExpression(operand, operator),
      node,
    );
  },
  AwaitExpression: (c, node) =>
    c.at(c.f.createAwaitExpression(c.expr(needed(node, 'argument'))), node),
  YieldExpression: (c, node) => {
    const value = child(node, 'argument');
    return c.at(
      value && node.delegate === true
        ? c.f.createYieldExpression(c.f.createToken(c.ts.SyntaxKind.AsteriskToken), c.expr(value))
        : c.f.createYieldExpression(undefined, value && c.expr(value)),
      node,
    );
  },
  MetaProperty: (c, node) => {
    const { ImportKeyword, NewKeyword } = c.ts.SyntaxKind;
    const keyword = word(child(node, 'meta'), 'name') === 'import' ? ImportKeyword : NewKeyword;
    return c.at(c.f.createMetaProperty(keyword, identifier(c, needed(node, 'property'))), node);
  },
  TypeCastExpression: typed,
  AsExpression: typed,
  TSAsExpression: typed,
  AsConstExpression: (c, node) => {
    const constant = c.f.createTypeReferenceNode(c.f.createIdentifier('const'));
    return c.at(c.f.createAsExpression(c.expr(needed(node, 'expression')), constant), node);
  },
  TSSatisfiesExpression: (c, node) =>
    c.at(
      c.f.createSatisfiesExpression(
        c.expr(needed(node, 'expression')),
        c.type(needed(node, 'typeAnnotation')),
      ),
      node,
    ),
  TSTypeAssertion: (c, node) =>
    c.at(
      c.f.createTypeAssertion(
        c.type(needed(node, 'typeAnnotation')),
        c.expr(needed(node, 'expression')),
      ),
      node,
    ),
  TSNonNullExpression: (c, node) => {
    const inner = c.expr(needed(node, 'expression'));
    return c.at(
      c.ts.isOptionalChain(inner)
        ? c.f.createNonNullChain(inner)
        : c.f.createNonNullExpression(inner),
      node,
    );
  },
  TSInstantiationExpression: (c, node) =>
    c.at(
      c.f.createExpressionWithTypeArguments(
        c.expr(needed(node, 'expression')),
        typeArguments(c, node),
      ),
      node,
    ),
  BindExpression: (c, node) =>
    child(node, 'object') ? parts(c, node) : c.expr(needed(node, 'callee')),
};

function member(c: Converter, node: ShiftNode): ts.Expression {
  const object = c.expr(needed(node, 'object'));
  const property = needed(node, 'property');
  const isChain = node.optional === true || c.ts.isOptionalChain(object);
  const dot =
    node.optional === true ? c.f.createToken(c.ts.SyntaxKind.QuestionDotToken) : undefined;
  if (node.computed === true) {
    const key = c.expr(property);
    return c.at(
      isChain
        ? c.f.createElementAccessChain(object, dot, key)
        : c.f.createElementAccessExpression(object, key),
      node,
    );
  }
  const name = memberName(c, property);
  return c.at(
    isChain
      ? c.f.createPropertyAccessChain(object, dot, name)
      : c.f.createPropertyAccessExpression(object, name),
    node,
  );
}

function call(c: Converter, node: ShiftNode): ts.Expression {
  const target = child(node, 'callee');
  const given = child(node, 'typeArguments', 'typeParameters');
  // `import(x)`, where the keyword is no node of its own.
  const callee = target
    ? c.expr(target)
    : KINDS.Import?.(c, { type: 'Import', range: [startOf(node), startOf(node) + 6] });
  if (!callee) return parts(c, node);
  const args = argumentList(c, node, given ? endOf(given) : callee.end);
  const types = typeArguments(c, node);
  const isChain = node.optional === true || c.ts.isOptionalChain(callee);
  if (!isChain) return c.at(c.f.createCallExpression(callee, types, args), node);
  const dot =
    node.optional === true ? c.f.createToken(c.ts.SyntaxKind.QuestionDotToken) : undefined;
  return c.at(c.f.createCallChain(callee, dot, types, args), node);
}

/** @param from where the called thing and its type arguments end */
function argumentList(c: Converter, node: ShiftNode, from: number): ts.NodeArray<ts.Expression> {
  const source = child(node, 'source');
  const options = child(node, 'options');
  const nodes = source ? [source, ...(options ? [options] : [])] : list(node, 'arguments');
  const open = c.open(from);
  return c.listAt(
    nodes.map((a) => c.expr(a)),
    open,
    endOf(node) - 1,
  );
}

/** The elements of an array, each hole where the token before it ends. */
function elements(c: Converter, node: ShiftNode): ts.Expression[] {
  let last = startOf(node) + 1;
  return slots(node, 'elements').map((e) => {
    const made = e
      ? c.expr(e)
      : c.ts.setTextRange(c.f.createOmittedExpression(), { pos: last, end: last });
    last = c.find(',', made.end) + 1;
    return made;
  });
}

function binary(c: Converter, node: ShiftNode): ts.Expression {
  const operator = word(node, 'operator') ?? '=';
  const left = c.expr(needed(node, 'left'));
  const right = c.expr(needed(node, 'right'));
  // `value |> f` calls `f`; it has no list of its own.
  if (operator === '|>')
    return c.at(c.f.createCallExpression(right, undefined, c.listAt([left], 0, left.end)), node);
  return c.at(c.f.createBinaryExpression(left, operatorToken(c.ts, operator), right), node);
}

let operators: ReadonlyMap<string, ts.BinaryOperator> | undefined;

function operatorToken(
  { SyntaxKind, tokenToString }: Converter['ts'],
  operator: string,
): ts.BinaryOperator {
  operators ??= new Map(
    Object.values(SyntaxKind).flatMap((kind) =>
      typeof kind === 'number' ? [[tokenToString(kind) ?? '', kind as ts.BinaryOperator]] : [],
    ),
  );
  return operators.get(operator) ?? SyntaxKind.CommaToken;
}

function unary(c: Converter, node: ShiftNode): ts.Expression {
  const { SyntaxKind } = c.ts;
  const operand = c.expr(needed(node, 'argument'));
  switch (word(node, 'operator')) {
    case 'typeof':
      return c.at(c.f.createTypeOfExpression(operand), node);
    case 'void':
      return c.at(c.f.createVoidExpression(operand), node);
    case 'delete':
      return c.at(c.f.createDeleteExpression(operand), node);
    case '+':
      return c.at(c.f.createPrefixUnaryExpression(SyntaxKind.PlusToken, operand), node);
    case '-':
      return c.at(c.f.createPrefixUnaryExpression(SyntaxKind.MinusToken, operand), node);
    case '~':
      return c.at(c.f.createPrefixUnaryExpression(SyntaxKind.TildeToken, operand), node);
    case '!':
      return c.at(c.f.createPrefixUnaryExpression(SyntaxKind.ExclamationToken, operand), node);
    default:
      // `throw x` as an expression.
      return c.at(c.f.createCommaListExpression([operand]), node);
  }
}

/** `(x: T)` and `x as T`. To Flow's parser the parentheses belong to the former. */
function typed(c: Converter, node: ShiftNode): ts.Expression {
  const value = c.expr(needed(node, 'expression'));
  const type = needed(node, 'typeAnnotation');
  return c.at(c.f.createAsExpression(value, c.type(type)), [c.next(value.pos), endOf(type)]);
}

/** Syntax that the compiler does not know: no value, but all that stands in it. */
export function parts(c: Converter, node: ShiftNode): ts.Expression {
  return c.at(c.f.createCommaListExpression(childrenOf(node).flatMap((n) => partsOf(c, n))), node);
}

function partsOf(c: Converter, node: ShiftNode): ts.Expression[] {
  if (/(?:Expression|Literal)$|^(?:Identifier|Super|JSX(?:Element|Fragment))$/u.test(node.type))
    return [c.expr(node)];
  // A statement among expressions, as in `do { }`: the extractor takes it as what it is.
  if (/(?:Statement|Declaration)$/u.test(node.type))
    return c.statement(node) as unknown as ts.Expression[];
  return childrenOf(node).flatMap((n) => partsOf(c, n));
}
