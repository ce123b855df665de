import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ParserServices } from '@typescript-eslint/utils';
import type ts from 'typescript';
import type { Analysis } from '../analysis/analysis.js';
import type { Finding } from '../analysis/findings.js';
import { loadContract, parseContract } from '../contract/load.js';
import type { Contract } from '../contract/types.js';
import { disk } from '../workspace/disk.js';
import { projectRoot } from '../workspace/files.js';
import { REFRESH_INTERVAL, Session } from '../workspace/session.js';

/** What users may put under `settings["driver-contract"]`. */
export interface DriverContractSettings {
  /** The contract itself, or the path of its file. Default: the nearest `driver-contract.json`, else the built-in one. */
  readonly contract?: object | string;
  /** The folder that the linker may read. Default: the project the file stands in. */
  readonly root?: string;
  /** Let the type checker settle what the linker leaves open. Needs typed linting; `recommended-type-checked` sets it. */
  readonly types?: boolean;
}

/** Sessions of the command, by the root of their project. */
const handed = new Map<string, Session>();
/** Sessions of a process that goes on, by root and contract, with when the contract was last looked at. */
const kept = new Map<string, { readonly session: Session; loaded: number }>();

/** Lets the command hand its own session to the rules. */
export function provideSession(root: string, session: Session): void {
  handed.set(root, session);
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
  /** ESLint has taken the file for UTF-8, and would write what it put in the place of bytes: nothing is to be changed. */
  readonly isMisread: boolean;
  /** Why nothing of it was looked at, though ESLint's own parser got through it. */
  readonly unread: string | undefined;
}

/** The findings of the file that ESLint is linting. The rules share one analysis. */
export function findingsOf({ filename, cwd, settings, sourceCode }: LintedFile): FileFindings {
  const file = path.isAbsolute(filename) ? filename : path.join(cwd, filename === '<input>' ? '__input__.ts' : filename);
  const given = (settings['driver-contract'] ?? {}) as DriverContractSettings;
  const root = given.root === undefined ? projectRoot(path.dirname(file), disk) : path.resolve(cwd, given.root);
  const session = sessionFor(root, given.contract, path.dirname(file), cwd);
  const text = sourceCode.hasBOM ? `\uFEFF${sourceCode.text}` : sourceCode.text;
  const analysis = session.at(file, text, given.types ? programOf(file, sourceCode) : undefined);
  const findings = analysis.findingsIn(file);
  const { workspace, contract } = session;
  const unread = workspace.unread.has(file) ? workspace.missed(Object.keys(contract.methods)).get(file) : undefined;
  return { findings, analysis, session, file, isMisread: isMisread(file, text), unread };
}

function isMisread(file: string, text: string): boolean {
  const content = text.includes('\uFFFD') ? disk.readFile(file) : undefined;
  return content !== undefined && content.text !== text && (content.text === undefined || content.encoding !== 'utf-8');
}

function programOf(file: string, { parserServices }: LintedFile['sourceCode']): ts.Program {
  if (parserServices?.program) return parserServices.program;
  throw new Error(
    `${file} is linted without type information, which settings["driver-contract"].types asks for. Set languageOptions.parserOptions.projectService with the typescript-eslint parser for it, or use the config "recommended".`,
  );
}

function sessionFor(root: string, given: DriverContractSettings['contract'], folder: string, cwd: string): Session {
  const provided = given === undefined ? handed.get(root) : undefined;
  if (provided) return provided;
  const key = `${root}\0${typeof given === 'string' ? given : JSON.stringify(given)}`;
  const known = kept.get(key);
  if (known && (typeof given === 'object' || Date.now() - known.loaded <= REFRESH_INTERVAL)) return known.session;
  const contract = contractFor(given, folder, cwd);
  if (!known) {
    const session = new Session(root, contract);
    kept.set(key, { session, loaded: Date.now() });
    return session;
  }
  // The file may have changed, or there is a nearer one.
  if (!isDeepStrictEqual(contract, known.session.contract)) known.session.use(contract);
  known.loaded = Date.now();
  return known.session;
}

function contractFor(given: DriverContractSettings['contract'], folder: string, cwd: string): Contract {
  if (typeof given === 'object') return parseContract(given, 'settings["driver-contract"].contract');
  return loadContract(given, given === undefined ? folder : cwd).contract;
}
