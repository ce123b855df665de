import {
  MUTATORS,
  noParts,
  type ChoiceFact,
  type NameAt,
  type StatementParts,
} from '../facts/blocks.js';
import { kidOf, spanOf, type PyNode } from './nodes.js';

/** Reads expressions of one statement: what they name, change, wait for and choose from. */
export class PartsReader {
  readonly parts: StatementParts = noParts();
  readonly closures: PyNode[] = [];

  /** @param selves names that hold what the method runs on */
  constructor(
    private readonly text: string,
    private readonly selves: Set<string>,
  ) {}

  read(node: PyNode | undefined): void {
    if (!node) return;
    const { kids, type } = node;
    switch (type) {
      case 'identifier':
        if (!this.selves.has(this.textOf(node))) this.parts.reads.push(this.named(node));
        break;
      case 'attribute':
        this.read(kids[0]);
        break;
      case 'keyword_argument':
        this.read(kids.at(-1));
        break;
      case 'call':
        this.call(node);
        break;
      case 'await':
        this.parts.awaits.push(spanOf(node));
        this.all(kids);
        break;
      case 'lambda':
        this.closures.push(node);
        this.parts.captures.push(...this.freeNames(node));
        break;
      case 'boolean_operator': {
        const [left, right] = kids;
        const kind = /\bor\b/u.test(this.text.slice(left.end, right.start)) ? 'or' : 'and';
        this.choice(kind, node, left, [right]);
        this.all(kids);
        break;
      }
      case 'conditional_expression': {
        const [value, condition, other] = kids;
        this.choice('conditional', node, condition, [value, other]);
        this.all(kids);
        break;
      }
      case 'assignment':
        this.assignment(node);
        break;
      case 'augmented_assignment':
        this.target(kids[0]);
        this.all(kids);
        break;
      case 'named_expression':
        this.target(kids[0]);
        this.read(kids[1]);
        break;
      case 'as_pattern':
        this.read(kids[0]);
        if (kids.length > 1) this.target(kids[1]);
        break;
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        this.comprehension(node);
        break;
      case 'type':
        break;
      default:
        this.all(kids);
    }
  }

  all(nodes: readonly PyNode[]): void {
    for (const node of nodes) this.read(node);
  }

  /** What a statement gives a value to. */
  target(node: PyNode): void {
    const { kids, type } = node;
    if (type === 'identifier') this.parts.writes.push(this.named(node));
    else if (type === 'attribute' || type === 'subscript') this.changed(node);
    else for (const kid of kids) this.target(kid);
  }

  /** `a.b = `, `del a[b]`, `a.append()`: what `a` names is changed. */
  changed(node: PyNode): void {
    let at = node;
    let field = node;
    while (at.type === 'attribute' || at.type === 'subscript') {
      const [object, ...keys] = at.kids;
      if (!object) return;
      if (at.type === 'subscript') this.all(keys);
      field = keys.at(-1) ?? at;
      at = object;
    }
    if (at.type !== 'identifier') this.read(at);
    else if (this.selves.has(this.textOf(at))) this.parts.selfWrites.push(this.named(field));
    else {
      this.parts.mutates.push(this.named(at));
      this.parts.reads.push(this.named(at));
    }
  }

  private assignment({ kids }: PyNode): void {
    const [left, ...rest] = kids;
    const value = rest.findLast((kid) => kid.type !== 'type');
    const isSelf = value?.type === 'identifier' && this.selves.has(this.textOf(value));
    if (left.type === 'identifier' && isSelf) this.selves.add(this.textOf(left));
    this.target(left);
    if (value) this.read(value);
  }

  private call(node: PyNode): void {
    const [callee, ...rest] = node.kids;
    const [object, name] = callee.type === 'attribute' ? callee.kids : [];
    const isMutator = name !== undefined && MUTATORS.has(this.textOf(name));
    // Of `self.add(lun)` nothing is known: it is a method like any other.
    const isOwn = object?.type === 'identifier' && this.selves.has(this.textOf(object));
    if (isMutator && !isOwn) this.changed(object);
    else this.read(callee);
    this.all(rest);
  }

  /** What a comprehension goes through it names for itself. */
  private comprehension(node: PyNode): void {
    const inner = new PartsReader(this.text, this.selves);
    const own = new PartsReader(this.text, this.selves);
    for (const kid of node.kids) {
      if (kid.type !== 'for_in_clause') {
        inner.read(kid);
        continue;
      }
      const values = kid.kids.at(-1);
      for (const target of kid.kids.slice(0, -1)) own.target(target);
      inner.read(values);
    }
    const names = new Set(own.parts.writes.map(({ name }) => name));
    const isOuter = ({ name }: NameAt) => !names.has(name);
    const { reads, captures, ...others } = inner.parts;
    this.parts.reads.push(...reads.filter(isOuter));
    this.parts.captures.push(...captures.filter(isOuter));
    for (const key of Object.keys(others) as (keyof typeof others)[])
      (this.parts[key] as unknown[]).push(...others[key]);
    this.closures.push(...inner.closures);
  }

  private choice(
    kind: ChoiceFact['kind'],
    node: PyNode,
    test: PyNode,
    arms: readonly PyNode[],
  ): void {
    this.parts.choices.push({
      kind,
      span: spanOf(node),
      test: spanOf(test),
      arms: arms.map(spanOf),
    });
  }

  /** Names that a function uses and does not declare. */
  freeNames(node: PyNode): NameAt[] {
    const inner = new PartsReader(this.text, new Set(this.selves));
    const declared = new PartsReader(this.text, new Set());
    const list = kidOf(node, 'parameters', 'lambda_parameters');
    for (const kid of list?.kids ?? []) {
      const [name, ...rest] = kid.type === 'identifier' ? [kid] : kid.kids;
      declared.target(name);
      inner.all(rest.filter((part) => part.type !== 'type'));
    }
    const outside = new Set<string>();
    const walk = (kid: PyNode): void => {
      if (kid.type === 'global_statement' || kid.type === 'nonlocal_statement') {
        for (const name of kid.kids) outside.add(this.textOf(name));
        return;
      }
      if (kid.type === 'function_definition') {
        const [name] = kid.kids;
        declared.target(name);
        inner.parts.captures.push(...this.freeNames(kid));
        return;
      }
      if (kid.type === 'for_statement') {
        inner.target(kid.kids[0]);
        inner.read(kid.kids[1]);
        kid.kids.slice(2).forEach(walk);
      } else if (kid.type === 'block' || /_(?:statement|clause|definition)$/u.test(kid.type))
        kid.kids.forEach(walk);
      else inner.read(kid);
    };
    const body = node.kids.at(-1);
    if (body) walk(body);
    const { reads, writes, mutates, captures } = inner.parts;
    const own = new Set(
      [...declared.parts.writes, ...writes].map(({ name }) => name).filter((n) => !outside.has(n)),
    );
    const all = [...reads, ...writes, ...mutates, ...captures];
    return all.filter(
      ({ name, span }, i) => !own.has(name) && all.findIndex((o) => o.span[0] === span[0]) === i,
    );
  }

  private named(node: PyNode): NameAt {
    return { name: this.textOf(node), span: spanOf(node) };
  }

  private textOf({ start, end }: PyNode): string {
    return this.text.slice(start, end);
  }
}
