import type { DeclarationSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import { dialectOf } from '../dialects.js';
import type { FilePlan } from '../file-plan.js';
import { annotationFor } from './python-annotations.js';

/**
 * Puts the parameter into a Python list: before what stands in its slot, before a default, `*args`, `*` and `**kwargs`. A list that is shorter is
 * filled up under the contract's names: callers may give them by name.
 * @param name the parameter's name in this list
 * @param value its default, where the contract gives it one
 */
export function pythonParameterEdits(
  file: FilePlan,
  site: DeclarationSite,
  added: AddedParameter,
  name: string,
  value: string | undefined,
): readonly TextEdit[] {
  const { fn, method } = site;
  const { slot, spec } = method;
  const given = fn.params.findIndex((p) => p.rest || p.keywordOnly);
  const index = Math.min(slot, given === -1 ? fn.params.length : given);
  const fill = spec.parameters
    .slice(index, slot)
    .map((p) => dialectOf('python').unused(nameIn(p.name, 'python')) + (p.optional ? '=None' : ''));
  const texts = [...fill, parameterText(file, site, added, name, value, index)];
  // `lambda: None`
  if (!fn.parens && fn.params.length === 0)
    return [{ start: fn.paramsSpan[0], end: fn.paramsSpan[0], text: `${fn.receiver ? ',' : ''} ${texts.join(', ')}` }];
  const list = { inner: fn.paramsSpan, items: fn.params.map((p) => p.span), first: fn.receiver?.span[0], isBare: !fn.parens };
  return file.insert(list, index, texts);
}

function parameterText(
  file: FilePlan,
  site: DeclarationSite,
  added: AddedParameter,
  name: string,
  value: string | undefined,
  index: number,
): string {
  const { params } = site.fn;
  const isBehindDefault = params.slice(0, index).some((p) => p.optional);
  const isBeforeRequired = params.slice(index).some((p) => !p.optional && !p.rest && !p.keywordOnly);
  // What has a default may not stand before what has none.
  const fallback = isBehindDefault || !isBeforeRequired ? (value ?? (added.optional || isBehindDefault ? 'None' : undefined)) : undefined;
  const type = params.some((p) => p.typeText !== undefined) ? annotationFor(file, site, added) : undefined;
  if (type === undefined) return fallback === undefined ? name : `${name}=${fallback}`;
  return fallback === undefined ? `${name}: ${type}` : `${name}: ${type} = ${fallback}`;
}
