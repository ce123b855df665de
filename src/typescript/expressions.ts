import type ts from 'typescript';
import type { CallFact, Expr, Span, TypeTerm } from '../facts/types.js';
import { blockThrows } from './bodies.js';
import type { Extractor, Placement } from './extract.js';
import { narrow } from './narrowings.js';

/**
 * Reduces an expression, recording the calls, functions, classes and member reads in it. Each node
 * is visited once.
 */
export function expression(x: Extractor, node: ts.Expression, placement?: Placement): Expr {
  const { ts, b } = x;
  const span = b.span(node);
  if (ts.isIdentifier(node))
    return node.text === 'undefined' ? { k: 'literal', type: 'undefined', span } : x.name(node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const made = access(x, node);
    if (made.k === 'member')
      b.readMember(made.object, made.name, made.nameSpan, isReadFrom(ts, node));
    return made;
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return call(x, node);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return x.expr(node.expression, placement);
  if (ts.isAwaitExpression(node)) return { ...x.expr(node.expression, placement), awaited: true };
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    if (ts.isConstTypeReference(node.type)) return x.expr(node.expression, placement);
    const type = x.type(node.type);
    return { k: 'typed', value: x.expr(node.expression, withType(placement, type)), type, span };
  }
  if (ts.isSatisfiesExpression(node))
    return x.expr(node.expression, withType(placement, x.type(node.type)));
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    const fact = x.fn(node, placement ?? { use: 'called' });
    return { k: 'function', fn: fact.id, span };
  }
  if (ts.isClassExpression(node))
    return { k: 'class', cls: x.classes.cls(node).id, instance: false, span };
  if (ts.isObjectLiteralExpression(node)) return x.classes.objectLiteral(node, placement);
  if (ts.isArrayLiteralExpression(node))
    return {
      k: 'array',
      items: node.elements.map((e) =>
        x.expr(e, {
          use: placement?.use === 'returned' ? 'returned' : 'argument',
          context: placement?.context && { ...placement.context, element: true },
        }),
      ),
      itemSpans: node.elements.map((e) => b.span(e)),
      span,
    };
  if (ts.isSpreadElement(node)) return { k: 'spread', value: x.expr(node.expression), span };
  if (ts.isStringLiteralLike(node)) return { k: 'string', text: plain(node.text), holes: [], span };
  if (ts.isTemplateExpression(node)) {
    const holes = node.templateSpans.map((s) => x.expr(s.expression));
    return {
      k: 'string',
      text: [node.head, ...node.templateSpans.map((s) => s.literal)]
        .map((part) => plain(part.text))
        .join('\0'),
      holes,
      span,
    };
  }
  if (ts.isConditionalExpression(node)) return conditional(x, node, placement);
  if (ts.isBinaryExpression(node)) return binary(x, node, placement);
  if (ts.isTaggedTemplateExpression(node)) return tag(x, node);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return { k: 'this', fn: b.fn, span };
  if (node.kind === ts.SyntaxKind.SuperKeyword) return { k: 'super', fn: b.fn, span };
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node))
    return { k: 'literal', type: 'number', span };
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
    return { k: 'literal', type: 'boolean', span };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { k: 'literal', type: 'null', span };
  if (ts.isRegularExpressionLiteral(node)) return { k: 'literal', type: 'regexp', span };
  if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression))
    return { k: 'unknown', span };
  if (ts.isYieldExpression(node) && node.expression) return x.expr(node.expression);
  children(x, node);
  return { k: 'unknown', span };
}

/** Whether a member of a member is read: `driver.createExport.mock`. */
function isReadFrom(ts: Extractor['ts'], node: ts.Expression): boolean {
  let outer = node;
  while (ts.isNonNullExpression(outer.parent)) outer = outer.parent;
  const { parent } = outer;
  return (
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === outer
  );
}

/** A string's own NUL would stand for a hole. */
function plain(text: string): string {
  return text.replaceAll('\0', ' ');
}

/**
 * Syntax that makes no value of its own (JSX, `typeof`, `delete`, `do { }`): what stands in it is
 * walked all the same.
 */
