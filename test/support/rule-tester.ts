import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester, type Linter, type Rule } from 'eslint';
import { describe, it } from 'vitest';
import { lineStartsOf, locationOf } from '../../src/facts/text.js';
import { unmark } from './marks.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/rules', import.meta.url));

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** The text of a file of fixtures/rules that need not exist. */
interface Case {
  readonly name: string;
  /** The reported places are marked: `«createExport»`. */
  readonly code: string;
  /** Where it is said to stand, in fixtures/rules. */
  readonly filename?: string;
}

export interface InvalidCase extends Case {
  readonly messageId: string;
  /** One for each mark; the last one serves the rest. */
  readonly data: Readonly<Record<string, string>> | readonly Readonly<Record<string, string>>[];
  /** What the suggestion changes, for each mark; `undefined`: nothing is suggested there. */
  readonly suggests?: readonly (Suggested | undefined)[];
  /** What the fix changes. Default: there is none. */
  readonly fixes?: readonly Replacement[];
}

/** A piece of the case's text, and what stands in its place afterwards; the first occurrence is meant. */
export type Replacement = readonly [before: string, after: string];

export interface Suggested {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly changes: readonly Replacement[];
}

function changed(text: string, changes: readonly Replacement[]): string {
  return changes.reduce((result, [before, after]) => {
    if (!result.includes(before)) throw new Error(`the case does not hold ${before}`);
    return result.replace(before, () => after);
  }, text);
}

const PARSERS: Readonly<Record<'typescript' | 'espree', Linter.LanguageOptions>> = {
  typescript: { parser: typescriptParser, sourceType: 'module' },
  espree: { sourceType: 'module', ecmaVersion: 'latest' },
};

/** Runs tables of cases through ESLint's RuleTester: every report by message, data and full location. */
export function testRule(
  id: string,
  rule: Rule.RuleModule,
  parser: keyof typeof PARSERS,
  { valid, invalid }: { readonly valid: readonly Case[]; readonly invalid: readonly InvalidCase[] },
): void {
  const file = (name: string | undefined) => path.join(FOLDER, name ?? (parser === 'espree' ? 'src/case.js' : 'src/case.ts'));
  new RuleTester({ languageOptions: PARSERS[parser] }).run(id, rule, {
    valid: valid.map(({ name, code, filename }) => ({ name, code: unmark(code).text, filename: file(filename) })),
    invalid: invalid.map(({ name, code, filename, messageId, data, suggests, fixes }) => {
      const { text, marks } = unmark(code);
      // ESLint counts without the byte order mark.
      const bom = text.startsWith('\uFEFF') ? 1 : 0;
      const lineStarts = lineStartsOf(text.slice(bom));
      const list = Array.isArray(data) ? (data as readonly Readonly<Record<string, string>>[]) : [data as Readonly<Record<string, string>>];
      const errors = marks.map((mark, i) => {
        const { start, end } = locationOf(lineStarts, [mark.start - bom, mark.end - bom]);
        return {
          messageId,
          data: list[Math.min(i, list.length - 1)],
          line: start.line,
          column: start.column + 1,
          endLine: end.line,
          endColumn: end.column + 1,
          suggestions: suggests?.[i] && [
            { messageId: suggests[i].messageId, data: suggests[i].data, output: changed(text, suggests[i].changes) },
          ],
        };
      });
      return { name, code: text, filename: file(filename), errors, ...(fixes && { output: changed(text, fixes) }) };
    }),
    assertionOptions: { requireMessage: 'messageId', requireLocation: true },
  });
}
