import vm from 'node:vm';
import { asTooDeep, secondsFor, tooSlow } from '../facts/limits.js';
import type { TypeScript } from '../typescript/builder.js';
import { compiler, recoverCompiler } from '../typescript/compiler.js';

const RUN = Symbol.for('driver-contract.run');
const script = new vm.Script(`globalThis[Symbol.for('${RUN.description}')]()`);

/**
 * Reads a text in the time that a file is given, and with the stack that there is. It runs here,
 * not in a worker: trees would have to be copied.
 * @throws {UnreadableError} where it takes longer, or nests deeper than the parser can go. The
 * parser was broken off, then
 */
export function withinBounds<T>(text: string, read: () => T): T {
  const seconds = secondsFor(text);
  const scope = globalThis as { [RUN]?: () => void };
  const outer = scope[RUN];
  let result: { readonly value: T } | undefined;
  scope[RUN] = () => {
    result = { value: read() };
  };
  try {
    script.runInThisContext({ timeout: seconds * 1000 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      ? tooSlow(seconds)
      : asTooDeep(error);
  } finally {
    scope[RUN] = outer;
  }
  return (result as { readonly value: T }).value;
}

/**
 * Has a text read with the compiler, within bounds. Where it is broken off, it is made good before
 * it is used again.
 * @throws {UnreadableError} as {@link withinBounds} does
 */
export function asCompiler<T>(text: string, read: (ts: TypeScript) => T): T {
  // To load it takes longer than most files do.
  const ts = compiler();
  try {
    return withinBounds(text, () => read(ts));
  } catch (error) {
    recoverCompiler();
    throw error;
  }
}
