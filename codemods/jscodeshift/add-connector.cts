import path = require('node:path');
import planClient = require('./plan-client.cjs');
import type { PlanRequest } from './protocol.cjs';

/** What jscodeshift hands to a transform; nothing else of it is used. */
interface FileInfo {
  readonly path: string;
  readonly source: string;
}

interface Api {
  readonly report: (message: string) => void;
  readonly stats: (name: string, quantity?: number) => void;
}

type Options = Readonly<Record<string, unknown>>;

/**
 * The migration as a jscodeshift transform: `jscodeshift -t <this file> [--contract=FILE]
 * [--todo=true] [--propagate=true] <paths>`. What it returns is the file's own text with the
 * splices of the plan, not recast's print. CommonJS, so that jscodeshift loads it with and without
 * its Babel; the plan is made in a process of its own, out of Babel's reach, once for all workers.
 * @returns undefined where nothing changes
 * @throws where the plan cannot be made, or the file is not what was planned for: jscodeshift
 * counts it as an error
 */
async function transform(file: FileInfo, api: Api, options: Options): Promise<string | undefined> {
  const planned = await planClient.ask({ file: path.resolve(file.path), ...requestOf(options) });
  if (!planned) return undefined;
  for (const { line, column, name, status, reason } of planned.left)
    api.report(`${line}:${column} ${name} is ${status}: ${reason}`);
  for (const status of planned.statuses) api.stats(status);
  if (planned.after === undefined) return undefined;
  if (planned.before !== file.source)
    throw new Error(
      'it changed while jscodeshift was running, so the plan does not fit it any more. Run the transform again.',
    );
  return planned.after;
}

function requestOf(options: Options): Omit<PlanRequest, 'file'> {
  return {
    cwd: process.cwd(),
    parser: typeof options.parser === 'string' ? options.parser : 'babel',
    parserConfig: options.parserConfig,
    contract: textOption(options, 'contract'),
    todo: flagOption(options, 'todo'),
    propagate: flagOption(options, 'propagate'),
  };
}

function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`--${name} names a file: write --${name}=FILE.`);
}

/** jscodeshift takes the word behind an option that it does not know for its value. */
function flagOption(options: Options, name: string): boolean {
  const value = options[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw new Error(
    `--${name} takes no value but true or false: write --${name}=true, or jscodeshift takes the path behind it for its value.`,
  );
}

export = transform;
