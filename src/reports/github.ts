import type { Format, Item } from './report.js';

/** Commands of a workflow of GitHub Actions, which it shows beside the lines of a change. */
export const github: Format = ({ items }) => items.map(command).join('');

function command({ rule, isError, message, ...at }: Item): string {
  const properties = {
    file: at.file,
    line: at.line,
    col: at.column,
    endLine: at.endLine,
    endColumn: at.endLine === at.line ? at.endColumn : undefined,
    title: `driver-contract/${rule}`,
  };
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${propertyText(String(value))}`],
  );
  return `::${isError ? 'error' : 'warning'} ${given.join(',')}::${text(message)}\n`;
}

function text(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(value: string): string {
  return text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
