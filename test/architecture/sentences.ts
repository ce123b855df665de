import ts from 'typescript';

/** What holds a sentence for the user, by its name. */
const SENTENCES: ReadonlySet<string> = new Set(['detail', 'hint', 'reason', 'remedy', 'why']);

/** Methods of a text that answer a question about it. */
const TESTS: ReadonlySet<string> = new Set([
  'charAt',
  'endsWith',
  'includes',
  'indexOf',
  'localeCompare',
  'match',
  'search',
  'startsWith',
]);

/** Methods that answer a question about the text they are given. */
const LOOKUPS: ReadonlySet<string> = new Set(['exec', 'get', 'has', 'includes', 'indexOf', 'test']);

const EQUALITIES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/**
 * Where a file decides something by the words of a sentence: `reason.startsWith('is a base of')`,
 * `entry.reason !== DECLINED`.
 */
export function decisionsByWords(
  file: string,
  text: string,
): { readonly line: number; readonly code: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { line: number; code: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (decides(node))
      found.push({
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        code: node.getText(source),
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function decides(node: ts.Node): boolean {
  if (ts.isSwitchStatement(node)) return isSentence(node.expression);
  if (ts.isElementAccessExpression(node)) return isSentence(node.argumentExpression);
  if (ts.isBinaryExpression(node) && EQUALITIES.has(node.operatorToken.kind)) {
    const { left, right } = node;
    return (isSentence(left) && !isNothing(right)) || (isSentence(right) && !isNothing(left));
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return (
    (TESTS.has(name.text) && isSentence(expression)) ||
    (LOOKUPS.has(name.text) && node.arguments.some(isSentence))
  );
}

function isSentence(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return isSentence(node.expression);
  const name = ts.isIdentifier(node)
    ? node
    : ts.isPropertyAccessExpression(node)
      ? node.name
      : undefined;
  return name !== undefined && SENTENCES.has(name.text);
}

function isNothing(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined')
  );
}