function children(x: Extractor, node: ts.Node): void {
  x.ts.forEachChild(node, (child) => {
    if (x.ts.isExpression(child)) x.expr(child);
    else if (x.ts.isStatement(child)) x.statement(child);
    else children(x, child);
  });
}

function withType(placement: Placement | undefined, type: TypeTerm): Placement {
  const { context, ...rest } = placement ?? { use: 'stored' };
  return { ...rest, context: { ...context, types: [type, ...(context?.types ?? [])] } };
}

/** A member or element access, without recording it as a read. */
function access(
  x: Extractor,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Expr {
  const { ts, b } = x;
  const object = x.expr(node.expression);
  const span = b.span(node);
  if (ts.isPropertyAccessExpression(node))
    return { k: 'member', object, name: node.name.text, nameSpan: b.span(node.name), span };
  const key = x.expr(node.argumentExpression);
  const text =
    key.k === 'string' && key.holes.length === 0
      ? key.text
      : key.k === 'name'
        ? x.constantString(key.binding)
        : undefined;
  if (text !== undefined) return { k: 'member', object, name: text, nameSpan: key.span, span };
  return { k: 'element', object, key, span };
}

function callee(x: Extractor, node: ts.Expression): Expr {
  const { ts } = x;
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isNonNullExpression(inner))
    inner = inner.expression;
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return access(x, inner);
  return x.expr(inner, { use: 'called' });
}

function call(x: Extractor, node: ts.CallExpression | ts.NewExpression): Expr {
  const { ts, b } = x;
  const span = b.span(node);
  const isNew = ts.isNewExpression(node);
  const target =
    !isNew && node.expression.kind === ts.SyntaxKind.ImportKeyword
      ? undefined
      : callee(x, node.expression);
  const required = moduleArgument(x, node, target);
  if (required !== undefined) return { k: 'import', module: required, span };
  const id = b.facts.calls.length;
  const { name, nameSpan } = calledName(target, span);
  const nodes = node.arguments ?? [];
  const fact: { -readonly [K in keyof CallFact]: CallFact[K] } = {
    id,
    kind: isNew ? 'new' : 'call',
    callee: target ?? { k: 'unknown', span },
    name,
    nameSpan,
    span,
    args: [],
    argSpans: nodes.map((a) => b.span(a)),
    argsSpan: argumentList(x, node),
    typeArgs: (node.typeArguments ?? []).map((t) => x.type(t)),
    fn: b.fn,
    scope: b.scope,
    optional:
      !isNew &&
      (node.questionDotToken !== undefined ||
        (ts.isPropertyAccessExpression(node.expression) &&
          node.expression.questionDotToken !== undefined)),
    onErrorPath: b.onErrorPath,
    isStatement:
      ts.isExpressionStatement(node.parent) ||
      (ts.isAwaitExpression(node.parent) && ts.isExpressionStatement(node.parent.parent)),
  };
  b.facts.calls.push(fact);
  b.facts.functions[b.fn].calls.push(id);
  fact.args = nodes.map((argument, index) =>
    b.asking(name === 'assert', () =>
      x.expr(argument, {
        use: 'argument',
        context: { types: [], argument: { call: id, index } },
        onErrorPath: rejects(x, name, index, argument),
      }),
    ),
  );
  return { k: 'call', call: id, span };
}

/** `.catch(handler)` and `.then(_, handler)` with a handler that ends by throwing. */
function rejects(
  { ts }: Extractor,
  name: string | undefined,
  index: number,
  node: ts.Expression,
): boolean {
  if (!((name === 'catch' && index === 0) || (name === 'then' && index === 1))) return false;
  return (
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    ts.isBlock(node.body) &&
    blockThrows(ts, node.body)
  );
}

/** The module of `require('x')` and `import('x')`. */
function moduleArgument(
  { ts, b }: Extractor,
  node: ts.CallExpression | ts.NewExpression,
  target: Expr | undefined,
): string | undefined {
  const [first] = node.arguments ?? [];
  if (ts.isNewExpression(node) || !first || !ts.isStringLiteralLike(first)) return undefined;
  if (target === undefined) return first.text;
  return target.k === 'name' &&
    target.name === 'require' &&
    target.binding === -1 &&
    b.text.length > 0
    ? first.text
    : undefined;
}

