// Commands that write one tree at the same time: each ends with a sentence, and what is there is
// what those that succeeded make of it.
import { setTimeout as pause } from 'node:timers/promises';
import { start } from './process.mjs';
import { commitAll, differences, isTrace, smallTree, snapshot, write } from './small-tree.mjs';

export const name = 'concurrent';
export const what = 'two or three commands that write the same tree at the same time';

const MIGRATE = ['migrate', '--write', '--allow-dirty'];
const FIX = ['check', '--fix'];
const BACK = ['migrate', '--rollback'];
const SETS = [
  [MIGRATE, MIGRATE],
  [FIX, MIGRATE],
  [FIX, FIX],
  [MIGRATE, BACK],
  [MIGRATE, MIGRATE, BACK],
  [FIX, MIGRATE, BACK],
];

export async function run(trial) {
  const random = trial.random.fork(name);
  const files = smallTree(trial.isLong ? 80 : 30);
  const texts = await textsOf(trial, files);
  const total = trial.isLong ? 40 : 3;
  for (let n = 0; n < total; n++) await attempt(trial, files, texts, SETS[n % SETS.length], random);
}

/**
 * What each file may become, one command at a time: a fix and a migration of what it left may both
 * be right.
 */
async function textsOf(trial, files) {
  const texts = [];
  for (const commands of [[], [FIX], [MIGRATE], [FIX, MIGRATE], [MIGRATE, FIX]]) {
    const folder = trial.folder(name);
    write(folder, files);
    for (const args of commands) await trial.run(args, { cwd: folder });
    texts.push(snapshot(folder));
  }
  return texts;
}

async function attempt(trial, files, texts, commands, random) {
  const folder = trial.folder(name);
  write(folder, files);
  if (random.chance(0.5)) commitAll(folder);
  const waits = commands.map((_, n) => (n === 0 ? 0 : random.int(random.chance(0.5) ? 1000 : 60)));
  const results = await Promise.all(
    commands.map(async (args, n) => {
      await pause(waits[n]);
      return start(trial, args, { cwd: folder }).ended;
    }),
  );
  const door = commands.map((args) => args.slice(0, 2).join(' ')).join(' + ');
  const input = `begun ${waits.map((ms) => `${ms} ms`).join(', ')} after each other`;
  trial.tried(1, door);
  for (const result of results) trial.judge(result, { door, input, mayFail: true });
  const now = snapshot(folder);
  // All files are of one state that those commands, in whichever order, can leave.
  const isWhole = texts.some((text) => differences(now, text).length === 0);
  const said = results.map(({ code, stderr }) => `${code} ${stderr}`).join('\n');
  const traces = [...now.keys()].filter(isTrace);
  if (!isWhole)
    trial.fault('lost', {
      door,
      input,
      said: `${differences(now, texts[0]).length} files changed, ${traces.join(' ')}\n${said}`,
    });
  const hasSucceeded = results.some(
    ({ code, stdout }) => code !== 2 && /files? written|problems?/.test(stdout),
  );
  if (isWhole && hasSucceeded && differences(now, texts[0]).length === 0)
    trial.fault('silent', { door, input, said: `nothing was written\n${said}` });
}
