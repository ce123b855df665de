import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What changes a disk, by where its paths stand among its arguments. */
const WRITERS = {
  first: [
    'open',
    'writeFile',
    'appendFile',
    'truncate',
    'mkdir',
    'mkdtemp',
    'rm',
    'rmdir',
    'unlink',
    'chmod',
    'chown',
    'lchown',
    'utimes',
    'lutimes',
  ],
  both: ['rename', 'link', 'symlink', 'copyFile', 'cp'],
};

/**
 * Code for `node --import`: notes down every path that is opened to be written, made, renamed or
 * removed.
 */
const PRELOAD = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { writeFileSync } = fs;
const paths = [];
process.on('exit', () => writeFileSync(process.env.OPENED, JSON.stringify([...paths])));
const { first, both } = ${JSON.stringify(WRITERS)};
const isReading = (name, flags) => name === 'open' && (flags === undefined || flags === 'r' || (typeof flags === 'number' && (flags & 3) === 0));
const watch = (owner, key, name, count) => {
  const real = owner[key];
  if (typeof real !== 'function') return;
  owner[key] = function (...args) {
    if (!isReading(name, args[1]))
      for (const at of args.slice(0, count)) if (typeof at !== 'number') paths.push(String(at));
    return real.apply(this, args);
  };
};
for (const [names, count] of [[first, 1], [both, 2]])
  for (const name of names) {
    watch(fs, name + 'Sync', name, count);
    watch(fs, name, name, count);
    watch(fs.promises, name, name, count);
  }
watch(fs, 'createWriteStream', 'createWriteStream', 1);
syncBuiltinESMExports();
`;

/** Runs the built command in a folder, and tells which paths it changed or meant to; absolute. */
export function opened(
  cwd: string,
  args: readonly string[],
  input = '',
): { readonly code: number | null; readonly paths: readonly string[] } {
  const log = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'opened-')), 'log');
  const preload = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
  const { status } = spawnSync(
    process.execPath,
    ['--import', preload, path.resolve('bin/driver-contract.js'), ...args],
    {
      cwd,
      env: { ...process.env, OPENED: log },
      input,
    },
  );
  const paths = JSON.parse(fs.readFileSync(log, 'utf8')) as string[];
  fs.rmSync(path.dirname(log), { recursive: true });
  return { code: status, paths: paths.map((file) => path.resolve(cwd, file)) };
}
