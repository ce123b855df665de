import type { Language, Node, TreeCursor } from 'web-tree-sitter';
import { NODE_FIELDS, type FieldKind, type PythonNodeType } from './node-types.js';
import { SourcePiece, type Lines, type PythonComment, type PythonNode } from './nodes.js';

/** What a copy consists of. */
interface Copied {
  readonly ast: PythonNode<'Program'>;
  /** Each before what is inside of it. */
  readonly nodes: readonly PythonNode[];
  readonly comments: readonly PythonComment[];
}

/** A node under construction. */
class Draft extends SourcePiece {
  declare parent: Draft | undefined;
  declare children: Draft[];
  [field: string]: unknown;
}

/** A node whose children are being read. */
interface Open {
  readonly node: Draft;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /**
   * Where the last thing in it ends, and where its last node does: the grammar lets a block swallow
   * the comments behind it.
   */
  lastEnd: number;
  codeEnd: number;
}

/** What has nothing inside. */
const LEAVES: ReadonlySet<string> = new Set<PythonNodeType>([
  'identifier',
  'integer',
  'string_start',
  'string_end',
  'none',
  'true',
  'false',
]);

/** The names of the grammar's symbols by id; `named` has none for punctuation and keywords. */
interface Symbols {
  readonly all: readonly (string | null)[];
  readonly named: readonly (string | undefined)[];
}

let symbols: Symbols | undefined;

function symbolsOf(language: Language): Symbols {
  return (symbols ??= {
    all: language.types,
    named: Array.from(language.types, (type, id) =>
      language.nodeTypeIsNamed(id) ? type : undefined,
    ),
  });
}

/**
 * Copies a tree into plain data, in one walk: each question to the parser's memory costs.
 * @param lines of the file that the tree was made of
 */
export function syntaxTree(root: Node, lines: Lines): Copied {
  const cursor = root.walk();
  try {
    return new TreeCopy(cursor, symbolsOf(root.tree.language), lines).copy();
  } finally {
    cursor.delete();
  }
}

class TreeCopy {
  private readonly nodes: Draft[] = [];
  private readonly comments: PythonComment[] = [];
  private readonly path: Open[] = [];

  constructor(
    private readonly cursor: TreeCursor,
    private readonly symbols: Symbols,
    private readonly lines: Lines,
  ) {}

  copy(): Copied {
    this.open('Program', [0, this.lines.text.length], undefined);
    if (this.cursor.gotoFirstChild()) this.walk();
    const nodes = this.nodes as unknown as readonly PythonNode[];
    return { ast: nodes[0] as PythonNode<'Program'>, nodes, comments: this.comments };
  }

  private walk(): void {
    const { cursor, path } = this;
    for (;;) {
      if (this.visit(path[path.length - 1])) {
        if (cursor.gotoFirstChild()) continue;
        this.close();
      }
      while (!cursor.gotoNextSibling()) {
        cursor.gotoParent();
        if (path.length === 1) return;
        this.close();
      }
    }
  }

  /** @returns whether the node under the cursor was opened */
  private visit(parent: Open): boolean {
    const { cursor, symbols } = this;
    const id = cursor.nodeTypeId;
    const type = id < symbols.named.length ? symbols.named[id] : 'ERROR';
    if (type === undefined) {
      this.addToken(parent, symbols.all[id] ?? '');
      return false;
    }
    const range: [number, number] = [cursor.startIndex, cursor.endIndex];
    if (type === 'comment' || type === 'line_continuation') {
      if (type === 'comment') this.addComment(range);
      parent.lastEnd = range[1];
      return false;
    }
    this.open(type, range, parent);
    if (!LEAVES.has(type)) return true;
    this.close();
    return false;
  }

  private open(type: string, range: [number, number], parent: Open | undefined): void {
    const node = new Draft(type, range, this.lines);
    const fields = NODE_FIELDS[type as PythonNodeType];
    node.parent = parent?.node;
    for (const name in fields) {
      const kind = fields[name];
      node[name] = kind === 'nodes' || kind === 'tokens' ? [] : kind === 'flag' ? false : undefined;
    }
    node.children = [];
    this.nodes.push(node);
    this.path.push({ node, fields, lastEnd: -1, codeEnd: -1 });
    if (parent) this.addNode(parent, node);
  }

  private close(): void {
    const closed = this.path.pop();
    const parent = this.path.at(-1);
    if (!closed || !parent) return;
    const { node, lastEnd, codeEnd } = closed;
    parent.lastEnd = node.range[1];
    if (codeEnd >= 0 && lastEnd === node.range[1]) node.range[1] = codeEnd;
    parent.codeEnd = node.range[1];
  }

  private addNode({ node: parent, fields }: Open, node: Draft): void {
    const given = this.cursor.currentFieldName;
    const field = given === 'type' ? 'annotation' : (given ?? '');
    const kind = fields[field] as FieldKind | undefined;
    if (kind === 'nodes') (parent[field] as Draft[]).push(node);
    else if (kind === 'node' && parent[field] === undefined) parent[field] = node;
    else parent.children.push(node);
  }

  private addToken(parent: Open, token: string): void {
    const { node, fields } = parent;
    parent.codeEnd = -1;
    if (fields.operator === 'token' && node.operator === undefined) node.operator = token;
    else if (fields.operators === 'tokens' && this.cursor.currentFieldName === 'operators')
      (node.operators as string[]).push(token);
    else if (token === 'async' && fields.async === 'flag') node.async = true;
  }

  /** The grammar takes a carriage return at the end of the line for part of the comment. */
  private addComment([start, end]: [number, number]): void {
    const value = this.lines.text.slice(start + 1, end).replace(/\r$/u, '');
    const comment = new SourcePiece('comment', [start, start + 1 + value.length], this.lines);
    this.comments.push(Object.assign(comment, { value }) as unknown as PythonComment);
  }
}
