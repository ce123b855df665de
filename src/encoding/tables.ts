/** Encodings of one byte a character, as the web names them. */
const TABLES = [
  'us-ascii',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-10',
  'iso-8859-11',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'koi8-r',
  'koi8-u',
] as const;

export type Table = (typeof TABLES)[number];

export function isTable(name: string): name is Table {
  return (TABLES as readonly string[]).includes(name);
}

/** What a decoder puts in the place of a byte that is no character. */
const NONE = '\uFFFD';

/** The characters of one encoding, by byte and back. */
class CharacterTable {
  private readonly bytes = new Map<string, number>();

  constructor(private readonly characters: readonly string[]) {
    for (const [byte, character] of characters.entries())
      if (character !== NONE) this.bytes.set(character, byte);
  }

  decode(bytes: Buffer): string | undefined {
    const text = Array.from(bytes, (byte) => this.characters[byte]).join('');
    return text.includes(NONE) ? undefined : text;
  }

  encode(text: string): Buffer | undefined {
    const bytes = Buffer.alloc(text.length);
    for (let at = 0; at < text.length; at++) {
      const byte = this.bytes.get(text[at]);
      if (byte === undefined) return undefined;
      bytes[at] = byte;
    }
    return bytes;
  }
}

const made = new Map<Table, CharacterTable>();

/** @returns undefined where this Node was built without its tables */
export function tableOf(name: Table): CharacterTable | undefined {
  let table = made.get(name);
  if (!table) {
    const characters = charactersOf(name);
    if (!characters) return undefined;
    made.set(name, (table = new CharacterTable(characters)));
  }
  return table;
}

/** What windows-1252 has from 0x80 on. Decoders of Node 20 take it for ISO 8859-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

function charactersOf(name: Table): string[] | undefined {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  if (name === 'us-ascii')
    return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : NONE));
  // The web reads the first one as windows-1252, and others with its control characters: ISO 8859
  // has those of Unicode.
  const isIso = name.startsWith('iso-');
  if (name === 'iso-8859-1') return bytes.map((byte) => String.fromCharCode(byte));
  if (name === 'windows-1252')
    return bytes.map((byte) => WINDOWS_1252[byte - 0x80] ?? String.fromCharCode(byte));
  try {
    const decoder = new TextDecoder(name);
    return bytes.map((byte) =>
      byte < 0x80 || (isIso && byte < 0xa0)
        ? String.fromCharCode(byte)
        : decoder.decode(Uint8Array.of(byte)),
    );
  } catch {
    return undefined;
  }
}
