import { Command, Option } from 'commander';
import { planMoves, type MovePlans } from '../../codemods/move-export/plan.js';
import { plansAsMarkdown, plansAsText } from '../../codemods/move-export/text.js';
import { ALLOW_NONE, countDrivers, tellNone } from './nothing-found.js';
import { showProgress } from './progress.js';
import { CONTRACT_OPTION, TYPES_OPTION, selectProjects, type TreeOptions } from './tree.js';
import { tellUnread } from './unread.js';

interface MoveOptions extends TreeOptions {
  readonly format: 'text' | 'json' | 'markdown';
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly allowNone?: boolean;
}

const HELP = `
Nothing is changed: for each function in which the method that only reads creates an export, the plan says what would move
into the method that creates, what would be in both, what would stay, and what has to be decided or looked at. Exit codes: 0 nothing is
left to move, 1 something is, 2 could not run.

Examples:
  $ driver-contract move-export                       the whole project
  $ driver-contract move-export src/drivers/acme      one vendor's drivers; the rest of the project is read all the same
  $ driver-contract move-export --json > moves.json   the plans as data (eslint-plugin-driver-contract/moves.schema.json)`;

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
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .addOption(ALLOW_NONE)
    .addHelpText('after', HELP)
    .action(run);
}

async function run(paths: string[], options: MoveOptions): Promise<void> {
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
