// What is done to a file before the command gets to read it. The same seed gives the same bytes.
import { shapesOf, unclosedOf } from './nesting.mjs';

/** @typedef {{ file: string, text: string, language: 'python' | 'script', isTyped: boolean, hasJsx: boolean }} Base */
/**
 * `keeps`: what the command has to say of the file is still there to be said; else it may be gone.
 * `apply` gives a text, which another mutation may be applied to, or bytes.
 * @typedef {{ name: string, weight: number, keeps: boolean, apply: (text: string, random: import('./random.mjs').Random, base: Base, others: readonly Base[]) => string | Buffer }} Mutation
 */

const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__class__',
  '__defineGetter__',
  'then',
];
const isPython = ({ language }) => language === 'python';
const lines = (text) => text.split(/(?<=\n)/);
const tokens = (text) => text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|[ \t]+|\r?\n|[^]/gu) ?? [];
const comment = (base, text) => (isPython(base) ? `\n# ${text}\n` : `\n/* ${text} */\n`);
/** Most are shallow enough to be read, some are deeper than any stack. */
const depthOf = (random) => Math.floor(50 * 100 ** random.next());

const utf16be = (text) => Buffer.from(text, 'utf16le').swap16();
/** Latin-1 of a text that is ASCII, but for what is added. */
const latin1 = (text) => Buffer.from(text.replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');
const withCoding = (text, coding) => `# -*- coding: ${coding} -*-\n${text}`;
const between = (text, random, inserted) => {
  const list = lines(text);
  list.splice(random.int(list.length + 1), 0, inserted);
  return list.join('');
};
const atByte = (bytes, random, inserted, replaced = 0) => {
  const at = random.int(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + replaced)]);
};

/** A well-formed driver, all of whose own names are properties of every object. */
function driverNamed(name, base) {
  if (isPython(base))
    return `
class ${name}(object):
    def ${name}(self, ${name}):
        return self.${name}.${name}(${name}=${name})

    def create_export(self, context, volume):
        return self.${name}.create_export(context, volume)

    def initialize_connection(self, volume, connector):
        pass
`;
  return `
class ${name} {
  ${name}(${name}) { return this.${name}.${name}(${name}, { ${name} }); }
  createExport(context, volume) { return this.${name}.createExport(context, volume); }
  initializeConnection(volume, connector) {}
}
`;
}

/** @type {Mutation[]} */
export const MUTATIONS = [
  { name: 'as it is', weight: 1, keeps: true, apply: (text) => text },
  { name: 'line of a megabyte', weight: 0.3, keeps: true, apply: megabyte },
  { name: 'CRLF', weight: 2, keeps: true, apply: (text) => text.replaceAll(/\r?\n/g, '\r\n') },
  {
    name: 'mixed line ends',
    weight: 2,
    keeps: true,
    apply: (text, random) => text.replaceAll(/\r?\n/g, () => random.pick(['\n', '\r\n'])),
  },
  { name: 'lone CR', weight: 2, keeps: true, apply: (text) => text.replaceAll(/\r?\n/g, '\r') },
  { name: 'no line end at the end', weight: 1, keeps: true, apply: (text) => text.trimEnd() },
  {
    name: 'separators in a comment',
    weight: 1,
    keeps: true,
    apply: (text, random, base) => text + comment(base, 'a \u2028\u2029\u0085\v\f b'),
  },
  { name: 'BOM', weight: 2, keeps: true, apply: (text) => Buffer.from(`\ufeff${text}`) },
  { name: 'two BOMs', weight: 1, keeps: false, apply: (text) => Buffer.from(`\ufeff\ufeff${text}`) },
  { name: 'BOM in the middle', weight: 1, keeps: false, apply: (text, random) => between(text, random, '\ufeff') },
  { name: 'BOM in a comment', weight: 1, keeps: true, apply: (text, random, base) => `${text}${comment(base, '\ufeff')}` },
  { name: 'UTF-16 LE', weight: 2, keeps: true, apply: (text) => Buffer.from(`\ufeff${text}`, 'utf16le') },
  { name: 'UTF-16 BE', weight: 2, keeps: true, apply: (text) => utf16be(`\ufeff${text}`) },
  { name: 'UTF-16 LE without BOM', weight: 1, keeps: true, apply: (text) => Buffer.from(text, 'utf16le') },
  { name: 'UTF-16 BE without BOM', weight: 1, keeps: true, apply: (text) => utf16be(text) },
  {
    name: 'half a UTF-16 unit',
    weight: 1,
    keeps: true,
    apply: (text) => Buffer.concat([Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from([0x41])]),
  },
  { name: 'Latin-1', weight: 2, keeps: true, apply: (text, random, base) => latin1(`${text}${comment(base, 'Stra\xdfe \xe9')}`) },
  {
    name: 'Latin-1, declared',
    weight: 2,
    keeps: true,
    apply: (text, random, base) => latin1(`${isPython(base) ? withCoding(text, 'latin-1') : text}${comment(base, 'Stra\xdfe \xe9')}`),
  },
  {
    name: 'an encoding nobody has',
    weight: 1,
    keeps: true,
    apply: (text, random, base) => (isPython(base) ? withCoding(text, random.pick(['euc-jp', 'utf-7', 'nonsense', 'rot13'])) : text),
  },
  {
    name: 'lone surrogates as bytes',
    weight: 1,
    keeps: true,
    apply: (text, random, base) =>
      Buffer.concat([Buffer.from(`${text}\n${isPython(base) ? '#' : '//'} `), Buffer.from([0xed, 0xa0, 0x80, 0x0a])]),
  },
  { name: 'lone surrogates, escaped', weight: 1, keeps: true, apply: (text) => `${text}\n_lone = "\\ud800 \\udc00\\ud800";\n` },
  {
    name: 'words beyond ASCII',
    weight: 1,
    keeps: true,
    apply: (text, random, base) => `${text}${comment(base, '\u{1d4d2}\u{1f600} e\u0301 \u202e')}`,
  },
  {
    name: 'names of every object',
    weight: 3,
    keeps: true,
    apply: (text, random, base) => text + driverNamed(random.pick(HOSTILE_NAMES), base),
  },
  { name: 'deep', weight: 12, keeps: true, apply: deep },
  {
    name: 'unclosed',
    weight: 6,
    keeps: false,
    apply: (text, random, base) => between(text, random, `${random.pick(unclosedOf(base)).repeat(depthOf(random))}\n`),
  },
  { name: 'renamed', weight: 3, keeps: false, apply: renamed },
  { name: 'cut', weight: 4, keeps: false, apply: (text, random) => text.slice(0, random.int(text.length)) },
  { name: 'cut at the start', weight: 2, keeps: false, apply: (text, random) => text.slice(random.int(text.length)) },
  { name: 'splice', weight: 4, keeps: false, apply: splice },
  { name: 'lines', weight: 3, keeps: false, apply: (text, random) => shuffled(lines(text), random).join('') },
  { name: 'tokens', weight: 14, keeps: false, apply: (text, random) => shuffled(tokens(text), random).join('') },
  {
    name: 'escape',
    weight: 1,
    keeps: false,
    apply: (text, random) =>
      between(
        text,
        random,
        random.pick(['\\', '\\u', '\\u{', '\\u{110000}', '\\x', '#', '#!', '<!--', '-->', '\0', '\x1a', '\u2028', '\v', '\\\n']),
      ),
  },
  {
    name: 'random bytes',
    weight: 4,
    keeps: false,
    apply: (text, random) => atByte(Buffer.from(text), random, random.bytes(random.between(1, 8)), random.int(8)),
  },
  { name: 'nothing but bytes', weight: 0.5, keeps: false, apply: (text, random) => random.bytes(random.int(4000)) },
  {
    name: 'null bytes',
    weight: 2,
    keeps: false,
    apply: (text, random) => atByte(Buffer.from(text), random, Buffer.alloc(random.between(1, 8))),
  },
  { name: 'flipped bits', weight: 3, keeps: false, apply: flipped },
];

