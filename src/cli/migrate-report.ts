import { saidOf } from '../../codemods/add-connector/type-check.js';
import pc from 'picocolors';
import { counted, type Ledger } from '../../codemods/add-connector/ledger.js';
import { ledgerMarkdown, ledgerSummary } from '../../codemods/add-connector/ledger-report.js';
import type { NewError, PlannedFile } from '../../codemods/add-connector/verify.js';
import { vendorCsv, vendorMarkdown, vendorTable, type VendorRow } from './by-vendor.js';
import { csv } from './csv.js';
import type { Patch } from './patches.js';
import { bytesDiff, unifiedDiff } from '../edits/unified-diff.js';
import type { FileChange } from '../edits/file-change.js';
import { relativePath } from '../facts/paths.js';

/** One project's migration: its ledger, and its files as they shall be. */
export interface Outcome {
  readonly root: string;
  /** How many source files were looked at. */
  readonly files: number;
  readonly ledger: Ledger;
  readonly changes: readonly PlannedFile[];
  /** Of the type checker, where it was asked. */
  readonly errors?: readonly NewError[];
  /** Files that it has nothing to check in. */
  readonly untyped?: number;
}

/** How a migration is to be told. */
export interface ReportOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'csv';
  /** What was done with the changes. */
  readonly fate:
    'shown' | 'written' | { readonly patches: readonly Patch[]; readonly folder: string };
  /** Where it is to be told by vendor. */
  readonly vendors?: readonly VendorRow[] | undefined;
}

export function ledgerJson(outcomes: readonly Outcome[]): string {
  const ledgers = outcomes.map((o) => o.ledger);
  return `${JSON.stringify(ledgers.length === 1 ? ledgers[0] : ledgers, undefined, 2)}\n`;
}

/** What the command prints. */
export function render(outcomes: readonly Outcome[], options: ReportOptions): string | Buffer {
  const { format, vendors } = options;
  if (format === 'json')
    return vendors ? `${JSON.stringify(vendors, undefined, 2)}\n` : ledgerJson(outcomes);
  if (format === 'csv') return vendors ? vendorCsv(vendors) : ledgerCsv(outcomes);
  if (format === 'markdown')
    return [
      ...outcomes.map((o) =>
        [ledgerMarkdown(o.ledger), ...typeCheck(o, options).map((text) => `${text}\n`)].join('\n'),
      ),
      ...(vendors ? [`## By vendor\n\n${vendorMarkdown(vendors)}\n`] : []),
    ].join('\n');
  const parts = outcomes.flatMap((outcome, i) => {
    const diffs =
      options.fate === 'shown' ? outcome.changes.map((change) => diffOf(outcome, change)) : [];
    const told = [
      ledgerSummary(outcome.ledger),
      ...typeCheck(outcome, options),
      state(outcome, options),
    ].join('\n\n');
    return [i === 0 ? '' : '\n', ...diffs, diffs.length === 0 ? '' : '\n', `${told}\n`];
  });
  const table = vendors ? [`\n${vendorTable(vendors)}\n`] : [];
  return Buffer.concat([...parts, ...table].map((part) => Buffer.from(part)));
}

/** A line a site. */
function ledgerCsv(outcomes: readonly Outcome[]): string {
  const head = ['file', 'line', 'column', 'kind', 'method', 'name', 'role', 'vendor'];
  const rows = outcomes.flatMap(({ ledger }) =>
    ledger.entries.map((e) => [
      ...[e.file, e.line, e.column, e.kind, e.method, e.name, e.role, e.vendor],
      ...[e.status, e.reason, e.value, e.parameters],
    ]),
  );
  return csv([...head, 'status', 'reason', 'value', 'parameters'], rows);
}

/** On a terminal to read; elsewhere in the bytes of the file, as `git apply` needs them. */
export function diffOf(
  { root }: Pick<Outcome, 'root'>,
  { path: file, ...change }: FileChange,
): string | Buffer {
  const path = relativePath(root, file);
  if (!process.stdout.isTTY) return bytesDiff({ path, ...change });
  return painted(unifiedDiff(path, change.before, change.after));
}

/** What became of the files. */
function state({ files, ledger, changes }: Outcome, { fate }: ReportOptions): string {
  if (files === 0)
    return 'nothing to migrate: there is no TypeScript, JavaScript or Python file here';
  if (ledger.entries.length === 0)
    return `nothing to change: no method of the contract in ${counted(files, 'source file')}`;
  if (fate === 'written') return `${counted(changes.length, 'file')} written`;
  if (typeof fate === 'object')
    return `${counted(fate.patches.length, 'patch', 'patches')} written to ${fate.folder}`;
  return changes.length === 0
    ? 'nothing to change'
    : `${counted(changes.length, 'file')} would change; --write changes them`;
}

/** What is new, by the line it has on disk when the command ends. */
export function typeCheck(
  { root, errors, changes, untyped = 0 }: Outcome,
  { fate }: ReportOptions,
): string[] {
  if (!errors) return [];
  const isWritten = fate === 'written';
  const parsed =
    untyped === 0
      ? ''
      : `${counted(untyped, 'Python file')} parsed again: there are no types to check`;
  if (errors.length === 0) {
    if (untyped > 0 && untyped === changes.length) return [`Type check: ${parsed}`];
    return [`Type check: nothing new${parsed === '' ? '' : `; ${parsed}`}`];
  }
  const lines = errors.map((problem) => {
    const { file, line, lineBefore, isAverted, cause } = problem;
    const place = `${relativePath(root, file)}:${isWritten && !isAverted ? line : lineBefore}`;
    const told = `  ${place}  ${saidOf(problem)}${isAverted ? ` (${isWritten ? 'not written' : 'would not be written'})` : ''}`;
    return cause
      ? `${told}\n    by ${cause.file}:${cause.line}  ${cause.kind} of ${cause.name}`
      : told;
  });
  return [[`Type check: ${counted(errors.length, 'new error')}`, ...lines].join('\n')];
}

function painted(diff: string): string {
  const colors = pc.createColors(true);
  return diff.replaceAll(/^.*$/gmu, (line) => {
    if (/^(?:---|\+\+\+) /u.test(line)) return colors.bold(line);
    if (line.startsWith('@@')) return colors.cyan(line);
    return line.startsWith('+')
      ? colors.green(line)
      : line.startsWith('-')
        ? colors.red(line)
        : line;
  });
}
