import {
  BlockBuilder,
  type BlockFact,
  type Branch,
  type StatementId,
  type StatementKind,
} from '../facts/blocks.js';
import type { Span } from '../facts/types.js';
import { isDocstring } from './bodies.js';
import { PartsReader } from './block-parts.js';
import { kidOf, realEnd, spanOf, type PyNode } from './nodes.js';
import { withTree } from './parser.js';
import { copyTree } from './tree.js';

interface Place {
  readonly parent: StatementId | -1;
  readonly branch: Branch;
}

/** Functions of one file are asked for one after the other. */
let last: { readonly text: string; readonly root: PyNode } | undefined;

/**
 * The statements of one function.
 * @param span the function's, as its fact has it
 * @returns undefined where no function has that span
 * @throws {UnreadableError} where parsing takes too long
 */
export function blockOfPython(text: string, span: Span): BlockFact | undefined {
  if (last?.text !== text) last = { text, root: withTree(text, (node) => copyTree(node, text)) };
  const found = functionAt(last.root, span);
  return found && new BlockWalker(text, span).run(found.node, found.isMember);
}

function functionAt(
  root: PyNode,
  [start, end]: Span,
): { node: PyNode; isMember: boolean } | undefined {
  let found: { node: PyNode; isMember: boolean } | undefined;
  const look = (node: PyNode, isMember: boolean): void => {
    if (node.start > end || node.end < end) return;
    const isFunction = node.type === 'function_definition' || node.type === 'lambda';
    if (isFunction && node.start >= start && realEnd(node) === end) found ??= { node, isMember };
    for (const kid of node.kids)
      look(kid, node.type === 'class_definition' || (isMember && !isFunction));
  };
  look(root, false);
  return found;
}

const SIMPLE: Readonly<Record<string, StatementKind>> = {
  return_statement: 'return',
  raise_statement: 'throw',
  break_statement: 'break',
  continue_statement: 'continue',
  pass_statement: 'empty',
};

