import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

/** A driver with something to fix, in a language whose files may declare their encoding. */
const DRIVER = `class Acme:
    def create_export(self, context, volume, connector):
        return self.library.create_export(context, volume)

    def initialize_connection(self, volume, connector):
        pass

    def __init__(self):
        self.library = Library()
`;
const LIBRARY = `class Library:
    def create_export(self, context, volume, connector):
        pass

    def initialize_connection(self, volume, connector):
        pass
`;
const driver = (head = '') => `${head}from library import Library\n\n\n${DRIVER}`;
const fixed = (text: string) =>
  text.replace('create_export(context, volume)', 'create_export(context, volume, connector)');
const project = () => folderWith({ 'setup.py': '', 'library.py': LIBRARY });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

async function fix(root: string, ...args: string[]) {
  const { code, out, err } = await command(
    'check',
    root,
    '--fix',
    '--format',
    'json',
    '--rule',
    'forward-connector',
    ...args,
  );
  const results = JSON.parse(out) as {
    filePath: string;
    messages: { ruleId: string | null; message: string }[];
  }[];
  const messages = results.flatMap((r) =>
    r.messages.map((m) => `${path.relative(root, r.filePath)}: ${m.ruleId ?? m.message}`),
  );
  return { code, err, messages };
}

describe('check --fix', () => {
  it.each([
    ['a declared encoding', latin1(driver('# coding: latin-1\n# Käse\n'))],
    ['UTF-16', Buffer.from(`\uFEFF${driver('# Käse\n')}`, 'utf16le')],
    ['a byte order mark', Buffer.from(`\uFEFF${driver('# Käse\n')}`)],
  ])('leaves all bytes but its own: %s', async (_, bytes) => {
    const root = project();
    const file = path.join(root, 'acme.py');
    fs.writeFileSync(file, bytes);
    expect(await fix(root)).toEqual({ code: 0, err: '', messages: [] });
    const unit = bytes[0] === 0xff ? 'utf16le' : 'latin1';
    expect(fs.readFileSync(file)).toEqual(Buffer.from(fixed(bytes.toString(unit)), unit));
    const written = fs.readFileSync(file);
    expect((await fix(root)).messages).toEqual([]);
    expect(fs.readFileSync(file)).toEqual(written);
  });

  it('reads nothing into a file that is no text, and fixes the others', async () => {
    const root = project();
    const bytes = latin1(driver('# Käse\n'));
    fs.writeFileSync(path.join(root, 'acme.py'), bytes);
    fs.writeFileSync(path.join(root, 'birch.py'), driver());
    expect(await fix(root)).toEqual({
      code: 1,
      err: '',
      messages: ['acme.py: The file is not UTF-8. Nothing of it was checked.'],
    });
    expect(fs.readFileSync(path.join(root, 'acme.py'))).toEqual(bytes);
    expect(fs.readFileSync(path.join(root, 'birch.py'), 'utf8')).toBe(fixed(driver()));
  });

  it.each([
    ['is read-only', (file: string) => fs.chmodSync(file, 0o444)],
    [
      'is a symbolic link',
      (file: string) => (fs.renameSync(file, `${file}.real`), fs.symlinkSync(`${file}.real`, file)),
    ],
    [
      'is one of 2 hard links to the same content: the others would keep the old text',
      (file: string) => fs.linkSync(file, `${file}.other`),
    ],
  ])('says why it leaves a file that %s, and fixes the others', async (reason, make) => {
    const root = project();
    const [acme, birch] = ['acme.py', 'birch.py'].map((name) => path.join(root, name));
    for (const file of [acme, birch]) fs.writeFileSync(file, driver());
    make(acme);
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    expect(await fix(root)).toEqual({
      code: 1,
      err: '',
      messages: [
        'acme.py: driver-contract/forward-connector',
        `acme.py: Nothing is fixed here: the file ${reason}. Mend that, or fix it by hand.`,
      ],
    });
    expect([acme, birch].map((file) => fs.readFileSync(file, 'utf8'))).toEqual([
      driver(),
      fixed(driver()),
    ]);
    expect(fs.lstatSync(acme).isSymbolicLink()).toBe(reason === 'is a symbolic link');
  });

  it('leaves a file outside of the project that a link leads to', async () => {
    const root = folderWith({
      'tree/setup.py': '',
      'tree/library.py': LIBRARY,
      'out.py': driver(),
    });
    const tree = path.join(root, 'tree');
    fs.symlinkSync('../out.py', path.join(tree, 'acme.py'));
    git(tree, 'init', '-q');
    git(tree, 'add', '-A');
    expect((await fix(tree)).code).toBe(1);
    expect(fs.readFileSync(path.join(root, 'out.py'), 'utf8')).toBe(driver());
  });

  it('finishes what a run that was killed has left', () => {
    const root = project();
    const [acme, birch] = ['acme.py', 'birch.py'].map((name) => path.join(root, name));
    for (const file of [acme, birch]) fs.writeFileSync(file, driver());
    const preload = `import fs from 'node:fs'; const { renameSync } = fs;
      fs.renameSync = (from, to) => { if (to.endsWith('birch.py')) process.kill(process.pid, 'SIGKILL'); renameSync(from, to); };`;
    const run = (...node: string[]) =>
      spawnSync(
        process.execPath,
        [...node, path.resolve('bin/driver-contract.js'), 'check', root, '--fix'],
        { encoding: 'utf8' },
      );
    expect(run('--import', `data:text/javascript,${encodeURIComponent(preload)}`).signal).toBe(
      'SIGKILL',
    );
    expect([acme, birch].map((file) => fs.readFileSync(file, 'utf8'))).toEqual([
      fixed(driver()),
      driver(),
    ]);
    const { status, stderr } = run('--no-warnings');
    expect([status, stderr]).toEqual([
      0,
      'driver-contract: finished the run that was killed: 1 of 2 files had still to be written.\n',
    ]);
    expect([acme, birch].map((file) => fs.readFileSync(file, 'utf8'))).toEqual([
      fixed(driver()),
      fixed(driver()),
    ]);
    expect(fs.readdirSync(root).sort()).toEqual(['acme.py', 'birch.py', 'library.py', 'setup.py']);
  });
});
