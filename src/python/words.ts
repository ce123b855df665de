import type { PyNode } from './nodes.js';

const KEYWORDS = new Set([
  'and',
  'as',
  'assert',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
]);
/** Nodes in which a lone underscore is no name. */
const PATTERNS = new Set(['case_pattern', 'union_pattern', 'keyword_pattern', 'splat_pattern']);
/** Words that are keywords only where they start a node of a certain type. */
const FIRST: Readonly<Record<string, string>> = {
  print_statement: 'print',
  exec_statement: 'exec',
  match_statement: 'match',
  case_clause: 'case',
  type_alias_statement: 'type',
  await: 'await',
  function_definition: 'async',
  for_statement: 'async',
  with_statement: 'async',
  for_in_clause: 'async',
};
const WORD = /[\p{L}\p{N}_]+/uy;

/** Puts the names, integers and constants that stand between a node's kids among them. */
export function addWords(node: PyNode, text: string): void {
  const { kids, type } = node;
  if (type === 'string' || type === 'float') return;
  const all: PyNode[] = [];
  let at = node.start;
  for (const kid of kids) {
    // What is behind the value in `{value!r:>9}` is no Python.
    if (type !== 'interpolation' || all.length === 0) wordsBetween(at, kid.start, node, text, all);
    all.push(kid);
    at = kid.end;
  }
  if (type !== 'interpolation' || all.length === 0) wordsBetween(at, node.end, node, text, all);
  if (all.length > kids.length) kids.splice(0, kids.length, ...all);
}

function wordsBetween(from: number, to: number, node: PyNode, text: string, into: PyNode[]): void {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === HASH) at = endOfLine(text, at);
    else if (isWord(code)) {
      WORD.lastIndex = at;
      if (!WORD.test(text)) continue;
      const end = WORD.lastIndex;
      const word = text.slice(at, end);
      if (!isKeyword(word, at, node)) {
        into.push({ type: typeOf(word, code), start: at, end, kids: [] });
        if (node.type === 'interpolation') return;
      }
      at = end - 1;
    }
  }
}

function isKeyword(word: string, at: number, { type, start }: PyNode): boolean {
  if (KEYWORDS.has(word) || (at === start && FIRST[type] === word)) return true;
  return word === '_'
    ? PATTERNS.has(type)
    : word === '__future__' && type === 'future_import_statement';
}

const HASH = 35;

/** A letter, a digit, an underscore, or anything beyond ASCII, which may be one. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    code === 95 ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code > 127
  );
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function typeOf(word: string, first: number): string {
  if (first >= 48 && first <= 57) return 'integer';
  return word === 'None'
    ? 'none'
    : word === 'True'
      ? 'true'
      : word === 'False'
        ? 'false'
        : 'identifier';
}
