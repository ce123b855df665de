import path from 'node:path';
import { Option } from 'commander';
import { counted } from '../../codemods/add-connector/ledger.js';
import type { Analysis } from '../analysis/analysis.js';
import { nameIn } from '../analysis/signatures.js';
import type { Contract } from '../contract/types.js';
import { relativePath, shownPath } from '../facts/paths.js';
import { languageOfFile } from '../workspace/languages.js';
import { openProject, type SelectedProject } from './tree.js';

export const ALLOW_NONE = new Option(
  '--allow-none',
  'a project without a single driver is no error',
);

/** How much of what was looked for there is. */
export interface DriverCount {
  readonly project: SelectedProject;
  /** In the files that were asked about. */
  readonly drivers: number;
  /** In the whole project. */
  readonly all: number;
}

/** Counts the drivers. Only where none is met, tests that nobody asked about are read as well. */
export async function countDrivers(
  project: SelectedProject,
  analysis: Analysis,
): Promise<DriverCount> {
  const chosen = new Set(project.files);
  const met = driversIn(analysis);
  const drivers = met.filter((file) => chosen.has(file)).length;
  if (met.length > 0) return { project, drivers, all: met.length };
  const { root, session } = project;
  const place = { root, paths: [root] };
  const whole = await openProject(place, {}, session.workspace.host, false, session.contract);
  return { project, drivers, all: driversIn(whole.session.current()).length };
}

function driversIn({ roles }: Analysis): string[] {
  return roles.all().flatMap(({ role, cls }) => (role === 'driver' ? [cls.module.path] : []));
}

/**
 * Says on stderr that nothing was found because there is nothing to look at, and with the exit code
 * that this is no clean project, unless it is allowed.
 * @param isQuiet something was reported, which says enough
 */
export function tellNone(
  { project, drivers, all }: DriverCount,
  isQuiet: boolean,
  isAllowed: boolean,
): void {
  if (drivers > 0 || isQuiet) return;
  const { root, session, files, paths } = project;
  const places = paths.map((p) => shownPath(relativePath(root, p) || '.')).join(', ');
  if (all > 0) {
    process.stderr.write(
      `driver-contract: no driver in ${places} (${counted(files.length, 'file')}); the project has ${all}, by the ${contractOf(project)}.\n`,
    );
    return;
  }
  const { workspace, contract } = session;
  process.stderr.write(
    `driver-contract: ${root}: no driver in ${counted(workspace.all().length, 'file')}, by the ${contractOf(project)}. Looked for: ${soughtBy(contract, workspace.all())}. ${REMEDY}\n`,
  );
  if (!isAllowed) process.exitCode = 2;
}

const REMEDY =
  'Name the folder of the drivers, or their contract with --contract FILE (driver-contract contract writes one); if there need not be any, pass --allow-none.';

/** Says on a terminal that all is well, and of how much. */
export function tellClean(all: readonly DriverCount[]): void {
  const drivers = all.reduce((sum, c) => sum + c.drivers, 0);
  const files = all.reduce((sum, c) => sum + c.project.files.length, 0);
  if (process.stderr.isTTY && drivers > 0)
    process.stderr.write(`${counted(drivers, 'driver')} in ${counted(files, 'file')}, clean\n`);
}

/** `contract volume-driver (built in)`. */
export function contractOf({ root, session, contractFile }: SelectedProject): string {
  const from =
    contractFile === undefined
      ? 'built in'
      : shownPath(isBelow(contractFile, root) ? relativePath(root, contractFile) : contractFile);
  return `contract ${session.contract.name} (${from})`;
}

function isBelow(file: string, root: string): boolean {
  return file.startsWith(root + path.sep);
}

/** What a driver is told by. */
function soughtBy({ drivers, methods }: Contract, files: readonly string[]): string {
  const { types = [], factories = [], modules = [], structural = true } = drivers;
  const isPython = files.length > 0 && files.every((file) => languageOfFile(file));
  const names = Object.keys(methods).map((name) => (isPython ? nameIn(name, 'python') : name));
  return [
    ...(types.length > 0 ? [`what descends from ${either(types)}`] : []),
    ...(factories.length > 0 ? [`what ${either(factories)} is given`] : []),
    ...(modules.length > 0 ? [`modules called ${either(modules)}`] : []),
    ...(structural ? [`what declares ${names.join(' and ')}`] : []),
  ].join('; ');
}

function either(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
