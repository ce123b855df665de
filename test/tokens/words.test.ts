import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pythonWords } from '../../src/tokens/python.js';
import { scriptWords } from '../../src/tokens/script.js';
import type { Words } from '../../src/tokens/words.js';

const isIt = (name: string) => name === 'lend';

/**
 * Each word as it stands between the tokens beside it, and how often the name stands in what is no
 * code.
 */
function told({ words, inTexts }: Words, text: string): string {
  return [
    ...words.map(({ before, span, after }) => `${before} ${text.slice(...span)} ${after}`.trim()),
    String(inTexts.length),
  ].join(' | ');
}

const PYTHON: readonly [title: string, text: string, expected: string][] = [
  ['a name', 'desk.lend(book)', '. lend ( | 0'],
  ['a longer name is another', 'relend(lender, lend_it)', '0'],
  ['a name at the ends of the text', 'lend', 'lend | 0'],
  ['a comment between', 'def lend(  # lend\n  self): pass', 'def lend ( | 1'],
  ['a string of no other text', "getattr(desk, 'lend')", ", 'lend' ) | 0"],
  ['three quotes', 'x = """lend"""', '= """lend""" | 0'],
  ['a longer string', "x = 'a.lend' 'lend it'", '2'],
  ['an escape is another spelling', "x = 'le\\u006ed'", '0'],
  ['a raw one has none', "x = r'lend'", "= r'lend' | 0"],
  ['quotes in strings', `x = 'it\\'s' + "lend's" + lend`, '+ lend | 1'],
  ['a string that is not closed', "x = 'lend\nlend()", "'lend lend ( | 1"],
  [
    'a formatted one',
    "f'{lend} lend {x.lend:>{lend}}'",
    "f'{ lend } lend { | . lend :>{ | :>{ lend }}' | 1",
  ],
  ['braces that are text', "f'{{lend}} {lend!r}'", "f'{{lend}} { lend !r}' | 1"],
  ['a formatted one in another', `f'{f"{lend}"}'`, 'f"{ lend }" | 0'],
  ['a letter before a quote that is no prefix', "x = 1 if a or'lend' else 0", "or 'lend' else | 0"],
  ['a number', 'x = 1lend', '0'],
];

const SCRIPT: readonly [title: string, text: string, expected: string][] = [
  ['a name', 'desk?.lend(book)', '?. lend ( | 0'],
  ['a longer name is another', 'relend($lend, lend_)', '0'],
  ['a string, a template', "x['lend'] = `lend`", "[ 'lend' ] | = `lend` | 0"],
  ['a hole', 'x = `${lend} lend`', '`${ lend } lend` | 1'],
  ['a regular expression is a text', 'x = /lend/ / lend', '/ lend | 1'],
  ['comments', '/* lend */ lend // lend', 'lend | 2'],
  ['a private name is another', 'class A { #lend = 1; lend = 2 }', '; lend = | 0'],
  [
    'text of an element',
    'x = <p lend="lend">don\'t lend {lend}</p>',
    'p lend = | = "lend" > | { lend } | 1',
  ],
];

describe('tokens', () => {
  it.each(PYTHON)('of Python: %s', (_title, text, expected) => {
    expect(told(pythonWords(text, isIt), text)).toBe(expected);
  });

  it.each(SCRIPT)('of scripts: %s', (_title, text, expected) => {
    expect(told(scriptWords('a.jsx', text, isIt), text)).toBe(expected);
  });

  it('starts type arguments, not an element, where a file can have none', () => {
    const text = "const x = <lend>y; const z = 'it' < lend;";
    expect(told(scriptWords('a.ts', text, isIt), text)).toBe('< lend > | < lend ; | 0');
  });
});

const COUNT = `
import io, json, sys, tokenize, ast
out = []
for text in json.load(sys.stdin):
    count = 0
    for t in tokenize.generate_tokens(io.StringIO(text).readline):
        count += t.type == tokenize.NAME and t.string == 'lend'
        if t.type == tokenize.STRING and ast.literal_eval(t.string) == 'lend': count += 1
    out.append(count)
print(json.dumps(out))
`;

/** Python 3's own tokens; undefined where there is no Python. */
function countedByPython(texts: readonly string[]): number[] | undefined {
  try {
    return JSON.parse(
      execFileSync('python3', ['-c', COUNT], { input: JSON.stringify(texts), encoding: 'utf8' }),
    ) as number[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

it('counts as Python does', ({ skip }) => {
  const pieces = [
    'lend',
    '.',
    "'lend'",
    '"lend"',
    "r'lend'",
    "b''",
    '"""lend"""',
    '# lend\n',
    '(',
    ')',
    'relend',
    ' ',
    '1.5e3',
    "'a lend'",
    '\\\n',
  ];
  let seed = 7;
  const pick = () => pieces[(seed = (seed * 48271) % 2147483647) % pieces.length];
  const texts = Array.from(
    { length: 500 },
    () => `(${Array.from({ length: 8 }, pick).join(' ').replaceAll(/[()]/gu, '')}\n)\n`,
  );
  const theirs = countedByPython(texts);
  if (!theirs) return skip();
  expect(texts.map((text) => pythonWords(text, isIt).words.length)).toEqual(theirs);
});
