import path from 'node:path';
import type { ParserServices } from '@typescript-eslint/utils';
import type ts from 'typescript';
import { Analysis } from '../analysis/analysis.js';
import type { Finding } from '../analysis/findings.js';
import type { TypeOracle } from '../linker/oracle.js';
import { loadContract, parseContract } from '../contract/load.js';
import type { Contract } from '../contract/types.js';
import { ProgramOracle } from '../workspace/oracle.js';
import { projectRoot } from '../workspace/files.js';
import { Workspace } from '../workspace/workspace.js';

/** What users may put under `settings["driver-contract"]`. */
export interface DriverContractSettings {
  /** The contract itself, or the path of its file. Default: the nearest `driver-contract.json`, else the built-in one. */
  readonly contract?: object | string;
  /** The folder that the linker may read. Default: the project the file stands in. */
  readonly root?: string;
  /** Let the type checker settle what the linker leaves open. Needs typed linting; `recommended-type-checked` sets it. */
  readonly types?: boolean;
}

/** How long the state of the disk is believed, in milliseconds: an editor lints on every keystroke. */
const REFRESH_INTERVAL = 1000;

/** One project under one contract, kept between files and between runs of a long-lived process. */
export class Session {
  private analysis: Analysis | undefined;
  private revision = -1;
  private program: ts.Program | undefined;
  private refreshed = Date.now();

  constructor(
    readonly workspace: Workspace,
    readonly contract: Contract,
    /** The command knows that nothing changes on disk while it runs. */
    private readonly isFrozen = false,
    private readonly oracle?: TypeOracle,
    /** Which files findings are asked of; unless it is known, any. */
    private readonly isAsked?: (file: string) => boolean,
  ) {}

  /** The state of the tree, with `text` in the place of the file's. */
  at(file: string, text: string, program?: ts.Program): Analysis {
    if (!this.isFrozen && Date.now() - this.refreshed > REFRESH_INTERVAL) {
      this.workspace.refresh();
      this.refreshed = Date.now();
    }
    // Also under the command: after a fix ESLint lints the new text.
    this.workspace.overlay(file, text);
    return this.current(program);
  }

  current(program?: ts.Program): Analysis {
    if (!this.analysis || this.revision !== this.workspace.revision || this.program !== program) {
      this.program = program;
      this.analysis = new Analysis(
        this.workspace.root,
        this.contract,
        this.workspace,
        program ? new ProgramOracle(program) : this.oracle,
        this.isAsked,
      );
      this.revision = this.workspace.revision;
    }
    return this.analysis;
  }
}

const sessions = new Map<string, Session>();

/** Lets the command hand its own session to the rules. */
export function provideSession(root: string, session: Session): void {
  sessions.set(root, session);
}

/** What a rule needs of ESLint's context. */
interface LintedFile {
  readonly filename: string;
  readonly cwd: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sourceCode: {
    readonly text: string;
    readonly hasBOM?: boolean;
    readonly parserServices?: Partial<ParserServices>;
  };
}

export interface FileFindings {
  readonly findings: readonly Finding[];
  readonly analysis: Analysis;
  readonly session: Session;
  readonly file: string;
}

/** The findings of the file that ESLint is linting. The five rules share one analysis. */
export function findingsOf({ filename, cwd, settings, sourceCode }: LintedFile): FileFindings {
  const file = path.isAbsolute(filename) ? filename : path.join(cwd, filename === '<input>' ? '__input__.ts' : filename);
  const given = (settings['driver-contract'] ?? {}) as DriverContractSettings;
  const root = given.root === undefined ? projectRoot(path.dirname(file)) : path.resolve(cwd, given.root);
  const session = sessionFor(root, given.contract, path.dirname(file), cwd);
  const text = sourceCode.hasBOM ? `\uFEFF${sourceCode.text}` : sourceCode.text;
  const analysis = session.at(file, text, given.types ? programOf(file, sourceCode) : undefined);
  return { findings: analysis.findingsIn(file), analysis, session, file };
}

function programOf(file: string, { parserServices }: LintedFile['sourceCode']): ts.Program {
  if (parserServices?.program) return parserServices.program;
  throw new Error(
    `${file} is linted without type information, which settings["driver-contract"].types asks for. Set languageOptions.parserOptions.projectService with the typescript-eslint parser for it, or use the config "recommended".`,
  );
}

function sessionFor(root: string, contract: DriverContractSettings['contract'], folder: string, cwd: string): Session {
  const provided = sessions.get(root);
  if (provided && contract === undefined) return provided;
  const key = `${root}\0${typeof contract === 'string' ? contract : JSON.stringify(contract)}`;
  let session = sessions.get(key);
  if (!session) {
    const loaded =
      typeof contract === 'object'
        ? parseContract(contract, 'settings["driver-contract"].contract')
        : loadContract(contract, contract === undefined ? folder : cwd).contract;
    sessions.set(key, (session = new Session(new Workspace(root), loaded)));
  }
  return session;
}
