import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command, service } from '../support/command.js';

const TREE = {
  'client.ts':
    'export class Client { mapLun(id: string) {} }\nexport class Fast extends Client { mapLun(id: string) {} }\n',
  'acme.ts': `import { BaseVolumeDriver } from './driver.js';
import type { Client } from './client.js';
import type { Volume } from './types.js';
export class Acme extends BaseVolumeDriver {
  private readonly client: Client;
  go(volume: Volume) { this.client.mapLun(volume.id); }
}
function loop() { return again(); }
function again() { return loop(); }
loop().go();
`,
  'helper.py': `from client import Client
def make():
    return Client()
class Acme:
    def __init__(self):
        self.client = make()
    def go(self):
        self.client.map_lun(1)
`,
  'client.py': 'class Client:\n    def map_lun(self, lun):\n        pass\n',
};

afterEach(() => vi.unstubAllEnvs());

describe('explain --why', () => {
  it.each([
    [
      'acme.ts:6',
      [
        '    `this.client.mapLun()` (acme.ts:6) runs Client.mapLun (client.ts:1), Fast.mapLun (client.ts:2)',
        '      `this.client` (acme.ts:6) is Client (client.ts:1)',
        '        `this` (acme.ts:6) is Acme (acme.ts:4)',
        '        `client` of Acme (acme.ts:4) is overridden nowhere',
        '        the type `Client` (acme.ts:5) is that of Client (client.ts:1)',
        '        `mapLun` of Client (client.ts:1) is overridden by Fast (client.ts:2)',
      ],
    ],
    [
      'acme.ts:4',
      [
        '    above Acme (acme.ts:4) is BaseVolumeDriver (driver.ts:',
        '      `BaseVolumeDriver` (acme.ts:4) is the class BaseVolumeDriver',
      ],
    ],
    [
      'acme.ts:10',
      ['returns is something unknown: it is defined by itself (here the circle closes)'],
    ],
    [
      'helper.py:8',
      [
        '    `self.client.map_lun()` (helper.py:8) runs Client.map_lun (client.py:2)',
        '`make()` (helper.py:6) is exactly Client (client.py:1)',
        'what make (helper.py:2) returns is exactly Client (client.py:1)',
      ],
    ],
  ])('%s: what was asked, and what each said', async (place, lines) => {
    const root = service(TREE);
    vi.spyOn(process, 'cwd').mockReturnValue(root);
    const { code, out } = await command('explain', '--why', path.join(root, place));
    expect(code).toBe(0);
    for (const line of lines) expect(out).toContain(line);
    // What a call hands over says nothing of what it runs.
    expect(out).not.toContain('`volume.id`');
  });

  it('is shown where it is asked for', async () => {
    const root = service(TREE);
    const { out } = await command('explain', path.join(root, 'acme.ts:6'));
    expect(out).toContain('mapLun(): may');
    expect(out).not.toContain('why:');
  });
});

describe('DRIVER_CONTRACT_TRACE', () => {
  const run = (said: string | undefined) => {
    const env = { ...process.env };
    if (said === undefined) delete env.DRIVER_CONTRACT_TRACE;
    else env.DRIVER_CONTRACT_TRACE = said;
    return spawnSync(process.execPath, [path.resolve('bin/driver-contract.js'), 'list'], {
      cwd: service(TREE),
      encoding: 'utf8',
      env,
    });
  };

  it.each([
    [undefined, /^$/u],
    ['0', /^$/u],
    ['1', /^query +asked +computed +cycles +provisional +too deep +ms\n(?:\w+(?: +\d+){6}\n)+$/u],
    ['ancestry', /^ancestry: above .* is .*\n[^]*^query +asked/mu],
  ])('%s: on stderr, and nothing else changes', (said, expected) => {
    const { stderr, stdout, status } = run(said);
    expect(stderr).toMatch(expected);
    expect([status, stdout]).toEqual([0, run(undefined).stdout]);
  });
});
