import { toSnakeCase } from '../contract/words.js';
import type { ModuleFacts } from '../facts/types.js';
import { DraftError } from './errors.js';

/**
 * A name of the code as a contract writes it.
 * @throws {DraftError} for a name of Python that no name in camelCase stands for
 */
export function contractName(name: string, language: ModuleFacts['language']): string {
  if (language !== 'python') return name;
  const camel = name.replaceAll(/(?<=[a-z0-9])_([a-z])/giu, (_, letter: string) =>
    letter.toUpperCase(),
  );
  if (toSnakeCase(camel) !== name)
    throw new DraftError(
      `${name}: a contract names Python's methods and parameters in camelCase, and ${camel} would be ${toSnakeCase(camel)}. Rename it first.`,
    );
  return camel;
}

/** A list in a sentence, cut where it gets long. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

export function distinct<T>(names: readonly T[]): T[] {
  return [...new Set(names)];
}
