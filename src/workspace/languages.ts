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
