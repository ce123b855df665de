import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseHunks, type Hunk } from '../../src/cli/interactive.js';
import { DRIVER, MIGRATED, service } from '../support/command.js';

const hunks: Hunk[] = ['one', 'two', 'three'].map((name) => ({
  diff: `${name}\n`,
  sites: [`${name}.ts:1:1:use`],
}));

async function choose(...answers: string[]): Promise<{ declined: string[]; said: string }> {
  let said = '';
  const typed = (async function* () {
    yield* answers;
  })();
  const declined = await chooseHunks(hunks, typed, (text) => (said += text));
  return { declined: [...declined].map((site) => site.split('.')[0]), said };
}

describe('chooseHunks', () => {
  it.each([
    [['y', 'y', 'y'], []],
    [['yes', 'n', 'y'], ['two']],
    [
      ['skip', 's', 'no'],
      ['one', 'two', 'three'],
    ],
    [['n', 'a'], ['one']],
    [
      ['y', 'q'],
      ['two', 'three'],
    ],
    [['y'], ['two', 'three']],
    [[], ['one', 'two', 'three']],
    [['Y', ' N ', 'ALL'], ['two']],
  ])('%j leaves %j', async (answers, declined) => {
    expect((await choose(...answers)).declined).toEqual(declined);
  });

  it('explains the answers, and asks again', async () => {
    const { declined, said } = await choose('what?', 'n', 'a');
    expect(declined).toEqual(['one']);
    expect(said).toContain('one\n(1/3) Apply this change [y,n,a,q,?]? y - apply this change\n');
    expect(said.match(/\(1\/3\)/gu)).toHaveLength(2);
  });
});

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
    expect(stdout).toContain('(1/3) Apply this change [y,n,a,q,?]? ');
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

  it('writes nothing when the answers end', () => {
    const root = service({ 'acme.ts': DRIVER });
    expect(run(root, '')).toMatchObject({ status: 1 });
    expect(read(root, 'acme.ts')).toBe(DRIVER);
  });
});
