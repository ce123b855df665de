import path from 'node:path';
import ts from 'typescript';
import { Analysis } from '../../src/analysis/analysis.js';
import type { Value } from '../../src/linker/values.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import type { CallFact, ModuleFacts, Span } from '../../src/facts/types.js';
import { disk } from '../../src/workspace/disk.js';
import { Workspace } from '../../src/workspace/workspace.js';

/**
 * What the two say of one call.
 * - `agree`: the linker has the checker's declaration, or an implementation or override of it
 * - `outside`: both say that the function is in no file of the tree
 * - `more`: the checker has `any`, or a signature without a body, and the linker a body that fits
 *   it
 * - `vaguer`: the linker has only what the checker's declaration overrides or implements
 * - `unknown`: the checker has a declaration in the tree, the linker none
 * - `disagree`: they name functions that have nothing to do with each other
 * - `neither`: nobody knows; such calls are left out of the rates
 */
export const VERDICTS = [
  'agree',
  'outside',
  'more',
  'vaguer',
  'unknown',
  'disagree',
  'neither',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Comparison {
  readonly verdict: Verdict;
  /** `path:line:column` of the called name. */
  readonly place: string;
  /** The call as it is written, shortened. */
  readonly text: string;
  readonly checker: string;
  readonly linker: string;
  /** What stopped the linker, where it names nothing. */
  readonly reason: string;
  /** What the linker names beside a right answer, although the checker rules it out. */
  readonly extra: readonly string[];
}

export interface Agreement {
  readonly comparisons: readonly Comparison[];
  /** Calls in the syntax tree that the facts do not have. */
  readonly missing: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the calls somebody knows of: `agree`, `outside` and `more`. */
  readonly rate: number;
  /** The same among the calls whose declaration the checker finds in the tree. */
  readonly inTree: { readonly calls: number; readonly rate: number };
}

/** What the checker says of a call: the declarations in the tree, or where else it leads. */
type Answer =
  | { readonly k: 'tree' | 'outside'; readonly declarations: readonly ts.Node[] }
  | { readonly k: 'any' };

/**
 * Compares the linker with the type checker at every call of the files of a folder.
 * @param root the folder
 * @param tsconfig what the checker's program is made from; it has to include the folder's files
 */
export function compareWithChecker(root: string, tsconfig: string): Agreement {
  return new Comparer(root, tsconfig).run();
}

/** Comparisons of one verdict, most frequent reason first, as lines for a message. */
export function byReason(comparisons: readonly Comparison[], shown = 5): string[] {
  const groups = new Map<string, Comparison[]>();
  for (const c of comparisons) groups.set(c.reason, [...(groups.get(c.reason) ?? []), c]);
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([reason, list]) => [
      `${list.length} x ${reason}`,
      ...list.slice(0, shown).map((c) => `    ${describe(c)}`),
    ]);
}

export function describe(c: Comparison): string {
  return `${c.place} \`${c.text}\`: checker ${c.checker}, linker ${c.linker}`;
}

class Comparer {
  private readonly workspace: Workspace;
  private readonly analysis: Analysis;
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly files: ReadonlySet<string>;
  private readonly nodes = new Map<ts.SourceFile, Map<string, ts.Node>>();

  constructor(
    private readonly root: string,
    tsconfig: string,
  ) {
    this.workspace = new Workspace(root, disk);
    this.files = new Set(this.workspace.all());
    this.analysis = new Analysis(root, volumeDriverContract, this.workspace);
    this.program = programOf(tsconfig, this.workspace);
    this.checker = this.program.getTypeChecker();
  }

  run(): Agreement {
    const missing: string[] = [];
    const comparisons: Comparison[] = [];
    for (const file of this.files) {
      const module = this.analysis.project.module(file);
      const source = this.program.getSourceFile(file);
      if (!module || !source) continue;
      const calls = new Set(module.calls.map((c) => keyOf(c.span)));
      for (const [key, node] of this.nodesOf(source)) {
        const isCall =
          ts.isCallExpression(node) ||
          ts.isNewExpression(node) ||
          ts.isTaggedTemplateExpression(node);
        if (isCall && !isImport(node) && !calls.has(key))
          missing.push(`${this.placeOf(node)} \`${shorten(node.getText())}\``);
      }
      for (const call of module.calls) comparisons.push(this.compare(module, source, call));
    }
    const counts = Object.fromEntries(
      VERDICTS.map((v) => [v, comparisons.filter((c) => c.verdict === v).length]),
    ) as Record<Verdict, number>;
    const known = comparisons.length - counts.neither;
    const inTree = comparisons.filter((c) => c.checker.startsWith('says '));
    return {
      comparisons,
      missing,
      counts,
      rate: (counts.agree + counts.outside + counts.more) / Math.max(known, 1),
      inTree: {
        calls: inTree.length,
        rate:
          inTree.filter((c) => c.verdict === 'agree' || c.verdict === 'more').length /
          Math.max(inTree.length, 1),
      },
    };
  }

