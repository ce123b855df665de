import { describe, expect, it } from 'vitest';

interface Mutant {
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

const { mutantsOf, changesCode } = (await import('../../bench/mutants/mutator.mjs' as string)) as {
  mutantsOf(file: string, text: string): Mutant[];
  changesCode(mutant: Mutant, original: string): boolean;
};

/** What each fault makes of a text, in which no other stands. */
function faults(text: string): string[] {
  return mutantsOf('a.ts', text).map((mutant) => mutant.text);
}

describe('faults', () => {
  it.each<[text: string, ...faults: string[]]>([
    ['f = a === b;', ';', 'f = a !== b;'],
    ['x(a < b)', ';', 'x(a <= b)', 'x(a >= b)'],
    ['const x = a && b;', 'const x = a || b;'],
    ['const x = a ?? b;', 'const x = a;', 'const x = b;'],
    ['const x = a ? b : c;', 'const x = a ? c : b;'],
    ['const x = !a;', 'const x = a;'],
    ['const x = a.filter(f);', 'const x = a;'],
    ['const x = a.some(f);', 'const x = a.every(f);'],
    ['const x = [...a, b];', 'const x = [b];', 'const x = [...a];'],
    ['const LIMIT = 400;', 'const LIMIT = 0;', 'const LIMIT = Infinity;'],
    ['const x = true;', 'const x = false;'],
    ['if (a) b;', 'if (!(a)) b;', 'if (a) ;'],
    ['for (;;) continue;', 'for (;;) ;'],
    ['function f() { return a; }', 'function f() { return undefined; }'],
    ['function f(): string[] { return a; }', 'function f(): string[] { return []; }'],
    [
      'function f() { return a.has(b); }',
      'function f() { return false; }',
      'function f() { return true; }',
    ],
    ['const f = (a) => a.b;', 'const f = (a) => undefined;'],
    ["const x = a + 'b';"],
    ["import { a } from 'b';\ntype A = 1 | true;\ninterface B { c: 400 }"],
    ['class A extends B { constructor() { super(); } }'],
  ])('of %s', (text, ...expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('have a place', () => {
    expect(mutantsOf('a.ts', '\n  go();')).toMatchObject([
      { line: 2, column: 3, kind: 'statement dropped', before: 'go();', after: ';' },
    ]);
  });

  it('count where the code that runs is another, and is code', () => {
    const changes = (before: string, after: string) =>
      changesCode({ text: after } as Mutant, before);
    expect(changes('const x = a && b;', 'const x = a || b;')).toBe(true);
    expect(changes('const x: A = a;', 'const x: B = a; // c')).toBe(false);
    expect(changes('const x = a ?? (b || c);', 'const x = a ?? b || c;')).toBe(false);
  });
});
