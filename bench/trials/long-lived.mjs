// ESLint as an editor keeps it, while its files are edited, moved, removed: it must say what a
// fresh process says, and not grow.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { DOORS } from './doors.mjs';
import { write } from './small-tree.mjs';

export const name = 'long-lived';
export const what =
  'one ESLint process in which files, helpers and contracts change; its findings compared with those of a fresh `check`';

const DRIVERS = 8;
/**
 * Each pair of texts has the same length, and other findings: only a change that is seen makes the
 * difference.
 */
const HELPERS = [
  'export class Array_ { createHost(x: unknown) { return x; } }\n',
  'export class Array_ { lookupHost(x: unknown) { return x } }\n',
];
const BASES = ['connector: unknown', 'properties: unknown', ''].map(
  (parameter) => `export abstract class VolumeDriver {
  async createExport(context: unknown, volume: unknown, ${parameter}) { void [context, volume]; }
  abstract initializeConnection(volume: unknown, connector: unknown): unknown;
}
`,
);
const CONTRACTS = [
  undefined,
  '{ "extends": "volume-driver" }',
  '{ "extends": "volume-driver", "creation": { "exceptions": ["createHost"] } }',
  '{ "extends": "volume-driver", "creation": { "makeVerbs": ["lookup"] } }',
];

function driver(n, random) {
  const parameter = random.pick([', connector: unknown', ', elsewhere: unknown', '']);
  const passes = random.pick([', connector', '']);
  const verb = random.pick(['createHost', 'lookupHost']);
  return `import { VolumeDriver } from './base.js';
import { Array_ } from './helper.js';
export class Driver${n} extends VolumeDriver {
  private readonly array = new Array_();
  override async createExport(context: unknown, volume: unknown${parameter}) { return super.createExport(context, volume${passes}); }
  initializeConnection(volume: unknown, connector: unknown) { return this.array.${verb}([volume, connector]); }
}
`;
}

/** What may happen between two lints. Each step leaves a tree that can be linted. */
const STEPS = {
  edited: ({ at, random, n }) => fs.writeFileSync(at(`driver-${n}.ts`), driver(n, random)),
  'replaced with the same time': ({ at, random, n }) =>
    replace(at(`driver-${n}.ts`), driver(n, random)),
  'helper replaced with the same time': ({ at, random }) =>
    replace(at('helper.ts'), random.pick(HELPERS)),
  'helper saved': ({ at, random }) => fs.writeFileSync(at('helper.ts'), random.pick(HELPERS)),
  'helper unsaved': ({ at, random, ask }) =>
    ask({ door: 'text', file: at('helper.ts'), text: random.pick(HELPERS) }),
  'driver unsaved': ({ at, random, n, ask }) =>
    ask({ door: 'text', file: at(`driver-${n}.ts`), text: driver(n, random) }),
  'base saved': ({ at, random }) => fs.writeFileSync(at('base.ts'), random.pick(BASES)),
  removed: ({ at, n }) => fs.rmSync(at(`driver-${n}.ts`), { force: true }),
  'helper removed': ({ at }) => fs.rmSync(at('helper.ts'), { force: true }),
  'base removed': ({ at }) => fs.rmSync(at('base.ts'), { force: true }),
  renamed: ({ at, n, random }) => {
    if (fs.existsSync(at(`driver-${n}.ts`)))
      fs.renameSync(at(`driver-${n}.ts`), at(`driver-${random.int(DRIVERS)}.ts`));
  },
  'contract changed': ({ root, random }) => {
    const contract = random.pick(CONTRACTS);
    const file = path.join(root, 'driver-contract.json');
    if (contract === undefined) fs.rmSync(file, { force: true });
    else fs.writeFileSync(file, contract);
  },
  'a tsconfig.json': ({ root, random }) =>
    fs.writeFileSync(
      path.join(root, 'tsconfig.json'),
      random.pick(['{}', '{ "compilerOptions": { "baseUrl": "." } }']),
    ),
  'half a file': ({ at, random, n }) =>
    fs.writeFileSync(at(`driver-${n}.ts`), driver(n, random).slice(0, 200)),
};

