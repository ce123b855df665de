import type { FileChange } from '../../src/edits/file-change.js';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rollBackKilledRun } from '../../src/cli/recover.js';
import { JournalError } from '../../src/writing/journal-format.js';
import { WriteError } from '../../src/writing/refusals.js';
import type { Encoding } from '../../src/encoding/encoding.js';
import { changeOf } from '../support/change.js';
import { InterruptedError, writeAll } from '../../src/writing/write-files.js';

let root = '';
const at = (name: string) => path.join(root, name);
const change = (name: string, before = 'old', after = 'new', encoding: Encoding = 'utf-8') =>
  changeOf(at(name), root, before, after, encoding);

beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'write-'));
  for (const name of ['a.ts', 'b.ts', 'c.ts']) fs.writeFileSync(at(name), 'old');
});

afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true, force: true });
});

/** What each file holds; a left-over temporary file would show. */
function tree(): Record<string, string> {
  return Object.fromEntries(
    fs
      .readdirSync(root)
      .sort()
      .map((name) => [name, fs.readFileSync(at(name), 'utf8')]),
  );
}

async function refused(changes: readonly FileChange[]): Promise<string[]> {
  try {
    await writeAll(changes);
  } catch (error) {
    if (error instanceof WriteError)
      return error.refusals.map((r) => `${path.basename(r.path)}: ${r.reason}`);
  }
  return [];
}