/** A mutant of a base: one mutation or two, told by name. @returns {{ bytes: Buffer, keeps: boolean, names: string[] }} */
export function mutate(base, others, random, without = []) {
  const mutations = MUTATIONS.filter(({ name }) => !without.includes(name));
  const names = [];
  let text = base.text;
  let keeps = true;
  for (let left = random.chance(0.2) ? 2 : 1; left > 0 && typeof text === 'string'; left--) {
    const mutation = random.weighted(mutations);
    text = mutation.apply(text, random, base, others);
    keeps &&= mutation.keeps;
    names.push(mutation.name);
  }
  return { bytes: Buffer.from(text), keeps, names };
}

function megabyte(text, random, base) {
  const filler = random.pick(['1, ', "'a', ", 'a.b(c), ', '[], ']).repeat(120_000);
  if (random.chance(0.5)) return `${text}\n_long = [${filler}]${isPython(base) ? '' : ';'}\n`;
  return isPython(base)
    ? `${text}${comment(base, filler)}`
    : lines(text)
        .map((line, i) => (i === 0 ? `/* ${filler} */ ${line}` : line))
        .join('');
}

function deep(text, random, base) {
  const [, shape] = random.pick(shapesOf(base));
  return `${text}\n${shape(depthOf(random))}\n`;
}

function renamed(text, random) {
  const words = [...new Set(text.match(/\b[A-Za-z_]\w{3,}\b/g))];
  const word = random.pick(words);
  return word ? text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), random.pick(HOSTILE_NAMES)) : text;
}

function splice(text, random, base, others) {
  const other = random.pick(others.filter(({ language }) => language === base.language)).text;
  return text.slice(0, random.int(text.length)) + other.slice(random.int(other.length));
}

/** Some of a list left out, said twice, or in each other's place. */
function shuffled(list, random) {
  for (let left = random.between(1, 5); left > 0 && list.length > 1; left--) {
    const [at, other] = [random.int(list.length), random.int(list.length)];
    random.pick([
      () => list.splice(at, 1),
      () => list.splice(at, 0, list[at]),
      () => list.splice(at, 1, list[other]),
      () => list.splice(at, 1, ...list.splice(other, 1, list[at])),
    ])();
  }
  return list;
}

function flipped(text, random) {
  const bytes = Buffer.from(text);
  for (let left = random.between(1, 6); left > 0 && bytes.length > 0; left--) bytes[random.int(bytes.length)] ^= 1 << random.int(8);
  return bytes;
}
