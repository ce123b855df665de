import fs from 'node:fs';
import path from 'node:path';
import type { ESLint } from 'eslint';
import { expect } from 'vitest';

/** An entry of a fixture's findings.json. */
export interface Expected {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly chain?: string;
  readonly may?: boolean;
}

/** What must be reported on a fixture's `input`. */
export function expectedOf(input: string): Expected[] {
  return JSON.parse(fs.readFileSync(path.join(input, '../findings.json'), 'utf8')) as Expected[];
}

/** `file line:column rule` of every message, in order. */
export function shown(results: readonly ESLint.LintResult[], cwd: string): string[] {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map((m) => `${path.relative(cwd, filePath).split(path.sep).join('/')} ${m.line}:${m.column} ${m.ruleId ?? m.message}`),
    )
    .sort();
}

/** The places, and of each creation the chain and whether it only may be one. */
export function expectFindings(results: readonly ESLint.LintResult[], input: string): void {
  const findings = expectedOf(input);
  expect(shown(results, input)).toEqual(findings.map((f) => `${f.file} ${f.line}:${f.column} driver-contract/${f.rule}`).sort());
  const said = results.flatMap((r) => r.messages.map((m) => ({ file: path.relative(input, r.filePath).split(path.sep).join('/'), ...m })));
  for (const { file, line, column, chain, may } of findings.filter((f) => f.rule === 'no-export-in-initialize-connection')) {
    const found = said.find(
      (m) => m.file === file && m.line === line && m.column === column && m.ruleId?.endsWith('no-export-in-initialize-connection'),
    );
    expect(found?.messageId, `${file}:${line}`).toBe(may ? 'mayCreate' : 'creates');
    if (chain !== undefined) expect(found?.message).toContain(` connection information: ${chain} (`);
  }
}