class BlockWalker {
  private readonly b: BlockBuilder;
  private readonly selves = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly span: Span,
  ) {
    this.b = new BlockBuilder(text, /^\s*#/u);
  }

  run(fn: PyNode, isMember: boolean): BlockFact {
    const [first] = kidOf(fn, 'parameters')?.kids ?? [];
    if (isMember && first?.type === 'identifier')
      this.selves.add(this.text.slice(first.start, first.end));
    this.body(fn, { parent: -1, branch: 'body' });
    return { span: this.span, statements: this.b.statements };
  }

  private body(fn: PyNode, at: Place): void {
    const body = fn.type === 'lambda' ? fn.kids.at(-1) : kidOf(fn, 'block');
    if (body?.type === 'block') this.block(body, at, true);
    else if (body) this.add('return', body, spanOf(body), at, [body]);
  }

  private block(node: PyNode | undefined, at: Place, isBody = false): void {
    for (const [i, kid] of (node?.kids ?? []).entries())
      if (!(isBody && i === 0 && isDocstring(kid))) this.statement(kid, at);
  }

  private statement(node: PyNode, at: Place): void {
    const { kids, type } = node;
    switch (type) {
      case 'expression_statement': {
        const isAssignment = /^(?:augmented_)?assignment$/u.test(kids.at(0)?.type ?? '');
        this.add(isAssignment ? 'assign' : 'expression', node, spanOf(node), at, kids);
        break;
      }
      case 'if_statement':
        this.ifStatement(node, kids, at);
        break;
      case 'for_statement':
      case 'while_statement':
        this.loop(node, at);
        break;
      case 'try_statement':
        this.tryStatement(node, at);
        break;
      case 'with_statement':
        this.withStatement(node, at);
        break;
      case 'match_statement':
        this.match(node, at);
        break;
      case 'function_definition':
        this.def(node, node, at);
        break;
      case 'decorated_definition': {
        const definition = kids.at(-1);
        if (definition?.type === 'function_definition') this.def(definition, node, at);
        else this.add('other', node, spanOf(node), at, kids);
        break;
      }
      case 'delete_statement': {
        const reader = this.reader();
        for (const kid of kids) reader.target(kid);
        this.b.add('other', spanOf(node), spanOf(node), at, reader.parts);
        break;
      }
      case 'global_statement':
      case 'nonlocal_statement':
        this.b.add('empty', spanOf(node), spanOf(node), at, this.reader().parts);
        break;
      default:
        this.add(SIMPLE[type] ?? 'other', node, spanOf(node), at, kids);
    }
  }

  /** `elif` is an `if` in the `else` of the one before it. */
  private ifStatement(node: PyNode, kids: readonly PyNode[], at: Place, end = realEnd(node)): void {
    const [condition, body, ...rest] = kids;
    if (!condition) return;
    const reader = this.reader();
    reader.read(condition);
    const id = this.b.add('if', [node.start, end], spanOf(condition), at, reader.parts);
    this.closures(reader, id);
    this.block(body, { parent: id, branch: 'body' });
    const [next, ...others] = rest;
    if (next?.type === 'elif_clause')
      this.ifStatement(next, [...next.kids, ...others], { parent: id, branch: 'else' }, end);
    else if (next) this.block(kidOf(next, 'block'), { parent: id, branch: 'else' });
  }

  private loop(node: PyNode, at: Place): void {
    const reader = this.reader();
    const [first, second] = node.kids;
    const isFor = node.type === 'for_statement';
    if (isFor && first) reader.target(first);
    reader.read(isFor ? second : first);
    const body = kidOf(node, 'block');
    const head: Span = [node.start, (isFor ? second : first)?.end ?? node.end];
    const id = this.b.add('loop', [node.start, realEnd(node)], head, at, reader.parts);
    this.closures(reader, id);
    this.block(body, { parent: id, branch: 'body' });
    const other = kidOf(node, 'else_clause');
    if (other) this.block(kidOf(other, 'block'), { parent: id, branch: 'else' });
  }

  private tryStatement(node: PyNode, at: Place): void {
    const head: Span = [node.start, node.start + 3];
    const span: Span = [node.start, realEnd(node)];
    const id = this.b.add('try', span, head, at, this.reader().parts);
    for (const kid of node.kids) {
      const block = kid.type === 'block' ? kid : kidOf(kid, 'block');
      if (kid.type === 'block') this.block(kid, { parent: id, branch: 'body' });
      else if (kid.type === 'else_clause') this.block(block, { parent: id, branch: 'else' });
      else if (kid.type === 'finally_clause') this.block(block, { parent: id, branch: 'finally' });
      else {
        const reader = this.reader();
        const [what, ...names] = kid.kids.filter((part) => part.type !== 'block');
        reader.read(what);
        for (const name of names) if (name.type === 'identifier') reader.target(name);
        const until: Span = [kid.start, block?.start ?? kid.end];
        const place = { parent: id, branch: 'catch' } as const;
        const own = this.b.add('catch', [kid.start, realEnd(kid)], until, place, reader.parts);
        this.block(block, { parent: own, branch: 'body' });
      }
    }
  }

  private withStatement(node: PyNode, at: Place): void {
    const reader = this.reader();
    const clause = kidOf(node, 'with_clause');
    reader.read(clause);
    const head: Span = [node.start, clause?.end ?? node.start];
    const id = this.b.add('with', [node.start, realEnd(node)], head, at, reader.parts);
    this.closures(reader, id);
    this.block(kidOf(node, 'block'), { parent: id, branch: 'body' });
  }

  private match(node: PyNode, at: Place): void {
    const body = kidOf(node, 'block');
    const subjects = node.kids.filter((kid) => kid !== body);
    const head: Span = [node.start, subjects.at(-1)?.end ?? node.start];
    const id = this.add('switch', node, head, at, subjects);
    for (const kid of body?.kids ?? []) {
      const block = kidOf(kid, 'block');
      const reader = this.reader();
      // A pattern may both read and bind what it names.
      for (const part of kid.kids) if (part !== block) reader.target(part);
      const until: Span = [kid.start, block?.start ?? kid.end];
      const place = { parent: id, branch: 'case' } as const;
      const own = this.b.add('case', [kid.start, realEnd(kid)], until, place, reader.parts);
      this.block(block, { parent: own, branch: 'body' });
    }
  }

  private def(node: PyNode, whole: PyNode, at: Place): void {
    const reader = this.reader();
    const name = node.type === 'lambda' ? undefined : kidOf(node, 'identifier');
    if (name) reader.target(name);
    for (const kid of whole.kids) if (kid.type === 'decorator') reader.read(kid);
    reader.parts.captures.push(...reader.freeNames(node));
    const body = kidOf(node, 'block') ?? node.kids.at(-1);
    const head: Span = [whole.start, body?.start ?? node.end];
    const id = this.b.add('def', [whole.start, realEnd(node)], head, at, reader.parts);
    this.closures(reader, id);
    this.body(node, { parent: id, branch: 'body' });
  }

  private add(
    kind: StatementKind,
    node: PyNode,
    head: Span,
    at: Place,
    read: readonly PyNode[],
  ): StatementId {
    const reader = this.reader();
    reader.all(read);
    const id = this.b.add(kind, [node.start, realEnd(node)], head, at, reader.parts);
    this.closures(reader, id);
    return id;
  }

  private closures({ closures }: PartsReader, parent: StatementId): void {
    for (const closure of closures) this.def(closure, closure, { parent, branch: 'closure' });
  }

  private reader(): PartsReader {
    return new PartsReader(this.text, this.selves);
  }
}
