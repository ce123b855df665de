import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/eslint/python/module.js';
import { NODE_FIELDS } from '../../../src/eslint/python/node-types.js';
import type { PythonNode, PythonNodeMap } from '../../../src/entries/python.js';

/** The first node of a type. */
function first<Type extends keyof PythonNodeMap>(text: string, type: Type): PythonNode<Type> {
  const found = parseModule(text).nodes.find((node) => node.type === type);
  if (!found) throw new Error(`${text} has no ${type}`);
  return found as PythonNode<Type>;
}

/** A node in short: its type, its fields, its other children; a leaf by its text. */
function shape(node: PythonNode): string {
  const fields = Object.entries(NODE_FIELDS[node.type]).flatMap(([name, kind]): string[] => {
    const value = (node as unknown as Record<string, unknown>)[name];
    if (kind === 'node')
      return value === undefined ? [] : [`${name}=${shape(value as PythonNode)}`];
    if (kind === 'nodes') return (value as PythonNode[]).map((v) => `${name}[]=${shape(v)}`);
    return value === undefined || value === false ? [] : [`${name}=${JSON.stringify(value)}`];
  });
  const inner = [...fields, ...node.children.map(shape)];
  return inner.length === 0 ? `${node.type}:${node.text}` : `${node.type}(${inner.join(' ')})`;
}

describe('the tree', () => {
  it.each([
    [
      'def f(a, b=1, *c, **d) -> int: pass',
      'function_definition(body=block(pass_statement:pass) name=identifier:f parameters=parameters(identifier:a default_parameter(name=identifier:b value=integer:1) list_splat_pattern(identifier:c) dictionary_splat_pattern(identifier:d)) return_type=type(identifier:int))',
    ],
    [
      'async def f(self, *, a: int = 1): pass',
      'function_definition(body=block(pass_statement:pass) name=identifier:f parameters=parameters(identifier:self keyword_separator:* typed_default_parameter(name=identifier:a annotation=type(identifier:int) value=integer:1)) async=true)',
    ],
    [
      'a.b(c, d=e)',
      'expression_statement(call(arguments=argument_list(identifier:c keyword_argument(name=identifier:d value=identifier:e)) function=attribute(attribute=identifier:b object=identifier:a)))',
    ],
    [
      'x = a + 1 is not b',
      'expression_statement(assignment(left=identifier:x right=comparison_operator(operators=["is not"] binary_operator(left=identifier:a operator="+" right=integer:1) identifier:b)))',
    ],
    [
      'from .. import (a as b, c)',
      'import_from_statement(module_name=relative_import(import_prefix:..) name[]=aliased_import(alias=identifier:b name=dotted_name(identifier:a)) name[]=dotted_name(identifier:c))',
    ],
    [
      'with a as b: pass',
      'with_statement(body=block(pass_statement:pass) with_clause(with_item(value=as_pattern(alias=as_pattern_target(identifier:b) identifier:a))))',
    ],
    ['print >>f, x', 'print_statement(argument[]=identifier:x chevron(identifier:f))'],
    [
      'exec "a" in b',
      'exec_statement(code=string(string_start:" string_content:a string_end:") identifier:b)',
    ],
    ['type X = int', 'type_alias_statement(left=type(identifier:X) right=type(identifier:int))'],
    // What the grammar takes for type statements.
    [
      'type(x).y = z',
      'expression_statement(assignment(left=attribute(attribute=identifier:y object=call(arguments=argument_list(identifier:x) function=identifier:type)) right=identifier:z))',
    ],
    [
      'class A[T = int, U: (a, b) = list[T]](B): pass',
      'class_definition(body=block(pass_statement:pass) name=identifier:A superclasses=argument_list(identifier:B) type_parameters=type_parameter(type(identifier:T) type(constrained_type(type(identifier:U) type(tuple(identifier:a identifier:b))))))',
    ],
    [
      'type[k] = v',
      'expression_statement(assignment(left=subscript(subscript[]=identifier:k value=identifier:type) right=identifier:v))',
    ],
  ])('of %s', (text, expected) => {
    const { ast, error } = parseModule(text);
    expect(error).toBeUndefined();
    expect(ast.children.map(shape)).toEqual([expected]);
  });

  it('leads up to the root', () => {
    const { ast, nodes } = parseModule('f(x)\n');
    expect(nodes.map((n) => [n.type, n.parent?.type])).toEqual([
      ['Program', undefined],
      ['expression_statement', 'Program'],
      ['call', 'expression_statement'],
      ['identifier', 'call'],
      ['argument_list', 'call'],
      ['identifier', 'argument_list'],
    ]);
    expect(nodes[1].parent).toBe(ast);
  });

  it('has every node once', () => {
    const { ast, nodes } = parseModule(
      '@a\nclass B(C, d=E):\n    x: int = [y for y in z if y]\n    """\\n{}""" f"{a!r:>{w}}"\n',
    );
    const seen: PythonNode[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === 'object' && value !== null) {
        seen.push(value as PythonNode);
        for (const [name, inner] of Object.entries(value))
          if (name !== 'parent' && name !== 'range') walk(inner);
      }
    };
    walk(ast);
    expect(seen).toHaveLength(nodes.length);
    expect(new Set(seen)).toEqual(new Set(nodes));
  });

  it('takes nested code of any depth', () => {
    const { error, nodes } = parseModule(`x = ${'a + '.repeat(20_000)}b\n`);
    expect(error).toBeUndefined();
    expect(nodes.length).toBeGreaterThan(40_000);
  });
});

