import path from 'node:path';
import type { FileSystemHost, Project, SourceFile, ts as TsMorphTs } from 'ts-morph';
import type ts from 'typescript';
import { decode } from '../../src/encoding/encoding.js';
import type { ModuleFacts } from '../../src/facts/types.js';
import type { TypeScript } from '../../src/typescript/builder.js';
import { factsOfNodes } from '../../src/workspace/front-end.js';
import { isOwnSource } from '../../src/workspace/files.js';
import { attempt, type Content, type FileStamp, type Host } from '../../src/workspace/host.js';

/** Whether bytes are what ts-morph takes any for. */
function isReadRight(bytes: Buffer): boolean {
  const decoded = decode(bytes);
  return typeof decoded !== 'string' && decoded.encoding === 'utf-8';
}

/**
 * A ts-morph project as a workspace reads it: its source files as they are in memory, saved or not;
 * around them, for packages and configurations, its file system. Facts are taken from the nodes
 * that the project has.
 */
export class ProjectHost implements Host {
  private readonly sources: ReadonlyMap<string, SourceFile>;
  private readonly folders = new Set<string>();
  private readonly files: FileSystemHost;
  /** Of files that are no source files of the project. */
  private readonly texts = new Map<string, string | undefined>();

  /**
   * @param ts the namespace of the compiler that the project's nodes are of: their kinds have other
   * numbers in another version
   */
  constructor(
    private readonly project: Project,
    private readonly ts: typeof TsMorphTs,
  ) {
    this.files = project.getFileSystem();
    this.sources = new Map(project.getSourceFiles().map((source) => [pathOf(source), source]));
    for (const file of this.sources.keys())
      for (let at = path.dirname(file); !this.folders.has(at); at = path.dirname(at))
        this.folders.add(at);
  }

  /** The source file of a path; undefined where the project has none. */
  source(file: string): SourceFile | undefined {
    return this.sources.get(file);
  }

  sourceFiles(folder: string): readonly string[] {
    return [...this.sources.keys()]
      .filter((file) => isOwnSource(path.relative(folder, file).replaceAll(path.sep, '/')))
      .sort();
  }

  readFile(file: string): Content | undefined {
    const text = this.text(file);
    if (text === undefined) return undefined;
    // What ts-morph has put in the place of bytes would be saved with the edits; UTF-16 has a null
    // byte beside each letter.
    return /[\0\uFFFD]/u.test(text) && !isReadRight(this.bytes(file) ?? Buffer.from(text))
      ? {
          reason: 'is not UTF-8, and ts-morph has read it as if it were',
          mayHold: (pattern) => pattern.test(text.replaceAll('\0', '')),
        }
      : { text, encoding: 'utf-8' };
  }

  /** What is on disk; undefined where the file system has texts, no bytes. */
  private bytes(file: string): Buffer | undefined {
    const characters = attempt(() => this.files.readFileSync(file, 'latin1'));
    return characters === undefined || /[^\0-\xFF]/u.test(characters)
      ? undefined
      : Buffer.from(characters, 'latin1');
  }

  private text(file: string): string | undefined {
    const source = this.sources.get(file);
    if (source) return source.getFullText();
    if (!this.texts.has(file))
      this.texts.set(
        file,
        attempt(() => this.files.readFileSync(file)),
      );
    return this.texts.get(file);
  }

  stamp(file: string): FileStamp | undefined {
    const size = this.text(file)?.length;
    return size === undefined ? undefined : { version: 0, size };
  }

  fileExists(file: string): boolean {
    return this.sources.has(file) || (attempt(() => this.files.fileExistsSync(file)) ?? false);
  }

  directoryExists(folder: string): boolean {
    return (
      this.folders.has(folder) || (attempt(() => this.files.directoryExistsSync(folder)) ?? false)
    );
  }

  filesIn(folder: string): readonly string[] {
    const unsaved = [...this.sources.keys()]
      .filter((file) => path.dirname(file) === folder)
      .map((file) => path.basename(file));
    return [...new Set([...unsaved, ...this.entriesOf(folder, 'isFile')])].sort();
  }

  foldersIn(folder: string): readonly string[] {
    const unsaved = [...this.folders]
      .filter((at) => at !== folder && path.dirname(at) === folder)
      .map((at) => path.basename(at));
    return [...new Set([...unsaved, ...this.entriesOf(folder, 'isDirectory')])].sort();
  }

  realPath(file: string): string {
    if (this.sources.has(file) || this.folders.has(file)) return file;
    return path.normalize(attempt(() => this.files.realpathSync(file)) ?? file);
  }

  facts(file: string, text: string): ModuleFacts | undefined {
    const source = this.sources.get(file);
    // ts-morph's compiler is another copy, which is told apart by its types alone.
    const node =
      source?.getFullText() === text
        ? (source.compilerNode as unknown as ts.SourceFile)
        : undefined;
    return node && factsOfNodes(this.ts as unknown as TypeScript, node, file, text);
  }

  compilerOptions(): object {
    return this.project.getCompilerOptions();
  }

  private entriesOf(folder: string, kind: 'isFile' | 'isDirectory'): string[] {
    const entries = attempt(() => this.files.readDirSync(folder)) ?? [];
    return entries.filter((entry) => entry[kind]).map((entry) => path.basename(entry.name));
  }
}

/**
 * The path of a source file as the rest of this package writes paths: with the separators of the
 * system.
 */
export function pathOf(source: SourceFile): string {
  return path.normalize(source.getFilePath());
}
