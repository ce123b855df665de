import type { FileChange } from '../../src/edits/file-change.js';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { finishKilledRun, rollBackKilledRun } from '../../src/cli/recover.js';
import { findJournal, journalOf } from '../../src/writing/journal.js';
import { writeAll } from '../../src/writing/write-files.js';
import { disk } from '../../src/workspace/disk.js';
import { migrate } from '../support/command.js';
import { changeOf } from '../support/change.js';
import { cutOff, cutOffAt, killedAt } from '../support/kill.js';
import { folderWith } from '../support/temp.js';

const OLD = {
  'one/package.json': '{}',
  'one/a.ts': 'old a\r\n',
  'one/src/b.ts': '\uFEFFold b',
  'two/package.json': '{}',
  'two/c.ts': 'old c ü\n',
};
const NEW = {
  ...OLD,
  'one/a.ts': 'new a, which is longer\r\n',
  'one/src/b.ts': '\uFEFFnew b',
  'two/c.ts': 'new\n',
};
const PROJECTS = {
  'one project': ['one/a.ts', 'one/src/b.ts'],
  'two projects': ['two/c.ts', 'one/a.ts', 'one/src/b.ts'],
};

type Files = Readonly<Record<string, string>>;

function changesIn(folder: string, names: readonly string[]): FileChange[] {
  return names.map((name) => {
    const key = name as keyof typeof OLD;
    return changeOf(
      path.join(folder, name),
      path.join(folder, name.split('/')[0]),
      OLD[key],
      NEW[key],
    );
  });
}

/** What it shall be when the given files have their new text. */
function expected(names: readonly string[]): Files {
  return { ...OLD, ...Object.fromEntries(names.map((n) => [n, NEW[n as keyof typeof NEW]])) };
}

/** Every file there is: what is left over shows. */
function treeOf(folder: string): Files {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => fs.statSync(path.join(folder, f)).isFile());
  return Object.fromEntries(
    files.sort().map((f) => [f, fs.readFileSync(path.join(folder, f), 'utf8')]),
  );
}

/** Without waiting for the disk, too. */
function silently<T>(work: () => T): T {
  if (!vi.isMockFunction(fs.fsyncSync)) vi.spyOn(fs, 'fsyncSync').mockReturnValue(undefined);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return work();
  } finally {
    vi.restoreAllMocks();
  }
}

const stateOf = (folder: string, names: readonly string[]) =>
  findJournal(path.join(folder, names[0].split('/')[0]))?.state;
const finish = (root: string) => silently(() => finishKilledRun([root], true));
/** Nothing to roll back is an error for the user; here it is one of the outcomes. */
const rollBack = (root: string) => {
  try {
    silently(() => {
      rollBackKilledRun([root]);
    });
  } catch (error) {
    if (!/nothing to roll back|had ended its work/u.test(String(error))) throw error;
  }
};

describe.each(Object.entries(PROJECTS))('a run killed at every step, %s', (_, names) => {
  const roots = [...new Set(names.map((n) => n.split('/')[0]))];

  it('is finished or taken back by the next', { timeout: 120_000 }, () => {
    const writer = pathToFileURL(path.resolve('dist/src/writing/write-files.js')).href;
    const seen: Record<string, number> = {};
    for (let n = 1, isKilled = true; isKilled; n++) {
      const folder = folderWith(OLD);
      isKilled = killedAt(
        n,
        `import { writeAll } from ${JSON.stringify(writer)}; await writeAll(${JSON.stringify(changesIn(folder, names))});`,
      );
      const state = stateOf(folder, names) ?? 'none';
      seen[state] = (seen[state] ?? 0) + 1;
      // Each project knows of it, unless it is too early or too late to matter.
      for (const root of roots) {
        const [forwards, backwards] = [folderWith({}), folderWith({})];
        for (const copy of [forwards, backwards]) fs.cpSync(folder, copy, { recursive: true });
        const isNew =
          fs.readFileSync(path.join(folder, names[0]), 'utf8') !==
          OLD[names[0] as keyof typeof OLD];
        for (const at of [root, ...roots]) {
          finish(path.join(forwards, at));
          rollBack(path.join(backwards, at));
        }
        const isDone = state === 'writing' || state === 'settled' || (state === 'none' && isNew);
        expect([n, state, treeOf(forwards)]).toEqual([n, state, expected(isDone ? names : [])]);
        const isTakenBack = state === 'writing' || state === 'staging' || !isNew;
        expect([n, state, treeOf(backwards)]).toEqual([
          n,
          state,
          expected(isTakenBack ? [] : names),
        ]);
      }
    }
    expect(seen).toMatchObject({
      staging: expect.any(Number) as number,
      writing: expect.any(Number) as number,
      none: expect.any(Number) as number,
    });
    expect('settled' in seen).toBe(roots.length > 1);
  });

  it('may be killed again while it is finished or taken back', { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    for (let n = 1, isKilled = true; isKilled; n++) {
      const folder = folderWith(OLD);
      isKilled = await cutOffAt(n, () => writeAll(changesIn(folder, names)));
      // To be killed while a file is renamed, or while a folder is synced after it, is all the
      // same.
      const state = names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join();
      if (stateOf(folder, names) !== 'writing' || seen.has(state)) continue;
      seen.add(state);
      for (const first of [finish, rollBack])
        for (let m = 1, isKilledAgain = true; isKilledAgain; m++) {
          const copy = folderWith({});
          fs.cpSync(folder, copy, { recursive: true });
          isKilledAgain = await cutOffAt(m, () => {
            first(path.join(copy, roots[0]));
          });
          for (const root of roots) first(path.join(copy, root));
          expect([n, m, treeOf(copy)]).toEqual([n, m, expected(first === finish ? names : [])]);
        }
    }
    expect(seen.size).toBe(names.length + 1);
  });
});

