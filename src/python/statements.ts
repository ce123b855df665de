import { annotation } from './annotations.js';
import { blockRaises } from './bodies.js';
import type { Extractor } from './extract.js';
import { classDefinition, decorated, functionDefinition } from './functions.js';
import { importStatement } from './imports.js';
import { narrowBehind, narrowBranches } from './narrowings.js';
import { kidOf, spanOf, type PyNode } from './nodes.js';

/** Walks the statements of a block. One in a handler that ends by raising is an error path. */
export function block(x: Extractor, node: PyNode): void {
  const { b } = x;
  const outer = b.onErrorPath;
  if (b.inHandler && blockRaises(node, b.text)) b.onErrorPath = true;
  for (const kid of node.kids) {
    statement(x, kid);
    narrowBehind(x, kid, node.end);
  }
  b.onErrorPath = outer;
}

function statement(x: Extractor, node: PyNode): void {
  const outer = x.isConditional;
  if (CONDITIONS.has(node.type)) x.isConditional = true;
  walk(x, node);
  x.isConditional = outer;
}

/** What stands in these may not be run, or not in the end. */
const CONDITIONS = new Set([
  'for_statement',
  'if_statement',
  'match_statement',
  'try_statement',
  'while_statement',
]);

function walk(x: Extractor, node: PyNode): void {
  switch (node.type) {
    case 'expression_statement':
      for (const kid of node.kids) x.expr(kid, { use: 'called' });
      break;
    case 'function_definition':
      functionDefinition(x, node);
      break;
    case 'class_definition':
      classDefinition(x, node);
      break;
    case 'decorated_definition':
      decorated(x, node);
      break;
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      importStatement(x, node);
      break;
    case 'return_statement':
      returns(x, node);
      break;
    case 'for_statement':
      forStatement(x, node);
      break;
    case 'with_statement':
      withStatement(x, node);
      break;
    case 'try_statement':
      tryStatement(x, node);
      break;
    case 'global_statement':
    case 'nonlocal_statement':
      takeFromOutside(x, node);
      break;
    case 'type_alias_statement':
      typeAlias(x, node);
      break;
    case 'block':
      block(x, node);
      break;
    default:
      // Conditions, loops, `raise`, `assert`, `del`, `print`, and what could not be parsed;
      // expressions stand in them.
      if (BRANCHES.has(node.type)) narrowBranches(x, node);
      if (PARTS.test(node.type))
        for (const [i, kid] of node.kids.entries())
          x.b.asking(i === 0 && ASKING.has(node.type), () => {
            statement(x, kid);
          });
      else if (node.type === 'case_pattern') pattern(x, node);
      else x.expr(node);
  }
}

/** What begins with a condition. */
const ASKING = new Set(['assert_statement', 'elif_clause', 'if_statement', 'while_statement']);
const BRANCHES = new Set(['elif_clause', 'if_statement', 'while_statement']);
const PARTS = /_statement$|_clause$|^(?:module|ERROR|chevron|if_clause)$/u;

/**
 * What a function returns; what a generator yields counts too: `@contextmanager` gives that to
 * `with`.
 */
function returns(x: Extractor, node: PyNode): void {
  const [first] = node.kids;
  if (!first) return;
  const { b } = x;
  b.facts.functions[b.fn].returns.push(x.expr(first, { use: 'returned' }));
}

function forStatement(x: Extractor, node: PyNode): void {
  const [target, values, ...rest] = node.kids;
  if (!values) return;
  const object = x.expr(values);
  x.bind(target, { k: 'element', object, span: object.span });
  for (const kid of rest) statement(x, kid);
}

function withStatement(x: Extractor, node: PyNode): void {
  for (const item of kidOf(node, 'with_clause')?.kids ?? []) {
    for (const kid of item.kids) x.expr(kid);
  }
  const body = kidOf(node, 'block');
  if (body) block(x, body);
}

function tryStatement(x: Extractor, node: PyNode): void {
  const { b } = x;
  for (const kid of node.kids) {
    if (kid.type !== 'except_clause' && kid.type !== 'except_group_clause') {
      statement(x, kid);
      continue;
    }
    const outer = b.inHandler;
    b.inHandler = true;
    for (const part of kid.kids) {
      if (part.type === 'block') block(x, part);
      else if (part.type === 'as_pattern' && part.kids.length === 2) {
        x.expr(part.kids[0]);
        x.bind(part.kids[1], { k: 'unknown', span: spanOf(part) });
      } else if (part !== kid.kids[0] && part.type === 'identifier')
        x.bind(part, { k: 'unknown', span: spanOf(part) });
      else x.expr(part);
    }
    b.inHandler = outer;
  }
}

function takeFromOutside(x: Extractor, node: PyNode): void {
  const table = x.foreign.get(x.home) ?? new Map<string, number>();
  x.foreign.set(x.home, table);
  for (const kid of node.kids) {
    const name = x.textOf(kid);
    const known = node.type === 'nonlocal_statement' ? x.b.resolveValue(name) : -1;
    if (known !== -1)
      x.b.facts.bindings[known].uses.push({ span: spanOf(kid), shorthand: false, reads: false });
    table.set(name, known === -1 ? 0 : x.b.facts.bindings[known].scope);
  }
}

/** What a `case` names is bound; classes and dotted names in it are read. */
function pattern(x: Extractor, node: PyNode): void {
  const { kids, type } = node;
  const [first, ...rest] = kids;
  switch (type) {
    case 'dotted_name':
      if (kids.length === 1) pattern(x, first);
      else x.name(first);
      break;
    case 'identifier':
      if (x.textOf(node) !== '_') x.bind(node, { k: 'unknown', span: spanOf(node) });
      break;
    case 'class_pattern':
      x.expr(first.kids.at(0) ?? first);
      for (const kid of rest) pattern(x, kid);
      break;
    case 'keyword_pattern':
      for (const kid of rest) pattern(x, kid);
      break;
    default:
      for (const kid of kids) pattern(x, kid);
  }
}

/** `type X = Y`, `type X[T] = Y`. */
function typeAlias(x: Extractor, node: PyNode): void {
  const [left, right] = node.kids.map((kid) => kid.kids.at(0));
  if (!left || !right) return;
  const name = left.type === 'generic_type' ? left.kids[0] : left;
  const value = x.expr(right);
  if (name.type === 'identifier')
    x.bind(name, { k: 'typed', value, type: annotation(x, right), span: spanOf(right) });
}
