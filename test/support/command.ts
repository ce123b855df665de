import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { folderWith } from './temp.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs `driver-contract migrate` and tells what it printed. */
export const migrate = (...args: string[]) => command('migrate', ...args);

/** Runs the command in this process and tells what it printed. */
export async function command(
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation(
    (text) => ((said.out += String(text)), true),
  );
  vi.spyOn(process.stderr, 'write').mockImplementation(
    (text) => ((said.err += String(text)), true),
  );
  const code = await main(['node', 'driver-contract', ...args]);
  vi.restoreAllMocks();
  process.exitCode = undefined;
  return { code, ...said };
}

/** @returns what git printed */
export function git(root: string, ...args: string[]): string {
  return execFileSync(
    'git',
    ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args],
    {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
}

/** A driver before its migration. */
export const DRIVER = `import { BaseVolumeDriver } from './driver.js';
import type { RequestContext, Volume } from './types.js';

export class AcmeDriver extends BaseVolumeDriver {
  override async createExport(context: RequestContext, volume: Volume) {
    return { location: context.requestId + volume.id };
  }
}
`;
/** The same driver behind it. */
export const MIGRATED = DRIVER.replace(
  '{ RequestContext, Volume }',
  '{ RequestContext, Volume, Connector }',
).replace('volume: Volume)', 'volume: Volume, connector: Connector)');
/** A file of the interface that the shapes share. */
export const shared = (file: string) =>
  fs.readFileSync(path.resolve('fixtures/codemods/shared', file), 'utf8');
/** A service with what is given beside its interface. */
export const service = (files: Readonly<Record<string, string>>) =>
  folderWith({
    'package.json': '{}',
    'driver.ts': shared('driver.ts'),
    'types.ts': shared('types.ts'),
    ...files,
  });
