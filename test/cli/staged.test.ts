import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, git } from '../support/command.js';
import {
  driver,
  GUILTY_HELPER,
  HELPER,
  HOSTS,
  MAPS,
  places,
  repository,
  TREE,
  tryGit,
  write,
} from '../support/guilty.js';
import { folderWith } from '../support/temp.js';

const CREATION = 'no-export-in-initialize-connection';
const AGAINST_HEAD = '(against HEAD; --all reports what is known)';

async function staged(root: string, ...more: string[]) {
  const { code, out, err } = await command('check', root, '-f', 'json', '--staged', ...more);
  return { code, found: code === 2 ? [] : places(root, out), err };
}

describe('check --staged', () => {
  it('judges the index, and not the work tree', async () => {
    const root = repository();
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    git(root, 'add', '.');
    write(root, 'src/old.js', driver('Old'));
    expect(await staged(root)).toEqual({
      code: 1,
      found: [`src/old.js:8 ${CREATION}`],
      err: `1 known, 1 new, 0 gone ${AGAINST_HEAD}\n`,
    });
    git(root, 'add', '.');
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    expect(await staged(root)).toEqual({
      code: 0,
      found: [],
      err: `0 known, 0 new, 1 gone ${AGAINST_HEAD}\n`,
    });
  });

  it('reports what depends on what is staged, and nothing of what is not', async () => {
    const root = repository();
    write(root, 'lib/helper.js', GUILTY_HELPER);
    write(root, 'src/new.js', driver('New', MAPS));
    git(root, 'add', 'lib');
    expect(await staged(root)).toMatchObject({ code: 1, found: [`src/acme.js:7 ${CREATION}`] });
  });

  it('takes a staged removal for one, though the file is there', async () => {
    const root = repository({ ...TREE, 'src/base.js': driver('Base', MAPS) });
    git(root, 'rm', '-q', '--cached', 'src/base.js');
    expect(await staged(root)).toEqual({
      code: 0,
      found: [],
      err: `1 known, 0 new, 1 gone ${AGAINST_HEAD}\n`,
    });
  });

  it('answers at once where nothing that matters is staged', async () => {
    const root = repository();
    write(root, 'README.md', 'words');
    git(root, 'add', '.');
    write(root, 'src/old.js', driver('Old', HOSTS));
    expect(await staged(root)).toEqual({
      code: 0,
      found: [],
      err: '0 new (against HEAD: no source, configuration or contract is staged that it does not have)\n',
    });
    write(root, 'driver-contract.json', '{ "extends": "volume-driver" }');
    git(root, 'add', 'driver-contract.json');
    expect((await staged(root)).err).toBe(`1 known, 0 new, 0 gone ${AGAINST_HEAD}\n`);
  });

  it('reports all of the index with --all, and what is new against another commit with --since', async () => {
    const root = repository();
    write(root, 'src/new.js', driver('New', MAPS));
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'new');
    write(root, 'src/old.js', driver('Old'));
    expect(await staged(root, '--all')).toEqual({
      code: 1,
      found: [`src/new.js:7 ${CREATION}`, `src/old.js:7 ${CREATION}`],
      err: '',
    });
    expect(await staged(root, '--since', 'HEAD~1')).toMatchObject({
      found: [`src/new.js:7 ${CREATION}`],
    });
  });

  it('ends with 2 where the index is in conflict', async () => {
    const root = repository();
    git(root, 'checkout', '-qb', 'other');
    write(root, 'src/old.js', driver('Old', HOSTS));
    git(root, 'commit', '-qam', 'other');
    git(root, 'checkout', '-q', 'main');
    write(root, 'src/old.js', driver('Old'));
    git(root, 'commit', '-qam', 'main');
    expect(tryGit(root, 'merge', 'other').code).toBe(1);
    expect(await staged(root)).toMatchObject({
      code: 2,
      err: `driver-contract: ${path.join(root, 'src/old.js')}: is in conflict, so --staged cannot tell what would be committed. Resolve it, and git add it.\n`,
    });
  });
});

/** A repository whose commits are checked by the hook, with what is given to it. */
function hooked(root: string, ...args: string[]): string {
  const hook = path.join(root, '.git/hooks/pre-commit');
  const bin = path.resolve('bin/driver-contract.js');
  fs.mkdirSync(path.dirname(hook), { recursive: true });
  fs.writeFileSync(
    hook,
    `#!/bin/sh\nexec "${process.execPath}" "${bin}" check --staged ${args.join(' ')}\n`,
  );
  fs.chmodSync(hook, 0o755);
  return root;
}

const subject = (root: string) => git(root, 'log', '-1', '--format=%s').trim();

