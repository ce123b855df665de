import fs from 'node:fs';
import path from 'node:path';
import { isSource } from '../workspace/languages.js';
import { UsageError } from './errors.js';
import { ledgerJson, type Outcome } from './migrate-report.js';

/** Refuses a place where no ledger can be written, before anything else is. */
export function refuseLedger(file: string): void {
  if (
    fs.statSync(path.dirname(path.resolve(file)), { throwIfNoEntry: false })?.isDirectory() !== true
  )
    throw new UsageError(
      `${file}: the ledger cannot be written: there is no such folder. Name a file in a folder that exists.`,
    );
  if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${file}: the ledger cannot be written: it is a folder. Name a file.`);
  if (isSource(file))
    throw new UsageError(
      `${file}: the ledger cannot be written: it would be read as source. Name a .json file.`,
    );
}

/** Writes the ledgers of the projects as JSON. */
export function writeLedger(file: string, outcomes: readonly Outcome[]): void {
  try {
    fs.writeFileSync(file, ledgerJson(outcomes));
  } catch (error) {
    throw new UsageError(
      `${file}: the ledger cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}). Name a file in a folder that exists.`,
    );
  }
}
