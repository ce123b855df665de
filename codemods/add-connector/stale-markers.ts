import type { Analysis } from '../../src/analysis/analysis.js';
import { lineAround, lineStart } from '../../src/edits/lines.js';
import type { TextEdit } from '../../src/edits/text-edits.js';
import type { ModuleFacts } from '../../src/facts/types.js';
import { pythonComments } from '../../src/tokens/python.js';
import { scriptComments } from '../../src/tokens/script.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { isUnfinished, siteId, type LedgerEntry, type SitePlace } from './ledger.js';
import { MARKER, markerAt } from './markers.js';
import type { MigrationOptions, PlannedEdit } from './migration.js';

/** A site, and where its marker would stand, in the text before the migration. */
export interface Marked {
  readonly entry: LedgerEntry;
  readonly place: SitePlace;
}

/** A comment that is a marker and nothing else. */
const WHOLE = new RegExp(
  `^(?:(?://|#) ${MARKER.replaceAll(/[()]/gu, '\\$&')}: .*|/\\* ${MARKER.replaceAll(/[()]/gu, '\\$&')}: .*\\*/)$`,
  'u',
);

/**
 * The edits that take away the markers of sites that are mended, by absolute path.
 * @param sites all that the migration has met
 */
export function staleMarkers(
  analysis: Analysis,
  workspace: Workspace,
  { includes = () => true, refused, declined }: MigrationOptions,
  sites: readonly Marked[],
): ReadonlyMap<string, readonly PlannedEdit[]> {
  const edits = new Map<string, readonly PlannedEdit[]>();
  for (const file of workspace.all()) {
    if (!includes(file) || refused?.has(file)) continue;
    const text = workspace.text(file) ?? '';
    const module = text.includes(MARKER) ? workspace.facts(file) : undefined;
    // What is left in a file that could not be read whole nobody knows.
    if (!module || module.syntaxErrors.length > 0) continue;
    const relative = analysis.relative(file);
    const owners = new Map<number, LedgerEntry[]>();
    for (const { entry, place } of sites) {
      if (place.file !== relative) continue;
      const at = markerAt(
        text,
        module.language,
        module.lineStarts[place.line - 1] + place.column - 1,
      );
      if (at !== undefined) owners.set(at, [...(owners.get(at) ?? []), entry]);
    }
    const gone = markersIn(module, text).flatMap(({ at, edit }): PlannedEdit[] => {
      const own = owners.get(at) ?? [];
      if (own.some(isUnfinished)) return [];
      // Whoever chooses change by change is asked about a site, or not at all.
      if (declined && (own.length === 0 || own.some((e) => declined.has(siteId(e.kind, e)))))
        return [];
      return [own.length > 0 ? { ...edit, entry: own[0] } : edit];
    });
    if (gone.length > 0) edits.set(file, gone);
  }
  return edits;
}

function markersIn(
  { path, language }: ModuleFacts,
  text: string,
): { readonly at: number; readonly edit: TextEdit }[] {
  const comments = language === 'python' ? pythonComments(text) : scriptComments(path, text);
  return comments.flatMap(([start, end]) => {
    const comment = text.slice(start, end);
    return WHOLE.test(comment)
      ? [{ at: start + comment.indexOf(MARKER), edit: without(text, start, end) }]
      : [];
  });
}

/** A line that holds nothing else goes whole. */
function without(text: string, start: number, end: number): TextEdit {
  const from = lineStart(text, start);
  const [, to] = lineAround(text, end);
  const isFirst = text.slice(from, start).trim() === '';
  const isLast = text.slice(end, to).trim() === '';
  if (isFirst && isLast) {
    const next = text.indexOf('\n', to);
    return { start: from, end: next === -1 ? text.length : next + 1, text: '' };
  }
  if (isLast) return { start: from + text.slice(from, start).trimEnd().length, end, text: '' };
  return { start, end: end + (text[end] === ' ' ? 1 : 0), text: '' };
}
