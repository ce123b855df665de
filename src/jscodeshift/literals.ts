import type ts from 'typescript';
import type { Converter } from './converter.js';
import { endOf, list, startOf, type ShiftNode } from './nodes.js';

/** A literal: Babel has a type for each, ESTree and Flow's types one for several. */
export function literal(c: Converter, node: ShiftNode): ts.Expression | undefined {
  const made = /Literal(?:TypeAnnotation)?$/u.test(node.type) ? valueOf(c, node) : undefined;
  return made && c.at(made, node);
}

function valueOf(c: Converter, node: ShiftNode): ts.Expression | undefined {
  const { f, text } = c;
  const { value } = node;
  if (
    node.type === 'RegExpLiteral' ||
    typeof node.regex === 'object' ||
    typeof node.pattern === 'string'
  )
    return f.createRegularExpressionLiteral(text.slice(startOf(node), endOf(node)));
  if (
    node.type.startsWith('BigInt') ||
    typeof node.bigint === 'string' ||
    typeof value === 'bigint'
  )
    return f.createBigIntLiteral(text.slice(startOf(node), endOf(node)));
  if (node.type.startsWith('Null')) return f.createNull();
  // A directive's text is what is written; a string may have escapes.
  if (typeof value === 'string') return f.createStringLiteral(value);
  if (typeof value === 'boolean') return value ? f.createTrue() : f.createFalse();
  if (typeof value === 'number')
    return value < 0
      ? f.createPrefixMinus(f.createNumericLiteral(-value))
      : f.createNumericLiteral(value);
  return value === null ? f.createNull() : undefined;
}

export function template(c: Converter, node: ShiftNode): ts.TemplateLiteral {
  const { f } = c;
  const [first, ...more] = list(node, 'quasis');
  const holes = list(node, 'expressions').map((e) => c.expr(e));
  if (holes.length === 0) return c.at(f.createNoSubstitutionTemplateLiteral(cooked(first)), node);
  const head = c.at(f.createTemplateHead(cooked(first)), [startOf(node), endOf(first) + 2]);
  const spans = more.map((quasi, i) => {
    const isLast = i === more.length - 1;
    const end = isLast ? endOf(node) : endOf(quasi) + 2;
    const part = isLast
      ? f.createTemplateTail(cooked(quasi))
      : f.createTemplateMiddle(cooked(quasi));
    return c.at(f.createTemplateSpan(holes[i], c.at(part, [startOf(quasi) - 1, end])), [
      holes[i].pos,
      end,
    ]);
  });
  return c.at(f.createTemplateExpression(head, spans), node);
}

function cooked(quasi: ShiftNode): string {
  return (quasi.value as { cooked?: string | null }).cooked ?? '';
}
