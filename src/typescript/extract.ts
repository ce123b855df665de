import type ts from 'typescript';
import { DEEPEST } from '../facts/limits.js';
import type {
  ClassFact,
  ClassId,
  ContextFact,
  Expr,
  FunctionFact,
  FunctionId,
  FunctionUse,
  Language,
  ModuleFacts,
  ParamFact,
  Span,
  TypeTerm,
} from '../facts/types.js';
import { ClassExtractor } from './classes.js';
import { SourceFactBuilder, type TypeScript } from './builder.js';
import { bodyKind } from './bodies.js';
import { declareStatements, declareTypedefs } from './declare.js';
import { directiveComments } from './comments.js';
import { docOf } from './docs.js';
import { expression } from './expressions.js';
import { narrowBehind } from './narrowings.js';
import { prototypeClasses } from './prototypes.js';
import { statement } from './statements.js';
import { typeTerm } from './type-terms.js';

export type FunctionNode = ts.FunctionLikeDeclaration | ts.ClassStaticBlockDeclaration;
export type SignatureNode =
  | ts.MethodSignature
  | ts.CallSignatureDeclaration
  | ts.ConstructSignatureDeclaration
  | ts.FunctionTypeNode
  | ts.ConstructorTypeNode;

/** How a function stands in the code around it. */
export interface Placement {
  readonly use: FunctionUse;
  readonly context?: ContextFact;
  readonly binding?: number;
  readonly cls?: ClassId;
  readonly onErrorPath?: boolean;
}

const SCRIPT_KINDS: Record<string, keyof typeof ts.ScriptKind> = {
  ts: 'TS',
  mts: 'TS',
  cts: 'TS',
  tsx: 'TSX',
  js: 'JS',
  mjs: 'JS',
  cjs: 'JS',
  jsx: 'JSX',
};

/** Blanks and comments. */
const TRIVIA = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/uy;

/** The language of a path, or undefined when this front end does not read it. */
export function languageOf(path: string): Language | undefined {
  const extension = /\.([cm]?[jt]sx?)$/u.exec(path)?.[1];
  if (extension === undefined) return undefined;
  return extension.includes('t') ? 'typescript' : 'javascript';
}

/**
 * Takes the facts out of one TypeScript or JavaScript file.
 * @param ts the compiler's namespace, so that any TypeScript 5.x or 6.x serves
 * @param path decides the dialect by its extension; it is not read
 * @throws never for bad syntax: what could be read is returned, with `syntaxErrors`
 */
export function extractFacts(ts: TypeScript, path: string, text: string): ModuleFacts {
  return factsOfSource(ts, parse(ts, path, text, true), path, text);
}

/** Whether the compiler reads a text without an error; the facts are not taken. */
export function isParsed(ts: TypeScript, path: string, text: string): boolean {
  return diagnosticsOf(parse(ts, path, text, false)).length === 0;
}

/**
 * How deep the nodes of a text nest, as the compiler reads it. Operators to the left of each other
 * count as one where the compiler goes through them in loops: not where what is known after one
 * depends on its left side.
 */
export function depthOf(ts: TypeScript, path: string, text: string): number {
  let deepest = 0;
  const waiting: [ts.Node, number][] = [[parse(ts, path, text, false), 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    deepest = Math.max(deepest, depth);
    ts.forEachChild(node, (child) => {
      const isInLoop =
        ts.isBinaryExpression(node) &&
        child === node.left &&
        !isLogical(ts, node.operatorToken.kind);
      waiting.push([child, isInLoop ? depth : depth + 1]);
    });
  }
  return deepest;
}

function isLogical({ SyntaxKind }: TypeScript, kind: ts.SyntaxKind): boolean {
  return (
    kind === SyntaxKind.AmpersandAmpersandToken ||
    kind === SyntaxKind.BarBarToken ||
    kind === SyntaxKind.QuestionQuestionToken
  );
}

/** Parses a text, with parents where they are asked for. */
export function parse(
  ts: TypeScript,
  path: string,
  text: string,
  setParents: boolean,
): ts.SourceFile {
  const extension = /\.(\w+)$/u.exec(path)?.[1] ?? 'ts';
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    setParents,
    ts.ScriptKind[SCRIPT_KINDS[extension] ?? 'TS'],
  );
}

