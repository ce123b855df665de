// The doors through which a tree gets to the product. Each one is asked about a folder, and says
// what it heard of each file.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** @typedef {(product: string, root: string) => { args: string[], script?: string }} Command */
/**
 * `sites`: what it has to say of a file, counted by kind; `named`: files that it says it could not
 * read, or not whole, and why.
 * @typedef {{ sites: Map<string, Map<string, number>>, named: Map<string, string> }} Heard
 * `readsUtf8Only`: what its host makes of other bytes is the host's (docs/editor-and-ci.md,
 * docs/jscodeshift.md). `fixes`: it writes the few files that have a fix, where others that write
 * migrate most. `hearsChanges`: what it found of a file is seen in the file alone. `isHost`: the
 * exit code is that of another program; `control`: that program without us. `again`: arguments of a
 * second run, which has nothing to change.
 * @typedef {{
 * name: string, writes: boolean, share: number, scripts: boolean, python: boolean, fixes?: boolean,
 * readsUtf8Only?: boolean, hearsChanges?: boolean, isHost?: boolean, limits?:
 * import('./mutations.mjs').Limits, again?: string[],
 *   missing?: (product: string) => string | undefined,
 *   command: Command, control?: Command,
 *   hear: (result: import('./trial.mjs').Result, root: string) => Heard,
 * }} Door
 */

const HOSTS = path.join(import.meta.dirname, 'hosts');
// What a fuzz leaves need not hold a driver.
const CHECK = ['check', '-f', 'json', '--allow-none'];
const MIGRATE = ['migrate', '--format', 'json'];
const WRITE = [...MIGRATE, '--write', '--propagate', '--todo', '--allow-dirty'];
/**
 * A host that parses by itself has to live to tell: TypeScript and Espree overflow, or take for
 * ever, at what is deeper.
 */
const NEAR = { deep: 300, unclosed: 10 };
const both = { scripts: true, python: true };
const command = (args) => () => ({ args });

/** @type {Door[]} `share`: of a hundred mutants of a long run; quick doors get most. */
export const DOORS = [
  { name: 'check', ...both, writes: false, share: 25, command: command(CHECK), hear: hearMessages },
  {
    name: 'check --fix',
    ...both,
    writes: true,
    fixes: true,
    share: 9,
    command: command([...CHECK, '--fix']),
    hear: hearMessages,
  },
  {
    name: 'check --types',
    ...both,
    writes: false,
    share: 5.2,
    command: command([...CHECK, '--types']),
    hear: hearMessages,
  },
  {
    name: 'migrate',
    ...both,
    writes: false,
    share: 25,
    command: command(MIGRATE),
    hear: hearLedger,
  },
  {
    name: 'migrate --write',
    ...both,
    writes: true,
    share: 10,
    command: command(WRITE),
    again: WRITE,
    hear: hearLedger,
  },
  {
    name: 'migrate --types',
    ...both,
    writes: false,
    share: 5.2,
    command: command([...MIGRATE, '--types']),
    hear: hearLedger,
  },
  {
    name: 'migrate --verify',
    ...both,
    writes: true,
    share: 5.2,
    command: command([...MIGRATE, '--write', '--allow-dirty', '--verify']),
    hear: hearLedger,
  },
  {
    name: 'jscodeshift',
    scripts: true,
    python: false,
    writes: true,
    share: 5.2,
    isHost: true,
    hearsChanges: true,
    readsUtf8Only: true,
    missing: (product) => lacks(product, './jscodeshift', 'jscodeshift'),
    command: (product) => ({
      script: path.join(
        path.dirname(resolved(product, 'jscodeshift/package.json')),
        'bin',
        'jscodeshift.js',
      ),
      args: [
        '-t',
        entryOf(product, './jscodeshift'),
        '--extensions=ts,tsx,mts,cts,js,mjs,cjs,jsx',
        '--cpus=1',
        '--fail-on-error',
        '.',
      ],
    }),
    hear: hearTransform,
  },
  {
    name: 'ts-morph',
    scripts: true,
    python: false,
    writes: false,
    share: 5.1,
    isHost: true,
    limits: NEAR,
    missing: (product) => lacks(product, './ts-morph', 'ts-morph'),
    command: (product, root) => ({
      script: path.join(HOSTS, 'ts-morph.mjs'),
      args: [resolved(product, 'ts-morph'), root, entryOf(product, './ts-morph')],
    }),
    control: (product, root) => ({
      script: path.join(HOSTS, 'ts-morph.mjs'),
      args: [resolved(product, 'ts-morph'), root],
    }),
    hear: hearLedger,
  },
  {
    name: 'ESLint',
    ...both,
    writes: false,
    share: 5.1,
    isHost: true,
    limits: NEAR,
    readsUtf8Only: true,
    missing: (product) => lacks(product, './python', 'eslint'),
    command: (product, root) => ({
      script: path.join(HOSTS, 'eslint.mjs'),
      args: [
        resolved(product, 'eslint'),
        resolved(product, 'typescript-eslint'),
        root,
        entryOf(product, './python'),
      ],
    }),
    control: (product, root) => ({
      script: path.join(HOSTS, 'eslint.mjs'),
      args: [resolved(product, 'eslint'), resolved(product, 'typescript-eslint'), root],
    }),
    hear: hearMessages,
  },
];

