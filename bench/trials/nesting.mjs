// Code that is deep or long, to be appended to a file: what recursive readers, and readers that try
// one thing after the other, break at.

const repeat = (text, depth) => text.repeat(depth);
/** `around('(', '1', ')')(3)` is `(((1)))`. */
const around = (open, middle, close) => (depth) =>
  repeat(open, depth) + middle + repeat(close, depth);
const chain = (first, more) => (depth) => first + repeat(more, depth);
const value = (shape) => (depth) => `var _deep = ${shape(depth)};\n`;
const numbered = (count, item, separator) =>
  Array.from({ length: count }, (_, i) => item(i)).join(separator);

/** A block in a block in a block, in Python's way, where each has to stand further in. */
const indented = (head, tail) => (depth) => {
  const levels = Math.min(depth, 400);
  const lines = (text, from, to) =>
    text &&
    numbered(Math.abs(to - from), (i) => repeat(' ', from + Math.sign(to - from) * i) + text, '\n');
  const after = tail
    ? `\n${numbered(levels, (i) => repeat(' ', levels - 1 - i) + tail, '\n')}`
    : '';
  return `${lines(head, 0, levels)}\n${repeat(' ', levels)}pass${after}\n`;
};

/** @typedef {Record<string, (depth: number) => string>} Shapes */

/** Well-formed in JavaScript and TypeScript. @type {Shapes} */
const SCRIPT = {
  parentheses: value(around('(', '1', ')')),
  lists: value(around('[', '1', ']')),
  objects: value(around('{a:', '1', '}')),
  blocks: around('{', ';', '}'),
  calls: value(around('f(', '1', ')')),
  plus: value(chain('a', ' + a')),
  and: value(chain('a', ' && a')),
  nullish: value(chain('a', ' ?? a')),
  power: value(chain('a', ' ** a')),
  comma: value((depth) => `(a${repeat(', a', depth)})`),
  ternaries: value((depth) => `${repeat('a ? b : ', depth)}c`),
  ternariesInside: value((depth) => `${repeat('a ? ', depth)}b${repeat(' : c', depth)}`),
  assignments: (depth) => `${repeat('a = ', depth)}1;\n`,
  not: value((depth) => `${repeat('!', depth)}a`),
  typeof: value((depth) => `${repeat('typeof ', depth)}a`),
  templates: value(around('`${', '1', '}`')),
  members: value(chain('a', '.b')),
  elements: value(chain('a', '[0]')),
  optional: value(chain('a', '?.b')),
  callChain: value(chain('a()', '.b()')),
  curried: value(chain('a', '()')),
  arrows: value((depth) => `${repeat('a => ', depth)}1`),
  arrowBodies: value(around('() => {', '', '}')),
  functions: around('function f(){', '', '}'),
  classes: value(around('class { m() { return ', '1', '; } }')),
  defaults: value(around('(a = ', '1', ') => 1')),
  ifs: (depth) => `${repeat('if (a) ', depth)}b();\n`,
  elseIfs: (depth) => `if (a) b();\n${repeat('else if (a) b();\n', depth)}`,
  loops: (depth) => `${repeat('for (;;) ', depth)}b();\n`,
  tries: around('try {', '', '} finally {}'),
  switches: around('switch (a) { default: ', '', '}'),
  labels: (depth) => `${numbered(depth, (i) => `l${i}: `, '')};\n`,
  patterns: (depth) => `var ${around('[', 'p', ']')(depth)} = [];\n`,
  statements: (depth) => numbered(depth * 2, (i) => `var s${i} = ${i};`, '\n'),
  parameters: (depth) => `function many(${numbered(depth * 2, (i) => `p${i}`, ', ')}) {}\n`,
  arguments: (depth) => `many(${numbered(depth * 2, String, ', ')});\n`,
  cases: (depth) => `switch (a) {${numbered(depth, (i) => `case ${i}: break;`, '\n')}}\n`,
  comments: (depth) => repeat('/* a */', depth),
};

/** Well-formed in TypeScript. @type {Shapes} */
const TYPES = {
  unions: (depth) => `type _Union = ${numbered(depth, (i) => `'${i}'`, ' | ')};\n`,
  intersections: (depth) => `type _Both = ${numbered(depth, (i) => `{ a${i}: 1 }`, ' & ')};\n`,
  generics: (depth) => `type _Deep = ${around('Array<', '1', '>')(depth)};\n`,
  typeLiterals: (depth) => `type _Deep = ${around('{ a: ', '1', ' }')(depth)};\n`,
  listTypes: (depth) => `type _Deep = 1${repeat('[]', depth)};\n`,
  functionTypes: (depth) => `type _Deep = ${repeat('() => ', depth)}1;\n`,
  conditional: (depth) => `type _Deep<T> = ${repeat('T extends 1 ? 2 : ', depth)}3;\n`,
  keyof: (depth) => `type _Deep = ${repeat('keyof ', depth)}1;\n`,
  as: value((depth) => `a${repeat(' as any', depth)}`),
  nonNull: value((depth) => `a${repeat('!', depth)}`),
  decorators: (depth) => `${repeat('@a() ', depth)}class _Decorated {}\n`,
  namespaces: (depth) => `namespace ${numbered(depth, (i) => `a${i}`, '.')} {}\n`,
};

