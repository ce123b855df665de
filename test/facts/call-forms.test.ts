import { describe, expect, it } from 'vitest';
import { callsAround } from '../../src/facts/call-forms.js';
import { tree } from '../support/tree.js';

describe('the calls around a place', () => {
  it.each([
    ['f(g(h(1, X)))', ['h', 'g', 'f']],
    ['f(a(), X, b())', ['f']],
    ['f(a)(1, X)', [undefined]],
    ['f(a(1, X).b(c))', ['a', 'f']],
    ['a(); X; b()', []],
    ['f(() => { g(1); X; h(2); })', ['f']],
    ['new A(1, X)', ['A']],
    ['f(g(), ...X)', ['f']],
  ])('%s: the innermost first', (text, expected) => {
    const made = tree({ 'a.ts': text });
    const at = text.indexOf('X');
    expect(callsAround(made.module('a.ts'), [at, at + 1]).map(({ call }) => call.name)).toEqual(
      expected,
    );
  });

  it('leaves out those whose own list it is', () => {
    const made = tree({ 'a.ts': 'f(g(X))' });
    const list = made.call('a.ts', 'g').argsSpan ?? [0, 0];
    expect(callsAround(made.module('a.ts'), list).map(({ call }) => call.name)).toEqual(['f']);
  });
});
