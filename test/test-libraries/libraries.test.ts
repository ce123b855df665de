import { describe, expect, it } from 'vitest';
import { JAVASCRIPT_LIBRARIES } from '../../src/test-libraries/javascript.js';
import { eitherOf, pythonNames, scriptNames, testNames } from '../../src/test-libraries/names.js';
import { PYTHON_LIBRARIES } from '../../src/test-libraries/python.js';

describe.each([
  ['JavaScript', JAVASCRIPT_LIBRARIES],
  ['Python', PYTHON_LIBRARIES],
])('the libraries of %s', (_language, libraries) => {
  it('stand in order, each once', () => {
    expectSorted(libraries.map(({ library }) => library));
  });

  it.each(libraries.map(({ library, names }) => [library, names] as const))(
    '%s: its names stand in order and are for something',
    (_, names) => {
      expectSorted(Object.keys(names));
      for (const [name, roles] of Object.entries(names))
        expect([...new Set(roles)], name).toEqual(roles.length > 0 ? roles : 'something');
    },
  );
});

/** By letters, whatever their case; capitals first. */
function expectSorted(words: readonly string[]): void {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  expect(words).toEqual(
    [...new Set(words)].sort((a, b) => order(a.toLowerCase(), b.toLowerCase()) || order(a, b)),
  );
}

describe('names', () => {
  it('are those of all libraries of a language', () => {
    const equalities = scriptNames('equality');
    expect(
      ['toEqual', 'deepStrictEqual', 'eql', 'same'].every((name) => equalities.has(name)),
    ).toBe(true);
    expect(['assertEqual', 'fn', undefined].some((name) => equalities.has(name))).toBe(false);
    expect(pythonNames('equality').has('assertEqual')).toBe(true);
  });

  it('may be those of any language', () => {
    const makers = testNames('maker');
    expect(['fn', 'MagicMock'].map((name) => makers.has(name))).toEqual([true, true]);
  });

  it('may be patterns', () => {
    const chained = testNames('chained');
    expect(
      ['mockReturnValue', 'returns', 'returnsThis', 'onCall', 'start'].map((name) =>
        chained.has(name),
      ),
    ).toEqual(Array(5).fill(true));
    expect(
      ['mock', 'mocked', 'only', 'within', 'started', 'unreturns'].map((name) => chained.has(name)),
    ).toEqual(Array(6).fill(false));
  });

  it('may be in one list or another', () => {
    const lists = eitherOf(scriptNames('firstCall'), scriptNames('lastCall'));
    expect(['firstCall', 'secondCall', 'lastCall'].map((name) => lists.has(name))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('are nothing that every object has', () => {
    expect(scriptNames('calledWith').has('constructor')).toBe(false);
  });
});
