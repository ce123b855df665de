import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  byReason,
  compareWithChecker,
  describe as describeCall,
  type Agreement,
} from '../support/compare-with-checker.js';

const INPUT = fileURLToPath(new URL('../../fixtures/volume-service/input', import.meta.url));

/** Measured: all 514 calls, 282 of them declared in the tree. */
const RATE = 1;
const RATE_IN_TREE = 1;

describe('the linker and the type checker, at every call of the fixtures', () => {
  let found: Agreement;
  beforeAll(() => {
    found = compareWithChecker(INPUT, path.join(INPUT, 'tsconfig.json'));
  }, 60_000);

  it('compares the sources and their tests', () => {
    expect(found.comparisons.length).toBeGreaterThan(500);
    const folders = new Set(found.comparisons.map((c) => c.place.split('/')[0]));
    expect([...folders]).toEqual(expect.arrayContaining(['src', 'test']));
  });

  it('has a fact for every call', () => {
    expect(found.missing).toEqual([]);
  });

  it('never names a function that the checker rules out', () => {
    expect(found.comparisons.filter((c) => c.verdict === 'disagree').map(describeCall)).toEqual([]);
    expect(
      found.comparisons
        .filter((c) => c.extra.length > 0)
        .map((c) => `${describeCall(c)}; too many: ${c.extra.join(', ')}`),
    ).toEqual([]);
  });

  it('knows no less than it did', () => {
    const lost = byReason(
      found.comparisons.filter((c) => c.verdict === 'unknown' || c.verdict === 'vaguer'),
    ).join('\n');
    expect(found.rate, lost).toBeGreaterThanOrEqual(RATE);
    expect(found.inTree.rate, lost).toBeGreaterThanOrEqual(RATE_IN_TREE);
  });
});
