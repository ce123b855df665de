import type { FileProblem, OkParseResult } from '@eslint/core';
import { type Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import {
  configComments,
  disableDirectives,
  inlineConfigs,
  removableRange,
  type InlineConfigs,
} from '../directives.js';
import { PYTHON_LINE_ENDS } from '../../facts/text.js';
import { NODE_FIELDS } from './node-types.js';
import type { PythonComment, PythonModule, PythonNode } from './nodes.js';

/** What rules may look up in: nodes and comments. */
type Piece = PythonNode | PythonComment;

/** By type, where a node's children are: in its fields, and under `children`. */
export const visitorKeys: Record<string, string[]> = Object.fromEntries(
  Object.entries(NODE_FIELDS).map(([type, fields]) => [
    type,
    [
      ...Object.keys(fields).filter((name) => fields[name] === 'node' || fields[name] === 'nodes'),
      'children',
    ],
  ]),
);

/** A Python file as ESLint and its rules see it. */
export class PythonSourceCode extends TextSourceCodeBase<{
  LangOptions: Record<string, unknown>;
  RootNode: PythonNode<'Program'>;
  SyntaxElementWithLoc: Piece;
  ConfigNode: PythonComment;
}> {
  readonly visitorKeys = visitorKeys;
  readonly comments: readonly PythonComment[];
  readonly #nodes: readonly PythonNode[];

  constructor(
    text: string,
    { ast, module }: OkParseResult<PythonNode<'Program'>> & { readonly module: PythonModule },
    readonly hasBOM: boolean,
  ) {
    super({ text, ast, lineEndingPattern: PYTHON_LINE_ENDS });
    this.comments = module.comments;
    this.#nodes = module.nodes;
  }

  override getParent(node: Piece): PythonNode | undefined {
    return 'parent' in node ? node.parent : undefined;
  }

  /** The comments between a node's ends: a fix that replaces the node would lose them. */
  getCommentsInside({ range: [start, end] }: PythonNode): PythonComment[] {
    return this.comments.filter(({ range }) => start <= range[0] && range[1] <= end);
  }

  override *traverse(): Generator<VisitNodeStep> {
    const path: PythonNode[] = [];
    const leave = () => {
      const target = path.pop();
      return new VisitNodeStep({ target: target as PythonNode, phase: 2, args: [target] });
    };
    for (const node of this.#nodes) {
      while (path.length > 0 && path.at(-1) !== node.parent) yield leave();
      path.push(node);
      yield new VisitNodeStep({ target: node, phase: 1, args: [node] });
    }
    while (path.length > 0) yield leave();
  }

  getInlineConfigNodes(): PythonComment[] {
    return configComments(this.comments);
  }

  getDisableDirectives(): { directives: Directive[]; problems: FileProblem[] } {
    const comments = this.comments.map(({ value, loc, range }) => ({
      value,
      loc,
      range: removableRange(this.text, range),
    }));
    return { directives: disableDirectives(comments), problems: [] };
  }

  applyInlineConfig(): InlineConfigs {
    return inlineConfigs(this.comments);
  }
}