function calledName(
  target: Expr | undefined,
  span: Span,
): { name: string | undefined; nameSpan: Span } {
  if (target?.k === 'member') return { name: target.name, nameSpan: target.nameSpan };
  if (target?.k === 'name') return { name: target.name, nameSpan: target.span };
  if (target?.k === 'super') return { name: 'super', nameSpan: target.span };
  return { name: undefined, nameSpan: target?.span ?? span };
}

function argumentList(
  { ts, b }: Extractor,
  node: ts.CallExpression | ts.NewExpression,
): Span | undefined {
  if (!node.arguments) return undefined;
  const close = node.end - 1;
  if (b.text[close] !== ')') return undefined;
  // `arguments.pos` is just behind the opening parenthesis.
  return ts.isNewExpression(node) || b.text[node.arguments.pos - 1] === '('
    ? [node.arguments.pos, close]
    : undefined;
}

/** `a ? b : c ? d : e` is one choice, however long. */
function conditional(x: Extractor, node: ts.ConditionalExpression, placement?: Placement): Expr {
  const items: Expr[] = [];
  let last: ts.Expression = node;
  for (; x.ts.isConditionalExpression(last); last = last.whenFalse) {
    const { condition } = last;
    x.b.asking(true, () => x.expr(condition));
    items.push(x.expr(last.whenTrue, placement));
    narrow(x, last.condition, true, x.b.span(last.whenTrue));
    narrow(x, last.condition, false, x.b.span(last.whenFalse));
  }
  items.push(x.expr(last, placement));
  return { k: 'choice', items, span: x.b.span(node) };
}

/**
 * What stands to the left of operators is gone through in a loop: in generated code it is thousands
 * of operands long.
 */
function binary(x: Extractor, node: ts.BinaryExpression, placement?: Placement): Expr {
  const { ts } = x;
  const spine = [node];
  for (let { left } = node; ts.isBinaryExpression(left) && !isAssignment(ts, left); { left } = left)
    spine.push(left);
  const last = spine[spine.length - 1];
  if (isAssignment(ts, last)) return assign(x, last);
  // What stands to the left of an `&&`, however far.
  const lastAnd = spine.findIndex(
    ({ operatorToken }) => operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken,
  );
  let made = x.b.asking(lastAnd !== -1, () => x.expr(last.left));
  for (let at = spine.length - 1; at >= 0; at--) {
    const left = made;
    made = x.b.asking(lastAnd !== -1 && lastAnd < at, () =>
      joined(x, spine[at], left, at === 0 ? placement : undefined),
    );
  }
  return made;
}

function isAssignment(
  { SyntaxKind }: Extractor['ts'],
  { operatorToken: { kind } }: ts.BinaryExpression,
): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/**
 * An operator's value, from that of its left side. Lists of that are added to: nobody else has
 * them, and copying would take their length again at each operator.
 */
function joined(x: Extractor, node: ts.BinaryExpression, left: Expr, placement?: Placement): Expr {
  const { SyntaxKind } = x.ts;
  const span = x.b.span(node);
  const right = x.expr(node.right, placement);
  const { kind } = node.operatorToken;
  if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken)
    narrow(x, node.left, kind === SyntaxKind.AmpersandAmpersandToken, x.b.span(node.right));
  switch (kind) {
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken: {
      const items =
        left.k === 'choice' && x.ts.isBinaryExpression(node.left) ? (left.items as Expr[]) : [left];
      items.push(right);
      return { k: 'choice', items, span };
    }
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.CommaToken:
      return right;
    case SyntaxKind.PlusToken: {
      if (left.k !== 'string' && right.k !== 'string') return { k: 'unknown', span };
      const start = left.k === 'string' ? left : { text: '\0', holes: [left] };
      const end = right.k === 'string' ? right : { text: '\0', holes: [right] };
      const holes = start.holes as Expr[];
      for (const hole of end.holes) holes.push(hole);
      return { k: 'string', text: start.text + end.text, holes, span };
    }
    default:
      return { k: 'unknown', span };
  }
}

