import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  isUnfinished,
  siteId,
  withEntries,
  type LedgerEntry,
} from '../../codemods/add-connector/ledger.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import { applyEdits, originOf } from '../edits/text-edits.js';
import { UnreadableError } from '../facts/language.js';
import { relativePath } from '../facts/paths.js';
import { lineStartsOf } from '../facts/text.js';
import type { Hunk } from './hunks.js';
import type { Outcome } from './migrate-report.js';
import type { SelectedProject } from './tree.js';

/**
 * Has the user edit the lines of a hunk in `$VISUAL` or `$EDITOR`.
 * @param projects the hunk is of one of them
 * @returns what is wrong, as a sentence, where nothing can be taken
 */
export function editedLines(
  { file, lines }: Hunk,
  projects: readonly SelectedProject[],
): { readonly written: string } | { readonly wrong: string } {
  const editor = process.env.VISUAL ?? process.env.EDITOR;
  if (!editor) return { wrong: 'No editor is named. Set VISUAL or EDITOR.' };
  if (lines.isShared)
    return { wrong: 'An import is written among these lines: edit the file afterwards.' };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-edit-'));
  try {
    const copy = path.join(folder, path.basename(file));
    fs.writeFileSync(copy, lines.after);
    // The variable is a command line of the user's own, as git takes it.
    const { status, error } = spawnSync(`${editor} "${copy}"`, { shell: true, stdio: 'inherit' });
    if (status !== 0)
      return {
        wrong: `${editor} ended with ${error?.message ?? `exit code ${status ?? '?'}`}: nothing is taken.`,
      };
    const written = fs.readFileSync(copy, 'utf8');
    const problem = problemWith(file, lines, written, projects);
    return problem === undefined ? { written } : { wrong: problem };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function problemWith(
  file: string,
  { start, end }: Hunk['lines'],
  text: string,
  projects: readonly SelectedProject[],
): string | undefined {
  const workspace = projects
    .map(({ session }) => session.workspace)
    .find((w) => w.all().includes(file));
  const before = workspace?.text(file) ?? '';
  const after = applyEdits(before, [{ start, end, text }], file);
  try {
    const [first] = workspace?.read(file, after).syntaxErrors ?? [];
    return first && `The file would not parse any more (${first.message}): nothing is taken.`;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return `The file would not parse any more: it ${error.message}. Nothing is taken.`;
  }
}

/**
 * Puts what the user has written in the place of hunks, and asks the analysis what it makes of it:
 * what still lacks the parameter there is open.
 */
export function withWritten(
  outcome: Outcome,
  { session }: SelectedProject,
  written: ReadonlyMap<Hunk, string>,
): Outcome {
  const { workspace } = session;
  const changes = [...outcome.changes];
  const statuses = new Map<string, Pick<LedgerEntry, 'status' | 'reason'>>();
  const own = [...written].filter(([{ file }]) => workspace.all().includes(file));
  if (own.length === 0) return outcome;
  for (const [{ file, lines, sites }, text] of own) {
    const before = workspace.text(file) ?? '';
    const at = changes.findIndex((c) => c.path === file);
    const entry = outcome.ledger.entries.find((e) => siteId(e.kind, e) === sites[0]);
    const edit = { start: lines.start, end: lines.end, text, ...(entry && { entry }) };
    const edits = [
      ...(changes[at]?.edits ?? []).filter((e) => e.end <= lines.start || e.start >= lines.end),
      edit,
    ];
    const change = {
      path: file,
      root: outcome.root,
      encoding: workspace.encoding(file) ?? 'utf-8',
      before,
      after: applyEdits(before, edits, file),
      edits,
    };
    if (at === -1) changes.push(change);
    else changes[at] = change;
  }
  const texts = new Map(changes.map((c) => [c.path, c.after]));
  const tree = workspace.with(texts);
  const analysis = session.current().after(undefined, tree, (file) => !texts.has(file));
  const { ledger } = planMigration(analysis, tree, {
    includes: (file) => own.some(([hunk]) => hunk.file === file),
  });
  for (const [hunk] of own) {
    const change = changes.find((c) => c.path === hunk.file);
    const left = ledger.entries.find((e) => {
      if (e.file !== relativePath(outcome.root, hunk.file) || !change) return false;
      if (e.kind === 'file') return true;
      const offset = lineStartsOf(change.after)[e.line - 1] + e.column - 1;
      const { offset: origin } = originOf(change.edits, offset);
      const isWithin =
        hunk.lines.start <= origin && origin < Math.max(hunk.lines.end, hunk.lines.start + 1);
      return isWithin && (isUnfinished(e) || e.status === 'migrated');
    });
    for (const site of hunk.sites)
      statuses.set(
        site,
        left
          ? { status: 'open', reason: `you edited it, and ${lackOf(left)}` }
          : { status: 'migrated', reason: 'as you edited it' },
      );
  }
  const entries = outcome.ledger.entries.map((e) => {
    const now = statuses.get(siteId(e.kind, e));
    return now ? { ...e, ...now, value: undefined, parameters: undefined } : e;
  });
  return {
    ...outcome,
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    ledger: withEntries(outcome.ledger, entries),
  };
}

function lackOf({ kind, reason, status, name }: LedgerEntry): string {
  if (kind === 'file') return `its file ${reason}`;
  return status === 'migrated' ? `${name} still lacks the parameter` : `${name} is left: ${reason}`;
}
