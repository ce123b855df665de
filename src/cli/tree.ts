import fs from 'node:fs';
import path from 'node:path';
import { loadContract } from '../contract/load.js';
import { disk } from '../workspace/disk.js';
import { projectRoot } from '../workspace/files.js';
import { carrierKind, isSource } from '../workspace/languages.js';
import { Session } from '../workspace/session.js';
import { TypeProjects } from '../workspace/type-projects.js';
import { UsageError } from './errors.js';

/** What the commands have in common. */
export interface TreeOptions {
  readonly contract?: string;
  readonly types?: boolean;
}

export const CONTRACT_OPTION = [
  '-c, --contract <file>',
  'the contract (default: driver-contract.json, looked for upwards)',
] as const;
export const TYPES_OPTION = [
  '--types',
  'let the type checker settle what the linker leaves open; slower',
] as const;

/** A project with those of its files that the command was asked about. */
export interface SelectedProject {
  readonly root: string;
  readonly session: Session;
  /** With `--types`: what the linker asks. */
  readonly types: TypeProjects | undefined;
  readonly files: readonly string[];
}

/**
 * Finds the projects that paths stand in, and the source files they name.
 * Paths choose what is reported; the linker reads the whole project around them.
 * @param isPartial nothing is asked of other files: tests among them need not be read
 * @throws {UsageError} for a path that does not exist or holds no source file
 * @throws {TypesError} where types are asked for and ts-morph is not installed
 */
export async function selectProjects(
  paths: readonly string[],
  { contract: contractFile, types = false }: TreeOptions,
  { isPartial = false }: { readonly isPartial?: boolean } = {},
): Promise<SelectedProject[]> {
  const chosen = new Map<string, Set<string>>();
  for (const given of paths.length > 0 ? paths : ['.']) {
    const { real, root, isFile } = locate(given);
    if (isFile && !isSource(given) && carrierKind(given) === undefined)
      throw new UsageError(
        `${given}: not a file this command reads. Name TypeScript, JavaScript or Python files, or a folder.`,
      );
    const files = isFile ? [real] : disk.sourceFiles(real);
    const set = chosen.get(root) ?? new Set();
    for (const file of files) set.add(file);
    chosen.set(root, set);
  }
  const projects: SelectedProject[] = [];
  for (const [root, files] of chosen) {
    const { contract } = loadContract(
      contractFile,
      contractFile === undefined ? root : process.cwd(),
    );
    const oracle = types ? await TypeProjects.of(root, disk, true, '--types') : undefined;
    const isAsked = isPartial ? (file: string) => files.has(file) : undefined;
    const session = new Session(root, contract, {
      more: [...files],
      isFrozen: true,
      oracle,
      isAsked,
    });
    projects.push({ root, files: [...files], session, types: oracle });
  }
  return projects;
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
  const real = fs.realpathSync(full);
  return { real, root: projectRoot(real, disk), isFile: stats.isFile() };
}
