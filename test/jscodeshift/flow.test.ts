import { describe, expect, it } from 'vitest';
import type { ModuleFacts } from '../../src/facts/types.js';
import { extractFactsWith } from '../../src/jscodeshift/extract.js';
import {
  hasFlowPragma,
  parse,
  parsersFor,
  type ParserName,
} from '../../src/jscodeshift/parsers.js';
import { compiler } from '../../src/typescript/compiler.js';
import { readFacts } from '../../src/workspace/front-end.js';
import { functionNamed, valuesOf, write, writeType } from '../support/facts.js';

const ts = compiler();

const FLOW: readonly ParserName[] = ['babylon', 'flow'];

function factsOf(parser: ParserName, text: string): ModuleFacts {
  const facts = extractFactsWith(ts, parser, '/tree/a.js', text);
  if (!facts) throw new Error(`${parser} does not take it`);
  return facts;
}

const aliased = (facts: ModuleFacts, name: string) => {
  const alias = facts.bindings.find((b) => b.name === name)?.alias;
  return writeType(facts, alias?.type);
};

describe.each(FLOW)('Flow, as %s reads it', (parser) => {
  it.each([
    ['?Volume', 'Volume'],
    ['Volume | null', 'Volume|null'],
    ['A & B', 'A&B'],
    ['Array<?Volume>', 'Array<Volume>'],
    ['Volume[]', 'Volume[]'],
    ['$ReadOnly<Volume>', 'Volume'],
    ['{| +id: string, -size?: number, m(): void |}', '{id,size,m}'],
    ['{ ...Base, id: string, [key: string]: mixed, ... }', 'Base&{id}'],
    ['(Context, Volume) => Promise<string>', '({},{})=>'],
    [
      '(context: Context, volume?: Volume, ...rest: Array<mixed>) => void',
      '(context,volume,rest)=>',
    ],
    ['string => void', '({})=>'],
    ['typeof client.call', 'typeof client.call'],
    ["'iscsi'", '"iscsi"'],
    ["Volume['id']", 'Volume[id]'],
    ['t.Volume', 't.Volume'],
    ['mixed', 'mixed'],
    ['[A, B]', '[A,B]'],
    ['interface { m(): void }', '{m}'],
    ['{ (context: Context): void, +id: string }', '{(),id}'],
  ])('%s', (written, wanted) => {
    expect(aliased(factsOf(parser, `type T = ${written};`), 'T')).toBe(wanted);
    expect(aliased(factsOf(parser, `export opaque type T: mixed = ${written};`), 'T')).toBe(wanted);
  });

  it('gives lists and their types the places that they have in the text', () => {
    const text =
      'class A<+T: B> extends C<T> implements D { async m<U>(a: ?T, /* b */ b?: {| +x: U |} = c, ...d: Array<U>): Promise<void> {} }';
    const facts = factsOf(parser, text);
    const { params, paramsSpan } = functionNamed(facts, 'm');
    expect(text.slice(...paramsSpan)).toBe('a: ?T, /* b */ b?: {| +x: U |} = c, ...d: Array<U>');
    expect(params.map((p) => text.slice(...p.span))).toEqual([
      'a: ?T',
      'b?: {| +x: U |} = c',
      '...d: Array<U>',
    ]);
    expect(
      params.map((p) => `${p.name} ${p.optional} ${p.rest} ${writeType(facts, p.type)}`),
    ).toEqual(['a false false T', 'b true false {x}', 'd false true Array<U>']);
    expect(facts.classes.find((c) => c.name === 'A')).toMatchObject({
      heritage: [{ k: 'ref', name: 'D' }],
      baseTypeArgs: [{ name: 'T' }],
    });
    expect(facts.bindings.find((b) => b.name === 'T')?.typeParam?.constraint).toMatchObject({
      k: 'ref',
      name: 'B',
    });
  });

  it('gives parameters without a name, and lists without parentheses, their places', () => {
    const text =
      'type F = (A, {| +b: ?B |}) => (C) => D => void; class E { static +#f: G; +#h: I; @j static #k: L }';
    const facts = factsOf(parser, text);
    expect(
      facts.functions
        .slice(1, 4)
        .map((f) => [
          text.slice(...f.paramsSpan),
          f.parens,
          ...f.params.map((p) => text.slice(...p.span)),
        ]),
    ).toEqual([
      ['A, {| +b: ?B |}', true, 'A', '{| +b: ?B |}'],
      ['C', true, 'C'],
      ['D', false, 'D'],
    ]);
    expect(
      facts.classes.find((c) => c.name === 'E')?.members.map((m) => text.slice(...m.span)),
    ).toEqual(['static +#f: G;', '+#h: I;', '@j static #k: L']);
  });

  it('looks through casts, and keeps their type', () => {
    const facts = factsOf(parser, 'const a = (b: C); const d = ((e: any): F).g((h), (i: J));');
    expect(valuesOf(facts, 'a')).toEqual(['b as C']);
    expect(valuesOf(facts, 'd')).toEqual(['e as any as F.g(h, i as J)']);
    expect(facts.calls[0].argSpans).toEqual([
      [44, 47],
      [49, 55],
    ]);
  });

  it('declares as TypeScript does', () => {
    const facts = factsOf(
      parser,
      `import typeof TClient, { Other } from './client'; import { type Volume as V, make } from './types';
declare class A extends B<C> { static +x: string; m(v: V): void; +n: (v: V) => void; constructor(o: O): A; }
declare export class D { m(v: V): void } declare export function f(v: V): void; declare var g: V; declare type H = V;
export interface I extends J { m(v: V): void; +p?: string }`,
    );
    expect(
      facts.imports.map((i) => i.specifiers.map((s) => `${s.imported} ${s.local} ${s.typeOnly}`)),
    ).toEqual([
      ['default TClient true', 'Other Other true'],
      ['Volume V true', 'make make false'],
    ]);
    expect(
      facts.classes
        .slice(1)
        .map(
          (c) =>
            `${c.kind} ${c.name} ${c.isAmbient}: ${c.members.map((m) => `${m.kind} ${m.name}`).join(', ')}`,
        ),
    ).toEqual([
      'class A true: property x, method m, property n, constructor constructor',
      'class D true: method m',
      'interface I false: method m, property p',
    ]);
    expect(facts.exports.map((e) => e.exported)).toEqual(['D', 'f', 'I']);
    expect(functionNamed(facts, 'f').params[0].typeText).toBe('V');
  });
});

