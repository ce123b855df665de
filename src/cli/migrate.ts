import { Command, Option } from 'commander';
import { isUnfinished } from '../../codemods/add-connector/ledger.js';
import type { MigrationOptions } from '../../codemods/add-connector/migration.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import { verifyPlan, type GivenUp, type PlannedFile } from '../../codemods/add-connector/verify.js';
import { applyEdits } from '../edits/text-edits.js';
import { disk } from '../workspace/disk.js';
import { TypeProjects } from '../workspace/type-projects.js';
import { BY_VENDOR, rowsOfLedger } from './by-vendor.js';
import { refuseDirty, refuseAllLost } from './git.js';
import { editedLines, withWritten } from './edited.js';
import { hunksOf } from './hunks.js';
import { chooseHunks, withAnswers, type Chosen } from './interactive.js';
import { refuseLedger, writeLedger } from './ledger-file.js';
import { render, typeCheck, type Outcome, type ReportOptions } from './migrate-report.js';
import { patchesOf, refusePatches, writePatches } from './patches.js';
import { showProgress } from './progress.js';
import { finishKilledRun, rollBackKilledRun } from './recover.js';
import {
  CONTRACT_OPTION,
  TYPES_OPTION,
  selectProjects,
  type SelectedProject,
  type TreeOptions,
} from './tree.js';
import { refusalOfChange, writeChanges } from './write.js';
import { relativePath } from '../facts/paths.js';

interface MigrateOptions extends TreeOptions {
  readonly write?: boolean;
  readonly interactive?: boolean;
  readonly patchDir?: string;
  readonly rollback?: boolean;
  readonly allowDirty?: boolean;
  readonly ledger?: string;
  readonly format: ReportOptions['format'];
  readonly by?: 'vendor';
  readonly todo?: boolean;
  readonly propagate?: boolean;
  readonly verify?: boolean;
}

const HELP = `
Without --write, -i or --patch-dir nothing is changed: the diff and the summary tell what would be. The summary lists every
site that is left to you, with the reason; no value is ever guessed. Exit codes: 0 complete, 1 something is left open,
2 could not run.

Examples:
  $ driver-contract migrate                          the whole project, as a dry run
  $ driver-contract migrate src/drivers/acme         one vendor's folder; the rest of the project is read all the same
  $ driver-contract migrate --write --ledger out.json  migrate, and keep the list of all sites
  $ driver-contract migrate --write --verify         leave what would not pass the type check any more
  $ driver-contract migrate -i                       choose, change by change
  $ driver-contract migrate --patch-dir patches      a commit for each vendor to review: git am patches/*.patch
  $ driver-contract migrate > change.patch           a patch that git apply takes`;

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Add the new parameter to every declaration, call and test of the contract.')
    .argument('[paths...]', 'files and folders to migrate (default: the current folder)')
    .option('-w, --write', 'change the files; what cannot be written is left open')
    .option('-i, --interactive', 'ask for each change; what is accepted is written')
    .addOption(
      new Option(
        '--patch-dir <folder>',
        'write a patch for each vendor instead, with a commit message',
      ).conflicts('write'),
    )
    .addOption(
      new Option('--rollback', 'put back what a killed run has written, and end').conflicts([
        'write',
        'interactive',
        'patchDir',
      ]),
    )
    .option(
      '--allow-dirty',
      'write although git could not give back what was there before: changes of your own, or no repository',
    )
    .option('--ledger <file>', 'write the list of all sites to a JSON file')
    .addOption(
      new Option('-f, --format <name>', 'how to print: text with the diff, or the ledger')
        .choices(['text', 'json', 'markdown', 'csv'])
        .default('text'),
    )
    .addOption(BY_VENDOR)
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .option(
      '--propagate',
      'where nothing can be passed, give the function around the call the parameter, and its callers in turn',
    )
    .option('--todo', 'leave a marker comment at each site that stays open')
    .option(
      '--verify',
      'type-check before and after in memory; a site whose change brings a new error is left as it is',
    )
    .addHelpText('after', HELP)
    .action(run);
}

async function run(paths: string[], options: MigrateOptions): Promise<void> {
  if (options.rollback) return rollBackKilledRun(paths);
  const writes =
    options.patchDir === undefined && (options.write === true || options.interactive === true);
  const finished = finishKilledRun(paths, writes);
  const projects = await selectProjects(paths, options);
  if (options.ledger !== undefined) refuseLedger(options.ledger);
  if (options.patchDir !== undefined) refusePatches(options.patchDir);
  const isGuarded = writes && options.allowDirty !== true;
  const states = isGuarded ? projects.map(({ root }) => refuseDirty(root, finished)) : [];
  const { todo = false, propagate = false } = options;
  const plan = (declined?: ReadonlySet<string>) =>
    projects.map((project) => migrate(project, { todo, propagate, declined }));
  let outcomes = plan();
  const chosen = options.interactive ? await choose(outcomes, projects, options) : undefined;
  if (chosen)
    outcomes = plan(chosen.declined).map((o, i) => withWritten(o, projects[i], chosen.written));
  if (options.verify)
    outcomes = await Promise.all(
      outcomes.map((outcome, i) =>
        verified(outcome, projects[i], { todo, propagate, declined: chosen?.declined }, chosen),
      ),
    );
  refuseAllLost(outcomes, states, finished);
  const fate = await finish(projects, outcomes, options, writes);
  const isData = options.format === 'json' || options.format === 'csv';
  // Patches are told of by whom they are for; the ledger as data says it of each site.
  const isByVendor = options.by !== undefined || (typeof fate === 'object' && !isData);
  const report: ReportOptions = {
    format: options.format,
    fate,
    vendors: isByVendor ? vendorRows(projects, outcomes, fate) : undefined,
  };
  if (options.ledger !== undefined) writeLedger(options.ledger, outcomes);
  process.stdout.write(render(outcomes, report));
  // The ledger as data has no place for them.
  if (isData)
    for (const o of outcomes)
      if (o.errors?.length) process.stderr.write(`${typeCheck(o, report).join('')}\n`);
  process.exitCode = outcomes.some(isIncomplete) ? 1 : 0;
}

