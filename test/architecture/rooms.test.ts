import { describe, expect, it } from 'vitest';
import { expectNone } from './expect-none.js';
import { circles, importsOf } from './import-graph.js';
import { sources } from './repository.js';
import { breaches, forbiddenWays, roomCircles, roomOf, unused } from './room-checks.js';
import { CIRCLES, EXCEPTIONS, NEVER, ROOMS, RUNS_IN } from './rooms.js';

const imports = importsOf(sources);

describe('the table of rooms', () => {
  it('has a room for every file', () => {
    expectNone([...sources.keys()].filter((file) => roomOf(file, ROOMS) === undefined));
  });

  it('lists every import', () => {
    expectNone(breaches(imports, ROOMS, EXCEPTIONS));
  });

  it('lists nothing that is not imported', () => {
    expectNone(unused(imports, sources.keys(), ROOMS, EXCEPTIONS));
  });

  it('points one way', () => {
    expectNone(roomCircles(ROOMS).map((rooms) => rooms.join(', ')));
  });
});

describe('packages', () => {
  it.each(Object.entries(RUNS_IN))('%s runs in %s alone', (name, rooms) => {
    expect(Object.keys(ROOMS).filter((other) => ROOMS[other].may.includes(name))).toEqual(rooms);
  });
});

describe('never, by no detour', () => {
  it.each(NEVER.map((law) => [law.says, law] as const))('%s', (_, { rooms, never }) => {
    expectNone(forbiddenWays(imports, ROOMS, rooms, never));
  });

  it('speaks of rooms that exist', () => {
    const named = NEVER.flatMap(({ rooms, never }) => [
      ...rooms,
      ...never.filter((n) => n.includes('/') && !/^@|^node:/u.test(n)),
    ]);
    expectNone(named.filter((room) => !(room in ROOMS)));
  });
});

describe('circles at run time', () => {
  const found = circles(imports).map((files) => files.join(', '));
  const listed = CIRCLES.map(({ files }) => [...files].sort().join(', '));

  it('are listed with a reason', () => {
    expectNone(found.filter((circle) => !listed.includes(circle)));
  });

  it('are taken off the list when they are gone', () => {
    expectNone(listed.filter((circle) => !found.includes(circle)));
  });
});
