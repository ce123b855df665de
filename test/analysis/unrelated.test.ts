import { describe, expect, it } from 'vitest';
import type { UnrelatedSpec } from '../../src/contract/types.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { written } from '../support/written.js';

const USES = `from driver import VolumeDriver


class ReportDriver(VolumeDriver):
    def create_export(self, context, volume):
        pass


class Report(ReportDriver):
    def create_export(self, context, volume):
        pass


def use(self, db, context, volume, connector):
    self.db.create_export(context, volume)
    db.create_export(context, volume)
    self.session().create_export(context, volume)
    self.dbx.create_export(context, volume)


def made(report: ReportDriver, context, volume, connector):
    report.create_export(context, volume)
`;

/** `line status`, with the reason where the contract says it. */
function said(unrelated: UnrelatedSpec): string[] {
  const files = { 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'tools/a.py': USES };
  const { entries, census, again } = written(files, { extends: 'volume-driver', unrelated });
  expect(again).toEqual([]);
  expect(census.map((row) => row.unaccounted)).toEqual(census.map(() => 0));
  return entries
    .filter((e) => e.file === 'tools/a.py')
    .map(({ line, status, reason }) =>
      reason.startsWith('unrelated: `') ? `${line} ${status}: ${reason}` : `${line} ${status}`,
    );
}

const by = (key: string, what: string) =>
  `skipped: unrelated: \`${what}\` is among the contract’s \`unrelated.${key}\``;

const ALL = [
  '5 migrated',
  '10 migrated',
  '15 migrated',
  '16 migrated',
  '17 migrated',
  '18 migrated',
  '22 migrated',
];

describe('what the contract says is unrelated', () => {
  it.each<[title: string, unrelated: UnrelatedSpec, expected: Record<number, string>]>([
    ['nothing', {}, {}],
    ['a receiver as it is written', { receivers: ['self.db'] }, { 15: by('receivers', 'self.db') }],
    [
      'the end of what is written',
      { receivers: ['db'] },
      { 15: by('receivers', 'db'), 16: by('receivers', 'db') },
    ],
    ['what a call gives back', { receivers: ['session()'] }, { 17: by('receivers', 'session()') }],
    ['a receiver that is known all the same', { receivers: ['report'] }, {}],
    // An unknown receiver may be one of them, and then is not to be given anything.
    [
      'a class, not what it descends from',
      { types: ['Report'] },
      { 10: by('types', 'Report'), 15: 'open', 16: 'open', 17: 'open', 18: 'open' },
    ],
    [
      'what descends from a class, and a receiver of it',
      { types: ['ReportDriver'] },
      {
        5: by('types', 'ReportDriver'),
        10: by('types', 'ReportDriver'),
        15: 'open',
        16: 'open',
        17: 'open',
        18: 'open',
        22: by('types', 'ReportDriver'),
      },
    ],
    [
      'a file',
      { files: ['tools/*'] },
      Object.fromEntries([5, 10, 15, 16, 17, 18, 22].map((line) => [line, by('files', 'tools/*')])),
    ],
  ])('%s', (_, unrelated, expected) => {
    expect(said(unrelated)).toEqual(
      ALL.map((one) => {
        const [line] = one.split(' ');
        return line in expected ? `${line} ${expected[Number(line)]}` : one;
      }),
    );
  });
});
