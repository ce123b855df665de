import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, migrate } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const BASE = `class VolumeDriver(object):
    def create_export(self, context, volume):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`;
const acme = (name: string) => `from volume.driver import VolumeDriver\r
\r
\r
class ${name}(VolumeDriver):\r
    def create_export(self, context, volume):\r
        print "Größe", volume\r
`;
const USE = `def use(driver, context, volume):
    driver.create_export(context, volume)
`;

function tree(): string {
  const root = folderWith({
    'setup.py': '',
    'volume/driver.py': BASE,
    'volume/manager.py': USE,
    'volume/drivers/acme/fc.py': acme('AcmeFc'),
    'volume/drivers/birch.py': acme('Birch'),
  });
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return root;
}

describe('migrate on Python', { timeout: 60_000 }, () => {
  it('writes, leaves markers, and says that there are no types to check', async () => {
    const root = tree();
    const { code, out } = await migrate(root, '--write', '--allow-dirty', '--todo', '--verify');
    expect(code).toBe(1);
    expect(out).toContain('Type check: 4 Python files parsed again: there are no types to check');
    expect(out).toContain('4 files written');
    const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
    expect(read('volume/drivers/birch.py')).toBe(
      acme('Birch').replace('volume):', 'volume, connector):'),
    );
    expect(read('volume/manager.py')).toBe(
      USE.replace(
        '    driver',
        '    # TODO(driver-contract): create_export: no connector is in scope\n    driver',
      ),
    );
  });

  it('writes a patch for each vendor, and `git am` takes them', async () => {
    const root = tree();
    const folder = path.join(root, '../patches', path.basename(root));
    await migrate(root, '--patch-dir', folder);
    const patches = fs.readdirSync(folder);
    expect(patches).toEqual(['0001-core.patch', '0002-acme.patch', '0003-birch.patch']);
    git(root, 'am', ...patches.map((patch) => path.join(folder, patch)));
    expect(fs.readFileSync(path.join(root, 'volume/drivers/acme/fc.py'), 'utf8')).toBe(
      acme('AcmeFc').replace('volume):', 'volume, connector):'),
    );
  });
});
