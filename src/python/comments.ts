import type { CommentFact, Span } from '../facts/types.js';
import type { PyNode } from './nodes.js';

/** The comments that name ESLint. Most files have none, and are not searched. */
export function directiveComments(root: PyNode, text: string): CommentFact[] {
  if (!text.includes('eslint')) return [];
  const strings: Span[] = [];
  const collect = (node: PyNode): void => {
    if (node.type === 'string') strings.push([node.start, node.end]);
    else node.kids.forEach(collect);
  };
  collect(root);
  return [...text.matchAll(/#([^\r\n]*)/gu)].flatMap(
    ({ 0: whole, 1: said, index }): CommentFact[] => {
      const isInString = strings.some(([start, end]) => start <= index && index < end);
      return isInString || !said.includes('eslint')
        ? []
        : [{ kind: 'line', span: [index, index + whole.length], text: said }];
    },
  );
}
