import type { Language } from '../facts/types.js';

/** What an edit has to know of a language: how it writes comments, and how long its lines may become. */
export interface Notation {
  readonly lineComment: '//' | '#';
  readonly hasBlockComments: boolean;
  /** A line that an edit would make longer is broken. */
  readonly columns?: number;
}

export const SCRIPT: Notation = { lineComment: '//', hasBlockComments: true };
export const PYTHON: Notation = { lineComment: '#', hasBlockComments: false, columns: 79 };

export function notationOf(language: Language): Notation {
  return language === 'python' ? PYTHON : SCRIPT;
}
