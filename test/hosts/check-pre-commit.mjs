// The hook of this repository (what is committed), in the real pre-commit: Debian 12's 3.0.4, and
// the newest that pip gives. Says what it skips where one of them cannot be had, and why.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closureOf, unpackDebian } from '../../bench/debian.mjs';
import { git, GUILTY, PYTHON, sh, stage } from './hook-tree.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-hooks-')));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

/** Debian's package, unpacked and not installed; its Python is Debian's. */
function debian() {
  const python = '/usr/bin/python3';
  const names = ['pre-commit', 'nodeenv', ...closureOf(['pre-commit'])];
  const unpacked = fs.existsSync(python) && unpackDebian(names, path.join(scratch, 'debian'));
  if (!unpacked) return undefined;
  return { command: python, args: ['-m', 'pre_commit'], env: { PYTHONPATH: unpacked.modules } };
}

function newest() {
  const venv = path.join(scratch, 'venv');
  if (sh(scratch, 'python3', ['-m', 'venv', venv]).code !== 0) return undefined;
  const python = path.join(venv, 'bin/python');
  const made = sh(scratch, python, ['-m', 'pip', 'install', '-q', '--retries', '0', 'pre-commit']);
  return made.code === 0 ? { command: python, args: ['-m', 'pre_commit'], env: {} } : undefined;
}

const TYPESCRIPT = {
  'package.json': '{ "private": true }',
  'base.ts': `export abstract class VolumeDriver {
  abstract createExport(context: object, volume: object, connector: object): Promise<void>;
  abstract initializeConnection(volume: object, connector: object): Promise<object>;
}
`,
};
const LACKING = `import { VolumeDriver } from './base.js';

export class Acme extends VolumeDriver {
  async createExport(context: object, volume: object) {
    await this.client.mapLun(volume);
  }
  async initializeConnection(volume: object, connector: object) {
    return {};
  }
}
`;

/** @type {[title: string, files: object, act: (root: string) => void, code: number, says: string, args?: string[]][]} */
const CASES = [
  [
    'Python without package.json, a comment in a tree with old findings',
    PYTHON,
    (root) => stage(root, 'old.py', `${PYTHON['old.py']}# a comment\n`),
    0,
    '',
  ],
  [
    'a guilty helper, the driver untouched',
    PYTHON,
    (root) => stage(root, 'helper.py', GUILTY),
    1,
    'acme.py',
  ],
  [
    'half staged: the index is guilty, the working tree is not',
    PYTHON,
    (root) => {
      stage(root, 'helper.py', GUILTY);
      fs.writeFileSync(path.join(root, 'helper.py'), PYTHON['helper.py']);
    },
    1,
    'acme.py',
  ],
  [
    'half staged: the working tree is guilty, the index is not',
    PYTHON,
    (root) => {
      stage(root, 'helper.py', `${PYTHON['helper.py']}# a comment\n`);
      fs.writeFileSync(path.join(root, 'helper.py'), GUILTY);
    },
    0,
    '',
  ],
  [
    'a baseline',
    { ...PYTHON, 'known.json': '' },
    (root) =>
      stage(
        root,
        'acme.py',
        PYTHON['acme.py'].replace('volume, connector):\n        self', 'volume):\n        self'),
      ),
    1,
    '1 known, 1 new',
    ['--baseline', 'known.json'],
  ],
  [
    'TypeScript',
    TYPESCRIPT,
    (root) => stage(root, 'acme.ts', LACKING),
    1,
    'require-connector-parameter',
  ],
];

const hook = path.join(scratch, 'hook');
git(scratch, 'clone', '-q', ROOT, hook);
const rev = git(hook, 'rev-parse', 'HEAD').out.trim();
let failed = 0;
for (const [name, get] of [
  ['Debian', debian],
  ['newest', newest],
]) {
  const program = get();
  if (!program) {
    console.log(`skipped: pre-commit (${name}) cannot be had here`);
    continue;
  }
  const { command, args, env } = program;
  const home = { ...env, PRE_COMMIT_HOME: path.join(scratch, `home-${name}`) };
  const version = sh(scratch, command, [...args, '--version'], env).out.trim();
  for (const [i, [title, files, act, code, says, hookArgs]] of CASES.entries()) {
    const root = path.join(scratch, `${name}-${i}`);
    fs.mkdirSync(root);
    git(root, 'init', '-q');
    for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(root, file), text);
    if (hookArgs) {
      fs.rmSync(path.join(root, 'known.json'));
      const bin = path.join(ROOT, 'bin/driver-contract.js');
      sh(root, process.execPath, [bin, 'check', ...hookArgs, '--update-baseline']);
    }
    fs.writeFileSync(
      path.join(root, '.pre-commit-config.yaml'),
      JSON.stringify({
        repos: [
          {
            repo: hook,
            rev,
            hooks: [{ id: 'driver-contract', ...(hookArgs && { args: hookArgs }) }],
          },
        ],
      }),
    );
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'before');
    act(root);
    const started = Date.now();
    const ran = sh(root, command, [...args, 'run'], home);
    const isRight = (ran.code === 0 ? 0 : 1) === code && ran.out.includes(says);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${isRight ? 'right' : 'WRONG'}: ${version}: ${title} (${seconds} s)`);
    if (isRight) continue;
    failed++;
    console.log(ran.out.slice(-2000));
  }
}
process.exitCode = failed > 0 ? 1 : 0;
