// Reads a migrated tree and compares it with the truth of driver-tree.mjs.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * @param {string} before the tree as it was written
 * @param {string} after the migrated tree
 * @param {import('./driver-tree.mjs').Truth[]} truth
 * @returns {{ place: import('./driver-tree.mjs').Truth, verdict: 'right' | 'wrong' | 'missed',
 * line: number, got: string }[]} line: after the migration
 */
export function score(before, after, truth) {
  const files = new Map();
  const read = (root, file) => {
    const key = path.join(root, file);
    if (!files.has(key))
      files.set(
        key,
        ts.createSourceFile(key, fs.readFileSync(key, 'utf8'), ts.ScriptTarget.Latest, true),
      );
    return files.get(key);
  };
  return truth.map((place) => {
    const was = listAt(read(before, place.file), place);
    const is = listAt(read(after, place.file), place);
    if (!was) throw new Error(`${place.file}:${place.line}: no list at ${place.name}`);
    const wanted =
      place.list?.map((text) => text.split(' or ').map(plain)) ?? was.list.map((text) => [text]);
    const isRight =
      is?.list.length === wanted.length && wanted.every((texts, i) => texts.includes(is.list[i]));
    const got = is?.list.join('; ') ?? '(gone)';
    const verdict = isRight ? 'right' : got === was.list.join('; ') ? 'missed' : 'wrong';
    return { place, verdict, line: is?.line ?? 0, got };
  });
}

/** Parameter names or argument texts at the n-th `name` of a file, and the line of it. */
function listAt(file, { name, nth, kind }) {
  const match = [...file.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))][nth];
  if (!match) return undefined;
  const { line } = file.getLineAndCharacterOfPosition(match.index);
  const list = listOf(tokenAt(file, match.index), kind);
  return (
    list && {
      list: list.map((node) => plain(ts.isParameter(node) ? parameter(node) : node.getText(file))),
      line: line + 1,
    }
  );
}

function tokenAt(file, position) {
  let node = file;
  for (
    let inner = node;
    inner;
    inner = ts.forEachChild(node, (child) =>
      child.getStart() <= position && position < child.end ? child : undefined,
    )
  )
    node = inner;
  return node;
}

function listOf(name, kind) {
  const owner = name.parent;
  if (owner.name === name && !ts.isPropertyAccessExpression(owner))
    return (owner.initializer ?? owner.type)?.parameters ?? owner.parameters;
  if (kind === 'declaration') return undefined;
  let node = name;
  while (node.parent && !(ts.isCallExpression(node.parent) && node.parent.expression === node))
    node = node.parent;
  return node.parent?.arguments;
}

const parameter = (node) => `${node.dotDotDotToken ? '...' : ''}${node.name.getText()}`;

/**
 * Without what does not matter: layout, trailing commas, kind of quotes, an underscore in front.
 */
const plain = (text) =>
  text
    .replace(/\s+/g, '')
    .replace(/,([\])}])/g, '$1')
    .replaceAll('"', "'")
    .replace(/^_/, '');
