// Debian's packages as they are: downloaded and unpacked into a folder, not installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @returns {string | undefined} the version apt offers; undefined: there is no apt, or it does not
 * know the package
 */
export function offeredVersion(name) {
  return offeredVersions([name]).get(name);
}

function offeredVersions(names) {
  const { status, stdout } = spawnSync('apt-cache', ['policy', ...names], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const blocks = status === 0 ? stdout.matchAll(/^(\S+):\n.*\n {2}Candidate: (.+)$/gm) : [];
  return new Map(
    [...blocks]
      .map(([, name, version]) => [name, version])
      .filter(([, version]) => version !== '(none)'),
  );
}

/**
 * @returns {{ root: string, modules: string } | undefined} modules: the folder of Python packages;
 * undefined: they cannot be had here
 */
export function unpackDebian(names, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const known = [...offeredVersions(names).keys()];
  if (known.length === 0) return undefined;
  const run = (command, ...args) =>
    spawnSync(command, args, { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status === 0;
  if (!run('apt-get', 'download', ...known)) return undefined;
  const root = path.join(folder, 'root');
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.deb')))
    if (!run('dpkg-deb', '-x', file, root)) return undefined;
  return { root, modules: path.join(root, 'usr/lib/python3/dist-packages') };
}

/** The packages and the Python packages that they need, without what is only recommended. */
export function closureOf(names) {
  const without = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const { status, stdout } = spawnSync(
    'apt-cache',
    ['depends', '--recurse', ...without, ...names],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  return status === 0
    ? [...new Set(stdout.split('\n').filter((line) => /^python3-[\w.+-]+$/.test(line)))].sort()
    : [];
}
