import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRIVER, git, service } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const { HOOKS, gitSettings } = (await import(path.resolve('bench/trials/git-programs.mjs'))) as {
  HOOKS: readonly string[];
  gitSettings: (
    root: string,
    runs: (name: string, then?: string) => string,
  ) => Readonly<Record<string, string>>;
};
const COMMAND = path.resolve('bin/driver-contract.js');

/**
 * A repository whose configuration, hooks and attributes name a program wherever git takes one.
 * What runs leaves a file in `marks`.
 */
function trap(): { readonly root: string; readonly marks: string } {
  const marks = folderWith({});
  const root = service({
    'acme.ts': DRIVER,
    'zeta.js':
      'export class B { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n',
    'a.py':
      'class C:\n    def create_export(self, context, volume): pass\n    def initialize_connection(self, volume, connector): pass\n',
    'tsconfig.json':
      '{ "compilerOptions": { "allowJs": true, "plugins": [{ "name": "./evil.cjs" }] } }',
    '.gitattributes': '* filter=x diff=x merge=x\n',
  });
  const runs = (name: string, then = 'cat') => {
    const file = path.join(root, '.git', `${name}.sh`);
    fs.writeFileSync(file, `#!/bin/sh\ntouch "${path.join(marks, name)}"\n${then}\n`);
    fs.chmodSync(file, 0o755);
    return file;
  };
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  for (const [key, value] of Object.entries(gitSettings(root, runs)))
    git(root, 'config', key, value);
  fs.writeFileSync(
    path.join(root, '.git/more'),
    `[core]\n\tfsmonitor = ${runs('included-fsmonitor', 'exit 1')}\n`,
  );
  fs.mkdirSync(path.join(root, '.git/evil-hooks'));
  for (const hook of HOOKS) {
    fs.copyFileSync(runs(`hook-${hook}`, 'exit 0'), path.join(root, '.git/hooks', hook));
    fs.copyFileSync(runs(`path-hook-${hook}`, 'exit 0'), path.join(root, '.git/evil-hooks', hook));
  }
  // Not git's: what a tree could bring for those that read it.
  const script = (name: string) =>
    `require('fs').writeFileSync(${JSON.stringify(path.join(marks, name))}, '');`;
  const others: Record<string, string> = {
    'evil.cjs': script('language-service-plugin'),
    'eslint.config.cjs': script('eslint-config'),
    'eslint.config.mjs': `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(path.join(marks, 'eslint-config-module'))}, '');`,
    'babel.config.cjs': script('babel-config'),
    'node_modules/eslint-formatter-stylish/index.js': script('formatter'),
    'node_modules/eslint-formatter-json/index.js': script('formatter-json'),
    'node_modules/typescript/index.js': script('typescript'),
    'node_modules/ts-morph/index.js': script('ts-morph'),
    'node_modules/jscodeshift/src/getParser.js': script('jscodeshift'),
    git: `#!/bin/sh\ntouch "${path.join(marks, 'git-of-the-tree')}"\n`,
  };
  for (const [file, text] of Object.entries(others)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
    fs.chmodSync(path.join(root, file), 0o755);
  }
  // All but the sources: the commands are to find nothing that is not committed, and files that git
  // has to compare.
  fs.utimesSync(path.join(root, 'acme.ts'), new Date(), new Date(Date.now() + 5000));
  return { root, marks };
}

function run(root: string, args: readonly string[], input = '') {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    GIT_EXTERNAL_DIFF: path.join(root, 'git'),
    GIT_PAGER: path.join(root, 'git'),
    GIT_SSH: path.join(root, 'git'),
  };
  return spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: root,
    input,
    env,
    encoding: 'utf8',
  });
}

describe.skipIf(process.platform === 'win32')(
  'a tree that names programs wherever it can',
  { timeout: 120_000 },
  () => {
    it.each<[args: string[], status: number, says: string]>([
      [['check'], 1, 'B.createExport'],
      [['check', '-f', 'json'], 1, 'B.createExport'],
      [['check', '--types'], 1, 'B.createExport'],
      [['check', '--fix'], 1, 'B.createExport'],
      [['list'], 0, 'AcmeDriver'],
      [['explain', 'acme.ts:5'], 0, 'AcmeDriver.createExport'],
      [['migrate'], 0, '3 files would change'],
      [['migrate', '--types'], 0, '3 files would change'],
      [['migrate', '--verify'], 0, 'Type check'],
      [['migrate', '--write'], 0, '3 files written'],
      [['migrate', '-i'], 0, '3 files written'],
      [['migrate', '--patch-dir', 'patches'], 0, '3 patches written'],
      [['migrate', '--rollback'], 2, 'nothing to roll back'],
    ])('runs none of them under %j', (args, status, says) => {
      const { root, marks } = trap();
      const ran = run(root, args, 'a\n');
      expect(ran.stdout + ran.stderr).toContain(says);
      expect([ran.status, fs.readdirSync(marks)]).toEqual([status, []]);
    });

    it('would have run them, had git been asked as people ask it', () => {
      const { root, marks } = trap();
      spawnSync('git', ['-C', root, 'status']);
      expect(fs.readdirSync(marks)).toEqual(
        expect.arrayContaining(['included-fsmonitor', 'process']),
      );
    });

    it('is written where another file goes through a filter and differs, and says so', () => {
      const { root, marks } = trap();
      fs.appendFileSync(path.join(root, 'tsconfig.json'), '\n');
      const other = run(root, ['migrate', '--write']);
      expect(other.stderr).toBe(
        'driver-contract: of tsconfig.json it cannot be told whether there are uncommitted changes, and nothing is changed there: goes through the filter "x", which is not run.\n',
      );
      expect(other.status).toBe(0);
      expect(fs.readdirSync(marks)).toEqual([]);
    });

    it('is not written where such a file is one to be changed', () => {
      const { root, marks } = trap();
      fs.appendFileSync(path.join(root, 'zeta.js'), '\n');
      const { status, stderr } = run(root, ['migrate', '--write']);
      expect([status, stderr]).toEqual([
        2,
        `driver-contract: ${path.join(root, 'zeta.js')}: goes through the filter "x", which is not run, so it cannot be told whether it has uncommitted changes. See that it has none (git status runs filters), and pass --allow-dirty.\n`,
      ]);
      expect(fs.readdirSync(marks)).toEqual([]);
    });
  },
);
