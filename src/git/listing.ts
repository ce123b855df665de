import { entriesOf, git, GitError } from './git.js';

/**
 * The files below a folder that git knows, or does not know and does not ignore, relative to it.
 * @param isWanted whether the files below a folder count: it must be readable then
 * @returns undefined where git has nothing to say: no repository, or one that ignores the folder
 * @throws {GitError} where it cannot list them all
 */
export function listedFiles(
  folder: string,
  isWanted: (folder: string) => boolean,
): string[] | undefined {
  const answer = git(folder, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ]);
  if (!answer) return undefined;
  for (const [, closed, why] of answer.warnings.matchAll(
    /^warning: could not open directory '(.*)\/': (.*)$/gmu,
  ))
    if (isWanted(closed))
      throw new GitError(
        `${folder}: the folder ${closed} cannot be read (${why}). Make it readable, or name it in a .gitignore.`,
      );
  const files = entriesOf(answer);
  return files.length > 0 ? files : undefined;
}
