// Puts the Python grammar beside the built parser, with its licence. What is not the grammar that
// was tested is refused.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const SHA256 = '16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47';

const require = createRequire(import.meta.url);
const target = (file) => fileURLToPath(new URL(`../dist/src/python/${file}`, import.meta.url));

const grammar = fs.readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
const found = createHash('sha256').update(grammar).digest('hex');
if (found !== SHA256)
  throw new Error(
    `tree-sitter-python.wasm is not the tested one (SHA-256 ${found}, not ${SHA256}). Run npm ci; after an update on purpose, run the tests and record the new sum in scripts/copy-grammar.mjs.`,
  );
fs.writeFileSync(target('tree-sitter-python.wasm'), grammar);
fs.copyFileSync(
  require.resolve('tree-sitter-python/LICENSE'),
  target('tree-sitter-python.LICENSE'),
);
