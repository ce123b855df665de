// What is done to a file before the command gets to read it. The same seed gives the same bytes.
import {
  HOSTILE_NAMES,
  atByte,
  between,
  comment,
  deep,
  driverNamed,
  flipped,
  isPython,
  latin1,
  lines,
  megabyte,
  renamed,
  shuffled,
  splice,
  tokens,
  unclosed,
  utf16be,
  withCoding,
} from './rewrites.mjs';

/** @typedef {{ file: string, text: string, language: 'python' | 'script', isTyped: boolean, hasJsx: boolean, hasFix: boolean }} Base */
/**
 * `keeps`: what the command has to say of the file is still there to be said; else it may be gone.
 * `apply` gives a text, which another mutation may be applied to, if need be with what tells it
 * from others of that name; or bytes.
 * @typedef {{ name: string, weight: number, keeps: boolean, apply: (text: string, random:
 * import('./random.mjs').Random, base: Base, others: readonly Base[], limits: Limits) => string |
 * Buffer | [text: string, detail: string] }} Mutation
 */

/**
 * How deep code gets, and how often something is opened and not closed. @typedef {{ deep: number,
 * unclosed: number }} Limits
 */
/** @type {Limits} */
export const FAR = { deep: 5000, unclosed: 5000 };

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
  {
    name: 'two BOMs',
    weight: 1,
    keeps: false,
    apply: (text) => Buffer.from(`\ufeff\ufeff${text}`),
  },
  {
    name: 'BOM in the middle',
    weight: 1,
    keeps: false,
    apply: (text, random) => between(text, random, '\ufeff'),
  },
  {
    name: 'BOM in a comment',
    weight: 1,
    keeps: true,
    apply: (text, random, base) => `${text}${comment(base, '\ufeff')}`,
  },
  {
    name: 'UTF-16 LE',
    weight: 2,
    keeps: true,
    apply: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  },
  { name: 'UTF-16 BE', weight: 2, keeps: true, apply: (text) => utf16be(`\ufeff${text}`) },
  {
    name: 'UTF-16 LE without BOM',
    weight: 1,
    keeps: true,
    apply: (text) => Buffer.from(text, 'utf16le'),
  },
  { name: 'UTF-16 BE without BOM', weight: 1, keeps: true, apply: (text) => utf16be(text) },
  {
    name: 'half a UTF-16 unit',
    weight: 1,
    keeps: true,
    apply: (text) => Buffer.concat([Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from([0x41])]),
  },
  {
    name: 'Latin-1',
    weight: 2,
    keeps: true,
    apply: (text, random, base) => latin1(`${text}${comment(base, 'Stra\xdfe \xe9')}`),
  },
  {
    name: 'Latin-1, declared',
    weight: 2,
    keeps: true,
    apply: (text, random, base) =>
      latin1(
        `${isPython(base) ? withCoding(text, 'latin-1') : text}${comment(base, 'Stra\xdfe \xe9')}`,
      ),
  },
  {
    name: 'an encoding nobody has',
    weight: 1,
    keeps: true,
    apply: (text, random, base) =>
      isPython(base)
        ? withCoding(text, random.pick(['euc-jp', 'utf-7', 'nonsense', 'rot13']))
        : text,
  },
  {
    name: 'lone surrogates as bytes',
    weight: 1,
    keeps: true,
    apply: (text, random, base) =>
      Buffer.concat([
        Buffer.from(`${text}\n${isPython(base) ? '#' : '//'} `),
        Buffer.from([0xed, 0xa0, 0x80, 0x0a]),
      ]),
  },
  {
    name: 'lone surrogates, escaped',
    weight: 1,
    keeps: true,
    apply: (text) => `${text}\n_lone = "\\ud800 \\udc00\\ud800";\n`,
  },
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
  { name: 'unclosed', weight: 6, keeps: false, apply: unclosed },
  { name: 'renamed', weight: 3, keeps: false, apply: renamed },
  {
    name: 'cut',
    weight: 4,
    keeps: false,
    apply: (text, random) => text.slice(0, random.int(text.length)),
  },
  {
    name: 'cut at the start',
    weight: 2,
    keeps: false,
    apply: (text, random) => text.slice(random.int(text.length)),
  },
  { name: 'splice', weight: 4, keeps: false, apply: splice },
  {
    name: 'lines',
    weight: 3,
    keeps: false,
    apply: (text, random) => shuffled(lines(text), random).join(''),
  },
  {
    name: 'tokens',
    weight: 14,
    keeps: false,
    apply: (text, random) => shuffled(tokens(text), random).join(''),
  },
  {
    name: 'escape',
    weight: 1,
    keeps: false,
    apply: (text, random) =>
      between(
        text,
        random,
        random.pick([
          '\\',
          '\\u',
          '\\u{',
          '\\u{110000}',
          '\\x',
          '#',
          '#!',
          '<!--',
          '-->',
          '\0',
          '\x1a',
          '\u2028',
          '\v',
          '\\\n',
        ]),
      ),
  },
  {
    name: 'random bytes',
    weight: 4,
    keeps: false,
    apply: (text, random) =>
      atByte(Buffer.from(text), random, random.bytes(random.between(1, 8)), random.int(8)),
  },
  {
    name: 'nothing but bytes',
    weight: 0.5,
    keeps: false,
    apply: (text, random) => random.bytes(random.int(4000)),
  },
  {
    name: 'null bytes',
    weight: 2,
    keeps: false,
    apply: (text, random) => atByte(Buffer.from(text), random, Buffer.alloc(random.between(1, 8))),
  },
  { name: 'flipped bits', weight: 3, keeps: false, apply: flipped },
];

/**
 * A mutant of a base: one mutation or two, told by name. @returns {{ bytes: Buffer, keeps: boolean,
 * names: string[] }}
 */
export function mutate(base, others, random, { without = [], limits = FAR } = {}) {
  const mutations = MUTATIONS.filter(({ name }) => !without.includes(name));
  const names = [];
  let text = base.text;
  let keeps = true;
  for (let left = random.chance(0.2) ? 2 : 1; left > 0 && typeof text === 'string'; left--) {
    const mutation = random.weighted(mutations);
    const made = mutation.apply(text, random, base, others, limits);
    const [result, detail] = Array.isArray(made) ? made : [made];
    text = result;
    keeps &&= mutation.keeps;
    names.push(detail ? `${mutation.name} (${detail})` : mutation.name);
  }
  return { bytes: Buffer.from(text), keeps, names };
}
