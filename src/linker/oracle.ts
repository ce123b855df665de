import type { Span } from '../facts/types.js';

/** A declaration, by where its name starts. */
export interface OracleDeclaration {
  readonly file: string;
  readonly start: number;
}

/** What the checker says of an expression's type. */
export interface OracleType {
  /** `any` or `unknown`: the checker does not know either. */
  readonly isAny: boolean;
  /** Names of the type and of its bases' declarations in the tree. */
  readonly names: readonly string[];
  readonly declarations: readonly OracleDeclaration[];
}

/**
 * A type checker, asked where facts leave a receiver unknown. It never overrules what the linker
 * resolved. Places are given as in the facts: a path and UTF-16 offsets of the same text.
 */
export interface TypeOracle {
  /** The declarations of what is named at `span`; undefined when the file is not the checker's. */
  declarationsOf(file: string, span: Span): readonly OracleDeclaration[] | undefined;
  /** The type of the expression that is exactly `span`. */
  typeOf(file: string, span: Span): OracleType | undefined;
}
