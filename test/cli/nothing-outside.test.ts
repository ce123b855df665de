import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRIVER, git, service, shared } from '../support/command.js';
import { opened } from '../support/opened.js';
import { folderWith } from '../support/temp.js';

const FORWARDS = `import { BaseVolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';

export class BirchDriver extends BaseVolumeDriver {
  override async createExport(context: RequestContext, volume: Volume, connector: Connector) {
    return super.createExport(context, volume);
  }
}
`;

/**
 * A project with something to fix, something to migrate, and links that lead out of it: to a
 * driver, and to a folder of one.
 */
function tree(): { readonly parent: string; readonly root: string } {
  const parent = folderWith({ 'outside/acme.ts': DRIVER, 'outside/birch.ts': FORWARDS });
  const root = path.join(parent, 'tree');
  fs.cpSync(
    service({
      'acme.ts': DRIVER,
      'birch.ts': FORWARDS,
      'driver.ts': shared('driver.ts').replace(
        'volume: Volume)',
        'volume: Volume, connector?: Connector)',
      ),
    }),
    root,
    { recursive: true },
  );
  for (const name of ['acme', 'birch'])
    fs.symlinkSync(`../outside/${name}.ts`, path.join(root, `out-${name}.ts`));
  fs.symlinkSync('../outside', path.join(root, 'out'));
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return { parent, root };
}

describe('nothing outside of the root is opened to be written', () => {
  it.each([
    ['check', ['check'], false],
    ['check --fix', ['check', '--fix'], true],
    ['list', ['list'], false],
    ['explain', ['explain', 'acme.ts:5'], false],
    ['a dry run', ['migrate'], false],
    ['migrate --write', ['migrate', '--write'], true],
    ['migrate -i', ['migrate', '-i'], true],
    ['migrate --verify --types', ['migrate', '--verify', '--types'], false],
    ['migrate --rollback', ['migrate', '--rollback'], false],
    [
      'what an option names',
      ['migrate', '--ledger', '../named/ledger.json', '--patch-dir', '../named/patches'],
      false,
    ],
  ] as const)('%s', (what, args, writes) => {
    const { parent, root } = tree();
    fs.mkdirSync(path.join(parent, 'named'));
    const { code, paths } = opened(root, args, 'a\n');
    expect(code).not.toBe(null);
    const allowed = what === 'what an option names' ? [root, path.join(parent, 'named')] : [root];
    expect(
      paths.filter(
        (file) => !allowed.some((folder) => file === folder || file.startsWith(`${folder}/`)),
      ),
    ).toEqual([]);
    // Whatever writes is seen.
    expect(paths.some((file) => file.startsWith(`${root}/`))).toBe(writes);
    expect(paths.some((file) => file.startsWith(path.join(parent, 'named/')))).toBe(
      what === 'what an option names',
    );
    expect(fs.readFileSync(path.join(parent, 'outside/acme.ts'), 'utf8')).toBe(DRIVER);
    expect(fs.readFileSync(path.join(parent, 'outside/birch.ts'), 'utf8')).toBe(FORWARDS);
    for (const name of ['acme', 'birch'])
      expect(fs.lstatSync(path.join(root, `out-${name}.ts`)).isSymbolicLink()).toBe(true);
  });
});
