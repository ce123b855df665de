import path from 'node:path';
import type { Host } from './host.js';
import { carrierKind, isSource } from './languages.js';

/**
 * Folders that hold what a build or a package manager made. They are read for types, never reported
 * or migrated.
 */
const GENERATED = [
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
  '.git',
  '.next',
  '.nuxt',
  '.output',
  '.cache',
  '.turbo',
  'bower_components',
  'vendor',
  '__pycache__',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  'site-packages',
  '.eggs',
  '.stestr',
  '.mypy_cache',
];

/** What says that a folder is a project by itself, where no repository is around it. */
const MANIFESTS = ['package.json', 'tsconfig.json', 'pyproject.toml', 'setup.py', 'setup.cfg'];

/**
 * Whether a file is a source of the project that it stands in.
 * @param relative its path below the project's folder, with `/`
 */
export function isOwnSource(relative: string): boolean {
  return isSource(relative) && isOwnFolder(relative) && !/\.min\.[cm]?js$/u.test(relative);
}

/**
 * Whether a file is none that is read, and may hold code all the same.
 * @param isScript whether a file without an ending starts as a script
 */
export function isOwnCarrier(relative: string, isScript: () => boolean): boolean {
  if (carrierKind(relative) === undefined || !isOwnFolder(relative)) return false;
  return path.posix.extname(relative) !== '' || isScript();
}

/** Whether no part of a path is what a build or a package manager made. */
export function isOwnFolder(relative: string): boolean {
  return !relative.split('/').some((part) => GENERATED.includes(part));
}

/**
 * The project a path belongs to: the nearest folder at or above it with a contract, a repository or
 * a package. A repository wins over a package in it, so that a workspace is one project.
 */
export function projectRoot(start: string, host: Host): string {
  const folder = host.directoryExists(start) ? start : path.dirname(start);
  let found: string | undefined;
  for (let at = folder; ; at = path.dirname(at)) {
    const has = (name: string) => host.fileExists(path.join(at, name));
    // A linked work tree has a file in the place of the folder.
    if (has('driver-contract.json') || has('.git') || host.directoryExists(path.join(at, '.git')))
      return at;
    if (MANIFESTS.some(has)) found = at;
    // A Python package is imported from the folder above its outermost one.
    if (has('__init__.py')) found = path.dirname(at);
    if (path.dirname(at) === at) return found ?? folder;
  }
}
