import { commentsAmong, wordsAmong, type Span, type Token, type Words } from './words.js';

/** Where names stand in Python. */
export function pythonWords(text: string, isLookedFor: (name: string) => boolean): Words {
  return wordsAmong(text, codeTokens(text, 0, undefined), isLookedFor);
}

/** Where comments stand in Python. */
export function pythonComments(text: string): Span[] {
  return commentsAmong(codeTokens(text, 0, undefined));
}

const BLANK = /(?:[ \t\f\r\n\uFEFF]|\\\r?\n|\\\r)+/uy;
const COMMENT = /#[^\r\n]*/uy;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
/** What starts with a digit holds no name, whatever letters follow. */
const NUMBER = /\.?\d[\p{ID_Continue}.]*/uy;
/** Those of several characters. */
const OPERATOR = /(?:[!%&*+\-/:<=>@^|]=|->|\*\*|\/\/|<<|>>)/uy;
const STRING = /(?<prefix>[a-zA-Z]{0,2})(?<quote>"""|'''|"|')/uy;
const PREFIX = /^(?:|[rbuft]|[bft]r|r[bft])$/iu;

/**
 * The tokens of code, as far as the brace that ends what stands in a formatted string.
 * @param quote that string's, inside of one
 * @returns where it ends
 */
function* codeTokens(
  text: string,
  from: number,
  quote: string | undefined,
): Generator<Token, number> {
  let depth = 0;
  for (let at = from; at < text.length;) {
    if (quote !== undefined && depth === 0 && endsField(text, at)) return at;
    const start = at;
    const string = matchAt(STRING, text, at);
    if (string?.groups && PREFIX.test(string.groups.prefix)) {
      at = yield* stringTokens(
        text,
        start,
        string[0].length,
        string.groups.prefix,
        string.groups.quote,
      );
      continue;
    }
    const blank = matchAt(BLANK, text, at);
    if (blank) {
      at += blank[0].length;
      yield { kind: 'blank', start, end: at };
      continue;
    }
    const [kind, length] = plainToken(text, at);
    if (kind === 'other') depth += '([{'.includes(text[at]) ? 1 : ')]}'.includes(text[at]) ? -1 : 0;
    at += length;
    yield { kind, start, end: at };
  }
  return text.length;
}

function plainToken(text: string, at: number): [Token['kind'], number] {
  const comment = matchAt(COMMENT, text, at);
  if (comment) return ['comment', comment[0].length];
  const name = matchAt(NAME, text, at);
  if (name) return ['name', name[0].length];
  const longer = matchAt(NUMBER, text, at) ?? matchAt(OPERATOR, text, at);
  return [
    'other',
    longer ? longer[0].length : String.fromCodePoint(text.codePointAt(at) ?? 0).length,
  ];
}

/** `}`, `:` and `!` of a conversion end the expression in `{value!r:>9}`; `!=` does not. */
function endsField(text: string, at: number): boolean {
  const c = text[at];
  return c === '}' || c === ':' || (c === '!' && text[at + 1] !== '=');
}

function* stringTokens(
  text: string,
  start: number,
  head: number,
  prefix: string,
  quote: string,
): Generator<Token, number> {
  if (/[ft]/iu.test(prefix)) return yield* formattedTokens(text, start, start + head, quote);
  const end = endOfString(text, start + head, quote);
  const inner = text.slice(start + head, Math.max(start + head, end - quote.length));
  const isPlain = !inner.includes('\\') || /r/iu.test(prefix);
  yield { kind: 'string', start, end, said: isPlain ? inner : undefined };
  return end;
}

/** What stands between the braces of a formatted string is code; the rest is text. */
function* formattedTokens(
  text: string,
  start: number,
  from: number,
  quote: string,
): Generator<Token, number> {
  let [at, part] = [from, start];
  let hasFields = false;
  const fields: boolean[] = [];
  for (; at < text.length;) {
    const c = text[at];
    if (c === '\\') at += 2;
    else if (text.startsWith(quote, at)) break;
    else if (quote.length === 1 && (c === '\n' || c === '\r')) break;
    else if (c === '{' && text[at + 1] === '{' && fields.length === 0) at += 2;
    else if (c === '{') {
      hasFields = true;
      yield { kind: 'text', start: part, end: at + 1 };
      at = part = yield* codeTokens(text, at + 1, quote);
      if (text[at] !== '}') fields.push(true);
      else at++;
    } else {
      if (c === '}') fields.pop();
      at++;
    }
  }
  const end = Math.min(text.length, text.startsWith(quote, at) ? at + quote.length : at);
  if (hasFields) yield { kind: 'text', start: part, end };
  else yield { kind: 'string', start, end, said: text.slice(from, at) };
  return end;
}

/** Behind a string; where it is not closed, its line or the text ends it. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') {
      // A line end of two characters is one.
      if (text[at + 1] === '\r' && text[at + 2] === '\n') at++;
      at++;
    } else if (text.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && (text[at] === '\n' || text[at] === '\r')) return at;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
