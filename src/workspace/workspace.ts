import { words } from '../contract/words.js';
import type { Encoding } from '../encoding/encoding.js';
import {
  UnreadableError,
  type ImportResolver,
  type NameUsage,
  type SourceLanguage,
} from '../facts/language.js';
import type { UsedNames } from '../fact-cache/fact-cache.js';
import type { BlockFact } from '../facts/blocks.js';
import type { ModuleFacts, Span } from '../facts/types.js';
import type { TreeChange } from '../linker/looks.js';
import type { FactSource } from '../linker/project.js';
import { compiler } from '../typescript/compiler.js';
import { Layouts } from './formatting/layouts.js';
import { readBlock, readFacts } from './front-end.js';
import type { Content, FileStamp, Host } from './host.js';
import { factsOf, namesOf } from './kept-facts.js';
import { addedLanguages, carrierKind, isSource } from './languages.js';
import { NameIndex, type NameChange } from './name-index.js';
import { Overlay } from './overlay.js';
import { ModuleResolver } from './resolution/resolve.js';

/**
 * A file of a package is read for its types only up to this size: bundled declarations of a whole
 * SDK tell nothing of drivers.
 */
const MAX_PACKAGE_FILE = 400_000;

/**
 * Of the files of one project so many characters are read: there must be room for what is made of
 * them.
 */
export const MAX_PROJECT = 500_000_000;

/** What is kept of a file. */
interface Entry {
  /** undefined where there is no such file, and for one of a package that is too large. */
  readonly content: Content | undefined;
  stamp: FileStamp | undefined;
  facts?: ModuleFacts;
  names?: UsedNames;
}

/** What became of the files of a project. */
export interface WorkspaceChange extends TreeChange {
  /** Files came or went, or imports may lead elsewhere: nothing that was known of the tree holds. */
  readonly isOther: boolean;
}

function noChange() {
  return { files: new Set<string>(), names: [] as NameChange[], isOther: false };
}

/**
 * The files of one project: their texts, and their facts, parsed at most once for one text.
 * A long-lived process calls {@link refresh} to see what changed.
 */
export class Workspace implements FactSource {
  readonly resolver: ModuleResolver;
  /** How its lines are laid out. */
  readonly layouts: Layouts;
  private readonly others: readonly {
    readonly language: SourceLanguage;
    readonly resolver: ImportResolver;
  }[];
  private files: Set<string>;
  private readonly entries = new Map<string, Entry>();
  private readonly blocks = new WeakMap<ModuleFacts, Map<string, BlockFact | undefined>>();
  private readonly reasons = new Map<string, string>();
  /**
   * Files that were to be read and could not be, not as text or not by a front end, with the
   * reason; those of one that changed are forgotten.
   */
  readonly unread: ReadonlyMap<string, string> = this.reasons;
  /** Files whose facts were asked for, and which could not be read. */
  private readonly wanted = new Set<string>();
  /** How many are held. */
  private characters = 0;
  private readonly names: NameIndex;
  private readonly spelled = new Map<string, string>();
  /** The places of the files among all. */
  private places: ReadonlyMap<string, number> | undefined;
  /** Which files hold what a pattern finds. */
  private readonly holding = new Map<string, Map<string, boolean>>();
  private pending = noChange();
  /** How many files were parsed, for progress and benchmarks. */
  parsed = 0;
  onParse: ((count: number) => void) | undefined;

  /**
   * @param root the folder whose files make up the project
   * @param host where they are read from
   * @param more files outside of it that are to be looked at too
   */
  constructor(
    readonly root: string,
    readonly host: Host,
    private readonly more: readonly string[] = [],
  ) {
    this.files = new Set([...host.sourceFiles(root), ...more]);
    this.names = new NameIndex(
      () => this.files,
      (file, use) => this.namesUsed(file, use),
    );
    this.resolver = new ModuleResolver(compiler(), { root, files: () => this.files, host });
    this.layouts = new Layouts(root, host);
    this.others = addedLanguages().map((language) => ({
      language,
      resolver: language.resolver(root, () => this.files),
    }));
  }

  all(): readonly string[] {
    return [...this.files];
  }

  text(file: string): string | undefined {
    return this.entry(file).content?.text;
  }

  /** How a file's text is written; undefined where it has none. */
  encoding(file: string): Encoding | undefined {
    const { content } = this.entry(file);
    return content?.text === undefined ? undefined : content.encoding;
  }

