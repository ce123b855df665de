import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { globbySync } from 'globby';
import { isSource } from './languages.js';

/** Folders that hold what a build or a package manager made. They are read for types, never reported or migrated. */
export const GENERATED = [
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

/**
 * The project a path belongs to: the nearest folder at or above it with a contract, a repository or a package.
 * A repository wins over a package in it, so that a workspace is one project.
 */
export function projectRoot(start: string): string {
  const folder = fs.statSync(start, { throwIfNoEntry: false })?.isDirectory() ? start : path.dirname(start);
  let found: string | undefined;
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, 'driver-contract.json')) || fs.existsSync(path.join(at, '.git'))) return at;
    if (['package.json', 'tsconfig.json', 'pyproject.toml', 'setup.py', 'setup.cfg'].some((name) => fs.existsSync(path.join(at, name))))
      found = at;
    // A Python package is imported from the folder above its outermost one.
    if (fs.existsSync(path.join(at, '__init__.py'))) found = path.dirname(at);
    if (path.dirname(at) === at) return found ?? folder;
  }
}

/** The source files below a folder: those git knows or does not ignore; without git, all but ignored and generated ones. */
export function sourceFiles(folder: string): string[] {
  const isOwn = (file: string) =>
    isSource(file) && !file.split('/').some((part) => GENERATED.includes(part)) && !/\.min\.[cm]?js$/u.test(file);
  return (
    gitFiles(folder) ??
    globbySync('**/*', {
      cwd: folder,
      gitignore: true,
      ignore: GENERATED.map((name) => `**/${name}/**`),
      dot: false,
      followSymbolicLinks: false,
    })
  )
    .filter(isOwn)
    .map((file) => path.join(folder, file))
    .sort();
}

function gitFiles(folder: string): string[] | undefined {
  try {
    const args = ['-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const listed = execFileSync('git', args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const files = listed.split('\0').filter((file) => file !== '');
    // A folder that the repository around it ignores is still what the user asked about.
    return files.length > 0 ? files.filter((file) => fs.existsSync(path.join(folder, file))) : undefined;
  } catch {
    return undefined;
  }
}
