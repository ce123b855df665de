import type { Decoded } from '../encoding/encoding.js';
import type { ModuleFacts } from '../facts/types.js';

/** What tells whether a file is still the one that was read. */
export interface FileStamp {
  /** Another one for another text: what a disk notes down when a file changes, a counter. */
  readonly version: string | number;
  /** In bytes, or in what the host counts instead. */
  readonly size: number;
}

/** A file that is there and cannot be read as text. */
export interface Unread {
  readonly text?: undefined;
  /** Said of the file: `is not UTF-8`. */
  readonly reason: string;
  /**
   * Whether its bytes may hold what a pattern finds, in any encoding whose letters are those of
   * ASCII.
   */
  readonly mayHold: (pattern: RegExp) => boolean;
}

/** A file as its host has it. */
export type Content = Decoded | Unread;

/**
 * The files of a folder cannot be listed whole. The message names what stands in the way, and the
 * remedy.
 */
export class ListingError extends Error {
  override readonly name = 'ListingError';
}

/**
 * What a workspace reads from: the disk, an editor's texts over it, a ts-morph project, a table of
 * texts. Whatever is asked about files is asked here: nothing below a workspace knows another file
 * system. Paths are absolute. Nothing throws but what lists the sources: without a file of them
 * nothing could be said of the rest.
 */
export interface Host {
  /**
   * The source files at and below a folder, sorted; not what a build or a package manager made.
   * Throws where it cannot list them all.
   */
  sourceFiles(folder: string): readonly string[];
  /** undefined when there is no such file. */
  readFile(file: string): Content | undefined;
  /** undefined when there is no such file. */
  stamp(file: string): FileStamp | undefined;
  fileExists(file: string): boolean;
  directoryExists(folder: string): boolean;
  /** The names of the files in a folder, sorted; of those below it none. */
  filesIn(folder: string): readonly string[];
  /** The names of the folders in a folder. */
  foldersIn(folder: string): readonly string[];
  /** A path with its links followed; the path itself where there is nothing. */
  realPath(path: string): string;
  /**
   * The facts of a text that the host takes by its own means: from nodes that it has, with parsers
   * that its user chose. Without it, or where it gives undefined, the front end of the file's
   * language takes them.
   */
  facts?(file: string, text: string): ModuleFacts | undefined;
  /** Whether a file's text is not what will be there the next time. */
  isUnsaved?(file: string): boolean;
  /** The compiler's options, where the host and not the nearest tsconfig.json says them. */
  compilerOptions?(): object;
}

/**
 * What a file system gives, for a host that does not throw; undefined where it throws: there is
 * nothing, or it cannot be read.
 */
export function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
