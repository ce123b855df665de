import type { ESLint } from 'eslint';
import { languages, type PythonNode, type PythonRuleDefinition } from '../../src/entries/python.js';

/** `print(x)` is reported and removed. */
const noPrint: PythonRuleDefinition<{ MessageIds: 'print' }> = {
  meta: { fixable: 'code', messages: { print: 'Use the log, not print.' } },
  create: (context) => ({
    expression_statement(node) {
      const [call] = node.children;
      if (
        call.type === 'call' &&
        call.function.type === 'identifier' &&
        call.function.text === 'print'
      )
        context.report({
          node: call.function,
          messageId: 'print',
          fix: (fixer) => fixer.replaceText(node, 'pass'),
        });
    },
  }),
};

/** A method's first parameter is `self`; another name is offered to be replaced. */
const selfFirst: PythonRuleDefinition<{ MessageIds: 'first' | 'rename' }> = {
  meta: {
    hasSuggestions: true,
    messages: { first: 'The first parameter is {{name}}.', rename: 'Call it self.' },
  },
  create: (context) => ({
    'class_definition > block > function_definition > parameters > identifier:first-child'(
      node: PythonNode<'identifier'>,
    ) {
      if (node.text === 'self') return;
      context.report({
        node,
        messageId: 'first',
        data: { name: node.text },
        suggest: [{ messageId: 'rename', fix: (fixer) => fixer.replaceText(node, 'self') }],
      });
    },
  }),
};

/** A plugin with rules as others would write them. */
export const house = {
  languages,
  rules: { 'no-print': noPrint, 'self-first': selfFirst },
} as unknown as ESLint.Plugin;
