import type ts from 'typescript';
import type { Converter } from './converter.js';
import { flowType } from './flow-types.js';
import { endOf, needed, startOf, type ShiftNode } from './nodes.js';
import { tsType } from './ts-types.js';

/**
 * A written type. What says nothing that facts keep (conditions, mappings) becomes a type of no
 * meaning.
 */
export function type(c: Converter, node: ShiftNode): ts.TypeNode {
  if (node.type === 'TypeAnnotation' || node.type === 'TSTypeAnnotation')
    return type(c, needed(node, 'typeAnnotation'));
  const made = (node.type.startsWith('TS') ? tsType(c, node) : flowType(c, node)) ?? c.unsaid();
  return c.at(made, [startOf(node), endOf(node)]);
}
