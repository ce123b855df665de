import { describe, expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

type Files = Readonly<Record<string, string>>;

function planned(text: string, added: object, more: Files = {}) {
  const contract = {
    name: 'sync',
    drivers: { types: ['Driver'], structural: false },
    methods: {
      pull: { parameters: [{ name: 'target' }, { name: 'source' }], added },
      attach: { parameters: [{ name: 'target' }, { name: 'link' }] },
    },
    values: { from: [{ method: 'attach', parameter: 'link' }], names: ['link', 'depth'] },
  };
  return plan(
    folderWith({
      'setup.py': '',
      'driver-contract.json': JSON.stringify(contract),
      'a.py': text,
      ...more,
    }),
  );
}

function entries(text: string, added: object, more?: Files) {
  return planned(text, added, more).plan.ledger.entries;
}

/** The lines of `a.py` that a migration writes. */
function written(text: string, added: object, more?: Files): string[] {
  const after = planned(text, added, more).after.get('a.py') ?? '';
  const before = new Set(text.split('\n'));
  return after.split('\n').flatMap((line) => (before.has(line) ? [] : [line.trim()]));
}

const METHOD = (own: string) =>
  `class Driver:\n    def pull(self, target: str, ${own}) -> None:\n        raise NotImplementedError\n`;

describe('the annotation of the parameter', () => {
  it.each<[title: string, type: unknown, text: string, expected: string]>([
    ['a word of Python', 'int', METHOD('source: str'), 'depth: int)'],
    ['a word of TypeScript', 'boolean', METHOD('source: str'), 'depth: bool)'],
    ['a number', 'number', METHOD('source: str'), 'depth: float)'],
    ['a list', 'string[]', METHOD('source: str'), 'depth: list[str])'],
    [
      'by language',
      { typescript: 'Depth', python: 'bytes' },
      METHOD('source: str'),
      'depth: bytes)',
    ],
    [
      'a name that the file knows',
      'dict[str, Any]',
      `from typing import Any\n${METHOD('source: str')}`,
      'depth: dict[str, Any])',
    ],
    ['a name that the file does not know', 'dict[str, Any]', METHOD('source: str'), 'depth: dict)'],
    ['a class that the file does not know', 'Depth', METHOD('source: str'), 'depth)'],
    [
      'a class that the file knows',
      'Depth',
      `from b import Depth\n${METHOD('source: str')}`,
      'depth: Depth)',
    ],
    ['before a default', 'int', METHOD("source: str = ''"), 'depth: int, '],
    ['none where nobody has one', 'int', METHOD('source').replace(': str', ''), 'depth)'],
  ])('%s', (_title, type, text, expected) => {
    const [line = ''] = written(text, { name: 'depth', type });
    expect(line).toContain(`, ${expected}`);
  });

  it('is that of the sibling that carries the same value, unless the contract speaks of Python', () => {
    const text = `${METHOD('source: str')}    def attach(self, target: str, link: 'Link') -> None:\n        pass\nclass Link: ...\n`;
    expect(written(text, { name: 'link', type: 'Link' })).toEqual([
      "def pull(self, target: str, source: str, link: 'Link') -> None:",
    ]);
    expect(written(text, { name: 'link', type: { python: 'bytes' } })).toEqual([
      'def pull(self, target: str, source: str, link: bytes) -> None:',
    ]);
  });
});

describe('a variable of the value’s name is the value', () => {
  const use = (type: string, imports = '') => `${imports}from base import Driver
def use(driver: Driver, target, source, link: ${type}):
    driver.pull(target, source)
`;
  const base = (type: string) => ({
    'base.py': `class Driver(object):
    def pull(self, target, source): pass
    def attach(self, target, link${type}): pass
`,
  });
  const added = { name: 'link', type: 'Link', types: ['Link'] };
  it.each<[title: string, type: string, sibling: string, isIt: boolean, imports?: string]>([
    ['a dictionary', 'dict', '', true],
    ['a declared dictionary', 'dict[str, Any]', '', true],
    ['a mapping', 'typing.Mapping[str, str]', '', true],
    ['one that may be none', 'Optional[dict]', '', true],
    ['a union with none', 'dict | None', '', true],
    ['in quotes', "'dict[str, str]'", '', true],
    ['as the sibling has it', 'LinkInfo', ': LinkInfo', true],
    ['as the sibling has it, but for none', 'LinkInfo | None', ': LinkInfo', true],
    ['another class', 'Volume', '', false],
    ['a text', 'str', '', false],
    ['a list of them', 'list[dict]', '', false],
    [
      'a dictionary where the tree has the class',
      'dict',
      ': Link',
      false,
      'from links import Link\n',
    ],
    ['the class', 'Link', '', true],
  ])('%s', (_title, type, sibling, isIt, imports) => {
    expect(written(use(type, imports), added, base(sibling))).toEqual(
      isIt ? ['driver.pull(target, source, link)'] : [],
    );
  });

  it('a literal of the contract’s type by its word in Python', () => {
    const text = `from base import Driver
def use(driver: Driver, target, source):
    driver.pull(target, source, 3)
    driver.pull(target, source)
`;
    const statuses = (type: string) =>
      entries(text, { name: 'depth', type }, base(''))
        .filter((e) => e.kind === 'call')
        .map((e) => e.status);
    expect(statuses('int')).toEqual(['already', 'open']);
    expect(statuses('Depth')).toEqual(['open', 'open']);
  });
});
