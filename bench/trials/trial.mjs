// What every kind of trial works with: it runs the built command as a process of its own, counts
// attempts, and keeps faults.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Random } from './random.mjs';

/** @typedef {'crash' | 'hang' | 'lost' | 'ran' | 'silent'} FaultKind */
/** @typedef {{ kind: FaultKind, door: string, input: string, said: string, kept?: string }} Fault */
/** @typedef {{ code: number | null, signal: string | null, stdout: string, stderr: string, timedOut: boolean, seconds: number }} Result */

/** @type {FaultKind[]} */
export const FAULT_KINDS = ['crash', 'hang', 'lost', 'ran', 'silent'];
/** A process that takes longer hangs. */
export const HANG_SECONDS = 120;
/**
 * Of what was printed only so much is kept: a run that prints without end must not end this one.
 */
const MOST_OUTPUT = 200_000_000;

/**
 * @param {{ product: string, isLong: boolean, corpora: string[], seed: string, scratch: string,
 * keep: string, batch?: string, without?: string[], hangSeconds?: number }} options
 */
export function createTrial(
  name,
  {
    product,
    isLong,
    corpora,
    seed,
    scratch,
    keep,
    batch,
    without = [],
    hangSeconds = HANG_SECONDS,
  },
) {
  const bin = path.join(product, 'bin', 'driver-contract.js');
  /** @type {Map<string, number>} */
  const attempts = new Map();
  /** @type {Fault[]} */
  const faults = [];
  const notes = [];
  const trial = {
    name,
    product: { folder: product, bin },
    isLong,
    corpora,
    seed,
    /** A part of a kind, by the name that a fault gives: nothing else of it is run. */
    batch,
    /** Mutations that are left out. */
    without,
    hangSeconds,
    random: new Random(seed).fork(name),
    attempts,
    faults,
    notes,
    folder: (what) =>
      fs.mkdtempSync(path.join(fs.realpathSync(scratch), `${what.replaceAll(/[^\w-]/g, '-')}-`)),
    run: (args, options = {}) =>
      runProcess([...(options.node ?? []), options.script ?? bin, ...args], {
        seconds: hangSeconds,
        ...options,
      }),
    tried(n = 1, door = name) {
      attempts.set(door, (attempts.get(door) ?? 0) + n);
    },
    /** What a reader of the table should know, such as a door that this product does not have. */
    note: (said) => notes.push(said),
    fault(kind, { door = name, input, said, files = {} }) {
      const kept =
        Object.keys(files).length > 0
          ? keepFiles(keep, `${name}-${kind}`, {
              ...files,
              'FAULT.txt': `${kind} ${door}\n${input}\n${said}\n`,
            })
          : undefined;
      faults.push({ kind, door, input, said, kept });
      process.stderr.write(
        `${kind}: ${door}: ${input}\n  ${said.split('\n').slice(0, 6).join('\n  ')}\n${kept ? `  kept in ${kept}\n` : ''}`,
      );
    },
    judge(result, { door, input, files, ...rest }) {
      const verdict = verdictOf(result, rest);
      if (verdict) trial.fault(verdict.kind, { door, input, said: verdict.said, files });
      return verdict === undefined;
    },
  };
  return trial;
}

/**
 * What is wrong with a run, whatever it was asked: it ended in time, with an exit code that
 * docs/commands.md has, and without the words of a program that broke. Exit code 2 is a failure
 * too, unless the caller provoked it, and has a sentence of ours.
 * @param {Result} result
 * @returns {{ kind: FaultKind, said: string } | undefined}
 */
export function verdictOf({ code, signal, stderr, timedOut, seconds }, { mayFail = false } = {}) {
  if (timedOut) return { kind: 'hang', said: `not ended after ${seconds.toFixed(0)} s` };
  const last = stderr.trim().split('\n').slice(-12).join('\n').slice(0, 2000);
  if (![0, 1, 2].includes(code))
    return {
      kind: 'crash',
      said: `${signal ? `ended by ${signal}` : `exit code ${code}`}: ${last}`,
    };
  const broke =
    /^\s+at .+:\d+:\d+\)?$/m.exec(stderr) ?? /\b(?:[A-Z]\w*)?Error(?: \[\w+\])?: .*/.exec(stderr);
  if (broke) return { kind: 'crash', said: `stderr has "${broke[0].trim()}": ${last}` };
  if (code !== 2) return undefined;
  if (!/^driver-contract: ./m.test(stderr))
    return { kind: 'crash', said: `exit code 2 without a sentence: ${last}` };
  return mayFail ? undefined : { kind: 'crash', said: `exit code 2: ${last}` };
}

/** @returns {Promise<Result>} */
function runProcess(command, { cwd, env, seconds, stdin }) {
  const begun = performance.now();
  return new Promise((resolve) => {
    // A group of its own, so that whatever it has started ends with it.
    const child = spawn(process.execPath, command, {
      cwd,
      // Thousands of files here keep a parser busy until it is broken off.
      env: {
        ...process.env,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        DRIVER_CONTRACT_PARSE_SECONDS: '1',
        ...env,
      },
      detached: true,
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let timedOut = false;
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended in the meantime.
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, seconds * 1000);
    process.on('exit', kill);
    const [stdout, stderr] = [child.stdout, child.stderr].map(collect);
    // A process that ends without reading is no fault of ours.
    child.stdin?.on('error', () => undefined).end(stdin);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      process.off('exit', kill);
      resolve({
        code,
        signal,
        stdout: stdout(),
        stderr: stderr(),
        timedOut,
        seconds: (performance.now() - begun) / 1000,
      });
    });
  });
}

function collect(stream) {
  const chunks = [];
  let length = 0;
  stream.on('data', (chunk) => {
    length += chunk.length;
    if (length <= MOST_OUTPUT) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function keepFiles(keep, what, files) {
  const parent = fs.mkdtempSync(path.join(keep, `${what}-`));
  for (const [file, bytes] of Object.entries(files)) {
    const target = path.join(parent, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, bytes);
  }
  return parent;
}
