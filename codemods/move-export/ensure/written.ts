import { indentOf, lineStart } from '../../../src/edits/lines.js';
import { lineEndingOf, type TextEdit } from '../../../src/edits/text-edits.js';
import type { FunctionFact, ModuleFacts, ParamFact, Span } from '../../../src/facts/types.js';
import type { CreatingHome } from './creating-home.js';
import type { Region } from './region.js';

/** What is written, by its names. */
export interface Extraction {
  readonly module: ModuleFacts;
  readonly text: string;
  /** The split function. */
  readonly fact: FunctionFact;
  readonly region: Region;
  /** The new method, what it takes and what it gives. */
  readonly method: string;
  readonly parameters: readonly ParamFact[];
  readonly gives: readonly string[];
  readonly home: CreatingHome;
  /** The parameters of the creating method that are handed on, in the order of `parameters`. */
  readonly handed: readonly ParamFact[];
  readonly creates: string;
  /** Decorators, without `@`, that the creating method gets. */
  readonly locks: readonly string[];
  /** The text of the file in which the inherited creating method stands. */
  readonly inherited: string;
}

const SUMMARY = 'Creates what is not there yet of the export; asked again, it finds it.';

/** The edits of one file that take the statements out and have both methods run them. */
export function written(extraction: Extraction): TextEdit[] {
  const { text, fact, region, home, handed, module } = extraction;
  const eol = lineEndingOf(text, fact.span[0]);
  const cut: Span = [region.span[0], lineEnd(text, region.span[1])];
  const indent = indentOf(text, fact.nameSpan[0]);
  const isPython = module.language === 'python';
  const end = lineEnd(text, fact.span[1]);
  const method = isPython ? pythonMethod(extraction, cut, eol) : scriptMethod(extraction, cut, eol);
  const edits: TextEdit[] = [
    {
      start: cut[0],
      end: cut[1],
      text: callFromReader(extraction, indentOf(text, region.span[0])),
    },
    { start: end, end, text: `${eol}${eol}${indent}${method}` },
  ];
  if (!home.isOwn) return [...edits, inheritedMethod(extraction, eol)];
  const names = handed.map((p) => (isPython ? p.name : plainName(p)) ?? '');
  if (!isPython)
    for (const p of handed)
      if (p.name !== undefined && p.name !== plainName(p))
        edits.push({ start: p.nameSpan[0], end: p.nameSpan[1], text: plainName(p) ?? '' });
  return [...edits, callFromCreator(extraction, names, eol), ...lockEdits(extraction, eol)];
}

/** A lock that the reader holds while it creates is held while the creating method does. */
function lockEdits({ text, home, locks }: Extraction, eol: string): TextEdit[] {
  const { nameSpan } = home.method.fact;
  const start = lineStart(text, nameSpan[0]);
  const indent = indentOf(text, nameSpan[0]);
  return locks.map((lock) => ({ start, end: start, text: `${indent}@${lock}${eol}` }));
}

function call({ method, region, fact, module }: Extraction, names: readonly string[]): string {
  const self = module.language === 'python' ? (fact.receiver?.name ?? 'self') : 'this';
  return `${region.awaits ? 'await ' : ''}${self}.${method}(${names.join(', ')})`;
}

function callFromReader(extraction: Extraction, indent: string): string {
  const { gives, region, parameters, module } = extraction;
  const called = call(
    extraction,
    parameters.map((p) => p.name ?? ''),
  );
  if (module.language !== 'python') {
    const kind = region.isChangedLater ? 'let' : 'const';
    const taken = gives.length === 1 ? gives[0] : `{ ${gives.join(', ')} }`;
    return gives.length === 0 ? `${called};` : `${kind} ${taken} = ${called};`;
  }
  const line = gives.length === 0 ? called : `${gives.join(', ')} = ${called}`;
  return folded(line, indent, lineEndingOf(extraction.text, region.span[0]));
}

/** The arguments on a line of their own where a line is too long. */
function folded(line: string, indent: string, eol: string): string {
  if (indent.length + line.length <= PYTHON_COLUMNS) return line;
  return line.replace(/\(([^()]*)\)$/u, (_, args: string) => `(${eol}${indent}    ${args})`);
}

const PYTHON_COLUMNS = 79;

function pythonMethod(extraction: Extraction, cut: Span, eol: string): string {
  const { text, fact, region, method, parameters, gives } = extraction;
  const self = fact.receiver?.name ?? 'self';
  const list = [self, ...parameters.map((p) => text.slice(...p.span))].join(', ');
  const inner = indentOf(text, region.span[0]);
  const lines = [
    `${region.awaits ? 'async ' : ''}def ${method}(${list}):`,
    `${inner}"""${SUMMARY}"""`,
    `${inner}${text.slice(...cut)}`,
    ...(gives.length > 0 ? [`${inner}return ${gives.join(', ')}`] : []),
  ];
  return lines.join(eol);
}

