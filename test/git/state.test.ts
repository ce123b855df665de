import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/git/state.js';
import { git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

/** A repository with a commit of these files. */
function repository(files: Readonly<Record<string, string>>, ...init: string[]): string {
  const root = folderWith(files);
  git(root, 'init', '-q', ...init);
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return root;
}

const write = (root: string, file: string, content: string | Buffer) => {
  fs.writeFileSync(path.join(root, file), content);
};

/** What is said of a repository, relative to it. */
function said(root: string): { changed: string[]; unsure: Record<string, string> } {
  const state = stateOf(root);
  if (!state) throw new Error('not under git');
  const relative = (file: string) => path.relative(root, file);
  return {
    changed: state.changed.map(relative),
    unsure: Object.fromEntries([...state.unsure].map(([file, why]) => [relative(file), why])),
  };
}

describe('the state of a repository', () => {
  it.each([[], ['--object-format=sha256']])('is that of its files, byte for byte %s', (...init) => {
    const root = repository(
      {
        'a.ts': 'a\n',
        'b.ts': 'b\n',
        'c.ts': 'c\n',
        'd.ts': '',
        'ä ü\n.ts': 'odd',
        '.gitignore': 'ignored',
      },
      ...init,
    );
    expect(said(root)).toEqual({ changed: [], unsure: {} });
    const { mtime, atime } = fs.statSync(path.join(root, 'a.ts'));
    write(root, 'a.ts', 'x\n');
    // What git would take for unchanged by its size and time.
    fs.utimesSync(path.join(root, 'a.ts'), atime, mtime);
    fs.rmSync(path.join(root, 'b.ts'));
    fs.chmodSync(path.join(root, 'c.ts'), 0o755);
    write(root, 'ä ü\n.ts', 'add');
    write(root, 'new.ts', '');
    write(root, 'ignored', '');
    expect(said(root).changed).toEqual(['a.ts', 'b.ts', 'c.ts', 'ä ü\n.ts']);
    git(root, 'config', 'core.fileMode', 'false');
    expect(said(root).changed).toEqual(['a.ts', 'b.ts', 'ä ü\n.ts']);
    expect(stateOf(root)?.tracked.has(path.join(root, 'new.ts'))).toBe(false);
  });

  it('counts what is staged, meant to be added, removed, or not decided', () => {
    const root = repository({ 'staged.ts': '1\n', 'removed.ts': '1\n', 'conflict.ts': '1\n' });
    git(root, 'checkout', '-qb', 'other');
    write(root, 'conflict.ts', '2\n');
    git(root, 'commit', '-qam', 'other');
    git(root, 'checkout', '-q', '-');
    write(root, 'conflict.ts', '3\n');
    git(root, 'commit', '-qam', 'this');
    expect(() => git(root, 'merge', '-q', 'other')).toThrow();
    write(root, 'staged.ts', '2\n');
    git(root, 'add', 'staged.ts');
    git(root, 'rm', '-q', '--cached', 'removed.ts');
    write(root, 'intended.ts', '');
    git(root, 'add', '-N', 'intended.ts');
    expect(said(root).changed).toEqual(['conflict.ts', 'intended.ts', 'removed.ts', 'staged.ts']);
  });

  it('counts everything before the first commit, and is none without a repository', () => {
    const root = folderWith({ 'a.ts': '' });
    expect(stateOf(root)).toBeUndefined();
    git(root, 'init', '-q');
    expect(said(root).changed).toEqual([]);
    git(root, 'add', '-A');
    expect(said(root).changed).toEqual(['a.ts']);
  });

  it('is that of a folder of a larger repository', () => {
    const root = repository({ 'a.ts': 'a', 'sub/b.ts': 'b', 'sub/c.ts': 'c' });
    write(root, 'a.ts', 'x');
    write(root, 'sub/b.ts', 'x');
    expect(said(path.join(root, 'sub')).changed).toEqual(['b.ts']);
  });

  it('looks at links, not behind them', () => {
    const root = repository({ 'a.ts': 'a', 'folder/b.ts': 'b' });
    fs.symlinkSync('a.ts', path.join(root, 'link.ts'));
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'link');
    expect(said(root).changed).toEqual([]);
    fs.rmSync(path.join(root, 'link.ts'));
    fs.symlinkSync('b.ts', path.join(root, 'link.ts'));
    const outside = folderWith({ 'b.ts': 'b' });
    fs.rmSync(path.join(root, 'folder'), { recursive: true });
    fs.symlinkSync(outside, path.join(root, 'folder'));
    expect(said(root).changed).toEqual(['folder/b.ts', 'link.ts']);
    fs.rmSync(path.join(root, 'link.ts'));
    write(root, 'link.ts', 'a.ts');
    expect(said(root).changed).toContain('link.ts');
    git(root, 'config', 'core.symlinks', 'false');
    expect(said(root).changed).not.toContain('link.ts');
  });

  it('leaves submodules to themselves', () => {
    const inner = repository({ 'inner.ts': '' });
    const root = repository({ 'a.ts': '' });
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'module');
    git(root, 'commit', '-qm', 'module');
    write(root, 'module/inner.ts', 'changed');
    expect(said(root)).toEqual({ changed: [], unsure: {} });
    expect(said(path.join(root, 'module')).changed).toEqual(['inner.ts']);
  });

  it('is not sure of what git was told not to look at', () => {
    const root = repository({
      'assumed.ts': '1',
      'same.ts': '1',
      'out/gone.ts': '1',
      'out/there.ts': '1',
    });
    git(root, 'update-index', '--assume-unchanged', 'assumed.ts', 'same.ts');
    git(root, 'update-index', '--skip-worktree', 'out/gone.ts', 'out/there.ts');
    write(root, 'assumed.ts', '2');
    write(root, 'out/there.ts', '2');
    fs.rmSync(path.join(root, 'out/gone.ts'));
    expect(said(root)).toEqual({
      changed: [],
      unsure: {
        'assumed.ts': 'assumed to be unchanged, and differs from what git has',
        'out/there.ts': 'left out of a sparse checkout, and differs from what git has',
      },
    });
  });

  it('reads a sparse index', () => {
    const root = repository({ 'in/a.ts': '1', 'out/b.ts': '1', 'c.ts': '1' });
    git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    expect(fs.existsSync(path.join(root, 'out/b.ts'))).toBe(false);
    expect(said(root)).toEqual({ changed: [], unsure: {} });
    write(root, 'in/a.ts', '2');
    expect(said(root).changed).toEqual(['in/a.ts']);
  });
});

