import fc from 'fast-check';

/** How many functions, classes and literals a program has of each. */
const COUNT = 4;
const NAMES = ['go', 'run'] as const;

const index = fc.nat({ max: COUNT - 1 });
const member = fc.constantFrom(...NAMES);

/**
 * An expression that leads to other functions and classes of the program, so that most programs run
 * in circles.
 */
const expression: fc.Arbitrary<string> = fc.letrec<{ expr: string }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    index.map((i) => `new C${i}()`),
    index.map((i) => `f${i}(n)`),
    index.map((i) => `o${i}`),
    fc.tuple(index, member).map(([i, name]) => `new C${i}().${name}()`),
    fc.tuple(index, member).map(([i, name]) => `o${i}.${name}(n)`),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => `(n ? ${a} : ${b})`),
    fc.tuple(index, tie('expr')).map(([i, a]) => `h${i}({ go() { return ${a}; } })`),
    index.map((i) => `new C${i}().field`),
    tie('expr').map((a) => `[${a}][0]`),
  ),
})).expr;

const base = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  index.map((i) => ` extends C${i}`),
  index.map((i) => ` extends f${i}(1)`),
  index.map((i) => ` extends Mixed(C${i})`),
  index.map((i) => ` implements I${i}`),
);

const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: COUNT, maxLength: COUNT });

/**
 * A file of functions that return each other's values, classes that extend what functions return,
 * and literals that calls type.
 */
export const cyclicProgram: fc.Arbitrary<string> = fc
  .record({
    functions: list(expression),
    classes: list(
      fc.record({
        base,
        go: expression,
        run: expression,
        field: expression,
        isAbstract: fc.boolean(),
      }),
    ),
    objects: list(expression),
    handlers: list(expression),
  })
  .map(({ functions, classes, objects, handlers }) =>
    [
      'const Mixed = (Base) => class extends Base { run() { return super.run(); } };',
      ...functions.map((e, i) => `function f${i}(n) { return ${e}; }`),
      ...classes.map(
        (c, i) =>
          `${c.isAbstract ? 'abstract ' : ''}class C${i}${c.base} { field = ${c.field.replaceAll(/\bn\b/gu, '1')}; go(n) { return ${c.go}; } run(n) { return ${c.run}; } }`,
      ),
      ...objects.map((e, i) => `const o${i} = { go: (n) => ${e}, run() { return this.go(1); } };`),
      ...handlers.map(
        (e, i) =>
          `interface I${i} { go(n: number): C${i}; run(n: number): I${(i + 1) % COUNT}; }\nfunction h${i}(i: I${i}, n = 1) { return n ? i.run(n) : ${e}; }`,
      ),
    ].join('\n'),
  );
