// Trees that name programs wherever a tool could run one, and hold what is no plain file: nothing
// runs, hangs, crashes or is passed over.
import fs from 'node:fs';
import path from 'node:path';
import { DOORS } from './doors.mjs';
import { SHAPES } from './hostile-shapes.mjs';
import { giveToNobody, isRoot, start } from './process.mjs';
import { plantInGit, plantPrograms, REPOSITORIES } from './programs.mjs';
import { verdictOf } from './trial.mjs';
import { differences, smallTree, snapshot, write } from './small-tree.mjs';

export const name = 'hostile-trees';
export const what =
  'trees that name programs in all places, with links, pipes, devices, odd names and odd repositories';

const OUTSIDE =
  'export class Outside { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n';
const plain = (name, ...args) => ({ name, command: () => ({ args }), hear: undefined });

/** Those of the fuzz that are ours alone, and commands that it does not need. */
const ALL_DOORS = [
  ...DOORS.filter(({ isHost, name }) => !isHost || name === 'ESLint'),
  plain('list', 'list', '-f', 'json', '--allow-none'),
  plain('explain', 'explain', 'src/drivers/driver-1.ts:6'),
  plain('migrate --patch-dir', 'migrate', '--patch-dir', 'patches'),
];

export async function run(trial) {
  const random = trial.random.fork(name);
  const doors = ALL_DOORS.filter((door) => !door.missing?.(trial.product.folder));
  const repositories = Object.keys(REPOSITORIES);
  // A batch is one shape, or one state of a repository, through all doors.
  const batches = { ...REPOSITORIES, ...SHAPES };
  const chosen = trial.batch ? [trial.batch] : trial.isLong ? Object.keys(batches) : [];
  for (const batch of chosen)
    for (const door of doors) {
      if (batch in SHAPES)
        await attempt(trial, [batch], random.pick(['none', 'committed']), door, random);
      else await attempt(trial, [], batch, door, random);
    }
  if (trial.batch) return;
  for (let n = 0; n < (trial.isLong ? 30 : 4); n++) {
    const shapes = Object.keys(SHAPES).filter(() => random.chance(0.3));
    await attempt(trial, shapes, random.pick(repositories), random.pick(doors), random);
  }
}

async function attempt(trial, shapes, repository, door, random) {
  const place = trial.folder(name);
  const [root, outside, marks] = ['tree', 'outside', 'marks'].map((folder) =>
    path.join(place, folder),
  );
  for (const folder of [root, outside, marks]) fs.mkdirSync(folder);
  write(root, smallTree(4));
  write(outside, { 'driver.ts': OUTSIDE });
  plantPrograms(root, marks);
  const made = shapes.map(
    (shape) =>
      SHAPES[shape]({
        root,
        outside,
        random,
        isLong: trial.isLong,
        isGit: repository !== 'none',
      }) ?? {},
  );
  // Before anything is planted in it, since git would run that.
  REPOSITORIES[repository](root);
  if (fs.existsSync(path.join(root, '.git/hooks'))) plantInGit(root, marks);
  for (const mark of fs.readdirSync(marks)) fs.rmSync(path.join(marks, mark));
  const asNobody = isRoot && made.some((shape) => shape.asNobody);
  if (asNobody && !giveToNobody(trial, root, marks)) return;
  const before = snapshot(outside);

  // Git itself never ends there, and is given up.
  const env = shapes.includes('a .gitignore that backtracks')
    ? { DRIVER_CONTRACT_GIT_SECONDS: '10' }
    : {};
  const ran = (command) => {
    const { args, script } = command(trial.product.folder, root);
    return asNobody
      ? start(trial, args, { cwd: root, script, asNobody }).ended
      : trial.run(args, { cwd: root, script, env });
  };
  // What the host alone cannot stand is not ours.
  if (door.control && verdictOf(await ran(door.control), { mayFail: true })) return;
  const result = await ran(door.command);
  const input = `${repository} repository; ${shapes.join(', ') || 'programs only'}`;
  trial.tried(1, door.name);
  const isOdd = !['none', 'committed', 'without commits', 'staged', 'bare'].includes(repository);
  const isSound = trial.judge(result, {
    door: door.name,
    input,
    mayFail: isOdd || made.some((shape) => shape.mayFail),
  });
  const left = fs.readdirSync(marks);
  if (left.length > 0) trial.fault('ran', { door: door.name, input, said: left.join(', ') });
  const strange = [
    ...differences(before, snapshot(outside)),
    ...fs.readdirSync(place).filter((file) => !['tree', 'outside', 'marks'].includes(file)),
  ];
  if (strange.length > 0)
    trial.fault('lost', {
      door: door.name,
      input,
      said: `written outside of the tree: ${strange.join(', ')}`,
    });
  if (!isSound || !door.hear || result.code === 2) return;
  const { sites, named } = door.hear(result, root);
  const passedOver = made
    .flatMap(({ found = [] }) => found)
    .filter((file) => !sites.has(file) && !named.has(file));
  if (passedOver.length > 0)
    trial.fault('silent', {
      door: door.name,
      input,
      said: passedOver.map((file) => JSON.stringify(file)).join(', '),
    });
}
