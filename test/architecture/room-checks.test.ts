import { describe, expect, it } from 'vitest';
import { importsOf } from './import-graph.js';
import { breaches, forbiddenWays, roomCircles, roomOf, unused } from './room-checks.js';
import type { Room } from './rooms.js';

const room = (...may: string[]): Room => ({ may, why: 'It is small.' });

const ROOMS = {
  'src/low': room(),
  'src/high': room('type src/low', 'some-package', 'node:fs'),
  'src/high/{one,two}.ts': room('src/low'),
  'src/high/tower': room('src/high'),
};

const GOOD = {
  'src/low/a.ts': "import './b.js';",
  'src/low/b.ts': '',
  'src/high/a.ts':
    "import type { B } from '../low/b.js';\nimport 'some-package/part.js';\nimport 'node:fs';",
  'src/high/one.ts': "import '../low/a.js';",
  'src/high/tower/a.ts': "import '../a.js';",
};

/** The good tree with other texts in it. */
function tree(changed: Readonly<Record<string, string>> = {}) {
  const files = { ...GOOD, ...changed };
  return { files: Object.keys(files), imports: importsOf(new Map(Object.entries(files))) };
}

describe('the room of a file', () => {
  it.each([
    ['src/high/a.ts', 'src/high'],
    ['src/high/two.ts', 'src/high/{one,two}.ts'],
    ['src/high/tower/one.ts', 'src/high/tower'],
    ['src/higher/a.ts', undefined],
    ['src/a.ts', undefined],
  ])('%s is in %s', (file, expected) => {
    expect(roomOf(file, ROOMS)).toBe(expected);
  });
});

describe('an import that no row lists', () => {
  it.each([
    [
      'of another room',
      { 'src/low/a.ts': "import './b.js';\nimport type { A } from '../high/a.js';" },
      'src/low/a.ts:2 imports src/high/a.ts: src/low may import nothing only. It is small.',
    ],
    [
      'of a room further up in the same folder',
      { 'src/high/one.ts': "import './a.js';" },
      'src/high/one.ts:1 imports src/high/a.ts: src/high/{one,two}.ts may import src/low only. It is small.',
    ],
    [
      'of what is listed for its types',
      { 'src/high/a.ts': "import '../low/a.js';" },
      'src/high/a.ts:1 imports src/low/a.ts at run time: src/high may import type src/low, some-package, node:fs only. It is small.',
    ],
    [
      'of a package',
      { 'src/low/b.ts': "import 'other';" },
      'src/low/b.ts:1 imports other: src/low may import nothing only. It is small.',
    ],
    [
      'of a module of Node',
      { 'src/low/b.ts': "import 'fs';" },
      'src/low/b.ts:1 imports node:fs: src/low may import nothing only. It is small.',
    ],
    [
      'of what is outside',
      { 'src/low/b.ts': "import '../../test/x.js';" },
      'src/low/b.ts:1 imports test/x.js: src/low may import nothing only. It is small.',
    ],
    [
      'by a file without a room',
      { 'src/new/a.ts': "import 'x';" },
      'src/new/a.ts:1 imports x: src/new/a.ts may import nothing only. It is in no room of the table.',
    ],
  ])('%s', (_, changed, expected) => {
    expect(breaches(tree(changed).imports, ROOMS)).toEqual([expected]);
  });

  it('may be an exception', () => {
    const { imports } = tree({ 'src/low/b.ts': "import '../high/a.js';" });
    expect(breaches(imports, ROOMS, { 'src/low -> src/high': 'for now' })).toEqual([]);
  });

  it('is none in a good tree', () => {
    expect(breaches(tree().imports, ROOMS)).toEqual([]);
  });
});

describe('what is listed for nothing', () => {
  const left = (changed: Readonly<Record<string, string>>, exceptions = {}) => {
    const { imports, files } = tree(changed);
    return unused(imports, files, ROOMS, exceptions);
  };

  it.each([
    [
      'a package',
      { 'src/high/a.ts': "import type { B } from '../low/b.js';\nimport 'node:fs';" },
      'src/high does not import some-package any more.',
    ],
    ['a room', { 'src/high/tower/a.ts': '' }, 'src/high/tower does not import src/high any more.'],
    [
      'more than types',
      { 'src/high/one.ts': "import type { A } from '../low/a.js';" },
      "src/high/{one,two}.ts imports nothing but types of src/low: write 'type src/low'.",
    ],
  ])('%s', (_, changed, expected) => {
    expect(left(changed)).toEqual([expected]);
  });

  it('a room without files', () => {
    expect(unused([], [], { 'src/low': room() })).toEqual(['src/low has no files.']);
  });

  it.each(['src/low -> src/high', 'src/high/tower -> src/high'])('an exception: %s', (arrow) => {
    expect(left({}, { [arrow]: 'for now' })).toEqual([`${arrow} is no exception any more.`]);
  });

  it('is nothing in a good tree', () => {
    expect(left({})).toEqual([]);
  });
});

describe('arrows between rooms', () => {
  it('form a circle', () => {
    expect(
      roomCircles({ a: room('b'), b: room('type c'), c: room('a', 'x'), d: room('a') }),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('form none', () => {
    expect(roomCircles(ROOMS)).toEqual([]);
  });
});

it('a detour to what is forbidden is found', () => {
  const ways = forbiddenWays(tree().imports, ROOMS, ['src/high/tower'], ['node:fs']);
  expect(ways).toEqual(['src/high/tower/a.ts -> src/high/a.ts -> node:fs']);
  expect(forbiddenWays(tree().imports, ROOMS, ['src/high/tower'], ['src/low'])).toEqual([
    'src/high/tower/a.ts -> src/high/a.ts -> src/low/b.ts',
  ]);
  expect(forbiddenWays(tree().imports, ROOMS, ['src/low'], ['node:fs'])).toEqual([]);
});
