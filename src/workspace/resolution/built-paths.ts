import path from 'node:path';
import type { Emit } from './configs.js';

/** Folders that builds write to, or that they keep kinds of output apart by. */
const OUTPUT = new Set([
  '_cjs',
  '_esm',
  '_types',
  'browser',
  'build',
  'cjs',
  'common',
  'commonjs',
  'dev',
  'development',
  'dist',
  'dist-cjs',
  'dist-es',
  'dist-esm',
  'dist-src',
  'dist-types',
  'dts',
  'es',
  'es2015',
  'es5',
  'es6',
  'esm',
  'esnext',
  'lib',
  'mjs',
  'module',
  'modules',
  'node',
  'out',
  'output',
  'prod',
  'production',
  'release',
  'tsc',
  'tsc-out',
  'types',
  'typings',
  'umd',
]);

/** Where sources stand, in a package's folder. */
const SOURCE_FOLDERS = ['src', 'source', 'lib', '.'];

const TYPESCRIPT = ['.ts', '.tsx', '.mts', '.cts'];
const OTHERS = ['.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.d.mts', '.d.cts'];

/** A module's path without its ending: `dist/index.d.mts` -> `dist/index`. */
export function stemOf(file: string): string {
  return file.replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, '');
}

/** Files that a path without ending may mean, TypeScript first. */
export function filesOf(stem: string): string[] {
  return [
    ...typeScriptOf(stem),
    ...OTHERS.flatMap((ending) => [stem + ending, path.join(stem, `index${ending}`)]),
  ];
}

export function typeScriptOf(stem: string): string[] {
  return TYPESCRIPT.flatMap((ending) => [stem + ending, path.join(stem, `index${ending}`)]);
}

/**
 * What a built file may have been compiled from, without ending, the likeliest first:
 * `/core/dist/esm/x.js` in `/core` -> `/core/src/esm/x`, `/core/esm/x`, `/core/src/x`, ...; none
 * for a file in no folder that holds what was built.
 */
export function stemsBehind(file: string, folder: string, emits: readonly Emit[]): string[] {
  const stem = stemOf(file);
  const said = emits.flatMap(({ out, from }) =>
    isBelow(stem, out) ? [path.join(from, path.relative(out, stem))] : [],
  );
  const segments = path.relative(folder, stem).split(path.sep);
  const built = segments.findIndex((segment) => !OUTPUT.has(segment));
  const depth = built === -1 ? segments.length : built;
  const guessed = Array.from({ length: depth }, (_, i) => segments.slice(i + 1)).flatMap((rest) =>
    SOURCE_FOLDERS.filter((name) => name !== segments[0]).map((name) =>
      path.join(folder, name, ...rest),
    ),
  );
  return [...said, ...guessed]
    .flatMap((s) => [s, withoutFormat(s)])
    .filter((s, i, all) => all.indexOf(s) === i);
}

/** Where the module of a subpath (`.`, `./sub`) stands by habit, without ending. */
export function habitualStems(folder: string, subpath: string): string[] {
  const names = subpath === '.' ? ['index', 'main'] : [stemOf(subpath)];
  return SOURCE_FOLDERS.flatMap((source) => names.map((name) => path.join(folder, source, name)));
}

/** `index.esm`, `index.cjs.min` -> `index`: bundles are told apart by more than their ending. */
function withoutFormat(stem: string): string {
  return stem.replace(
    /(?:\.(?:esm?|cjs|mjs|umd|module|common|bundle(?:d)?|min|dev(?:elopment)?|prod(?:uction)?|node|browser))+$/u,
    '',
  );
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
