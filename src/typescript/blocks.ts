import type ts from 'typescript';
import {
  BlockBuilder,
  type BlockFact,
  type Branch,
  type StatementId,
  type StatementKind,
} from '../facts/blocks.js';
import type { Span } from '../facts/types.js';
import { isFunction, PartsReader, type Closure } from './block-parts.js';
import type { TypeScript } from './builder.js';
import { parse } from './extract.js';

/**
 * The statements of one function of a TypeScript or JavaScript file.
 * @param span the function's, as `extractFacts` has it
 * @returns undefined where no function with a body has that span
 */
export function extractBlock(
  ts: TypeScript,
  path: string,
  text: string,
  span: Span,
): BlockFact | undefined {
  return blockOfSource(ts, parse(ts, path, text, true), span);
}

/** Where a statement goes. */
interface Place {
  readonly parent: StatementId | -1;
  readonly branch: Branch;
}

/**
 * The statements of one function of a parsed file.
 * @param source with parents
 * @param span the function's, as its fact has it
 * @returns undefined where no function has that span, or it has no body
 */
export function blockOfSource(
  ts: TypeScript,
  source: ts.SourceFile,
  span: Span,
): BlockFact | undefined {
  const fn = functionAt(ts, source, span);
  return fn?.body ? new BlockWalker(ts, source, span).run(fn) : undefined;
}

