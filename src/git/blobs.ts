import { git, GitError } from './git.js';

/** As many bytes are asked for at once. */
const CHUNK = 200_000_000;

interface Asked {
  readonly blob: string;
  /** What it is the content of, for messages. */
  readonly file: string;
}

/** What is stored in a repository, read without checking anything out. */
export class Blobs {
  private readonly sizes = new Map<string, number>();
  private readonly contents = new Map<string, Buffer>();

  constructor(private readonly folder: string) {}

  /**
   * Reads many at once, but for those that are too large.
   * @throws {GitError} where the repository lacks one
   */
  load(asked: readonly Asked[], largest: number): void {
    this.measure(asked);
    const wanted = new Map(asked.map((a) => [a.blob, a]));
    let chunk: Asked[] = [];
    let bytes = 0;
    for (const a of wanted.values()) {
      const size = this.sizes.get(a.blob) ?? 0;
      if (size > largest || this.contents.has(a.blob)) continue;
      if (bytes + size > CHUNK) {
        this.read(chunk);
        [chunk, bytes] = [[], 0];
      }
      chunk.push(a);
      bytes += size;
    }
    this.read(chunk);
  }

  /** In bytes. */
  size(asked: Asked): number {
    this.measure([asked]);
    return this.sizes.get(asked.blob) ?? 0;
  }

  content(asked: Asked): Buffer {
    if (!this.contents.has(asked.blob)) this.read([asked]);
    return this.contents.get(asked.blob) ?? Buffer.alloc(0);
  }

  private measure(all: readonly Asked[]): void {
    const asked = all.filter(({ blob }) => !this.sizes.has(blob));
    if (asked.length === 0) return;
    const lines = this.ask('--batch-check', asked).toString().split('\n');
    for (const [i, a] of asked.entries()) {
      const size = /^\S+ blob (\d+)$/u.exec(lines[i])?.[1];
      if (size === undefined) throw this.lacking(a);
      this.sizes.set(a.blob, Number(size));
    }
  }

  private read(asked: readonly Asked[]): void {
    if (asked.length === 0) return;
    const output = this.ask('--batch', asked);
    let at = 0;
    for (const a of asked) {
      const end = output.indexOf('\n', at);
      const head = output.toString('latin1', at, end < 0 ? undefined : end);
      const size = Number(/^\S+ blob (\d+)$/u.exec(head)?.[1] ?? NaN);
      if (Number.isNaN(size)) throw this.lacking(a);
      this.contents.set(a.blob, output.subarray(end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
  }

  private ask(how: '--batch' | '--batch-check', asked: readonly Asked[]): Buffer {
    try {
      const input = asked.map((a) => `${a.blob}\n`).join('');
      return git(this.folder, ['cat-file', how], input)?.output ?? Buffer.alloc(0);
    } catch (error) {
      // An older git tries to fetch it, which it may not.
      const [, blob] = /could not fetch ([0-9a-f]+)/u.exec(String(error)) ?? [];
      const missing = asked.find((a) => a.blob === blob);
      throw missing ? this.lacking(missing) : error;
    }
  }

  private lacking({ blob, file }: Asked): GitError {
    return new GitError(
      `${this.folder}: git lacks the content of ${file} (${blob.slice(0, 12)}), as a partial clone may. Fetch it (git fetch --refetch --no-filter), or name a commit that is there whole.`,
    );
  }
}
