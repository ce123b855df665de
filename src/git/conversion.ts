import { entriesOf, git } from './git.js';

/** What git does to a file's bytes on their way into a blob, as far as it needs no program. */
export interface Conversion {
  /** Line ends: `text` are turned to LF, `auto` those of what looks like text. */
  readonly lineEnds: 'text' | 'auto' | undefined;
  /** What the file is encoded in, where that is not UTF-8. */
  readonly encoding: string | undefined;
  readonly hasIdent: boolean;
  /** The name of a filter that is set up, which is a program. */
  readonly filter: string | undefined;
}

export type Config = ReadonlyMap<string, string>;

/** The repository's configuration: the last value of each key. */
export function configOf(root: string): Config {
  const answer = git(root, ['config', '--list', '-z']);
  return new Map(
    (answer ? entriesOf(answer) : []).map((entry) => {
      const end = entry.indexOf('\n');
      return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

/** What is done to files, by their path relative to the root. */
export function conversionsOf(
  root: string,
  files: readonly string[],
  config: Config,
): ReadonlyMap<string, Conversion> {
  const names = ['text', 'crlf', 'eol', 'working-tree-encoding', 'ident', 'filter'];
  const answer =
    files.length === 0
      ? undefined
      : git(root, ['check-attr', '-z', '--stdin', ...names], files.map((f) => `${f}\0`).join(''));
  const said = new Map<string, Map<string, string>>();
  const fields = answer ? entriesOf(answer) : [];
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const of = said.get(fields[i]) ?? new Map<string, string>();
    said.set(fields[i], of.set(fields[i + 1], fields[i + 2]));
  }
  return new Map([...said].map(([file, attributes]) => [file, conversionOf(attributes, config)]));
}

function conversionOf(attributes: ReadonlyMap<string, string>, config: Config): Conversion {
  const value = (name: string) => {
    const said = attributes.get(name);
    return said === 'unspecified' || said === 'unset' || said === 'set' ? undefined : said;
  };
  const filter = value('filter');
  const isSetUp = ['clean', 'process'].some(
    (kind) => (config.get(`filter.${filter ?? ''}.${kind}`) ?? '') !== '',
  );
  return {
    lineEnds: lineEndsOf(attributes, config),
    encoding: value('working-tree-encoding'),
    hasIdent: attributes.get('ident') === 'set',
    filter: filter !== undefined && isSetUp ? filter : undefined,
  };
}

function lineEndsOf(
  attributes: ReadonlyMap<string, string>,
  config: Config,
): Conversion['lineEnds'] {
  // `crlf` is the older name of `text`.
  const text = ['text', 'crlf']
    .map((name) => attributes.get(name))
    .find((said) => said !== undefined && said !== 'unspecified');
  if (text === 'unset') return undefined;
  if (text === 'auto') return 'auto';
  if (text === 'set' || text === 'input' || ['lf', 'crlf'].includes(attributes.get('eol') ?? ''))
    return 'text';
  return /^(?:input|true|yes|on|1)$/iu.test(config.get('core.autocrlf') ?? '') ? 'auto' : undefined;
}

/**
 * What git would store for a file's bytes.
 * @returns undefined where that takes a program, or an encoding that is not known here
 */
export function stored(
  bytes: Buffer,
  { lineEnds, encoding, hasIdent, filter }: Conversion,
): Buffer | undefined {
  if (filter !== undefined) return undefined;
  const decoded = encoding === undefined ? bytes : utf8Of(bytes, encoding);
  if (!decoded) return undefined;
  // One character a byte: nothing else changes.
  let text = decoded.toString('latin1');
  if (lineEnds === 'text' || (lineEnds === 'auto' && !isBinary(text)))
    text = text.replaceAll('\r\n', '\n');
  if (hasIdent) text = text.replaceAll(/\$Id:[^$\n]*\$/gu, '$$Id$$');
  return Buffer.from(text, 'latin1');
}

function utf8Of(bytes: Buffer, encoding: string): Buffer | undefined {
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  const label = encoding
    .replace(/-BOM$/iu, '')
    .replace(/^utf-?16$/iu, isBig ? 'utf-16be' : 'utf-16le');
  try {
    return Buffer.from(new TextDecoder(label, { fatal: true }).decode(bytes), 'utf8');
  } catch {
    return undefined;
  }
}

/** As git guesses it: a null byte, a CR alone, or too much that cannot be printed. */
function isBinary(text: string): boolean {
  if (/\0|\r(?!\n)/u.test(text)) return true;
  const odd =
    text.replace(/\x1a$/u, '').match(/[\x01-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]/gu)?.length ?? 0;
  const plain = text.length - odd - (text.match(/[\r\n]/gu)?.length ?? 0);
  return plain >> 7 < odd;
}
