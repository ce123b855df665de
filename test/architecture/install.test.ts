import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the lock file says of an installed package. */
interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly resolved?: string;
}

const { packages } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked | undefined>>;
};

/**
 * The places of what npm installs for a package and its dependencies, as the lock file has them.
 */
function installed(roots: readonly string[], from = ''): Set<string> {
  const found = new Set<string>();
  const open = roots.flatMap((name) => placeOf(name, from) ?? []);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const {
      dependencies,
      optionalDependencies,
      peerDependencies = {},
      peerDependenciesMeta,
    } = packages[place] ?? {};
    const peers = Object.keys(peerDependencies).filter(
      (name) => peerDependenciesMeta?.[name]?.optional !== true,
    );
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers])
      open.push(...(placeOf(name, place) ?? []));
  }
  return found;
}

/** As Node looks for it: beside what asks, and upwards. */
function placeOf(name: string, from: string): string[] | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[place]) return [place];
    if (at === '') return undefined;
  }
}

/** In bytes on disk, without what is installed below it. */
function sizeOf(folder: string): number {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .reduce((sum, entry) => {
      const full = path.join(folder, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(full) : fs.lstatSync(full).blocks * 512);
    }, 0);
}

describe('what is installed with the package', () => {
  const own = Object.keys(packages['']?.dependencies ?? {});
  const eslint = installed(['eslint']);
  const all = installed([...own, 'eslint']);
  const beyond = [...all]
    .filter((place) => !eslint.has(place))
    .map((place) => place.replace(/^.*node_modules\//u, ''));

  it('is 25 packages at most beyond ESLint’s own', () => {
    expect(beyond.sort().join(' ')).toContain('@typescript-eslint/utils');
    expect(beyond.length, beyond.join(', ')).toBeLessThanOrEqual(25);
  });

  it('is 60 MB at most, with ESLint and with itself', () => {
    const ours = ['dist', 'docs']
      .map((name) => path.join(ROOT, name))
      .filter((folder) => fs.existsSync(folder));
    const folders = [
      ...[...all].map((place) => path.join(ROOT, place)).filter((folder) => fs.existsSync(folder)),
      ...ours,
    ];
    expect(folders.reduce((sum, folder) => sum + sizeOf(folder), 0) / 1e6).toBeLessThan(60);
  });

  it('is not what only a few need', () => {
    expect(beyond).not.toEqual(expect.arrayContaining(['jscodeshift']));
    expect(beyond).not.toEqual(expect.arrayContaining(['ts-morph']));
    expect(packages['']?.peerDependenciesMeta).toEqual({
      jscodeshift: { optional: true },
      'ts-morph': { optional: true },
    });
  });

  it('comes from no registry in particular', () => {
    expect(
      Object.entries(packages).flatMap(([place, locked]) =>
        locked?.resolved === undefined ? [] : [place],
      ),
    ).toEqual([]);
  });
});
