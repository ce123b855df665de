import { diffLines } from 'diff';
import type { TextEdit } from './text-edits.js';

/** Edits that lead from one text to another, by whole lines. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let isOpen = false;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (!added && !removed) {
      at += value.length;
      isOpen = false;
      continue;
    }
    const last = isOpen ? edits.pop() : undefined;
    const { start, text } = last ?? { start: at, text: '' };
    if (removed) at += value.length;
    edits.push({ start, end: at, text: added ? text + value : text });
    isOpen = true;
  }
  return edits;
}
