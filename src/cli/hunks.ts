import { siteId } from '../../codemods/add-connector/ledger.js';
import type { LedgerEntry } from '../../codemods/add-connector/ledger.js';
import type { PlannedEdit } from '../../codemods/add-connector/migration.js';
import type { PlannedFile } from '../../codemods/add-connector/verify.js';
import { applyEdits, orderEdits } from '../edits/text-edits.js';
import { unifiedDiff } from '../edits/unified-diff.js';
import { lineStartsOf, positionAt } from '../facts/text.js';

/** Changes that stand close enough to be shown, and decided, together. */
export interface Hunk {
  readonly diff: string;
  /** {@link siteId} of what it migrates. */
  readonly sites: readonly string[];
  /** Absolute. */
  readonly file: string;
  /** Undefined for what is no vendor's. */
  readonly vendor: string | undefined;
  /** What is passed, and why that. */
  readonly reasons: readonly string[];
  readonly lines: HunkLines;
}

/** The whole lines that a hunk changes. */
export interface HunkLines {
  /** In the text before: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** What shall stand there. */
  readonly after: string;
  /** An import that no hunk stands for is written among them. */
  readonly isShared: boolean;
}

/** How many unchanged lines two changes of one hunk may have between them. */
const GAP = 6;

/**
 * The hunks of a plan, in the order of its files. Imports are not asked for: they come with what
 * needs them.
 * @param name a file's path as it is shown
 */
export function hunksOf(changes: readonly PlannedFile[], name: (file: string) => string): Hunk[] {
  return changes.flatMap((change) => {
    const { path, before, edits } = change;
    return groupsOf(before, edits).map((group) => {
      const entries = [...new Set(group.flatMap(({ entry }) => entry ?? []))];
      return {
        diff: unifiedDiff(name(path), before, applyEdits(before, group, path)),
        sites: entries.map((entry) => siteId(entry.kind, entry)),
        file: path,
        vendor: entries[0]?.vendor,
        reasons: entries.flatMap(reasonOf),
        lines: linesOf(change, group),
      };
    });
  });
}

function groupsOf(before: string, edits: readonly PlannedEdit[]): PlannedEdit[][] {
  const lineStarts = lineStartsOf(before);
  const groups: PlannedEdit[][] = [];
  let last = -Infinity;
  for (const edit of orderEdits(edits.filter((e) => e.entry))) {
    const { line } = positionAt(lineStarts, edit.start);
    const group = line - last <= GAP + 1 ? groups.at(-1) : undefined;
    if (group) group.push(edit);
    else groups.push([edit]);
    last = positionAt(lineStarts, edit.end).line;
  }
  return groups;
}

function reasonOf({ kind, name, value, reason }: LedgerEntry): string[] {
  if (value !== undefined) return [`${name} passes ${value}: ${reason}`];
  return kind === 'declaration' ? [`${name}: ${reason}`] : [];
}

function linesOf({ before, edits, path }: PlannedFile, group: readonly PlannedEdit[]): HunkLines {
  const start = before.lastIndexOf('\n', group[0].start - 1) + 1;
  const last = Math.max(...group.map((e) => e.end));
  const isAtStart = last > start && before[last - 1] === '\n';
  const next = before.indexOf('\n', isAtStart ? last - 1 : last);
  const end = next === -1 ? before.length : next + 1;
  const within = group.map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
  return {
    start,
    end,
    after: applyEdits(before.slice(start, end), within, path),
    isShared: edits.some((e) => !group.includes(e) && e.start < end && e.end > start),
  };
}
