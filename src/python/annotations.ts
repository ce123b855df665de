import type { TypeTerm } from '../facts/types.js';
import type { Extractor } from './extract.js';
import { spanOf, type PyNode } from './nodes.js';
import { stringText } from './strings.js';

const KEYWORDS: Readonly<Record<string, string>> = {
  str: 'string', bytes: 'string', int: 'number', float: 'number', bool: 'boolean', None: 'null', Any: 'any', object: 'object',
}; // prettier-ignore
const LISTS = new Set([
  'list',
  'List',
  'Sequence',
  'Iterable',
  'Iterator',
  'Generator',
  'set',
  'Set',
  'frozenset',
  'tuple',
  'Tuple',
  'Collection',
]);
const TRANSPARENT = new Set(['Optional', 'Final', 'ClassVar', 'Annotated', 'Union']);

/** Reduces an annotation. `Optional[X]`, `X | None` and `Union` are unions; a quoted name is the name. */
export function annotation(x: Extractor, node: PyNode, depth = 0): TypeTerm {
  const { kids, type } = node;
  if (depth > 100) return { k: 'other' };
  const inner = (kid: PyNode) => annotation(x, kid, depth + 1);
  switch (type) {
    case 'type':
    case 'parenthesized_expression':
      return kids.length > 0 ? inner(kids[0]) : { k: 'other' };
    case 'identifier':
    case 'attribute':
    case 'dotted_name':
      return reference(x, x.textOf(node), node, []);
    case 'member_type':
      return reference(x, x.textOf(node).replaceAll(/\s/gu, ''), node, []);
    case 'none':
      return { k: 'keyword', name: 'null' };
    case 'string': {
      const quoted = stringText(node, x.b.text).trim();
      return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(quoted) ? reference(x, quoted, node, []) : { k: 'other' };
    }
    case 'union_type':
    case 'binary_operator':
      return { k: 'union', items: kids.map(inner) };
    case 'generic_type':
    case 'subscript': {
      const [head, ...rest] = kids;
      const given = rest.flatMap((kid) => (kid.type === 'type_parameter' || kid.type === 'tuple' ? kid.kids : [kid]));
      return generic(x, x.textOf(head), node, given.map(inner));
    }
    default:
      return { k: 'other' };
  }
}

function generic(x: Extractor, name: string, node: PyNode, args: readonly TypeTerm[]): TypeTerm {
  const last = name.split('.').at(-1) ?? name;
  if (TRANSPARENT.has(last)) return { k: 'union', items: args };
  if (LISTS.has(last)) return { k: 'array', item: args.at(0) ?? { k: 'other' } };
  return reference(x, name, node, args);
}

function reference(x: Extractor, name: string, node: PyNode, args: readonly TypeTerm[]): TypeTerm {
  const [root] = name.split('.');
  const binding = x.b.resolveValue(root);
  const keyword = binding === -1 || name === 'Any' ? KEYWORDS[name] : undefined;
  if (keyword !== undefined) return { k: 'keyword', name: keyword };
  if (binding === -1 && LISTS.has(name)) return { k: 'array', item: { k: 'other' } };
  return x.typeNamed({ k: 'ref', name, binding, args, span: spanOf(node) });
}
