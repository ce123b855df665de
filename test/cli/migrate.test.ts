import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../codemods/add-connector/ledger.js';
import { inCopyOf } from '../codemods/migrate.js';
import { DRIVER, git, MIGRATED, migrate, service, shared } from '../support/command.js';
import { folderWith } from '../support/temp.js';

const volumeService = path.resolve('fixtures/volume-service/input');
const codemods = path.resolve('fixtures/codemods');

/** Does asynchronous work in a copy of folders. */
async function inCopy(
  folders: readonly string[],
  work: (root: string) => Promise<void>,
): Promise<void> {
  const parent = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'migrate-'));
  inCopyOf(folders, (root) => {
    fs.cpSync(root, path.join(parent, 'tree'), { recursive: true });
  });
  try {
    await work(path.join(parent, 'tree'));
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
}

describe('driver-contract migrate', () => {
  it('shows a patch that git applies, and changes nothing', async () => {
    await inCopy([volumeService], async (root) => {
      git(root, 'init', '-q');
      git(root, 'add', '-A');
      git(root, 'commit', '-qm', 'before');
      const { code, out, err } = await migrate(root);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('37 files would change; --write changes them');
      expect(git(root, 'status', '--porcelain')).toBe('');
      fs.writeFileSync(path.join(root, '../change.patch'), out);
      git(root, 'apply', path.join(root, '../change.patch'));
      const again = await migrate(root);
      expect(again.out).toContain('nothing to change');
    });
  });

  it('writes, keeps the ledger, and refuses a dirty tree', async () => {
    await inCopy([volumeService], async (root) => {
      git(root, 'init', '-q');
      git(root, 'add', '-A');
      git(root, 'commit', '-qm', 'before');
      const file = path.join(root, '../ledger.json');
      expect(await migrate(root, '--write', '--ledger', file)).toMatchObject({ code: 0, err: '' });
      const ledger = JSON.parse(fs.readFileSync(file, 'utf8')) as Ledger;
      expect(ledger).toMatchObject({
        version: 1,
        contract: 'volume-driver',
        totals: { status: { open: 0, collision: 0 } },
      });
      const refused = await migrate(root, '--write');
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('the git tree has uncommitted changes (src/driver.ts, ');
      expect(refused.err).toContain('--allow-dirty');
      expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0 });
    });
  });

  it('ends with 1 while something is left, and says where', async () => {
    await inCopy(
      [path.join(codemods, 'shared'), path.join(codemods, 'collision-left')],
      async (root) => {
        fs.rmSync(path.join(root, 'output.ts'));
        const text = await migrate(root);
        expect(text.code).toBe(1);
        expect(text.out).toContain(
          'input.ts:5:18  AcmeDriver.createExport  collision: `vg` stands in its place',
        );
        const json = await migrate(root, '--format', 'json');
        expect((JSON.parse(json.out) as Ledger).totals.status.collision).toBe(3);
        const markdown = await migrate(root, '--format', 'markdown');
        expect(markdown.out).toContain('## Left to do');
      },
    );
  });

  it('leaves a file that cannot be written, and says so before', async () => {
    await inCopy(
      [path.join(codemods, 'shared'), path.join(codemods, 'single-line')],
      async (root) => {
        fs.rmSync(path.join(root, 'output.ts'));
        fs.chmodSync(path.join(root, 'input.ts'), 0o444);
        const text = fs.readFileSync(path.join(root, 'input.ts'), 'utf8');
        for (const options of [
          [],
          ['--write', '--allow-dirty'],
          ['--patch-dir', path.join(root, 'patches')],
        ]) {
          const { code, out } = await migrate(root, ...options);
          expect(code).toBe(1);
          expect(out).toContain('open: its file is read-only');
          expect(out).not.toContain('--- a/input.ts');
        }
        expect(fs.readFileSync(path.join(root, 'input.ts'), 'utf8')).toBe(text);
      },
    );
  });

  it('explains what it cannot run on', async () => {
    expect(await migrate('/nowhere')).toMatchObject({ code: 2, out: '' });
    await inCopy([path.join(codemods, 'shared')], async (root) => {
      const { code, err } = await migrate(root, '--contract', 'missing.json');
      expect(code).toBe(2);
      expect(err).toContain('missing.json');
    });
  });
});

