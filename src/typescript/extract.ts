import type ts from 'typescript';
import type {
  ClassFact,
  ClassId,
  ContextFact,
  Expr,
  FunctionFact,
  FunctionId,
  FunctionUse,
  Language,
  MemberFact,
  ModuleFacts,
  ParamFact,
  Span,
  TypeTerm,
} from '../facts/types.js';
import { FactBuilder, type TypeScript } from './builder.js';
import { bodyKind } from './bodies.js';
import { declareStatements, declareTypedefs } from './declare.js';
import { directiveComments } from './comments.js';
import { docOf } from './docs.js';
import { expression } from './expressions.js';
import { prototypeClasses } from './prototypes.js';
import { statement } from './statements.js';
import { typeTerm } from './type-terms.js';

export type FunctionNode = ts.FunctionLikeDeclaration | ts.ClassStaticBlockDeclaration;
export type SignatureNode =
  ts.MethodSignature | ts.CallSignatureDeclaration | ts.ConstructSignatureDeclaration | ts.FunctionTypeNode | ts.ConstructorTypeNode;

/** How a function stands in the code around it. */
export interface Placement {
  readonly use: FunctionUse;
  readonly context?: ContextFact;
  readonly binding?: number;
  readonly cls?: ClassId;
  readonly onErrorPath?: boolean;
}

const SCRIPT_KINDS: Record<string, keyof typeof ts.ScriptKind> = {
  ts: 'TS', mts: 'TS', cts: 'TS', tsx: 'TSX', js: 'JS', mjs: 'JS', cjs: 'JS', jsx: 'JSX',
}; // prettier-ignore

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
  const extension = /\.(\w+)$/u.exec(path)?.[1] ?? 'ts';
  const kind = ts.ScriptKind[SCRIPT_KINDS[extension] ?? 'TS'];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  return new Extractor(ts, source, text, path, languageOf(path) ?? 'typescript').run();
}

/** Walks one source file once. The modules beside this one each know one kind of syntax and call back here. */
export class Extractor {
  readonly b: FactBuilder;

  constructor(
    readonly ts: TypeScript,
    readonly source: ts.SourceFile,
    text: string,
    path: string,
    language: Language,
  ) {
    this.b = new FactBuilder(ts, source, text, path, language);
  }

  run(): ModuleFacts {
    const { b, source } = this;
    const whole: Span = [0, source.end];
    b.openScope(whole);
    b.addFunction({
      name: undefined, nameSpan: [0, 0], kind: 'module', span: whole, paramsSpan: [0, 0], parens: false, params: [], parent: -1, scope: 0,
      isStatic: false, body: 'work', typeParams: [], decorators: [], use: 'declared', onErrorPath: false,
    }); // prettier-ignore
    const module = b.addClass({
      kind: 'module', name: undefined, nameSpan: [0, 0], span: whole, isAbstract: false, isAmbient: source.isDeclarationFile, bases: [],
      baseTypeArgs: [], heritage: [], typeParams: [], scope: 0, fn: 0, decorators: [],
    }); // prettier-ignore
    declareTypedefs(this);
    this.statements(source.statements);
    prototypeClasses(this);
    this.moduleMembers(module);
    Object.assign(b.facts, { importInsertion: this.importInsertion(), syntaxErrors: this.syntaxErrors() });
    b.facts.directives.push(...directiveComments(this));
    return b.facts;
  }

  statements(nodes: readonly ts.Statement[]): void {
    declareStatements(this, nodes);
    for (const node of nodes) statement(this, node);
  }

  expr(node: ts.Expression, placement?: Placement): Expr {
    return expression(this, node, placement);
  }

  type(node: ts.TypeNode): TypeTerm {
    return typeTerm(this, node);
  }