function functionAt(
  ts: TypeScript,
  source: ts.SourceFile,
  [start, end]: Span,
): Closure | undefined {
  let found: Closure | undefined;
  const look = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (isFunction(ts, node) && node.end === end && node.getStart(source) === start) found = node;
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

class BlockWalker {
  private readonly b: BlockBuilder;
  private readonly selves = new Set<string>();

  constructor(
    private readonly ts: TypeScript,
    private readonly source: ts.SourceFile,
    private readonly span: Span,
  ) {
    this.b = new BlockBuilder(source.text, /^\s*(?:\/\/|\/\*|\*)/u);
  }

  run(fn: Closure): BlockFact {
    this.body(fn, { parent: -1, branch: 'body' });
    return { span: this.span, statements: this.b.statements };
  }

  private body({ body }: Closure, at: Place): void {
    if (!body) return;
    if (this.ts.isBlock(body)) this.all(body.statements, at);
    else this.add('return', body, body, at, [body]);
  }

  private all(statements: readonly ts.Statement[], at: Place): void {
    for (const statement of statements) this.statement(statement, at);
  }

  private branch(node: ts.Statement | undefined, parent: StatementId, branch: Branch): void {
    if (node) this.statement(node, { parent, branch });
  }

  private statement(node: ts.Statement, at: Place): void {
    const { ts } = this;
    if (ts.isBlock(node)) this.all(node.statements, at);
    else if (ts.isLabeledStatement(node)) this.statement(node.statement, at);
    else if (ts.isIfStatement(node)) {
      const id = this.add('if', node, node.expression, at, [node.expression]);
      this.branch(node.thenStatement, id, 'body');
      this.branch(node.elseStatement, id, 'else');
    } else if (ts.isIterationStatement(node, false)) this.loop(node, at);
    else if (ts.isTryStatement(node)) this.tryStatement(node, at);
    else if (ts.isSwitchStatement(node)) this.switchStatement(node, at);
    else if (ts.isFunctionDeclaration(node)) this.def(node, at);
    else if (ts.isReturnStatement(node))
      this.add('return', node, node, at, node.expression ? [node.expression] : []);
    else if (ts.isThrowStatement(node)) this.add('throw', node, node, at, [node.expression]);
    else if (ts.isBreakStatement(node)) this.add('break', node, node, at, []);
    else if (ts.isContinueStatement(node)) this.add('continue', node, node, at, []);
    else if (ts.isEmptyStatement(node)) this.add('empty', node, node, at, []);
    else if (ts.isVariableStatement(node))
      this.add('assign', node, node, at, node.declarationList.declarations);
    else if (ts.isExpressionStatement(node))
      this.add(this.kindOf(node.expression), node, node, at, [node.expression]);
    else this.add('other', node, node, at, [node]);
  }

  private kindOf(node: ts.Expression): StatementKind {
    const { ts } = this;
    const isAssignment =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment ? 'assign' : 'expression';
  }

  private loop(node: ts.IterationStatement, at: Place): void {
    const { ts } = this;
    const read: (ts.Node | undefined)[] = [];
    const reader = this.reader();
    if (ts.isForStatement(node)) read.push(node.initializer, node.condition, node.incrementor);
    else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      const { initializer } = node;
      if (ts.isVariableDeclarationList(initializer))
        for (const { name } of initializer.declarations) reader.target(name);
      else reader.target(initializer);
      read.push(node.expression);
    } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) read.push(node.expression);
    for (const part of read) reader.read(part);
    const head: Span = ts.isDoStatement(node)
      ? this.spanOf(node.expression)
      : [node.getStart(this.source), node.statement.getStart(this.source)];
    if (ts.isForOfStatement(node) && node.awaitModifier) reader.parts.awaits.push(head);
    const id = this.b.add('loop', this.spanOf(node), head, at, reader.parts);
    this.closures(reader, id);
    this.branch(node.statement, id, 'body');
  }

  private tryStatement(node: ts.TryStatement, at: Place): void {
    const start = node.getStart(this.source);
    const id = this.b.add('try', this.spanOf(node), [start, start + 3], at, this.reader().parts);
    this.branch(node.tryBlock, id, 'body');
    const { catchClause } = node;
    if (catchClause) {
      const reader = this.reader();
      if (catchClause.variableDeclaration) reader.target(catchClause.variableDeclaration.name);
      const head: Span = [
        catchClause.getStart(this.source),
        catchClause.block.getStart(this.source),
      ];
      const handler = { parent: id, branch: 'catch' } as const;
      const own = this.b.add('catch', this.spanOf(catchClause), head, handler, reader.parts);
      this.branch(catchClause.block, own, 'body');
    }
    this.branch(node.finallyBlock, id, 'finally');
  }

  private switchStatement(node: ts.SwitchStatement, at: Place): void {
    const { ts } = this;
    const id = this.add('switch', node, node.expression, at, [node.expression]);
    for (const clause of node.caseBlock.clauses) {
      const tests = ts.isCaseClause(clause) ? [clause.expression] : [];
      const place = { parent: id, branch: 'case' } as const;
      const [start] = this.spanOf(clause);
      const reader = this.reader();
      for (const test of tests) reader.read(test);
      const head: Span = [start, tests.at(0)?.end ?? start];
      const own = this.b.add('case', this.spanOf(clause), head, place, reader.parts);
      this.all(clause.statements, { parent: own, branch: 'body' });
    }
  }

  private def(node: Closure, at: Place): void {
    const reader = this.reader();
    if (node.name && this.ts.isFunctionDeclaration(node)) reader.target(node.name);
    const free = this.reader();
    free.read(node);
    reader.parts.captures.push(...free.parts.captures);
    const start = node.getStart(this.source);
    const head: Span = [start, node.body?.getStart(this.source) ?? node.end];
    const id = this.b.add('def', this.spanOf(node), head, at, reader.parts);
    this.body(node, { parent: id, branch: 'body' });
  }

  private add(
    kind: StatementKind,
    node: ts.Node,
    head: ts.Node,
    at: Place,
    read: readonly ts.Node[],
  ): StatementId {
    const reader = this.reader();
    for (const part of read) reader.read(part);
    const id = this.b.add(kind, this.spanOf(node), this.spanOf(head), at, reader.parts);
    this.closures(reader, id);
    return id;
  }

  private closures({ closures }: PartsReader, parent: StatementId): void {
    for (const closure of closures) this.def(closure, { parent, branch: 'closure' });
  }

  private reader(): PartsReader {
    return new PartsReader(this.ts, this.source, this.selves);
  }

  private spanOf(node: ts.Node): Span {
    return [node.getStart(this.source), node.end];
  }
}
