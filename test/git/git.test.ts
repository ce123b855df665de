import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { git as ask, gitLine } from '../../src/git/git.js';
import { listedFiles } from '../../src/git/listing.js';
import { git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

function repository(files: Readonly<Record<string, string>>): string {
  const root = folderWith(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return root;
}

const list = (root: string) => listedFiles(root, () => true);

describe('asking git', () => {
  it('gives up on a .gitignore that keeps it busy, and says what to do', () => {
    const deep = Array.from({ length: 60 }, () => 'a').join('/');
    const root = repository({ [`${deep}/file`]: '' });
    fs.writeFileSync(path.join(root, '.gitignore'), `${'**/a/'.repeat(20)}b\n`);
    vi.stubEnv('DRIVER_CONTRACT_GIT_SECONDS', '1');
    expect(() => list(root)).toThrow(
      `${root}: git was given up after 1 s (git ls-files -z --cached --others --exclude-standard --deduplicate). Look for a pattern with many "*" in a .gitignore, or give it longer: DRIVER_CONTRACT_GIT_SECONDS=5`,
    );
  });

  it('has no answer where there is no repository, none with a work tree, or no git', () => {
    const root = folderWith({ 'a.ts': '' });
    expect(ask(root, ['ls-files'])).toBeUndefined();
    execFileSync('git', ['init', '-q', '--bare', path.join(root, 'bare')]);
    expect(ask(path.join(root, 'bare'), ['ls-files'])).toBeUndefined();
    const known = repository({ 'a.ts': '' });
    expect(list(known)).toEqual(['a.ts']);
    vi.stubEnv('PATH', '');
    expect(ask(known, ['ls-files'])).toBeUndefined();
  });

  it('takes no git out of the current folder, or of one that the path names relative to it', () => {
    const known = repository({ 'a.ts': '' });
    const trap = folderWith({ git: '#!/bin/sh\ntouch "$0.ran"\n' });
    fs.chmodSync(path.join(trap, 'git'), 0o755);
    vi.spyOn(process, 'cwd').mockReturnValue(trap);
    vi.stubEnv(
      'PATH',
      ['', '.', path.relative(process.cwd(), trap), process.env.PATH].join(path.delimiter),
    );
    expect(list(known)).toEqual(['a.ts']);
    expect(fs.existsSync(path.join(trap, 'git.ran'))).toBe(false);
    vi.restoreAllMocks();
  });

  it('is told of a repository that is broken, and of one that belongs to somebody else', () => {
    const root = repository({ 'a.ts': '' });
    fs.writeFileSync(path.join(root, '.git/index'), 'no index');
    expect(() => list(root)).toThrow(
      /: git cannot read the repository \(.*\)\. See what "git -C .* status" says, and mend that\.$/u,
    );
  });

  it.runIf(process.getuid?.() === 0)('does not take a repository of somebody else for none', () => {
    const root = repository({ 'a.ts': '' });
    for (const file of [root, path.join(root, '.git')]) fs.chownSync(file, 65_534, 65_534);
    expect(() => list(root)).toThrow(
      `${root}: git does not read the repository, because ${root} belongs to somebody else. If you trust it: git config --global --add safe.directory ${root}`,
    );
  });

  it('is asked in the environment of the user, not in the one of another git', () => {
    const root = repository({ 'a.ts': '' });
    for (const name of [
      'GIT_CEILING_DIRECTORIES',
      'GIT_OBJECT_DIRECTORY',
      'GIT_COMMON_DIR',
      'GIT_NAMESPACE',
      'GIT_PREFIX',
      'GIT_CONFIG',
    ])
      vi.stubEnv(name, '/nowhere');
    expect(list(root)).toEqual(['a.ts']);
    vi.stubEnv('GIT_DIR', '.git');
    expect(list(root)).toEqual(['a.ts']);
  });

  it('sees in a hook what is going to be committed', () => {
    const root = repository({ 'a.ts': '', 'sub/b.ts': '' });
    const other = repository({ 'c.ts': '' });
    const script = path.join(root, '.git/hooks/pre-commit');
    // What a hook of `commit -a` is told: a relative path of an index that is not the usual one.
    fs.writeFileSync(script, '#!/bin/sh\necho "$GIT_INDEX_FILE" > "$PWD/told"\n');
    fs.chmodSync(script, 0o755);
    fs.writeFileSync(path.join(root, 'a.ts'), 'changed');
    git(root, 'commit', '-qam', 'hook');
    const told = fs.readFileSync(path.join(root, 'told'), 'utf8').trim();
    expect(told).toMatch(/index/u);
    git(root, 'rm', '-q', '--cached', 'sub/b.ts');
    fs.renameSync(path.join(root, '.git/index'), path.join(root, '.git/next-index'));
    git(root, 'reset', '-q');
    vi.stubEnv('GIT_INDEX_FILE', '.git/next-index');
    vi.spyOn(process, 'cwd').mockReturnValue(root);
    const indexed = (folder: string) => ask(folder, ['ls-files'])?.output.toString();
    expect([indexed(root), indexed(path.join(root, 'sub'))]).toEqual(['a.ts\n', '']);
    expect(indexed(other)).toBe('c.ts\n');
    vi.stubEnv('GIT_DIR', '.git');
    expect([indexed(root), indexed(path.join(root, 'sub'))]).toEqual(['a.ts\n', '']);
    vi.restoreAllMocks();
  });

  it('fetches nothing that a partial clone lacks', () => {
    const origin = repository({ 'a.ts': 'a' });
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const root = path.join(folderWith({}), 'clone');
    execFileSync('git', [
      'clone',
      '-q',
      '--no-checkout',
      '--filter=blob:none',
      `file://${origin}`,
      root,
    ]);
    const [, blob] = gitLine(root, 'ls-tree', 'HEAD')?.split(/ blob |\t/u) ?? [];
    expect(blob).toMatch(/^[0-9a-f]{40}$/u);
    expect(() => ask(root, ['cat-file', 'blob', blob])).toThrow(/cannot read the repository/u);
    expect(
      spawnSync('git', ['-C', root, 'cat-file', 'blob', blob], { encoding: 'utf8' }).stdout,
    ).toBe('a');
  });
});
