import path from 'node:path';
import {
  isUnfinished,
  type CensusRow,
  type LedgerEntry,
} from '../../codemods/add-connector/ledger.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import { Analysis } from '../../src/analysis/analysis.js';
import { parseContract } from '../../src/contract/load.js';
import { applyEdits } from '../../src/edits/text-edits.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from './table-host.js';

addLanguage(python);

const ROOT = '/tree';
const ADDED = /‹(?!~)(.*?)›/gsu;
const REMOVED = /‹~(.*?)~›/gsu;

/** What a migration makes of a tree in memory, and what the next one would do. */
export interface Written {
  /**
   * The texts as they should be: what is marked `‹…›` is put in, what is marked `‹~…~›` is taken
   * away.
   */
  readonly expected: Readonly<Record<string, string>>;
  readonly actual: Readonly<Record<string, string>>;
  /** What is left to do, as `file:line status: reason`. */
  readonly left: readonly string[];
  readonly entries: readonly LedgerEntry[];
  readonly census: readonly CensusRow[];
  /** The files that a second migration would change. */
  readonly again: readonly string[];
}

export function written(files: Readonly<Record<string, string>>, contract: unknown): Written {
  const texts = (change: (text: string) => string) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text)]));
  const first = migrate(
    texts((text) => text.replaceAll(REMOVED, '$1').replaceAll(ADDED, '')),
    contract,
  );
  return {
    expected: texts((text) => text.replaceAll(REMOVED, '').replaceAll(ADDED, '$1')),
    actual: first.texts,
    left: first.entries
      .filter(isUnfinished)
      .map((e) => `${e.file}:${e.line} ${e.status}: ${e.reason}`),
    entries: first.entries,
    census: first.census,
    again: migrate(first.texts, contract).changed,
  };
}

function migrate(texts: Readonly<Record<string, string>>, contract: unknown) {
  const host = tableHost(
    new Map(Object.entries(texts).map(([name, text]) => [path.posix.join(ROOT, name), text])),
  );
  const workspace = new Workspace(ROOT, host);
  const { edits, ledger } = planMigration(
    new Analysis(ROOT, parseContract(contract, 'the test'), workspace),
    workspace,
  );
  const after = { ...texts };
  const changed: string[] = [];
  for (const [file, list] of edits) {
    const name = path.posix.relative(ROOT, file);
    after[name] = applyEdits(texts[name], list, file);
    changed.push(name);
  }
  return { texts: after, entries: ledger.entries, census: ledger.census, changed };
}
