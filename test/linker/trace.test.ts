import { describe, expect, it } from 'vitest';
import { Trace } from '../../src/linker/trace.js';
import { tree } from '../support/tree.js';

/** What a trace writes of one question, asked of a linker that was asked nothing yet. */
function traced(shown: readonly string[], text: string, called: string) {
  const lines: string[] = [];
  const made = tree({ 'a.ts': text });
  const trace = new Trace(new Set(shown), (line) => lines.push(line));
  const { calls } = made.analysis.linker.watchedBy(trace);
  for (let times = 0; times < 2; times++)
    calls.resolve(made.module('a.ts'), made.call('a.ts', called));
  const said = [...lines];
  lines.length = 0;
  trace.end();
  const rows = lines.map((line) => line.trim().split(/\s{2,}/u));
  return {
    said,
    columns: rows[0],
    row: (name: string) => rows.find(([query]) => query === name)?.slice(1, -1),
    lines,
  };
}

const CYCLE = `class A { go() {} }
function a(n) { if (n) return new A(); return b(n - 1); }
function b(n) { return a(n); }
a(1).go();
`;

describe('a trace', () => {
  it('says where a type of several parts is written', () => {
    const { said } = traced(
      ['typeOf'],
      `class A { go() {} }
class B { go() {} }
export function f(
  x: undefined | A | B,
) { x.go(); }
`,
      'go',
    );
    expect(said.at(-1)).toBe(
      'typeOf: the type `undefined | A | B` (/tree/a.ts:4) is that of A (/tree/a.ts:1), B (/tree/a.ts:2)',
    );
  });

  it('counts what was asked, worked out, cut, and kept until a cycle is done', () => {
    const { columns, row } = traced([], CYCLE, 'go');
    expect(columns).toEqual([
      'query',
      'asked',
      'computed',
      'cycles',
      'provisional',
      'too deep',
      'ms',
    ]);
    // The four calls of the file, and that of `go` once more, which is known by then.
    expect(row('resolve')?.slice(0, 2)).toEqual(['5', '4']);
    expect(Number(row('returned')?.[2])).toBeGreaterThan(0);
  });

  it.each([
    ['nothing unless it is asked to', [], []],
    [
      'the answers of a query, below one another as they were asked',
      ['returned'],
      [
        '    returned: what a (/tree/a.ts:2) returns is something unknown: it is defined by itself [cycle]',
        '  returned: what b (/tree/a.ts:3) returns is something unknown: it is defined by itself',
        'returned: what a (/tree/a.ts:2) returns is exactly A (/tree/a.ts:1), or something unknown: it is defined by itself',
      ],
    ],
    [
      'the answers of several',
      ['resolve', 'ancestry'],
      [
        'resolve: `b()` (/tree/a.ts:2) runs b (/tree/a.ts:3)',
        'ancestry: above A (/tree/a.ts:1) is nothing',
      ],
    ],
  ])('says %s', (_, shown, expected) => {
    const { said } = traced(shown, CYCLE, 'go');
    expect(said.map((line) => line.trimStart())).toEqual(
      expect.arrayContaining(expected.map((line) => line.trimStart())),
    );
    if (shown.length < 2) expect(said).toEqual(expected);
  });

  it('names the queries where one that was asked for is none', () => {
    expect(traced(['resolv'], CYCLE, 'go').lines.at(-1)).toMatch(
      /^DRIVER_CONTRACT_TRACE: no query `resolv` was asked\. Use 1, or some of ancestry, evaluate, .*resolve, returned/u,
    );
  });
});
