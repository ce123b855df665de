import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { configOf, stored, type Config, type Conversion } from './conversion.js';

/** A file as git's index has it. */
export interface Tracked {
  /** Relative to the root. */
  readonly file: string;
  /** The same, each byte a character: a name that is not UTF-8 is known by its bytes alone. */
  readonly bytes: string;
  readonly mode: string;
  readonly blob: string;
  /** Why git does not look at the file on disk. */
  readonly unlooked: string | undefined;
}

export type Verdict = 'same' | 'changed' | { readonly unsure: string };

const LINK = '120000';
const PROGRAM = '100755';

/** The files on disk, beside those that git has. */
export class WorkTree {
  readonly config: Config;
  /** Folders, and whether they lie behind a link: to git nothing does. */
  private readonly linked = new Map<string, boolean>();

  constructor(private readonly root: string) {
    this.config = configOf(root);
  }

  /** Whether a file is what git has, byte for byte. */
  holds({ file, bytes: name, mode, blob }: Tracked): boolean {
    const full = this.placeOf(file, name);
    const stats = this.lstat(file, full);
    if (stats?.isSymbolicLink())
      return mode === LINK && blobOf(fs.readlinkSync(full, 'buffer'), blob) === blob;
    if (!stats?.isFile()) return false;
    // Where there are no links, a file holds where one leads.
    const isAsItShould = mode === LINK ? this.isOff('core.symlinks') : this.hasMode(stats, mode);
    const bytes = isAsItShould ? read(full) : undefined;
    return bytes !== undefined && blobOf(bytes, blob) === blob;
  }

  /**
   * What becomes of a file that {@link holds} denies: other line ends or another encoding may be no
   * change to git. What takes one of its filters to know is not known.
   */
  judge(
    { file, bytes: name, mode, blob, unlooked }: Tracked,
    conversion: Conversion | undefined,
  ): Verdict {
    const full = this.placeOf(file, name);
    const stats = this.lstat(file, full);
    if (!stats) return unlooked === undefined ? 'changed' : 'same';
    const changed =
      unlooked === undefined ? 'changed' : { unsure: `${unlooked}, and differs from what git has` };
    if (!conversion || !stats.isFile() || mode === LINK || !this.hasMode(stats, mode))
      return changed;
    if (conversion.filter !== undefined)
      return { unsure: `goes through the filter "${conversion.filter}", which is not run` };
    const bytes = read(full);
    if (!bytes) return { unsure: 'cannot be read' };
    const kept = stored(bytes, conversion);
    if (!kept) return { unsure: `is not ${conversion.encoding ?? ''}, as a .gitattributes says` };
    return blobOf(kept, blob) === blob ? 'same' : changed;
  }

  private placeOf(file: string, bytes: string): string | Buffer {
    const full = path.join(this.root, file);
    return file.includes('\uFFFD')
      ? Buffer.concat([Buffer.from(this.root + path.sep), Buffer.from(bytes, 'latin1')])
      : full;
  }

  private lstat(file: string, full: string | Buffer): fs.Stats | undefined {
    const folder = path.dirname(path.join(this.root, file));
    let isLinked = this.linked.get(folder);
    if (isLinked === undefined) this.linked.set(folder, (isLinked = this.isBehindLink(folder)));
    return isLinked ? undefined : fs.lstatSync(full, { throwIfNoEntry: false });
  }

  private isBehindLink(folder: string): boolean {
    // A folder whose name is not UTF-8 is not looked for behind links: no file in it is written.
    if (folder.includes('\uFFFD')) return false;
    if (!fs.existsSync(folder)) return true;
    return (
      fs.realpathSync.native(folder) !==
      path.join(fs.realpathSync.native(this.root), path.relative(this.root, folder))
    );
  }

  private hasMode(stats: fs.Stats, mode: string): boolean {
    return this.isOff('core.filemode') || ((stats.mode & 0o100) !== 0) === (mode === PROGRAM);
  }

  private isOff(key: string): boolean {
    return /^(?:false|no|off|0|)$/iu.test(this.config.get(key) ?? 'true');
  }
}

/** undefined where the file cannot be read, or is larger than what can be held. */
function read(file: string | Buffer): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * The name that git gives to bytes: by SHA-1 or, where the names of the repository are longer, by
 * SHA-256.
 */
function blobOf(bytes: Buffer, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
