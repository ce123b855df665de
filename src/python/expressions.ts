import type { CallFact, Expr, KeywordFact, Span } from '../facts/types.js';
import { annotation } from './annotations.js';
import type { Extractor, Placement } from './extract.js';
import { lambda } from './functions.js';
import { braceFormat, joined, percentFormat, stringText } from './strings.js';
import { isOr, narrow } from './narrowings.js';
import { insideOf, kidOf, spanOf, type PyNode } from './nodes.js';

/**
 * Reduces an expression, recording the calls, functions and member reads in it. Each node is
 * visited once.
 */
export function expression(x: Extractor, node: PyNode, placement?: Placement): Expr {
  const { b } = x;
  const { kids } = node;
  const span = spanOf(node);
  // `*f(x)` in a list is parsed as a call of `*f`.
  if (b.text[node.start] === '*' && PRIMARIES.has(node.type))
    return { k: 'spread', value: x.expr(withoutStar(node), placement), span };
  switch (node.type) {
    case 'identifier':
      return x.name(node);
    case 'attribute': {
      const isReadFrom = x.readFrom === node;
      const made = access(x, node);
      if (made.k === 'member') b.readMember(made.object, made.name, made.nameSpan, isReadFrom);
      return made;
    }
    case 'subscript':
      return subscript(x, node);
    // `type X = B[T]`
    case 'generic_type':
      return { k: 'element', object: x.expr(kids[0]), span };
    case 'call':
      return call(x, node, placement);
    case 'parenthesized_expression':
      return kids.length > 0 ? x.expr(kids[0], placement) : { k: 'unknown', span };
    case 'await':
      return kids.length > 0
        ? { ...x.expr(kids[0], placement), awaited: true }
        : { k: 'unknown', span };
    case 'lambda':
      return lambda(x, node, placement ?? { use: 'stored' });
    case 'string':
      // Backticks of Python 2 are parsed as quotes.
      if (b.text[node.start] === '`') return { k: 'unknown', span };
      return {
        k: 'string',
        text: stringText(node, b.text),
        holes: kids
          .filter((kid) => kid.type === 'interpolation')
          .map((kid) => interpolation(x, kid)),
        span,
      };
    case 'concatenated_string':
      return joined(
        kids.map((kid) => x.expr(kid)),
        node,
      );
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return array(x, kids, span, placement);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return comprehension(x, node);
    case 'dictionary':
      return dictionary(x, node, placement);
    case 'list_splat':
    case 'parenthesized_list_splat':
    case 'dictionary_splat':
      return {
        k: 'spread',
        value: kids.length > 0 ? x.expr(kids[0]) : { k: 'unknown', span },
        span,
      };
    case 'integer':
    case 'float':
      return { k: 'literal', type: 'number', span };
    case 'true':
    case 'false':
      return { k: 'literal', type: 'boolean', span };
    case 'none':
      return { k: 'literal', type: 'null', span };
    case 'conditional_expression': {
      const [yes, condition, no] = kids;
      if (condition) b.asking(true, () => x.expr(condition));
      if (no) {
        narrow(x, condition, true, spanOf(yes));
        narrow(x, condition, false, spanOf(no));
      }
      return {
        k: 'choice',
        items: [yes, no].flatMap((kid) => (kid ? [x.expr(kid, placement)] : [])),
        span,
      };
    }
    case 'boolean_operator': {
      const isChoice = kids.length > 1 && isOr(x, node);
      const [left, right] = kids.map((kid, i) =>
        b.asking(i === 0 && !isChoice, () => x.expr(kid, placement)),
      );
      if (kids.length < 2) return left ?? { k: 'unknown', span };
      narrow(x, kids[0], !isChoice, spanOf(kids[1]));
      return isChoice ? { k: 'choice', items: [left, right], span } : right;
    }
    case 'binary_operator':
      return binary(x, node);
    case 'comparison_operator':
      return comparison(x, node);
    case 'assignment':
      return assignment(x, node);
    case 'augmented_assignment': {
      const values = kids.map((kid) => x.expr(kid));
      if (kids[0].type === 'identifier') {
        const binding = x.define(x.textOf(kids[0]), 'variable', spanOf(kids[0]));
        if (values.length === 2 && operatorBetween(x, kids) === '+=')
          (binding.added ??= []).push(values[1]);
      }
      return { k: 'unknown', span };
    }
    case 'named_expression': {
      const [name, right] = kids;
      const value = x.expr(right, { use: 'bound' });
      x.bind(name, value);
      return value;
    }
    case 'yield': {
      const value: Expr =
        kids.length > 0 ? x.expr(kids[0], { use: 'returned' }) : { k: 'unknown', span };
      if (kids.length > 0) b.facts.functions[b.fn].returns.push(yielded(x, node, value));
      return { k: 'unknown', span };
    }
    case 'keyword_argument':
      return kids.length > 1 ? x.expr(kids[1], placement) : { k: 'unknown', span };
    case 'as_pattern': {
      const [made, target] = kids;
      const value = x.expr(made, placement);
      if (target) x.bind(target, value);
      return value;
    }
    case 'type':
      annotation(x, node);
      return { k: 'unknown', span };
    default:
      for (const kid of kids) x.expr(kid);
      return { k: 'unknown', span };
  }
}

