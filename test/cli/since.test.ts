import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { command, git } from '../support/command.js';
import {
  driver,
  GUILTY_HELPER,
  HOSTS,
  MAPS,
  places,
  repository,
  TREE,
  write,
} from '../support/guilty.js';
import { folderWith } from '../support/temp.js';

const CREATION = 'no-export-in-initialize-connection';
const STUB = 'no-stub-create-export';

async function since(root: string, ref: string, ...more: string[]) {
  const { code, out, err } = await command('check', root, '-f', 'json', '--since', ref, ...more);
  return { code, found: code === 2 ? [] : places(root, out), err };
}

describe('check --since', () => {
  it('reports nothing of what the commit has, wherever its lines are now', async () => {
    const root = repository();
    write(root, 'src/old.js', `// one\n// two\n${driver('Old', MAPS)}`);
    expect(await since(root, 'HEAD')).toEqual({
      code: 0,
      found: [],
      err: '1 known, 0 new, 0 gone (against HEAD; --all reports what is known)\n',
    });
  });

  it('reports the one creation that came, and tells of the one that went', async () => {
    const root = repository();
    write(root, 'src/old.js', driver('Old', HOSTS));
    expect(await since(root, 'HEAD')).toEqual({
      code: 1,
      found: [`src/old.js:7 ${CREATION}`],
      err: '0 known, 1 new, 1 gone (against HEAD; --all reports what is known)\n',
    });
  });

  it('counts equal ones', async () => {
    const root = repository();
    write(root, 'src/old.js', driver('Old', MAPS, MAPS));
    expect(await since(root, 'HEAD')).toMatchObject({
      code: 1,
      found: [`src/old.js:8 ${CREATION}`],
    });
  });

  it('reports an untouched driver that a changed helper makes guilty', async () => {
    const root = repository();
    write(root, 'lib/helper.js', GUILTY_HELPER);
    expect(await since(root, 'HEAD')).toEqual({
      code: 1,
      found: [`src/acme.js:7 ${CREATION}`],
      err: '1 known, 1 new, 0 gone (against HEAD; --all reports what is known)\n',
    });
  });

  it('takes a file that was moved for the same, staged or not, and a copy for another', async () => {
    const root = repository();
    fs.mkdirSync(path.join(root, 'moved'));
    fs.renameSync(path.join(root, 'src/old.js'), path.join(root, 'moved/new.js'));
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
    write(root, 'src/old.js', driver('Old', MAPS));
    expect(await since(root, 'HEAD')).toMatchObject({
      code: 1,
      found: [`moved/new.js:7 ${CREATION}`],
    });
  });

  it('looks at the commit, not at what is staged or lies about', async () => {
    const root = repository();
    write(root, 'src/new.js', driver('New', MAPS));
    git(root, 'add', '.');
    expect(await since(root, 'HEAD')).toMatchObject({ found: [`src/new.js:7 ${CREATION}`] });
    git(root, 'rm', '-q', '--cached', 'src/new.js');
    expect(await since(root, 'HEAD')).toMatchObject({ found: [`src/new.js:7 ${CREATION}`] });
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'new');
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
    expect(await since(root, 'HEAD~1')).toMatchObject({ found: [`src/new.js:7 ${CREATION}`] });
    // Nothing was checked out, and nothing staged.
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('reports what a comment does not silence any more', async () => {
    const silenced = `// eslint-disable-next-line driver-contract/${CREATION}`;
    const root = repository({ ...TREE, 'src/old.js': driver('Old', silenced, MAPS) });
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
    write(root, 'src/old.js', driver('Old', MAPS));
    expect(await since(root, 'HEAD')).toMatchObject({ found: [`src/old.js:7 ${CREATION}`] });
  });

  it('judges each tree by its own contract', async () => {
    const contract = (words: readonly string[]) =>
      JSON.stringify({ extends: 'volume-driver', creation: { reachVerbs: words } });
    const root = repository({
      ...TREE,
      'driver-contract.json': contract([]),
      'src/odd.js': driver('Odd', 'client.frobLun(volume.id);'),
      'lib/client.js':
        "import t from 't';\nexport class Client { frobLun(id) { return t.go(id); } }",
    });
    const before = await command('check', root, '-f', 'json');
    write(root, 'driver-contract.json', contract(['frob']));
    const { found } = await since(root, 'HEAD');
    expect(before.code).toBe(1);
    expect(found).toEqual([`src/odd.js:7 ${CREATION}`]);
    // One that was taken up since asks the same of the commit.
    git(root, 'rm', '-q', '--cached', 'driver-contract.json');
    git(root, 'commit', '-qm', 'without');
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
    // One that was broken is told of, and does not keep anybody from mending it.
    const mended = fs.readFileSync(path.join(root, 'driver-contract.json'), 'utf8');
    write(root, 'driver-contract.json', '{');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'broken');
    write(root, 'driver-contract.json', mended);
    const { code, err } = await since(root, 'HEAD');
    expect(code).toBe(0);
    expect(err).toContain(
      'the contract at HEAD cannot be used, so its tree is judged by the one of now.',
    );
  });

  it('tells of a file that could not be read then, either, and reports one that was changed', async () => {
    const bytes = Buffer.from(`// Käse\n${driver('Odd', MAPS)}`, 'latin1');
    const root = repository();
    fs.writeFileSync(path.join(root, 'src/odd.js'), bytes);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'odd');
    expect(await since(root, 'HEAD')).toEqual({
      code: 0,
      found: [],
      err: '2 known, 0 new, 0 gone (against HEAD; --all reports what is known)\ndriver-contract: 1 file could not be read whole, now as at HEAD: what is in there nobody knows. --all names it.\n',
    });
    fs.appendFileSync(path.join(root, 'src/odd.js'), '//\n');
    expect(await since(root, 'HEAD')).toMatchObject({
      code: 1,
      found: ['src/odd.js:1 The file is not UTF-8. Nothing of it was checked.'],
    });
  });

  it('follows links that git has, and reads installed packages from the disk', async () => {
    const root = repository({ ...TREE, '.gitignore': 'node_modules\n' });
    write(
      root,
      'node_modules/base/index.js',
      'export class Base { connect(client, volume) { return client.mapLun(volume.id); } }\n',
    );
    write(root, 'node_modules/base/package.json', '{ "main": "index.js" }');
    fs.renameSync(path.join(root, 'lib'), path.join(root, 'shared'));
    fs.symlinkSync('shared', path.join(root, 'lib'));
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'link');
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
    write(root, 'shared/helper.js', GUILTY_HELPER);
    expect(await since(root, 'HEAD')).toMatchObject({ found: [`src/acme.js:7 ${CREATION}`] });
  });

  it('reports of the chosen paths and rules alone, in a folder of the repository too', async () => {
    const files = Object.fromEntries(
      Object.entries(TREE).map(([file, text]) => [`packages/one/${file}`, text]),
    );
    const root = repository({ 'package.json': '{}', ...files });
    write(root, 'packages/one/lib/helper.js', GUILTY_HELPER);
    write(root, 'packages/one/src/old.js', driver('Old', MAPS, HOSTS));
    const ran = await command(
      'check',
      path.join(root, 'packages/one/src/acme.js'),
      '-f',
      'json',
      '--since',
      'HEAD',
    );
    expect(places(root, ran.out)).toEqual([`packages/one/src/acme.js:7 ${CREATION}`]);
    expect(await since(root, 'HEAD', '--rule', STUB)).toMatchObject({ code: 0, found: [] });
  });

  it.each([
    ['nowhere', ' Name a commit, a branch or a tag that "git rev-parse" knows, or fetch it.'],
    ['--output=x', ' Name a commit, a branch or a tag that "git rev-parse" knows, or fetch it.'],
    [
      '0123456789012345678901234567890123456789',
      ' Name a commit, a branch or a tag that "git rev-parse" knows, or fetch it.',
    ],
  ])('ends with 2 where there is no such commit: %s', async (ref, remedy) => {
    const root = repository();
    const { code, err } = await command('check', root, `--since=${ref}`);
    expect([code, err]).toEqual([
      2,
      `driver-contract: --since ${ref}: ${root} has no such commit.${remedy}\n`,
    ]);
  });

  it('says how a shallow clone is given the commit', async () => {
    const origin = repository();
    write(origin, 'src/new.js', driver('New', MAPS));
    git(origin, 'add', '.');
    git(origin, 'commit', '-qm', 'new');
    const root = path.join(folderWith({}), 'clone');
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${origin}`, root]);
    expect(await since(root, 'HEAD~1')).toEqual({
      code: 2,
      found: [],
      err: `driver-contract: --since HEAD~1: ${root} has no such commit. It is a shallow clone: git fetch --depth=1 origin HEAD~1, or fetch all with git fetch --unshallow.\n`,
    });
    expect(await since(root, 'HEAD')).toMatchObject({ code: 0, found: [] });
  });

  it('says what to fetch where a partial clone lacks it', async () => {
    const origin = repository();
    write(origin, 'src/old.js', driver('Old'));
    git(origin, 'commit', '-qam', 'mended');
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const root = path.join(folderWith({}), 'clone');
    execFileSync('git', ['clone', '-q', '--filter=blob:none', `file://${origin}`, root]);
    const { code, err } = await since(root, 'HEAD~1');
    expect(code).toBe(2);
    expect(err).toMatch(
      /git lacks the content of src\/old\.js \([0-9a-f]{12}\), as a partial clone may\. Fetch it \(git fetch --refetch --no-filter\), or name a commit that is there whole\.$/mu,
    );
  });

  it('ends with 2 outside of a repository, and in a folder that one ignores', async () => {
    const root = folderWith(TREE);
    expect(await since(root, 'HEAD')).toMatchObject({
      code: 2,
      err: `driver-contract: ${root}: --since asks git, and there is no repository here, or no git. Use --baseline FILE.\n`,
    });
    const known = repository({ '.gitignore': 'ignored\n', 'a.js': '' });
    for (const [file, text] of Object.entries(TREE)) write(known, `ignored/${file}`, text);
    write(known, 'ignored/driver-contract.json', '{ "extends": "volume-driver" }');
    const folder = path.join(known, 'ignored');
    expect(await since(folder, 'HEAD')).toMatchObject({
      code: 2,
      err: `driver-contract: ${folder}: --since asks git, and git has no file here (${known} is the repository, and may ignore it). Use --baseline FILE.\n`,
    });
  });

  it.each([
    [
      ['--since', 'HEAD', '--fix'],
      '--fix mends what is known as well as what is new, and in the work tree: run it without --since.',
    ],
    [
      ['--staged', '--types'],
      '--types asks about the files on disk, and --staged about others: run it without one of them.',
    ],
  ])('refuses what contradicts itself: %s', async (args, message) => {
    const { code, err } = await command('check', repository(), ...args);
    expect([code, err]).toEqual([2, `driver-contract: ${message}\n`]);
  });
});
