import type { Command } from 'commander';
import { cacheCommand } from './cache.js';
import { checkCommand } from './check.js';
import { contractCommand } from './contract.js';
import { explainCommand } from './explain.js';
import { listCommand } from './list.js';
import { mergeCommand } from './merge.js';
import { migrateCommand } from './migrate.js';
import { moveExportCommand } from './move-export.js';
import { ruleCommand } from './rule.js';

/** All commands, in the order of the help; `docs/commands/` has a page of each. */
export function commands(): Command[] {
  return [
    checkCommand(),
    migrateCommand(),
    moveExportCommand(),
    listCommand(),
    explainCommand(),
    contractCommand(),
    ruleCommand(),
    cacheCommand(),
    mergeCommand(),
  ];
}
