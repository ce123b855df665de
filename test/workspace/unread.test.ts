import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encode } from '../../src/encoding/encoding.js';
import { UnreadableError } from '../../src/facts/language.js';
import { python } from '../../src/python/front-end.js';
import { disk } from '../../src/workspace/disk.js';
import { MAX_FILE } from '../../src/workspace/disk-files.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from '../support/table-host.js';
import { folderWith } from '../support/temp.js';

addLanguage(python);

afterEach(() => {
  vi.restoreAllMocks();
});

const METHOD = 'createExport(context, volume) {}';
/** A folder with files of any bytes; their names may be bytes too. */
function folderOf(
  files: readonly (readonly [name: string | Buffer, bytes: string | Buffer])[],
): string {
  const root = folderWith({ 'package.json': '{}' });
  for (const [name, bytes] of files)
    fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]), bytes);
  return root;
}
const latin1 = (text: string) => Buffer.from(text, 'latin1');

function missedIn(root: string): Record<string, string> {
  const workspace = new Workspace(root, disk);
  return Object.fromEntries(
    [...workspace.missed(['createExport'])].map(([file, reason]) => [
      path.relative(root, file),
      reason,
    ]),
  );
}

describe('a file that cannot be read as text', () => {
  it.each([
    ['is not UTF-8', latin1(`// Käse\n${METHOD}`)],
    ['is not UTF-8', latin1('// Käse\ncreate_export()')],
    ['is UTF-16 without a byte order mark', Buffer.from(METHOD, 'utf16le')],
    [
      'is UTF-16 with half a character',
      Buffer.concat([Buffer.from(`\uFEFF${METHOD}`, 'utf16le'), Buffer.from('a')]),
    ],
    [
      `is larger than ${MAX_FILE / 1_000_000} MB`,
      Buffer.concat([Buffer.alloc(MAX_FILE, ' '), Buffer.from(METHOD)]),
    ],
  ])('is missed where it may hold a word of the contract: %s', (reason, bytes) => {
    expect(missedIn(folderOf([['a.js', bytes]]))).toEqual({ 'a.js': reason });
  });

  it.each([
    ['a Vue component', 'Attach.vue', `<script>${METHOD}</script>`],
    ['a Svelte component', 'Attach.svelte', `<script>${METHOD}</script>`],
    ['an Astro component', 'attach.astro', `---\n${METHOD}\n---`],
    ['Cython', 'fast.pyx', 'def create_export(self, context, volume): pass'],
    ['a notebook', 'try.ipynb', '{ "source": ["driver.create_export(context, volume)"] }'],
    ['CoffeeScript', 'attach.coffee', 'createExport = (context, volume) ->'],
    [
      'a script without an ending in its name',
      'attach',
      '#!/usr/bin/env python3\ndriver.create_export(context, volume)',
    ],
  ])('is missed where it may hold code of another kind: %s', (kind, name, text) => {
    expect(missedIn(folderOf([[name, text]]))).toEqual({ [name]: `is ${kind}, which is not read` });
  });

  it.each([
    [
      'which holds no name of the contract',
      'a.vue',
      '<script>createExports(); reCreateExport()</script>',
    ],
    ['of another shell', 'attach', `#!/bin/sh\necho '${METHOD}'`],
    ['without a first line', 'README', METHOD],
    ['of a kind that holds no code', 'page.md', METHOD],
    ['that a package manager made', 'node_modules/a/a.vue', METHOD],
  ])('is none %s', (_, name, text) => {
    expect(missedIn(folderWith({ 'package.json': '{}', [name]: text }))).toEqual({});
  });

  it('finds a word that two pieces of a large file share', () => {
    const at = (1 << 20) - 6;
    expect(
      missedIn(folderOf([['a.js', Buffer.concat([Buffer.alloc(at, ' '), latin1(`${METHOD} ä`)])]])),
    ).toEqual({
      'a.js': 'is not UTF-8',
    });
  });

  it('is nobody’s business where it holds none', () => {
    const root = folderOf([
      ['a.js', latin1('// Käse')],
      ['b.js', Buffer.alloc(MAX_FILE + 1, ' ')],
    ]);
    const workspace = new Workspace(root, disk);
    expect([...workspace.missed(['createExport'])]).toEqual([]);
    expect([...workspace.unread.values()]).toEqual([
      'is not UTF-8',
      `is larger than ${MAX_FILE / 1_000_000} MB`,
    ]);
  });

  it('may hold anything where it cannot be opened', () => {
    const root = folderOf([['a.js', '']]);
    const { readFileSync } = fs;
    vi.spyOn(fs, 'readFileSync').mockImplementation(((file: string, ...rest: []) => {
      if (String(file).endsWith('a.js')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return readFileSync(file, ...rest);
    }) as typeof readFileSync);
    expect(missedIn(root)).toEqual({ 'a.js': 'cannot be opened (EACCES)' });
  });

  it.runIf(process.platform === 'linux')('is none that waits for somebody to write', () => {
    const root = folderWith({ 'package.json': '{}' });
    execFileSync('mkfifo', [path.join(root, 'a.js')]);
    expect(disk.readFile(path.join(root, 'a.js'))).toMatchObject({ reason: 'is no regular file' });
  });

  it.runIf(process.platform === 'linux').each(['without git', 'with git'])(
    'is known by a path that is not UTF-8, %s',
    (how) => {
      const root = folderOf([
        [latin1('käse.js'), METHOD],
        [latin1('ködel.js'), ''],
        ['line\nbreak.js', METHOD],
      ]);
      fs.writeFileSync(path.join(root, '.gitignore'), '*.log\n');
      if (how === 'with git') execFileSync('git', ['-C', root, 'init', '-q']);
      expect(missedIn(root)).toEqual({ 'k\uFFFDse.js': 'has a path that is not UTF-8' });
      expect(disk.sourceFiles(root).map((file) => path.relative(root, file))).toContain(
        'line\nbreak.js',
      );
    },
  );

  it('is forgotten when it changes', () => {
    const root = folderOf([['a.js', latin1(`// ä\n${METHOD}`)]]);
    const file = path.join(root, 'a.js');
    const workspace = new Workspace(root, disk);
    expect(workspace.facts(file)).toBeUndefined();
    expect(workspace.unread.get(file)).toBe('is not UTF-8');
    fs.writeFileSync(file, `// ä ${METHOD}`);
    workspace.refresh();
    expect(workspace.unread.get(file)).toBeUndefined();
    expect(workspace.takeChange()?.files).toEqual(new Set([file]));
    fs.writeFileSync(file, latin1('// ä, but without it'));
    workspace.reload(file);
    expect([...workspace.missed(['createExport'])]).toEqual([]);
    expect(workspace.unread.get(file)).toBe('is not UTF-8');
  });
});

it('what a front end cannot read is missed, too, and asked of once', () => {
  const asked: string[] = [];
  const facts = (file: string) => {
    asked.push(file);
    throw new UnreadableError('is nested too deep');
  };
  const table = new Map([
    ['/t/a.ts', METHOD],
    ['/t/b.ts', ''],
  ]);
  const workspace = new Workspace('/t', { ...tableHost(table), facts });
  for (const file of ['/t/a.ts', '/t/b.ts', '/t/a.ts'])
    expect(workspace.facts(file)).toBeUndefined();
  expect(asked).toEqual(['/t/a.ts', '/t/b.ts']);
  expect([...workspace.missed(['createExport'])]).toEqual([
    ['/t/a.ts', 'is nested too deep'],
    ['/t/b.ts', 'is nested too deep'],
  ]);
});

it('other encodings are read where they are known', () => {
  const root = folderOf([
    ['a.ts', Buffer.from('\uFEFFexport const ä = 1;', 'utf16le')],
    ['b.py', latin1('# coding: latin-1\nä = 1\n')],
    ['c.py', latin1('# coding: euc-jp\n')],
  ]);
  const workspace = new Workspace(root, disk);
  const [a, b, c] = ['a.ts', 'b.py', 'c.py'].map((name) => path.join(root, name));
  expect([workspace.text(a), workspace.encoding(a)]).toEqual([
    '\uFEFFexport const ä = 1;',
    'utf-16le',
  ]);
  expect([workspace.text(b), workspace.encoding(b)]).toEqual([
    '# coding: latin-1\nä = 1\n',
    'iso-8859-1',
  ]);
  expect([workspace.text(c), workspace.encoding(c)]).toEqual([undefined, undefined]);
  expect(workspace.unread.get(c)).toBe('is declared euc-jp, an encoding that is not read here');
});

it('what holds a word of the contract was read whole or is missed, whatever its bytes are', () => {
  const root = folderWith({ 'package.json': '{}' });
  const encodings = ['latin1', 'utf8', 'utf16le'] as const;
  const word = fc.tuple(
    fc.constantFrom('createExport', 'create_export', 'CREATEEXPORT'),
    fc.constantFrom(...encodings),
  );
  const piece = fc.oneof(
    word.map(([text, encoding]) => Buffer.from(text, encoding)),
    fc.constantFrom('fffe', 'feff', 'efbbbf', '00', '0a').map((hex) => Buffer.from(hex, 'hex')),
    fc
      .constantFrom('# coding: latin-1\n', '# coding: euc-jp\n', 'K\u00e4se')
      .map((text) => latin1(text)),
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }),
      fc.constantFrom('a.ts', 'a.py'),
      (pieces, name) => {
        const file = path.join(root, name);
        const bytes = Buffer.concat(pieces);
        fs.writeFileSync(file, bytes);
        const workspace = new Workspace(root, { ...disk, sourceFiles: () => [file] });
        const isMissed = workspace.missed(['createExport']).has(file);
        const text = workspace.text(file);
        fs.rmSync(file);
        const holds = /create_?export/iu.test(bytes.toString('latin1').replaceAll('\0', ''));
        expect(
          text === undefined
            ? isMissed
            : !isMissed && encode(text, workspace.encoding(file) ?? 'utf-8')?.equals(bytes),
        ).toBe(text === undefined ? holds : true);
      },
    ),
    { numRuns: 400 },
  );
});
