/** ESLint's file of findings that are put up with, by file and rule. */
export const SUPPRESSIONS_FILE = 'eslint-suppressions.json';

/** How many findings of a rule a file may have, by file and rule. */
export type Suppressions = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Reads ESLint's file.
 * @returns a text that says what is wrong, where it is none
 */
export function parseSuppressions(text: string): Suppressions | string {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  if (!isObject(data)) return 'is no object of files';
  const files = new Map<string, ReadonlyMap<string, number>>();
  for (const [file, byRule] of Object.entries(data)) {
    if (!isObject(byRule)) return `"${file}" is no object of rules`;
    const counts = new Map<string, number>();
    for (const [rule, entry] of Object.entries(byRule)) {
      const count = isObject(entry) ? entry.count : undefined;
      if (typeof count !== 'number') return `"${file}" has no "count" for ${rule}`;
      counts.set(rule, count);
    }
    files.set(file, counts);
  }
  return files;
}

/**
 * The rules whose findings in a file are put up with. ESLint counts: with one more than were put up
 * with, it reports them all.
 * @param found the rules of the findings
 */
export function suppressedRules(
  allowed: ReadonlyMap<string, number> | undefined,
  found: readonly string[],
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const rule of found) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return new Set(
    [...counts].flatMap(([rule, times]) => (times <= (allowed?.get(rule) ?? 0) ? [rule] : [])),
  );
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
