import { describe, expect, it } from 'vitest';
import { isTellingType, typeIn, typeNamesIn } from '../../src/contract/type-words.js';
import type { AddedParameter } from '../../src/contract/types.js';

const of = (type: AddedParameter['type']): AddedParameter => ({ name: 'x', type });

describe('a type in the words of each language', () => {
  it.each([
    ['Connector', 'Connector', 'Connector'],
    ['types.Connector', 'types.Connector', 'types.Connector'],
    ['int', 'number', 'int'],
    ['float', 'number', 'float'],
    ['str', 'string', 'str'],
    ['bool', 'boolean', 'bool'],
    ['bytes', 'Uint8Array', 'bytes'],
    ['dict', 'Record<string, unknown>', 'dict'],
    ['list', 'unknown[]', 'list'],
    ['dict[str, Any]', 'Record<string, unknown>', 'dict[str, Any]'],
    ['Mapping[str, int]', 'Record<string, number>', 'Mapping[str, int]'],
    ['list[str | None]', '(string | undefined)[]', 'list[str | None]'],
    ['Optional[Connector]', 'Connector | undefined', 'Optional[Connector]'],
    ['int | None', 'number | undefined', 'int | None'],
    ['number', 'number', 'float'],
    ['string', 'string', 'str'],
    ['boolean', 'boolean', 'bool'],
    ['Group[]', 'Group[]', 'list[Group]'],
    ['readonly Group[]', 'readonly Group[]', 'readonly Group[]'],
    ['Record<string, unknown>', 'Record<string, unknown>', 'dict[str, Any]'],
    ['Map<string, number[]>', 'Map<string, number[]>', 'dict[str, list[float]]'],
    ['Connector | undefined', 'Connector | undefined', 'Connector | None'],
    ['string | null | undefined', 'string | null | undefined', 'str | None'],
    ['Partial<Connector>', 'Partial<Connector>', 'Connector'],
    ['(volume: Volume) => void', '(volume: Volume) => void', '(volume: Volume) => void'],
    ["'a' | 'b'", "'a' | 'b'", "'a' | 'b'"],
    ["Connector['host']", "Connector['host']", "Connector['host']"],
    ['List', 'List', 'List'],
    ['Group[', 'Group[', 'Group['],
  ])('%s', (type, script, python) => {
    expect([typeIn(of(type), 'typescript'), typeIn(of(type), 'python')]).toEqual([script, python]);
  });

  it('says what the contract says for a language', () => {
    const added = of({ typescript: 'Connector', python: 'dict[str, Any]' });
    expect((['typescript', 'javascript', 'python'] as const).map((l) => typeIn(added, l))).toEqual([
      'Connector',
      'Connector',
      'dict[str, Any]',
    ]);
    expect(typeIn(of({ typescript: 'Connector' }), 'python')).toBeUndefined();
    expect(typeIn({ name: 'x' }, 'python')).toBeUndefined();
  });

  it('does not follow brackets without end', () => {
    const type = `${'list['.repeat(5000)}str${']'.repeat(5000)}`;
    expect(typeIn(of(type), 'typescript')).toBe(type);
  });
});

it.each<[title: string, added: AddedParameter, names: string[]]>([
  ['its own and the word of TypeScript', of('int'), ['int', 'number']],
  ['every kind of dictionary', of({ python: 'Mapping[str, str] | None' }), ['dict', 'Mapping']],
  [
    'the classes besides',
    { name: 'x', types: ['Connector'], type: { python: 'dict' } },
    ['Connector', 'dict', 'Dict'],
  ],
])('a declared type is known by %s', (_title, added, names) => {
  expect(typeNamesIn(added, 'python')).toEqual(expect.arrayContaining(names));
});

it.each([
  ['Connector', true],
  ['Connector | None', true],
  ['str', false],
  ['dict[str, Any]', false],
  ['Record<string, unknown>', false],
])('a variable of type %s is the value by that alone: %s', (type, isTelling) => {
  expect(isTellingType(of(type), 'python')).toBe(isTelling);
});
