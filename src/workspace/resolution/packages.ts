import path from 'node:path';
import type { Host } from '../host.js';
import { readJson, workspaceMembers } from './workspaces.js';
import { relativePath } from '../../facts/paths.js';

/** The files of a project, and where they are read from. */
export interface Tree {
  readonly root: string;
  readonly files: () => ReadonlySet<string>;
  readonly host: Host;
}

/** What of a package.json tells where modules are. */
export interface Manifest {
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** A package whose sources are in the project. */
export interface TreePackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

interface Index {
  readonly byFolder: ReadonlyMap<string, TreePackage>;
  readonly byName: ReadonlyMap<string, readonly TreePackage[]>;
  /** Workspaces by the folder of their root. */
  readonly workspaces: ReadonlyMap<string, (folder: string) => boolean>;
}

/**
 * The packages of a project: those of the folders at and above its sources. They are looked for
 * once.
 */
export class TreePackages {
  private found: Index | undefined;

  constructor(private readonly tree: Tree) {}

  /** The package that a file of the project stands in. */
  of(file: string): TreePackage | undefined {
    return this.upwards(file).flatMap((folder) => this.index().byFolder.get(folder) ?? [])[0];
  }

  /**
   * The package of the project that a name means where a file stands: the file's own if it has
   * `exports`, one of the nearest workspace that has it, or, where no workspace is declared, the
   * nearest of that name.
   */
  named(from: string, name: string): TreePackage | undefined {
    const { byName, workspaces } = this.index();
    const candidates = byName.get(name);
    if (!candidates) return undefined;
    const own = this.of(from);
    if (own?.manifest.name === name && own.manifest.exports !== undefined) return own;
    const folders = this.upwards(from);
    const roots = folders.filter((folder) => workspaces.has(folder));
    for (const root of roots) {
      const member = candidates.find(
        (c) => c.folder === root || workspaces.get(root)?.(relativePath(root, c.folder)),
      );
      if (member) return member;
    }
    if (roots.length > 0) return undefined;
    const distance = ({ folder }: TreePackage) =>
      folders.findIndex((at) => `${folder}${path.sep}`.startsWith(`${at}${path.sep}`));
    return candidates.reduce((best, c) => (distance(c) < distance(best) ? c : best));
  }

  clear(): void {
    this.found = undefined;
  }

  /** The folders from a file's own up to the root's; none for a file outside of it. */
  private upwards(file: string): string[] {
    const folders: string[] = [];
    for (let at = path.dirname(file); at.length >= this.tree.root.length; at = path.dirname(at)) {
      folders.push(at);
      if (at === this.tree.root) return folders;
      if (path.dirname(at) === at) break;
    }
    return [];
  }

  private index(): Index {
    if (this.found) return this.found;
    const folders = new Set<string>();
    for (const file of this.tree.files()) {
      if (folders.has(path.dirname(file))) continue;
      for (const folder of this.upwards(file)) folders.add(folder);
    }
    const byFolder = new Map<string, TreePackage>();
    const byName = new Map<string, TreePackage[]>();
    const workspaces = new Map<string, (folder: string) => boolean>();
    // The outermost first.
    for (const folder of [...folders].sort()) {
      const members = workspaceMembers(folder, this.tree.host);
      if (members) workspaces.set(folder, members);
      const manifest = readJson(path.join(folder, 'package.json'), this.tree.host) as
        Manifest | undefined;
      if (!manifest) continue;
      const found = { folder, manifest };
      byFolder.set(folder, found);
      if (typeof manifest.name === 'string')
        byName.set(manifest.name, [...(byName.get(manifest.name) ?? []), found]);
    }
    return (this.found = { byFolder, byName, workspaces });
  }
}

/**
 * `@scope/name/sub/path` -> `@scope/name` and `./sub/path`; undefined for a path, or what only a
 * package's `imports` know.
 */
export function splitSpecifier(specifier: string): { name: string; subpath: string } | undefined {
  const match = /^((?:@[^/]+\/)?[^./@#\\:][^/\\:]*)(?:\/(.*))?$/u.exec(specifier);
  return match ? { name: match[1], subpath: match[2] ? `./${match[2]}` : '.' } : undefined;
}
