import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { editsBetween } from '../edits/edits-between.js';
import type { FileChange } from '../edits/file-change.js';
import { positionAt } from '../facts/text.js';
import type { ModuleFacts } from '../facts/types.js';
import { parserHint } from '../workspace/front-end.js';
import type { Workspace } from '../workspace/workspace.js';
import { refusalOfChange } from './write.js';

/** What was found in a file, and its text with the fixes that were made for it. */
export interface Checked {
  readonly result: ESLint.LintResult;
  readonly change?: FileChange;
}

/**
 * Lints files by the texts of a workspace, whatever ESLint would make of their bytes, and fixes
 * what can be written.
 */
export class FileLinter {
  private readonly linter: ESLint;
  private readonly fixer: ESLint | undefined;

  constructor(
    private readonly root: string,
    private readonly workspace: Workspace,
    settings: ESLint.Options,
    fixes: boolean,
  ) {
    this.linter = new ESLint(settings);
    if (fixes) this.fixer = new ESLint({ ...settings, fix: true });
  }

  async check(file: string, facts: ModuleFacts): Promise<Checked> {
    const before = this.workspace.text(file) ?? '';
    if (!this.fixer) return { result: await lint(this.linter, file, before, facts) };
    const unchanged = {
      path: file,
      root: this.root,
      encoding: this.workspace.encoding(file) ?? 'utf-8',
      before,
      after: before,
      edits: [],
    };
    let refusal = refusalOfChange(unchanged);
    if (refusal === undefined) {
      const result = await lint(this.fixer, file, before, facts);
      const { output: after } = result;
      if (after === undefined) return { result };
      const change = { ...unchanged, after, edits: editsBetween(before, after) };
      refusal = refusalOfChange(change);
      if (refusal === undefined) return { result, change };
    }
    const result = await lint(this.linter, file, before, facts);
    const isFixable = result.fixableErrorCount + result.fixableWarningCount > 0;
    return {
      result: isFixable
        ? withError(
            result,
            `Nothing is fixed here: the file ${refusal}. Mend that, or fix it by hand.`,
          )
        : result,
    };
  }
}

async function lint(
  eslint: ESLint,
  file: string,
  text: string,
  facts: ModuleFacts,
): Promise<ESLint.LintResult> {
  // ESLint refuses paths outside of its folder; the text is linted as the file's all the same.
  const [found = cleanResult(file)] = await eslint.lintText(text, { filePath: file });
  // A bare `eslint-disable` that silences none of our rules may silence another plugin's.
  const messages = found.messages.filter(
    (m) => m.ruleId !== null || m.message.includes('driver-contract/'),
  );
  const result = { ...found, filePath: path.resolve(file), messages, ...countsOf(messages) };
  const [error] = facts.syntaxErrors;
  if (!error) return result;
  return withError(
    result,
    `Parsing error: ${error.message}${parserHint(file)} What could be read was checked.`,
    positionAt(facts.lineStarts, error.at),
  );
}

/** Of a file that could not be read. */
export function unreadResult(file: string, reason: string): ESLint.LintResult {
  return withError(cleanResult(file), `The file ${reason}. Nothing of it was checked.`);
}

export function cleanResult(filePath: string): ESLint.LintResult {
  return {
    filePath,
    messages: [],
    suppressedMessages: [],
    usedDeprecatedRules: [],
    ...countsOf([]),
  };
}

function withError(
  result: ESLint.LintResult,
  message: string,
  { line, column } = { line: 1, column: 0 },
): ESLint.LintResult {
  const messages = [
    ...result.messages,
    { ruleId: null, fatal: true, severity: 2, message, line, column: column + 1 } as const,
  ];
  return { ...result, messages, ...countsOf(messages) };
}

export function countsOf(messages: readonly Linter.LintMessage[]) {
  const errors = messages.filter((m) => m.severity === 2);
  const warnings = messages.filter((m) => m.severity === 1);
  return {
    errorCount: errors.length,
    fatalErrorCount: errors.filter((m) => m.fatal).length,
    warningCount: warnings.length,
    fixableErrorCount: errors.filter((m) => m.fix).length,
    fixableWarningCount: warnings.filter((m) => m.fix).length,
  };
}
