import type { Expr } from '../facts/types.js';
import { spanOf, type PyNode } from './nodes.js';

const QUOTES = /^(?<prefix>[A-Za-z]*)(?<quote>'''|"""|'|")/u;
/** `%s`, `%(name)05.2f`. `%%` is a percent sign. */
const PLACEHOLDER =
  /%(?:%|(?:\(([^)]*)\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?[diouxXeEfFgGcrsa])/gu;
/** `{}`, `{0}`, `{name!r:>3}`. */
const FIELD = /\{\{|\}\}|\{([^{}!:]*)[^{}]*\}/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\n': '',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

type StringExpr = Extract<Expr, { k: 'string' }>;

/** What stands between the quotes, unescaped; a hole for each interpolation of an f-string. */
export function stringText(node: PyNode, text: string): string {
  const source = text.slice(node.start, node.end);
  const { prefix = '', quote = '' } = QUOTES.exec(source)?.groups ?? {};
  const from = node.start + prefix.length + quote.length;
  const to =
    source.endsWith(quote) && source.length >= prefix.length + 2 * quote.length
      ? node.end - quote.length
      : node.end;
  const parts: string[] = [];
  let at = from;
  for (const hole of node.kids.filter((kid) => kid.type === 'interpolation')) {
    parts.push(text.slice(at, hole.start));
    at = hole.end;
  }
  parts.push(text.slice(at, to));
  const isRaw = /r/iu.test(prefix);
  return parts.map((part) => (isRaw ? part : unescaped(part)).replaceAll('\0', ' ')).join('\0');
}

function unescaped(part: string): string {
  if (!part.includes('\\')) return part;
  return part.replaceAll(
    /\\(\r\n|[\s\S])/gu,
    (whole, char: string) => ESCAPES[char === '\r\n' ? '\n' : char] ?? whole,
  );
}

/**
 * `'/hosts/%s' % name`: the placeholders become holes.
 * @param entry what is put in under a key
 */
export function percentFormat(
  format: StringExpr,
  value: Expr,
  span: Expr['span'],
  entry: (key: string) => Expr | undefined,
): StringExpr {
  const given = value.k === 'array' ? [...value.items] : [value];
  return filled(format, PLACEHOLDER, span, (whole, key) => {
    if (whole === '%%') return '%';
    return key === undefined ? given.shift() : entry(key);
  });
}

/** `'/hosts/{}'.format(name)`. */
export function braceFormat(
  format: StringExpr,
  args: readonly Expr[],
  keywords: ReadonlyMap<string, Expr>,
  span: Expr['span'],
): StringExpr {
  let next = 0;
  return filled(format, FIELD, span, (whole, key) => {
    if (key === undefined) return whole[0];
    return key === '' ? args[next++] : /^\d+$/u.test(key) ? args[Number(key)] : keywords.get(key);
  });
}

/**
 * A format with its placeholders filled in. Holes that it had before keep their places, but for
 * those within a placeholder.
 * @param fill what a placeholder stands for: a text, or what makes a hole; undefined where that is
 * not known
 */
function filled(
  format: StringExpr,
  placeholder: RegExp,
  span: Expr['span'],
  fill: (whole: string, key: string | undefined) => string | Expr | undefined,
): StringExpr {
  const holes: Expr[] = [];
  let old = 0;
  const text = format.text.replaceAll(
    new RegExp(`\0|${placeholder.source}`, 'gu'),
    (whole, key: string | undefined) => {
      if (whole === '\0') {
        holes.push(format.holes[old++]);
        return whole;
      }
      old += whole.split('\0').length - 1;
      const given = fill(whole, key);
      if (typeof given === 'string') return given;
      holes.push(given ?? { k: 'unknown', span });
      return '\0';
    },
  );
  return { k: 'string', text, holes, span };
}

/** `'a' 'b'`, `'a' + b`. */
export function joined(parts: readonly Expr[], node: PyNode): StringExpr {
  return {
    k: 'string',
    text: parts.map((p) => (p.k === 'string' ? p.text : '\0')).join(''),
    holes: parts.flatMap((p) => (p.k === 'string' ? p.holes : [p])),
    span: spanOf(node),
  };
}
