import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/**
 * One place that names a module by a literal. Paths are relative to the root of the repository,
 * with `/`.
 */
export interface Import {
  readonly from: string;
  /** 1-based. */
  readonly line: number;
  /** A file (`src/facts/types.ts`), a module of Node (`node:fs`), a package (`@eslint/core`). */
  readonly to: string;
  readonly kind: 'file' | 'builtin' | 'package';
  /** Whether it is still there once the types are gone. */
  readonly runs: boolean;
}

/** Texts by path. */
export type Sources = ReadonlyMap<string, string>;

/** The sources in the given folders of a repository. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const names = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.[cm]?ts$/u.test(entry.name))
      .map((entry) =>
        path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      ),
  );
  return new Map(
    names.sort().map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]),
  );
}

export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) => {
    const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
    return namedModules(source).map(({ node, specifier, runs }) => ({
      from,
      line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      ...target(from, specifier, sources),
      runs,
    }));
  });
}

function target(from: string, specifier: string, sources: Sources): Pick<Import, 'to' | 'kind'> {
  if (isBuiltin(specifier))
    return { to: `node:${specifier.replace(/^node:/u, '')}`, kind: 'builtin' };
  if (!specifier.startsWith('.'))
    return { to: /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier, kind: 'package' };
  const written = path.posix.join(path.posix.dirname(from), specifier);
  const source = written.replace(/\.([cm]?)js$/u, '.$1ts');
  return { to: sources.has(source) ? source : written, kind: 'file' };
}

interface NamedModule {
  readonly node: ts.Node;
  readonly specifier: string;
  readonly runs: boolean;
}

function namedModules(source: ts.SourceFile): NamedModule[] {
  const found: NamedModule[] = [];
  const requires = new Set(['require']);
  const add = (node: ts.Node, module: ts.Node | undefined, runs: boolean) => {
    if (module && ts.isStringLiteralLike(module))
      found.push({ node, specifier: module.text, runs });
  };
  const visit = (node: ts.Node): void => {
    // Only a whole statement of types is left out when it runs: `import { type A } from 'x'` still
    // loads x (verbatimModuleSyntax).
    if (ts.isImportDeclaration(node))
      add(
        node,
        node.moduleSpecifier,
        node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword,
      );
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, !node.isTypeOnly);
    else if (
      ts.isImportEqualsDeclaration(node) &&
      ts.isExternalModuleReference(node.moduleReference)
    )
      add(node, node.moduleReference.expression, !node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, false);
    else if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      isCreateRequire(node.initializer)
    )
      requires.add(node.name.text);
    else if (ts.isCallExpression(node) && loads(node.expression, requires))
      add(node, node.arguments[0], true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * `import(…)`, `require(…)`, `createRequire(…)(…)`, and `require.resolve(…)`, which loads nothing
 * but wants it installed.
 */
function loads(callee: ts.Expression, requires: ReadonlySet<string>): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword || isCreateRequire(callee)) return true;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'resolve')
    return loads(callee.expression, requires);
  return ts.isIdentifier(callee) && requires.has(callee.text);
}

function isCreateRequire(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'createRequire'
  );
}

/** Groups of files that load one another, each sorted; a file that loads itself is one, too. */
export function circles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, to, kind, runs } of imports)
    if (runs && kind === 'file') edges.set(from, [...(edges.get(from) ?? []), to]);
  return components(edges).filter(
    (group) => group.length > 1 || edges.get(group[0])?.includes(group[0]),
  );
}

/** The strongly connected components of a graph (Tarjan). */
export function components(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    low.set(node, own);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      const reached = index.has(next)
        ? stack.includes(next)
          ? (index.get(next) ?? own)
          : own
        : visit(next);
      low.set(node, Math.min(low.get(node) ?? own, reached));
    }
    if (low.get(node) === own) found.push(stack.splice(stack.indexOf(node)).sort());
    return low.get(node) ?? own;
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

/**
 * The shortest way along imports from a file to something that is looked for, both ends included;
 * undefined when there is none.
 */
export function wayTo(
  imports: readonly Import[],
  start: string,
  isWanted: (step: Import) => boolean,
): string[] | undefined {
  const ways = new Map<string, string[]>([[start, [start]]]);
  for (const [file, way] of ways)
    for (const step of imports.filter((i) => i.from === file)) {
      if (isWanted(step)) return [...way, step.to];
      if (step.kind === 'file' && !ways.has(step.to)) ways.set(step.to, [...way, step.to]);
    }
  return undefined;
}
