import type { BlockFact, NameAt, StatementFact } from '../../src/facts/blocks.js';
import { functionNamed } from './facts.js';
import type { ModuleFacts } from '../../src/facts/types.js';

/** A function of a text by its name, as the facts have it; without a name the first. */
export function spanOfFunction(facts: ModuleFacts, name: string) {
  return functionNamed(facts, name).span;
}

/**
 * A block in short, a line a statement, indented as it nests: `body if r:a w:b m:c s:field`; what is
 * read, written, mutated, set on `this`, captured, awaited, chosen.
 */
export function showBlock(text: string, { statements }: BlockFact): string[] {
  const depth = (s: StatementFact): number =>
    s.parent === -1 ? 0 : 1 + depth(statements[s.parent]);
  const names = (mark: string, list: readonly NameAt[]) =>
    list.length > 0 ? [`${mark}:${list.map(({ name }) => name).join()}`] : [];
  return statements.map((s) =>
    [
      `${'  '.repeat(depth(s))}${s.branch} ${s.kind}`,
      ...names('r', s.reads),
      ...names('w', s.writes),
      ...names('m', s.mutates),
      ...names('s', s.selfWrites),
      ...names('c', s.captures),
      ...s.awaits.map((span) => `await[${text.slice(...span)}]`),
      ...s.choices.map(
        (c) => `${c.kind}[${[c.test, ...c.arms].map((span) => text.slice(...span)).join(' / ')}]`,
      ),
    ].join(' '),
  );
}
