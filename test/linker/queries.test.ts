import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Queries, type Query } from '../../src/linker/queries.js';

/** Nodes by number, with those that each asks. */
type Graph = readonly (readonly number[])[];

/** What a node reaches, itself among it, as queries of one engine. */
function reaching(graph: Graph) {
  const nodes = graph.map((asks, id) => ({ id, asks }));
  const queries = new Queries();
  let computed = 0;
  const reached: Query<(typeof nodes)[number], string[]> = queries.query({
    name: 'node',
    subject: (node) => node,
    key: () => '',
    compute: ({ id, asks }) => {
      computed++;
      return [...new Set([`${id}`, ...asks.flatMap((a) => reached(nodes[a]))])].sort();
    },
    onCycle: () => [],
  });
  return { ask: (id: number) => reached(nodes[id]), count: () => computed };
}

const graphs = fc
  .integer({ min: 1, max: 7 })
  .chain((n) =>
    fc.array(fc.array(fc.nat({ max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }),
  );

describe('queries', () => {
  it('give each question of a cycle what it would give if it were asked first', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat({ max: 6 }), { maxLength: 12 }), (graph, order) => {
        const { ask } = reaching(graph);
        for (const id of order.map((o) => o % graph.length))
          expect(ask(id)).toEqual(reaching(graph).ask(id));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('work out once what stands in no cycle', () => {
    const { ask, count } = reaching([[1, 2], [3], [3], []]);
    expect([0, 1, 2, 3, 0].map(ask).at(-1)).toEqual(['0', '1', '2', '3']);
    expect(count()).toBe(4);
  });

  it('forget what was found before one failed', () => {
    const queries = new Queries();
    let fails = true;
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const asked: Query<{ name: string }, string> = queries.query({
      name: 'node',
      subject: (node) => node,
      key: () => '',
      compute: (node) => {
        if (node === b) return `b of ${asked(a)}`;
        const inner = asked(b);
        if (fails) throw new Error('no more stack');
        return `a of ${inner}`;
      },
      onCycle: ({ name }) => `(${name})`,
    });
    expect(() => asked(a)).toThrow('no more stack');
    fails = false;
    expect(asked(b)).toBe('b of a of (b)');
    expect(asked(a)).toBe('a of b of (a)');
  });

  it('end where one leads on and on', () => {
    const queries = new Queries();
    const nodes = Array.from({ length: 200 }, (_, id) => ({ id }));
    const length: Query<{ id: number }, number> = queries.query({
      name: 'node',
      subject: (node) => node,
      key: () => '',
      compute: ({ id }) => 1 + length(nodes[id + 1]),
      onTooDeep: () => 0,
    });
    expect(length(nodes[0])).toBe(81);
  });

  it('answer in the lower stratum what is told there, whoever asks', () => {
    const queries = new Queries();
    const node = {};
    const rules = { name: 'node', subject: () => node, key: () => '' };
    const where = queries.query<undefined, string>({ ...rules, compute: () => queries.stratum });
    const lower = queries.query<undefined, string>({
      ...rules,
      isLower: true,
      compute: () => where(undefined),
    });
    expect([lower(undefined), where(undefined), lower(undefined)]).toEqual([
      'lower',
      'upper',
      'lower',
    ]);
    expect(queries.stratum).toBe('upper');
  });
});
