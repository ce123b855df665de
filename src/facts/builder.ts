import type {
  BindingFact,
  BindingId,
  BindingKind,
  ClassFact,
  Expr,
  FunctionFact,
  FunctionId,
  Language,
  ModuleFacts,
  NameUse,
  ScopeId,
  Span,
} from './types.js';
import { lineStartsOf, PYTHON_LINE_ENDS } from './text.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface ScopeNames {
  readonly values: Map<string, BindingId>;
  readonly types: Map<string, BindingId>;
}

/** The tables that grow while one file is walked, and the place where the walk stands. */
export class FactBuilder {
  readonly facts: ModuleFacts;
  fn: FunctionId = 0;
  scope: ScopeId = 0;
  /** Inside a handler, so that a block which ends by throwing is an error path. */
  inHandler = false;
  onErrorPath = false;
  /** What is read decides about what follows. */
  private isAsked = false;
  augments: string | undefined;
  private readonly names: ScopeNames[] = [];

  constructor(
    readonly text: string,
    path: string,
    readonly language: Language,
    isAmbient: boolean,
  ) {
    this.facts = {
      path,
      language,
      isAmbient,
      lineStarts: lineStartsOf(text, language === 'python' ? PYTHON_LINE_ENDS : undefined),
      imports: [],
      exports: [],
      scopes: [],
      bindings: [],
      functions: [],
      classes: [],
      calls: [],
      assignments: [],
      references: [],
      comparisons: [],
      narrowings: [],
      directives: [],
      importInsertion: 0,
      syntaxErrors: [],
    };
  }

  /**
   * @param parent where names are looked up next: in Python not always the scope that stands around
   * it
   */
  openScope(span: Span, parent: ScopeId = this.scope): ScopeId {
    const id = this.facts.scopes.length;
    this.facts.scopes.push({ parent: id === 0 ? -1 : parent, fn: this.fn, span });
    this.names.push({ values: new Map(), types: new Map() });
    return id;
  }

  /**
   * Opens the file itself: its scope, the function that its statements run in, and the module as an
   * object.
   */
  openModule(span: Span): Mutable<ClassFact> {
    this.openScope(span);
    this.addFunction({
      name: undefined,
      nameSpan: [0, 0],
      kind: 'module',
      span,
      paramsSpan: [0, 0],
      parens: false,
      params: [],
      parent: -1,
      scope: 0,
      isStatic: false,
      body: 'work',
      typeParams: [],
      decorators: [],
      use: 'declared',
      onErrorPath: false,
    });
    return this.addClass({
      kind: 'module',
      name: undefined,
      nameSpan: [0, 0],
      span,
      isAbstract: false,
      isAmbient: this.facts.isAmbient,
      bases: [],
      baseTypeArgs: [],
      heritage: [],
      typeParams: [],
      scope: 0,
      fn: 0,
      decorators: [],
    });
  }

  /** Walks `body` in a new scope. */
  inScope<T>(span: Span, body: (scope: ScopeId) => T): T {
    const outer = this.scope;
    this.scope = this.openScope(span);
    try {
      return body(this.scope);
    } finally {
      this.scope = outer;
    }
  }

  /**
   * Declares a name in a scope; a name declared twice (overloads, merged interfaces, `var`) keeps
   * one binding.
   */
  declare(name: string, kind: BindingKind, span: Span, scope = this.scope): BindingFact {
    const { values, types } = this.names[scope];
    const isType = kind === 'type' || kind === 'typeParam';
    const both = kind === 'class' || kind === 'import' || kind === 'enum' || kind === 'namespace';
    const known = (isType ? types : values).get(name) ?? (both ? types.get(name) : undefined);
    if (known !== undefined) {
      if (both) values.set(name, known);
      return this.facts.bindings[known];
    }
    const id = this.facts.bindings.length;
    this.facts.bindings.push({
      name,
      kind,
      scope,
      span,
      values: [],
      classes: [],
      functions: [],
      uses: [],
    });
    if (!isType) values.set(name, id);
    if (isType || both) types.set(name, id);
    return this.facts.bindings[id];
  }

  idOf(binding: BindingFact): BindingId {
    const { values, types } = this.names[binding.scope];
    return values.get(binding.name) ?? types.get(binding.name) ?? -1;
  }

  private lookup(name: string, table: keyof ScopeNames): BindingId | -1 {
    for (
      let scope: ScopeId | -1 = this.scope;
      scope !== -1;
      scope = this.facts.scopes[scope].parent
    ) {
      const id = this.names[scope][table].get(name);
      if (id !== undefined) return id;
    }
    return -1;
  }

  /** Reads what decides about what follows: names and members read on the way are `asked`. */
  asking<T>(isAsked: boolean, read: () => T): T {
    const outer = this.isAsked;
    this.isAsked ||= isAsked;
    const made = read();
    this.isAsked = outer;
    return made;
  }

  /** The value of a binding is read where the walk stands. */
  readName(span: Span, shorthand: boolean): NameUse {
    return { span, shorthand, reads: true, ...(this.isAsked && { asked: true }) };
  }

  /** A member is read where the walk stands, and not called. */
  readMember(object: Expr, name: string, nameSpan: Span, isReadFrom = false): void {
    this.facts.references.push({
      object,
      name,
      nameSpan,
      fn: this.fn,
      scope: this.scope,
      ...(this.isAsked && { asked: true }),
      ...(isReadFrom && { readFrom: true }),
    });
  }

  resolveValue(name: string): BindingId | -1 {
    return this.lookup(name, 'values');
  }

  resolveType(name: string): BindingId | -1 {
    return this.lookup(name, 'types');
  }

  addFunction(
    fact: Omit<FunctionFact, 'id' | 'calls' | 'children' | 'returns'>,
  ): Mutable<FunctionFact> {
    const made: Mutable<FunctionFact> = {
      ...fact,
      id: this.facts.functions.length,
      calls: [],
      children: [],
      returns: [],
    };
    this.facts.functions.push(made);
    if (made.parent !== -1) this.facts.functions[made.parent].children.push(made.id);
    return made;
  }

  addClass(fact: Omit<ClassFact, 'id' | 'members'>): Mutable<ClassFact> {
    const made: Mutable<ClassFact> = { ...fact, id: this.facts.classes.length, members: [] };
    this.facts.classes.push(made);
    return made;
  }
}