function scriptMethod(extraction: Extraction, cut: Span, eol: string): string {
  const { text, fact, region, method, parameters, gives, module } = extraction;
  const list = parameters.map((p) => text.slice(...p.span)).join(', ');
  const indent = indentOf(text, fact.nameSpan[0]);
  const inner = indentOf(text, region.span[0]);
  const modifiers = `${module.language === 'typescript' ? 'private ' : ''}${region.awaits ? 'async ' : ''}`;
  const given = gives.length === 1 ? gives[0] : `{ ${gives.join(', ')} }`;
  const lines = [
    `/** ${SUMMARY} */`,
    `${indent}${modifiers}${method}(${list}) {`,
    `${inner}${text.slice(...cut)}`,
    ...(gives.length > 0 ? [`${inner}return ${given};`] : []),
    `${indent}}`,
  ];
  return lines.join(eol);
}

/** The call in the creating method that stands there. */
function callFromCreator(extraction: Extraction, names: readonly string[], eol: string): TextEdit {
  const { text, home, module } = extraction;
  const { place } = home;
  const isPython = module.language === 'python';
  const line = `${call(extraction, names)}${isPython ? '' : ';'}`;
  const { nameSpan } = home.method.fact;
  const unit = indentOf(text, nameSpan[0]);
  const step = indentOf(text, extraction.region.span[0]).slice(unit.length) || '    ';
  switch (place.how) {
    case 'instead':
      return { start: place.span[0], end: place.span[1], text: line };
    case 'before': {
      const before = text.slice(lineStart(text, place.at), place.at);
      const gap = before.trim() === '' ? `${eol}${before}` : isPython ? '; ' : ' ';
      return { start: place.at, end: place.at, text: `${line}${gap}` };
    }
    case 'behind': {
      const at = lineEnd(text, place.at);
      return { start: at, end: at, text: `${eol}${indentOf(text, place.at)}${line}` };
    }
    case 'empty': {
      if (isPython) {
        const at = lineEnd(text, place.at);
        return { start: at, end: at, text: `${eol}${unit}${step}${line}` };
      }
      const at = place.at - 1;
      const before = text.slice(lineStart(text, at), at);
      return before.trim() === ''
        ? { start: at, end: at, text: `${step}${line}${eol}${unit}` }
        : { start: at, end: at, text: `${eol}${unit}${step}${line}${eol}${unit}` };
    }
  }
}

/** A creating method that runs the inherited one; what it returns stays what it was. */
function inheritedMethod(extraction: Extraction, eol: string): TextEdit {
  const { text, fact, home, handed, module, creates, inherited, locks } = extraction;
  const { params } = home.method.fact;
  const self = fact.receiver?.name ?? 'self';
  const indent = indentOf(text, fact.nameSpan[0]);
  const inner = indentOf(text, extraction.region.span[0]);
  const list = [self, ...params.map((p) => inherited.slice(...p.span))].join(', ');
  const names = params.map((p) => p.name ?? '').join(', ');
  // Files that also run on Python 2 say which class it is.
  const cls = fact.cls === undefined ? undefined : module.classes[fact.cls].name;
  const isOld = cls !== undefined && new RegExp(`\\bsuper\\(\\w+,`, 'u').test(text);
  const lines = [
    ...locks.map((lock, i) => `${i === 0 ? '' : indent}@${lock}`),
    `${locks.length > 0 ? indent : ''}def ${creates}(${list}):`,
    `${inner}${call(
      extraction,
      handed.map((p) => p.name ?? ''),
    )}`,
    inner +
      folded(`return super(${isOld ? `${cls}, ${self}` : ''}).${creates}(${names})`, inner, eol),
  ];
  const at = lineEnd(text, fact.span[1]);
  return { start: at, end: at, text: `${eol}${eol}${indent}${lines.join(eol)}` };
}

/** A parameter that is used now is not called as if it were not. */
function plainName({ name }: ParamFact): string | undefined {
  return name?.replace(/^_+(?=\p{L})/u, '');
}

/** Behind what stands on the same line as a comment. */
function lineEnd(text: string, at: number): number {
  const rest = /^[ \t]*(?:#[^\r\n]*|\/\/[^\r\n]*)/u.exec(text.slice(at))?.[0] ?? '';
  return at + rest.length;
}
