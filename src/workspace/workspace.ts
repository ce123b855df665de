import type { FrontEnd, ImportResolver, NameUsage, SourceLanguage } from '../facts/language.js';
import fs from 'node:fs';
import type { FactSource } from '../linker/project.js';
import { words } from '../contract/words.js';
import type { ModuleFacts } from '../facts/types.js';
import { ts } from '../typescript/compiler.js';
import { ModuleResolver } from './resolution/resolve.js';
import { readFacts } from './front-end.js';
import { sourceFiles } from './files.js';
import { addedLanguages, isSource, languageOfFile } from './languages.js';

/** A file of a package is read for its types only up to this size: bundled declarations of a whole SDK tell nothing of drivers. */
const MAX_PACKAGE_FILE = 400_000;

interface Entry {
  text: string;
  mtime: number;
  facts?: ModuleFacts;
  overlaid: boolean;
}

/**
 * The files of one project: their texts, and their facts, parsed at most once for one text.
 * A long-lived process calls {@link refresh} to see what changed on disk.
 */
export class Workspace implements FactSource {
  readonly resolver: ModuleResolver;
  private readonly others: readonly { readonly language: SourceLanguage; readonly resolver: ImportResolver }[];
  private files: Set<string>;
  private readonly entries = new Map<string, Entry | undefined>();
  private readonly indices = new Map<NameUsage, ReadonlyMap<string, readonly string[]>>();
  /** Counts changes of any text: what was derived at another revision is stale. */
  revision = 0;
  /** How many files were parsed, for progress and benchmarks. */
  parsed = 0;
  onParse: ((count: number) => void) | undefined;

  /**
   * @param root the folder whose files make up the project
   * @param more files outside of it that are to be looked at too
   * @param read takes the facts out of a text of the project
   */
  constructor(
    readonly root: string,
    private readonly more: readonly string[] = [],
    readonly read: FrontEnd = readFacts,
  ) {
    this.files = new Set([...sourceFiles(root), ...more]);
    this.resolver = new ModuleResolver(ts, { root, files: () => this.files });
    this.others = addedLanguages().map((language) => ({ language, resolver: language.resolver(root, () => this.files) }));
  }

  all(): readonly string[] {
    return [...this.files];
  }

  text(file: string): string | undefined {
    return this.entry(file)?.text;
  }

  private entry(file: string): Entry | undefined {
    if (this.entries.has(file)) return this.entries.get(file);
    let made: Entry | undefined;
    try {
      const { mtimeMs, size } = fs.statSync(file);
      if (this.files.has(file) || size <= MAX_PACKAGE_FILE) made = { text: fs.readFileSync(file, 'utf8'), mtime: mtimeMs, overlaid: false };
    } catch {
      made = undefined;
    }
    this.entries.set(file, made);
    return made;
  }

  facts(file: string): ModuleFacts | undefined {
    const entry = isSource(file) ? this.entry(file) : undefined;
    if (!entry) return undefined;
    if (!entry.facts) {
      this.parsed++;
      this.onParse?.(this.parsed);
      entry.facts = this.read(file, entry.text);
    }
    return entry.facts;
  }

  resolve(from: string, specifier: string): string | undefined {
    const other = this.others.find(({ language }) => language.pattern.test(from));
    return (other?.resolver ?? this.resolver).resolve(from, specifier);
  }

  containing(names: readonly string[]): readonly string[] {
    if (names.length === 0) return [];
    const pattern = new RegExp(names.map((n) => words(n).join('_?')).join('|'), 'iu');
    return this.all().filter((file) => pattern.test(this.text(file) ?? ''));
  }

  mentioning(identifiers: readonly string[], use: NameUsage = 'anywhere'): readonly string[] {
    const index = this.index(use);
    return [...new Set(identifiers.flatMap((name) => index.get(name) ?? []))];
  }

  /** The files by the names they use in some way. */
  private index(use: NameUsage): ReadonlyMap<string, readonly string[]> {
    const known = this.indices.get(use);
    if (known) return known;
    const index = new Map<string, string[]>();
    for (const file of this.files) {
      const text = this.text(file) ?? '';
      const names = languageOfFile(file)?.namesUsed(text, use) ?? text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
      for (const name of new Set(names)) {
        const list = index.get(name);
        if (list) list.push(file);
        else index.set(name, [file]);
      }
    }
    this.indices.set(use, index);
    return index;
  }

  /** Puts an editor's text in the place of what is on disk. */
  overlay(file: string, text: string): void {
    const known = this.entry(file);
    if (known?.text === text) return;
    this.files.add(file);
    this.entries.set(file, { text, mtime: known?.mtime ?? 0, overlaid: true });
    this.changed();
  }

  /** Looks for files that changed, came or went on disk. */
  refresh(): void {
    const unsaved = [...this.entries].flatMap(([file, entry]) => (entry?.overlaid ? [file] : []));
    const files = new Set([...sourceFiles(this.root), ...this.more, ...unsaved]);
    let isSame = files.size === this.files.size && [...files].every((f) => this.files.has(f));
    for (const [file, entry] of this.entries) {
      const mtime = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (mtime === entry?.mtime || (entry?.overlaid && mtime === undefined)) continue;
      const text = mtime === undefined ? undefined : fs.readFileSync(file, 'utf8');
      if (entry && text === entry.text) entry.mtime = mtime ?? 0;
      else {
        this.entries.delete(file);
        isSame = false;
      }
    }
    if (isSame) return;
    this.files = files;
    this.resolver.clear();
    for (const { resolver } of this.others) resolver.clear();
    this.changed();
  }

  private changed(): void {
    this.indices.clear();
    this.revision++;
  }
}
