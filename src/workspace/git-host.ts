import path from 'node:path';
import type { Blobs } from '../git/blobs.js';
import { LINK, SUBMODULE, type TreeEntry } from '../git/trees.js';
import { decodeFile } from './decoding.js';
import { disk } from './disk.js';
import { MAX_FILE, startsAsScript } from './disk-files.js';
import { isOwnCarrier, isOwnFolder, isOwnSource } from './files.js';
import type { Content, FileStamp, Host } from './host.js';
import { isSource } from './languages.js';

/** What says where imports lead: read at once, with the sources. */
const CONFIGURATION = /(?:^|\/)(?:package|[jt]sconfig[^/]*|driver-contract)\.json$/u;
/** So often a link may lead to another one. */
const MOST_LINKS = 40;

/**
 * The files of a commit or of the index, in the places that they have in the work tree; nothing is
 * checked out. What git has nothing to do with, because it ignores it or it lies outside, is the
 * disk's: installed packages are.
 */
export class GitHost implements Host {
  private readonly entries = new Map<string, TreeEntry>();
  private readonly folders = new Map<string, { files: string[]; folders: Set<string> }>();
  private readonly listedFolders = new Set<string>();
  private readonly hasLinks: boolean;
  private readonly followed = new Map<string, string>();

  /**
   * @param top where the work tree is
   * @param entries its files
   * @param listed the files of the work tree that are git's business, relative to the top: what is
   * among them and no entry is not there
   */
  constructor(
    private readonly top: string,
    entries: readonly TreeEntry[],
    private readonly blobs: Blobs,
    private readonly listed: ReadonlySet<string>,
  ) {
    for (const entry of entries) {
      if (entry.mode === SUBMODULE) continue;
      this.entries.set(entry.file, entry);
      this.enter(entry.file);
    }
    for (const file of listed)
      for (let at = path.posix.dirname(file); at !== '.'; at = path.posix.dirname(at))
        this.listedFolders.add(at);
    this.hasLinks = entries.some((e) => e.mode === LINK);
    const read = [...this.entries.values()].filter(
      ({ file, mode }) =>
        mode === LINK || ((isSource(file) || CONFIGURATION.test(file)) && isOwnFolder(file)),
    );
    blobs.load(read, MAX_FILE);
  }

  private enter(file: string): void {
    let name = path.posix.basename(file);
    let at = path.posix.dirname(file);
    let known = this.folders.get(at);
    const isNew = !known;
    this.folders.set(at, (known ??= { files: [], folders: new Set() }));
    known.files.push(name);
    for (let isFirst = isNew; isFirst && at !== '.';) {
      name = path.posix.basename(at);
      at = path.posix.dirname(at);
      const above = this.folders.get(at);
      isFirst = !above;
      this.folders.set(at, above ?? { files: [], folders: new Set() });
      this.folders.get(at)?.folders.add(name);
    }
  }

  sourceFiles(folder: string): readonly string[] {
    const inside = this.inside(folder);
    if (inside === undefined) return disk.sourceFiles(folder);
    const below = inside === '.' ? '' : `${inside}/`;
    return [...this.entries.keys()]
      .filter((file) => file.startsWith(below) && this.isWanted(file, file.slice(below.length)))
      .map((file) => path.join(this.top, file))
      .filter((file) => this.fileExists(file))
      .sort();
  }

  private isWanted(file: string, relative: string): boolean {
    const isScript = () => {
      const entry = this.entries.get(file);
      return entry !== undefined && startsAsScript(this.blobs.content(entry));
    };
    return isOwnSource(relative) || isOwnCarrier(relative, isScript);
  }

  readFile(file: string): Content | undefined {
    const entry = this.find(file);
    if (entry === 'elsewhere') return disk.readFile(this.follow(file));
    if (!entry) return undefined;
    const mayHold = (pattern: RegExp) =>
      pattern.test(this.blobs.content(entry).toString('latin1').replaceAll('\0', ''));
    if (this.blobs.size(entry) > MAX_FILE)
      return { reason: `is larger than ${MAX_FILE / 1_000_000} MB`, mayHold };
    if (file.includes('\uFFFD')) return { reason: 'has a path that is not UTF-8', mayHold };
    const decoded = decodeFile(file, this.blobs.content(entry));
    return typeof decoded === 'string' ? { reason: decoded, mayHold } : decoded;
  }

