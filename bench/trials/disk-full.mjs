// Writing where the system says no: no room, no right, no more open files. Then nothing may be
// lost, and it must be said.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { giveToNobody, isRoot, start } from './process.mjs';
import { differences, isTrace, smallTree, snapshot, torn, write } from './small-tree.mjs';

export const name = 'disk-full';
export const what =
  'no room, no right, too few open files, a disk that fails, while a command writes';

const DOORS = [
  ['migrate', '--write', '--allow-dirty'],
  ['check', '--fix'],
  ['migrate', '--write', '--allow-dirty', '--ledger', 'ledger.json'],
  ['migrate', '--patch-dir', 'patches'],
];
/** What those write beside the sources; half a ledger is said, and nobody's work. */
const OWN = /^(ledger\.json|patches\/)/;
const JOURNAL = '.driver-contract.journal.json';

export async function run(trial) {
  if (process.platform === 'win32') return;
  const random = trial.random.fork(name);
  const files = smallTree(30);
  const wanted = new Map();
  for (const args of trial.isLong ? DOORS : DOORS.slice(0, 2))
    wanted.set(args, await written(trial, files, args));
  for (let round = 0; round < (trial.isLong ? 10 : 1); round++) {
    for (const [what, prepare] of OBSTACLES) {
      const args = random.pick([...wanted.keys()]);
      await attempt(trial, { files, args, after: wanted.get(args), what, prepare, random });
    }
  }
}

/** What the command makes of the tree where nothing is in its way. */
async function written(trial, files, args) {
  const folder = trial.folder(name);
  write(folder, files);
  await start(trial, args, { cwd: folder }).ended;
  return withoutModes(snapshot(folder));
}

/**
 * What stands in the way: how it is made, in the tree or in the process. `undo` ends it.
 * Undefined where it cannot be had here.
 *
 * @type {[string, (folder: string, random: object, trial: object) => object | undefined][]}
 */
const OBSTACLES = [
  // In units of 1,024 bytes: from not even the journal to all but the last.
  ['limit of file sizes', (folder, random) => ({ limits: `ulimit -f ${1 + random.int(40)}` })],
  ['limit of open files', (folder, random) => ({ limits: `ulimit -n ${90 + random.int(30)}` })],
  ['one call fails', (folder, random) => ({ preload: failing(random, '===') })],
  ['all calls fail from some on', (folder, random) => ({ preload: failing(random, '<=') })],
  ['read-only folder', (folder, random, trial) => asNobody(trial, folder, 'src/drivers', 0o555)],
  ['read-only root', (folder, random, trial) => asNobody(trial, folder, '.', 0o555)],
  [
    'file of somebody else',
    (folder, random, trial) => asNobody(trial, folder, 'src/drivers/driver-1.ts', 0o644, 0),
  ],
  [
    'unreadable file',
    (folder, random, trial) => asNobody(trial, folder, 'src/drivers/driver-1.ts', 0),
  ],
  ['unreadable folder', (folder, random, trial) => asNobody(trial, folder, 'src/drivers', 0)],
  ['full disk', fullDisk],
];

/** Root may do everything: the tree is given to somebody who may not. */
function asNobody(trial, folder, place, mode, owner) {
  if (isRoot ? !giveToNobody(trial, folder) : owner !== undefined) return undefined;
  const target = path.join(folder, place);
  fs.chmodSync(target, mode);
  if (owner !== undefined) fs.chownSync(target, owner, owner);
  return {
    asNobody: isRoot,
    undo: () => fs.chmodSync(target, place.endsWith('.ts') ? 0o644 : 0o755),
  };
}

/** A disk in memory that is nearly full; only root can make one. */
function fullDisk(folder, random) {
  const mounted = isRoot
    ? spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder])
    : { status: 1 };
  if (mounted.status !== 0) return undefined;
  write(folder, smallTree(30));
  const ballast = path.join(folder, '.ballast');
  try {
    fs.writeFileSync(ballast, Buffer.alloc(1 << 20));
  } catch {
    // Full, as it should be.
  }
  fs.truncateSync(ballast, Math.max(0, fs.statSync(ballast).size - 4096 * random.int(45)));
  return { undo: () => (fs.rmSync(ballast), undefined), end: () => spawnSync('umount', [folder]) };
}

/** Code that makes calls that write fail: the n-th, or that and all that follow. */
function failing(random, comparison) {
  const code = random.pick(['ENOSPC', 'EIO', 'EDQUOT', 'EMFILE', 'EROFS']);
  return `import fs from 'node:fs';
let count = 0;
for (const name of ['openSync', 'writeFileSync', 'fsyncSync', 'renameSync', 'linkSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (name === 'openSync' && args[1] === 'r') return real(...args);
    if (${1 + random.int(150)} ${comparison} ++count) throw Object.assign(new Error('${code}: made up, ' + name), { code: '${code}' });
    return real(...args);
  };
}`;
}

async function attempt(trial, { files, args, after, what, prepare, random }) {
  const folder = trial.folder(name);
  write(folder, files);
  const old = withoutModes(snapshot(folder));
  const obstacle = prepare(folder, random, trial);
  if (!obstacle) return;
  const result = await start(trial, args, { cwd: folder, ...obstacle }).ended;
  obstacle.undo?.();
  const door = args.join(' ');
  const input = `${what} ${obstacle.limits ?? obstacle.preload ?? ''}`;
  trial.tried(1, door);
  // Without open files Node itself cannot load a module.
  if (!/EMFILE[^]*node:internal\/modules/.test(result.stderr))
    trial.judge(result, { door, input, mayFail: true });
  let now = withoutModes(snapshot(folder));
  const bad = torn(now, old, after).filter((line) => !OWN.test(line));
  // As it is not all done, success may not be claimed.
  if (result.code === 0 && differences(now, after).length > 0)
    trial.fault('silent', { door, input, said: `exit code 0; ${result.stdout.slice(-300)}` });
  if (bad.length === 0 && now.has(JOURNAL)) {
    const back = await trial.run(['migrate', '--rollback'], { cwd: folder });
    trial.judge(back, { door, input: `${input}; then migrate --rollback` });
    now = withoutModes(snapshot(folder));
    bad.push(...differences(now, old).filter((file) => !OWN.test(file)));
  }
  bad.push(...[...now.keys()].filter(isTrace));
  obstacle.end?.();
  if (bad.length > 0)
    trial.fault('lost', { door, input, said: `${bad.slice(0, 20).join('\n')}\n${result.stderr}` });
}

/** Who may do what with the tree was changed on purpose; the ballast is ours. */
function withoutModes(found) {
  return new Map(
    [...found]
      .filter(([file]) => file !== '.ballast')
      .map(([file, text]) => [file, text.replace(/^\d+ /, '')]),
  );
}
