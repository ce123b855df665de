import { Option, type Command } from 'commander';
import { counted } from '../../codemods/add-connector/ledger.js';
import { ContractError } from '../contract/load.js';
import type { Host } from '../workspace/host.js';
import { disk } from '../workspace/disk.js';
import { count, union } from '../known/compare.js';
import { assess, keysOf, type Assessed, type Known } from './assess.js';
import { readBaseline, rewritten, scopeOf, writeNew } from './baseline-file.js';
import { UsageError } from './errors.js';
import { judge, type Judged, type JudgeOptions } from './judge.js';
import { openProject, type Place, type SelectedProject, type TreeOptions } from './tree.js';
import { treesOf } from './trees.js';

/** What of `check` asks for new findings alone. */
export interface NewOptions extends TreeOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly pruneBaseline?: boolean;
  readonly since?: string;
  readonly staged?: boolean;
  readonly all?: boolean;
}

/** A project, and what is known of it already. */
export interface Task {
  readonly project: SelectedProject;
  readonly known: Known | undefined;
}

export function addNewOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--since <ref>',
        'report only what is new since this commit, branch or tag',
      ).conflicts('baseline'),
    )
    .option(
      '--staged',
      'judge what is staged, and report only what HEAD (or --since) does not have',
    )
    .option('--baseline <file>', 'report only what this file of known findings does not list')
    .addOption(
      new Option(
        '--update-baseline',
        'write what is found now to the file of --baseline',
      ).conflicts(['pruneBaseline', 'all']),
    )
    .addOption(
      new Option('--prune-baseline', 'take what is gone out of the file of --baseline').conflicts(
        'all',
      ),
    )
    .option('--all', 'report what is known and what is suppressed, too');
}

/**
 * @throws {UsageError} where two options ask for what cannot be had together
 */
export function refuseContradictions({
  fix,
  shard,
  ...o
}: NewOptions & { fix?: boolean; shard?: string }): void {
  const rewrites = o.updateBaseline
    ? '--update-baseline'
    : o.pruneBaseline
      ? '--prune-baseline'
      : undefined;
  if (rewrites !== undefined && o.baseline === undefined)
    throw new UsageError(`${rewrites}: of which baseline? Add --baseline FILE.`);
  const compares = o.staged
    ? '--staged'
    : o.since !== undefined
      ? '--since'
      : o.baseline !== undefined
        ? '--baseline'
        : undefined;
  if (shard !== undefined && compares !== undefined)
    throw new UsageError(
      `--shard: what is new is told of the whole project, as a finding may have moved to a file of another share: run ${compares} without --shard.`,
    );
  if (shard !== undefined && fix)
    throw new UsageError(
      '--shard: --fix writes all files or none, and a share knows nothing of the others: run --fix without --shard.',
    );
  if (fix && compares !== undefined)
    throw new UsageError(
      `--fix mends what is known as well as what is new, and in the work tree: run it without ${compares}.`,
    );
  if (o.types && (o.staged || o.since !== undefined))
    throw new UsageError(
      `--types asks about the files on disk, and ${compares ?? ''} about others: run it without one of them.`,
    );
}

/**
 * What of a place is to be judged, and held against what.
 * @returns undefined where nothing can be new
 */
export async function taskFor(
  place: Place,
  places: number,
  options: NewOptions,
  judging: JudgeOptions,
): Promise<Task | undefined> {
  const { staged = false, all = false, baseline } = options;
  if (baseline !== undefined && places > 1)
    throw new UsageError(
      `--baseline ${baseline}: the paths stand in ${places} projects, and a baseline is of one. Check one at a time.`,
    );
  const since =
    all || baseline !== undefined ? undefined : (options.since ?? (staged ? 'HEAD' : undefined));
  if (!staged && since === undefined) {
    const project = await openProject(place, options, disk, true);
    return { project, known: all ? undefined : fromBaseline(project, options, judging) };
  }
  const trees = treesOf(place.root, { since, staged });
  if (trees.isSame) return undefined;
  const project = await openProject(place, options, trees.host, true);
  if (since === undefined)
    return { project, known: all ? undefined : fromBaseline(project, options, judging) };
  const known = [];
  for (const { name, host } of trees.bases)
    known.push(keysOf(await judge(await openBase(place, options, project, name, host), judging)));
  return { project, known: { keys: union(known), kind: 'since', of: since } };
}

