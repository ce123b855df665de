import fs from 'node:fs';
import path from 'node:path';
import { loadContract } from '../contract/load.js';
import type { Contract } from '../contract/types.js';
import { disk } from '../workspace/disk.js';
import { projectRoot } from '../workspace/files.js';
import type { Host } from '../workspace/host.js';
import { carrierKind, isSource } from '../workspace/languages.js';
import { Session } from '../workspace/session.js';
import { TypeProjects } from '../workspace/type-projects.js';
import { relativePath } from '../facts/paths.js';
import { UsageError } from './errors.js';
import { shardOf } from './shard.js';

/** What the commands have in common. */
export interface TreeOptions {
  readonly contract?: string;
  readonly types?: boolean;
  /** Which share of the files is asked about. */
  readonly shard?: string;
}

export const CONTRACT_OPTION = [
  '-c, --contract <file>',
  'the contract (default: driver-contract.json, looked for upwards)',
] as const;
export const TYPES_OPTION = [
  '--types',
  'ask the type checker where the analysis cannot tell what a call runs; slower',
] as const;

/** A project with those of its files that the command was asked about. */
export interface SelectedProject {
  readonly root: string;
  readonly session: Session;
  /** Where the contract was read from; undefined for the built-in one. */
  readonly contractFile: string | undefined;
  /** With `--types`: what the linker asks. */
  readonly types: TypeProjects | undefined;
  readonly files: readonly string[];
  /** The paths that name these files, absolute. */
  readonly paths: readonly string[];
}

/** A project root, and what was asked of it. */
export interface Place {
  readonly root: string;
  readonly paths: readonly string[];
}

/**
 * Finds the projects that paths stand in, and the source files they name.
 * Paths choose what is reported; the linker reads the whole project around them.
 * @throws {UsageError} for a path that does not exist or holds no source file
 * @throws {TypesError} where types are asked for and ts-morph is not installed
 */
export async function selectProjects(
  paths: readonly string[],
  options: TreeOptions,
): Promise<SelectedProject[]> {
  const projects: SelectedProject[] = [];
  for (const place of placesOf(paths))
    projects.push(await openProject(place, options, disk, false));
  return projects;
}

/**
 * Opens a project as a host has it.
 * @param isPartial nothing is asked of other files: tests among them need not be read
 * @param given the contract to judge by, where it is not the host's
 */
export async function openProject(
  { root, paths }: Place,
  { contract: contractFile, types = false, shard }: TreeOptions,
  host: Host,
  isPartial: boolean,
  given?: Contract,
): Promise<SelectedProject> {
  const named = paths.flatMap((p) => (host.fileExists(p) ? [p] : [...host.sourceFiles(p)]));
  const isShare = shard === undefined ? () => true : shardOf(shard);
  const files = new Set(named.filter((file) => isShare(relativePath(root, file))));
  const loaded = given
    ? { contract: given, file: undefined }
    : loadContract(
        contractFile,
        contractFile === undefined ? root : process.cwd(),
        contractFiles(host),
      );
  const oracle = types ? await TypeProjects.of(root, disk, true, '--types') : undefined;
  const session = new Session(root, loaded.contract, {
    more: named,
    isFrozen: true,
    oracle,
    isAsked: isPartial ? (file: string) => files.has(file) : undefined,
    host,
  });
  return {
    root,
    paths,
    files: [...files],
    session,
    types: oracle,
    contractFile: loaded.file,
  };
}

/** A contract is read as the project's files are, but for what only the disk can say. */
function contractFiles(host: Host): Parameters<typeof loadContract>[2] {
  if (host === disk) return undefined;
  return {
    fileExists: (file) => host.fileExists(file),
    readFile: (file) => host.readFile(file)?.text,
  };
}

/**
 * The projects that paths stand in.
 * @throws {UsageError} for a path that does not exist or is no source file
 */
export function placesOf(paths: readonly string[]): Place[] {
  const chosen = new Map<string, string[]>();
  for (const given of paths.length > 0 ? paths : ['.']) {
    const { real, root, isFile } = locate(given);
    if (isFile && !isSource(given) && carrierKind(given) === undefined)
      throw new UsageError(
        `${given}: not a file this command reads. Name TypeScript, JavaScript or Python files, or a folder.`,
      );
    chosen.set(root, [...(chosen.get(root) ?? []), real]);
  }
  return [...chosen].map(([root, of]) => ({ root, paths: of }));
}

/** The project roots that paths stand in (default: that of the current folder). */
export function rootsOf(paths: readonly string[]): string[] {
  return [...new Set((paths.length > 0 ? paths : ['.']).map((given) => locate(given).root))];
}

function locate(given: string): { real: string; root: string; isFile: boolean } {
  const full = path.resolve(given);
  const stats = fs.statSync(full, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`${given}: no such file or folder. Name an existing path.`);
  if (!stats.isFile() && !stats.isDirectory())
    throw new UsageError(`${given}: is neither a file nor a folder. Name one.`);
  const real = fs.realpathSync.native(full);
  return { real, root: projectRoot(real, disk), isFile: stats.isFile() };
}
