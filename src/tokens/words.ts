/**
 * Where names stand in a text, by its tokens alone. This is the other side of a count that proves
 * coverage: it must not see the text as a front end does, so nothing here knows a grammar beyond
 * that of tokens, and nothing is shared with those who take facts. Offsets are UTF-16 code units.
 */

/** A token that is one of the names looked for, or a string of no other text. */
export interface Word {
  readonly name: string;
  readonly form: 'name' | 'string';
  /** With the quotes of a string. */
  readonly span: Span;
  /** The tokens beside it, comments and line ends apart; empty at the ends of the text. */
  readonly before: string;
  readonly after: string;
}

export interface Words {
  readonly words: readonly Word[];
  /** The names that stand in comments and in longer texts, as often as they do. */
  readonly inTexts: readonly string[];
}

/**
 * A piece of a text. `text`: a part of a string around what is worked out in it, and what else is
 * no code and no comment.
 */
export interface Token {
  readonly kind: 'name' | 'string' | 'text' | 'comment' | 'other' | 'blank';
  readonly start: number;
  readonly end: number;
  /** What a string says, where it is written as it is read. */
  readonly said?: string;
}

export type Span = readonly [start: number, end: number];

/** The comments among the tokens of a text. */
export function commentsAmong(tokens: Iterable<Token>): Span[] {
  return [...tokens].flatMap(({ kind, start, end }): Span[] =>
    kind === 'comment' ? [[start, end]] : [],
  );
}

/** The words of a text among its tokens, which are in order. */
export function wordsAmong(
  text: string,
  tokens: Iterable<Token>,
  isLookedFor: (name: string) => boolean,
): Words {
  const found: { -readonly [K in keyof Word]: Word[K] }[] = [];
  const inTexts: string[] = [];
  let [before, isLast] = ['', false];
  for (const { kind, start, end, said } of tokens) {
    if (kind === 'blank') continue;
    const value = text.slice(start, end);
    if (kind === 'comment') {
      inTexts.push(...namesIn(value, isLookedFor));
      continue;
    }
    const last = found.at(-1);
    if (isLast && last) last.after = value;
    const name = kind === 'name' ? value : kind === 'string' ? said : undefined;
    isLast = name !== undefined && isLookedFor(name);
    if (isLast && name !== undefined)
      found.push({
        name,
        form: kind === 'name' ? 'name' : 'string',
        span: [start, end],
        before,
        after: '',
      });
    else if (kind === 'string' || kind === 'text') inTexts.push(...namesIn(value, isLookedFor));
    before = value;
  }
  return { words: found, inTexts };
}

const WORD = /[\p{L}\p{N}_$]+/gu;

function namesIn(text: string, isLookedFor: (name: string) => boolean): string[] {
  return [...text.matchAll(WORD)].flatMap(([word]) => (isLookedFor(word) ? [word] : []));
}
