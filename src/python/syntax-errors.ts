import type { Node } from 'web-tree-sitter';
import type { SyntaxErrorFact } from '../facts/types.js';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The first place that the parser could not read.
 * @param text the file's
 */
export function firstSyntaxError(root: Node, text: string): SyntaxErrorFact | undefined {
  if (!root.hasError) return undefined;
  let node = root;
  while (!node.isMissing) {
    // What could not be read may begin with whole statements, and an open bracket swallows what
    // follows.
    const rest: readonly Node[] = node.isError
      ? node.children.filter(({ type }) => !/_(?:statement|definition)$/u.test(type))
      : node.children;
    const open = node.isError && firstOpen(rest);
    if (open) return { message: `\`${open.type}\` is never closed.`, at: open.startIndex };
    if (node.isError && !rest[0]?.isError) return unreadable(text, node, rest[0] ?? node);
    const next = rest.find((child) => child.isError || child.hasError);
    if (!next) return unreadable(text, node, afterMissingEnd(node) ?? node);
    node = next;
  }
  return { message: `\`${node.type}\` is missing.`, at: node.startIndex };
}

/** The first bracket that none of these nodes closes. */
function firstOpen(nodes: readonly Node[]): Node | undefined {
  // Each question crosses into the parser.
  const types = nodes.map(({ type }) => type);
  const closed = new Set(types);
  const first = types.findIndex(
    (type) => Object.hasOwn(CLOSING, type) && !closed.has(CLOSING[type]),
  );
  return nodes[first];
}

/** The statement that follows another one on its line: what is missing there is not in the tree. */
function afterMissingEnd({ children, text, startIndex }: Node): Node | undefined {
  return children.find(
    (child, i) =>
      i > 0 &&
      !/[\n;]/u.test(
        text.slice(children[i - 1].endIndex - startIndex, child.startIndex - startIndex),
      ),
  );
}

function unreadable(text: string, { endIndex }: Node, { startIndex: at }: Node): SyntaxErrorFact {
  const [line] = text.slice(at, endIndex).split(/[\n\r]/u);
  return { message: `This cannot be read as Python: \`${line.trim()}\`.`, at };
}
