import fs from 'node:fs';
import path from 'node:path';
import { decodeFile } from './decoding.js';
import { attempt, type Content } from './host.js';

/** No program is written in a file of this size, in bytes; what is, is data. */
export const MAX_FILE = 20_000_000;

/** What a name that is not UTF-8 has in the place of its other bytes. */
const REPLACED = '\uFFFD';

/** Reads a file of the disk; see {@link Host.readFile}. */
export function readDiskFile(file: string): Content | undefined {
  const places = placesOf(file);
  const mayHold = (pattern: RegExp): boolean => places.some((place) => holds(place, pattern));
  try {
    const stats = fs.statSync(places[0]);
    if (stats.isDirectory()) return undefined;
    // To open a pipe or a device would wait for ever.
    if (!stats.isFile()) return { reason: 'is no regular file', mayHold: () => true };
    if (stats.size > MAX_FILE)
      return { reason: `is larger than ${MAX_FILE / 1_000_000} MB`, mayHold };
    if (places[0] !== file) return { reason: 'has a path that is not UTF-8', mayHold };
    const decoded = decodeFile(file, fs.readFileSync(file));
    return typeof decoded === 'string' ? { reason: decoded, mayHold } : decoded;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    return {
      reason: `cannot be opened (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      mayHold: () => true,
    };
  }
}

/**
 * What the disk says of a file, by the name that a listing gives it; undefined when there is none.
 */
export function statFile(file: string): fs.Stats | undefined {
  return fs.statSync(placesOf(file)[0], { throwIfNoEntry: false });
}

/** Whether there is a file of a name that a listing gives, be it one that must not be looked at. */
export function isThere(file: string): boolean {
  try {
    return statFile(file) !== undefined;
  } catch (error) {
    return !isAbsent(error);
  }
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * Where the files stand that a listing gives this name: a name that is not UTF-8 is known by its
 * bytes alone, and several look the same.
 */
function placesOf(file: string): readonly [string | Buffer, ...Buffer[]] {
  if (!file.includes(REPLACED) || fs.existsSync(file)) return [file];
  const { root } = path.parse(file);
  let places = [Buffer.from(root)];
  for (const part of path.relative(root, file).split(path.sep)) {
    const step = (at: Buffer, name: Buffer | string) =>
      Buffer.concat([at, Buffer.from(path.sep), Buffer.from(name)]);
    places = places.flatMap((at) =>
      part.includes(REPLACED)
        ? namesIn(at).flatMap((name) => (name.toString() === part ? [step(at, name)] : []))
        : [step(at, part)],
    );
  }
  const [first = file, ...others] = places;
  return [first, ...others];
}

function namesIn(folder: Buffer): Buffer[] {
  try {
    return fs.readdirSync(folder, { encoding: 'buffer' });
  } catch {
    return [];
  }
}

const CHUNK = 1 << 20;
/** No name is longer: so much of one piece is looked at together with the next. */
const LONGEST_NAME = 4096;

/**
 * Whether a pattern of ASCII is found among a file's bytes; without null bytes those of UTF-16 are
 * ASCII. What cannot be read may hold it.
 */
function holds(file: string | Buffer, pattern: RegExp): boolean {
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, 'r');
    const bytes = Buffer.alloc(CHUNK);
    let tail = '';
    for (;;) {
      const length = fs.readSync(handle, bytes, 0, CHUNK, null);
      if (length === 0) return false;
      const text = tail + bytes.toString('latin1', 0, length).replaceAll('\0', '');
      if (pattern.test(text)) return true;
      tail = text.slice(-LONGEST_NAME);
    }
  } catch {
    return true;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** The first line of a script, in bytes, is hardly longer. */
const FIRST_LINE = 100;

/** Whether a file of the disk begins by naming a program that runs JavaScript or Python. */
export function isScriptByItsStart(file: string): boolean {
  const start = Buffer.alloc(FIRST_LINE);
  const length = attempt(() => {
    if (statFile(file)?.isFile() !== true) return 0;
    const handle = fs.openSync(file, 'r');
    try {
      return fs.readSync(handle, start);
    } finally {
      fs.closeSync(handle);
    }
  });
  return startsAsScript(start.subarray(0, length ?? 0));
}

export function startsAsScript(bytes: Buffer): boolean {
  const [line = ''] = bytes.toString('latin1', 0, FIRST_LINE).split('\n');
  return /^#!.*\b(?:bun|deno|node|pypy\d*|python[\d.]*|ts-node|tsx)\b/u.test(line);
}
