import type ts from 'typescript';
import type { Expr } from '../facts/types.js';
import { blockThrows } from './bodies.js';
import { declareStatements, isConst, scopeOf } from './declare.js';
import type { Extractor } from './extract.js';
import { narrow } from './narrowings.js';

/** Walks one statement; its names are declared already. */
export function statement(x: Extractor, node: ts.Statement): void {
  const { ts, b } = x;
  if (ts.isExpressionStatement(node)) x.expr(node.expression);
  else if (ts.isVariableStatement(node)) variables(x, node.declarationList, isExported(x, node));
  else if (ts.isReturnStatement(node)) returns(x, node);
  else if (ts.isFunctionDeclaration(node)) functionDeclaration(x, node);
  else if (ts.isClassDeclaration(node)) classDeclaration(x, node);
  else if (ts.isBlock(node)) block(x, node);
  else if (ts.isTryStatement(node)) tryStatement(x, node);
  else if (ts.isInterfaceDeclaration(node)) {
    const cls = x.classes.typeMembers(
      node,
      'interface',
      node.name,
      node.heritageClauses?.flatMap((c) => [...c.types]) ?? [],
    );
    const binding = b.declare(node.name.text, 'type', b.span(node.name));
    binding.classes.push(cls);
    exportName(x, node, node.name);
  } else if (ts.isTypeAliasDeclaration(node)) typeAlias(x, node);
  else if (ts.isEnumDeclaration(node)) enumeration(x, node);
  else if (ts.isModuleDeclaration(node)) namespace(x, node);
  else if (ts.isExportDeclaration(node)) exportDeclaration(x, node);
  else if (ts.isExportAssignment(node)) {
    const exported = node.isExportEquals ? 'module.exports' : 'default';
    const value = x.expr(node.expression, { use: 'stored' });
    b.facts.exports.push({ exported, value, span: b.span(node) });
  } else if (ts.isImportEqualsDeclaration(node)) {
    const binding = b.declare(node.name.text, 'import', b.span(node.name));
    if (
      ts.isExternalModuleReference(node.moduleReference) &&
      ts.isStringLiteral(node.moduleReference.expression)
    )
      binding.from = { module: node.moduleReference.expression.text, imported: '*' };
  } else if (!ts.isImportDeclaration(node)) compound(x, node);
}

/**
 * Loops, conditions, switches: every expression and statement in them, each block in its own scope.
 */
function compound(x: Extractor, node: ts.Node): void {
  const { ts, b } = x;
  if (ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isForStatement(node)) {
    b.inScope(b.span(node), () => {
      const list =
        node.initializer && ts.isVariableDeclarationList(node.initializer)
          ? node.initializer
          : undefined;
      if (!ts.isForStatement(node)) {
        const object = x.expr(node.expression);
        const value: Expr = ts.isForOfStatement(node)
          ? { k: 'element', object, span: object.span }
          : { k: 'unknown', span: object.span };
        // Of `for (const of x)` nothing is declared.
        const declared = list?.declarations.at(0);
        if (list && declared) x.bindPattern(declared.name, value, isConst(x, list));
      } else {
        if (list) variables(x, list, false);
        else if (node.initializer) x.expr(node.initializer as ts.Expression);
        if (node.condition) x.expr(node.condition);
        if (node.incrementor) x.expr(node.incrementor);
      }
      x.statement(node.statement);
    });
    return;
  }
  if (ts.isCaseBlock(node)) {
    b.inScope(b.span(node), () => {
      declareStatements(
        x,
        node.clauses.flatMap((c) => [...c.statements]),
      );
      for (const clause of node.clauses) {
        if (ts.isCaseClause(clause)) x.expr(clause.expression);
        for (const s of clause.statements) x.statement(s);
      }
    });
    return;
  }
  if (ts.isIfStatement(node)) {
    narrow(x, node.expression, true, b.span(node.thenStatement));
    if (node.elseStatement) narrow(x, node.expression, false, b.span(node.elseStatement));
  } else if (ts.isWhileStatement(node)) narrow(x, node.expression, true, b.span(node.statement));
  const decides = ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node);
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child)) b.asking(decides, () => x.expr(child));
    else if (ts.isStatement(child)) x.statement(child);
    else if (ts.isCaseBlock(child)) compound(x, child);
  });
}

