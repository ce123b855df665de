import type ts from 'typescript';
import type { Converter } from './converter.js';
import { annotation, signatureParts, typeParameters } from './functions.js';
import {
  asterisk,
  decoratedStart,
  heritage,
  identifier,
  modifiers,
  nameExpression,
  propertyName,
  question,
  typeArguments,
} from './names.js';
import { child, endOf, list, needed, startOf, word, type ShiftNode } from './nodes.js';
import { indexSignature } from './type-members.js';

interface ClassParts {
  readonly name: ts.Identifier | undefined;
  readonly typeParameters: ts.TypeParameterDeclaration[] | undefined;
  readonly heritageClauses: ts.HeritageClause[];
  readonly members: ts.ClassElement[];
}

function classParts(c: Converter, node: ShiftNode): ClassParts {
  const id = child(node, 'id');
  const base = child(node, 'superClass');
  const implemented = list(node, 'implements');
  const { ExtendsKeyword, ImplementsKeyword } = c.ts.SyntaxKind;
  const clauses: ts.HeritageClause[] = [];
  if (base) {
    const types = child(node, 'superTypeArguments', 'superTypeParameters');
    const made = c.f.createExpressionWithTypeArguments(
      nameExpression(c, base),
      typeArguments(c, node, 'superTypeArguments', 'superTypeParameters'),
    );
    clauses.push(
      c.f.createHeritageClause(ExtendsKeyword, [c.at(made, [startOf(base), endOf(types ?? base)])]),
    );
  }
  if (implemented.length > 0)
    clauses.push(
      c.f.createHeritageClause(
        ImplementsKeyword,
        implemented.map((n) => heritage(c, n)),
      ),
    );
  return {
    name: id && identifier(c, id),
    typeParameters: typeParameters(c, node),
    heritageClauses: clauses,
    members: list(needed(node, 'body'), 'body').map((m) => classMember(c, m)),
  };
}

export function classExpression(c: Converter, node: ShiftNode): ts.ClassExpression {
  const { name, typeParameters, heritageClauses, members } = classParts(c, node);
  return c.at(
    c.f.createClassExpression(modifiers(c, node), name, typeParameters, heritageClauses, members),
    node,
  );
}

export function classDeclaration(
  c: Converter,
  node: ShiftNode,
  ...exported: ts.Modifier[]
): ts.ClassDeclaration {
  const { name, typeParameters, heritageClauses, members } = classParts(c, node);
  const made = c.f.createClassDeclaration(
    modifiers(c, node, ...exported),
    name,
    typeParameters,
    heritageClauses,
    members,
  );
  return c.at(made, [decoratedStart(node), endOf(node)]);
}

function classMember(c: Converter, node: ShiftNode): ts.ClassElement {
  if (node.type === 'StaticBlock') {
    const open = c.find('{', startOf(node));
    const block = c.at(c.f.createBlock(c.statements(node), true), [open, endOf(node)]);
    return c.at(c.f.createClassStaticBlockDeclaration(block), node);
  }
  if (node.type === 'TSIndexSignature')
    return indexSignature(c, node) as unknown as ts.ClassElement;
  if (/Method(?:Definition)?$/u.test(node.type)) return method(c, node);
  const typed = child(node, 'typeAnnotation');
  const value = child(node, 'value');
  const made = c.f.createPropertyDeclaration(
    modifiers(c, node),
    propertyName(c, node),
    question(c, node.optional === true),
    typed && annotation(c, typed),
    value && c.expr(value),
  );
  return c.at(made, [propertyStart(c, node), endOf(node)]);
}

/** Flow's parser lets a `#name` start at its name, whatever stands before it. */
function propertyStart(c: Converter, node: ShiftNode): number {
  const variance = child(node, 'variance');
  const isCut = startOf(node) === startOf(needed(node, 'key'));
  return Math.min(
    decoratedStart(node),
    isCut && variance ? startOf(variance) : Infinity,
    isCut && node.static === true ? c.text.lastIndexOf('static', startOf(node)) : Infinity,
  );
}

/**
 * A method of a class or of an object literal: Babel has it whole, ESTree as a function under a
 * key.
 */
function method(
  c: Converter,
  node: ShiftNode,
): ts.MethodDeclaration | ts.AccessorDeclaration | ts.ConstructorDeclaration {
  const fn = child(node, 'value') ?? node;
  const key = needed(node, 'key');
  const { typeParameters, parameters, type } = signatureParts(c, fn, endOf(key));
  const inner = child(fn, 'body');
  const body = inner && c.block(inner);
  const marks = modifiers(c, node);
  const place = [decoratedStart(node), endOf(node)] as const;
  const kind = word(node, 'kind');
  if (kind === 'constructor')
    return c.at(c.f.createConstructorDeclaration(marks, parameters, body), place);
  const name = propertyName(c, node);
  if (kind === 'get')
    return c.at(c.f.createGetAccessorDeclaration(marks, name, parameters, type, body), place);
  if (kind === 'set')
    return c.at(c.f.createSetAccessorDeclaration(marks, name, parameters, body), place);
  const optional = question(c, node.optional === true);
  return c.at(
    c.f.createMethodDeclaration(
      marks,
      asterisk(c, fn),
      name,
      optional,
      typeParameters,
      parameters,
      type,
      body,
    ),
    place,
  );
}

export function objectLiteral(c: Converter, node: ShiftNode): ts.ObjectLiteralExpression {
  return c.at(
    c.f.createObjectLiteralExpression(list(node, 'properties').map((p) => property(c, p))),
    node,
  );
}

function property(c: Converter, node: ShiftNode): ts.ObjectLiteralElementLike {
  if (/^Spread|^ExperimentalSpread/u.test(node.type))
    return c.at(c.f.createSpreadAssignment(c.expr(needed(node, 'argument'))), node);
  const kind = word(node, 'kind');
  if (node.type === 'ObjectMethod' || node.method === true || kind === 'get' || kind === 'set')
    return method(c, node) as ts.ObjectLiteralElementLike;
  return keyed(c, node);
}

/** `key: value` and `{ key }`, in a literal or in what is assigned to. */
export function keyed(
  c: Converter,
  node: ShiftNode,
): ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  const value = needed(node, 'value');
  if (node.shorthand !== true)
    return c.at(c.f.createPropertyAssignment(propertyName(c, node), c.expr(value)), node);
  const fallback = value.type === 'AssignmentPattern' ? c.expr(needed(value, 'right')) : undefined;
  return c.at(
    c.f.createShorthandPropertyAssignment(identifier(c, needed(node, 'key')), fallback),
    node,
  );
}
