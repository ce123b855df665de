import type { ESLint, Linter } from 'eslint';
import { RULE_IDS } from '../analysis/findings.js';

export const NAMESPACE = 'driver-contract';

/** A configuration with all rules on, for some files. */
export function configOf(
  plugin: ESLint.Plugin,
  name: string,
  files: string[],
  more: Linter.Config = {},
): Linter.Config[] {
  const rules = Object.fromEntries(RULE_IDS.map((id) => [`${NAMESPACE}/${id}`, 'error' as const]));
  return [
    { name: `${NAMESPACE}/${name}`, files, plugins: { [NAMESPACE]: plugin }, rules, ...more },
  ];
}
