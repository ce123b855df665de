import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../codemods/add-connector/ledger.js';
import { main } from '../../src/cli/main.js';
import { inCopyOf } from '../codemods/migrate.js';

const volumeService = path.resolve('fixtures/volume-service/input');
const codemods = path.resolve('fixtures/codemods');

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs `driver-contract migrate` and tells what it printed. */
async function migrate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  const code = await main(['node', 'driver-contract', 'migrate', ...args]);
  vi.restoreAllMocks();
  return { code, ...said };
}

/** Does asynchronous work in a copy of folders. */
async function inCopy(folders: readonly string[], work: (root: string) => Promise<void>): Promise<void> {
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

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
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
      expect(ledger).toMatchObject({ version: 1, contract: 'volume-driver', totals: { status: { open: 0, collision: 0 } } });
      const refused = await migrate(root, '--write');
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('the git tree has uncommitted changes (src/driver.ts, ');
      expect(refused.err).toContain('--allow-dirty');
      expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0 });
    });
  });

  it('ends with 1 while something is left, and says where', async () => {
    await inCopy([path.join(codemods, 'shared'), path.join(codemods, 'collision-left')], async (root) => {
      fs.rmSync(path.join(root, 'output.ts'));
      const text = await migrate(root);
      expect(text.code).toBe(1);
      expect(text.out).toContain('input.ts:5:18  AcmeDriver.createExport  collision: `vg` stands in its place');
      const json = await migrate(root, '--format', 'json');
      expect((JSON.parse(json.out) as Ledger).totals.status.collision).toBe(3);
      const markdown = await migrate(root, '--format', 'markdown');
      expect(markdown.out).toContain('## Left to do');
    });
  });

  it('writes nothing when a file stands in the way', async () => {
    await inCopy([path.join(codemods, 'shared'), path.join(codemods, 'single-line')], async (root) => {
      fs.rmSync(path.join(root, 'output.ts'));
      fs.chmodSync(path.join(root, 'input.ts'), 0o444);
      const { code, err } = await migrate(root, '--write');
      expect(code).toBe(2);
      expect(err).toContain('input.ts: is read-only. Nothing was written');
    });
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
