import fs from 'node:fs';
import path from 'node:path';
import {
  isUnfinished,
  type Ledger,
  type LedgerEntry,
} from '../../codemods/add-connector/ledger.js';
import type { PlannedFile } from '../../codemods/add-connector/verify.js';
import { Vendors } from '../../codemods/add-connector/vendors.js';
import type { Analysis } from '../analysis/analysis.js';
import { nameIn } from '../analysis/signatures.js';
import { mailPatch } from '../edits/mail-patch.js';
import { gitLine } from '../git/git.js';
import { packageVersion } from '../package.js';
import { CORE } from './by-vendor.js';
import { UsageError } from './errors.js';
import { relativePath, shownPath } from '../facts/paths.js';

/** A patch for one vendor, as it will be written. */
export interface Patch {
  /** Of its project. */
  readonly root: string;
  readonly vendor: string;
  readonly name: string;
  readonly content: Buffer;
}

/** What one project's patches are made of. */
export interface PatchSource {
  readonly root: string;
  readonly analysis: Analysis;
  readonly ledger: Ledger;
  readonly changes: readonly PlannedFile[];
}

/**
 * One patch a vendor, the shared code first: drivers with fewer parameters still fit it, but not
 * the other way about.
 */
export function patchesOf(sources: readonly PatchSource[]): Patch[] {
  const parts = sources.flatMap((source) =>
    new Vendors(source.analysis)
      .sorted(source.changes.map((c) => c.path))
      .map((vendor) => ({ ...source, vendor })),
  );
  return parts.map(({ root, analysis, ledger, changes, vendor }, i) => {
    const { top, author } = repository(root);
    const title = shownPath(vendor.name ?? CORE);
    const own = changes.filter((c) => vendor.files.includes(c.path));
    const files = new Set(vendor.files.map((file) => analysis.relative(file)));
    const content = mailPatch({
      subject: `${title}: ${summary(gains(analysis, vendor.files))}`,
      body: message(
        analysis,
        gains(analysis, vendor.files),
        ledger.entries.filter((e) => files.has(e.file)),
      ),
      author,
      date: new Date(),
      position: [i + 1, parts.length],
      files: own.map(({ path: file, encoding, before, after }) => ({
        path: relativePath(top, file),
        encoding,
        before,
        after,
      })),
    });
    return {
      root,
      vendor: vendor.name ?? CORE,
      name: `${String(i + 1).padStart(4, '0')}-${title.replaceAll(/[^\w.-]+/gu, '-').slice(0, LONGEST_TITLE)}.patch`,
      content,
    };
  });
}

/** In the name of a patch: a file's name has 255 bytes at most. */
const LONGEST_TITLE = 100;

function repository(root: string): { top: string; author: string } {
  const name = gitLine(root, 'config', 'user.name') ?? 'driver-contract';
  const address = gitLine(root, 'config', 'user.email') ?? 'driver-contract@localhost';
  return {
    top: gitLine(root, 'rev-parse', '--show-toplevel') ?? root,
    author: `${name} <${address}>`,
  };
}

/** The methods that gain a parameter, by its name, as they are called in the files of a patch. */
type Gains = ReadonlyMap<string, readonly string[]>;

/** `add connector to createExport`. */
function summary(gained: Gains): string {
  return [...gained].map(([added, methods]) => `add ${added} to ${methods.join(', ')}`).join('; ');
}

function gains({ roles, project }: Analysis, files: readonly string[]): Gains {
  const languages = new Set(files.flatMap((file) => project.module(file)?.language ?? []));
  const byAdded = new Map<string, Set<string>>();
  for (const { name, added } of roles.methods)
    for (const language of added ? languages : []) {
      const methods = byAdded.get(added?.name ?? '') ?? new Set();
      byAdded.set(added?.name ?? '', methods.add(nameIn(name, language)));
    }
  return new Map([...byAdded].map(([added, methods]) => [added, [...methods]]));
}

function message({ contract }: Analysis, gained: Gains, entries: readonly LedgerEntry[]): string {
  const what = [...gained]
    .map(([added, methods]) => `${methods.join(', ')} gains \`${added}\``)
    .join('; ');
  const migrated = entries.filter((e) => e.status === 'migrated');
  const lines = [`By the contract ${contract.name}, ${what}. Migrated here:`, ''];
  for (const { file, line, name, value } of migrated)
    lines.push(
      `  ${shownPath(file)}:${line} ${name}${value === undefined ? '' : ` passes ${value}`}`,
    );
  const left = entries.filter(isUnfinished);
  if (left.length > 0)
    lines.push(
      '',
      'Left to do by hand:',
      '',
      ...left.map((e) => `  ${shownPath(e.file)}:${e.line} ${e.name}: ${e.reason}`),
    );
  return [...lines, '', `Made-by: driver-contract ${packageVersion}`].join('\n');
}

/**
 * Before anything is asked or planned.
 * @throws {UsageError} where the folder holds other patches: `git am` would take them too; or where
 * there is no folder to be
 */
export function refusePatches(folder: string): void {
  const stats = fs.statSync(folder, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory())
    throw new UsageError(`${folder}: the patches cannot be written: it is a file. Name a folder.`);
  const other = fs.readdirSync(folder).find((file) => file.endsWith('.patch'));
  if (other !== undefined)
    throw new UsageError(
      `${path.join(folder, other)}: there are patches in this folder already. Name an empty folder.`,
    );
}

/** Writes the patches into a folder, which is made where it is not there. */
export function writePatches(folder: string, patches: readonly Patch[]): void {
  if (patches.length === 0) return;
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const { name, content } of patches) fs.writeFileSync(path.join(folder, name), content);
  } catch (error) {
    throw new UsageError(
      `${folder}: the patches cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}). Name a folder that can be made.`,
    );
  }
}
