import { compiler } from '../../../src/typescript/compiler.js';

const ts = compiler();

type Node = ReturnType<typeof ts.createSourceFile>;

function parse(file: string, text: string): Node {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
}

/**
 * A text's tokens without its imports, its comments and its commas: what is left is what it does.
 */
export function tokensOf(file: string, text: string): string[] {
  const source = parse(file, text);
  const tokens: string[] = [];
  const visit = (node: ReturnType<Node['getChildAt']>): void => {
    if (ts.isImportDeclaration(node) || ts.isJSDoc(node) || node.kind === ts.SyntaxKind.CommaToken)
      return;
    const children = node.getChildren(source);
    if (children.length > 0) for (const child of children) visit(child);
    else if (node.getWidth(source) > 0) tokens.push(node.getText(source));
  };
  visit(source);
  return tokens;
}

/** The first thing that does not parse. */
export function syntaxError(file: string, text: string): string | undefined {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { allowJs: true },
  });
  const [first] = diagnostics;
  return first && ts.flattenDiagnosticMessageText(first.messageText, ' ');
}

/**
 * The span of the innermost call around a place; of the block around it where it stands in no call.
 */
export function callAround(file: string, text: string, offset: number): readonly [number, number] {
  const source = parse(file, text);
  let call: readonly [number, number] | undefined;
  let block: readonly [number, number] = [offset, offset + 1];
  const visit = (node: ReturnType<Node['getChildAt']>): void => {
    const span = [node.getStart(source), node.getEnd()] as const;
    if (offset < span[0] || offset >= span[1]) return;
    if (ts.isCallExpression(node)) call = span;
    if (ts.isBlock(node)) block = span;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return call ?? block;
}
