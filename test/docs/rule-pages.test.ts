import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RULE_IDS, type RuleId } from '../../src/analysis/findings.js';
import plugin from '../../src/entries/python.js';
import { command } from '../support/command.js';
import { examplesOf, marksOf, type Example } from '../support/page-examples.js';
import { folderWith } from '../support/temp.js';

const BESIDE = fileURLToPath(new URL('../../fixtures/rule-pages', import.meta.url));

/** Where an example is put, by its language. */
const FILES: Readonly<Record<string, string>> = {
  ts: 'src/acme.ts',
  js: 'src/acme.js',
  py: 'acme.py',
};
const LANGUAGES = { ts: 'TypeScript', py: 'Python' };

const pageOf = (id: RuleId) => `docs/rules/${id}.md`;
const isCode = ({ language }: Example) => language in FILES;
const title = (e: Example) => `line ${e.line}: ${e.verdict ?? 'marked'} ${e.language}`;

/** A line of a table, however wide its columns are. */
const inColumns = (line: string) => line.trim().replace(/ {2,}/gu, '  ');

/** The example in a tree that has what it imports. */
function treeWith({ language, text }: Example): string {
  const folder = folderWith({});
  fs.cpSync(BESIDE, folder, { recursive: true });
  fs.writeFileSync(path.join(folder, FILES[language]), text);
  return folder;
}

/** What a rule says of an example. */
async function lint(id: RuleId, example: Example): Promise<Linter.LintMessage[]> {
  const cwd = treeWith(example);
  const config = {
    files: ['**/*.{ts,js,py}'],
    plugins: { 'driver-contract': plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { [`driver-contract/${id}`]: 'error' },
  } satisfies Linter.Config;
  const languages: Linter.Config[] = [
    { files: ['**/*.py'], language: 'driver-contract/python' },
    { files: ['**/*.ts'], languageOptions: { parser: typescriptParser } },
  ];
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [config, ...languages],
  });
  return (await eslint.lintFiles([FILES[example.language]])).flatMap((r) => r.messages);
}

describe.each(RULE_IDS)('docs/rules/%s.md', (id) => {
  const examples = examplesOf(pageOf(id));
  const code = examples.filter(isCode);

  it.each(Object.entries(LANGUAGES))(
    'shows what is reported and what is not, in %s',
    (language) => {
      const own = code.filter((e) => e.language === language);
      expect(own.filter((e) => marksOf(e.text).length > 0)).not.toEqual([]);
      expect(own.filter((e) => e.verdict === 'correct' || e.text.includes('✅'))).not.toEqual([]);
    },
  );

  it.each(code.map((e) => [title(e), e] as const))('%s', async (_, example) => {
    const found = await lint(id, example);
    expect(found.filter((m) => m.ruleId !== `driver-contract/${id}`)).toEqual([]);
    const marks = marksOf(example.text);
    if (example.verdict === 'incorrect') expect(marks).not.toEqual([]);
    if (example.verdict === 'correct') expect(marks).toEqual([]);
    const said = found.map((m) => `${m.line}:${m.column}-${m.endColumn}`);
    const onLines = new Set(marks.filter((m) => !m.columns).map((m) => m.line));
    const shown = found.map((m, i) => (onLines.has(m.line) ? `${m.line}` : said[i]));
    expect(shown).toEqual(
      marks.map((m) => (m.columns ? `${m.line}:${m.columns[0]}-${m.columns[1]}` : `${m.line}`)),
    );
  });

  const outputs = examples.filter((e) => e.language === 'text');

  it.each(outputs.map((e) => [`line ${e.line}`, e] as const))(
    'prints what it says, %s',
    async (_, output) => {
      const isOfCheck = /^\s*\d/u.test(output.text);
      // What `list` prints is of the example that is reported.
      const example = isOfCheck
        ? code.findLast((e) => e.line < output.line)
        : code.find((e) => e.verdict === 'incorrect');
      if (!example) throw new Error(`${pageOf(id)}:${output.line}: no example stands above it`);
      const cwd = treeWith(example);
      const { out } = await command(...(isOfCheck ? ['check', '--rule', id] : ['list']), cwd);
      const printed = out.split('\n').map(inColumns);
      for (const line of output.text.trimEnd().split('\n'))
        expect(printed).toContain(inColumns(line));
    },
  );
});

describe('the TypeScript that is not reported', () => {
  it('is TypeScript without errors', { timeout: 60_000 }, () => {
    const examples = RULE_IDS.flatMap((id) => examplesOf(pageOf(id))).filter(
      (e) => e.language === 'ts' && marksOf(e.text).length === 0,
    );
    expect(examples.length).toBeGreaterThan(RULE_IDS.length);
    const files = examples.map((example) => path.join(treeWith(example), FILES.ts));
    const program = ts.createProgram([...files, path.join(BESIDE, 'src/vendor.d.ts')], {
      noEmit: true,
      strict: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      typeRoots: [path.join(BESIDE, '../../node_modules/@types')],
      types: ['node'],
    });
    expect(
      ts
        .getPreEmitDiagnostics(program)
        .map((d) => ts.flattenDiagnosticMessageText(d.messageText, ' ')),
    ).toEqual([]);
  });
});
