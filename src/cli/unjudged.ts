import type { Linter } from 'eslint';
import type { Analysis, JudgedFinding } from '../analysis/analysis.js';
import { counted } from '../../codemods/add-connector/ledger.js';
import { shownPath } from '../facts/paths.js';
import { positionAt } from '../facts/text.js';

/** So many places are named; the rest is counted. */
const MOST_PLACES = 3;

/**
 * Says on stderr how many calls could be of the contract and cannot be judged: that nothing is
 * reported of them does not mean that they are right.
 * @param files those that were asked about
 * @param rules those that are on; all where absent
 */
export function tellUnjudged(
  analysis: Analysis,
  files: Iterable<string>,
  rules?: Linter.RulesRecord,
): void {
  const found = [...files]
    .flatMap((file) => [...analysis.unjudgedIn(file)])
    .filter(({ rule }) => !rules || `driver-contract/${rule}` in rules);
  for (const [method, calls] of groupsOf(found)) {
    const places = calls.slice(0, MOST_PLACES).map((f) => placeOf(analysis, f));
    const more = calls.length > MOST_PLACES ? ` and ${calls.length - MOST_PLACES} more` : '';
    const [first] = places;
    process.stderr.write(
      `driver-contract: ${counted(calls.length, 'call')} that could be of ${method} and cannot be judged: ${places.join(', ')}${more}. Why: driver-contract explain ${first}. To report them: --strict.\n`,
    );
  }
}

function groupsOf(found: readonly JudgedFinding[]): ReadonlyMap<string, JudgedFinding[]> {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of found) {
    const { method } = finding.data;
    groups.set(method, [...(groups.get(method) ?? []), finding]);
  }
  return groups;
}

function placeOf(analysis: Analysis, { module, span }: JudgedFinding): string {
  const { line } = positionAt(module.lineStarts, span[0]);
  return `${shownPath(analysis.relative(module.path))}:${line}`;
}
