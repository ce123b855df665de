// The tour of the README: a driver tree is listed, linted, migrated and linted again, in a
// temporary copy; then one in Python.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'bin', 'driver-contract.js');
const require = (file) => path.join(root, 'node_modules', file);

const work = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'driver-contract-'));
const tree = path.join(work, 'volume-service');
const pythonTree = path.join(work, 'python-volume-service');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));

/** Runs a command in the tree, shows it as a user would type it, and returns what it printed. */
function run(shown, file, args, show, folder = tree) {
  console.log(`\n${pc.bold(pc.cyan('$'))} ${pc.bold(shown)}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status === null || status > 1) throw new Error(stderr || stdout);
  const lines = stdout.trimEnd().split('\n');
  for (const line of show(lines)) console.log(`  ${line}`);
  console.log(pc.dim(`  exit code ${status}`));
}

/** The first lines, and how many more there are. */
const head = (count) => (lines) =>
  lines.length <= count
    ? lines
    : [...lines.slice(0, count), pc.dim(`… ${lines.length - count} more lines`)];
const clean = (lines) => (lines.join('') === '' ? [pc.green('nothing found')] : lines);
const wrapped = (lines) =>
  lines.map((l) =>
    (l.length > 200 ? `${l.slice(0, 197)}…` : l)
      .replaceAll(`${tree}/`, '')
      .replaceAll(`${pythonTree}/`, ''),
  );

fs.cpSync(path.join(root, 'fixtures', 'volume-service', 'input'), tree, { recursive: true });
fs.symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'dir');
console.log(
  'A volume service with drivers of many vendors, in a temporary folder. Its createExport is not given the connector,',
);
console.log(
  'so drivers create exports in initializeConnection, which compute calls merely to fetch information.',
);

run('driver-contract list src', bin, ['list', 'src'], (lines) => [...head(6)(lines), lines.at(-1)]);
run(
  'driver-contract check src --rule no-export-in-initialize-connection',
  bin,
  ['check', 'src', '--rule', 'no-export-in-initialize-connection'],
  (lines) => wrapped([...head(9)(lines.filter((l) => l !== '')), lines.at(-1)]),
);
run(
  'driver-contract migrate --write',
  bin,
  ['migrate', '--write', '--allow-dirty', '--ledger', path.join(work, 'ledger.json')],
  (lines) => wrapped(lines).slice(-14),
);
const connectorRules = [
  'require-connector-parameter',
  'require-connector-argument',
  'forward-connector',
];
run(
  `driver-contract check ${connectorRules.map((r) => `--rule ${r}`).join(' ')}`,
  bin,
  ['check', ...connectorRules.flatMap((r) => ['--rule', r])],
  clean,
);
run('tsc --noEmit', require('typescript/lib/tsc.js'), ['--noEmit', '-p', '.'], (lines) =>
  lines.join('') === '' ? [pc.green('no type errors')] : lines,
);
run('vitest run', require('vitest/vitest.mjs'), ['run', '--reporter=dot'], (lines) =>
  lines.filter((l) => /^\s*(?:Test Files|Tests)\s/u.test(l)).map((l) => l.trim()),
);
run('driver-contract migrate', bin, ['migrate'], (lines) => wrapped(lines).slice(-3));

fs.cpSync(path.join(root, 'fixtures', 'python-volume-service', 'input'), pythonTree, {
  recursive: true,
});
console.log('\nThe same in Python, the language of OpenStack Cinder, with the same contract.');

run(
  'driver-contract check --rule no-export-in-initialize-connection',
  bin,
  ['check', '--rule', 'no-export-in-initialize-connection'],
  (lines) => wrapped([...head(9)(lines.filter((l) => l !== '')), lines.at(-1)]),
  pythonTree,
);
run(
  'driver-contract migrate --write',
  bin,
  ['migrate', '--write', '--allow-dirty'],
  (lines) => wrapped(lines).slice(-14),
  pythonTree,
);
run(
  `driver-contract check ${connectorRules.map((r) => `--rule ${r}`).join(' ')}`,
  bin,
  ['check', ...connectorRules.flatMap((r) => ['--rule', r])],
  (lines) => wrapped(head(9)(lines.filter((l) => l !== ''))),
  pythonTree,
);
