// Source files that nobody would write: many mutants of good files, through every door.
import { treesOf } from './bases.mjs';
import { drawBatch, tryBatch } from './batch.mjs';
import { DOORS } from './doors.mjs';

export const name = 'fuzz';
export const what =
  'mutants of TypeScript, JavaScript and Python files (cut, spliced, other encodings, deep, unclosed, …), some hundred at a time in a tree that is whole';

/** Of a batch. */
const SIZE = { short: 60, long: 250 };
const LONG_TOTAL = 100_000;
/** At the same time; each is a process of its own. */
const LANES = 2;

export async function run(trial) {
  const trees = treesOf(trial.corpora);
  const doors = DOORS.filter((door) => {
    const missing = door.missing?.(trial.product.folder);
    if (missing) trial.note(`${door.name} is skipped: ${missing}`);
    return !missing;
  });
  trial.hosts = 0;
  const size = trial.isLong ? SIZE.long : SIZE.short;
  // Doors in turns, so that the slow ones do not all come at the end.
  const queue = doors
    .flatMap((door) => {
      const fitting = trees.filter(
        ({ language }) => door[language === 'python' ? 'python' : 'scripts'],
      );
      const batches = trial.isLong
        ? Math.ceil((LONG_TOTAL * door.share) / 100 / size)
        : fitting.length;
      return Array.from({ length: batches }, (_, i) => ({
        id: `${door.name}/${i}`,
        door,
        tree: fitting[i % fitting.length],
        turn: i / batches,
      }));
    })
    .filter(({ id }) => !trial.batch || id === trial.batch)
    .sort((a, b) => a.turn - b.turn);
  const all = queue.length;
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await tryBatch(trial, {
        ...next,
        ...drawBatch(next, trial.random.fork(next.id), size, trial.without),
      });
      if (queue.length % 20 === 0)
        process.stderr.write(`fuzz: ${all - queue.length} of ${all} batches\n`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (trial.hosts > 0)
    trial.note(`${trial.hosts} mutants broke ESLint or ts-morph themselves, without us`);
}
