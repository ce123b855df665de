import path from 'node:path';
import { Project, ts, type SourceFile } from 'ts-morph';
import { Analysis } from '../../src/analysis/analysis.js';
import { loadContract, parseContract } from '../../src/contract/load.js';
import type { Contract } from '../../src/contract/types.js';
import { orderEdits, type TextEdit } from '../../src/edits/text-edits.js';
import type { TypeOracle } from '../../src/linker/oracle.js';
import { projectRoot } from '../../src/workspace/files.js';
import { ProgramOracle } from '../../src/workspace/program-oracle.js';
import { Workspace } from '../../src/workspace/workspace.js';
import type { Ledger } from '../add-connector/ledger.js';
import { planMigration } from '../add-connector/plan.js';
import { pathOf, ProjectHost } from './project-host.js';

export type { Ledger, LedgerEntry } from '../add-connector/ledger.js';

export interface AddConnectorOptions {
  /**
   * What is migrated: source files, or paths and globs of some, relative to the project's current
   * folder. The rest of the project is read all the same. Default: every source file of the
   * project.
   */
  readonly files?: string | SourceFile | readonly (string | SourceFile)[];
  /**
   * The contract itself, or the path of its file. Default: the nearest `driver-contract.json`, else
   * the built-in one.
   */
  readonly contract?: object | string;
  /**
   * Where nothing can be passed, give the function around the call the parameter, and its callers
   * in turn.
   */
  readonly propagate?: boolean;
  /** Leave a marker comment at each site that stays open. */
  readonly todo?: boolean;
}

/**
 * The migration cannot be run on a project. The message names what is wrong and the remedy; nothing
 * was changed.
 */
export class AddConnectorError extends Error {
  override readonly name = 'AddConnectorError';
}

/**
 * Adds the new parameter to every declaration, call and test of the contract in a ts-morph project:
 * the migration of `driver-contract migrate --types`, on the project's own source files, saved or
 * not. They are changed in memory; nothing is saved. Nodes of a changed source file are forgotten,
 * as after any other text change.
 * @returns what became of every site, with paths relative to the project's root: the ledger that
 * `migrate --ledger` writes
 * @throws {AddConnectorError} for a project without source files, one of another copy of ts-morph,
 * and `files` that name none of its files
 * @throws {ContractError} for a contract that cannot be used
 */
export function addConnector(project: Project, options: AddConnectorOptions = {}): Ledger {
  refuseForeign(project);
  const host = new ProjectHost(project, ts);
  const root = projectRoot(commonFolder(project.getSourceFiles()), host);
  const contract = contractOf(options.contract, root, host, project);
  const workspace = new Workspace(root, host);
  const all = new Set(workspace.all());
  const chosen =
    options.files === undefined ? all : new Set(chosenFiles(project, [options.files].flat(), all));
  const analysis = new Analysis(root, contract, workspace, new LazyOracle(project));
  const { propagate, todo } = options;
  const { edits, ledger } = planMigration(analysis, workspace, {
    propagate,
    todo,
    includes: (file) => chosen.has(file),
  });
  for (const [file, list] of edits) host.source(file)?.applyTextChanges(textChanges(list, file));
  return ledger;
}

/**
 * The nodes of another copy of ts-morph may be numbered otherwise: they would be taken for
 * something else.
 */
function refuseForeign(project: Project): void {
  if (project instanceof Project) return;
  throw new AddConnectorError(
    'The project is not one of the ts-morph that eslint-plugin-driver-contract finds. Install one version of ts-morph for both (npm ls ts-morph tells), and make the project with it.',
  );
}

function commonFolder(sources: readonly SourceFile[]): string {
  const [first, ...rest] = sources.map((source) => path.dirname(pathOf(source)));
  if (first === undefined)
    throw new AddConnectorError(
      'The project has no source files. Add them before: addSourceFilesAtPaths, createSourceFile, or a tsConfigFilePath.',
    );
  return rest.reduce((common, folder) => {
    while (
      !`${folder}${path.sep}`.startsWith(
        common.endsWith(path.sep) ? common : `${common}${path.sep}`,
      )
    )
      common = path.dirname(common);
    return common;
  }, first);
}

function contractOf(
  given: AddConnectorOptions['contract'],
  root: string,
  host: ProjectHost,
  project: Project,
): Contract {
  if (typeof given === 'object') return parseContract(given, 'options.contract');
  const files = {
    fileExists: (file: string) => host.fileExists(file),
    readFile: (file: string) => host.readFile(file)?.text,
  };
  return loadContract(
    given,
    given === undefined ? root : project.getFileSystem().getCurrentDirectory(),
    files,
  ).contract;
}

/**
 * The paths of the source files that `files` names.
 * @param all those that may be migrated
 */
function chosenFiles(
  project: Project,
  given: readonly (string | SourceFile)[],
  all: ReadonlySet<string>,
): string[] {
  const folder = project.getFileSystem().getCurrentDirectory();
  return given.flatMap((named) => {
    const found =
      typeof named === 'string' ? filesAt(project, standardPath(folder, named), named) : [named];
    const own = found.filter(
      (source) => project.getSourceFile(source.getFilePath()) === source && all.has(pathOf(source)),
    );
    if (own.length > 0) return own.map(pathOf);
    throw new AddConnectorError(
      `files: ${typeof named === 'string' ? named : named.getFilePath()} is no file of the project, or one that a build made. Name source files, folders or globs of it.`,
    );
  });
}

function filesAt(project: Project, at: string, glob: string): SourceFile[] {
  const below = project
    .getSourceFiles()
    .filter((source) => source.getFilePath() === at || source.getFilePath().startsWith(`${at}/`));
  return below.length > 0 ? below : project.getSourceFiles(glob);
}

/** A path as ts-morph writes it: absolute, with `/`. */
function standardPath(folder: string, named: string): string {
  return path.posix
    .normalize((path.isAbsolute(named) ? named : `${folder}/${named}`).replaceAll('\\', '/'))
    .replace(/(?<=.)\/$/u, '');
}

/**
 * Edits as ts-morph takes them; those that touch are one, so that their order is not left to it.
 */
function textChanges(edits: readonly TextEdit[], file: string) {
  const joined: { start: number; end: number; text: string }[] = [];
  for (const { start, end, text } of orderEdits(edits, file)) {
    const last = joined.at(-1);
    if (last?.end === start) Object.assign(last, { end, text: last.text + text });
    else joined.push({ start, end, text });
  }
  return joined.map(({ start, end, text }) => ({
    span: { start, length: end - start },
    newText: text,
  }));
}

/** The project's own checker, made when the linker first asks for it. */
class LazyOracle implements TypeOracle {
  private made: ProgramOracle | undefined;

  constructor(private readonly project: Project) {}

  declarationsOf(
    ...at: Parameters<TypeOracle['declarationsOf']>
  ): ReturnType<TypeOracle['declarationsOf']> {
    return this.oracle.declarationsOf(...at);
  }

  typeOf(...at: Parameters<TypeOracle['typeOf']>): ReturnType<TypeOracle['typeOf']> {
    return this.oracle.typeOf(...at);
  }

  private get oracle(): ProgramOracle {
    type Program = ConstructorParameters<typeof ProgramOracle>[0];
    // ts-morph's compiler is another copy, which is told apart by its types alone.
    return (this.made ??= new ProgramOracle(
      this.project.getProgram().compilerObject as unknown as Program,
    ));
  }
}
