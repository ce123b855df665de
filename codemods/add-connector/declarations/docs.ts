import { typeIn } from '../../../src/contract/type-words.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import { lineStart } from '../../../src/edits/lines.js';
import { lineEndingOf, type TextEdit } from '../../../src/edits/text-edits.js';
import { namesIn } from '../../../src/facts/scopes.js';
import type { DocFact, FunctionFact } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { pythonDocEdits } from './python-docs.js';

/** Types that say of an object only that it is one. */
const ANYTHING = /^(?:[Oo]bject|\*|any|\?)$/u;

/**
 * The line that documents the new parameter, where a block documents parameters already: behind the
 * line of the parameter before it, with the same margin; typed where that one is.
 * @param name the parameter's name, without an underscore
 * @param before names of the parameters before it, the nearest last
 */
export function docEdits(
  file: FilePlan,
  fn: FunctionFact,
  added: AddedParameter,
  name: string,
  before: readonly string[],
): TextEdit[] {
  const { module, text } = file;
  const { doc } = fn;
  if (module.language === 'python') return pythonDocEdits(text, fn, name, before);
  if (!doc || doc.params.length === 0 || doc.params.some((p) => p.name === name)) return [];
  const known = doc.params.filter((p) =>
    before.some((n) => n === p.name || p.name.startsWith(`${n}.`)),
  );
  const anchor = known.at(-1) ?? doc.params[0];
  const comesFirst = known.length === 0 && before.length === 0;
  const margin = text.slice(lineStart(text, anchor.span[0]), anchor.span[0]);
  const documented =
    anchor.typed && typeIn(added, module.language) !== undefined
      ? docType(file, file.textOf(anchor), added)
      : undefined;
  const type = documented === undefined ? '' : `{${documented}} `;
  const label =
    anchor.typed && (added.default !== undefined || added.optional) ? `[${name}]` : name;
  const line = `@param ${type}${label}`;
  if (margin.includes('/**')) {
    const at = contentEnd(text, anchor.span, doc);
    return [{ start: at, end: at, text: ` ${line}` }];
  }
  const eol = lineEndingOf(text, anchor.span[0]);
  if (comesFirst)
    return [{ start: anchor.span[0], end: anchor.span[0], text: `${line}${eol}${margin}` }];
  const at = contentEnd(text, anchor.span, doc);
  return [{ start: at, end: at, text: `${eol}${margin}${line}` }];
}

/**
 * Where a tag's own text ends: the span of a tag runs on to the next one, over margins and empty
 * lines.
 */
function contentEnd(text: string, [start, end]: readonly [number, number], doc: DocFact): number {
  const own = text.slice(start, Math.min(end, doc.span[1] - 2));
  return start + own.replace(/(?:\s|\*(?=\s|$))+$/u, '').length;
}

/**
 * The type as the line beside it writes types: `import('./types').Volume`, `t.Volume`, or the bare
 * name.
 * @returns undefined where a file of JavaScript could not know what the name means
 */
function docType(
  { module, names }: FilePlan,
  sibling: string,
  added: AddedParameter,
): string | undefined {
  const type = typeIn(added, module.language) ?? '';
  const given = names.given(added);
  const written = /\{([^}]*)\}/u.exec(sibling)?.[1] ?? '';
  const qualified = /^(?<path>(?:import\((?<q>['"])[^'"]+\k<q>\)|[\w$]+)\.)[\w$]+$/u.exec(written)
    ?.groups?.path;
  if (!/^[A-Z]\w*$/u.test(type)) return type;
  if (qualified !== undefined && !given) return qualified + type;
  const { byName } = namesIn(module, 0);
  if (byName.has(type)) return type;
  if (names.requests.some((r) => r.local === type)) return type;
  if (given && module.language === 'javascript') return `import('${given.from}').${given.name}`;
  const beside = byName.get(written)?.at(0);
  const from =
    beside?.from?.module ??
    (beside?.alias?.type.k === 'import' ? beside.alias.type.module : undefined);
  if (from !== undefined) return `import('${from}').${type}`;
  if (module.language !== 'javascript' || /^[A-Z]\w*$/u.test(written.replace(/^Object$/u, '')))
    return type;
  if (ANYTHING.test(written)) return written;
  return names.importedType(type);
}