  /** A function with a body, or an overload of one. */
  fn(node: FunctionNode, placement: Placement, name?: ts.Node): FunctionFact {
    const { ts, b } = this;
    const span = b.span(node);
    const doc = docOf(this, node);
    const outer = { fn: b.fn, scope: b.scope, inHandler: b.inHandler, onErrorPath: b.onErrorPath };
    const isMethod = !ts.isArrowFunction(node) && !ts.isFunctionExpression(node) && !ts.isFunctionDeclaration(node);
    const onErrorPath = (!isMethod && outer.onErrorPath) || (placement.onErrorPath ?? false);
    const nameNode = name ?? ('name' in node ? node.name : undefined);
    const id = b.facts.functions.length;
    b.scope = b.openScope(span);
    b.facts.scopes[b.scope] = { ...b.facts.scopes[b.scope], fn: id };
    const typeParams = ts.isClassStaticBlockDeclaration(node) ? [] : this.typeParams(node.typeParameters, { fn: id });
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
      isStatic: ts.isClassStaticBlockDeclaration(node) || this.has(node, ts.SyntaxKind.StaticKeyword),
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
      fact.params = node.parameters.map((p, index) => this.param(p, id, index));
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
    else fact.returns.push(this.expr(node.body, { use: 'returned', context: { types: [], returnedBy: fact.id } }));
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
      name: name && this.nameText(name), nameSpan: name ? this.nameSpan(name) : [span[0], span[0] + 1], kind: 'signature', span,
      ...this.paramsSpan(node), params: [], parent: outer.fn, scope: b.scope, cls, isStatic: false, body: 'none', typeParams, decorators: [],
      doc, use: 'member', onErrorPath: false,
    }); // prettier-ignore
    b.fn = id;
    fact.params = node.parameters.map((p, index) => this.param(p, id, index));
    if (node.type) fact.returnType = this.type(node.type);
    Object.assign(b, outer);
    return id;
  }

  private param(node: ts.ParameterDeclaration, fn: FunctionId, index: number): ParamFact {
    const { ts, b } = this;
    const span = b.span(node);
    const value: Expr = { k: 'param', fn, index, span };
    const typeNode = node.type ?? ts.getJSDocType(node);
    const type = typeNode && this.type(typeNode);
    const jsDoc = node.type ? undefined : ts.getJSDocParameterTags(node)[0];
    const fallback = node.initializer && this.expr(node.initializer, { use: 'stored' });
    const fact: ParamFact = {
      name: ts.isIdentifier(node.name) ? node.name.text : undefined,
      nameSpan: b.span(node.name),
      span,
      optional: node.questionToken !== undefined || node.initializer !== undefined || jsDoc?.isBracketed === true,
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
  bindPattern(node: ts.BindingName, value: Expr, kind: 'param' | 'const' | 'variable', type?: TypeTerm): void {
    const { ts, b } = this;
    if (ts.isIdentifier(node)) {
      const binding = b.declare(node.text, kind, b.span(node));
      binding.values.push(value);
      if (type) binding.type ??= type;
      return;
    }
    const source: Expr = type && value.k !== 'param' ? { k: 'typed', value, type, span: value.span } : value;
    node.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const key = element.propertyName ?? element.name;
      const span = b.span(key);
      let taken: Expr;
      if (element.dotDotDotToken) taken = source;
      else if (ts.isArrayBindingPattern(node))
        taken = source.k === 'array' && source.items[index] ? source.items[index] : { k: 'element', object: source, span };
      else if (ts.isIdentifier(key) || ts.isStringLiteral(key)) {
        taken = { k: 'member', object: source, name: key.text, nameSpan: span, span };
        b.facts.references.push({ object: source, name: key.text, nameSpan: span, fn: b.fn, scope: b.scope });
      } else taken = { k: 'unknown', span };
      if (element.initializer) taken = { k: 'choice', items: [taken, this.expr(element.initializer, { use: 'stored' })], span };
      this.bindPattern(element.name, taken, kind);
      if (ts.isObjectBindingPattern(node) && !element.propertyName && !element.dotDotDotToken && ts.isIdentifier(element.name)) {
        const declared = b.resolveValue(element.name.text);
        if (declared !== -1) b.facts.bindings[declared].shorthand = true;
      }
    });
  }

  typeParams(nodes: readonly ts.TypeParameterDeclaration[] | undefined, owner: { cls?: ClassId; fn?: FunctionId }): number[] {
    const { b } = this;
    const declared = (nodes ?? []).map((node, index) => {
      const binding = b.declare(node.name.text, 'typeParam', b.span(node.name));
      binding.typeParam = { index, ...owner };
      return { node, binding, index };
    });
    for (const { node, binding, index } of declared)
      if (node.constraint) binding.typeParam = { index, ...owner, constraint: this.type(node.constraint) };
    return declared.map(({ binding }) => b.idOf(binding));
  }

  cls(node: ts.ClassLikeDeclaration, name?: string): ClassFact {
    const { ts, b } = this;
    const span = b.span(node);
    return b.inScope(span, (scope) => {
      const id = b.facts.classes.length;
      if (ts.isClassExpression(node) && node.name) b.declare(node.name.text, 'class', b.span(node.name)).classes.push(id);
      const typeParams = this.typeParams(node.typeParameters, { cls: id });
      const base = node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      const augmented = ts.getJSDocAugmentsTag(node)?.class;
      const implemented = [
        ...(node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ImplementsKeyword)?.types ?? []),
        ...ts.getJSDocImplementsTags(node).map((tag) => tag.class),
      ];
      const fact = b.addClass({
        kind: 'class',
        name: node.name?.text ?? name,
        nameSpan: node.name ? b.span(node.name) : [span[0], span[0] + 5],
        span,
        isAbstract: this.has(node, ts.SyntaxKind.AbstractKeyword),
        isAmbient: b.facts.isAmbient || this.has(node, ts.SyntaxKind.DeclareKeyword),
        bases: [],
        baseTypeArgs: (base?.typeArguments ?? augmented?.typeArguments ?? []).map((t) => this.type(t)),
        heritage: implemented.map((t) => this.type(t)),
        typeParams,
        scope,
        fn: b.fn,
        decorators: [],
        doc: docOf(this, node),
        augments: b.augments,
      });
      if (base) fact.bases = [this.expr(base.expression)];
      for (const member of node.members) this.classMember(member, fact);
      fact.decorators = this.decorators(node);
      return fact;
    });
  }

  private classMember(node: ts.ClassElement, cls: ClassFact): void {
    const { ts, b } = this;
    const isStatic = ts.canHaveModifiers(node) && this.has(node, ts.SyntaxKind.StaticKeyword);
    const common = {
      span: b.span(node),
      isStatic,
      isAbstract: ts.canHaveModifiers(node) && this.has(node, ts.SyntaxKind.AbstractKeyword),
      shorthand: false,
      decorators: [] as Expr[],
    };
    if (ts.isConstructorDeclaration(node)) {
      const fact = this.fn(node, { use: 'member', cls: cls.id });
      cls.members.push({ ...common, name: 'constructor', nameSpan: fact.nameSpan, kind: 'constructor', optional: false, fn: fact.id });
      node.parameters.forEach((p, index) => {
        if (!ts.isParameterPropertyDeclaration(p, node) || !ts.isIdentifier(p.name)) return;
        const { type } = fact.params[index];
        const value: Expr = { k: 'param', fn: fact.id, index, span: b.span(p) };
        cls.members.push({
          ...common,
          name: p.name.text,
          nameSpan: b.span(p.name),
          span: b.span(p),
          kind: 'property',
          optional: false,
          value,
          type,
        });
      });
    } else if (ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isSetAccessor(node)) {
      const fact = this.fn(node, {
        use: 'member',
        cls: cls.id,
        context: { types: [], member: { cls: cls.id, name: this.nameText(node.name) ?? '' } },
      });
      const kind = ts.isMethodDeclaration(node) ? 'method' : ts.isGetAccessor(node) ? 'getter' : 'setter';
      const optional = ts.isMethodDeclaration(node) && node.questionToken !== undefined;
      cls.members.push({
        ...common,
        name: fact.name ?? '',
        nameSpan: fact.nameSpan,
        kind,
        optional,
        fn: fact.id,
        decorators: fact.decorators,
      });
    } else if (ts.isPropertyDeclaration(node)) {
      const name = this.nameText(node.name) ?? '';
      const typeNode = node.type ?? ts.getJSDocType(node);
      const type = typeNode && this.type(typeNode);
      const value = node.initializer && this.initializer(node, node.initializer, cls, name, type);
      const fn = value?.k === 'function' ? value.fn : undefined;
      const optional = node.questionToken !== undefined;
      cls.members.push({ ...common, name, nameSpan: this.nameSpan(node.name), kind: 'property', optional, fn, value, type });
    } else if (ts.isClassStaticBlockDeclaration(node)) this.fn(node, { use: 'called', cls: cls.id });
  }

  /** A field's initial value runs in a function of its own, whose `this` is the instance. */
  private initializer(node: ts.PropertyDeclaration, value: ts.Expression, cls: ClassFact, name: string, type?: TypeTerm): Expr {
    const { b } = this;
    const span = b.span(value);
    const fact = b.addFunction({
      name: undefined, nameSpan: span, kind: 'init', span, paramsSpan: span, parens: false, params: [], parent: b.fn, scope: b.scope, cls: cls.id,
      isStatic: this.has(node, this.ts.SyntaxKind.StaticKeyword), body: 'work', typeParams: [], decorators: [], use: 'member', onErrorPath: false,
    }); // prettier-ignore
    const outer = b.fn;
    b.fn = fact.id;
    const made = this.expr(value, { use: 'member', cls: cls.id, context: { types: type ? [type] : [], member: { cls: cls.id, name } } });
    b.fn = outer;
    return made;
  }

  /** Interfaces and type literals. */
  typeMembers(
    node: ts.InterfaceDeclaration | ts.TypeLiteralNode,
    kind: 'interface' | 'typeLiteral',
    name: ts.Identifier | undefined,
    heritage: readonly ts.ExpressionWithTypeArguments[],
  ): ClassId {
    const { ts, b } = this;
    const span = b.span(node);
    return b.inScope(span, (scope) => {
      const id = b.facts.classes.length;
      const typeParams = this.typeParams(ts.isInterfaceDeclaration(node) ? node.typeParameters : undefined, { cls: id });
      const fact = b.addClass({
        kind, name: name?.text, nameSpan: name ? b.span(name) : [span[0], span[0] + 1], span, isAbstract: true, isAmbient: b.facts.isAmbient, bases: [],
        baseTypeArgs: [], heritage: heritage.map((t) => this.type(t)), typeParams, scope, fn: b.fn, decorators: [], doc: docOf(this, node),
        augments: b.augments,
      }); // prettier-ignore
      for (const member of node.members) this.typeMember(member, fact);
      return id;
    });
  }

  private typeMember(node: ts.TypeElement, cls: ClassFact): void {
    const { ts, b } = this;
    if (!node.name) return;
    const common = {
      name: this.nameText(node.name) ?? '', nameSpan: this.nameSpan(node.name), span: b.span(node), isStatic: false, isAbstract: true,
      optional: node.questionToken !== undefined, shorthand: false, decorators: [],
    }; // prettier-ignore
    if (ts.isMethodSignature(node)) cls.members.push({ ...common, kind: 'method', fn: this.signature(node, cls.id, node.name) });
    else if (ts.isPropertySignature(node)) {
      const type = node.type && this.type(node.type);
      cls.members.push({ ...common, kind: 'property', type, fn: type?.k === 'function' ? type.fn : undefined });
    } else if (ts.isGetAccessor(node)) cls.members.push({ ...common, kind: 'getter', type: node.type && this.type(node.type) });
  }

  objectLiteral(node: ts.ObjectLiteralExpression, placement: Placement | undefined): Expr {
    const { ts, b } = this;
    const span = b.span(node);
    const fact = b.addClass({
      kind: 'object', name: undefined, nameSpan: [span[0], span[0] + 1], span, isAbstract: false, isAmbient: false, bases: [], baseTypeArgs: [],
      heritage: [], typeParams: [], scope: b.scope, fn: b.fn, decorators: [],
    }); // prettier-ignore
    fact.context = placement?.context;
    const use: FunctionUse = placement?.use === 'argument' ? 'argument' : 'stored';
    const bases: Expr[] = [];
    for (const property of node.properties) {
      const member = (more: Pick<MemberFact, 'name' | 'nameSpan'> & Partial<MemberFact>) =>
        fact.members.push({
          span: b.span(property), kind: 'property', isStatic: false, isAbstract: false, optional: false, shorthand: false, decorators: [], ...more,
        }); // prettier-ignore
      if (ts.isSpreadAssignment(property)) bases.push(this.expr(property.expression));
      else if (ts.isShorthandPropertyAssignment(property)) {
        const name = property.name.text;
        const value = this.name(property.name);
        member({ name, nameSpan: b.span(property.name), value, shorthand: true });
      } else {
        const name = this.nameText(property.name) ?? '';
        const nameSpan = this.nameSpan(property.name);
        const inside: Placement = { use, context: { types: [], member: { cls: fact.id, name } } };
        if (ts.isPropertyAssignment(property)) {
          if (ts.isComputedPropertyName(property.name)) this.expr(property.name.expression);
          const value = this.expr(property.initializer, inside);
          member({ name, nameSpan, value, fn: value.k === 'function' ? value.fn : undefined });
        } else {
          const fn = this.fn(property, { ...inside, cls: fact.id });
          member({
            name,
            nameSpan,
            fn: fn.id,
            kind: ts.isMethodDeclaration(property) ? 'method' : ts.isGetAccessor(property) ? 'getter' : 'setter',
          });
        }
      }
    }
    fact.bases = bases;
    return { k: 'class', cls: fact.id, instance: true, span };
  }

  name(node: ts.Identifier): Expr {
    const { b } = this;
    const binding = b.resolveValue(node.text);
    if (binding !== -1)
      b.facts.bindings[binding].uses.push({
        span: b.span(node),
        shorthand: this.ts.isShorthandPropertyAssignment(node.parent),
        reads: true,
      });
    return { k: 'name', name: node.text, binding, span: b.span(node) };
  }

  /** The name a property is declared under; undefined when it is computed from something unknown. */
  nameText(node: ts.Node): string | undefined {
    const { ts, b } = this;
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node) || ts.isNumericLiteral(node))
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
    return kind === 'const' && values.length === 1 && value.k === 'string' && value.holes.length === 0 ? value.text : undefined;
  }

  nameSpan(node: ts.Node): Span {
    return this.b.span(this.ts.isComputedPropertyName(node) ? node.expression : node);
  }

  has(node: ts.HasModifiers | ts.Node, kind: ts.SyntaxKind): boolean {
    return this.ts.canHaveModifiers(node) && (this.ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false);
  }

  private decorators(node: ts.HasDecorators): Expr[] {
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
    if (ts.isClassStaticBlockDeclaration(node)) return { paramsSpan: [node.pos, node.pos], parens: false };
    const open = node.getChildren(b.source).find((c) => c.kind === ts.SyntaxKind.OpenParenToken);
    if (!open) return { paramsSpan: b.span(node.parameters[0] ?? node), parens: false };
    const close = node.getChildren(b.source).find((c) => c.kind === ts.SyntaxKind.CloseParenToken);
    return { paramsSpan: [open.end, close ? close.getStart(b.source) : node.parameters.end], parens: true };
  }

  /** A module of functions is a driver too: its exports are its members. */
  private moduleMembers(module: ClassFact): void {
    const { facts } = this.b;
    for (const { exported, value, binding, span, from } of facts.exports) {
      if (from || exported === 'default' || exported === '*' || exported === 'module.exports') continue;
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
          name: exported, nameSpan: facts.functions[fn].name === undefined ? (bound?.span ?? span) : facts.functions[fn].nameSpan, span, kind: 'method', isStatic: false,
          isAbstract: false, optional: false, shorthand: false, fn, decorators: [],
        }); // prettier-ignore
    }
  }

  private importInsertion(): number {
    const { ts, source, b } = this;
    const first = source.statements.find((s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)));
    return first ? first.getStart(source, true) : b.text.length;
  }

  private syntaxErrors(): { message: string; at: number }[] {
    const { parseDiagnostics = [] } = this.source as unknown as { parseDiagnostics?: ts.Diagnostic[] };
    return parseDiagnostics.map((d) => ({ message: this.ts.flattenDiagnosticMessageText(d.messageText, ' '), at: d.start ?? 0 }));
  }
}
