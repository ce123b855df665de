import { describe, expect, it } from 'vitest';
import { DEEPEST } from '../../src/facts/limits.js';
import type { Expr, ModuleFacts } from '../../src/facts/types.js';
import { python } from '../../src/python/front-end.js';
import { readFacts } from '../../src/workspace/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';

addLanguage(python);

const around = (open: string, n: number, close: string, inner: string) =>
  open.repeat(n) + inner + close.repeat(n);
const lines = (n: number, line: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => line(i)).join('');

/**
 * What is found of the call of `deepest`: how often, whether in the method, and what its argument
 * is.
 */
function deepest({ calls, functions, bindings }: ModuleFacts) {
  return calls
    .filter((c) => c.name === 'deepest')
    .map(({ fn, args: [value] }) => {
      let at = functions[fn];
      while (at.name !== 'createExport' && at.parent !== -1) at = functions[at.parent];
      return [
        at.name,
        value?.k === 'name' && value.binding !== -1 ? bindings[value.binding].kind : value?.k,
      ];
    });
}

/** How deep the values of facts nest. */
function depthOf(facts: ModuleFacts): number {
  let most = 0;
  const waiting: [unknown, number][] = [[facts, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    most = Math.max(most, depth);
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) waiting.push([inner, depth + 1]);
  }
  return most;
}

const CALL = 'deepest(volume)';
const method = (body: string) => `class Acme { createExport(context, volume) { ${body} } }`;

describe.each(['a.ts', 'a.js'])('what nests deeply is read to its bottom: %s', (file) => {
  it.each([
    ['operands of +', `x = a${' + a'.repeat(2000)} + ${CALL};`],
    ['operands of **', `x = ${'a ** '.repeat(300)}${CALL};`],
    ['operands of &&', `x = a${' && a'.repeat(2000)} && ${CALL};`],
    ['operands of ??', `x = a${' ?? a'.repeat(2000)} ?? ${CALL};`],
    ['operands of ,', `a${', a'.repeat(2000)}, ${CALL};`],
    ['assignments', `${'a = '.repeat(1000)}${CALL};`],
    ['conditions', `x = ${'a ? b : '.repeat(1500)}${CALL};`],
    ['conditions in parentheses', `x = ${around('(a ? ', 250, ' : c)', CALL)};`],
    ['parentheses', `x = ${around('(', 400, ')', CALL)};`],
    ['arrays', `x = ${around('[', 400, ']', CALL)};`],
    ['objects', `x = ${around('{a: ', 300, '}', CALL)};`],
    ['arguments', `x = ${around('f(', 400, ')', CALL)};`],
    ['arrows', `x = ${'() => '.repeat(500)}${CALL};`],
    ['arrows with bodies', `x = ${around('() => { return ', 250, '; }', CALL)};`],
    ['functions', `x = ${around('function () { return ', 250, '; }', CALL)};`],
    ['declarations', around('function f() { ', 250, ' }', `${CALL};`)],
    ['templates', `x = ${around('`${', 300, '}`', CALL)};`],
    ['prefixes', `x = ${'!'.repeat(1500)}${CALL};`],
    ['await', `x = async () => { ${'await '.repeat(1000)}${CALL}; };`],
    ['calls of members', `${CALL}${'.b()'.repeat(2000)};`],
    ['members', `${CALL}${'.b'.repeat(2000)};`],
    ['else if', `if (a) b(); ${'else if (a) b(); '.repeat(1000)} else ${CALL};`],
    [
      'else if that throws',
      `try { b(); } catch { if (a) throw a; ${'else if (a) throw b; '.repeat(1000)} else ${CALL}; }`,
    ],
    ['blocks', around('{ ', 400, ' }', `${CALL};`)],
    ['if', `${'if (a) '.repeat(1000)}${CALL};`],
    ['if with blocks', around('if (a) { ', 400, ' }', `${CALL};`)],
    ['loops', `${'for (;;) '.repeat(1000)}${CALL};`],
    ['try', around('try { ', 400, ' } finally {}', `${CALL};`)],
    ['switches', around('switch (a) { case 1: ', 300, ' }', `${CALL};`)],
    ['patterns', `const ${around('{a: ', 400, '}', `b = ${CALL}`)} = c;`],
    ['classes', around('class A { m() { ', 150, ' } }', `${CALL};`)],
    [
      'classes that extend one',
      `class A extends ${around('(class extends ', 200, ' {})', `f(${CALL})`)} {}`,
    ],
  ])('%s', (_, body) => {
    const facts = readFacts(file, method(body));
    expect(facts.syntaxErrors).toEqual([]);
    expect(deepest(facts)).toEqual([['createExport', 'param']]);
    expect(depthOf(facts)).toBeLessThan(3 * DEEPEST);
  });
});

