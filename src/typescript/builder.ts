import type ts from 'typescript';
import { FactBuilder } from '../facts/builder.js';
import type { Language, Span } from '../facts/types.js';

export type TypeScript = typeof ts;

/** A builder that knows the compiler's source file. */
export class SourceFactBuilder extends FactBuilder {
  constructor(
    readonly ts: TypeScript,
    readonly source: ts.SourceFile,
    text: string,
    path: string,
    language: Language,
  ) {
    super(text, path, language, source.isDeclarationFile);
  }

  span(node: ts.Node): Span {
    return [node.getStart(this.source), node.end];
  }
}
