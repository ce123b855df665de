import type { Content, FileStamp, Host } from './host.js';

interface Unsaved {
  readonly text: string;
  /** The file under it when it was put there: of an older file it says nothing any more. */
  readonly over: FileStamp | undefined;
}

/** An editor's texts over another host. A text holds until the file under it changes. */
export class Overlay implements Host {
  private readonly unsaved = new Map<string, Unsaved>();
  readonly facts: Host['facts'];
  readonly compilerOptions: Host['compilerOptions'];

  constructor(private readonly under: Host) {
    this.facts = under.facts?.bind(under);
    this.compilerOptions = under.compilerOptions?.bind(under);
  }

  put(file: string, text: string): void {
    this.unsaved.set(file, { text, over: this.under.stamp(file) });
  }

  drop(file: string): void {
    this.unsaved.delete(file);
  }

  /** The files that a text was put over. */
  files(): string[] {
    return [...this.unsaved.keys()];
  }

  sourceFiles(folder: string): readonly string[] {
    const files = this.under.sourceFiles(folder);
    return this.unsaved.size === 0 ? files : [...new Set([...files, ...this.unsaved.keys()])];
  }

  readFile(file: string): Content | undefined {
    const text = this.textOver(file);
    return text === undefined ? this.under.readFile(file) : { text, encoding: 'utf-8' };
  }

  stamp(file: string): FileStamp | undefined {
    const now = this.under.stamp(file);
    const unsaved = this.unsaved.get(file);
    return now ?? unsaved?.over ?? (unsaved && { version: 0, size: unsaved.text.length });
  }

  fileExists(file: string): boolean {
    return this.unsaved.has(file) || this.under.fileExists(file);
  }

  isUnsaved(file: string): boolean {
    return this.unsaved.has(file) || this.under.isUnsaved?.(file) === true;
  }

  directoryExists(folder: string): boolean {
    return this.under.directoryExists(folder);
  }

  filesIn(folder: string): readonly string[] {
    return this.under.filesIn(folder);
  }

  foldersIn(folder: string): readonly string[] {
    return this.under.foldersIn(folder);
  }

  realPath(path: string): string {
    return this.under.realPath(path);
  }

  private textOver(file: string): string | undefined {
    const unsaved = this.unsaved.get(file);
    if (!unsaved) return undefined;
    const now = this.under.stamp(file);
    if (
      now === undefined ||
      (now.version === unsaved.over?.version && now.size === unsaved.over.size)
    )
      return unsaved.text;
    this.unsaved.delete(file);
    return undefined;
  }
}
