import type { ESLint, Linter } from 'eslint';
import { rules } from '../../rules/index.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Finding } from '../analysis/findings.js';
import { provideSession } from '../eslint/session.js';
import { TextLanguage } from '../eslint/text-language.js';
import { positionAt } from '../facts/text.js';
import { readFacts } from '../workspace/front-end.js';
import { isSource } from '../workspace/languages.js';
import { cleanResult, FileLinter, unreadResult, type Checked } from './lint-file.js';
import { showProgress } from './progress.js';
import type { SelectedProject } from './tree.js';
import { unreadAmong } from './unread.js';

export interface JudgeOptions {
  readonly enabled: Linter.RulesRecord;
  readonly fix: boolean;
  readonly quiet: boolean;
  readonly inlineConfig: boolean;
  /** Calls that nobody can judge are reported. */
  readonly strict: boolean;
}

/** A project with what ESLint says of its files. */
export interface Judged {
  readonly project: SelectedProject;
  readonly analysis: Analysis;
  readonly checked: readonly Checked[];
  /** What each message is about; those of unread files and of directives are about no finding. */
  readonly findings: ReadonlyMap<Linter.LintMessage, Finding>;
}

/** Has ESLint judge the chosen files of a project by the rules that are enabled. */
export async function judge(project: SelectedProject, options: JudgeOptions): Promise<Judged> {
  const { root, session, files } = project;
  const { workspace } = session;
  const done = showProgress('checking', workspace);
  const analysis = session.current();
  // What is asked about most of a tree is told at once.
  if (files.length * 2 > workspace.all().length) analysis.findings();
  else for (const file of files) analysis.findingsIn(file);
  done();
  provideSession(root, session);
  const parsed = analysis.project.modules;
  const language = new TextLanguage(
    (file, text) => (text === workspace.text(file) ? parsed.get(file) : readFacts(file, text)),
    new Set(Object.keys(options.enabled)),
  );
  const linter = new FileLinter(root, workspace, settingsOf(root, language, options), options.fix);
  const unread = unreadAmong(project, files);
  const checked: Checked[] = [];
  for (const file of files) {
    const facts = parsed.get(file);
    const reason = unread.get(file);
    const isQuiet =
      !facts ||
      (analysis.findingsIn(file).length === 0 &&
        (!options.strict || analysis.unjudgedIn(file).length === 0) &&
        facts.directives.length === 0 &&
        facts.syntaxErrors.length === 0);
    if (reason !== undefined) checked.push({ result: unreadResult(file, reason) });
    else checked.push(isQuiet ? { result: cleanResult(file) } : await linter.check(file, facts));
  }
  // A fix has changed the state of the tree.
  const now = options.fix ? session.current() : analysis;
  return {
    project,
    analysis: now,
    checked,
    findings: findingsBehind(project, now, checked, options),
  };
}

function settingsOf(
  root: string,
  language: TextLanguage,
  { enabled, quiet, inlineConfig, strict }: JudgeOptions,
): ESLint.Options {
  const plugin = {
    meta: { name: 'eslint-plugin-driver-contract', namespace: 'driver-contract' },
    rules,
    languages: { text: language },
  };
  return {
    cwd: root,
    overrideConfigFile: true,
    ignore: false,
    allowInlineConfig: inlineConfig,
    overrideConfig: [
      {
        // Whatever is read is judged: a list of endings would leave a language out without a word.
        // ESLint takes functions, its types do not.
        files: [isSource as unknown as string],
        plugins: { 'driver-contract': plugin as unknown as ESLint.Plugin },
        language: 'driver-contract/text',
        rules: enabled,
        settings: { 'driver-contract': { root, strict } },
        linterOptions: { reportUnusedDisableDirectives: quiet ? 'off' : 'warn' },
      },
    ],
  };
}

/** A rule reports one finding at a place. */
function findingsBehind(
  { session }: SelectedProject,
  analysis: Analysis,
  checked: readonly Checked[],
  { strict }: JudgeOptions,
): ReadonlyMap<Linter.LintMessage, Finding> {
  const behind = new Map<Linter.LintMessage, Finding>();
  const { workspace } = session;
  for (const { result } of checked) {
    if (result.messages.length === 0) continue;
    const hasMark = workspace.text(result.filePath)?.startsWith('\uFEFF') ?? false;
    const { filePath } = result;
    const found = [
      ...analysis.findingsIn(filePath),
      ...(strict ? analysis.unjudgedIn(filePath) : []),
    ];
    const at = new Map(found.map((f) => [placeOf(f, hasMark), f] as const));
    for (const message of result.messages) {
      const finding = at.get(`${message.ruleId ?? ''} ${message.line}:${message.column}`);
      if (finding) behind.set(message, finding);
    }
  }
  return behind;
}

function placeOf({ rule, module, span }: Finding, hasMark: boolean): string {
  const { line, column } = positionAt(module.lineStarts, span[0]);
  // A byte order mark is no column to ESLint.
  const shift = line === 1 && hasMark ? 0 : 1;
  return `driver-contract/${rule} ${line}:${column + shift}`;
}