/** A tree that is compared with is judged by its own contract. */
async function openBase(
  place: Place,
  options: NewOptions,
  { session, contractFile }: SelectedProject,
  name: string,
  host: Host,
): Promise<SelectedProject> {
  const today = () => openProject(place, options, host, true, session.contract);
  // It was taken up since: what is asked now had not been asked then.
  if (contractFile !== undefined && !host.fileExists(contractFile)) return today();
  try {
    return await openProject(place, options, host, true);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    process.stderr.write(
      `driver-contract: the contract at ${name} cannot be used, so its tree is judged by the one of now. ${error.message}\n`,
    );
    return today();
  }
}

function fromBaseline(
  project: SelectedProject,
  { baseline, updateBaseline = false }: NewOptions,
  { enabled }: JudgeOptions,
): Known | undefined {
  if (baseline === undefined) return undefined;
  const isInScope = scopeOf(project, rulesOf(enabled));
  const listed = readBaseline(baseline, updateBaseline);
  const keys = new Map([...listed].filter(([, { key }]) => isInScope(key)));
  return { keys, kind: 'baseline', of: baseline };
}

function rulesOf(enabled: JudgeOptions['enabled']): ReadonlySet<string> {
  return new Set(Object.keys(enabled).map((id) => id.replace('driver-contract/', '')));
}

/** Writes the baseline anew, and says so on stderr. */
export function rewriteBaseline(
  assessed: readonly Assessed[],
  { baseline = '', updateBaseline, pruneBaseline }: NewOptions,
  { enabled }: JudgeOptions,
): void {
  const [first] = assessed;
  if (!updateBaseline && !pruneBaseline) return;
  const before = readBaseline(baseline, updateBaseline === true);
  const how = updateBaseline ? 'update' : 'prune';
  const isInScope = scopeOf(first.project, rulesOf(enabled));
  const after = rewritten(before, first.keys, isInScope, how);
  writeNew(`--baseline ${baseline}`, baseline, after.text);
  process.stderr.write(
    `driver-contract: ${baseline} has ${counted(after.count, 'finding')} now: ${after.added} added, ${after.dropped} gone.\n`,
  );
}

/** What is put up with from now on is known. */
export function accepted(judged: Judged, { baseline = '' }: NewOptions): Known {
  const { keys } = assess(judged, undefined, false);
  return { keys: count(keys), kind: 'baseline', of: baseline };
}

/** How what was found stands to what is known; undefined where nothing is compared with. */
export function summaryOf(
  assessed: readonly Assessed[],
  tasks: readonly Task[],
): string | undefined {
  if (!tasks.some(({ known }) => known)) return undefined;
  const sum = (number: (a: Assessed) => number) => assessed.reduce((n, a) => n + number(a), 0);
  return `${sum((a) => a.known)} known, ${sum((a) => a.fresh)} new, ${sum((a) => a.gone.length)} gone`;
}

/** Says that on stderr, and what was passed over besides. */
export function tellNew(assessed: readonly Assessed[], tasks: readonly Task[]): void {
  const of = tasks.find(({ known }) => known)?.known;
  const suppressed = assessed.reduce((n, a) => n + a.suppressed, 0);
  if (suppressed > 0)
    process.stderr.write(
      `driver-contract: ${suppressed} suppressed by eslint-suppressions.json; --all reports ${suppressed === 1 ? 'it' : 'them'}.\n`,
    );
  const summary = summaryOf(assessed, tasks);
  if (!of || summary === undefined) return;
  const remedy =
    of.kind === 'baseline' && assessed.some((a) => a.gone.length > 0)
      ? '; --prune-baseline takes out what is gone'
      : '';
  process.stderr.write(`${summary} (against ${of.of}; --all reports what is known${remedy})\n`);
  const unread = assessed.reduce((n, a) => n + a.unread, 0);
  if (unread > 0)
    process.stderr.write(
      `driver-contract: ${counted(unread, 'file')} could not be read whole, now as at ${of.of}: what is in there nobody knows. --all names ${unread === 1 ? 'it' : 'them'}.\n`,
    );
}

/** That nothing was judged. */
export function tellUnchanged({ since = 'HEAD' }: NewOptions): void {
  process.stderr.write(
    `0 new (against ${since}: no source, configuration or contract is staged that it does not have)\n`,
  );
}
