import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import {
  languages,
  type PythonNode,
  type PythonRuleDefinition,
} from '../../../src/entries/python.js';

const TEXT = `import os

@synchronized
class Driver(Base):
    name: str = 'x'

    def create_export(self, context, volume, vg=None):
        if not volume:
            raise ValueError('no')
        return self.common.create_export(context, volume) or 1

    async def initialize_connection(self, volume, connector):
        with self.client.open() as api:
            api.map(volume['id'], *a, lun=-1)
`;

/** The texts of what a selector finds, cut at the line's end. */
function select(selector: string, text = TEXT): string[] {
  const found: string[] = [];
  const rule: PythonRuleDefinition = {
    create: () => ({ [selector]: (node: PythonNode) => found.push(node.text.split('\n')[0]) }),
  };
  const plugin = { languages, rules: { r: rule } };
  const config = {
    files: ['**/*.py'],
    plugins: { t: plugin },
    language: 't/python',
    rules: { 't/r': 'error' },
  } as unknown as Linter.Config;
  const messages = new Linter().verify(text, [config], 'a.py');
  expect(messages).toEqual([]);
  return found;
}

describe('selectors', () => {
  it.each([
    [
      'function_definition[name.text="create_export"] > parameters',
      ['(self, context, volume, vg=None)'],
    ],
    ['call > attribute', ['self.common.create_export', 'self.client.open', 'api.map']],
    [
      'call[function.type="attribute"][function.attribute.text=/^create_/]',
      ['self.common.create_export(context, volume)'],
    ],
    ['function_definition[async=true] > .name', ['initialize_connection']],
    ['function_definition > identifier.name', ['create_export', 'initialize_connection']],
    ['class_definition[superclasses] > block > function_definition:first-child', []],
    [
      'block > :first-child',
      [
        "name: str = 'x'",
        'if not volume:',
        "raise ValueError('no')",
        'with self.client.open() as api:',
        "api.map(volume['id'], *a, lun=-1)",
      ],
    ],
    ['parameters > :last-child', ['vg=None', 'connector']],
    ['parameters > identifier + default_parameter', ['vg=None']],
    ['if_statement ~ return_statement', ['return self.common.create_export(context, volume) or 1']],
    [
      'function_definition:has(call[function.text="api.map"])',
      ['async def initialize_connection(self, volume, connector):'],
    ],
    ['decorated_definition > decorator', ['@synchronized']],
    ['assignment[annotation]', ["name: str = 'x'"]],
    ['boolean_operator[operator="or"]', ['self.common.create_export(context, volume) or 1']],
    ['unary_operator[operator="-"] > integer', ['1']],
    ['keyword_argument[name.text="lun"] > .value', ['-1']],
    ['subscript > string.subscript', ["'id'"]],
    ['raise_statement:not(function_definition raise_statement)', []],
    [
      'function_definition:exit',
      [
        'def create_export(self, context, volume, vg=None):',
        'async def initialize_connection(self, volume, connector):',
      ],
    ],
  ])('%s', (selector, expected) => {
    expect(select(selector)).toEqual(expected);
  });

  it('find the root, which is called Program as everywhere', () => {
    expect(select('Program', 'x = 1\n')).toEqual(['x = 1']);
  });
});
