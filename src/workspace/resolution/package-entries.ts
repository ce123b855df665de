import type { Manifest } from './packages.js';

/** Conditions a compiler asks for; `browser` and its like are other entries of the package. */
const STANDARD = new Set([
  'types',
  'import',
  'require',
  'node',
  'module',
  'module-sync',
  'default',
  'production',
  'development',
]);

/**
 * The files that a package.json names for a subpath (`.`, `./sub`) or an import of its own
 * (`#lib/x`), the likeliest first: `['./dist/index.d.ts', './dist/index.js']`. Before it is
 * published its own fields hold, then those of `publishConfig`.
 * @returns undefined where it closes the subpath
 */
export function entriesOf(manifest: Manifest, subpath: string): string[] | undefined {
  if (subpath.startsWith('#'))
    return matched(manifest.imports, subpath)?.filter((entry) => entry.startsWith('./'));
  const published = isObject(manifest.publishConfig) ? manifest.publishConfig : {};
  const fields = [manifest, published];
  const exported = fields
    .filter((f) => f.exports !== undefined)
    .map((f) => matched(f.exports, subpath));
  if (exported.length > 0 && exported.every((e) => e === undefined)) return undefined;
  const names = subpath === '.' ? ['source', 'types', 'typings', 'module', 'main'] : [];
  const plain = fields.flatMap((f) =>
    names.flatMap((name) => (typeof f[name] === 'string' ? [f[name]] : [])),
  );
  const own = subpath === '.' || exported.length > 0 ? [] : [subpath];
  return [...new Set([...exported.flatMap((e) => e ?? []), ...plain, ...own])];
}

/** The subpaths that a package.json opens by name: `['.', './sub']`. */
export function subpathsOf({ exports }: Manifest): string[] {
  const named = isObject(exports)
    ? Object.keys(exports).filter((key) => key.startsWith('.') && !key.includes('*'))
    : [];
  return named.length > 0 ? named : ['.'];
}

/** The targets that `exports` or `imports` give for a subpath. */
function matched(table: unknown, subpath: string): string[] | undefined {
  const isTable = isObject(table) && Object.keys(table).some((key) => /^[.#]/u.test(key));
  if (!isTable) return subpath === '.' ? targets(table) : undefined;
  if (Object.hasOwn(table, subpath) && !subpath.includes('*')) return targets(table[subpath]);
  const patterns = Object.keys(table).flatMap((key) => {
    // Folders of old: "./lib/" is "./lib/*".
    const [start, end] = (key.endsWith('/') ? `${key}*` : key).split('*');
    const fits =
      end !== undefined &&
      subpath.length > start.length + end.length &&
      subpath.startsWith(start) &&
      subpath.endsWith(end);
    return fits
      ? [{ key, start, star: subpath.slice(start.length, subpath.length - end.length) }]
      : [];
  });
  const best = patterns.sort((a, b) => b.start.length - a.start.length)[0];
  return (
    best &&
    targets(table[best.key])?.map((target) =>
      target.endsWith('/') ? target + best.star : target.replaceAll('*', best.star),
    )
  );
}

/** Every file below a target, the compiler's conditions before others; undefined for `null`. */
function targets(target: unknown): string[] | undefined {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap((item) => targets(item) ?? []);
  if (!isObject(target)) return undefined;
  const isStandard = (condition: string) => STANDARD.has(condition.replace(/^types@.*$/u, 'types'));
  const ordered = Object.entries(target).sort(
    ([a], [b]) => Number(isStandard(b)) - Number(isStandard(a)),
  );
  return ordered.flatMap(([, value]) => targets(value) ?? []);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
