import path from 'node:path';
import { Option } from 'commander';
import { isUnfinished, type Ledger } from '../../codemods/add-connector/ledger.js';
import { ownersOf } from '../../codemods/add-connector/owners.js';
import { driverModules, Vendors } from '../../codemods/add-connector/vendors.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Host } from '../workspace/host.js';
import { csv } from './csv.js';

export const BY_VENDOR = new Option(
  '--by <what>',
  'vendor: how far each vendor is, and who looks after its files',
).choices(['vendor']);

/** How far a vendor is. */
export interface VendorRow {
  /** `core` for what is no vendor's. */
  readonly vendor: string;
  readonly drivers: number;
  /** Sites that have the parameter, or pass it: by this run, or before. */
  readonly migrated: number;
  /** Sites that are left to do. */
  readonly open: number;
  /** By CODEOWNERS or MAINTAINERS. */
  readonly owners: readonly string[];
  /** Its patch, where patches are written. */
  readonly patch?: string | undefined;
}

/** What belongs to no vendor: interfaces, bases, manager, shared code. */
export const CORE = 'core';

/** What of a project is counted. */
interface Counted {
  readonly analysis: Analysis;
  readonly host: Host;
  /** The files that were asked about, absolute. */
  readonly files: readonly string[];
}

/** What a migration makes of each vendor's sites. */
export function rowsOfLedger(
  counted: Counted,
  ledger: Ledger,
  patches: ReadonlyMap<string, string> = new Map(),
): VendorRow[] {
  const sites = ledger.entries.map((entry) => ({
    file: path.resolve(counted.analysis.root, entry.file),
    isDone: entry.status === 'migrated' || entry.status === 'already',
    isOpen: isUnfinished(entry),
  }));
  return rowsOf(counted, sites).map((row) => ({ ...row, patch: patches.get(row.vendor) }));
}

/** How a tree stands before a migration: what has the parameter, and what the rules report. */
export function rowsOfTree(counted: Counted): VendorRow[] {
  const { analysis, files } = counted;
  const chosen = new Set(files);
  const done = [...analysis.roles.modules]
    .filter(({ path: file }) => chosen.has(file))
    .flatMap((module) =>
      [
        ...[...analysis.sites.declarations(module)].map(({ slot }) => slot.k === 'accepted'),
        ...[...analysis.sites.calls(module)].map(({ passing }) => passing === 'passed'),
      ]
        .filter(Boolean)
        .map(() => ({ file: module.path, isDone: true, isOpen: false })),
    );
  const open = analysis
    .findings()
    .filter(({ site, module }) => site && chosen.has(module.path))
    .map(({ module }) => ({ file: module.path, isDone: false, isOpen: true }));
  return rowsOf(counted, [...done, ...open]);
}

interface Site {
  readonly file: string;
  readonly isDone: boolean;
  readonly isOpen: boolean;
}

function rowsOf({ analysis, host, files }: Counted, sites: readonly Site[]): VendorRow[] {
  const vendors = new Vendors(analysis);
  const owners = ownersOf(analysis.root, host);
  const chosen = new Set(files);
  const modules = driverModules(analysis).filter(({ path: file }) => chosen.has(file));
  const drivers = analysis.roles
    .all()
    .filter(({ cls, role }) => role === 'driver' && modules.includes(cls.module))
    .map(({ cls }) => cls.module.path);
  const met = [...new Set([...drivers, ...sites.map(({ file }) => file)])];
  return vendors.sorted(met).map(({ name, files: own }) => {
    const ofVendor = new Set(own);
    const among = sites.filter(({ file }) => ofVendor.has(file));
    return {
      vendor: name ?? CORE,
      drivers: drivers.filter((file) => ofVendor.has(file)).length,
      migrated: among.filter(({ isDone }) => isDone).length,
      open: among.filter(({ isOpen }) => isOpen).length,
      owners: [...new Set(own.flatMap((file) => owners(file)))].sort(),
    };
  });
}

const HEAD = ['vendor', 'drivers', 'migrated', 'open', 'owners', 'patch'];

function cells(row: VendorRow): (string | number | undefined)[] {
  return [row.vendor, row.drivers, row.migrated, row.open, row.owners.join(' '), row.patch];
}

/** A line a vendor, in columns that have anything, and one of all. */
export function vendorTable(rows: readonly VendorRow[]): string {
  const sum = (of: (row: VendorRow) => number) => rows.reduce((n, row) => n + of(row), 0);
  const total = [
    `${rows.filter(({ vendor }) => vendor !== CORE).length} vendors`,
    sum((r) => r.drivers),
    sum((r) => r.migrated),
    sum((r) => r.open),
  ];
  const table = [HEAD, ...rows.map(cells), total].map((row) =>
    HEAD.map((_, i) => String(row[i] ?? '')),
  );
  const widths = HEAD.map((_, i) => Math.max(...table.slice(1).map((row) => row[i].length)));
  const shown = widths.map((width, i) => (width === 0 ? 0 : Math.max(width, HEAD[i].length)));
  const isNumber = (i: number) => i >= 1 && i <= 3;
  return table
    .map((row) =>
      row
        .flatMap((text, i) =>
          shown[i] === 0 ? [] : [isNumber(i) ? text.padStart(shown[i]) : text.padEnd(shown[i])],
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function vendorCsv(rows: readonly VendorRow[]): string {
  return csv(HEAD, rows.map(cells));
}

export function vendorMarkdown(rows: readonly VendorRow[]): string {
  const line = (row: readonly (string | number | undefined)[]) =>
    `| ${row.map((c) => String(c ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(HEAD), '|---|---:|---:|---:|---|---|', ...rows.map((r) => line(cells(r)))].join(
    '\n',
  );
}
