#!/usr/bin/env node
// `driver-contract migrate --write` against what one would write instead, each on a copy of the
// same tree, whole processes, in turns: node bench/migrate.mjs [--drivers 200,1000] [--rounds 3]
// [--limit 600] [--wrong]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateDriverTree } from './driver-tree.mjs';
import { measure, median } from './measure.mjs';
import { score } from './score.mjs';

const { values: options } = parseArgs({
  options: {
    drivers: { type: 'string', default: '200,1000' },
    rounds: { type: 'string', default: '3' },
    limit: { type: 'string', default: '600' },
    wrong: { type: 'boolean', default: false },
  },
});
const [rounds, limit] = [Number(options.rounds), Number(options.limit)];
const home = fileURLToPath(new URL('..', import.meta.url));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-bench-'));
const alternative = (name) => (copy) => [
  path.join(home, 'bench/alternatives', `${name}.mjs`),
  copy,
];

/** What node is given. Exit code 1 of ours: there are places left to do. */
const CONTESTANTS = {
  'driver-contract': {
    args: () => [path.join(home, 'bin/driver-contract.js'), 'migrate', '--write', '--allow-dirty'],
    allowed: [0, 1],
  },
  'ts-morph': { args: alternative('ts-morph'), allowed: [0] },
  'ts-morph-references': { args: alternative('ts-morph-references'), allowed: [0] },
  jscodeshift: { args: alternative('jscodeshift'), allowed: [0] },
  'ast-grep': { args: alternative('ast-grep'), allowed: [0] },
};

try {
  if (!fs.existsSync(path.join(home, 'dist/src/cli/main.js')))
    throw new Error('nothing is built yet: run `npm run build` first');
  console.log(
    `Median of ${rounds} rounds in turns, Node ${process.versions.node}, ${os.cpus()[0]?.model}`,
  );
  for (const drivers of options.drivers.split(',')) compare(Number(drivers));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function compare(drivers) {
  const tree = path.join(scratch, `tree-${drivers}`);
  const { files, truth } = generateDriverTree(tree, drivers);
  const broken = typeErrors(tree);
  if (broken.length > 0)
    throw new Error(`the tree does not type-check before anything was done:\n${broken.join('\n')}`);
  const results = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, { runs: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, result] of Object.entries(results))
      if (!result.late) Object.assign(result, run(name, result, tree, truth));
  }
  const count = (kind) => truth.filter((place) => place.kind === kind).length;
  const open = truth.filter(isOpen).length;
  console.log(
    `\n${drivers} drivers, ${files} files: ${count('declaration')} declarations, ${count('call')} calls (${open} of them without a value in scope), ${count('assertion')} assertions, ${count('homonym')} homonyms\n`,
  );
  console.log(
    '| right / wrong / missed | declarations | calls | assertions | homonyms touched | new `tsc` errors, elsewhere than at open calls | seconds | CPU seconds | peak memory |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  );
  const own = of(results['driver-contract']);
  for (const [name, result] of Object.entries(results))
    console.log(`| ${[name, ...cells(result, own)].join(' | ')} |`);
}

/** One run on a copy; the first one's copy is read and type-checked. */
function run(name, { runs, scores }, tree, truth) {
  const copy = path.join(scratch, 'copy');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(tree, copy, { recursive: true });
  const { args, allowed } = CONTESTANTS[name];
  const measured = measure(args(copy), { cwd: copy, limit });
  if (!measured) return { late: true };
  if (!allowed.includes(measured.status))
    throw new Error(`${name} ended with ${measured.status}: ${measured.stderr.slice(-1000)}`);
  runs.push(measured);
  if (scores) return {};
  const verdicts = score(tree, copy, truth);
  if (options.wrong)
    for (const { place, verdict, got } of verdicts)
      if (verdict !== 'right')
        console.log(`${name}: ${place.kind} ${verdict} at ${place.file}:${place.line}: ${got}`);
  const errors = typeErrors(copy);
  if (options.wrong) for (const error of errors) console.log(`${name}: ${error}`);
  const atOpen = new Set(
    verdicts.filter(({ place }) => isOpen(place)).map(({ place, line }) => `${place.file}(${line}`),
  );
  return {
    scores: {
      verdicts,
      errors: errors.length,
      elsewhere: errors.filter((error) => !atOpen.has(error.split(',', 1)[0])).length,
    },
  };
}

function isOpen({ kind, list }) {
  return kind === 'call' && list === null;
}

function typeErrors(folder) {
  const { stdout } = measure(
    [
      path.join(home, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '--pretty',
      'false',
      '-p',
      '.',
    ],
    {
      cwd: folder,
    },
  );
  return stdout.split('\n').filter((line) => /: error TS\d+/.test(line));
}

function cells({ scores, ...result }, own) {
  if (!scores) return ['-', '-', '-', '-', '-', `> ${limit}`, '-', '-'];
  const count = (kind, verdict) =>
    scores.verdicts.filter((v) => v.place.kind === kind && v.verdict === verdict).length;
  const tally = (kind) =>
    ['right', 'wrong', 'missed'].map((verdict) => count(kind, verdict)).join(' / ');
  const { seconds, cpu, megabytes } = of(result);
  return [
    ...['declaration', 'call', 'assertion'].map(tally),
    count('homonym', 'wrong'),
    `${scores.errors}, ${scores.elsewhere}`,
    seconds.toFixed(1),
    `${cpu.toFixed(1)} (${(cpu / own.cpu).toFixed(1)} ×)`,
    `${megabytes.toFixed(0)} MB (${(megabytes / own.megabytes).toFixed(1)} ×)`,
  ];
}

function of({ runs }) {
  return Object.fromEntries(
    ['seconds', 'cpu', 'megabytes'].map((key) => [key, median(runs.map((run) => run[key]))]),
  );
}
