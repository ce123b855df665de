import type ts from 'typescript';
import {
  CALL_SIGNATURE,
  CONSTRUCT_SIGNATURE,
  type ClassFact,
  type ClassId,
  type Expr,
  type FunctionUse,
  type MemberFact,
  type TypeTerm,
} from '../facts/types.js';
import { docOf } from './docs.js';
import type { Extractor, Placement } from './extract.js';

/** Takes the facts of classes, interfaces, type literals and object literals. */
export class ClassExtractor {
  constructor(private readonly x: Extractor) {}

  cls(node: ts.ClassLikeDeclaration, name?: string): ClassFact {
    const { ts, b } = this.x;
    const span = b.span(node);
    return b.inScope(span, (scope) => {
      const id = b.facts.classes.length;
      if (ts.isClassExpression(node) && node.name)
        b.declare(node.name.text, 'class', b.span(node.name)).classes.push(id);
      const typeParams = this.x.typeParams(node.typeParameters, { cls: id });
      const base = node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)
        ?.types[0];
      const augmented = ts.getJSDocAugmentsTag(node)?.class;
      const implemented = [
        ...(node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ImplementsKeyword)?.types ??
          []),
        ...ts.getJSDocImplementsTags(node).map((tag) => tag.class),
      ];
      const fact = b.addClass({
        kind: 'class',
        name: node.name?.text ?? name,
        nameSpan: node.name ? b.span(node.name) : [span[0], span[0] + 5],
        span,
        isAbstract: this.x.has(node, ts.SyntaxKind.AbstractKeyword),
        isAmbient: b.facts.isAmbient || this.x.has(node, ts.SyntaxKind.DeclareKeyword),
        bases: [],
        baseTypeArgs: (base?.typeArguments ?? augmented?.typeArguments ?? []).map((t) =>
          this.x.type(t),
        ),
        heritage: implemented.map((t) => this.x.type(t)),
        typeParams,
        scope,
        fn: b.fn,
        decorators: [],
        doc: docOf(this.x, node),
        augments: b.augments,
      });
      if (base) fact.bases = [this.x.expr(base.expression)];
      for (const member of node.members) this.classMember(member, fact);
      fact.decorators = this.x.decorators(node);
      return fact;
    });
  }

  private classMember(node: ts.ClassElement, cls: ClassFact): void {
    const { ts, b } = this.x;
    if (node.name && ts.isComputedPropertyName(node.name)) this.x.expr(node.name.expression);
    const isStatic = ts.canHaveModifiers(node) && this.x.has(node, ts.SyntaxKind.StaticKeyword);
    const common = {
      span: b.span(node),
      isStatic,
      isAbstract: ts.canHaveModifiers(node) && this.x.has(node, ts.SyntaxKind.AbstractKeyword),
      shorthand: false,
      decorators: [] as Expr[],
      ...this.privacy(node),
    };
    if (ts.isConstructorDeclaration(node)) {
      const fact = this.x.fn(node, { use: 'member', cls: cls.id });
      cls.members.push({
        ...common,
        name: 'constructor',
        nameSpan: fact.nameSpan,
        kind: 'constructor',
        optional: false,
        fn: fact.id,
      });
      node.parameters.forEach((p, index) => {
        if (!ts.isParameterPropertyDeclaration(p, node) || !ts.isIdentifier(p.name)) return;
        const { type } = fact.params[index];
        const value: Expr = { k: 'param', fn: fact.id, index, span: b.span(p) };
        cls.members.push({
          ...common,
          ...this.privacy(p),
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
      const fact = this.x.fn(node, {
        use: 'member',
        cls: cls.id,
        context: { types: [], member: { cls: cls.id, name: this.x.nameText(node.name) ?? '' } },
      });
      const kind = ts.isMethodDeclaration(node)
        ? 'method'
        : ts.isGetAccessor(node)
          ? 'getter'
          : 'setter';
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
      const name = this.x.nameText(node.name) ?? '';
      const typeNode = node.type ?? ts.getJSDocType(node);
      const type = typeNode && this.x.type(typeNode);
      const value = node.initializer && this.initializer(node, node.initializer, cls, name, type);
      // What has no value is what its type says: `abstract run: (query: string) => void`.
      const told = value ?? type;
      const fn = told?.k === 'function' ? told.fn : undefined;
      const optional = node.questionToken !== undefined;
      cls.members.push({
        ...common,
        name,
        nameSpan: this.x.nameSpan(node.name),
        kind: 'property',
        optional,
        fn,
        value,
        type,
      });
    } else if (ts.isClassStaticBlockDeclaration(node))
      this.x.fn(node, { use: 'called', cls: cls.id });
  }

  private privacy(node: ts.ClassElement | ts.ParameterDeclaration): Pick<MemberFact, 'isPrivate'> {
    const { ts } = this.x;
    const isPrivate =
      this.x.has(node, ts.SyntaxKind.PrivateKeyword) ||
      (node.name !== undefined && ts.isPrivateIdentifier(node.name));
    return isPrivate ? { isPrivate } : {};
  }

  /** A field's initial value runs in a function of its own, whose `this` is the instance. */
  private initializer(
    node: ts.PropertyDeclaration,
    value: ts.Expression,
    cls: ClassFact,
    name: string,
    type?: TypeTerm,
  ): Expr {
    const { b } = this.x;
    const span = b.span(value);
    const fact = b.addFunction({
      name: undefined,
      nameSpan: span,
      kind: 'init',
      span,
      paramsSpan: span,
      parens: false,
      params: [],
      parent: b.fn,
      scope: b.scope,
      cls: cls.id,
      isStatic: this.x.has(node, this.x.ts.SyntaxKind.StaticKeyword),
      body: 'work',
      typeParams: [],
      decorators: [],
      use: 'member',
      onErrorPath: false,
    });
    const outer = b.fn;
    b.fn = fact.id;
    const made = this.x.expr(value, {
      use: 'member',
      cls: cls.id,
      context: { types: type ? [type] : [], member: { cls: cls.id, name } },
    });
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
    const { ts, b } = this.x;
    const span = b.span(node);
    return b.inScope(span, (scope) => {
      const id = b.facts.classes.length;
      const typeParams = this.x.typeParams(
        ts.isInterfaceDeclaration(node) ? node.typeParameters : undefined,
        { cls: id },
      );
      const fact = b.addClass({
        kind,
        name: name?.text,
        nameSpan: name ? b.span(name) : [span[0], span[0] + 1],
        span,
        isAbstract: true,
        isAmbient: b.facts.isAmbient,
        bases: [],
        baseTypeArgs: [],
        heritage: heritage.map((t) => this.x.type(t)),
        typeParams,
        scope,
        fn: b.fn,
        decorators: [],
        doc: docOf(this.x, node),
        augments: b.augments,
      });
      for (const member of node.members) this.typeMember(member, fact);
      return id;
    });
  }

  private typeMember(node: ts.TypeElement, cls: ClassFact): void {
    const { ts, b } = this.x;
    if (ts.isCallSignatureDeclaration(node) || ts.isConstructSignatureDeclaration(node)) {
      const [start] = b.span(node);
      const name = ts.isCallSignatureDeclaration(node) ? CALL_SIGNATURE : CONSTRUCT_SIGNATURE;
      cls.members.push({
        name,
        nameSpan: [start, start + 1],
        span: b.span(node),
        isStatic: false,
        isAbstract: true,
        optional: false,
        shorthand: false,
        decorators: [],
        kind: 'method',
        fn: this.x.signature(node, cls.id, undefined),
      });
    }
    if (!node.name) return;
    const common = {
      name: this.x.nameText(node.name) ?? '',
      nameSpan: this.x.nameSpan(node.name),
      span: b.span(node),
      isStatic: false,
      isAbstract: true,
      optional: node.questionToken !== undefined,
      shorthand: false,
      decorators: [],
    };
    if (ts.isMethodSignature(node))
      cls.members.push({
        ...common,
        kind: 'method',
        fn: this.x.signature(node, cls.id, node.name),
      });
    else if (ts.isPropertySignature(node)) {
      const type = node.type && this.x.type(node.type);
      cls.members.push({
        ...common,
        kind: 'property',
        type,
        fn: type?.k === 'function' ? type.fn : undefined,
      });
    } else if (ts.isGetAccessor(node))
      cls.members.push({ ...common, kind: 'getter', type: node.type && this.x.type(node.type) });
  }

  objectLiteral(node: ts.ObjectLiteralExpression, placement: Placement | undefined): Expr {
    const { ts, b } = this.x;
    const span = b.span(node);
    const fact = b.addClass({
      kind: 'object',
      name: undefined,
      nameSpan: [span[0], span[0] + 1],
      span,
      isAbstract: false,
      isAmbient: false,
      bases: [],
      baseTypeArgs: [],
      heritage: [],
      typeParams: [],
      scope: b.scope,
      fn: b.fn,
      decorators: [],
    });
    fact.context = placement?.context;
    const use: FunctionUse = placement?.use === 'argument' ? 'argument' : 'stored';
    const bases: Expr[] = [];
    for (const property of node.properties) {
      const member = (more: Pick<MemberFact, 'name' | 'nameSpan'> & Partial<MemberFact>) =>
        fact.members.push({
          span: b.span(property),
          kind: 'property',
          isStatic: false,
          isAbstract: false,
          optional: false,
          shorthand: false,
          decorators: [],
          ...more,
        });
      if (ts.isSpreadAssignment(property)) bases.push(this.x.expr(property.expression));
      else if (ts.isShorthandPropertyAssignment(property)) {
        const name = property.name.text;
        const value = this.x.name(property.name);
        member({ name, nameSpan: b.span(property.name), value, shorthand: true });
      } else {
        const name = this.x.nameText(property.name) ?? '';
        const nameSpan = this.x.nameSpan(property.name);
        const inside: Placement = { use, context: { types: [], member: { cls: fact.id, name } } };
        if (ts.isPropertyAssignment(property)) {
          if (ts.isComputedPropertyName(property.name)) this.x.expr(property.name.expression);
          const value = this.x.expr(property.initializer, inside);
          member({ name, nameSpan, value, fn: value.k === 'function' ? value.fn : undefined });
        } else {
          const fn = this.x.fn(property, { ...inside, cls: fact.id });
          member({
            name,
            nameSpan,
            fn: fn.id,
            kind: ts.isMethodDeclaration(property)
              ? 'method'
              : ts.isGetAccessor(property)
                ? 'getter'
                : 'setter',
          });
        }
      }
    }
    fact.bases = bases;
    return { k: 'class', cls: fact.id, instance: true, span };
  }
}
