import { createTwoFilesPatch } from 'diff';

/**
 * A unified diff of one file that `git apply` and `patch -p1` take; empty when nothing changed.
 * CRLF stays in its lines, and a missing line break at the end is marked.
 * @param path relative to the root, with `/`
 * @param context lines around each change
 */
export function unifiedDiff(path: string, before: string, after: string, context = 3): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context });
  return patch.replace(/^=+\n/u, '');
}
