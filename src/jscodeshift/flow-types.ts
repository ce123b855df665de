import type ts from 'typescript';
import type { Converter } from './converter.js';
import { signatureParts } from './functions.js';
import { literal } from './literals.js';
import { entityName, question, typeArguments } from './names.js';
import { child, isNode, list, needed, startOf, type ShiftNode } from './nodes.js';
import { flowMembers } from './type-members.js';

/** Flow's types that are their argument as far as members go. */
const TRANSPARENT = new Set(['$ReadOnly', '$Exact']);

/** A type as Flow writes it. */
export function flowType(c: Converter, node: ShiftNode): ts.TypeNode | undefined {
  const { f } = c;
  const { SyntaxKind } = c.ts;
  switch (node.type) {
    case 'GenericTypeAnnotation':
    case 'ClassImplements':
    case 'InterfaceExtends': {
      const name = entityName(c, needed(node, 'id'));
      const args = typeArguments(c, node);
      // Younger than Babel's parser, which takes it for a name.
      if ('text' in name && name.text === 'unknown')
        return f.createKeywordTypeNode(SyntaxKind.UnknownKeyword);
      return args?.length === 1 && 'text' in name && TRANSPARENT.has(name.text)
        ? f.createParenthesizedType(args[0])
        : f.createTypeReferenceNode(name, args);
    }
    case 'NullableTypeAnnotation':
      return f.createParenthesizedType(c.type(needed(node, 'typeAnnotation')));
    case 'UnionTypeAnnotation':
      return f.createUnionTypeNode(c.types(list(node, 'types')));
    case 'IntersectionTypeAnnotation':
      return f.createIntersectionTypeNode(c.types(list(node, 'types')));
    case 'ArrayTypeAnnotation':
      return f.createArrayTypeNode(c.type(needed(node, 'elementType')));
    case 'TupleTypeAnnotation':
      return f.createTupleTypeNode(
        list(node, 'elementTypes', 'types').map((e) => tupleElement(c, e)),
      );
    case 'IndexedAccessType':
    case 'OptionalIndexedAccessType':
      return f.createIndexedAccessTypeNode(
        c.type(needed(node, 'objectType')),
        c.type(needed(node, 'indexType')),
      );
    case 'TypeofTypeAnnotation': {
      const argument = needed(node, 'argument');
      const name = argument.type === 'GenericTypeAnnotation' ? needed(argument, 'id') : argument;
      return f.createTypeQueryNode(entityName(c, name));
    }
    case 'FunctionTypeAnnotation': {
      const { typeParameters, parameters, type } = signatureParts(c, node, startOf(node));
      return f.createFunctionTypeNode(typeParameters, parameters, type ?? c.unsaid());
    }
    case 'ObjectTypeAnnotation':
    case 'InterfaceTypeAnnotation':
      return objectType(c, child(node, 'body') ?? node);
    case 'KeyofTypeAnnotation':
      return f.createTypeOperatorNode(SyntaxKind.KeyOfKeyword, c.type(needed(node, 'argument')));
    case 'TypeOperator':
      return c.type(needed(node, 'typeAnnotation'));
    case 'NullLiteralTypeAnnotation':
      return f.createLiteralTypeNode(c.at(f.createNull(), node));
    case 'AnyTypeAnnotation':
    case 'ExistsTypeAnnotation':
    case 'ExistentialTypeParam':
      return f.createKeywordTypeNode(SyntaxKind.AnyKeyword);
    case 'MixedTypeAnnotation':
    case 'UnknownTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.UnknownKeyword);
    case 'EmptyTypeAnnotation':
    case 'NeverTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.NeverKeyword);
    case 'BooleanTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.BooleanKeyword);
    case 'NumberTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.NumberKeyword);
    case 'StringTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.StringKeyword);
    case 'BigIntTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.BigIntKeyword);
    case 'SymbolTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.SymbolKeyword);
    case 'VoidTypeAnnotation':
    case 'UndefinedTypeAnnotation':
      return f.createKeywordTypeNode(SyntaxKind.VoidKeyword);
    default: {
      const value = literal(c, node);
      return value && f.createLiteralTypeNode(value as ts.LiteralTypeNode['literal']);
    }
  }
}

function tupleElement(c: Converter, node: ShiftNode): ts.TypeNode {
  if (node.type === 'TupleTypeSpreadElement')
    return c.at(c.f.createRestTypeNode(c.type(needed(node, 'typeAnnotation'))), node);
  if (node.type !== 'TupleTypeLabeledElement') return c.type(node);
  const label = entityName(c, needed(node, 'label')) as ts.Identifier;
  const optional = question(c, node.optional === true);
  return c.at(
    c.f.createNamedTupleMember(undefined, label, optional, c.type(needed(node, 'elementType'))),
    node,
  );
}

/** `{ ...Base, m(): void }` has the members of both. */
function objectType(c: Converter, node: ShiftNode): ts.TypeNode {
  const own = c.at(c.f.createTypeLiteralNode(flowMembers(c, node)), node);
  const spread = list(node, 'properties').flatMap((p) =>
    p.type === 'ObjectTypeSpreadProperty' && isNode(p.argument) ? [p.argument] : [],
  );
  return spread.length === 0 ? own : c.f.createIntersectionTypeNode([...c.types(spread), own]);
}
