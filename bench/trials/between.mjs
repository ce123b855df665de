// Files that change between the plan and the writing of it: what the user has put there is never
// overwritten, and that is said.
import fs from 'node:fs';
import path from 'node:path';
import { start } from './process.mjs';
import { differences, isTrace, smallTree, snapshot, write } from './small-tree.mjs';

export const name = 'between';
export const what =
  'files that are edited, removed, made links or read-only between the plan and the writing';

const VICTIM = 'src/drivers/driver-4.ts';
const JOURNAL = '.driver-contract.journal.json';
const WORDS = '// what the user wrote in the meantime\n';

/** What becomes of a file. */
const EVENTS = [
  ['edited', (file) => fs.appendFileSync(file, WORDS)],
  ['replaced', (file) => (fs.writeFileSync(`${file}.x`, WORDS), fs.renameSync(`${file}.x`, file))],
  ['emptied', (file) => fs.truncateSync(file)],
  ['removed', (file) => fs.rmSync(file)],
  [
    'a link',
    (file) => (
      fs.renameSync(file, `${file}.there`),
      fs.symlinkSync(`${path.basename(file)}.there`, file)
    ),
  ],
  ['a hard link', (file) => fs.linkSync(file, `${file}.there`)],
  ['read-only', (file) => fs.chmodSync(file, 0o444)],
  ['a folder', (file) => (fs.rmSync(file), fs.mkdirSync(file))],
  ['in a folder that is a link', moveFolder],
  ['edited and given its old time', (file) => editedInSecret(file)],
];

/** Of all the files that this happens to, any may be named. */
function moveFolder(file) {
  const folder = path.dirname(file);
  fs.renameSync(folder, `${folder}-there`);
  fs.symlinkSync(`${folder}-there`, folder);
}

function editedInSecret(file) {
  const { atime, mtime } = fs.statSync(file);
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace('padding', 'PADDING'));
  fs.utimesSync(file, atime, mtime);
}

export async function run(trial) {
  const random = trial.random.fork(name);
  const total = trial.isLong ? 100 : 5;
  for (let n = 0; n < total; n++) {
    const [what, happen] = trial.isLong ? EVENTS[n % EVENTS.length] : random.pick(EVENTS);
    const window = random.pick([atJournal, atJournal, atQuestion]);
    await attempt(trial, {
      what,
      happen,
      window,
      args:
        window === atQuestion
          ? ['migrate', '-i', '--allow-dirty']
          : random.pick([
              ['migrate', '--write', '--allow-dirty'],
              ['check', '--fix'],
            ]),
    });
  }
}

/** As soon as the journal is there: the first files are being put down. */
function atJournal(folder, { child }, happen) {
  const watcher = fs.watch(folder, (_, file) => {
    if (file !== JOURNAL) return;
    watcher.close();
    happen();
  });
  child.on('close', () => watcher.close());
}

/** While the command waits for an answer. */
function atQuestion(folder, { child }, happen) {
  child.stdout.once('data', () => {
    happen();
    child.stdin.end('a\n');
  });
}

async function attempt(trial, { what, happen, window, args }) {
  const folder = trial.folder(name);
  // Enough files that there is time while they are put down, with the victim in the middle.
  write(folder, smallTree(trial.isLong ? 60 : 24));
  const victim = path.join(folder, args[0] === 'check' ? VICTIM.replace('4', '5') : VICTIM);
  const before = snapshot(folder);
  let left;
  const running = start(trial, args, { cwd: folder, stdin: 'pipe' });
  window(folder, running, () => {
    // All at once: nothing of the command comes between in this process.
    happen(victim);
    left = described(victim);
  });
  const result = await running.ended;
  const door = args.join(' ');
  const input = `a file is ${what} ${window === atQuestion ? 'while it asks' : 'once there is a journal'}`;
  trial.tried(1, door);
  if (left === undefined)
    return trial.note(`${name}: ${input}: it came to nothing, the command was faster`);
  trial.judge(result, { door, input, mayFail: true });
  const now = snapshot(folder);
  const isSame = described(victim) === left;
  if (!isSame)
    trial.fault('lost', {
      door,
      input,
      said: `what was there then is not there now\n${result.code} ${result.stderr}`,
    });
  const changed = differences(now, before).filter(
    (file) => file.startsWith('src/drivers/driver-') && !file.includes(path.basename(victim)),
  );
  // Of several that stand in the way, the first is named and the others are counted.
  const said = `${result.stdout}${result.stderr}`;
  const isNamed =
    said.includes(path.basename(victim)) ||
    (happen === moveFolder && said.includes(path.posix.dirname(VICTIM)));
  const isTold = result.code !== 0 && (isNamed || /\(and \d+ more files?\)/.test(said));
  if (!isTold && isSame)
    trial.fault('silent', {
      door,
      input,
      said: `${result.code}, ${changed.length} files changed: ${result.stderr}${result.stdout.slice(-300)}`,
    });
  const traces = [...now.keys()].filter(isTrace);
  if (traces.length > 0)
    trial.fault('lost', {
      door,
      input,
      said: `left behind: ${traces.join(' ')}\n${result.stderr}`,
    });
}

/** What is at a path: the link, or the mode and the bytes. */
function described(file) {
  const stats = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stats || stats.isDirectory()) return stats ? 'folder' : 'nothing';
  return `${stats.isSymbolicLink() ? fs.readlinkSync(file) : ''} ${stats.mode} ${fs.readFileSync(file, 'latin1')}`;
}
