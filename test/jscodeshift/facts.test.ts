import fs from 'node:fs';
import path from 'node:path';
import { globbySync } from 'globby';
import { describe, expect, it } from 'vitest';
import { extractBlockWith, extractFactsWith } from '../../src/jscodeshift/extract.js';
import type { ParserName } from '../../src/jscodeshift/parsers.js';
import { compiler } from '../../src/typescript/compiler.js';
import { extractBlock } from '../../src/typescript/blocks.js';
import { extractFacts } from '../../src/typescript/extract.js';

const ts = compiler();

const DIALECTS: readonly ParserName[] = ['babel', 'babylon', 'flow'];

/**
 * Nothing is left out of the comparison: whoever parsed, every span, text and index is the same.
 */
function expectEqualFacts(parser: ParserName, file: string, written: string): void {
  const text = written.replace(/^\uFEFF/u, ' ');
  const expected = extractFacts(ts, file, text);
  expect(expected.syntaxErrors).toEqual([]);
  expect(extractFactsWith(ts, parser, file, text)).toEqual(expected);
}

/** All but those that the compiler cannot parse. */
const files = globbySync(['fixtures/**/*.{js,cjs,mjs,jsx,ts,tsx}', '!fixtures/flow-service/**']);

describe('the statements of each function are the same, whoever parsed', () => {
  const services = files.filter((f) => /^fixtures\/(?:volume-service\/input|rules)\//u.test(f));

  it.each(services)('%s', (file) => {
    const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/u, ' ');
    const parser = file.endsWith('x') ? 'tsx' : /tsx?$/u.test(file) ? 'ts' : 'babel';
    const { functions } = extractFacts(ts, file, text);
    const bodies = functions.filter(
      (f) => f.kind !== 'module' && f.kind !== 'init' && f.body !== 'none',
    );
    for (const { span } of bodies.slice(0, 12)) {
      const expected = extractBlock(ts, file, text, span);
      expect(expected).toBeDefined();
      expect(extractBlockWith(ts, parser, file, text, span)).toEqual(expected);
    }
  });
});

describe('the facts are the same, whoever parsed', () => {
  it.each(files.filter((f) => !/tsx?$/u.test(f)))('%s', (file) => {
    for (const parser of DIALECTS)
      expectEqualFacts(parser, path.resolve(file), fs.readFileSync(file, 'utf8'));
  });

  it.each(files.filter((f) => /tsx?$/u.test(f)))('%s', (file) => {
    expectEqualFacts(
      file.endsWith('x') ? 'tsx' : 'ts',
      path.resolve(file),
      fs.readFileSync(file, 'utf8'),
    );
  });
});

const JAVASCRIPT = {
  parentheses:
    'const a = ((b))((c), (d)); (e, f); if ((g)) (h).i((j), [(k), , (l)], () => (m), async (n) => ((n)));',
  'statements with parentheses of their own':
    'do { a(); } while ((b)); for (;(c);) d(); for (const e of (f)) g(e); switch ((h)) { case (i): j(); default: k(); } while (l) m();',
  'optional chains': 'a?.b.c?.(d)?.[e].f(); (a?.b).c(); new (a?.b)();',
  calls:
    'new A; new B(); new C(d)(e); super_(f,); import("x").then(g); require("y"); h(...i, ...[j]);',
  'classes of all members':
    'class A extends b(C) { #p = 1; static q = this.r; static #s; static { t(); } get u() { return 1; } set u(v) { w(v); } async *x() {} static async y() {} "quoted"() {} [computed]() {} 1() {} async #z() {} constructor(a, ...b) { super(a); } }',
  'class expressions':
    'const A = class B extends C {}; module.exports = class {}; f(class extends D { m() {} });',
  objects:
    'const a = { b, c: d, "e": f, [g]: h, i() {}, get j() { return 1; }, set j(k) {}, async *l() {}, ...m, n: async () => {}, 1: o };',
  patterns:
    'const { a, b: { c }, d = e, ...f } = g; const [h, , i = j, ...k] = l; function m({ n, "o": p }, [q], r = s, ...t) {} ({ a, b: u.v, c: w } = x); [y, z.a] = b; for (const { c, d } of e) f(c, d); try { g(); } catch ({ message }) { h(message); }',
  'default in shorthand': 'let a, b; ({ a = f(), ...b } = c);',
  strings: String.raw`const a = 'x\n\u0041' + b + "y"; const c = ${'`p${d}q${ e }r`'}; const f = ${'`plain\n`'}; g${'`a${h}`'};`,
  literals:
    'f(0x10, 1e3, 10n, /re\\/[/]/gu, null, undefined, true, -1, void 0, typeof a, delete b.c, !d, +e, ~g, i++, --j);',
  operators:
    'a = b ?? c; d ||= e; let z = 1; z += y; z.w += v; f = g && h; i = j || k; l = m ? n : o; p **= 2; q = r in s; t = u instanceof v; w = (x, y);',
  'types that conditions tell':
    'function f(a, b) { if (a instanceof C) a.d(); else if (!(b instanceof E.F)) return; while (b instanceof C && a) b.g(); for (const h of a) { if (!(h instanceof C)) { continue; } h.i(); } return a instanceof C ? a.d() : b instanceof C || b.g(); }',
  'errors that are thrown again':
    'async function f() { try { await a(); } catch (e) { undo(); throw e; } finally { c(); } return g().catch((e) => { undo(); throw e; }); }',
  generators:
    'async function* f() { const a = yield b; yield* c(); yield; for await (const d of e) g(d); }',
  'labels and jumps':
    'outer: for (let i = 0, j = 1; i < j; i++) { if (i) continue outer; else break outer; } debugger; ; with_: { }',
  exports:
    'export const a = 1, { b } = c; export function d() {} export class E {} export { a as f, E as k }; export * from "x"; export * as g from "y"; export { h as i, default as j } from "z"; export default async () => {};',
  'exported by default': 'export default class { m() {} }',
  imports:
    'import a, { b, c as d } from "x"; import * as e from "y"; import {} from "w"; import "z"; import f, * as g from "v"; b(a, d, e, f, g);',
  'CommonJS and prototypes':
    'function A() {} A.prototype.m = function (x) { return x; }; A.prototype = { n() {} }; util.inherits(A, B); module.exports = { A }; exports.c = () => A; module.exports.d = 1;',
  documentation:
    '/** @typedef {import("./t").V} V */\n/**\n * @param {V} v the volume\n * @param {string} [c]\n * @returns {Promise<V>}\n */\nfunction f(v, c) { /** @type {Set<V>} */ const s = new Set(); return s; }\n/** @implements {I<V>} @extends {B<V>} */\nclass A { /** @type {V} */ p; /** @param {V} v */ m(v) {} }\n/** @type {F} */\nexports.g = (/** @type {V} */ v) => v;\nconst o = { /** @param {V} v */ h: (v) => v };\nconst p = /** @type {V} */ (q);\n/** @import { T } from "./u" */',
  directives:
    '#!/usr/bin/env node\n// licence\n"use strict";\n/* eslint-disable no-alert */\nf("// eslint", `/* eslint ${a} */`); // eslint-disable-line\n',
  'comments everywhere':
    'f(/* a ) */ b /* , */, c // )\n); function g /* ( */ (/* none */) {} const h = /* ( */ i => i; const j = async /* ( */ (k, /* , */) => k; new l(/* ) */);',
  'code units':
    "const é = '😀'; f('😀é', /* 😀 */ g); /** 😀 */ function h(a) { return `😀${a}`; }",
  'line ends':
    "'use strict';\r\n\r\n/**\r\n * @param {string} a\r\n */\r\nfunction f(a) {\r\n\treturn `x\r\ny`;\r\n}\r\n",
  'new.target and import.meta': 'function f() { return new.target; } g(import.meta.url);',
  'callbacks and closures':
    'lock(async () => { await a.b(c); }); [d].forEach(function (e) { this.f(e); }, this); const g = (h) => (i) => h(i);',
};

