import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { describe, expect, it } from 'vitest';
import { GlobError, parseGlob } from '../../src/globs/glob.js';

const PATHS = [
  'a.ts',
  'a.test.ts',
  '.a.ts',
  'src/a.ts',
  'src/a.test.ts',
  'src/.hidden/a.ts',
  'src/tests/a.py',
  'tests/a.py',
  'tests/unit/volume/test_a.py',
  'src/drivers/acme/index.js',
  'src/drivers/acme.js',
  'src/drivers/b[c].js',
  'src/drivers/a,b.js',
  'src/{a}/b.ts',
  'packages/core',
  'packages/core/src',
  'packages/@scope/core',
  'packages/.private',
  '../outside/a.test.ts',
  '../../b.ts',
  'src/ä.ts',
  'src/😀.ts',
  '#a.ts',
  '!a.ts',
];

const GLOBS = [
  ...[
    '**/*.test.ts',
    '**/*.{test,spec}.{ts,tsx,js,jsx,mjs,cjs}',
    '**/*.test.[cm]?[jt]s?(x)',
    '**/__tests__/**',
    '**/tests/**',
    'tests/**',
  ],
  ...[
    '**/test_*.py',
    'tests',
    'tests/',
    '**',
    '*',
    '*/*',
    '**/*',
    '*.ts',
    '**/.*',
    '**/.*/**',
    './src/**',
    'src//a.ts',
    '/src/a.ts',
  ],
  ...[
    'src/drivers/*.js',
    'src/drivers/**/*.js',
    'src/**/index.js',
    'src/{drivers,tests}/**',
    'src/d*/a{cme,*}.js',
    '{src,tests}/**/*.{py,js}',
  ],
  ...[
    'src/drivers/b[[]c].js',
    'src/drivers/b\\[c\\].js',
    'src/drivers/[a-c]*.js',
    'src/[!d]*',
    'src/[^d]*/**',
    'src/drivers/a\\,b.js',
  ],
  ...[
    'src/{a}/b.ts',
    'src/\\{a\\}/b.ts',
    'src/?.ts',
    'src/??.ts',
    '[[:alpha:]]*.ts',
    'src/[[:upper:]]*',
    '**/*@(.test|.spec).ts',
  ],
  ...[
    '!(*.test).ts',
    'src/!(drivers)/**',
    '**/!(*.test).ts',
    '+(a|.)*',
    '*(src|tests)/**',
    'packages/*',
    'packages/**',
    'packages/*/*',
  ],
  ...[
    'packages/{core,@scope/*}',
    '!packages/core',
    '!!packages/core',
    '!**/tests/**',
    '#a.ts',
    '\\#a.ts',
    '\\!a.ts',
    'src/*/../a.ts',
  ],
  ...[
    '../**',
    '../*/*.ts',
    '**/../a.ts',
    '**/**/a.ts',
    'src/**/**/a.ts',
    'a**',
    '**a.ts',
    'src/dri**/acme.js',
    '{a,b}.ts',
    '{,.}a.ts',
  ],
  ...[
    'a{.test,}.ts',
    '{1..3}.ts',
    '[',
    '[a',
    'a]',
    '{a',
    'a}',
    '(a|b).ts',
    'a|b',
    '\\',
    '*\\',
    '${a,b}.ts',
    '',
    '{}',
    '{,}',
    'src/{}',
  ],
];

const old = (glob: string) => new Minimatch(glob, { dot: true, flipNegate: true });

describe('a glob', () => {
  it.each(GLOBS)('%s matches what it matched with minimatch', (glob) => {
    const [was, is] = [old(glob), parseGlob(glob)];
    expect(is.isNegated).toBe(was.negate);
    expect(PATHS.filter((path) => is.matches(path))).toEqual(
      PATHS.filter((path) => was.match(path)),
    );
  });

  it('is read as minimatch reads it, whatever it is made of', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      '.',
      '-',
      '1',
      ...'*?[]{},!()|@+\\',
      '**',
      '..',
      '{a,b}',
      '{1..3}',
      '@(a|b)',
      '[a-c]',
      '!(a)',
      '{b..a}',
      '{01..3}',
    );
    const glob = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    const name = fc.string({ unit: fc.constantFrom(...'ab.-1{},c'), minLength: 1, maxLength: 3 });
    const path = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(glob, fc.array(path, { minLength: 20, maxLength: 20 }), (parts, paths) => {
        const text = parts.map((part) => part.join('')).join('/');
        fc.pre((text.match(/\{/gu) ?? []).length < 6);
        const [was, is] = [old(text), parseGlob(text)];
        for (const one of paths) {
          const file = one.join('/');
          expect([text, file, is.matches(file)]).toEqual([text, file, was.match(file)]);
        }
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 2000) },
    );
  });

  it('takes no longer for a hostile one', () => {
    const name = 'a'.repeat(255);
    const paths = [name, Array.from({ length: 100 }, () => 'a').join('/'), `${name}/${name}`];
    const hostile = [
      '*a'.repeat(240) + 'b',
      '**/a/'.repeat(90) + 'b',
      '*(*(*(*(*(a)))))b',
      '!(*a!(*a)*b)'.repeat(40),
      '{a,b}'.repeat(9) + '*',
    ];
    const start = performance.now();
    for (const glob of hostile) for (const path of paths) parseGlob(glob).matches(path);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each([
    [
      'a'.repeat(65_537),
      'is a glob of 65537 characters; the longest that is read has 500. Write several shorter ones.',
    ],
    [
      '{a,b}'.repeat(20),
      'is a glob whose braces stand for more than 20000 characters. Write fewer braces, or a "*" for some.',
    ],
    [
      '{1..1000000000}',
      'is a glob whose braces stand for more than 20000 characters. Write fewer braces, or a "*" for some.',
    ],
  ])('is refused where it is absurd: %.20s', (glob, message) => {
    expect(() => parseGlob(glob)).toThrow(new GlobError(message));
  });
});
