import type { Caller } from '../../../src/analysis/callers.js';
import type { Migration } from '../migration.js';

/** Why a call that passes on what its function is given lacks the argument. */
export function handsOnNone(
  { analysis }: Pick<Migration, 'analysis'>,
  { module, call }: Caller,
): string {
  return `passes on what it is given, which lacks the argument at ${analysis.place(module, call.span[0])}`;
}
