import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { disk } from '../../src/workspace/disk.js';
import { Overlay } from '../../src/workspace/overlay.js';
import { Session } from '../../src/workspace/session.js';
import { MAX_PROJECT, Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from '../support/table-host.js';
import { folderWith } from '../support/temp.js';

/** Changes a file as somebody else would: later than it was read. */
function save(file: string, text: string): void {
  fs.writeFileSync(file, text);
  const later = new Date(Date.now() + 5000);
  fs.utimesSync(file, later, later);
}

describe('a workspace', () => {
  it('asks its host for everything, and takes facts once for one text', () => {
    const asked: string[] = [];
    const facts = (file: string) => {
      asked.push(file);
      return undefined;
    };
    const workspace = new Workspace('/t', {
      ...tableHost(
        new Map([
          ['/t/a.ts', 'export class A {}'],
          ['/t/dist/b.ts', ''],
        ]),
      ),
      facts,
    });
    expect(workspace.all()).toEqual(['/t/a.ts']);
    expect(workspace.facts('/t/a.ts')).toBe(workspace.facts('/t/a.ts'));
    expect(workspace.facts('/t/none.ts')).toBeUndefined();
    expect(asked).toEqual(['/t/a.ts']);
    expect(workspace.resolve('/t/a.ts', './a.js')).toBe('/t/a.ts');
  });

  it('reads so much of one project, and says what is beyond it', () => {
    const long = (word: string) => ({
      text: { length: MAX_PROJECT * 0.6, toString: () => word } as unknown as string,
      encoding: 'utf-8' as const,
    });
    const texts = new Map([
      ['/t/a.ts', long('createExport')],
      ['/t/b.ts', long('createExport')],
      ['/t/c.ts', long('nothing')],
    ]);
    const workspace = new Workspace('/t', {
      ...tableHost(new Map([...texts.keys()].map((file) => [file, '']))),
      readFile: (file) => texts.get(file),
    });
    const reason = 'is beyond the 500 MB that are read of one project';
    expect(workspace.missed(['createExport'])).toEqual(new Map([['/t/b.ts', reason]]));
    expect([...workspace.unread.keys()]).toEqual(['/t/b.ts', '/t/c.ts']);
    texts.delete('/t/a.ts');
    workspace.reload('/t/a.ts');
    workspace.reload('/t/b.ts');
    expect(workspace.text('/t/b.ts')).toBe(texts.get('/t/b.ts')?.text);
  });

  it('sees a file that changed, came or went, and nothing where nothing did', () => {
    const root = folderWith({ 'package.json': '{}', 'a.ts': 'export const a = 1;', 'b.ts': '' });
    const [a, b, c] = ['a.ts', 'b.ts', 'c.ts'].map((name) => path.join(root, name));
    const workspace = new Workspace(root, disk);
    for (const file of [a, b]) workspace.text(file);
    const refreshed = () => {
      workspace.refresh();
      return [...(workspace.takeChange()?.files ?? [])];
    };
    expect(refreshed()).toEqual([]);
    save(a, 'export const a = 2;');
    expect(refreshed()).toEqual([a]);
    expect(workspace.text(a)).toBe('export const a = 2;');
    save(a, 'export const a = 2;');
    expect(refreshed()).toEqual([]);
    fs.writeFileSync(c, '');
    expect(refreshed()).toEqual([c]);
    fs.rmSync(b);
    expect(refreshed()).toEqual([b]);
    expect(workspace.all()).toEqual([a, c]);
  });

  it.each([
    [
      'a package’s file that is too large to be read',
      'node_modules/sdk/index.d.ts',
      'x'.repeat(400_001),
    ],
    ['a package’s file', 'node_modules/sdk/index.d.ts', 'export {};'],
    ['a file that is not there', 'none.ts', undefined],
    ['a folder of that name', 'folder.ts/inner.txt', ''],
  ])('is not changed by %s', (_what, name, text) => {
    const root = folderWith({
      'package.json': '{}',
      'a.ts': '',
      ...(text === undefined ? {} : { [name]: text }),
    });
    const workspace = new Workspace(root, disk);
    workspace.facts(path.join(root, 'a.ts'));
    workspace.facts(path.join(root, name));
    workspace.text(path.join(root, path.dirname(name)));
    workspace.refresh();
    workspace.refresh();
    expect(workspace.takeChange()).toBeUndefined();
  });
});

describe('an editor’s texts', () => {
  it('hold until the file under them changes', () => {
    const root = folderWith({ 'package.json': '{}', 'a.ts': 'on disk' });
    const [a, b] = ['a.ts', 'b.ts'].map((name) => path.join(root, name));
    const overlay = new Overlay(disk);
    overlay.put(a, 'unsaved');
    overlay.put(b, 'new');
    expect(overlay.sourceFiles(root)).toEqual([a, b]);
    expect([a, b].map((file) => overlay.readFile(file)?.text)).toEqual(['unsaved', 'new']);
    expect(overlay.fileExists(b)).toBe(true);
    save(a, 'saved by somebody else');
    expect(overlay.readFile(a)?.text).toBe('saved by somebody else');
    expect(overlay.readFile(b)?.text).toBe('new');
  });

  it('are what a session judges, and a text that is the same changes nothing', () => {
    const root = folderWith({
      'package.json': '{}',
      'a.ts':
        'class A { createExport(context, volume) {} initializeConnection(volume, connector) {} }',
    });
    const file = path.join(root, 'a.ts');
    const session = new Session(root, volumeDriverContract);
    const first = session.current();
    expect(first.findingsIn(file)).toHaveLength(1);
    expect(session.at(file, fs.readFileSync(file, 'utf8'))).toBe(first);
    expect(
      session
        .at(
          file,
          'class A { createExport(context, volume, connector) {} initializeConnection(volume, connector) {} }',
        )
        .findingsIn(file),
    ).toEqual([]);
  });
});