  stamp(file: string): FileStamp | undefined {
    const entry = this.find(file);
    if (entry === 'elsewhere') return disk.stamp(this.follow(file));
    return entry && { version: entry.blob, size: this.blobs.size(entry) };
  }

  fileExists(file: string): boolean {
    const entry = this.find(file);
    return entry === 'elsewhere' ? disk.fileExists(this.follow(file)) : entry !== undefined;
  }

  directoryExists(folder: string): boolean {
    const followed = this.follow(folder);
    const at = this.inside(followed);
    if (at === undefined) return disk.directoryExists(followed);
    return this.folders.has(at) || (!this.listedFolders.has(at) && disk.directoryExists(followed));
  }

  filesIn(folder: string): readonly string[] {
    const real = this.realPath(folder);
    const at = this.inside(real);
    if (at === undefined) return disk.filesIn(real);
    const below = at === '.' ? '' : `${at}/`;
    const others = disk.filesIn(real).filter((name) => !this.isGits(below + name));
    const own = (this.folders.get(at)?.files ?? []).filter((name) =>
      this.fileExists(path.join(real, name)),
    );
    return [...new Set([...own, ...others])].sort();
  }

  foldersIn(folder: string): readonly string[] {
    const real = this.realPath(folder);
    const at = this.inside(real);
    if (at === undefined) return disk.foldersIn(real);
    const below = at === '.' ? '' : `${at}/`;
    const others = disk
      .foldersIn(real)
      .filter((name) => !this.listedFolders.has(below + name) && !this.isGits(below + name));
    const links = (this.folders.get(at)?.files ?? []).filter((name) =>
      this.directoryExists(path.join(real, name)),
    );
    return [...new Set([...(this.folders.get(at)?.folders ?? []), ...links, ...others])].sort();
  }

  realPath(file: string): string {
    const followed = this.follow(file);
    return this.find(followed) === 'elsewhere' ? disk.realPath(followed) : followed;
  }

  /** Whether the tree, or the work tree, has a file by this name that git knows. */
  private isGits(inside: string): boolean {
    return this.entries.has(inside) || this.listed.has(inside);
  }

  /** The path below the top, with `/`; undefined for one outside of it. */
  private inside(file: string): string | undefined {
    const relative = path.relative(this.top, file);
    if (relative === '') return '.';
    const [first] = relative.split(path.sep);
    return first === '..' || path.isAbsolute(relative)
      ? undefined
      : relative.split(path.sep).join('/');
  }

  /** The file behind a path; `elsewhere` where the disk has it. */
  private find(given: string): TreeEntry | 'elsewhere' | undefined {
    const inside = this.inside(this.follow(given));
    if (inside === undefined) return 'elsewhere';
    const entry = this.entries.get(inside);
    if (entry) return entry.mode === LINK ? undefined : entry;
    if (this.folders.has(inside) || this.listed.has(inside) || this.listedFolders.has(inside))
      return undefined;
    return 'elsewhere';
  }

  /** A path with the links that git has followed. */
  private follow(given: string): string {
    if (!this.hasLinks) return given;
    let followed = this.followed.get(given);
    if (followed === undefined) this.followed.set(given, (followed = this.followLinks(given)));
    return followed;
  }

  private followLinks(given: string): string {
    let file = given;
    for (let n = 0; n < MOST_LINKS; n++) {
      const parts = this.inside(file)?.split('/') ?? [];
      const end = parts.findIndex(
        (_, i) => this.entries.get(parts.slice(0, i + 1).join('/'))?.mode === LINK,
      );
      const link = end < 0 ? undefined : this.entries.get(parts.slice(0, end + 1).join('/'));
      if (!link) return file;
      const target = this.blobs.content(link).toString();
      file = path.resolve(
        this.top,
        path.dirname(link.file),
        target,
        parts.slice(end + 1).join('/') || '.',
      );
    }
    return file;
  }
}
