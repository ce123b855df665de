import { lineStartsOf, PYTHON_LINE_ENDS } from '../facts/text.js';
import type { Lines, PythonModule } from './nodes.js';
import { withTree } from './parser.js';
import { firstSyntaxError } from './syntax-errors.js';
import { copyTree } from './tree-copy.js';

/** Parses a file, given without its byte order mark. */
export function parseModule(text: string): PythonModule {
  const lines: Lines = { text, starts: lineStartsOf(text, PYTHON_LINE_ENDS) };
  // The parser does not know that a carriage return alone ends a line.
  const given = text.replace(/\r(?!\n)/gu, '\n');
  const { misread, ...parsed } = parse(given, lines);
  return misread.length === 0 ? parsed : parse(withoutSoftKeywords(given, misread), lines);
}

function parse(given: string, lines: Lines): PythonModule & { readonly misread: readonly number[] } {
  return withTree(given, (root) => ({ ...copyTree(root, lines), lines, error: firstSyntaxError(root) }));
}

/**
 * `type(x).y = z` and `type[k] = v` are taken for `type` statements. With another name of the same length they are assignments, at
 * the same places; a node's text comes from the file.
 */
function withoutSoftKeywords(text: string, offsets: readonly number[]): string {
  return offsets.reduce((result, at) => `${result.slice(0, at)}TYPE${result.slice(at + 'TYPE'.length)}`, text);
}