/** `{value!r:>{width}}` */
function interpolation(x: Extractor, { kids, start, end }: PyNode): Expr {
  const [value] = kids.map((kid) => x.expr(kid));
  return value ?? { k: 'unknown', span: [start, end] };
}

function array(x: Extractor, kids: readonly PyNode[], span: Span, placement?: Placement): Expr {
  const items = kids.map((kid) =>
    x.expr(kid, {
      use:
        placement?.use === 'returned'
          ? 'returned'
          : placement?.use === 'bound' || placement?.use === 'stored'
            ? 'stored'
            : 'argument',
    }),
  );
  return { k: 'array', items, itemSpans: kids.map(spanOf), span };
}

const PRIMARIES = new Set(['call', 'attribute', 'subscript']);

function withoutStar(node: PyNode): PyNode {
  const [first, ...rest] = node.kids;
  if (!PRIMARIES.has(node.type)) return first;
  const inner = withoutStar(first);
  return { ...node, start: inner.start, kids: [inner, ...rest] };
}

/**
 * A member access, without recording it as a read. `a.b.c` may name a module that is imported as
 * such.
 */
function access(x: Extractor, node: PyNode): Expr {
  const [object, name] = node.kids;
  const span = spanOf(node);
  if (!name) return object ? x.expr(object) : { k: 'unknown', span };
  if (x.dotted.size > 0) {
    const path = x.textOf(node).replaceAll(/\s/gu, '');
    if (x.dotted.has(path)) {
      x.name(leftmost(node));
      return { k: 'import', module: path, span };
    }
  }
  return {
    k: 'member',
    object: objectOf(x, object),
    name: x.textOf(name),
    nameSpan: spanOf(name),
    span,
  };
}

/** What something is read from. */
function objectOf(x: Extractor, node: PyNode): Expr {
  x.readFrom = node;
  return x.expr(node);
}

function leftmost(node: PyNode): PyNode {
  return node.kids.length > 0 ? leftmost(node.kids[0]) : node;
}

function subscript(x: Extractor, node: PyNode): Expr {
  const [head, ...keys] = node.kids;
  const span = spanOf(node);
  const object = objectOf(x, head);
  const [key] = keys.map((kid) => x.expr(kid));
  if (key?.k === 'string' && key.holes.length === 0)
    return { k: 'member', object, name: key.text, nameSpan: key.span, span, isKey: true };
  // A slice is some of the same.
  if (keys.some((kid) => kid.type === 'slice')) return object;
  return { k: 'element', object, key, span };
}

function callee(x: Extractor, node: PyNode): Expr {
  let inner = node;
  while (inner.type === 'parenthesized_expression' && inner.kids.length === 1)
    inner = inner.kids[0];
  return inner.type === 'attribute' ? access(x, inner) : x.expr(inner, { use: 'called' });
}

