import { Command, Option } from 'commander';
import { planMoves, type MovePlans } from '../../codemods/move-export/plan.js';
import { plansAsMarkdown, plansAsText } from '../../codemods/move-export/text.js';
import { UsageError } from './errors.js';
import { refuseDirty, refuseAllLost } from './git.js';
import { diffOf } from './migrate-report.js';
import { ensureStep, stepAsText } from './move-steps.js';
import { finishKilledRun } from './recover.js';
import { writeChanges } from './write.js';
import { ALLOW_NONE, countDrivers, tellNone } from './nothing-found.js';
import { showProgress } from './progress.js';
import { CONTRACT_OPTION, TYPES_OPTION, selectProjects, type TreeOptions } from './tree.js';
import { tellUnread } from './unread.js';

interface MoveOptions extends TreeOptions {
  readonly format: 'text' | 'json' | 'markdown';
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly allowNone?: boolean;
  readonly step?: 'ensure';
  readonly write?: boolean;
  readonly allowDirty?: boolean;
}

const HELP = `
For each function in which the method that only reads creates an export, the plan says what would move into the method that
creates, what would be in both, what would stay, and what has to be decided or looked at. --step ensure takes the creation out into a
method that both methods run, where it can be seen that asking twice changes nothing more; without --write it shows the diff. Exit codes:
0 nothing is left, 1 something is, 2 could not run.

Examples:
  $ driver-contract move-export                       the whole project
  $ driver-contract move-export src/drivers/acme      one vendor's drivers; the rest of the project is read all the same
  $ driver-contract move-export --json > moves.json   the plans as data (eslint-plugin-driver-contract/moves.schema.json)
  $ driver-contract move-export --step ensure         the diff of the first step; with --write it is made`;

export function moveExportCommand(): Command {
  return new Command('move-export')
    .description(
      'Say what it would take to move the creation of exports into the method that creates.',
    )
    .argument('[paths...]', 'files and folders to plan for (default: the current folder)')
    .addOption(
      new Option('-f, --format <name>', 'how to print')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--markdown', 'the same as --format markdown')
    .addOption(
      new Option(
        '--step <name>',
        'make one step in place of a plan; "ensure": take out what creates, and have both methods run it',
      ).choices(['ensure']),
    )
    .option('--write', 'with --step: write the files')
    .option('--allow-dirty', 'with --write: write where git could not bring the files back')
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .addOption(ALLOW_NONE)
    .addHelpText('after', HELP)
    .action(run);
}

async function run(paths: string[], options: MoveOptions): Promise<void> {
  if (options.step === undefined && options.write === true)
    throw new UsageError('--write writes a step: say which one (--step ensure).');
  if (options.step !== undefined) await step(paths, options);
  else await plan(paths, options);
}

/** Shows what a step would write, or writes it. */
async function step(paths: string[], options: MoveOptions): Promise<void> {
  const { write = false, allowDirty = false } = options;
  const finished = finishKilledRun(paths, write);
  const projects = await selectProjects(paths, options);
  const isGuarded = write && !allowDirty;
  const states = isGuarded ? projects.map(({ root }) => refuseDirty(root, finished)) : [];
  const outcomes = projects.map(ensureStep);
  refuseAllLost(outcomes, states, finished);
  if (write) await writeChanges(outcomes.flatMap((o) => o.changes));
  for (const outcome of outcomes) {
    if (!write) for (const change of outcome.changes) process.stdout.write(diffOf(outcome, change));
    process.stdout.write(stepAsText(outcome, write));
  }
  const isLeft = outcomes.some(({ left, unread }) => left.length + unread.length > 0);
  process.exitCode = isLeft ? 1 : 0;
  for (const [i, project] of projects.entries()) {
    tellUnread(project, project.files);
    const count = await countDrivers(project, project.session.current());
    const { done, left, unread } = outcomes[i];
    tellNone(count, done.length + left.length + unread.length > 0, options.allowNone ?? false);
  }
}

async function plan(paths: string[], options: MoveOptions): Promise<void> {
  const projects = await selectProjects(paths, options);
  const all = projects.map(({ session, files }): MovePlans => {
    const { workspace } = session;
    const done = showProgress('planning', workspace);
    const chosen = new Set(files);
    const plans = planMoves(session.current(), workspace, (file) => chosen.has(file));
    done();
    return plans;
  });
  const plans: MovePlans = {
    plans: all.flatMap((p) => p.plans),
    unread: all.flatMap((p) => p.unread),
  };
  const format = options.json ? 'json' : options.markdown ? 'markdown' : options.format;
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ version: 1, ...plans }, undefined, 2)}\n`
      : format === 'markdown'
        ? plansAsMarkdown(plans)
        : plansAsText(plans),
  );
  const isLeft = plans.plans.length + plans.unread.length > 0;
  process.exitCode = isLeft ? 1 : 0;
  for (const project of projects) {
    tellUnread(project, project.files);
    const count = await countDrivers(project, project.session.current());
    tellNone(count, isLeft, options.allowNone ?? false);
  }
}
