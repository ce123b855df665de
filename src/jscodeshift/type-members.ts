import type ts from 'typescript';
import type { Converter } from './converter.js';
import { annotation, signatureParts } from './functions.js';
import { propertyName, question } from './names.js';
import { child, endOf, list, needed, startOf, word, type ShiftNode } from './nodes.js';

/** A member of an interface or a type literal in TypeScript. */
export function typeMember(c: Converter, node: ShiftNode): ts.TypeElement {
  if (node.type === 'TSCallSignatureDeclaration') return callSignature(c, node, node);
  if (node.type === 'TSConstructSignatureDeclaration') return constructSignature(c, node);
  const key = child(node, 'key');
  if (!key) return indexSignature(c, node);
  const name = propertyName(c, node);
  const optional = question(c, node.optional === true);
  if (node.type === 'TSPropertySignature') {
    const typed = child(node, 'typeAnnotation');
    return c.at(
      c.f.createPropertySignature(undefined, name, optional, typed && annotation(c, typed)),
      node,
    );
  }
  const { typeParameters, parameters, type } = signatureParts(c, node, endOf(key));
  const kind = word(node, 'kind');
  if (kind === 'get')
    return c.at(
      c.f.createGetAccessorDeclaration(undefined, name, parameters, type, undefined),
      node,
    );
  if (kind === 'set')
    return c.at(c.f.createSetAccessorDeclaration(undefined, name, parameters, undefined), node);
  return c.at(
    c.f.createMethodSignature(undefined, name, optional, typeParameters, parameters, type),
    node,
  );
}

/** `(x: T): U`: the type is a function. */
function callSignature(c: Converter, node: ShiftNode, fn: ShiftNode): ts.CallSignatureDeclaration {
  const { typeParameters, parameters, type } = signatureParts(c, fn, startOf(fn));
  return c.at(c.f.createCallSignature(typeParameters, parameters, type), node);
}

/** `new (x: T): U`: the type is a class. */
function constructSignature(c: Converter, node: ShiftNode): ts.ConstructSignatureDeclaration {
  const { typeParameters, parameters, type } = signatureParts(c, node, startOf(node));
  return c.at(c.f.createConstructSignature(typeParameters, parameters, type), node);
}

/** What has no name (`[key: string]: T`) is no member to facts. */
export function indexSignature(c: Converter, node: ShiftNode): ts.IndexSignatureDeclaration {
  return c.at(
    c.f.createIndexSignature(undefined, [], c.f.createKeywordTypeNode(c.ts.SyntaxKind.AnyKeyword)),
    node,
  );
}

/** The members of an object type of Flow, of an interface too. */
export function flowMembers(c: Converter, body: ShiftNode): ts.TypeElement[] {
  return [...list(body, 'callProperties'), ...named(body)]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((node) => {
      if (node.type === 'ObjectTypeCallProperty')
        return callSignature(c, node, needed(node, 'value'));
      const { name, optional, value, fn } = flowMember(c, node);
      if (!fn) return c.at(c.f.createPropertySignature(undefined, name, optional, value), node);
      if (word(node, 'kind') === 'get')
        return c.at(
          c.f.createGetAccessorDeclaration(undefined, name, [], fn.type, undefined),
          node,
        );
      return c.at(
        c.f.createMethodSignature(
          undefined,
          name,
          optional,
          fn.typeParameters,
          fn.parameters,
          fn.type,
        ),
        node,
      );
    });
}

/** The same as members of an ambient class. */
export function ambientMembers(c: Converter, body: ShiftNode): ts.ClassElement[] {
  return named(body).map((node) => {
    const { name, optional, value, fn } = flowMember(c, node);
    const marks = node.static === true ? [c.f.createModifier(c.ts.SyntaxKind.StaticKeyword)] : [];
    if (!fn)
      return c.at(c.f.createPropertyDeclaration(marks, name, optional, value, undefined), node);
    if (word(node, 'kind') === 'get')
      return c.at(c.f.createGetAccessorDeclaration(marks, name, [], fn.type, undefined), node);
    const { typeParameters, parameters, type } = fn;
    if ('text' in name && name.text === 'constructor')
      return c.at(c.f.createConstructorDeclaration(marks, parameters, undefined), node);
    return c.at(
      c.f.createMethodDeclaration(
        marks,
        undefined,
        name,
        optional,
        typeParameters,
        parameters,
        type,
        undefined,
      ),
      node,
    );
  });
}

function named(body: ShiftNode): ShiftNode[] {
  return list(body, 'properties').filter(
    (p) => p.type === 'ObjectTypeProperty' && word(p, 'kind') !== 'set',
  );
}

function flowMember(c: Converter, node: ShiftNode) {
  const written = needed(node, 'value');
  const isMethod = node.method === true || word(node, 'kind') === 'get';
  const from = isMethod ? endOf(needed(node, 'key')) : startOf(written);
  return {
    name: propertyName(c, node),
    optional: question(c, node.optional === true),
    value: isMethod ? undefined : c.type(written),
    fn: isMethod ? signatureParts(c, written, from) : undefined,
  };
}
