import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, DRIVER, git, service } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const COMMAND = path.resolve('bin/driver-contract.js');

interface Run {
  readonly cwd?: string;
  readonly uid?: number;
  readonly env?: NodeJS.ProcessEnv;
}

function run(
  args: readonly string[],
  { cwd, uid, env }: Run = {},
): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    uid,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  return { code: status, said: stderr.replace(/^driver-contract: /u, '').trim() };
}

/** Exit code 2, and one sentence or two: what is wrong, and the remedy. */
function expectSentence(args: readonly string[], says: string | RegExp, options?: Run): void {
  const { code, said } = run(args, options);
  expect(said).toMatch(says);
  expect(said).not.toMatch(/\n|\.\.|^\s+at /u);
  expect(code).toBe(2);
}

/** Nobody in particular, where the tests are run by one who may read anything. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

function mayRead(uid: number | undefined): boolean {
  return spawnSync(process.execPath, [COMMAND, '--version'], { uid }).status === 0;
}

describe('what a user may get wrong is told in a sentence', { timeout: 60_000 }, () => {
  const loop = 'Links lead in a circle there: mend them, or name other paths.';

  it.each<[what: string, args: string[], says: string]>([
    [
      'a file in the place of a folder',
      ['check', 'acme.ts/x.ts'],
      'stat failed (ENOTDIR). A part of the path is no folder: name an existing path.',
    ],
    [
      'a name that is too long',
      ['check', 'a'.repeat(300)],
      'stat failed (ENAMETOOLONG). The system takes no path as long as that: name a shorter one.',
    ],
    ['a link to itself', ['list', 'loop'], `stat failed (ELOOP). ${loop}`],
    ['a ledger at such a link', ['migrate', '--ledger', 'loop'], `stat failed (ELOOP). ${loop}`],
    [
      'a ledger in a folder that is not there',
      ['migrate', '--ledger', 'none/out.json'],
      'there is no such folder. Name a file in a folder that exists.',
    ],
    ['patches at such a link', ['migrate', '--patch-dir', 'loop'], `stat failed (ELOOP). ${loop}`],
    [
      'a contract that is a folder',
      ['check', '-c', 'folder'],
      'cannot be read (EISDIR). Name an existing file with --contract.',
    ],
    [
      'a contract of 100 MB',
      ['check', '-c', 'large.json'],
      "is larger than a contract can be (1 MB). Name the contract's file.",
    ],
    [
      'a glob of 65,537 characters',
      ['check', '-c', 'long.json'],
      '"tests.files.1" is a glob of 65537 characters; the longest that is read has 500. Write several shorter ones.',
    ],
    [
      'a glob of a million globs',
      ['check', '-c', 'braces.json'],
      '"drivers.modules.0" is a glob whose braces stand for more than 20000 characters.',
    ],
  ])('%s', async (_what, args, says) => {
    const root = service({
      'acme.ts': DRIVER,
      'folder/a.txt': '',
      'long.json': JSON.stringify({
        extends: 'volume-driver',
        tests: { files: ['*.ts', 'a'.repeat(65_537)] },
      }),
      'braces.json': JSON.stringify({
        extends: 'volume-driver',
        drivers: { modules: ['{a,b}'.repeat(20)] },
      }),
    });
    fs.symlinkSync('loop', path.join(root, 'loop'));
    fs.writeFileSync(path.join(root, 'large.json'), '');
    fs.truncateSync(path.join(root, 'large.json'), 100_000_000);
    const [name, ...rest] = args;
    const full = rest.map((arg) => (arg.startsWith('-') ? arg : path.join(root, arg)));
    const { code, err } = await command(name, ...full, ...(rest.length > 1 ? [root] : []));
    expect([err.includes(says) || err, err.trim().includes('\n'), code]).toEqual([true, false, 2]);
  });

  it.each<[args: string[], says: string]>([
    [['--since', 'HEAD'], 'run --since without --shard.'],
    [['--staged'], 'run --staged without --shard.'],
    [['--baseline', 'known.json'], 'run --baseline without --shard.'],
    [['--fix'], 'run --fix without --shard.'],
  ])('a share together with %j', (args, says) => {
    const root = service({ 'acme.ts': DRIVER });
    const { code, said } = run(['check', '--shard', '1/2', ...args], { cwd: root });
    expect([code, said.startsWith('--shard: '), said.endsWith(says)]).toEqual([2, true, true]);
  });

  it('a current folder that is gone', () => {
    const root = folderWith({ 'gone/a.ts': '' });
    const script = `process.chdir(${JSON.stringify(path.join(root, 'gone'))}); require('fs').rmSync(process.cwd(), { recursive: true }); const r = require('child_process').spawnSync(process.execPath, [${JSON.stringify(COMMAND)}, 'check'], { encoding: 'utf8' }); console.log(r.status, r.stderr);`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(stdout.trim()).toBe(
      '2 driver-contract: the current folder is gone. Change to a folder that exists.',
    );
  });

  it.each<[what: string, config: string, says: string]>([
    ['is cut off', '{', "'}' expected. Mend it, or do without types."],
    [
      'is no object',
      'null',
      "The root value of a 'tsconfig.json' file must be an object. Mend it, or do without types.",
    ],
    [
      'extends itself',
      '{ "extends": "./tsconfig.json" }',
      'Circularity detected while resolving configuration: ',
    ],
    [
      'extends what is not there',
      '{ "extends": "./none.json" }',
      'none.json. Mend it, or do without types.',
    ],
    [
      'extends a package that is not there',
      '{ "extends": "@none/none" }',
      "File '@none/none' not found. Mend it, or do without types.",
    ],
    ['refers to no path', '{ "files": [], "references": [null] }', 'Mend it, or do without types.'],
  ])('a tsconfig.json that %s', async (_what, config, says) => {
    const root = service({
      'acme.ts': DRIVER,
      'tsconfig.json': config,
      'use.ts': 'export const use = (x: any) => x.createExport({}, {});\n',
    });
    for (const option of ['--verify', '--types']) {
      const { code, err } = await command('migrate', option, root);
      expect(err).toContain(`${path.join(root, 'tsconfig.json')}: its types cannot be had: `);
      expect(err).toContain(says);
      expect(err.trim()).not.toMatch(/\n|\.\. /u);
      expect(code).toBe(2);
    }
    // Without types its options are what could be read of them.
    expect((await command('check', root)).err).toBe('');
  });

  it('a workspace with an absurd glob', () => {
    const root = service({
      'acme.ts': `import '@none/none';\n${DRIVER}`,
      'package.json': JSON.stringify({ workspaces: [`./${'a'.repeat(65_537)}/`] }),
    });
    fs.writeFileSync(path.join(root, 'b.ts'), DRIVER.replace('./driver.js', '@none/driver'));
    expectSentence(
      ['check'],
      /: what its workspace says of its packages, "\.\/aaaaaaaaaaaaaaaaaa…", is a glob of 65537 characters; /u,
      {
        cwd: root,
      },
    );
  });

  it('a .gitignore that git does not come to an end with', () => {
    const deep = Array.from({ length: 60 }, () => 'a').join('/');
    const root = service({
      'acme.ts': DRIVER,
      [`${deep}/b.ts`]: '',
      '.gitignore': `${'**/a/'.repeat(20)}b\n`,
    });
    git(root, 'init', '-q');
    expectSentence(
      ['check'],
      /: git was given up after 1 s \(git ls-files .*\)\. Look for a pattern with many "\*" in a \.gitignore, or give it longer: DRIVER_CONTRACT_GIT_SECONDS=5$/u,
      {
        cwd: root,
        env: { DRIVER_CONTRACT_GIT_SECONDS: '1' },
      },
    );
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    expect(run(['list'], { cwd: root })).toEqual({ code: 0, said: '' });
  });

  it.runIf(mayRead(NOBODY))('a folder that cannot be read, in a repository and without one', () => {
    const root = service({ 'acme.ts': DRIVER, 'closed/b.ts': '', 'node_modules/closed/c.ts': '' });
    const options = { cwd: root, uid: NOBODY };
    const own = (folder: string) => {
      if (NOBODY !== undefined)
        for (const name of [folder, ...fs.readdirSync(folder).map((n) => path.join(folder, n))])
          fs.chownSync(name, NOBODY, NOBODY);
    };
    own(root);
    for (const name of ['closed', 'node_modules/closed']) fs.chmodSync(path.join(root, name), 0);
    try {
      expectSentence(
        ['check'],
        /closed: cannot be read \(EACCES\)\. Make it readable, or name it in a \.gitignore above it\.$/u,
        options,
      );
      expectSentence(
        ['check', 'closed/b.ts'],
        /b\.ts: stat failed \(EACCES\)\. Make it readable, or name other paths\.$/u,
        options,
      );
      git(root, 'init', '-q');
      own(path.join(root, '.git'));
      expectSentence(
        ['check'],
        /: the folder closed cannot be read \(Permission denied\)\. Make it readable, or name it in a \.gitignore\.$/u,
        options,
      );
      fs.writeFileSync(path.join(root, '.gitignore'), 'closed\n');
      expect(run(['list'], options)).toEqual({ code: 0, said: '' });
    } finally {
      for (const name of ['closed', 'node_modules/closed'])
        fs.chmodSync(path.join(root, name), 0o755);
    }
  });

  it.runIf(process.getuid?.() === 0)('a repository of somebody else', () => {
    const root = service({ 'acme.ts': DRIVER });
    git(root, 'init', '-q');
    fs.chownSync(root, 65_534, 65_534);
    for (const args of [['check'], ['migrate', '--write']])
      expectSentence(
        args,
        /git does not read the repository, because .* belongs to somebody else\. If you trust it: git config --global --add safe\.directory /u,
        { cwd: root },
      );
  });
});
