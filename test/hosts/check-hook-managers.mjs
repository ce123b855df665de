// The snippets of docs/editor-and-ci.md for husky, lint-staged and lefthook, in the real programs: the
// package as npm would publish it, committed changes by hand. Also what each of them hands over, which
// the page says. Says that it is skipped where the registry cannot be reached.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { git, GUILTY, PYTHON, sh, stage } from './hook-tree.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs/editor-and-ci.md'), 'utf8');
const INNOCENT = PYTHON['helper.py'];
const COMMENTED = `${INNOCENT}# a comment\n`;

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(0);
}

if (process.platform === 'win32') skip('the hooks of this check are written for a POSIX shell');
if (sh(ROOT, 'npm', ['view', 'husky@9', 'version', '--json']).code !== 0)
  skip('the registry of npm cannot be reached');

const scratch = fs.realpathSync(
  fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-managers-')),
);
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

/** The block of the page that starts with a comment with this file's name. */
function snippet(file) {
  const block = [...PAGE.matchAll(/^```\w+\n([^]*?)^```$/gmu)]
    .map(([, text]) => text)
    .find((text) => /^(?:#|\/\/) (.*)\n/u.exec(text)?.[1] === file);
  if (block === undefined) throw new Error(`docs/editor-and-ci.md has no snippet for ${file}`);
  return block;
}

const PROBE = `const fs = require('fs');
fs.writeFileSync(process.env.PROBE, JSON.stringify({
  reads: fs.readFileSync('helper.py', 'utf8').includes('create_lun_mapping') ? 'guilty' : 'innocent',
  unstaged: fs.readFileSync('acme.py', 'utf8').includes('# not staged') ? 'there' : 'hidden',
}));
`;

/**
 * A program: its files, how it is installed into a tree, and what its hook finds in the working
 * tree while a partly staged file and another unstaged change lie there.
 */
const MANAGERS = {
  husky: {
    files: { '.husky/pre-commit': snippet('.husky/pre-commit') },
    install: ['npx', ['--no', 'husky']],
    probe: { '.husky/pre-commit': 'node probe.cjs\n' },
    hands: { reads: 'working tree', unstaged: 'there' },
  },
  'lint-staged': {
    files: {
      '.husky/pre-commit': 'npx --no lint-staged\n',
      'lint-staged.config.js': snippet('lint-staged.config.js'),
    },
    install: ['npx', ['--no', 'husky']],
    probe: {
      '.husky/pre-commit': 'npx --no lint-staged\n',
      'lint-staged.config.js': "export default { '*.py': () => 'node probe.cjs' };\n",
    },
    hands: { reads: 'index', unstaged: 'there' },
  },
  lefthook: {
    files: { 'lefthook.yml': snippet('lefthook.yml') },
    install: ['npx', ['--no', 'lefthook', 'install']],
    probe: { 'lefthook.yml': 'pre-commit:\n  commands:\n    probe:\n      run: node probe.cjs\n' },
    hands: { reads: 'index', unstaged: 'there' },
  },
};

/** @type {[title: string, act: (root: string) => void, commit: string[], isRefused: boolean][]} */
const CASES = [
  [
    'a comment beside old findings',
    (root) => stage(root, 'old.py', `${PYTHON['old.py']}#\n`),
    [],
    false,
  ],
  ['a guilty helper, the driver untouched', (root) => stage(root, 'helper.py', GUILTY), [], true],
  ['half staged: the index is guilty', (root) => half(root, GUILTY, INNOCENT), [], true],
  ['half staged: the working tree is guilty', (root) => half(root, COMMENTED, GUILTY), [], false],
  ['commit -a of a guilty helper', (root) => write(root, 'helper.py', GUILTY), ['-a'], true],
  [
    'commit PATH, a guilty helper staged beside it',
    (root) => {
      stage(root, 'helper.py', GUILTY);
      write(root, 'old.py', `${PYTHON['old.py']}#\n`);
    },
    ['old.py'],
    false,
  ],
];

function write(root, file, text) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text, {
    mode: file.startsWith('.husky/') ? 0o755 : undefined,
  });
}

function half(root, index, tree) {
  stage(root, 'helper.py', index);
  write(root, 'helper.py', tree);
}

let failed = 0;
function judge(isRight, what, out) {
  console.log(`${isRight ? 'right' : 'WRONG'}: ${what}`);
  if (isRight) return;
  failed++;
  console.log(out.slice(-2000));
}

const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
const installed = path.join(scratch, 'installed');
fs.mkdirSync(installed);
write(installed, 'package.json', '{ "private": true, "type": "module" }\n');
const names = Object.keys(MANAGERS);
const made = spawnSync(
  'npm',
  [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    ...names,
    path.join(scratch, filename),
  ],
  { cwd: installed, encoding: 'utf8' },
);
if (made.status !== 0) {
  console.log(`FAILED: npm install ${names.join(' ')}\n${made.stderr}`);
  process.exit(1);
}

function tree(name, files, [command, args]) {
  const root = path.join(scratch, name);
  fs.cpSync(installed, root, { recursive: true, verbatimSymlinks: true });
  git(root, 'init', '-q');
  git(root, 'config', 'user.name', 't');
  git(root, 'config', 'user.email', 't@example.org');
  for (const [file, text] of Object.entries({
    ...PYTHON,
    ...files,
    '.gitignore': 'node_modules\n',
  }))
    write(root, file, text);
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  const ran = sh(root, command, args);
  if (ran.code !== 0) judge(false, `${name}: ${command} ${args.join(' ')}`, ran.out);
  return root;
}

for (const [name, { files, install, probe, hands }] of Object.entries(MANAGERS)) {
  const { version } = JSON.parse(
    fs.readFileSync(path.join(installed, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const root = tree(name, files, install);
  for (const [title, act, commit, isRefused] of CASES) {
    const head = git(root, 'rev-parse', 'HEAD').out;
    act(root);
    const ran = git(root, 'commit', '-m', 'a change', ...commit);
    const isMade = git(root, 'rev-parse', 'HEAD').out !== head;
    const isTold = ran.out.includes('acme.py') && ran.out.includes('initialize_connection');
    judge(isMade !== isRefused && (!isRefused || isTold), `${name} ${version}: ${title}`, ran.out);
    git(root, 'reset', '-q', '--hard', head.trim());
  }
  const seen = path.join(scratch, `${name}.json`);
  const other = tree(`${name}-probe`, { ...probe, 'probe.cjs': PROBE }, install);
  half(other, GUILTY, INNOCENT);
  write(other, 'acme.py', `${PYTHON['acme.py']}# not staged\n`);
  const ran = sh(other, 'git', ['commit', '-m', 'a change'], { PROBE: seen });
  const { reads, unstaged } = JSON.parse(
    fs.existsSync(seen) ? fs.readFileSync(seen, 'utf8') : '{}',
  );
  judge(
    reads === (hands.reads === 'index' ? 'guilty' : 'innocent') && unstaged === hands.unstaged,
    `${name} ${version}: of a partly staged file a hook reads the ${hands.reads}; another unstaged change is ${hands.unstaged} (${reads}, ${unstaged})`,
    ran.out,
  );
}
process.exitCode = failed > 0 ? 1 : 0;
