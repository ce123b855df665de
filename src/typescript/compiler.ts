import { createRequire } from 'node:module';
import type { TypeScript } from './builder.js';

const require = createRequire(import.meta.url);
const FILE = require.resolve('typescript');

let copy: TypeScript | undefined;

/** The compiler that comes with this package. `require` spares Node the search of nine megabytes for export names. */
export function compiler(): TypeScript {
  return (copy ??= require(FILE) as TypeScript);
}

/**
 * Takes a new copy of the compiler when it is next asked for. A parse that was broken off (by a time limit, or for want of stack) leaves the
 * parser with what it knew of that file, and it would read the next one wrongly.
 */
export function renewCompiler(): void {
  copy = undefined;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is how Node forgets a module
  delete require.cache[FILE];
}
