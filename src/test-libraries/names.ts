import { JAVASCRIPT_LIBRARIES } from './javascript.js';
import { PYTHON_LIBRARIES } from './python.js';
import type { NameRole, TestLibrary } from './types.js';

/** Names that libraries have for one thing. */
export interface Names {
  has(name: string | undefined): boolean;
}

/** The names that the libraries of JavaScript have for something. */
export function scriptNames(role: NameRole): Names {
  return namesOf(JAVASCRIPT_LIBRARIES, role);
}

/** The names that the libraries of Python have for something. */
export function pythonNames(role: NameRole): Names {
  return namesOf(PYTHON_LIBRARIES, role);
}

/** The names that the libraries of any language have for something. */
export function testNames(role: NameRole): Names {
  return namesOf([...JAVASCRIPT_LIBRARIES, ...PYTHON_LIBRARIES], role);
}

/** Names that are in one list or another. */
export function eitherOf(...lists: readonly Names[]): Names {
  return { has: (name) => lists.some((list) => list.has(name)) };
}

function namesOf(libraries: readonly TestLibrary[], role: NameRole): Names {
  const all = libraries.flatMap(({ names }) =>
    Object.keys(names).filter((name) => names[name].includes(role)),
  );
  const plain = new Set(all.filter((name) => !name.includes('*')));
  const patterns = all
    .filter((name) => name.includes('*'))
    .map((name) => new RegExp(`^${name.replaceAll('*', '.*')}$`, 'su'));
  return {
    has: (name) =>
      name !== undefined && (plain.has(name) || patterns.some((pattern) => pattern.test(name))),
  };
}
