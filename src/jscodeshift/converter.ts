import type ts from 'typescript';
import type { Span } from '../facts/types.js';
import type { TypeScript } from '../typescript/builder.js';
import { expression } from './expressions.js';
import { type ShiftNode, list, spanOf } from './nodes.js';
import { declaration, statement } from './statements.js';
import { type } from './types.js';

/**
 * Turns an AST of jscodeshift's parsers into nodes of the TypeScript compiler, over the same text
 * and with the same positions, so that facts are taken in one way whoever parsed. What the compiler
 * has no syntax for becomes the nearest that has its parts. The modules beside this one each know
 * one kind of syntax and call back here.
 */
export class Converter {
  readonly f: ts.NodeFactory;
  private readonly commentEnds = new Map<number, number>();
  private readonly commentStarts = new Map<number, number>();
  /** Opening parentheses that are part of other syntax. */
  private readonly opened = new Set<number>();

  constructor(
    readonly ts: TypeScript,
    readonly text: string,
    comments: readonly Span[],
  ) {
    this.f = ts.factory;
    for (const [start, end] of comments) {
      this.commentEnds.set(start, end);
      this.commentStarts.set(end, start);
    }
  }

  expr(node: ShiftNode): ts.Expression {
    return expression(this, node);
  }

  statement(node: ShiftNode): ts.Statement[] {
    return statement(this, node);
  }

  /** What may stand behind `export`; undefined for anything else. */
  declaration(node: ShiftNode, ...exported: readonly ts.Modifier[]): ts.Statement | undefined {
    return declaration(this, node, exported);
  }

  statements(node: ShiftNode, key = 'body'): ts.Statement[] {
    return [...list(node, 'directives'), ...list(node, key)].flatMap((n) => this.statement(n));
  }

  /** @param node a type, or an annotation that holds one */
  type(node: ShiftNode): ts.TypeNode {
    return type(this, node);
  }

  types(nodes: readonly ShiftNode[]): ts.TypeNode[] {
    return nodes.map((n) => this.type(n));
  }

  /** A type that says nothing that facts keep. */
  unsaid(): ts.TypeNode {
    const { KeyOfKeyword, AnyKeyword } = this.ts.SyntaxKind;
    return this.f.createTypeOperatorNode(KeyOfKeyword, this.f.createKeywordTypeNode(AnyKeyword));
  }

  block(node: ShiftNode): ts.Block {
    return this.at(this.f.createBlock(this.statements(node), true), node);
  }

  /**
   * Gives a made node its place. As the compiler has it, it begins where the token before it ends.
   */
  at<T extends ts.TextRange>(made: T, place: ShiftNode | Span): T {
    const [start, end] = 'type' in place ? spanOf(place) : place;
    return this.ts.setTextRange(made, { pos: this.fullStart(start), end });
  }

  /**
   * A list of nodes between two places: what stands right behind its opening and right before its
   * closing token.
   */
  listAt<T extends ts.Node>(made: readonly T[], pos: number, end: number): ts.NodeArray<T> {
    return this.ts.setTextRange(this.f.createNodeArray(made), { pos, end });
  }

  /** Where the token before a place ends. */
  fullStart(place: number): number {
    for (let at = place; ;) {
      while (at > 0 && /\s/u.test(this.text[at - 1])) at--;
      const start = this.commentStarts.get(at);
      if (start === undefined) return at;
      at = start;
    }
  }

  /** Where a token stands, at or behind a place; comments are passed over. */
  find(token: string, from: number): number {
    for (let at = from; at < this.text.length; at++) {
      const end = this.commentEnds.get(at);
      if (end !== undefined) at = end - 1;
      else if (this.text.startsWith(token, at)) return at;
    }
    return this.text.length;
  }

  /** Passes the parenthesis of a list or a condition. */
  open(from: number): number {
    const at = this.find('(', from);
    this.opened.add(at);
    return at + 1;
  }

  /** The place of an expression with all parentheses that are there only for it. */
  parenthesized(start: number, end: number): Span {
    let place: Span = [start, end];
    for (;;) {
      const open = this.fullStart(place[0]) - 1;
      const close = this.next(place[1]);
      if (this.text[open] !== '(' || this.text[close] !== ')' || this.opened.has(open))
        return place;
      place = [open, close + 1];
    }
  }

  /** Where the next token stands. */
  next(from: number): number {
    for (let at = from; at < this.text.length; at++) {
      const end = this.commentEnds.get(at);
      if (end !== undefined) at = end - 1;
      else if (!/\s/u.test(this.text[at])) return at;
    }
    return this.text.length;
  }
}
