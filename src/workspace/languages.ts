import path from 'node:path';
import type { SourceLanguage } from '../facts/language.js';

const SCRIPTS = /\.(?:[cm]?[jt]sx?)$/u;
const added: SourceLanguage[] = [];

/**
 * Makes workspaces read a further language. Its parser may take time to load, so that only those
 * who need it do it.
 */
export function addLanguage(language: SourceLanguage): void {
  if (!added.includes(language)) added.push(language);
}

export function addedLanguages(): readonly SourceLanguage[] {
  return added;
}

/**
 * The added language a file is written in; undefined for TypeScript, JavaScript and everything
 * else.
 */
export function languageOfFile(file: string): SourceLanguage | undefined {
  return added.find(({ pattern }) => pattern.test(file));
}

/** Whether a file is TypeScript or JavaScript. */
export function isScript(file: string): boolean {
  return SCRIPTS.test(file);
}

/** Whether anything here reads a file. */
export function isSource(file: string): boolean {
  return isScript(file) || languageOfFile(file) !== undefined;
}

/** Kinds of files that hold code among other things, or in a dialect of its own. */
const CARRIERS: Readonly<Record<string, string>> = {
  '.astro': 'an Astro component',
  '.coffee': 'CoffeeScript',
  '.ipynb': 'a notebook',
  '.pxd': 'Cython',
  '.pxi': 'Cython',
  '.pyx': 'Cython',
  '.svelte': 'a Svelte component',
  '.vue': 'a Vue component',
};

/**
 * What a file is that may hold calls and is not read, by its name: where it names something of the
 * contract that is to be told.
 */
export function carrierKind(file: string): string | undefined {
  if (isSource(file)) return undefined;
  const ending = path.extname(file);
  return ending === '' ? 'a script without an ending in its name' : CARRIERS[ending.toLowerCase()];
}