function vendorRows(
  projects: readonly SelectedProject[],
  outcomes: readonly Outcome[],
  fate: ReportOptions['fate'],
) {
  const patches = typeof fate === 'object' ? fate.patches : [];
  return outcomes.flatMap(({ root, ledger }, i) => {
    const { session, files } = projects[i];
    const own = patches.filter((p) => p.root === root);
    return rowsOfLedger(
      { analysis: session.current(), host: session.workspace.host, files },
      ledger,
      new Map(own.map(({ vendor, name }) => [vendor, name])),
    );
  });
}

function isIncomplete({ ledger, errors = [] }: Outcome): boolean {
  return ledger.entries.some(isUnfinished) || errors.length > 0;
}

/**
 * Plans anew without the files that cannot be written, until all others can: what is shown is what
 * would be written.
 */
function migrate(project: SelectedProject, options: MigrationOptions): Outcome {
  for (const refused = new Map(options.refused); ;) {
    const outcome = planned(project, { ...options, refused });
    const found = outcome.changes.flatMap((change) => {
      const reason = refusalOfChange(change);
      return reason === undefined ? [] : [[change.path, `its file ${reason}`] as const];
    });
    if (found.length === 0) return outcome;
    for (const [file, reason] of found) refused.set(file, reason);
  }
}

function planned({ root, session, files }: SelectedProject, options: MigrationOptions): Outcome {
  const { workspace } = session;
  const done = showProgress('migrating', workspace);
  const chosen = new Set(files);
  const { edits, ledger } = planMigration(session.current(), workspace, {
    ...options,
    includes: (file) => chosen.has(file),
  });
  done();
  const changes = [...edits].map(([file, list]): PlannedFile => {
    const before = workspace.text(file) ?? '';
    const encoding = workspace.encoding(file) ?? 'utf-8';
    return {
      path: file,
      root,
      encoding,
      before,
      after: applyEdits(before, list, file),
      edits: list,
    };
  });
  return {
    root,
    files: files.length,
    ledger,
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/**
 * Asks for every change. A site that is left may leave others without a value: the plan is made
 * anew without it.
 */
async function choose(
  outcomes: readonly Outcome[],
  projects: readonly SelectedProject[],
  { format }: MigrateOptions,
): Promise<Chosen> {
  const hunks = outcomes.flatMap(({ root, changes }) =>
    hunksOf(changes, (file) => relativePath(root, file)),
  );
  const stream = format === 'text' ? process.stdout : process.stderr;
  return withAnswers((answers, paused) =>
    chooseHunks(hunks, {
      answers,
      say: (text) => stream.write(text),
      edit: (hunk) => paused(() => editedLines(hunk, projects)),
    }),
  );
}

async function verified(
  outcome: Outcome,
  project: SelectedProject,
  options: MigrationOptions,
  chosen: Chosen | undefined,
): Promise<Outcome> {
  const { types } = project;
  // With `--types` the program before the migration is there already.
  const projects = () =>
    types ? Promise.resolve(types) : TypeProjects.of(outcome.root, disk, false, '--verify');
  const replan = ({ sites, files }: GivenUp) => {
    const written = [...(chosen?.written ?? [])].filter(
      ([hunk]) => !files.has(hunk.file) && !hunk.sites.some((site) => sites.has(site)),
    );
    const made = migrate(project, { ...options, left: sites, refused: files });
    return withWritten(made, project, new Map(written));
  };
  return { ...outcome, ...(await verifyPlan(outcome.root, outcome, projects, replan)) };
}

/** Does with the changes what was asked for. */
async function finish(
  projects: readonly SelectedProject[],
  outcomes: readonly Outcome[],
  { patchDir }: MigrateOptions,
  writes: boolean,
): Promise<ReportOptions['fate']> {
  if (patchDir === undefined) {
    if (writes) await writeChanges(outcomes.flatMap((o) => o.changes));
    return writes ? 'written' : 'shown';
  }
  const patches = patchesOf(
    outcomes.map((outcome, i) => ({ ...outcome, analysis: projects[i].session.current() })),
  );
  writePatches(patchDir, patches);
  return { patches, folder: patchDir };
}
