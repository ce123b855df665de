import fs from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { configs } from '../../src/entries/python.js';
import { folderWith } from '../support/temp.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const shown = (results: readonly ESLint.LintResult[]) =>
  results
    .flatMap((r) =>
      r.messages.map(
        (m) => `${path.basename(r.filePath)} ${m.line}:${m.column} ${m.ruleId ?? m.message}`,
      ),
    )
    .sort();

async function check(folder: string, ...args: string[]): Promise<string[]> {
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  await main(['node', 'driver-contract', 'check', folder, '--format', 'json', ...args]);
  vi.restoreAllMocks();
  return shown(JSON.parse(out) as ESLint.LintResult[]);
}

async function lint(folder: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: configs.python,
  });
  return shown(await eslint.lintFiles(['**/*.py']));
}

const BASE = `class VolumeDriver(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`;
const acme = (comment: string) => `\uFEFFfrom driver import VolumeDriver\r
\r
class Acme(VolumeDriver):\r
    def create_export(self, context, volume):\r
        ${comment}\r
        return {'s': "\u2028 😀", 'a': self.make(volume)}\r
\r
    def make(self, volume): return 1; x = "\u2028"\r
    def initialize_connection(self, volume, connector):\r
        return 1\r
`;

describe('check of Python', () => {
  it('says what ESLint says with the config python', async () => {
    const folder = folderWith({
      'setup.py': '',
      'driver.py': BASE,
      'acme.py': acme('# eslint-disable-line driver-contract/forward-connector'),
    });
    const found = [
      'acme.py 4:9 driver-contract/require-connector-parameter',
      "acme.py 5:9 Unused eslint-disable directive (no problems were reported from 'driver-contract/forward-connector').",
    ];
    expect(await check(folder)).toEqual(found);
    expect(await lint(folder)).toEqual(found);
  });

  it('removes unused comments and leaves the code as it was', async () => {
    const folder = folderWith({
      'setup.py': '',
      'driver.py': BASE,
      'acme.py': acme('# eslint-disable-next-line driver-contract/forward-connector'),
    });
    expect(await check(folder, '--fix')).toHaveLength(1);
    expect(fs.readFileSync(path.join(folder, 'acme.py'), 'utf8')).toBe(
      acme('').replace('        \r\n', ''),
    );
  });

  it('checks what can be read of a file with a syntax error, which is all that ESLint says of it', async () => {
    const folder = folderWith({ 'setup.py': '', 'driver.py': BASE, 'acme.py': acme('x = = 1') });
    const error = 'acme.py 5:13 Parsing error: This cannot be read as Python: `=`.';
    expect(await check(folder)).toEqual([
      'acme.py 4:9 driver-contract/require-connector-parameter',
      `${error} What could be read was checked.`,
    ]);
    expect(await lint(folder)).toEqual([error]);
  });
});
