import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { counted, isUnfinished, ledgerMarkdown, ledgerSummary, type Ledger } from '../../codemods/add-connector/ledger.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import { verifyPlan, type NewError, type PlannedFile } from '../../codemods/add-connector/verify.js';
import { applyEdits } from '../edits/text-edits.js';
import { unifiedDiff } from '../edits/unified-diff.js';
import { WriteError } from '../edits/refusals.js';
import { writeAll } from '../edits/write-files.js';
import { UsageError } from './errors.js';
import { showProgress } from './progress.js';
import { finishKilledRun, rollBackKilledRun } from './recover.js';
import { CONTRACT_OPTION, TYPES_OPTION, selectProjects, type SelectedProject, type TreeOptions } from './tree.js';

interface MigrateOptions extends TreeOptions {
  readonly write?: boolean;
  readonly rollback?: boolean;
  readonly allowDirty?: boolean;
  readonly ledger?: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly todo?: boolean;
  readonly verify?: boolean;
}

/** One project's migration: its ledger, and its files as they shall be. */
interface Outcome {
  readonly root: string;
  /** How many source files were looked at. */
  readonly files: number;
  readonly ledger: Ledger;
  readonly changes: readonly PlannedFile[];
  /** Of the type checker, where it was asked. */
  readonly errors?: readonly NewError[];
}

