/**
 * Facts: what a front end takes out of one file's text. Plain data, a pure function of the text, no
 * AST nodes. All offsets are UTF-16 code units from the start of the text; spans are half-open
 * `[start, end)`. Indices (`FunctionId`, `ClassId`, ...) are positions in the arrays of the same
 * {@link ModuleFacts}.
 */

export type Span = readonly [start: number, end: number];
export type FunctionId = number;
export type ClassId = number;
export type BindingId = number;
export type ScopeId = number;
export type CallId = number;

export type Language = 'typescript' | 'javascript' | 'python';

/**
 * An expression, reduced to what a linker can follow. `awaited`: it is written with `await`, which
 * is no part of its span.
 */
export type Expr = ExprTerm & { readonly awaited?: true };

type ExprTerm =
  | {
      readonly k: 'name';
      readonly name: string;
      readonly binding: BindingId | -1;
      readonly span: Span;
    }
  | { readonly k: 'this'; readonly fn: FunctionId; readonly span: Span }
  | { readonly k: 'super'; readonly fn: FunctionId; readonly span: Span }
  /** `isKey`: Python's `object['name']`, which reads no attribute. */
  | {
      readonly k: 'member';
      readonly object: Expr;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
      readonly isKey?: boolean;
    }
  /**
   * Element access or iteration whose key is not a literal; `key` is kept for dispatch tables.
   * `place`: Python takes a value apart into several, and it is this one of them.
   */
  | {
      readonly k: 'element';
      readonly object: Expr;
      readonly key?: Expr;
      readonly span: Span;
      readonly place?: number;
    }
  | { readonly k: 'call'; readonly call: CallId; readonly span: Span }
  | { readonly k: 'function'; readonly fn: FunctionId; readonly span: Span }
  /** A class expression, or an object literal (`instance`). */
  | { readonly k: 'class'; readonly cls: ClassId; readonly instance: boolean; readonly span: Span }
  /** `itemSpans` are the elements as written, with `await`, parentheses and assertions. */
  | {
      readonly k: 'array';
      readonly items: readonly Expr[];
      readonly itemSpans: readonly Span[];
      readonly span: Span;
    }
  | { readonly k: 'spread'; readonly value: Expr; readonly span: Span }
  /** `text` holds the static parts of a template, each hole as U+0000. */
  | {
      readonly k: 'string';
      readonly text: string;
      readonly holes: readonly Expr[];
      readonly span: Span;
    }
  | {
      readonly k: 'literal';
      readonly type: 'number' | 'boolean' | 'null' | 'undefined' | 'regexp';
      readonly span: Span;
    }
  /**
   * Several values are possible: `a ? b : c`, `a ?? b`, `a || b`. `isSum`: it is all of them, one
   * behind the other: `a + b`.
   */
  | {
      readonly k: 'choice';
      readonly items: readonly Expr[];
      readonly isSum?: true;
      readonly span: Span;
    }
  /** A value read through a declared type: `x as T`. */
  | { readonly k: 'typed'; readonly value: Expr; readonly type: TypeTerm; readonly span: Span }
  /** The argument in position `index` of whoever calls `fn`. */
  | { readonly k: 'param'; readonly fn: FunctionId; readonly index: number; readonly span: Span }
  | { readonly k: 'import'; readonly module: string; readonly span: Span }
  | { readonly k: 'unknown'; readonly span: Span };

/** A declared type, as a small term. */
export type TypeTerm =
  | {
      readonly k: 'ref';
      readonly name: string;
      readonly binding: BindingId | -1;
      readonly args: readonly TypeTerm[];
      readonly span: Span;
    }
  | {
      readonly k: 'import';
      readonly module: string;
      readonly name: string;
      readonly args: readonly TypeTerm[];
      readonly span: Span;
    }
  | { readonly k: 'indexed'; readonly object: TypeTerm; readonly key: string | undefined }
  | { readonly k: 'union' | 'intersection'; readonly items: readonly TypeTerm[] }
  | { readonly k: 'function'; readonly fn: FunctionId }
  | { readonly k: 'object'; readonly cls: ClassId }
  | { readonly k: 'typeof'; readonly expr: Expr }
  | { readonly k: 'array'; readonly item: TypeTerm }
  | TupleTerm
  | { readonly k: 'literal'; readonly value: string }
  | { readonly k: 'keyword'; readonly name: string }
  | { readonly k: 'other' };

