import path from 'node:path';
import { GlobError, parseGlob, type Glob } from '../../globs/glob.js';
import type { Host } from '../host.js';
import { parseConfig } from './configs.js';

/**
 * Which folders a workspace's root says are its packages: `workspaces` of npm, yarn and bun,
 * pnpm-workspace.yaml, lerna.json, rush.json.
 * @returns a test of a folder relative to the root (`packages/core`), or undefined where the folder
 * is no workspace's root
 */
export function workspaceMembers(
  root: string,
  host: Host,
): ((folder: string) => boolean) | undefined {
  const declared =
    fromManifest(root, host) ??
    fromPnpm(root, host) ??
    fromLerna(root, host) ??
    fromRush(root, host);
  if (!declared) return undefined;
  const globs = declared.map((glob) => memberGlob(root, glob));
  return (folder) =>
    globs.some((g) => !g.isNegated && g.matches(folder)) &&
    !globs.some((g) => g.isNegated && g.matches(folder));
}

/** A slash at the end says no more than that it is a folder. */
function memberGlob(root: string, glob: string): Glob {
  const bare = glob.replace(/^(!?)\.\//u, '$1');
  let end = bare.length;
  while (bare[end - 1] === '/') end--;
  try {
    return parseGlob(bare.slice(0, end));
  } catch (error) {
    if (!(error instanceof GlobError)) throw error;
    throw new GlobError(
      `${root}: what its workspace says of its packages, "${glob.slice(0, 20)}…", ${error.message}`,
    );
  }
}

function fromManifest(root: string, host: Host): string[] | undefined {
  const { workspaces } = (readJson(path.join(root, 'package.json'), host) ?? {}) as {
    workspaces?: unknown;
  };
  return (
    strings(workspaces) ?? strings((workspaces as { packages?: unknown } | undefined)?.packages)
  );
}

/**
 * The list under `packages:`, in either of YAML's two ways of writing one; the file's other keys
 * are settings.
 */
function fromPnpm(root: string, host: Host): string[] | undefined {
  const text = host
    .readFile(path.join(root, 'pnpm-workspace.yaml'))
    ?.text?.replaceAll(/(?:^|\s)#.*$/gmu, '');
  const list =
    /^packages:\s*(?:\[(?<flow>[^\]]*)\]|(?<block>(?:\n?[ \t]*-[^\n]*|\n[ \t]*)+))/mu.exec(
      text?.replaceAll('\r', '') ?? '',
    )?.groups;
  const items =
    list?.flow?.split(',') ?? list?.block?.split('\n').map((line) => line.replace(/^\s*-/u, ''));
  return items
    ?.map((item) => item.trim().replace(/^(['"])(.*)\1$/u, '$2'))
    .filter((item) => item !== '');
}

function fromLerna(root: string, host: Host): string[] | undefined {
  const json = readJson(path.join(root, 'lerna.json'), host) as { packages?: unknown } | undefined;
  return json && (strings(json.packages) ?? ['packages/*']);
}

function fromRush(root: string, host: Host): string[] | undefined {
  const { projects } = (readJson(path.join(root, 'rush.json'), host) ?? {}) as {
    projects?: unknown;
  };
  if (!Array.isArray(projects)) return undefined;
  return strings(projects.map((p) => (p as { projectFolder?: unknown } | null)?.projectFolder));
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/**
 * The data of a JSON file, comments or not; undefined where there is none, or nothing that could be
 * read.
 */
export function readJson(file: string, host: Host): object | undefined {
  const text = host.readFile(file)?.text;
  const data = text === undefined ? undefined : parse(file, text);
  return typeof data === 'object' && data !== null ? data : undefined;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseConfig(file, text);
  }
}
