import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Hunk } from '../../src/cli/hunks.js';
import { chooseHunks } from '../../src/cli/interactive.js';
import type { Ledger } from '../../codemods/add-connector/ledger.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { DRIVER, MIGRATED, service } from '../support/command.js';

/** Name, file and vendor. */
const hunks = (
  [
    ['one', 'a.ts', 'acme'],
    ['two', 'b.ts', 'birch'],
    ['three', 'b.ts', 'birch'],
    ['four', 'c.ts', 'acme'],
  ] as const
).map(([name, file, vendor]): Hunk => ({
  diff: `${name}\n`,
  sites: [`${name}.ts:1:1:use`],
  file,
  vendor,
  reasons: [`${name} passes connector: its own parameter`],
  lines: { start: 0, end: 0, after: '', isShared: false },
}));

async function choose(...answers: string[]) {
  let said = '';
  const typed = (async function* () {
    yield* answers;
  })();
  const { declined, written } = await chooseHunks(hunks, {
    answers: typed,
    say: (text) => (said += text),
    edit: ({ file }) => (file === 'a.ts' ? { written: 'mine' } : { wrong: 'No editor.' }),
  });
  return {
    declined: [...declined].map((site) => site.split('.')[0]),
    written: [...written].map(([{ diff }, text]) => [diff.trim(), text]),
    said,
  };
}

describe('chooseHunks', () => {
  it.each([
    [['y', 'y', 'y', 'y'], []],
    [['yes', 'n', 'y', 'y'], ['two']],
    [
      ['skip', 's', 'no', 'n'],
      ['one', 'two', 'three', 'four'],
    ],
    [['n', 'a'], ['one']],
    [
      ['y', 'q'],
      ['two', 'three', 'four'],
    ],
    [['y'], ['two', 'three', 'four']],
    [[], ['one', 'two', 'three', 'four']],
    [['Y', ' N ', 'ALL'], ['two']],
    [
      ['n', 'f', 'n'],
      ['one', 'four'],
    ],
    [
      ['v', 'n', 'n'],
      ['two', 'three'],
    ],
    [
      ['n', 'v', 'n'],
      ['one', 'four'],
    ],
    // Back to what one answer has decided, be it one change or several.
    [['n', 'b', 'y', 'a'], []],
    [
      ['v', 'b', 'n', 'v', 'n'],
      ['one', 'four'],
    ],
    [
      ['b', 'y', 'n', 'y', 'b', 'n', 'n'],
      ['two', 'three', 'four'],
    ],
    [['e', 'a'], []],
    [['e', 'b', 'n', 'a'], ['one']],
  ])('%j leaves %j', async (answers, declined) => {
    expect((await choose(...answers)).declined).toEqual(declined);
  });

  it('explains the answers, and asks again', async () => {
    const { declined, said } = await choose('what?', 'n', 'a');
    expect(declined).toEqual(['one']);
    expect(said).toContain(
      'one\n  one passes connector: its own parameter\n  vendor: acme\n(1/4) Apply this change [y,n,a,q,f,v,b,e,?]? y - apply this change\n',
    );
    expect(said.match(/\(1\/4\)/gu)).toHaveLength(2);
  });

  it('takes what was edited, and asks again where it cannot', async () => {
    const { written, said, declined } = await choose('e', 'e', 'n', 'a');
    expect(written).toEqual([['one', 'mine']]);
    expect(said).toContain('No editor.\ntwo\n');
    expect(declined).toEqual(['two']);
    expect((await choose('b', 'q')).said).toContain('This is the first one.\n');
  });
});

const PYTHON = `from base import VolumeDriver


class Acme(VolumeDriver):
    def create_export(self, context, volume):
`;

