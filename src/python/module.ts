import { lineStartsOf, PYTHON_LINE_ENDS } from '../facts/text.js';
import type { Lines, PythonModule } from './nodes.js';
import { withTree } from './parser.js';
import { firstSyntaxError } from './syntax-errors.js';
import { syntaxTree } from './syntax-tree.js';

/** Parses a file, given without its byte order mark. */
export function parseModule(text: string): PythonModule {
  const lines: Lines = { text, starts: lineStartsOf(text, PYTHON_LINE_ENDS) };
  const { misread, ...parsed } = parse(text, lines);
  return misread.length === 0 ? parsed : parse(withoutSoftKeywords(text, misread), lines);
}

function parse(given: string, lines: Lines): PythonModule & { readonly misread: readonly number[] } {
  return withTree(given, (root) => ({ ...syntaxTree(root, lines), lines, error: firstSyntaxError(root) }));
}

/**
 * `type(x).y = z` and `type[k] = v` are taken for `type` statements. With another name of the same length they are assignments, at
 * the same places; a node's text comes from the file.
 */
function withoutSoftKeywords(text: string, offsets: readonly number[]): string {
  return offsets.reduce((result, at) => `${result.slice(0, at)}TYPE${result.slice(at + 'TYPE'.length)}`, text);
}
