import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context, Value, Values } from '../../src/linker/values.js';
import { cyclicProgram } from '../support/trees/cyclic-program.js';
import { tree, type Tree } from '../support/tree.js';

/**
 * A question, with its answer in words that do not depend on the order in which contexts were made.
 */
type Question = readonly [asked: string, answer: (made: Tree) => unknown];

function value(v: Value): string {
  switch (v.k) {
    case 'instance':
      return `${v.exact ? '=' : '<'}${v.cls.fact.id}${v.cls.env ? `@${context(v.cls.env)}` : ''}`;
    case 'class':
      return `class ${v.cls.fact.id}${v.cls.env ? `@${context(v.cls.env)}` : ''}`;
    case 'function':
      return `function ${v.fact.id}${v.self ? `^${value(v.self)}` : ''}${v.env ? `@${context(v.env)}` : ''}`;
    case 'collection':
      return `[${v.items.map(value).sort().join()}]`;
    case 'string':
      return v.text;
    case 'module':
      return 'module';
    default:
      return `${v.k} ${v.name}`;
  }
}

function context({ fact, self, args, parent }: Context): string {
  const given = args.map((a) => a?.items.map(value).sort().join('|') ?? '').join();
  return `${fact.id}${self ? `^${value(self)}` : ''}(${given})${parent ? `@${context(parent)}` : ''}`;
}

const values = ({ items, why }: Values) => `${items.map(value).sort().join()} ${why ?? ''}`;

function questionsOf(made: Tree): Question[] {
  const module = made.module('a.ts');
  const linkerOf = (m: Tree) => m.analysis.linker;
  const classes = module.classes.filter((c) => c.fn === 0 && c.kind !== 'module');
  return [
    ...module.functions
      .filter((f) => f.kind === 'function')
      .map((f): Question => [
        `what ${f.name ?? ''} returns`,
        (m) =>
          values(
            linkerOf(m).calls.returned(
              linkerOf(m).context({
                k: 'function',
                module: m.module('a.ts'),
                fact: m.module('a.ts').functions[f.id],
              }),
            ),
          ),
      ]),
    ...module.calls.map((c): Question => [
      `what call ${c.id} runs`,
      (m) => {
        const found = linkerOf(m).calls.resolve(m.module('a.ts'), m.module('a.ts').calls[c.id]);
        return [found.targets.map(context).sort(), found.signatures.map(value).sort(), found.why];
      },
    ]),
    ...classes.flatMap((c): Question[] => {
      const ref = (m: Tree) => linkerOf(m).classRef(m.module('a.ts'), c.id);
      const { hierarchy } = { hierarchy: (m: Tree) => linkerOf(m).hierarchy };
      return [
        [
          `what is above ${c.name ?? c.id}`,
          (m) => [
            hierarchy(m)
              .ancestry(ref(m))
              .mro.map((l) => l.fact.id),
            [...hierarchy(m).ancestry(ref(m)).interfaces].map((l) => l.fact.id).sort(),
          ],
        ],
        [
          `what is below ${c.name ?? c.id}`,
          (m) =>
            hierarchy(m)
              .descendants(ref(m))
              .map((l) => l.fact.id)
              .sort(),
        ],
        [
          `what overrides ${c.name ?? c.id}.go`,
          (m) =>
            hierarchy(m)
              .overriders(ref(m), 'go')
              .map((o) => o.self.fact.id)
              .sort(),
        ],
      ];
    }),
  ];
}

const RUNS = Number(process.env.FC_RUNS ?? 60);
const SEED = process.env.FC_SEED === undefined ? 11 : Number(process.env.FC_SEED);

describe('an answer of the linker', () => {
  it('is the same whatever was asked before', () => {
    fc.assert(
      fc.property(
        cyclicProgram,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (text, order) => {
          const first = tree({ 'a.ts': text });
          const questions = questionsOf(first);
          const shuffled = questions
            .map((q) => [order.next().value, q] as const)
            .sort(([a], [b]) => a - b);
          const before = new Map(questions.map(([asked, answer]) => [asked, answer(first)]));
          const second = tree({ 'a.ts': text });
          for (const [, [asked, answer]] of shuffled)
            expect({ [asked]: answer(second) }).toEqual({ [asked]: before.get(asked) });
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
