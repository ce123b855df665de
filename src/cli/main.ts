import os from 'node:os';
import { Command } from 'commander';
import pc from 'picocolors';
import { JournalError } from '../writing/journal-format.js';
import { InterruptedError } from '../writing/write-files.js';
import { DraftError } from '../drafting/errors.js';
import { packageVersion } from '../package.js';
import { python } from '../python/front-end.js';
import { failureSentence } from '../workspace/failures.js';
import { keepFacts } from '../workspace/kept-facts.js';
import { addLanguage } from '../workspace/languages.js';
import { TypesError } from '../workspace/type-projects.js';
import { systemSentence, UsageError } from './errors.js';
import { commands } from './commands.js';

const EXAMPLES = `
Examples:
  $ driver-contract check src                 lint the drivers below src; exit code 1 when something is found
  $ driver-contract list                      who is a driver, delegate, target or manager here, and why
  $ driver-contract explain src/acme.ts:42    how the call on that line was resolved
  $ driver-contract migrate                   show what a migration would change, and what it would leave open
  $ driver-contract migrate --write           migrate the tree
  $ driver-contract contract --from-diff      write a contract from a base class that was edited by hand

The contract is read from driver-contract.json, looked for upwards; without one the volume-driver contract applies
(createExport gains a connector). Exit codes: 0 clean, 1 something found or left open, 2 could not run.`;

/**
 * Runs the command line.
 * @param argv as `process.argv`
 * @returns the exit code: 0 clean or complete, 1 findings or open sites, 2 could not run
 */
export async function main(argv: readonly string[]): Promise<number> {
  addLanguage(python);
  let code = 0;
  const program = new Command('driver-contract')
    .description('Lint and migrate driver code when the interface behind many drivers changes.')
    .version(packageVersion)
    .addHelpText('after', EXAMPLES)
    .option('--no-cache', 'read each file anew, and keep nothing of it for the next run')
    .showHelpAfterError('(see driver-contract --help)')
    .exitOverride()
    .hook('preAction', (all) => {
      keepFacts(all.opts<{ cache: boolean }>().cache);
    });
  for (const command of commands()) {
    program.addCommand(command.exitOverride().copyInheritedSettings(program));
    command.hook('postAction', () => {
      code = Number(process.exitCode ?? 0);
    });
  }
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    return failed(error);
  }
}

/**
 * What only the command can meet, said in a sentence: the message names what is wrong, and the
 * remedy.
 */
const OURS = [UsageError, DraftError, TypesError, JournalError, InterruptedError];
const PROGRAM = 'node_modules/eslint-plugin-driver-contract/bin/driver-contract.js';

function failed(error: unknown): number {
  // commander has said it already: help and version end with 0, wrong usage with 1.
  if (error instanceof Error && 'exitCode' in error && 'code' in error)
    return error.exitCode === 0 ? 0 : 2;
  const isOurs = OURS.some((kind) => error instanceof kind);
  const message =
    error instanceof Error
      ? isOurs
        ? error.message
        : (failureSentence(error, PROGRAM) ?? systemSentence(error) ?? error.stack ?? error.message)
      : String(error);
  process.stderr.write(
    `${pc.createColors(process.stderr.isTTY).red('driver-contract:')} ${message}\n`,
  );
  return error instanceof InterruptedError ? 128 + os.constants.signals[error.signal] : 2;
}
