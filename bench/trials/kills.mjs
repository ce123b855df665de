// Commands that write, killed while they do: no file may be torn, and the next run must finish or
// take back what was begun.
import fs from 'node:fs';
import path from 'node:path';
import { start } from './process.mjs';
import {
  commitAll,
  differences,
  isTrace,
  smallTree,
  snapshot,
  torn,
  write,
} from './small-tree.mjs';

export const name = 'kills';
export const what =
  'commands that write, killed (SIGKILL) at a random moment of the writing; then finished or taken back';

const JOURNAL = '.driver-contract.journal.json';
const DOORS = [
  ['migrate', '--write'],
  ['migrate', '--write', '--allow-dirty', '--propagate', '--todo'],
  ['check', '--fix'],
];

export async function run(trial) {
  const total = trial.isLong ? 510 : 6;
  const random = trial.random.fork(name);
  for (const [i, args] of DOORS.entries()) {
    // Under git as well, which is asked what was changed.
    const tree = treeFor(trial, args, i === 0);
    const reached = await tree.measure();
    if (!reached) continue;
    for (let n = 0; n < total / DOORS.length; n++)
      await attempt(trial, tree, random.fork(`${i} ${n}`));
  }
}

/**
 * A tree with its texts of before and after, and how many file events each phase of writing it has.
 */
function treeFor(trial, args, isRepository) {
  const folder = trial.folder(name);
  const files = smallTree(trial.isLong ? 120 : 40);
  write(folder, files);
  if (isRepository) commitAll(folder);
  const before = snapshot(folder);
  const tree = {
    folder,
    args,
    before,
    after: before,
    events: { staging: 0, writing: 0 },
    reset: () => write(folder, files),
  };
  tree.measure = async () => {
    const { child, ended } = start(trial, args, { cwd: folder });
    const watched = watch(folder, child, () => undefined);
    trial.judge(await ended, { door: args.join(' '), input: 'the tree of the kills' });
    watched.close();
    tree.after = snapshot(folder);
    tree.events = watched.events;
    const isWritten = differences(before, tree.after).length >= 20 && tree.events.writing >= 20;
    if (!isWritten)
      trial.fault('silent', {
        door: args.join(' '),
        input: 'the tree of the kills',
        said: 'nothing much was written',
      });
    return isWritten;
  };
  return tree;
}

/**
 * Counts the events of files by phase; `staging` ends with the second time that the journal takes
 * its name.
 */
function watch(folder, child, onEvent) {
  const events = { staging: 0, writing: 0 };
  let journals = 0;
  const listener = (root) => (kind, file) => {
    if (root && file === JOURNAL && kind === 'rename') journals++;
    if (journals === 0) return;
    const phase = journals < 2 ? 'staging' : 'writing';
    onEvent(phase, ++events[phase], child);
  };
  const watchers = [
    fs.watch(folder, listener(true)),
    fs.watch(path.join(folder, 'src/drivers'), listener(false)),
  ];
  return { events, close: () => watchers.forEach((watcher) => watcher.close()) };
}

async function attempt(trial, tree, random) {
  const { folder, args, before, after } = tree;
  tree.reset();
  const door = args.join(' ');
  const phase = random.chance(0.3) ? 'staging' : 'writing';
  const at = 1 + random.int(tree.events[phase]);
  const micros = random.int(400);
  const input = `killed ${micros} µs after event ${at} of ${tree.events[phase]} of the ${phase}`;
  const { child, ended } = start(trial, args, { cwd: folder });
  const watched = watch(folder, child, (now, count) => {
    if (now === phase && count === at) killAfter(child, micros);
  });
  const { signal } = await ended;
  watched.close();
  trial.tried(1, door);
  const left = snapshot(folder);
  const bad = torn(left, before, after);
  if (bad.length > 0) return lost(trial, door, input, bad);

  const isBack = random.chance(0.5);
  const next = isBack ? ['migrate', '--rollback'] : args;
  const result = await trial.run(next, { cwd: folder });
  const hasJournal = left.has(JOURNAL);
  const recovery = `${input}; then ${next.join(' ')}`;
  // Where it was not killed in time there is nothing to roll back, and what it has written is no
  // committed state of the tree.
  const wasDone = !hasJournal && differences(left, after).length === 0;
  trial.judge(result, { door, input: recovery, mayFail: isBack || wasDone });
  const now = snapshot(folder);
  const wasCommitted = hasJournal && isCommitted(left.get(JOURNAL));
  const whole = isBack ? [before, ...(wasCommitted ? [] : [after])] : [after];
  if (!whole.some((wanted) => differences(now, wanted).length === 0)) {
    const lines = differences(now, whole[0]).map(
      (n) => `${n}${isTrace(n) ? ' is left' : ' is not as it should be'}`,
    );
    lost(trial, door, recovery, [`signal ${signal}; ${result.code} ${result.stderr}`, ...lines]);
  }
}

function isCommitted(journal) {
  return JSON.parse(journal.slice(journal.indexOf('{'))).state === 'writing';
}

function lost(trial, door, input, lines) {
  trial.fault('lost', { door, input, said: lines.slice(0, 20).join('\n') });
}

/** Without a timer, which would be late. */
function killAfter(child, micros) {
  const until = performance.now() + micros / 1000;
  while (performance.now() < until);
  child.kill('SIGKILL');
}
