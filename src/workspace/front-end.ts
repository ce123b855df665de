import type ts from 'typescript';
import { UnreadableError, type FrontEnd } from '../facts/language.js';
import type { BlockFact } from '../facts/blocks.js';
import type { Serializable } from '../facts/serializable.js';
import type { ModuleFacts, Span } from '../facts/types.js';
import { extractBlockWith, extractFactsWith } from '../jscodeshift/extract.js';
import {
  areParsersInstalled,
  hasFlowPragma,
  loadParser,
  parsersFor,
  type ParserName,
} from '../jscodeshift/parsers.js';
import type { TypeScript } from '../typescript/builder.js';
import { extractBlock } from '../typescript/blocks.js';
import { depthOf, extractFacts, factsOfSource, isParsed } from '../typescript/extract.js';
import { asCompiler } from './bounds.js';
import { languageOfFile } from './languages.js';

/**
 * A language that was added reads its own files. The compiler reads any other, unless it stumbles
 * where one of jscodeshift's parsers does not (proposals), or the file says that it is Flow: the
 * compiler takes some of that for something else.
 */
export const readFacts: FrontEnd = (path, text) => {
  const language = languageOfFile(path);
  if (language) return language.read(path, text);
  const facts = isFlow(path, text) ? undefined : fromCompiler(path, text);
  if (!facts) return fromJscodeshift(path, text) ?? fromCompiler(path, text);
  if (facts.syntaxErrors.length === 0) return facts;
  try {
    return fromJscodeshift(path, text) ?? facts;
  } catch (error) {
    // What the compiler could read, and where it stumbled, says more than that another parser was
    // broken off.
    if (error instanceof UnreadableError) return facts;
    throw error;
  }
};

/**
 * The facts of a file whose nodes somebody has: taken from them, unless another parser reads it
 * better.
 * @param ts the namespace of the compiler that the nodes are of
 * @param source with parents
 * @param text the one that was parsed
 * @returns undefined where {@link readFacts} is to read the text
 */
export function factsOfNodes(
  ts: TypeScript,
  source: ts.SourceFile,
  path: string,
  text: string,
): ModuleFacts | undefined {
  if (isFlow(path, text)) return undefined;
  const facts = factsOfSource(ts, source, path, text);
  return facts.syntaxErrors.length === 0 ? facts : undefined;
}

/**
 * The statements of one function of a file, read by whoever {@link readFacts} had read the file.
 * @returns undefined where the function has no body
 * @throws {UnreadableError} as {@link readFacts} does
 */
export function readBlock(
  path: string,
  text: string,
  span: Span,
): Serializable<BlockFact> | undefined {
  const language = languageOfFile(path);
  if (language) return language.block(text, span);
  const made = isFlow(path, text)
    ? undefined
    : asCompiler(text, (ts) => extractBlock(ts, path, withoutMark(text), span));
  if (made || !areParsersInstalled()) return made;
  for (const parser of parsersFor(path, text, undefined)) {
    loadParser(parser);
    const block = asCompiler(text, (ts) =>
      extractBlockWith(ts, parser, path, withoutMark(text), span),
    );
    if (block) return block;
  }
  return undefined;
}

/** Whether the parser of its language alone would read a text, and without an error. */
export function isPlainlyParsed(path: string, text: string): boolean {
  const language = languageOfFile(path);
  if (language) return language.read(path, text).syntaxErrors.length === 0;
  return !isFlow(path, text) && asCompiler(text, (ts) => isParsed(ts, path, withoutMark(text)));
}

/**
 * How deep the nodes of a file may nest for the type checker, which needs more of the stack for
 * each than the parser does.
 */
const DEEPEST_CHECKED = 200;

/**
 * Whether the type checker can be given a text: the compiler gets through it within its bounds, and
 * it does not nest too deeply.
 */
export function isCheckable(path: string, text: string): boolean {
  if (!isSuspect(text)) return true;
  try {
    return asCompiler(text, (ts) => depthOf(ts, path, text)) <= DEEPEST_CHECKED;
  } catch (error) {
    if (error instanceof UnreadableError) return false;
    throw error;
  }
}

/**
 * Whether a text looks as if it may nest deeply: by its brackets, by its length, or by a long
 * statement. To parse every file for it would cost too much.
 */
function isSuspect(text: string): boolean {
  if (text.length > 15_000) return true;
  let depth = 0;
  let last = 0;
  for (const { 0: bracket, index } of text.matchAll(/=>|[()[\]{}<>;]/gu)) {
    if (bracket === '=>') continue;
    if (index - last > 400) return true;
    if (bracket === ';' || bracket === '{' || bracket === '}') last = index;
    if (bracket !== ';') depth = Math.max(0, depth + ('([{<'.includes(bracket) ? 1 : -1));
    if (depth > 20) return true;
  }
  return text.length - last > 400;
}

const MISSING = 'jscodeshift is not installed. Install it (npm install --save-dev jscodeshift).';

/** What may help with a syntax error; empty where every parser had its turn. */
export function parserHint(path: string): string {
  return languageOfFile(path) || areParsersInstalled()
    ? ''
    : ` Syntax of a proposal is read with jscodeshift's parsers, but ${MISSING}`;
}

function isFlow(path: string, text: string): boolean {
  return /\.[cm]?jsx?$/u.test(path) && hasFlowPragma(text);
}

/**
 * The front end of a jscodeshift run: its parsers read what they can.
 * @param wanted the parser that the run names
 * @param config options for that parser
 */
export function jscodeshiftFrontEnd(wanted: ParserName, config?: object): FrontEnd {
  if (!areParsersInstalled())
    throw new UnreadableError(`its parsers are asked for, but ${MISSING}`);
  return (path, text) => fromJscodeshift(path, text, wanted, config) ?? fromCompiler(path, text);
}

function fromJscodeshift(
  path: string,
  text: string,
  wanted?: ParserName,
  config?: object,
): ModuleFacts | undefined {
  if (!areParsersInstalled()) {
    // The compiler would take some of it for something else.
    if (isFlow(path, text))
      throw new UnreadableError(`it is Flow, which jscodeshift's parsers read, but ${MISSING}`);
    return undefined;
  }
  for (const parser of parsersFor(path, text, wanted)) {
    loadParser(parser);
    const facts = asCompiler(text, (ts) =>
      extractFactsWith(ts, parser, path, withoutMark(text), parser === wanted ? config : undefined),
    );
    if (facts) return facts;
  }
  return undefined;
}

function fromCompiler(path: string, text: string): ModuleFacts {
  return asCompiler(text, (ts) => extractFacts(ts, path, withoutMark(text)));
}

/** A byte order mark is no part of the program, but has its place in the text. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/u, ' ');
}
