import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { filesBelow } from './temp.js';

/**
 * Whether what comes out is written as what is expected from now on, for somebody to read the diff:
 * `UPDATE_FIXTURES=1`.
 */
export const isUpdating = askedToUpdate(process.env);

/**
 * @throws {Error} in CI, where nobody reads a diff
 */
export function askedToUpdate({ UPDATE_FIXTURES, CI }: NodeJS.ProcessEnv): boolean {
  const isAsked = UPDATE_FIXTURES !== undefined && !['', '0', 'false'].includes(UPDATE_FIXTURES);
  if (isAsked && CI !== undefined && !['', '0', 'false'].includes(CI))
    throw new Error(
      'UPDATE_FIXTURES is not for CI: expected output has to be read before it is committed. Run it where you can read the diff.',
    );
  return isAsked;
}

/** Compares a text with a file, or writes it there. */
export function expectText(file: string, actual: string, updating = isUpdating): void {
  if (updating) writeWhereItDiffers(file, actual);
  else expect(actual, path.relative('.', file)).toBe(expected(file));
}

/** Compares plain data with a JSON file, or writes it there. */
export function expectJson(file: string, actual: unknown, updating = isUpdating): void {
  const data = JSON.parse(JSON.stringify(actual)) as unknown;
  if (!updating) expect(data, path.relative('.', file)).toEqual(JSON.parse(expected(file)));
  // The order of keys is the writer's.
  else if (
    !fs.existsSync(file) ||
    !isDeepStrictEqual(JSON.parse(fs.readFileSync(file, 'utf8')), data)
  )
    fs.writeFileSync(file, `${JSON.stringify(data, undefined, 2)}\n`);
}

/** Compares a folder with another one in which some files have new texts, or makes it that. */
export function expectTree(
  folder: string,
  before: string,
  after: ReadonlyMap<string, string>,
  updating = isUpdating,
): void {
  const files = filesBelow(before);
  const text = (file: string) =>
    after.get(file) ?? fs.readFileSync(path.join(before, file), 'utf8');
  if (updating)
    for (const file of filesBelow(folder))
      if (!files.includes(file)) fs.rmSync(path.join(folder, file));
  if (!updating) expect(filesBelow(folder)).toEqual(files);
  for (const file of files) expectText(path.join(folder, file), text(file), updating);
}

function expected(file: string): string {
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
  throw new Error(
    `${path.relative('.', file)} is missing. Write it, or have it written by UPDATE_FIXTURES=1 and read it.`,
  );
}

function writeWhereItDiffers(file: string, text: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