function assign(x: Extractor, node: ts.BinaryExpression): Expr {
  const { ts, b } = x;
  const left = node.left;
  if (ts.isIdentifier(left)) {
    const id = b.resolveValue(left.text);
    const type = id === -1 ? undefined : b.facts.bindings[id].type;
    const value = x.expr(node.right, {
      use: 'bound',
      binding: id === -1 ? undefined : id,
      context: { types: type ? [type] : [] },
    });
    if (id !== -1) {
      const binding = b.facts.bindings[id];
      if (node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
        (binding.added ??= []).push(value);
      else binding.values.push(value);
      b.facts.bindings[id].uses.push({ span: b.span(left), shorthand: false, reads: false });
    }
    return value;
  }
  if (ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left)) {
    const target = access(x, left);
    const typeNode = ts.getJSDocType(node.parent);
    const type = typeNode && x.type(typeNode);
    const value = x.expr(node.right, { use: 'stored', context: { types: type ? [type] : [] } });
    if (target.k === 'member') {
      b.facts.assignments.push({
        object: target.object,
        name: target.name,
        nameSpan: target.nameSpan,
        value,
        fn: b.fn,
        type,
      });
      commonJs(x, target, value);
    }
    return value;
  }
  const value = x.expr(node.right);
  destructure(x, left, value);
  return value;
}

/** `module.exports = value`, `module.exports.name = value`, `exports.name = value`. */
function commonJs({ b }: Extractor, target: Extract<Expr, { k: 'member' }>, value: Expr): void {
  const { object, name, span } = target;
  const isFree = (e: Expr, wanted: string) =>
    e.k === 'name' && e.name === wanted && e.binding === -1;
  const isModuleExports = (e: Expr) =>
    e.k === 'member' && e.name === 'exports' && isFree(e.object, 'module');
  if (isModuleExports(target)) b.facts.exports.push({ exported: 'module.exports', value, span });
  else if (isFree(object, 'exports') || isModuleExports(object)) {
    const binding = value.k === 'name' ? value.binding : undefined;
    b.facts.exports.push({ exported: name, value, binding, span: target.nameSpan });
  }
}

/** `({ a: this.b, c } = value)`. */
function destructure(x: Extractor, left: ts.Expression, value: Expr): void {
  const { ts, b } = x;
  if (!ts.isObjectLiteralExpression(left)) {
    x.expr(left);
    return;
  }
  for (const p of left.properties) {
    if (ts.isShorthandPropertyAssignment(p)) {
      const id = b.resolveValue(p.name.text);
      if (id === -1) continue;
      b.facts.bindings[id].values.push({
        k: 'member',
        object: value,
        name: p.name.text,
        nameSpan: b.span(p.name),
        span: b.span(p),
      });
      b.facts.bindings[id].uses.push({ span: b.span(p.name), shorthand: true, reads: false });
    } else if (ts.isPropertyAssignment(p)) {
      const id = ts.isIdentifier(p.initializer) ? b.resolveValue(p.initializer.text) : -1;
      const name = x.nameText(p.name);
      if (id === -1 || name === undefined) x.expr(p.initializer);
      else
        b.facts.bindings[id].values.push({
          k: 'member',
          object: value,
          name,
          nameSpan: x.nameSpan(p.name),
          span: b.span(p),
        });
    }
  }
}

function tag(x: Extractor, node: ts.TaggedTemplateExpression): Expr {
  const { b } = x;
  const span = b.span(node);
  const target = callee(x, node.tag);
  const template = x.expr(node.template);
  const id = b.facts.calls.length;
  b.facts.calls.push({
    id,
    kind: 'tag',
    callee: target,
    ...calledName(target, span),
    span,
    args: [template],
    argSpans: [template.span],
    typeArgs: [],
    fn: b.fn,
    scope: b.scope,
    optional: false,
    onErrorPath: b.onErrorPath,
    isStatement: false,
  });
  b.facts.functions[b.fn].calls.push(id);
  return { k: 'call', call: id, span };
}
