import type { ParameterSpec } from './types.js';

/**
 * Splits an identifier or a command into lower-case words: `createVLunGroup`, `create_vlun_group`,
 * `create-vlun-group`. A run of capitals is one word, its last letter starting the next (`FCZone`
 * -> fc, zone); digits stay with their word.
 */
export function words(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+/gu) ?? []).map((w) => w.toLowerCase());
}

/** Underscores around a name are part of it: `_storeResult` is `_store_result`. */
export function toSnakeCase(name: string): string {
  const [, before = '', inner = '', after = ''] = /^(_*)(.*?)(_*)$/su.exec(name) ?? [];
  return before + words(inner).join('_') + after;
}

/** A name without what does not distinguish it: leading underscores and `#`, case style. */
export function canonicalName(name: string): string {
  return words(name).join('');
}

/**
 * Whether two names are the same but for style and leading underscores: `_connector`, `connector`.
 */
export function sameName(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** Whether a name is the contract's for a parameter, or one of its aliases. */
export function meansParameter(
  given: string,
  { name, aliases = [] }: Pick<ParameterSpec, 'name' | 'aliases'>,
): boolean {
  return [name, ...aliases].some((n) => sameName(n, given));
}

/**
 * Whether `short` abbreviates `long`: its first letter, then letters of `long` in order (`ctx`,
 * `vol`, `c`).
 */
export function abbreviates(short: string, long: string): boolean {
  const [a, b] = [canonicalName(short), canonicalName(long)];
  if (a === '' || a[0] !== b[0]) return false;
  let at = 0;
  for (const letter of a) {
    at = b.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A noun as a sentence has it: `a driver`, `an interface`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/iu.test(noun) ? 'an' : 'a'} ${noun}`;
}
