import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ParserServices } from '@typescript-eslint/utils';
import type ts from 'typescript';
import type { JudgedFinding } from '../analysis/analysis.js';
import { loadContract, parseContract } from '../contract/load.js';
import type { Contract } from '../contract/types.js';
import { disk } from '../workspace/disk.js';
import { failureSentence } from '../workspace/failures.js';
import { projectRoot } from '../workspace/files.js';
import { keepFacts } from '../workspace/kept-facts.js';
import { REFRESH_INTERVAL, Session } from '../workspace/session.js';

/** What users may put under `settings["driver-contract"]`. */
export interface DriverContractSettings {
  /**
   * The contract itself, or the path of its file. Default: the nearest `driver-contract.json`, else
   * the built-in one.
   */
  readonly contract?: object | string;
  /** The folder that the linker may read. Default: the project the file stands in. */
  readonly root?: string;
  /**
   * Let the type checker settle what the linker leaves open. Needs typed linting;
   * `recommended-type-checked` sets it.
   */
  readonly types?: boolean;
  /** Report calls that nobody can judge, too. */
  readonly strict?: boolean;
  /**
   * Keep what was read of files in the user's cache folder, for the next process. Default: true. The
   * first file that a process lints decides.
   */
  readonly cache?: boolean;
}

/** Sessions of the command, by the root of their project. */
const handed = new Map<string, Session>();
/**
 * Sessions of a process that goes on, by root and contract, with when the contract was last looked
 * at.
 */
const kept = new Map<string, { readonly session: Session; loaded: number }>();

/**
 * Trees that could not be looked at, by root and contract, and until when that is believed: git is
 * not given a minute for each file.
 */
const failures = new Map<string, Unchecked & { readonly until: number }>();
/** So many times as long as it took to find out a failure is believed. */
const BELIEVED = 10;

let isCacheDecided = false;

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
  readonly findings: readonly JudgedFinding[];
  readonly session: Session;
  readonly file: string;
  /**
   * ESLint has taken the file for UTF-8, and would write what it put in the place of bytes: nothing
   * is to be changed.
   */
  readonly isMisread: boolean;
}

/** Nothing of the file was looked at, though ESLint's own parser got through it. */
export interface Unchecked {
  /** A sentence, with the remedy where there is one. */
  readonly why: string;
}

/**
 * The findings of the file that ESLint is linting, or why there are none. The rules share one
 * analysis.
 */
export function findingsOf({
  filename,
  cwd,
  settings,
  sourceCode,
}: LintedFile): FileFindings | Unchecked {
  const file = path.isAbsolute(filename)
    ? filename
    : path.join(cwd, filename === '<input>' ? '__input__.ts' : filename);
  const given = (settings['driver-contract'] ?? {}) as DriverContractSettings;
  const root =
    given.root === undefined
      ? projectRoot(path.dirname(file), disk)
      : path.resolve(cwd, given.root);
  const program = given.types ? sourceCode.parserServices?.program : undefined;
  if (given.types && !program)
    return {
      why: 'it is linted without type information, which settings["driver-contract"].types asks for. Set languageOptions.parserOptions.projectService with the typescript-eslint parser for it, or use the config "recommended".',
    };
  const key = `${root}\0${typeof given.contract === 'string' ? given.contract : JSON.stringify(given.contract)}`;
  const begun = Date.now();
  const failure = failures.get(key);
  if (failure && begun <= failure.until) return failure;
  try {
    if (!isCacheDecided && handed.size === 0) keepFacts(given.cache ?? true);
    isCacheDecided = true;
    const session = sessionFor(key, root, given.contract, path.dirname(file), cwd);
    return findingsIn(session, file, sourceCode, program ?? undefined, given.strict ?? false);
  } catch (error) {
    // What was interrupted is in no state to be asked again.
    kept.delete(key);
    const why = failureSentence(error, 'node_modules/eslint/bin/eslint.js');
    if (why === undefined) throw error;
    const now = Date.now();
    const failed = { why, until: now + Math.max(REFRESH_INTERVAL, BELIEVED * (now - begun)) };
    failures.set(key, failed);
    return failed;
  }
}

function findingsIn(
  session: Session,
  file: string,
  sourceCode: LintedFile['sourceCode'],
  program: ts.Program | undefined,
  isStrict: boolean,
): FileFindings | Unchecked {
  const text = sourceCode.hasBOM ? `\uFEFF${sourceCode.text}` : sourceCode.text;
  const analysis = session.at(file, text, program);
  const findings = [...analysis.findingsIn(file), ...(isStrict ? analysis.unjudgedIn(file) : [])];
  const { workspace, contract } = session;
  const reason = workspace.unread.has(file)
    ? workspace.missed(Object.keys(contract.methods)).get(file)
    : undefined;
  return reason === undefined
    ? { findings, session, file, isMisread: isMisread(file, text) }
    : { why: `it ${reason}.` };
}

function isMisread(file: string, text: string): boolean {
  const content = text.includes('\uFFFD') ? disk.readFile(file) : undefined;
  return (
    content !== undefined &&
    content.text !== text &&
    (content.text === undefined || content.encoding !== 'utf-8')
  );
}

function sessionFor(
  key: string,
  root: string,
  given: DriverContractSettings['contract'],
  folder: string,
  cwd: string,
): Session {
  const provided = given === undefined ? handed.get(root) : undefined;
  if (provided) return provided;
  const known = kept.get(key);
  if (known && (typeof given === 'object' || Date.now() - known.loaded <= REFRESH_INTERVAL))
    return known.session;
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

function contractFor(
  given: DriverContractSettings['contract'],
  folder: string,
  cwd: string,
): Contract {
  if (typeof given === 'object')
    return parseContract(given, 'settings["driver-contract"].contract');
  return loadContract(given, given === undefined ? folder : cwd).contract;
}
