import { wildcards, type Wildcards } from './wildcards.js';

/** What one .gitignore says of the paths below its folder. */
export class Gitignore {
  private readonly rules: readonly Rule[];

  constructor(text: string) {
    this.rules = bytesOf(text.replace(/^\uFEFF/u, ''))
      .split('\n')
      .flatMap((line) => ruleOf(line.replace(/\r$/u, '')) ?? [])
      .reverse();
  }

  /**
   * Whether a path is ignored, by the last rule that matches it. What is in an ignored folder is
   * never asked about.
   * @param path relative to the folder of the .gitignore, with `/`
   * @returns undefined where no rule matches: the .gitignore further up decides
   */
  ignores(path: string, isFolder: boolean): boolean | undefined {
    const bytes = bytesOf(path);
    const name = bytes.slice(bytes.lastIndexOf('/') + 1);
    const rule = this.rules.find(
      (r) => (isFolder || !r.isOfFolders) && r.pattern.matches(r.isOfNames ? name : bytes),
    );
    return rule && !rule.takesBack;
  }
}

interface Rule {
  readonly takesBack: boolean;
  readonly isOfFolders: boolean;
  /** It has no slash, and is matched against the name alone. */
  readonly isOfNames: boolean;
  readonly pattern: Wildcards;
}

function ruleOf(line: string): Rule | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  let text = withoutSpaces(line);
  const takesBack = text.startsWith('!');
  if (takesBack) text = text.slice(1);
  const isOfFolders = text.endsWith('/');
  if (isOfFolders) text = text.slice(0, -1);
  const isOfNames = !text.includes('/');
  if (text === '') return undefined;
  return {
    takesBack,
    isOfFolders,
    isOfNames,
    pattern: wildcards(text.replace(/^\//u, ''), !isOfNames),
  };
}

/** Spaces at the end do not count, unless they are escaped. */
function withoutSpaces(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ' ') continue;
    if (line[at] === '\\') at++;
    end = at + 1;
  }
  return line.slice(0, end);
}

/** One character a byte. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
