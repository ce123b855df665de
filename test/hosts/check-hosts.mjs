// The package as npm would publish it, in the oldest and the newest of each ESLint that its peer
// range takes, and in oxlint: the same findings, fixes and suggestions, in both languages. Says that
// it is skipped where the registry cannot be reached.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
/** The first one is what the others are compared with. */
const ESLINTS = ['10', '10.2.0', '9', '9.7.0'];
const TREES = ['volume-service', 'python-volume-service'];
const windows = process.platform === 'win32';

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(0);
}

const ping = spawnSync('npm', ['view', 'eslint@10', 'version', '--json'], {
  encoding: 'utf8',
  shell: windows,
  timeout: 60_000,
});
if (ping.status !== 0) skip('the registry of npm cannot be reached');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-hosts-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: windows,
  }),
);
const trees = TREES.map((name) => {
  const tree = path.join(folder, name);
  fs.cpSync(path.join(ROOT, 'fixtures', name, 'input'), tree, {
    recursive: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  });
  return tree;
});

let failed = 0;

function compare(what, found, expected) {
  const [a, b] = [found, expected].map((list) => list.map((one) => JSON.stringify(one)).sort());
  const missing = b.filter((one) => !a.includes(one));
  const more = a.filter((one) => !b.includes(one));
  const isSame = missing.length + more.length === 0 && a.length === b.length && b.length > 0;
  console.log(`${isSame ? 'same' : 'DIFFERENT'}: ${what}, ${a.length} findings`);
  if (isSame) return;
  failed++;
  for (const one of missing.slice(0, 3)) console.log(`  only expected: ${one}`);
  for (const one of more.slice(0, 3)) console.log(`  only found: ${one}`);
}

function install(name, ...packages) {
  const project = path.join(folder, name);
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), '{ "private": true }');
  // Without --force: the peer range must allow it.
  const ran = spawnSync(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      ...packages,
      path.join(folder, filename),
    ],
    { cwd: project, encoding: 'utf8', shell: windows },
  );
  if (ran.status === 0) return project;
  console.log(`FAILED: npm install ${packages.join(' ')}\n${ran.stderr}`);
  failed++;
  return undefined;
}

let reference;
let newest;
for (const version of ESLINTS) {
  const project = install(`eslint-${version}`, `eslint@${version}`, '@typescript-eslint/parser@8');
  if (!project) continue;
  newest ??= project;
  fs.copyFileSync(path.join(import.meta.dirname, 'lint.mjs'), path.join(project, 'lint.mjs'));
  const found = trees.map((tree) => {
    const ran = spawnSync(process.execPath, ['lint.mjs', tree], {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (ran.status !== 0) console.log(ran.stderr);
    return ran.status === 0 ? JSON.parse(ran.stdout) : { version, found: [] };
  });
  reference ??= found;
  for (const [i, { version: actual, found: own }] of found.entries())
    compare(`ESLint ${actual}, ${TREES[i]}`, own, reference[i].found);
}

const oxlint = newest && install('oxlint', 'oxlint');
if (oxlint && reference) {
  const rules = new Set(reference[0].found.flatMap(({ ruleId }) => ruleId ?? []));
  fs.writeFileSync(
    path.join(oxlint, '.oxlintrc.json'),
    JSON.stringify({
      plugins: [],
      categories: { correctness: 'off' },
      jsPlugins: ['eslint-plugin-driver-contract'],
      rules: Object.fromEntries([...rules].map((id) => [id, 'error'])),
    }),
  );
  const [tree] = trees;
  const ran = spawnSync(
    path.join(oxlint, 'node_modules/.bin', windows ? 'oxlint.cmd' : 'oxlint'),
    ['-c', path.join(oxlint, '.oxlintrc.json'), '-f', 'json', '.'],
    { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 28, shell: windows },
  );
  try {
    const { diagnostics } = JSON.parse(ran.stdout);
    const place = ({ file, line, column, ruleId, message }) => ({
      file,
      line,
      column,
      ruleId,
      message,
    });
    compare(
      `oxlint, ${TREES[0]}`,
      diagnostics.map(({ message, code, filename: file, labels: [{ span }] }) =>
        place({
          file: path.relative(tree, path.resolve(tree, file)).replaceAll('\\', '/'),
          line: span.line,
          column: span.column,
          ruleId: code.replace(/^(.*)\((.*)\)$/u, '$1/$2'),
          message,
        }),
      ),
      reference[0].found.map(place),
    );
  } catch (error) {
    failed++;
    console.log(`FAILED: oxlint (${error.message})\n${ran.stdout.slice(0, 800)}\n${ran.stderr}`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
