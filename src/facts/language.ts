import type { BlockFact } from './blocks.js';
import type { Serializable } from './serializable.js';
import type { ModuleFacts, Span } from './types.js';

/** A front end cannot read a text. The message is the reason. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/**
 * Takes the facts of a file out of its text.
 * @throws {UnreadableError} where it has none
 */
export type FrontEnd = (path: string, text: string) => Serializable<ModuleFacts>;

/** Finds the file that an import means; undefined when the tree does not hold it. */
export interface ImportResolver {
  resolve(from: string, specifier: string): string | undefined;
  /** Forgets what was found: files may have come or gone. */
  clear(): void;
}

/** A language beside TypeScript and JavaScript. */
export interface SourceLanguage {
  /** Its files, by name. */
  readonly pattern: RegExp;
  readonly read: FrontEnd;
  /**
   * The statements of the function that has a span in the facts of a text; undefined where none has.
   * @throws {UnreadableError} where the text cannot be read
   */
  readonly block: (text: string, span: Span) => Serializable<BlockFact> | undefined;
  /**
   * The name of the encoding that a file of it declares, from its first bytes as if each were a
   * character; UTF-8 is not declared.
   */
  readonly declaredEncoding?: (head: string) => string | undefined;
  readonly resolver: (root: string, files: () => ReadonlySet<string>) => ImportResolver;
  /**
   * Names that a text may use in some way, without parsing it: none that it does may be missing.
   */
  readonly namesUsed: (text: string, use: NameUsage) => Iterable<string>;
}

/** How a file uses a name: in any way, as a base of a class, as what is called. */
export type NameUsage = 'anywhere' | 'inherited' | 'called';
