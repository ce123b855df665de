// A folder with many mutants, put through one door: what is wrong with it, and which mutant it was.
import fs from 'node:fs';
import path from 'node:path';
import { AGAIN, damageOf } from './damage.mjs';
import { mutate } from './mutations.mjs';
import { silenceOf } from './silence.mjs';
import { verdictOf } from './trial.mjs';

/** @typedef {{ file: string, bytes: Buffer, base: import('./mutations.mjs').Base, names: string[], keeps: boolean }} Mutant */

const SHARE_OF_FIXED = 0.3;
const HOSTILE_FILES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'];
/**
 * One after the other is taken out of a batch until it goes through; with more, the batch is given
 * up.
 */
const MOST_CULPRITS = 4;
/**
 * What a part of a batch is given while the culprit of a hang is looked for: the whole has minutes.
 */
const SECONDS_OF_A_PART = 30;
/** What an engine says when a program broke, wherever it was printed. */
const BROKE =
  /Maximum call stack|Cannot read propert|is not a function|is not iterable|out of memory|\b(?:Range|Type|Reference)Error\b/;

/**
 * A mutant lies beside its base, so that what it imports is there. @returns {{ mutants: Mutant[],
 * controls: Mutant[] }}
 */
export function drawBatch({ tree, door }, random, size, without) {
  const picked = Array.from({ length: Math.min(Math.ceil(size / 5), tree.bases.length) }, () =>
    random.pick(tree.bases),
  );
  // A door that fixes writes few files, and only what it writes can be lost.
  const fixed = door.fixes ? tree.bases.filter(({ hasFix }) => hasFix) : [];
  const bases = [...picked, ...fixed];
  const taken = new Set(tree.files.keys());
  const place = (base, i) => {
    const folder = path.posix.dirname(base.file);
    const name = path.posix.basename(base.file);
    const hostile = `${folder}/${random.pick(HOSTILE_FILES)}${path.posix.extname(name)}`;
    const number = `m${String(i).padStart(4, '0')}${base.language === 'python' ? '_' : '-'}`;
    const plain = `${folder}/${name.startsWith('test_') ? `test_${number}${name.slice(5)}` : number + name}`;
    const file = random.chance(0.02) && !taken.has(hostile) ? hostile : plain;
    taken.add(file);
    return file;
  };
  const mutants = Array.from({ length: size }, (_, i) => {
    const base = random.pick(fixed.length > 0 && random.chance(SHARE_OF_FIXED) ? fixed : bases);
    return {
      file: place(base, i),
      base,
      ...mutate(base, tree.bases, random, { without, limits: door.limits }),
    };
  });
  // Each base once more, as it is: what is heard of it is to be heard of its mutants.
  const controls = [...new Set(bases)].map((base, i) => ({
    file: place(base, size + i),
    base,
    bytes: Buffer.from(base.text),
    names: [],
    keeps: true,
  }));
  return { mutants, controls };
}

/**
 * @param {{ id: string, door: import('./doors.mjs').Door, tree: import('./bases.mjs').Tree,
 * mutants: Mutant[], controls: Mutant[] }} batch
 */
export async function tryBatch(trial, batch) {
  const { id, door, controls } = batch;
  trial.tried(batch.mutants.length, door.name);
  let mutants = batch.mutants;
  for (let left = MOST_CULPRITS; left > 0; left--) {
    const run = await attempt(trial, batch, mutants, controls);
    const broke = brokeOf(door, run);
    if (!broke) return examine(trial, batch, mutants, run);
    const fails = async (part) =>
      brokeOf(door, await attempt(trial, batch, part, [], SECONDS_OF_A_PART))?.kind === broke.kind;
    const culprits = await smallest(mutants, fails);
    if (door.control && (await failsAlone(trial, batch, culprits))) trial.hosts += 1;
    else
      report(trial, id, door, {
        ...(await verdictAlone(trial, batch, culprits, broke)),
        mutants: culprits,
      });
    mutants = mutants.filter((mutant) => !culprits.includes(mutant));
  }
  trial.note(`${id} was given up after ${MOST_CULPRITS} culprits`);
}

/**
 * What is wrong with the culprits by themselves: with many others, a stack or a slow file may have
 * been another's.
 */
async function verdictAlone(trial, batch, culprits, broke) {
  const run = await attempt(trial, batch, culprits, []);
  return (
    brokeOf(batch.door, run) ?? {
      ...broke,
      said: `${broke.said}; alone it took ${run.result.seconds.toFixed(0)} s`,
    }
  );
}

