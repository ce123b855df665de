import type ts from 'typescript';
import type { ModuleFacts } from '../facts/types.js';
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
  const ast = parse(parser, text, config);
  if (!ast) return undefined;
  let source: ts.SourceFile;
  try {
    source = sourceFile(ts, path, text, ast);
  } catch (error) {
    // The compiler has read the comments, and was broken off.
    if (error instanceof RangeError) throw error;
    return undefined;
  }
  return factsOfSource(ts, source, path, text);
}
