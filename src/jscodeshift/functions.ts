import type ts from 'typescript';
import type { Converter } from './converter.js';
import {
  asterisk,
  decoratedStart,
  identifier,
  modifiers,
  propertyName,
  question,
} from './names.js';
import {
  type ShiftNode,
  child,
  endOf,
  list,
  needed,
  slots,
  spanOf,
  startOf,
  word,
} from './nodes.js';

/** What a function, a method and a function type have in common. */
export interface SignatureParts {
  readonly typeParameters: ts.TypeParameterDeclaration[] | undefined;
  readonly parameters: ts.NodeArray<ts.ParameterDeclaration>;
  readonly type: ts.TypeNode | undefined;
}

/** @param from where the name ends, or where the function starts if it has none */
export function signatureParts(c: Converter, node: ShiftNode, from: number): SignatureParts {
  const declared = child(node, 'typeParameters');
  const returned = child(node, 'returnType', 'typeAnnotation');
  return {
    typeParameters: typeParameters(c, node),
    parameters: parameterList(c, node, declared ? endOf(declared) : from),
    type: returned && annotation(c, returned),
  };
}

function parameterList(
  c: Converter,
  node: ShiftNode,
  from: number,
): ts.NodeArray<ts.ParameterDeclaration> {
  const self = child(node, 'this');
  const rest = child(node, 'rest');
  const nodes = [
    ...(self ? [self] : []),
    ...list(node, 'params', 'parameters'),
    ...(rest ? [rest] : []),
  ];
  const made = nodes.map((p) => (p === self ? thisParameter(c, p) : parameter(c, p, p === rest)));
  const last = made.at(-1);
  const mayBeBare =
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionTypeAnnotation';
  if (mayBeBare && last && c.text[c.next(from)] !== '(') return c.listAt(made, last.pos, last.end);
  const open = c.find('(', from) + 1;
  if (!last) return c.listAt(made, open, open);
  const comma = c.next(last.end);
  return c.listAt(made, open, c.text[comma] === ',' ? comma + 1 : last.end);
}

function thisParameter(c: Converter, node: ShiftNode): ts.ParameterDeclaration {
  const [start, end] = spanOf(node);
  const name = c.at(c.f.createIdentifier('this'), [start, start + 4]);
  return c.at(c.f.createParameterDeclaration(undefined, undefined, name, undefined, c.type(node)), [
    start,
    end,
  ]);
}

function parameter(c: Converter, node: ShiftNode, isRest = false): ts.ParameterDeclaration {
  const declared = child(node, 'parameter') ?? node;
  const assigned = declared.type === 'AssignmentPattern' ? needed(declared, 'left') : declared;
  const name = assigned.type === 'RestElement' ? needed(assigned, 'argument') : assigned;
  const value = assigned === declared ? undefined : child(declared, 'right');
  const typed = child(assigned, 'typeAnnotation') ?? child(name, 'typeAnnotation');
  const made = c.f.createParameterDeclaration(
    modifiers(c, node),
    isRest || name !== assigned ? c.f.createToken(c.ts.SyntaxKind.DotDotDotToken) : undefined,
    name.type === 'FunctionTypeParam' ? typeParamName(c, name) : bindingName(c, name),
    question(c, name.optional === true || assigned.optional === true),
    typed && annotation(c, typed),
    value && c.expr(value),
  );
  const start = isRest ? c.text.lastIndexOf('...', startOf(node)) : decoratedStart(node);
  // Of a type without a name Babel takes what stands behind it along.
  return c.at(made, [start, endOf(node.type === 'FunctionTypeParam' && typed ? typed : node)]);
}

/** Flow lets the parameters of a function type go without a name: then there is nothing to bind. */
function typeParamName(c: Converter, node: ShiftNode): ts.BindingName {
  const name = child(node, 'name');
  return name
    ? identifier(c, name)
    : c.at(c.f.createObjectBindingPattern([]), [startOf(node), startOf(node)]);
}

/** A written type; nothing where it stands in a comment, as Flow lets it. */
export function annotation(c: Converter, node: ShiftNode): ts.TypeNode | undefined {
  const before = c.text.slice(0, startOf(node)).trimEnd();
  return before.endsWith('/*') || c.text.startsWith('/*', startOf(node)) ? undefined : c.type(node);
}

