import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { counted } from '../../codemods/add-connector/ledger.js';
import { CONTRACT_FILE, parseContract } from '../contract/load.js';
import { ADDED_NOTATION } from '../drafting/added-option.js';
import { draftContract, type Draft, type Grounds } from '../drafting/draft.js';
import { foundBy } from '../drafting/found.js';
import { jsonText } from '../drafting/json.js';
import { relativePath, shownPath } from '../facts/paths.js';
import { groundsByDiff, groundsByMethod } from './contract-grounds.js';
import { UsageError } from './errors.js';

interface ContractOptions {
  readonly method?: string;
  readonly add?: readonly string[];
  readonly fromDiff?: string | true;
  readonly force?: boolean;
  readonly print?: boolean;
}

export function contractCommand(): Command {
  return new Command('contract')
    .description(
      'Write a contract from the base class: name the method and what it gains, or edit the base class and let the change be read off it.',
    )
    .option('--method <place>', 'the method that changes: FILE#Class.method')
    .option(
      '--add <parameter>',
      `what it gains: ${ADDED_NOTATION}; may be repeated`,
      (one: string, all: readonly string[] = []) => [...all, one],
    )
    .option(
      '--from-diff [ref]',
      'read the change off what was edited since a commit (default: HEAD)',
    )
    .option('--print', 'write to stdout instead of driver-contract.json')
    .option('--force', 'write over a contract that is there')
    .action((options: ContractOptions) => {
      const grounds = groundsOf(options);
      const file = path.join(grounds.root, CONTRACT_FILE);
      if (options.print !== true && options.force !== true && fs.existsSync(file))
        throw new UsageError(
          `${file}: is there already. Pass --force to write over it, or --print to look first.`,
        );
      const draft = draftContract(grounds);
      const text = `${jsonText(draft)}\n`;
      if (options.print === true) process.stdout.write(text);
      else fs.writeFileSync(file, text, { flag: options.force === true ? 'w' : 'wx' });
      tell(grounds, draft, options.print === true ? undefined : file);
    });
}

function groundsOf({ method, add = [], fromDiff }: ContractOptions): Grounds {
  if (method !== undefined && fromDiff !== undefined)
    throw new UsageError('--method and --from-diff: give one of them.');
  if (fromDiff !== undefined) {
    if (add.length > 0)
      throw new UsageError(
        '--add: --from-diff reads what is added off the code. Leave --add out, or name the method with --method.',
      );
    return groundsByDiff(process.cwd(), fromDiff === true ? 'HEAD' : fromDiff);
  }
  if (method === undefined)
    throw new UsageError(
      'name what changes: --method FILE#Class.method --add NAME:TYPE, or edit the base class and pass --from-diff.',
    );
  if (add.length === 0)
    throw new UsageError(`--method ${method}: say what it gains: --add ${ADDED_NOTATION}.`);
  return groundsByMethod(method, add);
}

/** What was written, and what it finds; the contract itself may be on stdout. */
function tell({ root, source, methods }: Grounds, draft: Draft, file: string | undefined): void {
  const { drivers, declarations, calls } = foundBy(root, parseContract(draft, 'the draft'), source);
  const guesses = JSON.stringify(draft).match(/"Guess: /gu)?.length ?? 0;
  const gained = methods.map(
    ({ name, gains, types }) => `${types[0]}.${name} gains ${gains.map((g) => g.name).join(', ')}`,
  );
  const where = file === undefined ? '' : `wrote ${shownPath(relativePath(process.cwd(), file))}: `;
  const lines = [
    where + gained.join(', '),
    `${counted(drivers, 'driver')}, ${counted(declarations, 'declaration')}, ${counted(calls, 'call')}`,
    `${guesses} ${guesses === 1 ? 'guess' : 'guesses'} to read, each in a $comment; then: driver-contract migrate`,
  ];
  const out = file === undefined ? process.stderr : process.stdout;
  out.write(`${lines.join('\n')}\n`);
}
