#!/usr/bin/env node
// `driver-contract check cinder/volume` against parsing the files that it needs and nothing else,
// whole processes, in turns: node bench/check-vs-parse.mjs CHECKOUT [rounds = 3]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, median } from './measure.mjs';

const [checkout, wanted] = [process.argv[2] ?? process.env.CINDER_TREE, process.argv[3]];
const rounds = Math.max(3, Number(wanted ?? 3));
const home = fileURLToPath(new URL('..', import.meta.url));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-bench-'));
const tree = path.join(scratch, 'tree');
const list = path.join(scratch, 'files.json');
const built = JSON.stringify(new URL('../dist/src/', import.meta.url).href);

/**
 * Says which files the analysis asks for: what `check` does, with a front end that keeps their
 * names.
 */
const FILES = `
  import fs from 'node:fs';
  const load = (file) => import(${built} + file);
  const [{ Analysis }, { disk }, { Workspace }, { volumeDriverContract }, { addLanguage }, { python }] = await Promise.all(
    ['analysis/analysis.js', 'workspace/disk.js', 'workspace/workspace.js', 'contract/volume-driver.js', 'workspace/languages.js', 'python/front-end.js'].map(load));
  addLanguage(python);
  const files = [];
  const facts = (file) => {
    files.push(file);
    return undefined;
  };
  const workspace = new Workspace(process.argv[1], { ...disk, facts });
  new Analysis(process.argv[1], volumeDriverContract, workspace).findings();
  fs.writeFileSync(process.argv[2], JSON.stringify(files.filter((file) => python.pattern.test(file))));`;

const PARSE = `
  import fs from 'node:fs';
  const { withTree } = await import(${built} + 'python/parser.js');
  let nodes = 0;
  for (const file of JSON.parse(fs.readFileSync(process.argv[1], 'utf8')))
    nodes += withTree(fs.readFileSync(file, 'utf8'), (root) => root.descendantCount);
  process.stdout.write(String(nodes));`;

const script = (text, ...args) => ['--input-type=module', '--eval', text, ...args];
const CONTESTANTS = {
  'check cinder/volume': {
    args: [path.join(home, 'bin/driver-contract.js'), 'check', '--format', 'json', 'cinder/volume'],
    allowed: [0, 1],
  },
  'parsing alone': { args: script(PARSE, list), allowed: [0] },
};

try {
  if (checkout === undefined || !fs.existsSync(path.join(checkout, 'cinder/volume')))
    throw new Error(
      'name the folder of a Cinder checkout: node bench/check-vs-parse.mjs CHECKOUT (git clone https://opendev.org/openstack/cinder)',
    );
  if (!fs.existsSync(path.join(home, 'dist/src/cli/main.js')))
    throw new Error('nothing is built yet: run `npm run build` first');
  fs.cpSync(path.join(checkout, 'cinder'), path.join(tree, 'cinder'), { recursive: true });
  fs.writeFileSync(
    path.join(tree, 'driver-contract.json'),
    JSON.stringify({ extends: 'volume-driver' }),
  );
  run({ args: script(FILES, tree, list), allowed: [0] });
  const files = JSON.parse(fs.readFileSync(list, 'utf8'));
  const bytes = files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
  const runs = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, one] of Object.entries(CONTESTANTS)) runs[name].push(run(one));
  report(runs, files.length, bytes);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function run({ args, allowed }) {
  const done = measure(args, { cwd: tree });
  if (!allowed.includes(done.status))
    throw new Error(`${args[0]} ended with ${done.status}: ${done.stderr.slice(0, 1000)}`);
  return done;
}

function report(runs, files, bytes) {
  const findings = JSON.parse(runs['check cinder/volume'][0].stdout).reduce(
    (sum, { messages }) => sum + messages.length,
    0,
  );
  console.log(
    `${files} files parsed (${(bytes / 1e6).toFixed(1)} MB), ${findings} findings; median of ${rounds} rounds in turns, Node ${process.versions.node}, ${os.cpus()[0]?.model}\n`,
  );
  console.log(
    '| process | seconds | each round | CPU seconds | peak memory |\n| --- | ---: | --- | ---: | ---: |',
  );
  const medians = Object.entries(runs).map(([name, list]) => {
    const of = (key) => median(list.map((one) => one[key]));
    const row = { seconds: of('seconds'), cpu: of('cpu'), megabytes: of('megabytes') };
    const each = list.map(({ seconds }) => seconds.toFixed(1)).join(' ');
    console.log(
      `| ${name} | ${row.seconds.toFixed(2)} | ${each} | ${row.cpu.toFixed(2)} | ${row.megabytes.toFixed(0)} MB |`,
    );
    return row;
  });
  const [check, parse] = medians;
  const ratio = (key) => (check[key] / parse[key]).toFixed(2);
  console.log(
    `| **ratio** | **${ratio('seconds')}** | | **${ratio('cpu')}** | **${ratio('megabytes')}** |`,
  );
}
