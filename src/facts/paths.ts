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

/**
 * A path as this system spells it: what names a file must name it in one way only. The compiler
 * writes `/` on every system.
 * @param system for tests
 */
export function nativePath(file: string, system: path.PlatformPath = path): string {
  return system.normalize(file);
}

/** The names that a path is made of; on Windows either slash parts them. */
export function namesOf(file: string, system: path.PlatformPath = path): string[] {
  return file.split(system.sep === '\\' ? /[\\/]/u : '/');
}

/** The way from one path to another, with `/` on every system. */
export function relativePath(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}
