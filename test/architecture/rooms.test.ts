import { describe, expect, it } from 'vitest';
import { circles, importsOf } from './import-graph.js';
import { sources } from './repository.js';
import { breaches, forbiddenWays, roomCircles, roomOf, unused } from './room-checks.js';
import { CIRCLES, EXCEPTIONS, NEVER, ROOMS, RUNS_IN } from './rooms.js';

const imports = importsOf(sources);

describe('the table of rooms', () => {
  it('has a room for every file', () => {
    expect([...sources.keys()].filter((file) => roomOf(file, ROOMS) === undefined)).toEqual([]);
  });

  it('lists every import', () => {
    expect(breaches(imports, ROOMS, EXCEPTIONS)).toEqual([]);
  });

  it('lists nothing that is not imported', () => {
    expect(unused(imports, sources.keys(), ROOMS, EXCEPTIONS)).toEqual([]);
  });

  it('points one way', () => {
    expect(roomCircles(ROOMS)).toEqual([]);
  });
});

describe('packages', () => {
  it.each(Object.entries(RUNS_IN))('%s runs in %s alone', (name, room) => {
    expect(Object.keys(ROOMS).filter((other) => ROOMS[other].may.includes(name))).toEqual([room]);
  });
});

describe('never, by no detour', () => {
  it.each(NEVER)('$says', ({ rooms, never }) => {
    expect(forbiddenWays(imports, ROOMS, rooms, never)).toEqual([]);
  });

  it('speaks of rooms that exist', () => {
    const named = NEVER.flatMap(({ rooms, never }) => [...rooms, ...never.filter((n) => n.includes('/') && !/^@|^node:/u.test(n))]);
    expect(named.filter((room) => !(room in ROOMS))).toEqual([]);
  });
});

describe('circles at run time', () => {
  it('are those that are listed with a reason', () => {
    expect(circles(imports).sort()).toEqual(CIRCLES.map(({ files }) => [...files].sort()).sort());
  });
});
