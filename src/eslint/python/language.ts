import type { File, Language, LanguageContext, ParseResult } from '@eslint/core';
import { UnreadableError } from '../../facts/language.js';
import { positionAt } from '../../facts/text.js';
import { parseModule } from './module.js';
import type { PythonModule, PythonNode } from './nodes.js';
import { PythonSourceCode, visitorKeys } from './source-code.js';

/** What `languageOptions` may hold for Python files. */
export interface PythonLanguageOptions extends Record<string, unknown> {
  /**
   * Lint what can be read of a file with syntax errors, and say nothing of them. Default: such a
   * file has one message, the error.
   */
  readonly tolerant?: boolean;
}

interface Parsed {
  readonly ok: true;
  readonly ast: PythonNode<'Program'>;
  readonly module: PythonModule;
}

/** ESLint's language for Python 2 and 3. */
export const pythonLanguage: Language<{
  LangOptions: PythonLanguageOptions;
  Code: PythonSourceCode;
  RootNode: PythonNode<'Program'>;
  Node: PythonNode;
}> = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys,
  defaultLanguageOptions: { tolerant: false },

  validateLanguageOptions({ tolerant }) {
    if (tolerant !== undefined && typeof tolerant !== 'boolean')
      throw new TypeError(
        `languageOptions.tolerant must be true or false, not ${JSON.stringify(tolerant)}.`,
      );
  },

  parse(
    { body }: File,
    { languageOptions }: LanguageContext<PythonLanguageOptions>,
  ): ParseResult<PythonNode<'Program'>> {
    let module: PythonModule;
    try {
      module = parseModule(String(body));
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      return { ok: false, errors: [{ message: `The file ${error.message}.`, line: 1, column: 1 }] };
    }
    const { error, lines, ast } = module;
    if (!error || languageOptions.tolerant) return { ok: true, ast, module };
    const { line, column } = positionAt(lines.starts, error.at);
    return { ok: false, errors: [{ message: error.message, line, column: column + 1 }] };
  },

  createSourceCode({ body, bom }, parsed) {
    return new PythonSourceCode(String(body), parsed as Parsed, bom);
  },
};
