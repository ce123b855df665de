import fs from 'node:fs';
import net from 'node:net';
import type { PlanAnswer, PlanRequest } from './protocol.cjs';
import { RunPlan } from './run-plan.js';
import { exists } from '../../src/writing/owner.js';

/**
 * The plan of one jscodeshift run. Its workers ask here while others of them write already: the
 * plan is that of the tree as it was when the first one asked. Started with the folder that is its
 * own, the address to listen at, and the process whose end is its end.
 */
const [, , folder, address, runner] = process.argv;

const plan = new RunPlan();

const server = net.createServer((socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    text += part;
    if (text.endsWith('\n')) socket.end(JSON.stringify(answer(JSON.parse(text) as PlanRequest)));
  });
});

function answer(request: PlanRequest): PlanAnswer {
  try {
    return { planned: plan.of(request) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

server.listen(address);

setInterval(() => {
  if (exists(Number(runner))) return;
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit();
}, 100);