describe('a hook of git', { timeout: 60_000 }, () => {
  it('lets a commit pass in a tree that has findings already', () => {
    const root = hooked(repository());
    write(root, 'src/old.js', `// a comment\n${driver('Old', MAPS)}`);
    git(root, 'add', '.');
    const { code, said } = tryGit(root, 'commit', '-qm', 'comment');
    expect([code, said]).toEqual([0, `1 known, 0 new, 0 gone ${AGAINST_HEAD}\n`]);
  });

  it('sees what commit -a is about to commit', () => {
    const root = hooked(repository());
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    const { code, said } = tryGit(root, 'commit', '-qam', 'all');
    expect(code).toBe(1);
    expect(said).toMatch(/src\/old\.js\n +8:12 +error[^]*✖ 1 problem/u);
    expect(said).toContain(`1 known, 1 new, 0 gone ${AGAINST_HEAD}`);
    expect(subject(root)).toBe('before');
    // What has no part in it is not judged.
    write(root, 'src/old.js', driver('Old', MAPS));
    write(root, 'src/untracked.js', driver('Untracked', HOSTS));
    write(root, 'src/acme.js', driver('Acme'));
    expect(tryGit(root, 'commit', '-qam', 'all').code).toBe(0);
  });

  it('sees what commit PATH is about to commit', () => {
    const root = hooked(repository());
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    git(root, 'add', '.');
    write(root, 'src/acme.js', driver('Acme', HOSTS));
    // What is staged, and not named, stays out of the commit.
    write(root, 'lib/helper.js', `// one\n${HELPER}`);
    expect(tryGit(root, 'commit', '-qm', 'path', 'lib/helper.js').code).toBe(0);
    const { code, said } = tryGit(root, 'commit', '-qm', 'path', 'src/acme.js');
    expect(code).toBe(1);
    expect(said).toMatch(/src\/acme\.js\n +7:12 +error[^]*✖ 1 problem/u);
    expect(said).not.toContain('old.js');
  });

  it('compares an amended commit with the one that it takes the place of', () => {
    const root = hooked(repository());
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    expect(tryGit(root, 'commit', '-qam', 'guilty', '--no-verify').code).toBe(0);
    expect(tryGit(root, 'commit', '-q', '--amend', '-m', 'words').code).toBe(0);
    write(root, 'src/old.js', driver('Old', MAPS, MAPS));
    const { code, said } = tryGit(root, 'commit', '-qa', '--amend', '-m', 'worse');
    expect(code).toBe(1);
    expect(said).toContain(`1 known, 1 new, 1 gone ${AGAINST_HEAD}`);
    expect(subject(root)).toBe('words');
  });

  it('takes nothing for new that a merge brings, and what the merge itself makes', () => {
    const root = hooked(repository());
    git(root, 'checkout', '-qb', 'other');
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    tryGit(root, 'commit', '-qam', 'other', '--no-verify');
    git(root, 'checkout', '-q', 'main');
    write(root, 'src/old.js', driver('Old'));
    tryGit(root, 'commit', '-qam', 'main', '--no-verify');
    expect(tryGit(root, 'merge', 'other').code).toBe(1);
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    write(root, 'src/acme.js', driver('Acme', HOSTS));
    git(root, 'add', '.');
    const { code, said } = tryGit(root, 'commit', '-qm', 'merged');
    expect(code).toBe(1);
    expect(said).toMatch(/src\/acme\.js\n +7:12 +error[^]*✖ 1 problem/u);
    expect(said).toContain(`2 known, 1 new, 0 gone ${AGAINST_HEAD}`);
    write(root, 'src/acme.js', TREE['src/acme.js']);
    git(root, 'add', '.');
    expect(tryGit(root, 'commit', '-qm', 'merged').code).toBe(0);
    expect(git(root, 'rev-list', '--parents', '-1', 'HEAD').trim().split(' ')).toHaveLength(3);
  });

  it('takes all for new in the first commit', () => {
    const root = folderWith(TREE);
    git(root, 'init', '-q');
    git(root, 'config', 'user.name', 't');
    git(root, 'config', 'user.email', 't@example.org');
    hooked(root);
    git(root, 'add', '.');
    const { code, said } = tryGit(root, 'commit', '-qm', 'first');
    expect(code).toBe(1);
    expect(said).toContain(`0 known, 1 new, 0 gone ${AGAINST_HEAD}`);
    write(root, 'src/old.js', driver('Old'));
    git(root, 'add', '.');
    expect(tryGit(root, 'commit', '-qm', 'first').code).toBe(0);
  });

  it('is right in a linked work tree, where git says which index it is', () => {
    const root = hooked(repository());
    const linked = path.join(folderWith({}), 'linked');
    git(root, 'worktree', 'add', '-q', '-b', 'linked', linked);
    // Neither what is staged nor what lies about in the other work tree has a part in it.
    write(root, 'src/acme.js', driver('Acme', HOSTS));
    git(root, 'add', '.');
    write(linked, 'README.md', 'words');
    git(linked, 'add', '.');
    expect(tryGit(linked, 'commit', '-qm', 'words')).toEqual({
      code: 0,
      said: '0 new (against HEAD: no source, configuration or contract is staged that it does not have)\n',
    });
    write(linked, 'src/old.js', driver('Old', MAPS, HOSTS));
    git(linked, 'add', '.');
    const { code, said } = tryGit(linked, 'commit', '-qm', 'guilty');
    expect(code).toBe(1);
    expect(said).toContain(path.join(linked, 'src/old.js'));
    expect(said).toContain(`1 known, 1 new, 0 gone ${AGAINST_HEAD}`);
    expect(tryGit(linked, 'commit', '-qm', 'guilty', 'src/old.js').code).toBe(1);
  });

  it('does what its arguments say', () => {
    const root = hooked(repository(), '--all');
    write(root, 'src/acme.js', driver('Acme'));
    const { code, said } = tryGit(root, 'commit', '-qam', 'all');
    expect(code).toBe(1);
    expect(said).toMatch(/src\/old\.js\n +7:12 +error[^]*✖ 1 problem/u);
    const other = hooked(repository(), '--baseline', 'known.json');
    const missing = tryGit(other, 'commit', '-qm', 'none', '--allow-empty');
    expect([missing.code, missing.said]).toEqual([
      1,
      'driver-contract: --baseline known.json: there is no such file. Write what is found now with --baseline known.json --update-baseline.\n',
    ]);
  });
});
