import { describe, expect, it } from 'vitest';
import { factsOf } from '../support/facts.js';
import { pythonFacts } from '../support/python-facts.js';

/** Texts of strings whose holes and values are not as many. */
function torn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { k, text, holes } = value as { k?: string; text?: string; holes?: unknown[] };
  const isTorn =
    k === 'string' &&
    (text?.split('\0').length !== (holes?.length ?? 0) + 1 || holes?.includes(undefined));
  return [...(isTorn ? [String(text)] : []), ...Object.values(value).flatMap(torn)];
}

/** A line for each way of writing the shapes, with each of the parts in each place. */
function lines(
  parts: readonly string[],
  shapes: readonly ((a: string, b: string, c: string) => string)[],
): string {
  return parts
    .flatMap((a) => parts.flatMap((b) => parts.flatMap((c) => shapes.map((s) => s(a, b, c)))))
    .map((text) => `x = ${text}\n`)
    .join('');
}

describe('every hole of a string has its value', () => {
  it('in Python', () => {
    const parts = [
      "'a'",
      'P',
      "'%s'",
      "'{}'",
      "'%(k)s'",
      "'%*d'",
      "f'{x:{y}}%s'",
      "'%('",
      "')s'",
      '(n, m)',
      "'\\0'",
    ];
    const text = lines(parts, [
      (a, b, c) => `(${a} + ${b}) % ${c}`,
      (a, b, c) => `(${a} + ${b}).format(${c})`,
      (a, b, c) => `(${a} % ${b}) % ${c}`,
      (a, b, c) => `${a}.format(${b}, k=m) + ${c}`,
      (a, b, c) => `(${a} + ${b} + ${c}).format(*n, **k)`,
    ]);
    expect(torn(pythonFacts(text))).toEqual([]);
  });

  it('in TypeScript', () => {
    const parts = [
      "'a'",
      'P',
      '`%s`',
      '`a${x}`',
      '`${x}${`${y}`}`',
      "'\\0'",
      '`\\0${x}`',
      '"\\u0000"',
    ];
    const text = lines(parts, [
      (a, b, c) => `${a} + ${b} + ${c}`,
      (a, b, c) => `${a} + (${b} + ${c})`,
      (a, b, c) => `\`\${${a}}\${${b}}-\` + ${c}`,
    ]);
    expect(torn(factsOf(text))).toEqual([]);
  });
});
