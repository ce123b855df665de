import { RULE_IDS } from '../analysis/findings.js';
import type { FindingKey } from '../analysis/finding-key.js';
import { count, textOf, type Counted } from './compare.js';

/** Raised when older versions of the command could not read the file. */
const VERSION = 1;

/** No method has as many equal findings. */
const MOST = 100_000;

/** A file that is no baseline. The message says what is wrong there, and where. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/** Findings as they are written: sorted, one a line, so that versions of the file can be merged. */
export function baselineText(keys: Iterable<FindingKey>): string {
  const entries = [...count(keys).values()]
    .sort((a, b) => compareTexts(sortText(a.key), sortText(b.key)))
    .map(({ key: { rule, file, method, chain }, count: times }) =>
      JSON.stringify({
        rule,
        file,
        method,
        ...(chain.length > 0 && { chain }),
        ...(times > 1 && { count: times }),
      }),
    );
  const list = entries.length === 0 ? '[]' : `[\n    ${entries.join(',\n    ')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}

function sortText({ file, rule, ...rest }: FindingKey): string {
  return `${file}\0${rule}\0${textOf({ file, rule, ...rest })}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Reads what {@link baselineText} writes.
 * @throws {BaselineError}
 */
export function parseBaseline(text: string): Counted {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new BaselineError(`is not JSON: ${(error as Error).message}`);
  }
  const { version, findings } = (isObject(data) ? data : {}) as {
    version?: unknown;
    findings?: unknown;
  };
  if (typeof version === 'number' && version > VERSION)
    throw new BaselineError(`is of version ${version}, and this command reads ${VERSION} only`);
  if (version !== VERSION || !Array.isArray(findings))
    throw new BaselineError(`lacks "version": ${VERSION} and a list "findings"`);
  return count(findings.flatMap((entry, i) => keysOf(entry, `"findings.${i}"`)));
}

function keysOf(entry: unknown, at: string): FindingKey[] {
  if (!isObject(entry)) throw new BaselineError(`${at} is no object`);
  const { rule, file, method, chain = [], count: times = 1 } = entry;
  for (const [name, value] of Object.entries({ rule, file, method }))
    if (typeof value !== 'string') throw new BaselineError(`${at} lacks a text "${name}"`);
  if (!RULE_IDS.some((id) => id === rule))
    throw new BaselineError(`${at} is of the rule ${String(rule)}, which there is none of`);
  if (!Array.isArray(chain) || chain.some((hop) => typeof hop !== 'string'))
    throw new BaselineError(`${at} has a "chain" that is no list of texts`);
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > MOST)
    throw new BaselineError(`${at} has a "count" that is no number from 1 to ${MOST}`);
  const key = { rule, file, method, chain } as unknown as FindingKey;
  return Array.from({ length: times }, () => key);
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
