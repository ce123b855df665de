import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { NameUsage } from '../facts/language.js';
import type { ModuleFacts } from '../facts/types.js';
import { entryOf, readEntry } from './entry.js';
import { prune } from './folder.js';

/** The names that a text uses, by the way it uses them. */
export type UsedNames = Readonly<Record<NameUsage, readonly string[]>>;

/** What is kept of a text. */
type What = 'facts' | 'names';

/** When an entry that is used is marked as such anew, in milliseconds. */
const TOUCH = 24 * 60 * 60 * 1000;

/**
 * What was once taken out of texts, in a folder: a file a text, named by its content, so that
 * processes and work trees share it. The text is what counts: an entry that is damaged, or of other
 * front ends, is as if it were not there, and a folder that cannot be written is no error.
 */
export class FactCache {
  private isWritable = true;
  private hasWritten = false;

  /**
   * @param folder where it is; it is made when something is written
   * @param frontEnds what tells the front ends apart that take the facts
   */
  constructor(
    private readonly folder: string,
    private readonly frontEnds: string,
  ) {}

  facts(file: string, text: string): ModuleFacts | undefined {
    return this.read(file, text, 'facts', { path: file }) as ModuleFacts | undefined;
  }

  keepFacts(file: string, text: string, facts: ModuleFacts): void {
    this.write(file, text, 'facts', facts);
  }

  names(file: string, text: string): UsedNames | undefined {
    return this.read(file, text, 'names', {}) as UsedNames | undefined;
  }

  keepNames(file: string, text: string, names: UsedNames): void {
    this.write(file, text, 'names', names);
  }

  private place(file: string, text: string, what: What): string {
    const key = createHash('sha1')
      .update(`${this.frontEnds}\0${path.basename(file)}\0`)
      .update(text)
      .digest('hex');
    return path.join(this.folder, key.slice(0, 2), `${key.slice(2)}.${what}`);
  }

  private read(file: string, text: string, what: What, replaced: object): object | undefined {
    const place = this.place(file, text, what);
    try {
      const entry = readEntry(fs.readFileSync(place), replaced);
      if (entry) this.touch(place);
      return entry;
    } catch {
      return undefined;
    }
  }

  /** Notes down that an entry is of use still. */
  private touch(place: string): void {
    const now = new Date();
    if (now.getTime() - fs.statSync(place).mtimeMs > TOUCH) fs.utimesSync(place, now, now);
  }

  private write(file: string, text: string, what: What, value: object): void {
    if (!this.isWritable) return;
    const place = this.place(file, text, what);
    const draft = `${place}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 });
      fs.writeFileSync(draft, entryOf(value), { mode: 0o600 });
      fs.renameSync(draft, place);
      if (!this.hasWritten) prune(this.folder);
      this.hasWritten = true;
    } catch {
      // A full disk, a folder of somebody else: facts are taken anew each time.
      this.isWritable = false;
      if (fs.existsSync(draft)) fs.rmSync(draft, { force: true });
    }
  }
}
