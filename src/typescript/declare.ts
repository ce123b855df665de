import type ts from 'typescript';
import type { Extractor } from './extract.js';

/**
 * Declares what a block's statements name, before any of them is walked: names may be used above
 * their declaration.
 */
export function declareStatements(x: Extractor, nodes: readonly ts.Statement[]): void {
  const { ts, b } = x;
  for (const node of nodes) {
    if (ts.isFunctionDeclaration(node) && node.name)
      b.declare(node.name.text, 'function', b.span(node.name));
    else if (ts.isClassDeclaration(node) && node.name)
      b.declare(node.name.text, 'class', b.span(node.name));
    else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      b.declare(node.name.text, 'type', b.span(node.name));
    else if (ts.isEnumDeclaration(node)) b.declare(node.name.text, 'enum', b.span(node.name));
    else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name))
      b.declare(node.name.text, 'namespace', b.span(node.name));
    else if (ts.isImportEqualsDeclaration(node))
      b.declare(node.name.text, 'import', b.span(node.name));
    else if (ts.isImportDeclaration(node)) declareImport(x, node);
    else if (ts.isVariableStatement(node))
      for (const d of node.declarationList.declarations)
        declareNames(x, d.name, isConst(x, node.declarationList), scopeOf(x, node.declarationList));
  }
}

export function isConst({ ts }: Extractor, list: ts.VariableDeclarationList): 'const' | 'variable' {
  return (list.flags & ts.NodeFlags.Const) === ts.NodeFlags.Const ? 'const' : 'variable';
}

/** `var` belongs to the function. */
export function scopeOf({ ts, b }: Extractor, list: ts.VariableDeclarationList): number {
  let { scope } = b;
  if ((list.flags & ts.NodeFlags.BlockScoped) !== 0) return scope;
  for (
    let { parent } = b.facts.scopes[scope];
    parent !== -1 && b.facts.scopes[parent].fn === b.fn;
    { parent } = b.facts.scopes[scope]
  )
    scope = parent;
  return scope;
}

function declareNames(
  x: Extractor,
  node: ts.BindingName,
  kind: 'const' | 'variable',
  scope: number,
): void {
  const { ts, b } = x;
  if (ts.isIdentifier(node)) b.declare(node.text, kind, b.span(node), scope);
  else
    for (const element of node.elements)
      if (!ts.isOmittedExpression(element)) declareNames(x, element.name, kind, scope);
}

function declareImport(x: Extractor, node: ts.ImportDeclaration): void {
  const { ts, b } = x;
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const module = node.moduleSpecifier.text;
  const clause = node.importClause;
  const specifiers: {
    local: string;
    imported: string;
    binding: number;
    typeOnly: boolean;
    span: readonly [number, number];
  }[] = [];
  const add = (name: ts.Identifier, imported: string, typeOnly: boolean, at: ts.Node) => {
    const binding = b.declare(name.text, 'import', b.span(name));
    binding.from = { module, imported };
    specifiers.push({
      local: name.text,
      imported,
      binding: b.idOf(binding),
      typeOnly,
      span: b.span(at),
    });
  };
  // Compilers before 5.9, which a user's ts-morph may bring, have no phases of imports.
  const typeOnly =
    clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || clause?.isTypeOnly === true;
  let namedEnd: number | undefined;
  if (clause?.name) add(clause.name, 'default', typeOnly, clause.name);
  const named = clause?.namedBindings;
  if (named && ts.isNamespaceImport(named)) add(named.name, '*', typeOnly, named);
  else if (named && ts.isNamedImports(named)) {
    for (const s of named.elements)
      add(s.name, (s.propertyName ?? s.name).text, typeOnly || s.isTypeOnly, s);
    namedEnd = named.elements.at(-1)?.end ?? named.getStart(b.source) + 1;
  }
  b.facts.imports.push({
    module,
    moduleSpan: b.span(node.moduleSpecifier),
    span: b.span(node),
    typeOnly,
    specifiers,
    namedEnd,
  });
}

/**
 * `@typedef {import('./types').Volume} Volume` and `@import` declare types in a JavaScript file.
 */
export function declareTypedefs(x: Extractor): void {
  const { ts, b, source } = x;
  if (b.language !== 'javascript' || !/@(?:typedef|callback|import)\b/u.test(b.text)) return;
  const hosts: ts.Node[] = [...source.statements, source.endOfFileToken];
  for (const host of hosts) {
    // Every block above a statement counts here, not only the one that documents it.
    const docs = (host as { jsDoc?: ts.JSDoc[] }).jsDoc ?? [];
    for (const tag of docs.flatMap((d) => [...(d.tags ?? [])])) {
      if (ts.isJSDocTypedefTag(tag) && tag.name) {
        const binding = b.declare(tag.name.text, 'type', b.span(tag.name));
        if (tag.typeExpression && ts.isJSDocTypeExpression(tag.typeExpression))
          binding.alias = { type: x.type(tag.typeExpression.type), params: [] };
      } else if (ts.isJSDocCallbackTag(tag) && tag.name && ts.isIdentifier(tag.name))
        b.declare(tag.name.text, 'type', b.span(tag.name));
      else if (
        ts.isJSDocImportTag(tag) &&
        tag.importClause?.namedBindings &&
        ts.isNamedImports(tag.importClause.namedBindings) &&
        ts.isStringLiteral(tag.moduleSpecifier)
      ) {
        for (const s of tag.importClause.namedBindings.elements)
          b.declare(s.name.text, 'import', b.span(s.name)).from = {
            module: tag.moduleSpecifier.text,
            imported: (s.propertyName ?? s.name).text,
          };
      }
    }
  }
}