// The compiler takes them, and complains only when it checks them.
it.each(['for (const of volumes) {}', 'for (let in volumes) {}', 'for (const ; ;) {}'])(
  'a loop that declares nothing: %s',
  (loop) => {
    expect(deepest(readFacts('a.ts', method(`${loop} ${CALL};`)))).toEqual([
      ['createExport', 'param'],
    ]);
  },
);

describe('types that nest deeply', () => {
  it.each([
    ['arrays', `A${'[]'.repeat(2000)}`],
    ['arguments', around('A<', 400, '>', 'B')],
    ['parentheses', around('(', 400, ')', 'B')],
    ['functions', `${'() => '.repeat(500)}B`],
    ['literals', around('{ a: ', 300, ' }', 'B')],
    ['members', `A${'["b"]'.repeat(2000)}`],
    ['conditions', `${'A extends B ? C : '.repeat(500)}D`],
    ['names', `A${'.B'.repeat(2000)}`],
  ])('%s', (_, type) => {
    const facts = readFacts('a.ts', method(`let x: ${type} = ${CALL};`));
    expect(deepest(facts)).toEqual([['createExport', 'param']]);
    expect(depthOf(facts)).toBeLessThan(3 * DEEPEST);
  });
});

describe('Python that nests deeply is read to its bottom', () => {
  const python = (statement: string) =>
    `class Acme:\n    def createExport(self, context, volume):\n        ${statement}\n`;
  it.each([
    ['operands of +', `x = a${' + a'.repeat(2000)} + ${CALL}`],
    ['parentheses', `x = ${around('(', 2000, ')', CALL)}`],
    ['lists', `x = ${around('[', 2000, ']', CALL)}`],
    ['dictionaries', `x = ${around('{1: ', 2000, '}', CALL)}`],
    ['lambdas', `x = ${'lambda: '.repeat(3000)}${CALL}`],
    [
      'elif',
      `if a:\n            b()\n${lines(2000, () => '        elif a:\n            b()\n')}        else:\n            ${CALL}`,
    ],
    ['calls of members', `${CALL}${'.b()'.repeat(2000)}`],
  ])('%s', (_, statement) => {
    const facts = readFacts('a.py', python(statement));
    expect(facts.syntaxErrors).toEqual([]);
    expect(deepest(facts)).toEqual([['createExport', 'param']]);
    expect(depthOf(facts)).toBeLessThan(3 * DEEPEST);
  });
});

describe('a long expression is worth what a short one is', () => {
  const valueOf = (code: string): Expr =>
    readFacts('a.ts', `const x = ${code};`).bindings[0].values[0];

  it('strings that are joined', () => {
    expect(valueOf(`'a'${" + b + 'c'".repeat(2000)}`)).toMatchObject({
      k: 'string',
      text: `a${'\0c'.repeat(2000)}`,
      holes: { length: 2000 },
    });
    expect(valueOf("a + b + 'c'")).toMatchObject({ text: '\0c', holes: [{ k: 'unknown' }] });
    expect(valueOf("'a' + (b + c)")).toMatchObject({ text: 'a\0', holes: [{ k: 'unknown' }] });
  });

  it('what stands instead', () => {
    const names = (code: string) => {
      const value = valueOf(code);
      return value.k === 'choice'
        ? value.items.map((e) => (e.k === 'name' ? e.name : e.k))
        : value.k;
    };
    expect(names('a ?? b || c ?? d')).toEqual(['a', 'b', 'c', 'd']);
    expect(names('a ? b : c ? d : e')).toEqual(['b', 'd', 'e']);
    expect(names('a ? b : (c ? d : e)')).toEqual(['b', 'choice']);
    expect(names('(a ?? b) ?? c')).toEqual(['choice', 'c']);
    expect(names('a && b ?? c')).toEqual(['b', 'c']);
    expect(names(`a${' ?? a'.repeat(2000)}`)).toHaveLength(2001);
  });
});
