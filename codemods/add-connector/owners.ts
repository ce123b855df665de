import path from 'node:path';
import { Gitignore } from '../../src/globs/gitignore.js';
import { relativePath } from '../../src/facts/paths.js';
import type { Host } from '../../src/workspace/host.js';

/** Who looks after a file, by what the repository says: people and teams as it writes them. */
export type Owners = (file: string) => readonly string[];

/** Where hosts of repositories look for it, the first one first. */
const CODEOWNERS = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const MAINTAINERS = 'MAINTAINERS';

/**
 * Reads the nearest CODEOWNERS (of GitHub and GitLab), else MAINTAINERS (of the Linux kernel and
 * its kind), in a folder or above it, as far as the repository goes.
 * @param file absolute, in what is returned
 */
export function ownersOf(root: string, host: Host): Owners {
  for (let folder = root; ; folder = path.dirname(folder)) {
    for (const name of CODEOWNERS) {
      const text = host.readFile(path.join(folder, name))?.text;
      if (text !== undefined) return below(folder, codeOwners(text));
    }
    const text = host.readFile(path.join(folder, MAINTAINERS))?.text;
    if (text !== undefined) return below(folder, maintainers(text));
    const git = path.join(folder, '.git');
    if (host.directoryExists(git) || host.fileExists(git) || path.dirname(folder) === folder)
      return () => [];
  }
}

function below(folder: string, owners: Owners): Owners {
  return (file) => owners(relativePath(folder, file));
}

/** A pattern of a CODEOWNERS, matched as in a .gitignore, but for `docs/*`. */
interface Rule {
  readonly pattern: Gitignore;
  /** It means the files of a folder, not those of folders in it. */
  readonly isFlat: boolean;
  readonly owners: readonly string[];
}

/** The last pattern that matches says it; sections are those of GitLab. */
function codeOwners(text: string): Owners {
  const rules: Rule[] = [];
  let ofSection: readonly string[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?(?<owners>.*)$/u.exec(line);
    if (section) {
      ofSection = namesOf(section.groups?.owners ?? '');
      continue;
    }
    const [, pattern, rest] = /^((?:[^\s\\#]|\\.)(?:[^\s\\]|\\.)*)(.*)$/u.exec(line.trim()) ?? [];
    if (!pattern) continue;
    const own = namesOf(rest);
    rules.unshift({
      pattern: new Gitignore(pattern),
      isFlat: pattern.endsWith('/*'),
      owners: own.length > 0 ? own : ofSection,
    });
  }
  return (file) => rules.find((rule) => isMatched(rule, file))?.owners ?? [];
}

function namesOf(text: string): string[] {
  return text
    .replace(/(?:^|\s)#.*$/u, '')
    .split(/\s+/u)
    .filter(Boolean);
}

/** Whether a pattern matches a file or a folder above it. */
function isMatched({ pattern, isFlat }: Rule, file: string): boolean {
  const names = file.split('/');
  return names.some((_, i) => {
    const isFolder = i < names.length - 1;
    return !(isFlat && isFolder) && pattern.ignores(names.slice(0, i + 1).join('/'), isFolder);
  });
}

/** A section of a MAINTAINERS. */
interface Section {
  readonly owners: readonly string[];
  readonly files: readonly string[];
  readonly excluded: readonly string[];
}

/** The section with the longest pattern that matches says it. */
function maintainers(text: string): Owners {
  const sections = text.split(/(?:\r?\n[^\S\n]*){2,}/u).flatMap((block): Section[] => {
    const of = (letter: string) =>
      [...block.matchAll(new RegExp(`^${letter}:[^\\S\\n]*(.+?)[^\\S\\n]*$`, 'gmu'))].map(
        ([, value]) => value,
      );
    const files = of('F');
    return files.length > 0 ? [{ owners: of('M'), files, excluded: of('X') }] : [];
  });
  return (file) => {
    let best: { readonly length: number; readonly owners: readonly string[] } | undefined;
    for (const { owners, files, excluded } of sections) {
      if (excluded.some((pattern) => covers(pattern, file))) continue;
      for (const pattern of files)
        if (covers(pattern, file) && pattern.length > (best?.length ?? -1))
          best = { length: pattern.length, owners };
    }
    return best?.owners ?? [];
  };
}

/**
 * Whether a pattern of MAINTAINERS covers a file: `drivers/net/` and all below, `drivers/net/*`
 * without what is in folders, `drivers/net` either.
 */
function covers(pattern: string, file: string): boolean {
  const [, folder, last] = /^(.*?)([^/]*)$/u.exec(pattern) ?? ['', '', ''];
  if (last === '') return file.startsWith(folder);
  if (!pattern.includes('*') && !pattern.includes('?'))
    return file === pattern || file.startsWith(`${pattern}/`);
  const names = file.split('/');
  const parts = pattern.split('/');
  return (
    names.length === parts.length &&
    parts.every((part, i) => new Gitignore(part).ignores(names[i], false) === true)
  );
}
