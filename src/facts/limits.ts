import { UnreadableError } from './language.js';

/**
 * How deep front ends follow expressions, types and statements in one piece. What stands deeper is
 * walked on its own afterwards, so that no stack is too small for it and no fact nests deeper; all
 * that is lost is which value the outer expression has.
 */
export const DEEPEST = 200;

/** The slowest of the parsers takes about a microsecond for a character. */
const SECONDS_PER_CHARACTER = 10e-6;
const LEAST_SECONDS = 5;
const SECONDS_VARIABLE = 'DRIVER_CONTRACT_PARSE_SECONDS';

/**
 * The time that a parser is given; `DRIVER_CONTRACT_PARSE_SECONDS` says how much at least. Some
 * look ahead, and ahead again at each level: time that doubles with each bracket has to end.
 */
export function secondsFor(text: string): number {
  const least = Number(process.env[SECONDS_VARIABLE] ?? LEAST_SECONDS) || LEAST_SECONDS;
  return least + Math.round(text.length * SECONDS_PER_CHARACTER);
}

/** A parser was broken off. */
export function tooSlow(seconds: number): UnreadableError {
  return new UnreadableError(`was given up after ${seconds} s of parsing`);
}

/**
 * What becomes of an error that a parser threw.
 * @returns one that says what is wrong with the file, where its nesting used up the stack
 */
export function asTooDeep(error: unknown): unknown {
  return error instanceof RangeError && /call stack/iu.test(error.message)
    ? new UnreadableError('nests deeper than it can be parsed')
    : error;
}
