import path from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it, vi } from 'vitest';
import { RULE_IDS } from '../../../src/analysis/findings.js';
import main from '../../../src/entries/index.js';
import plugin, { configs, languages } from '../../../src/entries/python.js';
import { house } from '../../support/python-rules.js';
import { folderWith } from '../../support/temp.js';

const RULES: Linter.RulesRecord = { 'house/no-print': 'error', 'house/self-first': 'error' };

interface Options {
  readonly fix?: boolean;
  readonly rules?: Linter.RulesRecord;
  readonly languageOptions?: Linter.LanguageOptions;
  readonly linterOptions?: Linter.LinterOptions;
}

/** Lints a text as `a.py`. */
async function lint(
  text: string,
  { fix = false, rules = RULES, ...more }: Options = {},
): Promise<ESLint.LintResult> {
  const config = {
    files: ['**/*.py'],
    plugins: { house },
    language: 'house/python',
    rules,
    ...more,
  } as Linter.Config;
  const eslint = new ESLint({
    cwd: folderWith({}),
    overrideConfigFile: true,
    overrideConfig: [config],
    fix,
  });
  const [result] = await eslint.lintText(text, { filePath: 'a.py' });
  return result;
}

/** `line:column-line:column message` of each message. */
const shown = ({ messages }: ESLint.LintResult) =>
  messages.map((m) => `${m.line}:${m.column}-${m.endLine ?? ''}:${m.endColumn ?? ''} ${m.message}`);

const PRINT = 'Use the log, not print.';

it('a file that is given up has one message', async () => {
  vi.stubEnv('DRIVER_CONTRACT_PARSE_SECONDS', '0.001');
  const result = await lint(`pass\n${'\\\n'.repeat(20_000)}`);
  vi.unstubAllEnvs();
  expect(shown(result)).toEqual([
    '1:1-: Parsing error: The file was given up after 0.001 s of parsing.',
  ]);
});

describe('reports', () => {
  it('stand where the node stands, with both ends', async () => {
    expect(shown(await lint('if x:\n    print(1)\n'))).toEqual([`2:5-2:10 ${PRINT}`]);
    expect(shown(await lint('s = "😀"; print(1)\n'))).toEqual([`1:11-1:16 ${PRINT}`]);
    expect(shown(await lint('x = 1\r\nprint(1)\r\n'))).toEqual([`2:1-2:6 ${PRINT}`]);
    expect(shown(await lint('\uFEFFprint(1)\n'))).toEqual([`1:1-1:6 ${PRINT}`]);
  });

  it.each(['', '\n', '# only\n', '\uFEFF', '#!/usr/bin/python\n# -*- coding: utf-8 -*-\n'])(
    'there is none in %j',
    async (text) => {
      expect(shown(await lint(text))).toEqual([]);
    },
  );

  it('carry suggestions', async () => {
    const [message] = (await lint('class A:\n    def f(this):\n        pass\n')).messages;
    expect(message).toMatchObject({ message: 'The first parameter is this.', line: 2, column: 11 });
    expect(message.suggestions).toEqual([
      {
        messageId: 'rename',
        desc: 'Call it self.',
        data: undefined,
        fix: { range: [19, 23], text: 'self' },
      },
    ]);
  });
});

describe('--fix', () => {
  it.each([
    ['LF', 'x = 1\nprint(1)\n', 'x = 1\npass\n'],
    ['CRLF', 'x = 1\r\nprint(1)\r\nprint(2)\r\n', 'x = 1\r\npass\r\npass\r\n'],
    ['a byte order mark', '\uFEFFprint("😀")\nx = "𝒳"; print(2)', '\uFEFFpass\nx = "𝒳"; pass'],
  ])('keeps the other bytes, with %s', async (_name, text, output) => {
    expect((await lint(text, { fix: true })).output).toBe(output);
  });
});

