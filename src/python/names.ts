import type { NameUsage } from '../facts/language.js';

const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu;
/** What stands between the parentheses behind a class's name, and its type parameters. */
const BASES = /^[ \t]*class\s+\w+\s*(?:\[(?:[^[\]]|\[[^[\]]*\])*\]\s*)?\(([\s\S]*?)\)\s*:/gmu;
/**
 * A name that is given another: `Base = module.Class`, `Base: TypeAlias = module.Class[str]`, `type
 * Base = module.Class`.
 */
const ASSIGNED =
  /^(?:type +)?\w+(?:\[[^\n=\]]*\])?(?: *:[^\n=]*| *)= *([\w.]+)(?:\[[^\n]*\])?[ \t]*$/gmu;
const WORD_BEFORE = /[\p{L}_][\p{L}\p{N}_]*$/u;
const CALLED = /[\p{L}_][\p{L}\p{N}_]*(?=\s*\()/gu;
/** Dotted paths of classes that are loaded by their names. */
const DOTTED = /['"][\w.]+\.(\w+)['"]/gu;

/**
 * The names that a Python text uses in some way, found without parsing it; some of them are in
 * comments and strings.
 */
export function namesUsed(text: string, use: NameUsage): Iterable<string> {
  if (use === 'anywhere') return text.match(NAME) ?? [];
  const given = [
    ...renamed(text),
    ...[...text.matchAll(ASSIGNED)].flatMap((m) => m[1].match(NAME) ?? []),
  ];
  if (use === 'called')
    return [
      ...(text.match(CALLED) ?? []),
      ...given,
      ...[...text.matchAll(DOTTED)].map((m) => m[1]),
    ];
  return [...[...text.matchAll(BASES)].flatMap((m) => m[1].match(NAME) ?? []), ...given];
}

/** What stands before an `as`. */
function renamed(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(' as '); at !== -1; at = text.indexOf(' as ', at + 1))
    found.push(...(WORD_BEFORE.exec(text.slice(Math.max(0, at - 80), at)) ?? []));
  return found;
}
