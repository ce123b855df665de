import {
  noneByStatus,
  siteId,
  STATUSES,
  type CensusRow,
  type LedgerEntry,
  type Status,
} from '../ledger.js';
import type { Count, Counted } from './census.js';

/** What is left to do outweighs the rest, where steps speak of one occurrence by different sites. */
const UNFINISHED: readonly Status[] = ['open', 'collision'];

/** Sums up what the steps of a migration counted: an occurrence that several saw is one. */
export function censusOf(counts: readonly Count[], entries: readonly LedgerEntry[]): CensusRow[] {
  const byId = new Map(entries.map((entry) => [siteId(entry.kind, entry), entry]));
  const seen = new Map<string, Counted[]>();
  for (const { occurrences } of counts)
    for (const one of occurrences) {
      const at = `${one.file}:${one.line}:${one.column}`;
      seen.set(at, [...(seen.get(at) ?? []), one]);
    }
  const rows = new Map<string, CensusRow & { occurrences: number; unaccounted: number }>();
  const rowOf = (name: string, method: string) => {
    let row = rows.get(name);
    if (!row) {
      const inTexts = counts.find((c) => c.inTexts.has(name))?.inTexts.get(name)?.count ?? 0;
      row = { method, name, occurrences: 0, status: noneByStatus(), unaccounted: 0, inTexts };
      rows.set(name, row);
    }
    return row;
  };
  for (const said of seen.values()) {
    const row = rowOf(said[0].name, said[0].method);
    row.occurrences++;
    const status = statusOf(said, byId);
    if (status === undefined) row.unaccounted++;
    else (row.status as Record<Status, number>)[status]++;
  }
  for (const { inTexts } of counts) for (const [name, { method }] of inTexts) rowOf(name, method);
  return [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** undefined where a step knew nothing of it */
function statusOf(
  said: readonly Counted[],
  byId: ReadonlyMap<string, LedgerEntry>,
): Status | undefined {
  const statuses = said.flatMap(({ entry }) =>
    entry === undefined ? [] : (byId.get(entry)?.status ?? []),
  );
  if (statuses.length < said.length) return undefined;
  return (
    UNFINISHED.find((status) => statuses.includes(status)) ??
    STATUSES.find((status) => statuses.includes(status))
  );
}