describe('places', () => {
  it('are UTF-16, lines from 1, columns from 0', () => {
    const { loc, range, text } = first('"😀𝒳"; x = 1\r\n\tfoo\n'.replace('\t', ''), 'assignment');
    expect({ loc, range, text }).toEqual({
      loc: { start: { line: 1, column: 8 }, end: { line: 1, column: 13 } },
      range: [8, 13],
      text: 'x = 1',
    });
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('count lines that end with %s', (_name, end) => {
    const text = ['def f():', '    x = """a', 'b"""', '    return x', ''].join(end);
    const { loc, text: found } = first(text, 'return_statement');
    expect(parseModule(text).error).toBeUndefined();
    expect(loc).toEqual({ start: { line: 4, column: 4 }, end: { line: 4, column: 12 } });
    expect(found).toBe('return x');
    expect(first(text, 'string').text).toBe(`"""a${end}b"""`);
  });

  it('count no line at U+2028, which ends none in Python', () => {
    expect(first('x = "\u2028"; f()\n', 'call').loc.start).toEqual({ line: 1, column: 9 });
  });

  it('of a block end with its last statement, not with the comments behind it', () => {
    const text = 'def f():\n    if a:\n        b  # c\n        # d\n    # e\n\n# f\ng()\n';
    expect(first(text, 'function_definition').text).toBe('def f():\n    if a:\n        b');
    expect(first(text, 'block').text).toBe('if a:\n        b');
    expect(parseModule(text).comments.map((c) => c.value)).toEqual([' c', ' d', ' e', ' f']);
  });

  it('of the root are those of the file', () => {
    for (const text of ['', '\n\n# only\n', '  \n', 'x = 1']) {
      const { ast } = parseModule(text);
      expect(ast.range).toEqual([0, text.length]);
      expect(ast.loc.start).toEqual({ line: 1, column: 0 });
    }
  });
});

describe('a syntax error', () => {
  it.each([
    ['x = (\n', 4, '`(` is never closed.'],
    ['x = 1\nf(a, b\ny = 2\n', 7, '`(` is never closed.'],
    ['def f():\n    x = {1: 2\n    return x\n\ndef g():\n    pass\n', 17, '`{` is never closed.'],
    ['def f(:\n    pass\n', 6, '`)` is missing.'],
    ['def f()\n    return 1\n', 0, 'This cannot be read as Python: `def f()`.'],
    ['x = 1\ny = = 2\n', 10, 'This cannot be read as Python: `=`.'],
    ['x = 1\nclass :\n    pass\n', 6, 'This cannot be read as Python: `class :`.'],
    ['x = 1\nreturn x, yield\n', 16, 'This cannot be read as Python: `yield`.'],
    ['def f[T = 1(x): pass\n', 5, '`[` is never closed.'],
    ['type(x).y = = 1\n', 12, 'This cannot be read as Python: `=`.'],
    ['x = 1\n$\n', 6, 'This cannot be read as Python: `$`.'],
    ['😀\n', 0, 'This cannot be read as Python: `😀`.'],
  ])('of %j', (text, at, message) => {
    expect(parseModule(text).error).toEqual({ at, message });
  });

  it.each([
    'print x, y',
    'raise E, "x"',
    'x = 0777L',
    'x = `y`',
    'exec code',
    'a <> b',
    'def f((a, b)): pass',
    'try:\n  pass\nexcept E, e:\n  pass',
  ])('is not what Python 2 wrote: %j', (text) => {
    expect(parseModule(`${text}\n`).error).toBeUndefined();
  });
});