/**
 * `[context: Context, volume?: Volume, ...tags: string[]]`; the type of a rest element is that of
 * the list.
 */
export interface TupleTerm {
  readonly k: 'tuple';
  readonly items: readonly TupleElement[];
  readonly span: Span;
}

export interface TupleElement {
  readonly name: string | undefined;
  readonly type: TypeTerm;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly span: Span;
}

export interface ImportFact {
  readonly module: string;
  readonly moduleSpan: Span;
  /** The whole statement. */
  readonly span: Span;
  readonly typeOnly: boolean;
  readonly specifiers: readonly ImportSpecifier[];
  /**
   * Where a further named import goes: after the last named specifier. Absent when there is no `{
   * }`.
   */
  readonly namedEnd?: number;
}

export interface ImportSpecifier {
  readonly local: string;
  /** `*` for a namespace, `default` for the default export. */
  readonly imported: string;
  readonly binding: BindingId;
  readonly typeOnly: boolean;
  readonly span: Span;
}

export interface ExportFact {
  /** The name seen from outside, `*` for `export * from`. */
  readonly exported: string;
  readonly value?: Expr;
  /** A re-export: what and from where. */
  readonly from?: { readonly module: string; readonly imported: string };
  readonly binding?: BindingId;
  readonly span: Span;
}

export interface ScopeFact {
  readonly parent: ScopeId | -1;
  readonly fn: FunctionId;
  readonly span: Span;
}

export type BindingKind =
  | 'param'
  | 'const'
  | 'variable'
  | 'function'
  | 'class'
  | 'import'
  | 'type'
  | 'typeParam'
  | 'enum'
  | 'namespace'
  | 'catch';

export interface BindingFact {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: ScopeId;
  /** The identifier that declares it. */
  readonly span: Span;
  /** Every value assigned, in source order. */
  readonly values: Expr[];
  /** What is added to it: `name += value`. */
  added?: Expr[];
  type?: TypeTerm;
  /** For `import`: module and imported name. */
  from?: { readonly module: string; readonly imported: string };
  /** For `class` (also interfaces and namespaces). Several when declarations merge. */
  readonly classes: ClassId[];
  /** For `function`: every overload, the implementation last. */
  readonly functions: FunctionId[];
  /** For a type alias. */
  alias?: { readonly type: TypeTerm; readonly params: readonly BindingId[] };
  /** For a type parameter: its position, the class that declares it, its constraint. */
  typeParam?: {
    readonly index: number;
    cls?: ClassId;
    fn?: FunctionId;
    readonly constraint?: TypeTerm;
  };
  /** For a namespace: the scope that holds its members. */
  inner?: ScopeId;
  /** Where the name is read or assigned, in source order. */
  readonly uses: NameUse[];
  /** It is declared as `{ name }`, where name and key are one. */
  shorthand?: boolean;
}

/**
 * A place that names a binding. `shorthand`: as `{ name }`, where name and key are one. `reads`:
 * its value is taken. `asked`: what follows depends on it (see {@link ReferenceFact}).
 */
export interface NameUse {
  readonly span: Span;
  readonly shorthand: boolean;
  readonly reads: boolean;
  readonly asked?: true;
}

export interface ParamFact {
  /** Undefined for a destructured parameter. */
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly default?: Expr;
  readonly type?: TypeTerm;
  readonly typeText?: string;
  /** The keys a destructured parameter takes. */
  readonly pattern?: readonly string[];
  /** A constructor parameter that declares a field. */
  readonly field: boolean;
  /** Python: it stands behind `*` and is only given by name. */
  readonly keywordOnly?: boolean;
  /** Python: it stands before `/` and is never given by name. */
  readonly positionalOnly?: boolean;
  /** Python: a `rest` parameter that takes what is given by name (`**options`). */
  readonly takesNames?: boolean;
}

/**
 * What a body does, as far as syntax tells. `idle`: nothing but calls as statements and a constant
 * result.
 */
