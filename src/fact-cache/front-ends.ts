import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageVersion } from '../package.js';

const require = createRequire(import.meta.url);
/** What takes facts out of texts. */
const FOLDERS = ['facts', 'typescript', 'jscodeshift', 'python', 'fact-cache'];
const PACKAGES = ['typescript', 'jscodeshift', 'web-tree-sitter'];

let known: string | undefined;

/**
 * What tells the front ends apart that take facts: their own text, and the versions of the parsers
 * that they use. Where it is the same, the same text has the same facts.
 */
export function frontEndsVersion(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha1').update(packageVersion);
  for (const name of PACKAGES) hash.update(`\0${name} ${versionOf(name)}`);
  for (const folder of FOLDERS.map((name) => path.join(import.meta.dirname, '..', name)))
    for (const name of fs.readdirSync(folder).sort())
      if (/\.(?:[jt]s|wasm)$/u.test(name))
        hash.update(`\0${name}\0`).update(fs.readFileSync(path.join(folder, name)));
  const chooser = `front-end${path.extname(import.meta.filename)}`;
  hash.update(fs.readFileSync(path.join(import.meta.dirname, '../workspace', chooser)));
  return (known = hash.digest('hex'));
}

function versionOf(name: string): string {
  try {
    return (require(`${name}/package.json`) as { version: string }).version;
  } catch {
    return 'is not installed';
  }
}
