import { expect, it } from 'vitest';
import { namesUsed } from '../../../src/python/names.js';

it.each<[title: string, text: string, names: string[]]>([
  ['a base', 'class A(B): pass', ['B']],
  ['a base of a module', 'class A(m.B): pass', ['m', 'B']],
  ['a base with a type', 'class A(m.B[dict[str, C]]):\n  pass', ['m', 'B', 'dict', 'str', 'C']],
  ['behind type parameters', 'class A[T: X[int], *Ts](B[T]): pass', ['B', 'T']],
  ['behind type parameters on lines of their own', 'class A[\n  T,\n](\n  B,\n): pass', ['B']],
  ['an alias', 'A = m.B', ['m', 'B']],
  ['an alias with a type', 'A = m.B[str]', ['m', 'B']],
  ['a declared alias', 'A: TypeAlias = B', ['B']],
  ['a type statement', 'type A[T] = B[T]', ['B']],
  ['a call', 'A = B()', []],
])('what is inherited: %s', (_title, text, names) => {
  expect([...namesUsed(text, 'inherited')]).toEqual(names);
});
