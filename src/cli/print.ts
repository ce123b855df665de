import { ESLint } from 'eslint';
import pc from 'picocolors';
import { rules } from '../../rules/index.js';
import { RULE_IDS } from '../analysis/findings.js';
import { FORMATS } from '../reports/formats.js';
import type { Assessed } from './assess.js';
import { writeNew } from './baseline-file.js';
import { UsageError } from './errors.js';
import { reportOf } from './report.js';
import { reportOfResults, resultsWithItems, type Result } from './results.js';
import { wrapped } from './wrapped.js';

/** Those that ESLint brings. */
export const FORMATTERS = ['stylish', 'json', 'json-with-metadata', 'html'];

const REMEDY = `Use one of ${[...Object.keys(FORMATS), ...FORMATTERS].sort().join(', ')}`;

export const FORMAT_OPTION = [
  '-f, --format <name>',
  `how to print: ${[...Object.keys(FORMATS), ...FORMATTERS].sort().join(', ')}, or the name of an installed formatter of ESLint`,
  'stylish',
] as const;

export const OUTPUT_OPTION = [
  '-o, --output-file <file>',
  'write the findings to this file instead of stdout',
] as const;

interface PrintOptions {
  readonly format: string;
  readonly outputFile?: string;
  readonly shard?: string;
}

/** Prints what was found, to stdout or to a file. */
export async function print(
  assessed: readonly Assessed[],
  summary: string | undefined,
  options: PrintOptions,
): Promise<void> {
  const { format, shard } = options;
  if (Object.hasOwn(FORMATS, format)) write(FORMATS[format](reportOf(assessed, summary)), options);
  else if (format === 'json') await printResults(resultsWithItems(assessed, shard), options);
  else
    await printResults(
      assessed.flatMap((a) => a.results),
      options,
    );
}

/** Prints results, to stdout or to a file. */
export async function printResults(
  results: readonly Result[],
  options: PrintOptions,
): Promise<void> {
  const { format, outputFile } = options;
  const isRead = outputFile === undefined && process.stdout.isTTY;
  if (Object.hasOwn(FORMATS, format)) write(FORMATS[format](reportOfResults(results)), options);
  else if (format === 'stylish' && isRead)
    write(wrapped(results, process.stdout.columns, pc.isColorSupported), options);
  else write(await byFormatter([...results], format), options);
}

function write(text: string, { outputFile }: PrintOptions): void {
  const output = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (outputFile !== undefined) writeNew(`--output-file ${outputFile}`, outputFile, output);
  else if (output) process.stdout.write(output);
}

async function byFormatter(results: ESLint.LintResult[], format: string): Promise<string> {
  // The formatters ask for the rules' documentation; the results may come from several projects.
  const rulesMeta = Object.fromEntries(
    RULE_IDS.map((id) => [`driver-contract/${id}`, rules[id].meta ?? {}]),
  );
  // ESLint looks for its own formatters in the tree first: what is no user's choice is looked for
  // where none of the tree's is.
  const cwd = FORMATTERS.includes(format) ? import.meta.dirname : process.cwd();
  const eslint = Object.assign(new ESLint({ cwd, overrideConfigFile: true }), {
    getRulesMetaForResults: () => rulesMeta,
  });
  const formatter = await eslint.loadFormatter(format).catch((error: unknown) => {
    const [, broken] = /\nError: (?!Cannot find module)(.*)/u.exec(String(error)) ?? [];
    throw new UsageError(
      broken === undefined
        ? `--format ${format}: there is no such format, and no formatter of ESLint of that name is installed here. ${REMEDY}, or install eslint-formatter-${format}.`
        : `--format ${format}: the formatter that is installed here cannot be loaded (${broken}). Mend it, or: ${REMEDY}.`,
    );
  });
  return formatter.format(results);
}

/** Says on stderr how many findings each rule has. */
export function tellStatistics(results: readonly ESLint.LintResult[]): void {
  const counts = new Map<string, number>();
  for (const { ruleId, fatal } of results.flatMap((r) => r.messages)) {
    const name = ruleId?.replace('driver-contract/', '') ?? (fatal ? 'unread' : 'directive');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const width = Math.max(0, ...[...counts.values()].map((n) => String(n).length));
  const lines = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([rule, n]) => `${String(n).padStart(width)}  ${rule}\n`);
  process.stderr.write(lines.join('') || '0 findings\n');
}
