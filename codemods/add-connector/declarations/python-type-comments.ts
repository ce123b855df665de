import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { FilePlan } from '../file-plan.js';
import type { ParameterEdits } from './parameters.js';
import { annotationFor } from './python-annotations.js';

const COMMENT = /^[^\n#]*(?:#[^\n]*)?\n[^\S\n]*#[^\S\n]*type:[^\S\n]*\(([^\n]*)\)[^\S\n]*->/u;
const SAME_LINE = /^[^\n#]*#[^\S\n]*type:[^\S\n]*\(([^\n]*)\)[^\S\n]*->/u;

/**
 * The types in a comment that gives those of all parameters: `# type: (str, int) -> None`.
 * @param written what the parameter list gets, and how it reads then
 */
export function typeCommentEdits(
  file: FilePlan,
  site: DeclarationSite,
  added: AddedParameter,
  { edits, list }: ParameterEdits,
): TextEdit[] {
  const { fn, module } = site;
  const { text } = file;
  const written = edits.find((e) => /\w/u.test(e.text));
  if (fn.bodySpan === undefined || !written) return [];
  const behind = text.slice(fn.paramsSpan[1], fn.bodySpan[0]);
  const found = SAME_LINE.exec(behind) ?? COMMENT.exec(behind);
  if (!found) return [];
  const types = partsOf(found[1]);
  const { params } = module.functions[fn.id];
  // `(...)` says nothing of the parameters; the object's own type may be left out.
  const lead = types.length - params.length;
  if (lead < 0 || lead > (fn.receiver ? 1 : 0) || found[1].trim() === '...') return [];
  const at = lead + params.filter((p) => p.span[0] < written.start).length;
  const isAnyKnown = module.bindings.some((b) => b.scope === 0 && b.name === 'Any');
  const anything = isAnyKnown ? 'Any' : 'object';
  const filled = partsOf(list).length - partsOf(text.slice(...fn.paramsSpan)).length - 1;
  const given = [
    ...Array<string>(Math.max(0, filled)).fill(anything),
    annotationFor(file, site, added) ?? anything,
  ].join(', ');
  const start = fn.paramsSpan[1] + found[0].lastIndexOf(`(${found[1]})`) + 1;
  const [offset, inserted] =
    types.length === 0
      ? [0, given]
      : at < types.length
        ? [types[at].start, `${given}, `]
        : [types[types.length - 1].end, `, ${given}`];
  return [{ start: start + offset, end: start + offset, text: inserted }];
}

/** What stands between the commas of a list, without the blanks around it. */
function partsOf(list: string): { readonly start: number; readonly end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let depth = 0;
  let from = 0;
  const take = (to: number) => {
    const part = list.slice(from, to);
    const start = from + part.length - part.trimStart().length;
    if (part.trim() !== '') parts.push({ start, end: start + part.trim().length });
    from = to + 1;
  };
  for (const [at, char] of list.split('').entries()) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) take(at);
  }
  take(list.length);
  return parts;
}