describe('migrate -i', () => {
  const other = DRIVER.replace('AcmeDriver', 'BirchDriver');
  const manager = `import type { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';

export async function attach(driver: VolumeDriver, context: RequestContext, volume: Volume, connector: Connector) {
  await driver.createExport(context, volume);
}
`;
  const run = (root: string, input: string) =>
    spawnSync(
      process.execPath,
      ['bin/driver-contract.js', 'migrate', root, '-i', '--allow-dirty'],
      {
        input,
        encoding: 'utf8',
      },
    );
  const read = (root: string, file: string) => fs.readFileSync(path.join(root, file), 'utf8');

  it('writes what was accepted; the rest is open', () => {
    const root = service({ 'acme.ts': DRIVER, 'birch.ts': other, 'manager.ts': manager });
    const { status, stdout, stderr } = run(root, 'n\ny\ny\n');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('(1/3) Apply this change [y,n,a,q,f,v,b,e,?]? ');
    // An import is not asked for.
    expect(stdout).not.toContain('+import');
    expect(stdout).toContain(
      'acme.ts:5:18  AcmeDriver.createExport  open: you left it as it is\n\n2 files written',
    );
    expect([read(root, 'acme.ts'), read(root, 'birch.ts')]).toEqual([
      DRIVER,
      MIGRATED.replace('AcmeDriver', 'BirchDriver'),
    ]);
    expect(read(root, 'manager.ts')).toContain('driver.createExport(context, volume, connector)');
  });

  it('leaves what stands behind a declaration that is left', () => {
    const forwarding = DRIVER.replace(
      '    return {',
      '    await super.createExport(context, volume);\n    return {',
    );
    const root = service({ 'acme.ts': forwarding });
    const { stdout } = run(root, 'n\n');
    expect(stdout).toContain('(1/1)');
    expect(read(root, 'acme.ts')).toBe(forwarding);
  });

  const editing = (root: string, script: string, input: string) =>
    spawnSync(
      process.execPath,
      [
        path.resolve('bin/driver-contract.js'),
        'migrate',
        root,
        '-i',
        '--allow-dirty',
        '-f',
        'json',
      ],
      { input, encoding: 'utf8', env: { ...process.env, VISUAL: `sed -i ${script}` } },
    );
  const stateOf = (stdout: string, file: string) =>
    (JSON.parse(stdout) as Ledger).entries
      .filter((e) => e.file === file)
      .map((e) => `${e.status}: ${e.reason}`);

  it.skipIf(process.platform !== 'linux')(
    'writes what was edited, and says what it makes of it',
    () => {
      const files = { 'acme.py': `${PYTHON}        pass\n`, 'base.py': PYTHON_DRIVER };
      const done = service(files);
      const ran = editing(done, "'s/pass/return volume/;s/connector/connector=None/'", 'e\na\n');
      expect(ran.stderr).toContain('(1/2)');
      expect(read(done, 'acme.py')).toBe(
        PYTHON.replace('volume)', 'volume, connector=None)') + '        pass\n',
      );
      expect(stateOf(ran.stdout, 'acme.py')).toEqual(['migrated: as you edited it']);
      const lacking = service(files);
      const other = editing(lacking, "'s/, connector//'", 'e\na\n');
      expect(stateOf(other.stdout, 'acme.py')).toEqual([
        'open: you edited it, and Acme.create_export still lacks the parameter',
      ]);
      expect(other.status).toBe(1);
      const broken = service(files);
      const wrong = editing(broken, "'s/:$//'", 'e\nn\n');
      expect(wrong.stderr).toContain('The file would not parse any more (');
      expect(read(broken, 'acme.py')).toBe(files['acme.py']);
    },
  );

  it('sums up in one line what was left', () => {
    const names = ['a', 'b', 'c', 'd'];
    const root = service(Object.fromEntries(names.map((name) => [`${name}.ts`, DRIVER])));
    const { stdout } = run(root, 'y\nq\n');
    expect(stdout).toContain('b.ts:5:18  AcmeDriver.createExport  open: you left it as it is');
    const all = run(
      service(Object.fromEntries(names.map((name) => [`${name}.ts`, DRIVER]))),
      'q\n',
    );
    expect(all.stdout).toContain(
      '\nLeft to do (4):\n  4 sites in 4 files  open: you left it as it is\n\n0 files written\n',
    );
  });

  it('writes nothing when the answers end', () => {
    const root = service({ 'acme.ts': DRIVER });
    expect(run(root, '')).toMatchObject({ status: 1 });
    expect(read(root, 'acme.ts')).toBe(DRIVER);
  });
});