  // ---- one call
  // ------------------------------------------------------------

  private compare(module: ModuleFacts, source: ts.SourceFile, call: CallFact): Comparison {
    const node = this.nodesOf(source).get(keyOf(call.span));
    const text = source.text.slice(...call.span);
    const { line, character } = source.getLineAndCharacterOfPosition(call.nameSpan[0]);
    const place = `${this.relative(module.path)}:${line + 1}:${character + 1}`;
    const found = {
      place,
      text: shorten(text),
      checker: 'has no such call',
      linker: '',
      reason: '',
      extra: [],
    };
    if (!node) return { ...found, verdict: 'disagree' };
    const answer = this.answerOf(node);
    const resolution = this.analysis.linker.calls.resolve(module, call);
    const values = this.analysis.linker.evaluate(module, call.callee).items;
    const functions = [...resolution.targets, ...resolution.signatures].filter((f) =>
      this.files.has(f.module.path),
    );
    const classes =
      functions.length > 0
        ? []
        : values.flatMap((v) =>
            isClass(call, v) && this.files.has(v.cls.module.path) ? [v.cls] : [],
          );
    const named = [...functions, ...classes].flatMap(
      ({ module: m, fact }) => this.nodeOf(m, fact.span) ?? [],
    );
    const said = {
      ...found,
      checker:
        answer.k === 'any'
          ? 'has no declaration'
          : `${answer.k === 'tree' ? 'says' : 'goes outside to'} ${this.names(answer.declarations)}`,
      linker: named.length > 0 ? `says ${this.names(named)}` : 'names nothing',
      reason: named.length > 0 ? 'it names something else' : reasonOf(resolution.why, values),
    };
    return { ...said, ...this.judge(call, answer, named) };
  }

  private judge(
    call: CallFact,
    answer: Answer,
    named: readonly ts.Node[],
  ): Pick<Comparison, 'verdict' | 'extra'> {
    const say = (verdict: Verdict, extra: readonly ts.Node[] = []) => ({
      verdict,
      extra: extra.map((n) => this.name(n)),
    });
    if (answer.k === 'any') return say(named.length > 0 ? 'more' : 'neither');
    const { declarations } = answer;
    if (named.length === 0) return say(answer.k === 'outside' ? 'outside' : 'unknown');
    const isAmong = (fn: ts.Node) => declarations.some((d) => this.implementsIt(fn, d));
    const right = named.filter(isAmong);
    const covered = declarations.filter((d) => right.some((fn) => this.implementsIt(fn, d)));
    if (right.length > 0) {
      const rest = named.filter(
        (fn) => !right.includes(fn) && !declarations.some((d) => this.fits(fn, d)),
      );
      return say(
        covered.length === declarations.length || answer.k === 'outside' ? 'agree' : 'vaguer',
        rest,
      );
    }
    const isValue =
      call.callee.k === 'member' && (call.callee.name === 'call' || call.callee.name === 'apply');
    if (isValue && answer.k === 'outside') return say('more');
    const fitting = named.filter((fn) => declarations.some((d) => this.fits(fn, d)));
    if (fitting.length > 0)
      return say(
        'more',
        named.filter((fn) => !fitting.includes(fn)),
      );
    if (declarations.some((d) => named.some((fn) => this.implementsIt(d, fn) || this.fits(d, fn))))
      return say('vaguer');
    return say('disagree');
  }

  /**
   * The declarations that the checker resolves a call to; for a class without a constructor, the
   * class.
   */
  private answerOf(node: ts.Node): Answer {
    if (!ts.isCallLikeExpression(node)) return { k: 'any' };
    const signature = this.checker.getResolvedSignature(node);
    const parts = (signature as { compositeSignatures?: readonly ts.Signature[] } | undefined)
      ?.compositeSignatures ?? [signature];
    let declarations: ts.Node[] = [...new Set(parts.flatMap((s) => s?.declaration ?? []))];
    if (declarations.length === 0) {
      const isSuper =
        ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
      const type = isSuper
        ? this.checker.getTypeAtLocation(node.expression)
        : ts.isNewExpression(node)
          ? this.checker.getTypeAtLocation(node)
          : undefined;
      declarations = (type?.symbol?.declarations ?? []).filter((d) => ts.isClassLike(d));
    }
    if (declarations.length === 0) return { k: 'any' };
    const inside = declarations.filter((d) => this.files.has(d.getSourceFile().fileName));
    return inside.length > 0 ? { k: 'tree', declarations: inside } : { k: 'outside', declarations };
  }