describe('JavaScript, syntax by syntax', () => {
  it.each(Object.entries(JAVASCRIPT))('%s', (_name, text) => {
    for (const parser of DIALECTS) expectEqualFacts(parser, '/tree/a.js', text);
  });

  it('JSX', () => {
    const text = 'const a = <B c="d" {...e} f={g()}>text {h.i} <></> <j.k l:m={n} /></B>;';
    for (const parser of DIALECTS) expectEqualFacts(parser, '/tree/a.jsx', text);
  });
});

const TYPESCRIPT = {
  signatures:
    'interface A<T extends B = C> extends D<T>, E.F { m(a: T, b?: G): void; n: (c: H) => I; readonly o?: J; get p(): K; [key: string]: unknown; (q: L): M; new (r: N): O; "quoted"(s: P): Q }',
  types:
    "type A = B | (C & D)[] | { e: F } | G['h'] | keyof I | typeof j.k | import('l').M<N> | 'o' | 1 | -1 | null | undefined | [P] | readonly Q[] | ((r: S) => T) | (new () => U) | (V extends W ? X : Y) | `a${Z}` | `b` | unique symbol | this;",
  tuples:
    'type A = [B, C?, ...D[]]; type E = readonly [f: F, g?: G, ...h: H[]]; type I = []; function j(k: L, ...m: [/* n */ N, o: P]): [Q] {}',
  'classes of all members':
    'abstract class A<T> extends B<T> implements C, D.E<T> { private readonly f: G = h; constructor(private i: J, public readonly k?: L) { super(); } abstract m(a: T): void; protected n?(): void; declare o: P; static q<U>(this: V, ...r: W[]): asserts r is X; override s!: Y; @dec() t(@inject(u) v: Z) {} [key: string]: unknown; }',
  overloads:
    'function f(a: A): void;\nfunction f(a: A, b?: B): void {}\nexport declare function g(c: C): D;\nexport default function h(): void;\nexport default function h(i?: I) {}',
  'values with types':
    'const a = b as C, d = e satisfies F, g = <H>i, j = k!, l = m!.n<O>(p), q = r as const; s<T>; let u: V | undefined; const w = <X,>(y: X): X => y;',
  'modules of the compiler':
    "import a = require('b'); import c = d.e; import type { g } from 'h'; import type f from 'f'; import { type i, j } from 'k'; export type { l } from 'm'; export { type n }; type n = 1; export = a;",
  namespaces:
    "declare module 'a' { interface B { m(): void } }\ndeclare global { interface C { n(): void } }\nexport namespace D.E { export const f = 1; }\nenum G { H = 'i', J, 'k' = 2 }\ndeclare const l: M;\nexport declare class N { o(p: Q): R; }",
};

describe('TypeScript, syntax by syntax', () => {
  it.each(Object.entries(TYPESCRIPT))('%s', (_name, text) => {
    expectEqualFacts('ts', '/tree/a.ts', text);
  });
});
