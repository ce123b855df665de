import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../codemods/add-connector/ledger.js';
import { csv } from '../../src/cli/csv.js';
import { command, DRIVER, MIGRATED, service } from '../support/command.js';

const inFolder = (text: string) => text.replaceAll("'./", "'../../");
const named = (name: string, text = DRIVER) => inFolder(text).replace('AcmeDriver', name);
const OPEN = `import type { VolumeDriver } from '../../driver.js';
import type { RequestContext, Volume } from '../../types.js';

export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume) => driver.createExport(context, volume);
`;

function tree(more: Readonly<Record<string, string>> = {}): string {
  return service({
    'drivers/acme/fc.ts': named('AcmeFc'),
    'drivers/acme/iscsi.ts': named('AcmeIscsi'),
    'drivers/acme/use.ts': OPEN,
    'drivers/birch/driver.ts': named('Birch', MIGRATED),
    'drivers/san/cedar/driver.ts': inFolder(named('Cedar')).replaceAll("'../../", "'../../../"),
    CODEOWNERS: 'drivers/acme @acme/storage\ndrivers/birch @birch @bob\n',
    ...more,
  });
}

describe('migrate --by vendor', () => {
  it('says how far each vendor is, and who looks after its files', async () => {
    const { out } = await command('migrate', tree(), '--by', 'vendor');
    expect(out.split('would change; --write changes them\n\n')[1])
      .toBe(`vendor     drivers  migrated  open  owners
core             0         2     0
acme             2         2     1  @acme/storage
birch            1         1     0  @birch @bob
san              1         1     0
3 vendors        4         6     1
`);
  });

  it('goes by the table of the contract first', async () => {
    const contract = {
      extends: 'volume-driver',
      vendors: { Cedar: ['drivers/san/cedar/**'], Both: ['drivers/{acme,birch}/**'] },
    };
    const root = tree({ 'driver-contract.json': JSON.stringify(contract) });
    const { out } = await command('migrate', root, '--by', 'vendor', '--format', 'csv');
    expect(out.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'vendor',
      'core',
      'Both',
      'Cedar',
      '',
    ]);
    const patches = path.join(root, 'out');
    const made = await command('migrate', root, '--patch-dir', patches);
    expect(fs.readdirSync(patches)).toEqual(['0001-Both.patch', '0002-Cedar.patch']);
    expect(made.out).toContain(
      '\nBoth             3         3     1  @acme/storage @birch @bob  0001-Both.patch\n',
    );
  });

  it.each(['json', 'csv', 'markdown'])('as %s', async (format) => {
    const { out } = await command('migrate', tree(), '--by', 'vendor', '-f', format);
    const expected: Record<string, string> = {
      json: '  {\n    "vendor": "acme",\n    "drivers": 2,\n    "migrated": 2,\n    "open": 1,\n    "owners": [\n      "@acme/storage"\n    ]\n  },\n',
      csv: "vendor,drivers,migrated,open,owners,patch\r\ncore,0,2,0,,\r\nacme,2,2,1,'@acme/storage,\r\n",
      markdown:
        '## By vendor\n\n| vendor | drivers | migrated | open | owners | patch |\n|---|---:|---:|---:|---|---|\n| core | 0 | 2 | 0 |  |  |\n| acme | 2 | 2 | 1 | @acme/storage |  |\n',
    };
    expect(out).toContain(expected[format]);
  });
});

describe('the ledger', () => {
  it('says whose each site is, as data and as a table', async () => {
    const root = tree();
    const { entries } = JSON.parse((await command('migrate', root, '-f', 'json')).out) as Ledger;
    expect(entries.map((e) => [e.file, e.vendor])).toContainEqual(['drivers/acme/use.ts', 'acme']);
    expect(entries.find((e) => e.file === 'driver.ts')).not.toHaveProperty('vendor');
    const { out } = await command('migrate', root, '-f', 'csv');
    expect(out.split('\r\n')[0]).toBe(
      'file,line,column,kind,method,name,role,vendor,status,reason,value,parameters',
    );
    expect(out).toContain(
      '\r\ndrivers/acme/use.ts,4,94,call,createExport,VolumeDriver.createExport,driver,acme,open,no connector is in scope,,\r\n',
    );
    expect(out).toContain('"context: RequestContext, volume: Volume, connector: Connector"\r\n');
  });
});

describe('list', () => {
  it('--by vendor says how far each is before anything is migrated', async () => {
    const { out } = await command('list', tree(), '--by', 'vendor');
    expect(out).toBe(`vendor     drivers  migrated  open  owners
core             0         2     0
acme             2         0     3  @acme/storage
birch            1         1     0  @birch @bob
san              1         0     1
3 vendors        4         3     4
`);
  });

  it('names the vendor of each class in data', async () => {
    const root = tree();
    const rows = JSON.parse((await command('list', root, '-f', 'json')).out) as {
      name: string;
      vendor?: string;
    }[];
    expect(rows.find(({ name }) => name === 'AcmeFc')?.vendor).toBe('acme');
    const { out } = await command('list', root, '-f', 'csv');
    expect(out).toContain('\r\ndriver,AcmeFc,drivers/acme/fc.ts,4,acme,descends from ');
  });
});

describe('csv', () => {
  it('quotes what it must, and makes no formula of a text', () => {
    expect(
      csv(['a'], [['x,y'], ['say "x"'], ['two\nlines'], ['=1+1'], [-1], ['-x'], [undefined]]),
    ).toBe('a\r\n"x,y"\r\n"say ""x"""\r\n"two\nlines"\r\n\'=1+1\r\n-1\r\n\'-x\r\n\r\n');
  });
});
