import { afterEach, describe, expect, it, vi } from 'vitest';
import { UnreadableError } from '../../src/facts/language.js';
import * as limits from '../../src/facts/limits.js';
import { python } from '../../src/python/front-end.js';
import { withinBounds } from '../../src/workspace/bounds.js';
import { isPlainlyParsed, isCheckable, readFacts } from '../../src/workspace/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from '../support/table-host.js';

addLanguage(python);

vi.mock('../../src/facts/limits.js', { spy: true });

afterEach(() => {
  vi.mocked(limits.secondsFor).mockReset();
  vi.unstubAllEnvs();
});

const hurry = () => vi.mocked(limits.secondsFor).mockReturnValue(0.2);
const around = (open: string, n: number, close: string, inner = '') =>
  open.repeat(n) + inner + close.repeat(n);
const TOO_DEEP = 'nests deeper than it can be parsed';

/** A file whose arrows stand where the brackets of one that was broken off stood. */
const ARROWS = `f(${'((a) => a), '.repeat(400)}0); class A { /** @param {string} a */ createExport(a) {} }`;

describe('within bounds', () => {
  it('gives what is read', () => {
    expect(withinBounds('', () => withinBounds('', () => 7) + 1)).toBe(8);
  });

  it('breaks off what takes too long, also inside of another', () => {
    hurry();
    const forever = () => {
      for (;;);
    };
    expect(() => withinBounds('', () => withinBounds('', forever))).toThrow(
      new UnreadableError('was given up after 0.2 s of parsing'),
    );
    expect(withinBounds('', () => 7)).toBe(7);
  });

  it('says that the stack was not enough', () => {
    const down = (): number => down() + 1;
    expect(() => withinBounds('', down)).toThrow(new UnreadableError(TOO_DEEP));
  });

  it('hands other errors on', () => {
    const fail = () => {
      throw new RangeError('Invalid array length');
    };
    expect(() => withinBounds('', fail)).toThrow('Invalid array length');
  });

  it('gives a longer text more time', () => {
    const long = 'x'.repeat(1_000_000);
    expect([limits.secondsFor(''), limits.secondsFor(long)]).toEqual([5, 15]);
    vi.stubEnv('DRIVER_CONTRACT_PARSE_SECONDS', '1');
    expect([limits.secondsFor(''), limits.secondsFor(long)]).toEqual([1, 11]);
    vi.stubEnv('DRIVER_CONTRACT_PARSE_SECONDS', 'no number');
    expect(limits.secondsFor('')).toBe(5);
  });
});

describe('what a parser cannot get through', () => {
  it.each([
    ['a.ts', around('[', 5000, ']', '0')],
    ['a.ts', around('(', 5000, '')],
    ['a.ts', `type T = ${around('A<', 5000, '>', 'B')};`],
    ['a.js', around('f(() => ', 5000, ')', '0')],
    ['a.js', `/** @type {${around('{a: ', 5000, '}', 'b')}} */ let x;`],
  ])('is too deep, and the next file is read as ever: %s %#', (file, text) => {
    const before = readFacts(file, ARROWS);
    expect(() => readFacts(file, text)).toThrow(new UnreadableError(TOO_DEEP));
    expect(readFacts(file, ARROWS)).toEqual(before);
    expect([isCheckable(file, text), isCheckable(file, ARROWS)]).toEqual([false, true]);
  });

  it.each([
    ['a.ts', around('async(', 40, '')],
    ['a.js', around('async(', 40, '')],
    ['a.py', `pass\n${'\\\n'.repeat(30_000)}`],
  ])('is given up, and the next file is read as ever: %s', (file, text) => {
    const next = file.endsWith('.py')
      ? 'class A:\n    def create_export(self):\n        pass\n'
      : ARROWS;
    const before = readFacts(file, next);
    hurry();
    expect(() => readFacts(file, text)).toThrow(
      new UnreadableError('was given up after 0.2 s of parsing'),
    );
    vi.mocked(limits.secondsFor).mockReset();
    expect(readFacts(file, next)).toEqual(before);
  });

  it('is a syntax error where the compiler gets through it, and only another parser does not', () => {
    hurry();
    const { syntaxErrors, calls } = readFacts(
      'a.js',
      `createExport(1); ${around('f<a>(', 40, '')}`,
    );
    expect([syntaxErrors.length > 0, calls[0].name]).toEqual([true, 'createExport']);
  });

  it('is no plain text to write', () => {
    hurry();
    expect(() => isPlainlyParsed('a.ts', around('async(', 40, ''))).toThrow(UnreadableError);
  });

  it.each(['a.ts', 'a.js'])(
    'is missed by a workspace where it holds a word, or was asked for: %s',
    (file) => {
      const deep = around('[', 5000, ']');
      const workspace = new Workspace(
        '/tree',
        tableHost(
          new Map([
            [`/tree/${file}`, `createExport(); ${deep}`],
            [`/tree/b${file}`, deep],
            [`/tree/c${file}`, deep],
          ]),
        ),
      );
      expect(workspace.missed(['createExport'])).toEqual(new Map());
      expect([workspace.facts(`/tree/${file}`), workspace.facts(`/tree/b${file}`)]).toEqual([
        undefined,
        undefined,
      ]);
      const missed = new Map([
        [`/tree/${file}`, TOO_DEEP],
        [`/tree/b${file}`, TOO_DEEP],
      ]);
      expect(workspace.missed(['createExport'])).toEqual(missed);
      // It is not tried again.
      expect(workspace.facts(`/tree/b${file}`)).toBeUndefined();
      expect(workspace.parsed).toBe(2);
    },
  );
});

describe('what the type checker is given', () => {
  const call = '.b()';
  it.each([
    [true, `a${call.repeat(60)};`],
    [false, around('() => { return ', 500, '; }', '0')],
    [false, `a${call.repeat(150)};`],
    [true, `x = ${'a + '.repeat(3000)}a;`],
    [false, `x = ${'a ?? '.repeat(1000)}a;`],
    [false, `if (a) b(); ${'else if (a) b(); '.repeat(1000)}`],
    [false, around('({', 400, '')],
    [true, `${'f(a);\n'.repeat(5000)}`],
  ])('%s: %s', (expected, text) => {
    expect(isCheckable('a.ts', text)).toBe(expected);
  });
});

describe("Flow's parser is not asked for what is not Flow", () => {
  it.each([`const x = ${'('.repeat(40)};`, `const x = ${around('(a ? ', 14, ' : c)', 'b')} @@;`])(
    '%s',
    (text) => {
      expect(readFacts('a.js', text).syntaxErrors).not.toEqual([]);
    },
  );
});