describe('proposals', () => {
  const facts = factsOf(
    'babylon',
    `export v, { w } from './v'; @dec class A { @dec() m() { return do { if (x) { const y = a.b(); y; } else { this.c(); } }; } }
const p = q |> r; const s = t ?? throw u(); const f = ::g.h; i::j(k);`,
  );

  it('finds what stands in them', () => {
    expect(facts.exports.map((e) => `${e.exported} ${e.from?.imported}`)).toEqual([
      'v default',
      'w w',
    ]);
    expect(facts.calls.map((c) => c.name ?? '?').sort()).toEqual(['?', 'b', 'c', 'dec', 'r', 'u']);
    expect(facts.bindings.find((b) => b.name === 'y')?.values.map((v) => write(facts, v))).toEqual([
      'a.b()',
    ]);
    expect(valuesOf(facts, 'p')).toEqual(['r(q)']);
    expect(valuesOf(facts, 'f')).toEqual(['g.h']);
    expect(facts.functions.find((fn) => fn.name === 'm')?.decorators).toHaveLength(1);
  });
});

describe('who reads a file', () => {
  it('knows the pragma where it may stand', () => {
    expect(hasFlowPragma('#!/usr/bin/env node\n/**\n * licence\n * @flow strict\n */\n')).toBe(
      true,
    );
    expect(hasFlowPragma("'use strict'; // @flow")).toBe(false);
    expect(hasFlowPragma('// @flowers')).toBe(false);
  });

  it('tries the parsers of the language, the wanted one first', () => {
    expect(parsersFor('a.ts', '', 'flow')).toEqual(['ts']);
    expect(parsersFor('a.tsx', '')).toEqual(['tsx']);
    expect(parsersFor('a.js', '// @flow', 'babylon')).toEqual(['babylon', 'flow']);
    expect(parsersFor('a.js', '', 'flow')).toEqual(['flow', 'babel', 'babylon']);
  });

  it('takes no text with errors', () => {
    for (const parser of ['babel', 'babylon', 'flow', 'ts'] as const)
      expect(parse(parser, 'const = ;')).toBeUndefined();
  });

  it('leaves what nobody can parse to the compiler, with its errors', () => {
    expect(readFacts('/tree/a.js', 'function f(a { g();').syntaxErrors).not.toEqual([]);
    expect(readFacts('/tree/a.js', '\uFEFFexport v from "x";').exports).toMatchObject([
      { exported: 'v', span: [1, 19] },
    ]);
    expect(
      readFacts(
        '/tree/a.js',
        '// @flow\ntype F = (Context, Volume) => void;',
      ).functions[1].params.map((p) => p.name),
    ).toEqual([undefined, undefined]);
  });
});
