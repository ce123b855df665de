import jsTokens from 'js-tokens';
import { commentsAmong, wordsAmong, type Span, type Token, type Words } from './words.js';

/**
 * Files in which `<` may start an element where a value is expected; elsewhere it starts type
 * arguments.
 */
const WITH_JSX = /\.(?:[cm]?js|[jt]sx)$/u;

/** Where names stand in TypeScript and JavaScript. */
export function scriptWords(
  file: string,
  text: string,
  isLookedFor: (name: string) => boolean,
): Words {
  return wordsAmong(text, tokensOf(text, WITH_JSX.test(file)), isLookedFor);
}

/** Where comments stand in TypeScript and JavaScript. */
export function scriptComments(file: string, text: string): Span[] {
  return commentsAmong(tokensOf(text, WITH_JSX.test(file)));
}

function* tokensOf(text: string, jsx: boolean): Generator<Token> {
  let start = 0;
  for (const { type, value } of jsx ? jsTokens(text, { jsx }) : jsTokens(text)) {
    const end = start + value.length;
    if (type === 'StringLiteral' || type === 'NoSubstitutionTemplate' || type === 'JSXString')
      yield { kind: 'string', start, end, said: value.slice(1, -1) };
    else yield { kind: KINDS[type] ?? 'other', start, end };
    start = end;
  }
}

const KINDS: Readonly<Record<string, Token['kind'] | undefined>> = {
  HashbangComment: 'comment',
  IdentifierName: 'name',
  JSXIdentifier: 'name',
  JSXText: 'text',
  LineTerminatorSequence: 'blank',
  MultiLineComment: 'comment',
  RegularExpressionLiteral: 'text',
  SingleLineComment: 'comment',
  TemplateHead: 'text',
  TemplateMiddle: 'text',
  TemplateTail: 'text',
  WhiteSpace: 'blank',
};
