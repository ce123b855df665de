import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MovePlans } from '../../codemods/move-export/plan.js';
import { command, git } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const STUB = `class AcmeDriver(VolumeDriver):
    def create_export(self, context, volume, connector):
        pass

    def initialize_connection(self, volume, connector):
`;
const GUILTY = `${STUB}        self.client.map_lun(volume.id, connector['host'])
        return {}
`;
const CLEAN = `${STUB}        return {'lun': self.client.find_lun(volume.id)}
`;

const tree = (files: Record<string, string>) => folderWith({ 'package.json': '{}', ...files });

describe('move-export', () => {
  it('prints plans, and says by its exit code that something is left', async () => {
    const { code, out, err } = await command('move-export', tree({ 'acme.py': GUILTY }));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const [first] = out.split('\n');
    expect(first).toBe(
      'acme.py:5 AcmeDriver.initialize_connection -> create_export: needs a decision (1)',
    );
    expect(out).toContain("  moves   6: self.client.map_lun(volume.id, connector['host'])\n");
    expect(out).toContain('   <- proposed\n');
    expect(out.endsWith('1 function: 1 needs a decision\n')).toBe(true);
  });

  it.each(['--json', '--format=json'])('prints them as data: %s', async (option) => {
    const { code, out } = await command('move-export', option, tree({ 'acme.py': GUILTY }));
    const { plans } = JSON.parse(out) as MovePlans;
    expect([code, plans.map((p) => p.verdict)]).toEqual([1, ['decision']]);
  });

  it('prints them for a review', async () => {
    const { out } = await command('move-export', '--markdown', tree({ 'acme.py': GUILTY }));
    expect(out).toMatch(/^### `AcmeDriver\.initialize_connection`: needs a decision\n/u);
  });

  it('has nothing to say of what is clean', async () => {
    const root = tree({ 'acme.py': CLEAN, 'other.py': GUILTY.replaceAll('Acme', 'Other') });
    expect(await command('move-export', path.join(root, 'acme.py'))).toEqual({
      code: 0,
      out: 'nothing to move\n',
      err: '',
    });
  });

  it('says that there is no driver, and which files it could not read', async () => {
    const none = await command('move-export', tree({ 'a.py': 'x = 1\n' }));
    expect([none.code, none.out]).toEqual([2, 'nothing to move\n']);
    expect(none.err).toContain('--allow-none');
    const carried = await command(
      'move-export',
      tree({ 'acme.py': CLEAN, 'other.pyx': 'def create_export(self): pass\n' }),
    );
    expect(carried.code).toBe(1);
    expect(carried.err).toContain('other.pyx: is Cython');
  });

  it('says which path there is not', async () => {
    const { code, err } = await command('move-export', path.join(tree({}), 'nowhere'));
    expect([code, err.includes('no such file or folder')]).toEqual([2, true]);
  });
});

const KEPT = `${STUB}        lun = self.client.find_lun(volume.id, connector['host'])
        if lun is None:
            lun = self.client.map_lun(volume.id, connector['host'])
        return {'lun': lun}
`;
const WRITTEN = `class AcmeDriver(VolumeDriver):
    def create_export(self, context, volume, connector):
        self._ensure_exported(volume, connector)

    def initialize_connection(self, volume, connector):
        lun = self._ensure_exported(volume, connector)
        return {'lun': lun}

    def _ensure_exported(self, volume, connector):
        """Creates what is not there yet of the export; asked again, it finds it."""
        lun = self.client.find_lun(volume.id, connector['host'])
        if lun is None:
            lun = self.client.map_lun(volume.id, connector['host'])
        return lun
`;

describe('move-export --step ensure', () => {
  const committed = (files: Record<string, string>) => {
    const root = tree(files);
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'before');
    return root;
  };
  const textOf = (root: string) => fs.readFileSync(path.join(root, 'acme.py'), 'utf8');

  it('shows a diff, and changes nothing', async () => {
    const root = tree({ 'acme.py': KEPT });
    const { code, out, err } = await command('move-export', '--step', 'ensure', root);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('+        self._ensure_exported(volume, connector)\n');
    expect(out.endsWith('1 file would change; --write changes them\n')).toBe(true);
    expect(textOf(root)).toBe(KEPT);
  });

  it('writes, and has nothing to do the second time', async () => {
    const root = committed({ 'acme.py': KEPT });
    const run = () => command('move-export', '--step', 'ensure', '--write', root);
    const first = await run();
    expect([first.code, textOf(root)]).toEqual([0, WRITTEN]);
    git(root, 'commit', '-qam', 'after');
    const second = await run();
    expect(second).toEqual({ code: 0, out: 'nothing to change\n', err: '' });
    expect(textOf(root)).toBe(WRITTEN);
    const { out } = await command('move-export', root);
    expect(out).toContain('-> create_export: already\n');
  });

  it('keeps the ends of lines', async () => {
    const root = committed({ 'acme.py': KEPT.replaceAll('\n', '\r\n') });
    await command('move-export', '--step=ensure', '--write', root);
    expect(textOf(root)).toBe(WRITTEN.replaceAll('\n', '\r\n'));
  });

  it('leaves what it cannot see through, and says so', async () => {
    const root = committed({ 'acme.py': GUILTY });
    const { code, out } = await command('move-export', '--step=ensure', '--write', root);
    expect(code).toBe(1);
    expect(out).toContain(
      'acme.py:5 AcmeDriver.initialize_connection: left as it is\n  ! client.map_lun may change',
    );
    expect(textOf(root)).toBe(GUILTY);
  });

  it('writes nothing that git could not bring back, and no step that has no name', async () => {
    const root = committed({ 'acme.py': KEPT });
    fs.appendFileSync(path.join(root, 'acme.py'), '# mine\n');
    const dirty = await command('move-export', '--step=ensure', '--write', root);
    expect([dirty.code, dirty.err.includes('uncommitted changes')]).toEqual([2, true]);
    const unnamed = await command('move-export', '--write', root);
    expect([unnamed.code, unnamed.err.includes('--step ensure')]).toEqual([2, true]);
  });
});