const read = (root: string, file: string) => fs.readFileSync(path.join(root, file), 'utf8');

describe('migrate in a git tree', () => {
  const repository = (files: Readonly<Record<string, string>>) => {
    const root = service(files);
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'before');
    return root;
  };

  it('is not stopped by a patch, a ledger or a file of its own that nobody has added', async () => {
    const root = repository({ 'acme.ts': DRIVER });
    fs.writeFileSync(path.join(root, 'change.patch'), (await migrate(root)).out);
    fs.mkdirSync(path.join(root, 'notes'));
    fs.writeFileSync(path.join(root, 'notes/other.ts'), 'export const other = 1;\n');
    expect(await migrate(root, '--ledger', path.join(root, 'out.json'))).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await migrate(root, '--write')).toMatchObject({ code: 0, err: '' });
    expect(read(root, 'acme.ts')).toBe(MIGRATED);
  });

  it('is stopped by an untracked file that it would change', async () => {
    const root = repository({ 'acme.ts': DRIVER });
    fs.mkdirSync(path.join(root, 'new'));
    fs.writeFileSync(path.join(root, 'new/zeta.ts'), DRIVER.replaceAll("'./", "'../"));
    const { code, err, out } = await migrate(root, '--write');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      'the git tree has untracked files that would be changed (new/zeta.ts). Commit or stash them, or pass --allow-dirty.',
    );
    expect(read(root, 'acme.ts')).toBe(DRIVER);
    expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0, err: '' });
  });

  it('is stopped by a tracked file that was changed, whatever it is', async () => {
    const root = repository({ 'acme.ts': DRIVER, 'notes.txt': 'a' });
    fs.writeFileSync(path.join(root, 'notes.txt'), 'b');
    expect((await migrate(root, '--write')).err).toContain('uncommitted changes (notes.txt)');
  });

  it('looks at its own part of a larger repository', async () => {
    const root = repository({
      'acme.ts': DRIVER,
      'sub/driver-contract.json': '{ "extends": "volume-driver" }',
      'sub/package.json': '{}',
      'sub/b.js':
        'export class B { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n',
    });
    fs.appendFileSync(path.join(root, 'acme.ts'), '\n');
    fs.writeFileSync(
      path.join(root, 'sub/c.js'),
      'export class C { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n',
    );
    expect((await migrate(path.join(root, 'sub'), '--write')).err).toContain(
      'untracked files that would be changed (c.js)',
    );
    fs.rmSync(path.join(root, 'sub/c.js'));
    expect((await migrate(path.join(root, 'sub'), '--write')).code).toBe(0);
  });
});

