// Lists every place of a Python tree that has to do with a method, without any of our analysis: the
// syntax tree is all that is asked.
import fs from 'node:fs';
import path from 'node:path';
import { withTree } from '../../dist/src/python/parser.js';

/**
 * @typedef {object} Site
 * @property {'definition' | 'call' | 'handed on' | 'assertion' | 'mention' | 'string'} kind
 * handed on: `assertRaises(X, driver.method, a, b)`, the list is what follows; assertion:
 * `driver.method.assert_called_with(a)`
 * @property {string} method
 * @property {string} file
 * @property {string} scope classes and functions around it, for a definition with itself:
 * `LVMVolumeDriver.create_export`
 * @property {string} key the same before and after a migration: file, scope, kind and which of
 * those
 * @property {string} receiver what stands before the dot
 * @property {number} line of the name, from 1
 * @property {[number, number]} lines first and last line of the list
 * @property {[number, number] | undefined} span of the list in the text, brackets included
 * @property {[number, number] | undefined} docstring of a definition
 * @property {string[]} list parameters or arguments, blanks collapsed
 */

const ASSERTIONS = /^assert_(?:called_with|called_once_with|any_call|has_calls)$/;

/** Python files below a folder whose text has one of the words, with `/`. */
export function filesWith(root, words, below = '') {
  const files = [];
  for (const entry of fs.readdirSync(path.join(root, below), { withFileTypes: true })) {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) files.push(...filesWith(root, words, file));
    else if (entry.isFile() && file.endsWith('.py')) {
      const bytes = fs.readFileSync(path.join(root, file));
      if (words.some((word) => bytes.includes(word))) files.push(file);
    }
  }
  return files.sort();
}

/** @returns {Site[]} in the order of the text */
export function sitesOf(text, file, methods) {
  const wanted = new Set(methods);
  return withTree(text, (root) => {
    const found = [];
    const names = root.descendantsOfType(['identifier', 'string']);
    const doubles = doublesOf(names, wanted);
    for (const node of names) {
      const site =
        node.type === 'string' ? stringSite(node, wanted) : nameSite(node, wanted, doubles);
      if (site) found.push({ file, line: node.startPosition.row + 1, ...site });
    }
    const seen = new Map();
    return found.map(({ list, at, ...site }) => {
      const group = `${file} ${site.scope} ${site.kind} ${site.method}`;
      const nth = seen.get(group) ?? 0;
      seen.set(group, nth + 1);
      return {
        ...site,
        key: `${group} ${nth}`,
        ...(at ?? noList(site.line)),
        list: list.map(plain),
      };
    });
  });
}

function noList(line) {
  return { span: undefined, lines: [line, line] };
}

function stringSite(node, wanted) {
  const method = methodNamed(node);
  if (!wanted.has(method)) return undefined;
  return { kind: 'string', method, scope: scopeOf(node), receiver: '', list: [] };
}

