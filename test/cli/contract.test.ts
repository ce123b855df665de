import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { command, git } from '../support/command.js';
import { filesBelow, folderWith } from '../support/temp.js';

const HOME = process.cwd();

afterEach(() => {
  process.chdir(HOME);
});

const NOT_COPIED = ['node_modules', '__pycache__'];
const FIXTURES = path.resolve('fixtures');

/** A copy of a fixture's tree as a repository, which the command stands in. */
function standIn(fixture: string): string {
  const folder = folderWith({});
  const filter = (file: string) => !NOT_COPIED.includes(path.basename(file));
  fs.cpSync(path.join(FIXTURES, fixture, 'input'), folder, { recursive: true, filter });
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'before');
  process.chdir(folder);
  return folder;
}

function edit(file: string, from: string, to: string): void {
  const text = fs.readFileSync(file, 'utf8');
  expect(text).toContain(from);
  fs.writeFileSync(file, text.replace(from, to));
}

const written = () => JSON.parse(fs.readFileSync('driver-contract.json', 'utf8')) as object;

/** Files of the tree that are not as the fixture has them when it is migrated. */
function differing(fixture: string): string[] {
  const expected = path.join(FIXTURES, fixture, 'migrated');
  return filesBelow(expected).filter(
    (file) =>
      !NOT_COPIED.some((name) => file.includes(name)) &&
      fs.readFileSync(path.join(expected, file), 'utf8') !== fs.readFileSync(file, 'utf8'),
  );
}

const METHOD = ['contract', '--method', 'src/driver.ts#VolumeDriver.createExport'];
const ADD = ['--add', 'connector:Connector'];

const SAID = `VolumeDriver.createExport gains connector
42 drivers, 38 declarations, 36 calls
6 guesses to read, each in a $comment; then: driver-contract migrate
`;

describe('contract --method', { timeout: 60_000 }, () => {
  it('writes a contract by which the service is migrated as by the built-in one', async () => {
    standIn('volume-service');
    const told = await command(...METHOD, ...ADD);
    expect(told).toEqual({ code: 0, out: `wrote driver-contract.json: ${SAID}`, err: '' });
    expect(written()).toMatchObject({
      name: 'create-export',
      drivers: { types: ['VolumeDriver'] },
      targets: { types: ['TargetDriver'], parameters: ['volumePath'] },
      values: { from: [{ method: 'initializeConnection', parameter: 'connector' }] },
      wrappers: ['Partial', 'Promise'],
    });
    const { code } = await command('migrate', '--write', '--allow-dirty');
    expect(code).toBe(0);
    expect(differing('volume-service')).toEqual([]);
  });

  it('and the service in Python', async () => {
    standIn('python-volume-service');
    const method = ['--method', 'volumes/driver.py#BaseVD.create_export'];
    const told = await command('contract', ...method, '--add', 'connector@after:volume');
    expect(told).toEqual({
      code: 0,
      out: `wrote driver-contract.json: BaseVD.create_export gains connector
40 drivers, 28 declarations, 16 calls
6 guesses to read, each in a $comment; then: driver-contract migrate
`,
      err: '',
    });
    // One declaration is a collision there.
    expect((await command('migrate', '--write', '--allow-dirty')).code).toBe(1);
    expect(differing('python-volume-service')).toEqual([]);
  });

  it('--print writes nothing but to stdout', async () => {
    standIn('volume-service');
    const { code, out, err } = await command(...METHOD, ...ADD, '--print');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ name: 'create-export' });
    expect(err).toBe(SAID);
    expect(fs.existsSync('driver-contract.json')).toBe(false);
  });

  it('a contract that is there is kept, but for --force', async () => {
    standIn('volume-service');
    fs.writeFileSync('driver-contract.json', '{}');
    const refused = await command(...METHOD, ...ADD);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(
      /driver-contract\.json: is there already\. Pass --force to write over it, or --print to look first\.\n$/u,
    );
    expect(written()).toEqual({});
    expect((await command(...METHOD, ...ADD, '--force')).code).toBe(0);
    expect(written()).toMatchObject({ name: 'create-export' });
  });
});

describe('contract --from-diff', { timeout: 60_000 }, () => {
  it('reads the change off the base class and the manager; migrate does the rest', async () => {
    standIn('volume-service');
    const [list, longer] = [
      'volume: Volume): Promise',
      'volume: Volume, connector: Connector): Promise',
    ];
    edit('src/driver.ts', list, longer);
    edit(
      'src/manager.ts',
      'createExport(context, volume);',
      'createExport(context, volume, connector);',
    );
    const told = await command('contract', '--from-diff');
    expect(told).toEqual({ code: 0, out: `wrote driver-contract.json: ${SAID}`, err: '' });
    expect((await command('migrate', '--write', '--allow-dirty')).code).toBe(0);
    // But for the line of documentation, which who edits the interface writes.
    expect(differing('volume-service')).toEqual(['src/driver.ts']);
  });

  it('against a commit, in Python', async () => {
    const folder = standIn('python-volume-service');
    edit(
      'volumes/driver.py',
      'create_export(self, context, volume)',
      'create_export(self, context, volume, connector)',
    );
    git(folder, 'commit', '-qam', 'the base class');
    const nothing = await command('contract', '--from-diff');
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('no source file differs from HEAD. Edit the base class first');
    expect((await command('contract', '--from-diff', 'HEAD~1')).code).toBe(0);
    expect((await command('migrate', '--write', '--allow-dirty')).code).toBe(1);
    expect(differing('python-volume-service')).toEqual(['volumes/driver.py']);
  });
});

describe('contract, used wrongly', () => {
  it.each<[what: string, args: string[], says: string]>([
    [
      'nothing named',
      [],
      'name what changes: --method FILE#Class.method --add NAME:TYPE, or edit the base class and pass --from-diff.',
    ],
    [
      'both ways',
      ['--method', 'a.ts#A.b', '--from-diff'],
      '--method and --from-diff: give one of them.',
    ],
    [
      '--add with --from-diff',
      ['--from-diff', 'HEAD', '--add', 'a'],
      '--add: --from-diff reads what is added off the code. Leave --add out, or name the method with --method.',
    ],
    [
      'nothing added',
      ['--method', 'a.ts#A.b'],
      '--method a.ts#A.b: say what it gains: --add NAME[:TYPE][@first|@last|@after:OTHER|@before:OTHER][=DEFAULT].',
    ],
    [
      'no method',
      ['--method', 'a.ts', '--add', 'x'],
      '--method a.ts: not a method. Write FILE#Class.method, for example src/driver.ts#Driver.open.',
    ],
    [
      'no such file',
      ['--method', 'b.ts#A.b', '--add', 'x'],
      'b.ts: no such file or folder. Name an existing path.',
    ],
    [
      'no such class',
      ['--method', 'a.ts#B.b', '--add', 'x'],
      'a.ts: has no class or interface B. Name one of A.',
    ],
    [
      'no repository',
      ['--from-diff'],
      '--from-diff asks git, and there is no repository here, or no git. Use --method and --add.',
    ],
  ])('%s', async (_, args, says) => {
    process.chdir(folderWith({ 'package.json': '{}', 'a.ts': 'export interface A { b(): void }' }));
    const { code, out, err } = await command('contract', ...args);
    expect(err).toContain(says);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('no such commit', async () => {
    standIn('volume-service');
    const { code, err } = await command('contract', '--from-diff', 'nope');
    expect(code).toBe(2);
    expect(err).toMatch(
      /--from-diff nope: \S+ has no such commit\. Name a commit, a branch or a tag that "git rev-parse" knows\.\n$/u,
    );
  });
});