function block(x: Extractor, node: ts.Block): void {
  const { b } = x;
  const outer = b.onErrorPath;
  if (b.inHandler && blockThrows(x.ts, node)) b.onErrorPath = true;
  b.inScope(b.span(node), () => {
    x.statements(node.statements);
  });
  b.onErrorPath = outer;
}

function tryStatement(x: Extractor, node: ts.TryStatement): void {
  const { b } = x;
  block(x, node.tryBlock);
  const handler = node.catchClause;
  if (handler) {
    const outer = b.inHandler;
    b.inHandler = true;
    b.inScope(b.span(handler), () => {
      if (handler.variableDeclaration)
        x.bindPattern(
          handler.variableDeclaration.name,
          { k: 'unknown', span: b.span(handler.variableDeclaration) },
          'catch',
        );
      block(x, handler.block);
    });
    b.inHandler = outer;
  }
  if (node.finallyBlock) block(x, node.finallyBlock);
}

function variables(x: Extractor, list: ts.VariableDeclarationList, exported: boolean): void {
  const { ts, b } = x;
  const kind = isConst(x, list);
  for (const node of list.declarations) {
    const typeNode = node.type ?? ts.getJSDocType(node);
    const type = typeNode && x.type(typeNode);
    const declared = ts.isIdentifier(node.name)
      ? b.declare(node.name.text, kind, b.span(node.name), scopeOf(x, list))
      : undefined;
    const binding = declared && b.idOf(declared);
    const satisfied = ts.getJSDocSatisfiesTag(node)?.typeExpression.type;
    const types = [...(type ? [type] : []), ...(satisfied ? [x.type(satisfied)] : [])];
    const value: Expr = node.initializer
      ? x.expr(node.initializer, { use: 'bound', binding, context: { types } })
      : { k: 'unknown', span: b.span(node) };
    if (declared) {
      if (node.initializer) declared.values.push(value);
      if (type) declared.type ??= type;
      if (value.k === 'class' && !value.instance) declared.classes.push(value.cls);
      if (exported)
        b.facts.exports.push({
          exported: declared.name,
          binding,
          value: { k: 'name', name: declared.name, binding: binding ?? -1, span: declared.span },
          span: b.span(node),
        });
    } else {
      x.bindPattern(node.name, value, kind, type);
      if (exported) exportPattern(x, node.name);
    }
  }
}

function exportPattern(x: Extractor, node: ts.BindingName): void {
  if (x.ts.isIdentifier(node)) {
    const { binding, ...rest } = x.name(node) as Extract<Expr, { k: 'name' }>;
    x.b.facts.exports.push({
      exported: node.text,
      binding,
      value: { binding, ...rest },
      span: x.b.span(node),
    });
  } else
    for (const element of node.elements)
      if (!x.ts.isOmittedExpression(element)) exportPattern(x, element.name);
}

function returns(x: Extractor, node: ts.ReturnStatement): void {
  if (!node.expression) return;
  const value = x.expr(node.expression, {
    use: 'returned',
    context: { types: [], returnedBy: x.b.fn },
  });
  x.b.facts.functions[x.b.fn].returns.push(value);
}

function isExported(x: Extractor, node: ts.Node): boolean {
  return x.has(node, x.ts.SyntaxKind.ExportKeyword);
}

function exportName(
  x: Extractor,
  node: ts.Node,
  name: ts.Identifier | undefined,
  value?: Expr,
): void {
  if (!isExported(x, node)) return;
  const { ts, b } = x;
  const binding = name
    ? b.resolveValue(name.text) === -1
      ? b.resolveType(name.text)
      : b.resolveValue(name.text)
    : undefined;
  const isDefault = x.has(node, ts.SyntaxKind.DefaultKeyword);
  b.facts.exports.push({
    exported: isDefault ? 'default' : (name?.text ?? ''),
    binding,
    value,
    span: b.span(node),
  });
}

function functionDeclaration(x: Extractor, node: ts.FunctionDeclaration): void {
  const { b } = x;
  const declared = node.name && b.declare(node.name.text, 'function', b.span(node.name));
  const fact = x.fn(node, {
    use: 'declared',
    binding: declared && b.idOf(declared),
    context: { types: [] },
  });
  declared?.functions.push(fact.id);
  exportName(x, node, node.name, { k: 'function', fn: fact.id, span: fact.span });
}

