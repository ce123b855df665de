import fs from 'node:fs';
import path from 'node:path';
import { Gitignore } from '../globs/gitignore.js';
import { isOwnFolder } from './files.js';
import { ListingError } from './host.js';

/** A folder to be read, with what the .gitignore files at and above it say. */
interface Folder {
  /** Relative to where the walk began; empty there. */
  readonly at: string;
  readonly rules: readonly { readonly of: string; readonly says: Gitignore }[];
}

/**
 * The files below a folder that no repository knows, relative to it: neither hidden ones, nor
 * links, nor what a .gitignore at or below the folder names, nor what a build or a package manager
 * made.
 * @throws {ListingError} at a folder that cannot be read
 */
export function foundFiles(root: string): string[] {
  const found: string[] = [];
  const open: Folder[] = [{ at: '', rules: [] }];
  for (let folder = open.pop(); folder; folder = open.pop()) {
    const { at } = folder;
    const entries = entriesOf(path.join(root, at));
    const says = gitignoreIn(path.join(root, at));
    const rules = says ? [{ of: at, says }, ...folder.rules] : folder.rules;
    for (const entry of entries) {
      const file = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.name.startsWith('.') || isIgnored(file, entry.isDirectory(), rules)) continue;
      if (!entry.isDirectory()) {
        // A pipe or a device is no file either, but one that is named like a source is to be told
        // of.
        if (!entry.isSymbolicLink()) found.push(file);
      } else if (isOwnFolder(entry.name)) open.push({ at: file, rules });
    }
  }
  return found;
}

/** The nearest .gitignore that says something of a path decides. */
function isIgnored(file: string, isFolder: boolean, rules: Folder['rules']): boolean {
  for (const { of, says } of rules) {
    const said = says.ignores(of === '' ? file : file.slice(of.length + 1), isFolder);
    if (said !== undefined) return said;
  }
  return false;
}

function gitignoreIn(folder: string): Gitignore | undefined {
  const file = path.join(folder, '.gitignore');
  try {
    // To git a link is none, either; and what is no file may never end.
    return fs.lstatSync(file).isFile() ? new Gitignore(fs.readFileSync(file, 'utf8')) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(what: string, error: unknown): ListingError {
  const { code } = error as NodeJS.ErrnoException;
  return new ListingError(
    `${what}: cannot be read (${code ?? String(error)}). Make it readable, or name it in a .gitignore above it.`,
  );
}
