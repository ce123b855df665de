import type ts from 'typescript';
import { describe, expectTypeOf, it } from 'vitest';
import type { FrontEnd } from '../../src/facts/language.js';
import type { Serializable } from '../../src/facts/serializable.js';
import type { Expr, FunctionFact, ModuleFacts } from '../../src/facts/types.js';
import type { Node as PythonNode } from 'web-tree-sitter';

/** The facts, had somebody put this into each of their functions. */
type FactsWith<T> = Omit<ModuleFacts, 'functions'> & {
  readonly functions: (FunctionFact & { readonly added: T })[];
};

class Counter {
  constructor(readonly count: number) {}
  next(): number {
    return this.count + 1;
  }
}

/** `tsc` holds these: `npm run typecheck` fails where an error that is expected does not come. */
describe('facts are plain data', () => {
  it('and stay what they are for whoever reads them', () => {
    expectTypeOf<ReturnType<FrontEnd>>().toEqualTypeOf<ModuleFacts>();
  });

  it('may hold plain data, left out or undefined, to any depth', () => {
    expectTypeOf<Serializable<FactsWith<string | null>>>().toExtend<ModuleFacts>();
    expectTypeOf<
      Serializable<FactsWith<{ a?: number; b: boolean | undefined }>>
    >().toExtend<ModuleFacts>();
    expectTypeOf<
      Serializable<FactsWith<readonly [Expr, ...{ nested: Expr[] }[]]>>
    >().toExtend<ModuleFacts>();
  });

  it('hold nothing else', () => {
    type Refused = [
      // @ts-expect-error -- no collection by key
      Serializable<FactsWith<Map<string, number>>>,
      // @ts-expect-error -- nor one that is only read
      Serializable<FactsWith<ReadonlySet<string>>>,
      // @ts-expect-error -- no date
      Serializable<FactsWith<Date>>,
      // @ts-expect-error -- no pattern
      Serializable<FactsWith<RegExp>>,
      // @ts-expect-error -- no function
      Serializable<FactsWith<() => string>>,
      // @ts-expect-error -- no symbol
      Serializable<FactsWith<symbol>>,
      // @ts-expect-error -- JSON has no such number
      Serializable<FactsWith<bigint>>,
      // @ts-expect-error -- no object with methods
      Serializable<FactsWith<Counter>>,
      // @ts-expect-error -- nothing that is still to come
      Serializable<FactsWith<Promise<string>>>,
      // @ts-expect-error -- nobody knows what it is
      Serializable<FactsWith<unknown>>,
      // @ts-expect-error -- anything at all
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      Serializable<FactsWith<any>>,
    ];
    expectTypeOf<Refused['length']>().toEqualTypeOf<11>();
  });

  it('hold no nodes of a parser', () => {
    type Refused = [
      // @ts-expect-error -- the compiler’s
      Serializable<FactsWith<ts.Node>>,
      // @ts-expect-error -- in some of the functions
      Serializable<FactsWith<ts.Identifier | undefined>>,
      // @ts-expect-error -- tree-sitter’s
      Serializable<FactsWith<PythonNode>>,
    ];
    expectTypeOf<Refused['length']>().toEqualTypeOf<3>();
  });

  it('hold none of it deep inside, nor in one case of several', () => {
    type Refused = [
      // @ts-expect-error -- in a list of objects
      Serializable<FactsWith<{ deep: readonly { er?: Map<string, number> }[] }>>,
      // @ts-expect-error -- beside a string
      Serializable<FactsWith<string | { seen: Set<string> }>>,
    ];
    expectTypeOf<Refused['length']>().toEqualTypeOf<2>();
  });
});
