import { words } from '../contract/words.js';
import type { Span } from '../facts/types.js';

/** What a test says where it holds: that something is there, or that it is not. */
export interface Presence {
  readonly isThere: boolean;
  /** Where the words stand that it says so of. */
  readonly span: Span;
}

const AND = /^(?:and\b|&&)/u;
const OR = /^(?:or\b|\|\|)/u;
/** Nothing, in either language; also a count of none and a search that failed. */
const NOTHING = String.raw`(?:null|undefined|None|False|false|0|-1|''|""|\[\]|\{\})`;
const IS_NOTHING = new RegExp(String.raw`^(.+?)\s*(?:===?|is)\s*${NOTHING}$`, 'su');
const IS_SOMETHING = new RegExp(
  String.raw`^(.+?)\s*(?:!==?|is\s+not|>)\s*${NOTHING}$|^(.+?)\s*>=\s*1$`,
  'su',
);
const IS_IN = /^(?:.+?)\s+in\s+(.+)$/su;
const IS_NOT_IN = /^(?:.+?)\s+not\s+in\s+(.+)$/su;
/** A name, a member or a call: what is left of it where all in brackets is taken away. */
const IS_VALUE = /^(?:await\s+)?[\p{L}_$#][\p{L}\p{N}_$.#?!]*$/u;
/** Words by which a value says the contrary of being there. */
const CONTRARY =
  /^(?:not?|new|missing|absent|fail(?:ed|s)?|error|without|un\w+|never|free|needs?)$/u;

/**
 * What holds wherever a test holds: of `a and not b` that `b` is not there.
 * @param text of the test; spans are counted from `start`
 * @param holds whether the test holds where it is asked about
 */
export function presencesIn(text: string, start: number, holds: boolean): Presence[] {
  const inner = unwrapped([text, start]);
  const [body, at] = inner;
  // Where `a or b` fails, both fail; where `a and b` holds, both hold. Else nobody knows which.
  const parts = split(body, holds ? AND : OR);
  if (parts.length > 1) return parts.flatMap(([t, o]) => presencesIn(t, at + o, holds));
  if (split(body, holds ? OR : AND).length > 1) return [];
  const not = /^(?:not\b|!(?!=))\s*/u.exec(body)?.[0];
  if (not !== undefined) return presencesIn(body.slice(not.length), at + not.length, !holds);
  const isThere = saysPresent(body);
  return isThere === undefined
    ? []
    : [{ isThere: isThere === holds, span: [at, at + body.length] }];
}

function saysPresent(text: string): boolean | undefined {
  if (IS_SOMETHING.test(text)) return true;
  if (IS_NOTHING.test(text)) return false;
  if (IS_NOT_IN.test(text)) return false;
  if (IS_IN.test(text)) return true;
  const bare = withoutBrackets(text);
  return IS_VALUE.test(bare) && !words(bare).some((w) => CONTRARY.test(w)) ? true : undefined;
}

/** Whether a test compares something for being the same: it picks one out of several. */
export function picksOne(text: string): boolean {
  return (
    split(text, OR).length === 1 && /[^!=<>]={2,3}[^=]|\bin\b/u.test(text) && !/!=/u.test(text)
  );
}

/** Without white space and brackets around it. */
function unwrapped([text, start]: readonly [string, number]): [string, number] {
  const lead = text.length - text.trimStart().length;
  const body = text.trim();
  const at = start + lead;
  if (!body.startsWith('(') || closing(body, 0) !== body.length - 1) return [body, at];
  return unwrapped([body.slice(1, -1), at + 1]);
}

/** The parts of a text between operators that stand in no brackets. */
function split(text: string, operator: RegExp): [part: string, offset: number][] {
  const parts: [string, number][] = [];
  let from = 0;
  for (let i = 0; i < text.length;) {
    const jump = skipped(text, i);
    const isWordStart = i === 0 || !/[\p{L}\p{N}_$.]/u.test(text[i - 1]);
    const found = jump === i && isWordStart ? operator.exec(text.slice(i))?.[0] : undefined;
    if (found === undefined) i = Math.max(jump, i + 1);
    else {
      parts.push([text.slice(from, i), from]);
      i += found.length;
      from = i;
    }
  }
  return [...parts, [text.slice(from), from]];
}

function withoutBrackets(text: string): string {
  let bare = '';
  for (let i = 0; i < text.length;) {
    const jump = skipped(text, i);
    if (jump === i) bare += text[i++];
    else i = jump;
  }
  return bare.trim();
}

/** Behind a string or brackets that begin at an offset; the offset itself where none do. */
function skipped(text: string, at: number): number {
  const first = text[at];
  if ('"\'`'.includes(first)) {
    let end = at + 1;
    while (end < text.length && text[end] !== first) end += text[end] === '\\' ? 2 : 1;
    return end + 1;
  }
  return '([{'.includes(first) ? closing(text, at) + 1 : at;
}

function closing(text: string, open: number): number {
  for (let i = open + 1; i < text.length;) {
    if (')]}'.includes(text[i])) return i;
    i = Math.max(skipped(text, i), i + 1);
  }
  return text.length - 1;
}
