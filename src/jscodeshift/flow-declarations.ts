import type ts from 'typescript';
import type { Converter } from './converter.js';
import { signatureParts, typeParameters } from './functions.js';
import { heritage, identifier, idOf } from './names.js';
import { child, endOf, list, needed, startOf, type ShiftNode } from './nodes.js';
import { ambientMembers, flowMembers } from './type-members.js';

/** What only Flow declares. */
export function flowDeclaration(
  c: Converter,
  node: ShiftNode,
  exported: readonly ts.Modifier[],
): ts.Statement | undefined {
  const { f } = c;
  const ambient = [...exported, f.createModifier(c.ts.SyntaxKind.DeclareKeyword)];
  switch (node.type) {
    case 'TypeAlias':
    case 'DeclareTypeAlias':
    case 'OpaqueType':
    case 'DeclareOpaqueType': {
      const means = child(node, 'right', 'impltype', 'supertype', 'upperBound');
      const made = means ? c.type(means) : f.createKeywordTypeNode(c.ts.SyntaxKind.UnknownKeyword);
      return c.at(
        f.createTypeAliasDeclaration(exported, idOf(c, node), typeParameters(c, node), made),
        node,
      );
    }
    case 'InterfaceDeclaration':
    case 'DeclareInterface': {
      const clauses = clause(c, c.ts.SyntaxKind.ExtendsKeyword, list(node, 'extends'));
      const members = flowMembers(c, needed(node, 'body'));
      return c.at(
        f.createInterfaceDeclaration(
          exported,
          idOf(c, node),
          typeParameters(c, node),
          clauses,
          members,
        ),
        node,
      );
    }
    case 'DeclareClass': {
      const clauses = [
        ...clause(
          c,
          c.ts.SyntaxKind.ExtendsKeyword,
          [...list(node, 'extends'), ...list(node, 'mixins')].slice(0, 1),
        ),
        ...clause(c, c.ts.SyntaxKind.ImplementsKeyword, list(node, 'implements')),
      ];
      const members = ambientMembers(c, needed(node, 'body'));
      return c.at(
        f.createClassDeclaration(ambient, idOf(c, node), typeParameters(c, node), clauses, members),
        node,
      );
    }
    case 'DeclareFunction': {
      const name = idOf(c, node);
      const fn = needed(needed(needed(node, 'id'), 'typeAnnotation'), 'typeAnnotation');
      const { typeParameters: declared, parameters, type } = signatureParts(c, fn, name.end);
      return c.at(
        f.createFunctionDeclaration(
          ambient,
          undefined,
          name,
          declared,
          parameters,
          type,
          undefined,
        ),
        node,
      );
    }
    case 'DeclareVariable': {
      // Babel has one name, Flow's parser a list of declarators.
      const declarators =
        list(node, 'declarations').length > 0
          ? node
          : { ...node, declarations: [{ ...needed(node, 'id'), id: node.id }] };
      return c.declaration(
        { ...declarators, type: 'VariableDeclaration', declare: true },
        ...exported,
      );
    }
    case 'DeclareModule': {
      const body = needed(node, 'body');
      const name = needed(node, 'id');
      const block = c.at(f.createModuleBlock(c.statements(body)), body);
      const made = f.createModuleDeclaration(ambient, c.expr(name) as ts.ModuleName, block);
      return c.at(made, node);
    }
    case 'DeclareExportDeclaration': {
      const inner = child(node, 'declaration');
      const { ExportKeyword, DefaultKeyword } = c.ts.SyntaxKind;
      const marks = [
        f.createModifier(ExportKeyword),
        ...(node.default === true ? [f.createModifier(DefaultKeyword)] : []),
      ];
      const made = inner && c.declaration(inner, ...marks);
      return made && c.at(made, node);
    }
    case 'EnumDeclaration':
    case 'DeclareEnum': {
      const members = list(child(node, 'body') ?? node, 'members').map((m) => {
        const value = child(m, 'init');
        return c.at(f.createEnumMember(identifier(c, needed(m, 'id')), value && c.expr(value)), m);
      });
      return c.at(f.createEnumDeclaration(exported, idOf(c, node), members), node);
    }
    default:
      return undefined;
  }
}

function clause(
  c: Converter,
  token: ts.HeritageClause['token'],
  nodes: readonly ShiftNode[],
): ts.HeritageClause[] {
  if (nodes.length === 0) return [];
  const made = c.f.createHeritageClause(
    token,
    nodes.map((n) => heritage(c, n)),
  );
  return [c.at(made, [startOf(nodes[0]), endOf(nodes[nodes.length - 1])])];
}
