import { indentOf, lineStart } from '../../src/edits/lists.js';
import { lineEndingOf, type TextEdit } from '../../src/edits/text-edits.js';
import type { LedgerEntry } from './ledger.js';

export const MARKER = 'TODO(driver-contract)';

/** What may stand before a site on its line when a comment line can stand above it. */
const STATEMENT_START =
  /^\s*(?:(?:const|let|var)\s+[\w$]+\s*=\s*)?(?:(?:await|return|void|yield|export|default|declare|public|protected|private|abstract|override|async|readonly|static|function|type)\s+)*$/u;

/**
 * The marker at a site that stays open, once: a line above it where it starts a statement or member, else a comment before it.
 * @param at where the site's expression or name starts
 */
export function markerEdit(text: string, at: number, { method, reason }: LedgerEntry): TextEdit[] {
  const start = lineStart(text, at);
  const before = text.slice(start, at);
  const previous = text.slice(lineStart(text, Math.max(start - 1, 0)), start);
  if (before.includes(MARKER) || previous.includes(MARKER)) return [];
  const note = `${MARKER}: ${method}: ${reason.replaceAll('*/', '* /').replaceAll(/\s+/gu, ' ')}`;
  if (STATEMENT_START.test(before)) return [{ start, end: start, text: `${indentOf(text, at)}// ${note}${lineEndingOf(text)}` }];
  return [{ start: at, end: at, text: `/* ${note} */ ` }];
}
