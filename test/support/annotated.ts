import { positionAt } from '../../src/facts/text.js';
import type { ModuleFacts } from '../../src/facts/types.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import {
  declarationNotes,
  findingNotes,
  roleNote,
  siteNote,
  type Note,
} from '../../src/cli/notes.js';

/**
 * What is known of a tree, below the code that it is known of: who has which role, the declarations
 * and calls of the contract, what is reported and by which chain. Lines of which nothing is known
 * are left out.
 */
export function annotated(analysis: Analysis, textOf: (file: string) => string): string {
  const modules = [...analysis.project.modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return modules
    .map((module) =>
      annotatedModule(
        module,
        notesOn(analysis, module),
        textOf(module.path),
        analysis.relative(module.path),
      ),
    )
    .filter((text) => text !== '')
    .join('\n');
}

function notesOn(analysis: Analysis, module: ModuleFacts): Note[] {
  const roles = analysis.roles
    .all()
    .filter(({ cls, role }) => cls.module === module && role !== 'unrelated');
  return [
    ...roles.map(roleNote),
    ...declarationNotes(analysis, module),
    ...analysis.sites.calls(module).map(siteNote),
    ...findingNotes(analysis, module),
  ].sort((a, b) => a.span[0] - b.span[0]);
}

function annotatedModule(
  module: ModuleFacts,
  notes: readonly Note[],
  text: string,
  name: string,
): string {
  if (notes.length === 0) return '';
  const lines = text.split(/\r\n?|\n/u);
  const out = [name];
  let last = 0;
  for (const note of notes) {
    const { line, column } = positionAt(module.lineStarts, note.span[0]);
    const number = `${line}`.padStart(4);
    if (line !== last) out.push(`${number} ${lines[line - 1]}`);
    last = line;
    const end = positionAt(module.lineStarts, note.span[1]);
    const width = end.line === line ? end.column - column : lines[line - 1].length - column;
    out.push(
      `     ${lines[line - 1].slice(0, column).replaceAll(/[^\t]/gu, ' ')}${'^'.repeat(Math.max(1, width))} ${note.text}`,
    );
  }
  return `${out.join('\n')}\n`;
}
