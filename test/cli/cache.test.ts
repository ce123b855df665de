import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { sizeOf } from '../../src/fact-cache/folder.js';
import { keepFacts } from '../../src/workspace/kept-facts.js';
import { Session } from '../../src/workspace/session.js';
import { command, DRIVER, service } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const PYTHON = `class VolumeDriver:
    def create_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        return self.client.attach_volume(volume, connector)
`;

let cache: string;

beforeEach(() => {
  cache = path.join(folderWith({}), 'cache');
  vi.stubEnv('DRIVER_CONTRACT_CACHE', cache);
});

afterEach(() => {
  vi.unstubAllEnvs();
  keepFacts(false);
});

const tree = () => service({ 'acme.ts': DRIVER, 'old.py': PYTHON });

describe('what is kept of files', () => {
  it('changes nothing of what is said, for any command', async () => {
    const root = tree();
    const commands = [
      ['check', root],
      ['list', root],
      ['explain', `${path.join(root, 'acme.ts')}:5`],
      ['migrate', root],
    ];
    const said = async (...more: string[]) => {
      const all = [];
      for (const args of commands) all.push(await command(...args, ...more));
      return all;
    };
    const without = await said('--no-cache');
    expect(fs.existsSync(cache)).toBe(false);
    expect(await said()).toEqual(without);
    const { files } = sizeOf(cache);
    expect(files).toBeGreaterThan(2);
    expect(await said()).toEqual(without);
    expect(sizeOf(cache).files).toBe(files);
  });

  it('is of no use for a file with another text', async () => {
    const root = tree();
    const before = await command('check', root, '-f', 'concise');
    const file = path.join(root, 'old.py');
    fs.writeFileSync(file, PYTHON.replace('attach_volume', 'get_volume'));
    const after = await command('check', root, '-f', 'concise');
    expect(before.out).toContain('old.py:6');
    expect(after.out).not.toContain('old.py:6');
  });

  it('is not what an editor shows and has not saved', () => {
    const root = tree();
    keepFacts(true);
    const session = new Session(root, volumeDriverContract);
    const file = path.join(root, 'acme.ts');
    session.current().findingsIn(file);
    const { files } = sizeOf(cache);
    session.at(file, `${DRIVER}// typed\n`).findingsIn(file);
    expect([files > 0, sizeOf(cache).files]).toEqual([true, files]);
  });

  it('is counted, and taken away', async () => {
    await command('check', tree());
    const { files, bytes } = sizeOf(cache);
    const size = `${files} files, ${(bytes / 1_000_000).toFixed(1)} MB`;
    expect(await command('cache', 'stats')).toEqual({
      code: 0,
      out: `${cache}: ${size}\n`,
      err: '',
    });
    expect((await command('cache', 'clear')).out).toBe(`${cache}: ${size} taken away\n`);
    expect((await command('cache', 'stats')).out).toBe(`${cache}: 0 files, 0.0 MB\n`);
  });

  it('is nothing where the user says so', async () => {
    vi.stubEnv('DRIVER_CONTRACT_CACHE', 'off');
    expect((await command('cache', 'stats')).out).toBe(
      'nothing is kept: DRIVER_CONTRACT_CACHE says so\n',
    );
  });
});