export function bindingName(c: Converter, node: ShiftNode): ts.BindingName {
  const typed = child(node, 'typeAnnotation');
  const end = typed
    ? c.text.lastIndexOf(node.type === 'ArrayPattern' ? ']' : '}', startOf(typed)) + 1
    : endOf(node);
  if (node.type === 'ObjectPattern')
    return c.at(
      c.f.createObjectBindingPattern(list(node, 'properties').map((p) => objectElement(c, p))),
      [startOf(node), end],
    );
  if (node.type === 'ArrayPattern')
    return c.at(c.f.createArrayBindingPattern(arrayElements(c, node)), [startOf(node), end]);
  return identifier(c, node);
}

function objectElement(c: Converter, node: ShiftNode): ts.BindingElement {
  if (node.type.includes('Rest')) return restElement(c, node);
  const key = node.shorthand === true ? undefined : propertyName(c, node);
  return element(c, needed(node, 'value'), node, key);
}

function arrayElements(c: Converter, node: ShiftNode): ts.ArrayBindingElement[] {
  return slots(node, 'elements').map((e) => {
    if (!e) return c.f.createOmittedExpression();
    return e.type === 'RestElement' ? restElement(c, e) : element(c, e, e);
  });
}

function restElement(c: Converter, node: ShiftNode): ts.BindingElement {
  const dots = c.f.createToken(c.ts.SyntaxKind.DotDotDotToken);
  return c.at(
    c.f.createBindingElement(dots, undefined, bindingName(c, needed(node, 'argument'))),
    node,
  );
}

function element(
  c: Converter,
  value: ShiftNode,
  place: ShiftNode,
  key?: ts.PropertyName,
): ts.BindingElement {
  const isDefaulted = value.type === 'AssignmentPattern';
  const name = bindingName(c, isDefaulted ? needed(value, 'left') : value);
  return c.at(
    c.f.createBindingElement(
      undefined,
      key,
      name,
      isDefaulted ? c.expr(needed(value, 'right')) : undefined,
    ),
    place,
  );
}

export function typeParameters(
  c: Converter,
  node: ShiftNode,
): ts.TypeParameterDeclaration[] | undefined {
  const declared = child(node, 'typeParameters');
  return declared && list(declared, 'params').map((p) => typeParameter(c, p));
}

function typeParameter(c: Converter, node: ShiftNode): ts.TypeParameterDeclaration {
  const bound = child(node, 'bound', 'constraint');
  const fallback = child(node, 'default');
  const name = word(node, 'name') ?? word(child(node, 'name'), 'name') ?? '';
  const variance = child(node, 'variance');
  const start = c.text.indexOf(name, variance ? endOf(variance) : startOf(node));
  const made = c.f.createTypeParameterDeclaration(
    undefined,
    c.at(c.f.createIdentifier(name), [start, start + name.length]),
    bound && c.type(bound),
    fallback && c.type(fallback),
  );
  return c.at(made, node);
}

export function functionExpression(c: Converter, node: ShiftNode): ts.FunctionExpression {
  const id = child(node, 'id');
  const { typeParameters, parameters, type } = signatureParts(
    c,
    node,
    id ? endOf(id) : startOf(node),
  );
  const made = c.f.createFunctionExpression(
    modifiers(c, node) as ts.Modifier[],
    asterisk(c, node),
    id && identifier(c, id),
    typeParameters,
    parameters,
    type,
    c.block(needed(node, 'body')),
  );
  return c.at(made, node);
}

export function arrowFunction(c: Converter, node: ShiftNode): ts.ArrowFunction {
  const { typeParameters, parameters, type } = signatureParts(
    c,
    node,
    startOf(node) + (node.async === true ? 'async'.length : 0),
  );
  const body = needed(node, 'body');
  const made = c.f.createArrowFunction(
    modifiers(c, node) as ts.Modifier[],
    typeParameters,
    parameters,
    type,
    undefined,
    body.type === 'BlockStatement' ? c.block(body) : c.expr(body),
  );
  return c.at(made, node);
}
