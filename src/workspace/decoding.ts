import { decode, type Decoded } from '../encoding/encoding.js';
import { encodingCalled } from '../encoding/names.js';
import { languageOfFile } from './languages.js';

/** Where a language may declare its encoding: two lines, with room for what stands before it. */
const HEAD = 1024;

/**
 * The text of a file, by what its language says of encodings.
 * @returns the reason where it is none
 */
export function decodeFile(file: string, bytes: Buffer): Decoded | string {
  const name = languageOfFile(file)?.declaredEncoding?.(bytes.toString('latin1', 0, HEAD));
  if (name === undefined) return decode(bytes);
  const declared = encodingCalled(name);
  return declared === undefined
    ? `is declared ${name}, an encoding that is not read here`
    : decode(bytes, declared);
}
