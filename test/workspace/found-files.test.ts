import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { disk } from '../../src/workspace/disk.js';
import { foundFiles } from '../../src/workspace/found-files.js';
import { ListingError } from '../../src/workspace/host.js';
import { git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

describe('files that no repository knows', () => {
  it('are all but hidden, ignored and generated ones, and links', () => {
    const root = folderWith({
      'a.ts': '',
      '.b.ts': '',
      '.hidden/c.ts': '',
      'dist/d.ts': '',
      'sub/node_modules/e.ts': '',
      'sub/f.ts': '',
      'sub/deep/g.ts': '',
      'sub/deep/kept.log.ts': '',
      'sub/other.log.ts': '',
      'ignored/h.ts': '',
      '.gitignore': '/ignored/\n*.log.ts\n',
      'sub/deep/.gitignore': '!kept.log.ts\n',
    });
    fs.symlinkSync('a.ts', path.join(root, 'link.ts'));
    fs.symlinkSync('sub', path.join(root, 'folder'));
    fs.symlinkSync('.', path.join(root, 'sub/round'));
    expect(foundFiles(root).sort()).toEqual([
      'a.ts',
      'sub/deep/g.ts',
      'sub/deep/kept.log.ts',
      'sub/f.ts',
    ]);
    // What is asked about is not ignored by what lies above it.
    expect(foundFiles(path.join(root, 'ignored'))).toEqual(['h.ts']);
    expect(disk.sourceFiles(root)).toEqual(
      ['a.ts', 'sub/deep/g.ts', 'sub/deep/kept.log.ts', 'sub/f.ts'].map((f) => path.join(root, f)),
    );
  });

  it.runIf(process.platform === 'linux')(
    'and pipes that are named like sources, since nobody could say what they hold',
    () => {
      const root = folderWith({ 'a.ts': '', '.gitignore': 'ignored.ts\n' });
      execFileSync('mkfifo', ['pipe.ts', 'pipe.txt', 'ignored.ts'], { cwd: root });
      fs.symlinkSync('/dev/zero', path.join(root, 'link.ts'));
      expect(disk.sourceFiles(root)).toEqual(
        ['a.ts', 'pipe.ts'].map((file) => path.join(root, file)),
      );
    },
  );

  it('are those that git would list', () => {
    const root = folderWith({
      'a.ts': '',
      'b/a.ts': '',
      'b/c/a.ts': '',
      'b/c/d.test.ts': '',
      'x/y/z.ts': '',
      'x/.gitignore': '*\n!y/\n!z.ts\n',
      '.gitignore': '/b/**/a.ts\n!/b/c/\n*.test.*\n',
    });
    const without = foundFiles(root).sort();
    git(root, 'init', '-q');
    expect(
      git(root, 'ls-files', '-o', '--exclude-standard', '*.ts').trim().split('\n').sort(),
    ).toEqual(without);
  });

  it('are found in time, whatever a .gitignore holds', () => {
    const root = folderWith({
      '.gitignore': '*a*a*a*a*a*a*a*ab\n',
      [`${'a'.repeat(60)}.ts`]: '',
      'b.ts': '',
    });
    const start = performance.now();
    expect(foundFiles(root)).toHaveLength(2);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('cannot be told where a folder cannot be read', () => {
    const root = folderWith({ 'a.ts': '', 'sub/b.ts': '' });
    const { readdirSync } = fs;
    const closed = path.join(root, 'sub');
    vi.spyOn(fs, 'readdirSync').mockImplementation(((folder: string, options: object) => {
      if (folder === closed) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return readdirSync(folder, options);
    }) as typeof fs.readdirSync);
    expect(() => foundFiles(root)).toThrow(
      new ListingError(
        `${closed}: cannot be read (EACCES). Make it readable, or name it in a .gitignore above it.`,
      ),
    );
    vi.restoreAllMocks();
  });
});
