import path from 'node:path';
import type * as TsMorph from 'ts-morph';
import type ts from 'typescript';
import type { Span } from '../facts/types.js';
import type { OracleDeclaration, OracleType, TypeOracle } from '../linker/oracle.js';
import { attempt, type Host } from './host.js';
import { isCheckable } from './front-end.js';
import { isScript, languageOfFile } from './languages.js';
import { ProgramOracle } from './program-oracle.js';
import { parseConfig, referredConfigs } from './resolution/configs.js';

/**
 * Types cannot be asked for: ts-morph is not installed, or a tsconfig.json cannot be read. The
 * message says the remedy.
 */
export class TypesError extends Error {
  override readonly name = 'TypesError';
}

/**
 * A project of ts-morph, with those of its files that are checked: what stands in no configuration
 * is there for its types alone.
 */
export interface TypeProject {
  readonly project: TsMorph.Project;
  readonly checked: ReadonlySet<TsMorph.SourceFile>;
}

interface KnownProject {
  readonly project: TsMorph.Project;
  /** What its configuration lists, with what that imports. */
  readonly listed: readonly TsMorph.SourceFile[];
  oracle?: ProgramOracle;
}

/**
 * The ts-morph projects of a tree, those of each tsconfig.json that serves a file of it, made when
 * they are first asked for. The types that a linker asks for and the check of a migration share
 * them, and so the program before the migration.
 */
export class TypeProjects implements TypeOracle {
  private readonly known = new Map<string | undefined, readonly KnownProject[]>();
  private readonly files: ReadonlyMap<string | undefined, readonly string[]>;
  private readonly disk: CheckableFiles;

  private constructor(
    private readonly tsMorph: typeof TsMorph,
    private readonly root: string,
    private readonly host: Host,
    private readonly coversAll: boolean,
  ) {
    this.disk = new CheckableFiles(
      new tsMorph.Project({ skipLoadingLibFiles: true }).getFileSystem(),
    );
    this.files = coversAll ? this.byConfig(host.sourceFiles(root).filter(isScript)) : new Map();
  }

  /**
   * @param root where the search for a tsconfig.json upwards ends
   * @param host tells what files there are; ts-morph reads the disk itself
   * @param coversAll files that no configuration lists have types, too, JavaScript among them:
   * tests are often left out of it
   * @param option what needs types, for the message: `--verify`
   * @throws {TypesError} where ts-morph is not installed
   */
  static async of(
    root: string,
    host: Host,
    coversAll: boolean,
    option: string,
  ): Promise<TypeProjects> {
    return new TypeProjects(await tsMorphFor(option), root, host, coversAll);
  }

  /** The compiler that the projects are of. */
  get ts(): typeof TsMorph.ts {
    return this.tsMorph.ts;
  }

  /**
   * The projects that files belong to. A file that none lists is added to the first one of its
   * tsconfig.json.
   * @throws {TypesError} where a tsconfig.json cannot be read
   */
  serving(files: readonly string[]): TypeProject[] {
    return [...this.byConfig(files)].flatMap(([config, own]) => {
      const projects = this.projectsOf(config);
      this.add(projects, own);
      return projects.map(({ project, listed }) => {
        const named = own.flatMap((file) => project.getSourceFile(file) ?? []);
        return {
          project,
          checked: new Set([...(this.coversAll ? listed : project.getSourceFiles()), ...named]),
        };
      });
    });
  }

  declarationsOf(file: string, span: Span): readonly OracleDeclaration[] | undefined {
    return this.oracleFor(file)?.declarationsOf(file, span);
  }

  typeOf(file: string, span: Span): OracleType | undefined {
    return this.oracleFor(file)?.typeOf(file, span);
  }

  private oracleFor(file: string): ProgramOracle | undefined {
    if (languageOfFile(file)) return undefined;
    const home = this.projectsOf(this.configOf(file)).find(({ project }) =>
      project.getSourceFile(file),
    );
    // ts-morph's compiler is another copy, which is told apart by its types alone.
    return (
      home &&
      (home.oracle ??= new ProgramOracle(
        home.project.getProgram().compilerObject as unknown as ts.Program,
      ))
    );
  }

  private projectsOf(config: string | undefined): readonly KnownProject[] {
    let found = this.known.get(config);
    if (!found) {
      const projects =
        config === undefined ? [this.looseProject()] : this.configured(config, new Set());
      found = projects.map((project) => ({ project, listed: project.getSourceFiles() }));
      this.add(found, this.files.get(config) ?? []);
      this.known.set(config, found);
    }
    return found;
  }

