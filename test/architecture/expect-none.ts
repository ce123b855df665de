import { expect } from 'vitest';

/** Fails with what was found, one a line, whatever the reporter. */
export function expectNone(found: readonly string[]): void {
  expect(found, ['', ...found, ''].join('\n')).toEqual([]);
}
