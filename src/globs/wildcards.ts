/**
 * The patterns of a .gitignore, matched as git does (wildmatch.c), but walked once: all places in
 * the pattern that the text so far may have led to are kept side by side. Git goes back to try the
 * next one, which takes for ever on some patterns. Text and pattern have one character a byte,
 * since to git `?` is a byte.
 */
export interface Wildcards {
  matches(text: string): boolean;
}

type Test = (char: number) => boolean;

/**
 * One place of a pattern: what it takes, whether it stays there, and which places are reached from
 * it for nothing.
 */
interface Place {
  readonly test: Test | undefined;
  readonly stays: boolean;
  readonly free: readonly number[];
}

const SLASH = 0x2f;
const ANY: Test = () => true;
const IN_NAME: Test = (char) => char !== SLASH;

/** @param ofPath slashes count: only `**` goes over them */
export function wildcards(pattern: string, ofPath: boolean): Wildcards {
  const places = placesOf(pattern, ofPath);
  return {
    matches: (text) => {
      let at = reached(places, [0]);
      for (let i = 0; i < text.length && at.size > 0; i++) {
        const char = text.charCodeAt(i);
        const next: number[] = [];
        for (const place of at) {
          const { test, stays } = places[place] ?? {};
          if (test?.(char)) next.push(stays ? place : place + 1);
        }
        at = reached(places, next);
      }
      return at.has(places.length);
    },
  };
}

function reached(places: readonly Place[], from: readonly number[]): Set<number> {
  const found = new Set(from);
  for (const place of found) for (const step of places[place]?.free ?? []) found.add(place + step);
  return found;
}

function placesOf(pattern: string, ofPath: boolean): Place[] {
  const places: Place[] = [];
  // Git compares what stands before it by itself, and begins here.
  const first = pattern.search(/[*?[\\]/u);
  const add = (test: Test | undefined, stays = false, free: readonly number[] = []) =>
    places.push({ test, stays, free });
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '*') {
      const start = at;
      while (pattern[at + 1] === '*') at++;
      const rest = pattern.slice(at + 1);
      const isDeep =
        at > start &&
        (start === first || pattern[start - 1] === '/') &&
        /^(?:$|\/|\\\/)/u.test(rest);
      // `**/` stands for nothing, too.
      if (ofPath && isDeep && rest.startsWith('/')) add(undefined, false, [1, 3]);
      add(ofPath && !isDeep ? IN_NAME : ANY, true, [1]);
    } else if (char === '?') add(ofPath ? IN_NAME : ANY);
    else if (char === '[') {
      const found = classAt(pattern, at);
      const { test } = found ?? {};
      add(ofPath && test ? (c) => c !== SLASH && test(c) : test);
      at = found?.end ?? pattern.length;
    } else {
      // An escape with nothing behind it matches nothing.
      if (char === '\\') at++;
      const code = pattern.charCodeAt(at);
      add(Number.isNaN(code) ? undefined : (c) => c === code);
    }
  }
  return places;
}

/**
 * @returns undefined for one that is never closed, or names a class that there is not: it matches
 * nothing
 */
function classAt(
  pattern: string,
  open: number,
): { readonly test: Test; readonly end: number } | undefined {
  const codes = new Set<number>();
  let at = open + 1;
  const isNegated = pattern[at] === '!' || pattern[at] === '^';
  if (isNegated) at++;
  // What a range may start from.
  let before: number | undefined;
  for (let isFirst = true; isFirst || pattern[at] !== ']'; at++, isFirst = false) {
    if (at >= pattern.length) return undefined;
    const next = pattern[at + 1] as string | undefined;
    if (pattern[at] === '-' && before !== undefined && next !== undefined && next !== ']') {
      if (pattern[++at] === '\\') at++;
      if (at >= pattern.length) return undefined;
      for (let code = before; code <= pattern.charCodeAt(at); code++) codes.add(code);
      before = undefined;
    } else if (pattern[at] === '[' && next === ':') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) return undefined;
      if (close - at < 3 || pattern[close - 1] !== ':') codes.add((before = 0x5b));
      else {
        const named = CLASSES[pattern.slice(at + 2, close - 1)] as RegExp | undefined;
        if (!named) return undefined;
        for (let code = 0; code < 128; code++)
          if (named.test(String.fromCharCode(code))) codes.add(code);
        before = undefined;
        at = close;
      }
    } else {
      if (pattern[at] === '\\') at++;
      if (at >= pattern.length) return undefined;
      codes.add((before = pattern.charCodeAt(at)));
    }
  }
  return { test: (char) => codes.has(char) !== isNegated, end: at };
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[a-z\d]/iu,
  alpha: /[a-z]/iu,
  blank: /[ \t]/u,
  cntrl: /[\0-\x1f\x7f]/u,
  digit: /\d/u,
  graph: /[!-~]/u,
  lower: /[a-z]/u,
  print: /[ -~]/u,
  punct: /[!-/:-@[-`{-~]/u,
  space: /\s/u,
  upper: /[A-Z]/u,
  xdigit: /[\da-f]/iu,
};
