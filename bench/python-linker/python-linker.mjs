#!/usr/bin/env node
// Compares the linker with Pyright at every call of folders of a Python tree: node
// bench/python-linker/python-linker.mjs --pyright DIR --cache FILE <tree> [folder...] [--all] [--at-random]
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Comparer, nameOf, VERDICTS } from './compare.mjs';
import { Pyright } from './pyright.mjs';

const built = new URL('../../dist/', import.meta.url);
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pyright: { type: 'string' },
    cache: { type: 'string' },
    all: { type: 'boolean', default: false },
    'at-random': { type: 'boolean', default: false },
  },
});
const [tree, ...folders] = positionals;
if (!fs.existsSync(new URL('src/linker/linker.js', built)) || !tree || !options.pyright) {
  console.error(
    tree && options.pyright
      ? 'Nothing is built yet: run `npm run build` first.'
      : 'Name a tree, and with --pyright the folder of the package `pyright`.',
  );
  process.exit(2);
}
const load = (file) => import(new URL(`src/${file}.js`, built).href);
const [{ Analysis }, { volumeDriverContract }, { disk }, { Workspace }, { addLanguage }] =
  await Promise.all(
    [
      'analysis/analysis',
      'contract/volume-driver',
      'workspace/disk',
      'workspace/workspace',
      'workspace/languages',
    ].map(load),
  );
const { python } = await load('python/front-end');
addLanguage(python);

const root = path.resolve(tree);
const workspace = new Workspace(root, disk);
const files = new Set(workspace.all().filter((file) => python.pattern.test(file)));
const wanted = (folders.length > 0 ? folders : ['.']).map((f) => path.resolve(root, f) + path.sep);
const { project, linker } = new Analysis(root, volumeDriverContract, workspace);
const cache = options.cache ?? path.join(root, '..', `${path.basename(root)}-pyright.json`);
const pyright = new Pyright(path.resolve(options.pyright), root, [...files].sort(), cache);
const texts = (file) => (files.has(file) ? workspace.text(file) : undefined);
let drawn = 1;
/** The answer of some other call of the file: what the comparison makes of it. */
const atRandom = ({ calls }) => {
  drawn = (Math.imul(drawn, 1_103_515_245) + 12_345) >>> 0;
  return calls[(drawn >>> 8) % calls.length];
};
const comparer = new Comparer(
  project,
  linker,
  pyright,
  texts,
  options['at-random'] ? atRandom : undefined,
);
const relative = (file) => path.relative(root, file);
const shown = options.all ? Infinity : 12;

const compared = [];
let last = Date.now();
for (const file of files) {
  const module = wanted.some((w) => file.startsWith(w)) ? project.module(file) : undefined;
  if (!module) continue;
  compared.push(...(await comparer.file(module)));
  if (pyright.asked > 0 && Date.now() - last > 60_000) {
    last = Date.now();
    pyright.save();
    console.error(`${compared.length} calls, ${pyright.asked} questions`);
  }
}
pyright.close();

const of = (verdict) => compared.filter((c) => c.verdict === verdict);
const inTree = compared.filter((c) => c.pyright.length > 0);
const agreed = inTree.filter((c) => c.verdict === 'agree');
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

console.log(
  `## ${path.basename(root)}${folders.map((f) => ` ${f}`).join('')}: ${compared.length} calls, Pyright ${pyright.version}\n`,
);
console.log('| verdict | calls |\n| --- | ---: |');
for (const verdict of VERDICTS) console.log(`| ${verdict} | ${of(verdict).length} |`);
console.log(
  `| **agree, of the ${inTree.length} that Pyright finds in the tree** | **${percent(agreed.length, inTree.length)}** |`,
);
for (const verdict of ['thrown', 'disagree', 'external', 'short', 'vaguer', 'unknown'])
  section(verdict, of(verdict));
const beside = compared.filter((c) => c.verdict === 'agree' && c.extra.length > 0);
section('agree, with more than Pyright has', beside, (c) => `; too many: ${names(c.extra)}`);

function names(things) {
  return (
    things
      .slice(0, 3)
      .map((t) => nameOf(t, relative))
      .join(' and ') + (things.length > 3 ? ` and ${things.length - 3} more` : '')
  );
}

/** By reason, the most frequent first. */
function section(title, list, more = () => '') {
  if (list.length === 0) return;
  console.log(`\n### ${title}: ${list.length}\n`);
  const groups = new Map();
  for (const c of list) groups.set(c.reason, [...(groups.get(c.reason) ?? []), c]);
  for (const [reason, group] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`${group.length} x ${reason}`);
    for (const c of group.slice(0, shown)) {
      const [file, line, character] = c.place;
      const said = `Pyright ${names(c.pyright) || 'outside'}, linker ${names(c.linker) || 'nothing'}`;
      console.log(`    ${relative(file)}:${line}:${character} \`${c.text}\`: ${said}${more(c)}`);
    }
  }
}
