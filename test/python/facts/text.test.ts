import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { python, type Generated } from '../../support/arbitrary-python.js';
import { functionNamed } from '../../support/facts.js';
import { callsOf, pythonFacts, spansOf } from '../../support/python-facts.js';

describe('text of any kind', () => {
  it.each<[title: string, text: string]>([
    ['empty', ''],
    ['blank', '\n \n\t\n'],
    ['a comment', '# a'],
    ['a byte order mark', '\uFEFFdef f(self):\n  g(a)\n'],
    ['CRLF', 'def f(self):\r\n  g(a)\r\n'],
    ['CR', 'def f(self):\r  g(a)\r'],
    ['tabs', 'def f(self):\n\tif a:\n\t\tg(a)\n'],
    ['form feeds', 'x = 1\n\fdef f(self):\n  g(a)\n'],
    ['no newline at the end', 'def f(self):\n  g(a)'],
    ['astral characters', "x = '😀😀'  # 😀\ndef f(self): g('😀', a)\n"],
    ['names beyond ASCII', 'def größe(é): ñ(é)\n'],
    ['continued lines', 'def f(self): \\\n  g(a, \\\n    b)\n'],
    ['line separators', "x = '\u2028'\ndef f(self): g(a)\n"],
  ])('%s', (_title, text) => {
    const facts = pythonFacts(text);
    expect(facts.syntaxErrors).toEqual([]);
    for (const call of facts.calls) expect(text.slice(...call.nameSpan)).toBe(call.name);
    for (const fn of facts.functions.slice(1)) expect(text.slice(...fn.nameSpan)).toBe(fn.name);
    for (const [start, end] of spansOf(facts))
      expect(0 <= start && start <= end && end <= text.length).toBe(true);
  });

  it('comments that direct ESLint', () => {
    const text =
      'x = 1  # eslint-disable-line\n# eslint-disable-next-line a/b -- why\ny = "# eslint-disable"\n"""\n# eslint-disable\n"""\n# other\n';
    expect(pythonFacts(text).directives.map((d) => d.text)).toEqual([
      ' eslint-disable-line',
      ' eslint-disable-next-line a/b -- why',
    ]);
  });

  it('facts are plain data', () => {
    const facts = pythonFacts(
      'class A(B):\n  def f(self, a=1):\n    return [x for x in self.g(a)]\n',
    );
    expect(JSON.parse(JSON.stringify(facts))).toEqual(
      JSON.parse(JSON.stringify(structuredClone(facts))),
    );
  });
});

describe('syntax errors', () => {
  it.each<[title: string, text: string, line: number, functions: string[], calls: string[]]>([
    ['a bracket that is not closed', 'def f():\n  a()\n\nx = g(\n', 4, ['f'], ['a()']],
    ['two operators', 'a()\nb = = c\nd()\n', 2, [], ['a()', 'd()']],
    ['a missing colon', 'def f(x)\n    g(x)\n\ndef h(): i()\nj()\n', 1, ['h'], ['i()', 'j()']],
    [
      'a stray bracket',
      'class A:\n  def f(self):\n    a()\n  )\n  def g(self):\n    b()\n',
      4,
      ['f', 'g'],
      ['a()', 'b()'],
    ],
    ['what is no Python', 'a()\n$ ? !\nb()\n', 2, [], ['a()', 'b()']],
    [
      'conflict marks',
      'a()\n<<<<<<< HEAD\nb()\n=======\nc()\n>>>>>>> x\nd()\n',
      2,
      [],
      ['a()', 'd()'],
    ],
  ])('%s', (_title, text, line, functions, calls) => {
    const facts = pythonFacts(text);
    const [error] = facts.syntaxErrors;
    expect(facts.lineStarts.findLastIndex((start) => start <= error.at) + 1).toBe(line);
    expect(error.message).toMatch(/\S/u);
    expect(facts.functions.flatMap((f) => f.name ?? [])).toEqual(expect.arrayContaining(functions));
    expect(callsOf(facts)).toEqual(expect.arrayContaining(calls));
  });

  it.each([
    [
      'Python 2',
      'print "a" % b\nprint >>f, x,\nexec "a"\nraise E, "a"\nx = 0777 + 10L\nif a <> b: pass\ntry: pass\nexcept E, e: pass\n',
    ],
    [
      'Python 3',
      'async def f():\n  async with a as b, c: pass\n  async for x in y: pass\n  return [z async for z in w]\nprint(f"{a=}", *b)\n',
    ],
    [
      'Python 3.10 to 3.13',
      'match a:\n  case {"b": [1, *_], **c} | None: pass\ntype X[T: int] = list[T]\ndef f[**P](): pass\ntry: pass\nexcept* E as e: pass\n',
    ],
    [
      'names that have become words',
      'print = 1\nexec = 2\nmatch = case = type = 3\nmatch.group(1)\ntype.x\n',
    ],
  ])('none in %s', (_title, text) => {
    expect(pythonFacts(text).syntaxErrors).toEqual([]);
  });
});

