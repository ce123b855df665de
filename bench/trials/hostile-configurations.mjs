// Contracts, tsconfig.json, package.json and the like that hold what they should not: each is a
// sentence or a right run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { junk, mutated } from './junk.mjs';
import { smallTree, write } from './small-tree.mjs';

export const name = 'hostile-configurations';
export const what =
  'contracts, tsconfig.json, package.json and other configuration that is broken, hostile or no file at all';

const DOORS = [
  ['check'],
  ['migrate'],
  ['list'],
  ['migrate', '--verify'],
  ['check', '--types'],
  ['migrate', '--propagate', '--types'],
];

/** What each file says where it is in order. */
const SANE = {
  'driver-contract.json': {
    extends: 'volume-driver',
    drivers: {
      types: ['AcmeBase'],
      factories: ['defineDriver'],
      modules: ['**/drivers/*.js', '!**/old/{a,b}/*.ts'],
      structural: true,
    },
    targets: { types: ['TargetDriver'], parameters: ['volumePath'] },
    methods: {
      createExport: {
        parameters: [],
        added: {
          name: 'connector',
          aliases: ['attachInfo'],
          position: { after: 'volume' },
          import: { module: './types.js', name: 'Connector' },
        },
      },
    },
    values: { from: [{ method: 'initializeConnection', parameter: 'connector' }] },
    tests: { files: ['**/*.test.ts'] },
    wrappers: ['Partial'],
    creation: { makeVerbs: ['carve'], records: ['lunset'], exceptions: ['*hostView'] },
  },
  'tsconfig.json': {
    extends: './tsconfig.base.json',
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2022'],
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      paths: { '@/*': ['./src/*'] },
      baseUrl: '.',
      rootDirs: ['src'],
      types: [],
      typeRoots: ['./types'],
      plugins: [{ name: './evil.cjs' }],
      outDir: 'dist',
      rootDir: 'src',
    },
    include: ['src', 'test/**/*'],
    exclude: ['src/old'],
    files: ['src/driver.ts'],
    references: [{ path: './packages/one' }],
  },
  'package.json': {
    name: 'small',
    main: './src/driver.js',
    types: 'src/driver.ts',
    exports: {
      '.': { import: { types: './src/driver.ts', default: './dist/driver.js' } },
      './*': ['./src/*.js'],
    },
    imports: { '#x/*': './src/*' },
    workspaces: ['packages/*', 'src'],
    typesVersions: { '*': { '*': ['src/*'] } },
    dependencies: { one: 'workspace:*' },
    type: 'module',
  },
  'lerna.json': { packages: ['packages/*'] },
  'rush.json': { projects: [{ packageName: 'one', projectFolder: 'packages/one' }] },
  'jsconfig.json': { compilerOptions: { paths: { '@/*': ['src/*'] } } },
  'packages/one/package.json': {
    name: 'one',
    exports: { '.': './index.js', './package.json': './package.json' },
    main: 'index.js',
  },
};
const YAML = [
  'packages:\n  - "packages/*"\n',
  'packages: [packages/*, "!x"]',
  'packages:\n' + '  - *a\n'.repeat(999),
  '- - - -'.repeat(9999),
  'packages: [' + '['.repeat(9999),
];

/** What stands beside the one that is tried. */
const BESIDE = ['package.json', 'packages/one/package.json'];

/** Texts and other things of the disk that stand where a configuration should. */
const OTHERS = [
  ...[
    '',
    '\0'.repeat(99),
    'null',
    '0',
    '"text"',
    '[]',
    '{',
    '{"a":1,"a":2}',
    '\uFEFF{}',
    '// only\n',
    '{"__proto__":{"extends":"x"}}',
  ],
  ...[1e5, 2e3].map((n) => '['.repeat(n) + ']'.repeat(n)),
  ...[1e5, 2e3].map((n) => '{"extends":'.repeat(n) + '1' + '}'.repeat(n)),
  ...['extends', 'name', 'methods', 'compilerOptions', 'workspaces', 'exports', 'projects'].map(
    (key) => `{"${key}":"${'*a'.repeat(2e5)}"}`,
  ),
  Buffer.from('\uFEFF{ "extends": "volume-driver" }', 'utf16le'),
  (file) => fs.mkdirSync(file),
  (file) => spawnSync('mkfifo', [file]),
  (file) => fs.symlinkSync('/dev/zero', file),
  (file) => fs.symlinkSync(path.basename(file), file),
  (file) => fs.writeFileSync(file, '{}', { mode: 0 }),
];

export async function run(trial) {
  const random = trial.random.fork(name);
  const names = [...Object.keys(SANE), 'pnpm-workspace.yaml', 'tsconfig.base.json', '.gitignore'];
  const total = trial.isLong ? 300 : 7;
  for (let n = 0; n < total; n++) {
    const file = names[n % names.length];
    const sane = SANE[file] ?? random.pick(YAML);
    const content = random.chance(0.3)
      ? random.pick(OTHERS)
      : typeof sane === 'string'
        ? sane
        : text(sane, random);
    await attempt(trial, file, content, random.pick(trial.isLong ? DOORS : DOORS.slice(0, 4)));
  }
  for (const content of trial.isLong ? OTHERS : OTHERS.slice(-4, -2))
    await attempt(trial, 'c.json', content, ['check', '-c', 'c.json']);
}

function text(sane, random) {
  let data = sane;
  for (let n = random.int(3); n >= 0; n--) data = mutated(data, random);
  // Keys like __proto__ are ours to write, and JSON's to read.
  return random.chance(0.05)
    ? `${JSON.stringify(data)},`
    : (JSON.stringify(data) ?? String(junk(random)));
}

async function attempt(trial, file, content, args) {
  const folder = trial.folder(name);
  const others = Object.fromEntries(BESIDE.map((name) => [name, JSON.stringify(SANE[name])]));
  // What comes first would keep the file from being read.
  const isOfWorkspace = /^(lerna|rush|pnpm)/.test(file);
  if (isOfWorkspace) others['package.json'] = '{ "name": "small" }';
  write(folder, {
    ...smallTree(3),
    ...others,
    'packages/one/index.ts': 'export { VolumeDriver } from "../../src/driver.js";\n',
    'src/x.ts': USES,
  });
  const target = path.join(folder, file);
  fs.rmSync(target, { force: true });
  if (typeof content === 'function') content(target);
  else fs.writeFileSync(target, content);
  // What is no file is read at once or never.
  const result = await trial.run(args, {
    cwd: folder,
    seconds: typeof content === 'function' ? 30 : 120,
  });
  const door = args.join(' ');
  const said = typeof content === 'function' ? String(content) : String(content).slice(0, 2000);
  trial.tried(1, door);
  trial.judge(result, { door, input: `${file}: ${said}`, mayFail: true });
}

/** Names that only a configuration explains. */
const USES = `import { VolumeDriver } from 'one';
import { Driver0 } from '@/drivers/driver-0.js';
import { Driver1 } from '#x/drivers/driver-1.js';
import { Driver2 } from 'small/drivers/driver-2';
export class X extends VolumeDriver { createExport(context, volume) { return [Driver0, Driver1, Driver2]; } }
`;
