import { FactBuilder } from '../facts/builder.js';
import { DEEPEST } from '../facts/limits.js';
import type {
  ClassFact,
  ClassId,
  ContextFact,
  Expr,
  FunctionId,
  FunctionUse,
  ModuleFacts,
  NameUse,
  ScopeId,
  Span,
  TypeTerm,
} from '../facts/types.js';
import { directiveComments } from './comments.js';
import { spanOf, type PyNode } from './nodes.js';
import { copyTree } from './tree.js';
import { expression } from './expressions.js';
import { withTree } from './parser.js';
import { block } from './statements.js';
import { firstSyntaxError } from './syntax-errors.js';
import { isDocstring } from './bodies.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How a function stands in the code around it. */
export interface Placement {
  readonly use: FunctionUse;
  readonly context?: ContextFact;
  readonly binding?: number;
}

/**
 * Takes the facts out of one Python file, of any version from 2.6 on.
 * @param path is not read; `.pyi` makes the file ambient
 * @throws never for bad syntax: what could be read is returned, with `syntaxErrors`
 */
export function extractPython(path: string, text: string): ModuleFacts {
  const { root, error } = withTree(text, (node) => ({
    root: copyTree(node, text),
    error: firstSyntaxError(node, text),
  }));
  return new Extractor(root, error, text, path).run();
}

/**
 * Walks one file once. The modules beside this one each know one kind of syntax and call back here.
 */
export class Extractor {
  readonly b: FactBuilder;
  /** The class whose body is being walked, not a function's in it. */
  cls: ClassId | undefined;
  /** The method whose `self` is in sight. */
  method: FunctionId | undefined;
  /** The scope that a function's or class's own names belong to. */
  home: ScopeId = 0;
  /** Bindings of `self`, with the method whose they are. */
  readonly receivers = new Map<number, FunctionId>();
  /** Modules named by `import a.b.c`, which binds `a`. */
  readonly dotted = new Set<string>();
  /** Scopes of class bodies: their names are not seen by the functions in them. */
  readonly classScopes = new Set<ScopeId>();
  /** Names that `global` and `nonlocal` take from further out, by scope. */
  readonly foreign = new Map<ScopeId, Map<string, ScopeId>>();
  /** Whether what is walked stands under a condition of the body that it is in. */
  isConditional = false;
  /** The node that something is about to be read from. */
  readFrom: PyNode | undefined;
  private depth = 0;
  /** Names that no scope around them, or only one further out, had declared when they were read. */
  private readonly early: {
    readonly expr: { readonly name: string; binding: number };
    readonly use: NameUse | undefined;
    readonly scope: ScopeId;
  }[] = [];
  /** Function bodies still to be walked: what they name may be declared below them. */
  private readonly later: (() => void)[] = [];

  constructor(
    private readonly root: PyNode,
    private readonly error: ModuleFacts['syntaxErrors'][number] | undefined,
    text: string,
    path: string,
  ) {
    this.b = new FactBuilder(text, path, 'python', path.endsWith('.pyi'));
  }

  run(): ModuleFacts {
    const { b, root } = this;
    const module = b.openModule([0, b.text.length]);
    this.block(root);
    for (const body of this.later) body();
    this.settleNames();
    this.exportNames(module);
    Object.assign(b.facts, {
      importInsertion: this.importInsertion(),
      syntaxErrors: this.error ? [this.error] : [],
    });
    b.facts.directives.push(...directiveComments(root, b.text));
    return b.facts;
  }

  textOf({ start, end }: PyNode): string {
    return this.b.text.slice(start, end);
  }

  expr(node: PyNode, placement?: Placement): Expr {
    if (this.depth === DEEPEST) {
      this.defer(() => this.expr(node, placement));
      return { k: 'unknown', span: spanOf(node) };
    }
    this.depth++;
    const made = expression(this, node, placement);
    this.depth--;
    return made;
  }

  block(node: PyNode): void {
    block(this, node);
  }

  /** Walks something after all that stands around it, in the place where it stands now. */
  defer(body: () => void): void {
    const { b, cls, method, home } = this;
    const { fn, scope, onErrorPath } = b;
    this.later.push(() => {
      Object.assign(this, { cls, method, home, isConditional: false });
      Object.assign(b, { fn, scope, onErrorPath, inHandler: false });
      body();
    });
  }

  /** Declares a name where assignments in the current body put it. */
  declare(name: string, kind: 'variable' | 'function' | 'class' | 'import', span: Span) {
    return this.b.declare(name, kind, span, this.foreign.get(this.home)?.get(name) ?? this.home);
  }

  /**
   * Declares a name where it gets a value; where it has been declared before, this is one of its
   * uses.
   */
  define(name: string, kind: 'variable' | 'function' | 'class' | 'import', span: Span) {
    const binding = this.declare(name, kind, span);
    if (binding.span[0] !== span[0]) binding.uses.push({ span, shorthand: false, reads: false });
    return binding;
  }

  name(node: PyNode): Expr {
    const { b } = this;
    const span = spanOf(node);
    const name = this.textOf(node);
    const binding = b.resolveValue(name);
    const use = b.readName(span, false);
    if (binding !== -1) b.facts.bindings[binding].uses.push(use);
    const receiver = this.receivers.get(binding);
    if (receiver !== undefined) return { k: 'this', fn: receiver, span };
    const expr = { k: 'name' as const, name, binding, span };
    if (binding === -1 || b.facts.bindings[binding].scope !== b.scope)
      this.early.push({ expr, use, scope: b.scope });
    return expr;
  }