function diagnosticsOf(source: ts.SourceFile): readonly ts.Diagnostic[] {
  return (source as unknown as { parseDiagnostics?: ts.Diagnostic[] }).parseDiagnostics ?? [];
}

/** Takes the facts out of a file that is parsed already, by whomever. */
export function factsOfSource(
  ts: TypeScript,
  source: ts.SourceFile,
  path: string,
  text: string,
): ModuleFacts {
  return new Extractor(ts, source, text, path, languageOf(path) ?? 'typescript').run();
}

/**
 * Walks one source file once. The modules beside this one each know one kind of syntax and call
 * back here.
 */
export class Extractor {
  readonly b: SourceFactBuilder;
  readonly classes = new ClassExtractor(this);
  private depth = 0;
  /** What stands too deep to be walked where it is met. */
  private readonly later: (() => void)[] = [];

  constructor(
    readonly ts: TypeScript,
    readonly source: ts.SourceFile,
    text: string,
    path: string,
    language: Language,
  ) {
    this.b = new SourceFactBuilder(ts, source, text, path, language);
  }

  run(): ModuleFacts {
    const { b, source } = this;
    const module = b.openModule([0, source.end]);
    declareTypedefs(this);
    this.statements(source.statements);
    for (const walk of this.later) walk();
    prototypeClasses(this);
    this.moduleMembers(module);
    Object.assign(b.facts, {
      importInsertion: this.importInsertion(),
      syntaxErrors: this.syntaxErrors(),
    });
    b.facts.directives.push(...directiveComments(this));
    return b.facts;
  }

  statements(nodes: readonly ts.Statement[]): void {
    declareStatements(this, nodes);
    const end = nodes.at(-1)?.end ?? 0;
    for (const node of nodes) {
      this.statement(node);
      narrowBehind(this, node, end);
    }
  }

  statement(node: ts.Statement): void {
    if (this.depth === DEEPEST) {
      this.defer(() => {
        this.statement(node);
      });
      return;
    }
    this.depth++;
    statement(this, node);
    this.depth--;
  }

  expr(node: ts.Expression, placement?: Placement): Expr {
    if (this.depth === DEEPEST) {
      this.defer(() => this.expr(node, placement));
      return { k: 'unknown', span: this.b.span(node) };
    }
    this.depth++;
    const made = expression(this, node, placement);
    this.depth--;
    return made;
  }

  type(node: ts.TypeNode): TypeTerm {
    if (this.depth === DEEPEST) {
      this.defer(() => this.type(node));
      return { k: 'other' };
    }
    this.depth++;
    const made = typeTerm(this, node);
    this.depth--;
    return made;
  }

  /** Walks something after all that stands around it, in the place where it stands now. */
  private defer(walk: () => void): void {
    const { b } = this;
    const { fn, scope, inHandler, onErrorPath, augments } = b;
    this.later.push(() => {
      Object.assign(b, { fn, scope, inHandler, onErrorPath, augments });
      walk();
    });
  }