const exportsOf = (product) =>
  JSON.parse(fs.readFileSync(path.join(product, 'package.json'), 'utf8')).exports ?? {};
const entryOf = (product, entry) => path.join(product, exportsOf(product)[entry].default);
const resolved = (product, name) => createRequire(path.join(product, 'package.json')).resolve(name);

/** An older product has fewer doors, and an installed one not every peer. */
function lacks(product, entry, peer) {
  if (!exportsOf(product)[entry]) return `it has no entry ${entry}`;
  try {
    resolved(product, `${peer}/package.json`);
    return undefined;
  } catch {
    return `${peer} is not installed beside it`;
  }
}

const inside = (root, file) =>
  path.relative(root, path.resolve(root, file)).split(path.sep).join('/');

function count(sites, file, key) {
  const own = sites.get(file) ?? sites.set(file, new Map()).get(file);
  own.set(key, (own.get(key) ?? 0) + 1);
}

/** Results of ESLint: a message without a rule says that the file was not read, or not whole. */
function hearMessages({ stdout }, root) {
  /** @type {Heard} */
  const heard = { sites: new Map(), named: new Map() };
  for (const { filePath, messages } of JSON.parse(stdout)) {
    const file = inside(root, filePath);
    for (const { ruleId, message, severity } of messages) {
      if (ruleId) count(heard.sites, file, ruleId);
      else if (severity === 2) heard.named.set(file, message);
    }
  }
  return heard;
}

/** The ledger: an entry for a file is open, and says that it was not read, or not whole. */
function hearLedger({ stdout }) {
  /** @type {Heard} */
  const heard = { sites: new Map(), named: new Map() };
  for (const { kind, method, file, reason } of JSON.parse(stdout).entries) {
    if (kind === 'file') heard.named.set(file, reason);
    else count(heard.sites, file, `${kind} ${method}`);
  }
  return heard;
}

/**
 * jscodeshift prints what is left of a file, and nothing of the others; what was not read has the
 * file's own name for a site.
 */
function hearTransform({ stdout }, root) {
  /** @type {Heard} */
  const heard = { sites: new Map(), named: new Map() };
  for (const [, kind, file, said] of stdout.matchAll(/^ (REP|ERR) (\S+) (.*)$/gm)) {
    const isOfFile =
      said.includes(` ${path.basename(file)} is open: `) ||
      / is open: the file would not /.test(said);
    if (kind === 'ERR' || isOfFile) heard.named.set(inside(root, file), said);
  }
  return heard;
}
