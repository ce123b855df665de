import { lineStart } from '../../src/edits/lines.js';
import { nameIn } from '../../src/analysis/signatures.js';
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
  const note = `${MARKER}: ${nameIn(method, language)}: ${reason.replaceAll(/\s+/gu, ' ')}`;
  const edit = dialectOf(language).comment(text, at, note);
  return markerAt(text, language, at) === undefined ? [edit] : [];
}

/** Where the marker of a site stands that has one. */
export function markerAt(text: string, language: Language, at: number): number | undefined {
  const start = lineStart(text, dialectOf(language).comment(text, at, '').start);
  const onLine = text.slice(start, at).lastIndexOf(MARKER);
  if (onLine !== -1) return start + onLine;
  const above = lineStart(text, Math.max(start - 1, 0));
  const before = text.slice(above, start).lastIndexOf(MARKER);
  return before === -1 ? undefined : above + before;
}
