#!/usr/bin/env node
// Compares the facts of Python files with what Python's own parser says: node
// bench/python-agreement.mjs <folder>... [--all] PYTHON names the interpreter (default python3;
// 3.12 or newer places what stands in f-strings exactly).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globbySync } from 'globby';

const built = new URL('../dist/src/python/extract.js', import.meta.url);
const folders = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (!fs.existsSync(built) || folders.length === 0) {
  console.error(
    folders.length === 0
      ? 'Name a folder of Python files.'
      : 'Nothing is built yet: run `npm run build` first.',
  );
  process.exit(2);
}
const { extractPython } = await import(built.href);
const shown = process.argv.includes('--all') ? Infinity : 12;
/** Read as what they are, not as calls. */
const LEFT_OUT = new Set(['super', 'getattr', 'setattr']);

const files = globbySync(folders, { absolute: true, expandDirectories: { extensions: ['py'] } });
const said = spawnSync(
  process.env.PYTHON ?? 'python3',
  [fileURLToPath(new URL('python_agreement.py', import.meta.url))],
  {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 31,
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const [head, ...answers] = said.stdout.trimEnd().split('\n');
const { version } = JSON.parse(head);

const counts = {};
const differences = {};
const skipped = {};
let leftOut = 0;
let failed = 0;
for (const [index, file] of files.entries()) {
  const truth = JSON.parse(answers[index]);
  if (truth.skipped) {
    (skipped[truth.skipped] ??= []).push(`${file} ${truth.why ?? ''}`);
    continue;
  }
  const text = fs.readFileSync(file, 'utf8');
  let facts;
  try {
    facts = extractPython(file, text);
  } catch (error) {
    failed++;
    note('crash', file, 0, [], String(error));
    continue;
  }
  if (facts.syntaxErrors.length > 0)
    note(
      'valid files read as wrong',
      file,
      facts.syntaxErrors[0].at,
      facts,
      facts.syntaxErrors[0].message,
    );
  compare(file, text, facts, truth);
}

console.log(
  `${files.length} files against Python ${version}; not read by it: ${JSON.stringify(Object.fromEntries(Object.entries(skipped).map(([k, v]) => [k, v.length])))}; crashes: ${failed}; calls left out on purpose: ${leftOut}\n`,
);
console.log('| what | in Python | same in the facts | differ |\n| --- | ---: | ---: | ---: |');
for (const [what, { all, same }] of Object.entries(counts))
  console.log(`| ${what} | ${all} | ${same} | ${differences[what]?.length ?? 0} |`);
for (const [what, list] of Object.entries(differences))
  console.log(`\n### ${what}: ${list.length}\n\n${list.slice(0, shown).join('\n')}`);
if (skipped.oracle)
  console.log(`\n### the oracle gave up\n\n${skipped.oracle.slice(0, shown).join('\n')}`);

function note(what, file, at, facts, message) {
  const line = facts.lineStarts ? facts.lineStarts.findLastIndex((start) => start <= at) + 1 : 0;
  (differences[what] ??= []).push(`${file}:${line} ${message}`);
}

/** Compares two lists by key: every entry of Python's has its equal. */
function match(what, file, facts, expected, found) {
  const count = (counts[what] ??= { all: 0, same: 0 });
  const left = new Map(found.map(([key, at, value]) => [key, { at, value }]));
  for (const [key, at, value] of expected) {
    count.all++;
    const mine = left.get(key);
    left.delete(key);
    if (mine && mine.value === value) count.same++;
    else
      note(
        what,
        file,
        at,
        facts,
        mine ? `${key}: Python ${value}, facts ${mine.value}` : `${key}: missing (${value})`,
      );
  }
  for (const [key, { at, value }] of left)
    note(what, file, at, facts, `${key}: only in the facts (${value})`);
}

function compare(file, text, facts, truth) {
  const list = (params, receiver) =>
    JSON.stringify([
      ...(receiver ? [['', receiver.name, receiver.span[0]]] : []),
      ...params.map((p) => [
        p.rest ? (text.startsWith('**', p.span[0]) ? '**' : '*') : p.keywordOnly ? 'k' : '',
        p.name,
        p.nameSpan[0],
        p.optional,
        p.typeText ?? null,
      ]),
    ]);
  const wanted = (params, receiver) => {
    const cut = params.map(([kind, name, at, optional, type]) => [kind, name, at, optional, type]);
    if (receiver && cut.length > 0) cut[0] = cut[0].slice(0, 3);
    return JSON.stringify(cut);
  };
  const functions = facts.functions.filter((f) => f.name !== undefined);
  const byName = new Map(functions.map((f) => [f.nameSpan[0], f]));
  match(
    'functions',
    file,
    facts,
    truth.functions.map(([name, at, isAsync, params]) => [
      `${name}@${at}`,
      at,
      `${isAsync} ${wanted(params, byName.get(at)?.receiver)}`,
    ]),
    functions.map((f) => [
      `${f.name}@${f.nameSpan[0]}`,
      f.nameSpan[0],
      `${f.isAsync === true} ${list(f.params, f.receiver)}`,
    ]),
  );
  match(
    'ends of functions',
    file,
    facts,
    truth.functions.map(([name, at, , , end]) => [`${name}@${at}`, at, String(end)]),
    functions.map((f) => [`${f.name}@${f.nameSpan[0]}`, f.nameSpan[0], String(f.span[1])]),
  );
  match(
    'lambdas',
    file,
    facts,
    truth.lambdas.map(([at, params]) => [String(at), at, wanted(params)]),
    facts.functions
      .filter((f) => f.kind === 'arrow')
      .map((f) => [String(f.span[0]), f.span[0], list(f.params)]),
  );
  match(
    'classes',
    file,
    facts,
    truth.classes.map(([name, at, bases, end]) => [
      `${name}@${at}`,
      at,
      JSON.stringify([bases, end]),
    ]),
    facts.classes
      .filter((c) => c.kind === 'class')
      .map((c) => [
        `${c.name}@${c.nameSpan[0]}`,
        c.nameSpan[0],
        JSON.stringify([c.bases.map((e) => text.slice(...e.span)), c.span[1]]),
      ]),
  );
  const made = new Map(facts.calls.map((c) => [`${c.span[0]}-${c.span[1]}`, c]));
  const calls = truth.calls.filter(([name, , start, end, args, , onString]) => {
    const isLeftOut =
      !made.has(`${start}-${end}`) &&
      ((LEFT_OUT.has(name) && (name === 'super' || args.length >= 2)) ||
        (name === 'format' && onString));
    if (isLeftOut) leftOut++;
    return !isLeftOut;
  });
  match(
    'calls',
    file,
    facts,
    calls.map(([name, at, start, end, args, keywords]) => [
      `${start}-${end}`,
      start,
      JSON.stringify([name, at, args.length, keywords]),
    ]),
    facts.calls.map((c) => [
      `${c.span[0]}-${c.span[1]}`,
      c.span[0],
      JSON.stringify([
        calledName(c, text),
        calledName(c, text) ? c.nameSpan[0] : c.callee.span[0],
        c.args.length,
        (c.keywords ?? []).map((k) => k.name ?? null),
      ]),
    ]),
  );
  match(
    'imports',
    file,
    facts,
    truth.imports.map(([module, imported, local, at]) => [
      `${module}:${imported} as ${local} @${at}`,
      at,
      '',
    ]),
    [
      ...facts.imports.flatMap((i) =>
        i.specifiers.map((s) => [
          `${i.module}:${s.imported} as ${s.local} @${i.span[0]}`,
          i.span[0],
          '',
        ]),
      ),
      ...facts.exports.flatMap((e) =>
        e.exported === '*' ? [[`${e.from.module}:* as * @${e.span[0]}`, e.span[0], '']] : [],
      ),
    ],
  );
  match(
    'attribute assignments',
    file,
    facts,
    truth.attributes.map(([name, at]) => [`${name}@${at}`, at, '']),
    facts.assignments
      .filter((a) => text.slice(...a.nameSpan) === a.name && text[a.nameSpan[0] - 1] !== '[')
      .map((a) => [`${a.name}@${a.nameSpan[0]}`, a.nameSpan[0], '']),
  );
  names(file, text, facts, truth);
}

/**
 * `self` and `cls` are known by where they stand, not by name; `table['key']()` has a name in the
 * facts only.
 */
function calledName({ name, nameSpan, callee }, text) {
  if (name !== undefined && !text.startsWith(name, nameSpan[0])) return null;
  return name ?? (callee.k === 'this' ? text.slice(...callee.span) : null);
}

/** Every name, with the scope that it belongs to. */
function names(file, text, facts, truth) {
  const scopes = new Map();
  for (const binding of facts.bindings) {
    const scope = facts.scopes[binding.scope].span[0];
    const owner = binding.scope === 0 ? 0 : scope;
    for (const { span } of [binding, ...binding.uses]) scopes.set(span[0], owner);
  }
  for (const e of truth.names) {
    const [name, at, owner, kind] = e;
    if (owner === -2 || owner === -3) continue;
    const what = kind === 'Load' ? 'names read' : 'names bound';
    const count = (counts[what] ??= { all: 0, same: 0 });
    count.all++;
    const mine = scopes.get(at) ?? -1;
    if (mine === owner) count.same++;
    else
      note(
        what,
        file,
        at,
        facts,
        `${name}: Python ${place(facts, owner)}, facts ${place(facts, mine)}`,
      );
  }
}

function place(facts, owner) {
  return owner === -1
    ? 'nothing'
    : owner === 0
      ? 'module'
      : `line ${facts.lineStarts.findLastIndex((start) => start <= owner) + 1}`;
}
