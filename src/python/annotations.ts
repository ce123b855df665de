import type { TypeTerm } from '../facts/types.js';
import type { Extractor } from './extract.js';
import { spanOf, type PyNode } from './nodes.js';
import { stringText } from './strings.js';

const KEYWORDS: Readonly<Record<string, string>> = {
  str: 'string',
  bytes: 'string',
  int: 'number',
  float: 'number',
  bool: 'boolean',
  None: 'null',
  Any: 'any',
  object: 'object',
};
const LISTS: ReadonlySet<string> = new Set([
  'AbstractSet',
  'AsyncGenerator',
  'AsyncIterable',
  'AsyncIterator',
  'Collection',
  'Deque',
  'FrozenSet',
  'Generator',
  'Iterable',
  'Iterator',
  'List',
  'MutableSequence',
  'MutableSet',
  'Reversible',
  'Sequence',
  'Set',
  'Tuple',
  'ValuesView',
  'deque',
  'frozenset',
  'list',
  'set',
  'tuple',
]);
const TRANSPARENT = new Set(['Optional', 'Final', 'ClassVar', 'InitVar', 'Union', 'Awaitable']);

/**
 * Reduces an annotation. `Optional[X]`, `X | None` and `Union` are unions; a quoted name is the
 * name.
 */
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
      return quoted(x, node, stringText(node, x.b.text));
    }
    case 'union_type':
    case 'binary_operator':
      return { k: 'union', items: kids.map(inner) };
    case 'generic_type':
    case 'subscript': {
      const [head, ...rest] = kids;
      const given = rest.flatMap((kid) =>
        kid.type === 'type_parameter' || kid.type === 'tuple' ? kid.kids : [kid],
      );
      return generic(x, x.textOf(head), node, given.map(inner));
    }
    default:
      return { k: 'other' };
  }
}

const PART = /\s*([\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*|\.{3}|\S)/uy;

/** A type that is written as a string: `'Client'`, `'list[Client] | None'`. */
function quoted(x: Extractor, node: PyNode, text: string): TypeTerm {
  const parts: string[] = [];
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part; part = PART.exec(text))
    parts.push(part[1].replaceAll(/\s/gu, ''));
  let at = 0;
  const takes = (part: string) => parts[at] === part && ++at > 0;
  const term = (depth: number): TypeTerm => {
    const items = [single(depth)];
    while (takes('|')) items.push(single(depth));
    return items.length === 1 ? items[0] : { k: 'union', items };
  };
  const listed = (depth: number): TypeTerm[] => {
    const items: TypeTerm[] = [];
    while (at < parts.length && !takes(']')) if (!takes(',')) items.push(term(depth + 1));
    return items;
  };
  const single = (depth: number): TypeTerm => {
    const name = parts.at(at++) ?? '';
    if (depth > 100) return { k: 'other' };
    // `Callable[[A], B]`
    if (name === '[') {
      listed(depth);
      return { k: 'other' };
    }
    if (!/^[\p{L}_]/u.test(name)) return { k: 'other' };
    return takes('[') ? generic(x, name, node, listed(depth)) : reference(x, name, node, []);
  };
  const read = term(0);
  return at === parts.length ? read : { k: 'other' };
}

function generic(x: Extractor, name: string, node: PyNode, args: readonly TypeTerm[]): TypeTerm {
  const last = name.split('.').at(-1) ?? name;
  if (TRANSPARENT.has(last)) return { k: 'union', items: args };
  // What stands behind the type says something of it, or of how it comes.
  if (last === 'Annotated') return args.at(0) ?? { k: 'other' };
  if (last === 'Coroutine') return args.at(-1) ?? { k: 'other' };
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
