// Runs a Node process to its end and says how long it took, how much of a processor and how much
// memory.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {string[]} args of node
 * @param {{ cwd?: string, limit?: number, cache?: string }} options limit in seconds; cache: the folder
 * in which facts are kept, without which they are not
 * @returns {{ seconds: number, cpu: number, megabytes: number, status: number | null, stdout:
 * string, stderr: string } | undefined}
 * cpu: seconds of a processor, which other load on the machine hardly changes; undefined: not done
 * within the limit
 */
export function measure(args, { cwd, limit, cache = 'off' } = {}) {
  const usage = path.join(os.tmpdir(), `driver-contract-bench-usage-${process.pid}.json`);
  // The process says on its way out what it took.
  const script = `import fs from 'node:fs'; process.on('exit', () => fs.writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));`;
  const hook = `data:text/javascript,${encodeURIComponent(script)}`;
  try {
    const start = performance.now();
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      ['--import', hook, ...args],
      {
        cwd,
        env: { ...process.env, DRIVER_CONTRACT_CACHE: cache },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        timeout: limit === undefined ? undefined : limit * 1000,
        killSignal: 'SIGKILL',
      },
    );
    if (error?.code === 'ETIMEDOUT') return undefined;
    if (error) throw error;
    const seconds = (performance.now() - start) / 1000;
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(fs.readFileSync(usage, 'utf8'));
    return {
      seconds,
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      megabytes: maxRSS / 1024,
      status,
      stdout,
      stderr,
    };
  } finally {
    fs.rmSync(usage, { force: true });
  }
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (
    (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
  );
}
