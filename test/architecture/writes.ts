import ts from 'typescript';

/** Functions of `node:fs` that change something on disk, or may. */
const WRITER =
  /^(?:append|[fl]?chmod|[fl]?chown|copy|cp|createWriteStream|f?truncate|[fl]?utimes|link|mkd|open|rename|rm|symlink|unlink|write)/u;

/** Where a file calls one: `fs.rmSync(…)`, or a function imported by name. */
export function writesOf(
  file: string,
  text: string,
): { readonly line: number; readonly name: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const spaces = new Set<string>();
  const found: { line: number; name: string }[] = [];
  const add = (node: ts.MemberName | ts.ModuleExportName) => {
    if (WRITER.test(node.text))
      found.push({
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        name: node.text,
      });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && isFileSystem(node.moduleSpecifier)) {
      const { name, namedBindings } = node.importClause ?? {};
      if (name) spaces.add(name.text);
      if (namedBindings && ts.isNamespaceImport(namedBindings)) spaces.add(namedBindings.name.text);
      if (namedBindings && ts.isNamedImports(namedBindings))
        for (const e of namedBindings.elements) add(e.propertyName ?? e.name);
    } else if (
      ts.isImportEqualsDeclaration(node) &&
      ts.isExternalModuleReference(node.moduleReference)
    ) {
      if (isFileSystem(node.moduleReference.expression)) spaces.add(node.name.text);
    } else if (ts.isPropertyAccessExpression(node) && isOfSpace(node.expression, spaces))
      add(node.name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isFileSystem(module: ts.Expression): boolean {
  return ts.isStringLiteral(module) && /^(?:node:)?fs(?:\/promises)?$/u.test(module.text);
}

/** `fs`, `fs.promises`. */
function isOfSpace(node: ts.Expression, spaces: ReadonlySet<string>): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'promises')
    return isOfSpace(node.expression, spaces);
  return ts.isIdentifier(node) && spaces.has(node.text);
}
