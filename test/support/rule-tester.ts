import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester, type Rule } from 'eslint';
import { describe, it } from 'vitest';
import { TextLanguage } from '../../src/eslint/text-language.js';
import { lineStartsOf, locationOf } from '../../src/facts/text.js';
import { languages } from '../../src/entries/python.js';
import { readFacts } from '../../src/workspace/front-end.js';
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

/**
 * A piece of the case's text, and what stands in its place afterwards; the first occurrence is
 * meant.
 */
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

interface Setup {
  /** Where a case is said to stand. */
  readonly file: string;
  readonly config: ConstructorParameters<typeof RuleTester>[0];
}

const SETUPS = {
  typescript: {
    file: 'src/case.ts',
    config: { languageOptions: { parser: typescriptParser, sourceType: 'module' } },
  },
  espree: {
    file: 'src/case.js',
    config: { languageOptions: { sourceType: 'module', ecmaVersion: 'latest' } },
  },
  python: { file: 'python/case.py', config: inLanguage('python', languages.python) },
  // What `check` gives its rules.
  facts: {
    file: 'python/case.py',
    config: inLanguage('text', new TextLanguage(readFacts, new Set())),
  },
} satisfies Record<string, Setup>;

function inLanguage(name: string, language: unknown): Setup['config'] {
  return {
    plugins: { 'driver-contract': { languages: { [name]: language } } },
    language: `driver-contract/${name}`,
  } as Setup['config'];
}

/**
 * Runs tables of cases through ESLint's RuleTester: every report by message, data and full
 * location.
 */
export function testRule(
  id: string,
  rule: Rule.RuleModule,
  setup: keyof typeof SETUPS,
  { valid, invalid }: { readonly valid: readonly Case[]; readonly invalid: readonly InvalidCase[] },
): void {
  const { config, file: usual } = SETUPS[setup];
  const file = (name = usual) => path.join(FOLDER, name);
  new RuleTester(config).run(`${id} (${setup})`, rule, {
    valid: valid.map(({ name, code, filename }) => ({
      name,
      code: unmark(code).text,
      filename: file(filename),
    })),
    invalid: invalid.map(({ name, code, filename, messageId, data, suggests, fixes }) => {
      const { text, marks } = unmark(code);
      // ESLint counts without the byte order mark.
      const bom = text.startsWith('\uFEFF') ? 1 : 0;
      const lineStarts = lineStartsOf(text.slice(bom));
      const list = Array.isArray(data)
        ? (data as readonly Readonly<Record<string, string>>[])
        : [data as Readonly<Record<string, string>>];
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
            {
              messageId: suggests[i].messageId,
              data: suggests[i].data,
              output: changed(text, suggests[i].changes),
            },
          ],
        };
      });
      return {
        name,
        code: text,
        filename: file(filename),
        errors,
        ...(fixes && { output: changed(text, fixes) }),
      };
    }),
    assertionOptions: { requireMessage: 'messageId', requireLocation: true },
  });
}

/** Runs tables of Python through our language and through what `check` has of a file. */
export function testPythonRule(
  ...[id, rule, cases]: [string, Rule.RuleModule, Parameters<typeof testRule>[3]]
): void {
  testRule(id, rule, 'python', cases);
  testRule(id, rule, 'facts', cases);
}
