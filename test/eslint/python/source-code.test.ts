import { describe, expect, it } from 'vitest';
import { pythonLanguage } from '../../../src/eslint/python/language.js';
import type { PythonNode, PythonNodeMap, PythonSourceCode } from '../../../src/entries/python.js';

function sourceCodeOf(text: string): PythonSourceCode {
  const bom = text.startsWith('\uFEFF');
  const file = { path: 'a.py', physicalPath: 'a.py', body: bom ? text.slice(1) : text, bom };
  const parsed = pythonLanguage.parse(file, { languageOptions: {} });
  if (!parsed.ok) throw new Error(parsed.errors[0].message);
  return pythonLanguage.createSourceCode(file, parsed, { languageOptions: {} });
}

/** The first node of a type. */
function first<Type extends keyof PythonNodeMap>(
  code: PythonSourceCode,
  type: Type,
): PythonNode<Type> {
  for (const { target, phase } of code.traverse())
    if (phase === 1 && (target as PythonNode).type === type) return target as PythonNode<Type>;
  throw new Error(`there is no ${type}`);
}

const TEXT = '# one\ndef f(a,  # two\n      b):\n    return a  # three\n';

describe('the source code', () => {
  it('has text, lines and the byte order mark apart', () => {
    const code = sourceCodeOf('\uFEFFx = 1\r\ny = "\u2028"\rz\n');
    expect(code.hasBOM).toBe(true);
    expect(code.text).toBe('x = 1\r\ny = "\u2028"\rz\n');
    expect(code.lines).toEqual(['x = 1', 'y = "\u2028"', 'z', '']);
  });

  it('gives the text of a node, and what stands around it', () => {
    const code = sourceCodeOf(TEXT);
    expect(code.getText(first(code, 'return_statement'))).toBe('return a');
    expect(code.getText(first(code, 'return_statement'), 4, 2)).toBe('    return a  ');
    expect(code.getText()).toBe(TEXT);
  });

  it('has comments, which are not in the tree', () => {
    const code = sourceCodeOf(TEXT);
    expect(code.comments.map((c) => [c.type, c.value, c.text, c.range[0], c.loc.start])).toEqual([
      ['comment', ' one', '# one', 0, { line: 1, column: 0 }],
      ['comment', ' two', '# two', 16, { line: 2, column: 10 }],
      ['comment', ' three', '# three', 46, { line: 4, column: 14 }],
    ]);
    expect(code.getCommentsInside(first(code, 'parameters')).map((c) => c.value)).toEqual([' two']);
    expect(code.getCommentsInside(first(code, 'block'))).toEqual([]);
    expect(code.getParent(code.comments[0])).toBeUndefined();
  });

  it('knows parents and ancestors', () => {
    const code = sourceCodeOf('f(x)\n');
    const list = first(code, 'argument_list');
    expect(code.getParent(list)).toBe(first(code, 'call'));
    expect(code.getAncestors(list).map((node) => node.type)).toEqual([
      'Program',
      'expression_statement',
      'call',
    ]);
  });

  it('walks in source order, in and out', () => {
    const steps = [...sourceCodeOf('@a\ndef f(): g\n').traverse()];
    expect(
      steps.map(({ target, phase }) => `${phase === 1 ? '' : '/'}${(target as PythonNode).type}`),
    ).toEqual(
      [
        [
          'Program',
          'decorated_definition',
          'decorator',
          'identifier',
          '/identifier',
          '/decorator',
          'function_definition',
        ],
        [
          'identifier',
          '/identifier',
          'parameters',
          '/parameters',
          'block',
          'expression_statement',
          'identifier',
          '/identifier',
        ],
        [
          '/expression_statement',
          '/block',
          '/function_definition',
          '/decorated_definition',
          '/Program',
        ],
      ].flat(),
    );
  });

  it.each(['', 'x', 'x\r\n\r\nyy\rz\n', 'x = "😀"'])(
    'turns offsets into places and back: %j',
    (text) => {
      const code = sourceCodeOf(text);
      for (let index = 0; index <= code.text.length; index++)
        expect(code.getIndexFromLoc(code.getLocFromIndex(index))).toBe(index);
    },
  );
});