describe('size and depth', () => {
  const many = (n: number, part: string, between = '') => Array<string>(n).fill(part).join(between);
  it.each<[title: string, text: string, calls: number]>([
    ['a sum', `x = ${many(5000, 'a()', ' + ')}`, 5000],
    ['a disjunction', `x = ${many(5000, 'a()', ' or ')}`, 5000],
    ['brackets', `x = ${many(3000, '(')}a()${many(3000, ')')}`, 1],
    ['lists', `x = ${many(3000, '[')}a()${many(3000, ']')}`, 1],
    ['calls', `x = ${many(3000, 'a(')}${many(3000, ')')}`, 3000],
    ['a chain of calls', `x = a${many(3000, '.b()')}`, 3000],
    ['branches', `if a(): b()\n${many(2000, 'elif a(): b()\n')}`, 4002],
    ['dictionaries', `x = ${many(2000, '{1: ')}a()${many(2000, '}')}`, 1],
    ['lambdas', `x = ${many(2000, 'lambda: ')}a()`, 1],
    ['conditionals', `x = ${many(2000, 'a() if b() else ')}c()`, 4001],
    ['formats', `x = ${many(2000, '"%s" % ')}a()`, 1],
    ['a union of types', `x: ${many(3000, 'A', ' | ')} = a()`, 1],
    [
      'blocks',
      `${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if a():\n`).join('')}${' '.repeat(90)}b()\n`,
      91,
    ],
    ['10,000 lines', many(10_000, 'x = a(b)\n'), 10_000],
    ['an error and much besides', `x = ${many(5000, 'a', ' + ')}\n$ $ def ((:\n`, 0],
  ])('%s', (_title, text, calls) => {
    expect(pythonFacts(text).calls).toHaveLength(calls);
  });
});

describe('any Python', () => {
  it('gives the calls and functions that were written, in spans that lie in one another', () => {
    fc.assert(
      fc.property(python, ({ text, calls, functions }: Generated) => {
        const facts = pythonFacts(text);
        expect(facts.syntaxErrors).toEqual([]);
        expect(facts.calls.map((c) => c.name).sort()).toEqual([...calls].sort());
        expect(facts.functions.flatMap((f) => f.name ?? [])).toHaveLength(functions);
        for (const { span, nameSpan, argSpans, name } of facts.calls) {
          expect(text.slice(...nameSpan)).toBe(name);
          for (const inner of [nameSpan, ...argSpans])
            expect(span[0] <= inner[0] && inner[1] <= span[1]).toBe(true);
        }
        for (const { parent, span } of facts.functions.slice(1)) {
          const outer = facts.functions[parent].span;
          expect(outer[0] <= span[0] && span[1] <= outer[1]).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is read without a throw when it is cut or garbled', () => {
    fc.assert(
      fc.property(
        python,
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 3 }),
        ({ text }, a, b, put) => {
          const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
          const broken = text.slice(0, from) + put + text.slice(to);
          for (const [start, end] of spansOf(pythonFacts(broken)))
            expect(0 <= start && start <= end && end <= broken.length).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is found in its functions whatever stands around them', () => {
    const text = `class A:\n  def f(self):\n    pass\n\n  # between\n\n  def g(self):\n    pass\n`;
    expect(text.slice(...functionNamed(pythonFacts(text), 'f').span)).toBe(
      'def f(self):\n    pass',
    );
  });
});
