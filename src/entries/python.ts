import type { ESLint, Linter } from 'eslint';
import { configOf, NAMESPACE } from '../eslint/configs.js';
import main from './index.js';
import { python as frontEnd } from '../python/front-end.js';
import { pythonLanguage } from '../eslint/python/language.js';
import { addLanguage } from '../workspace/languages.js';

export type { PythonLanguageOptions } from '../eslint/python/language.js';
export type {
  PythonExpression,
  PythonNodeMap,
  PythonNodeType,
  PythonParameter,
  PythonStatement,
} from '../eslint/python/node-types.js';
export type { PythonComment, PythonNode } from '../eslint/python/nodes.js';
export type { PythonRuleDefinition, PythonRuleVisitor } from '../eslint/python/rule-types.js';
export type { PythonSourceCode } from '../eslint/python/source-code.js';

addLanguage(frontEnd);

const languages = {
  python: pythonLanguage as unknown as NonNullable<ESLint.Plugin['languages']>[string],
};
const python: Linter.Config[] = configOf(main, 'python', ['**/*.py'], {
  language: `${NAMESPACE}/python`,
});

/**
 * The same plugin as that of the main entry, which now knows Python: ESLint takes one plugin of a
 * name, so both entries may be used in one configuration.
 */
const plugin = Object.assign(main, { languages, configs: Object.assign(main.configs, { python }) });

export const { configs, meta, rules } = plugin;
export { languages };
export default plugin;
