import type { WrittenList } from '../../src/edits/lists.js';
import type { BindingFact, Span } from '../../src/facts/types.js';

/**
 * The tuple type that a variable is annotated with, as a list: `const args: [Context, Volume] = ...`.
 * @param valueAt where its value starts
 * @returns undefined where the annotation is no tuple
 */
export function tupleAnnotation(text: string, { span }: BindingFact, valueAt: number): WrittenList | undefined {
  const open = /^\s*:\s*(?:readonly\s*)?\[/u.exec(text.slice(span[1], valueAt));
  if (!open) return undefined;
  const start = span[1] + open[0].length;
  const items: Span[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < valueAt; at++) {
    const char = text[at];
    if ('[({<'.includes(char)) depth++;
    else if (depth === 0 && (char === ',' || char === ']')) {
      const written = text.slice(from, at);
      const lead = written.length - written.trimStart().length;
      if (written.trim() !== '') items.push([from + lead, from + written.trimEnd().length]);
      from = at + 1;
      if (char === ']') return { inner: [start, at], items };
    } else if ('])}>'.includes(char) && text[at - 1] !== '=') depth--;
  }
  return undefined;
}

/** Whether the elements of a tuple type have names: `[context: Context, volume: Volume]`. */
export function hasNamedElements(text: string, { items }: WrittenList): boolean {
  return items.some((span) => /^[\w$]+\??\s*:/u.test(text.slice(...span)));
}
