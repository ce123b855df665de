// The tour of the README, on a copy of a driver tree of this repository: a guilty driver, the
// message, the change that the migration makes, and what is left; then one message in Python.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'bin', 'driver-contract.js');
const work = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'driver-contract-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

const WIDTH = Math.min(process.stdout.columns ?? 100, 120);
const DRIVER = 'src/drivers/tarnwell-fc.ts';
const CREATION = ['--rule', 'no-export-in-initialize-connection'];
const CONNECTOR = [
  'require-connector-parameter',
  'require-connector-argument',
  'forward-connector',
];

build();
const tree = copy('volume-service');
say(
  'A volume service with 42 drivers of many vendors, in a temporary folder. Its manager does not tell createExport who is going to attach (the connector), so drivers create exports (what makes a volume reachable for a host) in initializeConnection, which may only fetch. This is one of them:',
);
code(tree, DRIVER, 14, 33);
say('What driver-contract says of it: the rule, the whole chain of calls, and the remedy.');
run(tree, ['check', DRIVER, ...CREATION], (lines) =>
  lines.filter((l) => /error/u.test(l)).slice(0, 1),
);
say(
  'createExport cannot do better before it is given the connector. This is what a migration changes in the manager:',
);
run(tree, ['migrate', 'src/manager.ts'], (lines) => lines.slice(0, lines.indexOf('')));
say(
  'And in the whole tree: every declaration, call and test, with a list of what became of each, the ledger (--ledger FILE).',
);
run(tree, ['migrate', '--write', '--allow-dirty'], (lines) => lines.slice(-8));
say('Now nothing lacks the connector; the tree type-checks, and its tests pass.');
run(tree, ['check', ...CONNECTOR.flatMap((rule) => ['--rule', rule])], clean);
tool(tree, 'tsc --noEmit', 'typescript/lib/tsc.js', ['--noEmit', '-p', '.'], clean);
tool(tree, 'vitest run', 'vitest/vitest.mjs', ['run', '--reporter=dot'], (lines) =>
  lines.filter((l) => /^\s*(?:Test Files|Tests)\s/u.test(l)).map((l) => l.trim()),
);
say('The same contract reads Python, the language of Cinder. One message of many:');
run(copy('python-volume-service'), ['check', ...CREATION], (lines) =>
  lines.filter((l) => /error/u.test(l)).slice(0, 1),
);
end();

/** The command runs from dist/. */
function build() {
  process.stdout.write('Building (half a minute or so) … ');
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`the build failed: ${stdout}${stderr}`);
  console.log('done.');
}

function copy(fixture) {
  const to = path.join(work, fixture);
  fs.cpSync(path.join(root, 'fixtures', fixture, 'input'), to, { recursive: true });
  if (!fs.existsSync(path.join(to, 'node_modules')))
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(to, 'node_modules'), 'dir');
  return to;
}

function say(text) {
  console.log(`\n${folded(text, '').join('\n')}`);
}

/** Lines of a file, with their numbers. */
function code(folder, file, from, to) {
  console.log(`\n  ${pc.bold(file)}`);
  const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n');
  for (let at = from; at <= to; at++)
    console.log(`  ${pc.dim(String(at).padStart(4))}  ${lines[at - 1]}`);
}

function run(folder, args, show) {
  shown(
    folder,
    `driver-contract ${args.filter((a) => a !== '--allow-dirty').join(' ')}`,
    bin,
    args,
    show,
  );
}

function tool(folder, name, file, args, show) {
  shown(folder, name, path.join(root, 'node_modules', file), args, show);
}

/** Runs a program in the tree, as a user would type it, and shows some of what it prints. */
function shown(folder, typed, file, args, show) {
  console.log(`\n${pc.bold(pc.cyan('$'))} ${pc.bold(typed)}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status === null || status > 1) throw new Error(stderr || stdout);
  for (const line of show(stdout.trimEnd().split('\n')))
    for (const part of parts(line.replaceAll(`${folder}/`, ''))) console.log(colored(part));
}

/** A line in as many as it needs: nothing of a message is left out. */
function folded(line, indent, further = indent) {
  const lines = [];
  let rest = indent + line.replace(/\s{2,}(?=driver-contract\/)/u, '  ');
  while (rest.length > WIDTH) {
    const at = rest.lastIndexOf(' ', WIDTH);
    if (at <= further.length) break;
    lines.push(rest.slice(0, at));
    rest = further + rest.slice(at + 1);
  }
  return [...lines, rest];
}

/** A message is folded, code stands as it is. */
function parts(line) {
  return /^\s+\d+:\d+\s+error/u.test(line) ? folded(line, '  ', '                ') : [`  ${line}`];
}

function colored(line) {
  if (/^ {2}\+/u.test(line)) return pc.green(line);
  return /^ {2}-/u.test(line) ? pc.red(line) : line;
}

function clean(lines) {
  return lines.join('') === '' ? [pc.green('nothing found')] : lines;
}

function end() {
  say(
    'What you saw: an export that is created in the wrong method, two calls away, and the chain that leads there; a migration of all declarations, calls and tests; and a tree that is clean behind it. To move the creation itself is left to people: driver-contract move-export says what it takes.',
  );
  say('Try it on your own tree; nothing is written by these:');
  for (const line of [
    'node bin/driver-contract.js list ../your-tree',
    'node bin/driver-contract.js contract --print --method ../your-tree/FILE#Class.method --add NAME:TYPE',
  ])
    console.log(`  ${line}`);
  say('Step by step, with a hook and CI: docs/your-tree.md');
}
