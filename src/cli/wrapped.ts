import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import pc from 'picocolors';
import { ruleOf } from './report.js';

/** Narrower than that nothing is wrapped well. */
const NARROWEST = 40;

/**
 * ESLint's layout for a terminal: the rule stands where it is seen, in front, and lines end where
 * the terminal does.
 * @param width of the terminal, in columns
 */
export function wrapped(
  results: readonly ESLint.LintResult[],
  width: number,
  isColored = true,
): string {
  const colors = pc.createColors(isColored);
  const parts = results.flatMap(({ filePath, messages }) => {
    if (messages.length === 0) return [];
    const places = messages.map(({ line, column }) => `${line}:${column}`);
    const margin = Math.max(...places.map((place) => place.length)) + 4;
    const lines = messages.flatMap((message, i) => [
      `  ${colors.dim(places[i].padEnd(margin - 4))}  ${severity(message, colors)}  ${colors.bold(ruleOf(message))}`,
      ...broken(message.message, Math.max(width, NARROWEST) - margin).map(
        (line) => ' '.repeat(margin) + line,
      ),
    ]);
    return [['', colors.underline(path.relative('', filePath) || filePath), ...lines].join('\n')];
  });
  if (parts.length === 0) return '';
  const sum = (count: (r: ESLint.LintResult) => number) =>
    results.reduce((all, r) => all + count(r), 0);
  const [errors, warnings] = [sum((r) => r.errorCount), sum((r) => r.warningCount)];
  const paint = errors > 0 ? colors.red : colors.yellow;
  const total = `${errors + warnings} problem${errors + warnings === 1 ? '' : 's'}`;
  const of = `${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`;
  return [...parts, '', paint(`✖ ${total} (${of})`), ''].join('\n');
}

function severity(
  { severity: grade }: Linter.LintMessage,
  colors: ReturnType<typeof pc.createColors>,
): string {
  return grade === 2 ? colors.red('error') : colors.yellow('warning');
}

/** A text in lines of so many columns; a word that is longer has its own. */
function broken(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
