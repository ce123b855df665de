import type ts from 'typescript';
import type { Converter } from './converter.js';
import { decoratedStart, identifier } from './names.js';
import { child, endOf, list, needed, startOf, word, type ShiftNode } from './nodes.js';

/** `typeof` imports are types too. */
function isType(kind: unknown): boolean {
  return kind === 'type' || kind === 'typeof';
}

export function importDeclaration(c: Converter, node: ShiftNode): ts.Statement {
  const source = needed(node, 'source');
  const nodes = list(node, 'specifiers');
  const first = nodes.find((s) => s.type === 'ImportDefaultSpecifier');
  const star = nodes.find((s) => s.type === 'ImportNamespaceSpecifier');
  const named = nodes.filter((s) => s.type === 'ImportSpecifier');
  const name = first && identifier(c, needed(first, 'local'));
  const open = c.find('{', name?.end ?? startOf(node));
  const isNamed = named.length > 0 || (!star && open < startOf(source));
  const bindings = star
    ? c.at(c.f.createNamespaceImport(identifier(c, needed(star, 'local'))), star)
    : isNamed
      ? c.at(c.f.createNamedImports(named.map((s) => importSpecifier(c, s))), [
          open,
          c.find('}', named.length > 0 ? endOf(named[named.length - 1]) : open) + 1,
        ])
      : undefined;
  const phase = isType(node.importKind) ? c.ts.SyntaxKind.TypeKeyword : undefined;
  const clause = name || bindings ? c.f.createImportClause(phase, name, bindings) : undefined;
  return c.at(c.f.createImportDeclaration(undefined, clause, c.expr(source)), node);
}

function importSpecifier(c: Converter, node: ShiftNode): ts.ImportSpecifier {
  const imported = needed(node, 'imported');
  const local = child(node, 'local') ?? imported;
  const isRenamed = startOf(imported) !== startOf(local);
  const made = c.f.createImportSpecifier(
    isType(node.importKind),
    isRenamed ? identifier(c, imported) : undefined,
    identifier(c, local),
  );
  return c.at(made, node);
}

export function exportNamed(c: Converter, node: ShiftNode): ts.Statement[] {
  const inner = child(node, 'declaration');
  if (inner) {
    const made = c.declaration(inner, c.f.createModifier(c.ts.SyntaxKind.ExportKeyword));
    return made
      ? [c.at(made, [Math.min(startOf(node), decoratedStart(inner)), endOf(node)])]
      : c.statement(inner);
  }
  const isTypeOnly = node.exportKind === 'type';
  const source = child(node, 'source');
  const all = list(node, 'specifiers');
  const made: ts.Statement[] = [];
  const star = all.find((s) => s.type === 'ExportNamespaceSpecifier');
  if (star) {
    const clause = c.at(c.f.createNamespaceExport(identifier(c, needed(star, 'exported'))), star);
    made.push(
      c.at(
        c.f.createExportDeclaration(undefined, isTypeOnly, clause, source && c.expr(source)),
        node,
      ),
    );
  }
  const named = all.filter((s) => s !== star);
  if (named.length > 0 || !star) {
    const clause = c.f.createNamedExports(named.map((s) => exportSpecifier(c, s)));
    made.push(
      c.at(
        c.f.createExportDeclaration(undefined, isTypeOnly, clause, source && c.expr(source)),
        node,
      ),
    );
  }
  return made;
}

/** `export v from 'm'` hands on the default. */
function exportSpecifier(c: Converter, node: ShiftNode): ts.ExportSpecifier {
  const exported = needed(node, 'exported');
  if (node.type === 'ExportDefaultSpecifier') {
    const first = c.at(c.f.createIdentifier('default'), [startOf(node), startOf(node)]);
    return c.at(c.f.createExportSpecifier(false, first, identifier(c, exported)), node);
  }
  const local = child(node, 'local') ?? exported;
  const isRenamed = startOf(local) !== startOf(exported);
  const made = c.f.createExportSpecifier(
    isType(node.exportKind),
    isRenamed ? identifier(c, local) : undefined,
    identifier(c, exported),
  );
  return c.at(made, node);
}

export function exportDefault(c: Converter, node: ShiftNode): ts.Statement {
  const inner = needed(node, 'declaration');
  const { ExportKeyword, DefaultKeyword } = c.ts.SyntaxKind;
  const made = /Declaration$|^TSDeclareFunction$/u.test(inner.type)
    ? c.declaration(inner, c.f.createModifier(ExportKeyword), c.f.createModifier(DefaultKeyword))
    : undefined;
  return c.at(made ?? c.f.createExportAssignment(undefined, false, c.expr(inner)), node);
}

export function exportAll(c: Converter, node: ShiftNode): ts.Statement {
  const name = child(node, 'exported');
  const clause = name && c.at(c.f.createNamespaceExport(identifier(c, name)), name);
  return c.at(
    c.f.createExportDeclaration(
      undefined,
      word(node, 'exportKind') === 'type',
      clause,
      c.expr(needed(node, 'source')),
    ),
    node,
  );
}
