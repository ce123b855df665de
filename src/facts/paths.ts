import path from 'node:path';

/** The way from one path to another, with `/` on every system. */
export function relativePath(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}
