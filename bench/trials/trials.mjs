// Tries to break the built command, kind by kind: crashes, hangs, lost bytes, programs of the tree
// that run, sites that nobody hears of.
//
//   node bench/trials/trials.mjs [--long] [--only KIND,..] [--without MUTATION,..] [--batch ID] [--product DIR] [--corpus DIR]... [--seed N] [--keep DIR] [--json FILE]
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FAULT_KINDS, createTrial } from './trial.mjs';
import { plainTable, rowsOf } from './report.mjs';

/** Loaded when their turn comes: a run of one kind needs nothing of the others. */
const KINDS = {
  fuzz: () => import('./fuzz.mjs'),
  kills: () => import('./kills.mjs'),
  'disk-full': () => import('./disk-full.mjs'),
  concurrent: () => import('./concurrent.mjs'),
  between: () => import('./between.mjs'),
  'hostile-trees': () => import('./hostile-trees.mjs'),
  'hostile-configurations': () => import('./hostile-configurations.mjs'),
  'long-lived': () => import('./long-lived.mjs'),
  growth: () => import('./growth.mjs'),
};

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    batch: { type: 'string' },
    without: { type: 'string', default: '' },
    product: { type: 'string', default: path.resolve(import.meta.dirname, '../..') },
    corpus: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    json: { type: 'string' },
  },
});

const names = values.only?.split(',') ?? Object.keys(KINDS);
const unknown = names.filter((name) => !Object.hasOwn(KINDS, name));
if (unknown.length > 0)
  fail(`--only ${unknown.join(',')}: no such kind. Use some of ${Object.keys(KINDS).join(', ')}.`);
const product = path.resolve(values.product);
if (!fs.existsSync(path.join(product, 'bin', 'driver-contract.js')))
  fail(`--product ${product}: it has no bin/driver-contract.js.`);

const scratch = values.keep
  ? path.resolve(values.keep)
  : fs.mkdtempSync(path.join(os.tmpdir(), 'trials-'));
// Inputs of faults are kept always, beside the scratch folder: what is found can be looked at.
const keep = values.keep ? scratch : `${scratch}-faults`;
for (const folder of [scratch, keep]) fs.mkdirSync(folder, { recursive: true });
const cleanUp = () => {
  if (!values.keep) fs.rmSync(scratch, { recursive: true, force: true });
  if (fs.readdirSync(keep).length === 0) fs.rmdirSync(keep);
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    cleanUp();
    process.exit(130);
  });

const begun = performance.now();
const kinds = [];
for (const name of names) {
  const kind = await KINDS[name]();
  const trial = createTrial(name, {
    product,
    isLong: values.long,
    corpora: values.corpus.map((folder) => path.resolve(folder)),
    seed: values.seed,
    scratch,
    keep,
    batch: values.batch,
    without: values.without.split(',').filter(Boolean),
  });
  const start = performance.now();
  try {
    await kind.run(trial);
  } catch (error) {
    // What the others find is worth having all the same.
    trial.note(`${name} broke off: ${error.stack}`);
    process.exitCode = 2;
  }
  kinds.push({
    name,
    what: kind.what,
    seconds: Math.round((performance.now() - start) / 1000),
    attempts: Object.fromEntries(trial.attempts),
    faults: trial.faults,
    notes: trial.notes,
  });
}
cleanUp();

const report = {
  seed: values.seed,
  isLong: values.long,
  commit: commitOf(product),
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  kinds,
};
if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(plainTable(rowsOf(report)));
for (const { notes } of kinds) for (const note of notes) console.log(note);
const found = kinds.flatMap(({ faults }) => faults);
const attempts = kinds
  .flatMap((kind) => Object.values(kind.attempts))
  .reduce((sum, n) => sum + n, 0);
console.log(
  `seed ${values.seed}: ${attempts} attempts in ${Math.round((performance.now() - begun) / 1000)} s, ` +
    FAULT_KINDS.map(
      (kind) => `${found.filter((fault) => fault.kind === kind).length} ${kind}`,
    ).join(', '),
);
if (found.length > 0) process.exitCode ??= 1;

function fail(said) {
  console.error(`trials: ${said}`);
  process.exit(2);
}

/** A product that was installed has no commit; its version must do. */
function commitOf(folder) {
  if (fs.existsSync(path.join(folder, '.git')))
    return execFileSync('git', ['-C', folder, 'rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
    }).trim();
  return `version ${JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version}`;
}
