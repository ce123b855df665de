import { isProtocolBase } from '../facts/protocols.js';
import type { ClassFact, Expr, FunctionFact, MemberFact, ParamFact, Span } from '../facts/types.js';
import { annotation } from './annotations.js';
import { bodyKind, callsNothing } from './bodies.js';
import { docOf } from './docstrings.js';
import type { Extractor, Placement } from './extract.js';
import { insideOf, kidOf, realEnd, spanOf, type PyNode } from './nodes.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a decorator makes of a method. */
interface Decoration {
  readonly decorators: readonly Expr[];
  readonly kind: 'method' | 'getter' | 'setter' | 'static' | 'class';
  readonly isAbstract: boolean;
  /** Where the first decorator starts. */
  readonly start: number;
}

const UNDECORATED: Decoration = { decorators: [], kind: 'method', isAbstract: false, start: -1 };
const GETTERS =
  /(?:^|\.)(?:property|cached_property|cachedproperty|lazy_property|reify|classproperty|abstractproperty)$/u;

/** `@a @b def f(): ...`, `@a class C: ...` */
export function decorated(x: Extractor, node: PyNode): void {
  const names = node.kids.filter((kid) => kid.type === 'decorator');
  const decorators = names.flatMap((kid) => kid.kids.map((e) => x.expr(e)));
  const written = names.map((kid) =>
    x
      .textOf(kid)
      .replace(/^@\s*/u, '')
      .replace(/\([\s\S]*$/u, '')
      .trim(),
  );
  const has = (pattern: RegExp) => written.some((name) => pattern.test(name));
  const kind = has(/\.(?:setter|deleter)$/u)
    ? 'setter'
    : has(GETTERS)
      ? 'getter'
      : has(/(?:^|\.)(?:static|abstractstatic)method$/u)
        ? 'static'
        : has(/(?:^|\.)(?:class|abstractclass)method$/u)
          ? 'class'
          : 'method';
  const definition = node.kids.at(-1);
  const decoration: Decoration = {
    decorators,
    kind,
    isAbstract: has(/(?:^|\.)abstract\w*$/u),
    start: node.start,
  };
  if (definition?.type === 'function_definition') functionDefinition(x, definition, decoration);
  else if (definition?.type === 'class_definition') classDefinition(x, definition, decoration);
}

/** What could not be read may still hold calls. */
function readErrors(x: Extractor, { kids }: PyNode): void {
  for (const kid of kids) if (kid.type === 'ERROR') x.expr(kid);
}

export function functionDefinition(x: Extractor, node: PyNode, decoration = UNDECORATED): void {
  const { b, cls } = x;
  const nameNode = kidOf(node, 'identifier');
  const list = kidOf(node, 'parameters');
  const body = kidOf(node, 'block');
  readErrors(x, node);
  if (!nameNode || !list) return;
  const name = x.textOf(nameNode);
  const nameSpan = spanOf(nameNode);
  const isMember = cls !== undefined && x.home === b.facts.classes[cls].scope;
  const binding = x.define(name, 'function', nameSpan);
  const id = b.facts.functions.length;
  binding.functions.push(id);
  const span: Span = [decoration.start === -1 ? node.start : decoration.start, realEnd(node)];
  // What a protocol asks for is declared, whatever stands in its place.
  const isAsked = isMember && b.facts.classes[cls].bases.some(isProtocolBase);
  const isAbstract = decoration.isAbstract || (isAsked && body && callsNothing(body));
  const fact = b.addFunction({
    name,
    nameSpan,
    kind: !isMember
      ? 'function'
      : name === '__init__'
        ? 'constructor'
        : decoration.kind === 'getter' || decoration.kind === 'setter'
          ? decoration.kind
          : 'method',
    span,
    paramsSpan: insideOf(list, b.text),
    parens: true,
    params: [],
    parent: b.fn,
    scope: 0,
    cls: isMember ? cls : undefined,
    isStatic: decoration.kind === 'static' || decoration.kind === 'class',
    isAsync: b.text.startsWith('async', node.start),
    body: body ? bodyKind(body, b.text, isAbstract === true) : 'none',
    bodySpan: body && [body.start, realEnd(body)],
    typeParams: [],
    decorators: decoration.decorators,
    doc: docOf(body, b.text),
    use: isMember ? 'member' : 'declared',
    binding: b.idOf(binding),
    onErrorPath: !isMember && b.onErrorPath,
    context: isMember ? { types: [], member: { cls, name } } : undefined,
    ...(x.isConditional ? { isConditional: true } : {}),
  });
  const returns = kidOf(node, 'type');
  if (returns) fact.returnType = annotation(x, returns);
  const hasReceiver = isMember && decoration.kind !== 'static';
  signature(x, fact, list.kids, hasReceiver, nameScope(x));
  if (isMember) addMember(b.facts.classes[cls], fact, decoration);
  if (body) inside(x, fact, hasReceiver, () => x.block(body));
}

/** `lambda a, b=1: a(b)` */
export function lambda(x: Extractor, node: PyNode, placement: Placement): Expr {
  const { b } = x;
  const list = kidOf(node, 'lambda_parameters');
  const body = node.kids.at(-1);
  const span = spanOf(node);
  const end = list?.end ?? node.start + 'lambda'.length;
  const fact = b.addFunction({
    name: undefined,
    nameSpan: [span[0], span[0] + 'lambda'.length],
    kind: 'arrow',
    span,
    paramsSpan: list ? spanOf(list) : [end, end],
    parens: false,
    params: [],
    parent: b.fn,
    scope: 0,
    isStatic: false,
    body: body && (body.type === 'call' || isPlain(body)) ? 'idle' : 'work',
    bodySpan: body && spanOf(body),
    typeParams: [],
    decorators: [],
    use: placement.use,
    binding: placement.binding,
    onErrorPath: b.onErrorPath,
    context: placement.context,
  });
  // `create_export = lambda self, context: ...` in a class is a method.
  const isMethod =
    placement.use === 'bound' && x.cls !== undefined && x.home === b.facts.classes[x.cls].scope;
  signature(x, fact, list?.kids ?? [], isMethod, b.scope);
  if (body && body !== list)
    inside(x, fact, false, () => fact.returns.push(x.expr(body, { use: 'returned' })));
  return { k: 'function', fn: fact.id, span };
}

function isPlain({ type }: PyNode): boolean {
  return ['none', 'true', 'false', 'integer', 'float', 'string'].includes(type);
}

/**
 * Where a function's free names are looked up: names of a class body are not seen by its methods.
 */
function nameScope({ b, classScopes }: Extractor): number {
  let { scope } = b;
  while (classScopes.has(scope)) scope = b.facts.scopes[scope].parent;
  return scope;
}

/** Declares a function's parameters in a scope of its own. */
function signature(
  x: Extractor,
  fact: Mutable<FunctionFact>,
  nodes: readonly PyNode[],
  hasReceiver: boolean,
  parent: number,
): void {
  const { b } = x;
  // Defaults and annotations are read outside of the function.
  const values = nodes.map((node) => ({ node, ...partsOf(x, node) }));
  const outer = { fn: b.fn, scope: b.scope };
  b.fn = fact.id;
  b.scope = b.openScope(fact.span, parent);
  b.facts.scopes[b.scope] = { ...b.facts.scopes[b.scope], fn: fact.id };
  fact.scope = b.scope;
  const params: ParamFact[] = [];
  const separators: Span[] = [];
  const slash = nodes.findIndex((node) => node.type === 'positional_separator');
  let keywordOnly = false;
  for (const [i, { node, name, fallback, type, typeNode, rest }] of values.entries()) {
    const span = spanOf(node);
    if (node.type === 'keyword_separator') keywordOnly = true;
    if (node.type === 'positional_separator' || node.type === 'keyword_separator') {
      separators.push(span);
      continue;
    }
    if (i === 0 && hasReceiver && name && !rest) {
      fact.receiver = { name: x.textOf(name), span };
      const binding = b.declare(fact.receiver.name, 'param', spanOf(name));
      binding.values.push({ k: 'this', fn: fact.id, span });
      x.receivers.set(b.idOf(binding), fact.id);
      const next = values.at(1)?.node;
      const comma = b.text.indexOf(',', node.end);
      fact.paramsSpan = [next ? comma + 1 : node.end, fact.paramsSpan[1]];
      continue;
    }
    const value: Expr = { k: 'param', fn: fact.id, index: params.length, span };
    if (name) {
      const binding = b.declare(x.textOf(name), 'param', spanOf(name));
      binding.values.push(value);
      if (type) binding.type ??= type;
    } else {
      // `def f(a, (b, c))` of Python 2.
      const { home } = x;
      x.home = b.scope;
      x.bind(node, value);
      x.home = home;
    }
    params.push({
      name: name && x.textOf(name),
      nameSpan: spanOf(name ?? node),
      span,
      optional: fallback !== undefined,
      rest,
      default: fallback,
      type,
      typeText: typeNode && x.textOf(typeNode),
      field: false,
      ...(keywordOnly && !rest ? { keywordOnly: true } : {}),
      ...(i < slash ? { positionalOnly: true } : {}),
      ...(rest && takesNames(b.text, node.start) ? { takesNames: true } : {}),
    });
    if (rest && !takesNames(b.text, node.start)) keywordOnly = true;
  }
  fact.params = params;
  if (separators.length > 0) fact.separators = separators;
  Object.assign(b, outer);
}

/** `**options`, not `*args`. */
function takesNames(text: string, start: number): boolean {
  return text.startsWith('**', start);
}

function partsOf(x: Extractor, node: PyNode) {
  const typeNode = kidOf(node, 'type');
  const type = typeNode && annotation(x, typeNode);
  const splat = node.type.endsWith('splat_pattern')
    ? node
    : kidOf(node, 'list_splat_pattern', 'dictionary_splat_pattern');
  const name =
    node.type === 'identifier'
      ? node
      : splat
        ? kidOf(splat, 'identifier')
        : kidOf(node, 'identifier');
  const isDefault = node.type === 'default_parameter' || node.type === 'typed_default_parameter';
  const last = node.kids.at(-1);
  const fallback = isDefault && last && last !== name ? x.expr(last, { use: 'stored' }) : undefined;
  const isTuple =
    node.type === 'tuple_pattern' || (isDefault && node.kids[0].type !== 'identifier');
  return { name: isTuple ? undefined : name, typeNode, type, fallback, rest: splat !== undefined };
}

/** Walks a body later, as the function that it is. */
function inside(x: Extractor, fact: FunctionFact, hasReceiver: boolean, walk: () => void): void {
  x.defer(() => {
    x.b.fn = fact.id;
    x.b.scope = fact.scope;
    x.b.onErrorPath = fact.onErrorPath;
    x.home = fact.scope;
    x.cls = undefined;
    if (hasReceiver) x.method = fact.id;
    walk();
  });
}

function addMember(
  cls: ClassFact,
  fact: FunctionFact,
  { kind, isAbstract, decorators }: Decoration,
): void {
  const member: MemberFact = {
    name: fact.name ?? '',
    nameSpan: fact.nameSpan,
    span: fact.span,
    kind:
      fact.kind === 'constructor'
        ? 'constructor'
        : kind === 'getter' || kind === 'setter'
          ? kind
          : 'method',
    isStatic: false,
    isAbstract: isAbstract || fact.body === 'none',
    optional: false,
    shorthand: false,
    fn: fact.id,
    decorators,
  };
  cls.members.push(member);
}

/** The class behind `Base[str]`: what stands in the brackets makes no other class of it. */
function baseOf(x: Extractor, node: PyNode): Expr {
  if (node.type !== 'subscript') return x.expr(node);
  const [head, ...given] = node.kids;
  for (const kid of given) x.expr(kid);
  return baseOf(x, head);
}

export function classDefinition(x: Extractor, node: PyNode, decoration = UNDECORATED): void {
  const { b } = x;
  const nameNode = kidOf(node, 'identifier');
  const body = kidOf(node, 'block');
  readErrors(x, node);
  if (!nameNode) return;
  const outer = { cls: x.cls, home: x.home, isConditional: x.isConditional };
  const isMember = x.cls !== undefined && x.home === b.facts.classes[x.cls].scope;
  const name = x.textOf(nameNode);
  const nameSpan = spanOf(nameNode);
  const list = kidOf(node, 'argument_list')?.kids ?? [];
  const bases = list
    .filter((kid) => kid.type !== 'keyword_argument' && kid.type !== 'dictionary_splat')
    .map((kid) => baseOf(x, kid));
  for (const { type, kids } of list)
    if (type === 'keyword_argument' || type === 'dictionary_splat') x.expr(kids[kids.length - 1]);
  const binding = x.define(name, 'class', nameSpan);
  const span: Span = [decoration.start === -1 ? node.start : decoration.start, realEnd(node)];
  b.inScope(span, (scope) => {
    x.classScopes.add(scope);
    const fact = b.addClass({
      kind: 'class',
      name,
      nameSpan,
      span,
      isAbstract:
        list.some((kid) => /\bABC(?:Meta)?$/u.test(x.textOf(kid))) ||
        decoration.decorators.some(
          (d) => d.k === 'call' && b.facts.calls[d.call].name === 'add_metaclass',
        ),
      isAmbient: b.facts.isAmbient,
      bases,
      baseTypeArgs: [],
      heritage: [],
      typeParams: [],
      scope,
      fn: b.fn,
      decorators: decoration.decorators,
      doc: docOf(body, b.text),
      ...(outer.isConditional ? { isConditional: true } : {}),
    });
    binding.classes.push(fact.id);
    Object.assign(x, { cls: fact.id, home: scope, isConditional: false });
    if (body) x.block(body);
    Object.assign(x, outer);
    if (isMember && outer.cls !== undefined) {
      const value: Expr = { k: 'class', cls: fact.id, instance: false, span };
      b.facts.classes[outer.cls].members.push({
        name,
        nameSpan,
        span,
        kind: 'property',
        isStatic: false,
        isAbstract: false,
        optional: false,
        shorthand: false,
        value,
        decorators: [],
      });
    }
  });
}
