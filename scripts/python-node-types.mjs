// Writes src/eslint/python/node-types.ts from the grammar's own list of its nodes. `--check` says
// whether what is there is up to date.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const file = fileURLToPath(new URL('../src/eslint/python/node-types.ts', import.meta.url));
const grammar = createRequire(import.meta.url)('tree-sitter-python/src/node-types.json').filter(
  (entry) => entry.named,
);

/**
 * ESLint's rules listen to `Program`; a node's own `type` leaves no room for a field of that name.
 */
const NODE_NAMES = { module: 'Program' };
const FIELD_NAMES = { type: 'annotation' };
/** Not in the tree: `sourceCode.comments` has the comments. */
const LEFT_OUT = new Set(['comment', 'line_continuation']);
/** In the tree, but not on the list. */
const UNLISTED = [
  { type: 'as_pattern_target', children: { types: [{ type: 'expression', named: true }] } },
  { type: 'ERROR', any: true },
];
/** A keyword that is no field of its own. */
const MAY_BE_ASYNC = new Set([
  'function_definition',
  'for_statement',
  'with_statement',
  'for_in_clause',
]);

const quote = (name) => `'${name}'`;
const pascal = (name) => name.replace(/(?:^|_)([a-z])/gu, (_all, letter) => letter.toUpperCase());
const groups = grammar.filter((entry) => entry.subtypes);
const groupNames = new Map(groups.map(({ type }) => [type, `${pascal(type)}Type`]));
const nodes = [
  ...grammar.filter((entry) => !entry.subtypes && !LEFT_OUT.has(entry.type)),
  ...UNLISTED,
];

/** The union of the names of node types, groups by their own name. */
function union(types) {
  const names = types
    .filter((t) => t.named && !LEFT_OUT.has(t.type))
    .map((t) => groupNames.get(t.type) ?? quote(NODE_NAMES[t.type] ?? t.type));
  return [...new Set(names)].join(' | ');
}

/** How a field is kept: nodes or punctuation, one or several. */
function kindOf({ types, multiple }) {
  const kind = types.some((t) => t.named) ? 'node' : 'token';
  return multiple ? `${kind}s` : kind;
}

function fieldType(field) {
  const tokens = field.types.map((t) => quote(t.type)).join(' | ');
  switch (kindOf(field)) {
    case 'tokens':
      return `readonly (${tokens})[]`;
    case 'token':
      return tokens;
    case 'nodes':
      return `readonly Of<${union(field.types)}>[]`;
    default:
      return `Of<${union(field.types)}>${field.required ? '' : ' | undefined'}`;
  }
}

function childrenType({ any, children }) {
  if (any) return 'readonly PythonNodeMap[PythonNodeType][]';
  return children ? `readonly Of<${union(children.types)}>[]` : 'readonly []';
}

function member(entry) {
  const name = NODE_NAMES[entry.type] ?? entry.type;
  const fields = Object.entries(entry.fields ?? {});
  const lines = fields.map(
    ([field, about]) => `readonly ${FIELD_NAMES[field] ?? field}: ${fieldType(about)};`,
  );
  if (MAY_BE_ASYNC.has(name)) lines.push('readonly async: boolean;');
  return `${name}: PythonNodeBase<${quote(name)}> & { ${lines.join('\n')} readonly children: ${childrenType(entry)}; };`;
}

function fieldKinds(entry) {
  const fields = Object.entries(entry.fields ?? {}).map(
    ([field, about]) => `${FIELD_NAMES[field] ?? field}: ${quote(kindOf(about))}`,
  );
  if (MAY_BE_ASYNC.has(entry.type)) fields.push("async: 'flag'");
  return `${NODE_NAMES[entry.type] ?? entry.type}: { ${fields.join(', ')} },`;
}

const text = `// Written by scripts/python-node-types.mjs from tree-sitter-python's node-types.json; change that.
import type { PythonNodeBase } from './nodes.js';

/** The nodes of a Python file, by type. */
export interface PythonNodeMap {
${nodes.map(member).join('\n')}
}

/** The types of node that rules can listen to. */
export type PythonNodeType = keyof PythonNodeMap;

type Of<T extends PythonNodeType> = PythonNodeMap[T];

${groups.map(({ type, subtypes }) => `type ${groupNames.get(type)} = ${union(subtypes)};`).join('\n')}

export type PythonExpression = Of<ExpressionType>;
export type PythonStatement = Of<SimpleStatementType | CompoundStatementType>;
export type PythonParameter = Of<ParameterType>;

/**
 * Whether a field holds a node or a word of the grammar, and whether it holds several; a flag says
 * whether a word is there.
 */
export type FieldKind = 'node' | 'nodes' | 'token' | 'tokens' | 'flag';

/** The fields of each type of node. What is in none of them is among its \`children\`. */
export const NODE_FIELDS: Readonly<Record<PythonNodeType, Readonly<Record<string, FieldKind>>>> = {
${nodes.map(fieldKinds).join('\n')}
};
`;

const written = await format(text, { ...(await resolveConfig(file)), parser: 'typescript' });
if (!process.argv.includes('--check')) fs.writeFileSync(file, written);
else if (fs.readFileSync(file, 'utf8') !== written) {
  console.error(
    'src/eslint/python/node-types.ts does not fit the grammar: run node scripts/python-node-types.mjs',
  );
  process.exitCode = 1;
}
