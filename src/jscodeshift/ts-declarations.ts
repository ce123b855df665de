import type ts from 'typescript';
import type { Converter } from './converter.js';
import { typeParameters } from './functions.js';
import { entityName, heritage, idOf, modifiers, propertyName } from './names.js';
import { child, list, needed, startOf, word, type ShiftNode } from './nodes.js';
import { typeMember } from './type-members.js';

/** What only TypeScript declares. */
export function tsDeclaration(
  c: Converter,
  node: ShiftNode,
  exported: readonly ts.Modifier[],
): ts.Statement | undefined {
  const { f } = c;
  const marks = () => modifiers(c, node, ...exported);
  switch (node.type) {
    case 'TSInterfaceDeclaration': {
      const extended = list(node, 'extends').map((n) => heritage(c, n));
      const clauses =
        extended.length > 0
          ? [f.createHeritageClause(c.ts.SyntaxKind.ExtendsKeyword, extended)]
          : [];
      const members = list(needed(node, 'body'), 'body').map((m) => typeMember(c, m));
      return c.at(
        f.createInterfaceDeclaration(
          marks(),
          idOf(c, node),
          typeParameters(c, node),
          clauses,
          members,
        ),
        node,
      );
    }
    case 'TSTypeAliasDeclaration':
      return c.at(
        f.createTypeAliasDeclaration(
          marks(),
          idOf(c, node),
          typeParameters(c, node),
          c.type(needed(node, 'typeAnnotation')),
        ),
        node,
      );
    case 'TSEnumDeclaration': {
      const members = list(child(node, 'body') ?? node, 'members').map((m) => {
        const value = child(m, 'initializer');
        return c.at(f.createEnumMember(propertyName(c, m), value && c.expr(value)), m);
      });
      return c.at(f.createEnumDeclaration(marks(), idOf(c, node), members), node);
    }
    case 'TSModuleDeclaration': {
      const body = child(node, 'body');
      const name = needed(node, 'id');
      return c.at(
        f.createModuleDeclaration(
          marks(),
          c.expr(name) as ts.ModuleName,
          body && moduleBody(c, body),
        ),
        node,
      );
    }
    case 'TSImportEqualsDeclaration': {
      const from = needed(node, 'moduleReference');
      if (from.type === 'TSExternalModuleReference') c.open(startOf(from));
      const reference =
        from.type === 'TSExternalModuleReference'
          ? c.at(f.createExternalModuleReference(c.expr(needed(from, 'expression'))), from)
          : entityName(c, from);
      const isTypeOnly = word(node, 'importKind') === 'type';
      return c.at(
        f.createImportEqualsDeclaration(
          marks() as ts.Modifier[],
          isTypeOnly,
          idOf(c, node),
          reference,
        ),
        node,
      );
    }
    case 'TSExportAssignment':
      return c.at(
        f.createExportAssignment(undefined, true, c.expr(needed(node, 'expression'))),
        node,
      );
    case 'TSNamespaceExportDeclaration':
      return c.at(f.createNamespaceExportDeclaration(idOf(c, node)), node);
    default:
      return undefined;
  }
}

function moduleBody(c: Converter, node: ShiftNode): ts.ModuleBody {
  if (node.type === 'TSModuleDeclaration')
    return tsDeclaration(c, node, []) as ts.NamespaceDeclaration;
  return c.at(c.f.createModuleBlock(c.statements(node)), node);
}
