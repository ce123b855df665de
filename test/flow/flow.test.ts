import { describe, expect, it } from 'vitest';
import { Flow } from '../../src/flow/flow.js';
import { blockOfPython } from '../../src/python/blocks.js';
import { extractPython } from '../../src/python/extract.js';
import { extractBlock } from '../../src/typescript/blocks.js';
import { compiler } from '../../src/typescript/compiler.js';
import { extractFacts } from '../../src/typescript/extract.js';
import { spanOfFunction } from '../support/blocks.js';

/** The function `go` of a text; calls of `die` never return. */
function flowOf(text: string, language: 'py' | 'ts'): Flow {
  const facts =
    language === 'py' ? extractPython('a.py', text) : extractFacts(compiler(), 'a.ts', text);
  const span = spanOfFunction(facts, 'go');
  const block =
    language === 'py' ? blockOfPython(text, span) : extractBlock(compiler(), 'a.ts', text, span);
  if (!block) throw new Error('no block');
  return new Flow(facts, block, (call) => call.name === 'die');
}

/** `x@5: 2 3~`: what is read in a line, and the lines its value may come from; `~` changes it. */
function definitions(text: string, language: 'py' | 'ts'): string[] {
  const flow = flowOf(text, language);
  const line = (at: number) => text.slice(0, at).split('\n').length;
  return flow.statements.flatMap(({ id, head }) =>
    [...flow.reads(id)].flatMap(([binding, { name }]) => {
      const defs = flow.definitions(id, binding);
      const from = defs.map((d) => `${line(flow.statements[d.at].head[0])}${d.weak ? '~' : ''}`);
      return from.length > 0 ? [`${name}@${line(head[0])}: ${from.join(' ')}`] : [];
    }),
  );
}

describe('what a value may come from', () => {
  it.each<[title: string, text: string, lines: string[]]>([
    ['the last before it', 'def go():\n  x = 1\n  x = 2\n  a(x)', ['x@4: 3']],
    ['either branch', 'def go(c):\n  x = 1\n  if c:\n    x = 2\n  a(x)', ['x@5: 2 4']],
    ['both branches', 'def go(c):\n  if c:\n    x = 1\n  else:\n    x = 2\n  a(x)', ['x@6: 3 5']],
    [
      'not one that left',
      'def go(c):\n  x = 1\n  if c:\n    x = 2\n    raise E\n  a(x)',
      ['x@6: 2'],
    ],
    [
      'not one that never returns',
      'def go(c):\n  x = 1\n  if c:\n    x = 2\n    die()\n  a(x)',
      ['x@6: 2'],
    ],
    ['the round before', 'def go(c):\n  x = 1\n  for i in c:\n    a(x)\n    x = 2', ['x@4: 2 5']],
    [
      'a loop that was left',
      'def go(c):\n  x = 1\n  for i in c:\n    x = 2\n    break\n  a(x)',
      ['x@6: 2 4'],
    ],
    [
      'anything that was tried',
      'def go():\n  x = 1\n  try:\n    x = 2\n    b()\n  except E:\n    a(x)\n  c(x)',
      ['x@7: 2 4', 'x@8: 2 4'],
    ],
    ['what was changed', 'def go():\n  x = []\n  x.append(1)\n  a(x)', ['x@3: 2', 'x@4: 2 3~']],
    [
      'a function that runs here',
      'def go():\n  x = 1\n  def f():\n    nonlocal x\n    x = 2\n  f()\n  a(x)',
      ['f@6: 3', 'x@7: 2 5'],
    ],
    [
      'behind finally',
      'def go():\n  x = 1\n  try:\n    b()\n  finally:\n    x = 2\n  a(x)',
      ['x@7: 6'],
    ],
  ])('%s', (_title, text, lines) => {
    expect(definitions(text, 'py')).toEqual(lines);
  });

  it.each<[title: string, text: string, lines: string[]]>([
    [
      'a closure',
      'function go(v) {\n let x;\n lock(() => {\n  x = map(v);\n });\n return x;\n}',
      ['x@6: 2 4'],
    ],
    [
      'a case that falls through',
      'function go(v) {\n let x = 0;\n switch (v) {\n case 1:\n  x = 1;\n case 2:\n  a(x);\n  break;\n default:\n  x = 3;\n }\n return x;\n}',
      ['x@7: 2 5', 'x@12: 2 5 10'],
    ],
    [
      'its own scope',
      'function go(v) {\n const x = 1;\n {\n  const x = 2;\n  a(x);\n }\n return x;\n}',
      ['x@5: 4', 'x@7: 2'],
    ],
  ])('%s', (_title, text, lines) => {
    expect(definitions(text, 'ts')).toEqual(lines);
  });
});

describe('what decides whether a statement runs', () => {
  it.each<[title: string, text: string, lines: number[], raises: boolean[]]>([
    ['a branch', 'def go(c):\n  if c:\n    a()', [2], [false]],
    ['a guard before it', 'def go(c):\n  if c:\n    raise E\n  a()', [2], [true]],
    ['a guard that returns', 'def go(c):\n  if c:\n    return 1\n  a()', [2], [false]],
    ['a guard that never returns', 'def go(c):\n  if c:\n    die()\n  a()', [2], [true]],
    ['no guard that goes on', 'def go(c):\n  if c:\n    b()\n  a()', [], []],
    ['no function that returns', 'def go(c):\n  def f():\n    return 1\n  a()', [], []],
    [
      'no loop that is left inside',
      'def go(c):\n  for x in c:\n    if x:\n      break\n  a()',
      [],
      [],
    ],
    [
      'a continue before it',
      'def go(c):\n  for x in c:\n    if x:\n      continue\n    a()',
      [2, 3],
      [false, false],
    ],
  ])('%s', (_title, text, lines, raises) => {
    const flow = flowOf(text, 'py');
    const call = flow.module.calls.find((c) => c.name === 'a');
    const at = call && flow.statementOf(call);
    if (!at) throw new Error('no call');
    const found = flow.controls(at);
    expect(found.map((s) => text.slice(0, s.span[0]).split('\n').length)).toEqual(lines);
    expect(found.map((s) => flow.onlyRaises(s))).toEqual(raises);
  });
});
