import fs from 'node:fs';
import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import { expect } from 'vitest';
import { isUpdating } from './expected-output.js';

/** An entry of a fixture's findings.json. */
export interface Expected {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly chain?: string;
  readonly may?: boolean;
  /** `createExport` creates the same. */
  readonly leftOver?: boolean;
  /** What stands there. */
  readonly name: string;
  /** What this one is there for, in the words of whoever added it. */
  readonly why: string;
}

/** What `why` is until somebody has looked at a new entry. */
const UNSAID = 'TODO: say why';

/** What must be reported on a fixture's `input`. */
export function expectedOf(input: string): Expected[] {
  return JSON.parse(fs.readFileSync(path.join(input, '../findings.json'), 'utf8')) as Expected[];
}

/** `file line:column rule` of every message, in order. */
export function shown(results: readonly ESLint.LintResult[], cwd: string): string[] {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(
        (m) =>
          `${path.relative(cwd, filePath).split(path.sep).join('/')} ${m.line}:${m.column} ${m.ruleId ?? m.message}`,
      ),
    )
    .sort();
}

/** The places, and of each creation the chain and whether it only may be one. */
export function expectFindings(results: readonly ESLint.LintResult[], input: string): void {
  if (isUpdating) writeFindings(results, input);
  const findings = expectedOf(input);
  expect(findings.filter((f) => f.why === UNSAID)).toEqual([]);
  expect(shown(results, input)).toEqual(
    findings.map((f) => `${f.file} ${f.line}:${f.column} driver-contract/${f.rule}`).sort(),
  );
  const said = results.flatMap((r) =>
    r.messages.map((m) => ({
      file: path.relative(input, r.filePath).split(path.sep).join('/'),
      ...m,
    })),
  );
  for (const { file, line, column, chain, may, leftOver } of findings.filter(
    (f) => f.rule === 'no-export-in-initialize-connection',
  )) {
    const found = said.find(
      (m) =>
        m.file === file &&
        m.line === line &&
        m.column === column &&
        m.ruleId?.endsWith('no-export-in-initialize-connection'),
    );
    expect(found?.messageId, `${file}:${line}`).toBe(
      may ? 'mayCreate' : leftOver ? 'leftOver' : 'creates',
    );
    if (chain !== undefined)
      expect(found?.message).toContain(
        `${leftOver ? ' creates already' : ' connection information'}: ${chain} (`,
      );
  }
}

/**
 * Writes findings.json from what was reported. An entry keeps its `why` while its file has a report
 * of that rule on that name.
 */
export function writeFindings(results: readonly ESLint.LintResult[], input: string): void {
  const found = results.flatMap(({ filePath, messages }) => {
    const file = path.relative(input, filePath).split(path.sep).join('/');
    const lines = fs.readFileSync(filePath, 'utf8').split(/\r\n?|\n/u);
    return messages.map((m) => foundAt(file, lines[m.line - 1], m));
  });
  found.sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
  const before = expectedOf(input);
  const entries = found.map((entry) => ({ ...entry, why: whyOf(entry, found, before) }));
  const rows = entries.map((entry) => {
    const pairs = Object.entries(entry).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `  {${pairs.join(', ')}}`;
  });
  fs.writeFileSync(path.join(input, '../findings.json'), `[\n${rows.join(',\n')}\n]\n`);
}

type Found = Omit<Expected, 'why'>;

function foundAt(file: string, text: string, m: Linter.LintMessage): Found {
  const rule = m.ruleId?.replace('driver-contract/', '') ?? m.message;
  const name = text.slice(
    m.column - 1,
    m.line === m.endLine ? (m.endColumn ?? m.column) - 1 : undefined,
  );
  const chain = / (?:connection information|creates already): (?<chain>.+) \(\S+\)\. /u.exec(
    m.message,
  )?.groups?.chain;
  const leftOver = m.messageId === 'leftOver' ? { leftOver: true } : {};
  const told =
    m.messageId === 'mayCreate' ? { may: true } : chain === undefined ? {} : { chain, ...leftOver };
  return { file, line: m.line, column: m.column, rule, name, ...told };
}

/**
 * The words of the entry that this one continues: the same in order, or the nearest where there are
 * more or fewer now. Each serves once.
 */
function whyOf(entry: Found, found: readonly Found[], before: Expected[]): string {
  const isSame = (e: Found) =>
    e.file === entry.file && e.rule === entry.rule && e.name === entry.name;
  const old = before.filter(isSame);
  if (old.length === 0) return UNSAID;
  const toCome = found.slice(found.indexOf(entry)).filter(isSame);
  const distance = (e: Found) => Math.abs(e.line - entry.line);
  const continued =
    old.length === toCome.length
      ? old[0]
      : old.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  before.splice(before.indexOf(continued), 1);
  return continued.why;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
