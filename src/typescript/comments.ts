import type ts from 'typescript';
import type { CommentFact, Span } from '../facts/types.js';
import type { Extractor } from './extract.js';

/** The comments that name ESLint. Most files have none and are not walked for it. */
export function directiveComments({ ts, b, source }: Extractor): CommentFact[] {
  if (!b.text.includes('eslint')) return [];
  const literals: Span[] = [];
  const waiting: ts.Node[] = [source];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (
      ts.isLiteralExpression(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      node.kind === ts.SyntaxKind.TemplateHead ||
      ts.isJsxText(node)
    )
      literals.push(b.span(node));
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  const comments: CommentFact[] = [];
  const pattern = /\/\/(?<line>[^\n\r\u2028\u2029]*)|\/\*(?<block>[\s\S]*?)\*\//gu;
  for (let match = pattern.exec(b.text); match; match = pattern.exec(b.text)) {
    const { index } = match;
    const span: Span = [index, index + match[0].length];
    const literal = literals.find(([start, end]) => start <= index && index < end);
    // What looks like a comment in a string ends with the string.
    if (literal) pattern.lastIndex = literal[1];
    else if (match[0].includes('eslint')) {
      const { line, block } = match.groups ?? {};
      comments.push(
        line === undefined
          ? { kind: 'block', span, text: block }
          : { kind: 'line', span, text: line },
      );
    }
  }
  return comments;
}
