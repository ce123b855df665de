import { FactCache, type UsedNames } from '../fact-cache/fact-cache.js';
import { cacheFolder } from '../fact-cache/folder.js';
import { frontEndsVersion } from '../fact-cache/front-ends.js';
import type { ModuleFacts } from '../facts/types.js';
import { readFacts } from './front-end.js';
import { languageOfFile } from './languages.js';

/** None, unless the process that this is part of wants one. */
let cache: FactCache | undefined;

/**
 * From now on facts are kept in the user's folder for the next process.
 * @param isWanted whether they are, which is so until somebody says so
 */
export function keepFacts(isWanted: boolean): void {
  const folder = isWanted ? cacheFolder() : undefined;
  cache = folder === undefined ? undefined : new FactCache(folder, frontEndsVersion());
}

/**
 * The facts of a text, which are taken out of it once.
 * @param isSaved whether the text will be there the next time
 * @throws {UnreadableError} where it has none
 */
export function factsOf(file: string, text: string, isSaved: boolean): ModuleFacts {
  const known = cache?.facts(file, text);
  if (known) return known;
  const facts = readFacts(file, text);
  if (isSaved) cache?.keepFacts(file, text, facts);
  return facts;
}

/** The names of a shorter text are found as fast as a file is opened. */
const SHORTEST = 8000;

/** The names that a text uses; see {@link factsOf}. */
export function namesOf(file: string, text: string, isSaved: boolean): UsedNames {
  if (text.length < SHORTEST) return namesIn(file, text);
  const known = cache?.names(file, text);
  if (known) return known;
  const names = namesIn(file, text);
  if (isSaved) cache?.keepNames(file, text, names);
  return names;
}

function namesIn(file: string, text: string): UsedNames {
  const language = languageOfFile(file);
  if (!language) {
    const all = [...new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu))];
    return { anywhere: all, inherited: all, called: all };
  }
  const used = (use: keyof UsedNames) => [...new Set(language.namesUsed(text, use))];
  return { anywhere: used('anywhere'), inherited: used('inherited'), called: used('called') };
}