  private entry(file: string): Entry {
    let entry = this.entries.get(file);
    if (!entry) {
      const stamp = this.host.stamp(file);
      const isWanted =
        this.files.has(file) || (stamp !== undefined && stamp.size <= MAX_PACKAGE_FILE);
      const content = isWanted ? this.readable(file) : undefined;
      this.entries.set(file, (entry = { content, stamp }));
      if (content && 'reason' in content) this.reasons.set(file, content.reason);
    }
    return entry;
  }

  private readable(file: string): Content | undefined {
    const content = this.host.readFile(file);
    const kind = carrierKind(file);
    if (kind !== undefined && this.files.has(file) && content?.text !== undefined)
      return {
        reason: `is ${kind}, which is not read`,
        mayHold: (pattern) => pattern.test(this.host.readFile(file)?.text ?? ''),
      };
    if (content?.text === undefined) return content;
    if (this.characters + content.text.length > MAX_PROJECT)
      return {
        reason: `is beyond the ${MAX_PROJECT / 1_000_000} MB that are read of one project`,
        mayHold: (pattern) => pattern.test(this.host.readFile(file)?.text ?? ''),
      };
    this.characters += content.text.length;
    return content;
  }

  facts(file: string): ModuleFacts | undefined {
    const entry = isSource(file) ? this.entry(file) : undefined;
    const text = entry?.content?.text;
    if (entry && this.reasons.has(file)) this.wanted.add(file);
    if (!entry || text === undefined || this.reasons.has(file)) return undefined;
    if (!entry.facts) {
      this.parsed++;
      this.onParse?.(this.parsed);
      try {
        entry.facts = this.host.facts?.(file, text) ?? factsOf(file, text, this.isSaved(file));
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        this.reasons.set(file, error.message);
        this.wanted.add(file);
      }
    }
    return entry.facts;
  }

  /** The facts of a text that a file could have. */
  read(file: string, text: string): ModuleFacts {
    return this.host.facts?.(file, text) ?? readFacts(file, text);
  }

  /**
   * The statements of a function of a file, by its span among the facts; kept as long as they are.
   * @returns undefined where the function has no body, or the file cannot be read
   */
  block(file: string, span: Span): BlockFact | undefined {
    const facts = this.facts(file);
    const text = this.text(file);
    if (!facts || text === undefined) return undefined;
    let known = this.blocks.get(facts);
    if (!known) this.blocks.set(facts, (known = new Map<string, BlockFact | undefined>()));
    const key = span.join();
    if (!known.has(key)) known.set(key, readBlock(file, text, span));
    return known.get(key);
  }

  resolve(from: string, specifier: string): string | undefined {
    const other = this.others.find(({ language }) => language.pattern.test(from));
    return (other?.resolver ?? this.resolver).resolve(from, specifier);
  }

  containing(names: readonly string[]): readonly string[] {
    if (names.length === 0) return [];
    const pattern = patternOf(names);
    let held = this.holding.get(pattern.source);
    if (!held) this.holding.set(pattern.source, (held = new Map()));
    const known = held;
    return this.all().filter((file) => {
      let holds = known.get(file);
      if (holds === undefined) known.set(file, (holds = pattern.test(this.text(file) ?? '')));
      return holds;
    });
  }

  /**
   * Files of the project that could not be read, with the reason, and may hold one of these words,
   * as {@link containing} takes them; or whose facts were asked for so far, since a name led into
   * them.
   */
  missed(names: readonly string[]): ReadonlyMap<string, string> {
    const pattern = patternOf(names);
    const exact = exactPatternOf(names);
    return new Map(
      this.all().flatMap((file) => {
        const { content } = this.entry(file);
        const reason = this.reasons.get(file);
        if (!content || reason === undefined) return [];
        if (this.wanted.has(file)) return [[file, reason]];
        // What holds other things besides code says many a word.
        const looked = carrierKind(file) === undefined ? pattern : exact;
        return ('reason' in content ? content.mayHold(looked) : pattern.test(content.text))
          ? [[file, reason]]
          : [];
      }),
    );
  }

  mentioning(identifiers: readonly string[], use: NameUsage = 'anywhere'): readonly string[] {
    return this.inOrder(this.names.filesUsing(identifiers, use));
  }

  private namesUsed(file: string, use: NameUsage): readonly string[] {
    const entry = this.entry(file);
    entry.names ??= this.asOne(namesOf(file, entry.content?.text ?? '', this.isSaved(file)));
    return entry.names[use];
  }

