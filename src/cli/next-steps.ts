import type { LedgerEntry } from '../../codemods/add-connector/ledger.js';
import type { RuleId } from '../analysis/findings.js';

/** What there is to do about a line, as commands. */
export function nextSteps(
  place: string,
  rules: readonly RuleId[],
  planned: readonly Pick<LedgerEntry, 'status'>[],
  isUnjudged: boolean,
): string[] {
  const [file] = place.split(/:(?=\d+(?::\d+)?$)/u);
  const has = (...statuses: LedgerEntry['status'][]) =>
    planned.some(({ status }) => statuses.includes(status));
  return [
    ...[...new Set(rules)].map(
      (id) => `next: driver-contract rule ${id} (what it asks for, and why)`,
    ),
    ...(has('migrated') ? [`next: driver-contract migrate ${file} (shows the change)`] : []),
    ...(has('open', 'collision') && !isUnjudged
      ? ['next: write it by hand: migrate leaves it, for the reason above.']
      : []),
    ...(isUnjudged ? [`next: driver-contract explain --why ${place} (where the way ends)`] : []),
  ];
}
