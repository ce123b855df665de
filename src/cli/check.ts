import { Command, Option } from 'commander';
import { ESLint, type Linter } from 'eslint';
import { rules } from '../../rules/index.js';
import { RULE_IDS } from '../analysis/findings.js';
import { provideSession } from '../eslint/session.js';
import { TextLanguage } from '../eslint/text-language.js';
import { readFacts } from '../workspace/front-end.js';
import { isSource } from '../workspace/languages.js';
import { UsageError } from './errors.js';
import { cleanResult, FileLinter, unreadResult, type Checked } from './lint-file.js';
import { showProgress } from './progress.js';
import { finishKilledRun } from './recover.js';
import {
  CONTRACT_OPTION,
  TYPES_OPTION,
  selectProjects,
  type SelectedProject,
  type TreeOptions,
} from './tree.js';
import { unreadAmong } from './unread.js';
import { writeChanges } from './write.js';

interface CheckOptions extends TreeOptions {
  readonly format: string;
  readonly rule?: string[];
  readonly fix?: boolean;
  readonly quiet?: boolean;
  readonly inlineConfig: boolean;
}

/** Those that ESLint brings. */
const FORMATTERS = ['stylish', 'json', 'json-with-metadata', 'html'];

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

export function checkCommand(): Command {
  return new Command('check')
    .description('Report drivers that break the contract.')
    .argument(
      '[paths...]',
      'files and folders to report on (default: the current folder); the linker reads the project around them',
    )
    .option(
      '-f, --format <name>',
      'a formatter of ESLint: stylish, json, html, or the name of an installed one',
      'stylish',
    )
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .addOption(
      new Option('-r, --rule <id>', 'check this rule only; may be repeated').argParser(collect),
    )
    .option('--fix', 'apply the fixes that cannot go wrong')
    .option('--quiet', 'say nothing of unused directives')
    .option('--no-inline-config', 'ignore eslint-disable comments')
    .addHelpText(
      'after',
      `\nRules: ${RULE_IDS.join(', ')}\nExit codes: 0 clean, 1 findings, 2 could not run.`,
    )
    .action(check);
}

async function check(paths: string[], options: CheckOptions): Promise<void> {
  const enabled = selectRules(options.rule);
  if (options.fix) finishKilledRun(paths, true);
  const checked: Checked[] = [];
  for (const project of await selectProjects(paths, options, { isPartial: true }))
    checked.push(...(await checkProject(project, enabled, options)));
  await writeChanges(checked.flatMap(({ change }) => change ?? []));
  const results = checked.map(({ result }) => result);
  // The formatters ask for the rules' documentation; the results may come from several projects.
  const rulesMeta = Object.fromEntries(
    RULE_IDS.map((id) => [`driver-contract/${id}`, rules[id].meta ?? {}]),
  );
  // ESLint looks for its own formatters in the tree first: what is no user's choice is looked for
  // where none of the tree's is.
  const cwd = FORMATTERS.includes(options.format) ? import.meta.dirname : process.cwd();
  const eslint = Object.assign(new ESLint({ cwd, overrideConfigFile: true }), {
    getRulesMetaForResults: () => rulesMeta,
  });
  const formatter = await eslint.loadFormatter(options.format).catch((error: unknown) => {
    throw new UsageError(
      `--format ${options.format}: ${(error as Error).message.split('\n')[0]} Use stylish, json or html, or install the formatter.`,
    );
  });
  const output = await formatter.format(results);
  if (output) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
  process.exitCode = results.some((r) => r.errorCount > 0) ? 1 : 0;
}

function selectRules(given: readonly string[] | undefined): Linter.RulesRecord {
  const ids = (given ?? RULE_IDS).map((id) => id.replace(/^driver-contract\//u, ''));
  const wrong = ids.find((id) => !RULE_IDS.some((known) => known === id));
  if (wrong !== undefined)
    throw new UsageError(`--rule ${wrong}: no such rule. Use one of ${RULE_IDS.join(', ')}.`);
  return Object.fromEntries(ids.map((id) => [`driver-contract/${id}`, 'error' as const]));
}

async function checkProject(
  project: SelectedProject,
  enabled: Linter.RulesRecord,
  options: CheckOptions,
): Promise<Checked[]> {
  const { root, session, files } = project;
  const { workspace } = session;
  const done = showProgress('checking', workspace);
  const analysis = session.current();
  analysis.findings();
  done();
  provideSession(root, session);
  const parsed = analysis.project.modules;
  const plugin = {
    meta: { name: 'eslint-plugin-driver-contract', namespace: 'driver-contract' },
    rules,
    languages: {
      text: new TextLanguage(
        (file, text) => (text === workspace.text(file) ? parsed.get(file) : readFacts(file, text)),
        new Set(Object.keys(enabled)),
      ),
    },
  };
  const settings: ESLint.Options = {
    cwd: root,
    overrideConfigFile: true,
    ignore: false,
    allowInlineConfig: options.inlineConfig,
    overrideConfig: [
      {
        // Whatever is read is judged: a list of endings would leave a language out without a word.
        // ESLint takes functions, its types do not.
        files: [isSource as unknown as string],
        plugins: { 'driver-contract': plugin as unknown as ESLint.Plugin },
        language: 'driver-contract/text',
        rules: enabled,
        settings: { 'driver-contract': { root } },
        linterOptions: { reportUnusedDisableDirectives: options.quiet ? 'off' : 'warn' },
      },
    ],
  };
  const linter = new FileLinter(root, workspace, settings, options.fix ?? false);
  const unread = unreadAmong(project, files);
  const checked: Checked[] = [];
  for (const file of files) {
    const facts = parsed.get(file);
    const reason = unread.get(file);
    const isQuiet =
      !facts ||
      (analysis.findingsIn(file).length === 0 &&
        facts.directives.length === 0 &&
        facts.syntaxErrors.length === 0);
    if (reason !== undefined) checked.push({ result: unreadResult(file, reason) });
    else checked.push(isQuiet ? { result: cleanResult(file) } : await linter.check(file, facts));
  }
  return checked;
}
