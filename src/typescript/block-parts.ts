import type ts from 'typescript';
import { MUTATORS, noParts, type NameAt, type StatementParts } from '../facts/blocks.js';
import type { Span } from '../facts/types.js';
import type { TypeScript } from './builder.js';

/** A function that stands in a statement. */
export type Closure = ts.FunctionLikeDeclaration;

/** Reads expressions of one statement: what they name, change, wait for and choose from. */
export class PartsReader {
  readonly parts: StatementParts = noParts();
  readonly closures: Closure[] = [];

  /** @param selves names that hold `this` */
  constructor(
    private readonly ts: TypeScript,
    private readonly source: ts.SourceFile,
    private readonly selves: Set<string>,
  ) {}

  read(node: ts.Node | undefined): void {
    if (!node) return;
    const { ts } = this;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (isFunction(ts, node)) return this.closure(node);
    if (ts.isIdentifier(node)) this.parts.reads.push(this.named(node));
    else if (ts.isVariableDeclaration(node)) this.declaration(node);
    else if (ts.isBinaryExpression(node)) this.binary(node);
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
      this.unary(node);
    else if (ts.isDeleteExpression(node)) this.changed(node.expression);
    else if (ts.isConditionalExpression(node)) {
      this.choice('conditional', node, node.condition, [node.whenTrue, node.whenFalse]);
      for (const part of [node.condition, node.whenTrue, node.whenFalse]) this.read(part);
    } else if (ts.isAwaitExpression(node)) {
      this.parts.awaits.push(this.spanOf(node));
      this.read(node.expression);
    } else if (ts.isPropertyAccessExpression(node)) this.read(node.expression);
    else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) this.read(node.name.expression);
      this.read(node.initializer);
    } else if (ts.isShorthandPropertyAssignment(node)) this.read(node.name);
    else if (ts.isCallExpression(node)) this.call(node);
    else if (ts.isClassLike(node)) for (const member of node.members) this.read(member);
    else if (ts.isPropertyDeclaration(node)) this.read(node.initializer);
    else if (ts.isJsxAttribute(node)) this.read(node.initializer);
    else ts.forEachChild(node, (kid) => this.read(kid));
  }

  /** What a statement gives a value to. */
  target(node: ts.Node): void {
    const { ts } = this;
    if (ts.isIdentifier(node)) this.parts.writes.push(this.named(node));
    else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      this.changed(node);
    else if (ts.isArrayLiteralExpression(node)) for (const e of node.elements) this.target(e);
    else if (ts.isObjectLiteralExpression(node))
      for (const p of node.properties) {
        if (ts.isShorthandPropertyAssignment(p)) this.target(p.name);
        else if (ts.isPropertyAssignment(p)) this.target(p.initializer);
        else if (ts.isSpreadAssignment(p)) this.target(p.expression);
      }
    else if (ts.isSpreadElement(node) || ts.isParenthesizedExpression(node))
      this.target(node.expression);
    else if (isAsserted(ts, node)) this.target(node.expression);
    else if (ts.isArrayBindingPattern(node) || ts.isObjectBindingPattern(node))
      for (const element of node.elements) this.target(element);
    else if (ts.isBindingElement(node)) {
      this.target(node.name);
      this.read(node.initializer);
    } else if (ts.isBinaryExpression(node)) {
      this.target(node.left);
      this.read(node.right);
    }
  }

  /** `a.b = `, `delete a.b`, `a.push()`: what `a` names is changed. */
  private changed(node: ts.Expression): void {
    const { ts } = this;
    let at: ts.Expression = node;
    let field: ts.Node = node;
    for (;;) {
      if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
        if (ts.isElementAccessExpression(at)) this.read(at.argumentExpression);
        field = ts.isPropertyAccessExpression(at) ? at.name : at.argumentExpression;
        at = at.expression;
      } else if (
        ts.isNonNullExpression(at) ||
        ts.isParenthesizedExpression(at) ||
        isAsserted(ts, at)
      )
        at = at.expression;
      else break;
    }
    if (this.isSelf(at)) this.parts.selfWrites.push(this.named(field));
    else if (ts.isIdentifier(at)) {
      this.parts.mutates.push(this.named(at));
      this.parts.reads.push(this.named(at));
    } else this.read(at);
  }

  private call(node: ts.CallExpression): void {
    const { ts } = this;
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee) && MUTATORS.has(callee.name.text)) {
      const isObject = ts.isIdentifier(callee.expression) && callee.expression.text === 'Object';
      const [first] = node.arguments;
      // Of `this.add(lun)` nothing is known: it is a method like any other.
      if (isObject && node.arguments.length > 0) this.changed(first);
      else if (!this.isSelf(callee.expression)) this.changed(callee.expression);
      else this.read(callee);
      for (const arg of node.arguments) this.read(arg);
      return;
    }
    ts.forEachChild(node, (kid) => this.read(kid));
  }

  private declaration({ name, initializer }: ts.VariableDeclaration): void {
    const { ts } = this;
    if (initializer?.kind === ts.SyntaxKind.ThisKeyword && ts.isIdentifier(name))
      this.selves.add(name.text);
    this.target(name);
    this.read(initializer);
  }

  private binary(node: ts.BinaryExpression): void {
    const { SyntaxKind } = this.ts;
    const { left, right, operatorToken } = node;
    const { kind } = operatorToken;
    const choice =
      kind === SyntaxKind.BarBarToken || kind === SyntaxKind.BarBarEqualsToken
        ? 'or'
        : kind === SyntaxKind.AmpersandAmpersandToken ||
            kind === SyntaxKind.AmpersandAmpersandEqualsToken
          ? 'and'
          : kind === SyntaxKind.QuestionQuestionToken ||
              kind === SyntaxKind.QuestionQuestionEqualsToken
            ? 'nullish'
            : undefined;
    if (choice) this.choice(choice, node, left, [right]);
    const isAssignment = kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
    if (isAssignment) this.target(left);
    if (kind !== SyntaxKind.EqualsToken) this.read(left);
    this.read(right);
  }

  private unary({ operator, operand }: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): void {
    const { SyntaxKind } = this.ts;
    if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken)
      this.target(operand);
    this.read(operand);
  }

  private choice(
    kind: 'or' | 'and' | 'nullish' | 'conditional',
    node: ts.Node,
    test: ts.Node,
    arms: readonly ts.Node[],
  ): void {
    this.parts.choices.push({
      kind,
      span: this.spanOf(node),
      test: this.spanOf(test),
      arms: arms.map((arm) => this.spanOf(arm)),
    });
  }

  private closure(node: Closure): void {
    this.closures.push(node);
    this.parts.captures.push(...this.freeNames(node));
  }

  /** Names that a function uses and does not declare. */
  private freeNames(node: Closure): NameAt[] {
    const { ts } = this;
    const inner = new PartsReader(ts, this.source, this.selves);
    for (const { name, initializer } of node.parameters) {
      inner.target(name);
      inner.read(initializer);
    }
    const declared = new Set(inner.parts.writes.map(({ name }) => name));
    const declare = (kid: ts.Node): void => {
      if (ts.isVariableDeclaration(kid) || ts.isBindingElement(kid)) {
        const names = new PartsReader(ts, this.source, this.selves);
        names.target(kid.name);
        for (const { name } of names.parts.writes) declared.add(name);
      }
      if (ts.isFunctionDeclaration(kid) && kid.name) declared.add(kid.name.text);
      ts.forEachChild(kid, declare);
    };
    if (node.body) {
      declare(node.body);
      inner.read(node.body);
    }
    const { reads, writes, mutates, captures } = inner.parts;
    const all = [...reads, ...writes, ...mutates, ...captures];
    return all.filter(
      ({ name, span }, i) =>
        !declared.has(name) && all.findIndex((o) => o.span[0] === span[0]) === i,
    );
  }

  private isSelf(node: ts.Node): boolean {
    const { ts } = this;
    return (
      node.kind === ts.SyntaxKind.ThisKeyword ||
      (ts.isIdentifier(node) && this.selves.has(node.text))
    );
  }

  private named(node: ts.Node): NameAt {
    const span = this.spanOf(node);
    return { name: this.source.text.slice(...span), span };
  }

  private spanOf(node: ts.Node): Span {
    return [node.getStart(this.source), node.end];
  }
}

export function isFunction(ts: TypeScript, node: ts.Node): node is Closure {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function isAsserted(
  ts: TypeScript,
  node: ts.Node,
): node is ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion {
  return (
    ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)
  );
}
