import { isSite, isUnfinished, siteId, type LedgerEntry, type Status } from './ledger.js';
import type { StepPlan } from './plan-step.js';

/** What is done outweighs what was nothing to do. */
const WEIGHT: readonly Status[] = ['migrated', 'already', 'skipped'];

/** What a step says of a site. */
interface Said {
  readonly entry: LedgerEntry;
  /** The parameter that the step adds. */
  readonly gain: string | undefined;
}

/** The entries of one round: what several steps say of one site is one entry. */
export function joinEntries(steps: readonly StepPlan[]): readonly LedgerEntry[] {
  const bySite = new Map<string, Said[]>();
  for (const { entries, gains } of steps)
    for (const entry of entries) {
      const id = siteId(entry.kind, entry);
      const said = { entry, gain: gains.get(entry.method) };
      bySite.set(id, [...(bySite.get(id) ?? []), said]);
    }
  return [...bySite.values()].map(joined);
}

function joined(said: readonly Said[]): LedgerEntry {
  const entries = said.map(({ entry }) => entry);
  const main = entries.find((e) => isSite(e)) ?? entries[0];
  if (said.length === 1) return main;
  const left = said.filter(({ entry }) => isUnfinished(entry));
  const status =
    left.at(0)?.entry.status ??
    WEIGHT.find((s) => entries.some((e) => e.status === s)) ??
    main.status;
  // Of a site that is left what is left is told, not what would be fine.
  const telling = left.length > 0 ? left : said.filter(({ entry }) => entry.status === status);
  const reasons = [...new Set(telling.map(({ entry }) => entry.reason))];
  const values = entries.flatMap(({ value }) => value ?? []);
  return {
    ...main,
    status,
    reason:
      reasons.length === 1
        ? reasons[0]
        : telling.map(({ entry, gain }) => `${gain ?? entry.method}: ${entry.reason}`).join('; '),
    value: values.length > 0 ? values.join(', ') : undefined,
    parameters: entries.findLast(({ parameters }) => parameters !== undefined)?.parameters,
    decidedBy: entries.some((e) => e.decidedBy === 'types') ? 'types' : 'linker',
  };
}

/**
 * The entries of a migration: the last round says how a site stands, those before it what was done
 * to it, or why it was left in the first place.
 */
export function joinRounds(rounds: readonly (readonly LedgerEntry[])[]): readonly LedgerEntry[] {
  const bySite = new Map<string, LedgerEntry>();
  for (const entries of rounds)
    for (const entry of entries) {
      const id = siteId(entry.kind, entry);
      const earlier = bySite.get(id);
      const isSaid =
        earlier &&
        (isUnfinished(entry)
          ? isUnfinished(earlier)
          : earlier.status === 'migrated' && entry.status !== 'migrated');
      if (!isSaid) bySite.set(id, entry);
    }
  return [...bySite.values()];
}
