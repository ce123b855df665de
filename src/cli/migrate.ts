import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { isUnfinished, ledgerMarkdown, ledgerSummary, type Ledger } from '../../codemods/add-connector/ledger.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import { applyEdits } from '../edits/text-edits.js';
import { unifiedDiff } from '../edits/unified-diff.js';
import { writeAll, WriteError, type FileChange } from '../edits/write-files.js';
import { UsageError } from './errors.js';
import { showProgress } from './progress.js';
import { CONTRACT_OPTION, TYPES_OPTION, selectProjects, type SelectedProject, type TreeOptions } from './tree.js';

interface MigrateOptions extends TreeOptions {
  readonly write?: boolean;
  readonly allowDirty?: boolean;
  readonly ledger?: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly todo?: boolean;
}

/** One project's migration: its ledger, and its files as they shall be. */
interface Outcome {
  readonly root: string;
  readonly ledger: Ledger;
  readonly changes: readonly FileChange[];
}

const HELP = `
Without --write nothing is changed: the diff and the summary tell what would be. The summary lists every site that is
left to you, with the reason; no value is ever guessed. Exit codes: 0 complete, 1 something is left open, 2 could not run.

Examples:
  $ driver-contract migrate                          the whole project, as a dry run
  $ driver-contract migrate src/drivers/acme         one vendor's folder; the rest of the project is read all the same
  $ driver-contract migrate --write --ledger out.json  migrate, and keep the list of all sites
  $ driver-contract migrate > change.patch           a patch that git apply takes`;

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Add the new parameter to every declaration, call and test of the contract.')
    .argument('[paths...]', 'files and folders to migrate (default: the current folder)')
    .option('-w, --write', 'change the files; all of them or none')
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
    .addHelpText('after', HELP)
    .action((paths: string[], options: MigrateOptions) => {
      const projects = selectProjects(paths, options);
      if (options.write && !options.allowDirty) for (const { root } of projects) refuseDirty(root);
      const outcomes = projects.map((project) => migrate(project, options.todo === true));
      if (options.write) for (const outcome of outcomes) write(outcome);
      if (options.ledger !== undefined) writeLedger(options.ledger, outcomes);
      process.stdout.write(render(outcomes, options));
      process.exitCode = outcomes.some((o) => o.ledger.entries.some(isUnfinished)) ? 1 : 0;
    });
}

function migrate({ root, session, files }: SelectedProject, todo: boolean): Outcome {
  const { workspace } = session;
  const done = showProgress('migrating', workspace);
  const chosen = new Set(files);
  const { edits, ledger } = planMigration(session.current(), workspace, { includes: (file) => chosen.has(file), todo });
  done();
  const changes = [...edits].map(([file, list]) => {
    const before = workspace.text(file) ?? '';
    return { path: file, before, after: applyEdits(before, list, file) };
  });
  return { root, ledger, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** A migration that cannot be told from one's own changes cannot be taken back. */
function refuseDirty(root: string): void {
  let listed: string;
  try {
    listed = execFileSync('git', ['-C', root, 'status', '--porcelain', '-z', '--', '.'], {
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch {
    return; // Not under git: there is nothing to compare with.
  }
  const dirty = listed
    .split('\0')
    .filter((line) => /^.. /u.test(line))
    .map((line) => line.slice(3));
  if (dirty.length === 0) return;
  const named = dirty.slice(0, 3).join(', ') + (dirty.length > 3 ? ` and ${dirty.length - 3} more` : '');
  throw new UsageError(`${root}: the git tree has uncommitted changes (${named}). Commit or stash them, or pass --allow-dirty.`);
}

function write({ root, changes }: Outcome): void {
  try {
    writeAll(changes, root);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const [first, ...more] = error.refusals;
    const others = more.length > 0 ? ` (and ${more.length} more files)` : '';
    throw new UsageError(
      `${path.relative(process.cwd(), first.path)}: ${first.reason}${others}. Nothing was written; mend that, or name paths without it.`,
    );
  }
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
  if (options.format === 'markdown') return outcomes.map((o) => ledgerMarkdown(o.ledger)).join('\n');
  const colors = pc.createColors(process.stdout.isTTY);
  return outcomes
    .map(({ root, ledger, changes }) => {
      const diffs = options.write
        ? ''
        : changes.map((c) => unifiedDiff(path.relative(root, c.path).split(path.sep).join('/'), c.before, c.after)).join('');
      const files = `${changes.length} file${changes.length === 1 ? '' : 's'}`;
      const state = options.write
        ? `${files} written`
        : changes.length === 0
          ? 'nothing to change'
          : `${files} would change; --write changes them`;
      return `${paint(diffs, colors)}${diffs === '' ? '' : '\n'}${ledgerSummary(ledger)}\n\n${state}\n`;
    })
    .join('\n');
}

function paint(diff: string, colors: ReturnType<typeof pc.createColors>): string {
  if (!colors.isColorSupported) return diff;
  return diff.replaceAll(/^.*$/gmu, (line) => {
    if (/^(?:---|\+\+\+) /u.test(line)) return colors.bold(line);
    if (line.startsWith('@@')) return colors.cyan(line);
    return line.startsWith('+') ? colors.green(line) : line.startsWith('-') ? colors.red(line) : line;
  });
}