function call(x: Extractor, node: PyNode, placement?: Placement): Expr {
  const { b } = x;
  const span = spanOf(node);
  const [head, list] = node.kids;
  const target = callee(x, head);
  // `super()`, `super(C, self)`; without a method around it, it is an ordinary name.
  if (
    target.k === 'name' &&
    target.name === 'super' &&
    target.binding === -1 &&
    x.method !== undefined
  ) {
    for (const kid of list?.kids ?? []) x.expr(kid);
    return { k: 'super', fn: x.method, span };
  }
  const nodes = !list ? [] : list.type === 'argument_list' ? list.kids : [list];
  const isFormat =
    target.k === 'member' && target.name === 'format' && target.object.k === 'string';
  const read = isFormat ? undefined : getattr(x, target, nodes, span);
  if (read) return read;
  const id = b.facts.calls.length;
  const { name, nameSpan } = calledName(x, target, span);
  const positional = nodes.filter((kid) => !isKeyword(kid));
  const fact: { -readonly [K in keyof CallFact]: CallFact[K] } = {
    id,
    kind: 'call',
    callee: target,
    name,
    nameSpan,
    span,
    args: [],
    argSpans: positional.map(spanOf),
    argsSpan: list?.type === 'argument_list' ? insideOf(list, b.text) : undefined,
    typeArgs: [],
    fn: b.fn,
    scope: b.scope,
    optional: false,
    onErrorPath: b.onErrorPath,
    isStatement: placement?.use === 'called',
  };
  if (!isFormat) {
    b.facts.calls.push(fact);
    b.facts.functions[b.fn].calls.push(id);
  }
  const argument = (kid: PyNode) => x.expr(kid, { use: 'argument' });
  const keywords: KeywordFact[] = [];
  fact.args = positional.map(argument);
  for (const kid of nodes.filter(isKeyword)) {
    const [key, value] = kid.type === 'keyword_argument' ? kid.kids : [undefined, kid.kids.at(0)];
    if (!value) continue;
    keywords.push({
      name: key && x.textOf(key),
      nameSpan: spanOf(key ?? kid),
      value: x.expr(value, { use: 'argument' }),
      span: spanOf(kid),
    });
  }
  if (keywords.length > 0) fact.keywords = keywords;
  // `options.setdefault('key', value)`
  const [key, value] = fact.args;
  if (target.k === 'member' && target.name === 'setdefault' && key?.k === 'string' && value)
    b.facts.assignments.push({
      object: target.object,
      name: key.text,
      nameSpan: key.span,
      value,
      fn: b.fn,
    });
  if (isFormat && target.k === 'member' && target.object.k === 'string')
    return braceFormat(
      target.object,
      fact.args,
      new Map(keywords.map((k) => [k.name ?? '', k.value])),
      span,
    );
  return { k: 'call', call: id, span };
}

/**
 * What a generator gives to whoever goes through it; a decorator such as `@contextmanager` may give
 * each on alone.
 */
function yielded({ b }: Extractor, { start, kids: [first] }: PyNode, value: Expr): Expr {
  const { kind, isStatic, decorators } = b.facts.functions[b.fn];
  const isWhole = /^yield\s+from\b/u.test(b.text.slice(start, first.start + 1));
  const isPlain =
    decorators.length === 0 || (decorators.length === 1 && (kind === 'getter' || isStatic));
  if (isWhole || !isPlain) return value;
  return { k: 'array', items: [value], itemSpans: [spanOf(first)], span: value.span };
}

function isKeyword({ type }: PyNode): boolean {
  return type === 'keyword_argument' || type === 'dictionary_splat';
}

/**
 * `getattr(self, 'name')` reads a member; `getattr(self, name)` one that is computed. `setattr`
 * assigns one.
 */