describe('what a killed run leaves', () => {
  /** A tree in which a run was killed after it wrote so many files. */
  async function killedAfter(written: number, names = PROJECTS['two projects']): Promise<string> {
    const folder = folderWith(OLD);
    let left = written;
    const isLast = (name: string, [, to]: readonly unknown[]) =>
      name === 'renameSync' && String(to).endsWith('.ts') && left-- === 0;
    expect(await cutOff(isLast, () => writeAll(changesIn(folder, names)))).toBe(true);
    return folder;
  }

  it('is no source file', async () => {
    const folder = await killedAfter(1);
    expect(Object.keys(treeOf(folder)).filter((f) => f.endsWith('.tmp')).length).toBeGreaterThan(0);
    expect(disk.sourceFiles(folder).map((f) => path.relative(folder, f))).toEqual([
      'one/a.ts',
      'one/src/b.ts',
      'two/c.ts',
    ]);
  });

  it('stops a dry run, from either project, which names the ways out', async () => {
    const folder = await killedAfter(1);
    const before = treeOf(folder);
    for (const root of ['one', 'two']) {
      const { code, out, err } = await migrate(path.join(folder, root));
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(
        `${journalOf(path.join(folder, 'two'))}: a run was killed before its end. "driver-contract migrate --write"`,
      );
      expect(err).toContain('"driver-contract migrate --rollback" takes it back');
    }
    expect(treeOf(folder)).toEqual(before);
  });

  it('is finished, and the command goes on', async () => {
    const folder = await killedAfter(1);
    const { code, out, err } = await migrate(path.join(folder, 'one'), '--write', '--allow-dirty');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'driver-contract: finished the run that was killed: 2 of 3 files had still to be written.\n',
    });
    expect(out).toContain('nothing to change');
    expect(treeOf(folder)).toEqual(NEW);
  });

  it('is taken back', async () => {
    const folder = await killedAfter(1);
    expect(await migrate(path.join(folder, 'two'), '--rollback')).toEqual({
      code: 0,
      out: '1 file put back as before the run that was killed; 2 had not been written yet\n',
      err: '',
    });
    expect(treeOf(folder)).toEqual(OLD);
    const again = await migrate(path.join(folder, 'two'), '--rollback');
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain('nothing to roll back; no run was killed here');
    expect((await migrate('--rollback', '--write')).code).toBe(2);
  });

  it.each(['--write', '--rollback'])(
    'is left alone where somebody changed a file since: %s',
    async (option) => {
      const folder = await killedAfter(1);
      fs.writeFileSync(path.join(folder, 'one/a.ts'), 'mine');
      fs.rmSync(path.join(folder, 'one/src/b.ts'));
      const before = treeOf(folder);
      const { code, out, err } = await migrate(path.join(folder, 'one'), option, '--allow-dirty');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('one/a.ts: was changed by somebody else since\n');
      expect(err).toContain('one/src/b.ts: is gone\n');
      expect(err).toContain(
        `or delete ${journalOf(path.join(folder, 'two'))} to leave all as it is`,
      );
      expect(treeOf(folder)).toEqual(before);
      // The way out that was named.
      for (const name of ['one/a.ts', 'one/src/b.ts'] as const)
        fs.writeFileSync(path.join(folder, name), OLD[name]);
      expect((await migrate(path.join(folder, 'one'), option, '--allow-dirty')).code).toBe(0);
      expect(treeOf(folder)).toEqual(option === '--write' ? NEW : OLD);
    },
  );

  it('is not written through a link that was put there since', async () => {
    const folder = await killedAfter(1);
    fs.writeFileSync(path.join(folder, 'else.ts'), OLD['one/a.ts']);
    fs.rmSync(path.join(folder, 'one/a.ts'));
    fs.symlinkSync(path.join(folder, 'else.ts'), path.join(folder, 'one/a.ts'));
    expect((await migrate(path.join(folder, 'one'), '--write', '--allow-dirty')).err).toContain(
      'one/a.ts: is a symbolic link',
    );
    expect(fs.readFileSync(path.join(folder, 'else.ts'), 'utf8')).toBe(OLD['one/a.ts']);
  });

  it('is written again where a temporary file is gone or holds something else', async () => {
    const folder = await killedAfter(1);
    const [first, second] = Object.keys(treeOf(folder)).filter((f) => f.endsWith('.tmp'));
    fs.rmSync(path.join(folder, first));
    fs.writeFileSync(path.join(folder, second), 'half');
    expect((await migrate(path.join(folder, 'one'), '--write', '--allow-dirty')).code).toBe(0);
    expect(treeOf(folder)).toEqual(NEW);
  });

  it('is not touched while its process is alive', async () => {
    const folder = await killedAfter(1, PROJECTS['one project']);
    const file = journalOf(path.join(folder, 'one'));
    const journal = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    const ownedBy = (owner: object) => {
      fs.writeFileSync(file, JSON.stringify({ ...journal, owner }));
    };
    const now = new Date().toISOString();
    ownedBy({ pid: process.ppid, since: now });
    const before = treeOf(folder);
    for (const option of ['--write', '--rollback', '--todo']) {
      const { code, err } = await migrate(path.join(folder, 'one'), option, '--allow-dirty');
      expect(code).toBe(2);
      expect(err).toContain(
        `another run is writing (process ${process.ppid}, since ${now}). Wait for its end, then try again.`,
      );
    }
    expect(treeOf(folder)).toEqual(before);
    ownedBy({ pid: process.ppid, since: '2020-01-01T00:00:00.000Z' });
    expect((await migrate(path.join(folder, 'one'), '--write', '--allow-dirty')).code).toBe(0);
  });

  it.runIf(fs.existsSync('/proc/self/stat'))(
    'is not taken for that of a later process of the same number',
    async () => {
      const folder = await killedAfter(1, PROJECTS['one project']);
      const file = journalOf(path.join(folder, 'one'));
      const journal = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
      const owner = {
        pid: process.ppid,
        started: 'another-boot:1',
        since: new Date().toISOString(),
      };
      fs.writeFileSync(file, JSON.stringify({ ...journal, owner }));
      expect((await migrate(path.join(folder, 'one'), '--write', '--allow-dirty')).code).toBe(0);
    },
  );
});

