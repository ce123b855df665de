import { createHash } from 'node:crypto';
import type { Linter } from 'eslint';
import { rules } from '../../rules/index.js';
import { findingKey } from '../analysis/finding-key.js';
import { RULE_IDS, type Finding, type Step as Hop } from '../analysis/findings.js';
import { relativePath } from '../facts/paths.js';
import { locationOf } from '../facts/text.js';
import { topOf } from '../git/trees.js';
import { textOf } from '../known/compare.js';
import { packageVersion } from '../package.js';
import type { Item, Place, Report, Step } from '../reports/report.js';
import type { Assessed } from './assess.js';

/** What was found, for the formats that are built in. */
export function reportOf(all: readonly Assessed[], summary: string | undefined): Report {
  return {
    items: all.flatMap(itemsOf),
    ...rulesAndVersion(),
    summary,
  };
}

/** What every report says of the program itself. */
export function rulesAndVersion(): Pick<Report, 'rules' | 'version'> {
  return {
    rules: RULE_IDS.map((id) => {
      const { description = id, url } = rules[id].meta?.docs ?? {};
      return { id, description, url };
    }),
    version: packageVersion,
  };
}

/** One for each message, in their order. */
export function itemsOf({ project, results, findings, folded }: Assessed): Item[] {
  const top = topOf(project.root) ?? project.root;
  const relative = (file: string) => relativePath(top, file);
  const equal = new Map<string, number>();
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => {
      const finding = findings.get(message) ?? folded.get(message);
      const file = relative(filePath);
      const key = finding
        ? textOf(findingKey(finding, relative))
        : JSON.stringify([file, message.message]);
      const nth = equal.get(key) ?? 0;
      equal.set(key, nth + 1);
      return {
        ...placeOf(file, message),
        rule: finding?.rule ?? ruleOf(message),
        isError: message.severity === 2,
        message: message.message,
        fingerprint: createHash('sha256').update(`${key}\0${nth}`).digest('hex'),
        trail: finding ? trailOf(finding, relative) : [],
      };
    }),
  );
}

/** What has no rule has a word for what it is. */
export function ruleOf({ ruleId, fatal }: Linter.LintMessage): string {
  return ruleId?.replace('driver-contract/', '') ?? (fatal ? 'unread' : 'directive');
}

function placeOf(file: string, { line, column, endLine, endColumn }: Linter.LintMessage): Place {
  return { file, line, column, endLine, endColumn };
}

function trailOf({ trail }: Finding, relative: (file: string) => string): Step[] {
  return (trail?.steps ?? []).map(({ module, span, display }: Hop) => {
    const { start, end } = locationOf(module.lineStarts, span);
    return {
      file: relative(module.path),
      line: start.line,
      column: start.column + 1,
      endLine: end.line,
      endColumn: end.column + 1,
      text: display,
    };
  });
}
