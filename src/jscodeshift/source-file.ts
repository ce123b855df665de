import type ts from 'typescript';
import type { Span } from '../facts/types.js';
import type { TypeScript } from '../typescript/builder.js';
import { Converter } from './converter.js';
import { child, list, spanOf, type ShiftNode } from './nodes.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The compiler's source file for what one of jscodeshift's parsers made of a text. */
export function sourceFile(
  ts: TypeScript,
  path: string,
  text: string,
  ast: ShiftNode,
): ts.SourceFile {
  const program = child(ast, 'program') ?? ast;
  const comments = [...list(ast, 'comments'), ...list(program, 'comments')].map(spanOf);
  const hashBang = /^#!.*/u.exec(text)?.[0];
  if (hashBang !== undefined) comments.push([0, hashBang.length]);
  const source = commentsOnly(ts, path, text, comments) as Mutable<ts.SourceFile>;
  const docs = documentation(source);
  const c = new Converter(ts, text, comments);
  const statements = c.statements(program);
  const end = statements.at(-1)?.end ?? 0;
  source.text = text;
  source.statements = c.listAt(statements, 0, end);
  source.endOfFileToken = ts.setTextRange(ts.factory.createToken(ts.SyntaxKind.EndOfFileToken), {
    pos: end,
    end: text.length,
  });
  finish(ts, source, source, docs);
  return source;
}

/**
 * The file as the compiler parses it when nothing but its comments is there: so the compiler reads
 * the documentation, types in it included, where it stands.
 */
function commentsOnly(
  ts: TypeScript,
  path: string,
  text: string,
  comments: readonly Span[],
): ts.SourceFile {
  let at = 0;
  let blank = '';
  for (const [start, end] of [...comments].sort((a, b) => a[0] - b[0])) {
    if (start < at || !text.startsWith('/**', start)) continue;
    blank += blanked(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  blank += blanked(text.slice(at));
  return ts.createSourceFile(
    path,
    blank,
    ts.ScriptTarget.Latest,
    true,
    /\.[cm]?tsx?$/u.test(path) ? undefined : ts.ScriptKind.JS,
  );
}

/** Each code unit a blank, so that no offset moves; lines stay. */
function blanked(text: string): string {
  // Without the flag `u`: a pair of surrogates is two code units.
  return text.replaceAll(/[^\n\r\u2028\u2029]/g, ' ');
}

type Documented = ts.Node & { jsDoc?: ts.JSDoc[] };

function documentation(source: ts.SourceFile): Map<number, ts.JSDoc> {
  return new Map(((source.endOfFileToken as Documented).jsDoc ?? []).map((doc) => [doc.pos, doc]));
}

/** Gives every node its parent, and the documentation that stands before it. */
function finish(
  ts: TypeScript,
  source: ts.SourceFile,
  node: ts.Node,
  docs: ReadonlyMap<number, ts.JSDoc>,
): void {
  ts.forEachChild(node, (child) => {
    (child as Mutable<ts.Node>).parent = node;
    // Parentheses that the factory found missing, where a dialect has other precedences.
    if (child.pos < 0 && ts.isParenthesizedExpression(child))
      ts.setTextRange(child, child.expression);
    if (docs.size > 0 && isDocumented(ts, source, child)) {
      const found = docRanges(ts, source.text, child).flatMap((r) => docs.get(r.pos) ?? []);
      for (const doc of found) (doc as Mutable<ts.Node>).parent = child;
      if (found.length > 0) (child as Documented).jsDoc = found;
    }
    finish(ts, source, child, docs);
  });
}

/** The syntax that the compiler reads documentation for. */
function isDocumented(ts: TypeScript, source: ts.SourceFile, node: ts.Node): boolean {
  // It documents the parentheses.
  if (ts.isExpressionStatement(node) && source.text[node.getStart(source)] === '(') return false;
  return (
    ts.isStatement(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isObjectLiteralElementLike(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isClassExpression(node) ||
    ts.isEnumMember(node) ||
    ts.isExportSpecifier(node) ||
    node.kind === ts.SyntaxKind.EndOfFileToken
  );
}

function docRanges(ts: TypeScript, text: string, node: ts.Node): ts.CommentRange[] {
  const before = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const isInline =
    ts.isParameter(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isExportSpecifier(node);
  return isInline ? [...(ts.getTrailingCommentRanges(text, node.pos) ?? []), ...before] : before;
}
