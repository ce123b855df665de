import { Places } from '../../../src/facts/places.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { pythonWords } from '../../../src/tokens/python.js';
import { scriptWords } from '../../../src/tokens/script.js';
import type { Word, Words } from '../../../src/tokens/words.js';
import type { FilePlan } from '../file-plan.js';
import { noneByStatus, type CensusRow, type Status } from '../ledger.js';
import type { Migration } from '../migration.js';
import { accountOf, type Line } from './accounts.js';

interface Count {
  method: string;
  occurrences: number;
  status: Record<Status, number>;
  unaccounted: number;
  inTexts: number;
}

const NOT_UNDERSTOOD: Line = {
  status: 'open',
  reason: 'what this is, the analysis does not know',
  role: 'unresolved',
};

/**
 * Counts every occurrence of the contract's names in the code, by tokens, and gives each that no
 * site speaks of a line in the ledger. Comes last: what the sites are must be entered.
 */
export function takeCensus(migration: Migration, files: readonly FilePlan[]): CensusRow[] {
  const { roles } = migration.analysis;
  const counts = new Map<string, Count>();
  const methodOf = (name: string): ContractMethod | undefined => {
    const method = roles.methodNamed(name);
    return method?.added && method;
  };
  const isLookedFor = (name: string) => methodOf(name) !== undefined;
  const countOf = (name: string, { name: method }: ContractMethod): Count => {
    let count = counts.get(name);
    if (!count)
      counts.set(
        name,
        (count = { method, occurrences: 0, status: noneByStatus(), unaccounted: 0, inTexts: 0 }),
      );
    return count;
  };
  for (const file of files) {
    const { words, inTexts } = wordsOf(file, isLookedFor);
    for (const name of inTexts) {
      const method = methodOf(name);
      if (method) countOf(name, method).inTexts++;
    }
    const places = words.length > 0 ? new Places(file.module, isLookedFor) : undefined;
    for (const word of words) {
      const method = methodOf(word.name);
      if (!method || !places) continue;
      const count = countOf(word.name, method);
      count.occurrences++;
      const status = enter(file, method, word, places);
      if (status === undefined) count.unaccounted++;
      else count.status[status]++;
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { method, ...rest }]) => ({ method, name, ...rest }));
}

function wordsOf({ module, text }: FilePlan, isLookedFor: (name: string) => boolean): Words {
  return module.language === 'python'
    ? pythonWords(text, isLookedFor)
    : scriptWords(module.path, text, isLookedFor);
}

/** @returns what became of an occurrence; undefined where nobody knows */
function enter(
  file: FilePlan,
  method: ContractMethod,
  word: Word,
  places: Places,
): Status | undefined {
  const account = accountOf({ file, method, word, places: places.in(word.span) });
  if (account?.k === 'site') return account.entry.status;
  const { status, reason, role } = account ?? NOT_UNDERSTOOD;
  file.enter(word.span[0], {
    kind: 'mention',
    method: method.name,
    name: word.name,
    role,
    status,
    reason,
  });
  return account?.status;
}