/** The last part of what a string says, if that is a dotted name. */
function methodNamed(string) {
  const content = string.text.replace(/^[uUbBrR]*(['"]{1,3})/, '').replace(/['"]+$/, '');
  return /^[\w.]+$/.test(content) ? content.split('.').at(-1) : undefined;
}

/** Variables that hold a double of a method: function and name -> method. */
function doublesOf(names, wanted) {
  const doubles = new Map();
  for (const node of names) {
    const method = node.type === 'string' ? methodNamed(node) : undefined;
    if (!wanted.has(method)) continue;
    const list = node.parent.type === 'concatenated_string' ? node.parent.parent : node.parent;
    const call = list.type === 'argument_list' ? list.parent : undefined;
    if (
      !call ||
      !/(?:^|\.)(?:patch|patch\.object|mock_object)$/.test(call.childForFieldName('function').text)
    )
      continue;
    const variable =
      call.parent.type === 'decorator' ? patchedParameter(call.parent) : heldBy(call);
    if (variable) doubles.set(`${functionAround(variable)?.id} ${variable.text}`, method);
  }
  return doubles;
}

/** `with patch(...) as name`, `name = patch(...)`. */
function heldBy(call) {
  const { parent } = call;
  const target =
    parent.type === 'as_pattern' ? parent.namedChildren.at(-1)?.firstNamedChild : undefined;
  const held = parent.type === 'assignment' ? parent.childForFieldName('left') : target;
  return held?.type === 'identifier' ? held : undefined;
}

/**
 * Decorators hand their doubles over from the innermost on, behind `self`; one that is given a
 * replacement hands over none.
 */
function patchedParameter(decorator) {
  const whole = decorator.parent;
  const patches = whole.namedChildren
    .filter((child) => child.type === 'decorator' && handsOver(child.firstNamedChild))
    .reverse();
  const nth = patches.findIndex((patch) => is(patch, decorator));
  const parameters = whole.childForFieldName('definition')?.childForFieldName('parameters');
  return nth === -1
    ? undefined
    : parameters?.namedChildren.filter((child) => child.type === 'identifier')[nth + 1];
}

function handsOver(call) {
  if (call?.type !== 'call') return false;
  const named = call.childForFieldName('function').text;
  const given = call
    .childForFieldName('arguments')
    .namedChildren.filter((child) => child.type !== 'comment');
  const positional = given.filter((child) => child.type !== 'keyword_argument');
  if (
    given.some(
      (child) =>
        child.type === 'keyword_argument' && child.childForFieldName('name').text === 'new',
    )
  )
    return false;
  return /(?:^|\.)patch$/.test(named)
    ? positional.length === 1
    : /(?:^|\.)patch\.object$/.test(named) && positional.length === 2;
}

function functionAround(node) {
  let outer = node.parent;
  while (outer && outer.type !== 'function_definition') outer = outer.parent;
  return outer;
}

function nameSite(node, wanted, doubles) {
  const { parent } = node;
  if (wanted.has(node.text)) {
    if (parent.type === 'function_definition' && is(parent.childForFieldName('name'), node))
      return definition(parent, node.text);
    if (parent.type === 'keyword_argument' && is(parent.childForFieldName('name'), node))
      return undefined;
    return use(node, node.text);
  }
  // A double in a variable of its own: `mock_create_export.assert_called_once_with(...)`.
  if (parent.type !== 'attribute' || is(parent.childForFieldName('attribute'), node))
    return undefined;
  const method =
    doubles.get(`${functionAround(node)?.id} ${node.text}`) ??
    [...wanted].find((name) => node.text.endsWith(`_${name}`));
  return method && assertion(parent, method, node.text);
}

function definition(node, method) {
  const parameters = node.childForFieldName('parameters');
  const [first] =
    node.childForFieldName('body')?.namedChildren.filter((child) => child.type !== 'comment') ?? [];
  const docstring =
    first?.type === 'expression_statement' && first.firstNamedChild?.type === 'string'
      ? rangeOf(first)
      : undefined;
  return {
    kind: 'definition',
    method,
    scope: scopeOf(node.childForFieldName('body') ?? node),
    receiver: '',
    docstring,
    ...listOf(parameters),
  };
}

function use(name, method) {
  const { parent } = name;
  const isMember = parent.type === 'attribute' && is(parent.childForFieldName('attribute'), name);
  const whole = isMember ? parent : name;
  const receiver = isMember ? plain(parent.childForFieldName('object').text) : '';
  const common = { method, scope: scopeOf(name), receiver };
  const outer = whole.parent;
  if (outer.type === 'call' && is(outer.childForFieldName('function'), whole)) {
    const list = outer.childForFieldName('arguments');
    return { kind: 'call', ...common, ...listOf(list) };
  }
  if (outer.type === 'attribute') {
    const asserted = assertion(outer, method, plain(whole.text));
    if (asserted) return asserted;
  }
  // Without a dot it is a variable of that name.
  if (!isMember) return undefined;
  if (outer.type === 'argument_list')
    return { kind: 'handed on', ...common, ...listOf(outer, whole) };
  return { kind: 'mention', ...common, list: [] };
}

function assertion(attribute, method, receiver) {
  const call = attribute.parent;
  const verb = attribute.childForFieldName('attribute').text;
  if (
    call.type !== 'call' ||
    !ASSERTIONS.test(verb) ||
    !is(call.childForFieldName('function'), attribute)
  )
    return undefined;
  return {
    kind: 'assertion',
    method,
    scope: scopeOf(attribute),
    receiver,
    ...listOf(call.childForFieldName('arguments')),
  };
}

/** The children of a list, behind one of them if it is named. */
function listOf(node, behind) {
  const items = node.namedChildren.filter((child) => child.type !== 'comment');
  const from = behind ? items.findIndex((item) => is(item, behind)) + 1 : 0;
  const lines = [node.startPosition.row + 1, node.endPosition.row + 1];
  return { list: items.slice(from).map((item) => item.text), at: { span: rangeOf(node), lines } };
}

function scopeOf(node) {
  const names = [];
  for (let outer = node.parent; outer; outer = outer.parent)
    if (outer.type === 'class_definition' || outer.type === 'function_definition')
      names.unshift(outer.childForFieldName('name').text);
  return names.join('.');
}

const rangeOf = (node) => [node.startIndex, node.endIndex];
const is = (one, other) => one?.id === other.id;
const plain = (text) => text.replace(/\s+/g, ' ').trim();
