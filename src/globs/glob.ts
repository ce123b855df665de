import { Matcher } from '@isaacs/nonrecursive-glob-match';
import { expandBraces } from './braces.js';

/** A glob that is not read. The message is a sentence without a place: `is …`. */
export class GlobError extends Error {
  override readonly name = 'GlobError';
}

export interface Glob {
  /** It begins with `!`. */
  readonly isNegated: boolean;
  /** Whether it matches a path with `/`, whatever {@link isNegated} says. */
  matches(path: string): boolean;
}

/**
 * How long a glob may be, and all that its braces make of it. Matching takes time by either, and
 * whoever writes a tree writes its globs.
 */
const LONGEST = 500;
const LONGEST_EXPANDED = 20_000;

/** What may stand in the place of a segment: any number of them. */
const GLOBSTAR = Symbol('**');

type Segment = string | Matcher | typeof GLOBSTAR;

/**
 * Reads a glob: `*`, `?`, `[a-z]`, `**`, `{a,b}`, `@(a|b)` and its kind, with names that begin with
 * a dot like others. One that begins with `#` matches nothing. It takes time by the length of the
 * path, never by the ways in which a path could be matched.
 * @throws {GlobError} where it is too long
 */
export function parseGlob(glob: string): Glob {
  if (glob.length > LONGEST)
    throw new GlobError(
      `is a glob of ${glob.length} characters; the longest that is read has ${LONGEST}. Write several shorter ones.`,
    );
  const [marks] = /^!*/u.exec(glob) ?? [''];
  const isComment = glob.startsWith('#');
  const expanded = isComment ? [] : expandBraces(glob.slice(marks.length), LONGEST_EXPANDED);
  if (!expanded)
    throw new GlobError(
      `is a glob whose braces stand for more than ${LONGEST_EXPANDED} characters. Write fewer braces, or a "*" for some.`,
    );
  const ways = [...new Set(expanded)].map(segmentsOf);
  return {
    isNegated: marks.length % 2 === 1,
    matches: (path) => {
      const names = path.split('/');
      return ways.some((segments) => matchesAll(segments, names));
    },
  };
}

/**
 * Whether any of some globs, each with its own `!`, lets a path through.
 * @throws {GlobError}
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const parsed = globs.map(parseGlob);
  return (path) => parsed.some((glob) => glob.matches(path) !== glob.isNegated);
}

function segmentsOf(glob: string): Segment[] {
  const parts: string[] = [];
  for (const part of glob.split(/\/+/u)) {
    const last = parts.at(-1);
    if (part === '**' && last === '**') continue;
    if (part === '..' && last !== undefined && !['', '.', '..', '**'].includes(last)) parts.pop();
    else parts.push(part);
  }
  // At the end it stands for one name at least.
  if (parts.at(-1) === '**') parts.push('*');
  return parts.map((part) =>
    part === '**'
      ? GLOBSTAR
      : /[*?[\\]|[@!+]\(/u.test(part)
        ? new Matcher(part, { dot: true })
        : part,
  );
}

/** Keeps all segments that a name may fall to, so that no name is looked at twice for one. */
function matchesAll(segments: readonly Segment[], names: readonly string[]): boolean {
  let at = behindStars(segments, [0]);
  for (const name of names) {
    const next: number[] = [];
    for (const i of at) {
      if (i === segments.length) continue;
      const segment = segments[i];
      if (segment === GLOBSTAR) {
        if (name !== '.' && name !== '..') next.push(i);
      } else if (
        typeof segment === 'string' ? segment === name : name !== '' && segment.testUnchecked(name)
      )
        next.push(i + 1);
    }
    if (next.length === 0) return false;
    at = behindStars(segments, next);
  }
  return at.has(segments.length);
}

/** With the places that are reached where a `**` stands for nothing. */
function behindStars(segments: readonly Segment[], from: readonly number[]): Set<number> {
  const reached = new Set<number>();
  for (let i of from) {
    reached.add(i);
    while (segments[i] === GLOBSTAR) reached.add(++i);
  }
  return reached;
}
