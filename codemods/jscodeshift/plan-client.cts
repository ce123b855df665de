import childProcess = require('node:child_process');
import fs = require('node:fs');
import net = require('node:net');
import os = require('node:os');
import path = require('node:path');
import type { PlanAnswer, PlannedFile, PlanRequest } from './protocol.cjs';

/** How long a started plan server may take to listen. */
const PATIENCE = 60_000;

/**
 * The process that decides over the run: jscodeshift itself, for its workers and for a run in band.
 */
const runner = /[\\/]Worker\.js$/u.test(process.argv[1] ?? '') ? process.ppid : process.pid;

/**
 * Its folder is the lock: who makes it starts the server. The server removes it when the run is
 * over.
 */
const folder = path.join(
  os.tmpdir(),
  `driver-contract-jscodeshift-${os.userInfo().username}-${runner}`,
);

const address =
  process.platform === 'win32'
    ? `\\\\.\\pipe\\${path.basename(folder)}`
    : path.join(folder, 'plan');

let failure: string | undefined;

/**
 * Asks the plan that all workers of the run share; it is made for the tree as it is when the first
 * of them asks.
 */
async function ask(request: PlanRequest): Promise<PlannedFile | undefined> {
  const answer = await send(request, Date.now() + PATIENCE);
  if ('error' in answer) throw new Error(answer.error);
  return answer.planned;
}

async function send(request: PlanRequest, until: number): Promise<PlanAnswer> {
  for (;;) {
    startOnce();
    try {
      return await exchange(request);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ECONNREFUSED') throw error;
      // Nobody listens behind it: it was left by a run that was killed.
      if (code === 'ECONNREFUSED') fs.rmSync(folder, { recursive: true, force: true });
      if (failure !== undefined || Date.now() > until)
        throw new Error(
          `the plan could not be made (${failure ?? 'no answer'}). Remove ${folder} and run the transform again.`,
        );
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function startOnce(): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  const args = [path.join(__dirname, 'plan-server.js'), folder, address, String(runner)];
  const server = childProcess.spawn(process.execPath, args, {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  server.on('error', (error) => (failure = error.message));
  server.on('exit', (code) => (failure = `its process ended with ${code ?? 'a signal'}`));
  server.unref();
}

function exchange(request: PlanRequest): Promise<PlanAnswer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    const parts: Buffer[] = [];
    socket.on('error', reject);
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => {
      try {
        resolve(JSON.parse(Buffer.concat(parts).toString()) as PlanAnswer);
      } catch {
        reject(
          new Error(
            'the process that plans the migration ended in the middle of an answer. Run the transform again.',
          ),
        );
      }
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}

export = { ask };
