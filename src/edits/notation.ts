import type { Language } from '../facts/types.js';

/**
 * What an edit has to know of a language: how it writes comments, and how long its lines may
 * become.
 */
export interface Notation {
  readonly lineComment: '//' | '#';
  readonly hasBlockComments: boolean;
  /**
   * How lists are broken whose line an edit would make too long: where they are full, or all of
   * their items apart.
   */
  readonly breaks: 'filled' | 'apart';
  /** A line that an edit would make longer is broken. */
  readonly columns?: number;
  /**
   * Where lists of several lines end in a comma, in prettier's words; undefined where the text has
   * to tell.
   */
  readonly trailingComma?: string;
}

export const SCRIPT: Notation = { lineComment: '//', hasBlockComments: true, breaks: 'apart' };
export const PYTHON: Notation = {
  lineComment: '#',
  hasBlockComments: false,
  breaks: 'filled',
  columns: 79,
};

export function notationOf(language: Language): Notation {
  return language === 'python' ? PYTHON : SCRIPT;
}