describe('comments', () => {
  it.each([
    ['print(1)  # eslint-disable-line house/no-print -- a script', 1],
    ['# eslint-disable-next-line house/no-print\nprint(1)', 1],
    ['# eslint-disable-next-line\nprint(1)', 1],
    ['# eslint-disable house/no-print\nprint(1)\n# eslint-enable house/no-print\nprint(2)', 1],
    ['#eslint-disable-next-line house/self-first, house/no-print\nprint(1)', 1],
    ['# eslint-disable-next-line house/self-first\nprint(1)', 0],
    ['s = "# eslint-disable"\nprint(1)', 0],
    ['"""\n# eslint-disable\n"""\nprint(1)', 0],
    ['# see eslint-disable\nprint(1)', 0],
  ])('%j silences %i', async (text, count) => {
    const { suppressedMessages, messages } = await lint(text);
    expect(suppressedMessages).toHaveLength(count);
    expect(messages.filter((m) => m.ruleId !== null).length + count).toBe(
      text.match(/print\(\d/gu)?.length,
    );
  });

  it('keep the reason', async () => {
    const { suppressedMessages } = await lint(
      'print(1)  # eslint-disable-line house/no-print -- a script',
    );
    expect(suppressedMessages[0].suppressions).toEqual([
      { kind: 'directive', justification: 'a script' },
    ]);
  });

  it('configure rules', async () => {
    expect(shown(await lint('# eslint house/no-print: "off"\nprint(1)\n'))).toEqual([]);
    const { messages } = await lint('# eslint house/no-print: "warn" -- for now\nprint(1)\n');
    expect(messages.map((m) => m.severity)).toEqual([1]);
    expect(shown(await lint('# eslint house/no-print: {\n'))[0]).toContain(
      '1:1-1:27 Failed to parse JSON',
    );
  });

  it('say so when they are not wanted', async () => {
    const linterOptions = { noInlineConfig: true };
    expect(
      shown(await lint('# eslint-disable house/no-print\nprint(1)\n', { linterOptions })),
    ).toEqual([
      "1:1-1:32 '# eslint-disable house/no-print' has no effect because you have 'noInlineConfig' setting in your config.",
      `2:1-2:6 ${PRINT}`,
    ]);
  });

  it.each([
    [
      'def f():\n    # eslint-disable-next-line house/no-print -- why\n    return 1\n',
      'def f():\n    return 1\n',
      2,
      5,
    ],
    [
      'def f():\r\n\t # eslint-disable-next-line\r\n    return 1\r\n',
      'def f():\r\n    return 1\r\n',
      2,
      3,
    ],
    ['x = 1  # eslint-disable-line\r\ny = 2\r\n', 'x = 1 \r\ny = 2\r\n', 1, 8],
    ['x = 1  # eslint-disable-line\ny = 2\n', 'x = 1 \ny = 2\n', 1, 8],
    ['# eslint-disable-next-line house/no-print\nx = 1\n', ' \nx = 1\n', 1, 1],
    ['if x:\n    y()\n# eslint-disable house/no-print', 'if x:\n    y()\n ', 3, 1],
    [
      '# eslint-disable-next-line house/no-print, house/self-first\nprint(1)\n',
      '# eslint-disable-next-line house/no-print\nprint(1)\n',
      1,
      1,
    ],
  ])('that are unused are reported and removed: %j', async (text, output, line, column) => {
    const linterOptions = { reportUnusedDisableDirectives: 'error' as const };
    const { messages } = await lint(text, { linterOptions });
    expect(messages).toMatchObject([{ ruleId: null, line, column, severity: 2 }]);
    expect(messages[0].message).toMatch(/^Unused eslint-disable directive/u);
    expect((await lint(text, { linterOptions, fix: true })).output).toBe(output);
  });
});

describe('a syntax error', () => {
  const text = 'print(1)\nx = = 2\n';

  it('is the only message of its file', async () => {
    const result = await lint(text);
    expect(result.messages).toEqual([
      {
        ruleId: null,
        fatal: true,
        severity: 2,
        line: 2,
        column: 5,
        message: 'Parsing error: This cannot be read as Python: `=`.',
      },
    ]);
    expect(result.fatalErrorCount).toBe(1);
  });

  it('is passed over where that is asked for', async () => {
    expect(
      shown(await lint(text, { languageOptions: { tolerant: true } as Linter.LanguageOptions })),
    ).toEqual([`1:1-1:6 ${PRINT}`]);
  });

  it('is not passed over by mistake', async () => {
    const languageOptions = { tolerant: 'yes' } as Linter.LanguageOptions;
    await expect(lint(text, { languageOptions })).rejects.toThrow(
      'languageOptions.tolerant must be true or false, not "yes".',
    );
  });
});

describe('the entry', () => {
  it('is the plugin of the main entry', () => {
    expect(plugin).toBe(main);
    expect(plugin.languages).toBe(languages);
    expect(Object.keys(configs)).toEqual(['recommended', 'recommended-type-checked', 'python']);
  });

  it('composes with the other languages in one configuration', async () => {
    const cwd = folderWith({});
    const typescript = { files: ['**/*.ts'], languageOptions: { parser: typescriptParser } };
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: defineConfig([typescript, main.configs.recommended, configs.python]),
    });
    const rules = RULE_IDS.map((id) => `driver-contract/${id}`);
    for (const [file, language] of [
      ['a.ts', '@/js'],
      ['a.py', 'driver-contract/python'],
    ]) {
      const config = (await eslint.calculateConfigForFile(
        path.join(cwd, file),
      )) as Linter.Config & { language?: unknown };
      expect(Object.keys(config.rules ?? {})).toEqual(rules);
      if (language !== '@/js') expect(config.language).toBe(languages.python);
    }
  });

  it('works under another name', async () => {
    const eslint = new ESLint({
      cwd: folderWith({}),
      overrideConfigFile: true,
      overrideConfig: defineConfig([
        { files: ['**/*.py'], plugins: { dc: plugin }, extends: ['dc/python'] },
      ]),
    });
    expect((await eslint.lintText('x = 1\n', { filePath: 'a.py' }))[0].messages).toEqual([]);
  });
});
