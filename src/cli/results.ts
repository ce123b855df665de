import { createHash } from 'node:crypto';
import type { ESLint, Linter } from 'eslint';
import { relativePath } from '../facts/paths.js';
import type { Item, Report } from '../reports/report.js';
import { itemsOf, ruleOf, rulesAndVersion } from './report.js';
import type { Assessed } from './assess.js';

/** What of a finding ESLint's results have no place for: beside them, other programs read over it. */
type Beyond = Pick<Item, 'file' | 'rule' | 'fingerprint' | 'trail'>;

interface Message extends Linter.LintMessage {
  readonly driverContract?: Beyond;
}

/** A result of ESLint's with what other formats need besides. */
export interface Result extends Omit<ESLint.LintResult, 'messages'> {
  readonly messages: Message[];
  /** The share of the files that its run has judged: `2/8`. */
  readonly shard?: string;
}

/** The results with all that a report is made of. */
export function resultsWithItems(
  assessed: readonly Assessed[],
  shard: string | undefined,
): Result[] {
  return assessed.flatMap((one) => {
    const items = itemsOf(one).values();
    return one.results.map((result) => ({
      ...result,
      ...(shard !== undefined && { shard }),
      messages: result.messages.map((message) => {
        const { file, rule, fingerprint, trail } = items.next().value as Item;
        return { ...message, driverContract: { file, rule, fingerprint, trail } };
      }),
    }));
  });
}

/** A report made of results, be they ours or plain ones of ESLint. */
export function reportOfResults(results: readonly Result[]): Report {
  return {
    ...rulesAndVersion(),
    summary: undefined,
    items: results.flatMap(({ filePath, messages }) =>
      messages.map((message): Item => {
        const { line, column, endLine, endColumn, severity } = message;
        return {
          ...{ line, column, endLine, endColumn, message: message.message },
          isError: severity === 2,
          ...(message.driverContract ?? plain(filePath, message)),
        };
      }),
    ),
  };
}

function plain(filePath: string, message: Linter.LintMessage): Beyond {
  const file = relativePath('', filePath);
  const key = JSON.stringify([file, message.ruleId, message.message]);
  return {
    file,
    rule: ruleOf(message),
    fingerprint: createHash('sha256').update(key).digest('hex'),
    trail: [],
  };
}