describe('what git does to a file on its way in', () => {
  it.each<
    [
      what: string,
      setting: string,
      attributes: string,
      before: string,
      after: string,
      isChanged: boolean,
    ]
  >([
    ['line ends by core.autocrlf', 'true', '', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends by core.autocrlf=input', 'input', '', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends that nobody turns', 'false', '', 'a\nb\n', 'a\r\nb\r\n', true],
    ['line ends by eol=crlf', 'false', '*.ts eol=crlf', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends by text', 'false', '*.ts text', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends by crlf', 'false', '*.ts crlf', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends by text=auto', 'false', '*.ts text=auto', 'a\nb\n', 'a\r\nb\r\n', false],
    ['line ends of -text', 'true', '*.ts -text', 'a\nb\n', 'a\r\nb\r\n', true],
    ['a change with other line ends', 'true', '', 'a\nb\n', 'a\r\nc\r\n', true],
    ['what holds a null byte', 'true', '', 'a\n\0\n', 'a\r\n\0\r\n', true],
    ['what holds a CR alone', 'true', '', 'a\n\rb\n', 'a\r\n\rb\r\n', true],
    ['what cannot be printed', 'true', '', 'a\n\x01\x02\n', 'a\r\n\x01\x02\r\n', true],
    ['an $Id$', 'false', '*.ts ident', 'a $Id$ b\n', 'a $Id: 0123abc $ b\n', false],
  ])('%s', (_what, autocrlf, attributes, before, after, isChanged) => {
    const root = repository({ 'a.ts': before });
    git(root, 'config', 'core.autocrlf', autocrlf);
    write(root, '.gitattributes', attributes);
    git(root, 'add', '.gitattributes');
    git(root, 'commit', '-qm', 'attributes');
    write(root, 'a.ts', after);
    expect(said(root)).toEqual({ changed: isChanged ? ['a.ts'] : [], unsure: {} });
    // And git says so too.
    expect(
      git(root, 'hash-object', path.join(root, 'a.ts')) !== git(root, 'rev-parse', ':a.ts'),
    ).toBe(isChanged);
  });

  it('an encoding', () => {
    const root = repository({
      '.gitattributes': 'a.ts working-tree-encoding=UTF-16LE\nb.ts working-tree-encoding=no-such',
    });
    write(root, 'a.ts', Buffer.from('ä\n', 'utf16le'));
    git(root, 'add', 'a.ts');
    git(root, 'commit', '-qm', 'encoded');
    expect(said(root)).toEqual({ changed: [], unsure: {} });
    write(root, 'a.ts', Buffer.from('ö\n', 'utf16le'));
    expect(said(root)).toEqual({ changed: ['a.ts'], unsure: {} });
    write(root, 'a.ts', Buffer.from([0x00, 0xd8, 0x0a]));
    expect(said(root).unsure).toEqual({ 'a.ts': 'is not UTF-16LE, as a .gitattributes says' });
  });

  it('a filter is not run: what it would make of a file is not known', () => {
    const root = repository({
      'a.ts': 'clean',
      'same.ts': 'same',
      'free.ts': '1',
      '.gitattributes': '*.ts filter=x\nfree.ts -filter',
    });
    git(root, 'config', 'filter.x.clean', 'cat');
    write(root, 'a.ts', 'smudged');
    write(root, 'free.ts', '2');
    expect(said(root)).toEqual({
      changed: ['free.ts'],
      unsure: { 'a.ts': 'goes through the filter "x", which is not run' },
    });
    git(root, 'config', '--unset', 'filter.x.clean');
    expect(said(root)).toEqual({ changed: ['a.ts', 'free.ts'], unsure: {} });
  });
});
