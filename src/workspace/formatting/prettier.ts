import path from 'node:path';
import { parse } from 'smol-toml';

/** What is read of prettier's settings. */
export interface PrettierSettings {
  readonly printWidth?: number;
  readonly trailingComma?: string;
}

const ENDINGS = [
  '',
  '.json',
  '.json5',
  '.yaml',
  '.yml',
  '.toml',
  '.js',
  '.cjs',
  '.mjs',
  '.ts',
  '.cts',
  '.mts',
];
const NAMES = [
  ...ENDINGS.map((e) => `.prettierrc${e}`),
  ...ENDINGS.slice(6).map((e) => `prettier.config${e}`),
];

/**
 * The settings of the nearest folder that has some. A file that is a program is looked at, not run.
 */
export function prettierSettings(
  folders: readonly string[],
  read: (file: string) => string | undefined,
): PrettierSettings | undefined {
  for (const folder of folders) {
    for (const name of NAMES) {
      const text = read(path.join(folder, name));
      if (text !== undefined) return settingsIn(text, name.endsWith('.toml'));
    }
    const own = parsed(read(path.join(folder, 'package.json')) ?? '{}', JSON.parse)?.prettier;
    if (typeof own === 'object' && own !== null) return known(own);
  }
  return undefined;
}

function settingsIn(text: string, isToml: boolean): PrettierSettings {
  const table = parsed(text, isToml ? parse : JSON.parse);
  if (table) return known(table);
  const said = (name: string) =>
    new RegExp(`^[\\s{]*["']?${name}["']?\\s*[:=]\\s*["']?(\\w+)`, 'mu').exec(text)?.[1];
  const width = said('printWidth');
  return {
    printWidth: width === undefined ? undefined : Number(width),
    trailingComma: said('trailingComma'),
  };
}

function known(table: object): PrettierSettings {
  const { printWidth, trailingComma } = table as Record<string, unknown>;
  return {
    printWidth: typeof printWidth === 'number' ? printWidth : undefined,
    trailingComma: typeof trailingComma === 'string' ? trailingComma : undefined,
  };
}

function parsed(
  text: string,
  parser: (text: string) => unknown,
): Record<string, unknown> | undefined {
  try {
    const value = parser(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
