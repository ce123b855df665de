import type ts from 'typescript';
import type { Converter } from './converter.js';
import { signatureParts } from './functions.js';
import { entityName, question, typeArguments } from './names.js';
import { child, list, needed, startOf, word, type ShiftNode } from './nodes.js';
import { typeMember } from './type-members.js';

/** A type as Babel's TypeScript parser has it. */
export function tsType(c: Converter, node: ShiftNode): ts.TypeNode | undefined {
  const { f } = c;
  const { SyntaxKind } = c.ts;
  switch (node.type) {
    case 'TSTypeReference':
      return f.createTypeReferenceNode(
        entityName(c, needed(node, 'typeName')),
        typeArguments(c, node),
      );
    case 'TSExpressionWithTypeArguments':
    case 'TSInterfaceHeritage':
    case 'TSClassImplements':
      return f.createTypeReferenceNode(
        entityName(c, needed(node, 'expression')),
        typeArguments(c, node),
      );
    case 'TSUnionType':
      return f.createUnionTypeNode(c.types(list(node, 'types')));
    case 'TSIntersectionType':
      return f.createIntersectionTypeNode(c.types(list(node, 'types')));
    case 'TSArrayType':
      return f.createArrayTypeNode(c.type(needed(node, 'elementType')));
    case 'TSTupleType':
      return f.createTupleTypeNode(list(node, 'elementTypes').map((e) => tupleElement(c, e)));
    case 'TSParenthesizedType':
      return f.createParenthesizedType(c.type(needed(node, 'typeAnnotation')));
    case 'TSTypeOperator':
      return f.createTypeOperatorNode(
        word(node, 'operator') === 'keyof' ? SyntaxKind.KeyOfKeyword : SyntaxKind.ReadonlyKeyword,
        c.type(needed(node, 'typeAnnotation')),
      );
    case 'TSIndexedAccessType':
      return f.createIndexedAccessTypeNode(
        c.type(needed(node, 'objectType')),
        c.type(needed(node, 'indexType')),
      );
    case 'TSTypeLiteral':
      return f.createTypeLiteralNode(list(node, 'members').map((m) => typeMember(c, m)));
    case 'TSFunctionType':
    case 'TSConstructorType': {
      const { typeParameters, parameters, type } = signatureParts(c, node, startOf(node));
      const returned = type ?? c.unsaid();
      return node.type === 'TSFunctionType'
        ? f.createFunctionTypeNode(typeParameters, parameters, returned)
        : f.createConstructorTypeNode(undefined, typeParameters, parameters, returned);
    }
    case 'TSTypeQuery': {
      const name = needed(node, 'exprName');
      return name.type === 'TSImportType'
        ? importType(c, name)
        : f.createTypeQueryNode(entityName(c, name), typeArguments(c, node));
    }
    case 'TSImportType':
      return importType(c, node);
    case 'TSLiteralType': {
      const literal = needed(node, 'literal');
      if (literal.type === 'TemplateLiteral' && list(literal, 'expressions').length > 0)
        return undefined;
      return f.createLiteralTypeNode(c.expr(literal) as ts.LiteralTypeNode['literal']);
    }
    case 'TSNullKeyword':
      return f.createLiteralTypeNode(c.at(f.createNull(), node));
    default:
      return keyword(c, node.type);
  }
}

function tupleElement(c: Converter, node: ShiftNode): ts.TypeNode {
  const { f } = c;
  const isRest = node.type === 'TSRestType';
  const inner = isRest ? needed(node, 'typeAnnotation') : node;
  if (inner.type === 'TSNamedTupleMember') {
    const dots = isRest ? f.createToken(c.ts.SyntaxKind.DotDotDotToken) : undefined;
    const label = entityName(c, needed(inner, 'label')) as ts.Identifier;
    return c.at(
      f.createNamedTupleMember(
        dots,
        label,
        question(c, inner.optional === true),
        c.type(needed(inner, 'elementType')),
      ),
      node,
    );
  }
  if (isRest) return c.at(f.createRestTypeNode(c.type(inner)), node);
  return node.type === 'TSOptionalType'
    ? c.at(f.createOptionalTypeNode(c.type(needed(node, 'typeAnnotation'))), node)
    : c.type(node);
}

function importType(c: Converter, node: ShiftNode): ts.TypeNode {
  c.open(startOf(node));
  const argument = needed(node, 'argument');
  const qualifier = child(node, 'qualifier');
  const literal =
    argument.type === 'TSLiteralType'
      ? c.type(argument)
      : c.at(c.f.createLiteralTypeNode(c.expr(argument) as ts.StringLiteral), argument);
  return c.f.createImportTypeNode(
    literal,
    undefined,
    qualifier && entityName(c, qualifier),
    typeArguments(c, node),
  );
}

const KEYWORD =
  /^TS(?<name>Any|BigInt|Boolean|Never|Number|Object|String|Symbol|Undefined|Unknown|Void|Intrinsic)Keyword$/u;

function keyword(c: Converter, type: string): ts.TypeNode | undefined {
  const name = KEYWORD.exec(type)?.groups?.name;
  if (name === undefined) return undefined;
  return c.f.createKeywordTypeNode(c.ts.SyntaxKind[`${name}Keyword` as 'AnyKeyword']);
}
