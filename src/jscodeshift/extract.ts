import type ts from 'typescript';
import type { BlockFact } from '../facts/blocks.js';
import type { ModuleFacts, Span } from '../facts/types.js';
import { blockOfSource } from '../typescript/blocks.js';
import type { TypeScript } from '../typescript/builder.js';
import { factsOfSource } from '../typescript/extract.js';
import { parse, type ParserName } from './parsers.js';
import { sourceFile } from './source-file.js';

/**
 * Takes the facts out of one file as one of jscodeshift's parsers reads it.
 * @param ts the compiler's namespace: it reads the documentation, and its nodes are what facts are
 * taken from
 * @param path its extension says which language the file is in; it is not read
 * @param config options for the parser in the place of jscodeshift's own (`--parser-config`)
 * @returns undefined where the parser does not take the text, or gives what is not known here
 * @throws {RangeError} where it nests too deeply for the stack
 */
export function extractFactsWith(
  ts: TypeScript,
  parser: ParserName,
  path: string,
  text: string,
  config?: object,
): ModuleFacts | undefined {
  const source = sourceWith(ts, parser, path, text, config);
  return source && factsOfSource(ts, source, path, text);
}

/**
 * The statements of one function, as one of jscodeshift's parsers reads them.
 * @param span the function's, as {@link extractFactsWith} has it
 * @returns undefined where the parser does not take the text, or no function has that span
 */
export function extractBlockWith(
  ts: TypeScript,
  parser: ParserName,
  path: string,
  text: string,
  span: Span,
): BlockFact | undefined {
  const source = sourceWith(ts, parser, path, text);
  return source && blockOfSource(ts, source, span);
}

function sourceWith(
  ts: TypeScript,
  parser: ParserName,
  path: string,
  text: string,
  config?: object,
): ts.SourceFile | undefined {
  const ast = parse(parser, text, config);
  if (!ast) return undefined;
  try {
    return sourceFile(ts, path, text, ast);
  } catch (error) {
    // The compiler has read the comments, and was broken off.
    if (error instanceof RangeError) throw error;
    return undefined;
  }
}
