import type { Node } from 'web-tree-sitter';
import type { PyNode } from './nodes.js';
import { addWords } from './words.js';

/** What no fact is made of. */
const LEFT_OUT =
  /^(?:comment|line_continuation|escape_|string_(?:start|content|end)|import_prefix|type_conversion|format_specifier)/u;
/** Leaves that are found in the text: asking the parser for them costs as much as all the rest. */
const WORDS = ['identifier', 'integer', 'true', 'false', 'none'];

let compound: string[] | undefined;

/**
 * Copies a parsed tree. All nodes but words are fetched in one call and nested by their offsets,
 * since every further question crosses into the parser: this takes a third of the time of a walk.
 */
export function copyTree(root: Node, text: string): PyNode {
  // The parser finds no node by type once an error is among the types.
  return root.hasError ? walk(root) : nest(root, text);
}

function walk(root: Node): PyNode {
  const copy = (node: Node): PyNode => ({
    type: node.isError ? 'ERROR' : node.type,
    start: node.startIndex,
    end: node.endIndex,
    kids: [],
  });
  const top = copy(root);
  const waiting: [from: Node, to: PyNode][] = [[root, top]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const kid of next[0].namedChildren) {
      if (kid.isMissing || (!kid.isError && LEFT_OUT.test(kid.type))) continue;
      const made = copy(kid);
      next[1].kids.push(made);
      waiting.push([kid, made]);
    }
  }
  return top;
}

function nest(root: Node, text: string): PyNode {
  const { language } = root.tree;
  compound ??= [
    ...new Set(
      language.types.filter(
        (type, id) => language.nodeTypeIsNamed(id) && !WORDS.includes(type) && !LEFT_OUT.test(type),
      ),
    ),
  ];
  const top: PyNode = { type: root.type, start: root.startIndex, end: root.endIndex, kids: [] };
  const all = [top];
  const stack = [top];
  for (const node of root.descendantsOfType(compound)) {
    if (node.id === root.id) continue;
    const start = node.startIndex;
    const made: PyNode = { type: node.type, start, end: node.endIndex, kids: [] };
    const parent = parentOf(stack, start, made.end);
    // A keyword that starts a node goes by the same name as the node: `lambda`, `await`, `yield`,
    // `type X = Y`.
    if (
      parent.start === start &&
      made.end === start + made.type.length &&
      text.startsWith(made.type, start) &&
      parent !== top
    )
      continue;
    parent.kids.push(made);
    stack.push(made);
    all.push(made);
  }
  for (const node of all) addWords(node, text);
  return top;
}

function parentOf(stack: PyNode[], start: number, end: number): PyNode {
  for (;;) {
    const top = stack[stack.length - 1];
    if (
      stack.length === 1 ||
      (top.start <= start && end <= top.end && (start < top.end || start === end))
    )
      return top;
    stack.pop();
  }
}
