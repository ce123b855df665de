import { nameIn } from '../../src/analysis/signatures.js';
import { indentOf, lineStart } from '../../src/edits/lines.js';
import { lineEndingOf, type TextEdit } from '../../src/edits/text-edits.js';
import type { Language } from '../../src/facts/types.js';

/**
 * What the migration writes differently from language to language; parameters and documentation
 * have files of their own.
 */
export interface Dialect {
  /** What stands for an argument or a value that is not there. */
  readonly nothing: string;
  /** What a local is called that makes room for a parameter. */
  readonly local: (name: string) => string;
  /**
   * Puts a comment before what starts at an offset: on a line of its own where a statement starts
   * there.
   */
  readonly comment: (text: string, at: number, note: string) => TextEdit;
  /** How a parameter is called that a declaration did not have so far, and does not use. */
  readonly unused: (name: string) => string;
}

/** What may stand before a site on its line when a comment line can stand above it. */
const STATEMENT_START =
  /^\s*(?:(?:const|let|var)\s+[\w$]+\s*=\s*)?(?:(?:await|return|void|yield|export|default|declare|public|protected|private|abstract|override|async|readonly|static|function|type)\s+)*$/u;

const SCRIPT: Dialect = {
  nothing: 'undefined',
  local: (name) => `local${name[0].toUpperCase()}${name.slice(1)}`,
  unused: (name) => `_${name}`,
  comment: (text, at, note) => {
    const start = lineStart(text, at);
    if (STATEMENT_START.test(text.slice(start, at)))
      return {
        start,
        end: start,
        text: `${indentOf(text, at)}// ${note}${lineEndingOf(text, at)}`,
      };
    return { start: at, end: at, text: `/* ${note.replaceAll('*/', '* /')} */ ` };
  },
};

const PYTHON: Dialect = {
  nothing: 'None',
  local: (name) => `local_${nameIn(name, 'python')}`,
  // Callers may give it by its name.
  unused: (name) => name,
  // A line of comment may stand anywhere, but not behind a backslash: then it is a line further up.
  comment: (text, at, note) => {
    let start = lineStart(text, at);
    while (/\\\r?\n$/u.test(text.slice(Math.max(0, start - 3), start)))
      start = lineStart(text, start - 1);
    const indent = /^[^\S\n\r]*/u.exec(text.slice(start))?.[0] ?? '';
    return { start, end: start, text: `${indent}# ${note}${lineEndingOf(text, at)}` };
  },
};

export function dialectOf(language: Language): Dialect {
  return language === 'python' ? PYTHON : SCRIPT;
}
