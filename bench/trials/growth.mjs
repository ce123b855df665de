// Trees and files that become twice as large: the time may grow a little more than they do, not
// without bound.
import { spawnSync } from 'node:child_process';
import { smallTree, write } from './small-tree.mjs';

export const name = 'growth';
export const what = 'trees and files of twice the size, in CPU time';

/**
 * Twice the size may take six times as long; more than the size and a little is said, and no fault.
 */
const MOST = 6;
const NOTED = 2.3;

const repeat = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const HEAD = `import { VolumeDriver } from './driver.js';\nimport type { Connector, Context, Volume } from './types.js';\n`;
const METHODS = `  async createExport(context: Context, volume: Volume) { await super.createExport(context, volume); }
  initializeConnection(volume: Volume, connector: Connector): unknown { return { volume, connector }; }\n`;
const inDriver = (body, before = '') => `${HEAD}${before}export class Grown extends VolumeDriver {
  async createExport(context: Context, volume: Volume) { await super.createExport(context, volume); }
  initializeConnection(volume: Volume, connector: Connector): unknown {\n${body}\n  return undefined; }\n}\n`;
const one = (text) => ({ 'src/grown.ts': text });

/** @type {Record<string, { size: number, make: (size: number) => Record<string, string> }>} the first of two sizes, and the files of one */
const SHAPES = {
  drivers: { size: 150, make: (n) => smallTree(n) },
  'drivers in one file': {
    size: 150,
    make: (n) =>
      one(
        HEAD +
          repeat(n, (i) => `export class D${i} extends VolumeDriver {\n${METHODS}}\n`).join(''),
      ),
  },
  'statements in a method': {
    size: 3000,
    make: (n) => one(inDriver(repeat(n, (i) => `const v${i} = this.at(${i});`).join('\n'))),
  },
  'classes in a chain': {
    size: 60,
    make: (n) =>
      one(
        HEAD +
          repeat(
            n,
            (i) =>
              `export class C${i} extends ${i ? `C${i - 1}` : 'VolumeDriver'} {\n${METHODS}}\n`,
          ).join(''),
      ),
  },
  'methods in a chain': {
    size: 200,
    make: (n) =>
      one(
        inDriver('return this.m0(volume);').replace(
          /}\n$/,
          `${repeat(n, (i) => `m${i}(v: Volume): unknown { return this.m${i + 1}?.(v); }`).join('\n')}\n}\n`,
        ),
      ),
  },
  'arguments of a call': {
    size: 2000,
    make: (n) => one(inDriver(`f(${repeat(n, (i) => `volume.a${i}`).join(', ')});`)),
  },
  'members of a union': {
    size: 800,
    make: (n) =>
      one(inDriver('', `type U = ${repeat(n, (i) => `'a${i}' | { k${i}: U }`).join(' | ')};\n`)),
  },
  'imports in a circle': {
    size: 100,
    make: (n) => ({
      ...Object.fromEntries(
        repeat(n, (i) => [
          `src/r${i}.ts`,
          `import { R${(i + 1) % n} } from './r${(i + 1) % n}.js';\n${HEAD}export class R${i} extends VolumeDriver { next = new R${(i + 1) % n}();\n${METHODS}}\n`,
        ]),
      ),
    }),
  },
  'files that hand on all names': {
    size: 150,
    make: (n) => ({
      ...Object.fromEntries(
        repeat(n, (i) => [
          `src/s${i}.ts`,
          `export * from './s${i + 1}.js';\nexport const x${i} = 1;\n`,
        ]),
      ),
      [`src/s${n}.ts`]: "export { VolumeDriver as Far } from './driver.js';\n",
      ...one(
        `import { Far } from './s0.js';\nexport class Grown extends Far {\n${METHODS.replaceAll(/: (Context|Volume|Connector)/g, '')}}\n`,
      ),
    }),
  },
  mixins: {
    size: 40,
    make: (n) =>
      one(
        `${HEAD}type New<T> = new (...a: any[]) => T;\n${repeat(n, (i) => `export const M${i} = <T extends New<VolumeDriver>>(B: T) => class extends B {\n${METHODS}};\n`).join('')}export class Grown extends ${repeat(n, (i) => `M${i}(`).join('')}VolumeDriver${')'.repeat(n)} {}\n`,
      ),
  },
  'else if': {
    size: 300,
    make: (n) =>
      one(
        inDriver(repeat(n, (i) => `if (volume.id === '${i}') { this.at(${i}); }`).join(' else ')),
      ),
  },
  'strings put together': {
    size: 300,
    make: (n) => one(inDriver(`const s = ${repeat(n, (i) => `'a${i}'`).join(' + ')}; this.at(s);`)),
  },
  'folders in folders': {
    size: 120,
    make: (n) =>
      Object.fromEntries(
        repeat(n, (i) => [
          `src/${'d/'.repeat(i)}x.ts`,
          `export class X${i} { createExport(context: unknown, volume: unknown) {} initializeConnection(volume: unknown, connector: unknown) {} }\n`,
        ]),
      ),
  },
};

export async function run(trial) {
  const random = trial.random.fork(name);
  const shapes = Object.keys(SHAPES);
  const start = random.int(shapes.length);
  const chosen = trial.isLong ? shapes : [shapes[start], shapes[(start + 5) % shapes.length]];
  for (const shape of chosen)
    for (const args of trial.isLong ? [['check'], ['migrate', '--propagate']] : [['migrate']])
      grow(trial, shape, args);
}

function grow(trial, shape, args) {
  const { size, make } = SHAPES[shape];
  const sizes = [0, size, size * 2].map((n) => (trial.isLong ? n * 2 : n));
  const folders = sizes.map((n) => {
    const folder = trial.folder(name);
    write(folder, { ...smallTree(1), ...(n > 0 && make(n)) });
    return folder;
  });
  const door = args.join(' ');
  const input = `${shape}: ${sizes[1]} and ${sizes[2]}`;
  trial.tried(1, door);
  // The better of two, where one does not show it already.
  let [seconds, ratio] = [[Infinity, Infinity, Infinity], Infinity];
  for (let round = 0; round < 2 && ratio > NOTED; round++) {
    const again = folders.map((folder) => secondsFor(trial, folder, args));
    if (again.some(Number.isNaN))
      return trial.fault('hang', {
        door,
        input,
        said: `not ended after 120 s: ${again.join(', ')}`,
      });
    seconds = seconds.map((best, n) => Math.min(best, again[n]));
    // What every run takes, and what lies within the error of the clock, says nothing of growth.
    ratio = (seconds[2] - seconds[0]) / Math.max(seconds[1] - seconds[0], 0.15);
  }
  const said = `${seconds.map((s) => s.toFixed(1)).join(' s, ')} s (the first: without it), ${ratio.toFixed(1)} times as long for twice the size`;
  if (ratio > NOTED) trial.note(`${name}: ${input}, ${door}: ${said}`);
  if (ratio > MOST) trial.fault('hang', { door, input, said });
}

/** CPU seconds of a run; not a number where it does not end. */
function secondsFor(trial, cwd, args) {
  const script = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('\\ncpu ' + (user + system)); });`;
  const preload = `data:text/javascript,${encodeURIComponent(script)}`;
  const options = {
    cwd,
    timeout: 120_000,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  };
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', preload, trial.product.bin, ...args],
    options,
  );
  return Number(/\ncpu (\d+)/.exec(stderr)?.[1] ?? NaN) / 1e6;
}