function classDeclaration(x: Extractor, node: ts.ClassDeclaration): void {
  const { b } = x;
  const declared = node.name && b.declare(node.name.text, 'class', b.span(node.name));
  const fact = x.classes.cls(node);
  declared?.classes.push(fact.id);
  exportName(x, node, node.name, { k: 'class', cls: fact.id, instance: false, span: fact.span });
}

function typeAlias(x: Extractor, node: ts.TypeAliasDeclaration): void {
  const { b } = x;
  const binding = b.declare(node.name.text, 'type', b.span(node.name));
  b.inScope(b.span(node), () => {
    const params = x.typeParams(node.typeParameters, {});
    binding.alias = { type: x.type(node.type), params };
  });
  exportName(x, node, node.name);
}

/** An enum is an object whose members are its values: a verb may be kept in one. */
function enumeration(x: Extractor, node: ts.EnumDeclaration): void {
  const { b } = x;
  const binding = b.declare(node.name.text, 'enum', b.span(node.name));
  const span = b.span(node);
  const fact = b.addClass({
    kind: 'object',
    name: undefined,
    nameSpan: b.span(node.name),
    span,
    isAbstract: false,
    isAmbient: false,
    bases: [],
    baseTypeArgs: [],
    heritage: [],
    typeParams: [],
    scope: b.scope,
    fn: b.fn,
    decorators: [],
  });
  for (const member of node.members) {
    const value = member.initializer && x.expr(member.initializer);
    fact.members.push({
      name: x.nameText(member.name) ?? '',
      nameSpan: x.nameSpan(member.name),
      span: b.span(member),
      kind: 'property',
      isStatic: false,
      isAbstract: false,
      optional: false,
      shorthand: false,
      value,
      decorators: [],
    });
  }
  binding.values.push({ k: 'class', cls: fact.id, instance: true, span });
  exportName(x, node, node.name);
}

function namespace(x: Extractor, node: ts.ModuleDeclaration): void {
  const { ts, b } = x;
  if (!node.body) return;
  const { body } = node;
  const outer = b.augments;
  if (ts.isStringLiteral(node.name)) b.augments = node.name.text;
  b.inScope(b.span(node), (scope) => {
    if (ts.isIdentifier(node.name)) {
      const binding = b.declare(
        node.name.text,
        'namespace',
        b.span(node.name),
        b.facts.scopes[scope].parent === -1 ? 0 : b.facts.scopes[scope].parent,
      );
      binding.inner = scope;
    }
    const before = b.facts.exports.length;
    if (ts.isModuleBlock(body)) x.statements(body.statements);
    else if (ts.isModuleDeclaration(body)) {
      declareStatements(x, [body]);
      namespace(x, body);
    }
    b.facts.exports.length = before;
  });
  b.augments = outer;
  if (ts.isIdentifier(node.name)) exportName(x, node, node.name);
}

function exportDeclaration(x: Extractor, node: ts.ExportDeclaration): void {
  const { ts, b } = x;
  const module =
    node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : undefined;
  const span = b.span(node);
  if (!node.exportClause) {
    if (module !== undefined)
      b.facts.exports.push({ exported: '*', from: { module, imported: '*' }, span });
  } else if (ts.isNamespaceExport(node.exportClause)) {
    if (module !== undefined)
      b.facts.exports.push({
        exported: node.exportClause.name.text,
        from: { module, imported: '*' },
        span,
      });
  } else {
    for (const s of node.exportClause.elements) {
      const local = (s.propertyName ?? s.name).text;
      if (module !== undefined)
        b.facts.exports.push({ exported: s.name.text, from: { module, imported: local }, span });
      else {
        const binding = b.resolveValue(local) === -1 ? b.resolveType(local) : b.resolveValue(local);
        b.facts.exports.push({
          exported: s.name.text,
          binding,
          value: { k: 'name', name: local, binding, span: b.span(s) },
          span,
        });
        if (binding !== -1)
          b.facts.bindings[binding].uses.push(
            b.readName(b.span(s.propertyName ?? s.name), s.propertyName === undefined),
          );
      }
    }
  }
}