function getattr(
  x: Extractor,
  target: Expr,
  nodes: readonly PyNode[],
  span: Span,
): Expr | undefined {
  if (target.k !== 'name' || target.binding !== -1 || nodes.length < 2) return undefined;
  const [first, second, third] = nodes;
  if (target.name !== 'getattr' && !(target.name === 'setattr' && third)) return undefined;
  const { b } = x;
  const object = x.expr(first);
  const key = x.expr(second);
  const name = key.k === 'string' && key.holes.length === 0 ? key.text : undefined;
  if (target.name === 'setattr') {
    const value = x.expr(third, { use: 'stored' });
    if (name !== undefined)
      b.facts.assignments.push({ object, name, nameSpan: key.span, value, fn: b.fn });
    return { k: 'literal', type: 'null', span };
  }
  const fallback = third && x.expr(third);
  const read: Expr =
    name === undefined
      ? { k: 'element', object, key, span }
      : { k: 'member', object, name, nameSpan: key.span, span };
  if (read.k === 'member') b.readMember(object, read.name, read.nameSpan);
  return fallback && fallback.k !== 'literal'
    ? { k: 'choice', items: [read, fallback], span }
    : read;
}

function calledName(
  x: Extractor,
  target: Expr,
  span: Span,
): { name: string | undefined; nameSpan: Span } {
  if (target.k === 'member') return { name: target.name, nameSpan: target.nameSpan };
  // `self()` calls what the class says it is called as.
  if (target.k === 'this') return { name: x.b.text.slice(...target.span), nameSpan: target.span };
  return target.k === 'name'
    ? { name: target.name, nameSpan: target.span }
    : { name: undefined, nameSpan: target.span ?? span };
}

function binary(x: Extractor, node: PyNode): Expr {
  const { kids } = node;
  const span = spanOf(node);
  const [left, right] = kids.map((kid) => x.expr(kid));
  if (!left || !right) return { k: 'unknown', span };
  const operator = operatorBetween(x, kids);
  if (operator === '%' && left.k === 'string')
    return percentFormat(left, right, span, (key) => entryOf(x, right, key));
  if (operator === '%' && right.k !== 'literal') return joined([left, SPACE, right], node);
  if (operator !== '+') return { k: 'unknown', span };
  if (left.k === 'string' || right.k === 'string') return joined([left, right], node);
  if (left.k === 'array' && right.k === 'array')
    return {
      k: 'array',
      items: [...left.items, ...right.items],
      itemSpans: [...left.itemSpans, ...right.itemSpans],
      span,
    };
  return { k: 'choice', items: [left, right], isSum: true, span };
}

/** What a dictionary that is written out has under a key. */
function entryOf({ b }: Extractor, table: Expr, key: string): Expr | undefined {
  if (table.k !== 'class') return undefined;
  return b.facts.classes[table.cls].members.find((m) => m.name === key)?.value;
}

/** Between a format that is kept elsewhere and what is put into it. */
const SPACE: Expr = { k: 'string', text: ' ', holes: [], span: [0, 0] };

/** `a == b`, `a in b`, `a is b`; what else is compared says nothing of what its sides are. */
function comparison(x: Extractor, node: PyNode): Expr {
  const { b } = x;
  const { kids } = node;
  const span = spanOf(node);
  const [one, other, ...more] = kids.map((kid) => x.expr(kid));
  if (!one || !other || more.length > 0) return { k: 'unknown', span };
  const name = operatorBetween(x, kids);
  if (name !== '==' && name !== 'in' && name !== 'is') return { k: 'unknown', span };
  const at = b.text.indexOf(name, kids[0].end);
  b.facts.comparisons.push({
    name,
    nameSpan: [at, at + name.length],
    sides: [one, other],
    span,
    fn: b.fn,
    scope: b.scope,
  });
  return { k: 'unknown', span };
}

