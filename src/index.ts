import type { ESLint, Linter } from 'eslint';
import { rules } from '../rules/index.js';
import { RULE_IDS } from './analysis/findings.js';
import { packageVersion } from './package.js';

export type { Contract } from './contract/types.js';
export type { DriverContractSettings } from './eslint/session.js';
export { volumeDriverContract } from './contract/volume-driver.js';

const NAME = 'eslint-plugin-driver-contract';
const NAMESPACE = 'driver-contract';
const FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/** The ESLint plugin. `configs.recommended` needs no type information: it looks across files by itself. */
const plugin = {
  meta: { name: NAME, version: packageVersion, namespace: NAMESPACE },
  rules,
  configs: {} as Record<'recommended' | 'recommended-type-checked', Linter.Config[]>,
} satisfies ESLint.Plugin;

function config(name: string, settings?: Record<string, unknown>): Linter.Config[] {
  const enabled = Object.fromEntries(RULE_IDS.map((id) => [`${NAMESPACE}/${id}`, 'error' as const]));
  return [{ name: `${NAMESPACE}/${name}`, files: FILES, plugins: { [NAMESPACE]: plugin }, rules: enabled, ...(settings && { settings }) }];
}

Object.assign(plugin.configs, {
  recommended: config('recommended'),
  'recommended-type-checked': config('recommended-type-checked', { [NAMESPACE]: { types: true } }),
});

export const { configs, meta } = plugin;
export { rules };
export default plugin;