describe('migrate as a citizen', () => {
  it('says what an empty folder means', async () => {
    const { code, out, err } = await migrate(folderWith({}));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'volume-driver: 0 sites\n\nnothing to migrate: there is no TypeScript, JavaScript or Python file here\n',
    );
  });

  it('says what a folder without drivers means', async () => {
    const { code, out } = await migrate(
      folderWith({ 'package.json': '{}', 'a.js': 'export const a = 1;\n' }),
    );
    expect([code, out]).toEqual([
      0,
      'volume-driver: 0 sites\n\nnothing to change: no method of the contract in 1 source file\n',
    ]);
  });

  it('counts one as one', async () => {
    const { out } = await migrate(
      folderWith({
        'package.json': '{}',
        'a.js':
          'export class B { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n',
      }),
    );
    expect(out).toContain('volume-driver: 1 site\n');
    expect(out).toContain('1 file would change');
  });

  it('keeps line endings and the byte order mark', async () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const bare = DRIVER.replace("import type { RequestContext, Volume } from './types.js';\n", '')
      .replace('context: RequestContext', 'context: import("./types.js").RequestContext')
      .replace('volume: Volume', 'volume: import("./types.js").Volume');
    const alone =
      'export class B { createExport(context, volume) {} initializeConnection(volume: number, connector: string) {} }\nexport const one = 1;\n';
    const root = service({
      'acme.ts': windows(DRIVER),
      'bare.ts': windows(bare),
      'alone.ts': windows(alone),
    });
    expect((await migrate(root, '--write', '--allow-dirty')).code).toBe(0);
    expect(read(root, 'acme.ts')).toBe(windows(MIGRATED));
    expect(read(root, 'bare.ts')).toBe(
      windows(bare.replace('.Volume)', '.Volume, connector: import("./types.js").Connector)')),
    );
    expect(read(root, 'alone.ts')).toBe(
      windows(
        `import type { Connector } from './types.js';\n\n${alone.replace('volume)', 'volume, connector: Connector)')}`,
      ),
    );
  });

  it('writes no project when one of them cannot be written', async () => {
    const plain =
      'export class B { createExport(context, volume) {} initializeConnection(volume, connector) {} }\n';
    const root = folderWith({
      'a/package.json': '{}',
      'a/b.js': plain,
      'c/package.json': '{}',
      'c/b.js': plain,
    });
    const { renameSync } = fs;
    vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (String(to).endsWith('c/b.js')) throw new Error('disk is gone');
      renameSync(from, to);
    });
    const { code, out, err } = await migrate(
      path.join(root, 'a'),
      path.join(root, 'c'),
      '--write',
      '--allow-dirty',
      '--ledger',
      path.join(root, 'out.json'),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('b.js: disk is gone. Nothing was written');
    expect([
      read(root, 'a/b.js'),
      read(root, 'c/b.js'),
      fs.existsSync(path.join(root, 'out.json')),
    ]).toEqual([plain, plain, false]);
  });

  it('does not write where nothing could bring the files back', async () => {
    const root = service({ 'acme.ts': DRIVER });
    for (const option of ['--write', '-i'])
      expect(await migrate(root, option)).toEqual({
        code: 2,
        out: '',
        err: `driver-contract: ${root}: no git repository keeps these files as they are, so nothing could bring them back. Make one (git init, git add, git commit), or pass --allow-dirty.\n`,
      });
    expect(read(root, 'acme.ts')).toBe(DRIVER);
    expect((await migrate(root)).code).toBe(0);
  });

  it('asks for a place for the ledger before it writes', async () => {
    const root = service({ 'acme.ts': DRIVER });
    const { code, err } = await migrate(
      root,
      '--write',
      '--allow-dirty',
      '--ledger',
      path.join(root, 'none/out.json'),
    );
    expect(code).toBe(2);
    expect(err).toContain('there is no such folder. Name a file in a folder that exists.');
    expect((await migrate(root, '--write', '--allow-dirty', '--ledger', root)).err).toContain(
      'it is a folder. Name a file.',
    );
    const source = await migrate(
      root,
      '--write',
      '--allow-dirty',
      '--ledger',
      path.join(root, 'acme.ts'),
    );
    expect(source.err).toContain(
      'acme.ts: the ledger cannot be written: it would be read as source. Name a .json file.',
    );
    expect(read(root, 'acme.ts')).toBe(DRIVER);
  });

  it('leaves nothing half-written on Ctrl-C', () => {
    const root = service({ 'acme.ts': DRIVER, 'zeta.ts': DRIVER.replaceAll('Acme', 'Zeta') });
    // The second file that is put down is where the user loses patience.
    const preload = `import fs from 'node:fs'; const { fsyncSync } = fs; let n = 0; fs.fsyncSync = (h) => { fsyncSync(h); if (++n === 2) process.kill(process.pid, 'SIGINT'); };`;
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(preload)}`,
      path.resolve('bin/driver-contract.js'),
      'migrate',
      root,
      '--write',
      '--allow-dirty',
    ];
    const ran = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([
      130,
      '',
      'driver-contract: interrupted; nothing was written\n',
    ]);
    expect(fs.readdirSync(root).sort()).toEqual([
      'acme.ts',
      'driver.ts',
      'package.json',
      'types.ts',
      'zeta.ts',
    ]);
    expect(read(root, 'acme.ts')).toBe(DRIVER);
  });
});

describe('migrate --verify', { timeout: 60_000 }, () => {
  const config =
    '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "noEmit": true } }';
  // Its own parameter list is spelt out elsewhere: the migrated class does not fit it.
  const pinned = `import { BaseVolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

type Method = (context: RequestContext, volume: Volume) => Promise<Record<string, string>>;

export class PinnedDriver extends BaseVolumeDriver {
  override async createExport(context: RequestContext, volume: Volume) {
    return { location: context.requestId + volume.id };
  }
}

export const method: Method = PinnedDriver.prototype.createExport;
`;
  const open = `import type { VolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

export const use = (driver: VolumeDriver, context: RequestContext, volume: Volume) => driver.createExport(context, volume);
`;

  it('says that nothing is new', async () => {
    const root = service({ 'tsconfig.json': config, 'acme.ts': DRIVER });
    const { code, out } = await migrate(root, '--verify');
    expect(code).toBe(0);
    expect(out).toMatch(
      /0 unaccounted\n\nType check: nothing new\n\n1 file would change; --write changes them\n$/u,
    );
  });

  it('leaves the site alone that would break, and writes the others', async () => {
    const root = service({
      'tsconfig.json': config,
      'acme.ts': DRIVER,
      'pinned.ts': pinned,
      'use.ts': open,
    });
    const { code, out, err } = await migrate(
      root,
      '--verify',
      '--write',
      '--allow-dirty',
      '--ledger',
      path.join(root, 'out.json'),
    );
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('Type check: 1 new error\n  pinned.ts:12  TS2322: ');
    expect(out).toContain(
      ' (not written)\n    by pinned.ts:7  declaration of PinnedDriver.createExport\n\n1 file written',
    );
    expect(out).toContain(
      'pinned.ts:7:18  PinnedDriver.createExport  open: with it changed, its file would not pass the type check: TS2322 at line 12: ',
    );
    expect([read(root, 'acme.ts'), read(root, 'pinned.ts')]).toEqual([MIGRATED, pinned]);
    const ledger = JSON.parse(read(root, 'out.json')) as Ledger;
    expect(ledger.totals.status).toMatchObject({ open: 2, migrated: 1 });
  });

  const fits = `
export class FitsDriver extends BaseVolumeDriver {
  override async createExport(context: RequestContext, volume: Volume) {
    return { location: volume.id + context.requestId };
  }
}
`;

  it('leaves the one site of a file, and changes the others of it', async () => {
    const root = service({ 'tsconfig.json': config, 'pinned.ts': pinned + fits });
    const { code, out } = await migrate(root, '--verify', '--write', '--allow-dirty');
    expect(code).toBe(1);
    expect(out).toContain('1 migrated');
    expect(out).toContain(
      'Left to do (1):\n  pinned.ts:7:18  PinnedDriver.createExport  open: with',
    );
    const written = read(root, 'pinned.ts');
    expect(written).toContain(
      fits.replace('volume: Volume)', 'volume: Volume, connector: Connector)'),
    );
    expect(written.replace(/, connector: Connector|, Connector|Connector, /gu, '')).toBe(
      pinned + fits,
    );
  });

  it('reopens each of several sites that bring the same error', async () => {
    const second = pinned
      .slice(pinned.indexOf('export class'))
      .replaceAll('PinnedDriver', 'OtherDriver')
      .replace('const method', 'const other');
    const text = pinned + second + fits;
    const root = service({ 'tsconfig.json': config, 'pinned.ts': text });
    const { out } = await migrate(root, '--verify', '--todo', '--write', '--allow-dirty');
    expect(out).toContain('Type check: 2 new errors\n');
    expect(out).toContain('    by pinned.ts:7  declaration of PinnedDriver.createExport\n');
    expect(out).toContain('    by pinned.ts:14  declaration of OtherDriver.createExport\n');
    expect(out).toContain('Left to do (2):\n');
    const written = read(root, 'pinned.ts');
    expect(written.match(/override .*connector: Connector\)/gu)).toHaveLength(1);
    expect(written.match(/TODO\(driver-contract\)/gu)).toHaveLength(2);
  });

  it('leaves a whole file alone where no site of its own brings the error', async () => {
    const imported = "import { PinnedDriver } from './pinned.js';\n";
    const far = pinned.replace(/export class[^]*?\n\}\n/u, fits.trimStart());
    const root = service({
      'tsconfig.json': config,
      'pinned.ts': pinned.slice(0, pinned.indexOf('export const')),
      'far.ts': imported + far,
    });
    const { code, out } = await migrate(root, '--verify', '--write', '--allow-dirty');
    expect(code).toBe(1);
    expect(out).toContain(
      'far.ts:8:18  FitsDriver.createExport  open: its file would not pass the type check: TS2322',
    );
    expect(read(root, 'far.ts')).toBe(imported + far);
    expect(read(root, 'pinned.ts')).toContain('connector: Connector');
  });

  it('tells what is new at an open site, where the files stand on disk, and writes all the same', async () => {
    const old = shared('driver.ts').replaceAll(
      ', connector: Connector): Promise<ModelUpdate>',
      '): Promise<ModelUpdate>',
    );
    const mixed = `${open}export const pass = (driver: VolumeDriver, context: RequestContext, volume: Volume, connector: import('./types.js').Connector) => driver.createExport(context, volume);\n`;
    const files = { 'tsconfig.json': config, 'types.ts': shared('types.ts'), 'use.ts': mixed };
    const dry = folderWith({ 'package.json': '{}', 'driver.ts': old, ...files });
    const { code, out } = await migrate(dry, '--verify');
    expect(code).toBe(1);
    expect(out).toContain(
      'Type check: 1 new error\n  use.ts:4  TS2554: Expected 3 arguments, but got 2.\n    by driver.ts:4  declaration of VolumeDriver.createExport\n\n2 files would change',
    );
    expect((await migrate(dry, '--verify', '--write', '--allow-dirty')).out).toContain(
      '2 files written',
    );
    expect(read(dry, 'use.ts')).toContain('driver.createExport(context, volume, connector);');
  });

  it('tells what breaks in a file that nobody asked it to migrate', async () => {
    const old = shared('driver.ts').replaceAll(
      ', connector: Connector): Promise<ModelUpdate>',
      '): Promise<ModelUpdate>',
    );
    const root = folderWith({
      'package.json': '{}',
      'tsconfig.json': config,
      'driver.ts': old,
      'types.ts': shared('types.ts'),
      'use.ts': open,
    });
    const { code, out } = await migrate(
      path.join(root, 'driver.ts'),
      '--verify',
      '--write',
      '--allow-dirty',
    );
    expect(code).toBe(1);
    expect(out).toContain('  use.ts:4  TS2554: Expected 3 arguments, but got 2.');
    const json = await migrate(root, '--verify', '--format', 'json');
    expect((JSON.parse(json.out) as Ledger).contract).toBe('volume-driver');
  });

  it('loads a second compiler only then', () => {
    const loaded = (...args: string[]) => {
      const code = `import { createRequire } from 'node:module';
        process.on('exit', () => process.stderr.write(String(Object.keys(createRequire(import.meta.url).cache).some((f) => f.includes('ts-morph')))));
        process.stdout.write = () => true;
        const { main } = await import(${JSON.stringify(path.resolve('dist/src/cli/main.js'))});
        await import(${JSON.stringify(path.resolve('dist/src/entries/index.js'))});
        await main(['node', 'driver-contract', ...${JSON.stringify(args)}]);`;
      return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
        .stderr;
    };
    const root = service({ 'tsconfig.json': config, 'acme.ts': DRIVER });
    expect(['check', 'list', 'migrate'].map((command) => loaded(command, root))).toEqual([
      'false',
      'false',
      'false',
    ]);
    expect(loaded('migrate', root, '--verify')).toBe('true');
  });
});
