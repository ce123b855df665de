import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parseModule } from '../../../src/eslint/python/module.js';
import type {
  PythonExpression,
  PythonNode,
  PythonNodeType,
  PythonRuleDefinition,
  PythonStatement,
} from '../../../src/entries/python.js';

interface Entry {
  readonly type: string;
  readonly named: boolean;
  readonly root?: boolean;
  readonly subtypes?: readonly { readonly type: string }[];
  readonly fields?: Readonly<
    Record<
      string,
      { readonly required: boolean; readonly multiple: boolean; readonly types: readonly Entry[] }
    >
  >;
  readonly children?: { readonly types: readonly Entry[] };
}

const GRAMMAR = (
  createRequire(import.meta.url)('tree-sitter-python/src/node-types.json') as Entry[]
).filter((e) => e.named);

describe('the types of nodes', () => {
  it('are those of the grammar', () => {
    const script = path.resolve('scripts/python-node-types.mjs');
    expect(() =>
      execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });

  it('narrow a node', () => {
    const node = parseModule('f(x)\n').ast.children[0] as PythonNode;
    if (node.type === 'expression_statement') {
      expectTypeOf(node).toEqualTypeOf<PythonNode<'expression_statement'>>();
      const [call] = node.children;
      if (call.type === 'call') expectTypeOf(call.function.type).toExtend<PythonNodeType>();
    }
    expectTypeOf<PythonNode<'binary_operator'>['operator']>().toExtend<string>();
    expectTypeOf<PythonNode<'class_definition'>['superclasses']>().toEqualTypeOf<
      PythonNode<'argument_list'> | undefined
    >();
    expectTypeOf<PythonNode<'Program'>['parent']>().toEqualTypeOf<undefined>();
    expectTypeOf<PythonNode<'call'>>().toExtend<PythonExpression>();
    expectTypeOf<PythonNode<'if_statement'>>().toExtend<PythonStatement>();
  });

  it('are known to the listeners of a rule', () => {
    const rule: PythonRuleDefinition<{ RuleOptions: [{ max: number }]; MessageIds: 'many' }> = {
      create: ({ options: [{ max }], report, sourceCode }) => ({
        parameters(node) {
          expectTypeOf(node).toEqualTypeOf<PythonNode<'parameters'>>();
          if (node.children.length > max)
            report({ node, messageId: 'many', data: { all: sourceCode.getText(node) } });
        },
        'class_definition:exit'(node) {
          expectTypeOf(node.name).toEqualTypeOf<PythonNode<'identifier'>>();
        },
      }),
    };
    expect(rule.meta).toBeUndefined();
  });
});

describe('a tree', () => {
  const byType = new Map(GRAMMAR.map((entry) => [entry.root ? 'Program' : entry.type, entry]));
  const expand = ({ type }: { readonly type: string }): string[] =>
    byType.get(type)?.subtypes?.flatMap(expand) ?? [type];

  it('holds what the types say, for one of every construct', () => {
    const { nodes, error } = parseModule(EVERYTHING);
    expect(error).toBeUndefined();
    for (const node of nodes) {
      const entry = byType.get(node.type);
      if (!entry) {
        expect(node.type).toBe('as_pattern_target');
        continue;
      }
      const fields = Object.entries(entry.fields ?? {});
      for (const [field, { required, multiple, types }] of [
        ...fields,
        [
          'children',
          { required: false, multiple: true, types: entry.children?.types ?? [] },
        ] as const,
      ]) {
        const value = (node as unknown as Record<string, unknown>)[
          field === 'type' ? 'annotation' : field
        ];
        const allowed = types.flatMap(expand);
        const place = `${node.type}.${field} of ${node.text}`;
        if (multiple) expect(Array.isArray(value), place).toBe(true);
        else if (required) expect(value, place).toBeDefined();
        for (const one of (multiple ? (value as unknown[]) : [value]).filter(
          (v) => v !== undefined,
        ))
          expect(allowed, place).toContain(
            typeof one === 'string' ? one : (one as PythonNode).type,
          );
      }
    }
    const missing = GRAMMAR.filter(
      (e) => !e.subtypes && !nodes.some((n) => n.type === (e.root ? 'Program' : e.type)),
    ).map((e) => e.type);
    expect(missing).toEqual(['comment', 'line_continuation']);
  });
});

const EVERYTHING = `
# a comment
from __future__ import annotations
import a.b as c, d
from . import x
from ..y import (z as w, v)
from m import *
print >>f, x
print x
exec 'code' in scope
assert a, b
del a, b
global g
nonlocal h
type Alias[T: int, *Ts] = list[T] | x.y
@decorator(a=1)
class A[T](B, metaclass=C):
    x: int = 0o7
    y: dict[str, list[int]]
    async def f(self, a, /, b: int, (c, d), e=1, *args, f: int = 2, **kw) -> x | None:
        """doc"""
        return await a.b(*args, **kw), (yield)
    def g(*, a):
        yield from x
        return
        pass
if a and not b or -c: pass
elif (d := e): pass
else: pass
for i, *j in k:
    break
else:
    continue
while True:
    raise E from e
else: pass
try:
    raise
except (A, B) as e: pass
except C, d: pass
else: pass
finally: pass
try: pass
except* D: pass
async with a as b, c() as (d, e.f): pass
match a, b:
    case {'k': [x, *_], **rest} if c: pass
    case A.B(1, k=2) | -1 | 1+2j | None: pass
    case (a, b) as c: pass
    case 'a' 'b': pass
    case True | False | 1.5: pass
    case {-1: x}: pass
x = y = {**a, 'b': c}
x += a @ b ** ~c // 2.0
x = [i async for i in a if b for j in c]
x = {i for i in a}, {i: j for i in a}, (i for i in a), {1, 2}
x = lambda a, b=1, *c, **d: a if b else c
x = f'{a!r:>{w}.{p}} {{}}' r'\\n' "\\n{}" b''
x = a[1:2, ::3], a[b], (a), ..., a < b is not c
x = not a
a, b = b, a
[a, b] = c
(a, b) = c
print(*a, *(b), [(*a), *(b)], (*a,))
def f(x: *Ts): pass
x: list[int].y = (yield)
x = a \\
    + b
`;
