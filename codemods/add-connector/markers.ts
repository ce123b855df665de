import { lineStart } from '../../src/edits/lines.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { Language } from '../../src/facts/types.js';
import { dialectOf } from './dialects.js';
import type { LedgerEntry } from './ledger.js';

export const MARKER = 'TODO(driver-contract)';

/**
 * The marker at a site that stays open, once: a line above it where it starts a statement or
 * member, else a comment before it.
 * @param at where the site's expression or name starts
 */
export function markerEdit(
  text: string,
  language: Language,
  at: number,
  { method, reason }: LedgerEntry,
): TextEdit[] {
  const note = `${MARKER}: ${method}: ${reason.replaceAll(/\s+/gu, ' ')}`;
  const edit = dialectOf(language).comment(text, at, note);
  const start = lineStart(text, edit.start);
  const previous = text.slice(lineStart(text, Math.max(start - 1, 0)), start);
  return text.slice(start, at).includes(MARKER) || previous.includes(MARKER) ? [] : [edit];
}
