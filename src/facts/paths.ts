import path from 'node:path';

/**
 * A path as it is printed: what would be another line, or a command of the terminal, is escaped.
 */
export function shownPath(file: string): string {
  if (!/\p{Cc}/u.test(file)) return file;
  return JSON.stringify(file).replaceAll(
    /\p{Cc}/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The way from one path to another, with `/` on every system. */
export function relativePath(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}
