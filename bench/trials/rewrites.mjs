// How a text is rewritten, for the table of mutations.
import { shapesOf, unclosedOf } from './nesting.mjs';

export const HOSTILE_NAMES = [
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
export const isPython = ({ language }) => language === 'python';
export const lines = (text) => text.split(/(?<=\n)/);
export const tokens = (text) =>
  text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|[ \t]+|\r?\n|[^]/gu) ?? [];
export const comment = (base, text) => (isPython(base) ? `\n# ${text}\n` : `\n/* ${text} */\n`);
/** Most are shallow enough to be read, some are deeper than any stack. */
const depthOf = (random, deepest) => Math.ceil((deepest / 100) * 100 ** random.next());

export const utf16be = (text) => Buffer.from(text, 'utf16le').swap16();
/** Latin-1 of a text that is ASCII, but for what is added. */
export const latin1 = (text) => Buffer.from(text.replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');
export const withCoding = (text, coding) => `# -*- coding: ${coding} -*-\n${text}`;
export const between = (text, random, inserted) => {
  const list = lines(text);
  list.splice(random.int(list.length + 1), 0, inserted);
  return list.join('');
};
export const atByte = (bytes, random, inserted, replaced = 0) => {
  const at = random.int(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + replaced)]);
};

/** A well-formed driver, all of whose own names are properties of every object. */
export function driverNamed(name, base) {
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

export function megabyte(text, random, base) {
  const filler = random.pick(['1, ', "'a', ", 'a.b(c), ', '[], ']).repeat(120_000);
  if (random.chance(0.5)) return `${text}\n_long = [${filler}]${isPython(base) ? '' : ';'}\n`;
  return isPython(base)
    ? `${text}${comment(base, filler)}`
    : lines(text)
        .map((line, i) => (i === 0 ? `/* ${filler} */ ${line}` : line))
        .join('');
}

export function deep(text, random, base, _others, limits) {
  const [shape, make] = random.pick(shapesOf(base));
  const depth = depthOf(random, limits.deep);
  return [`${text}\n${make(depth)}\n`, `${shape}, ${depth}`];
}

export function unclosed(text, random, base, _others, limits) {
  const piece = random.pick(unclosedOf(base));
  const depth = depthOf(random, limits.unclosed);
  return [
    between(text, random, `${piece.repeat(depth)}\n`),
    `${JSON.stringify(piece)}, ${depth} times`,
  ];
}

export function renamed(text, random) {
  const words = [...new Set(text.match(/\b[A-Za-z_]\w{3,}\b/g))];
  const word = random.pick(words);
  return word
    ? text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), random.pick(HOSTILE_NAMES))
    : text;
}

export function splice(text, random, base, others) {
  const other = random.pick(others.filter(({ language }) => language === base.language)).text;
  return text.slice(0, random.int(text.length)) + other.slice(random.int(other.length));
}

/** Some of a list left out, said twice, or in each other's place. */
export function shuffled(list, random) {
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

export function flipped(text, random) {
  const bytes = Buffer.from(text);
  for (let left = random.between(1, 6); left > 0 && bytes.length > 0; left--)
    bytes[random.int(bytes.length)] ^= 1 << random.int(8);
  return bytes;
}
