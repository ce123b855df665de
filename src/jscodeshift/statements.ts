import type ts from 'typescript';
import { classDeclaration } from './classes.js';
import type { Converter } from './converter.js';
import { flowDeclaration } from './flow-declarations.js';
import { annotation, bindingName, signatureParts } from './functions.js';
import { exportAll, exportDefault, exportNamed, importDeclaration } from './modules.js';
import { asterisk, identifier, modifiers } from './names.js';
import { child, endOf, list, needed, startOf, word, type ShiftNode } from './nodes.js';
import { parts } from './expressions.js';
import { tsDeclaration } from './ts-declarations.js';

type Convert = (c: Converter, node: ShiftNode) => ts.Statement | ts.Statement[];

/** A statement; a few of Flow's and Babel's become two. */
export function statement(c: Converter, node: ShiftNode): ts.Statement[] {
  const made =
    KINDS[node.type]?.(c, node) ??
    c.declaration(node) ??
    c.at(c.f.createExpressionStatement(parts(c, node)), node);
  return Array.isArray(made) ? made : [made];
}

/** What may stand behind `export`. */
export function declaration(
  c: Converter,
  node: ShiftNode,
  exported: readonly ts.Modifier[],
): ts.Statement | undefined {
  if (node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction')
    return functionDeclaration(c, node, exported);
  if (node.type === 'ClassDeclaration') return classDeclaration(c, node, ...exported);
  if (node.type === 'VariableDeclaration')
    return c.at(
      c.f.createVariableStatement([...exported, ...declared(c, node)], variables(c, node)),
      node,
    );
  return flowDeclaration(c, node, exported) ?? tsDeclaration(c, node, exported);
}

function declared(c: Converter, node: ShiftNode): ts.Modifier[] {
  return node.declare === true ? [c.f.createModifier(c.ts.SyntaxKind.DeclareKeyword)] : [];
}

const KINDS: Partial<Record<string, Convert>> = {
  Directive: (c, node) => {
    const text = word(needed(node, 'value'), 'value') ?? '';
    return c.at(
      c.f.createExpressionStatement(c.at(c.f.createStringLiteral(text), needed(node, 'value'))),
      node,
    );
  },
  ExpressionStatement: (c, node) =>
    c.at(c.f.createExpressionStatement(c.expr(needed(node, 'expression'))), node),
  BlockStatement: (c, node) => c.block(node),
  EmptyStatement: (c, node) => c.at(c.f.createEmptyStatement(), node),
  DebuggerStatement: (c, node) => c.at(c.f.createDebuggerStatement(), node),
  ReturnStatement: (c, node) => c.at(c.f.createReturnStatement(maybe(c, node, 'argument')), node),
  ThrowStatement: (c, node) =>
    c.at(c.f.createThrowStatement(c.expr(needed(node, 'argument'))), node),
  BreakStatement: (c, node) => c.at(c.f.createBreakStatement(label(c, node)), node),
  ContinueStatement: (c, node) => c.at(c.f.createContinueStatement(label(c, node)), node),
  LabeledStatement: (c, node) =>
    c.at(
      c.f.createLabeledStatement(identifier(c, needed(node, 'label')), single(c, node, 'body')),
      node,
    ),
  WithStatement: (c, node) =>
    c.at(c.f.createWithStatement(condition(c, node, 'object'), single(c, node, 'body')), node),
  IfStatement: (c, node) => {
    const otherwise = child(node, 'alternate') && single(c, node, 'alternate');
    return c.at(
      c.f.createIfStatement(condition(c, node), single(c, node, 'consequent'), otherwise),
      node,
    );
  },
  WhileStatement: (c, node) =>
    c.at(c.f.createWhileStatement(condition(c, node), single(c, node, 'body')), node),
  DoWhileStatement: (c, node) =>
    c.at(
      c.f.createDoStatement(
        single(c, node, 'body'),
        condition(c, node, 'test', endOf(needed(node, 'body'))),
      ),
      node,
    ),
  ForStatement: (c, node) => {
    c.open(startOf(node));
    const init = child(node, 'init') && initializer(c, needed(node, 'init'));
    const made = c.f.createForStatement(
      init,
      maybe(c, node, 'test'),
      maybe(c, node, 'update'),
      single(c, node, 'body'),
    );
    return c.at(made, node);
  },
  ForInStatement: (c, node) =>
    c.at(
      c.f.createForInStatement(
        initializer(c, needed(node, 'left')),
        c.expr(needed(node, 'right')),
        single(c, node, 'body'),
      ),
      node,
    ),
  ForOfStatement: (c, node) => {
    const awaits = node.await === true ? c.f.createToken(c.ts.SyntaxKind.AwaitKeyword) : undefined;
    const made = c.f.createForOfStatement(
      awaits,
      initializer(c, needed(node, 'left')),
      c.expr(needed(node, 'right')),
      single(c, node, 'body'),
    );
    return c.at(made, node);
  },
  SwitchStatement: (c, node) => {
    const judged = condition(c, node, 'discriminant');
    const clauses = list(node, 'cases').map((clause) => {
      const test = child(clause, 'test');
      const body = c.statements(clause, 'consequent');
      return c.at(
        test ? c.f.createCaseClause(c.expr(test), body) : c.f.createDefaultClause(body),
        clause,
      );
    });
    const block = c.at(c.f.createCaseBlock(clauses), [c.find('{', judged.end), endOf(node)]);
    return c.at(c.f.createSwitchStatement(judged, block), node);
  },
  TryStatement: (c, node) => {
    const handler = child(node, 'handler');
    const final = child(node, 'finalizer');
    return c.at(
      c.f.createTryStatement(
        c.block(needed(node, 'block')),
        handler && catchClause(c, handler),
        final && c.block(final),
      ),
      node,
    );
  },
  ImportDeclaration: importDeclaration,
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  ExportAllDeclaration: exportAll,
};

/** An expression whose parentheses belong to the statement. */
function condition(
  c: Converter,
  node: ShiftNode,
  key = 'test',
  from = startOf(node),
): ts.Expression {
  c.open(from);
  return c.expr(needed(node, key));
}

function maybe(c: Converter, node: ShiftNode, key: string): ts.Expression | undefined {
  const inner = child(node, key);
  return inner && c.expr(inner);
}

function single(c: Converter, node: ShiftNode, key: string): ts.Statement {
  const inner = needed(node, key);
  const made = c.statement(inner);
  return made.length === 1 ? made[0] : c.at(c.f.createBlock(made), inner);
}

function label(c: Converter, node: ShiftNode): ts.Identifier | undefined {
  const inner = child(node, 'label');
  return inner && identifier(c, inner);
}

function initializer(c: Converter, node: ShiftNode): ts.ForInitializer {
  return node.type === 'VariableDeclaration' ? variables(c, node) : c.expr(node);
}

function catchClause(c: Converter, node: ShiftNode): ts.CatchClause {
  const param = child(node, 'param');
  const variable = param && c.at(c.f.createVariableDeclaration(bindingName(c, param)), param);
  return c.at(c.f.createCatchClause(variable, c.block(needed(node, 'body'))), node);
}

function variables(c: Converter, node: ShiftNode): ts.VariableDeclarationList {
  const { NodeFlags } = c.ts;
  const flags: Partial<Record<string, ts.NodeFlags>> = {
    const: NodeFlags.Const,
    let: NodeFlags.Let,
    using: NodeFlags.Using,
    'await using': NodeFlags.AwaitUsing,
  };
  const nodes = list(node, 'declarations').map((d) => {
    const id = needed(d, 'id');
    const typed = child(id, 'typeAnnotation');
    const made = c.f.createVariableDeclaration(
      bindingName(c, id),
      undefined,
      typed && annotation(c, typed),
      maybe(c, d, 'init'),
    );
    return c.at(made, d);
  });
  const made = c.f.createVariableDeclarationList(
    nodes,
    flags[word(node, 'kind') ?? 'var'] ?? NodeFlags.None,
  );
  return c.at(made, [startOf(node), endOf(list(node, 'declarations').at(-1) ?? node)]);
}

function functionDeclaration(
  c: Converter,
  node: ShiftNode,
  exported: readonly ts.Modifier[],
): ts.Statement {
  const id = child(node, 'id');
  const { typeParameters, parameters, type } = signatureParts(
    c,
    node,
    id ? endOf(id) : startOf(node),
  );
  const body = child(node, 'body');
  const made = c.f.createFunctionDeclaration(
    modifiers(c, node, ...exported),
    asterisk(c, node),
    id && identifier(c, id),
    typeParameters,
    parameters,
    type,
    body && c.block(body),
  );
  return c.at(made, node);
}
