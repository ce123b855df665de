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
  /** The text after each suggestion, for each mark. Default: nothing is suggested. */
  readonly suggestions?: readonly (readonly { readonly messageId: string; readonly output: string }[])[];
  /** The text after the fix. Default: there is none. */
  readonly output?: string;
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
    invalid: invalid.map(({ name, code, filename, messageId, data, suggestions, output }) => {
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
          ...(suggestions?.[i] && { suggestions: [...suggestions[i]] }),
        };
      });
      return { name, code: text, filename: file(filename), errors, ...(output !== undefined && { output }) };
    }),
    assertionOptions: { requireMessage: 'messageId', requireLocation: true },
  });
}
