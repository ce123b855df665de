import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { command } from '../support/command.js';
import { driver, MAPS, repository, TREE } from '../support/guilty.js';
import { folderWith } from '../support/temp.js';

const REMEDY =
  'Name the folder of the drivers, or their contract with --contract FILE (driver-contract contract writes one); if there need not be any, pass --allow-none.\n';
const CLEAN = { ...TREE, 'src/old.js': driver('Old') };
const isTTY = process.stderr.isTTY;

afterEach(() => {
  process.stderr.isTTY = isTTY;
});

describe('nothing found is not clean', () => {
  it.each([['check'], ['list']])('%s ends with 2 where there is no driver', async (name) => {
    const root = folderWith({ 'a.js': '', 'b.js': 'export class Acme {}\n' });
    const none = `driver-contract: ${root}: no driver in 2 files, by the contract volume-driver (built in). Looked for: what descends from VolumeDriver, BaseVD, BaseVolumeDriver or IVolumeDriver; what defineDriver, defineVolumeDriver or createDriver is given; what declares createExport and initializeConnection. ${REMEDY}`;
    const out =
      name === 'list'
        ? 'nothing of the contract in 2 files; contract volume-driver (built in)\n'
        : '';
    expect(await command(name, root)).toEqual({ code: 2, out, err: none });
    expect(await command(name, root, '--allow-none')).toEqual({ code: 0, out, err: none });
  });

  it('says what was looked for in the words of the contract and of the language', async () => {
    const contract = {
      name: 'transport',
      drivers: { modules: ['transports/*.py'], structural: false },
      methods: { sendBytes: { parameters: [{ name: 'data' }] } },
    };
    const root = folderWith({ 'a.py': '', 'driver-contract.json': JSON.stringify(contract) });
    expect(await command('check', root)).toEqual({
      code: 2,
      out: '',
      err: `driver-contract: ${root}: no driver in 1 file, by the contract transport (driver-contract.json). Looked for: modules called transports/*.py. ${REMEDY}`,
    });
    const python = folderWith({ 'a.py': '' });
    expect((await command('check', python)).err).toContain(
      'what declares create_export and initialize_connection.',
    );
  });

  it.each([['check'], ['list']])('%s is content with a path that has none', async (name) => {
    const root = folderWith(CLEAN);
    const out =
      name === 'list'
        ? 'nothing of the contract in 2 files; contract volume-driver (built in)\n'
        : '';
    expect(await command(name, path.join(root, 'lib'))).toEqual({
      code: 0,
      out,
      err: 'driver-contract: no driver in lib (2 files); the project has 2, by the contract volume-driver (built in).\n',
    });
  });

  it('does not overlook drivers that tests have', async () => {
    const root = folderWith({
      'package.json': '{}',
      'src/a.js': '',
      'test/a.test.js': driver('Fake'),
    });
    expect(await command('check', path.join(root, 'src'))).toMatchObject({
      code: 0,
      err: 'driver-contract: no driver in src (1 file); the project has 1, by the contract volume-driver (built in).\n',
    });
  });

  it('says no more where something is reported', async () => {
    const root = folderWith({ 'a.js': 'class A { createExport( }\n' });
    expect(await command('check', root)).toMatchObject({ code: 1, err: '' });
  });

  it('looks at what is staged', async () => {
    const root = repository({ 'a.js': '// a' });
    expect(await command('check', root, '--staged', '--all')).toMatchObject({ code: 2 });
  });
});

describe('a clean run', () => {
  it('says so on a terminal', async () => {
    const root = folderWith(CLEAN);
    expect(await command('check', root)).toEqual({ code: 0, out: '', err: '' });
    process.stderr.isTTY = true;
    expect(await command('check', root)).toEqual({
      code: 0,
      out: '',
      err: '2 drivers in 4 files, clean\n',
    });
    const guilty = folderWith({ ...TREE, 'src/old.js': driver('Old', MAPS) });
    expect((await command('check', guilty)).err).toBe('');
  });
});
