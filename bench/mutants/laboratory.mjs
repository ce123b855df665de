// A copy of the repository in which faults are tried, with a vitest that stays warm beside it. The
// checkout itself is never written to.
import { execFileSync, fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const RUNNER = fileURLToPath(new URL('runner.mjs', import.meta.url));

/**
 * @typedef {object} Outcome
 * @property {'killed' | 'survived' | 'timed out' | 'no tests'} result
 * @property {{ file: string, test: string, error: string }} [by] the first test that failed
 * @property {number} seconds
 */

export class Laboratory {
  #process;
  /** What has to be transformed anew in the next run. */
  #changed = [];

  constructor() {
    this.folder = fs.realpathSync(
      fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-mutants-')),
    );
    const files = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      {
        cwd: REPOSITORY,
        encoding: 'utf8',
      },
    );
    for (const file of files
      .split('\0')
      .filter((name) => name !== '' && fs.existsSync(path.join(REPOSITORY, name)))) {
      fs.mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
      fs.copyFileSync(path.join(REPOSITORY, file), path.join(this.folder, file));
    }
    fs.symlinkSync(
      path.join(REPOSITORY, 'node_modules'),
      path.join(this.folder, 'node_modules'),
      'dir',
    );
  }

  /** Runs tests on the copy as it is. @param {string[]} tests @param {number} limit in seconds */
  async run(tests, limit) {
    this.#process ??= await started(this.folder);
    const changed = this.#changed.splice(0);
    const answer = await asked(this.#process, { changed, tests }, limit);
    if (answer === undefined) this.#stop();
    return answer;
  }

  /**
   * Runs tests on the copy with a fault in it.
   * @param {import('./mutator.mjs').Mutant} mutant
   * @returns {Promise<Outcome>}
   */
  async try({ file, text }, tests, limit) {
    const start = performance.now();
    const place = path.join(this.folder, file);
    const original = fs.readFileSync(place, 'utf8');
    try {
      fs.writeFileSync(place, text);
      this.#changed.push(file);
      const answer = await this.run(tests, limit);
      const seconds = (performance.now() - start) / 1000;
      if (answer === undefined) return { result: 'timed out', seconds };
      if (answer.files.length === 0) return { result: 'no tests', seconds };
      return { result: answer.failed ? 'killed' : 'survived', by: answer.failed, seconds };
    } finally {
      fs.writeFileSync(place, original);
      this.#changed.push(file);
    }
  }

  close() {
    this.#stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Tests run in a thread of that process, which ends with it even where it goes round in circles.
   */
  #stop() {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }
}

async function started(folder) {
  // What tests or vitest print is of no interest, least of all of a mutant.
  const child = fork(RUNNER, [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  if ((await asked(child, undefined, 60)) === undefined) throw new Error('vitest did not start');
  return child;
}

/** What a process answers; undefined when it does not, or ends. */
async function asked(child, message, limit) {
  let timer;
  let settle;
  try {
    return await new Promise((resolve) => {
      settle = resolve;
      timer = setTimeout(resolve, limit * 1000);
      child.once('message', resolve).once('exit', resolve.bind(undefined, undefined));
      if (message !== undefined) child.send(message);
    });
  } finally {
    clearTimeout(timer);
    child.removeListener('message', settle).removeAllListeners('exit');
  }
}
