import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { secondsFor, tooSlow } from '../facts/limits.js';
import { mended } from './mend.js';

/** The grammar lies beside this file once built; in the sources it is tree-sitter-python's own. */
function grammarFile(): string {
  const built = fileURLToPath(new URL('tree-sitter-python.wasm', import.meta.url));
  return fs.existsSync(built)
    ? built
    : createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
}

await Parser.init();
const parser = new Parser().setLanguage(await Language.load(fs.readFileSync(grammarFile())));

/**
 * Parses Python 2 or 3 and hands the tree to `read`; its memory is given back afterwards, so no
 * node may be kept. Offsets (`startIndex`, `endIndex`) are UTF-16 code units. What cannot be parsed
 * is in `ERROR` and missing nodes. The tree may be that of a mended text: texts are to be taken
 * from the file, not from the nodes.
 * @throws {UnreadableError} where it takes too long
 */
export function withTree<T>(text: string, read: (root: Node) => T): T {
  // The grammar does not know that a carriage return alone ends a line.
  const given = text.replace(/\r(?!\n)/gu, '\n');
  const better = parsed(given, (root) => mended(root, given) ?? { result: read(root) });
  return typeof better === 'string' ? parsed(better, read) : better.result;
}

function parsed<T>(text: string, read: (root: Node) => T): T {
  const seconds = secondsFor(text);
  const end = performance.now() + seconds * 1000;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
  if (!tree) {
    // It would go on with this text.
    parser.reset();
    throw tooSlow(seconds);
  }
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}