export type BodyKind = 'none' | 'idle' | 'work';

/** What becomes of a nested function where it stands. */
export type FunctionUse =
  'declared' | 'member' | 'argument' | 'called' | 'bound' | 'returned' | 'stored';

export interface DocFact {
  readonly span: Span;
  readonly text: string;
  /** Documented parameters with the end of their line(s). */
  readonly params: readonly {
    readonly name: string;
    readonly span: Span;
    readonly typed: boolean;
  }[];
  /** `@name` tags that stand in it. */
  readonly tags: readonly string[];
}

export interface FunctionFact {
  readonly id: FunctionId;
  readonly name: string | undefined;
  /** The name, or the keyword or first character where there is none. */
  readonly nameSpan: Span;
  readonly kind:
    | 'module'
    | 'function'
    | 'arrow'
    | 'method'
    | 'constructor'
    | 'getter'
    | 'setter'
    | 'signature'
    | 'init';
  readonly span: Span;
  /** Between the parentheses; for `x => y` the bare parameter. */
  readonly paramsSpan: Span;
  readonly parens: boolean;
  readonly params: readonly ParamFact[];
  /** Python's `self` or `cls`: written in the list, given by nobody, and none of `params`. */
  readonly receiver?: { readonly name: string; readonly span: Span };
  /** Python: it stands under a condition, so that its name may be another definition as well. */
  readonly isConditional?: true;
  /** Python's `/` and `*`, which stand between parameters and are none. */
  readonly separators?: readonly Span[];
  /** The function it stands in; -1 for the module body. */
  readonly parent: FunctionId | -1;
  readonly scope: ScopeId;
  /** The class whose member it is. */
  readonly cls?: ClassId;
  readonly isStatic: boolean;
  /** What it returns comes as a promise, whatever type is written. */
  readonly isAsync?: boolean;
  readonly body: BodyKind;
  readonly bodySpan?: Span;
  readonly returns: Expr[];
  readonly returnType?: TypeTerm;
  readonly typeParams: readonly BindingId[];
  readonly calls: CallId[];
  readonly children: FunctionId[];
  readonly decorators: readonly Expr[];
  readonly doc?: DocFact;
  use: FunctionUse;
  /** For `bound`: the variable it is bound to. */
  binding?: BindingId;
  /**
   * The whole function stands on an error path that re-raises (`.catch(e => { undo(); throw e;
   * })`).
   */
  onErrorPath: boolean;
  /** The type the place where it stands gives it. */
  context?: ContextFact;
}

export interface ContextFact {
  readonly types: readonly TypeTerm[];
  /** It is an element of a list that has the types. */
  readonly element?: boolean;
  /** It is argument `index` of this call. */
  readonly argument?: { readonly call: CallId; readonly index: number };
  /** It is what this function returns. */
  readonly returnedBy?: FunctionId;
  /** It is the value of a member of this class or object literal. */
  readonly member?: { readonly cls: ClassId; readonly name: string };
}

/**
 * The name under which a call signature is a member of its interface: `interface F { (x: X): void
 * }`.
 */
export const CALL_SIGNATURE = '()';

/** The same for what `new` makes: `interface F { new (x: X): Y }`. */
export const CONSTRUCT_SIGNATURE = 'new ()';

export interface MemberFact {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly kind: 'method' | 'property' | 'getter' | 'setter' | 'constructor';
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly optional: boolean;
  /** A shorthand property `{ createExport }`. */
  readonly shorthand: boolean;
  /** Only its own class may name it. */
  readonly isPrivate?: true;
  readonly fn?: FunctionId;
  readonly value?: Expr;
  readonly type?: TypeTerm;
  readonly decorators: readonly Expr[];
}

