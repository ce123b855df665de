import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRIVER, git, MIGRATED, migrate, service } from '../support/command.js';

const inFolder = (text: string) => text.replaceAll("'./", "'../../");
const named = (name: string) => inFolder(DRIVER).replace('AcmeDriver', name);
const migrated = (name: string) => inFolder(MIGRATED).replace('AcmeDriver', name);
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** What stays open, in shared code. */
const MANAGER = `import type { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume) => driver.createExport(context, volume);
`;
const TEST = `import { BirchDriver } from '../drivers/birch/driver.js';

it('exports', async () => {
  await new BirchDriver().createExport(context, volume);
});
`;

function vendors(): string {
  const root = service({
    'manager.ts': MANAGER,
    'drivers/acme systems/fc.ts': named('AcmeFc'),
    'drivers/acme systems/iscsi.ts': named('AcmeIscsi'),
    'drivers/birch/driver.ts': crlf(named('BirchDriver')),
    'drivers/cédar.ts': named('CedarDriver'),
    'tests/birch.test.ts': TEST,
  });
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return root;
}

describe('migrate --patch-dir', () => {
  it('writes a patch for each vendor, and `git am` takes them', async () => {
    const root = vendors();
    const folder = path.join(root, '../patches', path.basename(root));
    const { code, out, err } = await migrate(root, '--patch-dir', folder);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain(`3 patches written to ${folder}`);
    expect(git(root, 'status', '--porcelain')).toBe('');
    const patches = fs.readdirSync(folder);
    expect(patches).toEqual(['0001-acme-systems.patch', '0002-birch.patch', '0003-c-dar.patch']);
    git(root, 'am', ...patches.map((patch) => path.join(folder, patch)));
    expect(git(root, 'log', '--format=%s', '-3').trim().split('\n')).toEqual([
      'cédar: add connector to createExport',
      'birch: add connector to createExport',
      'acme systems: add connector to createExport',
    ]);
    expect(git(root, 'show', '--stat=200', '--format=', 'HEAD~1')).toMatch(
      /drivers\/birch\/driver\.ts.*\n.*tests\/birch\.test\.ts/u,
    );
    expect(fs.readFileSync(path.join(root, 'drivers/acme systems/fc.ts'), 'utf8')).toBe(
      migrated('AcmeFc'),
    );
    expect(fs.readFileSync(path.join(root, 'drivers/birch/driver.ts'), 'utf8')).toBe(
      crlf(migrated('BirchDriver')),
    );
    expect((await migrate(root)).out).toContain('\nnothing to change\n');
    fs.rmSync(folder, { recursive: true });
  });

  it('says what each holds, and what is left', async () => {
    const root = service({
      'manager.ts': MANAGER.replace('}', '}\n'),
      'drivers/acme/a.ts': named('A'),
      'drivers/birch/b.ts': named('B'),
    });
    fs.appendFileSync(path.join(root, 'drivers/acme/a.ts'), inFolder(MANAGER));
    const folder = path.join(root, 'out');
    await migrate(root, '--patch-dir', folder);
    const text = fs.readFileSync(path.join(folder, '0001-acme.patch'), 'utf8');
    expect(text).toContain(
      'By the contract volume-driver, createExport gains `connector`. Migrated here:\n\n  drivers/acme/a.ts:5 A.createExport\n\n' +
        'Left to do by hand:\n\n  drivers/acme/a.ts:12 VolumeDriver.createExport: no connector is in scope\n',
    );
  });

  it('calls a method as the files of the patch do', async () => {
    const python = `class BaseVD(object):
    def create_export(self, context, volume):
        pass
`;
    const driver = python.replace('BaseVD(object)', 'Acme(BaseVD)');
    const root = service({
      'base.py': python,
      'drivers/acme/a.py': `from base import BaseVD\n\n\n${driver}`,
      'drivers/birch/b.py': `from base import BaseVD\n\n\n${driver}`,
    });
    const folder = path.join(root, 'out');
    await migrate(root, '--patch-dir', folder);
    const subjects = fs
      .readdirSync(folder)
      .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
      .map((text) => /^Subject: \[PATCH .*?\] (.*)$/mu.exec(text)?.[1]);
    expect(subjects).toEqual([
      'core: add connector to create_export',
      'acme: add connector to create_export',
      'birch: add connector to create_export',
    ]);
    expect(fs.readFileSync(path.join(folder, '0002-acme.patch'), 'utf8')).toContain(
      'create_export gains `connector`. Migrated here:',
    );
  });

  it('refuses a folder with patches of another time, and --write beside it', async () => {
    const root = vendors();
    const folder = path.join(root, 'out');
    expect(await migrate(root, '--patch-dir', folder)).toMatchObject({ code: 1 });
    const again = await migrate(root, '--patch-dir', folder);
    expect(again.code).toBe(2);
    expect(again.err).toContain(
      '0001-acme-systems.patch: there are patches in this folder already. Name an empty folder.',
    );
    expect(await migrate(root, '--patch-dir', path.join(root, 'other'), '--write')).toMatchObject({
      code: 2,
    });
    expect(fs.existsSync(path.join(root, 'other'))).toBe(false);
  });

  it('keeps the spaces in names beyond ASCII, and makes no folder for nothing', async () => {
    const root = vendors();
    git(root, 'config', 'user.name', '李 明 Öz');
    const folder = path.join(root, 'out');
    await migrate(root, '--patch-dir', folder);
    git(root, 'am', ...fs.readdirSync(folder).map((patch) => path.join(folder, patch)));
    expect(git(root, 'log', '--format=%an', '-1').trim()).toBe('李 明 Öz');
    await migrate(root, '--patch-dir', path.join(root, 'nothing'));
    expect(fs.existsSync(path.join(root, 'nothing'))).toBe(false);
  });

  it('refuses a file in place of the folder before anything is asked', async () => {
    const root = vendors();
    const { code, out, err } = await migrate(
      root,
      '-i',
      '--patch-dir',
      path.join(root, 'manager.ts'),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      'manager.ts: the patches cannot be written: it is a file. Name a folder.',
    );
    expect(await migrate(root, '--rollback', '--patch-dir', path.join(root, 'out'))).toMatchObject({
      code: 2,
    });
  });

  it('quotes paths as git does, and keeps the bytes of every encoding: what it writes, what a dry run shows and --write are the same', async () => {
    const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
    const python = (
      name: string,
    ) => `# coding: latin-1\nclass ${name}:\n    '''K\u00e4se'''\n    def create_export(self, context, volume):
        pass\n\n    def initialize_connection(self, volume, connector):\n        pass\n`;
    const files: Readonly<Record<string, Buffer>> = {
      'new\nline/a.ts': Buffer.from(inFolder(DRIVER).replaceAll('../../', '../')),
      ' lead/trail /a.ts': Buffer.from(inFolder(DRIVER)),
      'drivers/qu"o\\te.ts': Buffer.from(inFolder(DRIVER).replaceAll('../../', '../')),
      'drivers/t\tab .ts': Buffer.from(inFolder(DRIVER).replaceAll('../../', '../')),
      'utf16.ts': utf16(DRIVER),
      'windows.ts': utf16(crlf(DRIVER)),
      'big.ts': utf16(DRIVER).swap16(),
      'latin.py': Buffer.from(python('Latin'), 'latin1'),
    };
    const made = () => {
      const root = service({});
      for (const [name, bytes] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        fs.writeFileSync(path.join(root, name), bytes);
      }
      git(root, 'init', '-q');
      git(root, 'add', '-A');
      git(root, 'commit', '-qm', 'before');
      return root;
    };
    const now = (root: string) =>
      Object.keys(files).map((name) => fs.readFileSync(path.join(root, name)).toString('latin1'));
    const [written, mailed, shown] = [made(), made(), made()];
    expect(await migrate(written, '--write')).toMatchObject({ code: 0, err: '' });
    expect(
      now(written).filter((text, i) => text !== files[Object.keys(files)[i]].toString('latin1')),
    ).toHaveLength(8);
    const patches = path.join(mailed, '../patches', path.basename(mailed));
    expect(await migrate(mailed, '--patch-dir', patches)).toMatchObject({ code: 0, err: '' });
    git(mailed, 'am', ...fs.readdirSync(patches).map((patch) => path.join(patches, patch)));
    expect(now(mailed)).toEqual(now(written));
    const { stdout } = spawnSync(process.execPath, [
      path.resolve('bin/driver-contract.js'),
      'migrate',
      shown,
    ]);
    fs.writeFileSync(path.join(shown, 'change.patch'), stdout);
    git(shown, 'apply', 'change.patch');
    expect(now(shown)).toEqual(now(written));
  });
});
