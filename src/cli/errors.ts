/**
 * The command cannot do what it was asked. The message names the file, the place and the remedy;
 * the exit code is 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'Make it readable, or name other paths.',
  EPERM: 'Make it readable, or name other paths.',
  ELOOP: 'Links lead in a circle there: mend them, or name other paths.',
  ENAMETOOLONG: 'The system takes no path as long as that: name a shorter one.',
  ENOENT: 'Name an existing path.',
  ENOTDIR: 'A part of the path is no folder: name an existing path.',
  ENOSPC: 'The disk is full: make room, and try again.',
  EMFILE: 'Too many files are open: close other programs, or raise the limit (ulimit -n).',
};

/**
 * What the system would not do, as a sentence with the remedy; undefined for an error that is none
 * of the system's.
 */
export function systemSentence(error: unknown): string | undefined {
  const { code, syscall, path } = error as Partial<NodeJS.ErrnoException>;
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return undefined;
  if (syscall.endsWith('cwd')) return 'the current folder is gone. Change to a folder that exists.';
  return `${path ?? 'a file'}: ${syscall} failed (${code}). ${REMEDIES[code] ?? 'See to the disk, or name other paths.'}`;
}