export interface ClassFact {
  readonly id: ClassId;
  readonly kind: 'class' | 'interface' | 'object' | 'typeLiteral' | 'module';
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly isAbstract: boolean;
  readonly isAmbient: boolean;
  /** `extends` of a class; spreads of an object literal. */
  readonly bases: readonly Expr[];
  /** Type arguments given to the base class. */
  readonly baseTypeArgs: readonly TypeTerm[];
  /** `implements` of a class, `extends` of an interface. */
  readonly heritage: readonly TypeTerm[];
  readonly typeParams: readonly BindingId[];
  readonly members: MemberFact[];
  readonly scope: ScopeId;
  readonly fn: FunctionId;
  readonly decorators: readonly Expr[];
  readonly doc?: DocFact;
  /** Python: it stands under a condition, so that its name may be another definition as well. */
  readonly isConditional?: true;
  /** `declare module 'x' { interface Y }`: the module whose type it extends. */
  readonly augments?: string;
  context?: ContextFact;
}

export interface CallFact {
  readonly id: CallId;
  readonly kind: 'call' | 'new' | 'tag';
  readonly callee: Expr;
  /** What a reader calls the callee: the member or function name. */
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly args: readonly Expr[];
  readonly argSpans: readonly Span[];
  /** Python: arguments given by name, in source order. */
  readonly keywords?: readonly KeywordFact[];
  /** Between the parentheses. Absent for `new X`, tags and accesses. */
  readonly argsSpan?: Span;
  readonly typeArgs: readonly TypeTerm[];
  readonly fn: FunctionId;
  readonly scope: ScopeId;
  readonly optional: boolean;
  /** It stands in a handler that re-raises. */
  readonly onErrorPath: boolean;
  /** It is a statement of its own, or awaited as one. */
  readonly isStatement: boolean;
}

/** `name=value`, or `**value`, which has no name. */
export interface KeywordFact {
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly value: Expr;
  readonly span: Span;
}

/** The name under which `table[key] = value` is kept where the key is not a literal. */
export const ANY_KEY = '[]';

/** `a.b = value`, outside of declarations. */
export interface AssignmentFact {
  readonly object: Expr;
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expr;
  readonly fn: FunctionId;
  readonly type?: TypeTerm;
}

/**
 * A member read that is not called: `retry(driver.createExport)`, `const { createExport } =
 * driver`. `asked`: it stands in the condition of an `if`, a `while` or a conditional expression, on the
 * left of `&&` or `and`, or in what is asserted. `readFrom`: a member of it is read in turn, as of
 * `driver.createExport.mock`.
 */
export interface ReferenceFact {
  readonly object: Expr;
  readonly name: string;
  readonly nameSpan: Span;
  readonly fn: FunctionId;
  readonly scope: ScopeId;
  readonly asked?: true;
  readonly readFrom?: true;
}

/** Python: `one == other`, `one in other`, `one is other`. */
export interface ComparisonFact {
  readonly name: '==' | 'in' | 'is';
  /** The operator. */
  readonly nameSpan: Span;
  readonly sides: readonly [Expr, Expr];
  readonly span: Span;
  readonly fn: FunctionId;
  readonly scope: ScopeId;
}

/** Within `span` a name is known to be of a type: behind `x instanceof C`, `isinstance(x, C)`. */
export interface NarrowingFact {
  readonly binding: BindingId;
  readonly type: TypeTerm;
  readonly span: Span;
}

/** A comment that may direct ESLint. `text` is without its delimiters. */
export interface CommentFact {
  readonly kind: 'line' | 'block';
  readonly span: Span;
  readonly text: string;
}

/** What could not be read, and where. */
export interface SyntaxErrorFact {
  readonly message: string;
  readonly at: number;
}

export interface ModuleFacts {
  readonly path: string;
  readonly language: Language;
  /** A declaration file. */
  readonly isAmbient: boolean;
  readonly lineStarts: readonly number[];
  readonly imports: ImportFact[];
  readonly exports: ExportFact[];
  readonly scopes: ScopeFact[];
  readonly bindings: BindingFact[];
  readonly functions: FunctionFact[];
  readonly classes: ClassFact[];
  readonly calls: CallFact[];
  readonly assignments: AssignmentFact[];
  readonly references: ReferenceFact[];
  readonly comparisons: ComparisonFact[];
  readonly narrowings: NarrowingFact[];
  readonly directives: CommentFact[];
  /**
   * Where the first import could stand: after a hash-bang, prologue directives and leading licence
   * comment.
   */
  readonly importInsertion: number;
  readonly syntaxErrors: readonly SyntaxErrorFact[];
}