  /** A function with a body, or an overload of one. */
  fn(node: FunctionNode, placement: Placement, name?: ts.Node): FunctionFact {
    const { ts, b } = this;
    const span = b.span(node);
    const doc = docOf(this, node);
    const outer = { fn: b.fn, scope: b.scope, inHandler: b.inHandler, onErrorPath: b.onErrorPath };
    const isMethod =
      !ts.isArrowFunction(node) &&
      !ts.isFunctionExpression(node) &&
      !ts.isFunctionDeclaration(node);
    const onErrorPath = (!isMethod && outer.onErrorPath) || (placement.onErrorPath ?? false);
    const nameNode = name ?? ('name' in node ? node.name : undefined);
    const id = b.facts.functions.length;
    b.scope = b.openScope(span);
    b.facts.scopes[b.scope] = { ...b.facts.scopes[b.scope], fn: id };
    const typeParams = ts.isClassStaticBlockDeclaration(node)
      ? []
      : this.typeParams(node.typeParameters, { fn: id });
    const fact = b.addFunction({
      name: nameNode && this.nameText(nameNode),
      nameSpan: nameNode ? this.nameSpan(nameNode) : [span[0], span[0] + 1],
      kind: this.functionKind(node),
      span,
      ...this.paramsSpan(node),
      params: [],
      parent: outer.fn,
      scope: b.scope,
      cls: placement.cls,
      isStatic:
        ts.isClassStaticBlockDeclaration(node) || this.has(node, ts.SyntaxKind.StaticKeyword),
      isAsync: this.has(node, ts.SyntaxKind.AsyncKeyword),
      body: bodyKind(this, node),
      bodySpan: node.body && b.span(node.body),
      typeParams,
      decorators: [],
      doc,
      use: placement.use,
      binding: placement.binding,
      onErrorPath,
      context: placement.context,
    });
    b.fn = id;
    b.inHandler = false;
    b.onErrorPath = onErrorPath;
    if (!ts.isClassStaticBlockDeclaration(node)) {
      fact.params = this.realParameters(node).map((p, index) => this.param(p, id, index));
      const returnType = node.type ?? ts.getJSDocReturnType(node);
      if (returnType) fact.returnType = this.type(returnType);
    }
    this.body(node, fact);
    Object.assign(b, outer);
    if (ts.canHaveDecorators(node)) fact.decorators = this.decorators(node);
    return fact;
  }

  private body(node: FunctionNode, fact: FunctionFact): void {
    const { ts } = this;
    if (!node.body) return;
    if (ts.isBlock(node.body)) this.statements(node.body.statements);
    else
      fact.returns.push(
        this.expr(node.body, { use: 'returned', context: { types: [], returnedBy: fact.id } }),
      );
  }

  /** A function type, a method signature: parameters without a body. */
  signature(node: SignatureNode, cls: ClassId | undefined, name: ts.Node | undefined): FunctionId {
    const { b } = this;
    const span = b.span(node);
    const outer = { fn: b.fn, scope: b.scope };
    const id = b.facts.functions.length;
    const doc = docOf(this, node);
    b.scope = b.openScope(span);
    b.facts.scopes[b.scope] = { ...b.facts.scopes[b.scope], fn: id };
    const typeParams = this.typeParams(node.typeParameters, { fn: id });
    const fact = b.addFunction({
      name: name && this.nameText(name),
      nameSpan: name ? this.nameSpan(name) : [span[0], span[0] + 1],
      kind: 'signature',
      span,
      ...this.paramsSpan(node),
      params: [],
      parent: outer.fn,
      scope: b.scope,
      cls,
      isStatic: false,
      body: 'none',
      typeParams,
      decorators: [],
      doc,
      use: 'member',
      onErrorPath: false,
    });
    b.fn = id;
    fact.params = this.realParameters(node).map((p, index) => this.param(p, id, index));
    if (node.type) fact.returnType = this.type(node.type);
    Object.assign(b, outer);
    return id;
  }

  /** `this: T` is no parameter that a caller sees. */
  private realParameters(node: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
    return node.parameters.filter((p) => !(this.ts.isIdentifier(p.name) && p.name.text === 'this'));
  }

