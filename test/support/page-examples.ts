import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a page. */
export interface Example {
  readonly page: string;
  /** Where its first line stands in the page, from 1. */
  readonly line: number;
  /** What stands behind the fence: `ts`, `json`. */
  readonly language: string;
  /** The nearest heading above it, without its marks. */
  readonly heading: string;
  readonly text: string;
  /** What the line before it says of it: `❌ Reported:`, `✅ Not reported:`. */
  readonly verdict: 'incorrect' | 'correct' | undefined;
}

/** The fenced blocks of a page, in order. */
export function examplesOf(page: string): Example[] {
  const examples: Example[] = [];
  let heading = '';
  let verdict: Example['verdict'];
  let open:
    { line: number; language: string; fence: string; indent: number; lines: string[] } | undefined;
  for (const [i, line] of fs.readFileSync(path.join(ROOT, page), 'utf8').split('\n').entries()) {
    if (open && line.trim() === open.fence) {
      const { indent, lines } = open;
      const text = lines.map((l) => `${l.slice(indent)}\n`).join('');
      examples.push({ page, line: open.line, language: open.language, heading, text, verdict });
      open = verdict = undefined;
    } else if (open) {
      open.lines.push(line);
    } else {
      const fence = /^(?<indent> *)(?<fence>`{3,})(?<language>\w*)/u.exec(line)?.groups;
      if (fence)
        open = {
          line: i + 2,
          language: fence.language,
          fence: fence.fence,
          indent: fence.indent.length,
          lines: [],
        };
      else if (line.startsWith('#')) heading = line.replace(/^#+ /u, '');
      else if (line.startsWith('❌')) verdict = 'incorrect';
      else if (line.startsWith('✅')) verdict = 'correct';
    }
  }
  return examples;
}

/** The examples that are files, by the name in their first line: `// rules/no-sleep.js`. */
export function filesOf(examples: readonly Example[]): [name: string, text: string][] {
  return examples.flatMap(({ text }): [string, string][] => {
    const named = /^(?:\/\/|#) (?<name>\S+\.\w+)\n(?<rest>.*)$/su.exec(text)?.groups;
    return named ? [[named.name, named.rest]] : [];
  });
}

/** A place that an example marks, or a whole line where it does not say which columns. */
export interface Mark {
  readonly line: number;
  readonly columns?: readonly [from: number, to: number];
}

/** What an example says is reported: `^^^` in a comment below the place, or `❌` behind the line. */
export function marksOf(text: string): Mark[] {
  const marks: Mark[] = [];
  let above = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const carets = /^\s*(?:\/\/|#)\s*(?<carets>\^+)/du.exec(line)?.indices?.groups?.carets;
    if (carets) marks.push({ line: above, columns: [carets[0] + 1, carets[1] + 1] });
    else above = i + 1;
    if (line.includes('❌')) marks.push({ line: i + 1 });
  }
  return marks;
}
