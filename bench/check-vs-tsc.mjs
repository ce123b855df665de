#!/usr/bin/env node
// `driver-contract check` against `tsc --noEmit` on the same tree, whole processes, in turns: node
// bench/check-vs-tsc.mjs [drivers = 1000] [rounds = 3]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateTree } from './generate-tree.mjs';
import { measure, median } from './measure.mjs';

const [drivers, rounds] = [
  Number(process.argv[2] ?? 1000),
  Math.max(3, Number(process.argv[3] ?? 3)),
];
const home = fileURLToPath(new URL('..', import.meta.url));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-bench-'));
const tree = path.join(scratch, 'tree');

const CONTESTANTS = {
  check: {
    args: [path.join(home, 'bin/driver-contract.js'), 'check', '--format', 'json', tree],
    allowed: [0, 1],
  },
  tsc: {
    args: [path.join(home, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', tree],
    allowed: [0],
  },
};

try {
  if (!fs.existsSync(path.join(home, 'dist/src/cli/main.js')))
    throw new Error('nothing is built yet: run `npm run build` first');
  const { files, bytes } = generateTree(tree, drivers);
  const runs = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(CONTESTANTS)) runs[name].push(run(name));
  const [check, tsc] = [runs.check, runs.tsc].map((list) => ({
    seconds: median(list.map((r) => r.seconds)),
    megabytes: median(list.map((r) => r.megabytes)),
    all: list.map((r) => r.seconds.toFixed(1)).join(' '),
  }));
  const reports = JSON.parse(runs.check[0].output);
  const findings = reports.reduce((sum, { messages }) => sum + messages.length, 0);

  console.log(
    `${drivers} drivers, ${files} files (${(bytes / 1e6).toFixed(1)} MB), ${parsedFiles()} of them parsed by check, ${findings} findings; median of ${rounds} rounds in turns, Node ${process.versions.node}, ${os.cpus()[0]?.model}\n`,
  );
  console.log('| process | seconds | each round | peak memory |\n| --- | ---: | --- | ---: |');
  console.log(
    `| driver-contract check | ${check.seconds.toFixed(2)} | ${check.all} | ${check.megabytes.toFixed(0)} MB |`,
  );
  console.log(
    `| tsc --noEmit | ${tsc.seconds.toFixed(2)} | ${tsc.all} | ${tsc.megabytes.toFixed(0)} MB |`,
  );
  console.log(
    `| **check : tsc** | **${(check.seconds / tsc.seconds).toFixed(2)}** | | **${(check.megabytes / tsc.megabytes).toFixed(2)}** |`,
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function run(name) {
  const { args, allowed } = CONTESTANTS[name];
  const { status, stdout, stderr, ...measured } = measure(args, { cwd: tree });
  if (!allowed.includes(status))
    throw new Error(`${name} ended with ${status}: ${stdout.slice(0, 500)}${stderr.slice(0, 500)}`);
  return { ...measured, output: stdout };
}

/** Counted in a process of its own: `check` prints nothing but results. */
function parsedFiles() {
  const built = JSON.stringify(new URL('../dist/src/', import.meta.url).href);
  const script = `
    const load = (file) => import(${built} + file);
    const [{ Analysis }, { disk }, { Workspace }, { volumeDriverContract }] = await Promise.all(
      ['analysis/analysis.js', 'workspace/disk.js', 'workspace/workspace.js', 'contract/volume-driver.js'].map(load));
    const workspace = new Workspace(process.argv[1], disk);
    new Analysis(process.argv[1], volumeDriverContract, workspace).findings();
    process.stdout.write(String(workspace.parsed));`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script, tree], {
    encoding: 'utf8',
  }).stdout;
}