const HELP = `
Without --write nothing is changed: the diff and the summary tell what would be. The summary lists every site that is
left to you, with the reason; no value is ever guessed. Exit codes: 0 complete, 1 something is left open, 2 could not run.

Examples:
  $ driver-contract migrate                          the whole project, as a dry run
  $ driver-contract migrate src/drivers/acme         one vendor's folder; the rest of the project is read all the same
  $ driver-contract migrate --write --ledger out.json  migrate, and keep the list of all sites
  $ driver-contract migrate --write --verify         leave a file alone that would not pass the type check any more
  $ driver-contract migrate > change.patch           a patch that git apply takes`;

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Add the new parameter to every declaration, call and test of the contract.')
    .argument('[paths...]', 'files and folders to migrate (default: the current folder)')
    .option('-w, --write', 'change the files; all of them or none')
    .addOption(new Option('--rollback', 'put back what a killed run has written, and end').conflicts('write'))
    .option('--allow-dirty', 'write although the git tree has changes of its own')
    .option('--ledger <file>', 'write the list of all sites to a JSON file')
    .addOption(
      new Option('-f, --format <name>', 'how to print: text with the diff, or the ledger')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .option('--todo', 'leave a marker comment at each site that stays open')
    .option('--verify', 'type-check before and after in memory; a file that would break stays as it is')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(paths: string[], options: MigrateOptions): Promise<void> {
  if (options.rollback) return rollBackKilledRun(paths);
  const finished = finishKilledRun(paths, options.write === true);
  const projects = selectProjects(paths, options);
  const isGuarded = options.write === true && options.allowDirty !== true;
  const untracked = isGuarded ? projects.flatMap(({ root }) => refuseDirty(root, finished)) : [];
  if (options.ledger !== undefined) refuseLedger(options.ledger);
  let outcomes = projects.map((project) => migrate(project, options.todo === true));
  if (isGuarded) refuseUntracked(outcomes, new Set(untracked));
  if (options.verify) outcomes = await Promise.all(outcomes.map(verified));
  if (options.write) await write(outcomes);
  if (options.ledger !== undefined) writeLedger(options.ledger, outcomes);
  process.stdout.write(render(outcomes, options));
  // The ledger as data has no place for them.
  if (options.format === 'json')
    for (const o of outcomes) if (o.errors?.length) process.stderr.write(`${typeCheck(o, options).join('')}\n`);
  process.exitCode = outcomes.some(isIncomplete) ? 1 : 0;
}

function isIncomplete({ ledger, errors = [] }: Outcome): boolean {
  return ledger.entries.some(isUnfinished) || errors.length > 0;
}

function migrate({ root, session, files }: SelectedProject, todo: boolean): Outcome {
  const { workspace } = session;
  const done = showProgress('migrating', workspace);
  const chosen = new Set(files);
  const { edits, ledger } = planMigration(session.current(), workspace, { includes: (file) => chosen.has(file), todo });
  done();
  const changes = [...edits].map(([file, list]): PlannedFile => {
    const before = workspace.text(file) ?? '';
    return { path: file, root, before, after: applyEdits(before, list, file), edits: list };
  });
  return { root, files: files.length, ledger, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function verified(outcome: Outcome): Promise<Outcome> {
  return { ...outcome, ...(await verifyPlan(outcome.root, outcome.ledger, outcome.changes)) };
}

/**
 * A migration that cannot be told from one's own changes cannot be taken back.
 * @param ours what a killed run has changed, absolute: that is no change of the user's
 * @returns the files that git does not know, absolute: what others put there is no obstacle, unless it is to be changed
 */
function refuseDirty(root: string, ours: ReadonlySet<string>): string[] {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', root, ...args], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  let listed: string[];
  let top: string;
  try {
    listed = git('status', '--porcelain', '--no-renames', '--untracked-files=all', '-z', '--', '.').split('\0');
    top = git('rev-parse', '--show-toplevel').replace(/\n$/u, '');
  } catch {
    return []; // Not under git: there is nothing to compare with.
  }
  const entries = listed
    .filter((line) => line !== '' && !ours.has(path.join(top, line.slice(3))))
    .map((line) => ({ isUntracked: line.startsWith('??'), file: line.slice(3) }));
  refuse(
    root,
    entries.filter((e) => !e.isUntracked).map((e) => e.file),
    'uncommitted changes',
  );
  return entries.filter((e) => e.isUntracked).map((e) => path.join(top, e.file));
}

/** What git has never seen cannot be brought back. */
function refuseUntracked(outcomes: readonly Outcome[], untracked: ReadonlySet<string>): void {
  for (const { root, changes } of outcomes) {
    const lost = changes.filter((c) => untracked.has(c.path)).map((c) => path.relative(root, c.path));
    refuse(root, lost, 'untracked files that would be changed');
  }
}

function refuse(root: string, files: readonly string[], what: string): void {
  if (files.length === 0) return;
  const named = files.slice(0, 3).join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
  throw new UsageError(`${root}: the git tree has ${what} (${named}). Commit or stash them, or pass --allow-dirty.`);
}

/** All projects, or none of them. */
async function write(outcomes: readonly Outcome[]): Promise<void> {
  try {
    await writeAll(outcomes.flatMap((o) => o.changes));
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const [first, ...more] = error.refusals;
    const others = more.length > 0 ? ` (and ${counted(more.length, 'more file')})` : '';
    throw new UsageError(`${path.relative(process.cwd(), first.path)}: ${first.reason}${others}. ${error.remedy}`);
  }
}

/** Before anything is written. */
function refuseLedger(file: string): void {
  if (fs.statSync(path.dirname(path.resolve(file)), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${file}: the ledger cannot be written: there is no such folder. Name a file in a folder that exists.`);
}

function writeLedger(file: string, outcomes: readonly Outcome[]): void {
  try {
    fs.writeFileSync(file, ledgerJson(outcomes));
  } catch (error) {
    throw new UsageError(
      `${file}: the ledger cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}). Name a file in a folder that exists.`,
    );
  }
}

function ledgerJson(outcomes: readonly Outcome[]): string {
  const ledgers = outcomes.map((o) => o.ledger);
  return `${JSON.stringify(ledgers.length === 1 ? ledgers[0] : ledgers, undefined, 2)}\n`;
}

function render(outcomes: readonly Outcome[], options: MigrateOptions): string {
  if (options.format === 'json') return ledgerJson(outcomes);
  if (options.format === 'markdown')
    return outcomes.map((o) => [ledgerMarkdown(o.ledger), ...typeCheck(o, options).map((text) => `${text}\n`)].join('\n')).join('\n');
  const colors = pc.createColors(process.stdout.isTTY);
  return outcomes
    .map((outcome) => {
      const { root, ledger, changes } = outcome;
      const diffs = options.write ? '' : changes.map((c) => unifiedDiff(relative(root, c.path), c.before, c.after)).join('');
      const parts = [ledgerSummary(ledger), ...typeCheck(outcome, options), state(outcome, options)];
      return `${paint(diffs, colors)}${diffs === '' ? '' : '\n'}${parts.join('\n\n')}\n`;
    })
    .join('\n');
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}

/** What became of the files. */
function state({ files, ledger, changes }: Outcome, { write: isWritten }: MigrateOptions): string {
  if (files === 0) return 'nothing to migrate: there is no TypeScript or JavaScript file here';
  if (ledger.entries.length === 0) return `nothing to change: no method of the contract in ${counted(files, 'source file')}`;
  if (isWritten) return `${counted(changes.length, 'file')} written`;
  return changes.length === 0 ? 'nothing to change' : `${counted(changes.length, 'file')} would change; --write changes them`;
}

/** What is new, by the line it has on disk when the command ends. */
function typeCheck({ root, errors }: Outcome, { write: isWritten }: MigrateOptions): string[] {
  if (!errors) return [];
  if (errors.length === 0) return ['Type check: nothing new'];
  const lines = errors.map(({ file, line, lineBefore, isAverted, code, message }) => {
    const place = `${relative(root, file)}:${isWritten && !isAverted ? line : lineBefore}`;
    return `  ${place}  TS${code}: ${message}${isAverted ? ` (${isWritten ? 'not written' : 'would not be written'})` : ''}`;
  });
  return [[`Type check: ${counted(errors.length, 'new error')}`, ...lines].join('\n')];
}

function paint(diff: string, colors: ReturnType<typeof pc.createColors>): string {
  if (!colors.isColorSupported) return diff;
  return diff.replaceAll(/^.*$/gmu, (line) => {
    if (/^(?:---|\+\+\+) /u.test(line)) return colors.bold(line);
    if (line.startsWith('@@')) return colors.cyan(line);
    return line.startsWith('+') ? colors.green(line) : line.startsWith('-') ? colors.red(line) : line;
  });
}