/** The host without us breaks at the same file: that is nobody's fault here. */
async function failsAlone(trial, batch, culprits) {
  const door = { ...batch.door, command: batch.door.control };
  return (
    brokeOf(door, await attempt(trial, { ...batch, door }, culprits, [], SECONDS_OF_A_PART)) !==
    undefined
  );
}

/** Halves, as long as one of them fails as well. */
async function smallest(mutants, fails) {
  let set = mutants;
  while (set.length > 1) {
    const middle = Math.ceil(set.length / 2);
    const halves = [set.slice(0, middle), set.slice(middle)];
    if (await fails(halves[0])) set = halves[0];
    else if (await fails(halves[1])) set = halves[1];
    else break;
  }
  return set;
}

async function attempt(trial, { door, tree }, mutants, controls, seconds = trial.hangSeconds) {
  const root = trial.folder('fuzz');
  const before = new Map([
    ...tree.files,
    ...[...mutants, ...controls].map(({ file, bytes }) => [file, bytes]),
  ]);
  for (const [file, bytes] of before) {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), bytes);
  }
  const { args, script } = door.command(trial.product.folder, root);
  const result = await trial.run(args, { cwd: root, script, seconds });
  const after = readTree(root);
  let afterAgain;
  if (door.again && !verdictOf(result)) {
    await trial.run(door.again, { cwd: root, seconds });
    afterAgain = readTree(root);
  }
  fs.rmSync(root, { recursive: true });
  return { root, before, after, afterAgain, result };
}

function readTree(root) {
  const files = fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    paths.map((file) => [
      path.relative(root, file).split(path.sep).join('/'),
      fs.readFileSync(file),
    ]),
  );
}

/** A run that broke as a whole; also adds what was heard to one that did not. */
function brokeOf(door, run) {
  const verdict = verdictOf(run.result);
  if (verdict) return verdict;
  try {
    run.heard = door.hear(run.result, run.root);
  } catch (error) {
    return { kind: 'crash', said: `what it printed cannot be read: ${error.message}` };
  }
  const [file, said] = [...run.heard.named].find(([, text]) => BROKE.test(text)) ?? [];
  return file && { kind: 'crash', said: `${file}: ${said}` };
}

async function examine(trial, batch, mutants, run) {
  const { id, door } = batch;
  for (const { file, said } of damageOf(door, run)) {
    const own = mutants.filter((mutant) => mutant.file === file);
    // What a second run finds may hang on another file that is at one of its limits.
    const isReal = said !== AGAIN || (await isDamagedAlone(trial, batch, own, file));
    if (isReal) report(trial, id, door, { kind: 'lost', said: `${file}: ${said}`, mutants: own });
  }
  for (const { mutant, said } of silenceOf(door, run, mutants, batch.controls)) {
    // Names are looked up in the whole folder, so what one mutant says can bear on another. Alone,
    // it has its base only.
    const controls = batch.controls.filter(({ base }) => base === mutant.base);
    const alone = await attempt(trial, batch, [mutant], controls);
    if (!brokeOf(door, alone) && silenceOf(door, alone, [mutant], controls).length > 0)
      report(trial, id, door, { kind: 'silent', said, mutants: [mutant] });
  }
}

async function isDamagedAlone(trial, batch, mutants, file) {
  const run = await attempt(trial, batch, mutants, batch.controls);
  return (
    !brokeOf(batch.door, run) && damageOf(batch.door, run).some((damage) => damage.file === file)
  );
}

function report(trial, id, door, { kind, said, mutants }) {
  const what = mutants
    .slice(0, 3)
    .map(({ file, names, base }) => `${names.join(', then ')} of ${base.file} as ${file}`);
  const files = Object.fromEntries(mutants.map(({ file, bytes }) => [file, bytes]));
  // All that the mutants hang on.
  const options = [
    ...(trial.isLong ? ['--long'] : []),
    ...(trial.without.length > 0 ? [`--without '${trial.without.join()}'`] : []),
    ...trial.corpora.map((folder) => `--corpus ${folder}`),
    `--only fuzz --seed ${trial.seed} --batch '${id}'`,
  ];
  trial.fault(kind, {
    door: door.name,
    input: `${options.join(' ')}: ${what.join('; ') || 'the whole batch'}`,
    said,
    files,
  });
}
