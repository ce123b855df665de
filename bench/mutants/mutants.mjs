// Do the tests notice? Small faults are put into the linker and the effects, one at a time, and the
// tests that are about them are run.
//   node bench/mutants/mutants.mjs [--seed N] [--count N] [--only linker|effects] [--jobs N] [--json FILE]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../trials/random.mjs';
import { Laboratory } from './laboratory.mjs';
import { changesCode, mutantsOf } from './mutator.mjs';

const ROOMS = ['linker', 'effects'];
/** What is run, the tests of the room itself before all others. */
const TESTS = ['linker', 'effects', 'analysis', 'rules', 'codemods'];
/**
 * What takes long and asks the linker nothing that others do not ask: the same plans on another
 * host.
 */
const WITHOUT = new Set(['test/codemods/ts-morph.test.ts']);

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '300' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const [count, jobs] = [options.count, options.jobs].map(Number);
if (options.only !== undefined && !ROOMS.includes(options.only))
  fail(`--only ${options.only}: no such room. Use one of ${ROOMS.join(', ')}.`);
if (!(count > 0) || !(jobs > 0)) fail('--count and --jobs are numbers above 0.');

const sample = sampled(ROOMS.filter((room) => room === (options.only ?? room)));
const laboratories = Array.from({ length: Math.min(jobs, sample.length) }, () => new Laboratory());
process.on('exit', () => {
  for (const laboratory of laboratories) laboratory.close();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const seconds = await withoutFault(laboratories[0]);
const total = [...seconds.values()].reduce((a, b) => a + b, 0);
// Four times as long as it takes, and what a machine with other work may need.
const limit = 30 + 4 * total;
console.log(
  `${sample.length} mutants (seed ${options.seed}); without a fault ${seconds.size} test files take ${total.toFixed(1)} s\n`,
);

const results = [];
const start = performance.now();
const left = [...sample];
await Promise.all(
  laboratories.map(async (laboratory) => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const outcome = await laboratory.try(mutant, inOrder(mutant.file), limit);
      results.push({ ...mutant, text: undefined, ...outcome });
      const by = outcome.by ? `  by ${outcome.by.file}` : '';
      console.log(
        `${outcome.result.padEnd(9)}  ${shown(mutant)}${by}  ${outcome.seconds.toFixed(1)} s`,
      );
    }
  }),
);
const elapsed = (performance.now() - start) / 1000;

report(
  results.toSorted((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column,
  ),
);
process.exit();

/** As many mutants as are asked for, drawn from all there are. */
function sampled(rooms) {
  const files = rooms.flatMap((room) =>
    fs.readdirSync(path.join(root, 'src', room)).map((name) => `src/${room}/${name}`),
  );
  const texts = new Map(
    files.map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]),
  );
  const all = [...texts].flatMap(([file, text]) => mutantsOf(file, text));
  const random = new Random(options.seed);
  const drawn = [];
  while (all.length > 0 && drawn.length < count) {
    const [mutant] = all.splice(random.int(all.length), 1);
    if (changesCode(mutant, texts.get(mutant.file))) drawn.push(mutant);
  }
  return drawn;
}

/** How long each file of tests takes without a fault; they have to pass. */
async function withoutFault(laboratory) {
  const files = TESTS.flatMap((folder) =>
    fs.readdirSync(path.join(root, 'test', folder)).map((name) => `test/${folder}/${name}`),
  );
  const answer = await laboratory.run(
    files.filter((file) => file.endsWith('.test.ts') && !WITHOUT.has(file)),
    1200,
  );
  if (answer === undefined) fail('The tests do not end even without a fault.');
  if (answer.failed)
    fail(
      `Without a fault ${answer.failed.file} fails: ${answer.failed.test}: ${answer.failed.error}`,
    );
  return new Map(answer.files.map(({ file, seconds: took }) => [file, took]));
}

/** The tests for a file: of its own room first, then those that take the least time. */
function inOrder(file) {
  const own = `test/${file.split('/')[1]}/`;
  const isOther = (test) => (test.startsWith(own) ? 0 : 1);
  return [...seconds.keys()].sort(
    (a, b) => isOther(a) - isOther(b) || seconds.get(a) - seconds.get(b),
  );
}

function shown({ file, line, column, kind, before, after }) {
  const one = (text) => text.replaceAll(/\s+/gu, ' ');
  const [from, to] = [before, after].map((text) =>
    one(text).length > 60 ? `${one(text).slice(0, 57)}…` : one(text),
  );
  return `${file}:${line}:${column}  ${kind}: ${from} => ${to}`;
}

function report(all) {
  const files = [...new Set(all.map((m) => m.file))];
  const rows = [...files, undefined].map((file) => {
    const own = all.filter((m) => m.file === (file ?? m.file));
    const [killed, timedOut, survived, untested] = [
      'killed',
      'timed out',
      'survived',
      'no tests',
    ].map((result) => own.filter((m) => m.result === result).length);
    const score = `${Math.round((100 * (killed + timedOut)) / own.length)} %`;
    return {
      file: file ?? 'all',
      mutants: own.length,
      killed,
      'timed out': timedOut,
      survived,
      'no tests': untested,
      score,
    };
  });
  console.log();
  console.table(rows.map(({ file, ...row }) => ({ file, ...row })));
  const survivors = all.filter((m) => m.result === 'survived' || m.result === 'no tests');
  console.log(`\n${survivors.length} survived:`);
  for (const mutant of survivors) console.log(`  ${shown(mutant)}`);
  console.log(`\n${(elapsed / all.length).toFixed(1)} s a mutant`);
  const { seed } = options;
  if (options.json !== undefined)
    fs.writeFileSync(
      options.json,
      `${JSON.stringify({ seed, rows, mutants: all }, undefined, 2)}\n`,
    );
}

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}
