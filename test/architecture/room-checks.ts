import { components, wayTo, type Import } from './import-graph.js';
import type { Room } from './rooms.js';

type Rooms = Readonly<Record<string, Room>>;
type Exceptions = Readonly<Record<string, string>>;

/** The most specific room that a file is in. */
export function roomOf(file: string, rooms: Rooms): string | undefined {
  return Object.keys(rooms)
    .filter((room) =>
      filesOrFolder(room).some((place) => file === place || file.startsWith(`${place}/`)),
    )
    .sort((a, b) => Number(isOfFiles(b)) - Number(isOfFiles(a)) || b.length - a.length)
    .at(0);
}

function isOfFiles(room: string): boolean {
  return room.endsWith('.ts');
}

/** `folder/{a,b}.ts` -> `folder/a.ts`, `folder/b.ts`. */
function filesOrFolder(room: string): string[] {
  const [, before, names, after] = /^(.*)\{(.*)\}(.*)$/u.exec(room) ?? [];
  return names === undefined ? [room] : names.split(',').map((name) => before + name + after);
}

/**
 * What a row of the table speaks of: the room of a file, a package, a module of Node; undefined
 * inside of one room.
 */
function subject(
  step: Import,
  rooms: Rooms,
): { readonly room: string; readonly of: string } | undefined {
  const room = roomOf(step.from, rooms) ?? step.from;
  const of = step.kind === 'file' ? (roomOf(step.to, rooms) ?? step.to) : step.to;
  return room === of ? undefined : { room, of };
}

/** Imports that the table does not list. */
export function breaches(
  imports: readonly Import[],
  rooms: Rooms,
  exceptions: Exceptions = {},
): string[] {
  return imports.flatMap((step) => {
    const { room, of } = subject(step, rooms) ?? {};
    if (room === undefined || of === undefined) return [];
    const { may, why } = rooms[room] ?? { may: [], why: 'It is in no room of the table.' };
    if (
      may.includes(of) ||
      (!step.runs && may.includes(`type ${of}`)) ||
      `${room} -> ${of}` in exceptions
    )
      return [];
    const how = may.includes(`type ${of}`) ? ' at run time' : '';
    return [
      `${step.from}:${step.line} imports ${step.to}${how}: ${room} may import ${may.join(', ') || 'nothing'} only. ${why}`,
    ];
  });
}

/** What the table lists and nothing bears out: it is to be taken out of the table. */
export function unused(
  imports: readonly Import[],
  files: Iterable<string>,
  rooms: Rooms,
  exceptions: Exceptions = {},
): string[] {
  const found = new Map<string, boolean>();
  for (const step of imports) {
    const { room, of } = subject(step, rooms) ?? {};
    if (room !== undefined && of !== undefined)
      found.set(`${room} -> ${of}`, step.runs || (found.get(`${room} -> ${of}`) ?? false));
  }
  const inhabited = new Set([...files].map((file) => roomOf(file, rooms)));
  const rows = Object.entries(rooms).flatMap(([room, { may }]) => {
    if (!inhabited.has(room)) return [`${room} has no files.`];
    return may.flatMap((listed) => {
      const of = listed.replace(/^type /u, '');
      const runs = found.get(`${room} -> ${of}`);
      if (runs === undefined) return [`${room} does not import ${of} any more.`];
      return listed === of && !runs
        ? [`${room} imports nothing but types of ${of}: write 'type ${of}'.`]
        : [];
    });
  });
  const left = Object.keys(exceptions).filter(
    (arrow) => !found.has(arrow) || isListed(arrow, rooms),
  );
  return [...rows, ...left.map((arrow) => `${arrow} is no exception any more.`)];
}

function isListed(arrow: string, rooms: Rooms): boolean {
  const [room, of] = arrow.split(' -> ');
  return rooms[room]?.may.some((listed) => listed.replace(/^type /u, '') === of) ?? false;
}

/**
 * Rooms whose arrows lead back to them, types included: neither can be understood without the
 * other.
 */
export function roomCircles(rooms: Rooms): string[][] {
  const arrows = Object.entries(rooms).map(
    ([room, { may }]) =>
      [room, may.map((m) => m.replace(/^type /u, '')).filter((m) => m in rooms)] as const,
  );
  return components(new Map(arrows)).filter((group) => group.length > 1);
}

/**
 * The ways by which files of some rooms come to what they must never come to: the shortest for each
 * import that leads there.
 */
export function forbiddenWays(
  imports: readonly Import[],
  rooms: Rooms,
  from: readonly string[],
  never: readonly string[],
): string[] {
  const isIn = (file: string, places: readonly string[]) =>
    places.includes(roomOf(file, rooms) ?? file);
  const isForbidden = ({ to, kind }: Import) =>
    kind === 'file' ? isIn(to, never) : never.includes(to);
  const files = [...new Set(imports.map((step) => step.from))].filter((file) => isIn(file, from));
  const ways = files
    .map((file) => wayTo(imports, file, isForbidden))
    .filter((way) => way !== undefined);
  const shortest = new Map<string, string[]>();
  for (const way of ways.sort((a, b) => a.length - b.length)) {
    const last = way.slice(-2).join(' -> ');
    if (!shortest.has(last)) shortest.set(last, way);
  }
  return [...shortest.values()].map((way) => way.join(' -> '));
}
