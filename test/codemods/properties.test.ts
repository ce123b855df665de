import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesOf, namings, trees, writeTree, type Unit } from '../support/arbitrary-tree.js';
import { holdsAlways, holdsCounts, holdsTypes, inTree } from './laws.js';
import { plan } from './migrate.js';

/**
 * The same trees each time; `FC_RUNS=2000 FC_SEED=7 npx vitest run
 * test/codemods/properties.test.ts` looks further.
 */
const total = Number(process.env['FC_RUNS'] ?? 60);
const seed = Number(process.env['FC_SEED'] ?? 1);
/** @param share of 60 runs */
const runs = (share: number) => ({ seed, numRuns: Math.ceil((share / 60) * total) });
const TIMEOUT = 60_000 * Math.max(1, total / 60);

describe('add-connector, on trees that are made up', () => {
  it(
    'enters exactly the sites that were written, and does to each what was meant',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(trees, namings, (units, naming) => {
          const files = writeTree(units, 2, naming);
          inTree(filesOf(files, 2), (root) => {
            const first = plan(root);
            holdsCounts(first, files);
            holdsAlways(root, first, files);
          });
        }),
        runs(30),
      );
    },
  );

  it('puts the parameter first where the contract says so', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(trees, namings, (units, naming) => {
        const files = writeTree(units, 0, naming);
        inTree(filesOf(files, 0), (root) => {
          const first = plan(root);
          holdsCounts(first, files);
          holdsAlways(root, first, files);
        });
      }),
      runs(12),
    );
  });

  it('does the same whatever the files are called', { timeout: TIMEOUT }, () => {
    const ledgerOf = (units: readonly Unit[], naming: readonly number[]) => {
      const files = writeTree(units, 2, naming);
      let entries: string[] = [];
      inTree(filesOf(files, 2), (root) => {
        const keys = new Map(files.map((f) => [f.path, f.key]));
        entries = plan(root)
          .plan.ledger.entries.map(
            ({ file, line, kind, name, role, status, reason, value, parameters }) =>
              [keys.get(file), line, kind, name, role, status, reason, value, parameters]
                .join(' ')
                .replaceAll(/import\(.*?\)/gu, 'import()'),
          )
          .sort();
      });
      return entries;
    };
    fc.assert(
      fc.property(trees, namings, namings, (units, one, other) => {
        expect(ledgerOf(units, one)).toEqual(ledgerOf(units, other));
      }),
      runs(12),
    );
  });

  it('brings no type error but at the sites that stay open', { timeout: TIMEOUT }, () => {
    const treesOfEither = fc
      .constantFrom(2 as const, 0 as const)
      .chain((slot) => trees.map((units) => ({ units, slot })));
    fc.assert(
      fc.property(treesOfEither, ({ units, slot }) => {
        const files = filesOf(writeTree(units, slot), slot);
        inTree(files, (root) => {
          holdsTypes(plan(root), files);
        });
      }),
      runs(6),
    );
  });
});
