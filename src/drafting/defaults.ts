import { knownType, type WrittenKind } from '../contract/known-types.js';
import { isMappingType, typeIn } from '../contract/type-words.js';
import type { AddedParameter, LanguageName } from '../contract/types.js';

/** What tests pass, by language. */
export type Placeholder = Partial<Record<LanguageName, string>>;

/** Globs by which projects name their tests, the usual ones first. */
const TEST_GLOBS: readonly (readonly [glob: string, pattern: RegExp])[] = [
  ['**/*.test.*', /\.test\.\w+$/u],
  ['**/*.spec.*', /\.spec\.\w+$/u],
  ['**/__tests__/**', /(?:^|\/)__tests__\//u],
  ['**/test/**', /(?:^|\/)test\//u],
  ['**/tests/**', /(?:^|\/)tests\//u],
  ['**/test_*.py', /(?:^|\/)test_[^/]*\.py$/u],
  ['**/*_test.py', /_test\.py$/u],
];

/** The globs that a project's files answer to; by each only where the others leave something. */
export function testGlobs(files: readonly string[]): string[] {
  let left = files;
  const folders = TEST_GLOBS.filter(([glob]) => glob.endsWith('/**'));
  const names = TEST_GLOBS.filter(([glob]) => !glob.endsWith('/**'));
  return [...folders, ...names].flatMap(([glob, pattern]) => {
    const rest = left.filter((file) => !pattern.test(file));
    if (rest.length === left.length) return [];
    left = rest;
    return [glob];
  });
}

const NUMBER: Placeholder = { typescript: '0', javascript: '0', python: '0' };

/** What is written for a value of a type, by Python's name of the type. */
const WRITTEN: Readonly<Partial<Record<string, Placeholder>>> = {
  bool: { typescript: 'false', javascript: 'false', python: 'False' },
  dict: { typescript: '{}', javascript: '{}', python: '{}' },
  float: NUMBER,
  int: NUMBER,
  list: { typescript: '[]', javascript: '[]', python: '[]' },
  str: { typescript: "''", javascript: "''", python: "''" },
};

/** The types of which a test writes a value out, by what is written. */
const TYPE_OF: Readonly<Partial<Record<WrittenKind, string>>> = {
  number: 'number',
  boolean: 'boolean',
  string: 'string',
  list: 'list',
  table: 'dict',
};

/**
 * What a test might pass for a parameter when it has nothing better.
 * @param written what tests write out for the same value elsewhere
 */
export function placeholderFor(
  added: AddedParameter,
  languages: readonly LanguageName[],
  written: WrittenKind | undefined,
): Placeholder {
  return Object.fromEntries(
    languages.map((language) => [language, inLanguage(added, language, written)]),
  );
}

function inLanguage(
  added: AddedParameter,
  language: LanguageName,
  kind: WrittenKind | undefined,
): string {
  const declared = typeIn(added, language);
  const type = declared ?? (kind && TYPE_OF[kind]);
  const written = type === undefined ? undefined : WRITTEN[wordFor(type)]?.[language];
  if (written !== undefined) return written;
  if (language === 'python') return type === undefined ? 'None' : '{}';
  return language === 'typescript' && declared !== undefined ? `{} as ${declared}` : '{}';
}

/** Python's name of a type, whichever language it is written in, without what it holds. */
function wordFor(type: string): string {
  const [head] = /^\w*/u.exec(typeIn({ name: '', type }, 'python') ?? type) ?? [''];
  if (isMappingType(head)) return 'dict';
  return knownType(knownType(head)?.script ?? '')?.python ?? head;
}
