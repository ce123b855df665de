import { shownPath } from '../../src/facts/paths.js';
import {
  counted,
  isSite,
  isUnfinished,
  STATUSES,
  type CensusRow,
  type EntryKind,
  type Ledger,
  type LedgerEntry,
} from './ledger.js';

const KIND_NAMES: Record<EntryKind, string> = {
  declaration: 'declarations',
  call: 'calls',
  reference: 'references',
  test: 'assertions',
  mention: 'mentions',
  file: 'files',
};

/** What was done, in a few lines, and every site that is left, with place and reason. */
export function ledgerSummary(ledger: Ledger): string {
  const sites = ledger.entries.filter(isSite);
  const lines = [`${ledger.contract}: ${counted(sites.length, 'site')}`];
  for (const kind of Object.keys(KIND_NAMES) as EntryKind[]) {
    const own = ledger.entries.filter((e) => e.kind === kind);
    const counts = STATUSES.flatMap((status) => {
      const count = own.filter((e) => e.status === status).length;
      return count > 0 ? [`${count} ${status}`] : [];
    });
    if (own.length > 0) lines.push(`  ${KIND_NAMES[kind].padEnd(12)} ${counts.join(', ')}`);
  }
  lines.push(...ledger.census.map(censusLine));
  const left = ledger.entries.filter(isUnfinished);
  if (left.length > 0) lines.push('', `Left to do (${left.length}):`);
  const yours = left.filter((e) => e.declined);
  const isSummed = yours.length > MOST_MENTIONS;
  for (const { first: e, more } of folded(isSummed ? left.filter((e) => !yours.includes(e)) : left))
    lines.push(
      `  ${shownPath(e.file)}:${e.line}:${e.column}  ${shownPath(e.name)}  ${e.status}: ${e.reason}${more}`,
    );
  if (isSummed)
    lines.push(
      `  ${yours.length} sites in ${counted(new Set(yours.map((e) => e.file)).size, 'file')}  open: ${yours[0].reason}`,
    );
  return lines.join('\n');
}

/** So many mentions of one kind in one file are told one by one. */
const MOST_MENTIONS = 3;

/**
 * What is left, with mentions of one file that are left for one reason as one: a common word would
 * drown the rest. The ledger has them all.
 */
function folded(
  left: readonly LedgerEntry[],
): { readonly first: LedgerEntry; readonly more: string }[] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const [i, entry] of left.entries()) {
    const { kind, file, method, reason } = entry;
    const key = kind === 'mention' ? [file, method, reason].join('\0') : `${i}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (group.length <= MOST_MENTIONS) return group.map((entry) => ({ first: entry, more: '' }));
    const lines = [...new Set(others.map(({ line }) => line))];
    const shown = lines.slice(0, MOST_LINES).join(', ');
    const rest = lines.length > MOST_LINES ? ', …' : '';
    return [
      {
        first,
        more: ` (and ${others.length} more in this file: ${counted(lines.length, 'line')} ${shown}${rest})`,
      },
    ];
  });
}

/** So many places of what was folded are told. */
const MOST_LINES = 8;

/** `132 occurrences of create_export: 65 migrated, 67 skipped, 0 unaccounted`. */
function censusLine({ name, occurrences, status, unaccounted, inTexts }: CensusRow): string {
  const counts = STATUSES.flatMap((s) => (status[s] > 0 ? [`${status[s]} ${s}`] : []));
  const texts = inTexts > 0 ? ` (and ${inTexts} in comments and texts)` : '';
  return `${counted(occurrences, 'occurrence')} of ${name}: ${[...counts, `${unaccounted} unaccounted`].join(', ')}${texts}`;
}

/** The ledger as Markdown: totals, what is left, and everything else. */
export function ledgerMarkdown(ledger: Ledger): string {
  const row = (e: LedgerEntry, more = '') =>
    `| \`${shownPath(e.file)}:${e.line}\` | ${e.kind} | \`${shownPath(e.name)}\` | ${e.role} | ${e.status} | ${[e.reason, e.value && `\`${e.value}\``].filter(Boolean).join(': ').replaceAll('|', '\\|')}${more} |`;
  const head = ['| place | kind | name | role | status | reason |', '|---|---|---|---|---|---|'];
  const left = ledger.entries.filter(isUnfinished);
  const done = ledger.entries.filter((e) => !isUnfinished(e));
  const totals = STATUSES.map((s) => `${ledger.totals.status[s]} ${s}`).join(', ');
  const part = (title: string, rows: readonly string[]) =>
    rows.length > 0 ? ['', `## ${title}`, '', ...head, ...rows] : [];
  const roles = Object.entries(ledger.totals.role).sort(([a], [b]) => (a < b ? -1 : 1));
  const byRole = [
    `| role | ${STATUSES.join(' | ')} |`,
    `|---|${STATUSES.map(() => '---:').join('|')}|`,
    ...roles.map(([role, row]) => `| ${role} | ${STATUSES.map((s) => row[s] ?? 0).join(' | ')} |`),
  ];
  const census = ledger.census.flatMap((row) => ['', censusLine(row)]);
  return [
    `# ${ledger.contract}`,
    '',
    totals,
    ...census,
    '',
    ...byRole,
    ...part(
      'Left to do',
      folded(left).map(({ first, more }) => row(first, more)),
    ),
    ...part(
      'Everything else',
      done.map((e) => row(e)),
    ),
    '',
  ].join('\n');
}