  private param(node: ts.ParameterDeclaration, fn: FunctionId, index: number): ParamFact {
    const { ts, b } = this;
    const span = b.span(node);
    const value: Expr = { k: 'param', fn, index, span };
    const typeNode = node.type ?? ts.getJSDocType(node);
    const type = typeNode && this.type(typeNode);
    const jsDoc = node.type ? undefined : ts.getJSDocParameterTags(node)[0];
    const fallback =
      node.initializer &&
      this.expr(node.initializer, { use: 'stored', context: { types: type ? [type] : [] } });
    const fact: ParamFact = {
      name: ts.isIdentifier(node.name) ? node.name.text : undefined,
      nameSpan: b.span(node.name),
      span,
      optional:
        node.questionToken !== undefined ||
        node.initializer !== undefined ||
        jsDoc?.isBracketed === true,
      rest: node.dotDotDotToken !== undefined,
      default: fallback,
      type,
      typeText: node.type?.getText(b.source),
      pattern: ts.isIdentifier(node.name) ? undefined : this.patternKeys(node.name),
      field: ts.isParameterPropertyDeclaration(node, node.parent),
    };
    this.bindPattern(node.name, value, 'param', type);
    return fact;
  }

  private patternKeys(node: ts.BindingPattern): string[] {
    const { ts } = this;
    return node.elements.flatMap((e) => {
      if (ts.isOmittedExpression(e)) return [];
      const key = e.propertyName ?? e.name;
      return ts.isIdentifier(key) || ts.isStringLiteral(key) ? [key.text] : [];
    });
  }