  /** The same names, each of them one string for all files: there are a thousand in each file. */
  private asOne({ anywhere, inherited, called }: UsedNames): UsedNames {
    const one = (name: string) => {
      const known = this.spelled.get(name);
      if (known === undefined) this.spelled.set(name, name);
      return known ?? name;
    };
    return { anywhere: anywhere.map(one), inherited: inherited.map(one), called: called.map(one) };
  }

  private isSaved(file: string): boolean {
    return this.host.isUnsaved?.(file) !== true;
  }

  /** Files of the project in its order, whichever way they were found. */
  private inOrder(files: ReadonlySet<string>): readonly string[] {
    if (files.size <= 1) return [...files];
    this.places ??= new Map([...this.files].map((file, place) => [file, place]));
    const { places } = this;
    return [...files].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }

  /** The same project with other texts in some of its files; what is known of the rest is shared. */
  with(texts: ReadonlyMap<string, string>): Workspace {
    const host = new Overlay(this.host);
    for (const [file, text] of texts) host.put(file, text);
    const other = new Workspace(this.root, host, this.more);
    for (const [file, entry] of this.entries) {
      if (texts.has(file)) continue;
      other.keep(file, entry, this.reasons.get(file));
      other.characters += entry.content?.text?.length ?? 0;
    }
    return other;
  }

  /** Takes a file of the project from its host again: it has another text now, or is gone. */
  reload(file: string): void {
    const isThere = this.host.fileExists(file);
    if (isThere !== this.files.has(file)) {
      if (isThere) this.files.add(file);
      else this.files.delete(file);
      this.places = undefined;
      this.pending.isOther = true;
    }
    const known = this.entries.get(file);
    const reason = this.reasons.get(file);
    this.forget(file);
    if (known?.content?.text !== undefined && this.text(file) === known.content.text) {
      this.keep(file, { ...known, stamp: this.entry(file).stamp }, reason);
      if (!this.pending.isOther) return;
    }
    this.changed(file);
  }

  /** What became of the tree since this was asked last; undefined where that is nothing. */
  takeChange(): WorkspaceChange | undefined {
    const { files, names, isOther } = this.pending;
    if (files.size === 0 && !isOther) return undefined;
    this.pending = noChange();
    return { files, names, isOther };
  }

  /** Looks for files that changed, came or went. */
  refresh(): void {
    const files = new Set([...this.host.sourceFiles(this.root), ...this.more]);
    const changed = new Set([
      ...[...this.files].filter((file) => !files.has(file)),
      ...[...files].filter((file) => !this.files.has(file)),
    ]);
    for (const [file, known] of this.entries) {
      const stamp = this.host.stamp(file);
      if (stamp?.version === known.stamp?.version && stamp?.size === known.stamp?.size) continue;
      const reason = this.reasons.get(file);
      this.forget(file);
      if (this.entry(file).content?.text !== known.content?.text) changed.add(file);
      // The same bytes are read no better.
      else if (known.content?.text !== undefined) this.keep(file, { ...known, stamp }, reason);
      else if (this.reasons.get(file) !== reason) changed.add(file);
    }
    if (changed.size === 0) return;
    this.files = files;
    this.places = undefined;
    this.resolver.clear();
    this.layouts.clear();
    for (const { resolver } of this.others) resolver.clear();
    this.pending.isOther = true;
    for (const file of changed) this.changed(file);
  }

  private forget(file: string): void {
    this.characters -= this.entries.get(file)?.content?.text?.length ?? 0;
    this.entries.delete(file);
    this.reasons.delete(file);
    this.wanted.delete(file);
  }

  private keep(file: string, entry: Entry, reason: string | undefined): void {
    this.entries.set(file, entry);
    if (reason !== undefined) this.reasons.set(file, reason);
  }

  private changed(file: string): void {
    this.pending.files.add(file);
    this.pending.names.push(...this.names.update(file, this.files.has(file)));
    for (const held of this.holding.values()) held.delete(file);
  }
}

/** Finds words in any case and inside longer names, in camel case and in snake case. */
function patternOf(names: readonly string[]): RegExp {
  return new RegExp(names.map((name) => words(name).join('_?')).join('|'), 'iu');
}

/** Finds whole names, in camel case and in snake case. */
function exactPatternOf(names: readonly string[]): RegExp {
  const written = names.flatMap((name) => [name, words(name).join('_')]);
  return new RegExp(`(?<![\\w$])(?:${written.join('|')})(?![\\w$])`, 'u');
}
