import type { RuleVisitor } from '@eslint/core';
import type {
  CustomRuleDefinitionType,
  CustomRuleTypeDefinitions,
  CustomRuleVisitorWithExit,
} from '@eslint/plugin-kit';
import type { PythonLanguageOptions } from './language.js';
import type { PythonNodeMap, PythonNodeType } from './node-types.js';
import type { PythonNode } from './nodes.js';
import type { PythonSourceCode } from './source-code.js';

type Listeners = { [Type in PythonNodeType]: (node: PythonNodeMap[Type]) => void };

/**
 * What a rule's `create` gives: functions by type of node, by `type:exit`, or by any other
 * selector.
 */
export interface PythonRuleVisitor
  extends RuleVisitor, Partial<CustomRuleVisitorWithExit<Listeners>> {}

/** A rule for Python files; `Options` may tell its options and message ids. */
export type PythonRuleDefinition<
  Options extends Partial<CustomRuleTypeDefinitions> = Record<never, never>,
> = CustomRuleDefinitionType<
  {
    LangOptions: PythonLanguageOptions;
    Code: PythonSourceCode;
    Visitor: PythonRuleVisitor;
    Node: PythonNode;
  },
  Options
>;
