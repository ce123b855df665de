// What a file system can hold that is no plain file with a plain name. Each shape puts it into a
// tree.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isRoot } from './process.mjs';

const DRIVER = `export class Hidden {
  createExport(context: unknown, volume: unknown) {}
  initializeConnection(volume: unknown, connector: unknown) {}
}
`;

/** Sources under these names, in bytes, are to be found. */
const NAMES = [
  'a\nb.ts',
  'a\r\tb.ts',
  'quote\'"`.ts',
  '$(touch x).ts',
  '`touch x`.ts',
  '-rf.ts',
  '--write.ts',
  '; touch x.ts',
  'back\\slash.ts',
  '%s%n.ts',
  '\x1b[31mred.ts',
  '\u202Etxt.ts',
  'né.ts',
  'ne\u0301.ts',
  '\uFFFD.ts',
  ' .ts',
  '*.ts',
  '[a].ts',
  '{a,b}.ts',
  '!not.ts',
  '#hash.ts',
  '__proto__.ts',
  'constructor.js',
  'Case.ts',
  'case.ts',
  `${'n'.repeat(230)}.ts`,
];

/**
 * @typedef {object} Made
 * @property {string[]} [found] files that hold a word of the contract, by their paths: to be found
 * or named
 * @property {boolean} [mayFail] a sentence and exit code 2 are an answer, too
 * @property {boolean} [asNobody] root may read everything
 */

/** @type {Record<string, (place: { root: string, outside: string, random: object, isLong: boolean, isGit: boolean }) => Made | undefined>} */
export const SHAPES = {
  names: ({ root }) => ({ found: NAMES.map((name) => put(root, `names/${name}`)) }),
  'a name of 255 bytes': ({ root }) => ({ found: [put(root, `${'l'.repeat(252)}.ts`)] }),
  'names that are not UTF-8': ({ root }) => {
    for (const byte of ['\xe4', '\xff', '\xc3', '\xed\xa0\x80'])
      fs.writeFileSync(Buffer.from(`${root}/k${byte}.ts`, 'latin1'), DRIVER);
    return { found: ['k\uFFFD.ts'] };
  },
  'links that go round': ({ root }) => {
    link(root, 'round-a.ts', 'round-b.ts');
    link(root, 'round-b.ts', 'round-a.ts');
    link(root, 'self', '.');
    link(root, 'up', '..');
    link(root, 'src/loop', '../src');
  },
  'links out of the tree': ({ root, outside }) => {
    link(root, 'out.ts', path.join(outside, 'driver.ts'));
    link(root, 'out', outside);
    link(root, 'passwd.ts', '/etc/passwd');
    link(root, 'nothing.ts', '/nonexistent/x.ts');
    // Not /proc itself: the compiler follows links, and would walk through the whole disk
    // (--verify).
    link(root, 'proc', '/proc/self/fdinfo');
  },
  'no regular files': ({ root, isGit }) => {
    spawnSync('mkfifo', [path.join(root, 'pipe.ts'), path.join(root, 'src/pipe.py')]);
    link(root, 'zero.ts', '/dev/zero');
    const hasDevice =
      isRoot && spawnSync('mknod', [path.join(root, 'device.ts'), 'c', '1', '5']).status === 0;
    fs.mkdirSync(path.join(root, 'folder.ts'));
    // Git does not list them, and so they are no files of the project.
    return { found: isGit ? [] : ['pipe.ts', 'src/pipe.py', ...(hasDevice ? ['device.ts'] : [])] };
  },
  'configuration that is no regular file': ({ root, isGit }) => {
    const found = [put(root, 'packages/p/p.ts'), put(root, 'packages/z/z.ts')];
    // Git itself waits for ever for a .gitignore that is a pipe, and is given up.
    const pipes = [
      'package.json',
      'tsconfig.json',
      'driver-contract.json',
      ...(isGit ? [] : ['.gitignore']),
    ];
    spawnSync(
      'mkfifo',
      pipes.map((file) => path.join(root, 'packages/p', file)),
    );
    for (const file of ['package.json', 'tsconfig.json'])
      link(root, `packages/z/${file}`, '/dev/zero');
    return { found };
  },
  'an unreadable file': ({ root }) => {
    fs.chmodSync(path.join(root, put(root, 'secret.ts')), 0);
    return { asNobody: true, found: ['secret.ts'] };
  },
  'an unreadable folder': ({ root }) => {
    put(root, 'closed/secret.ts');
    fs.chmodSync(path.join(root, 'closed'), 0);
    return { asNobody: true, mayFail: true };
  },
  'deep folders': ({ root }) => ({ found: [put(root, `deep/${'d/'.repeat(300)}deep.ts`)] }),
  'many empty files': ({ root, isLong }) => {
    fs.mkdirSync(path.join(root, 'many'));
    for (let n = 0; n < (isLong ? 10_000 : 300); n++)
      fs.writeFileSync(path.join(root, `many/${n}.ts`), '');
  },
  'a file of 21 MB': ({ root }) => ({
    found: [put(root, 'large.ts', `${DRIVER}// ${'x'.repeat(21_000_000)}\n`)],
  }),
  'hard links': ({ root, outside }) => {
    put(root, 'hard-a.ts');
    fs.linkSync(path.join(root, 'hard-a.ts'), path.join(root, 'hard-b.ts'));
    fs.linkSync(path.join(outside, 'driver.ts'), path.join(root, 'hard-out.ts'));
    return { found: ['hard-a.ts', 'hard-b.ts', 'hard-out.ts'] };
  },
  'a .gitignore that backtracks': ({ root, random }) => {
    const name = 'a'.repeat(60);
    fs.appendFileSync(path.join(root, '.gitignore'), `${'*a'.repeat(random.pick([5, 9, 20]))}*b\n`);
    return { found: [put(root, `${name}.ts`)], mayFail: true };
  },
  'a .gitignore of 1 MB': ({ root, isGit }) => {
    fs.appendFileSync(path.join(root, '.gitignore'), '*x*y*z*w\n'.repeat(100_000));
    // Git may take longer than it is given, and that is said.
    return { found: [put(root, 'beside.ts')], mayFail: isGit };
  },
  'a repository in the tree': ({ root }) => {
    put(root, 'inner/own.ts');
    spawnSync('git', ['init', '-q', path.join(root, 'inner')]);
  },
  'packages that are no files': ({ root }) => {
    fs.mkdirSync(path.join(root, 'node_modules/odd'), { recursive: true });
    fs.writeFileSync(
      path.join(root, 'node_modules/odd/package.json'),
      '{ "name": "odd", "types": "pipe.d.ts", "main": "../../../.." }',
    );
    spawnSync('mkfifo', [path.join(root, 'node_modules/odd/pipe.d.ts')]);
    return {
      found: [
        put(
          root,
          'uses-odd.ts',
          `import { Odd } from 'odd';\nimport 'odd/x';\n${DRIVER.replace('Hidden', 'Hidden extends Odd')}`,
        ),
      ],
    };
  },
};

function put(root, file, text = DRIVER) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
  return file;
}

function link(root, file, target) {
  const place = path.join(root, file);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(target, place);
}
