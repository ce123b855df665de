import fs from 'node:fs';

/** The process that writes a journal. */
export interface Owner {
  readonly pid: number;
  /** When the process started, in words of the system; absent where there is no `/proc`. */
  readonly started?: string;
  /** When the journal was begun, in ISO 8601. */
  readonly since: string;
}

/**
 * Writing takes seconds. Where a process cannot be told from a later one of the same number, this
 * old a journal is left over.
 */
const LEFT_OVER = 60 * 60 * 1000;

export function thisProcess(): Owner {
  const started = startOf(process.pid);
  return {
    pid: process.pid,
    ...(started !== undefined && { started }),
    since: new Date().toISOString(),
  };
}

/**
 * Whether another process is still at work. A number that was given to a process of a later start
 * is not it; nor is one that was killed and only waits for its parent.
 */
export function isAlive({ pid, started, since }: Owner): boolean {
  if (pid === process.pid) return false;
  const now = startOf(pid);
  if (started !== undefined && fs.existsSync('/proc/self/stat')) return now === started;
  return exists(pid) && Date.now() - Date.parse(since) < LEFT_OVER;
}

/** Boot and clock tick, from Linux. */
function startOf(pid: number): string | undefined {
  try {
    // The second field is the program's name in parentheses, and may hold anything.
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Whether a process of that number runs, whosever it is. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
