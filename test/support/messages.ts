import ts from 'typescript';

/** A message that the source can print, with `…` for what is put in. */
export interface Message {
  readonly file: string;
  /** The class of the error, or `stderr` for a note. */
  readonly kind: string;
  readonly text: string;
}

/** The messages of errors that are made in a text, and of what it writes to stderr. */
export function messagesIn(file: string, text: string): Message[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const called = node.expression.getText(source);
      const isError = ts.isNewExpression(node) && called.endsWith('Error');
      const isNote = ts.isCallExpression(node) && called.endsWith('stderr.write');
      const [first] = node.arguments ?? [];
      if ((isError || isNote) && first)
        found.push({ file, kind: isError ? called : 'stderr', text: outline(first) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function outline(node: ts.Expression): string {
  return pieces(node)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/…+/gu, '…')
    .replace(/^driver-contract: /u, '')
    .trim();
}

function pieces(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return (
      node.head.text + node.templateSpans.map((s) => pieces(s.expression) + s.literal.text).join('')
    );
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return pieces(node.left) + pieces(node.right);
  return '…';
}
