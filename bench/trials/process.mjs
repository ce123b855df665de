// The command as a process that is to be killed, watched, limited, or run as somebody else: what
// `trial.run` does not do.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Nobody, on every system that has root. */
const NOBODY = 65534;

export const isRoot = process.geteuid?.() === 0;

/**
 * @typedef {object} Options
 * @property {string} cwd
 * @property {number} [seconds] after which it is killed
 * @property {string} [limits] commands for bash before it begins: `ulimit -n 64`
 * @property {boolean} [asNobody] only root can
 * @property {'pipe' | 'ignore'} [stdin]
 * @property {string} [script] what is run in the place of the command
 * @property {string} [preload] a module's text that Node runs before it
 */

/**
 * Starts the command.
 *
 * @param {object} trial
 * @param {string[]} args
 * @param {Options} options
 * @returns its process, and what comes of it: the same as of `trial.run`
 */
export function start(
  trial,
  args,
  {
    cwd,
    seconds = 120,
    limits,
    asNobody = false,
    stdin = 'ignore',
    preload,
    script = trial.product.bin,
  },
) {
  const before = preload ? ['--import', `data:text/javascript,${encodeURIComponent(preload)}`] : [];
  const command = [process.execPath, ...before, script, ...args];
  const [program, ...rest] = limits
    ? ['bash', '-c', `${limits}; exec "$@"`, 'bash', ...command]
    : command;
  const child = spawn(program, rest, {
    cwd,
    stdio: [stdin, 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    ...(asNobody && { uid: NOBODY, gid: NOBODY }),
  });
  const begun = performance.now();
  const result = { code: null, signal: null, stdout: '', stderr: '', timedOut: false, seconds: 0 };
  child.stdout.on('data', (data) => (result.stdout += data));
  child.stderr.on('data', (data) => (result.stderr += data));
  const ended = new Promise((resolve) => {
    const clock = setTimeout(() => {
      result.timedOut = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', (error) => (result.stderr += error.message));
    child.on('close', (code, signal) => {
      clearTimeout(clock);
      resolve({ ...result, code, signal, seconds: (performance.now() - begun) / 1000 });
    });
  });
  return { child, ended };
}

/**
 * Gives folders to somebody who may not do everything, as root may; the ways to them are opened.
 *
 * @returns whether that somebody can run the command at all
 */
export function giveToNobody(trial, ...folders) {
  const asNobody = { uid: NOBODY, gid: NOBODY, cwd: os.tmpdir() };
  if (
    !isRoot ||
    spawnSync(process.execPath, [trial.product.bin, '--version'], asNobody).status !== 0
  )
    return false;
  for (const folder of folders) {
    spawnSync('chown', ['-Rh', `${NOBODY}:${NOBODY}`, folder]);
    const isOurs = (at) => at.startsWith(fs.realpathSync(os.tmpdir()) + path.sep);
    for (let at = path.dirname(fs.realpathSync(folder)); isOurs(at); at = path.dirname(at))
      fs.chmodSync(at, fs.statSync(at).mode | 0o111);
    fs.chmodSync(folder, 0o755);
  }
  return true;
}
