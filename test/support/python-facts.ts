import type { ModuleFacts, Span } from '../../src/facts/types.js';
import { extractPython } from '../../src/python/extract.js';
import { write } from './facts.js';

export function pythonFacts(text: string, path = 'a.py'): ModuleFacts {
  return extractPython(path, text);
}

/** The calls in source order, with arguments by name: `self.client.map(volume, host=h)`. */
export function callsOf(facts: ModuleFacts): string[] {
  return [...facts.calls]
    .sort((a, b) => a.nameSpan[0] - b.nameSpan[0])
    .map(({ callee, args, keywords = [] }) => {
      const named = keywords.map((k) =>
        k.name === undefined ? `**${write(facts, k.value)}` : `${k.name}=${write(facts, k.value)}`,
      );
      return `${write(facts, callee)}(${[...args.map((a) => write(facts, a)), ...named].join(', ')})`;
    });
}

/** Where each read of a name leads: `name: module`, `name: f`, `name: comprehension`, `name: -`. */
export function readsOf(facts: ModuleFacts, name: string): string[] {
  const nameOf = (scope: number) => {
    const fn = facts.functions.find((f) => f.scope === scope && f.id !== 0);
    const cls = facts.classes.find((c) => c.scope === scope && c.kind === 'class');
    return scope === 0 ? 'module' : (fn?.name ?? (fn ? 'lambda' : (cls?.name ?? 'comprehension')));
  };
  const found = facts.bindings.flatMap((b) =>
    b.name === name
      ? b.uses.flatMap((u) => (u.reads ? [{ at: u.span[0], scope: nameOf(b.scope) }] : []))
      : [],
  );
  return found.sort((a, b) => a.at - b.at).map((f) => f.scope);
}

/** Every span of facts, wherever it stands. */
export function spansOf(value: unknown): Span[] {
  if (Array.isArray(value)) return value.flatMap(spansOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Span[] =>
    /span$/iu.test(key) && Array.isArray(inner) ? [inner as unknown as Span] : spansOf(inner),
  );
}