describe('migrate, killed', { timeout: 60_000 }, () => {
  const DRIVER =
    'export class NAME { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n';
  const driver = (name: string) => DRIVER.replace('NAME', name);
  const migrated = (name: string) =>
    driver(name).replace('(context, volume)', '(context, volume, connector)');

  function git(root: string, ...args: string[]): string {
    return execFileSync(
      'git',
      ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args],
      { encoding: 'utf8' },
    );
  }

  /** A repository in which `migrate --write` was killed between two files. */
  function halfWritten(): string {
    const root = folderWith({
      'package.json': '{}',
      'a.js': driver('A'),
      'b.js': driver('B'),
      'notes.txt': 'mine\n',
    });
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'before');
    const preload = `import fs from 'node:fs'; const { renameSync } = fs;
      fs.renameSync = (from, to) => { if (to.endsWith('b.js')) process.kill(process.pid, 'SIGKILL'); renameSync(from, to); };`;
    const ran = run(
      root,
      ['--import', `data:text/javascript,${encodeURIComponent(preload)}`],
      '--write',
    );
    expect(ran.signal).toBe('SIGKILL');
    expect([
      fs.readFileSync(path.join(root, 'a.js'), 'utf8'),
      fs.readFileSync(path.join(root, 'b.js'), 'utf8'),
    ]).toEqual([migrated('A'), driver('B')]);
    return root;
  }

  function run(root: string, node: readonly string[], ...args: readonly string[]) {
    return spawnSync(
      process.execPath,
      [...node, path.resolve('bin/driver-contract.js'), 'migrate', root, ...args],
      { encoding: 'utf8' },
    );
  }

  it('is finished by the next, whose own changes are no obstacle', () => {
    const root = halfWritten();
    // A user may have added what was left.
    git(root, 'add', '-A');
    const { status, stdout, stderr } = run(root, [], '--write');
    expect([status, stderr]).toEqual([
      0,
      'driver-contract: finished the run that was killed: 1 of 2 files had still to be written.\n',
    ]);
    expect(stdout).toContain('declarations 2 already');
    git(root, 'add', '-A');
    expect(git(root, 'status', '--porcelain')).toBe('M  a.js\nM  b.js\n');
    expect(fs.readFileSync(path.join(root, 'b.js'), 'utf8')).toBe(migrated('B'));
    expect(run(root, [], '--write').stderr).toContain('uncommitted changes (a.js, b.js)');
  });

  it('is finished even where the rest of the tree is dirty, which is refused as ever', () => {
    const root = halfWritten();
    fs.appendFileSync(path.join(root, 'notes.txt'), 'more\n');
    const { status, stderr } = run(root, [], '--write');
    expect(status).toBe(2);
    expect(stderr).toContain('1 of 2 files had still to be written');
    expect(stderr).toContain('uncommitted changes (notes.txt)');
  });

  it('is taken back without a trace', () => {
    const root = halfWritten();
    const { status, stdout } = run(root, [], '--rollback');
    expect([status, stdout]).toEqual([
      0,
      '1 file put back as before the run that was killed; 1 had not been written yet\n',
    ]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });
});
