import fc, { type Arbitrary } from 'fast-check';

/**
 * A Python file, with the names that are called in it and how many functions with a name it
 * defines.
 */
export interface Generated {
  readonly text: string;
  readonly calls: readonly string[];
  readonly functions: number;
}

interface Piece {
  readonly text: string;
  readonly calls: readonly string[];
}

interface Lines {
  readonly lines: readonly string[];
  readonly calls: readonly string[];
  readonly functions: number;
}

const name = fc.constantFrom('alpha', 'beta', 'gamma', 'conf', 'größe', 'attribute', 'x');
const plain = (text: string): Piece => ({ text, calls: [] });
const together = (pieces: readonly Piece[], write: (texts: string[]) => string): Piece => ({
  text: write(pieces.map((p) => p.text)),
  calls: pieces.flatMap((p) => p.calls),
});

const { expression } = fc.letrec<{ expression: Piece }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      name.map(plain),
      fc.constantFrom('1', "'😀'", "b'x'", 'None', "r'\\d'", '0x1F', '...').map(plain),
    ),
    fc.tuple(name, fc.array(tie('expression'), { maxLength: 3 })).map(([called, args]) => {
      const made = together(args, (texts) => `${called}(${texts.join(', ')})`);
      return { ...made, calls: [called, ...made.calls] };
    }),
    fc.tuple(name, name, tie('expression')).map(([object, called, value]) => ({
      text: `${object}.conf.${called}(key=${value.text}, *${object}, **x)`,
      calls: [called, ...value.calls],
    })),
    fc
      .tuple(
        tie('expression'),
        tie('expression'),
        fc.constantFrom('+', 'and', 'or', '==', 'not in', '**'),
      )
      .map(([a, b, operator]) =>
        together([a, b], ([left, right]) => `(${left} ${operator} ${right})`),
      ),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map((all) => together(all, ([a, b, c]) => `(${a} if ${b} else ${c})`)),
    fc
      .array(tie('expression'), { maxLength: 3 })
      .map((all) => together(all, (texts) => `[${texts.join(', ')}]`)),
    fc
      .array(tie('expression'), { maxLength: 2 })
      .map((all) => together(all, (texts) => `{${texts.map((t) => `'k': ${t}`).join(', ')}}`)),
    fc
      .tuple(tie('expression'), tie('expression'), name)
      .map(([a, b, each]) =>
        together([a, b], ([body, all]) => `[${body} for ${each} in ${all} if ${each}]`),
      ),
    fc
      .tuple(name, tie('expression'))
      .map(([param, body]) => ({ ...body, text: `(lambda ${param}, *y, z=1: ${body.text})` })),
  ),
}));

const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`);
const line = (write: (text: string) => string): Arbitrary<Lines> =>
  expression.map(({ text, calls }) => ({ lines: [write(text)], calls, functions: 0 }));

const { block } = fc.letrec<{ block: Lines; statement: Lines }>((tie) => ({
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((all) => ({
    lines: all.flatMap((s) => s.lines),
    calls: all.flatMap((s) => s.calls),
    functions: all.reduce((sum, s) => sum + s.functions, 0),
  })),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    line((text) => `x = ${text}`),
    line((text) => text),
    line((text) => `raise ${text}  # why`),
    line((text) => `a.b, x[${text}] = 1, 2`),
    line((text) => `assert ${text}, 'x'`),
    fc
      .constantFrom('pass', '# a comment', "'''Says.'''", 'import a.b as c', 'from . import x')
      .map((text) => ({
        lines: [text, 'pass'],
        calls: [],
        functions: 0,
      })),
    fc
      .tuple(expression, tie('block'), fc.constantFrom('if', 'while', 'for y in', 'with'))
      .map(([{ text, calls }, inner, word]) => ({
        ...inner,
        lines: [`${word} ${text}:`, ...indented(inner.lines)],
        calls: [...calls, ...inner.calls],
      })),
    tie('block').map((inner) => ({
      ...inner,
      lines: ['try:', ...indented(inner.lines), 'except (A, B) as e:', '    raise'],
    })),
    fc.tuple(name, tie('block'), expression).map(([called, inner, { text, calls }]) => ({
      lines: [`def ${called}(self, a, b=${text}, *, c: int = 1):`, ...indented(inner.lines), ''],
      calls: [...calls, ...inner.calls],
      functions: inner.functions + 1,
    })),
    fc.tuple(name, tie('block')).map(([called, inner]) => ({
      ...inner,
      lines: [`class ${called}(Base):`, ...indented(inner.lines), ''],
    })),
  ),
}));

export const python: Arbitrary<Generated> = block.map(({ lines, calls, functions }) => ({
  text: `${lines.join('\n')}\n`,
  calls,
  functions,
}));
