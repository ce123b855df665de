import { lineStartsOf, PYTHON_LINE_ENDS } from '../../facts/text.js';
import type { Lines, PythonModule } from './nodes.js';
import { withTree } from '../../python/parser.js';
import { firstSyntaxError } from '../../python/syntax-errors.js';
import { syntaxTree } from './syntax-tree.js';

/** Parses a file, given without its byte order mark. */
export function parseModule(text: string): PythonModule {
  const lines: Lines = { text, starts: lineStartsOf(text, PYTHON_LINE_ENDS) };
  return withTree(text, (root) => ({
    ...syntaxTree(root, lines),
    lines,
    error: firstSyntaxError(root, text),
  }));
}