  /** What a type names may be declared further down. */
  typeNamed(term: Mutable<Extract<TypeTerm, { k: 'ref' }>>): TypeTerm {
    if (term.binding === -1) this.early.push({ expr: term, use: undefined, scope: this.b.scope });
    return term;
  }

  /** Names that are declared nearer or at all below the place where they stand. */
  private settleNames(): void {
    const { b } = this;
    for (const { expr, use, scope } of this.early) {
      b.scope = scope;
      const binding = b.resolveValue(expr.name.split('.')[0]);
      if (binding === expr.binding) continue;
      const before = expr.binding;
      expr.binding = binding;
      if (!use) continue;
      if (before !== -1) {
        const { uses } = b.facts.bindings[before];
        uses.splice(uses.indexOf(use), 1);
      }
      const { uses } = b.facts.bindings[binding];
      const after = uses.findIndex(({ span }) => span[0] > use.span[0]);
      uses.splice(after === -1 ? uses.length : after, 0, use);
    }
  }

  /** Binds what stands on the left of an assignment, a `for` or a `with` to what it takes. */
  bind(target: PyNode, value: Expr): void {
    const { b } = this;
    switch (target.type) {
      case 'identifier': {
        const name = this.textOf(target);
        const span = spanOf(target);
        const binding = this.define(name, 'variable', span);
        binding.values.push(value);
        if (this.cls !== undefined && this.home === b.facts.classes[this.cls].scope)
          this.classMember(this.cls, name, span, value);
        break;
      }
      case 'attribute': {
        const [object, name] = target.kids;
        if (!name) break;
        b.facts.assignments.push({
          object: this.expr(object),
          name: this.textOf(name),
          nameSpan: spanOf(name),
          value,
          fn: b.fn,
        });
        break;
      }
      case 'subscript': {
        const [object, ...keys] = target.kids;
        const at = this.expr(object);
        const key = keys.map((k) => this.expr(k)).at(0);
        const name = key?.k === 'string' && key.holes.length === 0 ? key.text : '[]';
        b.facts.assignments.push({
          object: at,
          name,
          nameSpan: spanOf(keys.at(0) ?? target),
          value,
          fn: b.fn,
        });
        break;
      }
      case 'list_splat_pattern':
      case 'parenthesized_expression':
      case 'as_pattern_target':
        if (target.kids.length > 0)
          this.bind(
            target.kids[0],
            target.type === 'list_splat_pattern' ? { k: 'unknown', span: spanOf(target) } : value,
          );
        break;
      default:
        // A tuple or list of targets; other syntax binds nothing.
        target.kids.forEach((kid, index) => {
          const isKnown =
            value.k === 'array' &&
            index < value.items.length &&
            !value.items.some((i) => i.k === 'spread');
          this.bind(
            kid,
            isKnown
              ? value.items[index]
              : {
                  k: 'element',
                  object: value,
                  key: { k: 'literal', type: 'number', span: value.span },
                  span: spanOf(kid),
                  place: index,
                },
          );
        });
    }
  }

  private classMember(cls: ClassId, name: string, span: Span, value: Expr): void {
    const fn = value.k === 'function' ? value.fn : undefined;
    this.b.facts.classes[cls].members.push({
      name,
      nameSpan: span,
      span: [span[0], Math.max(span[1], value.span[1])],
      kind: 'property',
      isStatic: false,
      isAbstract: false,
      optional: false,
      shorthand: false,
      fn,
      value,
      decorators: [],
    });
  }

  /** `inner: Driver` in the body of a class: what an instance is given there has that type. */
  declaredMember(node: PyNode, type: TypeTerm): void {
    const cls = this.cls === undefined ? undefined : this.b.facts.classes[this.cls];
    if (!cls || this.home !== cls.scope) return;
    const span = spanOf(node);
    cls.members.push({
      name: this.textOf(node),
      nameSpan: span,
      span,
      kind: 'property',
      isStatic: false,
      isAbstract: false,
      optional: false,
      shorthand: false,
      type,
      decorators: [],
    });
  }

  /**
   * Whatever a module binds can be imported from it; its functions are members of the module as an
   * object.
   */
  private exportNames(module: ClassFact): void {
    const { facts } = this.b;
    for (const [id, { name, kind, scope, span, functions }] of facts.bindings.entries()) {
      if (scope !== 0 || kind === 'catch') continue;
      facts.exports.push({ exported: name, binding: id, span });
      const fn = functions.at(-1);
      if (fn === undefined) continue;
      module.members.push({
        name,
        nameSpan: facts.functions[fn].nameSpan,
        span: facts.functions[fn].span,
        kind: 'method',
        isStatic: false,
        isAbstract: false,
        optional: false,
        shorthand: false,
        fn,
        decorators: [],
      });
    }
  }

  private importInsertion(): number {
    const first = this.root.kids.find(
      (kid) => !isDocstring(kid) && kid.type !== 'future_import_statement',
    );
    return first?.start ?? this.b.text.length;
  }
}
