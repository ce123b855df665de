import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MovePlans } from '../../codemods/move-export/plan.js';
import { command } from '../support/command.js';
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
