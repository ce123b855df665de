import fs from 'node:fs';
import { Command } from 'commander';
import { rules } from '../../rules/index.js';
import { rulePage } from '../package.js';
import { UsageError } from './errors.js';

export function ruleCommand(): Command {
  return new Command('rule')
    .description('Print the page of a rule: what it reports, how to settle it, when not to use it.')
    .argument('[id]', 'the rule (default: list them)')
    .action((id: string | undefined) => {
      process.stdout.write(id === undefined ? list() : page(id.replace(/^driver-contract\//u, '')));
    });
}

function list(): string {
  const ids = Object.keys(rules);
  const width = Math.max(...ids.map((id) => id.length));
  return Object.entries(rules)
    .map(([id, { meta }]) => `${id.padEnd(width)}  ${meta?.docs?.description ?? ''}\n`)
    .join('');
}

function page(id: string): string {
  if (!(id in rules))
    throw new UsageError(
      `${id}: no rule of this name. There are ${Object.keys(rules).join(', ')}.`,
    );
  const text = fs.readFileSync(rulePage(id), 'utf8');
  // What marks generated parts is for us.
  return text.replaceAll(/<!--.*?-->\n+/gsu, '');
}
