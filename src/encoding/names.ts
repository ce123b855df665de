import type { DeclaredEncoding } from './encoding.js';
import { isTable } from './tables.js';

/** `latin2` to `latin10`, by their number in ISO 8859. */
const LATIN: Readonly<Record<string, number>> = {
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 9,
  6: 10,
  7: 13,
  8: 14,
  9: 15,
  10: 16,
};

/**
 * The encoding that a name means, as Python and Emacs write it: `latin-1`, `utf8`, `ISO8859_15`,
 * `cp1252`, `utf-8-unix`.
 * @returns undefined for one that is not read here
 */
export function encodingCalled(name: string): DeclaredEncoding | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll(/[_ ]/gu, '-')
    .replace(/-(?:unix|dos|mac)$/u, '');
  if (/^(?:utf-?8(?:-sig)?|u8|utf|cp65001)$/u.test(plain)) return 'utf-8';
  if (/^(?:us-?)?ascii$|^646$|^ansi-x3\.4-19\d\d$/u.test(plain)) return 'us-ascii';
  if (/^(?:cp819|ibm819|8859)$/u.test(plain)) return 'iso-8859-1';
  const iso = /^(?:iso-?)?8859-?(?<part>\d+)(?:-\d{4})?$/u.exec(plain)?.groups?.part;
  const latin = /^(?:(?:iso-)?latin-?|l)(?<number>\d+)$/u.exec(plain)?.groups?.number;
  const windows = /^(?:windows-|cp)(?<page>125\d)$|^(?<bare>125\d)$/u.exec(plain)?.groups;
  const wanted =
    iso !== undefined
      ? `iso-8859-${iso}`
      : latin !== undefined
        ? `iso-8859-${LATIN[latin] ?? ''}`
        : windows
          ? `windows-${windows.page ?? windows.bare}`
          : plain;
  return isTable(wanted) ? wanted : undefined;
}
