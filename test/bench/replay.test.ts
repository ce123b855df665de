import { describe, expect, it } from 'vitest';

interface Site {
  readonly key: string;
  readonly kind: string;
  readonly scope: string;
  readonly line: number;
  readonly list: readonly string[];
}

interface Added {
  readonly name: string;
  readonly isOptional: boolean;
}

const load = (file: string): Promise<unknown> =>
  import(new URL(`../../bench/replay/${file}`, import.meta.url).href);
const { sitesOf } = (await load('sites.mjs')) as {
  sitesOf: (text: string, file: string, methods: readonly string[]) => Site[];
};
const { placesOf, verdictsOf } = (await load('compare.mjs')) as {
  placesOf: (
    before: Map<string, Site>,
    human: Map<string, Site>,
    judgement: object,
    added: readonly Added[],
  ) => { places: object[] };
  verdictsOf: (
    places: object[],
    before: Map<string, Site>,
    after: Map<string, Site>,
    added: readonly Added[],
  ) => { verdict: string }[];
};
const { formattingOf } = (await load('formatting.mjs')) as {
  formattingOf: (
    before: string,
    after: string,
    sites: Site[],
    migrated: Site[],
    listed: Set<number>,
  ) => Record<string, unknown[]>;
};

const DRIVER = `class Driver(Base):
    def create_export(self, context, volume, vg=None):
        """Exports it."""
        return self.library.create_export(context,
                                          volume)


class Test(TestCase):
    @mock.patch.object(Driver, 'create_export')
    def test(self, mock_create_export):
        self.assertRaises(Error, self.driver.create_export, ctxt, self.volume)
        self.driver.create_export.assert_called_once_with(ctxt, self.volume)
        mock_create_export.assert_called_once_with(ctxt)
        create_export = None
        print 'create_export'
`;

const sites = (text: string) => sitesOf(text, 'tests/driver.py', ['create_export']);
const byKey = (text: string) => new Map(sites(text).map((site) => [site.key, site]));

describe('sitesOf', () => {
  it('lists declarations, calls, references handed on, assertions and strings with their lists', () => {
    expect(
      sites(DRIVER).map(({ kind, scope, line, list }) => [kind, scope, line, list.join(', ')]),
    ).toEqual([
      ['definition', 'Driver.create_export', 2, 'self, context, volume, vg=None'],
      ['call', 'Driver.create_export', 4, 'context, volume'],
      ['string', 'Test', 9, ''],
      ['handed on', 'Test.test', 11, 'ctxt, self.volume'],
      ['assertion', 'Test.test', 12, 'ctxt, self.volume'],
      ['assertion', 'Test.test', 13, 'ctxt'],
      ['string', 'Test.test', 15, ''],
    ]);
  });

  it('knows the doubles of a method by the variables that hold them', () => {
    const test = `class Test(TestCase):
    @mock.patch('a.b.' 'Driver.create_export')
    @mock.patch.object(Driver, 'remove', new=fake)
    @mock.patch.object(Driver, 'ensure')
    def test(self, ensure, export):
        ensure.assert_called_with(1)
        export.assert_called_with(2)
        with mock.patch.object(Driver, 'create_export') as made:
            made.assert_called_with(3)
        held = self.mock_object(Driver, 'create_export')
        held.assert_called_with(4)

    def other(self, export):
        export.assert_called_with(5)
`;
    expect(
      sites(test)
        .filter(({ kind }) => kind === 'assertion')
        .map(({ list }) => list.join(', ')),
    ).toEqual(['2', '3', '4']);
  });
});

describe('verdictsOf', () => {
  const added = [{ name: 'connector', isOptional: false }];
  const judge = (
    human: string,
    ours: string,
    kinds: readonly Added[] = added,
    judgement: object = { complete: false, sites: [] },
  ) => {
    const before = byKey(DRIVER);
    const { places } = placesOf(before, byKey(human), judgement, kinds);
    return verdictsOf(places, before, byKey(ours), kinds).map(({ verdict }) => verdict);
  };
  const right = DRIVER.replace('volume, vg', 'volume, connector, vg').replace(
    'volume)\n\n',
    'volume,\n connector=connector)\n\n',
  );

  it('takes a keyword for the argument, and blanks for nothing', () => {
    expect(judge(right, right.replace('connector=connector', 'connector')).slice(0, 3)).toEqual([
      'right',
      'right',
      'kept',
    ]);
  });

  it('tells missed, wrong and touched places', () => {
    expect(judge(right, DRIVER).slice(0, 2)).toEqual(['missed', 'missed']);
    const wrong = DRIVER.replace('vg=None', 'vg=None, connector=None').replace(
      'Error, self.driver.create_export, ctxt',
      '$&, {}',
    );
    expect(judge(right, wrong).slice(0, 4)).toEqual(['wrong', 'missed', 'kept', 'touched']);
  });

  it('lets a test leave an optional parameter out', () => {
    expect(judge(right, DRIVER, [{ name: 'connector', isOptional: true }])[1]).toBe('default');
  });

  it('believes a judgement more than the humans', () => {
    const entry = {
      kind: 'call',
      file: 'tests/driver.py',
      line: 4,
      want: ['context, volume', 'context, volume, {}'],
    };
    expect(judge(right, DRIVER, added, { complete: false, sites: [entry] })[1]).toBe('kept');
    expect(judge(right, right, added, { complete: false, sites: [entry] })[1]).toBe('touched');
    expect(() =>
      judge(right, right, added, { complete: false, sites: [{ ...entry, line: 5 }] }),
    ).toThrow('nothing is at call tests/driver.py:5');
  });
});

describe('formattingOf', () => {
  const compare = (after: string, listed: readonly number[] = []) =>
    formattingOf(DRIVER, after, sites(DRIVER), sites(after), new Set(listed));

  it('is content with what changes in lists and docstrings', () => {
    const after = DRIVER.replace('volume, vg', 'volume, connector, vg').replace(
      'Exports it.',
      'Exports it to the connector.',
    );
    expect(compare(after)).toEqual({ elsewhere: [], doubles: [], relaid: [], wide: [] });
  });

  it('names lines that changed elsewhere, unless the ledger lists them', () => {
    const after = DRIVER.replace('create_export = None', 'create_export = 1');
    expect(compare(after).elsewhere).toEqual([
      '-        create_export = None',
      '+        create_export = 1',
    ]);
    expect(compare(after, [14]).elsewhere).toEqual([]);
  });

  it('names lists that were laid out anew, and lines that became too long', () => {
    const joined = DRIVER.replace(
      ',\n                                          volume)',
      ', volume, connector)',
    );
    expect(compare(joined).relaid).toHaveLength(1);
    expect(
      compare(DRIVER.replace('ctxt, self.volume)', 'ctxt, self.volume, self.connector)')).wide,
    ).toEqual([11]);
  });
});
