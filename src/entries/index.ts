import type { ESLint, Linter } from 'eslint';
import { rules } from '../../rules/index.js';
import { configOf, NAMESPACE } from '../eslint/configs.js';
import { packageVersion } from '../package.js';

export type { Contract } from '../contract/types.js';
export type { DriverContractSettings } from '../eslint/session.js';
export { volumeDriverContract } from '../contract/volume-driver.js';

const NAME = 'eslint-plugin-driver-contract';
const FILES = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

/**
 * The ESLint plugin. `configs.recommended` needs no type information: it looks across files by
 * itself.
 */
const plugin = {
  meta: { name: NAME, version: packageVersion, namespace: NAMESPACE },
  rules,
  configs: {} as Record<'recommended' | 'recommended-type-checked', Linter.Config[]>,
} satisfies ESLint.Plugin;

Object.assign(plugin.configs, {
  recommended: configOf(plugin, 'recommended', FILES),
  'recommended-type-checked': configOf(plugin, 'recommended-type-checked', FILES, {
    settings: { [NAMESPACE]: { types: true } },
  }),
});

export const { configs, meta } = plugin;
export { rules };
export default plugin;
