import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Git cannot answer. The message names the folder and the remedy. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

export interface GitAnswer {
  /** 0, or 1 where git says no. */
  readonly status: number;
  readonly output: Buffer;
  /** In English. */
  readonly warnings: string;
}

/** How long git may take, in seconds. Some patterns of a .gitignore keep it busy for ever. */
const PATIENCE = 60;
const PATIENCE_VARIABLE = 'DRIVER_CONTRACT_GIT_SECONDS';

/**
 * What a tree's own configuration may say and is not done: programs that git would run while it
 * looks (fsmonitor, hooks), fetching what is not there, and repositories without a work tree, which
 * can lie in a tree as plain files. Filters, text conversion and external diffs cannot be switched
 * off like that: no command is used here that runs them.
 */
const HARMLESS = [
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'protocol.allow=never',
    'submodule.recurse=false',
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
  '--no-optional-locks',
  '--no-pager',
];

/**
 * The one way to ask git something. It reads; nothing of the tree is run, nothing is fetched,
 * nothing is asked of the user.
 * @param folder where it is asked
 * @param args a command that runs no filters: `ls-files`, `ls-tree`, `cat-file --batch`,
 * `check-attr`, `config`, `rev-parse`; not `status`, `diff` or `archive`
 * @returns undefined where there is no git, or no repository with a work tree
 * @throws {GitError} where it takes too long, or will not read the repository
 */
export function git(folder: string, args: readonly string[], input = ''): GitAnswer | undefined {
  const program = onPath('git');
  if (program === undefined) return undefined;
  const seconds = Number(process.env[PATIENCE_VARIABLE] ?? PATIENCE) || PATIENCE;
  const { error, status, stdout, stderr } = spawnSync(
    program,
    ['-C', folder, ...HARMLESS, ...args],
    {
      env: environment(folder),
      input,
      maxBuffer: 1 << 30,
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  );
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT')
    throw new GitError(
      `${folder}: git was given up after ${seconds} s (git ${args.join(' ')}). Look for a pattern with many "*" in a .gitignore, or give it longer: ${PATIENCE_VARIABLE}=${seconds * 5}`,
    );
  if (error)
    throw new GitError(
      `${folder}: git cannot be run (${code ?? error.message}). See that "git --version" works.`,
    );
  const said = stderr.toString();
  if (status === 0 || status === 1) return { status, output: stdout, warnings: said };
  if (/not a git repository|must be run in a work tree|cannot use bare repository/u.test(said))
    return undefined;
  const [, stranger] =
    /(?:dubious ownership in|unsafe) repository(?: at)? \(?'([^']*)'/u.exec(said) ?? [];
  if (stranger !== undefined)
    throw new GitError(
      `${folder}: git does not read the repository, because ${stranger} belongs to somebody else. If you trust it: git config --global --add safe.directory ${stranger}`,
    );
  const [why = `it ended with ${status ?? 'a signal'}`] = /^(?:fatal|error): .*/mu.exec(said) ?? [];
  throw new GitError(
    `${folder}: git cannot read the repository (${why}). See what "git -C ${folder} status" says, and mend that.`,
  );
}

/** What git answers on one line; undefined where there is no git, no repository or no answer. */
export function gitLine(folder: string, ...args: string[]): string | undefined {
  const answer = git(folder, args);
  return answer?.status === 0 ? answer.output.toString().replace(/\n$/u, '') : undefined;
}

/** The entries of a list that git ends with null bytes. */
export function entriesOf({ output }: GitAnswer): string[] {
  return output.toString().split('\0').slice(0, -1);
}

/** The same, where names that are not UTF-8 must not be mixed up: each byte a character. */
export function byteEntriesOf({ output }: GitAnswer): string[] {
  return output.toString('latin1').split('\0').slice(0, -1);
}

/**
 * A program in a folder that the path names in full: a system that looks into the current folder
 * first would run the tree's.
 */
function onPath(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, file)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function environment(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_/iu.test(name));
  return {
    ...Object.fromEntries(own),
    ...ofHook(folder),
    // Its words are looked at.
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // An object that a partial clone lacks is not fetched.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/**
 * A hook of `git commit -a` is told which index is going to be committed. Of what git tells its
 * hooks this is kept, for the work tree that it is about; relative to the current folder, not to
 * the one that git is asked in.
 */
function ofHook(folder: string): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_INDEX_FILE, GIT_WORK_TREE } = process.env;
  if (GIT_DIR === undefined && GIT_INDEX_FILE === undefined) return {};
  const tree = path.resolve(GIT_WORK_TREE ?? '.');
  const [first] = path.relative(real(tree), real(folder)).split(path.sep);
  if (first === '..' || path.isAbsolute(first)) return {};
  return {
    ...(GIT_DIR !== undefined && { GIT_DIR: path.resolve(GIT_DIR), GIT_WORK_TREE: tree }),
    ...(GIT_INDEX_FILE !== undefined && { GIT_INDEX_FILE: path.resolve(GIT_INDEX_FILE) }),
  };
}

function real(folder: string): string {
  return fs.existsSync(folder) ? fs.realpathSync.native(folder) : folder;
}