describe('writeAll', () => {
  it('writes every file and keeps its mode', async () => {
    fs.chmodSync(at('a.ts'), 0o755);
    await writeAll([change('a.ts'), change('b.ts', 'old', '\uFEFFnew\r\n')]);
    expect(tree()).toEqual({ 'a.ts': 'new', 'b.ts': '\uFEFFnew\r\n', 'c.ts': 'old' });
    expect(fs.statSync(at('a.ts')).mode & 0o777).toBe(0o755);
  });

  it('writes nothing when one file changed since it was read, or is gone', async () => {
    const changes = [change('a.ts'), change('b.ts', 'older'), change('gone.ts')];
    expect(await refused(changes)).toEqual([
      'b.ts: was changed since it was read',
      'gone.ts: cannot be read and written (ENOENT)',
    ]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it('reports read-only files, links and files outside', async () => {
    fs.chmodSync(at('a.ts'), 0o444);
    fs.symlinkSync(at('b.ts'), at('link.ts'));
    fs.symlinkSync(root, at('folder'));
    const outside = changeOf(path.join(path.dirname(root), 'outside.ts'), root, '', 'x');
    expect(
      await refused([change('a.ts'), change('link.ts'), change('folder/c.ts'), outside]),
    ).toEqual([
      'a.ts: is read-only',
      'link.ts: is a symbolic link',
      'c.ts: lies behind a symbolic link',
      `outside.ts: lies outside of ${root}`,
    ]);
    expect(fs.readFileSync(at('b.ts'), 'utf8')).toBe('old');
  });

  it('writes a text in the encoding of its file', async () => {
    fs.writeFileSync(at('a.ts'), Buffer.from('\uFEFFä', 'utf16le').swap16());
    fs.writeFileSync(at('b.ts'), Buffer.from('ä', 'latin1'));
    await writeAll([
      change('a.ts', '\uFEFFä', '\uFEFFäö', 'utf-16be'),
      change('b.ts', 'ä', 'äö', 'iso-8859-1'),
    ]);
    expect(fs.readFileSync(at('a.ts'))).toEqual(Buffer.from('\uFEFFäö', 'utf16le').swap16());
    expect(fs.readFileSync(at('b.ts'))).toEqual(Buffer.from('äö', 'latin1'));
  });

  it('reports what an encoding lacks, and a text that is not what the bytes are', async () => {
    fs.writeFileSync(at('a.ts'), Buffer.from('ä', 'latin1'));
    expect(
      await refused([
        change('a.ts', 'ä', '€', 'iso-8859-1'),
        change('b.ts', 'old', '\uD800'),
        change('c.ts', 'old\uD800'),
      ]),
    ).toEqual([
      'a.ts: is iso-8859-1, which lacks a character of the new text',
      'b.ts: is utf-8, which lacks a character of the new text',
      'c.ts: was changed since it was read',
    ]);
  });

  it('writes nothing where a text differs elsewhere than in its edits', async () => {
    const changes = [
      change('a.ts'),
      { ...change('b.ts', 'old', 'oldest'), edits: [{ start: 0, end: 0, text: 'cold' }] },
    ];
    expect(await refused(changes)).toEqual([
      'b.ts: would change in other places than were planned',
    ]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it('does not part hard links', async () => {
    fs.linkSync(at('a.ts'), at('same.ts'));
    expect(await refused([change('a.ts')])).toEqual([
      'a.ts: is one of 2 hard links to the same content: the others would keep the old text',
    ]);
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps the owner and the group, and bits that a change of them takes away',
    async () => {
      fs.chownSync(at('a.ts'), 1234, 4321);
      fs.chmodSync(at('a.ts'), 0o6755);
      await writeAll([change('a.ts')]);
      const { uid, gid, mode } = fs.statSync(at('a.ts'));
      expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 1234, gid: 4321, mode: 0o6755 });
    },
  );

  it.runIf(process.getuid?.() === 0)(
    'reports a file that would lose its owner or its group',
    async () => {
      fs.chmodSync(at('a.ts'), 0o666);
      const { uid, gid } = fs.statSync(at('a.ts'));
      vi.spyOn(process, 'geteuid').mockReturnValue(uid + 1);
      expect(await refused([change('a.ts')])).toEqual([
        `a.ts: belongs to another user (${uid}), who would lose it`,
      ]);
      fs.chownSync(at('a.ts'), uid + 1, gid);
      vi.spyOn(process, 'getegid').mockReturnValue(gid + 1);
      vi.spyOn(process, 'getgroups').mockReturnValue([gid + 2]);
      expect(await refused([change('a.ts')])).toEqual([
        `a.ts: belongs to a group that is not yours (${gid})`,
      ]);
    },
  );

  it('reports a folder in which no file can be put', async () => {
    const { accessSync } = fs;
    vi.spyOn(fs, 'accessSync').mockImplementation((file, mode) => {
      if (file === root) throw Object.assign(new Error('no'), { code: 'EACCES' });
      accessSync(file, mode);
    });
    expect(await refused([change('a.ts')])).toEqual([
      'a.ts: stands in a folder that cannot be written to',
    ]);
  });

  it('writes a file whose name is as long as one can be', async () => {
    const name = `${'ä'.repeat(126)}.ts`;
    fs.writeFileSync(at(name), 'old');
    await writeAll([change(name)]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old', [name]: 'new' });
  });

  it('takes back what was renamed when a rename fails', async () => {
    const { renameSync } = fs;
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (to === at('c.ts')) throw new Error('disk is gone');
      renameSync(from, to);
    });
    expect(await refused([change('a.ts'), change('b.ts'), change('c.ts')])).toEqual([
      'c.ts: disk is gone',
    ]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it('names what it could not take back, and keeps the journal for it', async () => {
    const { renameSync } = fs;
    const done: string[] = [];
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (to === at('c.ts') || done.includes(String(to))) throw new Error('disk is gone');
      done.push(String(to));
      renameSync(from, to);
    });
    expect(await refused([change('a.ts'), change('c.ts')])).toEqual([
      'c.ts: disk is gone',
      'a.ts: is migrated and could not be put back (disk is gone)',
    ]);
    vi.restoreAllMocks();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    rollBackKilledRun([root]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it('names a folder that the disk does not take for good, and keeps the journal for it', async () => {
    const { fsyncSync } = fs;
    let broken = false;
    vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
      // From the renames on.
      if (fs.fstatSync(handle).isDirectory() && fs.readFileSync(at('a.ts'), 'utf8') === 'new')
        broken = true;
      if (broken) throw new Error('the disk is gone');
      fsyncSync(handle);
    });
    const said = `${path.basename(root)}: the disk is gone`;
    expect(await refused([change('a.ts')])).toEqual([
      said,
      `a.ts: is migrated and could not be put back (the disk is gone)`,
      said,
    ]);
    vi.restoreAllMocks();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    rollBackKilledRun([root]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it('leaves what somebody writes while it writes', async () => {
    const { renameSync } = fs;
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      renameSync(from, to);
      if (to === at('a.ts')) fs.writeFileSync(at('b.ts'), 'mine');
    });
    expect(await refused([change('a.ts'), change('b.ts'), change('c.ts')])).toEqual([
      'b.ts: was changed by somebody else since',
    ]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'mine', 'c.ts': 'old' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops on %s while nothing is written, and leaves nothing behind',
    async (signal) => {
      const { fsyncSync } = fs;
      const listeners = process.listenerCount(signal);
      vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
        fsyncSync(handle);
        process.emit(signal, signal);
      });
      await expect(writeAll([change('a.ts'), change('b.ts'), change('c.ts')])).rejects.toThrow(
        InterruptedError,
      );
      expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
      expect(process.listenerCount(signal)).toBe(listeners);
    },
  );

  it('ends what it has begun', async () => {
    const { renameSync } = fs;
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      renameSync(from, to);
      process.emit('SIGINT', 'SIGINT');
    });
    await writeAll([change('a.ts'), change('b.ts')]);
    expect(tree()).toEqual({ 'a.ts': 'new', 'b.ts': 'new', 'c.ts': 'old' });
  });

  it('leaves nothing behind when a temporary file cannot be written', async () => {
    const { writeFileSync } = fs;
    vi.spyOn(fs, 'writeFileSync').mockImplementation((file, data) => {
      writeFileSync(file, data);
      if (String(data) === 'too much') throw new Error('the disk is full');
    });
    expect(await refused([change('a.ts'), change('b.ts', 'old', 'too much')])).toEqual([
      'b.ts: the disk is full',
    ]);
    expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  });

  it.each(['linkSync', 'renameSync', 'fsyncSync'] as const)(
    'writes nothing without a journal: %s',
    async (call) => {
      for (const failing of [call, 'copyFileSync'] as const)
        vi.spyOn(fs, failing).mockImplementation(() => {
          throw Object.assign(new Error('no'), { code: 'EROFS' });
        });
      const written = writeAll([change('a.ts')]);
      await expect(written).rejects.toThrow(JournalError);
      await expect(written).rejects.toThrow('cannot be written (EROFS). Make its folder writable');
      expect(tree()).toEqual({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
    },
  );

  it('writes where the disk knows no links', async () => {
    vi.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('no'), { code: 'EPERM' });
    });
    await writeAll([change('a.ts')]);
    expect(tree()).toEqual({ 'a.ts': 'new', 'b.ts': 'old', 'c.ts': 'old' });
  });
});
