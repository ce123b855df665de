import type ts from 'typescript';
import { keyed } from './classes.js';
import type { Converter } from './converter.js';
import { list, needed, slots, type ShiftNode } from './nodes.js';

/** `{ a, b: c.d } = value`: what is assigned to is written as a literal. */
export function objectTarget(c: Converter, node: ShiftNode): ts.Expression {
  const properties = list(node, 'properties').map((p) =>
    p.type.includes('Rest')
      ? c.at(c.f.createSpreadAssignment(c.expr(needed(p, 'argument'))), p)
      : keyed(c, p),
  );
  return c.at(c.f.createObjectLiteralExpression(properties), node);
}

export function arrayTarget(c: Converter, node: ShiftNode): ts.Expression {
  const elements = slots(node, 'elements').map((e) =>
    e ? c.expr(e) : c.at(c.f.createOmittedExpression(), node),
  );
  return c.at(c.f.createArrayLiteralExpression(elements), node);
}
