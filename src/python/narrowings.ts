import type { Span, TypeTerm } from '../facts/types.js';
import { annotation } from './annotations.js';
import type { Extractor } from './extract.js';
import { kidOf, type PyNode } from './nodes.js';

/** How many operands of one condition are looked at. */
const MOST = 20;

interface Test {
  readonly name: PyNode;
  readonly type: PyNode;
}

/** Notes what a condition says of names, where it is true or where it is false: `isinstance(x, C)`. */
export function narrow(x: Extractor, condition: PyNode, isTrue: boolean, span: Span): void {
  const { b } = x;
  if (span[0] >= span[1]) return;
  for (const { name, type } of testsOf(x, condition, isTrue)) {
    const binding = b.resolveValue(x.textOf(name));
    if (binding !== -1) b.facts.narrowings.push({ binding, type: typeOf(x, type), span });
  }
}

function typeOf(x: Extractor, node: PyNode): TypeTerm {
  return node.type === 'tuple'
    ? { k: 'union', items: node.kids.map((kid) => annotation(x, kid)) }
    : annotation(x, node);
}

function testsOf(x: Extractor, condition: PyNode, isTrue: boolean): Test[] {
  const found: Test[] = [];
  const waiting = [{ node: condition, holds: isTrue }];
  for (let steps = 0; steps < MOST; steps++) {
    const next = waiting.pop();
    if (!next) break;
    const { node, holds } = next;
    const { kids, type } = node;
    const [first, second] = kids;
    if (type === 'parenthesized_expression' && first) waiting.push({ node: first, holds });
    else if (type === 'not_operator' && first) waiting.push({ node: first, holds: !holds });
    else if (type === 'boolean_operator' && second) {
      if (isOr(x, node) !== holds) waiting.push({ node: first, holds }, { node: second, holds });
    } else if (type === 'call' && holds && second) {
      const [name, given, ...more] = second.kids;
      const isTest = x.textOf(first) === 'isinstance' && x.b.resolveValue('isinstance') === -1;
      if (isTest && given && more.length === 0 && name.type === 'identifier')
        found.push({ name, type: given });
    }
  }
  return found;
}

export function isOr({ b }: Extractor, { kids: [left, right] }: PyNode): boolean {
  return /\bor\b/u.test(b.text.slice(left.end, right.start));
}

/** What holds in the branches of `if` and `elif`, and in a loop. */
export function narrowBranches(x: Extractor, { kids, end }: PyNode): void {
  const [condition, ...rest] = kids;
  const block = rest.find((kid) => kid.type === 'block');
  if (!block) return;
  narrow(x, condition, true, [block.start, block.end]);
  narrow(x, condition, false, [block.end, end]);
}

/**
 * What holds behind a statement of a block: an assertion, or a branch that is left where its
 * condition is not what is wanted.
 */
export function narrowBehind(x: Extractor, node: PyNode, end: number): void {
  const [condition] = node.kids;
  if (node.type === 'assert_statement') narrow(x, condition, true, [node.end, end]);
  if (node.type !== 'if_statement' || node.kids.length > 2) return;
  const last = kidOf(node, 'block')?.kids.at(-1);
  if (last && LEAVES.has(last.type)) narrow(x, condition, false, [node.end, end]);
}

const LEAVES = new Set([
  'break_statement',
  'continue_statement',
  'raise_statement',
  'return_statement',
]);