function replace(file, text) {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  fs.writeFileSync(`${file}.new`, text);
  if (stats) fs.utimesSync(`${file}.new`, stats.atime, stats.mtime);
  fs.renameSync(`${file}.new`, file);
}

export async function run(trial) {
  const random = trial.random.fork(name);
  const root = trial.folder(name);
  const at = (file) => path.join(root, 'src', file);
  write(root, {
    'package.json': '{ "type": "module" }',
    'src/helper.ts': HELPERS[0],
    'src/base.ts': BASES[0],
  });
  for (let n = 0; n < DRIVERS; n++) fs.writeFileSync(at(`driver-${n}.ts`), driver(n, random));
  const { args } = DOORS.find((door) => door.name === 'ESLint').command(trial.product.folder, root);
  const child = fork(path.join(import.meta.dirname, 'hosts/eslint-worker.mjs'), args, {
    execArgv: ['--expose-gc'],
    stdio: 'pipe',
  });
  const ask = async (asked) => {
    child.send(asked);
    const [{ answer, failed }] = await once(child, 'message', {
      signal: AbortSignal.timeout(120_000),
    });
    if (failed) throw new Error(failed);
    return answer;
  };
  await once(child, 'message');
  const [total, every] = trial.isLong ? [300, 10] : [60, 20];
  let heap = 0;
  const done = [];
  try {
    for (let step = 1; step <= total; step++) {
      const what = random.pick(Object.keys(STEPS));
      done.push(what);
      await STEPS[what]({ root, at, random, ask, n: random.int(DRIVERS) });
      const said = await ask({ door: 'all' });
      trial.tried(1, 'ESLint');
      if (step === 50) heap = await ask({ door: 'heap' });
      if (step % every === 0) await compare(trial, root, said, done.slice(-every));
    }
    const end = await ask({ door: 'heap' });
    if (end > 2 * heap)
      trial.fault('hang', {
        door: 'ESLint',
        input: `${total} steps`,
        said: `the heap grew from ${heap} to ${end} bytes`,
      });
  } catch (error) {
    trial.fault(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'hang' : 'crash', {
      door: 'ESLint',
      input: done.slice(-every).join(', '),
      said: String(error.stack),
    });
  } finally {
    child.kill('SIGKILL');
  }
}

async function compare(trial, root, said, steps) {
  const input = `after ${steps.join(', ')}`;
  const result = await trial.run(['check', '-f', 'json'], { cwd: root });
  if (!trial.judge(result, { door: 'check', input })) return;
  const fresh = JSON.parse(result.stdout).flatMap(({ filePath, messages }) =>
    messages.map((message) => ({ filePath, ...message })),
  );
  // ESLint runs no rule in a file that it cannot parse; `check` reads what it can of it.
  const broken = said.filter(({ ruleId }) => ruleId === null).map(({ filePath }) => filePath);
  const lines = (findings) =>
    findings
      .filter(
        ({ ruleId, filePath }) =>
          ruleId?.startsWith('driver-contract/') && !broken.includes(filePath),
      )
      .map(
        ({ filePath, ruleId, line, column, message }) =>
          `${path.relative(root, filePath)}:${line}:${column} ${ruleId} ${message}`,
      )
      .sort();
  const [kept, wanted] = [lines(said), lines(fresh)];
  const extra = kept.filter((line) => !wanted.includes(line));
  const missing = wanted.filter((line) => !kept.includes(line));
  const list = [
    ...extra.map((line) => `stale: ${line}`),
    ...missing.map((line) => `missing: ${line}`),
  ];
  if (list.length > 0) trial.fault('silent', { door: 'ESLint', input, said: list.join('\n') });
}
