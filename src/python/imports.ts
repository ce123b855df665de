import type { ImportSpecifier } from '../facts/types.js';
import type { Extractor } from './extract.js';
import { spanOf, type PyNode } from './nodes.js';

/** `import a.b as c`, `from .a import b as c`, `from a import *`. */
export function importStatement(x: Extractor, node: PyNode): void {
  if (node.type === 'future_import_statement') return;
  if (node.type === 'import_statement') {
    for (const kid of node.kids) importModule(x, node, kid);
    return;
  }
  const [from, ...names] = node.kids;
  const module = x.textOf(from).replaceAll(/\s/gu, '');
  const specifiers: ImportSpecifier[] = [];
  for (const kid of names) {
    if (kid.type === 'wildcard_import') {
      x.b.facts.exports.push({
        exported: '*',
        from: { module, imported: '*' },
        span: spanOf(node),
      });
      continue;
    }
    const [name, alias] = kid.type === 'aliased_import' ? kid.kids : [kid, kid];
    specifiers.push(declare(x, alias, kid, module, x.textOf(name)));
  }
  const namedEnd = names.at(-1)?.end;
  x.b.facts.imports.push({
    module,
    moduleSpan: spanOf(from),
    span: spanOf(node),
    typeOnly: false,
    specifiers,
    namedEnd,
  });
}

function importModule(x: Extractor, statement: PyNode, kid: PyNode): void {
  const [name, alias] = kid.type === 'aliased_import' ? kid.kids : [kid, undefined];
  const module = x.textOf(name);
  const [root] = module.split('.');
  const specifier = alias
    ? declare(x, alias, kid, module, '*')
    : declare(x, { ...name, end: name.start + root.length }, kid, root, '*');
  if (!alias && root !== module) x.dotted.add(module);
  x.b.facts.imports.push({
    module,
    moduleSpan: spanOf(name),
    span: spanOf(statement),
    typeOnly: false,
    specifiers: [specifier],
  });
}

function declare(
  x: Extractor,
  local: PyNode,
  at: PyNode,
  module: string,
  imported: string,
): ImportSpecifier {
  const { b } = x;
  const name = x.textOf(local);
  const span = spanOf(local);
  const binding = x.define(name, 'import', span);
  // `try: from a import x; except ImportError: from b import x`: either may be meant.
  if (binding.from) {
    const object = { k: 'import', module, span } as const;
    if (binding.from.module !== module || binding.from.imported !== imported)
      binding.values.push(
        imported === '*' ? object : { k: 'member', object, name: imported, nameSpan: span, span },
      );
  } else binding.from = { module, imported };
  return { local: name, imported, binding: b.idOf(binding), typeOnly: false, span: spanOf(at) };
}
