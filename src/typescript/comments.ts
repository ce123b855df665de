import type ts from 'typescript';
import type { CommentFact, Span } from '../facts/types.js';
import type { Extractor } from './extract.js';

/** The comments that name ESLint. Most files have none and are not walked for it. */
export function directiveComments({ ts, b, source }: Extractor): CommentFact[] {
  if (!b.text.includes('eslint')) return [];
  const literals: Span[] = [];
  const collect = (node: ts.Node): void => {
    if (
      ts.isLiteralExpression(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      node.kind === ts.SyntaxKind.TemplateHead ||
      ts.isJsxText(node)
    )
      literals.push(b.span(node));
    ts.forEachChild(node, collect);
  };
  collect(source);
  const comments: CommentFact[] = [];
  for (const match of b.text.matchAll(/\/\/(?<line>[^\n\r\u2028\u2029]*)|\/\*(?<block>[\s\S]*?)\*\//gu)) {
    const span: Span = [match.index, match.index + match[0].length];
    if (!match[0].includes('eslint') || literals.some(([start, end]) => start < span[0] && span[0] < end)) continue;
    const { line, block } = match.groups ?? {};
    comments.push(line === undefined ? { kind: 'block', span, text: block } : { kind: 'line', span, text: line });
  }
  return comments;
}
