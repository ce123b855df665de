import type ts from 'typescript';
import type { DocFact } from '../facts/types.js';
import type { Extractor } from './extract.js';

/**
 * The JSDoc block that documents a declaration, also when it stands above the variable or property
 * that holds it.
 */
export function docOf({ ts, b }: Extractor, node: ts.Node): DocFact | undefined {
  const docs = ts.getJSDocCommentsAndTags(node).filter((d): d is ts.JSDoc => ts.isJSDoc(d));
  const doc = docs.at(-1);
  if (!doc) return undefined;
  const params = [...(doc.tags ?? [])]
    .filter((t) => ts.isJSDocParameterTag(t))
    .map((t) => ({
      name: t.name.getText(b.source),
      span: [t.getStart(b.source), t.end] as const,
      typed: t.typeExpression !== undefined,
    }));
  return {
    span: [doc.pos, doc.end],
    text: b.text.slice(doc.pos, doc.end),
    params,
    tags: (doc.tags ?? []).map((t) => t.tagName.text),
  };
}
