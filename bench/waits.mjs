#!/usr/bin/env node
// What people wait for: a first run, the next one, one file, a keystroke. CPU seconds, in turns:
// node bench/waits.mjs [--drivers 1000] [--rounds 3] [--tree DIR FILE]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateTree } from './generate-tree.mjs';
import { measure, median } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    drivers: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    tree: { type: 'string' },
  },
});
const rounds = Math.max(3, Number(values.rounds));
const home = fileURLToPath(new URL('..', import.meta.url));
const command = path.join(home, 'bin/driver-contract.js');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-waits-'));

try {
  if (!fs.existsSync(path.join(home, 'dist/src/cli/main.js')))
    throw new Error('nothing is built yet: run `npm run build` first');
  const tree = path.join(scratch, 'tree');
  if (values.tree) fs.cpSync(values.tree, tree, { recursive: true });
  else generateTree(tree, Number(values.drivers));
  const file = path.join(tree, positionals[0] ?? someDriver(tree));
  console.log(
    `${values.tree ? path.basename(values.tree) : `${values.drivers} drivers`}, ${path.relative(tree, file)}; CPU seconds, medians of ${rounds} rounds in turns, Node ${process.versions.node}\n`,
  );
  const runs = { cold: [], warm: [], 'one file cold': [], 'one file warm': [] };
  const text = fs.readFileSync(file, 'utf8');
  const comment = file.endsWith('.py') ? '#' : '//';
  for (let round = 0; round < rounds; round++) {
    const cache = path.join(scratch, `cache-${round}`);
    runs.cold.push(check([tree], cache));
    fs.writeFileSync(file, `${text}${comment} round ${round}\n`);
    runs.warm.push(check([tree], cache));
    runs['one file warm'].push(check([file], cache));
    runs['one file cold'].push(check([file], 'off'));
  }
  fs.writeFileSync(file, text);
  const [cold, warm, one, oneWarm] = ['cold', 'warm', 'one file cold', 'one file warm'].map(
    (name) => median(runs[name].map((r) => r.cpu)),
  );
  const keys = ['off', 'on'].map((rules) => keystrokes(tree, file, rules));
  const [off, on] = keys.map(({ each }) => each);
  console.log('| what is waited for | seconds | beside |\n| --- | ---: | --- |');
  row('`check`, nothing kept', cold);
  row('the same, one file changed', warm, cold, 'nothing kept');
  row('`check FILE`, nothing kept', one, cold, 'the whole tree');
  row('`check FILE`, one file changed', oneWarm, one, 'nothing kept');
  row('first file in a new ESLint process, facts kept', keys[1].first - keys[0].first);
  row(
    'a keystroke in ESLint, more than with the rules off',
    on - off,
    keys[1].first,
    'the first file',
  );
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function row(what, seconds, other, beside) {
  const ratio = other === undefined ? '' : `${(seconds / other).toFixed(3)} of ${beside}`;
  console.log(`| ${what} | ${seconds.toFixed(3)} | ${ratio} |`);
}

function check(paths, cache) {
  const done = measure([command, 'check', '--format', 'json', ...paths], { cwd: scratch, cache });
  if (![0, 1].includes(done.status))
    throw new Error(`check ended with ${done.status}: ${done.stderr}`);
  return done;
}

/** CPU seconds of the first file and of each keystroke after it, in a process of its own. */
function keystrokes(tree, file, rules) {
  const script = `
    import fs from 'node:fs';
    import { createRequire } from 'node:module';
    const [home, tree, file, rules] = process.argv.slice(1);
    const { ESLint } = createRequire(home + 'package.json')('eslint');
    const parser = createRequire(home + 'package.json')('@typescript-eslint/parser');
    const ours = (await import(home + 'dist/src/entries/python.js')).default;
    const script = (await import(home + 'dist/src/entries/index.js')).default;
    const off = (list) => list.map((c) => ({ ...c, rules: Object.fromEntries(Object.keys(c.rules ?? {}).map((id) => [id, 'off'])) }));
    const configs = [
      { files: ['**/*.ts'], languageOptions: { parser } },
      ...[script.configs.recommended, ours.configs.python].flat(),
    ];
    const eslint = new ESLint({ cwd: tree, overrideConfigFile: true, overrideConfig: rules === 'on' ? configs : off(configs) });
    const text = fs.readFileSync(file, 'utf8');
    const comment = file.endsWith('.py') ? '#' : '//';
    const cpu = async (work) => {
      const begun = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1e6;
    };
    const first = await cpu(() => eslint.lintText(text, { filePath: file }));
    let typed = text;
    const times = [];
    for (let i = 0; i < 30; i++) {
      typed = i % 2 ? typed + comment + ' ' + i + '\\n' : typed.replace(/(volume)(?!.*\\1)/su, 'volume' + 'e'.repeat(i % 3));
      times.push(await cpu(() => eslint.lintText(typed, { filePath: file })));
    }
    const sorted = times.slice(10).sort((a, b) => a - b);
    process.stdout.write(JSON.stringify({ first, each: sorted[Math.floor(sorted.length / 2)] }));`;
  const done = measure(['--input-type=module', '--eval', script, home, tree, file, rules], {
    cwd: tree,
    cache: path.join(scratch, `cache-0`),
  });
  if (done.status !== 0) throw new Error(`ESLint ended with ${done.status}: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

function someDriver(tree) {
  const files = fs
    .readdirSync(tree, { recursive: true })
    .filter((file) => /driver.*\.ts$/u.test(file) && !/test/u.test(file))
    .sort();
  return files[Math.floor(files.length / 2)];
}
