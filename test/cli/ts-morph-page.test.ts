import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examplesOf, filesOf } from '../support/page-examples.js';
import { filesBelow, folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVICE = path.join(ROOT, 'fixtures/volume-service');

const examples = examplesOf('docs/ts-morph.md');
/**
 * The scripts that the page shows, by the name in their first line, and what it says that the first
 * one prints.
 */
const scripts = Object.fromEntries(filesOf(examples).filter(([name]) => name.endsWith('.mjs')));
const printed =
  examples.flatMap(
    ({ text }) => /\$ node migrate\.mjs\n(?<said>.*)/su.exec(text)?.groups?.said ?? [],
  )[0] ?? '';

/** The volume service of a reader, who installed both packages. */
function project(): string {
  const cwd = folderWith({});
  fs.cpSync(path.join(SERVICE, 'input'), cwd, {
    recursive: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  });
  for (const [name, text] of Object.entries(scripts)) fs.writeFileSync(path.join(cwd, name), text);
  fs.mkdirSync(path.join(cwd, 'node_modules'));
  fs.symlinkSync(ROOT, path.join(cwd, 'node_modules/eslint-plugin-driver-contract'), 'dir');
  fs.symlinkSync(
    path.join(ROOT, 'node_modules/ts-morph'),
    path.join(cwd, 'node_modules/ts-morph'),
    'dir',
  );
  return cwd;
}

function run(cwd: string, script: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { said: stdout + stderr, status };
}

/** The files of the project's own that are not as they were, with what they hold now. */
function changed(cwd: string): Record<string, string> {
  const own = filesBelow(path.join(SERVICE, 'input')).map(
    (file) => [file, fs.readFileSync(path.join(cwd, file), 'utf8')] as const,
  );
  return Object.fromEntries(
    own.filter(
      ([file, text]) => text !== fs.readFileSync(path.join(SERVICE, 'input', file), 'utf8'),
    ),
  );
}

describe('docs/ts-morph.md', { timeout: 60_000 }, () => {
  it('shows a script that migrates a project on disk, and has nothing to do when it is run again', () => {
    const cwd = project();
    expect(run(cwd, 'migrate.mjs')).toEqual({ said: printed, status: 0 });
    const after = changed(cwd);
    expect(Object.keys(after).length).toBeGreaterThan(30);
    for (const [file, text] of Object.entries(after))
      expect(text, file).toBe(fs.readFileSync(path.join(SERVICE, 'migrated', file), 'utf8'));
    expect(run(cwd, 'migrate.mjs')).toEqual({ said: '0 migrated, 0 left to do\n', status: 0 });
  });

  it('shows a script that migrates a part of one, and one for a project in memory', () => {
    const cwd = project();
    const { said } = run(cwd, 'part.mjs');
    expect(said).toContain("'src/drivers/tarnwell-fc.ts'");
    expect(said).not.toContain('manager');
    expect(run(cwd, 'memory.mjs').said).toContain(
      'createExport(context: Context, volume: Volume, connector: Connector) {}',
    );
    expect(changed(cwd)).toEqual({});
  });
});
