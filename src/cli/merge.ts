import fs from 'node:fs';
import { Command } from 'commander';
import { countsOf } from './lint-file.js';
import { UsageError } from './errors.js';
import { FORMAT_OPTION, OUTPUT_OPTION, printResults, tellStatistics } from './print.js';
import type { Result } from './results.js';
import { missingShards } from './shard.js';

interface MergeOptions {
  readonly format: string;
  readonly outputFile?: string;
  readonly statistics?: boolean;
}

export function mergeCommand(): Command {
  return new Command('merge')
    .description('Join results of check, written with -f json, and print them in any format.')
    .argument('<files...>', 'what "check -f json" has written')
    .option(...FORMAT_OPTION)
    .option(...OUTPUT_OPTION)
    .option('--statistics', 'count the findings of each rule, on stderr')
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings, 2 something cannot be read, or a share of --shard is missing.',
    )
    .action(async (files: string[], options: MergeOptions) => {
      const read = files.map(resultsIn);
      const missing = missingShards(
        read.map((results) => new Set(results.flatMap(({ shard }) => shard ?? []))),
      );
      if (missing !== undefined)
        throw new UsageError(
          `${files.join(', ')}: ${missing}. Name what each share of one run has written.`,
        );
      const results = joined(read.flat());
      await printResults(results, options);
      if (options.statistics) tellStatistics(results);
      process.exitCode = results.some((r) => r.errorCount > 0) ? 1 : 0;
    });
}

function resultsIn(file: string): Result[] {
  const what = 'Name what "driver-contract check -f json" has written.';
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}). ${what}`,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: is not JSON (${(error as Error).message}). ${what}`);
  }
  if (!isResults(data)) throw new UsageError(`${file}: holds no results. ${what}`);
  return data;
}

function isResults(data: unknown): data is Result[] {
  return (
    Array.isArray(data) &&
    data.every((one: unknown) => {
      const { filePath, messages } = (one ?? {}) as Partial<Result>;
      return (
        typeof filePath === 'string' &&
        Array.isArray(messages) &&
        messages.every(
          (m: unknown) =>
            typeof (m as Partial<Result['messages'][number]> | null)?.message === 'string',
        )
      );
    })
  );
}

/** One result a file, in the order of paths; what several say of one place is said once. */
function joined(results: readonly Result[]): Result[] {
  const byFile = new Map<string, Result>();
  for (const one of results) {
    const result = { ...one, shard: undefined };
    const { filePath, messages } = result;
    const before = byFile.get(filePath);
    const known = new Set(before?.messages.map((m) => JSON.stringify(m)));
    const all = [
      ...(before?.messages ?? []),
      ...messages.filter((m) => !known.has(JSON.stringify(m))),
    ].sort((a, b) => a.line - b.line || a.column - b.column);
    byFile.set(filePath, { ...result, messages: all, ...countsOf(all) });
  }
  return [...byFile.values()].sort((a, b) => (a.filePath < b.filePath ? -1 : 1));
}
