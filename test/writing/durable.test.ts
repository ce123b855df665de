import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renameOver, syncFolder } from '../../src/writing/durable.js';
import { obstacleOf } from '../../src/writing/refusals.js';
import { writeAll } from '../../src/writing/write-files.js';
import { filesBelow, folderWith } from '../support/temp.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code });
}

/** As Windows has it: a folder can be opened, and not waited for. */
function refuseFolders(code: string): void {
  const { fsyncSync } = fs;
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    if (fs.fstatSync(handle).isDirectory()) throw failure(code);
    fsyncSync(handle);
  });
}

describe('a folder that cannot be synced', () => {
  it.each(['EPERM', 'EINVAL', 'ENOTSUP'])('is no error: %s', (code) => {
    refuseFolders(code);
    expect(() => {
      syncFolder(folderWith({}));
    }).not.toThrow();
  });

  it('is one where the disk fails', () => {
    refuseFolders('EIO');
    expect(() => {
      syncFolder(folderWith({}));
    }).toThrow('EIO');
  });

  it('keeps nothing from being written, and leaves no journal behind', async () => {
    const root = folderWith({ 'a.ts': 'old\n', 'src/b.ts': 'old\n' });
    refuseFolders('EPERM');
    const change = (file: string) => ({
      path: path.join(root, file),
      root,
      encoding: 'utf-8' as const,
      before: 'old\n',
      after: 'new\n',
      edits: [{ start: 0, end: 3, text: 'new' }],
    });
    await writeAll([change('a.ts'), change('src/b.ts')]);
    expect(
      filesBelow(root).map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]),
    ).toEqual([
      ['a.ts', 'new\n'],
      ['src/b.ts', 'new\n'],
    ]);
  });
});

describe('a file that somebody holds open', () => {
  /** A rename that fails so many times. */
  function held(times: number, code: string) {
    const { renameSync } = fs;
    let left = times;
    return vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (left-- > 0) throw failure(code);
      renameSync(from, to);
    });
  }

  it.each(['EPERM', 'EBUSY', 'EACCES'])('is tried again on Windows: %s', (code) => {
    const root = folderWith({ a: 'new', b: 'old' });
    const spy = held(3, code);
    renameOver(path.join(root, 'a'), path.join(root, 'b'), true);
    expect(spy).toHaveBeenCalledTimes(4);
    expect(fs.readFileSync(path.join(root, 'b'), 'utf8')).toBe('new');
  });

  it('is given up in the end', () => {
    const root = folderWith({ a: 'new', b: 'old' });
    held(Infinity, 'EBUSY');
    expect(() => {
      renameOver(path.join(root, 'a'), path.join(root, 'b'), true);
    }).toThrow('EBUSY');
  });

  it.each([
    ['elsewhere', 'EPERM', false],
    ['where it is another failure', 'ENOSPC', true],
  ])('is not tried again %s', (_where, code, isWindows) => {
    const root = folderWith({ a: 'new', b: 'old' });
    const spy = held(1, code);
    expect(() => {
      renameOver(path.join(root, 'a'), path.join(root, 'b'), isWindows);
    }).toThrow(code);
    expect(spy).toHaveBeenCalledTimes(1);
  });
});

describe('a path in another spelling than the disk’s', () => {
  it('is behind no link', () => {
    const root = folderWith({ 'src/a.ts': '' });
    // A disk that takes any case for a name gives its own as the real path.
    const shouted = (file: fs.PathLike) => String(file).replace('/src', '/SRC');
    vi.spyOn(fs, 'realpathSync').mockImplementation(shouted);
    vi.spyOn(fs.realpathSync, 'native').mockImplementation(shouted);
    expect(obstacleOf(path.join(root, 'src/a.ts'), root)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is behind one where a folder is a link', () => {
    const root = folderWith({ 'src/a.ts': '' });
    fs.symlinkSync(path.join(root, 'src'), path.join(root, 'link'));
    expect(obstacleOf(path.join(root, 'link/a.ts'), root)).toBe('lies behind a symbolic link');
  });
});
