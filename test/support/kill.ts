import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { vi } from 'vitest';

/** What changes a disk, and what is done to be sure that it did. */
const OPERATIONS = [
  'openSync',
  'writeFileSync',
  'fchownSync',
  'fchmodSync',
  'fsyncSync',
  'linkSync',
  'copyFileSync',
  'renameSync',
  'rmSync',
] as const;

/**
 * Code for `node --import`: ends the process with SIGKILL at its n-th file operation; what it
 * writes then gets half way. Nothing waits for the disk: a process that is killed does not take
 * what it has written with it.
 */
const PRELOAD = `import fs from 'node:fs';
let left = Number(process.env.KILLED_AT);
for (const name of ${JSON.stringify(OPERATIONS)}) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (--left === 0) {
      if (name === 'writeFileSync') real(args[0], args[1].slice(0, args[1].length / 2));
      process.kill(process.pid, 'SIGKILL');
    }
    return name === 'fsyncSync' ? undefined : real(...args);
  };
}
`;

/**
 * Runs a script in a Node that is killed at its n-th file operation, from 1.
 * @param code an ES module
 * @returns whether it came to that
 */
export function killedAt(n: number, code: string): boolean {
  const preload = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
  const ran = spawnSync(
    process.execPath,
    ['--import', preload, '--input-type=module', '-e', code],
    {
      env: { ...process.env, KILLED_AT: String(n) },
      encoding: 'utf8',
    },
  );
  if (ran.signal !== 'SIGKILL' && ran.status !== 0) throw new Error(ran.stderr);
  return ran.signal === 'SIGKILL';
}

/**
 * Does work of this process as if it were killed before a file operation: that one and all after it
 * fail.
 * @param isLast tells which
 * @returns whether it came to that
 */
export async function cutOff(
  isLast: (name: string, args: readonly unknown[]) => boolean,
  work: () => unknown,
): Promise<boolean> {
  let isDead = false;
  for (const name of OPERATIONS) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    vi.spyOn(fs, name as 'rmSync').mockImplementation((...args: unknown[]) => {
      isDead ||= isLast(name, args);
      if (isDead) throw new Error('killed');
      return name === 'fsyncSync' ? undefined : real(...args);
    });
  }
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  } finally {
    vi.restoreAllMocks();
  }
  return isDead;
}

/** The same at the n-th file operation, from 1. */
export function cutOffAt(n: number, work: () => unknown): Promise<boolean> {
  let left = n;
  return cutOff(() => --left === 0, work);
}
