import type { Node } from 'web-tree-sitter';
import type { PythonSyntaxError } from './nodes.js';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The first place that the parser could not read. */
export function firstSyntaxError(root: Node): PythonSyntaxError | undefined {
  if (!root.hasError) return undefined;
  let node: Node | undefined = root;
  while (node && !node.isMissing) {
    // What could not be read may begin with whole statements, and an open bracket swallows what follows.
    const rest: readonly Node[] = node.isError
      ? node.children.filter(({ type }) => !/_(?:statement|definition)$/u.test(type))
      : node.children;
    const open = node.isError && rest.find(({ type }) => type in CLOSING && !rest.some((other) => other.type === CLOSING[type]));
    if (open) return { message: `\`${open.type}\` is never closed.`, at: open.startIndex };
    if (node.isError && !rest[0]?.isError) return unreadable(node, rest[0]?.startIndex ?? node.startIndex);
    node = rest.find((child) => child.isError || child.hasError);
  }
  return node && { message: `\`${node.type}\` is missing.`, at: node.startIndex };
}

function unreadable(node: Node, at: number): PythonSyntaxError {
  const [line] = node.text.slice(at - node.startIndex).split('\n');
  return { message: `This cannot be read as Python: \`${line.trim()}\`.`, at };
}
