#!/usr/bin/env node
// Writes a driver tree to migrate, and what is true of it afterwards: node bench/driver-tree.mjs
// <folder> [drivers = 200]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORE, DRIVERS, HOLDERS, HOMONYMS, TESTS } from './driver-shapes.mjs';

/**
 * One place in the tree and what a complete migration makes of it. Lines move and characters move,
 * so a place is the n-th time that a file has the word `name`.
 *
 * @typedef {object} Truth
 * @property {string} file
 * @property {number} line before the migration
 * @property {string} name
 * @property {number} nth
 * @property {'declaration' | 'call' | 'assertion' | 'homonym'} kind
 * @property {string[] | null} list parameter names or argument texts; `a or b` where both do; null:
 * the list stays as it is
 */

const KINDS = {
  takes: 'declaration',
  passes: 'call',
  open: 'call',
  asserts: 'assertion',
  other: 'homonym',
};
const MARK = /([\w$]+)(['"]?)«(\w+) ?([^»]*)»/g;

/**
 * Of each hundred drivers: 5 of each shape, 10 managers and the like, 10 homonyms, 20 tests. The
 * same bytes each time.
 *
 * @param {string} folder
 * @param {number} drivers
 * @returns {{ files: number, truth: Truth[] }}
 */
export function generateDriverTree(folder, drivers = 200) {
  const truth = [];
  let files = 0;
  const write = (file, marked) => {
    const target = path.join(folder, file);
    const text = marked.replace(MARK, '$1$2');
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    truth.push(...truthOf(file, marked));
    files++;
  };
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(CORE)) write(file, text);
  for (let n = 0; n < drivers; n++)
    write(`src/drivers/driver-${n}.ts`, DRIVERS[n % DRIVERS.length](`Array${n}`));
  for (let n = 0; n < drivers / 10; n++)
    write(`src/holders/holder-${n}.ts`, HOLDERS[n % HOLDERS.length](`Holder${n}`));
  for (let n = 0; n < drivers / 10; n++)
    write(`src/others/other-${n}.ts`, HOMONYMS[n % HOMONYMS.length](`Other${n}`));
  for (let n = 0; n < drivers / 5; n++)
    write(`test/driver-${n}.test.ts`, TESTS[n % TESTS.length](n));
  return { files, truth };
}

/** The marks of a text: `createExport«takes context, volume, connector»(…)`. */
function truthOf(file, marked) {
  return [...marked.matchAll(MARK)].map(({ index, 1: name, 3: verb, 4: list }) => {
    const before = marked.slice(0, index).replace(MARK, '$1$2');
    const nth = [...before.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;
    const line = before.split('\n').length;
    return { file, line, name, nth, kind: KINDS[verb], list: list ? list.split('; ') : null };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, drivers] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    console.error('Usage: node bench/driver-tree.mjs <folder> [drivers = 200]');
    process.exit(2);
  }
  const { files, truth } = generateDriverTree(path.resolve(folder), Number(drivers ?? 200));
  fs.writeFileSync(path.join(folder, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
  console.log(`${files} files, ${truth.length} places in truth.json`);
}
