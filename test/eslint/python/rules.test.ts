import fs from 'node:fs';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { configs } from '../../../src/entries/python.js';
import { expectFindings } from '../../support/findings.js';
import { folderWith } from '../../support/temp.js';

const BASE = `class VolumeDriver(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`;
const MANAGER = `class VolumeManager(object):
    def __init__(self, driver: 'VolumeDriver'):
        self.driver = driver
`;
const ACME = `from driver import VolumeDriver
from client import ArrayClient


class AcmeDriver(VolumeDriver):
    def __init__(self):
        self.client = ArrayClient()

    def create_export(self, context, volume, vg=None):
        return None

    def initialize_connection(self, volume, connector):
        self.client.create_vlun(volume['id'], connector['host'])
        return {'driver_volume_type': 'iscsi'}
`;
const CLIENT = `class ArrayClient(object):
    def create_vlun(self, volume_id, host):
        self.session.post('/vluns', {'volume': volume_id, 'host': host})
`;
const FILES = {
  'setup.py': '',
  'driver.py': BASE,
  'manager.py': MANAGER,
  'client.py': CLIENT,
  'acme.py': ACME,
};

function linter(cwd: string, more: Linter.Config = {}): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [...configs.python, more] });
}

const shown = (results: readonly ESLint.LintResult[]) =>
  results.flatMap((r) =>
    r.messages.map(
      (m) => `${path.basename(r.filePath)} ${m.line}:${m.column} ${m.ruleId ?? m.message}`,
    ),
  );

const FOUND = [
  'acme.py 9:9 driver-contract/require-connector-parameter',
  'acme.py 9:9 driver-contract/no-stub-create-export',
  'acme.py 13:21 driver-contract/no-export-in-initialize-connection',
];

describe('the rules', () => {
  it('report on fixtures/python-volume-service what its findings.json says', async () => {
    const input = path.resolve('fixtures/python-volume-service/input');
    const eslint = linter(input, { settings: { 'driver-contract': { root: input } } });
    expectFindings(await eslint.lintFiles(['**/*.py']), input);
  });

  it('report on Python', async () => {
    const results = await linter(folderWith(FILES)).lintFiles(['**/*.py']);
    expect(shown(results).sort()).toEqual([...FOUND].sort());
    const chain = results
      .flatMap((r) => r.messages)
      .find((m) => m.ruleId?.endsWith('no-export-in-initialize-connection'));
    expect(chain?.message).toContain('AcmeDriver.initialize_connection -> ArrayClient.create_vlun');
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    [
      'an astral character before',
      (text: string) =>
        text
          .replace('class AcmeDriver', '"""😀"""\nclass AcmeDriver')
          .replace('\n\n\n"""', '\n\n"""'),
    ],
  ])('report at the same places with %s', async (_name, change) => {
    const folder = folderWith({ ...FILES, 'acme.py': change(ACME) });
    expect(shown(await linter(folder).lintFiles(['acme.py'])).sort()).toEqual([...FOUND].sort());
  });

  it.each([
    ['LF', (text: string) => text],
    ['CRLF and a byte order mark', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ])('offer the change, with %s', async (_name, change) => {
    const text = change(ACME.replace(', vg=None', ''));
    const folder = folderWith({ ...FILES, 'acme.py': text });
    const [{ messages }] = await linter(folder).lintFiles(['acme.py']);
    const fix = messages.find((m) => m.ruleId?.endsWith('require-connector-parameter'))
      ?.suggestions?.[0].fix;
    const [start, end] = fix?.range ?? [0, 0];
    // ESLint counts without the byte order mark.
    const body = text.replace('\uFEFF', '');
    expect(body.slice(0, start) + (fix?.text ?? '') + body.slice(end)).toBe(
      body.replace(
        'create_export(self, context, volume)',
        'create_export(self, context, volume, connector)',
      ),
    );
  });

  it('see the text of an editor, also of a file that is not there yet', async () => {
    const folder = folderWith({ 'setup.py': '', 'driver.py': BASE, 'client.py': CLIENT });
    const results = await linter(folder).lintText(ACME, { filePath: path.join(folder, 'acme.py') });
    expect(shown(results).sort()).toEqual([...FOUND].sort());
  });

  it('obey comments', async () => {
    const text = ACME.replace(
      'vg=None):',
      'vg=None):  # eslint-disable-line driver-contract/require-connector-parameter -- next release',
    );
    const folder = folderWith({ ...FILES, 'acme.py': text });
    expect(shown(await linter(folder).lintFiles(['acme.py'])).sort()).toEqual(
      FOUND.slice(1).sort(),
    );
    fs.writeFileSync(
      path.join(folder, 'acme.py'),
      `# eslint-disable driver-contract/no-stub-create-export\n${ACME}`,
    );
    expect(shown(await linter(folder).lintFiles(['acme.py']))).toHaveLength(2);
  });

  it('say nothing of a file that is a driver of nothing', async () => {
    expect(shown(await linter(folderWith(FILES)).lintFiles(['client.py', 'manager.py']))).toEqual(
      [],
    );
  });
});
