import type { ESLint, Linter } from 'eslint';
import type { Finding } from '../analysis/findings.js';
import { relativePath } from '../facts/paths.js';
import { positionAt } from '../facts/text.js';
import type { Assessed } from './assess.js';
import { countsOf } from './lint-file.js';

/** So many of a group are named. */
const NAMED = 3;

/**
 * Folds the findings of one cause into the first of them: creations that end at the same call. The
 * others are named in its message, and counted.
 */
export function folded(assessed: Assessed): Assessed {
  const { results, findings, project } = assessed;
  const groups = new Map<string, Linter.LintMessage[]>();
  for (const message of results.flatMap((r) => r.messages)) {
    const cause = causeOf(findings.get(message));
    if (cause !== undefined) groups.set(cause, [...(groups.get(cause) ?? []), message]);
  }
  const gone = new Set<Linter.LintMessage>();
  const renamed = new Map<Linter.LintMessage, Linter.LintMessage>();
  const behind = new Map<Linter.LintMessage, Finding>();
  for (const [first, ...others] of groups.values()) {
    if (others.length === 0) continue;
    for (const message of others) gone.add(message);
    const places = others.slice(0, NAMED).map((m) => {
      const { module, span, trail } = findings.get(m) as Finding;
      const file = relativePath(project.root, module.path);
      return `${trail?.steps[0].display ?? ''} (${file}:${positionAt(module.lineStarts, span[0]).line})`;
    });
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
    const told = {
      ...first,
      message: `${first.message} Leads to the same: ${places.join(', ')}${more}.`,
    };
    renamed.set(first, told);
    const finding = findings.get(first);
    if (finding) behind.set(told, finding);
  }
  return {
    ...assessed,
    folded: behind,
    results: results.map((result) => withMessages(result, gone, renamed)),
  };
}

function withMessages(
  result: ESLint.LintResult,
  gone: ReadonlySet<Linter.LintMessage>,
  renamed: ReadonlyMap<Linter.LintMessage, Linter.LintMessage>,
): ESLint.LintResult {
  const messages = result.messages.filter((m) => !gone.has(m)).map((m) => renamed.get(m) ?? m);
  return { ...result, messages, ...countsOf(messages) };
}

/** The call that creates, where it stands. */
function causeOf(finding: Finding | undefined): string | undefined {
  const last = finding?.trail?.steps.at(-1);
  return finding && last ? `${finding.rule} ${last.module.path}:${last.span[0]}` : undefined;
}
