import { createRequire } from 'node:module';
import type { TypeScript } from './builder.js';

const require = createRequire(import.meta.url);
const FILE = require.resolve('typescript');

let copy: TypeScript | undefined;

/**
 * The compiler that comes with this package. `require` spares Node the search of nine megabytes for
 * export names.
 */
export function compiler(): TypeScript {
  return (copy ??= require(FILE) as TypeScript);
}

/**
 * Makes good what a parse leaves behind that was broken off (by a time limit, or for want of
 * stack): the parser would go on with what it knew of that file. The next file clears it away, but
 * for a counter of the scanner, by which an asterisk at the start of a line is passed over in
 * documentation; then another copy of the compiler is taken when it is next asked for.
 */
export function recoverCompiler(): void {
  const ts = compiler();
  const parse = (text: string) => ts.createSourceFile('a.js', text, ts.ScriptTarget.Latest);
  parse('');
  if (parse('a\n* b').statements.length === 1) return;
  copy = undefined;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is how Node forgets a module
  delete require.cache[FILE];
}
