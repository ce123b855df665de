import { createRequire } from 'node:module';
import { isNode, type ShiftNode } from './nodes.js';

/** The parsers that jscodeshift offers under `--parser`. */
export const PARSERS = ['babel', 'babylon', 'flow', 'ts', 'tsx'] as const;

export type ParserName = (typeof PARSERS)[number];

type Parser = (name: ParserName, config?: object) => { parse(text: string): unknown };

const require = createRequire(import.meta.url);

/** jscodeshift is an optional peer of this package. */
export function areParsersInstalled(): boolean {
  try {
    require.resolve('jscodeshift/src/getParser.js');
    return true;
  } catch {
    return false;
  }
}

/** Loads a parser, which takes longer than most files do. */
export function loadParser(name: ParserName): void {
  parse(name, '');
}

/**
 * Parses a text with one of jscodeshift's parsers, which are loaded when they are first asked for.
 * The text goes to the parser itself: recast would print it anew, with other line ends and indents.
 * @param config options for the parser instead of jscodeshift's own (`--parser-config`)
 * @returns undefined where the parser does not take the text
 */
export function parse(name: ParserName, text: string, config?: object): ShiftNode | undefined {
  const getParser = require('jscodeshift/src/getParser.js') as Parser;
  let ast: unknown;
  try {
    ast = getParser(name, config).parse(text);
  } catch {
    return undefined;
  }
  if (!isNode(ast)) return undefined;
  return Array.isArray(ast.errors) && ast.errors.length > 0 ? undefined : ast;
}

/**
 * The parsers that may take a file, the likeliest first: by its name and its `@flow` pragma. Flow's
 * own is asked only for Flow, or by name: where it does not take a text it may go back and forth
 * for hours. `babylon` reads Flow's types, too.
 * @param wanted is tried before the others of the file's language
 */
export function parsersFor(path: string, text: string, wanted?: ParserName): ParserName[] {
  if (/\.[cm]?ts$/u.test(path)) return ['ts'];
  if (path.endsWith('.tsx')) return ['tsx'];
  const fitting: ParserName[] = hasFlowPragma(text) ? ['flow', 'babylon'] : ['babel', 'babylon'];
  const first: ParserName[] =
    wanted === 'flow' ? ['flow'] : fitting.filter((name) => name === wanted);
  return [...new Set([...first, ...fitting])];
}

/** `@flow` in a comment above everything else. */
export function hasFlowPragma(text: string): boolean {
  const head = /^\uFEFF?(?:#!.*)?(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/u.exec(text)?.[0] ?? '';
  return /@flow\b/u.test(head);
}
