// T2's copy, dropped at merge.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
class Random {
  constructor(seed) {
    this.s = seed >>> 0;
  }
  next() {
    this.s = (this.s + 0x6d2b79f5) >>> 0;
    let t = this.s;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  int(n) {
    return Math.floor(this.next() * n);
  }
  pick(l) {
    return l[this.int(l.length)];
  }
  chance(p) {
    return this.next() < p;
  }
  fork(name) {
    return new Random([...name].reduce((h, c) => Math.imul(h, 31) + c.charCodeAt(0), this.s));
  }
}
const [kinds, ...flags] = process.argv.slice(2);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'trials-'));
let n = 0;
const flag = (f) => flags.find((x) => x.startsWith(f + '='))?.slice(f.length + 1);
const product = path.resolve(flag('--product') ?? '.');
let tries = 0;
const faults = [];
const trial = {
  product: { folder: product, bin: path.join(product, 'bin/driver-contract.js') },
  isLong: flags.includes('--long'),
  corpora: [],
  random: new Random(Number(flag('--seed') ?? 1)),
  folder(name) {
    const f = path.join(scratch, `${name}-${n++}`);
    fs.mkdirSync(f, { recursive: true });
    return f;
  },
  run(args, { cwd, env = {}, seconds = 120, stdin = '', node = [] }) {
    const at = performance.now();
    const child = spawn(process.execPath, [...node, trial.product.bin, ...args], { cwd, env: { ...process.env, ...env }, detached: true });
    let stdout = '',
      stderr = '',
      timedOut = false;
    child.stdout.on('data', (d) => (stdout += d));
    child.stderr.on('data', (d) => (stderr += d));
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    const t = setTimeout(() => {
      timedOut = true;
      process.kill(-child.pid, 'SIGKILL');
    }, seconds * 1000);
    return new Promise((r) =>
      child.on('close', (code, signal) => {
        clearTimeout(t);
        r({ code, signal, stdout, stderr, timedOut, seconds: (performance.now() - at) / 1000 });
      }),
    );
  },
  tried(k = 1) {
    tries += k;
  },
  fault(kind, f) {
    faults.push(kind);
    console.log('FAULT', kind, f.door, '|', f.input, '|', String(f.said).slice(0, 1500));
  },
  judge(r, { door, input, mayFail }) {
    if (r.timedOut) return trial.fault('hang', { door, input, said: `${r.seconds}` });
    if (
      r.signal ||
      ![0, 1, 2].includes(r.code) ||
      /^\s+at .*\(?.*:\d+:\d+\)?$|\b(Range|Type|Reference|Syntax)Error\b/m.test(r.stderr) ||
      (r.code === 2 && (!mayFail || !/driver-contract: /.test(r.stderr)))
    )
      trial.fault('crash', { door, input, said: `${r.code} ${r.signal} ${r.stderr}` });
  },
};
for (const k of kinds.split(',')) {
  const m = await import(path.resolve(`bench/trials/${k}.mjs`));
  const at = performance.now();
  tries = 0;
  await m.run(trial);
  console.log(m.name, 'tried', tries, 'faults', faults.length, ((performance.now() - at) / 1000).toFixed(1) + ' s');
}
if (!flags.includes('--keep')) fs.rmSync(scratch, { recursive: true, force: true });
else console.log(scratch);
