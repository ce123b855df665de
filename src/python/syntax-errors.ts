import type { Node } from 'web-tree-sitter';

export interface PythonSyntaxError {
  readonly message: string;
  /** UTF-16 offset. */
  readonly at: number;
}

/** The first place that the parser could not read. */
export function firstSyntaxError(root: Node): PythonSyntaxError | undefined {
  let node = root;
  while (node.hasError && !node.isError && !node.isMissing) {
    const next = node.children.find((child) => child.hasError || child.isError || child.isMissing);
    if (!next) break;
    node = next;
  }
  if (node.isMissing) return { message: `\`${node.type}\` is missing.`, at: node.startIndex };
  if (!node.isError) return undefined;
  const [line] = node.text.trim().split('\n');
  return { message: `this cannot be read as Python: \`${line}\`.`, at: node.startIndex };
}
