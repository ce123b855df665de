import type { DocFact } from '../facts/types.js';
import { isDocstring } from './bodies.js';
import type { PyNode } from './nodes.js';

/** `:param name: text`, `:param dict name: text`, with the lines that go on. */
const FIELD =
  /^(?<indent>[ \t]*):(?:param|parameter|arg|argument|key|keyword)\s+(?:(?<type>[^:\n]*?)\s+)?\*{0,2}(?<name>\w+)\s*:/u;
/** `@param name: text`, as epydoc has it. */
const EPYDOC = /^(?<indent>[ \t]*)@(?:param|arg)\s+(?<name>\w+)\s*:/u;
/** The section of Google's style, and an entry of it. */
const SECTION = /^(?<indent>[ \t]*)(?:Args|Arguments|Parameters|Params):[ \t]*$/u;
const ENTRY = /^(?<indent>[ \t]+)\*{0,2}(?<name>\w+)(?:\s*\([^)]*\))?\s*:/u;

/**
 * The docstring of a function or class, with the parameters that it documents. A parameter's span
 * ends where its last line does.
 */
export function docOf(block: PyNode | undefined, text: string): DocFact | undefined {
  const [first] = block?.kids ?? [];
  if (!first || !isDocstring(first)) return undefined;
  const content = text.slice(first.start, first.end);
  return {
    span: [first.start, first.end],
    text: content,
    params: documented(content, first.start),
    tags: [...content.matchAll(/[@:]([A-Za-z][\w-]*)/gu)].map((m) => m[1]),
  };
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function documented(content: string, offset: number): DocFact['params'] {
  const lines: Line[] = [...content.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/gu)]
    .filter((m) => m[0] !== '')
    .map((m) => ({ start: offset + m.index, text: m[0].replace(/[\r\n]+$/u, '') }));
  const params: { name: string; span: [number, number]; typed: boolean }[] = [];
  let section: number | undefined;
  for (const [i, line] of lines.entries()) {
    const begun = SECTION.exec(line.text)?.groups;
    if (begun) {
      section = begun.indent.length;
      continue;
    }
    if (line.text.trim() !== '' && section !== undefined && indentOf(line) <= section)
      section = undefined;
    const entry = section === undefined ? null : ENTRY.exec(line.text);
    const before =
      params.length > 0 && section !== undefined
        ? indentOf(lineAt(lines, params[params.length - 1].span[0]))
        : undefined;
    const found = (
      FIELD.exec(line.text) ??
      EPYDOC.exec(line.text) ??
      (entry && (before === undefined || indentOf(line) === before) ? entry : null)
    )?.groups;
    if (!found) continue;
    const indent = found.indent.length;
    let last = i;
    while (last + 1 < lines.length && goesOn(lines[last + 1], indent)) last++;
    const end =
      lines[last].start + lines[last].text.replace(/(?:"""|''')\s*$/u, '').trimEnd().length;
    params.push({
      name: found.name,
      span: [line.start + indent, end],
      typed: found.type !== undefined && found.type !== '',
    });
  }
  return params;
}

function indentOf({ text }: Line): number {
  return text.length - text.trimStart().length;
}

function lineAt(lines: readonly Line[], at: number): Line {
  return lines.findLast((line) => line.start <= at) ?? lines[0];
}

/** A line that is further in than the field it belongs to. */
function goesOn(line: Line, indent: number): boolean {
  return !/^\s*(?:"""|''')?\s*$/u.test(line.text) && indentOf(line) > indent;
}
