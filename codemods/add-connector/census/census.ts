import { Places } from '../../../src/facts/places.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { pythonWords } from '../../../src/tokens/python.js';
import { scriptWords } from '../../../src/tokens/script.js';
import type { Word, Words } from '../../../src/tokens/words.js';
import type { FilePlan } from '../file-plan.js';
import { siteId, type SitePlace } from '../ledger.js';
import type { Migration } from '../migration.js';
import { accountOf, type Line } from './accounts.js';

/** One occurrence of a name that a step looks for. */
export interface Counted extends SitePlace {
  /** The contract method. */
  readonly method: string;
  /** As it is written. */
  readonly name: string;
  /** The entry that speaks of it; undefined where the analysis knows nothing of it. */
  readonly entry: string | undefined;
}

/** What a step counts: in code one by one, in comments and longer texts by name. */
export interface Count {
  readonly occurrences: readonly Counted[];
  readonly inTexts: ReadonlyMap<string, { readonly method: string; readonly count: number }>;
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
export function takeCensus(migration: Migration, files: readonly FilePlan[]): Count {
  const { roles } = migration.analysis;
  const occurrences: Counted[] = [];
  const inTexts = new Map<string, { readonly method: string; readonly count: number }>();
  const methodOf = (name: string): ContractMethod | undefined => {
    const method = roles.methodNamed(name);
    return method?.added && method;
  };
  const isLookedFor = (name: string) => methodOf(name) !== undefined;
  for (const file of files) {
    const found = wordsOf(file, isLookedFor);
    for (const name of found.inTexts) {
      const method = methodOf(name)?.name;
      if (method !== undefined)
        inTexts.set(name, { method, count: (inTexts.get(name)?.count ?? 0) + 1 });
    }
    const { words } = found;
    const places = words.length > 0 ? new Places(file.module, isLookedFor) : undefined;
    for (const word of words) {
      const method = methodOf(word.name);
      if (!method || !places) continue;
      const entry = enter(file, method, word, places);
      const place = migration.ledger.placeOf(file.module, word.span[0]);
      occurrences.push({ ...place, method: method.name, name: word.name, entry });
    }
  }
  return { occurrences, inTexts };
}

function wordsOf({ module, text }: FilePlan, isLookedFor: (name: string) => boolean): Words {
  return module.language === 'python'
    ? pythonWords(text, isLookedFor)
    : scriptWords(module.path, text, isLookedFor);
}

/** @returns the entry that speaks of an occurrence; undefined where nobody knows what it is */
function enter(
  file: FilePlan,
  method: ContractMethod,
  word: Word,
  places: Places,
): string | undefined {
  const account = accountOf({ file, method, word, places: places.in(word.span) });
  if (account?.k === 'site') return siteId(account.entry.kind, account.entry);
  const { status, reason, role } = account ?? NOT_UNDERSTOOD;
  const [offset] = word.span;
  const line = { kind: 'mention', method: method.name, name: word.name } as const;
  file.enter('census', offset, { ...line, role, status, reason });
  return account && siteId('mention', file.migration.ledger.placeOf(file.module, offset));
}
