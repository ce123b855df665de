import { Command, Option } from 'commander';
import pc from 'picocolors';
import { Vendors } from '../../codemods/add-connector/vendors.js';
import { counted } from '../../codemods/add-connector/ledger.js';
import type { Analysis } from '../analysis/analysis.js';
import { describeRole } from '../analysis/role-reasons.js';
import { positionAt } from '../facts/text.js';
import { classLabel } from '../linker/values.js';
import { BY_VENDOR, rowsOfTree, vendorCsv, vendorTable } from './by-vendor.js';
import { csv } from './csv.js';
import { ALLOW_NONE, countDrivers, contractOf, tellNone } from './nothing-found.js';
import { showProgress } from './progress.js';
import {
  CONTRACT_OPTION,
  TYPES_OPTION,
  selectProjects,
  type SelectedProject,
  type TreeOptions,
} from './tree.js';
import { tellUnjudged } from './unjudged.js';
import { tellUnread } from './unread.js';

interface ListOptions extends TreeOptions {
  readonly format: 'text' | 'json' | 'csv';
  readonly by?: 'vendor';
  readonly allowNone?: boolean;
}

interface Row {
  readonly role: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** Absent for what is no vendor's. */
  readonly vendor: string | undefined;
}

export function listCommand(): Command {
  return new Command('list')
    .description(
      'Print every driver, delegate, signature, target and manager, with the reason for the role.',
    )
    .argument('[paths...]', 'files and folders to list (default: the current folder)')
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .addOption(
      new Option('-f, --format <name>', 'how to print')
        .choices(['text', 'json', 'csv'])
        .default('text'),
    )
    .addOption(BY_VENDOR)
    .addOption(ALLOW_NONE)
    .action(async (paths: string[], options: ListOptions) => {
      const projects = await selectProjects(paths, options);
      process.stdout.write(options.by ? vendors(projects, options) : roles(projects, options));
      for (const project of projects) {
        tellUnread(project, project.files);
        tellUnjudged(project.session.current(), project.files);
      }
      for (const project of projects)
        tellNone(
          await countDrivers(project, project.session.current()),
          false,
          options.allowNone ?? false,
        );
    });
}

function roles(projects: readonly SelectedProject[], { format }: ListOptions): string {
  const rows = projects.flatMap(rowsOf);
  if (format === 'json') return json(rows);
  if (format === 'csv')
    return csv(
      ['role', 'name', 'file', 'line', 'vendor', 'reason'],
      rows.map((r) => [r.role, r.name, r.file, r.line, r.vendor, r.reason]),
    );
  return table(rows, projects);
}

/** How far each vendor is. */
function vendors(projects: readonly SelectedProject[], { format }: ListOptions): string {
  const rows = projects.flatMap((project) => {
    const { workspace } = project.session;
    return rowsOfTree({ analysis: read(project), host: workspace.host, files: project.files });
  });
  if (format === 'json') return json(rows);
  return format === 'csv' ? vendorCsv(rows) : `${vendorTable(rows)}\n`;
}

function json(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function read({ session }: SelectedProject): Analysis {
  const done = showProgress('listing', session.workspace);
  const analysis = session.current();
  done();
  return analysis;
}

function rowsOf(project: SelectedProject): Row[] {
  const { files } = project;
  const analysis = read(project);
  const owned = new Vendors(analysis);
  const chosen = new Set(files);
  const entries = analysis.roles
    .all()
    .filter(({ cls, role }) => role !== 'unrelated' && chosen.has(cls.module.path));
  return entries
    .map(({ cls, role, why }) => ({
      role,
      name:
        classLabel(cls.module, cls.fact) ??
        (cls.fact.kind === 'module' ? '(module)' : '(anonymous)'),
      file: analysis.relative(cls.module.path),
      line: positionAt(cls.module.lineStarts, cls.fact.nameSpan[0]).line,
      reason: describeRole(why),
      vendor: owned.of(cls.module.path),
    }))
    .sort(
      (a, b) => a.role.localeCompare(b.role) || a.file.localeCompare(b.file) || a.line - b.line,
    );
}

function table(rows: readonly Row[], projects: readonly SelectedProject[]): string {
  const colors = pc.createColors(process.stdout.isTTY);
  const width = Math.max(0, ...rows.map((r) => r.name.length));
  const lines = rows.map(
    (r) =>
      `${colors.cyan(r.role.padEnd(9))}  ${r.name.padEnd(width)}  ${r.file}:${r.line}  ${colors.dim(r.reason)}`,
  );
  const counts = [...new Set(rows.map((r) => r.role))].map(
    (role) =>
      `${rows.filter((r) => r.role === role).length} ${role}${rows.filter((r) => r.role === role).length === 1 ? '' : 's'}`,
  );
  const files = projects.reduce((sum, p) => sum + p.files.length, 0);
  const contracts = [...new Set(projects.map(contractOf))].join(', ');
  const found = counts.length > 0 ? counts.join(', ') : 'nothing of the contract';
  const summary = `${found} in ${counted(files, 'file')}; ${contracts}`;
  return `${[...lines, '', summary].join('\n').trimStart()}\n`;
}