/** What stands between two operands. */
function operatorBetween({ b }: Extractor, [left, right]: readonly PyNode[]): string {
  return b.text.slice(left.end, right.start).replaceAll(/[\s()\\]|#.*/gu, '');
}

/** `a = b`, `a = b = c`, `a: T = b`, `a: T`. */
function assignment(x: Extractor, node: PyNode): Expr {
  const typeNode = kidOf(node, 'type');
  const [left, ...rest] = node.kids;
  const right = rest.find((kid) => kid !== typeNode);
  const type = typeNode && annotation(x, typeNode);
  const binding =
    left.type === 'identifier' ? x.declare(x.textOf(left), 'variable', spanOf(left)) : undefined;
  if (binding && type) binding.type ??= type;
  const value =
    right &&
    x.expr(right, {
      use: left.type === 'identifier' ? 'bound' : 'stored',
      binding: binding && x.b.idOf(binding),
    });
  if (value) x.bind(left, type ? { k: 'typed', value, type, span: value.span } : value);
  else if (type && left.type === 'identifier') x.declaredMember(left, type);
  else if (type) {
    const target = x.expr(left);
    if (target.k === 'member')
      x.b.facts.assignments.push({
        object: target.object,
        name: target.name,
        nameSpan: target.nameSpan,
        value: { k: 'unknown', span: target.span },
        fn: x.b.fn,
        type,
      });
  }
  return value ?? { k: 'unknown', span: spanOf(node) };
}

/** The name is that of a scope of its own. */
function comprehension(x: Extractor, node: PyNode): Expr {
  const { b } = x;
  const span = spanOf(node);
  const [body, ...clauses] = node.kids;
  const { home } = x;
  const outer = b.scope;
  return b.inScope(span, (scope) => {
    for (const [i, clause] of clauses.entries()) {
      if (clause.type !== 'for_in_clause') {
        for (const kid of clause.kids) x.expr(kid);
        if (body && clause.kids.length > 0) narrow(x, clause.kids[0], true, spanOf(body));
        continue;
      }
      const [target, values] = clause.kids;
      if (!values) continue;
      // What is gone through first is worked out before anything is bound.
      if (i === 0) b.scope = outer;
      const object = x.expr(values);
      b.scope = scope;
      x.home = scope;
      x.bind(target, { k: 'element', object, span: object.span });
      x.home = home;
    }
    if (body?.type === 'pair') {
      const [key, value] = body.kids.map((kid) => x.expr(kid));
      return { k: 'array', items: [value ?? key], itemSpans: [spanOf(body)], span };
    }
    return body
      ? { k: 'array', items: [x.expr(body, { use: 'argument' })], itemSpans: [spanOf(body)], span }
      : { k: 'unknown', span };
  });
}

/** A dictionary is an object whose string keys are its members. */
function dictionary(x: Extractor, node: PyNode, placement?: Placement): Expr {
  const { b } = x;
  const span = spanOf(node);
  const fact = b.addClass({
    kind: 'object',
    name: undefined,
    nameSpan: [span[0], span[0] + 1],
    span,
    isAbstract: false,
    isAmbient: false,
    bases: [],
    baseTypeArgs: [],
    heritage: [],
    typeParams: [],
    scope: b.scope,
    fn: b.fn,
    decorators: [],
  });
  const bases: Expr[] = [];
  for (const kid of node.kids) {
    if (kid.type === 'dictionary_splat' && kid.kids.length > 0) bases.push(x.expr(kid.kids[0]));
    const [keyNode, valueNode] = kid.kids;
    if (kid.type !== 'pair' || !valueNode) continue;
    const key = x.expr(keyNode);
    const name = key.k === 'string' && key.holes.length === 0 ? key.text : x.textOf(keyNode);
    const value = x.expr(valueNode, {
      use: placement?.use === 'argument' ? 'argument' : 'stored',
      context: { types: [], member: { cls: fact.id, name } },
    });
    fact.members.push({
      name,
      nameSpan: spanOf(keyNode),
      span: spanOf(kid),
      kind: 'property',
      isStatic: false,
      isAbstract: false,
      optional: false,
      shorthand: false,
      value,
      fn: value.k === 'function' ? value.fn : undefined,
      decorators: [],
    });
  }
  fact.bases = bases;
  return { k: 'class', cls: fact.id, instance: true, span };
}
