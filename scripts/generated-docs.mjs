// What pages say that the code knows better: the rules, from their `meta`, the keys of a contract,
// from the schema, and how commands are used, from their definitions. Each piece stands between two markers: `<!-- npm run docs: rules -->`
// and `<!-- end: rules -->`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { picture } from './picture.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');

/** The command that brings pages up to date. */
export const COMMAND = 'npm run docs';

const begin = (name) => `<!-- ${COMMAND}: ${name} -->`;
const end = (name) => `<!-- end: ${name} -->`;

/**
 * The pages with generated pieces, as they have to be.
 * @returns {Promise<Map<string, string>>} texts by path
 */
export async function generatedPages() {
  // As built: the sources are TypeScript.
  const { default: plugin } = await import('../dist/src/entries/python.js');
  const { commands } = await import('../dist/src/cli/commands.js');
  const rules = Object.entries(plugin.rules);
  const pages = new Map([
    ['README.md', { rules: ruleTable(rules) }],
    ['docs/contract.md', contractTables(JSON.parse(read('driver-contract.schema.json')))],
    ...rules
      .map(([id, rule]) => [
        `docs/rules/${id}.md`,
        { header: ruleHeader(id, rule, plugin.configs) },
      ])
      .filter(([page]) => fs.existsSync(path.join(root, page))),
    ...commands().map((command) => [
      `docs/commands/${command.name()}.md`,
      { usage: usageOf(command) },
    ]),
  ]);
  return new Map([
    ...[...pages].map(([page, pieces]) => [page, filled(page, read(page), pieces)]),
    ['docs/finding.svg', picture()],
  ]);
}

/** A page with its pieces between their markers. */
function filled(page, text, pieces) {
  return Object.entries(pieces).reduce((result, [name, piece]) => {
    const from = result.indexOf(begin(name));
    const to = result.indexOf(end(name));
    if (from === -1 || to < from)
      throw new Error(`${page}: the markers ${begin(name)} and ${end(name)} are missing`);
    return `${result.slice(0, from)}${begin(name)}\n\n${piece}\n\n${result.slice(to)}`;
  }, text);
}

// ---- rules
// ----------------------------------------------------------------------------------------------------------

function ruleTable(rules) {
  const rows = rules.map(([id, { meta }]) => [
    `[${id}](docs/rules/${id}.md)`,
    meta.docs.description,
    changeOf(meta),
  ]);
  return table(['rule', 'what it is for', 'fix'], rows);
}

function changeOf(meta) {
  if (meta.fixable) return 'autofix or suggestion';
  return meta.hasSuggestions ? 'suggestion' : '';
}

function ruleHeader(id, { meta }, configs) {
  const changes = meta.fixable
    ? '🔧 Fixable where nothing can go wrong, 💡 else a suggestion in the editor. '
    : meta.hasSuggestions
      ? '💡 Suggestion in the editor. '
      : '';
  const on = Object.keys(configs).filter((name) =>
    configs[name].some((c) => c.rules?.[`driver-contract/${id}`] === 'error'),
  );
  return `📝 ${meta.docs.description}.\n\n${changes}💼 In ${listed(on.map((name) => `\`${name}\``))}.`;
}

function listed(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

// ---- commands
// ---------------------------------------------------------------------------------------------------

/** What a command is for, how it is called, and its options, as its help has them. */
function usageOf(command, before = 'driver-contract') {
  const help = command.createHelp();
  const name = `${before} ${command.name()}`;
  if (command.commands.length > 0)
    return [
      command.description(),
      ...command.commands.map((one) => `\`${name} ${one.name()}\`: ${one.description()}`),
    ].join('\n\n');
  const options = help
    .visibleOptions(command)
    .filter((option) => option.long !== '--help')
    .map((option) => [`\`${help.optionTerm(option)}\``, help.optionDescription(option)]);
  return [
    command.description(),
    `\`\`\`text\n${name} ${command.usage()}\n\`\`\``,
    ...(options.length > 0 ? [table(['option', ''], options)] : []),
  ].join('\n\n');
}

// ---- the contract
// ---------------------------------------------------------------------------------------------------

/** A table for each object of a contract, by the name in its markers. */
function contractTables({ properties: keys, definitions }) {
  const method = definitions.method.properties;
  const tables = {
    keys,
    drivers: keys.drivers.properties,
    targets: keys.targets.properties,
    unrelated: keys.unrelated.properties,
    method,
    parameter: method.parameters.items.properties,
    added: definitions.added.properties,
    values: definitions.values.properties,
    tests: keys.tests.properties,
    creation: keys.creation.properties,
    moves: keys.moves.properties,
  };
  return Object.fromEntries(
    Object.entries(tables).map(([name, properties]) => [name, keyTable(properties, definitions)]),
  );
}

function keyTable(properties, definitions) {
  const isShown = ([key]) => key !== '$comment' || properties.$schema;
  const rows = Object.entries(properties)
    .filter(isShown)
    .map(([key, written]) => {
      const schema = { ...definitions[written.$ref?.split('/').at(-1)], ...written };
      return [`\`${key}\``, valueOf(key, schema), schema.description ?? ''];
    });
  return table(['key', 'value', 'what it says'], rows);
}

/** Examples where the schema has some, else what kind of value it is. */
function valueOf(key, schema) {
  if (schema.examples) return schema.examples.map((example) => `\`${json(example)}\``).join(', ');
  if (schema.enum) return schema.enum.map((value) => `\`${json(value)}\``).join(', ');
  if (schema.type === 'boolean') return '`true`, `false`';
  // One, or a list of them.
  if (schema.type === 'object' || schema.items?.type === 'object' || schema.if)
    return `[below](#${key})`;
  return schema.type === 'array' ? 'words' : 'text';
}

/** JSON on one line, with blanks as in the page's examples. */
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${json(item)}`)
    .join(', ')} }`;
}

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`.replaceAll('|  |', '| |');
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