  private add(projects: readonly KnownProject[], files: readonly string[]): void {
    const missing = files.filter(
      (file) => !projects.some(({ project }) => project.getSourceFile(file)),
    );
    for (const file of missing)
      this.disk.passingOver(() => projects[0].project.addSourceFileAtPathIfExists(file));
    if (missing.length > 0)
      this.disk.passingOver(() => projects[0].project.resolveSourceFileDependencies());
  }

  private byConfig(files: readonly string[]): Map<string | undefined, string[]> {
    const found = new Map<string | undefined, string[]>();
    for (const file of files) {
      const config = this.configOf(file);
      found.set(config, [...(found.get(config) ?? []), file]);
    }
    return found;
  }

  private configOf(file: string): string | undefined {
    for (let at = path.dirname(file); at.startsWith(this.root); at = path.dirname(at)) {
      const config = path.join(at, 'tsconfig.json');
      if (this.host.fileExists(config)) return config;
      if (path.dirname(at) === at) break;
    }
    return undefined;
  }

  /** The projects of a configuration: itself, or those that a solution refers to. */
  private configured(config: string, seen: Set<string>): TsMorph.Project[] {
    seen.add(config);
    const project = this.read(config);
    if (project.getSourceFiles().length > 0) return [project];
    const referred = referredConfigs(
      config,
      parseConfig(config, this.host.readFile(config)?.text),
      this.host,
    );
    const found = referred.filter((c) => !seen.has(c)).flatMap((c) => this.configured(c, seen));
    return found.length > 0 ? found : [project];
  }

  private read(config: string): TsMorph.Project {
    let project: TsMorph.Project;
    try {
      project = this.disk.passingOver(
        () =>
          new this.tsMorph.Project({
            fileSystem: this.disk.fileSystem,
            tsConfigFilePath: config,
            compilerOptions: this.coversAll ? { allowJs: true, noEmit: true } : {},
          }),
      );
    } catch (error) {
      throw brokenConfig(config, (error as Error).message);
    }
    const broken = project
      .getConfigFileParsingDiagnostics()
      .find((d) => LACKS_OPTIONS.has(d.getCode()));
    if (broken)
      throw brokenConfig(
        config,
        this.ts.flattenDiagnosticMessageText(broken.compilerObject.messageText, ' '),
      );
    return project;
  }

  private looseProject(): TsMorph.Project {
    const { ts } = this;
    return new this.tsMorph.Project({
      fileSystem: this.disk.fileSystem,
      compilerOptions: {
        allowJs: true,
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        target: ts.ScriptTarget.ES2022,
      },
    });
  }
}

/**
 * A disk on which sources that cannot be opened, or that the type checker would not get through,
 * are empty: one of them would end the whole project.
 */
class CheckableFiles {
  readonly fileSystem: TsMorph.FileSystemHost;
  /** Its compiler could not parse them with the stack that there was. */
  private readonly passedOver = new Set<string>();
  private last: string | undefined;

  constructor(disk: TsMorph.FileSystemHost) {
    const readFileSync = (file: string, encoding?: string): string => {
      if (!isScript(file)) return disk.readFileSync(file, encoding);
      this.last = file;
      const text = this.passedOver.has(file)
        ? undefined
        : attempt(() => disk.readFileSync(file, encoding));
      return text !== undefined && isCheckable(file, text) ? text : '';
    };
    this.fileSystem = Object.assign(Object.create(disk) as TsMorph.FileSystemHost, {
      readFileSync,
    });
  }

  /**
   * Reads files into a project; the one at which the stack does not suffice, which is the one read
   * last, is passed over.
   */
  passingOver<T>(read: () => T): T {
    for (;;) {
      try {
        return read();
      } catch (error) {
        if (
          !(error instanceof RangeError) ||
          this.last === undefined ||
          this.passedOver.has(this.last)
        )
          throw error;
        this.passedOver.add(this.last);
      }
    }
  }
}

/**
 * That a file it extends is not there, cannot be read, or extends it in turn: then its options are
 * not those that were meant.
 */
const LACKS_OPTIONS: ReadonlySet<number> = new Set([5012, 5083, 6053, 18000]);

function brokenConfig(config: string, why: string): TypesError {
  const [first] = why.trim().split('\n');
  return new TypesError(
    `${config}: its types cannot be had: ${first.replace(/\.$/u, '')}. Mend it, or do without types.`,
  );
}

/**
 * ts-morph brings a compiler of its own: it is loaded when it is needed, and need not be installed
 * otherwise.
 */
async function tsMorphFor(option: string): Promise<typeof TsMorph> {
  try {
    return await import('ts-morph');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new TypesError(
      `${option} needs ts-morph, which is not installed. Install it (npm install --save-dev ts-morph), or leave ${option} out.`,
      {
        cause: error,
      },
    );
  }
}
