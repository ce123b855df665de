import { describe, expect, it } from 'vitest';
import type { ModuleFacts } from '../../src/facts/types.js';
import { factsOf } from '../support/facts.js';
import { pythonFacts } from '../support/python-facts.js';

/** The names that are read, `?` behind those that are asked about. */
function reads({ bindings, references }: ModuleFacts): string[] {
  const names = bindings.flatMap(({ name, uses }) =>
    uses.flatMap((u) => (u.reads ? [{ at: u.span[0], name, asked: u.asked }] : [])),
  );
  const members = references.map(({ name, nameSpan, asked }) => ({ at: nameSpan[0], name, asked }));
  return [...names, ...members]
    .sort((a, b) => a.at - b.at)
    .map(({ name, asked }) => `${name}${asked ? '?' : ''}`);
}

describe('what is asked about, in TypeScript', () => {
  it.each([
    ['if (!a) throw b;', ['a?', 'b']],
    ['if (a) b; else if (c) a;', ['a?', 'b', 'c?', 'a']],
    ['while (a.b) b;', ['a?', 'b?', 'b']],
    ['do { b; } while (a)', ['b', 'a?']],
    ['a ? b : c;', ['a?', 'b', 'c']],
    ['a ? b : c ? a : b;', ['a?', 'b', 'c?', 'a', 'b']],
    ['a && b;', ['a?', 'b']],
    ['a && b && c;', ['a?', 'b?', 'c']],
    ['a || b;', ['a', 'b']],
    ['(a || b) && c;', ['a?', 'b?', 'c']],
    ['a && (b || c);', ['a?', 'b', 'c']],
    ['a ?? b;', ['a', 'b']],
    ['assert(a, b); c;', ['a?', 'b?', 'c']],
    ['console.assert(a); f(b);', ['a?', 'b']],
    ['switch (a) { case b: c }', ['a', 'b', 'c']],
    ['"if (" + a; /* if ( */ b;', ['a', 'b']],
  ])('%s', (text, expected) => {
    expect(reads(factsOf(`let a, b, c; ${text}`))).toEqual(expected);
  });
});

describe('what is asked about, in Python', () => {
  it.each([
    ['if not a: b\n', ['a?', 'b']],
    ['if a: b\nelif c: a\n', ['a?', 'b', 'c?', 'a']],
    ['while a.b: b\n', ['a?', 'b?', 'b']],
    ['b if a else c\n', ['b', 'a?', 'c']],
    ['a and b\n', ['a?', 'b']],
    ['a and b and c\n', ['a?', 'b?', 'c']],
    ['a or b\n', ['a', 'b']],
    ['assert a, b\n', ['a?', 'b']],
    ['[a for x in b if c]\n', ['a', 'b', 'c']],
    ['for x in a: b\n', ['a', 'b']],
  ])('%s', (text, expected) => {
    expect(reads(pythonFacts(`a = b = c = None\n${text}`))).toEqual(expected);
  });
});

describe('what something is read from', () => {
  const readFrom = ({ references }: ModuleFacts) =>
    references.filter((r) => r.readFrom).map((r) => r.name);

  it.each([
    ['driver.m.mock.calls;', ['m', 'mock']],
    ["driver['m'].mock;", ['m']],
    ['driver.m?.mock;', ['m']],
    ['driver.m!.mock;', ['m']],
    ['driver.m.bind(driver);', ['m']],
    ['driver.m[0];', ['m']],
    ['retry(driver.m);', []],
    ['driver.m !== other;', []],
    ['const { m } = driver;', []],
  ])('TypeScript: %s', (text, expected) => {
    expect(readFrom(factsOf(`let driver, other; ${text}`)).sort()).toEqual(expected);
  });

  it.each([
    ['driver.m.call_args\n', ['m']],
    ['driver.m.mock_calls[0]\n', ['m', 'mock_calls']],
    ['driver.m.assert_called()\n', ['m']],
    ['retry(driver.m)\n', []],
    ["getattr(driver, 'm').call_args\n", []],
  ])('Python: %s', (text, expected) => {
    expect(readFrom(pythonFacts(text)).sort()).toEqual(expected);
  });
});
