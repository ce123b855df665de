import { createTwoFilesPatch, formatPatch, structuredPatch } from 'diff';
import { encode } from '../encoding/encoding.js';
import type { FileChange } from './file-change.js';

/** The texts of a file, and how they are written. */
export type DiffedFile = Pick<FileChange, 'encoding' | 'before' | 'after'> & {
  /** Relative to the root, with `/`. */
  readonly path: string;
};

/**
 * A unified diff of one file to read; empty when nothing changed. A path that needs it is quoted as
 * git does. CRLF stays in its lines, and a missing line break at the end is marked.
 * @param path relative to the root, with `/`
 * @param context lines around each change
 */
export function unifiedDiff(path: string, before: string, after: string, context = 3): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context,
  });
  return patch.replace(/^=+\n/u, '');
}

/** The same in the bytes of the file, for `git apply` and `patch -p1`. */
export function bytesDiff({ path, ...file }: DiffedFile): Buffer {
  const [before, after] = bytesOf(file);
  return Buffer.from(unifiedDiff(path, before, after), 'latin1');
}

/** The same as `git diff` has it. */
export function gitDiff({ path, ...file }: DiffedFile): Buffer {
  const [before, after] = bytesOf(file);
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  return Buffer.from(formatPatch({ ...patch, isGit: true }), 'latin1');
}

/** A character for each byte: lines end at the same bytes in whatever git and patch read. */
function bytesOf({ encoding, before, after }: Omit<DiffedFile, 'path'>): [string, string] {
  const bytes = (text: string) => encode(text, encoding)?.toString('latin1') ?? '';
  return [bytes(before), bytes(after)];
}
