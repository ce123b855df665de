import { Command, Option } from 'commander';
import type { Linter } from 'eslint';
import { RULE_IDS } from '../analysis/findings.js';
import { assess, type Assessed } from './assess.js';
import { UsageError } from './errors.js';
import { folded } from './group.js';
import { judge, type Judged, type JudgeOptions } from './judge.js';
import type { Checked } from './lint-file.js';
import {
  ALLOW_NONE,
  countDrivers,
  tellClean,
  tellNone,
  type DriverCount,
} from './nothing-found.js';
import {
  accepted,
  addNewOptions,
  refuseContradictions,
  rewriteBaseline,
  summaryOf,
  taskFor,
  tellNew,
  tellUnchanged,
  type NewOptions,
  type Task,
} from './only-new.js';
import { FORMAT_OPTION, OUTPUT_OPTION, print, tellStatistics } from './print.js';
import { finishKilledRun } from './recover.js';
import { CONTRACT_OPTION, placesOf, TYPES_OPTION } from './tree.js';
import { tellUnjudged } from './unjudged.js';
import { writeChanges } from './write.js';

interface CheckOptions extends NewOptions {
  readonly format: string;
  readonly outputFile?: string;
  readonly statistics?: boolean;
  readonly group?: boolean;
  readonly rule?: string[];
  readonly fix?: boolean;
  readonly quiet?: boolean;
  readonly inlineConfig: boolean;
  readonly allowNone?: boolean;
  readonly strict?: boolean;
}

const SHARD = new Option(
  '--shard <share>',
  'judge one share of the files, as 2/8; "merge" joins what all write with -f json',
);

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

export function checkCommand(): Command {
  const command = new Command('check')
    .description('Report drivers that break the contract.')
    .argument(
      '[paths...]',
      'files and folders to report on (default: the current folder); the linker reads the project around them',
    )
    .option(...FORMAT_OPTION)
    .option(...OUTPUT_OPTION)
    .option('--statistics', 'count the findings of each rule, on stderr')
    .option('--group', 'fold creations that end at the same call into the first of them')
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .addOption(
      new Option('-r, --rule <id>', 'check this rule only; may be repeated').argParser(collect),
    );
  return addNewOptions(command)
    .option('--strict', 'report calls that may be of the contract and cannot be judged, too')
    .option('--fix', 'apply the fixes that cannot go wrong')
    .option('--quiet', 'no warning of eslint-disable comments that suppress nothing')
    .option('--no-inline-config', 'ignore eslint-disable comments')
    .addOption(ALLOW_NONE)
    .addOption(SHARD)
    .addHelpText(
      'after',
      `\nRules: ${RULE_IDS.join(', ')}\nExit codes: 0 clean, 1 findings, 2 could not run, or no driver in the project.`,
    )
    .action(check);
}

async function check(paths: string[], options: CheckOptions): Promise<void> {
  const judging: JudgeOptions = {
    enabled: selectRules(options.rule),
    fix: options.fix ?? false,
    quiet: options.quiet ?? false,
    inlineConfig: options.inlineConfig,
    strict: options.strict ?? false,
  };
  refuseContradictions(options);
  if (options.fix) finishKilledRun(paths, true);
  const tasks: Task[] = [];
  const judgedAll: Judged[] = [];
  const assessed: Assessed[] = [];
  const checked: Checked[] = [];
  const places = placesOf(paths);
  const counts: DriverCount[] = [];
  for (const place of places) {
    const task = await taskFor(place, places.length, options, judging);
    if (!task) continue;
    const judged = await judge(task.project, judging);
    tasks.push(task);
    judgedAll.push(judged);
    counts.push(await countDrivers(task.project, judged.analysis));
    checked.push(...judged.checked);
    const known = options.updateBaseline ? accepted(judged, options) : task.known;
    assessed.push(assess(judged, known, options.all ?? false));
  }
  await writeChanges(checked.flatMap(({ change }) => change ?? []));
  const results = assessed.flatMap((a) => a.results);
  const shown = options.group ? assessed.map(folded) : assessed;
  await print(shown, summaryOf(assessed, tasks), options);
  if (options.statistics) tellStatistics(results);
  if (assessed.length === 0) tellUnchanged(options);
  else if (options.updateBaseline) rewriteBaseline(assessed, options, judging);
  else {
    tellNew(assessed, tasks);
    rewriteBaseline(assessed, options, judging);
  }
  process.exitCode = results.some((r) => r.errorCount > 0) ? 1 : 0;
  const isReported = results.some((r) => r.messages.length > 0);
  const isCompared = tasks.some(({ known }) => known);
  // Another share may have them.
  for (const count of options.shard === undefined ? counts : counts.filter((c) => c.all === 0))
    tellNone(count, isReported, options.allowNone ?? false);
  if (!judging.strict && !isCompared)
    for (const { project, analysis } of judgedAll)
      tellUnjudged(analysis, project.files, judging.enabled);
  if (!isReported && !isCompared) tellClean(counts);
}

function selectRules(given: readonly string[] | undefined): Linter.RulesRecord {
  const ids = (given ?? RULE_IDS).map((id) => id.replace(/^driver-contract\//u, ''));
  const wrong = ids.find((id) => !RULE_IDS.some((known) => known === id));
  if (wrong !== undefined)
    throw new UsageError(`--rule ${wrong}: no such rule. Use one of ${RULE_IDS.join(', ')}.`);
  return Object.fromEntries(ids.map((id) => [`driver-contract/${id}`, 'error' as const]));
}
