import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { configOf, stored, type Config, type Conversion } from './conversion.js';

/** A file as git's index has it. */
export interface Tracked {
  /** Relative to the root. */
  readonly file: string;
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
  holds({ file, mode, blob }: Tracked): boolean {
    const full = path.join(this.root, file);
    const stats = this.lstat(full);
    if (stats?.isSymbolicLink()) return mode === LINK && blobOf(fs.readlinkSync(full, 'buffer'), blob) === blob;
    if (!stats?.isFile()) return false;
    // Where there are no links, a file holds where one leads.
    const isAsItShould = mode === LINK ? this.isOff('core.symlinks') : this.hasMode(stats, mode);
    const bytes = isAsItShould ? read(full) : undefined;
    return bytes !== undefined && blobOf(bytes, blob) === blob;
  }

  /**
   * What becomes of a file that {@link holds} denies: other line ends or another encoding may be no change to git. What takes one of its
   * filters to know is not known.
   */
  judge({ file, mode, blob, unlooked }: Tracked, conversion: Conversion | undefined): Verdict {
    const full = path.join(this.root, file);
    const stats = this.lstat(full);
    if (!stats) return unlooked === undefined ? 'changed' : 'same';
    const changed = unlooked === undefined ? 'changed' : { unsure: `${unlooked}, and differs from what git has` };
    if (!conversion || !stats.isFile() || mode === LINK || !this.hasMode(stats, mode)) return changed;
    if (conversion.filter !== undefined) return { unsure: `goes through the filter "${conversion.filter}", which is not run` };
    const bytes = read(full);
    if (!bytes) return { unsure: 'cannot be read' };
    const kept = stored(bytes, conversion);
    if (!kept) return { unsure: `is not ${conversion.encoding ?? ''}, as a .gitattributes says` };
    return blobOf(kept, blob) === blob ? 'same' : changed;
  }

  private lstat(file: string): fs.Stats | undefined {
    const folder = path.dirname(file);
    let isLinked = this.linked.get(folder);
    if (isLinked === undefined) this.linked.set(folder, (isLinked = this.isBehindLink(folder)));
    return isLinked ? undefined : fs.lstatSync(file, { throwIfNoEntry: false });
  }

  private isBehindLink(folder: string): boolean {
    if (!fs.existsSync(folder)) return true;
    return fs.realpathSync(folder) !== path.join(fs.realpathSync(this.root), path.relative(this.root, folder));
  }

  private hasMode(stats: fs.Stats, mode: string): boolean {
    return this.isOff('core.filemode') || ((stats.mode & 0o100) !== 0) === (mode === PROGRAM);
  }

  private isOff(key: string): boolean {
    return /^(?:false|no|off|0|)$/iu.test(this.config.get(key) ?? 'true');
  }
}

/** undefined where the file cannot be read, or is larger than what can be held. */
function read(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The name that git gives to bytes: by SHA-1 or, where the names of the repository are longer, by SHA-256. */
function blobOf(bytes: Buffer, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
