// A tree of small drivers to write to, and what is found in a folder: bytes, modes, links, by names
// as bytes.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const CORE = {
  'package.json': '{ "name": "small", "private": true, "type": "module" }\n',
  'src/types.ts': `export interface Context { id: string }
export interface Volume { id: string }
export interface Connector { host: string }
`,
  'src/driver.ts': `import type { Connector, Context, Volume } from './types.js';

export abstract class VolumeDriver {
  async createExport(context: Context, volume: Volume, connector: Connector): Promise<void> {
    void [context, volume, connector];
  }
  abstract initializeConnection(volume: Volume, connector: Connector): unknown;
}
`,
  'src/manager.ts': `import type { VolumeDriver } from './driver.js';
import type { Connector, Context, Volume } from './types.js';

export class Manager {
  constructor(private readonly driver: VolumeDriver) {}
  async attach(context: Context, volume: Volume, connector: Connector) {
    await this.exported(context, volume);
    return this.driver.initializeConnection(volume, connector);
  }
  async exported(context: Context, volume: Volume) {
    await this.driver.createExport(context, volume);
  }
  async again(context: Context, volume: Volume) {
    await this.driver.createExport(context, volume);
  }
}
`,
};

/**
 * Every other driver lacks the parameter (for `migrate`); the others drop it on the way up, which
 * `check --fix` mends.
 */
function driver(n) {
  const [declared, type] = n % 2 === 0 ? ['', ''] : [', connector: Connector', ', Connector'];
  return `import { VolumeDriver } from '../driver.js';
import type { Context, Volume${type} } from '../types.js';

export class Driver${n} extends VolumeDriver {
  async createExport(context: Context, volume: Volume${declared}): Promise<void> {
    await super.createExport(context, volume);
  }
  initializeConnection(volume: Volume): unknown {
    return { volume, padding: ${JSON.stringify('x'.repeat((n * 97) % 3000))} };
  }
}
`;
}

/** @returns the files of the tree, by their paths in it */
export function smallTree(drivers) {
  const files = { ...CORE };
  for (let n = 0; n < drivers; n++) files[`src/drivers/driver-${n}.ts`] = driver(n);
  return files;
}

/** Writes files; those that are there already are written again, without a look. */
export function write(folder, files) {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  }
}

/** Git with a name of its own; what it says is of no interest. */
export function git(folder, ...args) {
  spawnSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    timeout: 60_000,
  });
}

export function commitAll(folder) {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'before');
}

/**
 * What is in a folder but for git's own: kind, mode and content of each entry. Names are kept byte
 * for byte, as latin1.
 *
 * @returns {Map<string, string>}
 */
export function snapshot(folder) {
  const found = new Map();
  const walk = (at, name) => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true, encoding: 'buffer' })) {
      const own = name + entry.name.toString('latin1');
      const full = Buffer.concat([at, Buffer.from(path.sep), entry.name]);
      if (own === '.git') continue;
      if (entry.isDirectory()) walk(full, `${own}/`);
      else found.set(own, describe(full, entry));
    }
  };
  walk(Buffer.from(folder), '');
  return found;
}

function describe(file, entry) {
  if (entry.isSymbolicLink()) return `link to ${fs.readlinkSync(file, 'latin1')}`;
  if (!entry.isFile()) return 'special';
  return `${(fs.statSync(file).mode & 0o7777).toString(8)} ${fs.readFileSync(file, 'latin1')}`;
}

/** @returns the names at which two snapshots differ */
export function differences(one, other) {
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name) !== other.get(name),
  );
}

/** What a writing run puts beside the files, and nothing else may be there. */
export const isTrace = (name) =>
  /(^|\/)\.[^/]+\.[0-9a-f]{12}\.tmp$/.test(name) ||
  /^\.driver-contract\.journal\.json(\.\d+\.tmp)?$/.test(name);

/**
 * What is wrong with a tree in which each file should be as before or as after, with or without
 * traces of a run.
 *
 * @returns {string[]} one line a file
 */
export function torn(now, before, after) {
  return differences(now, before)
    .filter((name) => !isTrace(name) && now.get(name) !== after.get(name))
    .map((name) => `${name} is ${now.has(name) ? 'neither the old nor the new' : 'gone'}`);
}
