import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Where the user wants the cache, an absolute path; `off` for nowhere. What stands in it is
 * believed: it must be no folder that a tree can bring along.
 */
export const CACHE_VARIABLE = 'DRIVER_CONTRACT_CACHE';

/** The user's own folder for it; undefined where there is to be none. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = env[CACHE_VARIABLE];
  if (given === 'off' || given === '') return undefined;
  if (given !== undefined) return path.resolve(given);
  const home = os.homedir();
  const base =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)
          ? env.XDG_CACHE_HOME
          : path.join(home, '.cache');
  return path.join(base, 'driver-contract');
}

interface KeptFile {
  readonly file: string;
  readonly bytes: number;
  /** When it was written or last used, in milliseconds. */
  readonly used: number;
}

/** How much is in a cache. */
export interface CacheSize {
  readonly files: number;
  readonly bytes: number;
}

export function sizeOf(folder: string): CacheSize {
  const files = filesIn(folder);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Takes away what is in it, and it. */
export function clear(folder: string): CacheSize {
  const size = sizeOf(folder);
  for (const { file } of filesIn(folder)) fs.rmSync(file, { force: true });
  for (const name of namesIn(folder).filter((n) => PART.test(n)))
    removeEmpty(path.join(folder, name));
  fs.rmSync(path.join(folder, PRUNED), { force: true });
  removeEmpty(folder);
  return size;
}

/** Entries that nobody used for so long, in milliseconds, go. */
export const MAX_AGE = 30 * 24 * 60 * 60 * 1000;
/** So much is kept, in bytes; the least recently used go first. */
export const MAX_BYTES = 1_000_000_000;
/** What tells when entries were last looked through. */
const PRUNED = 'pruned';
/** How often that is done, in milliseconds. */
const INTERVAL = 24 * 60 * 60 * 1000;

/** Takes away what is too old or too much, unless that was done a short while ago. */
export function prune(folder: string, now = Date.now(), most = MAX_BYTES): void {
  const marker = path.join(folder, PRUNED);
  const last = fs.statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (now - last < INTERVAL) return;
  fs.writeFileSync(marker, '');
  let left = 0;
  for (const { file, bytes, used } of filesIn(folder).sort((a, b) => b.used - a.used)) {
    left += bytes;
    if (left > most || now - used > MAX_AGE) fs.rmSync(file, { force: true });
  }
}

/** The folders that entries are spread over, by the beginning of their names. */
const PART = /^[\da-f]{2}$/u;

function filesIn(folder: string): KeptFile[] {
  return namesIn(folder)
    .filter((name) => PART.test(name))
    .flatMap((part) =>
      namesIn(path.join(folder, part)).flatMap((name): KeptFile[] => {
        const file = path.join(folder, part, name);
        const stats = fs.statSync(file, { throwIfNoEntry: false });
        return stats?.isFile() ? [{ file, bytes: stats.size, used: stats.mtimeMs }] : [];
      }),
    );
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function removeEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Somebody else has something in it, or it is gone.
  }
}