/** Well-formed where JSX is read. @type {Shapes} */
const JSX = {
  elements: value(around('<a>', '', '</a>')),
  attributes: value(around('<a b={', '1', '}/>')),
};

/** @type {Shapes} */
const PYTHON = {
  parentheses: value(around('(', '1', ')')),
  lists: value(around('[', '1', ']')),
  dictionaries: value(around('{1: ', '1', '}')),
  tuples: value(around('(', '1', ',)')),
  calls: value(around('f(', '1', ')')),
  plus: value(chain('a', ' + a')),
  and: value(chain('a', ' and a')),
  power: value(chain('a', ' ** a')),
  comparisons: value(chain('a', ' < a')),
  comma: value(chain('a', ', a')),
  ternaries: value((depth) => `${repeat('a if b else ', depth)}c`),
  assignments: (depth) => `${repeat('a = ', depth)}1\n`,
  not: value((depth) => `${repeat('not ', depth)}a`),
  minus: value((depth) => `${repeat('-', depth)}1`),
  members: value(chain('a', '.b')),
  elements: value(chain('a', '[0]')),
  callChain: value(chain('a()', '.b()')),
  curried: value(chain('a', '()')),
  lambdas: value((depth) => `${repeat('lambda: ', depth)}1`),
  defaults: value(around('lambda a=(', '1', '): 1')),
  comprehensions: value((depth) => `${around('[', 'a', ' for a in b]')(depth)}`),
  comprehensionFors: value((depth) => `[a${repeat(' for a in b', depth)}]`),
  formatted: value((depth) => `f"${around("{f'{", '1', "}'}")(depth)}"`),
  strings: value((depth) => `(${repeat("'a' ", depth)})`),
  annotations: (depth) => `_deep: ${around('List[', 'int', ']')(depth)} = 1\n`,
  functions: indented('def f():'),
  classes: indented('class A:'),
  ifs: indented('if a:'),
  elifs: (depth) => `if a:\n    b()\n${repeat('elif a:\n    b()\n', depth)}`,
  elses: indented('if a:', 'else: pass'),
  loops: indented('for a in b:'),
  withs: indented('with a:'),
  tries: indented('try:', 'finally: pass'),
  decorators: (depth) => `${repeat('@a()\n', depth)}def _decorated(): pass\n`,
  backslashes: (depth) => `_deep = 1 ${repeat('\\\n', depth)}\n`,
  statements: (depth) => numbered(depth * 2, (i) => `s${i} = ${i}\n`, ''),
  parameters: (depth) => `def many(${numbered(depth * 2, (i) => `p${i}`, ', ')}): pass\n`,
  arguments: (depth) => `many(${numbered(depth * 2, String, ', ')})\n`,
  semicolons: (depth) => `${repeat('a; ', depth)}a\n`,
};

const COMMON_OPEN = [
  '(',
  '[',
  '{',
  'f(',
  '[(',
  '({',
  '!',
  '-',
  'a.',
  'a[',
  'a(b, ',
  '"',
  "'",
  'a = ',
  'await ',
];
const SCRIPT_OPEN =
  'async(|`${|function f(){|class A{m(){|if(a){|a?|(a)=>{|new |typeof |x:|<a>|f<a>(|a<b<|/*|/(|@a(|=>|...|(a,b=|case |export |import('.split(
    '|',
  );
const PYTHON_OPEN = [
  '"""',
  "f'{",
  'lambda:',
  'lambda a=',
  'def f(',
  'class A(',
  'if a:\n ',
  'with a:\n ',
  'not ',
  '@',
  '\\\n',
  '*',
  'a if b else ',
  '[a for a in ',
  ':=',
];

/**
 * Everything that a file of this language can be given at its end. @returns {[string, (depth:
 * number) => string][]}
 */
export function shapesOf({ language, isTyped, hasJsx }) {
  if (language === 'python') return Object.entries(PYTHON);
  return Object.entries({ ...SCRIPT, ...(isTyped ? TYPES : {}), ...(hasJsx ? JSX : {}) });
}

export const unclosedOf = ({ language }) => [
  ...COMMON_OPEN,
  ...(language === 'python' ? PYTHON_OPEN : SCRIPT_OPEN),
];
