import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import { findingKey, type FindingKey } from '../analysis/finding-key.js';
import type { Finding } from '../analysis/findings.js';
import { relativePath } from '../facts/paths.js';
import { compare, count, type Counted } from '../known/compare.js';
import {
  parseSuppressions,
  suppressedRules,
  SUPPRESSIONS_FILE,
  type Suppressions,
} from '../known/suppressions.js';
import { UsageError } from './errors.js';
import type { Judged } from './judge.js';
import { countsOf } from './lint-file.js';
import type { SelectedProject } from './tree.js';

/** What is reported of a project, with what is known of it already. */
export interface Assessed {
  readonly project: SelectedProject;
  readonly results: readonly ESLint.LintResult[];
  readonly findings: ReadonlyMap<Linter.LintMessage, Finding>;
  /** The same of those that others were folded into. */
  readonly folded: ReadonlyMap<Linter.LintMessage, Finding>;
  /** Those that a baseline would hold. */
  readonly keys: readonly FindingKey[];
  readonly known: number;
  /** Among the known. */
  readonly unread: number;
  readonly fresh: number;
  readonly gone: readonly FindingKey[];
  /** By ESLint's file. */
  readonly suppressed: number;
}

/** Why messages are not reported. */
export interface Known {
  readonly keys: Counted;
  /** As ESLint's results name it. */
  readonly kind: 'baseline' | 'since';
  readonly of: string;
}

const UNREAD = 'unread';
const DIRECTIVE = 'directive';

/** All keys of what was found, as another tree is compared with them. */
export function keysOf(judged: Judged): Counted {
  const all = judged.checked.flatMap(({ result }) =>
    result.messages.map((message) => ({ message, file: result.filePath })),
  );
  return count(
    all.map(({ message, file }) => keyOfMessage(judged, file, message)),
    all.map(({ message, file }) => lineOf(judged, file, message)),
  );
}

/**
 * Takes out of what was found what is put up with: by ESLint's file of suppressions, and by being
 * known.
 */
export function assess(judged: Judged, known: Known | undefined, all: boolean): Assessed {
  const { project, findings } = judged;
  const suppressions = all ? undefined : suppressionsOf(project);
  const suppressed = new Set<Linter.LintMessage>();
  const open: { message: Linter.LintMessage; key: FindingKey; line: string }[] = [];
  for (const { result } of judged.checked) {
    const allowed = suppressions?.get(relativePath(project.root, result.filePath));
    const names = result.messages.flatMap((m) => m.ruleId ?? []);
    const rules = suppressedRules(allowed, names);
    for (const message of result.messages) {
      if (message.ruleId !== null && rules.has(message.ruleId)) suppressed.add(message);
      else
        open.push({
          message,
          key: keyOfMessage(judged, result.filePath, message),
          line: lineOf(judged, result.filePath, message),
        });
    }
  }
  const { isKnown, gone } = compare(
    known?.keys ?? new Map(),
    open.map(({ key }) => key),
    open.map(({ line }) => line),
  );
  const old = new Set(open.filter((_, i) => isKnown[i]).map(({ message }) => message));
  const reason = (message: Linter.LintMessage) =>
    suppressed.has(message)
      ? { kind: 'file', justification: '' }
      : known && old.has(message)
        ? { kind: known.kind, justification: known.of }
        : undefined;
  return {
    project,
    findings,
    folded: new Map(),
    results: judged.checked.map(({ result }) => withoutKnown(result, reason)),
    keys: open.flatMap(({ message, key }) => (findings.has(message) ? [key] : [])),
    known: old.size,
    unread: open.filter(({ key }, i) => isKnown[i] && key.rule === UNREAD).length,
    fresh: open.filter(({ key }, i) => !isKnown[i] && key.rule !== DIRECTIVE).length,
    gone: gone.filter((key) => key.rule !== UNREAD && key.rule !== DIRECTIVE),
    suppressed: suppressed.size,
  };
}

function withoutKnown(
  result: ESLint.LintResult,
  reason: (m: Linter.LintMessage) => { kind: string; justification: string } | undefined,
): ESLint.LintResult {
  const messages = result.messages.filter((m) => !reason(m));
  if (messages.length === result.messages.length) return result;
  const out = result.messages.flatMap((m) => {
    const why = reason(m);
    return why ? [{ ...m, suppressions: [why] }] : [];
  });
  return {
    ...result,
    messages,
    suppressedMessages: [...result.suppressedMessages, ...(out as Linter.SuppressedLintMessage[])],
    ...countsOf(messages),
  };
}

/**
 * What a message is known by. A file that was not read is the same only as long as nothing of it
 * was changed: a baseline never holds one.
 */
function keyOfMessage(
  { project, findings }: Judged,
  file: string,
  message: Linter.LintMessage,
): FindingKey {
  const relative = (of: string) => relativePath(project.root, of);
  const finding = findings.get(message);
  if (finding) return findingKey(finding, relative);
  const { workspace } = project.session;
  const state = workspace.text(file) ?? String(workspace.host.stamp(file)?.size);
  return message.fatal
    ? { rule: UNREAD, file: relative(file), method: '', chain: [message.message, state] }
    : { rule: DIRECTIVE, file: relative(file), method: '', chain: [message.message] };
}

/** The text of a message's line, which tells equal keys apart. */
function lineOf({ project }: Judged, file: string, { line }: Linter.LintMessage): string {
  const text = project.session.workspace.text(file) ?? '';
  return text.split(/\r\n|[\n\r\u2028\u2029]/u)[line - 1]?.trim() ?? '';
}

/** ESLint's file in the project's folder. */
function suppressionsOf({ root, session }: SelectedProject): Suppressions | undefined {
  const file = path.join(root, SUPPRESSIONS_FILE);
  const text = session.workspace.host.readFile(file)?.text;
  if (text === undefined) return undefined;
  const read = parseSuppressions(text);
  if (typeof read === 'string')
    throw new UsageError(
      `${file}: ${read}. Mend it, write it anew with eslint --suppress-all, or pass --all.`,
    );
  return read;
}