  // ---- how two declarations are related
  // ------------------------------------------------------------

  /**
   * Whether `fn` is `declared`, another declaration of the same symbol, or implements or overrides
   * it.
   */
  private implementsIt(fn: ts.Node, declared: ts.Node): boolean {
    if (fn === declared) return true;
    const [a, b] = [this.symbolOf(fn), this.symbolOf(declared)];
    if (a && a === b) return true;
    // A class without a constructor of its own is made by the inherited one.
    const below = ts.isClassLike(fn) ? { owner: fn, name: 'constructor' } : memberOf(fn);
    const above = memberOf(declared);
    if (!below || !above || below.name !== above.name) return false;
    return this.descends(below.owner, above.owner);
  }

  /**
   * Whether a function with a body may be the value behind a signature that has none. A method
   * keeps its name.
   */
  private fits(fn: ts.Node, declared: ts.Node): boolean {
    if (!hasBody(fn) || hasBody(declared)) return false;
    if (ts.isClassLike(fn) || ts.isConstructorDeclaration(fn))
      return this.makes(ts.isClassLike(fn) ? fn : fn.parent, declared);
    const isAnonymous =
      ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) || ts.isFunctionDeclaration(fn);
    const [below, above] = [memberOf(fn), memberOf(declared)];
    if (!isAnonymous && above && below?.name !== above.name) return false;
    return (
      (above !== undefined && below?.name === above.name) ||
      this.checker.isTypeAssignableTo(this.erased(fn), this.erased(declared))
    );
  }

  /** Whether a class may be the value behind `new (...): T`. */
  private makes(cls: ts.Node, declared: ts.Node): boolean {
    const symbol = (cls as { symbol?: ts.Symbol }).symbol;
    if (
      !symbol ||
      !(ts.isConstructSignatureDeclaration(declared) || ts.isConstructorTypeNode(declared))
    )
      return false;
    const owner = ts.isConstructSignatureDeclaration(declared) ? declared.parent : declared;
    return this.checker.isTypeAssignableTo(
      this.checker.getTypeOfSymbolAtLocation(symbol, cls),
      this.checker.getTypeAtLocation(owner),
    );
  }

  private erased(node: ts.Node): ts.Type {
    const signature = ts.isFunctionLike(node)
      ? this.checker.getSignatureFromDeclaration(node)
      : undefined;
    const symbol = (node as { symbol?: ts.Symbol }).symbol;
    return signature && symbol
      ? this.checker.getTypeOfSymbolAtLocation(symbol, node)
      : this.checker.getTypeAtLocation(node);
  }

  private descends(owner: ts.Node, from: ts.Node): boolean {
    const type = this.typeOf(owner);
    const above = this.typeOf(from);
    if (type.symbol === above.symbol || this.ancestors(type).has(above.symbol)) return true;
    return (
      !ts.isClassLike(from) &&
      (this.checker.isTypeAssignableTo(type, above) || this.hasContext(owner, above))
    );
  }

  private hasContext(owner: ts.Node, above: ts.Type): boolean {
    if (!ts.isObjectLiteralExpression(owner)) return false;
    const context = this.checker.getContextualType(owner);
    return (
      context !== undefined &&
      (context.symbol === above.symbol || this.ancestors(context).has(above.symbol))
    );
  }

  private ancestors(type: ts.Type, seen = new Set<ts.Symbol>()): ReadonlySet<ts.Symbol> {
    for (const declaration of type.symbol?.declarations ?? []) {
      if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
      for (const node of declaration.heritageClauses?.flatMap((h) => [...h.types]) ?? []) {
        const base = this.checker.getTypeAtLocation(node);
        const parts = base.isIntersection() ? base.types : [base];
        for (const part of parts) {
          if (!part.symbol || seen.has(part.symbol)) continue;
          seen.add(part.symbol);
          this.ancestors(part, seen);
        }
      }
    }
    return seen;
  }

  private typeOf(owner: ts.Node): ts.Type {
    const symbol = (owner as { symbol?: ts.Symbol }).symbol;
    return symbol && (ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner))
      ? this.checker.getDeclaredTypeOfSymbol(symbol)
      : this.checker.getTypeAtLocation(owner);
  }

  private symbolOf(node: ts.Node): ts.Symbol | undefined {
    return ts.isFunctionTypeNode(node) || ts.isCallSignatureDeclaration(node)
      ? undefined
      : (node as { symbol?: ts.Symbol }).symbol;
  }

  // ---- nodes by position
  // ------------------------------------------------------------

  private nodesOf(source: ts.SourceFile): Map<string, ts.Node> {
    const known = this.nodes.get(source);
    if (known) return known;
    const table = new Map<string, ts.Node>();
    const visit = (node: ts.Node): void => {
      const isWanted =
        ts.isCallLikeExpression(node) ||
        ts.isFunctionLike(node) ||
        ts.isClassLike(node) ||
        ts.isInterfaceDeclaration(node);
      if (isWanted) table.set(keyOf([node.getStart(source), node.end]), node);
      ts.forEachChild(node, visit);
    };
    visit(source);
    this.nodes.set(source, table);
    return table;
  }

  private nodeOf(module: ModuleFacts, span: Span): ts.Node | undefined {
    const source = this.program.getSourceFile(module.path);
    return source && this.nodesOf(source).get(keyOf(span));
  }

  private relative(file: string): string {
    return path.relative(this.root, file).split(path.sep).join('/');
  }

  private placeOf(node: ts.Node): string {
    const source = node.getSourceFile();
    return `${this.relative(source.fileName)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  }

  private names(nodes: readonly ts.Node[]): string {
    return `${nodes
      .slice(0, 3)
      .map((n) => this.name(n))
      .join(' and ')}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ''}`;
  }

  private name(node: ts.Node): string {
    const member = memberOf(node);
    const owner = member && (member.owner as { name?: ts.Node }).name?.getText();
    const own = (node as { name?: ts.Node }).name?.getText();
    const text = member ? `${owner ?? '{}'}.${member.name}` : (own ?? ts.SyntaxKind[node.kind]);
    return `${text} (${this.placeOf(node)})`;
  }
}

function programOf(tsconfig: string, workspace: Workspace): ts.Program {
  const { config } = ts.readConfigFile(tsconfig, (f) => ts.sys.readFile(f)) as { config?: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    path.dirname(tsconfig),
    undefined,
    tsconfig,
  );
  const host = ts.createCompilerHost({ ...options, allowJs: true });
  const read = host.readFile.bind(host);
  // Offsets count a byte order mark, as they do in the facts.
  host.readFile = (file) => workspace.text(file)?.replace(/^\uFEFF/u, ' ') ?? read(file);
  return ts.createProgram(fileNames, { ...options, allowJs: true, noEmit: true }, host);
}

/** The class, interface or literal whose member a function is, by the name it has there. */
function memberOf(node: ts.Node): { owner: ts.Node; name: string } | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  if (ts.isConstructorDeclaration(node) || ts.isConstructSignatureDeclaration(node))
    return { owner: parent, name: 'constructor' };
  const named = node as { name?: ts.PropertyName };
  const isMember =
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isAccessor(node);
  if (isMember && named.name)
    return {
      owner: parent,
      name: ts.isStringLiteralLike(named.name) ? named.name.text : named.name.getText(),
    };
  const isPassedOn =
    (ts.isExpression(node) || ts.isTypeNode(node)) &&
    (ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isParenthesizedTypeNode(parent) ||
      ts.isUnionTypeNode(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent));
  return isPassedOn ? memberOf(parent) : undefined;
}

function isClass(
  call: CallFact,
  value: Value,
): value is Extract<Value, { k: 'class' | 'instance' }> {
  return value.k === 'class' || (value.k === 'instance' && call.callee.k === 'super');
}

function hasBody(node: ts.Node): boolean {
  return ts.isClassLike(node) || (node as { body?: ts.Node }).body !== undefined;
}

function isImport(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const { expression, arguments: args } = node;
  const isLoader =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require');
  return isLoader && args.length > 0 && ts.isStringLiteralLike(args[0]);
}

function reasonOf(why: string | undefined, values: readonly Value[]): string {
  if (why !== undefined)
    return why.replaceAll(/`[^`]*`/gu, '`...`').replaceAll(/\S*\/\S*/gu, 'a module');
  const outside = values.find(
    (v): v is Extract<Value, { k: 'external' | 'builtin' }> =>
      v.k === 'external' || v.k === 'builtin',
  );
  if (outside)
    return `it is taken for ${outside.k === 'external' ? 'something outside of the tree' : 'a part of the language'}`;
  const [value] = values;
  return value
    ? `it is taken for ${value.k === 'instance' ? 'an object' : `a ${value.k}`}, not for a function`
    : 'nothing is known of it';
}

function keyOf([start, end]: Span): string {
  return `${start}:${end}`;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