  /** Declares the names of a binding and what each one takes from `value`. */
  bindPattern(
    node: ts.BindingName,
    value: Expr,
    kind: 'param' | 'const' | 'variable' | 'catch',
    type?: TypeTerm,
  ): void {
    const { ts, b } = this;
    if (ts.isIdentifier(node)) {
      const binding = b.declare(node.text, kind, b.span(node));
      binding.values.push(value);
      if (type) binding.type ??= type;
      return;
    }
    const source: Expr =
      type && value.k !== 'param' ? { k: 'typed', value, type, span: value.span } : value;
    node.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const key = element.propertyName ?? element.name;
      const span = b.span(key);
      let taken: Expr;
      if (element.dotDotDotToken) taken = source;
      else if (ts.isArrayBindingPattern(node))
        taken =
          source.k === 'array' && source.items[index]
            ? source.items[index]
            : { k: 'element', object: source, span };
      else if (ts.isIdentifier(key) || ts.isStringLiteral(key)) {
        taken = { k: 'member', object: source, name: key.text, nameSpan: span, span };
        b.readMember(source, key.text, span);
      } else taken = { k: 'unknown', span };
      if (element.initializer)
        taken = {
          k: 'choice',
          items: [taken, this.expr(element.initializer, { use: 'stored' })],
          span,
        };
      this.bindPattern(element.name, taken, kind);
      if (
        ts.isObjectBindingPattern(node) &&
        !element.propertyName &&
        !element.dotDotDotToken &&
        ts.isIdentifier(element.name)
      ) {
        const declared = b.resolveValue(element.name.text);
        if (declared !== -1) b.facts.bindings[declared].shorthand = true;
      }
    });
  }

  typeParams(
    nodes: readonly ts.TypeParameterDeclaration[] | undefined,
    owner: { cls?: ClassId; fn?: FunctionId },
  ): number[] {
    const { b } = this;
    const declared = (nodes ?? []).map((node, index) => {
      const binding = b.declare(node.name.text, 'typeParam', b.span(node.name));
      binding.typeParam = { index, ...owner };
      return { node, binding, index };
    });
    for (const { node, binding, index } of declared)
      if (node.constraint)
        binding.typeParam = { index, ...owner, constraint: this.type(node.constraint) };
    return declared.map(({ binding }) => b.idOf(binding));
  }

  name(node: ts.Identifier): Expr {
    const { b } = this;
    const binding = b.resolveValue(node.text);
    if (binding !== -1)
      b.facts.bindings[binding].uses.push(
        b.readName(b.span(node), this.ts.isShorthandPropertyAssignment(node.parent)),
      );
    return { k: 'name', name: node.text, binding, span: b.span(node) };
  }

  /**
   * The name a property is declared under; undefined when it is computed from something unknown.
   */
  nameText(node: ts.Node): string | undefined {
    const { ts, b } = this;
    if (
      ts.isIdentifier(node) ||
      ts.isPrivateIdentifier(node) ||
      ts.isStringLiteralLike(node) ||
      ts.isNumericLiteral(node)
    )
      return node.text;
    if (!ts.isComputedPropertyName(node)) return undefined;
    if (ts.isStringLiteralLike(node.expression)) return node.expression.text;
    if (!ts.isIdentifier(node.expression)) return undefined;
    return this.constantString(b.resolveValue(node.expression.text));
  }

  /** `const KEY = 'createExport'`: the text of a binding that is only ever that string. */
  constantString(binding: number): string | undefined {
    if (binding === -1) return undefined;
    const { kind, values } = this.b.facts.bindings[binding];
    const [value] = values;
    return kind === 'const' &&
      values.length === 1 &&
      value.k === 'string' &&
      value.holes.length === 0
      ? value.text
      : undefined;
  }

  nameSpan(node: ts.Node): Span {
    return this.b.span(this.ts.isComputedPropertyName(node) ? node.expression : node);
  }

  has(node: ts.HasModifiers | ts.Node, kind: ts.SyntaxKind): boolean {
    return (
      this.ts.canHaveModifiers(node) &&
      (this.ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false)
    );
  }

  decorators(node: ts.HasDecorators): Expr[] {
    return (this.ts.getDecorators(node) ?? []).map((d) => this.expr(d.expression));
  }

  private functionKind(node: FunctionNode): FunctionFact['kind'] {
    const { ts } = this;
    if (ts.isArrowFunction(node)) return 'arrow';
    if (ts.isMethodDeclaration(node)) return 'method';
    if (ts.isConstructorDeclaration(node)) return 'constructor';
    if (ts.isGetAccessor(node)) return 'getter';
    if (ts.isSetAccessor(node)) return 'setter';
    if (ts.isClassStaticBlockDeclaration(node)) return 'init';
    return 'function';
  }

  private paramsSpan(node: FunctionNode | SignatureNode): { paramsSpan: Span; parens: boolean } {
    const { ts, b } = this;
    if (ts.isClassStaticBlockDeclaration(node))
      return { paramsSpan: [node.pos, node.pos], parens: false };
    const { parameters } = node;
    // Of `f(x => y)` the parenthesis is another's.
    const isBare = b.text[parameters.pos - 1] !== '(' || parameters.pos <= node.getStart(b.source);
    if (isBare) return { paramsSpan: b.span(parameters[0] ?? node), parens: false };
    const [first, second] = parameters;
    const isThis = first && ts.isIdentifier(first.name) && first.name.text === 'this';
    const start = isThis ? (second ? second.pos : first.end) : parameters.pos;
    TRIVIA.lastIndex = parameters.end;
    TRIVIA.test(b.text);
    return { paramsSpan: [start, TRIVIA.lastIndex], parens: true };
  }

  /** A module of functions is a driver too: its exports are its members. */
  private moduleMembers(module: ClassFact): void {
    const { facts } = this.b;
    for (const { exported, value, binding, span, from } of facts.exports) {
      if (from || exported === 'default' || exported === '*' || exported === 'module.exports')
        continue;
      const bound = binding === undefined || binding === -1 ? undefined : facts.bindings[binding];
      const fns = bound?.functions.length
        ? bound.functions
        : value?.k === 'function'
          ? [value.fn]
          : bound?.values[0]?.k === 'function'
            ? [bound.values[0].fn]
            : [];
      for (const fn of fns)
        module.members.push({
          name: exported,
          nameSpan:
            facts.functions[fn].name === undefined
              ? (bound?.span ?? span)
              : facts.functions[fn].nameSpan,
          span,
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
    const { ts, source, b } = this;
    const first = source.statements.find(
      (s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)),
    );
    return first ? first.getStart(source, true) : b.text.length;
  }

  private syntaxErrors(): { message: string; at: number }[] {
    return diagnosticsOf(this.source).map((d) => ({
      message: this.ts.flattenDiagnosticMessageText(d.messageText, ' '),
      at: d.start ?? 0,
    }));
  }
}
